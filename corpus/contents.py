"""Entries of a table of contents: 第１章　概要……３, Chapter 2 Means ........ 15. They name what
stands elsewhere, and are over nothing themselves.

Known by the leaders before the number of a page. Entries without them look like the headings that
they name.
"""

from __future__ import annotations

import re

from corpus.lines import Line
from corpus.numerals import plain

_TAIL = 80  # characters of a line that show whether it is an entry
_PAGE = (
    r"[(-]?\s?(?:[Pp]\.?\s?)?(?:[0-9]{1,4}(?:-[0-9]{1,3})?|[ivxlc]{1,7})\s?(?:頁|ページ)?\s?[)-]?"
)
_ENTRY = re.compile(rf"[^\s,、，]\s?(?:(?:[…‥]\s?){{2}}|(?:[.・·]\s?){{3}})[…‥.・·\s]*{_PAGE}$")


def is_entry(line: Line) -> bool:
    """Whether a line is an entry of a table of contents.

    >>> from corpus.lines import split_lines
    >>> [is_entry(line) for line in split_lines("第１章　概要……３\\n第２章　施策")]
    [True, False]
    """
    return _ENTRY.search(plain(line.text[-_TAIL:])) is not None
