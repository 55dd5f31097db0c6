"""App: the page. A chat on one side, the source document on the other.

Knows how things are laid out and what happens on which event; what is shown is made in
`ui.render` and `ui.source`, and the script of the pane, `source.js`, opens places in it.
Nothing is kept between readers: a reader's turns live in their own `gr.State`.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported

import gradio as gr
import httpx
from starlette.middleware import Middleware

from corpus.errors import HakushoError, LibraryError, QuestionError
from index.library import Library
from qa.answer import DEFAULT_QUOTES, Answer, answer
from qa.question import Language, language_of
from ui.address import Guard, bypass_proxies, free_port, own_names, resolve
from ui.render import (
    answer_html,
    answer_json,
    notice_html,
    place_of,
    question_html,
)
from ui.source import pane_functions
from ui.strings import EXAMPLES, LANGUAGES, STRINGS, say

_AT_ONCE = 4  # questions answered at the same time
_KEPT = 50  # turns of a reader's conversation that stay on the page
_SHOWN = 500  # characters shown of a question that could not be asked
_MOST = 20  # quotes that a program may ask for
_log = logging.getLogger(__name__)
_SANS = (
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic UI",
    "Yu Gothic",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Meiryo",
    "system-ui",
    "sans-serif",
)
# Before the first paint: the reader's own choice, or the browser's first of the two.
_HEAD = """<script>
{
let chosen = null;
try { chosen = localStorage.getItem("hakusho.language"); } catch { /* not kept */ }
document.documentElement.dataset.language = chosen ||
  (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag === "ja" || tag === "en") || "en";
}
</script>"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of the reader's, what came of it, and the language it is shown in.

    outcome: an Answer, or the key of the words (`ui.strings`) that say why there is none.
    """

    question: str
    outcome: Answer | str
    language: Language


@dataclass(frozen=True, slots=True)
class Server:
    """The running page: its address, and how to stop it."""

    url: str
    blocks: gr.Blocks

    def wait(self) -> None:
        """Serve until Ctrl-C, then stop."""
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Stop serving."""
        self.blocks.close(verbose=False)


def build(library: Library, k: int = DEFAULT_QUOTES) -> gr.Blocks:
    """The page over `library`, not yet served."""

    page: gr.Blocks = gr.Blocks(
        title="白書QA · Hakusho QA", fill_width=True, analytics_enabled=False
    )
    with page:
        desk = Desk(library, k)
        turns = gr.State([])
        first = gr.Textbox(visible="hidden")
        with gr.Row(elem_id="top"):
            gr.HTML('<h1><span lang="ja">白書QA</span> <small lang="en">Hakusho QA</small></h1>')
            language = gr.Radio(
                [(name, code) for code, name in LANGUAGES.items()],
                show_label=False,
                container=False,
                elem_id="language",
            )
        with gr.Row(elem_id="room"):
            with gr.Column(elem_id="talk"):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    container=False,
                    layout="panel",
                    height="100%",
                    buttons=[],
                    latex_delimiters=[],
                    feedback_options=None,
                    autoscroll=False,
                )
                with gr.Row(elem_id="ask"):
                    question = gr.Textbox(
                        show_label=False, container=False, max_lines=6, autofocus=True, scale=1
                    )
                    send = gr.Button("", variant="primary", scale=0, min_width=96)
                with gr.Row(elem_id="under"):
                    see_source = gr.Button("", elem_id="see-source")
                    clear = gr.Button("", elem_id="clear")
            gr.HTML(
                elem_id="source",
                js_on_load=_text("source.js") + _text("page.js"),  # one script, one scope
                server_functions=pane_functions(library),
                apply_default_css=False,
            )

        worded = [language, chat, question, send, see_source, clear]
        page.load(
            lambda code: _words(code, []),
            language,
            worded,
            js="() => [document.documentElement.dataset.language]",
            api_visibility="private",
            queue=False,
        )
        language.change(
            None, language, js="(code) => { window.hakusho?.language(code); }", queue=False
        )
        language.input(
            _switch, [language, turns], [turns, *worded], api_visibility="private", queue=False
        )
        asked = gr.on(
            [question.submit, send.click],
            desk.respond,
            [question, language, turns],
            [turns, chat, question, first],
            concurrency_limit=_AT_ONCE,
            show_progress="hidden",
            api_visibility="private",
        )
        chosen = chat.example_select(
            desk.respond_example,
            [language, turns],
            [turns, chat, question, first],
            concurrency_limit=_AT_ONCE,
            show_progress="hidden",
            api_visibility="private",
        )
        as_typed = chat.option_select(
            desk.respond_as_typed,
            [language, turns],
            [turns, chat, question, first],
            concurrency_limit=_AT_ONCE,
            show_progress="hidden",
            api_visibility="private",
        )
        for done in (asked, chosen, as_typed):
            done.then(None, first, js="(place) => { window.hakusho?.answered(place); }")
        clear.click(
            lambda: ([], []), None, [turns, chat], api_visibility="private", queue=False
        ).then(None, js="() => { document.querySelector('#ask textarea').focus(); }")
        see_source.click(None, js="() => { window.hakusho.view('source'); }")
        gr.api(desk.ask, api_name="ask", concurrency_limit=_AT_ONCE)
    return page


def serve(
    library: Library, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False
) -> Server:
    """Serve the page and return at once; `Server.url` is its address, `Server.wait()`
    serves until Ctrl-C. The next free port is taken when `port` is in use.

    Raises LibraryError when the page cannot be served there.
    """
    family, address = resolve(host)
    port = free_port(family, address, port)
    bypass_proxies(host.strip("[]"), address)
    page = build(library)
    name = f"[{address}]" if family == socket.AF_INET6 else host or address
    try:
        _, url, _ = page.launch(
            server_name=name,
            server_port=port,
            inbrowser=open_browser,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            footer_links=[],
            run_history=False,
            max_file_size="1kb",  # nothing is uploaded
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            theme=_theme(),
            css=_text("page.css") + _text("source.css"),
            head=_HEAD,
            app_kwargs={"middleware": [Middleware(Guard, names=own_names(name, address))]},
        )
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        page.close(verbose=False)
        raise LibraryError(
            f"The page cannot be served at {name}:{port} ({error}); "
            "choose another --host or --port, or leave them out."
        ) from error
    return Server(url, page)


# --- what happens on an event


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page asks of the library. Keeps nothing.

    most: quotes in an answer at most.
    """

    library: Library
    most: int

    def respond(
        self, question: str | None, language: Language | None, turns: Sequence[Turn]
    ) -> tuple[list[Turn], list[dict[str, Any]], str, str]:
        """The reader asked: their turns, the chat, an empty question field, and the
        address of the first quote."""
        question = question or ""
        turn = self._turn(question, language or language_of(question), _before(turns))
        return _responded([*turns, turn][-_KEPT:])

    def respond_example(
        self, language: Language | None, turns: Sequence[Turn], event: gr.SelectData
    ) -> tuple[list[Turn], list[dict[str, Any]], str, str]:
        """The reader chose an example question."""
        chosen = event.value if isinstance(event.value, dict) else {}
        return self.respond(str(chosen.get("text", "")), language, turns)

    def respond_as_typed(
        self, language: Language | None, turns: Sequence[Turn]
    ) -> tuple[list[Turn], list[dict[str, Any]], str, str]:
        """The reader wants the last question asked as it was typed, without the one before."""
        if not turns:
            return _responded([])
        question = turns[-1].question
        turn = self._turn(question, language or language_of(question), None)
        return _responded([*turns[:-1], turn])

    def _turn(self, question: str, language: Language, before: str | None) -> Turn:
        try:
            found = answer(question, self.library, self.most, before=before)
        except QuestionError as error:
            key = f"question.{error.reason}"
            known = key if key in STRINGS[language] else "question.other"
            return Turn(question[:_SHOWN], known, language)
        except HakushoError as error:
            _log.warning("%s", error)
            return Turn(question[:_SHOWN], "failed", language)
        return Turn(question, found, found.language)

    def ask(self, question: str, k: int = DEFAULT_QUOTES, before: str = "") -> dict[str, Any]:
        """Quotes that answer a Japanese or English question, as `hakusho ask --json`
        prints them. What the question leaves out is taken from the question `before`."""
        # Programs send any JSON.
        if not all(isinstance(text, str) for text in (question, before)):
            raise gr.Error("The question is no text; send a string.", print_exception=False)
        if type(k) is not int:  # nor true or false
            raise gr.Error("k is no whole number; send one from 1.", print_exception=False)
        try:
            most = min(max(k, 1), _MOST)
            return answer_json(answer(question, self.library, most, before=before or None))
        except HakushoError as error:
            raise gr.Error(str(error), print_exception=False) from error


def _before(turns: Sequence[Turn]) -> str | None:
    """The last question that could be asked, as it was understood."""
    answers = (turn.outcome for turn in reversed(turns) if isinstance(turn.outcome, Answer))
    last = next(answers, None)
    if last is None:
        return None
    return last.question if last.understood is None else last.understood


def _responded(turns: list[Turn]) -> tuple[list[Turn], list[dict[str, Any]], str, str]:
    return turns, _messages(turns), "", _first_place(turns[-1]) if turns else ""


def _switch(language: Language, turns: Sequence[Turn]) -> list[Any]:
    said = [replace(turn, language=language) for turn in turns]
    return [said, *_words(language, said)]


# --- what is shown


def _words(language: Language, turns: Sequence[Turn]) -> list[Any]:
    """The updates that put the page into `language`."""
    words = STRINGS[language]
    return [
        gr.update(value=language, label=words["language"]),
        gr.update(
            value=_messages(turns),
            label=words["chat"],
            placeholder=f"<h2>{words['lead']}</h2><p>{words['promise']}</p>",
            examples=[{"text": text} for text in EXAMPLES[language]],
        ),
        gr.update(placeholder=words["ask"], label=words["ask_label"]),
        gr.update(value=words["send"]),
        gr.update(value=words["see_source"]),
        gr.update(value=words["clear"]),
    ]


def _messages(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for turn in turns:
        if turn.question.strip():
            asked = question_html(turn.question, turn.language)
            messages.append({"role": "user", "content": asked})
        if isinstance(turn.outcome, Answer):
            said = answer_html(turn.outcome, turn.language)
        else:
            said = notice_html(say(turn.language, turn.outcome), turn.language)
        messages.append({"role": "assistant", "content": said})
    if turns and isinstance(turns[-1].outcome, Answer) and turns[-1].outcome.understood:
        typed = say(turns[-1].language, "as_typed")
        messages[-1]["options"] = [{"value": "as typed", "label": typed}]
    return messages


def _first_place(turn: Turn) -> str:
    if isinstance(turn.outcome, str) or not turn.outcome.quotes:
        return ""
    quote = turn.outcome.quotes[0]
    return str(place_of(quote.passage.document, quote.start, quote.end, quote.highlights))


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue="slate",
        neutral_hue="stone",
        font=list(_SANS),
        font_mono=["ui-monospace", "monospace"],
        radius_size="sm",
    )


def _text(name: str) -> str:
    return (resources.files("ui") / name).read_text("utf-8")
