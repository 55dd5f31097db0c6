"""Glyphs: the letters of one page of a PDF and the boxes they fill, as PDFium gives them."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

from corpus.readers.pdf.layout import Glyph
from corpus.readers.symbols import SYMBOLS
from corpus.script import is_wide

# How PDFium gives a hyphen at a line's end, and signs.
_SIGNS = {**dict.fromkeys((0x02, 0xFFFE, 0xAD), "-"), **SYMBOLS}
_BASE = 0.12  # of a letter's size is below its baseline


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The letters of a page turned so that most stand upright.

    width, height: of the page so turned, in points. turned: whether it had to be.
    unknown: how many letters have no meaning because their font does not say it.
    """

    letters: list[Glyph]
    width: float
    height: float
    turned: bool
    unknown: int


def glyphs_of(page: Any) -> Glyphs:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    text_page = page.get_textpage()
    raw = text_page.raw
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    to_box, to_matrix = ctypes.byref(box), ctypes.byref(matrix)
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    letters: list[tuple[str, float, float, float, float, float]] = []
    turns = [0, 0, 0, 0]  # letters by the quarter turns that they stand at
    unknown = 0
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in (10, 13) or not pdfium.FPDFText_GetLooseCharBox(raw, at, to_box):
            continue
        if box.left == box.right and pdfium.FPDFText_IsGenerated(raw, at) == 1:
            continue  # PDFium's own guess at a space
        unknown += code == 0 or pdfium.FPDFText_HasUnicodeMapError(raw, at) == 1
        char = _SIGNS.get(code) or (chr(code) if 0 < code < 0x110000 else "\ufffd")
        pdfium.FPDFText_GetMatrix(raw, at, to_matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = abs(pdfium.FPDFText_GetFontSize(raw, at) * scale) or 1.0
        edges = (box.left, box.right, box.bottom, box.top)
        if abs(matrix.b) < 0.1 * matrix.a:  # it stands upright
            turns[0] += 1
            pdfium.FPDFText_GetCharOrigin(raw, at, to_x, to_y)
            edges = _cell(edges, x.value, y.value, size, is_wide(char))
        else:
            turns[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
        x0, x1, y0, y1 = edges
        letters.append((char, x0 - left, x1 - left, y0 - bottom, y1 - bottom, size))
    text_page.close()
    turned = max(range(4), key=lambda quarter: (turns[quarter], -quarter))
    width, height = right - left, top - bottom
    glyphs = [
        Glyph(char, *_as_read(x0, x1, y0, y1, turned, width, height), size)
        for char, x0, x1, y0, y1, size in letters
    ]
    if turned % 2:
        width, height = height, width
    return Glyphs(glyphs, width, height, turned != 0, unknown)


def _cell(
    edges: tuple[float, float, float, float], x: float, y: float, size: float, wide: bool
) -> tuple[float, float, float, float]:
    """The cell that a letter is set in, which for 、 or 「 is more than it fills. (x, y) is its
    origin: on the baseline, or for some fonts of vertical writing the middle of its top."""
    left, right, bottom, top = edges
    if not wide:
        return min(left, x), right, y - _BASE * size, y + (1 - _BASE) * size
    if left < x - 0.2 * size:
        return x - size / 2, x + size / 2, min(bottom, y - size), max(top, y)
    return min(left, x), max(right, x + 0.5 * size), y - _BASE * size, y + (1 - _BASE) * size


def _as_read(
    x0: float, x1: float, y0: float, y1: float, turned: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box on a page of that width and height, when the page is turned clockwise by so many
    quarters, as its letters are turned the other way."""
    if turned == 1:
        return y0, y1, width - x1, width - x0
    if turned == 2:
        return width - x1, width - x0, height - y1, height - y0
    if turned == 3:
        return height - y1, height - y0, x0, x1
    return x0, x1, y0, y1
