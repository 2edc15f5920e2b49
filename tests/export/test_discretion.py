"""Names and places are withheld where people read, and the shapes of the contract stay."""

import io
import json
from dataclasses import replace

import pytest

from tests.present.brief import made
from watchfloor.export import formats
from watchfloor.export.discretion import (
    BLOCK,
    DISCREET,
    WITHHELD,
    Discretion,
    coarse,
    discreet,
    facet_name,
    is_private,
    masked_text,
    unsaid_of,
)
from watchfloor.model import Filler, MentionKind, Party, Predicate, Relation, encode


def person(words: str, entity: str | None = None) -> Filler:
    """Return a person by words."""
    return Filler(
        text=words,
        start=0,
        end=len(words),
        score=0.9,
        kind=MentionKind.PERSON,
        entity_id=entity,
        name=words if entity else None,
    )


@pytest.mark.parametrize(
    "filler, private",
    [
        (person("Omar Haddad"), True),
        (person("Omar Haddad", "omar-haddad"), False),
        (person("General Omar Haddad"), False),
        (person("residents"), False),
        (replace(person("Omar Haddad"), kind=MentionKind.ARMED_GROUP), False),
        (replace(person("the family of Omar Haddad"), kind=MentionKind.GROUP), True),
    ],
)
def test_whom_the_rules_protect(filler: Filler, private: bool) -> None:
    """Golden: a person without entity and office whose words hold a name."""
    assert private == is_private(filler)


def test_a_masked_span_keeps_its_place_and_length() -> None:
    """The words are blacked, offsets and length stay, and no key is missing."""
    event = made.shooting()
    shown = discreet(event)
    (victim,) = shown.recipient
    assert (event.recipient[0].start, event.recipient[0].end) == (victim.start, victim.end)
    assert f"{BLOCK * len('Omar Haddad')}" == victim.text
    assert encode(event).keys() == encode(shown).keys()
    assert event.anchor == shown.anchor


def test_masking_twice_is_masking_once() -> None:
    """It can be applied wherever a row passes."""
    for row in (made.shooting(), made.burning(), made.one_sided().incident, made.denial()):
        assert discreet(row) == discreet(discreet(row))


def test_a_shelter_goes_out_by_province() -> None:
    """No point, no name of the town; the building is told by its kind."""
    shown = discreet(made.unreviewed().incident)
    place = shown.event_loc
    assert place is not None
    assert ("Anbar", None, None, "province") == (place.name, place.lat, place.lon, place.precision)
    assert "a shelter (place withheld)" == shown.recipient[0].name
    assert place == coarse(place)


def test_sexual_violence_goes_out_by_province() -> None:
    """Wherever it was, only the province is told."""
    shown = discreet(replace(made.shooting(), mode=("sexual",)))
    assert shown.event_loc is not None
    assert "province" == shown.event_loc.precision


def test_people_overrule_the_rules() -> None:
    """A shown name stands, a hidden one does not, an unmasked output shows all."""
    event = made.shooting()
    assert discreet(event, Discretion.of(shown=["omar  haddad"])) == event
    assert discreet(event, Discretion(off=True)) is event
    hidden = discreet(made.shelling("Ash Wire", "Three", 3), Discretion.of(hidden=["River Front"]))
    assert WITHHELD == hidden.actor[0].name
    ash = discreet(made.shelling("Ash Wire", "Three", 3), Discretion.of(hidden=["Ash"]))
    assert ash.event_loc is not None
    assert "Anbar" == ash.event_loc.name


def test_only_known_actors_become_facets() -> None:
    """Words without an entity are nothing to choose by."""
    assert facet_name(person("Omar Haddad")) is None
    assert facet_name(person("residents")) is None
    assert "Jane Roe" == facet_name(person("Jane Roe", "jane-roe"))
    assert facet_name(person("Jane Roe", "jane-roe"), Discretion.of(hidden=["jane roe"])) is None


def test_quoted_words_lose_the_names_too() -> None:
    """The name, and its last part alone, are blacked wherever they stand."""
    names = unsaid_of([made.shooting()], DISCREET).names
    assert ("Omar Haddad",) == names
    quoted = masked_text("Omar Haddad left. Haddad is back.", names)
    assert f"{BLOCK * 11} left. {BLOCK * 6} is back." == quoted


def test_a_member_of_a_group_is_withheld_and_the_group_is_not() -> None:
    """Of a stated relation the person's name goes."""
    words = "Omar Haddad is a member of the River Brigade"
    relation = Relation(
        id="r",
        document_id="d",
        external_id=None,
        subject=Party(text="Omar Haddad", start=0, end=11),
        predicate=Predicate.MEMBER_OF,
        object=Party(text="the River Brigade", start=27, end=44),
        since=None,
        until=None,
        evidence=Party(text=words, start=0, end=len(words)),
    )
    shown = discreet(relation)
    assert BLOCK * 11 == shown.subject.text
    assert "the River Brigade" == shown.object.text


@pytest.mark.parametrize("name", ["jsonl", "parquet", "csv", "geojson", "acled", "ucdp", "graphml"])
def test_every_format_is_masked_by_default(name: str) -> None:
    """Whoever calls the writers, without rules the rules hold."""
    stream = io.BytesIO()
    formats.write("incidents", name, iter([made.one_sided().incident]), stream)
    assert b"Haddad" not in stream.getvalue()


def test_json_lines_are_masked_unless_told_otherwise() -> None:
    """As every format is, at the same offsets; without rules the words equal the text's."""
    event, exact, masked = made.shooting(), io.BytesIO(), io.BytesIO()
    formats.write("events", "jsonl", iter([event]), exact, rules=Discretion(off=True))
    formats.write("events", "jsonl", iter([event]), masked)
    one, other = json.loads(exact.getvalue()), json.loads(masked.getvalue())
    assert "Omar Haddad" == one["recipient"][0]["text"]
    assert BLOCK * 11 == other["recipient"][0]["text"]
    assert one["recipient"][0]["start"] == other["recipient"][0]["start"]


def test_a_noun_that_begins_a_sentence_is_no_name() -> None:
    """What the text writes small elsewhere, or a plural at the head of sentences alone."""
    event = replace(made.shooting(), recipient=(person("Critics"), person("Haddad")))
    told = unsaid_of([event], DISCREET, text="Critics left. Police met Haddad and some critics.")
    assert ("Haddad",) == told.names


def test_an_office_beside_a_name_lets_it_stand_in_the_whole_text() -> None:
    """The bare name, and the last part of it, are the office-holder's, too."""
    text = "Omar Haddad, a spokesman for the front, spoke. Mr. Haddad left."
    event = replace(made.shooting(), recipient=(person("Omar Haddad"), person("Mr. Haddad")))
    assert () == unsaid_of([event], DISCREET, text=text).names
    assert ("Omar Haddad",) == unsaid_of([event], DISCREET).names[:1]
