"""Claimed, blamed and told as fact are counted apart."""

from datetime import date, timedelta

from watchfloor.analyse.attribution import (
    Attributed,
    Standing,
    strongest,
    tallies,
    weekly_tallies,
)


def row(actor: str, incident: str, standing: Standing, by: str | None = None) -> Attributed:
    """Return one report that names an actor."""
    return Attributed(actor=actor, incident=incident, standing=standing, by=by)


def test_an_incident_counts_once_under_its_strongest_word() -> None:
    """Golden: fact before blame; who blames is kept even so."""
    (one,) = tallies(
        [
            row("Front", "a", Standing.BLAMED, "Army"),
            row("Front", "a", Standing.FACT),
            row("Front", "b", Standing.BLAMED, "Army"),
            row("Front", "b", Standing.BLAMED, "Police"),
            row("Front", "c", Standing.CLAIMED),
        ]
    )
    assert (1, 1, 1, 0, 3) == (one.fact, one.claimed, one.blamed, one.suspected, one.incidents)
    assert ("Army", "Police") == one.blamed_by


def test_actors_come_by_number_then_name() -> None:
    """The order does not depend on that of the rows."""
    rows = [row("B", "x", Standing.FACT), row("A", "y", Standing.FACT)]
    assert ["A", "B"] == [one.actor for one in tallies(rows)]
    assert tallies(rows) == tallies(rows[::-1])


def test_nothing_has_no_strongest() -> None:
    """Of no standings there is none."""
    assert strongest([]) is None
    assert Standing.CLAIMED is strongest([Standing.SUSPECTED, Standing.CLAIMED])


def test_suspicion_is_apart_from_blame() -> None:
    """Who merely suspects is not told as one who blames."""
    (one,) = tallies(
        [row("Front", "a", Standing.BLAMED, "Army"), row("Front", "b", Standing.SUSPECTED, "Wire")]
    )
    assert (("Army",), ("Wire",)) == (one.blamed_by, one.suspected_by)


def test_incidents_count_in_the_week_in_which_they_began() -> None:
    """One of two reports counts once; a day that is too vague is in no week, and is told."""
    monday = date(2022, 1, 3)
    late = monday + timedelta(days=6)
    found = weekly_tallies(
        [
            (late, late, row("Front", "a", Standing.BLAMED, "Army")),
            (late, late, row("Front", "a", Standing.CLAIMED)),
            (late + timedelta(days=8), late + timedelta(days=8), row("Front", "b", Standing.FACT)),
            (monday, monday + timedelta(days=30), row("Front", "c", Standing.FACT)),
            (None, None, row("Other", "d", Standing.FACT)),
        ]
    )
    front = found["Front"]
    assert [(monday, 0, 1), (monday + timedelta(weeks=2), 1, 0)] == [
        (week, one.fact, one.claimed) for week, one in front.weeks
    ]
    assert 1 == front.undated
    assert ((), 1) == (found["Other"].weeks, found["Other"].undated)
    assert found["Other"] == found["Other"].whole()


def test_a_whole_series_has_the_weeks_of_silence() -> None:
    """Weeks between the first and the last without any incident are zeros."""
    days = [date(2022, 1, 3), date(2022, 1, 24)]
    rows = [(day, day, row("Front", str(day), Standing.FACT)) for day in days]
    found = weekly_tallies(rows)["Front"].whole()
    assert [1, 0, 0, 1] == [one.fact for _, one in found.weeks]
    assert {7} == {
        (after - before).days
        for (before, _), (after, _) in zip(found.weeks, found.weeks[1:], strict=False)
    }
