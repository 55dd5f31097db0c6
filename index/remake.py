"""Making a document anew from what is kept of it: passages, words and vectors from its text,
or the text too from its original.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from corpus.document import Document, Reading
from index.embedding import Progress, plan
from index.encoder import Encoder
from index.prepare import claim, prepare
from index.store import Store

Kept = Document | Reading  # with its original, if it was added with one


def as_it_is(kept: Kept) -> Kept:
    """A document whose text stays."""
    return kept


def remake(
    store: Store,
    encoder: Encoder,
    document_id: int,
    again: Callable[[Kept], Kept] = as_it_is,
    progress: Progress | None = None,
    *,
    without: Collection[int] = (),
) -> int | None:
    """Put in the place of a document what `again` makes of it, all or nothing: how many
    passages it has now. What others do to the document meanwhile stays, and is made anew
    itself; None when they remove it. No vectors are taken from the documents `without`, of
    texts that are not new from all others. Raises what `again` raises."""
    while (kept := _kept(store, document_id)) is not None:
        made = again(kept)
        reading = made if isinstance(made, Reading) else None
        taken = plan(made.document if isinstance(made, Reading) else made)
        replaced = None if document_id in without else document_id
        vectors = prepare(store, encoder, taken, progress, replaced=replaced, without=without)
        with store.words.made_for(taken.passages) as words, store.database.transaction():
            blocks = claim(store, encoder, taken, vectors)
            if blocks is not None and _kept(store, document_id) == kept:
                store.add(taken, words, blocks, reading, document_id)
                store.blocks.drop_stale()
                return len(taken.passages)
    return None


def _kept(store: Store, document_id: int) -> Kept | None:
    """A document with its original, if it has one; None where it is there no more."""
    with store.database.snapshot():
        row = store.database.execute(
            "SELECT name FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row is None:
            return None
        document = store.document(row[0])
        origin = store.originals.origin(document_id)
        if origin is None:
            return document
        return Reading(document, store.originals.read(document_id, document), origin.remarks)
