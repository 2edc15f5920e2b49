"""Weeks with the means before them and the band they fall in."""

from datetime import date, timedelta
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.analyse.observed import happened, published
from watchfloor.analyse.periods import Period, mondays
from watchfloor.analyse.weekly import band, mean_before, weekly

MONDAY = date(2030, 1, 7)


def test_a_week_counts_accepted_and_unreviewed_apart() -> None:
    """Golden: two accepted and one unreviewed in the week, from Monday to Sunday."""
    day = MONDAY + timedelta(weeks=9)
    rows = [(day, day, True, ("A",)), (day, day, False, ("A",))]
    sunday = day + timedelta(days=6)
    rows.append((sunday, sunday, True, ("A",)))
    documents = published((MONDAY + timedelta(weeks=week), "A", 4) for week in range(10))
    (one,) = weekly(happened(rows), documents, Period(day, day))
    assert (2, 1, 3, 4, False) == (
        one.accepted,
        one.unreviewed,
        one.incidents,
        one.documents,
        one.thin,
    )
    assert (0.0, None) == (one.mean_4, one.mean_52)


def test_means_look_back_beyond_the_period() -> None:
    """The mean of the four weeks before is of weeks that are not shown."""
    days = [MONDAY + timedelta(weeks=week) for week in (6, 7, 8, 9)]
    rows = [(day, day, False, ("A",)) for day in days]
    documents = published((MONDAY + timedelta(weeks=week), "A", 4) for week in range(11))
    start = MONDAY + timedelta(weeks=10)
    (one,) = weekly(happened(rows), documents, Period(start, start))
    assert 1.0 == one.mean_4
    assert (0, 2) == (one.low, one.high)


def test_a_thin_week_is_marked() -> None:
    """Fewer than half of the usual documents: its silence is no calm."""
    numbers = [10, 10, 10, 4, 0]
    documents = published((MONDAY + timedelta(weeks=at), "A", n) for at, n in enumerate(numbers))
    found = weekly(happened([]), documents, Period(MONDAY, MONDAY + timedelta(weeks=4)))
    assert [False, False, False, True, True] == [one.thin for one in found]


def test_means_need_half_of_their_weeks() -> None:
    """One week is no mean of four."""
    assert mean_before([3], 4) is None
    assert 2.0 == mean_before([1, 3], 4)


def test_the_band_of_a_quiet_series_is_wide_enough_for_one() -> None:
    """Golden: after 52 weeks of nothing one incident is inside the band, by Jeffreys' half."""
    assert (0, 0) == band([0] * 52)
    assert (0, 1) == band([0] * 8)


def test_the_band_is_the_quantiles_of_its_negative_binomial() -> None:
    """Checked against a sum by binomial coefficients where the size is whole."""
    # mean 4, variance 8: size 4, success 1/2.
    from watchfloor.analyse.weekly import _quantiles

    total, low, high = 0.0, None, None
    for count in range(200):
        total += comb(count + 3, count) * 0.5**4 * 0.5**count
        low = count if low is None and total >= 0.05 else low
        high = count if high is None and total >= 0.95 else high
    assert (low, high) == _quantiles(4.0, 8.0)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_band_holds_its_mean(counts: list[int]) -> None:
    """The middle of the weeks lies inside, or below a heavy tail."""
    low, high = band(counts)
    assert 0 <= low <= high
    assert high >= sum(counts) / len(counts) * 0.5


def test_a_band_of_nothing_is_refused() -> None:
    """Without weeks there is no band."""
    with pytest.raises(ValueError, match="needs the counts"):
        band([])


def test_weeks_begin_on_monday() -> None:
    """A period of one Sunday is the week before it."""
    assert (MONDAY,) == mondays(Period(MONDAY + timedelta(days=6), MONDAY + timedelta(days=6)))


def test_a_period_runs_forwards() -> None:
    """A reversed period is refused."""
    with pytest.raises(ValueError, match="runs forwards"):
        Period(MONDAY, MONDAY - timedelta(days=1))


def test_means_and_band_are_of_the_sources_of_both() -> None:
    """Golden: what a source that has come, or gone, tells is in the bar and not in the means."""
    weeks = [MONDAY + timedelta(weeks=week) for week in range(31)]
    last = weeks[-1]
    gone = [(week, week, False, ("Gone",)) for week in weeks[:-1] for _ in range(3)]
    stays = [(week, week, False, ("Stays",)) for week in weeks[:-1]]
    now = [(last, last, False, ("Stays",)), (last, last, False, ("New",)), (last, last, True, ())]
    output = [(week, name, 2) for week in weeks[:-1] for name in ("Gone", "Stays")]
    output += [(last, "Stays", 2), (last, "New", 9)]
    documents = published(output)
    (one,) = weekly(happened([*gone, *stays, *now]), documents, Period(last, last))
    assert (3, 1, 1) == (one.incidents, one.sources, one.by_sources)
    assert (1.0, 1.0) == (one.mean_4, one.mean_52)
    assert one.high is not None
    assert one.high < 4
    (before,) = weekly(happened([*gone, *stays, *now]), documents, Period(weeks[-2], weeks[-2]))
    assert (4, 2, 4, 4.0) == (before.incidents, before.sources, before.by_sources, before.mean_4)


def test_an_incident_that_two_sources_tell_counts_once() -> None:
    """Reports are not incidents."""
    days = [MONDAY + timedelta(weeks=week) for week in range(10)]
    documents = published((day, name, 1) for day in days for name in ("A", "B"))
    rows = [(day, day, False, ("A", "B")) for day in days]
    (one,) = weekly(happened(rows), documents, Period(days[-1], days[-1]))
    assert (1, 2, 1, 1.0) == (one.incidents, one.sources, one.by_sources, one.mean_4)


def test_without_a_source_of_both_there_is_no_mean() -> None:
    """Another source before, or nothing read in the week: nothing to compare with."""
    days = [MONDAY + timedelta(weeks=week) for week in range(12)]
    rows = [(day, day, False, ("A",)) for day in days]
    documents = published(
        [*((day, "A", 1) for day in days[:10]), (days[10], "B", 1)],
    )
    for day in days[10:]:
        (one,) = weekly(happened(rows), documents, Period(day, day))
        assert (1, 0, None, None, None) == (
            *(one.incidents, one.sources, one.mean_4, one.mean_52, one.high),
        )


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sets(st.sampled_from("ABCD"))), min_size=1, max_size=40
    ),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("ABC")), max_size=60),
)
def test_the_means_are_what_counting_by_hand_gives(
    told: list[tuple[int, set[str]]], output: list[tuple[int, str]]
) -> None:
    """Against a count without arrays, week by week."""
    rows = [
        (MONDAY + timedelta(weeks=week), MONDAY + timedelta(weeks=week), False, tuple(names))
        for week, names in told
    ]
    documents = published((MONDAY + timedelta(weeks=week), name, 1) for week, name in output)
    begins = min((week for week, _ in output), default=0)
    for at in range(5, 21):
        day = MONDAY + timedelta(weeks=at)
        (one,) = weekly(happened(rows), documents, Period(day, day))
        before = range(max(at - 4, begins), at)
        held = {name for week, name in output if week == at}
        held &= {name for week, name in output if week in range(begins, at)}
        month = held & {name for week, name in output if week in before}
        assert len(held) == one.sources
        assert sum(week == at and bool(names & held) for week, names in told) == one.by_sources
        if month and len(before) > 1:
            n = sum(week in before and bool(names & month) for week, names in told)
            assert n / len(before) == pytest.approx(one.mean_4)
        else:
            assert one.mean_4 is None
