"""Quantise a written graph again, with the outliers of its activations evened out.

    python -m training.reader.outliers --model FOLDER --data dispatches/train.jsonl

Dynamic int8 has one scale for all activations of a product, and a few channels reach fifteen times
the median: what the others carry is rounded away. Such channels are divided by a factor before
their product, and the rows of its weights multiplied by it, so that the graph computes the same
and loses less (SmoothQuant, Xiao et al. 2023, with a factor for outliers alone). `FOLDER` is what
`training.reader.export` wrote; the factors come from every second text in ten, the loss that is
printed from the others.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from training.reader.export import quantised
from watchfloor.coding.encoder.encoded import encode
from watchfloor.coding.encoder.model import Floats, Model, from_folder
from watchfloor.pipeline import document_of

OVER = 2.0
"""A channel is an outlier if it reaches so many times the median channel: of 1, 1.5, 2 and 3 what
loses least (hidden states .097, .084, .077, .083 of their size; .128 without)."""

EVERY = 5
Batch = Mapping[str, npt.NDArray[Any]]


class Recorder:
    """A session that remembers what it was given."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.batches: list[Batch] = []

    def run(self, names: Any, given: Batch) -> Any:
        """Run the session."""
        self.batches.append(given)
        return self.session.run(names, given)


def batches(model: Model, texts: Sequence[str]) -> list[Batch]:
    """Return the windows that the coder runs for some texts."""
    recorder = Recorder(model.session)
    recording = replace(model, session=recorder)
    for text in texts:
        encode(document_of(text, published=None, source=None), recording)
    return recorder.batches


def session(graph: onnx.ModelProto) -> Any:
    """Return a session of one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    cpu = ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=cpu)


def products(graph: onnx.ModelProto) -> dict[str, list[str]]:
    """Return the weights that each activation is multiplied by."""
    known = {one.name for one in graph.graph.initializer}
    found: dict[str, list[str]] = defaultdict(list)
    for node in graph.graph.node:
        if node.op_type == "MatMul" and node.input[1] in known:
            found[node.input[0]].append(node.input[1])
    return dict(found)


def largest(wide: onnx.ModelProto, given: Sequence[Batch]) -> dict[str, Floats]:
    """Return the largest size of each channel of each activation that is multiplied."""
    watched = onnx.ModelProto()
    watched.CopyFrom(wide)
    known = {one.name for one in watched.graph.output}
    names = list(products(wide))
    watched.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        for name in names
        if name not in known
    )
    running = session(watched)
    found: dict[str, Floats] = {}
    for batch in given:
        for name, values in zip(names, running.run(names, batch), strict=True):
            most = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
            found[name] = np.maximum(found.get(name, most), most)
    return found


def evened(wide: onnx.ModelProto, most: Mapping[str, Floats], over: float) -> onnx.ModelProto:
    """Return a graph that computes the same, without channels over `over` times the median."""
    made = onnx.ModelProto()
    made.CopyFrom(wide)
    weights = {one.name: one for one in made.graph.initializer}
    waiting = {
        name: np.maximum(1.0, values / (over * np.median(values))).astype(np.float32)
        for name, values in most.items()
    }
    for name, held in products(wide).items():
        made.graph.initializer.append(numpy_helper.from_array(1 / waiting[name], f"{name}_even"))
        for one in held:
            larger = numpy_helper.to_array(weights[one]) * waiting[name][:, None]
            weights[one].CopyFrom(numpy_helper.from_array(larger, one))
    nodes: list[onnx.NodeProto] = []
    for node in made.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            name = node.input[0]
            if waiting.pop(name, None) is not None:
                given = [name, f"{name}_even"]
                nodes.append(helper.make_node("Mul", given, [f"{name}_evened"], f"{name}_mul"))
            node.input[0] = f"{name}_evened"
        nodes.append(node)
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    return made


def loss(wide: onnx.ModelProto, narrow: onnx.ModelProto, given: Sequence[Batch]) -> float:
    """Return how far hidden states are off, as a part of their size (root mean squares)."""
    exact, rough = session(wide), session(narrow)
    off = size = 0.0
    for batch in given:
        states = exact.run(["hidden"], batch)[0]
        off += float(np.square(rough.run(["hidden"], batch)[0] - states).sum())
        size += float(np.square(states).sum())
    return float(np.sqrt(off / size))


def main(arguments: Sequence[str]) -> int:
    """Write `reader.onnx` of a folder anew; print the loss before and after."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.outliers", description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="texts, as JSONL")
    options = parser.parse_args(arguments)
    rows = options.data.read_text(encoding="utf-8").splitlines()[::EVERY]
    texts = [str(json.loads(row)["text"]) for row in rows]
    model = from_folder(options.model)
    wide = onnx.load(options.model / "reader.fp32.onnx")
    before = onnx.load(options.model / "reader.onnx")
    seen, held_out = batches(model, texts[::2]), batches(model, texts[1::2])
    even = evened(wide, largest(wide, seen), OVER)
    after = quantised(even, options.model / "reader.onnx", before.metadata_props)
    print(f"hidden states off by {loss(wide, before, held_out):.4f}", end=" -> ")
    print(f"{loss(wide, after, held_out):.4f} of their size ({len(held_out)} windows)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
