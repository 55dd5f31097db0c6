"""Package: the parts of a Word file, which is a zip of XML, and what they refer to."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any

from corpus.errors import DocumentError, ReadingLimitError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = {  # the same in "strict" files
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": MATH[1:-1],
}
_PART = 200_000_000  # bytes of XML that are unpacked at most
DAMAGED = "it is damaged; save it anew and add it again."


def require_word(names: list[str]) -> None:
    """Raises DocumentError if the names of its parts are those of another kind of zip."""
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise DocumentError(
            "it is a compressed file; unpack it first, and add what is in it.", "compressed"
        )
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise DocumentError(
            "it is an Excel or PowerPoint file; save it as PDF and add that.", "other-office"
        )


def related_parts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The parts that a part of the file, or with "" the file itself, refers to: kind -> name."""
    folder, _, last = name.rpartition("/")
    root = part(archive, f"{folder}/_rels/{last}.rels".lstrip("/"))
    found = {}
    for each in () if root is None else root.iterchildren("{*}Relationship"):
        target = each.get("Target") or ""
        inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found[(each.get("Type") or "").rpartition("/")[2]] = posixpath.normpath(inside)
    return found


def part(archive: zipfile.ZipFile, name: str | None) -> Any:
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
    data = archive.read(info)
    for strict, usual in _STRICT.items():
        data = data.replace(strict.encode(), usual.encode())
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
        raise DocumentError(DAMAGED, "damaged") from error


def value_of(element: Any) -> str | None:
    """The value of an element that holds nothing else, None if there is no such element."""
    return None if element is None else element.get(W + "val")
