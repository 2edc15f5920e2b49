"""Heads of attribution held to plausible shares."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.attribution import MOST, odds, settled
from watchfloor.coding.encoder.encoded import Encoded

TEXT = "The mayor of Oslo told reporters by phone on Monday that nobody came to the old port."


def shares(encoded: Encoded) -> dict[str, float]:
    """Return the mean probability of being inside a span, by head."""
    return {head: float(1.0 - encoded.bio[head][:, 0].mean()) for head in MOST}


def test_what_is_plausible_stays() -> None:
    """A head that claims little keeps its probabilities to the last digit."""
    encoded = toys.painted(TEXT, source=["The mayor"], cue=["told"], content=["nobody came"])
    assert all(
        np.array_equal(settled(encoded).bio[head], encoded.bio[head])
        for head in MOST
        if shares(encoded)[head] <= MOST[head]
    )


def test_what_claims_everything_is_held_to_its_share() -> None:
    """A head that calls every word a source is lowered until its mean fits; order stays."""
    encoded = toys.painted(TEXT, source=[TEXT])
    held = settled(encoded)
    assert abs(shares(held)["source"] - MOST["source"]) < 0.01
    assert held.surplus > 0
    before, after = odds(encoded.bio["source"]), odds(held.bio["source"])
    assert all(np.diff(before)[np.abs(np.diff(after)) > 1e-3] * 1.0 != 0)


@given(st.integers(0, 30))
def test_probabilities_stay_probabilities(seed: int) -> None:
    """Rows sum to 1, and no head claims more than its share."""
    held = settled(toys.encoded(TEXT, toys.model(seed=seed)))
    for head, most in MOST.items():
        np.testing.assert_allclose(held.bio[head].sum(axis=-1), 1.0, atol=1e-5)
        assert shares(held)[head] <= most + 1e-3


@given(st.integers(0, 30))
def test_settling_twice_changes_nothing(seed: int) -> None:
    """What fits already is left alone."""
    once = settled(toys.encoded(TEXT, toys.model(seed=seed)))
    twice = settled(once)
    for head in MOST:
        np.testing.assert_allclose(once.bio[head], twice.bio[head], atol=1e-4)
