"""Writing a document into a library, new or in the place of one: all or nothing, and the long
work, its vectors and words, before the transaction, for whose time others have to wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Document, Reading
from index.embedding import Progress, plan
from index.encoder import Encoder
from index.prepare import prepare
from index.reindex import require_model
from index.store import Change, Store

Place = tuple[Change, int | None]  # what is done, and the id of the document that is replaced


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did, and how many passages it has."""

    change: Change
    passages: int


def write(
    store: Store,
    encoder: Encoder,
    item: Document | Reading,
    place: Callable[[], Place],
    progress: Progress | None = None,
    lender: Store | None = None,
) -> Added:
    """Write a document; given a Reading, its original too.

    place: asked before the work, and again inside the transaction, since others may have
        written meanwhile. Nothing is written where it says "unchanged", or raises.
    lender: a library whose vectors may be taken.
    """
    reading = item if isinstance(item, Reading) else None
    document = item.document if isinstance(item, Reading) else item
    store.database.require_writable()
    require_model(store, encoder)
    change, there = place()
    if change == "unchanged":
        return Added(change, store.count_passages(there))
    taken = plan(document)
    contents = [content for _, content in taken.blocks()]
    while True:
        last = prepare(store, encoder, taken, progress, replaced=there, lender=lender)
        with store.words.made_for(taken.passages) as words, store.database.transaction():
            require_model(store, encoder)
            change, there = place()
            if change == "unchanged":
                return Added(change, len(taken.passages))
            if last is not None:
                store.blocks.keep(contents[-1], encoder.sha256, last)
            blocks = store.blocks.claim(contents, encoder.sha256)
            if blocks is not None:  # or one is gone since, and has to be made again
                store.add(taken, words, blocks, reading, there)
                store.blocks.drop_stale()
                return Added(change, len(taken.passages))


def remake(
    store: Store,
    encoder: Encoder,
    document_id: int,
    again: Callable[[Document | Reading], Document | Reading] | None = None,
    progress: Progress | None = None,
) -> Added | None:
    """Put in the place of a document what `again` makes of it, or passages, words and vectors
    made anew from its text. What others do to the document meanwhile stays, and is made anew
    itself; None when they remove it. Raises what `again` raises."""
    while True:
        with store.database.snapshot():
            before = store.identity(document_id)
            if before is None:
                return None
            kept = store.kept(document_id)

        def place(before: object = before) -> Place:
            same = store.identity(document_id) == before
            return ("replaced", document_id) if same else ("unchanged", None)

        added = write(store, encoder, again(kept) if again else kept, place, progress)
        if added.change == "replaced":
            return added
