"""Speakers are scored from thirty forecasts on; until then there is a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.analyse.forecasters import LEAST, Resolved, forecasters, scored


def made(speaker: str, number: int, *, happened: bool, low: float, high: float) -> Resolved:
    """Return a resolved forecast."""
    return Resolved(
        forecast_id=f"{speaker}{number:03}",
        speaker=speaker,
        name=speaker.title(),
        low=low,
        high=high,
        happened=happened,
    )


def series(speaker: str, right: int, wrong: int) -> list[Resolved]:
    """Return forecasts of "likely" of which some came true."""
    outcomes = [True] * right + [False] * wrong
    return [made(speaker, n, happened=one, low=0.55, high=0.8) for n, one in enumerate(outcomes)]


def test_a_range_is_scored_at_its_middle_with_its_ends_beside() -> None:
    """Likely is .55 to .8, so .675: what came true costs .1056, at best .04, at worst .2025."""
    one = scored(made("ana", 1, happened=True, low=0.55, high=0.8))
    assert 0.675 == pytest.approx(one.probability)
    assert (0.105625, 0.04, 0.2025) == pytest.approx(one.brier)
    assert one.log[1] <= one.log[0] <= one.log[2]


def test_below_thirty_there_is_a_list_and_no_score() -> None:
    """Twenty-nine forecasts: each with its scores, no summary, no rank, one missing."""
    (one,) = forecasters(series("ana", 20, 9))
    assert (29, 1, None, None) == (len(one.forecasts), one.missing, one.summary, one.rank)


def test_from_thirty_on_speakers_are_ranked_by_skill() -> None:
    """Who is right two times in three with "likely" is better calibrated than who is never."""
    found = forecasters([*series("ben", 2, 28), *series("ana", 20, 10), *series("eve", 3, 2)])
    assert [("ana", 1), ("ben", 2), ("eve", None)] == [(one.speaker, one.rank) for one in found]
    ana = found[0].summary
    assert ana is not None
    assert (20 * 0.105625 + 10 * 0.455625) / 30 == pytest.approx(ana.brier)
    assert 2 / 3 * 1 / 3 == pytest.approx(ana.uncertainty)
    assert [20 / 30] == [one.share for one in ana.bins]


@given(st.permutations(series("ana", LEAST, 3) + series("ben", 5, 1)))
def test_the_order_of_resolving_does_not_matter(given_: list[Resolved]) -> None:
    """The same forecasts in any order give the same table."""
    assert forecasters(series("ana", LEAST, 3) + series("ben", 5, 1)) == forecasters(given_)
