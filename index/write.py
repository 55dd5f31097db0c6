"""Writing a document into a library, new or in the place of one: all or nothing. The
long work, its vectors and words, is done before the transaction, for whose time others wait."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from corpus.document import Document, ReadFile
from corpus.errors import DocumentError
from index.embedding import Progress, plan
from index.encoder import Encoder
from index.prepare import prepare
from index.reindex import record_model, require_model
from index.store import Change, Store

Place = tuple[Change, int | None]  # what is done, and the id of the document that is replaced


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did, and how many passages it has."""

    change: Change
    passages: int


def add(
    store: Store,
    encoder: Encoder,
    item: Document | ReadFile,
    progress: Progress | None = None,
    *,
    replacing: bool = True,
    lender: Store | None = None,
) -> Added:
    """Write a document that is not there, or in place of another version if `replacing`; given
    a ReadFile, with its original.

    lender: another library, whose vectors of the same texts may be taken. Raises DocumentError
    when another document has its name: "taken" when it is from elsewhere, "differs" when it is
    from the same place and may not be replaced.
    """
    file = item if isinstance(item, ReadFile) else None
    document = item.document if isinstance(item, ReadFile) else item

    def place() -> Place:
        require_model(store, encoder)
        with store.database.snapshot():
            there = store.find(document.name)
            kept = None if there is None else store.identity(there)
        if kept is None:
            return "added", None
        if kept.sha256 == document.sha256 and kept.pages == document.pages:
            digest = None if file is None else hashlib.sha256(file.original.data)
            if digest is None or (kept.origin and kept.origin.sha256 == digest.hexdigest()):
                return "unchanged", there
        if kept.source != document.source:
            raise DocumentError(
                f"The library already has another document “{document.name}”, from {kept.source}; "
                "give this one another name with --name, or remove that one first.",
                "taken",
            )
        if not replacing:
            raise DocumentError(
                f"The library has another version of “{document.name}”, from the same place; "
                "remove it first, or put this one in its place with --replace.",
                "differs",
            )
        return "replaced", there

    return _write(store, encoder, item, place, progress, lender=lender)


def create(store: Store, encoder: Encoder, first: Document | None) -> None:
    """Record the model of a new library, in one transaction with its first document if it is
    to have one. Nothing is written where another process was first."""

    def place() -> Place:
        made = store.database.get("model_sha256") is not None
        return ("unchanged", None) if made else ("added", None)

    if first is not None:
        _write(store, encoder, first, place, None, new=True)
        return
    with store.database.transaction():
        if place() == ("added", None):
            record_model(store, encoder)


def remake(
    store: Store,
    encoder: Encoder,
    document_id: int,
    again: Callable[[Document | ReadFile], Document | ReadFile] | None = None,
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
            kept = store.with_original(document_id)

        def place(before: object = before) -> Place:
            require_model(store, encoder)
            same = store.identity(document_id) == before
            return ("replaced", document_id) if same else ("unchanged", None)

        added = _write(store, encoder, again(kept) if again else kept, place, progress)
        if added.change == "replaced":
            return added


def _write(
    store: Store,
    encoder: Encoder,
    item: Document | ReadFile,
    place: Callable[[], Place],
    progress: Progress | None,
    *,
    lender: Store | None = None,
    new: bool = False,
) -> Added:
    """`place` is asked before the work, and again inside the transaction, since others may
    have written meanwhile. Nothing is written where it says "unchanged", or raises.

    new: the model is recorded too.
    """
    store.database.require_writable()
    change, there = place()
    if change == "unchanged":
        return Added(change, store.count_passages(there))
    taken = plan(item.document if isinstance(item, ReadFile) else item)
    contents = [content for _, content in taken.blocks()]
    while True:
        last = prepare(store, encoder, taken, progress, replaced=there, lender=lender)
        with store.words.made_for(taken.passages) as words, store.database.transaction():
            change, there = place()
            if change == "unchanged":
                return Added(change, len(taken.passages))
            if last is not None:
                store.blocks.keep(contents[-1], encoder.sha256, last)
            blocks = store.blocks.claim(contents, encoder.sha256)
            if blocks is not None:  # or one is gone since, and has to be made again
                if new:
                    record_model(store, encoder)
                file = item if isinstance(item, ReadFile) else None
                store.add(taken, words, blocks, file, there)
                store.blocks.drop_stale()
                return Added(change, len(taken.passages))
