"""The knowledge base: in step with the tables that people edit, dated, and checked."""

from datetime import date
from pathlib import Path

import pytest

from watchfloor import assets
from watchfloor.errors import InputError, UsageError
from watchfloor.model import Where
from watchfloor.resolve.actors_check import faults, is_date, notes
from watchfloor.resolve.actors_compile import build, compact, read_folder
from watchfloor.resolve.actors_knowledge import Known, Tie, knowledge, skeleton
from watchfloor.resolve.actors_standing import existed, find_actor, known_actors, standing

KB = Path(__file__).parents[2] / "kb"


def known(actor_id: str, **values: str) -> Known:
    """Make a row of the actors table."""
    columns = {"type": "REB", "country": "", "since": "", "until": "", "note": ""}
    columns["basis"] = "Example, 2020"
    return Known(id=actor_id, name=actor_id, aliases=(), **{**columns, **values})


def tie(subject: str, predicate: str, other: str, **values: str) -> Tie:
    """Make a row of the relations table."""
    columns = {"role": "", "since": "", "until": "", "basis": "Example, 2020"}
    columns |= {"asserted_by": "", "checked_on": "", "checked_against": ""}
    columns |= {"contested": "no", **values}
    return Tie(subject=subject, predicate=predicate, object=other, **columns)


def test_the_package_carries_what_people_edit() -> None:
    """The compact file is what the compiler makes of kb/*.csv, byte for byte."""
    assert compact(build(*read_folder(KB))) == assets.load_text("actors")


def test_the_tables_have_no_faults() -> None:
    """What ships passes its own check."""
    assert faults(*read_folder(KB)) == ()


@pytest.mark.parametrize(
    "kind,rows,ties",
    [
        ("duplicate", [known("a"), known("a")], []),
        ("word", [known("a", type="XYZ")], []),
        ("word", [known("a", country="ZZZ")], []),
        ("reversed", [known("a", since="2010", until="2009-05")], []),
        ("date", [known("a", since="2010-02-30")], []),
        ("dangling", [known("a")], [tie("a", "backs", "b")]),
        ("cycle", [known("a")], [tie("a", "allied_with", "a")]),
        ("cycle", [known("a"), known("b")], [tie("a", "part_of", "b"), tie("b", "part_of", "a")]),
        ("basis", [known("a"), known("b")], [tie("a", "backs", "b", basis="")]),
        ("basis", [known("a", since="2010", basis="")], []),
        ("basis", [known("a", since="2010", checked_on="2020-01-02")], []),
        ("date", [known("a", checked_on="2020", checked_against="Example, 2020")], []),
        ("basis", [known("a"), known("b")], [tie("a", "backs", "b", checked_on="2020-01-02")]),
        ("word", [known("a"), known("b")], [tie("a", "likes", "b")]),
        (
            "overlap",
            [known("a"), known("b")],
            [
                tie("a", "leads", "IRQ-GOV", role="president", since="2010", until="2014"),
                tie("b", "leads", "IRQ-GOV", role="president", since="2012"),
            ],
        ),
        (
            "overlap",
            [known("a"), known("b")],
            [tie("a", "backs", "b", since="2010"), tie("a", "backs", "b", since="2012")],
        ),
        (
            "overlap",
            [known("a"), known("b")],
            [
                tie("a", "leads", "IRQ-GOV", role="prime minister", since="2010", until="2014"),
                tie("b", "leads", "IRQ-GOV", role="prime minister", since="2012"),
            ],
        ),
    ],
)
def test_every_kind_of_fault_is_found(kind: str, rows: list[Known], ties: list[Tie]) -> None:
    """A planted fault is found, and nothing else."""
    assert {fault.kind for fault in faults(rows, ties)} == {kind}


def test_a_movement_may_have_several_presidents() -> None:
    """Only a state has one president at a time."""
    rows = [known("a"), known("b"), known("c")]
    ties = [tie(one, "leads", "c", role="president", since="2010") for one in ("a", "b")]
    assert faults(rows, ties) == ()


def test_shared_names_are_notes() -> None:
    """A name that two actors bear is told with both, and is no fault."""
    rows = [
        known("a")._replace(aliases=("Front",)),
        known("b")._replace(aliases=("Front", "Guard")),
    ]
    assert [("shared", "'Front' is a name of a, b")] == [
        (one.kind, one.message) for one in notes(rows) if "Front" in one.message
    ]


def test_a_handing_over_is_no_overlap() -> None:
    """An office that ends on the day on which the next holder's begins is in order."""
    rows = [known("a"), known("b")]
    ties = [
        tie("a", "leads", "IRQ-GOV", role="prime minister", since="2010", until="2014-09-08"),
        tie("b", "leads", "IRQ-GOV", role="prime minister", since="2014-09-08"),
    ]
    assert faults(rows, ties) == ()


@pytest.mark.parametrize(
    "words,valid", [("2020", True), ("2020-13", False), ("2020-02-29", True), ("20", False)]
)
def test_dates_exist_in_the_calendar(words: str, valid: bool) -> None:
    """A year, month or day of the calendar is a date."""
    assert valid == is_date(words)


@pytest.mark.parametrize(
    "one,other", [("Hizbullah", "Hezbollah"), ("al-Shabaab Movement", "Shabab movement")]
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    """Spellings of one name meet; short names have no skeleton."""
    assert skeleton(one) == skeleton(other) is not None
    assert skeleton("Fatah") is None


def test_the_chain_of_command_is_that_of_the_day() -> None:
    """The PMF are in Iraq's forces from 2016 on; Muhandis is their deputy head until 2020-01-03."""
    early = standing("kataib-hezbollah", date(2015, 6, 1))
    later = standing("kataib-hezbollah", date(2019, 6, 1))
    assert "IRQ-MIL" not in {one.id for one in early.chain}
    assert [one.id for one in later.chain] == ["popular-mobilization-forces", "IRQ-MIL"]
    assert [one.through for one in later.chain] == [None, "popular-mobilization-forces"]
    assert "IRN-GOV" in {one.id for one in later.backers}
    heads = {
        day: {
            one.role
            for one in standing("popular-mobilization-forces", day).leaders
            if one.id == "abu-mahdi-al-muhandis"
        }
        for day in (date(2020, 1, 3), date(2020, 1, 4))
    }
    assert heads == {date(2020, 1, 3): {"deputy head"}, date(2020, 1, 4): set()}


@pytest.mark.parametrize(
    "actor_id, day, there",
    [
        ("islamic-state", date(1995, 1, 1), False),
        ("farc", date(2018, 1, 1), False),
        ("farc", date(2010, 1, 1), True),
        ("IRQ-MIL", date(1960, 1, 1), True),
    ],
)
def test_no_relation_holds_while_an_actor_is_not_there(
    actor_id: str, day: date, there: bool
) -> None:
    """Before it began and after it ended an actor stands to nobody, and nobody to it."""
    found = standing(actor_id, day)
    parts = (found.chain, found.leaders, found.backers, found.units, found.offices, found.others)
    assert there == found.existed
    assert there or not any(parts)
    others = {one.id for part in parts for one in part}
    assert all(existed(knowledge(), one, day) for one in others)


def test_a_person_has_offices() -> None:
    """What a person leads on a day is an office, and not a body above him."""
    found = standing("qassem-soleimani", date(2019, 1, 1))
    assert "quds-force" in {one.id for one in found.offices}
    assert not found.chain


@pytest.mark.parametrize(
    "words,actor_id",
    [
        ("hamas", "hamas"),
        ("PMF", "popular-mobilization-forces"),
        ("pmf", "popular-mobilization-forces"),
        ("irq-mil", "IRQ-MIL"),
    ],
)
def test_an_actor_is_found_by_id_or_name(words: str, actor_id: str) -> None:
    """Ids of rows and organs, and names that one actor bears, lead to the actor."""
    assert actor_id == find_actor(words)


@pytest.mark.parametrize("words", ["ASWJ", "Nobody At All"])
def test_shared_and_unknown_names_are_refused(words: str) -> None:
    """A name of several, or of nobody, is an error that says so."""
    with pytest.raises(InputError, match=r"several actors|no actor"):
        find_actor(words)


def test_the_known_are_filtered() -> None:
    """Country is the actor's own; filters of events are refused."""
    rows = list(known_actors(Where(country=("IRQ",), actor="hezbollah")))
    assert "kataib-hezbollah" in {one.id for one in rows}
    assert {one.country for one in rows} == {"IRQ"}
    assert len(list(known_actors(None, 3))) == 3
    with pytest.raises(UsageError, match="no filter type"):
        list(known_actors(Where(type=("ASSAULT",))))


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    """A missing table is named."""
    with pytest.raises(InputError, match=r"actors\.csv"):
        read_folder(tmp_path)
    (tmp_path / "actors.csv").write_text("id,name\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns"):
        read_folder(tmp_path)


def test_everybody_has_an_entity_and_a_shape() -> None:
    """Every row becomes an actor of the contract; its relations end at known ids."""
    base = knowledge()
    for actor_id in base.actors:
        actor = base.actor(actor_id)
        assert actor.name
        assert all(base.known(one.object) for one in actor.relations)
