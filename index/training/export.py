"""The finished model, a folder: half-precision weights, ONNX graph, tokenizer, settings, card.

Does: write a folder in the form that `SentenceTransformer(folder)` loads, in place of the old one.
Does not: train or measure; figures for the card are read from `measures.json` of the work folder.
"""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from index.atomic import put_whole_folder
from index.training import card, journal, teacher
from index.training.onnx_graph import write_graph

MAX_TOKENS = 256
STAGES = ("questions/student.safetensors", "distil/student.safetensors", "start.safetensors")
LIMIT = 60_000_000  # bytes of the weights file
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {
        "idx": 2,
        "name": "2",
        "path": "2_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]


def trained(work: Path) -> list[Path]:
    """The weights of the stages that have any, the last stage first."""
    return [work / name for name in STAGES if (work / name).is_file()]


def newest(work: Path) -> Path:
    """The weights of the last stage. Raises FileNotFoundError before the first."""
    weights = trained(work)
    if not weights:
        raise FileNotFoundError(f"{work} holds no trained weights yet: run the stages first")
    return weights[0]


def stage_name(work: Path, weights: Path) -> str:
    """`questions`, `distil` or `start`."""
    return weights.relative_to(work).parts[0].removesuffix(".safetensors")


def dump(path: Path, value: object) -> None:
    """Write `value` as readable JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def pooler() -> dict[str, Tensor]:
    """The teacher's pooler, which nothing uses: without it loading warns of missing weights."""
    weights = load_file(teacher.folder() / "model.safetensors")
    return {name: tensor.half() for name, tensor in weights.items() if name.startswith("pooler.")}


def write(weights: Path, work: Path, folder: Path) -> None:
    """Write the whole folder; `weights` is one of the stages' float32 files."""
    state = {name: tensor.half() for name, tensor in load_file(weights).items()}
    rows = len(state["embeddings.word_embeddings.weight"])
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "2_Normalize").mkdir()
    state |= pooler()
    save_file(state, folder / "model.safetensors", {"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # written readable by its owner alone
    size = (folder / "model.safetensors").stat().st_size
    if size > LIMIT:
        raise ValueError(f"model.safetensors would have {size} bytes, over the limit of {LIMIT}")
    config = json.loads((teacher.folder() / "config.json").read_text(encoding="utf-8"))
    for gone in ("_name_or_path", "transformers_version", "gradient_checkpointing"):
        config.pop(gone, None)
    dump(folder / "config.json", config | {"vocab_size": rows, "dtype": "float16"})
    tokenizer = json.loads((work / "tokenizer" / "tokenizer.json").read_text(encoding="utf-8"))
    text = json.dumps(tokenizer, ensure_ascii=False)
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    dump(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "model_input_names": ["input_ids", "token_type_ids", "attention_mask"],
            "pad_token": "[PAD]",
            "unk_token": "[UNK]",
            "cls_token": "[CLS]",
            "sep_token": "[SEP]",
            "mask_token": "[MASK]",
        },
    )
    dump(folder / "modules.json", _MODULES)
    dump(
        folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False}
    )
    dump(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": config["hidden_size"], "pooling_mode_mean_tokens": True},
    )
    dump(
        folder / "config_sentence_transformers.json",
        {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )
    write_graph(folder)
    facts = {
        "rows": rows,
        "english": english_rows(tokenizer["model"]["vocab"]),
        "japanese": rows - english_rows(tokenizer["model"]["vocab"]) - len(teacher.SPECIAL),
        "megabytes": size / 1e6,
    }
    notes = {name: journal.done(work / name / "summary.json") for name in ("distil", "questions")}
    notes["begun"] = journal.begun(work / journal.BEGUN)
    (folder / "README.md").write_text(card.text(facts, notes, figures(work)), encoding="utf-8")
    (folder / "LICENSE").write_text(card.licence(), encoding="utf-8")


def english_rows(vocabulary: list[list[object]]) -> int:
    """Pieces taken from the teacher: ASCII but for the mark of a word's beginning."""
    pieces = [str(piece).replace("\u2581", "") for piece, _ in vocabulary]
    return sum(piece.isascii() and piece not in teacher.SPECIAL for piece in pieces)


def figures(work: Path) -> dict[str, dict[str, float]]:
    """{stage: {measure: share}} as far as measured."""
    path = work / "measures.json"
    known: dict[str, dict[str, float]] = {}
    if path.is_file():
        known = json.loads(path.read_text(encoding="utf-8"))
    return known


def export(work: Path, out: Path) -> Path:
    """Write the newest weights to `out`, replacing what is there; returns the weights used."""
    weights = newest(work)
    with put_whole_folder(out) as beside:
        write(weights, work, beside)
    return weights
