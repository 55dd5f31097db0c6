"""Escaping: texts of documents and readers as HTML, or as plain text, that does nothing but show
them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Characters that HTML, Markdown, LaTeX or an automatic linker would act on. Written as
# numeric references they are text to all of them.
_ACTIVE = frozenset("&<>\"'`*_{}[]()#+-.!|~\\$:@/=^\t")
# Invisible characters that change how their neighbours are shown or read. Not the ends of
# lines: \n, \r\n and \r are one line break each.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n?|\n")


def escape(text: str) -> str:
    """`text` as HTML that shows it and does nothing else, in HTML and in Markdown.

    Invisible controls become visible: U+202E is shown as ⟨U+202E⟩.
    """
    parts: list[str] = []
    end = 0
    for match in _CONTROL.finditer(text):
        parts.append(_plain(text[end : match.start()]))
        parts.append(f'<span class="control">⟨U&#43;{ord(match[0]):04X}⟩</span>')
        end = match.end()
    parts.append(_plain(text[end:]))
    return "".join(parts)


def _plain(text: str) -> str:
    escaped = (f"&#{ord(char)};" if char in _ACTIVE else char for char in text)
    return _LINE_END.sub("<br>", "".join(escaped))


@dataclass(frozen=True, slots=True)
class Wrap:
    """A span of a document's text to be put between two tags."""

    start: int
    end: int
    opening: str
    closing: str


def spans_html(text: str, start: int, end: int, layers: Sequence[Sequence[Wrap]]) -> str:
    """text[start:end] as HTML with the wraps of each layer, outermost layer first.

    Wraps of one layer are disjoint and in order; an inner wrap that crosses an outer one
    is cut at its border, so the tags always nest.
    """
    if not layers:
        # Where a border parts \r\n, the \n alone is the line break.
        return escape(text[start : end - (text[end - 1 : end + 1] == "\r\n")])
    parts: list[str] = []
    done = start
    for wrap in layers[0]:
        first, last = max(wrap.start, done), min(wrap.end, end)
        if first < last:
            parts.append(spans_html(text, done, first, layers[1:]))
            parts.append(wrap.opening)
            parts.append(spans_html(text, first, last, layers[1:]))
            parts.append(wrap.closing)
            done = last
    parts.append(spans_html(text, done, end, layers[1:]))
    return "".join(parts)


def controls_shown(text: str) -> str:
    """`text` with its invisible controls made visible, each line end as \\n: plain text that
    does nothing to what shows it."""
    return _CONTROL.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _LINE_END.sub("\n", text))
