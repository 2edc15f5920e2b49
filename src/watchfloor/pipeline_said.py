"""Who claims, is blamed for, or denies an incident, by the claims and events of the record."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from watchfloor.model import Assertion, Claim, ClaimKind, Document, Event, Filler, Speaker
from watchfloor.model.said import Said, Stance
from watchfloor.store import query

_STANCES = {
    ClaimKind.RESPONSIBILITY: Stance.CLAIMED,
    ClaimKind.BLAME: Stance.BLAMED,
    ClaimKind.DENIAL: Stance.DENIED,
}
_ASSERTED = {Assertion.CLAIMED: Stance.CLAIMED, Assertion.ACCUSED: Stance.BLAMED}


def said(
    connection: sqlite3.Connection,
    events: Sequence[Event],
    withdrawn: Collection[str] = frozenset(),
) -> tuple[Said, ...]:
    """Return what is said on who did what some events tell, by actor, stance and day.

    First come claims about the events, then events whose actor their text calls accused or
    claiming, where no claim of their document says the same. What `withdrawn` documents say is left
    out: it stays in the texts, marked.
    """
    told_of = [one for one in events if one.document_id not in withdrawn]
    known = {one.id: one for one in told_of}
    documents: dict[str, Document] = {}

    def document(document_id: str) -> Document:
        if document_id not in documents:
            documents[document_id] = query.document(connection, document_id)
        return documents[document_id]

    found = [
        _of_claim(one, actor, document(one.document_id))
        for one in query.claims_about(connection, known)
        if one.kind in _STANCES and one.document_id not in withdrawn
        for actor in _actors(one, known)
    ]
    told = {(one.document_id, one.stance, _who(one.actor)) for one in found}
    found += [
        one
        for event in told_of
        for one in _of_event(event)
        if (one.document_id, one.stance, _who(one.actor)) not in told
    ]
    return tuple(sorted(_each_once(found), key=_order))


def _actors(claim: Claim, events: Mapping[str, Event]) -> tuple[Speaker | None, ...]:
    """Return of whom a claim speaks: himself, or whom he blames, else the accused of the event."""
    if claim.kind is not ClaimKind.BLAME:
        return (claim.speaker,)
    event = events.get(claim.event_id or "")
    asserted = event.actor if event and event.assertion is Assertion.ACCUSED else ()
    return claim.accused or tuple(map(_speaker, asserted)) or (None,)


def _of_claim(claim: Claim, actor: Speaker | None, document: Document) -> Said:
    published = document.published
    return Said(
        stance=_STANCES[claim.kind],
        actor=actor,
        speaker=claim.speaker,
        via=claim.via,
        words=claim.content.text,
        start=claim.content.start,
        end=claim.content.end,
        quoted=claim.quoted,
        date=published.to.isoformat() if published else None,
        source=document.source,
        document_id=claim.document_id,
        event_id=claim.event_id,
        claim_id=claim.id,
    )


def _of_event(event: Event) -> Iterator[Said]:
    if event.assertion not in _ASSERTED:
        return
    speaker = _speaker(event.attributed_to[0]) if event.attributed_to else None
    for actor in event.actor:
        yield Said(
            stance=_ASSERTED[event.assertion],
            actor=_speaker(actor),
            speaker=speaker,
            via=(),
            words=event.anchor.text,
            start=event.anchor.start,
            end=event.anchor.end,
            quoted=False,
            date=event.published.to.isoformat() if event.published else None,
            source=event.source,
            document_id=event.document_id,
            event_id=event.id,
            claim_id=None,
        )


def _speaker(filler: Filler) -> Speaker:
    return Speaker(
        text=filler.text,
        start=filler.start,
        end=filler.end,
        entity_id=filler.entity_id,
        name=filler.name,
    )


def _who(speaker: Speaker | None) -> str:
    if speaker is None:
        return ""
    return speaker.entity_id or (speaker.name or speaker.text or "").casefold()


def _each_once(found: Iterable[Said]) -> Iterator[Said]:
    """Yield each statement once: an event's repetitions in a text accuse the same actor again."""
    seen = set[tuple[object, ...]]()
    for one in found:
        own = one.claim_id or (one.document_id, _who(one.speaker)), one.stance, _who(one.actor)
        if own not in seen:
            seen.add(own)
            yield one


def _order(one: Said) -> tuple[object, ...]:
    where = one.document_id, one.start or 0, one.claim_id or ""
    return _who(one.actor), list(Stance).index(one.stance), one.date or "~", *where
