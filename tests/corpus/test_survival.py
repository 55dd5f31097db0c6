"""Files made to do harm, or done harm to: each is refused with a message, and soon.

Everything here goes through the process that parsers run in, as it does in use.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from corpus import worker
from corpus.errors import DocumentError, ReadingLimitError
from corpus.reading import read, read_bytes
from corpus.structure import passages
from corpus.worker import DEFAULT, Limits
from tests.benchmarks.mutation import FILES, mutated
from tests.documents.made import empty_pages, pdf, scan, word_xml
from tests.required import skip_off_linux

PAGE = "# 題\n\n本文である。\n\n- 項目\n\n| 甲 | 乙 |\n| 甲 | 丙 |\n\n  注1：注である。\n"
PDF, HTML, TEXT = FILES["b.pdf"], FILES["a.html"], FILES["a.txt"]


def refused(data: bytes, name: str, limits: Limits = DEFAULT) -> str:
    """The message that a file is refused with. It names the file and says what to do."""
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, name, name, limits=limits)
    message = str(caught.value)
    assert message.startswith(f"{name}: ") and message.endswith("."), message
    return message


# --- what is no document


@pytest.mark.parametrize("name", [*FILES, "a", "-"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0" * 100])
def test_an_empty_file(name: str, data: bytes) -> None:
    assert refused(data, name) == f"{name}: it is empty."


def test_a_file_that_lies_about_its_type() -> None:
    got = read_bytes(PDF, "白書.txt", "d")
    assert got.document.name == "白書" and got.original.media_type == "application/pdf"
    assert got.remarks[0] == "named .txt but read as PDF, which it is"
    assert read_bytes(HTML, "a.pdf", "d").document.text == PAGE
    about = "この行は%PDF-で始まらない。\n<html>も途中にある。\n"
    assert read_bytes(about.encode(), "a.txt", "d").document.text == about
    assert "is no PDF" in refused(TEXT, "a.pdf")
    assert "is no DOCX" in refused(TEXT, "a.docx")
    assert "not text" in refused(b"\x7fELF\2\1\1" + bytes(range(256)) * 9, "a.txt")
    for start, what in {
        b"\x89PNG\r\n": "picture",
        b"\xd0\xcf\x11\xe0": "Word",
        b"\x1f\x8b": "compressed",
        b"{\\rtf1": "RTF",
    }.items():
        assert what in refused(start + b"x" * 100, "a.pdf")


def test_other_office_files() -> None:
    with_sheet = word_xml("<w:p/>").replace(b"word/document.xml", b"xl/sheets/sheet1x")
    assert "Excel" in refused(with_sheet, "a.docx")
    other = word_xml("<w:p/>").replace(b"word/document.xml", b"else/document.xml")
    other = other.replace(b"[Content_Types].xml", b"[Content_Kinds].xml")
    assert "compressed" in refused(other, "a.docx") and "compressed" in refused(other, "a.zip")


def test_text_that_a_pattern_could_try_for_ever() -> None:
    """Each of these took time that doubled with every repetition."""
    comments = "<!--a-->" * 60
    assert read_bytes(f"{comments}x".encode(), "a.txt", "d").document.text == f"{comments}x"
    assert read_bytes(f"{comments}<html><p>本文".encode(), "a.txt", "d").document.text == "本文\n"
    leaders = f'<p>本文である。<table><tr><td><a href="#p">{"・" * 70}12</a></table>'
    assert "本文である。" in read_bytes(leaders.encode(), "a.html", "d").document.text


def test_an_encrypted_pdf() -> None:
    assert "encrypted" in refused(pdf([(70, 700, 10, "秘密")], password="秘密"), "a.pdf")


def test_an_encrypted_word_document() -> None:
    data = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refused(data, "a.docx")


def test_a_scan_says_why() -> None:
    assert "it is a scan, 2 pages of pictures" in refused(scan(2), "a.pdf")


def test_a_pdf_of_a_hundred_thousand_pages_of_nothing() -> None:
    assert "no text on its 100,000 pages" in refused(empty_pages(100_000), "a.pdf")


def test_html_nested_a_hundred_thousand_deep() -> None:
    assert "nested too deep" in refused(b"<div>" * 100_000 + b"x", "a.html")


def test_an_entity_bomb_in_html() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    got = read_bytes(bomb + b"]><html><p>&a11;</html>", "a.xhtml", "d")
    assert len(got.document.text) < 1000


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_anywhere(name: str) -> None:
    """Read in part and said, or refused: never an error that is not the user's to see."""
    data = FILES[name]
    for end in {1, 9, *range(0, len(data), max(len(data) // 12, 1)), len(data) - 1}:
        try:
            text = read_bytes(data[:end], name, name).document.text
            assert text.strip()
        except DocumentError as error:
            assert str(error).startswith(name)


# --- limits


def test_a_parser_that_takes_too_long_is_ended() -> None:
    page = b"<p>" + b"<b>x" * 300_000
    begin = time.monotonic()
    message = refused(page, "a.html", Limits(seconds=0.3, seconds_per_megabyte=0))
    assert "took more than 0 seconds" in message or "nested too deep" in message
    assert time.monotonic() - begin < 60


def test_a_parser_that_hangs_is_ended() -> None:
    """The process is really made to hang: it is stopped, and cannot answer."""
    worker.end_idle()
    read_bytes(HTML, "a.html", "d")
    (warm,) = worker._idle
    if sys.platform == "win32":
        skip_off_linux("no SIGSTOP")
    os.kill(warm.process.pid, signal.SIGSTOP)
    begin = time.monotonic()
    with pytest.raises(ReadingLimitError, match="took more than 1 seconds"):
        read_bytes(HTML, "a.html", "d", limits=Limits(seconds=1, seconds_per_megabyte=0))
    assert 0.9 < time.monotonic() - begin < 60
    assert warm.process.returncode is not None
    assert read_bytes(HTML, "a.html", "d").document.text


def test_a_parser_that_needs_too_much_memory_is_ended() -> None:
    if sys.platform != "linux":
        skip_off_linux("memory is limited on Linux only")
    page = b"<table>" + b"<tr><td>a<td>b" * 400_000
    message = refused(page, "a.html", Limits(memory=150 << 20))
    assert "memory" in message
    assert read_bytes(HTML, "a.html", "d").document.text


def test_a_text_that_is_too_long() -> None:
    with pytest.raises(ReadingLimitError, match="more than 100 characters"):
        read_bytes(TEXT, "a.txt", "d", limits=Limits(characters=100))
    with pytest.raises(ReadingLimitError, match="more than 5 characters"):
        read_bytes(HTML, "a.html", "d", limits=Limits(characters=5))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 5_000_000)
    with pytest.raises(ReadingLimitError, match="larger than 4 MB"):
        read(path, limits=Limits(file_bytes=4_000_000))


@pytest.mark.parametrize("moment", [0.0, 0.001, 0.02, 0.2])
def test_the_process_is_killed_midway(moment: float) -> None:
    """From outside, while it reads: that file is refused, and the next is read."""
    worker.end_idle()
    read_bytes(HTML, "a.html", "d")
    (warm,) = worker._idle
    slow = b"<!doctype html>" + b"<table><tr><td>a<td>b</table>" * 50_000
    killer = threading.Timer(moment, warm.process.kill)
    killer.start()
    try:
        read_bytes(slow, "slow.html", "d")
    except DocumentError as error:
        assert "the parser failed on it" in str(error)
    killer.join()
    assert read_bytes(HTML, "a.html", "d").document.text == PAGE


def test_one_process_reads_many_files_and_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.end_idle()
    monkeypatch.setattr(worker, "_FILES", 3)
    seen = set()
    for _ in range(6):
        read_bytes(HTML, "a.html", "d")
        seen |= {each.process.pid for each in worker._idle}
    assert len(seen) == 2


def test_many_threads_read_at_once() -> None:
    texts: list[str] = []

    def one() -> None:
        for _ in range(5):
            texts.append(read_bytes(HTML, "a.html", "d").document.text)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [PAGE] * 20
    assert len(worker._idle) == 1


def test_ctrl_c_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.end_idle()
    read_bytes(HTML, "a.html", "d")
    (warm,) = worker._idle

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(worker, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(HTML, "a.html", "d")
    assert warm.process.returncode is not None
    assert not worker._idle


def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.end_idle()

    def none_left(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("corpus.worker.subprocess.Popen", none_left)
    assert "close other programs" in refused(HTML, "a.html")


# --- length


def test_five_million_characters() -> None:
    """Reading, structure and sentences take time in proportion to the length."""
    unit = (
        "第1節　総則\n警察庁では、国際的な連携（注1）の強化に取り組んでいる。\n注1：機関である。\n"
    )
    seconds = []
    for length in (500_000, 5_000_000):
        data = (unit * (length // len(unit))).encode("cp932")
        begin = time.process_time()
        got = read_bytes(data, "long.txt", "d")
        count = sum(1 for _ in passages(got.document))
        seconds.append(time.process_time() - begin)
        assert count == 2 * (length // len(unit))
    assert seconds[1] < 20 * seconds[0]


# --- damage at random: `python -m tests.benchmarks.mutation` runs it for longer


def test_a_few_mutations_of_every_format() -> None:
    chance = random.Random(1)
    for name, data in FILES.items():
        for _ in range(12):
            try:
                got = read_bytes(mutated(data, chance), name, name)
                assert got.document.text.strip()
                assert not re.search("[\0\ud800-\udfff]", got.document.text)
            except DocumentError as error:
                assert str(error).startswith(name)
