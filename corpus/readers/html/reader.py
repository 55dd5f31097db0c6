"""The reader of HTML: the main content of a page, as text with marks for its structure.

`corpus.readers.flow` sets the marks. What is not content (scripts, navigation, readings over
kanji) is left out, and said. The words themselves stay as they are.
"""

from __future__ import annotations

import re
from typing import Any

from corpus.errors import DocumentError
from corpus.names import storable
from corpus.readers import Extract
from corpus.readers.encoding import decode
from corpus.readers.flow import Flow
from corpus.readers.html.accordion import summaries
from corpus.readers.html.definitions import before_dd, in_definition, questions
from corpus.readers.html.footnotes import label_of, note_labels, set_on_the_line
from corpus.readers.html.inline import (
    BLOCKS,
    EMBEDDED,
    HIDDEN,
    READINGS,
    STRUCK,
    first_number,
    inline,
    item_number,
    spaced,
    step,
    unread,
    whole,
)
from corpus.readers.html.navigation import MOST, is_navigation, leads_elsewhere, main_part

_CHARSET = re.compile(
    rb"""<(?:meta\b|\?xml\b)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_TOGETHER = frozenset("dt dd li tr tbody thead tfoot summary legend html body".split())
_LISTS = frozenset("ul ol menu dir".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LAYOUT = frozenset("table h1 h2 h3 h4 h5 h6 pre".split())  # no table of data has them
_LONG = 400  # letters of a cell with a list in it, on the average: a page is laid out so
_PICTURE = "picture"
_LEFT_OUT = {  # what is said of it
    READINGS: "readings over kanji (ruby) left out",
    STRUCK: "struck-out pieces of text left out ({:,})",
    HIDDEN: "hidden pieces of text left out ({:,})",
    EMBEDDED: "embedded pages, media and drawings left out ({:,})",
    _PICTURE: "pictures left out with their descriptions ({:,})",
}
_SPAN = 50  # rows and columns that a cell is taken to span at most


def read_html(data: bytes) -> Extract:
    """The text of a page. Raises DocumentError for one that is nested too deep to be read."""
    found = _CHARSET.search(data[:4096])
    decoded = decode(data, found[1].decode("ascii") if found else None)
    page = _Page(_parsed(decoded.text))
    text = page.run()
    remarks = list(decoded.remarks)
    if page.left_out:
        remarks.append(f"navigation of the page left out ({page.left_out:,} characters)")
    remarks += [_LEFT_OUT[kind].format(count) for kind, count in sorted(page.unread.items())]
    return Extract(text, (), decoded.encoding, tuple(remarks))


def _parsed(text: str) -> Any:
    from lxml import etree

    # As UTF-8, which the parser is told: a str with <?xml encoding="…"?> it would refuse.
    clean = storable(text).encode()
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(clean, parser)
    except etree.XMLSyntaxError:
        root = None
    fatal = [each for each in parser.error_log if each.level == etree.ErrorLevels.FATAL]
    if any(each.type == etree.ErrorTypes.ERR_NO_MEMORY for each in fatal):
        raise MemoryError
    if fatal:  # the parser stops there and says nothing
        deep = any("depth" in each.message for each in fatal)
        why = "is nested too deep (over 2,000 levels)" if deep else "breaks off"
        raise DocumentError(
            f"its HTML {why}, and text would be lost; save the page as PDF and add that.",
            "markup",
        )
    if root is None:
        raise DocumentError("it holds no text.", "no-text")
    return root


class _Page:
    """A walk over a page's elements. left_out: characters of navigation. unread: how often
    there was something of each kind of what is not read."""

    def __init__(self, root: Any) -> None:
        self.left_out = 0
        self.unread: dict[str, int] = {}
        self._root = main_part(root)
        self._flow = Flow()
        self._lists: list[int | None] = []  # of each open list the next number, or None
        self._pre = 0  # open <pre>
        self._headings = summaries(self._root) | questions(self._root)  # that have another name
        self._level = 0  # of the last heading, but none below a <summary> or <dt>
        self._labelled = False  # whether a <dt> waits for its <dd> on the same line
        self._labels = dict(note_labels(root))
        for each in _within_rows(root) if self._labels else ():  # there the number is a cell
            self._labels.pop(each, None)
        set_on_the_line(root, self._labels)
        self._most = MOST * len(inline(self._root))
        if self._root is not root:
            self.left_out = len(inline(root)) - len(inline(self._root))

    def run(self) -> str:
        stack = [(self._root, False)]  # not by recursion: pages may be deep
        while stack:
            element, done = stack.pop()
            if done:
                self._leave(element)
            elif not self._skips(element) and self._enter(element):
                self._add(element.text, element)
                stack.append((element, True))
                stack.extend((child, False) for child in element.iterchildren(reversed=True))
                continue
            if element is not self._root:
                self._add(element.tail, element.getparent())
        return self._flow.text()

    def _add(self, text: str | None, within: Any) -> None:
        if text:
            self._labelled = self._labelled and text.isspace()
            self._flow.add(text if self._pre else spaced(text, within), verbatim=self._pre > 0)

    def _skips(self, element: Any) -> bool:
        tag = element.tag
        if self._is_unread(element):
            return True
        if is_navigation(element) or (tag in ("p", "div", "li", "td") and leads_elsewhere(element)):
            size = len(inline(element))
            if size <= self._most:
                self.left_out += size
                return True
        return False

    def _is_unread(self, element: Any) -> bool:
        kind = unread(element)
        if kind in (STRUCK, HIDDEN) and not inline(element):
            return True
        if element.tag == "img" and (element.get("alt") or "").strip():
            kind = kind or _PICTURE
        if kind:
            self.unread[kind] = self.unread.get(kind, 0) + 1
        return kind is not None

    def _enter(self, element: Any) -> bool:
        """Whether the walk goes inside; what is not gone into has been added whole."""
        tag, flow = element.tag, self._flow
        if self._labelled and tag in BLOCKS:
            self._labelled = tag == "dd"  # it, or the first block in it, goes on there
        elif tag in BLOCKS:
            flow.end_block(apart=self._apart(element))
        if label := label_of(element, self._labels):
            flow.note(label)
        if tag == "table" and self._table(element):
            return False
        if tag in _LISTS:
            self._lists.append(first_number(element) if tag == "ol" else None)
        elif tag == "li":
            self._item(element)
        elif tag == "pre":
            self._pre += 1
        elif tag == "br":
            flow.line_break()
        elif level := self._heading(element):
            flow.heading(level)
            if not inline(element):
                flow.add(_shown_in(element))
                self._leave(element)
                return False
        return True

    def _heading(self, element: Any) -> int:
        """The level of a heading, 0 for what is none."""
        if element in self._headings:
            inside, following = self._headings[element]
            return max(self._level, following - 1) + inside
        level = int(element.tag[1]) if element.tag in _HEADINGS else 0
        if level and next(element.iterancestors("details", "dl"), None) is None:
            self._level = level
        return level

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in _LISTS:
            self._flow.end_block()
            self._lists.pop()
        elif tag == "pre":
            self._pre -= 1
        is_term = tag == "dt" and element not in self._headings
        if is_term and (space := before_dd(element)) is not None:
            self._flow.add(space)
            self._labelled = True
        elif tag in BLOCKS:
            self._flow.end_block(apart=self._apart(element), code=tag == "pre")
        if tag in _HEADINGS or tag == "summary" or element in self._headings:
            self._flow.end_mark()
        elif tag == "li":
            self._flow.end_item()

    def _apart(self, element: Any) -> bool:
        """Whether a block has blank lines around it. Those inside of a list have none."""
        tag = element.tag
        return tag not in _TOGETHER and not self._lists and not in_definition(element)

    def _table(self, table: Any) -> bool:
        """Whether it is one of data, whose rows have then been added."""
        rows = _data_rows(table)
        if rows is None:
            return False
        for caption in table.iterchildren("caption"):
            self._flow.add(inline(caption))
            self._flow.end_block(apart=True)
        self._flow.rows(rows, _rows_of_head(table))
        stack = list(table)
        while stack:
            element = stack.pop()
            if not self._is_unread(element):
                stack.extend(element)
        return True

    def _item(self, element: Any) -> None:
        sign = "-"
        if self._lists and (number := self._lists[-1]) is not None:
            number = whole(element.get("value"), number)
            ordered = element.getparent()
            self._lists[-1] = number + step(ordered)
            sign = item_number(number, ordered)
        self._flow.item(sign, max(self._flow.margin, "  " * (len(self._lists) - 1)))


def _shown_in(heading: Any) -> str:
    """What the pictures in a heading that has no text say instead."""
    return " ".join(alt for each in heading.iter("img") if (alt := each.get("alt")))


def _within_rows(root: Any) -> set[str]:
    """The ids of what stands in tables of data."""
    tables = [each for each in root.iter("table") if _data_rows(each) is not None]
    return {each.get("id") or each.get("name") or "" for table in tables for each in table.iter()}


def _data_rows(table: Any) -> list[list[str]] | None:
    """The cells of a table of data; None for a table that only lays out the page.

    A cell that spans rows or columns is given in each row, once in a row.
    """
    if table.get("role") == "presentation":
        return None
    if any(each.tag in _LAYOUT for each in table.iter() if each is not table):
        return None
    has_list = next(table.iter("ul", "ol", "dl"), None) is not None
    if has_list and len(inline(table)) > _LONG * len(list(table.iter("td", "th"))):
        return None
    rows: list[list[str]] = []
    spanning: dict[int, tuple[int, str]] = {}  # column -> rows left, text
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _fill(cells, spanning)
            high = min(whole(cell.get("rowspan"), 1), _SPAN)
            wide = min(whole(cell.get("colspan"), 1), _SPAN)
            for text in (inline(cell), *[""] * (wide - 1)):
                if high > 1:
                    spanning[len(cells)] = (high - 1, text)
                cells.append(text)
        _fill(cells, spanning)
        rows.append(cells)
    return rows if max((len(row) for row in rows), default=0) > 1 else None


def _rows_of_head(table: Any) -> int:
    """How many of the first rows of a table are its head: those in a <thead>, or all <th>."""
    heads = [
        row.getparent().tag == "thead" or not any(cell.tag == "td" for cell in row)
        for row in table.iter("tr")
    ]
    return heads.index(False) if False in heads else 0


def _fill(cells: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    while len(cells) in spanning:
        left, text = spanning.pop(len(cells))
        if left > 1:
            spanning[len(cells)] = (left - 1, text)
        cells.append(text)
