"""Readings that an analyst would check first, in sentences made up for the purpose."""

import pytest

from watchfloor.coding.lexicon import Lexicon
from watchfloor.model import Coded, CodedEvent, Document


def code(text: str) -> Coded:
    """Return the coding of a text."""
    return Lexicon().code(Document.new(text))


def words(coded: Coded, event: CodedEvent, role: str) -> list[str | None]:
    """Return the words that fill a role."""
    return [coded.mentions[one.mention].text for one in getattr(event, role)]


@pytest.mark.parametrize(
    "text, anchor, role, expected",
    [
        ("Rockets were fired at the embassy on Monday.", "fired at", "recipient", ["the embassy"]),
        ("Shells hit the market near Mosul.", "Shells hit", "recipient", ["the market"]),
        ("Attacks on sites used by Danes were reported.", "Attacks", "actor", []),
        ("The clinic was set on fire.", "set on fire", "actor", []),
        ("Factions close to Iran attacked the base.", "attacked", "actor", ["Factions"]),
        ("Rebels attacked the port in the first week of May.", "attacked", "date",
         ["the first week of May"]),
        ("Rebels have attacked the port since late May.", "attacked", "date", ["since late May"]),
        ("May 3 was the anniversary of the bombing in Mosul.", "bombing", "date", []),
        ("A bomb exploded in Mosul, the regime in Tehran said.", "exploded", "place", ["Mosul"]),
        ("Rebels attacked the port, in Basra, Iraq.", "attacked", "place", ["Basra", "Iraq"]),
        ("The army bombed Aleppo hours later.", "bombed", "place", ["Aleppo"]),
    ],
)  # fmt: skip
def test_role(text: str, anchor: str, role: str, expected: list[str]) -> None:
    """A role is filled from its own clause, and stays empty where the text names nobody."""
    coded = code(text)
    event = next(one for one in coded.events if anchor in (one.anchor.text or ""))
    assert expected == words(coded, event, role)


def test_rockets_are_heavy_weapons() -> None:
    """Rockets that are fired are heavy weapons, not firearms."""
    assert ("heavy-weapons",) == code("Rockets were fired at the embassy.").events[0].mode


def test_the_strikes_after_air_strikes_are_no_stoppage() -> None:
    """In a text of air strikes "the strikes" are attacks; of dockers they are a protest."""
    told = code("Air strikes killed 22 fighters. Lima condemned the strikes.")
    assert "ASSAULT" == told.events[-1].type
    assert "PROTEST" == code("Dockers went on strike over pay.").events[0].type


@pytest.mark.parametrize(
    "text, anchor, status",
    [
        ("Gunmen threatened more attacks on the port.", "attacks", "threatened"),
        ("The general said that more attacks may come.", "attacks", "hypothetical"),
        ("The raid was a response to attacks in Iraq.", "attacks", "actual"),
        ("The governor ordered an inquiry.", "inquiry", "planned"),
        ("There were no plans to attack the port.", "attack", "denied"),
        ("Police foiled a planned knife attack on a tram.", "attack", "attempted"),
    ],
)
def test_status(text: str, anchor: str, status: str) -> None:
    """The nearest word that governs an event says whether it happened."""
    event = next(one for one in code(text).events if anchor in (one.anchor.text or ""))
    assert status == event.status.value


def test_a_list_of_victims_is_summed() -> None:
    """Every count of a list is kept; "children among them" is counted already."""
    listed = code("The attack killed three soldiers, two policemen and a contractor.").events[0]
    assert [3, 2, 1] == [one.best for one in listed.casualties]
    among = code("The attack killed 44 people, fifteen children among them.").events[0]
    assert [44] == [one.best for one in among.casualties]


def test_a_year_counts_no_events() -> None:
    """In "the 2011 protests" the year is no number of protests, and March may be a month."""
    assert code("The 2011 protests shook Tunis.").events[0].count is None
    assert "march" not in str(code("The March 2017 attack shook London.").events[0].anchor.text)


def test_it_is_nobody_in_person() -> None:
    """A pronoun is not taken for somebody whom it cannot mean."""
    coded = code("Mayor Ana Lima left early. It attacked the base.")
    assert [] == words(coded, coded.events[-1], "actor")
