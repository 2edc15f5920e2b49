"""Who was harmed, by whom, and what never happened, as the shipped reader codes it."""

import pytest

from watchfloor import pipeline
from watchfloor.coding.protocol import Coder
from watchfloor.model import Casualty, Coded, CodedEvent, Document, Role


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


def told(casualties: tuple[Casualty, ...]) -> list[tuple[str, str | None]]:
    """Return (kind, words) of casualties."""
    return [(one.kind.value, one.text) for one in casualties]


@pytest.mark.parametrize(
    "text, anchor",
    [
        ("Hamas denied responsibility for the rocket attack on Sderot on Monday.", "attack"),
        ("The Taliban denied involvement in the bombing that killed 12 in Kabul.", "bombing"),
        ("The rebels denied carrying out the attack that killed 12 people in Goma.", "attack"),
        ("The front denied that it had carried out the massacre in Djugu on Sunday.", "massacre"),
    ],
)  # fmt: skip
def test_who_denies_a_part_did_not_do_it(read: Coder, text: str, anchor: str) -> None:
    """The act stays actual; whoever denies it is neither its actor nor whom it rests on."""
    coded = code(read, text)
    act = event(coded, anchor)
    assert "actual" == act.status
    assert [] == words(coded, act.actor)
    assert [] == words(coded, act.attributed_to)
    assert "fact" == act.assertion


@pytest.mark.parametrize(
    "text, anchor",
    [
        ("Police foiled a bomb attack on a market in Nairobi on Sunday.", "bomb attack"),
        ("Police thwarted an attack on a church in Surabaya on Sunday.", "attack"),
        ("An attack on the parliament in Tunis was prevented by police on Friday.", "attack"),
        ("The assassination of the judge was thwarted on Sunday in Bogota.", "assassination"),
        ("A bomb plot was foiled in Lagos on Sunday.", "plot"),
        ("In May the agency said it had foiled a plot to blow up a station in Derbent.", "blow up"),
    ],
)
def test_what_is_foiled_is_attempted(read: Coder, text: str, anchor: str) -> None:
    """It failed, killed nobody, and is not the foiler's; "foiled" is no act beside it."""
    coded = code(read, text)
    act = event(coded, anchor)
    assert ("attempted", "failed") == (act.status, act.outcome)
    assert [] == words(coded, act.actor)
    assert () == act.casualties
    others = [one for one in coded.events if one.type != "ACCUSE"]
    assert [act] == others


def test_what_is_done_beside_is_done(read: Coder) -> None:
    """Who foils a bombing and arrests the bomber has arrested him."""
    text = "The agency said it had thwarted a car bombing near the port and arrested the driver."
    assert "actual" == event(code(read, text), "arrested").status


@pytest.mark.parametrize(
    "text",
    [
        "The president survived an assassination attempt in Caracas on Saturday.",
        "The president survived a drone attack in Caracas on Saturday.",
        "The suicide bomber was shot before he could detonate his vest in Kabul on Friday.",
        "The mayor was shot in Caracas on Saturday.",
    ],
)
def test_nobody_dies_without_a_word_of_death(read: Coder, text: str) -> None:
    """Being shot is not being shot dead; whoever survives is no casualty."""
    found = code(read, text).events
    assert found
    assert {()} == {one.casualties for one in found}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The mayor was shot dead in Caracas on Saturday.", [("dead", "The mayor")]),
        ("Gunmen kidnapped three aid workers in Goma on Monday.",
         [("abducted", "three aid workers")]),
        ("Gunmen abducted a nurse and two doctors in Kano on Friday.",
         [("abducted", "a nurse"), ("abducted", "two doctors")]),
        ("Police detained 34 protesters and three journalists in Minsk on Sunday.",
         [("arrested", "34 protesters"), ("arrested", "three journalists")]),
        ("Three attackers and two policemen were killed in the raid in Quetta on Monday.",
         [("dead", "Three attackers"), ("dead", "two policemen")]),
        ("Shelling killed four children and a journalist in Aleppo on Monday.",
         [("dead", "four children"), ("dead", "a journalist")]),
        ("More than 30 soldiers were killed in an ambush near Gao on Friday.",
         [("dead", "More than 30 soldiers")]),
        ("A strike killed Front commander Gen. Ana Lima in Aleppo on Monday.",
         [("dead", "Front commander Gen. Ana Lima")]),
        ("Gunmen killed Ana Lima and Omar Haddad in Aleppo on Monday.",
         [("dead", "Ana Lima"), ("dead", "Omar Haddad")]),
        ("Gunmen killed the governor of Aleppo on Monday.",
         [("dead", "the governor of Aleppo")]),
        ("A strike killed Gen. Ana Lima in Aleppo while she met the mayor, who was also killed.",
         [("dead", "Gen. Ana Lima"), ("dead", "the mayor")]),
        ("A raid killed Hamas fighters in Aleppo on Monday.", []),
        ("Bandits raided the village of Saki on Sunday. Twenty people are still missing.",
         [("missing", "Twenty people")]),
    ],
)  # fmt: skip
def test_casualties(read: Coder, text: str, expected: list[tuple[str, str]]) -> None:
    """Each item of a list counts, with the words that bound its number, for its own harm."""
    assert expected == [one for event in code(read, text).events for one in told(event.casualties)]


def test_a_span_counts_for_the_nearest_harm(read: Coder) -> None:
    """Whoever is injured beside somebody killed is not dead as well."""
    text = (
        "The man killed a woman and injured at least nineteen others in Charlottesville on Friday."
    )
    found = {one for event in code(read, text).events for one in told(event.casualties)}
    assert {("dead", "a woman"), ("injured", "at least nineteen others")} == found


def test_several_hundred_have_no_upper_end(read: Coder) -> None:
    """Several hundred boys are three hundred or more."""
    text = "Gunmen abducted several hundred boys from a school in Katsina on Friday."
    (boys,) = event(code(read, text), "abducted").casualties
    assert (300, None, None, "child") == (boys.low, boys.best, boys.high, boys.of.value)


@pytest.mark.parametrize(
    "text, side",
    [
        ("The attack killed two bystanders in Karachi on Monday.", "bystander"),
        ("The attack killed two traders in Karachi on Monday.", "recipient"),
    ],
)
def test_sides(read: Coder, text: str, side: str) -> None:
    """Bystanders are on no side of an attack."""
    assert [side] == [one.side.value for one in code(read, text).events[0].casualties]


@pytest.mark.parametrize(
    "text",
    [
        "There were no casualties.",
        "The victims of the fire were BURIED on Monday in Lima.",
        "An accidental fire at a warehouse in Dhaka killed 12 workers on Monday.",
    ],
)
def test_no_attack(read: Coder, text: str) -> None:
    """A toll of none, a burial and an accident are no assaults."""
    assert [] == [one for one in code(read, text).events if one.type == "ASSAULT"]


def test_what_they_rode_on_is_not_what_they_did(read: Coder) -> None:
    """The anchor is the killing, the actor ends before what he rode on."""
    coded = code(read, "Gunmen on motorbikes killed seven villagers in Tahoua on Monday.")
    assert "killed" == coded.events[0].anchor.text
    assert not words(coded, coded.events[0].actor)[0].endswith(" on")
