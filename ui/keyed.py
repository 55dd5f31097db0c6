"""Documents by the key that stands for them in addresses: their names, texts unread.

A document that cannot be read hides none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from index.library import Library
from index.store import Entry
from ui.render import document_key


def entries_by_key(library: Library) -> Mapping[str, Entry]:
    """document_key -> what there is to say of every document, in order."""
    return _entries(library, library.generation())


@lru_cache(maxsize=4)
def _entries(library: Library, _generation: str) -> Mapping[str, Entry]:
    # What does not change is kept: the generation is another one after a change.
    return {document_key(entry): entry for entry in library.entries()}
