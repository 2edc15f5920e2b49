"""Events that go on with the attack told beside them, by hand."""

from dataclasses import replace

import pytest

from tests.coding.encoder.test_retellings import told
from watchfloor.coding.chains import Told
from watchfloor.coding.encoder.retellings import APART, Retellings, founders
from watchfloor.coding.encoder.sequels import sequel


def last(text: str, *found: Told) -> int | None:
    """Return which event the last one goes on with."""
    return sequel(text, Retellings.of(text, found, ()).mentions, len(found) - 1)


@pytest.mark.parametrize(
    "text, verb, expected",
    [
        ("They fired rockets at Teb. Nine men were injured, the army says.", "injured", 0),
        ("They fired rockets at Teb and nine men were killed.", "killed", 0),
        ("They fired rockets at Teb. Three people died.", "died", 0),
        ("They fired rockets at Teb. Nine men were injured by a mine.", "injured", None),
        ("They fired rockets at Teb. Troops killed nine men.", "killed", None),
        ("They fired rockets at Teb. In a separate ambush six were killed.", "killed", None),
    ],
)
def test_a_toll_without_an_agent_is_of_the_attack_before_it(
    text: str, verb: str, expected: int | None
) -> None:
    """Not where somebody did it, or another attack is named."""
    fired = replace(told(text, "fired"), recipients=frozenset(["teb"]))
    harmed = replace(told(text, verb, 1), recipients=frozenset(["men"]))
    assert expected == last(text, fired, harmed)


def test_a_toll_of_another_day_or_town_is_of_another_attack() -> None:
    """Nor is one told further down."""
    text = "They fired rockets at Teb. Nine men were injured."
    fired, harmed = told(text, "fired", dates="monday"), told(text, "injured", 1)
    assert 0 == last(text, fired, harmed)
    assert last(text, fired, replace(harmed, dates=frozenset(["friday"]))) is None
    assert last(text, fired, replace(harmed, sentence=2)) is None


def test_who_blows_himself_up_does_so_in_the_raid() -> None:
    """Unless he is said to have done it somewhere, or to somebody."""
    text = "Troops raided a house in Teb. Its owner blew himself up."
    raid, blast = told(text, "raided", places="teb"), told(text, "blew himself up", 1)
    raid, blast = replace(raid, verb=True), replace(blast, verb=True)
    assert 0 == last(text, raid, blast)
    assert last(text, raid, replace(blast, places=frozenset(["a market"]))) is None
    assert last(text, raid, replace(blast, recipients=frozenset(["shoppers"]))) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Three drones were fired at Teb. The third damaged a mill.", 0),
        ("They fired rockets at Teb; one of them damaged a mill.", 0),
        ("They fired rockets at Teb, but the others damaged a mill.", 0),
        ("They fired at Teb. The third damaged a mill.", None),
        ("They fired rockets at Teb. The third attack damaged a mill.", None),
        ("They fired rockets at Teb. Gunmen damaged a mill.", None),
    ],
)
def test_weapons_go_on_by_their_number(text: str, expected: int | None) -> None:
    """The third is the third of the drones: no third attack, and no other men."""
    assert expected == last(text, told(text, "fired"), told(text, "damaged", 1))


def test_an_attack_that_is_spoken_of_before_any_is_told_is_the_next_one() -> None:
    """A note on "the attack" stands above the text that tells it; "an attack" may be another."""
    text = "Nine were ill after the attack. Guards fired rockets at Teb. They hit Orvale."
    attack, fired = told(text, "attack", definite=True), told(text, "fired", 1)
    assert 0 == last(text, attack, fired)
    assert last(text, replace(attack, definite=False), fired) is None
    assert last(text, attack, fired, told(text, "hit", 2)) is None
    apart = replace(attack, places=frozenset(["gao"])), replace(fired, places=frozenset(["teb"]))
    assert last(text, *apart) is None
    found = Retellings.of(text, (attack, fired), ())
    assert [0, 0] == founders(found, APART["weights"], APART["least"])
