"""Markdown: a text that any renderer shows as it stands.

What a renderer would act on is escaped with a backslash, and no more than that: the text stays
readable where it is not rendered. Line ends become hard breaks.
"""

from __future__ import annotations

import re

from ui.escaping import controls_shown

_ESCAPED = re.compile(
    r"""[\\`*_\[\]{}<>&~|$^@#"']"""  # marks of Markdown, of tables, of mathematics, of citing
    r"|[-.!?,+]{2,}|\+-"  # what typographers replace: -- ... ?!!!! +-
    r"|(?<=\()(?:[crp]|tm)\)"  # (c) (tm)
    r"|:(?=//|[\w+-]+:)|(?<=www)\."  # addresses and :names: of pictures
    r"|^(?:[+\-=:%]|\((?=[0-9a-z]{1,9}\)\s))",  # lists, rules, definitions, (1)
    re.IGNORECASE,
)
# "1." and "a)" begin a list in one dialect or another.
_NUMBERED = re.compile(r"^([0-9]{1,9}|[a-z]|[ivxlcdm]{1,9})([.)])(?=\s|$)", re.IGNORECASE)
_EDGE = re.compile(r"^\s+|\s+$")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def escape_markdown(text: str) -> str:
    """`text` as Markdown that shows it and does nothing else. Invisible controls are shown as
    on the page; \\r\\n and \\r are line ends like \\n."""
    return "\\\n".join(_line(line) for line in controls_shown(text).strip("\n").split("\n"))


def _line(line: str) -> str:
    marked = _ESCAPED.sub(lambda found: _PUNCTUATION.sub(r"\\\g<0>", found[0]), line)
    marked = _NUMBERED.sub(r"\1\\\2", marked)
    # Renderers strip white space at both ends of a line, the ideographic space too.
    return _EDGE.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), marked)


def blockquote(text: str) -> str:
    """A text as a quote block of Markdown."""
    return "\n".join(f"> {line}" for line in escape_markdown(text).split("\n"))
