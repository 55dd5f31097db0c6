"""Which headings are open at a place of a document, where a new one goes among them, and what
a line that begins with a number means there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

from corpus.markers import (
    AFTER_MAIN,
    ANNEX,
    CAPTIONED,
    ENGLISH_ANNEXES,
    FAMILY,
    PLAIN_TITLE,
    SIGNS,
    SUPPLEMENT,
    Marker,
    markers,
)

_ANNEXES = frozenset([ANNEX, *ENGLISH_ANNEXES])
# The ranks of an English annex of the whole, whose Parts are its own only in laws and treaties.
_OUTERMOST, _BESIDE_PARTS = 0.3, 1


@dataclass(frozen=True, slots=True)
class _Open:
    """inside: under Markdown marks, the marker of fixed rank, or the sign, that the title has."""

    marker: Marker
    path: tuple[str, ...]
    inside: Marker | None


class OpenHeadings:
    """The headings in force, outermost first.

    Markdown marks and 編 > 部 > 章 > 節 > 款 > 目 > 条 have fixed ranks. The other classes
    adapt: one that is open is reopened on its level, a new one that begins with its first
    number opens inside, and only one that begins elsewhere goes by its usual rank.

    An annex in English has parts of its own. Where a number goes on with what the annex broke
    into, that does too: what looked like an annex was a line of a list.

    Where some headings have Markdown marks and others do not, because the writer used styles only
    for some, a 章 without marks takes the place of one with marks.
    """

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._numbers: dict[str, int] = {}  # of the last item of each class under this heading
        self._counted: dict[str, int] = {}  # the same under any
        self._main: list[_Open] = []  # what was open before the annex, or the first of several
        self._in_annex: set[str] = set()  # classes of what has a number there
        self._says = False  # whether there was a sentence under the last 章 or 条

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

    @property
    def in_caption(self) -> bool:
        """Whether the caption of an article is innermost: nothing stands between the two."""
        return bool(self._stack) and self._stack[-1].marker.rank == CAPTIONED

    def item(self, marker: Marker) -> None:
        """A list item stands here: beside the heading that has the number before, as (2) with a
        sentence does below the title (1)."""
        last = self._last(marker.cls)
        if last is not None and _follows(last.number, marker) and not self.is_next_item(marker):
            self._close_class(marker.cls)
            self._numbers.clear()
        self._numbers[marker.cls] = self._counted[marker.cls] = marker.number
        if self._annex_open() is not None:
            self._in_annex.add(marker.cls)

    def sentence(self) -> None:
        """A sentence ends here."""
        self._says = True

    def reading(self, line_markers: tuple[Marker, ...], apart: bool = False) -> Marker | None:
        """What the beginning of a line means here: the next of an open series before the
        first of a new one before anything else that is firm. apart: whether blank lines stand
        above, without which 「３　人」 is in a table of the annex."""
        for marker in line_markers:
            goes_on = (marker.firm or apart) and self._is_of_main(marker)
            if goes_on or self.is_next(marker):
                return marker
        for marker in line_markers:
            if marker.number == 1 and (marker.firm or self._may_begin(marker)):
                return marker
        return next((marker for marker in line_markers if marker.firm), None)

    def open(self, marker: Marker, title: str) -> None:
        """Put a heading inside those that are still open; see `close_for`."""
        own = (each for each in markers(title) if _fixed(each) or each.cls in SIGNS)
        inside = next(own, None) if marker.rank < 0 else None
        self._stack.append(_Open(marker, (*self.path, title), inside))
        self._says &= not _fixed(marker)
        if self._annex_open() is not None:
            self._in_annex.add(marker.cls)

    def close_for(self, new: Marker) -> Marker:
        """Close the headings that `new` does not stand under. Gives the marker to open."""
        if self._is_of_main(new):
            self._stack = list(self._main)
        if new.rank != CAPTIONED:  # one stands over a 項 of 附則 as well, amid its series
            self._numbers.clear()
        if new.rank >= 0:
            for at, each in enumerate(self._stack):
                if each.inside is not None and _takes_place_of(new, each.inside):
                    del self._stack[at:]
                    outside = 0.5 * (each.inside.rank > new.rank)
                    return replace(new, rank=each.marker.rank - outside)
        if new.cls in _ANNEXES:
            new = self._annex(new)
        if new.rank < FAMILY or new.rank >= PLAIN_TITLE:
            self.close_from(new.rank)
            return new
        self.close_from(PLAIN_TITLE)  # what has no number contains nothing that has one
        if self._last(new.cls) is not None:
            self._close_class(new.cls)
        elif new.number != 1:
            self.close_from(max(new.rank, FAMILY))
        return new

    def close_from(self, rank: float) -> None:
        """Close the innermost headings as long as they are of this rank or further in."""
        self._close_while(lambda marker: marker.rank >= rank)

    def close_inside(self, path: tuple[str, ...]) -> None:
        """Close what was opened inside of these headings, unless it has a fixed rank."""
        inside = self._stack[len(path) :]
        if self.path[: len(path)] == path and all(each.marker.rank >= FAMILY for each in inside):
            del self._stack[len(path) :]

    def would_close(self, marker: Marker, below: Marker) -> bool:
        """Whether a number directly below a heading would close it, and is of another class: 第２章
        or a ３ does where (2) stands under ２. But what begins with 1 is in it."""
        if below.rank < FAMILY:
            return True
        if below.rank >= PLAIN_TITLE or below.cls == marker.cls or below.number == 1:
            return False
        outer = takewhile(lambda each: each.marker.cls != marker.cls, self._stack)
        return any(each.marker.cls == below.cls for each in outer)

    def is_next(self, marker: Marker) -> bool:
        """Whether the open heading, or the last item, of its class has the number before."""
        last = self._last(marker.cls)
        if last is not None and _follows(last.number, marker):
            return True
        return self.is_next_item(marker)

    def is_next_item(self, marker: Marker) -> bool:
        """Whether the last list item of this class under this heading has the number before."""
        number = self._numbers.get(marker.cls)
        return number is not None and _follows(number, marker)

    def goes_on(self, marker: Marker) -> bool:
        """Whether the last list item of this class has the number before, under this heading or
        another."""
        number = self._counted.get(marker.cls)
        return number is not None and _follows(number, marker)

    def _annex(self, new: Marker) -> Marker:
        """An annex as it is to be opened: in English of the whole, but not in a table of contents,
        where nothing is said."""
        opened = self._annex_open()
        if opened is None:
            self._main, self._in_annex = list(self._stack), set()
        if new.cls not in ENGLISH_ANNEXES:
            return new
        if opened is not None:
            return replace(new, rank=opened.rank)
        if not self._says:
            return new
        of_law = new.cls == "Schedule" or self._last("Article") is not None
        return replace(new, rank=_OUTERMOST if of_law else _BESIDE_PARTS)

    def _annex_open(self) -> Marker | None:
        return next((each.marker for each in self._stack if each.marker.cls in _ANNEXES), None)

    def _is_of_main(self, new: Marker) -> bool:
        """Whether a heading has the next number of what an annex closed, and of nothing in it."""
        if new.number == 1 or new.cls in _ANNEXES or new.cls in self._in_annex:
            return False
        if self._annex_open() is None or self.is_next(new):
            return False
        return any(
            each.marker.cls == new.cls and _follows(each.marker.number, new) for each in self._main
        )

    def _may_begin(self, marker: Marker) -> bool:
        """Whether what may as well be text begins a series: "Supplementary Provisions" is the
        name of a part, or of a line of contents, unless it stands below articles."""
        if marker.cls not in AFTER_MAIN:
            return not marker.branch
        return any(self._last(cls) is not None for cls in ("Article", *AFTER_MAIN))

    def _last(self, cls: str) -> Marker | None:
        return next((each.marker for each in self._stack if each.marker.cls == cls), None)

    def _close_class(self, cls: str) -> None:
        """Close the innermost heading of a class, with what stands in it."""
        self._close_while(lambda marker: marker.cls != cls)
        self._stack.pop()

    def _close_while(self, closes: Callable[[Marker], bool]) -> None:
        while self._stack and closes(self._stack[-1].marker):
            self._stack.pop()


def _follows(number: int, marker: Marker) -> bool:
    """Whether a marker comes after one of that number: 16 and 15A after 15."""
    return number == marker.number - (not marker.branch)


def _takes_place_of(new: Marker, old: Marker) -> bool:
    """Whether a line of text ends what the title of a Markdown heading begins: 第2章 ends
    第1章 and 第1条, ■ another ■."""
    if _fixed(new) and _fixed(old):
        return old.rank >= new.rank
    return new.cls in SIGNS and new.cls == old.cls


def _fixed(marker: Marker) -> bool:
    """Whether a marker is of 編 > 部 > 章 > 節 > 款 > 目 > 条."""
    return 0 <= marker.rank < FAMILY
