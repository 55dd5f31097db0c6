"""Answer as text: what a terminal prints, and words that every form of an answer says alike."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import Answer
from qa.question import Language
from ui.escaping import controls_shown
from ui.heading import citation_help
from ui.strings import say


def answer_text(answer: Answer, language: Language) -> str:
    """An answer for a terminal: quotes, their places, their notes. No control characters
    of the document reach the terminal."""
    lines: list[str] = []
    if answer.understood is not None:
        lines += [f"{say(language, 'understood')} {answer.understood}", ""]
    if answer.abstained:
        lines.append(say(language, "absent"))
        if answer.missing:
            lines.append(missing_words(answer.missing, language))
        if answer.nearest:
            lines += ["", f"{say(language, 'nearest')}:"]
    for quote in answer.quotes or answer.nearest:
        help_path = citation_help(quote.passage, language)
        lines += [quote.text, f"  — {' › '.join(quote.citation)}"]
        lines += [f"    ({help_path})", ""] if help_path else [""]
    names = said_before([note.passage.document.name for note in answer.notes])
    for name, note in zip(names, answer.notes, strict=True):
        lines += [f"{name}:", note.text] if name else [note.text]
    return controls_shown("\n".join(lines)).strip()


def missing_words(missing: Sequence[str], language: Language) -> str:
    """That no document has these words, as text."""
    return say(language, "missing", words=say(language, "comma").join(missing))


def said_before(documents: Sequence[str]) -> list[str]:
    """The name to be said before each of several notes, from the names of their documents; "" where
    it goes without saying, being the same as before or the only one.

    >>> said_before(["計画", "計画", "条例"]), said_before(["計画", "計画"])
    (['計画', '', '条例'], ['', ''])
    """
    if len(set(documents)) < 2 or "" in documents:  # "": a document that is not known
        return [""] * len(documents)
    before = ("", *documents)
    return [name if name != last else "" for last, name in zip(before, documents, strict=False)]
