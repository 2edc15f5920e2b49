"""Outliers evened out before int8, on a graph of one product."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("torch")

from onnx import helper, numpy_helper  # noqa: E402

from training.reader.export import quantised  # noqa: E402
from training.reader.outliers import OVER, evened, largest, loss, session  # noqa: E402

WIDTH, OUT, LOUD = 16, 8, 3
CHANCE = np.random.default_rng(0)
WEIGHTS = CHANCE.normal(size=(WIDTH, OUT)).astype(np.float32)
WEIGHTS[LOUD] *= 0.05
POINTS = CHANCE.normal(size=(40, WIDTH)).astype(np.float32)
POINTS[:, LOUD] *= 40.0
"""One channel is forty times as loud as the others, and little of it is heard."""


def graph() -> Any:
    """Return hidden = x times weights."""
    floats = onnx.TensorProto.FLOAT
    made = helper.make_graph(
        [helper.make_node("MatMul", ["x", "weights"], ["hidden"], "product")],
        "toy",
        [helper.make_tensor_value_info("x", floats, ["n", WIDTH])],
        [helper.make_tensor_value_info("hidden", floats, ["n", OUT])],
        [numpy_helper.from_array(WEIGHTS, "weights")],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    return model


def test_the_graph_computes_the_same() -> None:
    """What a channel is divided by its weights are multiplied by; what was given stays."""
    wide, given = graph(), [{"x": POINTS}]
    made = session(evened(wide, largest(wide, given), OVER)).run(["hidden"], given[0])[0]
    np.testing.assert_allclose(POINTS @ WEIGHTS, made, rtol=1e-4, atol=1e-3)
    assert graph().SerializeToString() == wide.SerializeToString()


def test_int8_loses_less(tmp_path: Path) -> None:
    """The other channels keep their digits, and the metadata of the graph goes along."""
    wide, given = graph(), [{"x": POINTS}]
    fact = onnx.StringStringEntryProto(key="vocabulary", value="a b")
    plain = quantised(wide, tmp_path / "plain.onnx", [fact])
    even = quantised(evened(wide, largest(wide, given), OVER), tmp_path / "even.onnx", [fact])
    assert loss(wide, even, given) < 0.8 * loss(wide, plain, given)
    assert ("vocabulary", "a b") in [(one.key, one.value) for one in even.metadata_props]
