"""Loading models: where one that the user names is, and the bundled ones' graphs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import ModelError

T = TypeVar("T")
_SECONDS = 10.0  # that the hub has to answer


def place_of(name: str) -> str:
    """A model folder, or a model of the Hugging Face hub by name. A name that looks like a path
    is only ever looked for on this machine: raises ModelError where it is not there."""
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - a home of nobody stays as it is
    if path.is_dir():
        return str(path.resolve())
    if path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise ModelError(f"There is no model folder {name}; give a folder that exists.")
    return name


def require(name: str) -> None:
    """Raises ModelError where neither this machine nor the hub has a model of that name. The hub
    is asked once; who loads a model asks for each of several files, again and again."""
    from huggingface_hub import HfApi, try_to_load_from_cache
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    place = place_of(name)
    if Path(place).is_dir() or isinstance(try_to_load_from_cache(place, "config.json"), str):
        return
    try:
        HfApi().model_info(place, timeout=_SECONDS)
    except RepositoryNotFoundError as error:
        # It may be one for those who have asked for it; or be loaded by a longer name.
        if isinstance(error, GatedRepoError) or "/" not in place:
            return
        raise _nowhere(name, "it has none of that name") from error
    except Exception as error:  # of the library that it connects with, or of the name
        raise _nowhere(name, first_line(error)) from error


def _nowhere(name: str, reason: str) -> ModelError:
    return ModelError(
        f"The model {name} is not on this machine, and cannot be had from the Hugging Face hub "
        f"({reason}); give a model folder, or a hub name while online."
    )


def from_here_first(place: str, proof: str, load: Callable[[bool], T]) -> T:
    """What `load(local)` gives: the hub is asked only for a model that this machine does not have.

    proof: a file that is here with every model of the kind.
    """
    from huggingface_hub import try_to_load_from_cache

    folder = Path(place).is_dir()
    here = folder or isinstance(try_to_load_from_cache(place, proof), str)
    try:
        return load(here)
    except OSError:
        if folder or not here:
            raise
        return load(False)  # the cache has a part of it


def graph(folder: Path, threads: int) -> Any:
    """A bundled model's ONNX graph, ready to run."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )


def first_line(error: Exception) -> str:
    """The first line of an error of another program's, fit to stand in a sentence."""
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
