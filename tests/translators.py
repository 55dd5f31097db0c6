"""Translation models, tiny and of random weights: real files for the real loading code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel, MarianTokenizer

TEXT = "警察庁は、平成30年に条約を締結した。\nThe National Police Agency concluded a treaty.\n"
TINY: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_ffn_dim": 16,
    "decoder_ffn_dim": 16,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "max_position_embeddings": 64,
}


@dataclass(frozen=True)
class Pieces:
    """A sentencepiece model and its pieces."""

    model: str
    names: list[str]


def made_pieces(folder: Path) -> Pieces:
    """A sentencepiece model of the few words of TEXT, in `folder`."""
    (folder / "text").write_text(TEXT * 20, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "text"),
        model_prefix=str(folder / "source"),
        vocab_size=60,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    model = str(folder / "source.model")
    read = sentencepiece.SentencePieceProcessor(model_file=model)
    return Pieces(model, [read.id_to_piece(i) for i in range(read.get_piece_size())])


def vocabulary(folder: Path, first: list[str], pieces: Pieces) -> tuple[str, int]:
    """A vocabulary file: its path and how many entries it has."""
    names = list(dict.fromkeys([*first, *pieces.names, "<pad>"]))
    path = folder / "words.json"
    path.write_text(json.dumps({name: i for i, name in enumerate(names)}), encoding="utf-8")
    return str(path), len(names)


def marian_folder(folder: Path, pieces: Pieces, first: list[str], ja: str, en: str) -> Path:
    """A Marian model that says it translates from `ja` into `en`. first: marks of languages."""
    words, size = vocabulary(folder, ["</s>", "<unk>", *first], pieces)
    MarianTokenizer(
        pieces.model, pieces.model, words, source_lang=ja, target_lang=en
    ).save_pretrained(folder / "marian")
    ends: dict[str, Any] = {
        "pad_token_id": size - 1,
        "eos_token_id": 0,
        "decoder_start_token_id": size - 1,
    }
    config = MarianConfig(vocab_size=size, **ends, **TINY)
    torch.manual_seed(1)  # some random models say nothing
    MarianMTModel(config).save_pretrained(folder / "marian")
    return folder / "marian"
