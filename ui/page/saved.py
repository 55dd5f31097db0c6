"""Saved: the tab of the reader's kept conversations.

Whose they are is known from the account, or from the id that nobody but the reader's browser knows.
Whatever else a browser sends, such as the id of a conversation, is looked up only among what is
that owner's.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import gradio as gr
from gradio.components import Component

from corpus.errors import HakushoError, LibraryError
from index.history import Conversation, History, search_words, texts
from index.library import Library
from qa.question import Language
from ui.escaping import escape
from ui.page.download import FORMS, as_file, zone
from ui.page.events import QUIETLY, Updates, said_of, sent
from ui.page.files import read_text
from ui.page.matches import Excerpt, excerpt
from ui.page.owner import owner_of
from ui.page.saved_html import failed_html, listing_html
from ui.strings import LANGUAGES, say

_SHOWN = 200  # conversations in the list
_HAND_OVER = """(made) => {
  dispatchEvent(new CustomEvent("hakusho:file", { detail: made }));
  return "";
}"""
# What could not be asked of the server can be asked again.
_NOT_DONE = """() => {
  document.querySelectorAll("#saved-list li[aria-busy]").forEach((item) => {
    item.removeAttribute("aria-busy");
  });
}"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedTab:
    """The tab, for the page around it.

    words: the updates that put the tab into a language; the list and its heading follow by
        themselves.
    opened: changes when the reader goes on with a conversation; see `conversation_in`.
    refresh, inputs, outputs: the handler that draws the list again, as is needed when the tab is
        shown, and its components; a change of reader or language draws it anyway.
    """

    words: Callable[[Language], Updates]
    opened: gr.State
    refresh: Callable[..., Any]
    inputs: list[Component]
    outputs: list[Component]


def conversation_in(opened: str) -> str:
    """The id of the conversation that `SavedTab.opened` names; "" when it names none."""
    return opened.partition(":")[0]


def saved_tab(library: Library, browser: gr.Textbox, language: gr.Radio) -> SavedTab:
    """Build the tab. browser: the id that the reader's browser keeps;
    "" while that is not known."""
    opened = gr.State("")
    with gr.Column(elem_id="saved"):
        heading = gr.HTML(elem_id="saved-heading", apply_default_css=False)
        search = gr.Textbox(elem_id="saved-search", container=False, max_lines=1, max_length=200)
        listing: Any = gr.HTML(  # Any, for it has the events that its script names
            elem_id="saved-list",
            html_template="<div></div>",
            js_on_load=read_text("saved.js"),
            apply_default_css=False,
        )
        file = gr.Textbox(visible="hidden")
    known: list[Component] = [browser, language, search]
    quietly: dict[str, Any] = {"concurrency_limit": 4, **QUIETLY}

    def theirs(reader: str, code: Language, query: str, request: gr.Request) -> SavedEvents:
        return SavedEvents(library, owner_of(reader, request.username), code, query or "")

    def whole(reader: str, code: Language, query: str, request: gr.Request) -> tuple[Any, Any]:
        return theirs(reader, code, query, request).whole()

    def refresh(reader: str, code: Language, query: str, request: gr.Request) -> Any:
        return theirs(reader, code, query, request).listing()

    def go_on(
        reader: str,
        code: Language,
        query: str,
        opened: str,
        request: gr.Request,
        event: gr.EventData,
    ) -> tuple[Any, Any]:
        return theirs(reader, code, query, request).go_on(opened, event)

    def on(does: Callable[[SavedEvents, gr.EventData], Any]) -> Callable[..., Any]:
        def handle(
            reader: str, code: Language, query: str, request: gr.Request, event: gr.EventData
        ) -> Any:
            return does(theirs(reader, code, query, request), event)

        return handle

    # While one search runs, only the last one that was typed meanwhile waits.
    search.change(refresh, known, listing, trigger_mode="always_last", **quietly)
    gr.on(
        [language.change, browser.change],
        whole,
        known,
        [heading, listing],
        trigger_mode="always_last",
        **quietly,
    )
    listing.go_on(go_on, [*known, opened], [opened, listing], **quietly)
    for event, does in (
        (listing.retitle, SavedEvents.retitle),
        (listing.forget, SavedEvents.forget),
    ):
        event(on(does), known, listing, trigger_mode="multiple", **quietly).failure(
            None, js=_NOT_DONE
        )
    taking = listing.take(on(SavedEvents.take), known, [file, listing], **quietly)
    taking.then(None, file, file, js=_HAND_OVER)
    taking.failure(None, js=f"() => {{ ({_HAND_OVER})(''); }}")  # nothing comes of it

    def words(language: Language) -> Updates:
        label, placeholder = say(language, "saved.search"), say(language, "saved.search_in")
        return {search: gr.update(label=label, placeholder=placeholder)}

    return SavedTab(words, opened, refresh, known, [listing])


@dataclass(frozen=True, slots=True)
class SavedEvents:
    """A reader's conversations, as the page shows them, and what happens on an event. It keeps
    nothing: an event says which conversation is meant, and what is to be done.

    owner: "" while it is not known who reads. query: what is searched for.
    """

    library: Library
    owner: str
    language: Language
    query: str = ""

    @property
    def _history(self) -> History:
        return self.library.history

    def whole(self) -> tuple[Any, Any]:
        """The heading and the list."""
        if self.language not in LANGUAGES:  # the page is not ready
            return gr.skip(), gr.skip()
        where = "kept.nobody"
        if self.owner:
            where = "saved.user" if self.owner.startswith("user:") else "saved.browser"
        heading = (
            f'<div lang="{self.language}"><h2>{escape(say(self.language, "saved"))}</h2>'
            f"<p>{escape(say(self.language, where))}</p></div>"
        )
        return heading, self.listing()

    def listing(self, said: str = "") -> Any:
        """The list as HTML; said: the key of the words for what came of the last action."""
        if self.language not in LANGUAGES or not self.owner:
            return gr.skip()
        words = search_words(self.query)
        try:
            found = self._history.conversations(self.owner, self.query, _SHOWN + 1)
            excerpts = {
                each.id: piece
                for each in (found[:_SHOWN] if words else ())
                if (piece := self._excerpt(each, words))
            }
        except HakushoError as error:
            _log.warning("%s", error)
            return failed_html(self.language)
        return listing_html(
            found[:_SHOWN],
            self.language,
            words=words,
            excerpts=excerpts,
            more=len(found) > _SHOWN,
            writable=self._history.writable,
            said=said and say(self.language, said),
        )

    def _excerpt(self, kept: Conversation, words: list[str]) -> Excerpt | None:
        try:
            turns = self._history.turns(self.owner, kept.id, words)
        except LibraryError:  # damaged or deleted meanwhile: it is listed without
            return None
        everything = (text for turn in turns for text in (turn.question, *texts(turn.record)))
        return excerpt((text for text in everything if text != kept.title), words)

    def go_on(self, opened: str, event: gr.EventData) -> tuple[Any, Any]:
        """What `opened` becomes: another value each time, even for the same conversation."""
        kept = self._meant(event)
        if kept is None:
            return gr.skip(), self.listing("saved.gone")
        try:
            self._history.turns(self.owner, kept.id)
        except LibraryError as error:
            return gr.skip(), self._failed(event, "saved.damaged", error)
        count = int(opened.partition(":")[2] or 0) + 1
        return f"{kept.id}:{count}", gr.skip()

    def retitle(self, event: gr.EventData) -> Any:
        title = _text(event, "title")
        if not title.split():
            return self.listing("saved.untitled")

        def rename(kept: Conversation) -> None:
            self._history.rename(self.owner, kept.id, title)

        return self._change(event, rename, "saved.renamed")

    def forget(self, event: gr.EventData) -> Any:
        def delete(kept: Conversation) -> None:
            self._history.delete(self.owner, kept.id)

        return self._change(event, delete, "saved.deleted")

    def _change(
        self, event: gr.EventData, change: Callable[[Conversation], None], done: str
    ) -> Any:
        kept = self._meant(event)
        if kept is None:
            return self.listing("saved.gone")
        try:
            change(kept)
        except LibraryError as error:
            return self._failed(event, said_of(error, "saved.not_written"), error)
        return self.listing(done)

    def take(self, event: gr.EventData) -> tuple[str, Any]:
        """The file as JSON for the script, or "" and the list with what is the matter."""
        kept, form = self._meant(event), _text(event, "form")
        if kept is None or form not in FORMS:
            return "", self.listing("saved.gone")
        at = datetime.now().astimezone(zone(_text(event, "zone")))
        try:
            turns = self._history.turns(self.owner, kept.id)
            made = as_file(form, kept, turns, self.language, self.library, at)
        except LibraryError as error:
            return "", self._failed(event, "saved.damaged", error)
        if made is None:
            return "", self.listing("saved.nothing_cited")
        return json.dumps(asdict(made) | {"form": form}), gr.skip()

    def _failed(self, event: gr.EventData, key: str, error: LibraryError) -> Any:
        """The list, with the words of `key` for what failed, unless the conversation is gone."""
        _log.warning("%s", error)
        return self.listing("saved.gone" if self._meant(event) is None else key)

    def _meant(self, event: gr.EventData) -> Conversation | None:
        """The owner's conversation that the browser names, if there is one."""
        try:
            return self._history.find(self.owner, _text(event, "id"))
        except LibraryError as error:
            _log.warning("%s", error)
            return None


def _text(event: gr.EventData, key: str) -> str:
    """What a browser sent under that key; "" for what is no text."""
    value = sent(event, key)
    return value if isinstance(value, str) else ""
