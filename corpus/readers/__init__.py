"""Readers: one function a format, from bytes to text, page starts and remarks.

Here a file's format is told. `html`, `docx` and `pdf` hold the readers of these formats, `encoding`
reads plain text, and the modules beside them are what several readers share. Parsers are imported
only inside of the readers, and only when a file of theirs is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader takes from a file.

    text: the text, lone surrogates possible, without a byte order mark.
    pages: where each page begins in `text`, ascending; () when there are no pages.
    encoding: of a text file, else None.
    remarks: what a person should know of how it was read, each a phrase without a full stop.
    """

    text: str
    pages: tuple[int, ...] = ()
    encoding: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """name: as people say it. apart: whether it is parsed in a process of its own."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    apart: bool


TEXT = Format("plain text", "text/plain", (".txt",), False)
MARKDOWN = Format("Markdown", "text/markdown", (".md", ".markdown"), False)
HTML = Format("HTML", "text/html", (".html", ".htm", ".xhtml"), True)
PDF = Format("PDF", "application/pdf", (".pdf",), True)
DOCX = Format(
    "DOCX",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (".docx",),
    True,
)
FORMATS = {each.media_type: each for each in (TEXT, MARKDOWN, HTML, PDF, DOCX)}

# What cannot be read, by how it begins, and what to do about it.
_OTHERS = (
    ((b"\xd0\xcf\x11\xe0",), "an old Word or Excel file; save it as .docx or PDF", "other-office"),
    ((b"{\\rtf",), "an RTF file; save it as .docx or PDF", "other-office"),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        "a picture; run text recognition (OCR) on it first",
        "picture",
    ),
    ((b"\x1f\x8b", b"7z\xbc\xaf"), "a compressed file; unpack it first", "compressed"),
    ((b"%!PS",), "a PostScript file; make a PDF of it", "other-office"),
)
_BLANK = b"\0 \t\r\n"
_SUFFIX = re.compile(r"(?<=.)\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}$")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).){0,800}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def suffixes() -> tuple[str, ...]:
    """The suffixes of the files that can be read, in lower case, with their dot."""
    return tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in lower case with its dot; "" where what follows the last
    dot is no kind of file: 第1.5版."""
    found = _SUFFIX.search(name)
    return found.group().lower() if found else ""


def format_of(data: bytes, name: str) -> Format:
    """The format of a file, by its content where that is plain, else by its name's suffix;
    without a suffix it is plain text. Any zip counts as DOCX.

    Raises DocumentError for a format that cannot be read, or content that the name belies.
    """
    by_name = suffix_of(name)
    named = next((each for each in FORMATS.values() if by_name in each.suffixes), None)
    if not data[:4096].strip(_BLANK) and not data.strip(_BLANK):
        raise DocumentError("it is empty.", "empty")
    # A PDF may have other bytes before it, but a text about PDF is none.
    if data[:1024].lstrip(_BLANK).startswith(b"%PDF-") or (
        named is PDF and b"%PDF-" in data[:1024]
    ):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return DOCX  # or another zip, as its reader says: only that is safe from a large one
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_OFFICE in data:
        raise DocumentError(
            "it is encrypted; save it without a password and add it again.", "encrypted"
        )
    for starts, kind, reason in _OTHERS:
        if data.startswith(starts):
            raise DocumentError(f"it is {kind}, and add that.", reason)
    if named is not MARKDOWN and _HTML_START.match(data[:2048].removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if named in (PDF, DOCX):
        raise DocumentError(
            f"it is named {by_name} but is no {named.name}, or is damaged; save it anew and add "
            "it again.",
            "damaged",
        )
    if named is None and by_name:
        raise DocumentError(
            f"{by_name} files cannot be read, only {', '.join(suffixes())}.", "kind"
        )
    return named or TEXT


def extract(data: bytes, kind: Format) -> Extract:
    """The text of a file of that format. Raises DocumentError, its message without the file's
    name, when it has none that can be read."""
    if kind is PDF:
        from corpus.readers.pdf.reader import read_pdf

        return read_pdf(data)
    if kind is DOCX:
        from corpus.readers.docx.reader import read_docx

        return read_docx(data)
    if kind is HTML:
        from corpus.readers.html.reader import read_html

        return read_html(data)
    return read_text(data)


def read_text(data: bytes) -> Extract:
    """Plain text and Markdown: the text as it stands, in whichever encoding."""
    from corpus.readers.encoding import decode

    decoded = decode(data)
    return Extract(decoded.text, (), decoded.encoding, decoded.remarks)
