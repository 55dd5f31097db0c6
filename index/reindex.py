"""Embedding a library again with another model.

The new vectors are made in advance, block by block (see `index.blocks`), and put in place of
the old in one transaction: until then the library is as it was, and embedding that was
broken off goes on where it was. Spans and the numbers of vectors do not change.
"""

from __future__ import annotations

from index.blocks import Block
from index.embedding import Progress, content_key, embedded, encode, text_key
from index.encoder import Encoder
from index.store import Store

Made = tuple[str, list[tuple[Block, bytes]]]  # a generation, its blocks and their contents


def record_model(store: Store, encoder: Encoder) -> None:
    """Note whose vectors the library has; inside the caller's transaction."""
    store.database.set("model_name", encoder.name)
    store.database.set("model_sha256", encoder.sha256)
    store.database.set("dimension", str(encoder.dimension))


def reindex(store: Store, encoder: Encoder, progress: Progress | None = None) -> None:
    """Give every vector of the library anew. `progress` counts passages."""
    while not _replace(store, encoder, _make(store, encoder, progress)):
        pass  # others have written meanwhile; what was embedded is found again


def _make(store: Store, encoder: Encoder, progress: Progress | None) -> Made:
    """Make the vectors of every block in advance: the generation they are of, and each block
    with the key of its content."""
    generation = store.database.generation()
    blocks = store.blocks.listed()
    total, passages = sum(block.count for block in blocks), store.count_passages()
    before, contents = 0, []
    for block in blocks:
        texts = block_texts(store, block)
        content = content_key(b"".join(map(text_key, texts)))
        contents.append((block, content))

        def done(count: int, begin: int = before) -> None:
            if progress is not None:
                progress(passages * (begin + count) // total, passages)

        if store.blocks.find(content, encoder.sha256) is None:
            vectors = encode(encoder, texts, done)
            with store.database.transaction():
                store.blocks.keep(content, encoder.sha256, vectors)
        before += block.count
    return generation, contents


def _replace(store: Store, encoder: Encoder, made: Made) -> bool:
    """Put the new blocks in place of the old; False when the library has changed."""
    generation, contents = made
    with store.database.transaction():
        if store.database.generation() != generation:
            return False
        for block, content in contents:
            found = store.blocks.find(content, encoder.sha256)
            free = None if found is None else store.blocks.claim(found, content)
            if free is None:
                return False
            store.blocks.hand_over(free, block.document_id, block.first)
            store.blocks.drop(block.id)
        record_model(store, encoder)
        store.database.advance()
    return True


def block_texts(store: Store, block: Block) -> list[str]:
    """What the vectors of a block are the vectors of, in order. Shorter than the block when
    one belongs to no passage."""
    with store.database.snapshot():
        rows = store.spans_of_vectors(block.first, block.first + block.count)
        passages = store.passages([span.passage for span, _ in rows])
        return [
            embedded(passages[span.passage], span.start, span.end, span.unit)
            for span, _ in rows
            if span.passage in passages
        ]
