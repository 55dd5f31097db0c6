"""Elements: what the elements of a Word document say of themselves, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.readers.docx.package import MC, W, value_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"


def paragraphs(element: Any) -> Iterator[Any]:
    """All paragraphs inside of an element, those of text boxes after the one they stand in."""
    stack = [element]
    while stack:
        each = stack.pop()
        if each.tag == W + "p":
            yield each
        if each.tag != MC + "Fallback":  # says again what its Choice says
            stack.extend(each.iterchildren(reversed=True))


def blocks(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell as `paragraphs` gives them, and the tables in it whole."""
    stack = list(cell.iterchildren(reversed=True))
    while stack:
        each = stack.pop()
        if each.tag in (W + "p", W + "tbl"):
            yield each
        if each.tag not in (MC + "Fallback", W + "tbl"):
            stack.extend(each.iterchildren(reversed=True))


def inside(table: Any, tag: str, part_of: Any = None) -> Iterator[Any]:
    """The rows or cells of a table, or of a part of it, without those of tables in its cells."""
    for each in (table if part_of is None else part_of).iter(W + tag):
        if next(each.iterancestors(W + "tbl")) is table:
            yield each


def columns(count: Any, otherwise: int) -> int:
    value = value_of(count)
    return min(int(value), 50) if value and value.isdecimal() else otherwise


def rows_of_head(table: Any) -> int:
    """How many of the first rows of a table are printed again on each page."""
    heads = [is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in inside(table, "tr")]
    return heads.index(False) if False in heads else 0


def is_on(switch: Any) -> bool:
    return switch is not None and switch.get(W + "val") not in ("0", "false", "off")


def is_hidden(properties: Any) -> bool:
    """Whether the end of a paragraph is not shown, by its properties."""
    return is_on(properties.find(f"{W}rPr/{W}vanish"))


def is_picture(element: Any) -> bool:
    """Whether it is a picture, a chart or a diagram, or describes one; text in a box is read."""
    if element.tag == _VML + "imagedata":
        return True
    if element.tag != _DRAWING + "docPr":
        return False
    text = next(element.getparent().iter(W + "txbxContent"), None)
    return text is None or bool((element.get("descr") or "").strip())


def goes_on(paragraph: Any) -> bool:
    """Whether a paragraph's end was deleted, so that it is one with the next."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None or next(mark.iterchildren(W + "del", W + "moveFrom"), None) is None:
        return False
    following = next(paragraph.itersiblings(W + "p", W + "tbl", W + "sdt"), None)
    return following is not None and following.tag == W + "p"
