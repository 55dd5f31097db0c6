"""From bytes to text: which encoding a file of text is in.

In this order: a byte order mark; the escape sequences of ISO-2022-JP; UTF-8 without one
error; UTF-16 by where its zero bytes stand; then CP932, EUC-JP and, for English, CP1252,
scored by how much of the text they give is what Japanese is written with. Where two are
equally likely nothing is guessed. UTF-16 is never tried on other bytes: those of CP932
decode under it without an error, into rubbish.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.errors import DocumentError
from corpus.script import HIRAGANA, KATAKANA

_MARKS = (  # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# What to call an encoding to a person, and the codec that has all its characters: plain
# shift_jis and euc_jp lack ①.
NAMES = {
    "cp932": "CP932 (Shift_JIS)",
    "euc_jis_2004": "EUC-JP",
    "iso-2022-jp": "ISO-2022-JP",
    "cp1252": "CP1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "utf-8": "UTF-8",
}
_DECLARED = {
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp"), "euc_jis_2004"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "windows-1252", "us-ascii", "latin1"), "cp1252"),
    "iso-2022-jp": "iso-2022-jp",
}
_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJI]|\$\([DOPQ])")
_KANJI_IN = re.compile(rb"\x1b\$(?:[@B]|\([DOPQ])")
_HALF_KATAKANA = re.compile("[\uff61-\uff9f]")
_FULL_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}・、。「」（）]")
_KANJI = re.compile("[\u4e00-\u9fff]")  # the rare ones come of a wrong encoding too often
_UNUSUAL = re.compile("[\u0080-\u00bf\u0370-\u04ff\u2500-\u257f\ue000-\uf8ff]")
_SAMPLE = 200_000  # characters that are looked at to score an encoding
_BROKEN = 1000  # three, and one in so many, broken characters are shown as U+FFFD; more are refused


@dataclass(frozen=True, slots=True)
class Decoded:
    """text: without a byte order mark. encoding: the codec's name. remarks: what to say."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text that `data` is, as `declared` (the name that the file itself or a server
    gives the encoding) if that fits without an error, else as its bytes say.

    Raises DocumentError for bytes that are no text, or that could be two encodings.

    >>> decode("第①節".encode("cp932")).encoding
    'cp932'
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], codec, name)
    if data.isascii() and _KANJI_IN.search(data):
        return _said(_iso_2022_jp(data), "iso-2022-jp")
    if stated := _DECLARED.get((declared or "").lower()):
        as_stated = _strictly(data, stated)
        if as_stated is not None:
            return Decoded(as_stated, stated)
    text = _strictly(data, "utf-8")
    if text is not None and b"\0" not in data:
        return Decoded(text, "utf-8")
    if b"\0" in data:
        return _with_zeros(data, text)
    return _by_score(data)


def _said(text: str, codec: str, broken: int = 0) -> Decoded:
    """A text with what a person should know of its encoding.

    broken: how many characters are shown as U+FFFD.
    """
    said = [] if codec == "utf-8" else [f"read as {NAMES[codec]}"]
    if broken:
        one = "1 broken character is" if broken == 1 else f"{broken:,} broken characters are"
        said.append(f"{one} shown as \ufffd")
    return Decoded(text, codec, tuple(said))


def _strictly(data: bytes, codec: str) -> str | None:
    if codec == "iso-2022-jp":
        return _iso_2022_jp(data) if data.isascii() or _KANJI_IN.search(data) else None
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, codec: str, name: str) -> Decoded:
    """Decoded with a few broken characters as U+FFFD. Raises DocumentError for many."""
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    if broken:
        broken -= "\ufffd".encode(codec) in data and data.decode(codec, "ignore").count("\ufffd")
    if broken > 3 + len(text) // _BROKEN:
        raise DocumentError(
            f"it says that it is {NAMES[name]} but {broken:,} of its characters are not; "
            "save it as UTF-8 and add it again.",
            "encoding",
        )
    return _said(text, name, broken)


def _with_zeros(data: bytes, utf8: str | None) -> Decoded:
    """Bytes among which zeros stand: UTF-16 without a mark, a text with a stray NUL, or no
    text."""
    texts = [(codec, _strictly(data, codec)) for codec in ("utf-16-le", "utf-16-be")]
    found = [(_readable(text), codec, text) for codec, text in texts if text]
    share, codec, text = max(found, default=(0.0, "", ""))
    if share > 0.8:
        return _said(text, codec)
    sample = (utf8 or "\0")[:_SAMPLE]
    if sum(char.isprintable() or char.isspace() for char in sample) > 0.8 * len(sample):
        return Decoded(utf8 or "", "utf-8")
    if utf8 is None and data.count(0) <= 3 + len(data) // _BROKEN:
        return _by_score(data)
    raise DocumentError(
        "it is not text; save it as text in UTF-8, or as a PDF, and add it again.", "encoding"
    )


def _readable(text: str) -> float:
    """The share of a text that is what Japanese and English are written with, not letters
    from all over Unicode; 0 for one of kanji alone, as rubbish may be."""
    sample = text[:_SAMPLE]
    plain = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in sample)
    plain += len(_FULL_KANA.findall(sample))
    share = (plain + len(_KANJI.findall(sample))) / len(sample)
    return share if plain >= 0.1 * len(sample) else 0.0


def _by_score(data: bytes) -> Decoded:
    if _is_western(data):
        return _said(data.decode("cp1252"), "cp1252")
    scores = []
    for codec in ("cp932", "euc_jis_2004"):
        text = _strictly(data, codec)
        if text is not None:
            scores.append((_score(text), codec, text))
    scores.sort(key=lambda each: -each[0])
    if scores and (len(scores) == 1 or scores[0][0] - scores[1][0] >= 0.1):
        best, codec, text = scores[0]
        if best >= 0:
            return _said(text, codec)
    if scores and scores[0][0] >= 0:
        both = " or ".join(NAMES[codec] for _, codec, _ in scores)
        raise DocumentError(
            f"it could be {both}, which cannot be told apart here; save it as UTF-8 and add it "
            "again.",
            "encoding",
        )
    return _nearly(data)


def _score(text: str) -> float:
    """How much like Japanese a text is: from -1, signs that Japanese has not, to 1, kana and kanji.
    Half-width katakana count against it: EUC-JP read as CP932 is full of them."""
    sample = text[:_SAMPLE]
    written = sum(not char.isascii() for char in sample)
    if not written:
        return 0.0
    good = len(_FULL_KANA.findall(sample)) + 0.5 * len(_KANJI.findall(sample))
    bad = len(_HALF_KATAKANA.findall(sample)) + len(_UNUSUAL.findall(sample))
    return (good - bad) / written


def _is_western(data: bytes) -> bool:
    """Whether the few bytes above ASCII stand alone among ASCII letters: it’s, café."""
    high = [at for at, byte in enumerate(data[:_SAMPLE]) if byte > 0x7F]
    if not high or len(high) > 0.15 * min(len(data), _SAMPLE) or _strictly(data, "cp1252") is None:
        return False
    alone = sum(b > a + 1 for a, b in zip(high, [*high[1:], len(data) + 1], strict=True))
    return alone == len(high)


def _nearly(data: bytes) -> Decoded:
    """An encoding that fits but for a few broken characters, such as a file cut short."""
    for codec in ("utf-8", "cp932", "euc_jis_2004"):
        text = data.decode(codec, "replace")
        broken = text.count("\ufffd")
        good = sum(not char.isascii() for char in text[:_SAMPLE]) - broken
        if broken <= 3 + len(text) // _BROKEN and good > broken and _score(text) > 0.2:
            return _said(text, codec, broken)
    raise DocumentError(
        "its encoding is not known (not UTF-8, UTF-16, CP932, EUC-JP or ISO-2022-JP); save it as "
        "UTF-8 and add it again.",
        "encoding",
    )


def _iso_2022_jp(data: bytes) -> str:
    """ISO-2022-JP by its escapes, with the ① that mail programs put into it, which Python's
    own codecs refuse: the same two bytes with the high bit set are EUC-JP."""
    out: list[str] = []
    escape, begin = b"\x1b(B", 0
    for found in [*_ESCAPE.finditer(data), None]:
        end = found.start() if found else len(data)
        out.append(_iso_segment(escape, data[begin:end]))
        if found:
            escape, begin = found.group(), found.end()
    return "".join(out)


def _iso_segment(escape: bytes, segment: bytes) -> str:
    if not escape.startswith(b"\x1b$"):
        half_katakana = escape == b"\x1b(I"
        return "".join(
            chr(byte + 0xFF40 if half_katakana and byte > 32 else byte) for byte in segment
        )
    plane_2 = b"\x8f" if escape in (b"\x1b$(D", b"\x1b$(P") else b""
    out, at = bytearray(), 0
    while at < len(segment):
        if segment[at] <= 0x20 or at + 1 == len(segment):  # a line end inside of kanji
            out.append(segment[at])
            at += 1
        else:
            out += plane_2 + bytes((segment[at] | 0x80, segment[at + 1] | 0x80))
            at += 2
    return out.decode("euc_jis_2004", "replace")
