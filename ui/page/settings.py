"""Settings: what whoever serves the page chose for it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.dictionary import Dictionary
from qa.answer import DEFAULT_QUOTES
from qa.question import Language
from qa.quote import Quote
from qa.translation import Translator
from ui.page.aid import aid_html
from ui.page.translation import translation_html


@dataclass(frozen=True, slots=True)
class Settings:
    """What the page offers.

    most: quotes in an answer at most.
    dictionary: glosses the words of Japanese quotes, beside the project's own glossary.
    translator: translates quotes where a reader asks for it; None: nobody is offered that.
    changeable: whether readers may add and remove documents.
    """

    most: int = DEFAULT_QUOTES
    dictionary: Dictionary | None = None
    translator: Translator | None = None
    changeable: bool = True

    def beneath(self, quote: Quote, language: Language) -> str:
        """What stands beneath a quote: the reading aid, and the offer of a translation."""
        aid = aid_html(quote, language, self.dictionary)
        if self.translator is None:
            return aid
        return aid + translation_html(quote, language, self.translator)


DEFAULT = Settings()
