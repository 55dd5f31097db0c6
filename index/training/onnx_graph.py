"""Writes `model.onnx` beside a model's `model.safetensors`: the same network as an ONNX
graph, for everyday use without torch.

The graph holds no weights of its own: every tensor is an external reference into the
safetensors file (which is a header followed by raw tensors), cast to float32 once
when the session starts. So the two forms cannot drift apart, and the package carries
the weights once. `Graph` and `transformer` serve the reader of `qa/training` too. Only for
BERT models, which is what the bundled ones are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, checker, helper, save

OPSET = 20  # the first with Gelu
_TYPES = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT, "I8": TensorProto.INT8}


class Graph:
    """Collects nodes; every method adds one step and returns its output's name."""

    def __init__(self, weights: Path) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: list[TensorProto] = []
        self._rounded: dict[str, tuple[str, str]] = {}
        with weights.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            self._header = json.loads(file.read(size))
        self._file, self._data = weights.name, 8 + size

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def output(self, name: str, value: str) -> None:
        """Give a value the name of an output."""
        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def constant(self, name: str, values: list[float] | list[int], shape: list[int]) -> str:
        kind = TensorProto.INT64 if isinstance(values[0], int) else TensorProto.FLOAT
        self.initializers.append(helper.make_tensor(name, kind, shape, values))
        return name

    def weight(self, name: str) -> str:
        """A tensor of the safetensors file as float32."""
        return self.op("Cast", self.stored(name), to=TensorProto.FLOAT)

    def stored(self, name: str) -> str:
        """A tensor of the safetensors file in its own type."""
        entry = self._header[name]
        begin, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=_TYPES[entry["dtype"]], dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (
            ("location", self._file),
            ("offset", self._data + begin),
            ("length", end - begin),
        ):
            tensor.external_data.add(key=key, value=str(value))
        self.initializers.append(tensor)
        return name

    def rows(self, name: str, ids: str) -> str:
        """Rows of a table as float32: of one in half precision, or of one in int8 with a scale
        for each row (`name.scale`). Only the rows asked for are ever widened."""
        taken = self.op("Cast", self.op("Gather", self.stored(name), ids), to=TensorProto.FLOAT)
        if f"{name}.scale" not in self._header:
            return taken
        scale = self.op("Gather", self.stored(f"{name}.scale"), ids)
        return self.op("Mul", taken, self.op("Cast", scale, to=TensorProto.FLOAT))

    def linear(self, x: str, name: str) -> str:
        """A linear layer; one whose weight is in int8 with a scale for each row multiplies whole
        numbers, each token's vector being rounded to 127 steps on either side of zero."""
        # torch keeps a linear layer's weight as (out, in).
        if f"{name}.weight.scale" not in self._header:
            kernel = self.op("Transpose", self.weight(f"{name}.weight"), perm=[1, 0])
            return self.op("Add", self.op("MatMul", x, kernel), self.weight(f"{name}.bias"))
        rounded, step = self._in_steps(x)
        kernel = self.op("Transpose", self.stored(f"{name}.weight"), perm=[1, 0])
        product = self.op("MatMulInteger", rounded, kernel, "middle")
        flat = self.constant(f"{name}.flat", [-1], [1])
        scale = self.op("Reshape", self.weight(f"{name}.weight.scale"), flat)
        product = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), step)
        return self.op("Add", self.op("Mul", product, scale), self.weight(f"{name}.bias"))

    def _in_steps(self, x: str) -> tuple[str, str]:
        """Vectors as uint8 around 128, and the step of each. A step for all of them together
        would let what is beside a text change its reading."""
        if not self._rounded:
            self.initializers.append(helper.make_tensor("middle", TensorProto.UINT8, [], [128]))
            self.constant("one_step", [1.0], [])
            self.constant("row_axis", [-1], [1])
            self.constant("steps", [127.0], [1])
            self.constant("least", [1e-9], [1])
        if x not in self._rounded:  # query, key and value are made of the same
            most = self.op("ReduceMax", self.op("Abs", x), "row_axis", keepdims=1)
            step = self.op("Div", self.op("Add", most, "least"), "steps")
            steps = self.op("Div", x, step)
            self._rounded[x] = self.op("QuantizeLinear", steps, "one_step", "middle"), step
        return self._rounded[x]

    def norm(self, x: str, name: str, epsilon: float) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.op("LayerNormalization", x, scale, bias, epsilon=epsilon)


def write_graph(folder: Path) -> Path:
    """Write `folder/model.onnx` for the BERT encoder in `folder`; returns its path.

    Inputs: input_ids, attention_mask int64 (batch, length). Output: embedding float32
    (batch, d), unit rows.
    """
    config = json.loads((folder / "config.json").read_text("utf-8"))
    graph = Graph(folder / "model.safetensors")
    graph.output("embedding", _pooled(graph, transformer(graph, config)))
    width = int(config["hidden_size"])
    return write_model(
        graph,
        "sentence-encoder",
        ["input_ids", "attention_mask"],
        {"embedding": ["batch", width]},
        folder / "model.onnx",
    )


def write_model(
    graph: Graph, name: str, ids: list[str], outputs: dict[str, list[str | int]], path: Path
) -> Path:
    """Check and write a graph with int64 inputs (batch, length) and float32 outputs of the
    given shapes; returns its path."""

    def value(name: str, kind: int, shape: list[str | int]) -> ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    model: ModelProto = helper.make_model(
        helper.make_graph(
            graph.nodes,
            name,
            [value(each, TensorProto.INT64, ["batch", "length"]) for each in ids],
            [value(each, TensorProto.FLOAT, shape) for each, shape in outputs.items()],
            graph.initializers,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    save(model, path)
    checker.check_model(str(path))
    return path


def transformer(g: Graph, config: dict[str, object], *, segments: bool = False) -> str:
    """The last layer of a BERT body, float32 (batch, length, width).

    segments: whether there is an input token_type_ids; else all tokens are of segment 0.
    """
    width, heads = int(str(config["hidden_size"])), int(str(config["num_attention_heads"]))
    layers, epsilon = int(str(config["num_hidden_layers"])), float(str(config["layer_norm_eps"]))
    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)  # (b, n)

    zero, one = g.constant("zero", [0], [1]), g.constant("one", [1], [1])
    two = g.constant("two", [2], [1])
    kinds = g.weight("embeddings.token_type_embeddings.weight")
    length = g.op("Slice", g.op("Shape", "input_ids"), one, two)
    positions = g.op("Slice", g.weight("embeddings.position_embeddings.weight"), zero, length)
    kind = g.op("Gather", kinds, "token_type_ids") if segments else g.op("Slice", kinds, zero, one)
    words = g.rows("embeddings.word_embeddings.weight", "input_ids")
    x = g.norm(g.op("Add", g.op("Add", words, positions), kind), "embeddings.LayerNorm", epsilon)

    # Padding gets a score so low that softmax makes it zero.
    hidden = g.op("Sub", g.constant("one_float", [1.0], [1]), mask)
    hidden = g.op("Mul", hidden, g.constant("low", [-1e9], [1]))
    bias = g.op("Unsqueeze", hidden, g.constant("head_axes", [1, 2], [2]))  # (b, 1, 1, n)
    split = g.constant("split_heads", [0, 0, heads, width // heads], [4])
    joined = g.constant("join_heads", [0, 0, width], [3])
    scale = g.constant("scale", [(width / heads) ** -0.5], [1])

    for layer in range(layers):
        name = f"encoder.layer.{layer}"

        def head(part: str, order: list[int], x: str = x, name: str = name) -> str:
            projected = g.linear(x, f"{name}.attention.self.{part}")
            return g.op("Transpose", g.op("Reshape", projected, split), perm=order)

        query, key = head("query", [0, 2, 1, 3]), head("key", [0, 2, 3, 1])
        scores = g.op("Add", g.op("Mul", g.op("MatMul", query, key), scale), bias)
        seen = g.op("MatMul", g.op("Softmax", scores, axis=-1), head("value", [0, 2, 1, 3]))
        seen = g.op("Reshape", g.op("Transpose", seen, perm=[0, 2, 1, 3]), joined)
        seen = g.op("Add", g.linear(seen, f"{name}.attention.output.dense"), x)
        x = g.norm(seen, f"{name}.attention.output.LayerNorm", epsilon)
        inner = g.op("Gelu", g.linear(x, f"{name}.intermediate.dense"))
        inner = g.op("Add", g.linear(inner, f"{name}.output.dense"), x)
        x = g.norm(inner, f"{name}.output.LayerNorm", epsilon)
    return x


def _pooled(g: Graph, x: str) -> str:
    """Mean over the tokens, unit length: float32 (batch, width)."""
    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    one = "one"  # a constant of the transformer
    last = g.constant("last_axis", [-1], [1])
    weights = g.op("Unsqueeze", mask, last)
    total = g.op("ReduceSum", g.op("Mul", x, weights), one, keepdims=0)
    mean = g.op("Div", total, g.op("ReduceSum", mask, one, keepdims=1))
    return g.op("Div", mean, g.op("ReduceL2", mean, last, keepdims=1))
