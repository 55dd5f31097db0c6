"""Names of documents and files, and texts, made fit to store and to show.

Repairs the names of files that are not in UTF-8. Does not choose what a document is called:
see `corpus.reading`.
"""

from __future__ import annotations

import re
import unicodedata

_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE = re.compile("[\udc80-\udcff]")  # of a path, as Python has those that are no UTF-8
# In a name: what is not seen, or moves what is: controls, marks of direction, line separators.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))


def named_source(source: str) -> str:
    """Where a document is from, as the library keeps it: bytes of a path that are not UTF-8 are
    written as numbers, so that two paths never become one.

    >>> named_source("in/\\udc8f\\udcf0.txt")
    'in/<8F><F0>.txt'
    """
    return without_surrogates(_BYTE.sub(lambda found: f"<{ord(found[0]) - 0xDC00:02X}>", source))


def named_in_cp932(name: str) -> str:
    """The name of a file whose bytes are not UTF-8 but CP932, as in old Japanese archives. Other
    names stay as they are.

    >>> named_in_cp932("\\udc8f\\udcf0\\udc97\\udce1.txt")
    '条例.txt'
    """
    if not _BYTE.search(name):
        return name
    try:
        decoded = name.encode("utf-8", "surrogateescape").decode("cp932")
    except UnicodeError:
        return named_source(name)
    # Python decodes bytes that are none in it to signs of private use.
    private = any(unicodedata.category(char) == "Co" for char in decoded)
    return named_source(name) if private else decoded


def without_surrogates(text: str) -> str:
    """`text` with each lone surrogate, which no encoding can store, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def storable(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, and for NUL, where SQLite takes it to end."""
    return without_surrogates(text).replace("\0", "\ufffd")


def visible(name: str) -> str:
    """A name on one line, with every character that is not seen, or that turns the direction
    of writing, written as its number.

    >>> visible("報告\\u202egpj.txt")
    '報告<U+202E>gpj.txt'
    """
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSEEN else char
        for char in without_surrogates(name)
    )
