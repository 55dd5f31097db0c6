"""In what language a question is asked, whatever names stand in it."""

from __future__ import annotations

from corpus.errors import QuestionError
from qa.question import Language, language_of, read_question


def asked_in(question: str) -> Language:
    """The language of a question: English for "When was the agreement with ベトナム concluded?".
    What is no question, but a name or a number, is in the language it is printed in."""
    try:
        return read_question(question, follows=True).language
    except QuestionError:
        return language_of(question)
