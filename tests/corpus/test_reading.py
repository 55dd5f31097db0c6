"""From a file to a document: formats, names, remarks, and what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.document import Document, document, read_document
from corpus.errors import DocumentError
from corpus.reading import read, read_bytes, readable_suffixes

TEXT = "第3節 外国治安機関等との連携\n警察庁では、①協力関係の強化に取り組んでいる。\n"


def test_a_file_of_text(tmp_path: Path) -> None:
    path = tmp_path / "条例.txt"
    path.write_bytes(TEXT.encode("cp932"))
    got = read(path)
    assert got.document == document("条例", TEXT, str(path))
    assert (got.original.data, got.original.encoding) == (TEXT.encode("cp932"), "cp932")
    assert got.original.media_type == "text/plain"
    assert got.remarks == ("read as CP932 (Shift_JIS)",)
    assert read_document(path) == got.document
    assert got.document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_what_can_be_read() -> None:
    assert {".txt", ".md", ".html", ".pdf", ".docx"} <= set(readable_suffixes())


def test_pages() -> None:
    made = Document("d", "一二三四", "d", "", (0, 2, 2, 4))
    assert [made.page(offset) for offset in range(5)] == [1, 1, 3, 3, 4]
    assert Document("d", "一", "d", "").page(0) is None


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.exe"])
def test_other_types_are_refused(name: str) -> None:
    with pytest.raises(DocumentError, match=r"only \.txt"):
        read_bytes(b"text", name, name)
