"""How sure the reports of an incident are of its actors: a blamed actor is no fact."""

from itertools import permutations
from typing import Any

import pytest

from tests.fuse.made import filler, told
from watchfloor.fuse.settle import settle
from watchfloor.model import Assertion, Scored

FRONT, ARMY = (filler("the Front", entity="front"),), (filler("soldiers", entity="army"),)


def by(name: str, assertion: Assertion, *, front: bool = True) -> Any:
    """Return a report of one outlet that is so sure of an actor."""
    return told(name, source=name, actor=FRONT if front else ARMY, assertion=assertion)


def test_an_actor_that_is_only_accused_stands_with_the_word_for_it() -> None:
    """Every report accuses: the incident's actor is accused."""
    found = settle("a", [by("a", Assertion.ACCUSED), by("b", Assertion.ACCUSED), told("c")])
    assert (["front"], "accused") == ([one.entity_id for one in found.actor], found.assertion)


def test_an_accused_actor_gives_way_to_one_that_is_stated() -> None:
    """Two accuse the Front, one saw soldiers: soldiers are the actor, what was reported stays."""
    reports = [by("a", Assertion.ACCUSED), by("b", Assertion.ACCUSED)]
    found = settle("a", [*reports, by("c", Assertion.FACT, front=False)])
    assert (["army"], "fact") == ([one.entity_id for one in found.actor], found.assertion)
    assert {"the Front", "soldiers"} == {one.words for one in found.reported["actor"]}
    assert {"accused", "fact"} == {one.words for one in found.reported["assertion"]}


@pytest.mark.parametrize(
    "given, expected",
    [
        ((Assertion.ACCUSED, Assertion.CLAIMED), Assertion.CLAIMED),
        ((Assertion.SUSPECTED, Assertion.ACCUSED), Assertion.SUSPECTED),
        ((Assertion.CLAIMED, Assertion.SUSPECTED, Assertion.FACT), Assertion.FACT),
    ],
)
def test_the_surest_report_counts_whatever_the_order(
    given: tuple[Assertion, ...], expected: Assertion
) -> None:
    """Fact before claim before suspicion before blame."""
    reports = [by(name, one) for name, one in zip("abc", given, strict=False)]
    for order in permutations(reports):
        assert expected == settle("a", list(order)).assertion


def test_a_claim_of_a_named_actor_is_no_fact_by_a_nameless_one() -> None:
    """Two report a claim of the Front, one saw "a suicide bomber": the Front's part is claimed."""
    claims = [by("a", Assertion.CLAIMED), by("b", Assertion.CLAIMED)]
    seen = told("c", source="c", actor=(filler("a suicide bomber"),), assertion=Assertion.FACT)
    found = settle("a", [*claims, seen])
    assert ["front", "a suicide bomber"] == [one.name for one in found.actor]
    assert Assertion.CLAIMED == found.assertion
    assert {"claimed", "fact"} == {one.words for one in found.reported["assertion"]}


def test_nameless_actors_are_stated_as_they_are() -> None:
    """Where nobody is known by name, the surest word on any of the actors stands."""
    men = [told(name, source=name, actor=(filler(words),), assertion=how) for name, words, how in (
        ("a", "gunmen", Assertion.SUSPECTED), ("b", "armed men", Assertion.FACT))]  # fmt: skip
    assert Assertion.FACT == settle("a", men).assertion


def test_nobody_named_nobody_asserted() -> None:
    """Without an actor there is nothing to be sure of."""
    assert settle("a", [told("a")]).assertion is None


def test_who_shot_the_rockets_down_did_not_fire_them() -> None:
    """The army whose air defences stopped an attack is no actor of it, but of what it downed."""
    down = Scored(text="shot down", start=0, end=9, score=0.9)
    stopped = told("b", source="b", actor=ARMY, anchor=down)
    assert ["army"] == [one.entity_id for one in settle("b", [stopped]).actor]
    assert () == settle("a", [told("a"), stopped]).actor
    found = settle("a", [by("a", Assertion.FACT), stopped])
    assert ["front"] == [one.entity_id for one in found.actor]
