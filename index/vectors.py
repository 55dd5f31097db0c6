"""The FAISS index over the store's vectors: a cache that can be thrown away.

The file is what `faiss.read_index` reads, followed by one line of JSON: the state of
the database it was made from, and the SHA-256 of the bytes before it. FAISS itself
loads a truncated or altered file without a word, so a file is used only when all of
that fits; otherwise `load` gives None and the caller builds the index again.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

_MARK = b"\n#hakusho-vectors "


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of the database that an index belongs to."""

    generation: str
    count: int
    dimension: int
    model_sha256: str


class Vectors:
    """Unit vectors by id, searched by inner product (= cosine), exactly.

    Stored as float16, as in the database, so that a loaded index and a rebuilt one
    give the same numbers.
    """

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: NDArray[np.float16]) -> Vectors:
        """ids int64 (n,), vectors float16 (n, d), unit rows; n may be 0."""
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids but {len(vectors)} vectors")
        flat = faiss.IndexScalarQuantizer(
            vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        index = faiss.IndexIDMap2(flat)
        if len(ids):
            index.add_with_ids(vectors.astype(np.float32), ids)
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ids of the k nearest vectors and their cosines, best first.

        vector: float32 (d,), unit length. Fewer than k when the index holds fewer.
        """
        k = min(k, len(self))
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # One thread: FAISS shares work only between questions, and its threads, waiting for
        # a busy core, make one question a hundred times slower. Holds for this thread only.
        faiss.omp_set_num_threads(1)
        cosines, ids = self._index.search(vector[None, :], k)
        return ids[0], cosines[0]

    def save(self, path: Path, stamp: Stamp) -> None:
        """Write beside, flush to the disk, rename: the file is whole or the old one."""
        payload = faiss.serialize_index(self._index).tobytes()
        footer = {**asdict(stamp), "sha256": hashlib.sha256(payload).hexdigest()}
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            with beside.open("wb") as file:
                file.write(payload)
                file.write(_MARK + json.dumps(footer, sort_keys=True).encode())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, stamp: Stamp) -> Vectors | None:
        """The saved index, or None when there is none that fits `stamp`."""
        try:
            data = path.read_bytes()
        except OSError:
            return None
        payload, mark, footer = data.rpartition(_MARK)
        expected = {**asdict(stamp), "sha256": hashlib.sha256(payload).hexdigest()}
        if not mark or footer != json.dumps(expected, sort_keys=True).encode():
            return None
        return cls(faiss.deserialize_index(np.frombuffer(payload, np.uint8)))
