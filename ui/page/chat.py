"""Chat: the part of the page where a reader asks and reads the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from gradio.blocks import Block

from qa.question import Language, language_of
from ui.answer_html import Beneath
from ui.escaping import escape
from ui.page.desk import Desk, Talk
from ui.page.events import QUIETLY, Updates
from ui.page.owner import owner_of
from ui.page.turns import first_place, messages
from ui.strings import STRINGS, say

AT_ONCE = 4  # questions answered at the same time
_DAY = 86_400  # seconds
# The script in `chat.js` takes what is asked out of the field, and knows when it is answered.
_TAKE = "(typed, ...given) => [window.hakusho.taken(typed), ...given]"
_BUSY = "(...given) => { window.hakusho.taken(); return given; }"
_UNASKED = "() => { window.hakusho.unasked(); }"


@dataclass(frozen=True, slots=True)
class Visit:
    """A reader at the page, as an event finds them.

    held: what the server holds of the conversation; empty once it has forgotten the page.
    talk: the conversation on the page, even then.
    owner: whose it is; see `ui.page.owner`.
    documents: the names of those that are asked; () for all.
    """

    language: Language
    held: Talk
    talk: Talk
    owner: str
    documents: tuple[str, ...]


class Chat:
    """The chat, built in the container that is open: its components, and what happens on an event.
    Handlers
    take what the components of `sent` hold, and return Updates.

    language: of the page. browser: the id that the reader's browser keeps, and nobody else can
    guess. beneath: see `answer_html`.
    """

    def __init__(
        self, desk: Desk, language: gr.Radio, browser: gr.Textbox, beneath: Beneath
    ) -> None:
        self.desk, self.language, self.browser, self.beneath = desk, language, browser, beneath
        # Kept in the library too, so what a page left behind need not stay here.
        self.talk = gr.State(Talk(), time_to_live=_DAY)
        # The address of the first quote of the last answer.
        self.first = gr.Textbox(visible="hidden", elem_id="first")
        # The conversation's id, which the browser's window keeps until it is closed.
        self.recent = gr.Textbox(visible="hidden", elem_id="recent")
        self.repeated = gr.Textbox(visible="hidden", elem_id="repeated")
        self.judged = gr.Textbox(visible="hidden", elem_id="judged")
        self.log = gr.Chatbot(
            elem_id="chat",
            container=False,
            layout="panel",
            height="100%",
            buttons=[],
            latex_delimiters=[],
            feedback_options=None,
            autoscroll=False,
        )
        self.lost = gr.HTML(visible=False, elem_id="lost")
        self.limit = gr.Dropdown(
            desk.names(),  # keeps the choice of a page that was open before this server
            value=[],
            multiselect=True,
            interactive=True,
            visible=False,
            elem_id="limit",
        )
        with gr.Row(elem_id="ask"):
            self.question = gr.Textbox(container=False, max_lines=6, autofocus=True, scale=1)
            self.send = gr.Button("", variant="primary", scale=0, min_width=96)
        with gr.Row(elem_id="under"):
            self.see_source = gr.Button("", elem_id="see-source")
            self.new = gr.Button("", elem_id="new")
        self._connect()

    def _connect(self) -> None:
        asking: dict[str, Any] = {"outputs": self.shown, "concurrency_limit": AT_ONCE, **QUIETLY}
        for done in (
            gr.on(
                [self.question.submit, self.send.click],
                self.respond,
                [self.question, *self.sent],
                js=_TAKE,
                **asking,
            ),
            self.log.example_select(self.respond_example, self.sent, js=_BUSY, **asking),
            self.repeated.change(
                self.respond_again, [self.repeated, *self.sent], js=_BUSY, **asking
            ),
        ):
            done.then(None, self.first, js="(place) => { window.hakusho.answered(place); }")
            done.failure(None, js=_UNASKED)
        self.judged.change(
            self.judge, [self.judged, *self.there], self.shown, trigger_mode="multiple", **QUIETLY
        )
        self.new.click(
            self.begin, self.language, [self.question, *self.shown], queue=False, **QUIETLY
        ).then(None, js="() => { document.querySelector('#ask textarea').focus(); }")
        # The suggested questions take a moment, so the page does not wait for them.
        gr.on(
            [self.language.change, self.limit.change, self.new.click],
            self.suggest,
            [self.language, self.limit],
            self.log,
            trigger_mode="always_last",
            **QUIETLY,
        )
        self.recent.change(None, self.recent, js="(id) => { window.hakusho.remember?.(id); }")
        self.see_source.click(None, js="() => { window.hakusho.view('source'); }")

    @property
    def there(self) -> list[Block]:
        """What the page sends with every event, for `visit`."""
        return [self.language, self.talk, self.recent, self.browser]

    @property
    def sent(self) -> list[Block]:
        """The same, and the documents that are asked. Gradio refuses a document that is gone."""
        return [*self.there, self.limit]

    @property
    def shown(self) -> list[Block]:
        """What changes with the conversation."""
        return [self.limit, self.talk, self.log, self.lost, self.recent, self.first]

    def visit(
        self,
        request: gr.Request,
        language: Language | None,
        held: Talk,
        recent: str,
        browser: str,
        documents: Sequence[str] | None = None,
        *,
        typed: str = "",
    ) -> Visit:
        """Who is there, with which conversation. A page that has not said its language gets that of
        what was typed."""
        language, owner = language or language_of(typed), owner_of(browser, request.username)
        talk = self.desk.at_hand(held, recent, language, owner)
        return Visit(language, held, talk, owner, tuple(documents or ()))

    # --- how a conversation is shown

    def drawn(self, talk: Talk, language: Language) -> Updates:
        """The conversation; what is in the source pane stays there."""
        words = escape(say(language, talk.lost)) if talk.lost else ""
        return {
            self.talk: talk,
            self.log: messages(talk.turns, self.beneath),
            self.lost: gr.update(value=f'<p role="alert">{words}</p>', visible=bool(talk.lost)),
            self.recent: talk.id,
        }

    def opened(self, talk: Talk, language: Language) -> Updates:
        """The conversation, and the place of its last answer."""
        return self.drawn(talk, language) | {self.first: first_place(talk.turns)}

    def words(self, talk: Talk, language: Language) -> Updates:
        """Everything that has words, in another language."""
        said = STRINGS[language]
        turns = tuple(replace(turn, language=language) for turn in talk.turns)
        drawn = self.drawn(replace(talk, turns=turns), language)
        return drawn | {
            self.log: gr.update(
                value=drawn[self.log],
                label=said["chat"],
                placeholder=f"<h2>{said['lead']}</h2><p>{said['promise']}</p>",
            ),
            self.question: gr.update(placeholder=said["ask"], label=said["ask_label"]),
            self.send: gr.update(value=said["send"]),
            self.see_source: gr.update(value=said["see_source"]),
            self.new: gr.update(value=said["new"]),
            self.limit: gr.update(label=said["limit"]),
        }

    def limits(self, chosen: Sequence[str]) -> Any:
        """The update of `limit` for the documents there are now; with only one there is no
        choice."""
        names = self.desk.names()
        still = [name for name in chosen if name in names]
        return gr.update(choices=names, value=still, visible=len(names) > 1)

    def renewed(self, chosen: Sequence[str] | None) -> Any:
        """The same, keeping what the reader has chosen except for what is gone. Where all of it
        stays, the choice is not sent: the reader may have chosen anew meanwhile."""
        update = self.limits(chosen or ())
        if update["value"] == list(chosen or ()):
            del update["value"]
        return update

    # --- events

    def respond(self, request: gr.Request, typed: str | None, *sent: Any) -> Updates:
        typed = typed or ""
        visit = self.visit(request, *sent, typed=typed)
        talk = self.desk.ask(visit.talk, typed, visit.language, visit.owner, visit.documents)
        return self._answered(visit, talk)

    def respond_example(self, request: gr.Request, event: gr.SelectData, *sent: Any) -> Updates:
        chosen = event.value if isinstance(event.value, dict) else {}
        return self.respond(request, str(chosen.get("text", "")), *sent)

    # A conversation that the server has forgotten may be numbered differently on the page, so a
    # link or button then only draws the conversation as it is.

    def respond_again(self, request: gr.Request, said: str, *sent: Any) -> Updates:
        visit = self.visit(request, *sent)
        act, number = numbered(said, "again", "everywhere", "typed")
        talk = visit.talk
        if act == "typed" and visit.held.turns:
            talk = self.desk.ask_as_typed(talk, visit.owner, number)
        elif act and visit.held.turns:
            talk = self.desk.ask_again(talk, number, visit.owner, act == "everywhere")
        return self._answered(visit, talk)

    def _answered(self, visit: Visit, talk: Talk) -> Updates:
        """What changes when something was asked: the list of documents too, if one is gone."""
        updates = self.opened(talk, visit.language)
        if talk.turns and talk.turns[-1].outcome == "question.gone":
            updates[self.limit] = self.limits(visit.documents)
        return updates

    def judge(self, request: gr.Request, said: str, *sent: Any) -> Updates:
        visit = self.visit(request, *sent)
        act, number = numbered(said, "right", "wrong")
        talk = visit.talk
        if act and visit.held.turns:
            talk = self.desk.judge(talk, number, 1 if act == "right" else -1, visit.owner)
        return self.drawn(talk, visit.language)

    def suggest(self, language: Language | None, documents: Sequence[str] | None) -> Any:
        asked = self.desk.suggest(language, documents or ()) if language else []
        return gr.update(examples=[{"text": text} for text in asked])

    def begin(self, language: Language) -> Updates:
        return self.opened(Talk(), language) | {self.question: "", self.limit: []}

    def look_again(self, request: gr.Request, *sent: Any) -> Updates:
        """The chat comes into sight again; documents or conversations may have changed."""
        visit = self.visit(request, *sent)
        talk = self.desk.look_again(visit.talk, visit.owner)
        same = talk == visit.held
        updates = {} if same else self.opened(talk, visit.language)
        return updates | {self.limit: self.renewed(visit.documents)}


def numbered(said: str, *acts: str) -> tuple[str, int]:
    """What the script says: one of the acts, and the number of the turn; ("", 0) if neither.

    >>> numbered("again-3 17", "again"), numbered("right-3 18", "again")
    (('again', 3), ('', 0))
    """
    act, _, number = said.partition(" ")[0].partition("-")
    return (act, int(number)) if act in acts and number.isdecimal() else ("", 0)
