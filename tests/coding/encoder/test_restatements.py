"""Events that grammar says are one, read by the shipped reader and by hand."""

from dataclasses import replace

import pytest

from tests.coding.encoder.test_retellings import told
from watchfloor.coding.chains import Told
from watchfloor.coding.encoder.restatements import names_attacks, restated, tells_of_killing
from watchfloor.coding.encoder.retellings import APART, Retellings, founders
from watchfloor.model import Count, Status


def last(text: str, *found: Told) -> int | None:
    """Return which event the last one tells again."""
    return restated(text, Retellings.of(text, found, ()).mentions, len(found) - 1)


@pytest.mark.parametrize(
    "text, noun, verb, expected",
    [
        ("A rocket attack Thursday that targeted the port failed.", "attack", "targeted", 0),
        ("A raid in Teb on Monday which also struck a school.", "raid", "struck", 0),
        ("A raid on the men that struck a school.", "raid", "struck", None),
        ("An attack by rebels that targeted the port.", "attack", "targeted", None),
        ("An attack on Monday and rebels targeted the port.", "attack", "targeted", None),
    ],
)
def test_a_relative_clause_tells_of_its_noun(
    text: str, noun: str, verb: str, expected: int | None
) -> None:
    """Not where somebody else stands between the two, whom the clause may be about."""
    later = replace(told(text, verb), verb=True)
    assert expected == last(text, replace(told(text, noun), verb=False), later)


@pytest.mark.parametrize(
    "text, first, second, expected",
    [
        ("He survived a bombing by drone — an attack that fits them.", "bombing", "attack", 0),
        ("After the bombing, a drone attack on his home, he left.", "bombing", "attack", 0),
        ("A bombing, an ambush and a looting were told.", "bombing", "ambush", None),
        ("A bombing near Teb, an ambush at Orvale.", "bombing", "ambush", None),
        ("A bombing shook Teb. An attack followed.", "bombing", "attack", None),
    ],
)
def test_an_apposition_names_again_what_stands_before_it(
    text: str, first: str, second: str, expected: int | None
) -> None:
    """Behind a dash, or right behind a comma; never an item of a list."""
    found = [replace(told(text, words), verb=False) for words in (first, second)]
    if "looting" in text:
        found = [found[0], found[1], replace(told(text, "looting"), verb=False)]
        assert restated(text, Retellings.of(text, found, ()).mentions, 1) is None
    else:
        assert expected == last(text, *found)


TEXT = "An air-strike hit Teb. The raid was long. Its strike failed. Strikes. The strikes."


def test_a_definite_noun_takes_up_the_last_event_of_that_noun() -> None:
    """The strike is the air-strike before it, unless days, towns or victims differ."""
    first, raid = told(TEXT, "air-strike"), told(TEXT, "raid", 1, definite=True)
    strike = told(TEXT, " strike", 2, definite=True)
    assert 0 == last(TEXT, first, raid, strike)
    assert last(TEXT, first, raid, replace(strike, definite=False)) is None
    x, y = frozenset(["x"]), frozenset(["y"])
    assert last(TEXT, replace(first, dates=x), replace(strike, dates=y)) is None
    assert last(TEXT, replace(first, places=x), replace(strike, places=y)) is None
    assert last(TEXT, replace(first, recipients=x), replace(strike, recipients=y)) is None
    assert last(TEXT, first, replace(strike, sentence=9)) is None


def test_the_strikes_take_up_strikes_that_were_counted() -> None:
    """A plural with an article joins the counted plural, and one strike does not."""
    several = told(TEXT, "Strikes", 3)
    start = TEXT.index("Strikes")
    count = Count.cut(TEXT, start, start + 7, low=2, best=None, high=None)
    several = replace(several, event=replace(several.event, count=count))
    assert 0 == last(TEXT, several, told(TEXT, "strikes", 4, definite=True))
    assert last(TEXT, several, told(TEXT, "raid", 4, definite=True)) is None


def test_a_person_is_killed_once() -> None:
    """However far apart the two are told; an attempt on him is another event."""
    one = replace(told(TEXT, "air-strike"), slain=frozenset(["ito"]))
    two = replace(told(TEXT, "raid", 30), slain=frozenset(["ito"]), dates=frozenset(["monday"]))
    assert 0 == last(TEXT, replace(one, dates=frozenset(["may 3"])), two)
    tried = replace(one, event=replace(one.event, status=Status.ATTEMPTED))
    assert last(TEXT, tried, two) is None
    assert last(TEXT, one, replace(two, slain=frozenset(["oto"]))) is None


@pytest.mark.parametrize(
    "words, expected",
    [("strike that killed", True), ("assassination of", True), ("strike on", False)],
)
def test_what_tells_of_a_killing(words: str, expected: bool) -> None:
    """Words of killing, not of attacking."""
    assert expected is tells_of_killing(words)


def test_the_only_attack_of_a_text_is_taken_up_by_any_name() -> None:
    """A bombing told before is "the attack"; of two bombings nobody can say which."""
    text = "A bombing hit Teb. A raid hit Orvale. The attack was claimed. It shot down the rockets."
    first, attack = told(text, "bombing"), told(text, "attack", 2, definite=True)
    weights, least = APART["weights"], APART["least"]
    found = Retellings.of(text, (first, attack), ())
    assert [0, 0] == founders(found, weights, least)
    two = Retellings.of(text, (first, told(text, "raid", 1), attack), ())
    assert [0, 1, 2] == founders(two, weights, least)


def test_weapons_that_are_shot_down_were_fired() -> None:
    """The rockets are those of the attack; two drones that nobody told of are others."""
    text = "Rockets hit Teb. It shot down some of the rockets. It shot down two drones."
    fired, down = told(text, "Rockets hit"), told(text, "shot down", 1)
    assert 0 == last(text, fired, down)
    second = text.rindex("shot down")
    other = down.event.anchor.cut(text, second, second + 9, score=0.9)
    assert last(text, fired, replace(down, event=replace(down.event, anchor=other))) is None


@pytest.mark.parametrize(
    "word, expected",
    [("Bombings", True), ("airstrikes", True), ("deaths", False), ("raid", False)],
)
def test_plurals_of_attacks_can_be_counted(word: str, expected: bool) -> None:
    """Two bombings are two acts; 43 deaths are a toll."""
    assert expected is names_attacks(word)


@pytest.mark.parametrize(
    "text, first, second, expected",
    [
        ("They fired missiles at Teb. The missiles were aimed at a mill.", "fired", "aimed", 0),
        ("They fired rockets at Teb. Two of the rockets landed.", "fired", "landed", 0),
        ("They fired rockets at Teb. The missiles were aimed at a mill.", "fired", "aimed", None),
        ("They fired rockets at Teb. Rockets landed in Orvale.", "fired", "landed", None),
        (
            "They struck Teb. A raid with rockets came. The rockets landed.",
            "struck",
            "landed",
            None,
        ),
    ],
)
def test_weapons_that_come_down_were_fired_before(
    text: str, first: str, second: str, expected: int | None
) -> None:
    """The article says that they were told of: by the attack that names them in its clause."""
    found = [replace(told(text, words), verb=True) for words in (first, second)]
    assert expected == last(text, *found)
