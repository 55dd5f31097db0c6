"""Chat: the part of the page where a reader asks and reads the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from qa.question import Language, language_of
from ui.page.desk import Desk, Talk
from ui.page.owner import owner_of
from ui.page.turns import first_place, messages
from ui.render import Beneath, escape
from ui.strings import STRINGS, say

AT_ONCE = 4  # questions answered at the same time
_DAY = 86_400  # seconds
# The script in `chat.js` takes what is asked out of the field, and knows when it is answered.
_TAKE = "(typed, ...given) => [window.hakushoChat.taken(typed), ...given]"
_BUSY = "(...given) => { window.hakushoChat.taken(); return given; }"
_UNASKED = "() => { window.hakushoChat.unasked(); }"


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat's components, and how their words change.

    talk: a `gr.State` of the reader's Talk.
    recent: the id of the conversation, which the browser's window keeps until it is closed.
    held: the components that say which conversation it is, and whose: `Desk.at_hand`.
    first: the address of the first quote of the last answer.
    limit: the documents that are asked; none chosen are all.
    shown, show: the components that show a Talk, and their updates.
    worded, words: those whose words change with the language, and their updates.
    """

    talk: gr.State
    recent: gr.Textbox
    held: list[Any]
    first: gr.Textbox
    limit: gr.Dropdown
    shown: list[Any]
    show: Callable[[Language, Talk], list[Any]]
    worded: list[Any]
    words: Callable[[Language, Talk], list[Any]]


def chat_column(desk: Desk, language: gr.Radio, browser: gr.Textbox, beneath: Beneath) -> Chat:
    """Build the chat where it is called, with its events. browser: the id that the reader's
    keeps; beneath: see `answer_html`."""
    events = _Events(desk, beneath)
    # Kept in the library too, so what a page left behind need not stay here.
    talk = gr.State(Talk(), time_to_live=_DAY)
    first = gr.Textbox(visible="hidden", elem_id="first")
    recent = gr.Textbox(visible="hidden", elem_id="recent")
    repeated = gr.Textbox(visible="hidden", elem_id="repeated")
    judged = gr.Textbox(visible="hidden", elem_id="judged")
    chat = gr.Chatbot(
        elem_id="chat",
        container=False,
        layout="panel",
        height="100%",
        buttons=[],
        latex_delimiters=[],
        feedback_options=None,
        autoscroll=False,
    )
    lost = gr.HTML(visible=False, elem_id="lost")
    limit = gr.Dropdown(
        desk.names(),  # what is chosen stays so for a page that was open before this server was
        value=[],
        multiselect=True,
        interactive=True,
        visible=False,
        elem_id="limit",
    )
    with gr.Row(elem_id="ask"):
        question = gr.Textbox(container=False, max_lines=6, autofocus=True, scale=1)
        send = gr.Button("", variant="primary", scale=0, min_width=96)
    with gr.Row(elem_id="under"):
        see_source = gr.Button("", elem_id="see-source")
        new = gr.Button("", elem_id="new")

    shown = [talk, chat, lost, recent, first]

    asking: dict[str, Any] = {
        "outputs": [limit, *shown],
        "concurrency_limit": AT_ONCE,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    held = [talk, recent, browser]
    given = [language, *held]
    for done in (
        gr.on(
            [question.submit, send.click],
            events.respond,
            [question, *given, limit],
            js=_TAKE,
            **asking,
        ),
        chat.example_select(events.respond_example, [*given, limit], js=_BUSY, **asking),
        repeated.change(events.respond_again, [repeated, *given, limit], js=_BUSY, **asking),
    ):
        done.then(None, first, js="(place) => { window.hakushoChat.answered(place); }")
        done.failure(None, js=_UNASKED)
    judged.change(
        events.judge,
        [judged, *given],
        shown[:-1],
        trigger_mode="multiple",
        show_progress="hidden",
        api_visibility="private",
    )
    new.click(
        events.begin,
        language,
        [question, *shown, limit],
        show_progress="hidden",
        api_visibility="private",
        queue=False,
    ).then(None, js="() => { document.querySelector('#ask textarea').focus(); }")
    # What can be asked of the documents at hand: it takes a moment, so the page does not wait.
    gr.on(
        [language.change, limit.change, new.click],
        events.suggest,
        [language, limit],
        chat,
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )
    recent.change(None, recent, js="(id) => { window.hakushoChat?.remember(id); }")
    see_source.click(None, js="() => { window.hakusho.view('source'); }")

    worded = [*shown[:4], question, send, see_source, new, limit]

    def words(code: Language, talk: Talk) -> list[Any]:
        said = STRINGS[code]
        turns = tuple(replace(turn, language=code) for turn in talk.turns)
        updates = events.show(code, replace(talk, turns=turns))
        updates[1] = gr.update(
            value=updates[1],
            label=said["chat"],
            placeholder=f"<h2>{said['lead']}</h2><p>{said['promise']}</p>",
        )
        return [
            *updates[:4],
            gr.update(placeholder=said["ask"], label=said["ask_label"]),
            gr.update(value=said["send"]),
            gr.update(value=said["see_source"]),
            gr.update(value=said["new"]),
            gr.update(label=said["limit"]),
        ]

    return Chat(talk, recent, held, first, limit, shown, events.show, worded, words)


@dataclass(frozen=True, slots=True)
class _Events:
    """What happens on an event. held: what the server knows of the conversation; kept, reader:
    what the browser does, its id in the library's history and the browser's own."""

    desk: Desk
    beneath: Beneath

    def show(self, code: Language, held: Talk) -> list[Any]:
        words = escape(say(code, held.lost)) if held.lost else ""
        return [
            held,
            messages(held.turns, self.beneath),
            gr.update(value=f'<p role="alert">{words}</p>', visible=bool(held.lost)),
            held.id,
            first_place(held.turns),
        ]

    def after(self, talk: Talk, code: Language, only: list[str] | None) -> list[Any]:
        """What changes when something was asked: the list of documents too, if one is gone."""
        gone = talk.turns and talk.turns[-1].outcome == "question.gone"
        return [limits(self.desk.names(), only) if gone else gr.skip(), *self.show(code, talk)]

    def at_hand(
        self, held: Talk, kept: str, reader: str, code: Language, request: gr.Request
    ) -> tuple[Talk, str]:
        """The conversation on the page, and whose it is."""
        who = owner_of(reader, request.username)
        return self.desk.at_hand(held, kept, code, who), who

    def respond(
        self,
        typed: str,
        code: Language | None,
        held: Talk,
        kept: str,
        reader: str,
        only: list[str] | None,
        request: gr.Request,
    ) -> list[Any]:
        code = code or language_of(typed or "")
        talk, who = self.at_hand(held, kept, reader, code, request)
        talk = self.desk.ask(talk, typed, code, who, only or ())
        return self.after(talk, code, only)

    def respond_example(
        self,
        code: Language,
        held: Talk,
        kept: str,
        reader: str,
        only: list[str] | None,
        request: gr.Request,
        event: gr.SelectData,
    ) -> list[Any]:
        chosen = event.value if isinstance(event.value, dict) else {}
        return self.respond(str(chosen.get("text", "")), code, held, kept, reader, only, request)

    # What the server has forgotten may be numbered otherwise than on the page: what is followed
    # or pressed then only draws the conversation as it is.

    def respond_again(
        self,
        said: str,
        code: Language,
        held: Talk,
        kept: str,
        reader: str,
        only: list[str] | None,
        request: gr.Request,
    ) -> list[Any]:
        talk, who = self.at_hand(held, kept, reader, code, request)
        act, number = numbered(said, "again", "everywhere", "typed")
        if act and held.turns:
            if act == "typed":
                talk = self.desk.ask_as_typed(talk, who, number)
            else:
                talk = self.desk.ask_again(talk, number, who, act == "everywhere")
        return self.after(talk, code, only)

    def judge(
        self, said: str, code: Language, held: Talk, kept: str, reader: str, request: gr.Request
    ) -> list[Any]:
        talk, who = self.at_hand(held, kept, reader, code, request)
        act, number = numbered(said, "right", "wrong")
        if act and held.turns:
            talk = self.desk.judge(talk, number, 1 if act == "right" else -1, who)
        return self.show(code, talk)[:-1]  # what is in the source pane stays there

    def suggest(self, code: Language | None, only: list[str] | None) -> Any:
        asked = self.desk.suggest(code, only or ()) if code else []
        return gr.update(examples=[{"text": text} for text in asked])

    def begin(self, code: Language) -> list[Any]:
        return ["", *self.show(code, Talk()), []]


def numbered(said: str, *acts: str) -> tuple[str, int]:
    """What the script says: one of the acts, and the number of the turn; ("", 0) if neither.

    >>> numbered("again-3 17", "again"), numbered("right-3 18", "again")
    (('again', 3), ('', 0))
    """
    act, _, number = said.partition(" ")[0].partition("-")
    return (act, int(number)) if act in acts and number.isdecimal() else ("", 0)


def limits(names: Sequence[str], chosen: Sequence[str] | None) -> Any:
    """The update of `Chat.limit` for the documents of now: of one there is nothing to choose."""
    still = [name for name in chosen or () if name in names]
    return gr.update(choices=list(names), value=still, visible=len(names) > 1)


def renewed(names: Sequence[str], chosen: Sequence[str] | None) -> Any:
    """The same for what the reader has chosen, which stays but for what is gone. Where all of it
    stays nothing is said of it: the page may have chosen anew meanwhile."""
    update = limits(names, chosen)
    if update["value"] == list(chosen or ()):
        del update["value"]
    return update
