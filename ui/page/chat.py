"""Chat: the part of the page where a reader asks and reads the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from qa.question import Language
from ui.page.desk import Desk, Talk
from ui.page.turns import first_place, messages
from ui.render import Beneath, escape
from ui.strings import STRINGS, say

AT_ONCE = 4  # questions answered at the same time


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat's components, and how their words change.

    talk: a `gr.State` of the reader's Talk.
    recent: the id of the conversation, which the browser's window keeps until it is closed.
    first: the address of the first quote of the last answer.
    limit: the documents that are asked; none chosen are all.
    answered: the events that answer. What shows another conversation cancels them: an answer to
        the old one would bring it back.
    shown, show: the components that show a Talk, and their updates.
    worded, words: those whose words change with the language, and their updates.
    """

    talk: gr.State
    recent: gr.Textbox
    first: gr.Textbox
    limit: gr.Dropdown
    answered: list[Any]
    shown: list[Any]
    show: Callable[[Language, Talk], list[Any]]
    worded: list[Any]
    words: Callable[[Language, Talk], list[Any]]


def chat_column(desk: Desk, language: gr.Radio, owner: gr.State, beneath: Beneath) -> Chat:
    """Build the chat where it is called, with its events. beneath: see `answer_html`."""
    talk = gr.State(Talk())
    first = gr.Textbox(visible="hidden", elem_id="first")
    recent = gr.Textbox(visible="hidden", elem_id="recent")
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
        [], value=[], multiselect=True, interactive=True, visible=False, elem_id="limit"
    )
    with gr.Row(elem_id="ask"):
        question = gr.Textbox(container=False, max_lines=6, autofocus=True, scale=1)
        send = gr.Button("", variant="primary", scale=0, min_width=96)
    with gr.Row(elem_id="under"):
        see_source = gr.Button("", elem_id="see-source")
        new = gr.Button("", elem_id="new")

    shown = [talk, chat, lost, recent, first]

    def show(code: Language, held: Talk) -> list[Any]:
        words = escape(say(code, held.lost)) if held.lost else ""
        return [
            held,
            messages(held.turns, beneath),
            gr.update(value=f'<p role="alert">{words}</p>', visible=bool(held.lost)),
            held.id,
            first_place(held.turns),
        ]

    def respond(
        typed: str, code: Language | None, held: Talk, who: str, only: list[str] | None
    ) -> list[Any]:
        after = desk.ask(held, typed, code, who, only or ())
        return ["", *show(code or after.turns[-1].language, after)]

    def respond_example(
        code: Language, held: Talk, who: str, only: list[str] | None, event: gr.SelectData
    ) -> list[Any]:
        chosen = event.value if isinstance(event.value, dict) else {}
        return respond(str(chosen.get("text", "")), code, held, who, only)

    def respond_as_typed(code: Language, held: Talk, who: str) -> list[Any]:
        return ["", *show(code, desk.ask_as_typed(held, who))]

    def judge(said: str, code: Language, held: Talk, who: str) -> list[Any]:
        act, _, number = said.partition(" ")[0].partition("-")
        if number.isdecimal() and act in ("right", "wrong"):
            held = desk.judge(held, int(number), 1 if act == "right" else -1, who)
        return show(code, held)[:-1]  # what is in the source pane stays there

    def suggest(code: Language | None, only: list[str] | None) -> Any:
        asked = desk.suggest(code, only or ()) if code else []
        return gr.update(examples=[{"text": text} for text in asked])

    def begin(code: Language) -> list[Any]:
        return ["", *show(code, Talk()), []]

    asking: dict[str, Any] = {
        "outputs": [question, *shown],
        "concurrency_limit": AT_ONCE,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    reader = [language, talk, owner]
    answered = [
        gr.on([question.submit, send.click], respond, [question, *reader, limit], **asking),
        chat.example_select(respond_example, [*reader, limit], **asking),
        chat.option_select(respond_as_typed, reader, **asking),
    ]
    for done in answered:
        done.then(None, first, js="(place) => { window.hakusho?.answered(place); }")
    judged.change(
        judge,
        [judged, *reader],
        shown[:-1],
        trigger_mode="multiple",
        show_progress="hidden",
        api_visibility="private",
    )
    new.click(
        begin,
        language,
        [question, *shown, limit],
        show_progress="hidden",
        api_visibility="private",
        queue=False,
        cancels=answered,
    ).then(None, js="() => { document.querySelector('#ask textarea').focus(); }")
    # What can be asked of the documents at hand: it takes a moment, so the page does not wait.
    gr.on(
        [language.change, limit.change, new.click],
        suggest,
        [language, limit],
        chat,
        trigger_mode="always_last",
        show_progress="hidden",
        api_visibility="private",
    )
    recent.change(None, recent, js="(id) => { window.hakushoChat?.remember(id); }")
    see_source.click(None, js="() => { window.hakusho.view('source'); }")

    worded = [*shown[:4], question, send, see_source, new, limit]

    def words(code: Language, held: Talk) -> list[Any]:
        said = STRINGS[code]
        held = replace(held, turns=tuple(replace(turn, language=code) for turn in held.turns))
        updates = show(code, held)
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

    return Chat(talk, recent, first, limit, answered, shown, show, worded, words)


def limits(names: Sequence[str], chosen: Sequence[str] | None) -> Any:
    """The update of `Chat.limit` for the documents of now: of one there is nothing to choose."""
    still = [name for name in chosen or () if name in names]
    return gr.update(choices=list(names), value=still, visible=len(names) > 1)
