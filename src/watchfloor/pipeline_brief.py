"""Everything of a record that a brief is made of, read as of one moment."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.analyse.comparable import BEFORE, Change, change
from watchfloor.analyse.observed import happened, published
from watchfloor.analyse.periods import Period
from watchfloor.analyse.weekly import Week, weekly
from watchfloor.model import Claim, Decision, Document, Event, Incident, Testimony, Where
from watchfloor.model.issued import Note, RecordState
from watchfloor.pipeline_corrected import told
from watchfloor.pipeline_dossier import Covering, coverage
from watchfloor.pipeline_links import HAPPENED
from watchfloor.pipeline_sources import sources
from watchfloor.store import query
from watchfloor.store.coverage import incident_days, publications
from watchfloor.store.decided import Rulings, rulings
from watchfloor.store.issued import record_state
from watchfloor.store.notes import standing_notes

VIOLENCE = "violence"
WEEKS_SHOWN = 26
_ONLY_DAYS = frozenset({"since", "until", "source", "text", "document", "as_of"})
"""Filters that claims have, too; with any other, only claims of the incidents' texts are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident with its reports, and which of them (by place) are one independent source.

    `set_by` are the decisions of people that set values which it shows.
    """

    incident: Incident
    testimonies: tuple[Testimony, ...]
    groups: tuple[tuple[int, ...], ...]
    claims: tuple[Claim, ...]
    set_by: tuple[Decision, ...] = ()

    def counting(self) -> tuple[tuple[Testimony, ...], ...]:
        """Return the reports of each independent source that still count."""
        return tuple(tuple(self.testimonies[place] for place in group) for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a brief is made of; `documents` holds every text that anything in it rests on.

    `unreal` are events of the period that did not happen, `changes` are by name of what is counted.
    """

    period: Period
    where: Where
    told: tuple[Told, ...]
    unreal: tuple[Event, ...]
    claims: tuple[Claim, ...]
    coverings: tuple[Covering, ...]
    documents: Mapping[str, Document]
    people: Mapping[str, tuple[Event | Claim, ...]]
    changes: Mapping[str, tuple[Change, ...]]
    weeks: tuple[Week, ...]
    undated: int
    notes: tuple[Note, ...]
    state: RecordState


def material(connection: sqlite3.Connection, where: Where, period: Period) -> Material:
    """Read what a brief on a period says; filters' own days are the period's.

    Raises:
        UsageError: a filter that incidents do not have.
    """
    connection.execute("BEGIN")  # one moment: a writer beside us must not make parts disagree
    try:
        return _material(connection, where, period)
    finally:
        connection.rollback()


def _material(connection: sqlite3.Connection, where: Where, period: Period) -> Material:
    where = replace(where, since=period.since, until=period.until)
    incidents = tuple(query.incidents(connection, where))
    ruled = rulings(connection, where.as_of)
    gone = ruled.withdrawn
    claims = tuple(
        one for one in _claims(connection, where, incidents) if one.document_id not in gone
    )
    unreal = tuple(one for one in _unreal(connection, where) if one.document_id not in gone)
    told = _told(connection, incidents, claims, ruled, where.as_of)
    covering = _coverings(connection, where, incidents, gone)
    wanted = {
        *(one.event.document_id for each in told for one in each.testimonies),
        *(one.document_id for one in claims),
        *(one.document_id for one in unreal),
        *(one.event.document_id for one in covering),
    }
    documents = {name: query.document(connection, name) for name in sorted(wanted)}
    weeks, changes, undated = _series(connection, where, period)
    return Material(
        period=period,
        where=where,
        told=told,
        unreal=tuple(one for one in unreal if documents[one.document_id].copy_of is None),
        claims=tuple(one for one in claims if documents[one.document_id].copy_of is None),
        coverings=tuple(
            one for one in covering if documents[one.event.document_id].copy_of is None
        ),
        documents=documents,
        people={name: _people(connection, name) for name in documents},
        changes=changes,
        weeks=weeks,
        undated=undated,
        notes=tuple(
            one
            for one in standing_notes(connection)
            if one.meets(period.since, period.until, where.country)
        ),
        state=record_state(connection),
    )


def _told(
    connection: sqlite3.Connection,
    incidents: Sequence[Incident],
    claims: Iterable[Claim],
    ruled: Rulings,
    as_of: date | None,
) -> tuple[Told, ...]:
    from watchfloor.fuse.corroborate import independent  # noqa: PLC0415  (numpy comes with it)

    chains = [chain for one in incidents for chain in one.chains]
    found = told(connection, chains, ruled, as_of)
    about: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.event_id is not None:
            about.setdefault(claim.event_id, []).append(claim)
    made, known = [], sources(connection)
    for one in incidents:
        held = tuple(
            testimony
            for chain in one.chains
            for testimony in found.get(chain, ())
            if testimony.event.status in HAPPENED
        )
        made.append(
            Told(
                incident=one,
                testimonies=held,
                groups=independent(held, known),
                claims=tuple(claim for name in one.events for claim in about.get(name, ())),
                set_by=tuple(
                    decision
                    for chain in one.chains
                    for _, decision in ruled.values.get(chain, {}).values()
                ),
            )
        )
    return tuple(made)


def _claims(
    connection: sqlite3.Connection, where: Where, incidents: Sequence[Incident]
) -> tuple[Claim, ...]:
    """Return the claims of texts published in the period, of the incidents' texts if filtered."""
    asked = {name for name in Where.__dataclass_fields__ if getattr(where, name) not in (None, ())}
    own = {name: getattr(where, name) for name in asked & _ONLY_DAYS}
    found = query.claims(connection, Where(**own))
    if asked <= _ONLY_DAYS:
        return tuple(found)
    texts = {name for one in incidents for name in one.documents}
    return tuple(one for one in found if one.document_id in texts)


def _unreal(connection: sqlite3.Connection, where: Where) -> tuple[Event, ...]:
    """Return founding events of the period that were threatened, planned or denied."""
    wanted = where.status or ("threatened", "planned", "denied")
    kept = tuple(one for one in wanted if one not in HAPPENED)
    if not kept:
        return ()
    asked = replace(where, status=kept, min_sources=None, review=None, set=None)
    return tuple(one for one in query.events(connection, asked) if one.id == one.chain)


def _coverings(
    connection: sqlite3.Connection,
    where: Where,
    incidents: Sequence[Incident],
    withdrawn: frozenset[str],
) -> tuple[Covering, ...]:
    """Return reports that count more events of the period than the record holds."""
    asked = replace(where, status=(), min_sources=None, review=None, set=None)
    texts = {name for one in incidents for name in one.documents} - withdrawn
    found = []
    for event in query.events(connection, asked):
        if event.count is None or event.document_id not in texts:
            continue
        one = coverage(connection, event)
        if one is not None and one.missing > 0:
            found.append(one)
    return tuple(found)


def _people(connection: sqlite3.Connection, document_id: str) -> tuple[Event | Claim, ...]:
    """Return whatever of a text may name a person."""
    events = query.events_of(connection, document_id)
    return (*events, *query.claims(connection, Where(document=document_id)))


def _series(
    connection: sqlite3.Connection, where: Where, period: Period
) -> tuple[tuple[Week, ...], Mapping[str, tuple[Change, ...]], int]:
    """Return the weeks up to the end of the period, and the changes against the weeks before."""
    documents = published(publications(connection))
    reach = period.before(max(BEFORE) + WEEKS_SHOWN).since
    asked = replace(where, since=reach, until=period.until)
    named = {"incidents": asked}
    if where.set is None and not where.type:
        named = {VIOLENCE: replace(asked, set=VIOLENCE), **named}
    tables = {name: happened(incident_days(connection, one)) for name, one in named.items()}
    changes = {
        name: tuple(change(table, documents, period, weeks) for weeks in BEFORE)
        for name, table in tables.items()
    }
    first = min(period.since, _before(period.until, WEEKS_SHOWN))
    if documents.day.size:  # weeks before the record begins are no silence
        begins = date.fromordinal(int(documents.day.min()))
        first = max(first, min(begins, period.since))
    shown = next(iter(tables.values()))
    within = happened(incident_days(connection, where))
    return weekly(shown, documents, Period(first, period.until)), changes, within.undated


def _before(day: date, weeks: int) -> date:
    return date.fromordinal(max(day.toordinal() - weeks * 7 + 1, 1))
