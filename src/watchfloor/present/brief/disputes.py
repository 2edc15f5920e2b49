"""Sentences on what reports contradict each other on, what is claimed, and what nobody says."""

from collections.abc import Iterator

from watchfloor.export.discretion import discreet
from watchfloor.model import Claim, ClaimKind, Count, Event, Incident, Status
from watchfloor.model.brief import Sentence
from watchfloor.pipeline_brief import Told
from watchfloor.pipeline_dossier import Covering
from watchfloor.present.brief.happenings import TOLLS, VERBS, Ground, is_accepted, representative
from watchfloor.present.brief.words import capital, joined, party, when
from watchfloor.present.phrases import bounds_words
from watchfloor.present.terminal import one_line
from watchfloor.store.coverage import UNNAMED

LONGEST_QUOTE = 320

_SAYS = {
    ClaimKind.RESPONSIBILITY: "{} claimed responsibility",
    ClaimKind.BLAME: "{} laid the blame",
    ClaimKind.DENIAL: "{} denied",
    ClaimKind.THREAT: "{} threatened",
    ClaimKind.PLEDGE: "{} pledged",
    ClaimKind.DEMAND: "{} demanded",
    ClaimKind.FORECAST: "{} foretold",
    ClaimKind.ASSESSMENT: "{} judged",
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
            event = representative(told, group)
            count: Count | None = getattr(event, name)
            if count is not None and count.start is not None:
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
            yield said(claim, ground, told.incident.id)


def said(claim: Claim, ground: Ground, incident_id: str | None = None) -> Sentence:
    """Return who says what: the speaker, the kind of statement, and the words themselves."""
    shown = discreet(claim, ground.rules)
    document = ground.material.documents[claim.document_id]
    speaker = shown.speaker
    known = one_line((speaker.name or speaker.role or speaker.text or "") if speaker else "")
    if speaker and not speaker.entity_id and known:
        known = f"“{known}”"
    who = known or "an unnamed speaker"
    words = ground.cites.masked(claim.document_id, claim.content.text or "")
    verb = _SAYS[claim.kind].format(who)
    source = one_line(document.source or UNNAMED)
    number = ground.cite_text(claim.document_id, claim.content.start or 0, claim.content.end or 0)
    return Sentence(
        text=f"{capital(verb)}, as {source} reports: “{_short(words)}”.",
        cites=(number,),
        incident_id=incident_id,
    )


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
    return Sentence(text=f"{kind}: “{_short(citation.words)}”.", cites=(number,))


def missing(covering: Covering, ground: Ground) -> Sentence:
    """Return how many more events a report counts than the record holds."""
    event = covering.event
    number = ground.cite(event, event.anchor.start, event.anchor.end)
    held = len(covering.incidents)
    counted = bounds_words(event.count)
    source = one_line(event.source or UNNAMED)
    text = f"{source} counts {counted} of a kind {when(event.date)}; this record holds {held}"
    return Sentence(text=f"{' '.join(text.split())}.", cites=(number,))


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


def _short(words: str) -> str:
    """Return words on one line, cut at a space if they are long; inner quotes become single."""
    line = one_line(words).strip(" “”\"'")
    line = line.replace("“", "‘").replace("”", "’").replace('"', "’")
    if len(line) <= LONGEST_QUOTE:
        return line
    return f"{line[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
