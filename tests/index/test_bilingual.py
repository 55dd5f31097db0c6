"""A question's words in the other language, from the glossary."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from corpus.document import document
from index.bilingual import counterparts, searched_words
from index.encoder import Encoder
from index.format import open_store
from index.library import Library
from index.search import found_share, term_weights


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("Does Japan have an extradition treaty?", "犯罪人引渡条約"),
        ("Extradition treaties with the United States", "犯罪人引渡条約"),  # the longest, by stems
        ("How is the tax reform explained?", "税制改正"),
        ("犯罪人引渡条約を結んでいる国は？", "extradition treaty"),
        ("May the same person be picked again?", "再任"),  # as no translator puts it
        ("What if the votes are tied?", "可否同数"),
        ("Who inspects the scrap-car yard?", "廃棄"),  # a part of a compound
    ],
)
def test_terms_of_the_glossary_are_known_in_the_other_language(question: str, known: str) -> None:
    assert known in counterparts(question)


def test_words_that_mean_anything_are_left_out() -> None:
    assert counterparts("As to that, and for us: what of it?") == []
    assert counterparts("") == counterparts("？") == []


def test_what_is_searched_is_each_term_once() -> None:
    own, others = searched_words("extradition treaty treaties 条約")
    assert len(own) == len(set(own)) and len(others) == len(set(others))
    assert not set(own) & set(others)


def test_an_english_question_finds_japanese_words(encoder: Encoder, folder: Path) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        for name, text in {
            "a": "犯罪人引渡条約は、二国間で締結する。",
            "b": "研修員の受入れは、毎年行う。",
        }.items():
            library.add(document(name, text, name))
        hits = {
            hit.passage.document.name: hit.lexical
            for hit in library.search("What is an extradition treaty?")
        }
        assert hits["a"] > hits["b"] == 0


def test_a_counterpart_that_stands_nowhere_takes_nothing_away(
    encoder: Encoder, folder: Path
) -> None:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(document("a", "犯罪人引渡条約は、二国間で締結する。", "a"))
    own, others = searched_words("犯罪人引渡条約とは")
    assert others
    with closing(open_store(folder / "library.db")) as store, store.database.snapshot():
        ids = [i for i, _ in store.words.search(own, 5, None)]
        both, alone = (term_weights(store, own, also) for also in (others, []))
        assert found_share(store, both, own, ids) == found_share(store, alone, own, ids)
