"""The reader as a torch module: the encoder's transformer, reading question and sentence together.

Two heads on its last layer: from the first token, whether the sentence answers; from each
token, whether the answer begins or ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from qa.reader import Tokens, padded

ENCODER = Path(__file__).parents[2] / "index" / "model"
_HIDDEN_SIZE = 384
STILL_LAYERS = 2  # of six, not trained


@dataclass(frozen=True, slots=True)
class Inputs:
    """Token ids, their segments (0 question, 1 text) and mask: int64 (n, longest)."""

    ids: Tensor
    segments: Tensor
    mask: Tensor


class ReaderNetwork(nn.Module):
    """Logits that a sentence answers, float32 (n,), and that the answer begins and ends at
    a token, float32 (n, tokens, 2)."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body
        self.answers = nn.Linear(_HIDDEN_SIZE, 1)
        self.ends = nn.Linear(_HIDDEN_SIZE, 2)
        # The word table stays as the encoder learnt it: it is two thirds of all weights, and
        # the few texts here would move only the words they hold.
        # The lowest layers, which put words together, serve as they are.
        for still in (body.embeddings, *body.encoder.layer[:STILL_LAYERS]):
            still.requires_grad_(False)

    def forward(self, inputs: Inputs) -> tuple[Tensor, Tensor]:
        hidden = self.body(
            input_ids=inputs.ids, attention_mask=inputs.mask, token_type_ids=inputs.segments
        ).last_hidden_state
        return self.answers(hidden[:, 0]).squeeze(-1), self.ends(hidden)

    def groups(self, body_rate: float, head_rate: float) -> list[dict[str, object]]:
        """Parameter groups for an optimiser: the body, and the two new heads."""
        heads = [*self.answers.parameters(), *self.ends.parameters()]
        body = [p for p in self.body.parameters() if p.requires_grad]
        return [
            {"params": body, "lr": body_rate, "rate": body_rate},
            {"params": heads, "lr": head_rate, "rate": head_rate},
        ]

    def save(self, path: Path) -> None:
        """Write all weights in float32, first beside and then in place of `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {name: tensor.contiguous() for name, tensor in self.state_dict().items()}
        beside = path.with_suffix(".part")
        save_file(state, beside)
        beside.replace(path)


def from_encoder(folder: Path = ENCODER) -> ReaderNetwork:
    """The bundled encoder's transformer with untrained heads."""
    config = BertConfig.from_pretrained(str(folder), dtype="float32")
    body = BertModel(config, add_pooling_layer=False)
    weights = {
        name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()
    }
    body.load_state_dict(
        {k: v for k, v in weights.items() if not k.startswith("pooler.")}, strict=False
    )
    return ReaderNetwork(body)


def load(path: Path) -> ReaderNetwork:
    """The reader saved at `path`."""
    network = from_encoder()
    network.load_state_dict(load_file(path))
    return network


def pieces(folder: Path = ENCODER) -> Tokenizer:
    """The tokenizer, which the reader shares with the encoder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    return tokenizer


def inputs(rows: Sequence[Tokens]) -> Inputs:
    """Some inputs as one padded batch."""
    return Inputs(
        torch.from_numpy(padded([row.ids for row in rows])),
        torch.from_numpy(padded([row.segments for row in rows])),
        torch.from_numpy(padded([[1] * len(row.ids) for row in rows])),
    )
