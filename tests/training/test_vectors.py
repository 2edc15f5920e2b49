"""Axes of event vectors, learnt from points made up here."""

from typing import Any

import numpy as np
import pytest

from training.reader.vectors import AXES, discriminants, ranking

WIDTH = 8
TELLING = 5
"""The one coordinate in which chains differ; all others are noise, and louder."""


def points(seed: int = 0, chains: int = 40, each: int = 6) -> tuple[Any, list[str]]:
    """Return mentions of chains that only the TELLING coordinate tells apart."""
    chance = np.random.default_rng(seed)
    found = chance.normal(scale=5.0, size=(chains * each, WIDTH))
    places = np.repeat(chance.normal(scale=3.0, size=chains), each)
    found[:, TELLING] = places + chance.normal(scale=0.1, size=len(places))
    return found, [f"chain {number // each}" for number in range(len(places))]


def test_the_first_axis_is_the_one_that_tells_chains_apart() -> None:
    """Noise, however loud, has little part in it; axes are as many as coordinates, at most."""
    axes = discriminants(*points())
    assert (WIDTH, WIDTH) == axes.shape
    assert np.abs(axes[0] / np.linalg.norm(axes[0]))[TELLING] > 0.99


def test_there_are_no_more_axes_than_asked_for() -> None:
    """Of many coordinates only the best axes are kept."""
    chance = np.random.default_rng(2)
    features = chance.normal(size=(300, AXES + 20))
    assert (AXES, AXES + 20) == discriminants(features, [str(n // 3) for n in range(300)]).shape


def test_the_names_of_chains_do_not_matter() -> None:
    """Only which mentions share a chain does."""
    features, chains = points()
    renamed = [f"{chain[::-1]}!" for chain in chains]
    assert np.array_equal(discriminants(features, chains), discriminants(features, renamed))


def test_axes_rank_pairs_that_were_not_seen() -> None:
    """On chains that taught nothing, cosines along the axes rank better than raw ones."""
    axes = discriminants(*points())
    features, chains = points(seed=1)
    assert ranking(features, chains) < 0.7
    assert ranking(features @ axes[:1].T, chains) < ranking(_circle(features @ axes[0]), chains)
    assert ranking(features @ axes.T, chains) > ranking(features, chains) + 0.05


def _circle(line: Any) -> Any:
    """Bend a line to a part of a circle, where cosine is a matter of distance."""
    angle = line / np.abs(line).max() * np.pi / 2
    return np.column_stack([np.cos(angle), np.sin(angle)])


@pytest.mark.parametrize(
    "chains, expected",
    [(["a", "a", "b", "b"], 1.0), (["a", "b", "b", "a"], 0.25), (["a", "b", "a", "b"], 0.25)],
)
def test_ranking(chains: list[str], expected: float) -> None:
    """The share of pairs of one chain and of two that stand in the right order."""
    angles = np.array([0.0, 0.1, 1.0, 1.25])
    vectors = np.column_stack([np.cos(angles), np.sin(angles)])
    assert pytest.approx(expected) == ranking(vectors, chains)


def test_length_does_not_matter() -> None:
    """Cosines compare directions; a vector of nothing is no error."""
    features, chains = points(seed=3)
    scaled = features * np.random.default_rng(4).uniform(0.1, 9.0, size=(len(features), 1))
    assert pytest.approx(ranking(features, chains)) == ranking(scaled, chains)
    features[0] = 0.0
    assert 0.0 <= ranking(features, chains) <= 1.0


def test_chance_ranks_half() -> None:
    """Vectors that know nothing of chains rank half of the pairs rightly."""
    vectors = np.random.default_rng(5).normal(size=(400, WIDTH))
    chains = [str(number % 20) for number in range(400)]
    assert pytest.approx(0.5, abs=0.02) == ranking(vectors, chains)


@pytest.mark.parametrize("chains", [["a", "a"], ["a", "b"]])
def test_nothing_to_rank_is_nothing_ranked(chains: list[str]) -> None:
    """Without pairs of both kinds there is no share."""
    assert 0.0 == ranking(np.eye(2), chains)
