"""The cache file is used only when it is whole and belongs to the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import Stamp, Vectors


def unit_rows(n: int, d: int = 16) -> NDArray[np.float16]:
    rows = np.random.default_rng(7).normal(size=(n, d))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16)


STAMP = Stamp(generation="library-3", count=50, dimension=16, model_sha256="aa")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "vectors.faiss"
    Vectors.build(np.arange(50, dtype=np.int64) * 7, unit_rows(50)).save(path, STAMP)
    return path


def test_search_gives_cosines_best_first(saved: Path) -> None:
    rows = unit_rows(50).astype(np.float32)
    index = Vectors.load(saved, STAMP)
    assert index is not None and len(index) == 50
    ids, cosines = index.search(rows[9], 5)
    expected = rows @ rows[9]
    assert ids[0] == 63
    assert np.allclose(cosines, np.sort(expected)[::-1][:5], atol=1e-3)


def test_saved_and_loaded_give_the_same_numbers(saved: Path) -> None:
    built = Vectors.build(np.arange(50, dtype=np.int64) * 7, unit_rows(50))
    loaded = Vectors.load(saved, STAMP)
    assert loaded is not None
    question = unit_rows(1)[0].astype(np.float32)
    (ids, cosines), (ids2, cosines2) = built.search(question, 50), loaded.search(question, 50)
    assert np.array_equal(ids, ids2) and np.array_equal(cosines, cosines2)


@pytest.mark.parametrize(
    "other",
    [
        replace(STAMP, generation="library-4"),
        replace(STAMP, count=49),
        replace(STAMP, dimension=17),
        replace(STAMP, model_sha256="bb"),
    ],
)
def test_the_file_of_another_state_is_not_used(saved: Path, other: Stamp) -> None:
    assert Vectors.load(saved, other) is None


def test_a_damaged_file_is_not_used(saved: Path) -> None:
    whole = saved.read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], whole + b"x", b"x" + whole[1:]):
        saved.write_bytes(damaged)
        assert Vectors.load(saved, STAMP) is None
    for at in range(0, len(whole), 97):  # one byte flipped, wherever it is
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert Vectors.load(saved, STAMP) is None
    saved.unlink()
    assert Vectors.load(saved, STAMP) is None


def test_empty_index_and_more_wanted_than_there_is() -> None:
    empty = Vectors.build(np.empty(0, np.int64), unit_rows(0))
    assert len(empty.search(unit_rows(1)[0].astype(np.float32), 3)[0]) == 0
    two = Vectors.build(np.array([4, 5]), unit_rows(2))
    assert set(two.search(unit_rows(1)[0].astype(np.float32), 9)[0]) == {4, 5}


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="3 ids but 2 vectors"):
        Vectors.build(np.arange(3), unit_rows(2))


def test_nothing_is_left_beside_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    target = tmp_path / "vectors.faiss"
    target.mkdir()  # the rename onto it fails
    with pytest.raises(OSError, match="vectors"):
        Vectors.build(np.arange(2), unit_rows(2)).save(target, STAMP)
    assert list(tmp_path.iterdir()) == [target]
