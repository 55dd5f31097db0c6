"""Rules: the straight lines that a page of a PDF draws, level and upright, as PDFium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from corpus.readers.pdf.tables import Rule, merged

_PIECES = 20_000  # of paths on a page that are looked at
_RULES = 500  # a page with more draws a map or a chart
_SHORT = 6.0  # points: a shorter line is no border of a cell
_SLANT = 1.0


def rules_of(page: Any) -> list[Rule]:
    """The straight lines of a page, none where it draws too many to be a page of text."""
    import pypdfium2.raw as pdfium

    left, bottom, _, _ = page.get_bbox()
    rules: list[Rule] = []
    for count, (x0, y0, x1, y1) in enumerate(_lines(page, pdfium)):
        if count > _PIECES:
            return []
        level, upright = abs(y1 - y0) <= _SLANT, abs(x1 - x0) <= _SLANT
        if level and abs(x1 - x0) >= _SHORT:
            rules.append(Rule(True, (y0 + y1) / 2 - bottom, min(x0, x1) - left, max(x0, x1) - left))
        elif upright and abs(y1 - y0) >= _SHORT:
            rules.append(
                Rule(False, (x0 + x1) / 2 - left, min(y0, y1) - bottom, max(y0, y1) - bottom)
            )
    rules = merged(rules)
    return rules if len(rules) <= _RULES else []


def _lines(page: Any, pdfium: Any) -> Iterator[tuple[float, float, float, float]]:
    """(x0, y0, x1, y1) of each straight piece of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = path.get_matrix()
        container = path.container
        while container is not None:
            matrix = matrix.multiply(container.get_matrix())
            container = container.container
        start = last = (0.0, 0.0)
        for at in range(min(pdfium.FPDFPath_CountSegments(path.raw), _PIECES)):
            segment = pdfium.FPDFPath_GetPathSegment(path.raw, at)
            if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                break
            point = matrix.on_point(x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield (*last, *point)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield (*last, *start)
                last = start
