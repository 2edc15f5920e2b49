"""Actors: groups by alias, organs of states, and mentions that stay mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.model import Entity, MentionKind, Resolution
from watchfloor.resolve.actors import resolve_actor
from watchfloor.resolve.actors_scan import Scene
from watchfloor.resolve.actors_words import sector_of_body

GROUP = MentionKind.GROUP


def entity(words: str, kind: MentionKind = GROUP) -> Entity:
    """Resolve words that must be known."""
    found = resolve_actor(words, kind)
    assert found is not None
    assert found.entity is not None
    return found.entity


@pytest.mark.parametrize(
    "words,entity_id",
    [
        ("Kata’ib Hezbollah", "kataib-hezbollah"),
        ("Kata'ib Hezbollah fighters", "kataib-hezbollah"),
        ("the Islamic State", "islamic-state"),
        ("ISIS", "islamic-state"),
        ("suspected Islamic State militants", "islamic-state"),
        ("fighters from the Islamic State", "islamic-state"),
        ("members of Hamas", "hamas"),
        ("HAMAS", "hamas"),
        ("the Syrian Democratic Forces", "syrian-democratic-forces"),
        ("The Taliban's", "taliban"),
        ("Popular Mobilization Forces (PMF)", "popular-mobilization-forces"),
        ("Kata'ib Hezbollah, an example of a militia", "kataib-hezbollah"),
        ("Tahreer al Shaam", "hayat-tahrir-al-sham"),
    ],
)
def test_group_by_alias(words: str, entity_id: str) -> None:
    """A group is known by any alias, alone or as the name inside a longer mention."""
    assert entity_id == entity(words).entity_id


@pytest.mark.parametrize(
    "words,entity_id,sector",
    [
        ("the Iraqi army", "IRQ-MIL", "MIL"),
        ("Iraqi security forces", "IRQ-MIL", "MIL"),
        ("U.S. troops", "USA-MIL", "MIL"),
        ("2,500 American soldiers", "USA-MIL", "MIL"),
        ("Israeli drones", "ISR-MIL", "MIL"),
        ("Turkish police", "TUR-COP", "COP"),
        ("Iran's navy", "IRN-MIL", "MIL"),
        ("the army of Chad", "TCD-MIL", "MIL"),
        ("the Iraqi government", "IRQ-GOV", "GOV"),
        ("Russia's foreign ministry", "RUS-GOV", "GOV"),
        ("the U.S. embassy", "USA-GOV", "GOV"),
        ("Russian military intelligence", "RUS-SPY", "SPY"),
        ("Ukrainian lawmakers", "UKR-LEG", "LEG"),
        ("an Egyptian court", "EGY-JUD", "JUD"),
        ("the Pentagon", "USA-MIL", "MIL"),
        ("the White House", "USA-GOV", "GOV"),
        ("Iran", "IRN-GOV", "GOV"),
        ("the United States", "USA-GOV", "GOV"),
        ("Moscow's forces", "RUS-MIL", "MIL"),
        ("the regime in Tehran", "IRN-GOV", "GOV"),
        ("U . S . officials", "USA-GOV", "GOV"),
        ("the Tatmadaw", "MMR-MIL", "MIL"),
    ],
)
def test_organ_of_a_state(words: str, entity_id: str, sector: str) -> None:
    """A state's adjective or name with the noun of an organ is that organ."""
    found = entity(words)
    assert (entity_id, sector) == (found.entity_id, found.type)
    assert entity_id[:3] == found.country


def test_capitals_are_governments_only_as_governments() -> None:
    """The words "Baghdad said" are a government when the coder says so, and never a group."""
    assert entity("Baghdad", MentionKind.GOVERNMENT).entity_id == "IRQ-GOV"
    assert resolve_actor("Baghdad", GROUP) is None


@pytest.mark.parametrize(
    "words",
    [
        "gunmen",
        "residents",
        "the militia",
        "Americans",
        "Iraqi Shiite militias",
        "Iranian-backed militias",
        "Iran-backed fighters",
        "anti-Taliban fighters",
        "former Iraqi soldiers",
        "Syrian army defectors",
        "victims of Hamas",
        "people displaced by Boko Haram",
        "Hamas commander Ahmad Example",
        "Iran's drone makers",
        "the Army",
        "",
        "the",
        "x" * 300,
    ],
)
def test_unresolved_on_purpose(words: str) -> None:
    """Generic groups, peoples, victims and unknown names stay mentions."""
    assert resolve_actor(words, GROUP) is None


@pytest.mark.parametrize(
    "words,entity_id",
    [
        ("Iraqi Prime Minister Ahmad Example", "IRQ-GOV"),
        ("a Taliban spokesman", "taliban"),
        ("an Israeli soldier", "ISR-MIL"),
        ("U.S. officials", "USA-GOV"),
        ("Iranian Gen. Ahmad Example", "IRN-MIL"),
        ("White House adviser Ahmad Example", "USA-GOV"),
        ("Secretary-General António Guterres", "antonio-guterres"),
        ("President of Nigeria Goodluck Jonathan", "goodluck-jonathan"),
        ("Antony J. Blinken", "antony-blinken"),
    ],
)
def test_office_of_a_person(words: str, entity_id: str) -> None:
    """A person stands for an organ or a group by the office that the words state."""
    assert entity_id == entity(words, MentionKind.PERSON).entity_id


@pytest.mark.parametrize("words", ["Ahmad Example", "Iran", "a Hamas victim", "an Iraqi woman"])
def test_private_people_are_no_entities(words: str) -> None:
    """Without an office a person stays a mention."""
    assert resolve_actor(words, MentionKind.PERSON) is None


def test_only_actors_are_actors() -> None:
    """Places, dates and weapons never become actors."""
    assert resolve_actor("Iran", MentionKind.PLACE) is None


def test_a_shared_alias_is_a_ranked_choice() -> None:
    """Two bearers of one alias are both shown, none merged, and the text's country decides."""
    blind = resolve_actor("ASWJ", GROUP)
    assert blind is not None
    assert "shared by 2" in blind.rule
    assert len(blind.runners_up) == 1
    assert blind.score <= 0.75
    for country, expected in (("SOM", "aswj-somalia"), ("PAK", "sipah-e-sahaba")):
        found = resolve_actor("ASWJ", GROUP, Scene(countries={country: 3.0}))
        assert found is not None
        assert found.entity is not None
        assert expected == found.entity.entity_id
        assert f"the text names {country}" in found.rule


@pytest.mark.parametrize(
    "body,sector",
    [
        ("Central Intelligence Agency", "SPY"),
        ("National Police", "COP"),
        ("Knesset", "LEG"),
        ("Bundeswehr", "MIL"),
        ("Kremlin", "GOV"),
    ],
)
def test_sector_of_a_named_body(body: str, sector: str) -> None:
    """A named organ tells its sector by its words; what says nothing is government."""
    assert sector == sector_of_body(body)


KNOWN = ["the", "Iraqi", "army", "of", "Hamas", "U.S.", "police", "former", "Iran's", "fighters",
         "spokesman", "in", "forces", "Kata'ib", "Hezbollah", "-backed", "'s", ","]  # fmt: skip


@given(st.lists(st.sampled_from(KNOWN), max_size=14), st.sampled_from(list(MentionKind)))
def test_any_mixture_of_known_words_is_survived(words: list[str], kind: MentionKind) -> None:
    """No mixture raises, and the same words always give the same answer."""
    text = " ".join(words)
    first: Resolution | None = resolve_actor(text, kind)
    assert first == resolve_actor(text, kind)


@given(st.text(max_size=250), st.sampled_from(list(MentionKind)))
def test_any_text_is_survived(words: str, kind: MentionKind) -> None:
    """Random Unicode never raises."""
    found = resolve_actor(words, kind)
    assert found is None or found.entity is not None
