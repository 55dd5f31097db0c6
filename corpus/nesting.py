"""Which headings are open at a place of a document, and where a new one goes among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.markers import FAMILY, PLAIN_TITLE, SUPPLEMENT, Marker, markers


@dataclass(frozen=True, slots=True)
class _Open:
    """inside: under Markdown marks, the marker of fixed rank that the title itself has."""

    marker: Marker
    path: tuple[str, ...]
    inside: Marker | None


class OpenHeadings:
    """The headings in force, outermost first.

    Markdown marks and 編 > 部 > 章 > 節 > 款 > 目 > 条 have fixed ranks. The other classes
    adapt: one that is open is reopened on its level, a new one that begins with its first
    number opens inside, and only one that begins elsewhere goes by its usual rank.

    Where some have Markdown marks and others have not, as where a writer used styles for some,
    a 章 without them stands where one with them stood.
    """

    def __init__(self) -> None:
        self._stack: list[_Open] = []

    @property
    def depth(self) -> int:
        return len(self._stack)

    @property
    def path(self) -> tuple[str, ...]:
        """The titles in force, outermost first."""
        return self._stack[-1].path if self._stack else ()

    @property
    def in_supplement(self) -> bool:
        return self._last(SUPPLEMENT) is not None

    def open(self, marker: Marker, title: str) -> None:
        """Put a heading inside those that are still open; see `close_for`."""
        inside = next(filter(_fixed, markers(title)), None) if marker.rank < 0 else None
        self._stack.append(_Open(marker, (*self.path, title), inside))

    def close_for(self, new: Marker) -> Marker:
        """Close the headings that `new` does not stand under. Gives the marker to open."""
        if _fixed(new):
            for at, each in enumerate(self._stack):
                if each.inside is not None and each.inside.rank >= new.rank:
                    del self._stack[at:]
                    outside = 0.5 * (each.inside.rank > new.rank)
                    return replace(new, rank=each.marker.rank - outside)
        if new.rank < FAMILY or new.rank >= PLAIN_TITLE:
            self.close_from(new.rank)
            return new
        self.close_from(PLAIN_TITLE)  # what has no number contains nothing that has one
        if self._last(new.cls) is not None:
            self._close_while(lambda marker: marker.cls != new.cls)
            self._stack.pop()
        elif new.number != 1:
            self.close_from(max(new.rank, FAMILY))
        return new

    def close_from(self, rank: float) -> None:
        """Close the innermost headings as long as they are of this rank or further in."""
        self._close_while(lambda marker: marker.rank >= rank)

    def is_next(self, marker: Marker) -> bool:
        """Whether the open heading of this class has the number before."""
        last = self._last(marker.cls)
        return last is not None and marker.number == last.number + 1

    def _last(self, cls: str) -> Marker | None:
        return next((each.marker for each in self._stack if each.marker.cls == cls), None)

    def _close_while(self, closes: Callable[[Marker], bool]) -> None:
        while self._stack and closes(self._stack[-1].marker):
            self._stack.pop()


def _fixed(marker: Marker) -> bool:
    """Whether a marker is of 編 > 部 > 章 > 節 > 款 > 目 > 条."""
    return 0 <= marker.rank < FAMILY
