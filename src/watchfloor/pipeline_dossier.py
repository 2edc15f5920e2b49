"""Everything that the record holds of one incident, and decisions of people on incidents."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchfloor.errors import InputError, UsageError
from watchfloor.model import (
    Claim,
    Decision,
    Document,
    Event,
    Incident,
    Testimony,
    Verdict,
    Where,
)
from watchfloor.model.said import Said
from watchfloor.pipeline_corrected import told
from watchfloor.pipeline_denials import deniers
from watchfloor.pipeline_links import HAPPENED
from watchfloor.pipeline_said import said
from watchfloor.pipeline_sources import sources
from watchfloor.resolve.actors_knowledge import knowledge
from watchfloor.store import incidents, query
from watchfloor.store.decided import decisions_on, rulings
from watchfloor.store.reports import DECISION
from watchfloor.store.withdrawn import Withdrawal, withdrawals

SHORTEST_PREFIX = query.SHORTEST_PREFIX


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What did not happen, or was only said, and concerns an incident.

    `relation` is "concerns" for an event that is about the incident, "threatened" for what a threat
    threatens, "threat" for the claim that states it; `score` is the log-odds of the match.
    """

    relation: str
    event: Event | None = None
    claim: Claim | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """A report that counts several events, this incident among them, and the gap in words."""

    event: Event
    incidents: tuple[str, ...]
    missing: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """One step by which an old id became others, and the decision of a person behind it, if any."""

    fate: incidents.Fate
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An incident with its reports.

    Attributes:
        testimonies: events with their standing, by document and place.
        groups: places of `testimonies` that are one independent source, the largest first.
        documents: by id, those of `linked` among them.
        linked: what did not happen and concerns it.
        covering: aggregate reports that count it.
        fates: what became of this id so far, the latest first.
        letters: reliability of each of its outlets that people judged.
        denied_by: who says that it did not happen, by name.
        said: who claims it, is blamed for it or denies it, by texts that still count.
        withdrawn: those of the documents that people withdrew, with when and why.
    """

    incident: Incident
    testimonies: tuple[Testimony, ...]
    groups: tuple[tuple[int, ...], ...]
    documents: dict[str, Document]
    linked: tuple[Linked, ...]
    covering: tuple[Covering, ...]
    fates: tuple[incidents.Fate, ...]
    letters: Mapping[str, str]
    denied_by: tuple[str, ...]
    said: tuple[Said, ...] = ()
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)


def dossier(connection: sqlite3.Connection, incident: Incident, *, whole: bool = True) -> Dossier:
    """Return everything that the record holds of an incident; its own reports alone if not `whole`.

    What concerns and counts it is looked for in its days, of which a large record has many events.
    """
    from watchfloor.fuse.corroborate import independent  # noqa: PLC0415  (numpy comes with it)

    decided = rulings(connection)
    found = told(connection, incident.chains, decided)
    reports = tuple(
        one
        for chain in incident.chains
        for one in found.get(chain, ())
        if one.event.status in HAPPENED
    )
    known = sources(connection)
    groups = independent(reports, known)
    denied = deniers(connection, incident.chains, decided, {})
    linked = tuple(_linked(connection, incident, reports)) if whole else ()
    unreal = [one.event for one in linked if one.event]
    texts = {*incident.documents, *(one.event.document_id for one in linked if one.event)}
    told_of = [*(one.event for one in reports), *unreal] if whole else []
    return Dossier(
        incident=incident,
        testimonies=reports,
        groups=tuple(sorted(groups, key=lambda group: (-len(group), group))),
        documents={name: query.document(connection, name) for name in sorted(texts)},
        linked=linked,
        covering=tuple(coverings(connection, incident, decided.withdrawn)) if whole else (),
        fates=incidents.fates(connection, incident.id),
        letters={one: held.letter for one in incident.sources if (held := known.letter(one))},
        denied_by=tuple(sorted({name for names in denied.values() for name in names})),
        said=said(connection, told_of, decided.withdrawn) if whole else (),
        withdrawn={name: one for name, one in withdrawals(connection).items() if name in texts}
        if decided.withdrawn
        else {},
    )


def _linked(
    connection: sqlite3.Connection, incident: Incident, told: Sequence[Testimony]
) -> Iterator[Linked]:
    """Yield what an incident's threats threaten and the claims of them, then what concerns it."""
    seen = set[str]()
    if incident.type == "THREATEN":
        own = {one.event.id for one in told}
        for one in _threatened(connection, incident.documents, own):
            seen.add(one.event.id if one.event else "")
            yield one
    for chain, score in incidents.concerning(connection, incident.id):
        for event in incidents.chain_events(connection, [chain]).get(chain, [])[:1]:
            if event.id not in seen:
                yield Linked(relation="concerns", event=event, score=score)


def _threatened(
    connection: sqlite3.Connection, documents: Sequence[str], acts: set[str]
) -> Iterator[Linked]:
    """Yield what some acts of threat threaten, and the claims that state it, each once."""
    from watchfloor.fuse.threats import threats  # noqa: PLC0415

    for document_id in documents:
        document = query.document(connection, document_id)
        events = {one.id: one for one in query.events_of(connection, document_id)}
        claims = {one.id: one for one in query.claims(connection, Where(document=document_id))}
        found = threats(document.text, tuple(events.values()), claims.values())
        own = [one for one in found if one.act in acts]
        for name in dict.fromkeys(name for one in own for name in one.threatened):
            yield Linked(relation="threatened", event=events[name])
        for name in dict.fromkeys(name for one in own for name in one.claims):
            yield Linked(relation="threat", claim=claims[name])


def coverings(
    connection: sqlite3.Connection, incident: Incident, withdrawn: Collection[str] = frozenset()
) -> Iterator[Covering]:
    """Yield the aggregate reports that count an incident, each with the gap.

    Those of `withdrawn` documents count nothing any more.
    """
    if incident.date is None or incident.date.from_ is None or incident.date.to is None:
        return
    days = Where(since=incident.date.from_, until=incident.date.to, type=(incident.type,))
    for event in query.events(connection, days):
        if event.document_id in withdrawn:
            continue
        found = coverage(connection, event)
        if found is not None and incident.id in found.incidents:
            yield found


def coverage(connection: sqlite3.Connection, event: Event) -> Covering | None:
    """Return which incidents an aggregate report counts; None for one that counts no several.

    Only the founding event of a chain counts: its repetitions say it again.
    """
    from watchfloor.fuse.aggregates import covered  # noqa: PLC0415
    from watchfloor.fuse.reports import SEVERAL  # noqa: PLC0415

    count = event.count
    least = (
        None
        if count is None
        else next((one for one in (count.low, count.best, count.high) if one is not None), None)
    )
    if least is None or least < SEVERAL or event.id != event.chain or event.date is None:
        return None
    if event.status not in HAPPENED:
        return None
    days = Where(since=event.date.from_, until=event.date.to, type=(event.type,))
    about = _countries(connection, event.document_id)
    found = covered(event, query.incidents(connection, days), about)
    return Covering(
        event=event, incidents=found.incidents, missing=found.missing, words=found.words
    )


def _countries(connection: sqlite3.Connection, document_id: str) -> frozenset[str]:
    """Return the countries of the places and the known actors of a text's events."""
    base, found = knowledge(), set[str | None]()
    for event in query.events_of(connection, document_id):
        found.add(event.event_loc.country if event.event_loc else None)
        names = [one.entity_id for one in (*event.actor, *event.recipient) if one.entity_id]
        found |= {base.entity(name).country for name in names if base.known(name)}
    return frozenset(one for one in found if one)


def the_incident(connection: sqlite3.Connection, prefix: str) -> tuple[Incident, ...]:
    """Return the incident whose id begins so, or whoever succeeded to an id that is no more.

    Raises:
        UsageError: too few digits, or no part of an id.
        InputError: no incident ever had such an id, or several have.
    """
    return incidents.heirs(connection, _name_of(connection, prefix))


def became(connection: sqlite3.Connection, prefix: str) -> tuple[Became, ...]:
    """Return how an id that is no more became what `the_incident` returns, step by step.

    Raises:
        UsageError: too few digits, or no part of an id.
        InputError: no incident ever had such an id, or several have.
    """
    steps = incidents.succession(connection, _name_of(connection, prefix))
    return tuple(Became(fate=one, decision=_decision_behind(connection, one)) for one in steps)


_BY = {"merged": (Verdict.MERGE, Verdict.UNDO), "split": (Verdict.SPLIT, Verdict.UNDO)}


def _decision_behind(connection: sqlite3.Connection, one: incidents.Fate) -> Decision | None:
    """Return the latest decision on what an id became that can have done it, of its day at most."""
    if one.reason != DECISION:
        return None
    held = (heir for name in one.successors for heir in incidents.heirs(connection, name))
    chains = {chain for heir in held for chain in heir.chains}
    made = (
        each
        for each in decisions_on(connection, chains, ())
        if each.decided[:10] <= one.noted and each.verdict in _BY.get(one.fate, tuple(Verdict))
    )
    return next(made, None)


def _name_of(connection: sqlite3.Connection, prefix: str) -> str:
    wanted = prefix.strip().lower()
    if len(wanted) < SHORTEST_PREFIX or set(wanted) - set("0123456789abcdef"):
        message = f"{prefix!r} is no beginning of an id: give at least {SHORTEST_PREFIX} digits"
        raise UsageError(message)
    names = {*incidents.named(connection, wanted), *incidents.once_named(connection, wanted)}
    if len(names) != 1:
        problem = "is the beginning of several incidents' ids" if names else "begins no incident's"
        message = f"{wanted} {problem} id: `watchfloor incidents` lists them"
        raise InputError(message)
    return names.pop()


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a span begins and ends."""
    from watchfloor.fuse.threats import sentence  # noqa: PLC0415

    return sentence(text, start, end)
