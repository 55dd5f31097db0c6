"""Terms that a question writes by their sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import document
from index.bilingual import searched_words
from index.encoder import Encoder
from index.library import Library
from index.spelling import spelled


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("hanzainin hikiwatashi joyaku: which two partners?", "犯罪人引渡条約"),
        ("Hanzainin hikiwatashi jōyaku", "犯罪人引渡条約"),
        ("hanzainin hikiwatashi jouyaku", "犯罪人引渡条約"),
        ("Who chairs the kyōgikai?", "協議会"),
        ("けいさつちょうの長官は誰ですか。", "警察庁"),
        ("けいさつちょうちょうかんは？", "警察庁長官"),  # the longest
    ],
)
def test_a_term_is_known_by_its_sound(question: str, term: str) -> None:
    assert term in spelled(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "？",
        "Which countries take part in the meeting, and when was it held?",
        "この会議は、どこで、いつ開かれることになっているのでしょうか。",
        "警察庁の長官は誰ですか。",  # in kanji already
        "Europol ヨーロッパ",
    ],
)
def test_nothing_else_is_taken_for_one(question: str) -> None:
    assert spelled(question) == ()


def test_a_question_in_latin_letters_finds_the_kanji(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("a", "犯罪人引渡条約は、二国間で締結する。", "a"))
        (hit,) = library.search("hanzainin hikiwatashi joyaku")
        assert hit.lexical > 0


def test_what_is_spelled_is_searched_beside_what_is_written() -> None:
    own, others = searched_words("hanzainin hikiwatashi joyaku")
    assert "hanzainin" in own and "犯罪" in others
