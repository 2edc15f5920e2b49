"""Whom an act is done to: never by a description whoever does it."""

import pytest

from watchfloor.model import (
    Coded,
    CodedEvent,
    Document,
    Entity,
    Mention,
    MentionKind,
    Resolution,
    Resolved,
    Role,
    Scored,
    Status,
    join_events,
)


@pytest.mark.parametrize(
    "text, kind, recipient, expected",
    [
        ("Orvale accuses the junta of fraud.", "ACCUSE", "the junta", None),
        ("Orvale accuses Orvale's junta of fraud.", "ACCUSE", "Orvale's junta", "ORV-GOV"),
        ("Orvale accuses the government there, met it.", "CONSULT", "the government", "ORV-GOV"),
    ],
)
def test_who_acts_is_not_meant_by_a_description_of_whom_it_befalls(
    text: str, kind: str, recipient: str, expected: str | None
) -> None:
    """A name says so itself, and of what two sides do each is both."""

    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    document = Document.new(text)
    spans = ((0, 6), span(recipient))
    mentions = tuple(Mention.cut(text, *one, kind=MentionKind.GROUP, head=one) for one in spans)
    event = CodedEvent(
        anchor=Scored.cut(text, *span("accuses"), score=0.9),
        type=kind,
        status=Status.ACTUAL,
        score=0.9,
        chain=0,
        actor=(Role(0, 0.9),),
        recipient=(Role(1, 0.9),),
    )
    coded = Coded(document_id=document.id, coder="t@1", mentions=mentions, events=(event,))
    meant = Resolution(
        entity=Entity(entity_id="ORV-GOV", name="Orvale", type="GOV"), rule="test", score=0.9
    )
    resolved = Resolved(
        document_id=document.id, resolver="t@1", resolutions={"0": meant, "1": meant}
    )
    (found,) = join_events(document, coded, resolved)
    assert [expected] == [one.entity_id for one in found.recipient]
