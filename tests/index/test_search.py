"""How the two rankings of a search become one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.document import document
from index.around import by_meaning, by_opening, by_words, reach
from index.encoder import Encoder
from index.format import open_store
from index.lexical import tokens
from index.library import Library
from index.search import found_share, fuse, term_weights
from index.store import Store

TOWN = document(
    "町の手引",
    "町は毎年9月に防災訓練を行う。\n\n"
    "戸籍謄本の交付手数料は、1通につき450円とする。\n\n"
    "図書館は月曜日に休館する。\n\n"
    "水道料金は二か月ごとに納める。\n",
    "town.txt",
)
FARM = document(
    "Farm rules",
    "The gate of the orchard must be closed at night.\n\n"
    "A visitor shall report to the office before entering the barn.\n",
    "farm.txt",
)


@pytest.fixture
def store(folder: Path, encoder: Encoder) -> Iterator[Store]:
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(TOWN)
        library.add(FARM)
    with closing(open_store(folder / "library.db")) as opened:
        yield opened


@pytest.fixture
def towns(store: Store, encoder: Encoder) -> Library:
    return Library(store, encoder)


def test_without_weight_on_words_the_nearest_in_meaning_comes_first() -> None:
    scores = fuse([(1, 0.8), (2, 0.6)], [(3, 9.0), (2, 5.0)], 0.0)
    assert scores == pytest.approx({1: 1.0, 2: 1.6 / 1.8, 3: 1.6 / 1.8})


def test_words_count_by_how_many_of_the_best_there_are() -> None:
    scores = fuse([(1, 0.8), (2, 0.6)], [(3, 9.0), (2, 4.5)], 0.5)
    assert scores == pytest.approx({1: 0.5, 2: 0.8 / 1.8 + 0.25, 3: 0.8 / 1.8 + 0.5})


@pytest.mark.parametrize("words", [0.0, 0.25, 1.0])
def test_first_in_both_rankings_is_one_and_nothing_is_more(words: float) -> None:
    scores = fuse([(1, 0.7), (2, -0.2)], [(1, 3.0), (2, 0.0), (5, 0.0)], words)
    assert scores[1] == pytest.approx(1.0)
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())


def test_one_ranking_is_enough_and_none_is_no_score() -> None:
    assert fuse([], [], 0.25) == {}
    assert list(fuse([(4, 0.5)], [], 0.25)) == [4]
    assert list(fuse([], [(4, 0.5)], 0.25)) == [4]
    assert all(math.isfinite(score) for score in fuse([], [(4, 0.0)], 0.25).values())


def test_chance_words_do_not_outweigh_meaning(towns: Library) -> None:
    """The number stands in another passage, and only words that mean the question's here."""
    found = towns.search("When is the disaster drill held, and does it cost 450?", 4)
    assert "防災訓練" in found[0].passage.text
    assert any("450円" in hit.passage.text and hit.lexical > 0 for hit in found[1:])


def share(store: Store, question: str, document_name: str) -> float:
    terms = tokens(question)
    with store.database.snapshot():
        ranking = store.words.search(terms, 30, [store.id_of(document_name)])
        known = term_weights(store, terms, [])
        return found_share(store, known, terms, [i for i, _ in ranking])


def test_words_are_looked_for_where_the_question_is_asked(store: Store) -> None:
    """English words stand in the library, but not in the Japanese document."""
    question = "Is the gate of the orchard closed at night?"
    assert share(store, question, FARM.name) > 0.75
    assert share(store, question, TOWN.name) == 0
    assert share(store, "戸籍謄本の手数料", TOWN.name) > 0.7
    assert share(store, "", TOWN.name) == 0


def test_a_rare_word_that_is_missing_weighs_more_than_a_common_one(store: Store) -> None:
    """ "The" stands in both passages of the farm, "gate" in one."""
    assert share(store, "the xyzzy", FARM.name) < share(store, "gate xyzzy", FARM.name) < 0.5


def test_a_score_tells_whether_meaning_and_words_agree(towns: Library) -> None:
    both = towns.search("図書館の休館日", 4, [TOWN.name])
    assert "図書館" in both[0].passage.text and both[0].agreement == pytest.approx(1.0)
    meant = towns.search("On which weekday can nobody borrow anything to read?", 4, [TOWN.name])
    assert "図書館" in meant[0].passage.text and meant[0].agreement == pytest.approx(0.5)


BATHS = """市民浴場は、昭和40年に開設した。
市民浴場の利用者は、年に9万人である。
休みの日は、毎週水曜日とする。"""
HALL = """集会所は、平成2年に開設した。
集会所の利用者は、年に3千人である。
休みの日は、毎週水曜日を除く日から選ぶ。"""


def test_what_stands_around_a_passage_tells_what_it_is_about(
    encoder: Encoder, folder: Path
) -> None:
    """The matter is named in other sentences than the one that answers, far from it too."""
    with Library.open(folder, encoder, builtin=False) as library:
        for name, text in (("い", HALL), ("ろ", BATHS)):
            library.add(document(name, text, name))
        for question, right in (("市民浴場の休みの日", "ろ"), ("集会所の休みの日", "い")):
            closed = [h for h in library.search(question, 6) if "休みの日" in h.passage.text]
            assert next(h.passage.document.name for h in closed) == right


def test_so_does_what_it_means_as_a_whole(encoder: Encoder, folder: Path) -> None:
    """In another language no word of the matter stands there."""
    with Library.open(folder, encoder, builtin=False) as library:
        for name, text in (("い", HALL), ("ろ", BATHS)):
            library.add(document(name, text, name))
        found = library.search("On which days of the week is the public bathhouse closed?", 6)
        closed = [hit for hit in found if "休みの日" in hit.passage.text]
        assert [hit.passage.document.name for hit in closed] == ["ろ", "い"]
        store, vectors = library._store, library._refresh()
        vector = encoder.encode_questions(["the public bathhouse"])[0]
        with store.database.snapshot():
            hall, bath = (store.words.search(tokens(w), 1)[0][0] for w in ("集会所", "市民浴場"))
            moved = by_meaning(store, vectors, vector, reach(store, [hall, bath]))
            assert moved[hall] == pytest.approx(-moved[bath]) and moved[bath] > 0
            assert by_meaning(store, vectors, vector, {}) == {}


def test_so_does_what_its_document_begins_with(encoder: Encoder, folder: Path) -> None:
    """However far away it is."""
    middle = "".join(f"\n\n第{i}項の規定は、別に定める。" for i in range(40))
    with Library.open(folder, encoder, builtin=False) as library:
        for name, text in (("い", HALL), ("ろ", BATHS)):
            first, *_, last = text.splitlines()
            library.add(document(name, f"{first}{middle}\n\n{last}", name))
        store, vectors = library._store, library._refresh()
        vector = encoder.encode_questions(["市民浴場の休みの日"])[0]
        with store.database.snapshot():
            ids = [i for i, _ in store.words.search(tokens("休みの日"), 2)]
            passages = store.passages(ids)
            names = [passages[i].document.name for i in ids]
            moved = by_opening(store, vectors, vector, reach(store, ids))
            bath, hall = (moved[ids[names.index(name)]] for name in ("ろ", "い"))
            assert bath == pytest.approx(-hall) and bath > 0
            assert by_opening(store, vectors, vector, {}) == {}
            alone = reach(store, ids, 0)  # what is around a passage is itself: that is nothing new
            assert set(by_opening(store, vectors, vector, alone).values()) == {0}


def test_around_a_passage_is_its_own_document_only(store: Store) -> None:
    """And what is in another language than the question is not moved by words."""
    with store.database.snapshot():
        gate, barn = (store.words.search(tokens(word), 1)[0][0] for word in ("gate", "barn"))
        other = store.words.search(tokens("手数料"), 1)[0][0]
        near = reach(store, [gate, barn, other])
        assert near[gate] == near[barn] == range(gate, barn + 1) and gate not in near[other]
        assert reach(store, [gate], 0) == {gate: range(gate, gate + 1)}
        known = term_weights(store, tokens("gate barn"), [])
        assert by_words(store, known, near) == {gate: 0, barn: 0}
        assert by_words(store, {}, {}) == {}
