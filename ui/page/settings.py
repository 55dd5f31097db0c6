"""Settings: what whoever serves the page chose for it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.dictionary import Dictionary
from qa.question import Language
from qa.quote import Quote
from qa.translation import Translator
from ui.page.aid import aid_html
from ui.page.translation import translation_html


@dataclass(frozen=True, slots=True)
class Settings:
    """What the page offers.

    dictionary: glosses the words of Japanese quotes, beside the project's own glossary.
    translator: translates quotes where a reader asks for it; None where nobody is offered that.
    """

    dictionary: Dictionary | None = None
    translator: Translator | None = None

    def beneath(self, quote: Quote, language: Language) -> str:
        """What stands beneath a quote: the reading aid, and the offer of a translation."""
        aid = aid_html(quote, language, self.dictionary)
        if self.translator is None:
            return aid
        return aid + translation_html(quote, language, self.translator)
