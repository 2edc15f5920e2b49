"""Claimed, blamed and told as fact are counted apart."""

from watchfloor.analyse.attribution import Attributed, Standing, strongest, tallies


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
