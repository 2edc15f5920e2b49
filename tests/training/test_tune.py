"""What is fitted after training: regressions and thresholds, on numbers made up here."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.coding.encoder import toys
from training.reader.tune import _gold_fillers, _overlapping, regression, untuned

ROOT = Path(__file__).parents[2]


def drawn(weights: list[float], rows: int = 5000, seed: int = 1) -> tuple[Any, Any]:
    """Return rows with a bias, and answers drawn with the odds that the weights give."""
    chance = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), chance.normal(size=(rows, len(weights) - 1))])
    y = chance.random(rows) < 1 / (1 + np.exp(-x @ np.array(weights)))
    return x, y.astype(float)


@pytest.mark.parametrize("weights", [[0.0, 1.0], [-1.0, 2.0, 0.0], [2.0, -1.0, 0.5, 0.0]])
def test_a_regression_recovers_the_weights(weights: list[float]) -> None:
    """Of many answers drawn with known odds it finds the odds."""
    assert pytest.approx(weights, abs=0.2) == regression(*drawn(weights))


def test_a_regression_finds_a_sharp_boundary() -> None:
    """Where a threshold parts all answers weights stay finite, and even odds lie close to it."""
    place = np.linspace(-1, 1, 2001)
    bias, slope = regression(np.column_stack([np.ones_like(place), place]), place > 0.3)
    assert np.isfinite([bias, slope]).all()
    assert slope > 5
    assert pytest.approx(0.3, abs=0.01) == -bias / slope


def test_a_ridge_keeps_rare_features_small() -> None:
    """What was seen once has little weight, and what never varies in the answers none at all."""
    x = np.zeros((100, 3))
    x[:, 0] = 1.0
    x[0, 1] = 1.0
    y = np.zeros(100)
    y[:50] = 1.0
    _, once, never = regression(x, y)
    assert 0 < once < 1.5
    assert never == pytest.approx(0.0)


def test_the_bias_is_free() -> None:
    """Without features the probability is the share of the answers."""
    y = np.zeros(1000)
    y[:20] = 1.0
    (bias,) = regression(np.ones((1000, 1)), y)
    assert pytest.approx(0.02, abs=1e-4) == 1 / (1 + np.exp(-bias))


def test_untuned_numbers_are_those_of_the_toys() -> None:
    """A model that was not tuned yet has every number that the coder needs, and so has the toy."""
    assert toys.FITTED == untuned("toy")


def test_gold_fillers() -> None:
    """One span or several, by the names that our annotations give the roles."""
    event = {"actor": [{"start": 0, "end": 3}], "date": {"start": 5, "end": 9}, "by": []}
    assert [(0, 3)] == _gold_fillers(event, "actor")
    assert [(5, 9)] == _gold_fillers(event, "date")
    assert [] == _gold_fillers(event, "attributed_to")
    assert [(1, 2)] == _gold_fillers({"by": [{"start": 1, "end": 2}]}, "attributed_to")
    assert [] == _gold_fillers(event, "place")


@pytest.mark.parametrize(
    "gold, said, found",
    [
        ([], [(0, 3)], 0),
        ([(0, 3)], [], 0),
        ([(0, 3)], [(2, 5)], 1),
        ([(0, 3)], [(3, 5)], 0),
        ([(0, 3)], [(0, 1), (1, 3)], 1),
        ([(0, 2), (2, 4)], [(0, 4)], 1),
        ([(0, 2), (2, 4)], [(0, 4), (3, 4)], 2),
    ],
)
def test_overlapping_spans_are_matched_one_to_one(
    gold: list[tuple[int, int]], said: list[tuple[int, int]], found: int
) -> None:
    """A span that was said answers for one gold span at most."""
    assert found == _overlapping(gold, said)


def test_tuning_needs_no_torch() -> None:
    """Sets, tuning and vectors run where the product runs: torch is not imported."""
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import training.reader.sets, training.reader.tune, training.reader.vectors"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
