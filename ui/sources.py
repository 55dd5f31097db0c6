"""Sources: where documents are from, as everybody may know it who is served by this machine.

The library keeps the whole path of a file, and the command shows it to whoever has the library;
its folders, and the name of the person they belong to, are nobody else's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def without_folders(source: str) -> str:
    """A web address as it is, and of a path the file's name.

    >>> without_folders("/home/tanaka/plan.pdf"), without_folders("https://example.org/a/plan")
    ('plan.pdf', 'https://example.org/a/plan')
    """
    if source.startswith(("https://", "http://")):
        return source
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def record_without_folders(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same for every quote of an answer's record (`ui.render.answer_json`)."""
    quoted = {
        key: [{**quote, "source": without_folders(quote["source"])} for quote in record[key]]
        for key in ("quotes", "nearest")
        if key in record
    }
    return {**record, **quoted}
