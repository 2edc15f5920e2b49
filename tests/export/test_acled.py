"""The formats of ACLED and UCDP: what a row holds, and what is told to be lost."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from tests.export.conftest import PLACE, filler, make_incident
from watchfloor.export import acled, ucdp
from watchfloor.export.incident_graph import write_incident_graph
from watchfloor.export.losses import Losses
from watchfloor.model import Incident, MentionKind, PlacePrecision, Victim

PROVINCE = replace(PLACE, precision=PlacePrecision.PROVINCE)


def as_acled(rows: Iterable[Incident], **more: Any) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of an ACLED-like file and the lines of its loss report."""
    stream, losses = io.BytesIO(), Losses()
    acled.write_acled(iter(rows), stream, losses, **more)
    return _read(stream), list(losses.lines())


def as_ucdp(rows: Iterable[Incident]) -> tuple[list[dict[str, str]], list[str]]:
    """Return the same of a GED-like file."""
    stream, losses = io.BytesIO(), Losses()
    ucdp.write_ucdp(iter(rows), stream, losses)
    return _read(stream), list(losses.lines())


def _read(stream: io.BytesIO) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_a_row_has_the_31_columns_of_acled() -> None:
    """An attempted drone attack, by hand, cell by cell."""
    ((row,), lines) = as_acled([make_incident()])
    assert 31 == len(row) == len(set(acled.COLUMNS))
    assert ("WF-i1", "2022-01-06", "2022", "1") == tuple(
        row[name] for name in ("event_id_cnty", "event_date", "year", "time_precision")
    )
    assert ("Explosions/Remote violence", "Air/drone strike") == (
        row["event_type"],
        row["sub_event_type"],
    )
    assert ("Iraq", "Taji", "-33.5", "44.25", "1") == tuple(
        row[name] for name in ("country", "location", "latitude", "longitude", "geo_precision")
    )
    assert ("5", "'-Wire; Post") == (row["fatalities"], row["source"])
    assert {"status=attempted", "review=unreviewed"} <= set(row["tags"].split("; "))
    assert any("low and high of the dead" in line for line in lines)
    assert any(line.startswith("never filled: iso") for line in lines)


def test_notes_count_in_whole_words() -> None:
    """One source and one copy, two sources and no copies."""
    pairs = [(1, 1), (2, 0)]
    given = [
        replace(make_incident(), independent_sources=one, copies=other) for one, other in pairs
    ]
    rows, _ = as_acled(given)
    for row, words in zip(
        rows, ("1 independent source, 1 copy.", "2 independent sources, 0 copies."), strict=True
    ):
        assert row["notes"].endswith(f" {words}")


def test_no_toll_is_empty_and_not_nought() -> None:
    """Nobody gave a number, so there is none."""
    ((row,), _) = as_acled([make_incident(dead=None, casualties=())])
    assert "" == row["fatalities"]


def test_a_province_has_no_point_unless_centroids_are_asked_for() -> None:
    """Its middle would pass for the place of the attack."""
    ((row,), lines) = as_acled([make_incident(PROVINCE)])
    assert ("", "", "3") == (row["latitude"], row["longitude"], row["geo_precision"])
    assert any("--centroids" in line for line in lines)
    ((row,), _) = as_acled([make_incident(PROVINCE)], centroids=True)
    assert "44.25" == row["longitude"]


def test_what_acled_has_no_place_for_is_left_out_and_counted() -> None:
    """No country, no date, talks: each with its reason."""
    talks = make_incident(type="CONSULT", mode=(), identifier="i4")
    rows, lines = as_acled([make_incident(None), make_incident(date=None), talks, make_incident()])
    assert 1 == len(rows)
    assert any(line.startswith("left out 1: no country (") for line in lines)
    assert any(line.startswith("left out 1: no date as fine as a month (") for line in lines)
    assert any("no event type for CONSULT" in line for line in lines)


def test_a_ged_row_needs_a_death_and_an_organised_actor() -> None:
    """One-sided violence of a named group against civilians; without the dead there is no row."""
    named = filler("Gunmen", entity_id="g", name="Gunmen")
    ((row,), lines) = as_ucdp(
        [
            make_incident(actor=(named,)),
            make_incident(identifier="i2", dead=None, casualties=()),
            make_incident(identifier="i3", actor=()),
            make_incident(identifier="i4", type="PROTEST", mode=()),
        ]
    )
    assert 49 == len(row) == len(set(ucdp.COLUMNS))
    assert ("3", "Gunmen", "Civilians") == (row["type_of_violence"], row["side_a"], row["side_b"])
    assert ("3", "5", "5", "5", "0") == tuple(
        row[name] for name in ("low", "best", "high", "deaths_civilians", "deaths_unknown")
    )
    assert ("2", "1", "it") == (row["number_of_sources"], row["where_prec"], row["source_original"])
    assert {
        "left out 1: no death is reported (i2)",
        "left out 1: no organised actor is named (i3)",
        "left out 1: no violence: GED holds deadly organised violence alone (i4)",
    } <= set(lines)


def test_a_ged_row_without_an_opponent_says_no_type() -> None:
    """Whom the actor struck is not guessed: the row stands, with that empty and told of."""
    actor = filler("Gunmen", entity_id="g", name="Gunmen")
    ((row,), lines) = as_ucdp([make_incident(actor=(actor,), casualties=(), recipient=())])
    assert ("", "Gunmen", "") == (row["type_of_violence"], row["side_a"], row["side_b"])
    assert "5" == row["deaths_unknown"]
    assert any(line.startswith("lost in 1: type_of_violence and side_b") for line in lines)


def test_a_region_is_a_ged_place() -> None:
    """A region such as the east of a country is of GED's fifth precision, and no missing place."""
    place = replace(PROVINCE, precision=PlacePrecision.REGION)
    actor = filler("Gunmen", entity_id="g", name="Gunmen")
    ((row,), _) = as_ucdp([make_incident(place, actor=(actor,))])
    assert "5" == row["where_prec"]


def test_what_is_left_out_is_named_a_few_times() -> None:
    """Of many rows of one reason five are named, by the beginning of their ids."""
    _, lines = as_ucdp([make_incident(identifier=f"{n}23456789", dead=None) for n in range(7)])
    said = (
        "left out 7: no death is reported (02345678, 12345678, 22345678, 32345678, 42345678, ...)"
    )
    assert said in lines


def test_two_organised_sides_are_a_conflict() -> None:
    """An army on one side makes it state-based, else it is non-state."""
    army = replace(filler("rebels"), kind=MentionKind.STATE_FORCE, name="Army")
    ((row,), _) = as_ucdp([make_incident(recipient=(army,))])
    assert ("1", "Gunmen - Army") == (row["type_of_violence"], row["dyad_name"])
    ((row,), _) = as_ucdp([make_incident(recipient=(filler("rebels", name="Rebels"),))])
    assert "2" == row["type_of_violence"]


def test_the_graph_joins_parties_incidents_and_outlets() -> None:
    """Actor to incident to recipient, outlet to what it reported; an entity is one node."""
    stream = io.BytesIO()
    two = (make_incident(), make_incident(None, "i2", recipient=(filler("rebels"),)))
    assert 2 == write_incident_graph(iter(two), stream)
    tree = ElementTree.fromstring(stream.getvalue())  # noqa: S314  (our own bytes)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = [node.get("id") for node in tree.iter(f"{space}node")]
    assert len(nodes) == len(set(nodes))
    edges = {(edge.get("source"), edge.get("target")) for edge in tree.iter(f"{space}edge")}
    assert {("g", "i1"), ("g", "i2"), ("i2", "words:rebels"), ("source:-Wire", "i1")} <= edges
    assert {end for edge in edges for end in edge} <= set(nodes)


def test_an_attack_that_also_killed_fighters_is_none_on_civilians() -> None:
    """Of a worker and three soldiers killed nobody can say that civilians were the target."""
    one = make_incident()
    fighters = replace(one.casualties[0], of=Victim.COMBATANT)
    ((row,), _) = as_acled([one])
    assert "Civilian targeting" == row["civilian_targeting"]
    ((row,), _) = as_acled([replace(one, casualties=(*one.casualties, fighters))])
    assert "" == row["civilian_targeting"]
