"""Bytes to text: every encoding that Japanese files come in, and what is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.builtin import builtin_document
from corpus.errors import DocumentError
from corpus.readers.encoding import decode

TEXT = builtin_document().text
JAPANESE = st.text(
    st.sampled_from(
        "警察庁では国際的な会議が開催されたほか、テロ対策について。「」（）①②Ⅲ㈱ー12ab\n"
    ),
    min_size=40,
)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp932", "cp932"),
        ("euc_jis_2004", "euc_jis_2004"),
        ("iso2022_jp_2004", "iso-2022-jp"),
    ],
)
def test_the_built_in_section_in_every_encoding(codec: str, encoding: str) -> None:
    text = TEXT.replace("\u2212", "-")
    got = decode(text.encode(codec))
    assert (got.text, got.encoding) == (text, encoding)
    assert bool(got.remarks) == (encoding != "utf-8")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_byte_order_marks_are_no_text(mark: bytes) -> None:
    codec = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + "条例".encode(codec)).text == "条例"


@settings(max_examples=60, deadline=None)
@given(JAPANESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jis_2004"]))
def test_japanese_comes_back_whole(text: str, codec: str) -> None:
    text += "この計画は、本市の防災に関する基本的な事項を定めるものである。"
    assert decode(text.encode(codec)).text == text


def test_short_texts() -> None:
    """A few words are enough to tell CP932 from EUC-JP."""
    for text in ("第①節　総則", "防災計画について", "カタカナだけ", "申請書の提出期限"):
        for codec in ("cp932", "euc_jis_2004"):
            assert decode(text.encode(codec)).text == text, codec


def test_kanji_alone_are_told_or_asked_for() -> None:
    for codec in ("cp932", "euc_jis_2004"):
        try:
            assert decode("防災計画".encode(codec)).text == "防災計画"
        except DocumentError as error:
            assert "save it as UTF-8" in str(error)


def test_half_width_katakana_survive() -> None:
    text = "ﾊﾟｿｺﾝの利用に関する規程を次のように定める。"
    assert decode(text.encode("cp932")).text == text
    assert decode(text.encode("utf-8")).text == text


def test_iso_2022_jp_by_hand() -> None:
    """The ① that mail programs write, half-width katakana, a line end without an escape."""
    data = b"a \x1b$B-!>r\x1b(B b\r\n\x1b(I1\x1b(B c"
    assert decode(data).text == "a ①条 b\r\nｱ c"
    assert decode("総則".encode("iso2022_jp")[:-3]).text == "総則"


def test_english_in_windows_type() -> None:
    text = "The Agency’s report – in full – cost £5 at the café."
    assert (decode(text.encode("cp1252")).text, decode(text.encode("cp1252")).encoding) == (
        text,
        "cp1252",
    )


def test_a_declared_encoding_counts_if_it_fits() -> None:
    data = "防災計画".encode("euc_jis_2004")
    assert decode(data, "EUC-JP").text == "防災計画"
    assert decode(TEXT.encode(), "Shift_JIS").text == TEXT
    assert decode(TEXT.encode(), "no-such-encoding").text == TEXT
    assert decode(TEXT.encode(), "ISO-2022-JP").text == TEXT
    marked = "防災計画".encode("iso-2022-jp") + b" \xa9"  # with a stray sign of another encoding
    assert decode(marked, "ISO-2022-JP").text == "防災計画 ©"


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "euc_jis_2004", "utf-16"])
def test_a_text_cut_short_says_so(codec: str) -> None:
    got = decode((TEXT + "終").encode(codec)[:-1])
    assert got.text == TEXT + "\ufffd"
    assert "1 broken character is shown as \ufffd" in got.remarks


def test_few_nul_are_text_and_many_are_not() -> None:
    assert decode(b"abc\0def and more text").text == "abc\0def and more text"
    for data in (bytes(range(256)) * 8, b"\0\1\2\3" * 99, b"\x7fELF\2\1\1\0\0\0\0\0\0\0"):
        with pytest.raises(DocumentError, match=r"not text|encoding is not known"):
            decode(data)


def test_rubbish_is_refused() -> None:
    with pytest.raises(DocumentError, match="save it as UTF-8"):
        decode(b"\xff\x80\xa0\xfd" * 100)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except DocumentError as error:
        assert str(error).endswith(".")
