"""Which event tells an incident, and which fillers it takes from it, with a toy."""

import pytest

from tests.coding.encoder import toys
from tests.coding.encoder.test_assembly import begun, fillers, words
from watchfloor.coding.encoder.anchors import candidates
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.incident_events import report
from watchfloor.coding.encoder.incident_fillers import Entity
from watchfloor.coding.encoder.incidents import Incident
from watchfloor.model import Coded, MentionKind

RAID = "Rebels zorbed a bridge in Orvale. They zorbed two students near Gao."


def raided(
    *given_incidents: tuple[str, tuple[float, ...], dict[str, list[str]]], kind: str = "ASSAULT"
) -> Coded:
    """Return the coding of two attacks, both with a place of their own, after these incidents."""
    model = toys.settled(kind)
    assembly = begun(RAID, model, anchor=["zorbed", "zorbed two"])
    assembly.name_all()
    anchors = candidates(assembly.encoded, Heads(model, assembly.encoded), toys.FITTED)
    for anchor, place in zip(anchors, ("Orvale", "Gao"), strict=True):
        assembly.add(anchor, fillers(assembly, place=[place], recipient=["They"]))
    for name, sentences, listed in given_incidents:
        entities = tuple(
            Entity(head, (toys.place_of(assembly.encoded, RAID, words),), 0.7, ())
            for head, found in listed.items()
            for words in found
        )
        report(assembly, Incident(name, 0.9, sentences, entities), anchors)
    coded = assembly.coded("toy@1", 0, ())
    coded.check(assembly.document)
    return coded


def test_an_incident_is_reported_by_the_event_that_tells_it() -> None:
    """The event of the most telling sentence is terrorism, with the incident's fillers and mode."""
    coded = raided(("bombing", (0.9, 0.1), {"perp_ind": ["Rebels"], "target": ["a bridge"]}))
    first, second = coded.events
    assert (("terrorism",), ()) == (first.context, second.context)
    assert (("explosives",), ()) == (first.mode, second.mode)
    assert (["Rebels"], ["a bridge"]) == (words(coded, "actor"), words(coded, "recipient"))
    assert ["Orvale"] == words(coded, "place")  # its own, of which the incident says nothing
    assert ["They"] == words(coded, "recipient", 1)
    assert {0.7} == {role.score for role in (*first.actor, *first.recipient)}


def test_a_second_incident_is_told_by_another_event() -> None:
    """No event reports two incidents; what no event is left for is not reported."""
    coded = raided(
        ("bombing", (0.9, 0.1), {}),
        ("kidnapping", (0.9, 0.1), {"victim": ["two students"]}),
        ("arson", (0.9, 0.1), {"target": ["a bridge"]}),
    )
    assert [("terrorism",), ("terrorism",)] == [event.context for event in coded.events]
    assert [("explosives",), ("abduct",)] == [event.mode for event in coded.events]
    assert (["They"], ["two students"]) == tuple(words(coded, "recipient", at) for at in (0, 1))


def test_an_incident_without_an_attack_is_not_reported() -> None:
    """Only an assault is terrorism."""
    coded = raided(("bombing", (0.9, 0.1), {"target": ["a bridge"]}), kind="COERCE")
    assert [(), ()] == [event.context for event in coded.events]
    assert ["They"] == words(coded, "recipient")


def test_fillers_of_an_incident_are_of_a_kind_that_their_head_says() -> None:
    """One group may be both culprits, and is named once; a town that is damaged stays a town."""
    coded = raided(
        (
            "attack",
            (0.9, 0.1),
            {"perp_ind": ["Rebels"], "perp_org": ["Rebels"], "target": ["Orvale"]},
        )
    )
    assert (["Rebels"], ["Orvale"]) == (words(coded, "actor"), words(coded, "recipient"))
    kinds = {one.text: one.kind for one in coded.mentions}
    assert MentionKind.PLACE is kinds["Orvale"]
    assert kinds["Rebels"] in (MentionKind.ORGANISATION, MentionKind.ARMED_GROUP)


ANSWER = "Guards zorbed a base on Monday. They recalled the zorbed general of Friday."


@pytest.mark.parametrize(
    "second_day, named",
    [("Friday", []), ("Monday", ["Guards"])],
)
def test_who_attacked_on_one_day_is_not_the_attacker_of_another(
    second_day: str, named: list[str]
) -> None:
    """A filler from another sentence stays with its own attack where the two have other dates."""
    text = ANSWER.replace("Friday", second_day)
    assembly = begun(text, anchor=["zorbed", "zorbed general"])
    assembly.name_all()
    anchors = candidates(assembly.encoded, Heads(toys.settled(), assembly.encoded), toys.FITTED)
    last = assembly.encoded.span(text.rindex(second_day), len(text) - 1)
    first = fillers(assembly, actor=["Guards"], date=["Monday"])
    second: Fillers = {"date": (Filler(last, 0.8),)}
    for anchor, held in zip(anchors, (first, second), strict=True):
        assembly.add(anchor, held)
    guards = Entity("perp_org", (toys.place_of(assembly.encoded, text, "Guards"),), 0.7, ())
    report(assembly, Incident("attack", 0.9, (0.1, 0.9), (guards,)), anchors)
    assert named == words(assembly.coded("toy@1", 0, ()), "actor", 1)


@pytest.mark.parametrize("score, kept", [(0.9, "They"), (0.75, "Rebels"), (0.5, "Rebels")])
def test_a_surer_actor_of_its_own_stands(score: float, kept: str) -> None:
    """Whom the event's own sentence names stands where it is surer by far than the incident is."""
    assembly = begun(RAID, anchor=["zorbed", "zorbed two"])
    assembly.name_all()
    anchors = candidates(assembly.encoded, Heads(toys.settled(), assembly.encoded), toys.FITTED)
    they = Filler(toys.place_of(assembly.encoded, RAID, "They"), score)
    own: tuple[Fillers, Fillers] = ({}, {"actor": (they,)})
    for anchor, held in zip(anchors, own, strict=True):
        assembly.add(anchor, held)
    rebels = Entity("perp_ind", (toys.place_of(assembly.encoded, RAID, "Rebels"),), 0.5, ())
    report(assembly, Incident("attack", 0.9, (0.1, 0.9), (rebels,)), anchors)
    assert [kept] == words(assembly.coded("toy@1", 0, ()), "actor", 1)


def test_what_an_attack_answers_fills_no_role_of_it() -> None:
    """The town of the raid that is answered is not what the answer hit, and fills the raid."""
    text = "Guards zorbed a base in answer to the zorbing of Orvale."
    for words_of, named in (("zorbed", []), ("zorbing", ["Orvale"])):
        assembly = begun(text, anchor=[words_of])
        assembly.name_all()
        anchors = candidates(assembly.encoded, Heads(toys.settled(), assembly.encoded), toys.FITTED)
        anchors = [one for one in anchors if assembly.encoded.texts[one.start] == words_of]
        assembly.add(anchors[0], {})
        town = Entity("target", (toys.place_of(assembly.encoded, text, "Orvale"),), 0.7, ())
        report(assembly, Incident("attack", 0.9, (0.9,), (town,)), anchors)
        assert named == words(assembly.coded("toy@1", 0, ()), "recipient")
