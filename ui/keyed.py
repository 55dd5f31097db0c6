"""Documents by the key that stands for them in addresses; their texts are not read.

A document that cannot be read hides none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from index.library import Library
from index.store import Entry
from ui.place import document_key


def entries_by_key(library: Library) -> Mapping[str, Entry]:
    """document_key -> what there is to say of every document, in order."""
    return _entries(library, library.generation())


@lru_cache(maxsize=4)
def _entries(library: Library, _generation: str) -> Mapping[str, Entry]:
    # Kept until the library changes, for then its generation is another.
    return {document_key(entry): entry for entry in library.entries()}
