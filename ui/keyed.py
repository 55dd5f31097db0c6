"""Documents by the key that stands for them in addresses; their texts are not read.

A document that cannot be read hides none of the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.generation_cache import GenerationCache
from index.library import Library
from index.store import Entry
from ui.place import document_key

_entries: GenerationCache[None, Mapping[str, Entry]] = GenerationCache(1)


def entries_by_key(library: Library) -> Mapping[str, Entry]:
    """document_key -> what there is to say of every document, in order."""
    return _entries.get(
        library, None, lambda: {document_key(entry): entry for entry in library.entries()}
    )
