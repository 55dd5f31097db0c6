"""The reader of DOCX: a document's text, with its headings, automatic numbers, notes and tables.

A DOCX file is a zip of XML. It is read here as such, because the libraries for it pass over
footnotes, content controls and inserted text. Tracked changes are read as accepted; what is
hidden or struck out, pictures, headers, footers and comments are not read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from itertools import groupby
from operator import itemgetter
from typing import Any

from corpus.errors import DocumentError
from corpus.readers import Extract
from corpus.readers.docx.elements import (
    blocks,
    columns,
    goes_on,
    inside,
    is_hidden,
    is_on,
    is_picture,
    paragraphs,
    rows_of_head,
)
from corpus.readers.docx.equations import equation, is_ruby
from corpus.readers.docx.numbering import Number, Numbering
from corpus.readers.docx.package import (
    DAMAGED,
    MATH,
    MC,
    W,
    part,
    related_parts,
    require_word,
    value_of,
)
from corpus.readers.docx.styles import Styles
from corpus.readers.flow import Flow, collapsed
from corpus.readers.raised import fraction, raised
from corpus.readers.symbols import symbol

_STRUCK = ("strike", "dstrike")
_TITLES = frozenset(("title", "表題"))
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|目次(?: [1-9]|の見出し)?", re.IGNORECASE)
_RUBY = "readings over kanji (ruby) left out"
_NOT_READ = frozenset(
    W + tag for tag in "del moveFrom delText commentReference rt pPr rPr sectPr".split()
)
_AROUND = frozenset(  # what blocks may stand in
    [MC + "AlternateContent", MC + "Choice"]
    + [W + tag for tag in "sdt sdtContent customXml smartTag ins moveTo".split()]
)


def read_docx(data: bytes) -> Extract:
    """The text of a Word document. Raises DocumentError for a damaged one or another zip,
    ReadingLimitError for one that unpacks to more than a document can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            require_word(archive.namelist())
            name = related_parts(archive, "").get("officeDocument", "word/document.xml")
            related = related_parts(archive, name)
            document = part(archive, name)
            if document is None:
                raise DocumentError(DAMAGED, "damaged")
            body = _Body(
                Styles(part(archive, related.get("styles"))),
                Numbering(part(archive, related.get("numbering"))),
                {
                    kind: _notes(part(archive, related.get(f"{kind}s")), kind)
                    for kind in ("footnote", "endnote")
                },
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DocumentError(DAMAGED, "damaged") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise DocumentError(
            "it is encrypted; save it without a password and add it again.", "encrypted"
        ) from error
    text = body.run(document)
    return Extract(text, (), None, tuple(body.remarks))


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """The notes of a part by their number, without the lines that separate them."""
    if root is None:
        return {}
    return {
        note.get(W + "id"): note
        for note in root.iterchildren(W + kind)
        if note.get(W + "type") in (None, "normal")
    }


class _Body:
    """A walk over the blocks of a document, its notes put before the next heading."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: dict[str, dict[str, Any]]
    ) -> None:
        self.remarks: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._flow = Flow()
        self._waiting: list[tuple[str, Any]] = []  # notes that were referred to
        self._labels: dict[tuple[str, str], str] = {}
        self._said: dict[str, int] = {}
        self._titled = False  # whether a title stands over the headings
        self._begun: tuple[str, list[Any]] = "", []  # a paragraph that goes on in the next

    def run(self, document: Any) -> str:
        body = document.find(W + "body")
        if body is None:
            raise DocumentError(DAMAGED, "damaged")
        self._several(body)
        self._put_notes()
        if self._numbering.unknown:
            kinds = ", ".join(sorted(self._numbering.unknown))
            self.remarks.append(f"automatic numbers written in digits (Word has them as {kinds})")
        for what, count in self._said.items():
            self.remarks.append(f"{what} ({count:,})")
        return self._flow.text()

    def _several(self, parent: Any) -> None:
        for element in parent.iterchildren():
            tag = element.tag
            if tag == W + "p":
                self._paragraph(element)
            elif tag == W + "tbl":
                self._table(element)
            elif tag in _AROUND:
                self._several(element)  # at most 256 deep: the XML parser refuses more
            elif tag == W + "altChunk":
                self._say("files put into it left out")

    def _paragraph(self, paragraph: Any) -> None:
        properties, style = _style(paragraph)
        name = self._styles.name(style).lower()
        begun, boxes = self._begun
        if _CONTENTS.fullmatch(name) and not (begun or boxes):
            self._say("lines of the generated table of contents left out")
            return
        text, anchored = self._text(paragraph)
        text, boxes = begun + text, boxes + anchored
        if goes_on(paragraph):
            self._begun = text, boxes
            return
        self._begun = "", []
        level = self._level(style, name, properties) if text.strip() else 0
        number = self._number(paragraph, text)
        if level:
            self._put_notes()
            self._flow.end_block(apart=True)
            self._flow.heading(level)
        if text.strip():
            is_item = number is not None and not level and number.is_item
            if number and is_item:
                self._flow.item("-" if number.bullet else "", "  " * number.level)
            self._flow.add(_numbered(text, number), verbatim=True)
            self._flow.end_block()
            if is_item:
                self._flow.end_item()
        self._flow.end_block(apart=bool(level) or name in _TITLES)
        for box in boxes:
            self._several(box)

    def _level(self, style: str | None, name: str, properties: Any) -> int:
        """The level of a heading from 1, 0 for a paragraph that is none. A title on top is one
        for where it stands; one below other lines is the heading over all that follows."""
        if name in _TITLES and not self._flow.is_empty:
            self._titled = True
            return 1
        level = self._styles.heading(style, properties)
        return level + self._titled if level else 0

    def _number(self, paragraph: Any, text: str) -> Number | None:
        """The number that Word writes before a paragraph, one without text as well."""
        properties, style = _style(paragraph)
        if not text.strip() and properties is not None and is_hidden(properties):
            return None
        own = None if properties is None else properties.find(W + "numPr")
        inherited = self._styles.first(style, f"{W}pPr/{W}numPr")
        ids = [
            value_of(each.find(W + what)) if each is not None else None
            for what in ("numId", "ilvl")
            for each in (own, inherited)
        ]
        number = ids[0] or ids[1]
        return self._numbering.next(number, ids[2] or ids[3], style) if number else None

    def _text(self, parent: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph or a part of it, and the text boxes that are anchored in it."""
        pieces: list[tuple[str, bool]] = []  # and whether they are raised
        boxes: list[Any] = []
        fields: list[tuple[int, list[str]]] = []  # where each open one began, and its code
        stack = [parent]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in (W + "t", MATH + "t"):
                pieces.append((element.text or "", self._is_raised(element.getparent())))
            elif tag == W + "txbxContent":
                boxes.append(element)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                pieces.append((self._mark(element), False))
            elif tag in _SIGNS:
                pieces.append((self._sign(element), False))
            elif tag in (W + "instrText", W + "fldChar"):
                pieces += [(shown, False) for shown in self._field(element, fields, len(pieces))]
            elif tag in _FORMULAS:
                pieces.append((self._formula(element, pieces[-1][0] if pieces else ""), False))
            elif not self._passes_over(element):
                stack.extend(element.iterchildren(reversed=True))
        return _joined(pieces), boxes

    def _field(self, element: Any, open_ones: list[tuple[int, list[str]]], at: int) -> list[str]:
        """What a field shows that ends here, after `at` pieces, if no result of it is kept."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_ones.append((at, []))
        elif open_ones and kind is None:
            open_ones[-1][1].append(element.text or "")
        elif open_ones and kind == "end":
            start, code = open_ones.pop()
            shown = equation("".join(code)) if at == start else ""
            if shown and is_ruby("".join(code)):
                self._say(_RUBY)
            return [shown] if shown else []
        return []

    def _formula(self, element: Any, before: str) -> str:
        """A fraction, a power, or what stands in brackets, on one line."""

        def part_of(name: str) -> str:
            return "".join(self._text(each)[0] for each in element.iterchildren(MATH + name))

        kind = element.tag.removeprefix(MATH)
        if kind == "f":
            return fraction(part_of("num"), part_of("den"), before)
        if kind == "sSup":
            base = part_of("e")
            return base + raised(part_of("sup"), base)
        signs = [element.find(f"{MATH}dPr/{MATH}{which}Chr") for which in ("beg", "end")]
        first, last = (
            usual if sign is None else sign.get(MATH + "val") or ""
            for sign, usual in zip(signs, "()", strict=True)
        )
        return first + part_of("e") + last

    def _property(self, run: Any, name: str) -> Any:
        """A property of a run, its own or its style's."""
        found = run.find(f"{W}rPr/{W}{name}")
        style = value_of(run.find(f"{W}rPr/{W}rStyle"))
        return self._styles.first(style, f"{W}rPr/{W}{name}") if found is None else found

    def _is_raised(self, run: Any) -> bool:
        return value_of(self._property(run, "vertAlign")) == "superscript"

    def _is_struck(self, run: Any) -> bool:
        """Whether all of a run is struck out; a text box that is anchored in it is not."""
        box = next(run.iter(W + "txbxContent"), None)
        return box is None and any(is_on(self._property(run, each)) for each in _STRUCK)

    def _passes_over(self, element: Any) -> bool:
        tag = element.tag
        if tag in (W + "del", W + "moveFrom"):
            self._say("tracked deletions left out")
        elif tag == W + "rt":
            self._say(_RUBY)
        elif tag == W + "r" and is_on(self._property(element, "vanish")):
            self._say("hidden pieces of text left out")
            return True
        elif tag == W + "r" and self._is_struck(element):
            self._say("struck-out pieces of text left out")
            return True
        elif is_picture(element):
            self._say("pictures left out with their descriptions")
        return tag in _NOT_READ or tag == MC + "Fallback"  # says again what its Choice says

    def _sign(self, element: Any) -> str:
        tag = element.tag.removeprefix(W)
        if tag == "br":
            return "" if element.get(W + "type") in ("page", "column") else "\n"
        if tag == "sym":  # a character of a font for signs: only the font knows what it shows
            shown = symbol(element.get(W + "font") or "", element.get(W + "char") or "")
            if not shown:
                self._say("signs of symbol fonts shown as \ufffd")
            return shown or "\ufffd"
        return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}.get(tag, "")

    def _mark(self, reference: Any) -> str:
        kind = "footnote" if reference.tag == W + "footnoteReference" else "endnote"
        number = reference.get(W + "id") or ""
        note = self._notes[kind].get(number)
        if note is None:
            return ""
        if (kind, number) not in self._labels:
            count = sum(each == kind for each, _ in self._labels) + 1
            label = f"{count}" if kind == "footnote" else f"e{count}"
            self._labels[kind, number] = label
            self._waiting.append((label, note))
        return f"[^{self._labels[kind, number]}]"

    def _put_notes(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for label, note in waiting:
                texts = [self._text(each)[0].strip() for each in paragraphs(note)]
                self._flow.end_block(apart=True)
                self._flow.note(label)
                self._flow.add("\n".join(text for text in texts if text), verbatim=True)
                self._flow.end_block(apart=True)

    def _table(self, table: Any) -> None:
        rows: list[list[str]] = []
        above: dict[int, str] = {}  # column -> text of a cell that goes on in the next row
        for row in inside(table, "tr"):
            cells = [""] * columns(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in inside(table, "tc", row):
                self._cell(cell, cells, above)
            rows.append(cells)
        if max((len(row) for row in rows), default=0) <= 1:  # a frame around text
            for cell in inside(table, "tc"):
                self._several(cell)
            return
        self._flow.rows(rows, rows_of_head(table))

    def _cell(self, cell: Any, cells: list[str], above: dict[int, str]) -> None:
        column = len(cells)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(W + "val") != "restart":
            text = above.get(column, "")
        else:
            text = self._in_cell(cell)
            above[column] = text
        cells.append(text)
        cells += [""] * (columns(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1)

    def _in_cell(self, cell: Any) -> str:
        texts = [""]
        for block in blocks(cell):  # those of boxes are blocks of the cell as well
            if block.tag == W + "tbl":
                texts += [self._table_in_cell(block), ""]
                continue
            texts[-1] += self._text(block)[0]
            if not goes_on(block):
                texts[-1] = _numbered(texts[-1], self._number(block, texts[-1]))
                texts.append("")
        return collapsed(" ".join(texts).replace("\n", " "))  # a break that is meant, not wrapped

    def _table_in_cell(self, table: Any) -> str:
        """The rows of a table within a cell, on one line: 会議室：500円；体育館：1,000円."""
        rows = [
            [text for cell in inside(table, "tc", row) if (text := self._in_cell(cell))]
            for row in inside(table, "tr")
        ]
        if max((len(row) for row in rows), default=0) <= 1:  # a frame around text
            return " ".join(text for row in rows for text in row)
        self._say("tables inside of cells written on one line")
        return "；".join(("：" if len(row) == 2 else "、").join(row) for row in rows if row)

    def _say(self, what: str) -> None:
        self._said[what] = self._said.get(what, 0) + 1


def _style(paragraph: Any) -> tuple[Any, str | None]:
    """The properties of a paragraph, and its style, None where it has none."""
    return paragraph.find(W + "pPr"), value_of(paragraph.find(f"{W}pPr/{W}pStyle"))


def _numbered(text: str, number: Number | None) -> str:
    return f"{number.text} {text.lstrip()}" if number and number.text else text


_FORMULAS = frozenset(MATH + tag for tag in ("f", "sSup", "d"))
_SIGNS = frozenset(W + tag for tag in "tab br cr noBreakHyphen softHyphen sym ptab".split())


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """Pieces of text in a line, those that are raised written as such."""
    out: list[str] = []
    groups = [("".join(t for t, _ in group), up) for up, group in groupby(pieces, itemgetter(1))]
    for at, (text, is_raised) in enumerate(groups):
        before, after = "".join(out[-1:]), "".join(each for each, _ in groups[at + 1 : at + 2])
        out.append(raised(text, before, after) if is_raised else text)
    return "".join(out)
