"""Sources: where documents are from, as far as everybody served by this machine may know it.

The library keeps the whole path of a file, and the command shows it to whoever has the library;
its folders, and the name of the person they belong to, are nobody else's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_web_address(source: str) -> bool:
    """Whether a document is from the web, and not from a path on somebody's disk."""
    return source.startswith(("https://", "http://"))


def without_folders(source: str) -> str:
    """A web address as it is; of a path, the name of the file.

    >>> without_folders("/home/tanaka/plan.pdf"), without_folders("https://example.org/a/plan")
    ('plan.pdf', 'https://example.org/a/plan')
    """
    if is_web_address(source):
        return source
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def record_without_folders(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same for every quote of an answer's record (`ui.answer_record.answer_json`)."""
    quoted = {
        key: [{**quote, "source": without_folders(quote["source"])} for quote in record[key]]
        for key in ("quotes", "nearest")
        if key in record
    }
    return {**record, **quoted}
