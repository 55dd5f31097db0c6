"""Documents read anew from their originals: as if they were added now, and nothing lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.document import Document, Original, ReadFile, document
from corpus.errors import DocumentError, LibraryError, ModelMismatchError
from corpus.reading import read_again, read_bytes
from index import library as opened
from index.library import Library
from index.write import Added
from tests.tiny import TinyEncoder

FILE = "第1章 総則\r\n町は、防災会議を置く。町長は、これを毎年開く。\r\n".encode("cp932")
NOW = read_bytes(FILE, "計画.txt", "plan.txt")


@pytest.fixture
def library(folder: Path) -> Library:
    return Library.open(folder, TinyEncoder(), builtin=False)


def as_once(text: str) -> ReadFile:
    """What another version made of the file."""
    return ReadFile(document("計画", text, "plan.txt"), NOW.original, ("read as it was then",))


def test_a_text_that_is_read_otherwise_now(library: Library, tmp_path: Path) -> None:
    library.add(as_once("町は、防災会議を置く。\n"))
    assert library.reread("計画") == Added("replaced", 1)
    with Library.open(tmp_path / "new", TinyEncoder(), builtin=False) as new:
        new.add(NOW)
        assert library.entries() == new.entries() and library.documents() == new.documents()
        assert library.passages("計画") == new.passages("計画")
        assert library.search("毎年", 9) == new.search("毎年", 9)
    assert library.original("計画").data == FILE and library.verify() == []
    assert library.reread("計画") == Added("unchanged", 1)


@pytest.mark.parametrize("item", [NOW, NOW.document])
def test_passages_that_are_divided_otherwise_now(item: Document | ReadFile, folder: Path) -> None:
    encoder = TinyEncoder()
    with Library.open(folder, encoder, builtin=False) as library:
        library.add(item)
        before, embedded = library.passages("計画"), encoder.encoded
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE passages SET headings = '[]', kind = 'list'")
    with Library.open(folder, encoder) as library:
        assert library.passages("計画") != before
        assert library.reread("計画") == Added("unchanged", len(before))
        assert library.passages("計画") == before and library.verify() == []
        assert encoder.encoded == embedded  # the vectors are those of the same texts


def test_a_text_that_is_damaged_is_read_again_from_the_file(library: Library, folder: Path) -> None:
    page = read_bytes("<p>町は、会議を毎年開く。</p>".encode(), "計画.html", "plan.html")
    library.add(page)
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE texts SET text = replace(text, '毎年', '隔年')")
    with pytest.raises(LibraryError, match="its text is damaged"):
        library.document("計画")
    assert library.original("計画") == page.original
    assert library.reread("計画") == Added("unchanged", 1)
    assert library.document("計画") == page.document and library.verify() == []


def test_what_cannot_be_read_any_more_stays(library: Library, folder: Path) -> None:
    kept = document("計画", "町は、会議を置く。", "plan.pdf")
    library.add(ReadFile(kept, Original(b"no PDF any more", "application/pdf", None), ()))
    with pytest.raises(DocumentError, match=r"計画\.pdf: it is named \.pdf but"):
        library.reread("計画")
    with pytest.raises(DocumentError, match="no document"):
        library.reread("計")
    with closing(sqlite3.connect(folder / "library.db")) as database, database:
        database.execute("UPDATE original_parts SET data = X'00'")
    with pytest.raises(LibraryError, match="damaged"):
        library.reread("計画")
    assert library.document("計画") == kept


def test_what_others_put_in_its_place_meanwhile_stays(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = read_bytes("町は、もう会議を開かない。".encode(), "計画.txt", "plan.txt")

    def slowly(kept: Document | ReadFile) -> Document | ReadFile:
        with Library.open(folder, TinyEncoder()) as other:
            other.add(newer)
        return read_again(kept)

    library.add(as_once("町は、防災会議を置く。\n"))
    monkeypatch.setattr(opened, "read_again", slowly)
    assert library.reread("計画").passages == 1
    assert library.document("計画") == newer.document and library.verify() == []


def test_another_model_is_refused_before_the_long_work(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(NOW)
    Library.open(folder, TinyEncoder("other"), reindex=True).close()
    monkeypatch.setattr(opened, "read_again", lambda _: pytest.fail("it is read"))
    with pytest.raises(ModelMismatchError):
        library.reread("計画")


def test_a_document_that_others_remove_meanwhile_is_gone(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(kept: Document | ReadFile) -> Document | ReadFile:
        with Library.open(folder, TinyEncoder()) as other:
            other.remove("計画")
        return read_again(kept)

    library.add(NOW)
    monkeypatch.setattr(opened, "read_again", slowly)
    with pytest.raises(DocumentError):
        library.reread("計画")
    assert library.documents() == []
