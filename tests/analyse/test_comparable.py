"""Two periods are compared on the sources present in both, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.analyse.comparable import Change, change, weeks_of_record
from watchfloor.analyse.observed import Happened, Published, happened, published
from watchfloor.analyse.periods import Period

FIRST = date(2030, 1, 7)
NOW = Period(FIRST + timedelta(weeks=12), FIRST + timedelta(weeks=14, days=-1))
"""Two weeks, after twelve of record."""


def every_week(sources: dict[str, tuple[int, int]], weeks: int = 14) -> Published:
    """Return documents of sources: how many a week before NOW and in it."""
    return published(
        (FIRST + timedelta(weeks=week), name, numbers[week >= 12])
        for name, numbers in sources.items()
        for week in range(weeks)
        if numbers[week >= 12]
    )


def incidents(*days: tuple[int, str], accepted: bool = False) -> Happened:
    """Return incidents by day after FIRST and source."""
    return happened(
        (FIRST + timedelta(days=day), FIRST + timedelta(days=day), accepted, (source,))
        for day, source in days
    )


def test_rates_are_of_weeks_and_of_shared_sources() -> None:
    """A source that publishes only now adds nothing to what is compared."""
    documents = every_week({"Old": (10, 10), "New": (0, 50)})
    happening = incidents((57, "Old"), (58, "Old"), (85, "Old"), (86, "Old"), (87, "New"))
    found = change(happening, documents, NOW, 4)
    assert ("Old",) == found.sources
    assert (1.0, 0.5, 1.0) == (found.now, found.before, found.change)
    assert (10.0, 10.0, 4.0) == (found.documents_now, found.documents_before, found.weeks)


@pytest.mark.parametrize(
    "now, reason",
    [
        (13, None),
        (14, "documents of the shared sources went from 10.0 to 14.0 a week, by more than 30%"),
        (6, "documents of the shared sources went from 10.0 to 6.0 a week, by more than 30%"),
    ],
)
def test_a_shift_of_the_press_is_no_change(now: int, reason: str | None) -> None:
    """Beyond 30 % more or fewer documents no percentage is given, and the reason is."""
    found = change(incidents((60, "A"), (90, "A")), every_week({"A": (10, now)}), NOW, 4)
    assert reason == found.reason
    assert (found.change is None) == (reason is not None)


def test_fewer_than_eight_weeks_are_not_compared() -> None:
    """A record of seven weeks has nothing to compare with."""
    early = Period(FIRST + timedelta(weeks=5), FIRST + timedelta(weeks=7, days=-1))
    found = change(incidents((1, "A"), (36, "A")), every_week({"A": (10, 10)}, 7), early, 4)
    assert found.change is None
    assert "the record holds 7.0 weeks; a comparison needs 8" == found.reason


def test_no_source_in_both_is_said() -> None:
    """Where all sources are new, that is the reason."""
    found = change(incidents((90, "B")), every_week({"A": (10, 0), "B": (0, 10)}), NOW, 4)
    assert "no source published in both periods" == found.reason


def test_weeks_before_the_record_are_not_silence() -> None:
    """Of 52 weeks only those that the record reaches back to are the mean's."""
    found = change(incidents((1, "A"), (90, "A")), every_week({"A": (10, 10)}), NOW, 52)
    assert 12.0 == found.weeks
    assert found.before == pytest.approx(1 / 12)


def test_nothing_before_gives_no_percentage() -> None:
    """From zero there is no percentage, and no reason against comparing either."""
    found = change(incidents((90, "A")), every_week({"A": (10, 10)}), NOW, 4)
    assert (None, None, 0.0) == (found.change, found.reason, found.before)


def test_accepted_incidents_are_counted_apart() -> None:
    """Accepted ones are part of all, and stand beside them."""
    found = change(
        incidents((60, "A"), (90, "A"), accepted=True), every_week({"A": (10, 10)}), NOW, 4
    )
    assert (found.now, found.before) == (found.accepted_now, found.accepted_before) == (0.5, 0.25)


def test_an_empty_record_is_no_error() -> None:
    """Without documents there is nothing to say but that."""
    found = change(incidents(), published([]), NOW, 4)
    assert found.change is None
    assert found.reason is not None
    assert 0.0 == weeks_of_record(published([]), NOW.until)


def test_vague_dates_are_left_out_and_counted() -> None:
    """An incident that spreads over more than a week is in no week."""
    table = happened([(FIRST, FIRST + timedelta(days=7), False, ("A",)), (None, None, True, ())])
    assert (0, 2) == (table.day.size, table.undated)


@given(
    st.lists(st.tuples(st.integers(0, 97), st.sampled_from("AB")), max_size=20),
    st.integers(0, 20),
)
def test_the_order_of_rows_does_not_matter(days: list[tuple[int, str]], turn: int) -> None:
    """Whatever the order of incidents, the change is the same."""
    documents = every_week({"A": (10, 10), "B": (5, 6)})
    turned = days[turn:] + days[:turn]
    one: Change = change(incidents(*days), documents, NOW, 4)
    assert one == change(incidents(*turned), documents, NOW, 4)
