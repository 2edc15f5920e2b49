"""Blame, claim and denial as the reader codes them: who is accused is no actor as a fact."""

import pytest

from watchfloor import pipeline
from watchfloor.coding.protocol import Coder
from watchfloor.model import Coded, CodedClaim, CodedEvent, Document, Role


@pytest.fixture(scope="module")
def read() -> Coder:
    """Return the shipped reader."""
    return pipeline.coder("reader")


def code(read: Coder, text: str) -> Coded:
    """Return the coding of a text."""
    return read.code(Document.new(text))


def words(coded: Coded, roles: tuple[Role, ...]) -> list[str]:
    """Return the words of the fillers of a role."""
    return [coded.mentions[one.mention].text or "" for one in roles]


def event(coded: Coded, anchor: str) -> CodedEvent:
    """Return the event whose anchor holds these words."""
    return next(one for one in coded.events if anchor in (one.anchor.text or ""))


def claim(coded: Coded, content: str) -> CodedClaim:
    """Return the claim whose content holds these words."""
    return next(one for one in coded.claims if content in (one.content.text or ""))


ACCUSED = (
    "NYALA, March 3 - The army accused the Harbour Front of shelling a market. A shell killed two"
    " children in Nyala on Tuesday. The Harbour Front denied firing it."
)


def test_who_is_accused_is_no_actor_as_a_fact(read: Coder) -> None:
    """In the words of blame he is the accused actor, the accuser is whom the report rests on."""
    coded = code(read, ACCUSED)
    shelling = event(coded, "shelling")
    assert ["the Harbour Front"] == words(coded, shelling.actor)
    assert "accused" == shelling.assertion
    assert "The army" in words(coded, shelling.attributed_to)
    assert ["the Harbour Front"] == words(coded, claim(coded, "shelling").accused)


def test_an_actor_that_only_blame_or_denial_names_is_accused(read: Coder) -> None:
    """The sentence of the killing names nobody: who is named beside it is at most accused."""
    coded = code(read, ACCUSED)
    killed = event(coded, "killed")
    assert not killed.actor or "accused" == killed.assertion


def test_the_accuser_does_not_do_what_he_blames(read: Coder) -> None:
    """In the passive the agent accuses and the subject is accused."""
    coded = code(read, "Soldiers are accused by residents of beating fishermen at the quay.")
    beating = event(coded, "beating")
    assert ["Soldiers"] == words(coded, beating.actor)
    assert ("accused", ["residents"]) == (
        beating.assertion,
        words(coded, beating.attributed_to),
    )


def test_who_claims_an_act_has_claimed_it(read: Coder) -> None:
    """The group is the actor by its own word."""
    coded = code(
        read,
        "A car bomb exploded at a checkpoint near Mosul on Sunday, killing four officers, police"
        " said. The Islamic State claimed responsibility for the bombing in a statement.",
    )
    exploded = event(coded, "exploded")
    assert ["Islamic State"] == words(coded, exploded.actor)
    assert "claimed" == exploded.assertion


@pytest.mark.parametrize(
    "text, speaker, via",
    [
        (
            "The state news agency quoted the interior minister, Ana Lima, as saying that four"
            " policemen were killed in an attack on a checkpoint near Mosul on Sunday.",
            "Ana Lima",
            "The state news agency",
        ),
        (
            "The Daily Star reported, citing the health ministry, that 12 people had died in an"
            " attack on a clinic in Idlib.",
            "the health ministry",
            "The Daily Star",
        ),
    ],
)
def test_who_only_hands_on_steps_back(read: Coder, text: str, speaker: str, via: str) -> None:
    """Events in the words rest on whoever said them, not on the agency that quotes him."""
    coded = code(read, text)
    acts = [one for one in coded.events if one.type == "ASSAULT"]
    told = [words(coded, one.attributed_to) for one in acts if one.attributed_to]
    assert told
    assert all(via not in one for one in told)
    assert any(speaker in one for one in told)
