"""What is kept of a library: until it changes, and no longer than the library."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from weakref import ref

from corpus.document import document
from index.generation_cache import GenerationCache
from index.library import Library
from tests.tiny import TinyEncoder


def test_a_value_is_made_anew_when_the_library_has_changed(folder: Path) -> None:
    cache: GenerationCache[str, int] = GenerationCache(2)
    made: list[str] = []

    def making(key: str) -> Callable[[], int]:
        def make() -> int:
            made.append(key)
            return len(made)

        return make

    with Library.open(folder, TinyEncoder(), builtin=False) as library:

        def got(keys: str) -> list[int]:
            return [cache.get(library, key, making(key)) for key in keys]

        assert got("aab") == [1, 1, 2]
        # Of more than two, the one that was not used for longest is made again.
        assert got("acab") == [1, 3, 1, 4]
        library.add(document("計画", "市長が定める。", "a.txt"))
        assert got("ab") == [5, 6]


def test_no_library_is_kept(folder: Path, tmp_path: Path) -> None:
    cache: GenerationCache[str, str] = GenerationCache(2)
    with Library.open(folder, TinyEncoder(), builtin=False) as library:
        with Library.open(tmp_path / "other", TinyEncoder(), builtin=False) as other:
            assert cache.get(other, "a", lambda: "other") == "other"
            assert cache.get(library, "a", lambda: "this") == "this"
        seen = ref(other)
        del other
        gc.collect()
        assert seen() is None and cache.get(library, "a", str) == "this"
