"""Sentences on what reports contradict each other on, what is claimed, and what nobody says."""

from collections.abc import Iterator

from watchfloor.export.discretion import discreet
from watchfloor.model import Claim, ClaimKind, Count, Event, Incident, Status
from watchfloor.model.brief import Sentence
from watchfloor.pipeline_brief import Told
from watchfloor.pipeline_dossier import Covering
from watchfloor.present.brief.happenings import (
    TOLLS,
    VERBS,
    Ground,
    counts_of,
    is_accepted,
    quoted,
    short_words,
)
from watchfloor.present.brief.words import NOBODY, capital, joined, party, when
from watchfloor.present.phrases import bounds_words
from watchfloor.present.terminal import one_line
from watchfloor.store.coverage import UNNAMED

_KINDS = {
    ClaimKind.RESPONSIBILITY: "claim of responsibility",
    ClaimKind.BLAME: "blame",
    ClaimKind.DENIAL: "denial",
    ClaimKind.THREAT: "threat",
    ClaimKind.PLEDGE: "pledge",
    ClaimKind.DEMAND: "demand",
    ClaimKind.FORECAST: "forecast",
    ClaimKind.ASSESSMENT: "judgement",
}
_UNREAL = {
    Status.THREATENED: "threatened",
    Status.PLANNED: "planned or announced",
    Status.DENIED: "said not to have happened",
    Status.HYPOTHETICAL: "only imagined",
}


def disputes(told: Told, ground: Ground) -> tuple[Sentence, ...]:
    """Return what the sources of an incident contradict each other on, and who denies it."""
    return (*_tolls(told, ground), *_denials(told, ground))


def _tolls(told: Told, ground: Ground) -> Iterator[Sentence]:
    """Yield one sentence for every number of people on which independent sources differ."""
    for name in TOLLS:
        said: list[tuple[Count, str, int]] = []
        for group in told.counting():
            for event, count in counts_of(group, name)[:1]:
                number = ground.cite(event, count.start, count.end)
                said.append((count, one_line(event.source or UNNAMED), number))
        if not any(_apart(one, other) for one, _, _ in said for other, _, _ in said):
            continue
        parts = [f"{bounds_words(count)} ({source})" for count, source, _ in said]
        about = _about(told.incident, told, ground)
        text = f"on the number of people {VERBS[name]} {about}, sources differ: {'; '.join(parts)}"
        numbers = tuple(dict.fromkeys(number for _, _, number in said))
        yield Sentence(text=f"{capital(text)}.", cites=numbers, incident_id=told.incident.id)


def _about(incident: Incident, told: Told, ground: Ground) -> str:
    """Return which incident is meant: its kind and day."""
    known = discreet(incident, ground.rules)
    told_when = when(known.date)
    return f"in the incident {told_when}" if told_when else "in an incident without a date"


def _apart(one: Count, other: Count) -> bool:
    """Say whether two counts share no number; an open end reaches everything."""
    return _below(one, other) or _below(other, one)


def _below(one: Count, other: Count) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def _denials(told: Told, ground: Ground) -> Iterator[Sentence]:
    documents = ground.material.documents
    for claim in told.claims:
        held = documents.get(claim.document_id)
        if claim.kind is ClaimKind.DENIAL and held is not None and held.copy_of is None:
            # A person accepted the incident; nobody checked what was read as its denial.
            yield said(claim, ground, told.incident.id, kind="read as a denial")


def said(
    claim: Claim, ground: Ground, incident_id: str | None = None, kind: str | None = None
) -> Sentence:
    """Return one statement: its kind, its speaker, who reports it, and the sentence itself."""
    document = ground.material.documents[claim.document_id]
    source = one_line(document.source or UNNAMED)
    number = ground.cite_text(claim.document_id, claim.content.start or 0, claim.content.end or 0)
    words, what = quoted(ground.cites.of(number).words), kind or _KINDS[claim.kind]
    return Sentence(
        text=f"{capital(what)} by {_speaker(claim, ground)} ({source}): {words}",
        cites=(number,),
        incident_id=incident_id,
    )


def _speaker(claim: Claim, ground: Ground) -> str:
    """Return who speaks: a known name, the words of the text, or that nobody is named."""
    speaker = discreet(claim, ground.rules).speaker
    known = one_line(speaker.called if speaker else "")
    if speaker is None or known.lower() in ("", *NOBODY):
        return "an unnamed speaker"
    return known if speaker.entity_id else f"“{known}”"


def unreal(event: Event, ground: Ground) -> Sentence:
    """Return what was threatened, planned or denied, in the words of the text."""
    shown = discreet(event, ground.rules)
    source = one_line(event.source or UNNAMED)
    number = ground.cite(event, event.anchor.start, event.anchor.end)
    citation = ground.cites.of(number)
    actor = joined([name for name in map(party, shown.actor[:2]) if name])
    by = f" by {actor}" if actor and event.status is not Status.DENIED else ""
    kind = f"{capital(_UNREAL.get(event.status, str(event.status)))}{by}, by {source}"
    if by:
        kind = f"{capital(_UNREAL.get(event.status, str(event.status)))}{by} ({source})"
    return Sentence(text=f"{kind}: {quoted(citation.words)}", cites=(number,))


def missing(covering: Covering, ground: Ground) -> Sentence:
    """Return how many more events a report counts than the record holds, with the words under it.

    Nobody checks such a count: it is told as read, whatever was accepted beside it.
    """
    event = covering.event
    number = ground.cite(event, event.anchor.start, event.anchor.end)
    held = len(covering.incidents)
    counted = bounds_words(event.count)
    source = one_line(event.source or UNNAMED)
    what = f"incidents of type {event.type}"
    text = f"read in {source}: {counted} {what} {when(event.date)}; this record holds {held}"
    return Sentence(
        text=f"{capital(' '.join(text.split()))}.",
        cites=(number,),
        quote=short_words(ground.cites.of(number).words),
    )


def gap(told: Told, sentence: Sentence) -> Sentence | None:
    """Return what nobody says of an accepted incident: who, where, when; None if all is said."""
    one = told.incident
    lacking = [
        word
        for word, value in (("who did it", one.actor), ("where", one.event_loc), ("when", one.date))
        if not value
    ]
    if not lacking or not is_accepted(told):
        return None
    what = ", ".join((one.type.lower(), *one.mode))
    text = f"Of the incident {one.id[:8]} ({what}), no report that was read says {joined(lacking)}."
    return Sentence(text=text, cites=sentence.cites, incident_id=one.id)
