"""Recent: a mapping that forgets, so that no number of strangers fills the memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(OrderedDict[K, V]):
    """The `most` keys that were set last: of more, the one set longest ago goes.

    >>> known = Recent[str, int](2)
    >>> known["a"], known["b"] = 1, 2
    >>> known["a"], known["c"] = 3, 4
    >>> dict(known)
    {'a': 3, 'c': 4}
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._most:
            self.popitem(last=False)
