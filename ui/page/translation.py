"""Machine translation on the page: a line beneath a quote that opens to a translation.

The quote stands as it is above; what opens says that it is a machine's, and by which model.
The page sends only the quote's address: the text that is translated is read from the
document here, so it is the document's and nothing else.
"""

from __future__ import annotations

import logging
from typing import TypedDict

from corpus.errors import HakushoError, TranslationError
from index.library import Library
from qa.question import Language, language_of
from qa.quote import Quote
from qa.translation import Translator
from ui.escaping import escape
from ui.keyed import entries_by_key
from ui.page.events import arguments
from ui.page.files import read_text
from ui.place import place_of, read_place
from ui.strings import language_named, say

_log = logging.getLogger(__name__)


class Translation(TypedDict):
    """What the page shows: the translation as plain text, or why there is none."""

    text: str
    missing: str


def translation_html(quote: Quote, language: Language, translator: Translator) -> str:
    """The folded line beneath a quote as one line of HTML, to be filled when it is opened;
    "" where the reader reads the quote's language."""
    if language_of(quote.text) == language:
        return ""
    place = place_of(quote.passage.document, quote.start, quote.end)
    label = escape(say(language, "translation", name=translator.name))
    # The chat keeps no data attributes; `title` would be shown: the class carries the address.
    return (
        f'<details class="translation of-{_class(str(place))}" lang="{language}">'
        f'<summary>{label}</summary><p class="translated">'
        f"{escape(say(language, 'translation.waiting'))}</p></details>"
    )


def _class(address: str) -> str:
    """#0123456789ab/10-20 -> 0123456789ab_10-20"""
    return address.removeprefix("#").replace("/", "_")


def translated(
    library: Library, translator: Translator, address: str, language: Language
) -> Translation:
    """The translation of what stands at `address` ("#0123456789ab/10-20") into `language`."""
    try:
        text = _text_at(library, address)
        if text is None:
            return Translation(text="", missing=say(language, "translation.gone"))
        return Translation(text=translator.translate(text, language), missing="")
    except HakushoError as error:
        reason = error.reason if isinstance(error, TranslationError) else "failed"
        _log.warning("%s", error)
        return Translation(text="", missing=say(language, f"translation.{reason}"))


def _text_at(library: Library, address: str) -> str | None:
    place = read_place(address)
    if place is None or place.span is None:
        return None
    start, end = place.span
    entry = entries_by_key(library).get(place.document)
    text = "" if entry is None else library.document(entry.name).text
    return text[start:end] if start < end <= len(text) else None


def translations(library: Library, translator: Translator) -> None:
    """The invisible part of the page that fills the lines as they are opened; to be called
    once, inside the page."""
    import gradio as gr

    def translation(request: object) -> Translation:
        address, code = arguments(request, 2)
        return translated(library, translator, address, language_named(code))

    gr.HTML(
        elem_id="translations",
        js_on_load=read_text("translation.js"),
        server_functions=[translation],
        apply_default_css=False,
    )
