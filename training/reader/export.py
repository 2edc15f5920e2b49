"""Write a trained net as the files of the coder: one int8 ONNX graph, the small heads, the lists.

    python -m training.reader.export --net joint.pt --base MINILM --out FOLDER

The encoder is written out by hand, so that the graph holds nothing but the six layers (a traced
library model bakes the padding of its example in). Weights are int8 with one scale a column and
seven bits (`reduce_range`): without VNNI, eight bits overflow.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.reader.net import HIDDEN, Net
from training.reader.train import restored

HEADS = 12
WIDTH = HIDDEN // HEADS
FAR = -1e4


class Graph(nn.Module):  # type: ignore[misc]  # torch comes with `train`
    """MiniLM-L6 and the token heads: (ids, mask, kinds) -> (hidden states, token logits)."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.bert, self.tokens = net.bert, net.tokens

    def forward(self, ids: Any, mask: Any, kinds: Any) -> Any:
        """Return hidden states (b, s, 384) and logits (b, s, labels)."""
        parts = self.bert.embeddings
        places = parts.position_embeddings.weight[: ids.shape[1]]
        words = parts.word_embeddings(ids) + parts.token_type_embeddings(kinds)
        hidden = parts.LayerNorm(words + places[None])
        away = (1.0 - mask.float())[:, None, None, :] * FAR
        for layer in self.bert.encoder.layer:
            hidden = self._layer(layer, hidden, away)
        return hidden, self.tokens(hidden)

    def _layer(self, layer: Any, hidden: Any, away: Any) -> Any:
        one = layer.attention.self
        query, key, value = (
            part(hidden).view(hidden.shape[0], -1, HEADS, WIDTH).transpose(1, 2)
            for part in (one.query, one.key, one.value)
        )
        scores = query @ key.transpose(2, 3) * WIDTH**-0.5 + away
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(hidden.shape)
        out = layer.attention.output
        hidden = out.LayerNorm(out.dense(mixed) + hidden)
        inner = nn.functional.gelu(layer.intermediate.dense(hidden))
        return layer.output.LayerNorm(layer.output.dense(inner) + hidden)


def export(net: Net, vocabulary: Sequence[str], folder: Path, facts: dict[str, str]) -> None:
    """Write `reader.onnx` and `reader-heads.npz`; `facts` go into the graph's metadata."""
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    wide = folder / "reader.fp32.onnx"
    ids = torch.randint(1000, 2000, (2, 16))
    names = ("ids", "mask", "kinds")
    axes = {name: {0: "windows", 1: "pieces"} for name in (*names, "hidden", "logits")}
    torch.onnx.export(
        Graph(net),
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(wide),
        input_names=list(names),
        output_names=["hidden", "logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    words = {"vocabulary": "\n".join(vocabulary), **facts}
    entries = [onnx.StringStringEntryProto(key=key, value=value) for key, value in words.items()]
    quantised(onnx.load(wide), folder / "reader.onnx", entries)
    arrays: dict[str, Any] = {**heads(net), "linear.graph": _linear()}
    np.savez_compressed(folder / "reader-heads.npz", **arrays)


def quantised(wide: onnx.ModelProto, path: Path, facts: Iterable[Any]) -> onnx.ModelProto:
    """Write a graph with int8 weights, with these entries of metadata; return it."""
    quantize_dynamic(
        wide,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    model = onnx.load(path)
    model.metadata_props.extend(facts)
    onnx.save(model, path)
    return model


def _linear() -> np.ndarray:
    """Return the bytes of a graph that computes x times weights plus bias."""
    made = helper.make_graph(
        [helper.make_node("Gemm", ["x", "weights", "bias"], ["y"], transB=1)],
        "linear",
        [
            helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, ["n", "i"]),
            helper.make_tensor_value_info("weights", onnx.TensorProto.FLOAT, ["o", "i"]),
            helper.make_tensor_value_info("bias", onnx.TensorProto.FLOAT, ["o"]),
        ],
        [helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, ["n", "o"])],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    return np.frombuffer(model.SerializeToString(), dtype=np.uint8)


def heads(net: Net) -> dict[str, np.ndarray]:
    """Return the parameters of everything that is not in the graph, as float32."""
    return {
        name: value.detach().numpy().astype(np.float32)
        for name, value in net.state_dict().items()
        if not name.startswith(("bert.", "tokens."))
    }


def main(arguments: Sequence[str]) -> int:
    """Export one stage."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.export", description=__doc__)
    parser.add_argument("--net", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    net = Net(options.base)
    net.load_state_dict(restored(options.net, net))
    words = (options.base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    export(net, [word for word in words if word], options.out, {"labels": json.dumps({})})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
