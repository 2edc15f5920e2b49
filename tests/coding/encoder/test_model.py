"""The trained files, whatever was trained: shapes, and refusals that say what to do."""

import io

import numpy as np
import pytest

from tests.coding.encoder import toys
from watchfloor.assets import load
from watchfloor.coding.encoder.anchors import FEATURES
from watchfloor.coding.encoder.encoded import encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import BIO_HEADS, CLAIM_KINDS, ROLES, TYPES
from watchfloor.coding.encoder.model import FITTED, GRAPH, HEADS, installed, read
from watchfloor.coding.encoder.wordpiece import CLS, PAD, SEP, UNKNOWN
from watchfloor.errors import AssetError

TEXT = "Gunmen killed three soldiers near Gao on Thursday, the army said."


def test_the_installed_model_fits_the_code() -> None:
    """Every head of the toy has its like in the installed model, with as many rows."""
    real, toy = installed().heads, toys.heads()
    assert {name for name in toy if not name.startswith("vector")} <= set(real)
    for name in ("kind", "mode", "status.3", "role.3", "claim.3", "relation.3", "root"):
        assert toy[f"{name}.bias"].shape == real[f"{name}.bias"].shape
    for name in ("distance", "apart", "group", "kind_of"):
        assert len(toy[f"{name}.weight"]) == len(real[f"{name}.weight"])
    assert {np.dtype(np.float32)} == {one.dtype for one in real.values()}


def test_the_vocabulary_is_berts() -> None:
    """Special pieces are there, and the first one pads."""
    known = installed().cutter.vocabulary
    assert {UNKNOWN, CLS, SEP, PAD} <= set(known)
    assert 0 == known[PAD]
    assert list(range(len(known))) == sorted(known.values())


def test_the_fitted_numbers_are_all_there() -> None:
    """Weights and thresholds for everything that is decided, thresholds within 0..1."""
    fitted = installed().fitted
    assert set(FEATURES) == set(fitted["accept"])
    assert set(ROLES) == set(fitted["roles"])
    bars = [fitted["believe"], fitted["mode"], fitted["name"]]
    bars += [*fitted["roles"].values(), *fitted["attribution"].values()]
    assert all(0.0 < bar < 1.0 for bar in bars)
    assert "@" not in fitted["version"]


def test_the_installed_model_encodes() -> None:
    """Real weights give distributions of the right shapes, finite all over."""
    model = installed()
    found = encode(toys.document(TEXT), model)
    assert found is not None
    for head in BIO_HEADS:
        np.testing.assert_allclose(1.0, found.bio[head].sum(-1), atol=1e-5)
    heads = Heads(model, found)
    spans = [(1, 2), (0, 4)]
    assert (2, len(TYPES)) == heads.types(heads.event(spans)).shape
    assert (2, len(CLAIM_KINDS)) == heads.claims(spans).shape
    assert np.isfinite(heads.roles([(1, 2, 3)], [(0, 1, 0), (2, 4, 3)], [(0, 0), (0, 1)])).all()
    assert np.isfinite(found.sums).all()


def test_linear_is_linear() -> None:
    """The graph of linear layers gives what numpy gives."""
    model = installed()
    weights, bias = model.heads["root.weight"], model.heads["root.bias"]
    x = np.random.default_rng(0).normal(size=(5, weights.shape[1])).astype(np.float32)
    np.testing.assert_allclose(x @ weights.T + bias, model.linear("root", x), atol=1e-4)


SHORT = (
    "Gunmen killed at least three soldiers near Gao on Thursday, the army said.",
    "Rockets were fired at the embassy in Baghdad.",
    "The government accused the rebels of burning two villages.",
    "Talks between the two sides ended without a deal.",
)
LONG = (
    "The rebels, who had left the town a week before under a truce that both sides had signed, "
    "returned at dawn with trucks and shelled the market, the army said."
)


def test_padding_changes_nothing_that_matters() -> None:
    """A window has nearly the same states alone and padded beside a longer one.

    Nearly: int8 takes its scale from the batch. The same window without its mask is far off.
    """
    likenesses, leaks = zip(*map(_padded, SHORT), strict=True)
    assert sum(likenesses) / len(likenesses) > 0.99
    assert max(leaks) < 0.9


def _padded(text: str) -> tuple[float, float]:
    """Return how alike a window's states are alone and padded, with the mask and without it."""
    model = installed()
    short, long = _pieces(text), _pieces(LONG)
    size = short.shape[1]
    ids = np.zeros((2, long.shape[1]), dtype=np.int64)
    ids[0, :size], ids[1] = short, long
    alone, _ = model.run(short, np.ones_like(short), np.zeros_like(short))
    found = []
    for mask in (ids > 0, ids >= 0):
        beside, _ = model.run(ids, mask.astype(np.int64), np.zeros_like(ids))
        one, other = alone[0].ravel(), beside[0, :size].ravel()
        found.append(float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other))))
    return found[0], found[1]


def _pieces(text: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    cut = installed().cutter.words(text, 0, len(text))
    return np.array([[101, *(piece for word in cut for piece in word.pieces), 102]])


def _empty() -> bytes:
    made = io.BytesIO()
    np.savez(made)
    return made.getvalue()


@pytest.mark.parametrize("broken", ["graph", "heads", "fitted", "other heads"])
def test_a_damaged_file_is_refused(broken: str) -> None:
    """Whichever file is not what it should be, the error says what to do."""
    files = {"graph": load(GRAPH), "heads": load(HEADS), "fitted": load(FITTED)}
    if broken == "other heads":
        files["heads"] = _empty()
    else:
        files[broken] = b"not a model"
    with pytest.raises(AssetError, match="install the package again"):
        read(**files)
