"""Margins: running heads, running feet, side tabs and page numbers, found by their repetition.

A line is one of them when it stands in the margin, apart from the text, at the edge of the paper or
where no text of the pages near by stands, and the same words stand there on these pages, or when
it is the number of its page. All else is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.numerals import roman
from corpus.readers.pdf.layout import Line

_EDGE = 0.12  # of a page's height, from above and below, where heads and numbers stand
_BRINK = 0.03  # within which browsers print theirs, however close the text begins
_SIDE = 0.07  # of its width, where tabs stand
_STEP = 12.0  # points: what stands no further off stands at the same place
_NEAR = 4  # pages: a running head comes again within so many
_DASHES = r"[-–—‐−―－─━ー~～ \u3000]*"
# 12, - 12 -, P.12, 12／30, Page 12 of 30, 1-12 and 資－12, which are counted within their part.
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:(?:(?i:p(?:age)?)\.?|第) ?)?"
    rf"(?:(?P<part>\d{{1,3}}|[^\W\d_]{{1,3}}) ?[-–‐−－] ?)?(?P<number>\d{{1,4}}|[ivxl]{{1,7}})"
    rf"(?: ?(?:[/／]|of) ?\d{{1,4}}| ?(?:頁|ページ))?{_DASHES}"
    r"|[(（\[［〔【] ?(?P<inside>\d{1,4}) ?[)）\]］〕】]"
)
_DASHED = re.compile(r"[^\w(（\[［〔【].*[^\w)）\]］〕】]")
_Key = tuple[str, str, int]


def without_margins(
    pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[list[Line]], list[list[Line]]]:
    """The lines of each page without those of its margins, and the latter.

    `sizes`: width and height of each page in points.
    """
    found = _Margins(pages, sizes)
    kept: list[list[Line]] = []
    margins: list[list[Line]] = []
    for at, lines in enumerate(pages):
        left_out = found.of_page(at)
        kept.append([line for place, line in enumerate(lines) if place not in left_out])
        margins.append([line for place, line in enumerate(lines) if place in left_out])
    return kept, margins


class _Margins:
    """What the pages have in common, and what of each is its margin. Lines are known by their
    place on their page."""

    def __init__(self, pages: Sequence[list[Line]], sizes: Sequence[tuple[float, float]]) -> None:
        self._pages = pages
        self._sizes = sizes
        self._numbers = self._page_numbers()
        self._places: dict[_Key, set[int]] = defaultdict(set)
        for at, lines in enumerate(pages):
            for line in lines:
                for key in _keys(line, sizes[at], self._counting(at)):
                    self._places[key].add(at)
        self._again = [
            {place for place, line in enumerate(lines) if self._times(line, at) > 1}
            - self._numbers[at]
            for at, lines in enumerate(pages)
        ]

    def of_page(self, at: int) -> set[int]:
        """The lines of a page's margins. They are found from the text outwards, because what is not
        apart from the text belongs to it, and what stands above that, as the title over a table's
        head, has to be apart from both."""
        lines, (_, height) = self._pages[at], self._sizes[at]
        text = self._text(at)
        usual = _usual_gap(text)
        found = set(self._numbers[at])
        for place in sorted(self._again[at], key=lambda each: abs(lines[each].middle - height / 2)):
            line = lines[place]
            if _zone(line, self._sizes[at]) == "side":
                is_margin = self._times(line, at) > 2
            else:
                is_margin = (
                    _is_on_brink(line, height)
                    or _is_apart(line, text, usual)
                    or self._is_beyond(line, at)
                )
            if is_margin:
                found.add(place)
            else:
                text.append(line)
        return found

    def _page_numbers(self) -> list[set[int]]:
        """The lines of each page that are no more than its number."""
        numbers: list[dict[int, tuple[str, int]]] = []
        offsets: dict[tuple[str, int], set[int]] = defaultdict(set)
        for at, lines in enumerate(self._pages):
            numbers.append({})
            for place, line in enumerate(lines):
                if found := _page_number(line, self._sizes[at]):
                    part, number = found
                    offset = f"{_zone(line, self._sizes[at])} {part}", number - at
                    numbers[at][place] = offset
                    offsets[offset].add(at)
        return [
            {
                place
                for place, offset in found.items()
                if len(offsets[offset]) >= 2 or _is_dashed(lines[place].text)
            }
            for found, lines in zip(numbers, self._pages, strict=True)
        ]

    def _counting(self, at: int) -> int | None:
        """The page, if its number may stand in a line with words: if it stands in none alone."""
        return None if self._numbers[at] else at

    def _text(self, at: int) -> list[Line]:
        """The lines of a page that stand on no other page near by."""
        again = self._again[at] | self._numbers[at]
        return [line for place, line in enumerate(self._pages[at]) if place not in again]

    def _times(self, line: Line, at: int) -> int:
        """On how many pages near by, with this one, a line stands."""
        return self._most(_keys(line, self._sizes[at], self._counting(at)), at)

    def _most(self, keys: Iterable[_Key], at: int) -> int:
        near = range(at - _NEAR, at + _NEAR + 1)
        return max((sum(page in self._places[key] for page in near) for key in keys), default=0)

    def _is_beyond(self, line: Line, at: int) -> bool:
        """Whether a line close to the text is a running head or foot all the same: the
        outermost of its page, and of the pages near by, of which no more than one has text as
        far up or down. The first is kept even so."""
        keys = list(_keys(line, self._sizes[at], None))
        if (
            line.row
            or self._most(keys, at) < 3
            or any(min(self._places[key]) == at for key in keys)
        ):
            return False
        way = 1 if _zone(line, self._sizes[at]) == "top" else -1
        edge = way * line.middle - 0.5 * line.size  # as far from the middle, or farther
        if any(way * other.middle > edge + line.size for other in self._pages[at]):
            return False
        near = range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(self._pages)))
        return sum(any(way * each.middle > edge for each in self._text(page)) for page in near) < 2


def _zone(line: Line, size: tuple[float, float]) -> str:
    """ "top", "bottom", "side" or "": where a line stands on its page."""
    width, height = size
    if line.bottom > (1 - _EDGE) * height:
        return "top"
    if line.top < _EDGE * height:
        return "bottom"
    if line.right < _SIDE * width or line.left > (1 - _SIDE) * width:
        return "side"
    return ""


def _keys(line: Line, size: tuple[float, float], page: int | None) -> Iterator[_Key]:
    """What a line has in common with the same one on another page: its words, or those but for
    a number that counts the pages, if `page` is given; and its place, in two grids so that no
    border of one divides what is near."""
    zone = _zone(line, size)
    words = line.text.split()
    if not zone or not any(char.isalpha() for char in line.text):
        return  # a number alone is a page's only if it counts the pages
    place = line.middle / _STEP
    for text in (words, *(() if page is None else _counted(words, page))):
        yield f"{zone} {' '.join(text)}", "a", int(place)
        yield f"{zone} {' '.join(text)}", "b", int(place + 0.5)


def _counted(words: list[str], page: int) -> Iterator[list[str]]:
    """The words with their first or last, if it can be the number of a page, as what it is more
    than `page`."""
    for at in (0, -1):
        found = _PAGE_NUMBER.fullmatch(words[at])
        number = found["number"] if found and not found["part"] else None
        if len(words) > 1 and number and number.isdecimal() and int(number[0]):
            offset = f"\0{int(number) - page}"
            yield [offset, *words[1:]] if at == 0 else [*words[:-1], offset]


def _is_on_brink(line: Line, height: float) -> bool:
    """Whether a line stands so close to the edge of the paper that no text does."""
    return not line.row and not _BRINK * height < line.middle < (1 - _BRINK) * height


def _is_apart(line: Line, text: list[Line], usual: float) -> bool:
    """Whether a line stands above or below all the text of its page, with more space between
    than a line's and than is usual between its lines."""
    others = [each for each in text if abs(each.middle - line.middle) > 0.5 * line.size]
    above = [each.bottom for each in others if each.middle > line.middle]
    below = [each.top for each in others if each.middle < line.middle]
    if above and below:
        return False
    gaps = [line.bottom - max(below)] if below else [min(above) - line.top] if above else []
    return all(gap > max(line.size, usual + 0.25 * line.size) for gap in gaps)


def _usual_gap(text: list[Line]) -> float:
    """The space between the lines of a page, from one to the next."""
    ordered = sorted(text, key=lambda line: -line.middle)
    gaps = [last.bottom - line.top for last, line in pairwise(ordered) if line.top < last.middle]
    return median(gaps) if gaps else 0.0


def _page_number(line: Line, size: tuple[float, float]) -> tuple[str, int] | None:
    """The part of the document within which a page is counted, mostly "", and its number."""
    found = _PAGE_NUMBER.fullmatch(line.text)
    if found is None or _zone(line, size) not in ("top", "bottom"):
        return None
    written = found["number"] or found["inside"]
    number = int(written) if written.isdecimal() else roman(written)
    return None if number is None else (found["part"] or "", number)


def _is_dashed(text: str) -> bool:
    """Whether a number stands between dashes, as only page numbers do: - 12 -."""
    return _DASHED.fullmatch(text) is not None
