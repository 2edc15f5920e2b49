"""Who opposes whom by the acts that are told of both."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import Found, names
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.relations import relations
from watchfloor.coding.encoder.relations_acts import opposed

FRONT, LEAGUE = ("Orvale Front", "ORG"), ("Dune League", "ORG")


def rivals(
    text: str,
    act: str,
    actors: list[str],
    recipients: list[str],
    status: str = "actual",
    named: tuple[tuple[str, str], ...] = (FRONT, LEAGUE),
) -> list[tuple[str, str]]:
    """Return the sides that the act of a text sets against each other."""
    encoded = toys.painted(text, names=[one for one in named if one[0] in text])
    found: list[Found] = names(encoded.names, encoded.edges)

    def held(given: list[str]) -> tuple[Filler, ...]:
        return tuple(Filler(toys.place_of(encoded, text, one), 0.9) for one in given)

    start, end = toys.place_of(encoded, text, act)
    anchor: Any = SimpleNamespace(start=start, end=end, status=status)
    roles = {"actor": held(actors), "recipient": held(recipients)}
    made = opposed([anchor], [roles], found, encoded)
    return [
        tuple(" ".join(encoded.texts[slice(*side)]) for side in (one.subject, one.object))  # type: ignore[misc]
        for one in made
    ]


@pytest.mark.parametrize(
    "text, act, actors, recipients",
    [
        (
            "Orvale Front men, whose chief left, are fighting the Dune League.",
            "fighting",
            ["Orvale Front men"],
            ["Dune League"],
        ),
        (
            "The Orvale Front and the Dune League have fought for weeks.",
            "fought",
            ["Orvale Front", "Dune League"],
            [],
        ),
        (
            "The Orvale Front lost men in its feud with the Dune League.",
            "feud",
            ["Orvale Front"],
            ["Dune League"],
        ),
        (
            "Orvale Front and Dune League are fighting for the port.",
            "fighting",
            ["Orvale Front and Dune League"],
            ["the port"],
        ),
        (
            "Fighting between the Orvale Front and the Dune League has cost lives.",
            "Fighting",
            ["Orvale Front", "Dune League"],
            [],
        ),
    ],
)
def test_sides_of_an_act_that_lasts_oppose_each_other(
    text: str, act: str, actors: list[str], recipients: list[str]
) -> None:
    """Two who are fighting, have fought or have a feud, both actors or one on the other."""
    (pair,) = rivals(text, act, actors, recipients)
    assert pair[0].startswith("Orvale Front")
    assert pair[1] == "Dune League"


@pytest.mark.parametrize(
    "text, act, status",
    [
        ("The Orvale Front fought the Dune League on Monday.", "fought", "actual"),
        ("The Orvale Front ended its war with the Dune League.", "war", "actual"),
        ("The Orvale Front may be fighting the Dune League.", "fighting", "hypothetical"),
        ("The Orvale Front denied war crimes against the Dune League.", "war crimes", "actual"),
    ],
)
def test_one_fight_and_a_war_that_is_over_state_nothing(text: str, act: str, status: str) -> None:
    """What happened once, may happen, is over or is a crime sets nobody against anybody."""
    assert rivals(text, act, ["Orvale Front"], ["Dune League"], status) == []


def test_people_and_the_nameless_are_no_sides() -> None:
    """A person and men without a name oppose nobody as bodies do."""
    text = "The Orvale Front is fighting farmers, Ana Lima said."
    assert rivals(text, "fighting", ["Orvale Front"], ["farmers"]) == []
    text = "The Orvale Front is fighting Ana Lima."
    assert (
        rivals(text, "fighting", ["Orvale Front"], ["Ana Lima"], named=(FRONT, ("Ana Lima", "PER")))
        == []
    )


def test_an_act_says_more_than_a_pattern_and_keeps_its_times() -> None:
    """Of one pair the sides with more words stay, with the years that the pattern read."""
    text = "The Orvale Front fighters are fighting the Dune League since 2016."
    encoded = toys.painted(text, names=[FRONT, LEAGUE])
    found = names(encoded.names, encoded.edges)
    sides = [toys.place_of(encoded, text, one) for one in ("Orvale Front fighters", "Dune League")]
    start, end = toys.place_of(encoded, text, "fighting")
    anchor: Any = SimpleNamespace(start=start, end=end, status="actual")
    roles = {"actor": (Filler(sides[0], 0.9),), "recipient": (Filler(sides[1], 0.9),)}
    acts = opposed([anchor], [roles], found, encoded)
    (one,) = relations(encoded, text, found, acts)
    assert (sides[0], "opposes", sides[1]) == (one.subject, one.predicate, one.object)
    assert one.since == "2016"
