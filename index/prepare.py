"""Making a document's vectors in advance, block by block, so that nothing is made twice.

Each block but the last is written as soon as it is made: an addition that is broken off
goes on from there when it is begun again. The last waits for the transaction that writes
the document, so that a short document takes one transaction in all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.embedding import Plan, Progress, encode
from index.encoder import Encoder
from index.store import Store

Made = int | NDArray[np.float16]  # the id of a block, or what one that is not written holds


def prepare(
    store: Store,
    encoder: Encoder,
    plan: Plan,
    progress: Progress | None = None,
    lender: Store | None = None,
) -> list[Made]:
    """The vectors of a plan's blocks: those that are there already, or that another library
    has, or made now."""
    made: list[Made] = []
    for texts, content in plan.blocks():
        known = store.blocks.find(content, encoder.sha256)
        if known is not None:
            made.append(known)
            continue

        def done(count: int, begin: int = texts.start) -> None:
            if progress is not None:
                progress(plan.passages_before(begin + count), len(plan.passages))

        vectors = None
        if lender is not None:
            vectors = lender.blocks.vectors(content, encoder.sha256, encoder.dimension)
        if vectors is None:
            vectors = encode(encoder, [plan.text(i) for i in texts], done)
        if texts.stop == len(plan.texts):
            made.append(vectors)
        else:
            with store.database.transaction():
                made.append(store.blocks.keep(content, encoder.sha256, vectors))
    return made


def claim(store: Store, encoder: Encoder, plan: Plan, made: list[Made]) -> list[int] | None:
    """The ids of those blocks, each written and no document's; None when one is gone since
    and has to be made again. In the transaction that writes the document."""
    claimed: list[int] = []
    for block, (_, content) in zip(made, plan.blocks(), strict=True):
        written = (
            block if isinstance(block, int) else store.blocks.keep(content, encoder.sha256, block)
        )
        free = store.blocks.claim(written, content)
        if free is None:
            return None
        claimed.append(free)
    return claimed
