"""The model of a library: whose vectors it has, and embedding it again with another.

The new vectors are made in advance, block by block (see `index.blocks`), and put in place of
the old in one transaction: until then the library is as it was, and embedding that was
broken off goes on where it was. Spans and the numbers of vectors do not change.
"""

from __future__ import annotations

from corpus.errors import LibraryError, ModelMismatchError
from index.embedding import Progress, content_key, encode, text_keys
from index.encoder import BUNDLED, Encoder
from index.store import Store


def record_model(store: Store, encoder: Encoder) -> None:
    """Note whose vectors the library has; inside the caller's transaction."""
    store.database.set("model_name", encoder.name)
    store.database.set("model_sha256", encoder.sha256)
    store.database.set("dimension", str(encoder.dimension))


def is_of_another_bundled(store: Store, encoder: Encoder) -> bool:
    """Whether the library was made with the bundled model of another version of this program; then
    there is nothing to choose."""
    return encoder.name == BUNDLED == store.database.get("model_name")


def require_model(store: Store, encoder: Encoder) -> None:
    """Raises ModelMismatchError unless the vectors are those of this encoder."""
    if store.database.get("model_sha256") == encoder.sha256:
        return
    folder = store.database.path.parent
    if is_of_another_bundled(store, encoder):
        raise ModelMismatchError(
            f"The library in {folder} was embedded again by another version of this program; "
            "start this one anew, and use one version for it."
        )
    raise ModelMismatchError(
        f"The library in {folder} was made with the model “{store.database.get('model_name')}”, "
        f"not with this “{encoder.name}”; run `hakusho reindex --library {folder} --model "
        f"{encoder.name}` to embed it again."
    )


def reindex(store: Store, encoder: Encoder, progress: Progress | None = None) -> None:
    """Give every vector of the library anew. `progress` counts passages. Raises LibraryError
    when the library may only be read."""
    if store.database.read_only:
        raise LibraryError(
            f"The library in {store.database.path.parent} has the vectors of another model and may "
            "only be read; open it once where it may be written."
        )
    while not _reindexed(store, encoder, progress):
        pass  # others have written meanwhile; what was embedded is found again


def _reindexed(store: Store, encoder: Encoder, progress: Progress | None) -> bool:
    """Whether it was done: False, with nothing changed, when others have changed the library
    meanwhile."""
    with store.database.snapshot():
        generation, blocks = store.database.generation(), store.blocks.listed()
        passages = store.count_passages()
    total, before, contents = sum(block.count for block in blocks), 0, []
    for block in blocks:
        texts = store.texts_of(block.first, block.count)
        contents.append(content_key(text_keys(texts)))

        def done(count: int, begin: int = before) -> None:
            if progress is not None:
                progress(passages * (begin + count) // total, passages)

        if not store.blocks.has(contents[-1], encoder.sha256):
            vectors = encode(encoder, texts, done)
            with store.database.transaction():
                store.blocks.keep(contents[-1], encoder.sha256, vectors)
        before += block.count
    with store.database.transaction():
        if store.database.generation() != generation:
            return False
        claimed = store.blocks.claim(contents, encoder.sha256)
        if claimed is None:
            return False
        for block, made in zip(blocks, claimed, strict=True):
            store.blocks.hand_over(made, block.document_id, block.first)
            store.blocks.drop(block.id)
        record_model(store, encoder)
        store.database.advance()
    return True
