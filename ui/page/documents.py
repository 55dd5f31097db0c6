"""The documents tab: add files, see what was understood of each, download, remove.

Says what happens on which event. The work is `ui.adding`; what is shown is made in
`ui.page.adding_html` and `ui.page.library_html`; the scripts beside the style are what the
browser does.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from corpus.errors import DocumentError, HakushoError
from index.library import Library
from index.store import Entry
from qa.question import Language
from ui.adding import AddingProgress, Upload, add_files
from ui.escaping import escape
from ui.keyed import entries_by_key
from ui.page.adding_html import progress_html, status_html, zone_html
from ui.page.download import original_name
from ui.page.events import QUIETLY, Updates, arguments, said_of, sent
from ui.page.files import read_text
from ui.page.library_html import list_html, understood_html
from ui.strings import language_named, say

_ADDING = 16  # people who add or wait for their turn
_SAVE = """(file) => {
  if (!file?.url) return;
  const link = document.createElement("a");
  link.href = file.url;
  link.download = file.orig_name || "";
  document.body.append(link);
  link.click();
  link.remove();
}"""
# When all is done the button to stop disappears; a focus on it moves to what is said.
_REFOCUS = """() => {
  if (document.activeElement === document.body) {
    document.querySelector("#adding-status [role=status]")?.focus({ preventScroll: true });
  }
}"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DocumentsTab:
    """The tab, as the page deals with it.

    words: the updates that put the tab into a language, and bring its list up to date. Until
        they are made once, the tab shows nothing.
    listing, refresh: the list, and its update in a language: others change the library too.
    changed: a number that changes whenever documents were added or removed here; its `.change` is
        the moment to bring up to date what depends on them.
    """

    words: Callable[[Language], Updates]
    listing: gr.HTML
    refresh: Callable[[Language], str]
    changed: gr.State


def documents_tab(library: Library, language: gr.Radio, writable: bool = True) -> DocumentsTab:
    """Build the tab in the container that is open. Unless it is `writable`, and the library too,
    documents can only be seen and downloaded, and nothing here can change them.

    language: what the page speaks.
    """
    events = DocumentEvents(library, writable and not library.read_only)

    def understood(request: object) -> str:  # Gradio marks it; a method cannot be marked
        return events.understood(request)

    changed = gr.State(0)
    with gr.Column(elem_id="documents-tab"):
        if events.writable:
            adding = _Adding.build()
        else:
            closed = gr.HTML(elem_id="documents-closed")
        said = gr.HTML(elem_id="documents-said", js_on_load=_SPEAKING + _SHOWN)
        listing = gr.HTML(
            elem_id="document-list",
            js_on_load=read_text("documents.js"),
            server_functions=[understood],
            apply_default_css=False,
        )
        fetched = gr.DownloadButton(visible="hidden")

    listing.take(
        events.take, language, [fetched, said, listing], concurrency_limit=4, **QUIETLY
    ).success(None, fetched, js=_SAVE)
    if events.writable:
        adding.connect(events, language, changed, listing)
        listing.discard(
            events.discard,
            [language, changed],
            [listing, said, changed],
            concurrency_limit=4,
            trigger_mode="multiple",  # of several, each
            **QUIETLY,
        ).failure(None, js=_NOT_DONE)

    def words(language: Language) -> Updates:
        updates: Updates = {listing: events.list_html(language)}
        if events.writable:
            return updates | adding.words(language) | {said: ""}
        return updates | {closed: events.closed_html(language)}

    return DocumentsTab(words, listing, events.list_html, changed)


# What could not be asked of the server can be asked again.
_NOT_DONE = """() => {
  document.querySelectorAll("#document-list .really").forEach((button) => {
    button.disabled = false;
  });
}"""
# A screen reader reads its words out when they change.
_SPEAKING = """
element.setAttribute("role", "status");
element.tabIndex = -1;
"""
# They are also shown where the reader is, who may have scrolled away from them.
_SHOWN = """
watch("value", () => {
  const words = element.innerText.trim();
  const top = element.closest(".tabitem")?.getBoundingClientRect().top ?? 0;
  if (words && element.getBoundingClientRect().bottom < top) window.hakusho?.tell?.(words);
});
"""


@dataclass(frozen=True, slots=True)
class _Adding:
    """The upper part of the tab, where there is something to add to."""

    zone: gr.HTML
    replacing: gr.Checkbox
    status: gr.HTML
    files: gr.HTML
    stop: gr.Button
    last: gr.State  # the AddingProgress that is shown

    @classmethod
    def build(cls) -> _Adding:
        zone = gr.HTML(
            elem_id="add-documents", js_on_load=read_text("adding.js"), apply_default_css=False
        )
        replacing = gr.Checkbox(
            label=say("ja", "documents.replace"),
            show_label=False,  # it shows all the same
            container=False,
            elem_id="replace-documents",
        )
        with gr.Row(elem_id="adding-now"):
            status = gr.HTML(elem_id="adding-status", js_on_load=_SPEAKING)
            stop = gr.Button("", elem_id="stop-adding", size="sm", visible=False)
        files = gr.HTML(elem_id="adding-files", apply_default_css=False)
        return cls(zone, replacing, status, files, stop, gr.State(None))

    def connect(
        self, events: DocumentEvents, language: gr.Radio, changed: gr.State, listing: gr.HTML
    ) -> None:
        shown = [self.status, self.files, self.stop, self.last, listing, changed]
        sending = self.zone.sent(
            events.add,
            [language, self.replacing, changed],
            shown,
            concurrency_limit=_ADDING,
            trigger_mode="multiple",
            **QUIETLY,
        )
        sending.then(None, js=_REFOCUS)
        sending.failure(None, js="() => { dispatchEvent(new CustomEvent('hakusho:unsent')); }")
        self.stop.click(events.stop, language, self.stop, queue=False, api_visibility="private")
        # Triggered by the script, since a State announces its change only where the queue is used.
        self.zone.spoken(
            lambda code, last: (*_said_again(code, last), events.list_html(code)),
            [language, self.last],
            [self.status, self.files, listing],
            trigger_mode="always_last",
            **QUIETLY,
        )

    def words(self, language: Language) -> Updates:
        return {
            self.zone: zone_html(language),
            self.replacing: gr.update(label=say(language, "documents.replace")),
            self.stop: gr.update(value=say(language, "documents.stop")),
        }


def _said_again(language: Language, last: AddingProgress | None) -> tuple[str, str]:
    """What came of the files, in another language."""
    if last is None:
        return "", ""
    return status_html(last, language), progress_html(last, language)


# --- what happens on an event


@dataclass(frozen=True, slots=True)
class DocumentEvents:
    """What the tab asks of the library.

    stops: how to stop whoever is adding, by the session of their page.
    """

    library: Library
    writable: bool
    stops: dict[str, threading.Event] = field(default_factory=dict)

    def list_html(self, language: Language) -> str:
        try:
            return list_html(self.library.entries(), language, self.writable)
        except HakushoError as error:
            _log.warning("%s", error)
            return _notice("failed", language)

    def closed_html(self, language: Language) -> str:
        """Why nothing can be added."""
        read_only = self.library.read_only
        return _notice("documents.read-only" if read_only else "documents.closed", language)

    def add(
        self,
        language: Language,
        replacing: bool,
        changed: int,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """Add the files that were sent: the status, the files, the button to stop, the
        progress, the list, and the number that changes."""
        uploads = uploaded(sent(event, "files"))
        session = str(request.session_hash)
        stop = self.stops[session] = threading.Event()
        button = gr.update(value=say(language, "documents.stop"), visible=True, interactive=True)
        try:
            for step in add_files(self.library, uploads, stop, replacing=bool(replacing)):
                new = step.count("added", "replaced")
                yield (
                    status_html(step, language),
                    progress_html(step, language),
                    gr.update(visible=False) if step.finished else button,
                    step,
                    self.list_html(language) if step.finished and new else gr.skip(),
                    changed + 1 if step.finished and new else gr.skip(),
                )
                button = gr.skip()
        finally:
            if self.stops.get(session) is stop:
                del self.stops[session]

    def stop(self, language: Language, request: gr.Request) -> Any:
        """Stop what this page adds; nobody else's."""
        stop = self.stops.get(str(request.session_hash))
        if stop is not None:
            stop.set()
        return gr.update(value=say(language, "documents.stopping"), interactive=False)

    def discard(self, language: Language, changed: int, event: gr.EventData) -> tuple[Any, ...]:
        """Remove a document: the list, what is said of it, and the number that changes."""
        try:
            entry = self._entry(sent(event, "key"))
            self.library.remove(entry.name, entry.sha256)  # what was confirmed, nothing newer
        except DocumentError:
            return self.list_html(language), _notice("documents.gone", language), gr.skip()
        except HakushoError as error:
            _log.warning("%s", error)
            said = _notice(said_of(error, "documents.unwritten"), language)
            return self.list_html(language), said, gr.skip()
        said = _notice("documents.removed", language, name=entry.name)
        return self.list_html(language), said, changed + 1

    def take(self, language: Language, event: gr.EventData) -> tuple[Any, ...]:
        """A document's original as a file to download, or what is said if there is none."""
        try:
            entry = self._entry(sent(event, "key"))
            original = self.library.original(entry.name)
        except DocumentError:
            return None, _notice("documents.gone", language), self.list_html(language)
        except HakushoError as error:
            _log.warning("%s", error)
            return None, _notice("failed", language), gr.skip()
        # A folder that nobody can guess, among those that the page deletes after a time.
        folder = Path(get_upload_folder()) / secrets.token_hex(16)
        path = folder / original_name(entry, original.media_type)
        try:
            folder.mkdir(parents=True)
            path.write_bytes(original.data)
        except OSError as error:
            _log.warning("%s: %s", path, error)
            shutil.rmtree(folder, ignore_errors=True)
            return None, _notice("failed", language), gr.skip()
        return gr.update(value=str(path)), "", gr.skip()

    def understood(self, request: object) -> str:
        """What was understood of a document. The script calls it with [document_key, language]."""
        key, code = arguments(request, 2)
        language = language_named(code)
        try:
            return understood_html(self.library, self._entry(key).name, language)
        except DocumentError:
            return _notice("documents.gone", language)
        except HakushoError as error:
            _log.warning("%s", error)
            return _notice("failed", language)

    def _entry(self, key: object) -> Entry:
        """The document with that `document_key`: of that name and with that very text. Raises
        DocumentError."""
        entry = entries_by_key(self.library).get(str(key))
        if entry is None:
            raise DocumentError("The library has no such document.")
        return entry


def _notice(key: str, language: Language, **values: str) -> str:
    return f'<p class="said" lang="{language}">{escape(say(language, key, **values))}</p>'


def uploaded(files: object) -> list[Upload]:
    """The files that were sent, except any that lies elsewhere than uploads do."""
    root = Path(get_upload_folder()).resolve()
    uploads = []
    for each in files if isinstance(files, list) else []:
        if not isinstance(each, dict):
            continue
        path = Path(str(each.get("path", "")).replace("\0", "")).resolve()
        if root in path.parent.parents:  # in a folder of its own
            uploads.append(Upload(path, str(each.get("name", ""))))
    return uploads
