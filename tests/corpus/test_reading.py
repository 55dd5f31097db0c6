"""From a file to a document: formats, names, remarks, and what is refused."""

from __future__ import annotations

import hashlib
import os
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, document
from corpus.errors import DocumentError
from corpus.readers import DOCX, HTML, PDF, extract
from corpus.reading import read, read_bytes, readable_suffixes
from corpus.structure import passages
from tests.documents.made import pdf, word_xml
from tests.required import skip_off_linux

TEXT = "第3節 外国治安機関等との連携\n警察庁では、①協力関係の強化に取り組んでいる。\n"


def test_a_file_of_text(tmp_path: Path) -> None:
    path = tmp_path / "条例.txt"
    path.write_bytes(TEXT.encode("cp932"))
    got = read(path)
    assert got.document == document("条例", TEXT, str(path))
    assert (got.original.data, got.original.encoding) == (TEXT.encode("cp932"), "cp932")
    assert got.original.media_type == "text/plain"
    assert got.remarks == ("read as CP932 (Shift_JIS)",)
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


# --- names

NAMES = [
    ("条例\n案.txt", "条例<U+000A>案"),
    ("\u202egpj.txt", "<U+202E>gpj"),
    ("“条例”'案'.txt", "“条例”'案'"),
    ("a\"b'c;--.txt", "a\"b'c;--"),
    ("漢" * 83 + ".txt", "漢" * 83),
    ("第1.5版.txt", "第1.5版"),
    ("第1.5版", "第1.5版"),
    ("白書 v1.2", "白書 v1.2"),
    (".txt", ".txt"),
    (" 空白 .txt", "空白"),
    ("\ufeff見出し\u200b.txt", "<U+FEFF>見出し<U+200B>"),
    ("か\u3099.txt", "が"),
    ("\x1b[31m.txt", "<U+001B>[31m"),
]


@pytest.mark.parametrize(("file_name", "name"), NAMES)
def test_names_of_files(tmp_path: Path, file_name: str, name: str) -> None:
    assert len(file_name.encode()) <= 255
    path = tmp_path / file_name
    try:
        path.write_text(TEXT, "utf-8")
    except OSError:
        skip_off_linux("this system has no such file names")
    got = read(path).document
    assert (got.name, got.text) == (name, TEXT)


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    try:
        path.write_text(TEXT, "utf-8")
    except (OSError, UnicodeError):
        skip_off_linux("this system has no such file names")
    got = read(path).document
    assert got.name == "<FF><FE>"
    got.source.encode()


@pytest.mark.parametrize("name", ["../../etc/白書.txt", "..\\..\\白書.txt", "/a/b/白書.txt"])
def test_a_name_is_never_a_path(name: str) -> None:
    assert read_bytes(TEXT.encode(), name, "d").document.name == "白書"


@pytest.mark.parametrize("name", ["", ".", "..", "../", " .txt", "\n"])
def test_what_is_no_name(name: str) -> None:
    try:
        made = read_bytes(TEXT.encode(), name, "d").document.name
    except DocumentError as error:
        assert "name" in str(error)
    else:
        assert made.strip(".") and made.isprintable()


def test_messages_show_names_as_they_are_not(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a\n\u202eb.txt")
    assert str(caught.value).isprintable()


# --- files that are none


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt", tmp_path / "a\0b.txt", Path(os.devnull)):
        with pytest.raises(DocumentError, match=r"not a file|cannot be read|not the path"):
            read(path)


def test_a_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        skip_off_linux("no pipes with names")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="not a file"):
        read(tmp_path / "pipe.txt")


# --- texts

ODD = {
    "combining marks": "か\u3099くせい、e\u0301tude\u0323。",
    "half-width kana": "ﾊﾟｿｺﾝ、ｶﾞｲﾄﾞ。",
    "bidi controls": "甲\u202e乙\u202c丙\u2066丁\u2069。",
    "zero-width": "甲\u200b乙\u200d丙\ufeff丁。",
    "beyond the BMP": "𠮷野家の𩸽と葛\U000e0100城。👨\u200d👩\u200d👧",
    "private use": "甲\ue000乙。",
    "controls": "甲\x01\x1b乙\x85丙\u2028丁\u2029戊\f己\v庚。",
    "line ends": "甲\r\n乙\r丙\n丁。",
    "kin of one letter": "髙高﨑崎〜～‐－−ー。",
    "compatibility": "㌔㍻①Ⅲ㈱ﬁ。",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_characters_stay_as_they_are(text: str) -> None:
    for name in ("a.txt", "a.md"):
        got = read_bytes(text.encode(), name, "d")
        assert (got.document.text, got.remarks) == (text, ())
    for passage in passages(got.document):
        assert text[passage.start : passage.end] == passage.text


def test_what_cannot_be_stored_is_replaced_one_for_one() -> None:
    made = document("d", "甲\0乙\ud800丙\udfff丁", "d")
    assert made.text == "甲\ufffd乙\ufffd丙\ufffd丁"
    got = read_bytes("甲\0乙である。\n".encode() * 200, "a.txt", "d")
    assert got.document.text == "甲\ufffd乙である。\n" * 200
    assert got.remarks == ("200 characters that cannot be stored are shown as \ufffd",)


# --- whatever the text


WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "M"], exclude_characters="\ufffd"),
    min_size=1,
    max_size=40,
).filter(lambda word: not word.isspace())


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_page_loses_no_word(words: list[str]) -> None:
    page = "".join(f"<p>{escape(word)}</p>" for word in words)
    got = extract(f"<!doctype html><meta charset=utf-8><body>{page}".encode(), HTML)
    assert got.text.split() == words


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_lists_tables_and_notes_lose_no_word(words: list[str]) -> None:
    texts = [escape(word) for word in words]
    page = "".join(
        [
            "<ul>" + "".join(f"<li>{text}<p>{text}</p></li>\n" for text in texts) + "</ul>",
            "<ol>" + "".join(f"<li>{text}<br>{text}</li>" for text in texts) + "</ol>",
            "<table>"
            + "".join(f"<tr><td>甲</td><td>{text}</td></tr>" for text in texts)
            + "</table>",
            "<pre>" + "\n".join(texts) + "</pre>",
            "".join(f"<sup><a href='#n{n}'>{n}</a></sup>" for n in range(1, len(texts) + 1)),
            "".join(f"<p id='n{n}'>注は{text}</p>" for n, text in enumerate(texts, 1)),
        ]
    )
    got = extract(f"<!doctype html><meta charset=utf-8><body>{page}".encode(), HTML)
    twice = [word for word in words for _ in range(2)]
    at = 0
    for word in [*twice, *twice, *words, *words, *words]:
        at = got.text.index(word, at) + len(word)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_word_document_loses_no_word(words: list[str]) -> None:
    body = "".join(f"<w:p><w:r><w:t>{escape(word)}</w:t></w:r></w:p>" for word in words)
    assert extract(word_xml(body), DOCX).text.split() == words


LETTERS = st.text(
    st.sampled_from("警察庁では国際的な会議を、開催した。「」（1）①アA"), min_size=1, max_size=60
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(LETTERS, max_size=6), min_size=1, max_size=3))
def test_a_pdf_loses_no_letter(pages: list[list[str]]) -> None:
    made = pdf(*[[(70, 700 - 30 * n, 8, text) for n, text in enumerate(page)] for page in pages])
    if not any(pages):
        return
    got = extract(made, PDF)
    wanted = "".join(text for page in pages for text in page)
    assert got.text.replace("\n", "").replace(" ", "").replace("\u3000", "") == wanted
    assert list(got.pages) == sorted(got.pages) and len(got.pages) == len(pages)
