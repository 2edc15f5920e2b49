"""The knowledge base holds together: ids, ends of relations, dates, coordinates, no cycles."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from watchfloor.model import MentionKind
from watchfloor.resolve.actors import resolve_actor

ROOT = Path(__file__).parents[1]
ORGAN = re.compile(r"[A-Z]{3}-(?:GOV|MIL|COP|SPY|LEG|JUD)")
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table; lines that begin with # are comments."""
    lines = (ROOT / "kb" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("name", ["actors", "sites"])
def test_ids_stand_once(name: str) -> None:
    """No two entries share an id."""
    counts = Counter(row["id"] for row in rows(name))
    assert [one for one, number in counts.items() if number > 1] == []


@pytest.mark.parametrize("name", ["actors", "relations"])
def test_dates_are_iso_and_in_order(name: str) -> None:
    """A date is a year, month or day, and no entry ends before it begins."""
    for row in rows(name):
        since, until = row["since"], row["until"]
        assert all(DAY.fullmatch(day) for day in (since, until) if day), row
        shorter = min(len(since), len(until))
        assert since[:shorter] <= until[:shorter], row


def test_relations_join_entries_that_exist() -> None:
    """Subject and object are actors of the table or organs of states; each has a basis."""
    known = {row["id"] for row in rows("actors")}
    for row in rows("relations"):
        for end in (row["subject"], row["object"]):
            assert end in known or ORGAN.fullmatch(end), row
        assert row["basis"], row
        assert row["subject"] != row["object"], row


def test_no_body_is_part_of_itself() -> None:
    """Following part_of never comes back to where it began."""
    above: dict[str, set[str]] = {}
    for row in rows("relations"):
        if row["predicate"] == "part_of":
            above.setdefault(row["subject"], set()).add(row["object"])
    for start, first in above.items():
        seen, waiting = set[str](), set(first)
        while waiting:
            one = waiting.pop()
            assert one != start
            if one not in seen:
                seen.add(one)
                waiting |= above.get(one, set())


@pytest.mark.parametrize("name", ["actors", "relations"])
def test_a_day_of_checking_stands_with_its_page(name: str) -> None:
    """A checked row names day and page (publisher and title, no address), others neither."""
    for row in rows(name):
        assert bool(row["checked_on"]) == bool(row["checked_against"]), row
        assert re.fullmatch(r"(?:\d{4}-\d\d-\d\d)?", row["checked_on"]), row
        assert re.fullmatch(r"(?:[^,]+, .+)?", row["checked_against"]), row
        assert not re.search(r"https?:|www\.|\bmirror\b|\(copy", row["checked_against"]), row


def test_what_no_page_states_ships_with_nobody() -> None:
    """Every relation and every date of an actor names its page; the README counts them."""
    readme = (ROOT / "kb" / "README.md").read_text("utf-8")
    dated = [row for row in rows("actors") if row["since"] or row["until"]]
    for held in (rows("relations"), dated):
        assert [row for row in held if not row["checked_on"]] == []
        assert f"{len(held):,} " in readme
    waiting = rows("pending")
    assert f"{len(waiting)} rows" in readme
    shipped = {(row["subject"], row["predicate"], row["object"]) for row in rows("relations")}
    once = {(row["subject"], row["predicate"], row["object"]) for row in waiting}
    assert not shipped & once
    assert {row["subject"] for row in waiting if row["predicate"] == "dates"}.isdisjoint(
        row["id"] for row in dated
    )


@pytest.mark.parametrize(
    "subject,predicate,target,day",
    [
        ("mojtaba-khamenei", "leads", "IRN-GOV", "2026-03-20"),
        ("ahmad-vahidi", "leads", "revolutionary-guards", "2026-03-20"),
        ("abdalla-hamdok", "leads", "taqaddum-sudan", "2024-06-01"),
        ("dawa-party", "member_of", "state-of-law", "2022-01-01"),
    ],
)
def test_who_followed_whom(subject: str, predicate: str, target: str, day: str) -> None:
    """What pages told of changes is there on the day, and bodies that share a name are two."""
    held = [
        row
        for row in rows("relations")
        if (row["subject"], row["predicate"], row["object"]) == (subject, predicate, target)
        and row["since"] <= day
        and (not row["until"] or row["until"] >= day[: len(row["until"])])
    ]
    assert len(held) == 1


def test_each_relation_says_on_what_and_by_whom() -> None:
    """Basis, who asserts it and whether it is contested stand in every row."""
    for row in rows("relations"):
        assert row["basis"], row
        assert row["asserted_by"], row
        assert row["contested"] in ("yes", "no"), row


def test_the_armed_groups_of_all_regions() -> None:
    """Seven hundred armed groups and more have name, alias, type and country."""
    armed = [row for row in rows("actors") if row["type"] in ("REB", "PRM", "IMG", "CRM")]
    whole = [row for row in armed if row["name"] and row["aliases"] and row["country"]]
    assert len(whole) >= 700
    assert len({row["country"] for row in whole}) >= 60


@pytest.mark.parametrize(
    "subject,predicate,target",
    [
        ("kataib-hezbollah", "part_of", "popular-mobilization-forces"),
        ("popular-mobilization-forces", "part_of", "IRQ-MIL"),
        ("abu-mahdi-al-muhandis", "leads", "popular-mobilization-forces"),
        ("qassem-soleimani", "leads", "quds-force"),
        ("quds-force", "part_of", "revolutionary-guards"),
        ("IRN-GOV", "backs", "kataib-hezbollah"),
        ("IRN-GOV", "backs", "fatah-alliance"),
    ],
)
def test_the_world_of_a_report_on_iraq(subject: str, predicate: str, target: str) -> None:
    """Who belongs to whom, who commands and who backs is there, with its basis."""
    found = [
        row
        for row in rows("relations")
        if (row["subject"], row["predicate"], row["object"]) == (subject, predicate, target)
    ]
    assert found
    assert all(row["basis"] and row["asserted_by"] for row in found)


def test_sites_lie_on_the_globe() -> None:
    """Coordinates are degrees, radii positive kilometres."""
    for row in rows("sites"):
        assert abs(float(row["lat"])) <= 90, row
        assert abs(float(row["lon"])) <= 180, row
        assert float(row["radius_km"]) > 0, row


@pytest.mark.parametrize("name", ["countries", "divisions"])
def test_points_of_areas_lie_on_the_globe(name: str) -> None:
    """Each country, and each division of one, has a point in degrees, a country several."""
    table = rows(name)
    keys = [(row.get("iso3") or row["country"], row.get("name")) for row in table]
    assert len(keys) == len(set(keys))
    for row in table:
        for side, most in (("lat", 90), ("lon", 180)):
            found = [row[column] for column in row if column.endswith(side) and row[column]]
            assert found, row
            assert all(abs(float(one)) <= most for one in found), row


def test_gold_actors_are_in_the_knowledge_base() -> None:
    """Every entity that the cases of the bench ask for is an actor or an organ of a state."""
    known = {row["id"] for row in rows("actors")}
    lines = (ROOT / "bench" / "cases" / "actors.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {json.loads(line)["gold"] for line in lines} - {None}
    assert len(lines) == 400
    assert [one for one in sorted(gold) if one not in known and not ORGAN.fullmatch(one)] == []


def test_outlets_belong_to_whom_the_tables_know() -> None:
    """Each owner is known; each has a basis, and spellings of its own; the package's is a copy.

    Only media may belong to nobody: agencies and broadcasters that others quote.
    """
    known = {row["id"] for row in rows("actors")}
    counts = Counter[str]()
    for row in rows("outlets"):
        assert row["owned_by"] or row["state_of"] or row["kind"] == "media", row
        assert not row["owned_by"] or row["owned_by"] in known, row
        assert not row["state_of"] or re.fullmatch(r"[A-Z]{3}", row["state_of"]), row
        assert row["kind"] in ("media", "office"), row
        assert row["basis"], row
        assert not row["checked_on"], row
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        counts.update({name.casefold() for name in names})
    assert [one for one, number in counts.items() if number > 1] == []
    kept = (ROOT / "kb" / "outlets.csv").read_bytes()
    assert kept == (ROOT / "src" / "watchfloor" / "data" / "outlets.csv").read_bytes()


UCDP = ROOT.parent / "shared" / "data" / "ucdp" / "actors_irq_syr.jsonl"
UNNAMED = frozenset({"Civilians", "Syrian insurgents"})
"""What UCDP calls nobody in particular."""
FOUND = 0.7
"""Share of UCDP's names of Iraq and Syria that the tables hold, at least."""


@pytest.mark.skipif(not UCDP.exists(), reason=f"{UCDP.name} is not beside this tree")
def test_most_parties_of_ucdp_are_held() -> None:
    """Of the parties that UCDP counts in Iraq and Syria most names are somebody's here."""
    given = [json.loads(line) for line in UCDP.read_text(encoding="utf-8").splitlines()]
    names = [one["name"] for one in given if one["name"] not in UNNAMED]
    missing = [name for name in names if resolve_actor(name, MentionKind.ARMED_GROUP) is None]
    print(f"{1 - len(missing) / len(names):.3f} of {len(names)} names; not: {', '.join(missing)}")  # noqa: T201  (shown by pytest -s)
    assert FOUND < 1 - len(missing) / len(names)
