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

from index.atomic import put_whole
from index.training.student import bfloat16_is_faster
from qa.reader import Tokens, padded

ENCODER = Path(__file__).parents[2] / "index" / "model"
_HIDDEN_SIZE = 384
TABLE = "embeddings.word_embeddings.weight"
# Steps from 0 to the greatest weight of a row. With twice as many, the sums of two products
# would not fit into the sixteen bits that processors without VNNI have for them.
WEIGHT_STEPS = 63


@dataclass(frozen=True, slots=True)
class Inputs:
    """Token ids, their segments (0 question, 1 text) and mask: int64 (n, longest)."""

    ids: Tensor
    segments: Tensor
    mask: Tensor


class EightBits(nn.Linear):
    """A linear layer that, once `rounding` is set, computes as it will be shipped: with few
    bits a number. The gradient passes as if nothing were rounded."""

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounding:
            return super().forward(x)
        step = self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_STEPS
        weight = _straight(self.weight, torch.round(self.weight.detach() / step) * step)
        seen = x.detach().float()
        apart = seen.abs().amax(-1, keepdim=True).clamp(min=1e-9) / 127  # for each token
        rounded = torch.round(seen / apart) * apart
        return nn.functional.linear(_straight(x, rounded.to(x.dtype)), weight, self.bias)


def _straight(exact: Tensor, rounded: Tensor) -> Tensor:
    """`rounded`, with the gradient of `exact`."""
    return exact + (rounded - exact).detach()


class ReaderNetwork(nn.Module):
    """Logits that a sentence answers, float32 (n,), and that the answer begins and ends at
    a token, float32 (n, tokens, 2)."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.body = body
        _use_eight_bits(body.encoder)
        self.answers = nn.Linear(_HIDDEN_SIZE, 1)
        self.ends = nn.Linear(_HIDDEN_SIZE, 2)
        # The word table stays as the encoder learnt it: it is two thirds of all weights, and
        # the few texts here would move only the words they hold.
        body.embeddings.requires_grad_(False)

    def forward(self, inputs: Inputs) -> tuple[Tensor, Tensor]:
        # In bfloat16 where the processor is made for it, with a third of the time left.
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16_is_faster()):
            hidden = self.body(
                input_ids=inputs.ids, attention_mask=inputs.mask, token_type_ids=inputs.segments
            ).last_hidden_state
        hidden = hidden.float()
        return self.answers(hidden[:, 0]).squeeze(-1), self.ends(hidden)

    def round(self) -> None:
        """From now on compute with the few bits a number that the shipped model has."""
        for module in self.body.encoder.modules():
            if isinstance(module, EightBits):
                module.rounding = True

    def groups(self, body_rate: float, head_rate: float) -> list[dict[str, object]]:
        """Parameter groups for an optimiser: the body, and the two new heads."""
        heads = [*self.answers.parameters(), *self.ends.parameters()]
        body = [p for p in self.body.parameters() if p.requires_grad]
        return [
            {"params": body, "lr": body_rate, "rate": body_rate},
            {"params": heads, "lr": head_rate, "rate": head_rate},
        ]

    def save(self, path: Path) -> None:
        """Write all weights in float32; `path` is the old file or all of the new one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {name: tensor.contiguous() for name, tensor in self.state_dict().items()}
        with put_whole(path) as beside:
            save_file(state, beside)


def _use_eight_bits(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            layer = EightBits(child.in_features, child.out_features)
            layer.weight, layer.bias = child.weight, child.bias
            setattr(module, name, layer)
        else:
            _use_eight_bits(child)


def from_encoder(folder: Path = ENCODER) -> ReaderNetwork:
    """The bundled encoder's transformer with untrained heads."""
    # The fused attention has a slow gradient in bfloat16: eager takes a fifth of its time.
    config = BertConfig.from_pretrained(str(folder), dtype="float32", attn_implementation="eager")
    body = BertModel(config, add_pooling_layer=False)
    weights = {
        name: tensor.float() for name, tensor in load_file(folder / "model.safetensors").items()
    }
    body.load_state_dict(
        {k: v for k, v in weights.items() if not k.startswith("pooler.")}, strict=False
    )
    return ReaderNetwork(body)


def load(path: Path) -> ReaderNetwork:
    """The reader saved at `path`: a training run's file, or the folder that is shipped."""
    network = from_encoder()
    if path.is_dir():
        shipped = load_file(path / "model.safetensors")
        state = {
            name if name.startswith(("answers.", "ends.")) else f"body.{name}": tensor.float()
            * shipped.get(f"{name}.scale", torch.ones(()))
            for name, tensor in shipped.items()
            if not name.endswith(".scale")
        }
        network.load_state_dict(state)
    else:
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
