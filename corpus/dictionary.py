"""Dictionary: an open Japanese-English dictionary, where one is installed. None is shipped.

Reads files in the EDICT format, a word a line: Debian's package `edict`, or one that
$HAKUSHO_EDICT names (EDICT2 likewise; in EUC-JP or UTF-8):

    締結 [ていけつ] /(n,vs) (1) conclusion/execution (of a contract)/(n,vs) (2) fastening/(P)/
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DictionaryError

VARIABLE = "HAKUSHO_EDICT"
DEBIAN = Path("/usr/share/edict/edict")
_SAMPLE = 1 << 16  # bytes; the format and the encoding show in them
_MOST_GLOSSES = 3
_LINE = re.compile(rb"^([^\s/\[]+) (?=\[[^\]\n]+\] /|/)", re.MULTILINE)
_PARTS = re.compile(r"\S+ (?:\[(?P<kana>[^\]]+)\] )?/(?P<glosses>.*)/")
_TAGS = re.compile(r"(?:\((?:[a-zA-Z0-9-]+)(?:,[a-zA-Z0-9-]+)*\)\s*|\{[^}]*\}\s*)+")
_SENSE = re.compile(r"\((\d+)\)")
_ASIDE = re.compile(r"\([^)]*\)")
_ASIDE_BYTES = re.compile(rb"\([^)]*\)")
# The dictionary prints Latin letters and digits in full width.
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word as the dictionary has it. glosses: English words for its first sense, at most
    three; never empty."""

    word: str
    kana: str
    glosses: tuple[str, ...]


class Dictionary:
    """A dictionary file, read when the first word is looked up: half a second and some 50 MB
    for the 190,000 words of EDICT. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Raises DictionaryError when the file cannot be read or is in another format."""
        self.path = path
        try:
            with path.open("rb") as file:
                sample = file.read(_SAMPLE)
        except OSError as error:
            raise _unreadable(path, error) from error
        lines = sample.split(b"\n")[:-1] or [sample]
        if sum(_LINE.match(line) is not None for line in lines) < 0.9 * len(lines):
            raise DictionaryError(
                f"{path} is no dictionary in the EDICT format; name another file in ${VARIABLE}, "
                "or leave it unset."
            )
        self._encoding = "utf-8" if _is_utf8(b"\n".join(lines)) else "euc_jp"
        self._lock = threading.Lock()
        self._data = b""
        self._starts: dict[bytes, int | tuple[int, ...]] = {}  # in bytes, of the lines of a word

    def __contains__(self, word: str) -> bool:
        self._read()
        return self._key(word) in self._starts

    def entries(self, word: str) -> tuple[Entry, ...]:
        """The entries for a word as printed: those the dictionary calls common, or all
        where it calls none common. Words of one spelling and several readings have several."""
        self._read()
        starts = self._starts.get(self._key(word), ())
        common, other = list[Entry](), list[Entry]()
        for start in (starts,) if isinstance(starts, int) else starts:
            line = self._data[start : self._data.find(b"\n", start)]
            text = line.decode(self._encoding, "replace")
            entry = _entry(word, text)
            if entry is not None:
                (common if "/(P)/" in text else other).append(entry)
        return tuple(common or other)

    def _key(self, word: str) -> bytes:
        try:
            return word.translate(_WIDE).encode(self._encoding)
        except UnicodeEncodeError:
            return b""

    def _read(self) -> None:
        with self._lock:
            if self._data:
                return
            try:
                data = self.path.read_bytes() + b"\n"
            except OSError as error:
                raise _unreadable(self.path, error) from error
            starts = self._starts
            for line in _LINE.finditer(data):
                head, start = line[1], line.start()
                several = b";" in head or b"(" in head  # as in EDICT2: 受入れ;受け入れ(P)
                for word in _ASIDE_BYTES.sub(b"", head).split(b";") if several else (head,):
                    there = starts.setdefault(word, start)
                    if there != start:
                        starts[word] = (*((there,) if isinstance(there, int) else there), start)
            self._data = data


def installed_dictionary(environ: Mapping[str, str] = os.environ) -> Dictionary | None:
    """The dictionary that $HAKUSHO_EDICT names, or else Debian's; None where there is none or
    the variable is empty. Raises DictionaryError when the file named is of no use."""
    named = environ.get(VARIABLE)
    if named is not None:
        path = Path(os.path.expanduser(named))  # noqa: PTH111 - a home of nobody stays as it is
        return Dictionary(path) if named else None
    return Dictionary(DEBIAN) if DEBIAN.is_file() else None


def _entry(word: str, line: str) -> Entry | None:
    parts = _PARTS.match(line)
    if parts is None:
        return None
    kana = _ASIDE.sub("", parts["kana"] or word).partition(";")[0]
    glosses: list[str] = []
    for gloss in parts["glosses"].split("/"):
        tags = _TAGS.match(gloss)
        sense = _SENSE.search(tags[0]) if tags else None
        if sense and int(sense[1]) > 1:
            break
        plain = gloss[tags.end() :] if tags else gloss
        if plain and not re.fullmatch("EntL[0-9]+X?", plain):
            glosses.append(plain)
    return Entry(word, kana, tuple(glosses[:_MOST_GLOSSES])) if glosses else None


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(path: Path, error: OSError) -> DictionaryError:
    return DictionaryError(
        f"The dictionary {path} cannot be read ({error.strerror or error}); name another file in "
        f"${VARIABLE}, or leave it unset."
    )
