"""The match model's fit: logistic regression with a Gaussian prior."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

PRIORS = Path(__file__).parent / "priors.csv"
STEPS = 30


def priors() -> dict[str, tuple[float, float]]:
    """Return feature -> mean and precision of its prior."""
    lines = [line for line in PRIORS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {
        row["feature"]: (float(row["mean"]), float(row["precision"]))
        for row in csv.DictReader(lines)
    }


def fitted(x: Any, y: Any, names: Sequence[str], worth: Any) -> tuple[float, dict[str, float]]:
    """Return bias and weights of most posterior probability, by Newton's method.

    Args:
        x: features, (pairs, len(names)).
        y: 1 for one incident, 0 for two.
        names: of the columns.
        worth: the weight of each pair.
    """
    given = priors()
    mean = np.array([0.0, *(given[name][0] for name in names)])
    precision = np.array([1e-3, *(given[name][1] for name in names)])
    columns = np.hstack([np.ones((len(x), 1)), x]).astype(np.float64)
    weight = mean.copy()
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(columns @ weight, -30, 30)))
        slope = columns.T @ (worth * (y - chance)) - precision * (weight - mean)
        bend = (columns * (worth * chance * (1 - chance))[:, None]).T @ columns
        step = np.linalg.solve(bend + np.diag(precision), slope)
        weight += step
        if np.abs(step).max() < 1e-6:
            break
    return float(weight[0]), dict(zip(names, map(float, weight[1:]), strict=True))
