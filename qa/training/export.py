"""The folder the program loads: weights, their ONNX graph, tokenizer, card, licence.

Does: write `qa/model` in place of the old folder. Does not: train or measure.
The word table and the matrices are kept as whole numbers of eight bits with a scale for each row,
and the matrices are multiplied so; the rest is in half precision.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from index.atomic import put_whole_folder
from index.training.onnx_graph import Graph, transformer, write_model
from qa.training.network import ENCODER, TABLE, WEIGHT_STEPS

LIMIT = 60_000_000  # bytes of the weights file
# The reader comes from the encoder and is under its licence.
_ALSO = """
The reader in this folder was made from the model so licensed, trained further on JaQuAD (above),
on questions of it put into English and on documents with questions, both written for Hakusho QA:
CC BY-SA 4.0.
"""


def export(weights: Path, folder: Path, card: str) -> Path:
    """Write the whole folder from a stage's float32 weights; returns it."""
    with put_whole_folder(folder) as beside:
        _write(weights, beside, card)
    return folder


def _write(weights: Path, folder: Path, card: str) -> None:
    state = {name.removeprefix("body."): tensor for name, tensor in load_file(weights).items()}
    stored: dict[str, Tensor] = {}
    for name, tensor in state.items():
        if name == TABLE:
            stored[name], stored[f"{name}.scale"] = whole_numbers(tensor, 127)
        elif name.startswith("encoder.") and tensor.ndim == 2:
            stored[name], stored[f"{name}.scale"] = whole_numbers(tensor, WEIGHT_STEPS)
        else:
            stored[name] = tensor.half().contiguous()
    save_file(stored, folder / "model.safetensors", {"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # written readable by its owner alone
    size = (folder / "model.safetensors").stat().st_size
    if size > LIMIT:
        raise ValueError(f"model.safetensors would have {size} bytes, over the limit of {LIMIT}")
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(ENCODER / name, folder / name)
    (folder / "LICENSE").write_text((ENCODER / "LICENSE").read_text("utf-8") + _ALSO, "utf-8")
    (folder / "README.md").write_text(card, "utf-8")
    write_graph(folder)


def whole_numbers(table: Tensor, steps: int) -> tuple[Tensor, Tensor]:
    """A table as int8 (n, d) from -steps to steps, and the scale of each row, float32 (n, 1)."""
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / steps
    return torch.round(table / scale).clamp(-steps, steps).to(torch.int8), scale


def write_graph(folder: Path) -> Path:
    """Write `folder/model.onnx`; returns its path.

    Inputs: input_ids, token_type_ids, attention_mask int64 (batch, length). Outputs: answers
    float32 (batch,) and ends float32 (batch, length, 2), as `ReaderNetwork` gives them.
    """
    config = json.loads((folder / "config.json").read_text("utf-8"))
    graph = Graph(folder / "model.safetensors")
    hidden = transformer(graph, config, segments=True)
    first = graph.op("Gather", hidden, graph.constant("first_token", [0], []), axis=1)
    answers = graph.op("Squeeze", graph.linear(first, "answers"), graph.constant("last", [-1], [1]))
    graph.output("answers", answers)
    graph.output("ends", graph.linear(hidden, "ends"))
    return write_model(
        graph,
        "reader",
        ["input_ids", "token_type_ids", "attention_mask"],
        {"answers": ["batch"], "ends": ["batch", "length", 2]},
        folder / "model.onnx",
    )
