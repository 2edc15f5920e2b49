"""Reported values -> the value that is shown, by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.made import DAY, deaths, filler, shuffled, told
from watchfloor import model
from watchfloor.errors import InputError
from watchfloor.fuse.corroborate import Credibility, Sources
from watchfloor.fuse.incidents import incident_id
from watchfloor.fuse.settle import Ruling, settle
from watchfloor.model import (
    ONLY_COUNTRY,
    Casualty,
    CasualtyKind,
    Count,
    DatePrecision,
    EventDate,
    EventPlace,
    PlacePrecision,
    Standing,
    Status,
    Victim,
)


def toll(count: Count | None) -> tuple[int | None, int | None, int | None] | None:
    """Return the bounds of a count."""
    return (count.low, count.best, count.high) if count else None


def test_conflicting_tolls_are_kept_and_settled() -> None:
    """3 says A, 5 say B and C: low 3, best 5, high 5, and all stand there with who said it."""
    found = settle(
        "a",
        [
            told("a", source="A", dead=deaths(3)),
            told("b", source="B", dead=deaths(5)),
            told("c", source="C", dead=deaths(5)),
        ],
    )
    assert (3, 5, 5) == toll(found.dead)
    assert ["A", "B", "C"] == [one.source for one in found.reported["dead"]]
    assert [3, 5, 5] == [one.best for one in found.reported["dead"]]
    assert incident_id("a") == found.id
    assert 3 == found.independent_sources


def test_a_later_report_outweighs_an_earlier_one() -> None:
    """Of two sources the one of six days later is shown; the bounds keep both."""
    early = told("a", source="A", dead=deaths(2))
    late = told("b", day=6, source="B", dead=deaths(7))
    assert (2, 7, 7) == toll(settle("a", [early, late]).dead)


def test_copies_have_one_vote() -> None:
    """Ten copies of "9 dead" lose against two sources that say 4."""
    wire = [
        told(f"w{place}", source=f"P{place}", copy_group="wire", is_copy=place > 0)
        for place in range(10)
    ]
    wire = [replace(one, event=replace(one.event, dead=deaths(9))) for one in wire]
    others = [told(name, source=name, dead=deaths(4)) for name in ("x", "y")]
    found = settle("w0", [*wire, *others])
    assert (4, 4, 9) == toll(found.dead)
    assert (3, 9) == (found.independent_sources, found.copies)


def test_a_source_votes_by_its_latest_word() -> None:
    """An outlet that raises its toll counts once, with the new one."""
    found = settle("a", [told("a", dead=deaths(2)), told("b", day=1, dead=deaths(6))])
    assert ((6, 6, 6), 1) == (toll(found.dead), found.independent_sources)


def test_a_corrected_value_stays_visible_and_has_no_vote() -> None:
    """What a newer revision replaces is shown as superseded."""
    found = settle(
        "a",
        [
            told("a", source="A", dead=deaths(30), superseded=True),
            told("b", source="A", dead=deaths(3)),
        ],
    )
    assert (3, 3, 3) == toll(found.dead)
    standing = {one.best: one.standing for one in found.reported["dead"]}
    assert {30: Standing.SUPERSEDED, 3: Standing.COUNTS} == standing


def test_an_end_that_no_text_closes_stays_open() -> None:
    """At least 17 is 17 and more, until another gives as many; up to 20 is 20 and fewer."""
    least = told("a", source="A", dead=deaths(None, least=17))
    assert (17, 17, None) == toll(settle("a", [least]).dead)
    fewer = told("b", source="B", day=1, dead=deaths(9))
    assert (9, 9, None) == toll(settle("a", [least, fewer]).dead)
    more = told("c", source="C", day=2, dead=deaths(21))
    assert (9, 21, 21) == toll(settle("a", [least, fewer, more]).dead)
    most = replace(deaths(20), low=None, best=None)
    assert (None, 20, 20) == toll(settle("a", [told("a", dead=most)]).dead)
    none = told("d", source="D", day=1, dead=deaths(0))
    assert (0, 0, None) == toll(settle("a", [least, none]).dead)


def test_an_open_end_stays_open_by_the_kind_of_people() -> None:
    """At least five civilians: the same in `casualties`."""
    five = Casualty.inferred(
        low=5, best=None, high=None, kind=CasualtyKind.DEAD, of=Victim.CIVILIAN
    )
    (found,) = settle("a", [told("a", casualties=(five,))]).casualties
    assert (5, 5, None) == (found.low, found.best, found.high)


def test_silence_is_no_zero() -> None:
    """A report that gives no toll has no vote on it."""
    found = settle("a", [told("a", source="A"), told("b", source="B", dead=deaths(2))])
    assert (2, 2, 2) == toll(found.dead)
    assert settle("a", [told("a")]).dead is None


def test_what_did_not_happen_is_not_settled() -> None:
    """A denied event is no testimony."""
    with pytest.raises(InputError, match="event a is denied"):
        settle("a", [told("a", status=Status.DENIED)])
    with pytest.raises(InputError, match="founding chain z has no event among 1"):
        settle("z", [told("a")])


def test_an_incident_without_support_stays() -> None:
    """All reports withdrawn: unsupported, no source, credibility unknown, values still there."""
    found = settle("a", [told("a", dead=deaths(2), withdrawn=True)])
    assert ("unsupported", 0, 6) == (found.review, found.independent_sources, found.credibility)
    assert [Standing.WITHDRAWN] == [one.standing for one in found.reported["dead"]]


def test_a_withdrawn_report_stops_voting() -> None:
    """The other report alone is shown."""
    found = settle(
        "a",
        [
            told("a", source="A", dead=deaths(80), withdrawn=True),
            told("b", source="B", dead=deaths(3)),
        ],
    )
    assert ((3, 3, 3), None) == (toll(found.dead), found.review)


def test_a_person_sets_a_value() -> None:
    """It is shown instead of the settled one; what was reported stays."""
    by_hand = Count.inferred(low=4, best=4, high=4)
    ruling = Ruling(set={"dead": by_hand}, credibility=Credibility(1, "seen by our own staff"))
    found = settle("a", [told("a", dead=deaths(9))], None, ruling)
    assert (by_hand, 1, 9) == (found.dead, found.credibility, found.reported["dead"][0].best)
    with pytest.raises(InputError, match="no value can be set for id"):
        settle("a", [told("a")], None, Ruling(set={"id": "x"}))


def test_words_date_an_event_before_what_is_inferred() -> None:
    """A week inferred from publication loses against a day in words."""
    week = EventDate.inferred(
        from_=DAY - timedelta(days=9), to=DAY - timedelta(days=2),
        precision=DatePrecision.RANGE, rule="undated",
    )  # fmt: skip
    found = settle("a", [told("a", source="A", date=week), told("b", source="B")])
    assert found.date
    assert (DAY, DAY, None) == (found.date.from_, found.date.to, found.date.text)
    assert found.date.rule.startswith("settled: fits 1 of 1")


def place(name: str, precision: PlacePrecision, number: int) -> EventPlace:
    """Return a place in Iraq."""
    return EventPlace.inferred(
        score=0.9, name=name, lat=34.0, lon=43.0, geonames_id=number, country="IRQ",
        admin1=None, precision=precision, radius_km=5.0, rule="made",
    )  # fmt: skip


def test_the_finest_place_that_fits_most_is_shown() -> None:
    """A town that fits the country two sources name beats the country, and a lone other town."""
    spots = [
        place("Iraq", PlacePrecision.COUNTRY, 1),
        place("Iraq", PlacePrecision.COUNTRY, 1),
        place("Ash", PlacePrecision.TOWN, 2),
        place("Ash", PlacePrecision.TOWN, 2),
        place("Birch", PlacePrecision.TOWN, 3),
    ]
    given = [
        told(f"t{number}", source=f"S{number}", event_loc=spot) for number, spot in enumerate(spots)
    ]
    found = settle("t0", given).event_loc
    assert found
    assert ("Ash", None) == (found.name, found.start)


def test_the_only_country_of_a_text_counts_where_no_vote_has_more() -> None:
    """What a source tells later without a place is set in its text's country, and moves no town."""
    country = replace(place("Iraq", PlacePrecision.COUNTRY, 1), rule=ONLY_COUNTRY)
    given = [
        told("a", source="S", event_loc=place("Ash", PlacePrecision.TOWN, 2)),
        told("b", source="S", day=4, event_loc=country),
    ]
    found = settle("a", given).event_loc
    assert found
    assert "Ash" == found.name
    alone = settle("b", given[1:]).event_loc
    assert alone
    assert "Iraq" == alone.name


def test_parties_are_named_once() -> None:
    """One entity under two names is one actor; nobody's spans are mixed with another text's."""
    given = [
        told("a", source="A", actor=(filler("the Brigade", entity="brigade"),)),
        told("b", source="B", actor=(filler("Brigade men", entity="brigade"),)),
        told("c", source="C", actor=(filler("gunmen"),)),
    ]
    found = settle("a", given)
    assert [("brigade", None), ("gunmen", None)] == [(one.name, one.start) for one in found.actor]


BOUNDS = st.sampled_from([(3, 3, 3), (7, 7, 7), (5, None, None), (None, None, 6), (2, None, 9)])


@given(st.lists(BOUNDS, min_size=1, max_size=6))
def test_bounds_rise_whatever_is_open(rows: list[tuple[int | None, ...]]) -> None:
    """Of any mixture of numbers, "at least" and "at most" the known bounds rise."""
    given = [
        told(f"t{place}", source=f"S{place}", dead=Count.inferred(low=low, best=best, high=high))
        for place, (low, best, high) in enumerate(rows)
    ]
    found = toll(settle("t0", given).dead)
    assert found
    known = [value for value in found if value is not None]
    assert known == sorted(known)


@given(st.integers(0, 99), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1))
def test_settling_does_not_depend_on_the_order(seed: int, rows: list[tuple[int, int]]) -> None:
    """Any permutation of the testimonies gives the same incident, with low <= best <= high."""
    made = [
        told(f"t{number:03d}", day=day, source=f"S{dead % 3}", dead=deaths(dead))
        for number, (dead, day) in enumerate(rows)
    ]
    found = settle("t000", made)
    assert found == settle("t000", shuffled(made, seed))
    assert found.dead
    low, best, high = toll(found.dead) or (None, None, None)
    assert low is not None
    assert best is not None
    assert high is not None
    assert low <= best <= high
    assert date(2030, 5, 6) == DAY


def test_known_owners_make_one_source() -> None:
    """Two outlets of one owner are one source."""
    owners = Sources(owners={"A": ["press-house"], "B": ["press-house"]})
    given = [told("a", source="A"), told("b", source="B")]
    assert (1, 3) == (
        settle("a", given, owners).independent_sources,
        settle("a", given, owners).credibility,
    )


def in_one_text(one: model.Testimony, other: model.Testimony) -> list[model.Testimony]:
    """Return two reports with the second further down in the text of the first."""
    anchor = model.Scored(text="raid", start=40, end=44, score=0.9)
    event = replace(other.event, document_id=one.event.document_id, anchor=anchor)
    return [one, replace(other, event=event, copy_group=one.copy_group)]


OBSERVATORY, MILITIA = (filler("observatory"),), (filler("militia"),)


def test_numbers_that_one_text_sets_beside_each_other_span_low_and_high() -> None:
    """An observatory says at least 22, a militia one: both are in the bounds, the first is best."""
    first = told("a", dead=deaths(None, least=22), attributed_to=OBSERVATORY)
    found = settle("a", in_one_text(first, told("b", dead=deaths(1), attributed_to=MILITIA)))
    assert ((1, 22, None), 1) == (toll(found.dead), found.independent_sources)


def test_who_counts_other_people_or_names_no_speaker_moves_no_bound() -> None:
    """Three children among the dead, a number in passing, what another text said days before."""
    first = told("a", dead=deaths(12), attributed_to=OBSERVATORY)
    three = Casualty.inferred(low=3, best=3, high=3, kind=CasualtyKind.DEAD, of=Victim.CHILD)
    children = told("b", dead=deaths(3), attributed_to=MILITIA, casualties=(three,))
    again = told("b", dead=deaths(3), attributed_to=OBSERVATORY)
    for other in (children, told("b", dead=deaths(3)), again):
        assert (12, 12, 12) == toll(settle("a", in_one_text(first, other)).dead)
    early = told("b", day=-1, dead=deaths(3), attributed_to=MILITIA)
    assert (12, 12, 12) == toll(settle("a", [first, replace(early, copy_group="doc-a")]).dead)
