"""What a decision is worth: written by hand, and an order that is total."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import Status
from watchfloor.model.worth import DECIMALS, Signs, worth

CALM = Signs(score=1.0, status=Status.ACTUAL, sources=3)


@pytest.mark.parametrize(
    "signs, uncertainty, consequence",
    [
        (CALM, 0.25, 1.0),  # sure, three sources: 1/4
        (Signs(score=0.5, status=Status.ACTUAL), 1.0, 1.0),  # a coin: nothing else is needed
        (Signs(score=0.9, status=Status.ACTUAL), 0.68, 1.0),  # 1 - .64 x .5
        (Signs(score=1.0, status=Status.ACTUAL, sources=3, disputes=1), 0.625, 1.0),
        (Signs(score=1.0, status=Status.ACTUAL, sources=3, dead=3), 0.25, 3.0),
        (Signs(score=1.0, status=Status.ACTUAL, sources=3, dead=2, injured=4), 0.25, 3.0),
        (Signs(score=1.0, status=Status.THREATENED, sources=3, dead=3), 0.25, 1.5),
        (Signs(score=1.0, status=Status.DENIED, sources=0), 1.0, 0.2),
    ],
)
def test_the_formula_by_hand(signs: Signs, uncertainty: float, consequence: float) -> None:
    """Uncertainty and consequence are what the module's formula says, worth their product."""
    found = worth(signs)
    assert (uncertainty, consequence) == (found.uncertainty, found.consequence)
    assert found.value == pytest.approx(uncertainty * consequence, abs=10**-DECIMALS)


SIGNS = st.builds(
    Signs,
    score=st.floats(0, 1),
    status=st.sampled_from(Status),
    dead=st.integers(0, 10_000),
    injured=st.integers(0, 10_000),
    sources=st.integers(0, 500),
    disputes=st.integers(0, 6),
)


@given(SIGNS)
def test_it_is_never_negative_and_unsure_is_at_most_one(signs: Signs) -> None:
    """Uncertainty lies in 0..1, worth is no less than nothing."""
    found = worth(signs)
    assert 0 <= found.uncertainty <= 1
    assert found.value >= 0


@given(SIGNS)
def test_more_dead_less_sources_more_disputes_are_worth_no_less(signs: Signs) -> None:
    """Each sign moves the worth in its own direction only."""
    base = worth(signs).value
    assert worth(replace(signs, dead=signs.dead + 1)).value >= base
    assert worth(replace(signs, sources=signs.sources + 1)).value <= base
    assert worth(replace(signs, disputes=signs.disputes + 1)).value >= base
