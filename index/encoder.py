"""Encoder: texts in, unit vectors out. The bundled model, or any the user names.

The bundled model runs on ONNX Runtime (ready in a fraction of a second); every other
sentence-transformers model runs on sentence-transformers itself. Nothing is fetched
unless the user names a model that is on a hub.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.loading import first_line, from_here_first, graph, place_of

BUNDLED = "bundled"
_BATCH = 32
_LONG = 150  # code points of a text
_MAX_TOKENS = 256
_E5 = re.compile(r"(^|[/_-])e5-", re.IGNORECASE)

Array = NDArray[np.float32]


class Encoder(Protocol):
    """An embedding model. Every vector that it gives is of length 1, and has been looked at:
    others raise ModelError.

    name: what the user calls it: "bundled", a folder, or a name on a hub.
    sha256: of the model itself; vectors of another are not comparable.
    dimension: d.
    """

    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def dimension(self) -> int: ...

    def encode_questions(self, texts: Sequence[str]) -> Array:
        """float32 (n, d), unit rows, in the order of the texts."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """float32 (n, d), unit rows, in the order of the texts."""
        ...


def load_encoder(name: str = BUNDLED) -> Encoder:
    """The bundled model, a model folder, or a model of the Hugging Face hub by name.

    A name that looks like a path is only ever looked for on this machine. Raises
    ModelError when the model cannot be loaded.
    """
    if name == BUNDLED:
        return BundledEncoder()
    return SentenceTransformerEncoder(place_of(name))


class BundledEncoder:
    """The model in `index/model`, through its ONNX graph."""

    name = BUNDLED

    def __init__(self, folder: Path | None = None) -> None:
        from tokenizers import Tokenizer

        self._folder = folder or Path(str(resources.files("index"))) / "model"
        try:
            self._tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            self.sha256 = _sha256(self._folder / n for n in ("model.safetensors", "tokenizer.json"))
            pooling = json.loads((self._folder / "1_Pooling" / "config.json").read_text("utf-8"))
            self.dimension = int(pooling["word_embedding_dimension"])
        except Exception as error:
            raise self._unusable(error) from error
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode_questions(self, texts: Sequence[str]) -> Array:
        return _in_batches(texts, self.dimension, lambda batch: self._run(self._one, batch))

    def encode_passages(self, texts: Sequence[str]) -> Array:
        return _in_batches(texts, self.dimension, lambda batch: self._run(self._many, batch))

    # A session takes some 200 MB: who asks needs the first, who adds the second.

    @cached_property
    def _one(self) -> Any:
        """For questions. One thread: with a core busy elsewhere, two are many times slower."""
        return self._session(1)

    @cached_property
    def _many(self) -> Any:
        """For bulk work, on every core."""
        return self._session(os.cpu_count() or 1)

    def _session(self, threads: int) -> Any:
        try:
            return graph(self._folder, threads)
        except Exception as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> ModelError:
        return ModelError(
            f"The bundled model in {self._folder} cannot be loaded ({first_line(error)}); "
            "install hakusho-qa again."
        )

    def _run(self, session: Any, texts: list[str]) -> Array:
        encoded = self._tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
        }
        vectors: Array = session.run(None, inputs)[0]
        return vectors


class SentenceTransformerEncoder:
    """Any sentence-transformers model, with its own prompts for questions and passages."""

    def __init__(self, name: str) -> None:
        from transformers.utils import logging

        logging.disable_progress_bar()  # standard error is for what went wrong
        try:
            self._model = _sentence_transformer(name)
        except Exception as error:
            raise ModelError(
                f"The model {name} cannot be loaded ({first_line(error)}); "
                "give a sentence-transformers folder, or a hub name while online."
            ) from error
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        # e5 models need prefixes that not all of them state in their configuration.
        states_prompts = any(self._model.prompts.values())
        # A folder in the cache of a hub has the model's name some way up.
        e5 = any(map(_E5.search, Path(name).parts[-4:])) and not states_prompts
        self._question_prompt, self._passage_prompt = ("query: ", "passage: ") if e5 else ("", "")
        self.sha256 = self._digest()

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.detach().contiguous().numpy().tobytes())
        return digest.hexdigest()

    def encode_questions(self, texts: Sequence[str]) -> Array:
        prompted = [self._question_prompt + text for text in texts]
        return _in_batches(prompted, self.dimension, self._model.encode_query)

    def encode_passages(self, texts: Sequence[str]) -> Array:
        prompted = [self._passage_prompt + text for text in texts]
        return _in_batches(prompted, self.dimension, self._model.encode_document)


def _sentence_transformer(place: str) -> Any:
    from sentence_transformers import SentenceTransformer

    def load(local: bool) -> SentenceTransformer:
        return SentenceTransformer(
            place,
            device="cpu",
            trust_remote_code=False,
            local_files_only=local,
            model_kwargs={"dtype": "float32"},  # half precision is slow and coarse on a CPU
        )

    # Without this file a model is taken for another kind, so it is no proof of the whole.
    return from_here_first(place, "modules.json", load)


def _in_batches(texts: Sequence[str], dimension: int, run: Callable[[list[str]], Array]) -> Array:
    """Encodes in batches of like length, so that little is spent on padding, and small ones
    of long texts, so that memory is bounded. What the model gives becomes unit rows, or raises
    ModelError."""
    vectors = np.empty((len(texts), dimension), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    while order:
        length = len(texts[order[:_BATCH][-1]])
        batch = order[: _BATCH if length <= _LONG else _BATCH // 4]
        order = order[len(batch) :]
        rows = np.asarray(run([texts[i] for i in batch]), np.float32)
        if rows.shape != (len(batch), dimension):
            raise ModelError(
                f"The model gave vectors of shape {rows.shape} where "
                f"{(len(batch), dimension)} was expected; use another model."
            )
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        if not (np.isfinite(norms) & (norms > 0)).all():
            raise ModelError("The model gave a vector that is no direction; use another model.")
        vectors[batch] = rows / norms
    return vectors


def _sha256(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()
