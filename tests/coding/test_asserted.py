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


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Police suspect that al-Shabab carried out the bombing.", "suspected"),
        ("Police suspect the Taliban carried out the bombing.", "suspected"),
        ("Officials said the Taliban were behind the bombing.", "accused"),
        ("The United States believes Kata'ib Hezbollah was behind the bombing.", "suspected"),
        ("The governor said he held the Taliban responsible for the bombing.", "accused"),
        ("Rebels were held responsible for the bombing of a school.", "accused"),
    ],
)
def test_blame_in_plain_words_is_no_fact(read: Coder, text: str, expected: str) -> None:
    """Who is suspected or held responsible is so, and who says it reports the event."""
    coded = code(read, DATELINE + text)
    bombing = event(coded, "bombing")
    assert bombing.actor
    assert expected == bombing.assertion
    (said,) = [one for one in coded.claims if one.kind == "blame"]
    assert words(coded, said.accused) == words(coded, bombing.actor)


DATELINE = "BAGHDAD, March 4 (Quay Wire) - "
TOLD = "A car bomb killed 12 people in Kabul on Thursday. "


@pytest.mark.parametrize(
    "text, kind, speaker",
    [
        ("Responsibility was claimed by the Islamic State group.", "responsibility", "Islamic"),
        ("Islamic State took responsibility for the bombing.", "responsibility", "Islamic"),
        ("“We carried out this attack,” Islamic State said.", "responsibility", "Islamic"),
        ("Islamic State's Amaq agency said the group was responsible.", "responsibility", "Amaq"),
        ("The Taliban denied involvement.", "denial", "Taliban"),
        ("“We had no hand in this attack,” Taliban spokesman Ali Omar said.", "denial", "Omar"),
        ("The attack was blamed on the Taliban.", "blame", ""),
    ],
)
def test_a_follow_up_in_plain_words_is_a_claim(
    read: Coder, text: str, kind: str, speaker: str
) -> None:
    """One sentence behind the dispatch says who claims, denies or is blamed."""
    coded = code(read, DATELINE + TOLD + text)
    (one,) = coded.claims
    assert kind == one.kind
    assert one.event is not None
    assert speaker in " ".join(words(coded, (one.speaker,) if one.speaker else ()))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has claimed the attack.",
        "There was no immediate claim of responsibility.",
        "Islamic State has yet to claim responsibility.",
    ],
)
def test_nobody_claims(read: Coder, text: str) -> None:
    """What nobody claimed is neither claim nor denial."""
    coded = code(read, DATELINE + TOLD + text)
    assert {"responsibility", "denial"}.isdisjoint(one.kind for one in coded.claims)
    assert "claimed" not in {one.assertion for one in coded.events}


def test_taking_responsibility_accuses_nobody(read: Coder) -> None:
    """The claim is a claim, not an event; the bombing has an actor by his own word."""
    coded = code(
        read,
        DATELINE + "The Islamic State group claimed responsibility for Thursday's bombing in Kabul"
        " that killed 12 people.",
    )
    assert {"ASSAULT"} == {one.type for one in coded.events}
    assert "claimed" == event(coded, "bombing").assertion
    assert (
        "responsibility for Thursday's bombing in Kabul that killed 12 people"
        == claim(coded, "bombing").content.text
    )


def test_who_denies_a_part_leaves_the_act_real(read: Coder) -> None:
    """The bombing happened; its actor is at most accused, and the content is whole."""
    coded = code(
        read, DATELINE + "The Taliban denied involvement in the bombing that killed 12 people."
    )
    bombing = event(coded, "bombing")
    assert "actual" == bombing.status
    assert not bombing.actor or "accused" == bombing.assertion
    assert "involvement in the bombing that killed 12 people" == coded.claims[0].content.text


def test_who_reports_is_not_who_attacked(read: Coder) -> None:
    """The coalition tells of the rockets and did not fire them."""
    coded = code(
        read,
        DATELINE + "Rockets hit the K1 base near Kirkuk on Friday, killing a contractor, the"
        " U.S.-led coalition said.",
    )
    hit = event(coded, "hit")
    assert () == hit.actor
    assert ["the U.S.-led coalition"] == words(coded, hit.attributed_to)


def test_who_says_that_it_did_so_is_the_actor(read: Coder) -> None:
    """The speaker's own pronoun makes him the actor by his word, and the object a recipient."""
    coded = code(
        read,
        DATELINE + "Israel said it killed a senior Hamas commander in a strike on Khan Younis."
        " Hamas denied that any commander was present.",
    )
    strike = event(coded, "strike")
    assert ["Israel"] == words(coded, strike.actor) == words(coded, strike.attributed_to)
    assert ["a senior Hamas commander"] == words(coded, strike.recipient)
    assert "claimed" == strike.assertion
    assert claim(coded, "it killed").event == coded.events.index(strike)


def test_a_forecast_with_its_condition_before_it(read: Coder) -> None:
    """A plain sentence of what follows if is a forecast with condition and horizon."""
    text = (
        DATELINE + "If the truce fails, fighting will resume within two weeks, U.N. envoy Ivo Lima"
        " warned."
    )
    coded = code(read, text)
    (one,) = coded.claims
    assert ("forecast", "fighting will resume within two weeks") == (one.kind, one.content.text)
    assert one.condition is not None
    assert "If the truce fails" == one.condition.text
    assert one.horizon is not None
    assert "within two weeks" == coded.mentions[one.horizon.mention].text


@pytest.mark.parametrize("opening, closing", ["“”", '""'])
def test_both_halves_of_a_quotation_are_believed(read: Coder, opening: str, closing: str) -> None:
    """What stands behind the speaker is his as surely as what stands before him."""
    said = f"{opening}Nobody can pass,{closing} he added, {opening}unless the army escorts them."
    coded = code(read, DATELINE + said + closing)
    (first, second) = coded.claims
    assert "unless the army escorts them" in (second.content.text or "")
    assert first.score == second.score


def test_who_stands_for_the_words_before_it(read: Coder) -> None:
    """Critics argue, though the cue's subject is "who"."""
    coded = code(
        read,
        "The strikes fueled critics, who’ve since argued America actually remains very much at war"
        " in both Iraq and Syria.",
    )
    speaker = claim(coded, "America").speaker
    assert speaker is not None
    cluster = coded.mentions[speaker.mention].cluster
    assert "critics" in {one.text for one in coded.mentions if one.cluster == cluster}


def test_a_list_of_speakers_is_whole(read: Coder) -> None:
    """All who open the sentence speak, not the last of them alone."""
    coded = code(
        read, "The army, the police and a local council said the road would be closed until Friday."
    )
    assert ["The army, the police and a local council"] == [
        text for one in coded.claims if one.speaker for text in words(coded, (one.speaker,))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv did not claim responsibility for the strike on the bridge.",
        "Islamic State has yet to claim responsibility for the strike on the bridge.",
    ],
)
def test_who_has_not_claimed_an_act_is_no_actor_of_it(read: Coder, text: str) -> None:
    """The strike is real, and nobody is its actor."""
    strike = event(code(read, DATELINE + text), "strike")
    assert ("actual", ()) == (strike.status, strike.actor)


def test_who_rejects_the_accusation_is_at_most_accused(read: Coder) -> None:
    """Whoever denies to have done it is no actor as a fact."""
    coded = code(
        read, DATELINE + "Iran rejected accusations that it was behind the attack on the tanker."
    )
    attack = event(coded, "attack")
    assert not attack.actor or "accused" == attack.assertion


def test_neither_confirmed_nor_denied_is_no_denial(read: Coder) -> None:
    """Who keeps silent denies nothing."""
    coded = code(
        read,
        DATELINE + "Israel neither confirmed nor denied carrying out the strike on Damascus.",
    )
    assert "denial" not in {one.kind for one in coded.claims}
