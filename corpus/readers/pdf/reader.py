"""The reader of PDF: the text layer of each page, in reading order.

PDFium gives the letters and their boxes; which of them are a line, a column, a paragraph or a
running head is decided in `layout` and `margins`. A PDF without a text layer is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.errors import DocumentError
from corpus.readers import Extract
from corpus.readers.pdf.glyphs import glyphs_of
from corpus.readers.pdf.layout import Glyph, Line, pieces, without_ruby
from corpus.readers.pdf.margins import without_margins
from corpus.readers.pdf.reading_order import in_order
from corpus.readers.pdf.rejoining import Paragraph, paragraphs, text_of_cell
from corpus.readers.pdf.rules import rules_of
from corpus.readers.pdf.tables import splits, with_tables

_UNKNOWN = 0.3  # of the letters without a meaning: the text is refused
_SHOWN = 5  # running heads that a remark names
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(data: bytes) -> Extract:
    """The text of a PDF, and where its pages begin. Raises DocumentError for one that is
    encrypted, damaged, or without text."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise DocumentError(
                "it is encrypted; save it without a password and add it again.", "encrypted"
            ) from error
        raise DocumentError("it is damaged; save it anew and add it again.", "damaged") from error
    reader = _Reader()
    for number in range(count):
        reader.read(pdf, number)
    if not any(reader.pages):
        raise reader.why_empty(count)
    if reader.unknown > _UNKNOWN * reader.letters:
        raise DocumentError(
            "its letters cannot be told: its fonts do not say what they mean. Run text "
            "recognition (OCR) on it, or save it anew with its fonts, and add that.",
            "letters",
        )
    lines, margins = without_margins(reader.pages, reader.sizes)
    if not any(lines):  # a form, say, with the same words on each page
        lines, margins = reader.pages, []
    text, starts = _joined(paragraphs([in_order(page) for page in lines]), count)
    return Extract(text, starts, None, tuple(reader.remarks(margins)))


class _Reader:
    """Reads pages one by one and counts what there is to say of them."""

    def __init__(self) -> None:
        self.pages: list[list[Line]] = []
        self.sizes: list[tuple[float, float]] = []
        self.letters = self.unknown = self.ruby = self.vertical = 0
        self.pictures: list[int] = []  # pages with a picture and no text
        self.broken: list[int] = []

    def read(self, pdf: Any, number: int) -> None:
        import pypdfium2

        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            self.broken.append(number + 1)
            self.pages.append([])
            self.sizes.append((1.0, 1.0))
            return
        try:
            glyphs = glyphs_of(page)
            letters, size = glyphs.letters, (glyphs.width, glyphs.height)
            vertical = _is_vertical(letters)
            rules = [] if vertical or glyphs.turned or not letters else rules_of(page)
            if not letters and _has_picture(page):
                self.pictures.append(number + 1)
        finally:
            page.close()
        self.letters += len(letters)
        self.unknown += glyphs.unknown
        if vertical:  # turned so that its lines run from left to right, the first on top
            self.vertical += 1
            letters = [
                Glyph(g.char, size[1] - g.top, size[1] - g.bottom, g.left, g.right, g.size)
                for g in letters
            ]
            size = (size[1], size[0])
        lines, ruby = without_ruby(pieces(letters, splits(rules)))
        self.ruby += ruby
        self.pages.append(with_tables(lines, rules, text_of_cell))
        self.sizes.append(size)

    def why_empty(self, count: int) -> DocumentError:
        if self.pictures:
            return DocumentError(
                f"it is a scan, {_pages(count)} of pictures without text. Run text recognition "
                "(OCR) on it and add the result.",
                "scan",
            )
        return DocumentError(
            f"there is no text on its {_pages(count)}; give a PDF that has some.", "no-text"
        )

    def remarks(self, margins: Sequence[Sequence[Line]]) -> list[str]:
        said = []
        if touched := sum(map(bool, margins)):
            heads = _named([line.text for page in margins for line in page])
            said.append(f"running heads and page numbers left out on {_pages(touched)}{heads}")
        if self.vertical:
            said.append(f"vertical writing on {_pages(self.vertical)}")
        if self.ruby:
            said.append("readings over kanji (ruby) left out")
        if self.pictures:
            said.append(f"no text on {_listed(self.pictures)}: only pictures")
        if self.broken:
            said.append(f"damaged and left out: {_listed(self.broken)}")
        if self.unknown:
            said.append(f"{self.unknown:,} letters whose font does not say what they mean")
        return said


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count:,} pages"


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(f"{number:,}" for number in numbers[:10])
    more = f" and {len(numbers) - 10:,} more" if len(numbers) > 10 else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _named(margins: Sequence[str]) -> str:
    """The words that stood in the margins, those that differ in their numbers alone once."""
    heads: dict[str, str] = {}
    for text in margins:
        words = "".join(char for char in text if not char.isdecimal())
        if any(char.isalpha() for char in words):
            heads.setdefault(words, text)
    shown = ", ".join(f"“{text[:40]}”" for text in list(heads.values())[:_SHOWN])
    more = f" and {len(heads) - _SHOWN:,} more" if len(heads) > _SHOWN else ""
    return f": {shown}{more}" if shown else ""


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    return next(iter(page.get_objects(filter=kinds, max_depth=2)), None) is not None


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most letters of a page stand below the one before and not beside it."""
    down = along = 0
    for last, glyph in pairwise(glyphs):
        over = min(last.right, glyph.right) - max(last.left, glyph.left)
        beside = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
        if beside > 0.4 * glyph.size and 0 <= glyph.left - last.left < 2 * glyph.size:
            along += 1
        elif over > 0.2 * glyph.size and 0 <= last.top - glyph.top < 2 * glyph.size:
            down += 1
    return down > along


def _joined(found: Sequence[Paragraph], count: int) -> tuple[str, tuple[int, ...]]:
    """The text of all paragraphs, and where each of the `count` pages begins in it."""
    out: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    for paragraph in found:
        if paragraph.apart:
            out.append("\n")
            length += 1
        for page, at in paragraph.starts:
            starts[page] = length + at
        out.append(paragraph.text + "\n")
        length += len(paragraph.text) + 1
    pages = []
    following = length
    for page in reversed(range(count)):  # a page without text begins where the next does
        following = starts.get(page, following)
        pages.append(following)
    return "".join(out), tuple(reversed(pages))
