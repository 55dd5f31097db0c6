"""What a Markdown text does not mean as text: code between fences, the settings before its
first line, comments. Its lines are no headings and no items, whatever they begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.lines import Line

# A longer line of ~ alone is a rule between two parts.
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,5}(?!~)|~{3,}(?=\s?\w))[^`~]*$")
_COMMENT_ENDS = re.compile(r".*-->")
_KEY = re.compile(r"[\w -]{1,40}:(?:\s|$)")
_SETTING = re.compile(rf"{_KEY.pattern}|- |#|[\]}}]")


def code_blocks(lines: Sequence[Line]) -> dict[int, int]:
    """The first line of every such block, and the line after its last.

    What is begun and never ended is text.

    >>> from corpus.lines import split_lines
    >>> code_blocks(split_lines("# 手順\\n```sh\\n# 一覧\\n```\\n終わり。"))
    {1: 4}
    """
    blocks: dict[int, int] = {}
    first = _after_settings(lines)
    if first:
        blocks[0] = first
    begin, ends = first, None
    for at in range(first, len(lines)):
        if ends is None:
            begin, ends = at, _ending(lines, at)
            if ends is not _COMMENT_ENDS:
                continue
        if ends.match(lines[at].text):
            blocks[begin] = at + 1
            ends = None
    return blocks


def _ending(lines: Sequence[Line], at: int) -> re.Pattern[str] | None:
    """The pattern of the line that ends the block that begins here, if one does."""
    line = lines[at]
    if line.text.startswith("<!--"):
        return _COMMENT_ENDS
    found = _FENCE.match(line.text)
    # A line of ~~~ tight below a text is the rule under a title, as other markups have it.
    if found is None or (at > 0 and not line.gap and set(line.text) == {"~"}):
        return None
    fence = found["fence"]
    return re.compile(rf"{fence}{fence[0]}*$")


def _after_settings(lines: Sequence[Line]) -> int:
    """The line after the settings that stand between two --- above the text; 0 without. What
    stands between two rules has no key, or is set apart from them."""
    if len(lines) < 2 or lines[0].text != "---" or lines[1].gap:
        return 0
    has_key = False
    for at, line in enumerate(lines[1:], 1):
        if line.text in ("---", "..."):
            return at + 1 if has_key else 0
        has_key |= _KEY.match(line.text) is not None
        if line.indent == 0 and not _SETTING.match(line.text):
            break
    return 0
