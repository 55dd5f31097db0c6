"""Generation cache: what was made of a library, kept until the library changes.

It keeps no library alive: what was made of one goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from index.library import Library

Key = TypeVar("Key")
Value = TypeVar("Value")


class GenerationCache(Generic[Key, Value]):
    """Values by library and key. Safe to use from several threads; of two that ask for the same
    at once, both may make it."""

    def __init__(self, most: int) -> None:
        """most: values kept of each library; of more, the one longest unused goes."""
        self._most = most
        self._lock = Lock()
        self._values: WeakKeyDictionary[Library, tuple[str, dict[Key, Value]]] = WeakKeyDictionary()

    def get(self, library: Library, key: Key, make: Callable[[], Value]) -> Value:
        """The value of `key`, as `make` gives it; it is not made again before the library
        changes."""
        generation = library.generation()
        with self._lock:
            known, values = self._values.get(library, ("", {}))
            if known != generation:
                values = {}
                self._values[library] = generation, values
            if key in values:
                values[key] = values.pop(key)  # now the one that was used last
                return values[key]
        made = make()
        with self._lock:
            values[key] = made
            if len(values) > self._most:
                del values[next(iter(values))]
        return made
