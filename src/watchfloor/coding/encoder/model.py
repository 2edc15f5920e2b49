"""The trained files of the reader: one ONNX graph, the small heads, and the fitted numbers.

ONNX Runtime runs one thread a process; a pool of processes uses the other cores. Nothing here looks
at more than one document: dynamic int8 takes its scale from the batch, so a batch that mixed texts
would make a coding depend on its neighbours.
"""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watchfloor import assets
from watchfloor.coding.encoder.wordpiece import WordPiece
from watchfloor.errors import AssetError
from watchfloor.model.frozen import dataclass

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

GRAPH, HEADS, FITTED = "reader", "reader-heads", "reader-fitted"
"""The assets: the graph, the heads, and what was fitted on tune after training."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that training made."""

    session: Any
    algebra: Any
    cutter: WordPiece
    heads: Mapping[str, Floats]
    fitted: Mapping[str, Any]

    def run(self, ids: Ints, mask: Ints, kinds: Ints) -> tuple[Floats, Floats]:
        """Return hidden states (windows, pieces, 384) and token logits of one batch."""
        hidden, logits = self.session.run(None, {"ids": ids, "mask": mask, "kinds": kinds})
        return hidden, logits

    def linear(self, name: str, x: Floats) -> Floats:
        """Return x times the weights of a head, plus its bias.

        ONNX Runtime does it rather than numpy, whose BLAS takes every core it finds, and need not
        give the same last digit with one thread as with two.
        """
        weights, bias = self.heads[f"{name}.weight"], self.heads[f"{name}.bias"]
        found: Floats = self.algebra.run(None, {"x": x, "weights": weights, "bias": bias})[0]
        return found


@cache
def installed() -> Model:
    """Return the model that comes with the package, read once a process.

    Raises:
        AssetError: a file is missing, damaged, or needs another version of this package.
    """
    heads = {
        name: np.frombuffer(data, kind).reshape(shape)
        for name, (kind, shape, data) in _heads().items()
    }
    return read(assets.verified_path(GRAPH), heads, assets.load(FITTED))


CPU = ["CPUExecutionProvider"]


def options() -> Any:
    """Return how ONNX Runtime runs a graph here: one thread, which waits asleep."""
    import onnxruntime  # noqa: PLC0415

    made = onnxruntime.SessionOptions()
    made.intra_op_num_threads = made.inter_op_num_threads = 1
    made.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return made


@assets.made_ready("reader-heads", of=(HEADS,))
def _heads() -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Return type, shape and bytes of each array, which are there packed."""
    arrays = unpacked(assets.load(HEADS))
    return {name: (one.dtype.str, one.shape, one.tobytes()) for name, one in arrays.items()}


def unpacked(heads: bytes) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the file of heads.

    Raises:
        AssetError: it is damaged.
    """
    from zipfile import BadZipFile  # noqa: PLC0415  (only who has no build waits for it)

    try:
        with np.load(io.BytesIO(heads), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (ValueError, KeyError, EOFError, BadZipFile) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> AssetError:
    return AssetError(f"the reader's model can't be read ({error}): install the package again")


def from_folder(folder: Path) -> Model:
    """Return the model that training wrote to a folder."""
    heads, fitted = ((folder / name).read_bytes() for name in ("reader-heads.npz", "reader.json"))
    return read(folder / "reader.onnx", heads, fitted)


Arrays = Mapping[str, npt.NDArray[Any]]


def read(graph: bytes | Path, heads: bytes | Arrays, fitted: bytes) -> Model:
    """Return the model of a graph, arrays and numbers; ONNX Runtime may read the graph's file.

    Raises:
        AssetError: the files are not of one model of this format.
    """
    import onnxruntime  # noqa: PLC0415  (a tenth of a second that only this coder pays)
    from onnxruntime.capi import onnxruntime_pybind11_state as wrong  # noqa: PLC0415

    chosen = options()
    try:
        given = graph if isinstance(graph, bytes) else str(graph)
        session = onnxruntime.InferenceSession(given, chosen, providers=CPU)
        words = session.get_modelmeta().custom_metadata_map["vocabulary"].split("\n")
        arrays = unpacked(heads) if isinstance(heads, bytes) else dict(heads)
        algebra = onnxruntime.InferenceSession(
            arrays.pop("linear.graph").tobytes(), chosen, providers=CPU
        )
        numbers = json.loads(fitted)
    except (
        *(ValueError, KeyError, RuntimeError),
        *(wrong.Fail, wrong.InvalidArgument, wrong.InvalidGraph, wrong.InvalidProtobuf),
        wrong.NoSuchFile,
    ) as error:
        raise _unreadable(error) from error
    cutter = WordPiece(dict(zip(words, range(len(words)), strict=True)))
    return Model(session, algebra, cutter, arrays, numbers)
