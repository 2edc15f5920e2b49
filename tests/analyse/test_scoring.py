"""Scores of probability forecasts and their CORP decomposition, by hand and by their properties."""

from itertools import pairwise
from math import inf, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.analyse.scoring import (
    Bin,
    brier,
    decomposed,
    interval,
    log_score,
    mean_score,
    recalibrated,
)
from watchfloor.errors import InputError

CASES = st.lists(
    st.tuples(st.integers(0, 20).map(lambda n: n / 20), st.booleans()), min_size=1, max_size=40
)
Given = list[tuple[float, bool]]


def columns(cases: Given) -> tuple[list[float], list[bool]]:
    """Return probabilities and outcomes."""
    return [p for p, _ in cases], [y for _, y in cases]


def test_brier_and_log_score_by_hand() -> None:
    """.7 of what came true costs .09 and -ln .7; of what did not .49 and -ln .3."""
    assert 0.09 == pytest.approx(brier(0.7, True))
    assert 0.49 == pytest.approx(brier(0.7, False))
    assert -log(0.7) == pytest.approx(log_score(0.7, True))
    assert -log(0.3) == pytest.approx(log_score(0.7, False))
    assert (0.0, 0.0) == (brier(1.0, True), log_score(1.0, True))
    assert inf == log_score(0.0, True)


def test_pools_by_hand() -> None:
    """Five forecasts: the second came true and the third did not, so they are one pool of .5."""
    found = recalibrated([0.1, 0.2, 0.3, 0.4, 0.5], [False, True, False, True, True])
    assert (Bin(1, 0.1, 0.1, 0.0), Bin(2, 0.2, 0.3, 0.5), Bin(2, 0.4, 0.5, 1.0)) == found


def test_decomposition_by_hand() -> None:
    """Score .27 = .17 miscalibration - .14 discrimination + .24 uncertainty; skill -.125."""
    found = decomposed([0.1, 0.2, 0.3, 0.4, 0.5], [False, True, False, True, True])
    assert (0.27, 0.17, 0.14, 0.24) == pytest.approx(
        (found.score, found.miscalibration, found.discrimination, found.uncertainty)
    )
    assert 1 - 0.27 / 0.24 == pytest.approx(found.skill)


def test_equal_forecasts_are_one_pool() -> None:
    """One word, one probability: its share is how often it came true, whatever the order."""
    assert (Bin(4, 0.675, 0.675, 0.75),) == recalibrated([0.675] * 4, [True, False, True, True])


def test_the_base_rate_has_no_skill_over_itself() -> None:
    """Saying the base rate each time is calibrated and knows nothing."""
    found = decomposed([0.25] * 4, [True, False, False, False])
    assert (0.0, 0.0) == pytest.approx((found.miscalibration, found.discrimination))
    assert 0.0 == pytest.approx(found.skill)


def test_no_skill_is_stated_where_everything_came_true() -> None:
    """The base rate, known afterwards, is perfect: there is nothing to save."""
    assert decomposed([0.9, 0.8], [True, True]).skill is None


def test_interval_by_hand() -> None:
    """Scores 0 and 1: mean .5, standard error .5, so .5 +- 1.645 * .5."""
    low, high = interval([0.0, 1.0]) or (0.0, 0.0)
    assert (0.5 - 0.8224268, 0.5 + 0.8224268) == pytest.approx((low, high))
    assert interval([0.3]) is None


@pytest.mark.parametrize(
    "probabilities, outcomes", [([], []), ([0.5], []), ([1.5], [True]), ([-0.1], [False])]
)
def test_what_is_no_forecast_is_refused(probabilities: list[float], outcomes: list[bool]) -> None:
    """No forecasts, no outcome for one, or a number that is no probability."""
    with pytest.raises(InputError):
        mean_score(probabilities, outcomes, brier)


@given(CASES)
def test_the_parts_add_up_and_none_is_negative(cases: Given) -> None:
    """Recalibration never scores worse than the forecasts or than the base rate."""
    found = decomposed(*columns(cases))
    total = found.miscalibration - found.discrimination + found.uncertainty
    assert isclose(found.score, total, abs_tol=1e-12)
    assert found.miscalibration >= -1e-12
    assert found.discrimination >= -1e-12


@given(CASES)
def test_pools_rise_and_hold_every_forecast(cases: Given) -> None:
    """Their shares rise, their ranges are apart, and they count everything once."""
    bins = recalibrated(*columns(cases))
    assert len(cases) == sum(one.count for one in bins)
    assert sum(y for _, y in cases) == pytest.approx(sum(one.count * one.share for one in bins))
    for before, after in pairwise(bins):
        assert before.share < after.share
        assert before.high < after.low


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_forecasts_does_not_matter(cases: Given, random: object) -> None:
    """Shuffled forecasts have the same pools and parts."""
    shuffled = list(cases)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = decomposed(*columns(cases)), decomposed(*columns(shuffled))
    assert one.bins == other.bins
    assert one.score == pytest.approx(other.score)


@given(st.lists(st.booleans(), min_size=2).filter(lambda ys: any(ys) and not all(ys)))
def test_who_knows_everything_has_all_skill(outcomes: list[bool]) -> None:
    """Probabilities of 0 and 1 that are right score 0, with skill 1."""
    found = decomposed([float(one) for one in outcomes], outcomes)
    assert (0.0, 1.0) == pytest.approx((found.score, found.skill))
