"""DOCX: a Word document's text, with its headings, automatic numbers, notes and tables.

A DOCX file is a zip of XML. It is read here as such, because the libraries for it pass over
footnotes, content controls and inserted text. Tracked changes are read as accepted; what is
hidden, headers, footers and comments are not read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.errors import DocumentError, ReadingLimitError
from corpus.readers import Extract
from corpus.readers.flow import SYMBOLS, Flow, collapsed
from corpus.readers.numbering import Number, Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same in "strict" files
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PART = 200_000_000  # bytes of XML that are unpacked at most
_HEADING = re.compile(r"(?:heading|見出し) ?([1-9])", re.IGNORECASE)
_TITLES = frozenset(("title", "表題"))
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|目次(?: [1-9]|の見出し)?", re.IGNORECASE)
_NOT_READ = frozenset(
    _W + tag for tag in "del moveFrom instrText delText commentReference rt pPr rPr sectPr".split()
)
_DAMAGED = "it is damaged; save it anew and add it again."


def read_docx(data: bytes) -> Extract:
    """The text of a Word document. Raises DocumentError for a damaged one or another zip,
    ReadingLimitError for one that unpacks to more than a document can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_word(archive.namelist())
            name = _related(archive, "").get("officeDocument", "word/document.xml")
            related = _related(archive, name)
            document = _part(archive, name)
            if document is None:
                raise DocumentError(_DAMAGED, "damaged")
            body = _Body(
                _Styles(_part(archive, related.get("styles"))),
                Numbering(_part(archive, related.get("numbering")), _W),
                {
                    kind: _notes(_part(archive, related.get(f"{kind}s")), kind)
                    for kind in ("footnote", "endnote")
                },
            )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DocumentError(_DAMAGED, "damaged") from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise DocumentError(
            "it is encrypted; save it without a password and add it again.", "encrypted"
        ) from error
    text = body.run(document)
    return Extract(text, (), None, tuple(body.remarks))


def _require_word(names: list[str]) -> None:
    """Raises DocumentError for the names in another kind of zip."""
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise DocumentError(
            "it is a compressed file; unpack it first, and add what is in it.", "compressed"
        )
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise DocumentError(
            "it is an Excel or PowerPoint file; save it as PDF and add that.", "other-office"
        )


def _related(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The parts that a part of the file, or with "" the file itself, refers to: kind -> name."""
    folder, _, last = name.rpartition("/")
    root = _part(archive, f"{folder}/_rels/{last}.rels".lstrip("/"))
    found = {}
    for each in () if root is None else root.iterchildren("{*}Relationship"):
        target = each.get("Target") or ""
        inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found[(each.get("Type") or "").rpartition("/")[2]] = posixpath.normpath(inside)
    return found


def _part(archive: zipfile.ZipFile, name: str | None) -> Any:
    """The root element of a part of the file, None if it has no such part."""
    from lxml import etree

    try:
        info = archive.getinfo(name or "")
    except KeyError:
        return None
    # No more than the stated size is ever unpacked, so that it can be trusted as a limit.
    if info.file_size > _PART:
        raise ReadingLimitError(
            f"it unpacks to {info.file_size // 1_000_000:,} MB of text and marks, more than a "
            "document holds; save it anew, or divide it, and add it again.",
            "too-large",
        )
    data = archive.read(info).replace(_STRICT.encode(), _W[1:-1].encode())
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise DocumentError(
            "its XML declares entities, which no word processor writes and which can blow up a "
            "file; save it anew and add it again.",
            "damaged",
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(_DAMAGED, "damaged") from error


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """The notes of a part by their number, without the lines that separate them."""
    if root is None:
        return {}
    return {
        note.get(_W + "id"): note
        for note in root.iterchildren(_W + kind)
        if note.get(_W + "type") in (None, "normal")
    }


class _Styles:
    """What the styles of paragraphs say: names, levels in the outline, numbering."""

    def __init__(self, root: Any) -> None:
        self._styles = (
            {}
            if root is None
            else {style.get(_W + "styleId"): style for style in root.iterchildren(_W + "style")}
        )

    def name(self, style: str | None) -> str:
        found = self._styles.get(style)
        return "" if found is None else _value(found.find(_W + "name")) or ""

    def first(self, style: str | None, path: str) -> Any:
        """The element at `path` of a style, or of the nearest it is based on."""
        for _ in range(20):  # a ring of styles must not hold us
            found = self._styles.get(style)
            if found is None:
                return None
            if (element := found.find(path)) is not None:
                return element
            style = _value(found.find(_W + "basedOn"))
        return None

    def heading(self, style: str | None, properties: Any) -> int:
        """The level of a heading from 1, 0 for a paragraph that is none."""
        level = None if properties is None else properties.find(_W + "outlineLvl")
        for _ in range(20):
            if level is not None or style not in self._styles:
                break
            if found := _HEADING.fullmatch(self.name(style)):
                return int(found[1])
            level = self._styles[style].find(f"{_W}pPr/{_W}outlineLvl")
            style = _value(self._styles[style].find(_W + "basedOn"))
        number = _value(level)
        return int(number) + 1 if number and number.isdecimal() and int(number) < 9 else 0


def _value(element: Any) -> str | None:
    return None if element is None else element.get(_W + "val")


class _Body:
    """A walk over the blocks of a document, its notes put before the next heading."""

    def __init__(
        self, styles: _Styles, numbering: Numbering, notes: dict[str, dict[str, Any]]
    ) -> None:
        self.remarks: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._flow = Flow()
        self._waiting: list[tuple[str, Any]] = []  # notes that were referred to
        self._labels: dict[tuple[str, str], str] = {}
        self._said: dict[str, int] = {}
        self._blocks = 0

    def run(self, document: Any) -> str:
        body = document.find(_W + "body")
        if body is None:
            raise DocumentError(_DAMAGED, "damaged")
        self._several(body)
        self._put_notes()
        for what, count in self._said.items():
            self.remarks.append(f"{what} ({count:,})")
        return self._flow.text()

    def _several(self, parent: Any) -> None:
        for element in parent.iterchildren():
            tag = element.tag
            if tag == _W + "p":
                self._paragraph(element)
            elif tag == _W + "tbl":
                self._table(element)
            elif tag in (
                _W + "sdt",
                _W + "customXml",
                _W + "smartTag",
                _W + "sdtContent",
                _W + "ins",
            ):
                self._several(element)  # at most 256 deep: the XML parser refuses more

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(_W + "pPr")
        style = None if properties is None else _value(properties.find(_W + "pStyle"))
        name = self._styles.name(style).lower()
        if _CONTENTS.fullmatch(name):
            self._say("lines of the generated table of contents left out")
            return
        text, boxes = self._text(paragraph)
        level = self._styles.heading(style, properties)
        number = self._number(properties, style) if text.strip() else None
        if level and text.strip():
            self._put_notes()
            self._flow.end_block(apart=True)
            self._flow.heading(level)
        if number and number.bullet and not level:
            self._flow.item("-", "  " * number.level)
        self._flow.add(_numbered(text, number), verbatim=True)
        self._flow.end_block(apart=bool(level) or name in _TITLES)
        for box in boxes:
            self._several(box)

    def _number(self, properties: Any, style: str | None) -> Number | None:
        own = None if properties is None else properties.find(_W + "numPr")
        inherited = self._styles.first(style, f"{_W}pPr/{_W}numPr")
        ids = [
            _value(each.find(_W + what)) if each is not None else None
            for what in ("numId", "ilvl")
            for each in (own, inherited)
        ]
        number = ids[0] or ids[1]
        return self._numbering.next(number, ids[2] or ids[3], style) if number else None

    def _text(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The text of a paragraph, and the text boxes that are anchored in it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        stack = [paragraph]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in (_W + "t", _MATH + "t"):
                pieces.append(element.text or "")
            elif tag == _W + "txbxContent":
                boxes.append(element)
            elif tag in (_W + "footnoteReference", _W + "endnoteReference"):
                pieces.append(self._mark(element))
            elif tag in _SIGNS:
                pieces.append(_sign(element))
            elif not self._passes_over(element):
                stack.extend(element.iterchildren(reversed=True))
        return "".join(pieces), boxes

    def _passes_over(self, element: Any) -> bool:
        tag = element.tag
        if tag in (_W + "del", _W + "moveFrom"):
            self._say("tracked deletions left out")
        elif tag == _W + "rt":
            self._say("readings over kanji (ruby) left out")
        elif tag == _W + "r" and _is_hidden(element):
            self._say("hidden pieces of text left out")
            return True
        return tag in _NOT_READ or tag == _MC + "Fallback"  # says again what its Choice says

    def _mark(self, reference: Any) -> str:
        kind = "footnote" if reference.tag == _W + "footnoteReference" else "endnote"
        number = reference.get(_W + "id") or ""
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
                texts = [self._text(each)[0].strip() for each in _paragraphs(note)]
                self._flow.end_block(apart=True)
                self._flow.note(label)
                self._flow.add("\n".join(text for text in texts if text), verbatim=True)
                self._flow.end_block(apart=True)

    def _table(self, table: Any) -> None:
        rows: list[list[str]] = []
        above: dict[int, str] = {}  # column -> text of a cell that goes on in the next row
        for row in table.iterchildren(_W + "tr", _W + "sdt"):
            cells: list[str] = []
            for cell in row.iter(_W + "tc"):
                if next(cell.iterancestors(_W + "tbl")) is table:
                    self._cell(cell, cells, above)
            rows.append(cells)
        if max((len(row) for row in rows), default=0) <= 1:  # a frame around text
            for cell in table.iter(_W + "tc"):
                if next(cell.iterancestors(_W + "tbl")) is table:
                    self._several(cell)
            return
        self._flow.rows(rows)

    def _cell(self, cell: Any, cells: list[str], above: dict[int, str]) -> None:
        column = len(cells)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None and merge.get(_W + "val") != "restart":
            text = above.get(column, "")
        else:
            text = collapsed(" ".join(map(self._in_cell, _paragraphs(cell))))
            above[column] = text
        cells.append(text)
        span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
        cells += [""] * (min(int(span), 50) - 1 if span and span.isdecimal() else 0)

    def _in_cell(self, paragraph: Any) -> str:
        properties = paragraph.find(_W + "pPr")
        style = None if properties is None else _value(properties.find(_W + "pStyle"))
        text, _ = self._text(paragraph)  # boxes in it are paragraphs of the cell as well
        return _numbered(text, self._number(properties, style) if text.strip() else None)

    def _say(self, what: str) -> None:
        self._said[what] = self._said.get(what, 0) + 1


def _numbered(text: str, number: Number | None) -> str:
    return f"{number.text} {text.lstrip()}" if number and number.text else text


def _paragraphs(element: Any) -> Iterator[Any]:
    """All paragraphs inside of an element, those of text boxes after the one they stand in."""
    stack = [element]
    while stack:
        each = stack.pop()
        if each.tag == _W + "p":
            yield each
        if each.tag != _MC + "Fallback":  # says again what its Choice says
            stack.extend(each.iterchildren(reversed=True))


_SIGNS = frozenset(_W + tag for tag in "tab br cr noBreakHyphen softHyphen sym ptab".split())


def _sign(element: Any) -> str:
    tag = element.tag.removeprefix(_W)
    if tag == "br":
        return "" if element.get(_W + "type") in ("page", "column") else "\n"
    if tag == "sym":  # a character of a font for signs: only the font knows what it shows
        shown = {f"{code:04X}": sign for code, sign in SYMBOLS.items()}
        return shown.get((element.get(_W + "char") or "").upper(), "\ufffd")
    return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}.get(tag, "")


def _is_hidden(run: Any) -> bool:
    found = run.find(f"{_W}rPr/{_W}vanish")
    return found is not None and found.get(_W + "val") not in ("0", "false", "off")
