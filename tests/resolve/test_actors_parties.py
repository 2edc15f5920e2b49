"""Sides of stated relations: states, names that stand elsewhere, people who serve a state."""

from datetime import date

import pytest

from watchfloor.model import (
    Cited,
    Coded,
    CodedRelation,
    Document,
    Mention,
    MentionKind,
    Predicate,
    Published,
    Role,
    join_relations,
)
from watchfloor.resolve import resolve

PERSON, GROUP, PLACE = MentionKind.PERSON, MentionKind.GROUP, MentionKind.PLACE
ARMED = MentionKind.ARMED_GROUP


def sides(
    text: str,
    subject: tuple[str, MentionKind],
    predicate: str,
    object_: tuple[str, MentionKind],
    role: str | None = None,
    others: tuple[tuple[str, MentionKind], ...] = (),
) -> tuple[str | None, ...]:
    """Return ids, else names, of both sides of a relation; the last occurrence of words counts."""
    document = Document.new(text, published=Published.on(date(2021, 6, 1), "given"))
    mentions = []
    for words, kind in (subject, object_, *others):
        start = text.rindex(words) if (words, kind) not in others else text.index(words)
        head = (start, start + len(words))
        mentions.append(Mention.cut(text, *head, kind=kind, head=head))
    coded = Coded(
        document_id=document.id,
        coder="test@1",
        mentions=tuple(mentions),
        relations=(
            CodedRelation(
                subject=Role(0, 0.8),
                predicate=Predicate(predicate),
                object=Role(1, 0.8),
                evidence=Cited.cut(text, 0, 4),
                role=role,
                score=0.8,
            ),
        ),
    )
    (one,) = join_relations(document, coded, resolve(document, coded))
    return tuple(party.entity_id or party.name for party in (one.subject, one.object))


@pytest.mark.parametrize(
    "text, subject, predicate, object_, role, expected",
    [
        (
            "Iran backs Kata'ib Hezbollah.",
            *(("Iran", PLACE), "backs", ("Kata'ib Hezbollah", ARMED), None),
            ("IRN-GOV", "kataib-hezbollah"),
        ),
        (
            "Iraqi Prime Minister Mustafa al-Kadhimi left.",
            *(("Mustafa al-Kadhimi", PERSON), "leads", ("Iraqi", GROUP), "prime minister"),
            ("mustafa-al-kadhimi", "IRQ-GOV"),
        ),
        (
            "Iranian general Qassem Soleimani left.",
            *(("Qassem Soleimani", PERSON), "member_of", ("Iranian", GROUP), "general"),
            ("qassem-soleimani", "IRN-MIL"),
        ),
        (
            "Ana Lima, mayor of Baghdad, left.",
            *(("Ana Lima", PERSON), "leads", ("Baghdad", PLACE), "mayor"),
            (None, None),
        ),
        (
            "French Foreign Minister Ana Lima left.",
            *(("French Foreign Minister Ana Lima", PERSON), "member_of", ("French", GROUP)),
            *("foreign minister", (None, "FRA-GOV")),
        ),
    ],
)
def test_a_state_is_the_side_of_a_relation(
    text: str,
    subject: tuple[str, MentionKind],
    predicate: str,
    object_: tuple[str, MentionKind],
    role: str | None,
    expected: tuple[str | None, ...],
) -> None:
    """A state's name or adjective means its government, a general's its army; nobody is France."""
    assert expected == sides(text, subject, predicate, object_, role)


def test_a_place_stays_the_place_of_events() -> None:
    """What a place means as a side of a relation changes nothing of what it means otherwise."""
    text = "Iran backs Hamas."
    document = Document.new(text)
    place = Mention.cut(text, 0, 4, kind=PLACE, head=(0, 4))
    group = Mention.cut(text, 11, 16, kind=ARMED, head=(11, 16))
    coded = Coded(
        document_id=document.id,
        coder="test@1",
        mentions=(place, group),
        relations=(
            CodedRelation(
                subject=Role(0, 0.8),
                predicate=Predicate.BACKS,
                object=Role(1, 0.8),
                evidence=Cited.cut(text, 0, 16),
                score=0.8,
            ),
        ),
    )
    resolved = resolve(document, coded)
    of, party = resolved.of(0), resolved.of_party(0)
    assert of is not None
    assert party is not None
    assert of.place is not None
    assert party.entity is not None
    assert ("IRN", "IRN-GOV") == (of.place.country, party.entity.entity_id)


def test_a_surname_goes_by_the_whole_name() -> None:
    """A person whom the tables do not hold is one under surname and full name, not under two."""
    text = "Ana Lima spoke. Lima leads Hamas."
    given = ("Lima", PERSON), "leads", ("Hamas", ARMED)
    assert ("Ana Lima", "hamas") == sides(text, *given, others=(("Ana Lima", PERSON),))
    text = "Ana Lima and Bo Lima spoke. Lima leads Hamas."
    both = (("Ana Lima", PERSON), ("Bo Lima", PERSON))
    assert (None, "hamas") == sides(text, *given, others=both)
