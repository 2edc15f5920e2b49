"""What people decided on incidents and events, attached to what the current codings have."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from watchfloor.model import Decided, Decision, Verdict
from watchfloor.model.anchored import (
    Anchor,
    Subject,
    assigned_value,
    links,
    sides,
    standing_decisions,
    subject,
)
from watchfloor.model.source import is_of_source
from watchfloor.store import rows, sources
from watchfloor.store.faults import guarded
from watchfloor.store.history import decisions

Values = Mapping[str, Mapping[str, tuple[Any, Decision]]]
"""Id -> field -> the value last given and its decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """All decisions that hold.

    Attributes:
        links: pairs of chains.
        values: chain -> field -> the value last set and its decision.
        withdrawn: documents, with their copies, that no longer vote.
        accepted: chain -> the decision by which the incident that holds it was accepted.
        rejected: chain -> the decision by which the incident that then held it was rejected.
        events: event -> field -> what a person says of it; None as the value of a field that is
            wrong and has no other, of the field "" for an event that is none.
        orphans: decisions whose reports no current coding has (of a merge or split: any of them).
    """

    links: Decided = field(default_factory=Decided)
    values: Values = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    accepted: Mapping[str, Decision] = field(default_factory=dict)
    rejected: Mapping[str, Decision] = field(default_factory=dict)
    events: Values = field(default_factory=dict)
    orphans: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Found:
    """Decisions as they are sorted, the oldest first: what comes later takes the place."""

    linked: list[tuple[Decision, Sequence[Sequence[str]]]] = field(default_factory=list)
    values: dict[str, dict[str, tuple[Any, Decision]]] = field(default_factory=dict)
    accepted: dict[str, Decision] = field(default_factory=dict)
    rejected: dict[str, Decision] = field(default_factory=dict)
    events: dict[str, dict[str, tuple[Any, Decision]]] = field(default_factory=dict)
    orphans: list[Decision] = field(default_factory=list)

    def add(self, one: Decision, places: Sequence[Sequence["Place | None"]]) -> None:
        """Sort a decision by what it is on; `places` are those of its anchors, by side."""
        missing = [place is None for side in places for place in side]
        found = subject(one)
        is_pair = found in (Subject.TOGETHER, Subject.APART)
        if missing and (any(missing) if is_pair else all(missing)):
            self.orphans.append(one)
        known = [[place for place in side if place is not None] for side in places]
        first = next((place for side in known for place in side), None)
        if is_pair:
            self.linked.append((one, [[place.chain for place in side] for side in known]))
        elif first is None:
            return
        elif found is Subject.REPORT and one.field:
            self.values.setdefault(first.chain, {})[one.field] = (assigned_value(one), one)
        elif found is Subject.EVENT:
            self._add_event(one, first.event)
        elif found is Subject.INCIDENT:
            self._add_incident(one, [place.chain for place in known[0]])

    def _add_incident(self, one: Decision, chains: Sequence[str]) -> None:
        for chain in chains:
            self.accepted.pop(chain, None)
            self.rejected.pop(chain, None)
        if one.verdict is Verdict.ACCEPT:
            self.accepted[chains[0]] = one  # what is parted from it was not accepted
        elif one.verdict is Verdict.REJECT:
            self.rejected |= dict.fromkeys(chains, one)

    def _add_event(self, one: Decision, event: str) -> None:
        held, name = self.events.setdefault(event, {}), one.field or ""
        held.pop(name, None)
        if one.verdict is Verdict.REJECT:
            held[name] = (None, one)
        elif one.verdict is Verdict.EDIT and name:
            held[name] = (assigned_value(one), one)


@dataclass(frozen=True, slots=True)
class Place:
    """What the current coding has at an anchor: an event and its chain."""

    event: str
    chain: str


def rulings(connection: sqlite3.Connection) -> Rulings:
    """Return the decisions that hold, in terms of the current codings."""
    held = standing_decisions(decisions(connection))
    found = _Found()
    for one in held:
        found.add(one, [[place_of(connection, anchor) for anchor in side] for side in sides(one)])
    gone = [one.document_id for one in held if one.verdict is Verdict.WITHDRAW and one.document_id]
    return Rulings(
        links=links(found.linked),
        values=found.values,
        withdrawn=frozenset(with_copies(connection, gone)),
        accepted=found.accepted,
        rejected=found.rejected,
        events={name: values for name, values in found.events.items() if values},
        orphans=tuple(found.orphans),
    )


def place_of(connection: sqlite3.Connection, anchor: Anchor) -> Place | None:
    """Return what the current coding has at an anchor.

    That of the same span and type, else of the overlapping anchor of that type nearest in length.
    """
    with guarded(connection):
        row = connection.execute(
            "SELECT event.id, event.chain FROM event"
            " JOIN coding ON coding.document_id = event.document_id"
            " AND coding.coder = event.coder AND coding.current = 1"
            " WHERE event.document_id = ?1 AND event.type = ?4"
            " AND event.anchor_start < ?3 AND event.anchor_end > ?2"
            " ORDER BY event.anchor_start <> ?2 OR event.anchor_end <> ?3,"
            " abs(event.anchor_end - event.anchor_start - (?3 - ?2)), event.anchor_start, event.id"
            " LIMIT 1",
            (anchor.document_id, anchor.start, anchor.end, anchor.type),
        ).fetchone()
    return None if row is None else Place(str(row[0]), str(row[1]))


def with_copies(connection: sqlite3.Connection, document_ids: Iterable[str]) -> set[str]:
    """Return some documents and everything that is a copy of one of them, at any remove."""
    wanted = rows.to_json(sorted(set(document_ids)))
    with guarded(connection):
        return {str(row[0]) for row in connection.execute(_WITH_COPIES, (wanted,))}


def chains_named(connection: sqlite3.Connection, decision: Decision) -> set[str]:
    """Return the chains whose incidents a decision, or the one that it undoes, touches."""
    if decision.undoes is not None:
        earlier = [one for one in decisions(connection) if one.id == decision.undoes]
        return {chain for one in earlier for chain in chains_named(connection, one)}
    if is_of_source(decision):
        return sources.touched(connection, decision)
    if decision.verdict is Verdict.WITHDRAW and decision.document_id is not None:
        wanted = rows.to_json(sorted(with_copies(connection, [decision.document_id])))
        sql = "SELECT chain FROM report WHERE document_id IN (SELECT value FROM json_each(?))"
        return {str(row[0]) for row in connection.execute(sql, (wanted,))}
    found = (place_of(connection, anchor) for side in sides(decision) for anchor in side)
    return {place.chain for place in found if place is not None}


def decisions_on(
    connection: sqlite3.Connection, chains: Iterable[str], document_ids: Iterable[str]
) -> tuple[Decision, ...]:
    """Return the decisions on some reports or on their texts, undone ones too, the latest first."""
    wanted, texts = set(chains), set(document_ids)
    return tuple(
        one
        for one in reversed(decisions(connection))
        if (one.verdict is Verdict.WITHDRAW and one.document_id in texts)
        or wanted & chains_named(connection, one)
    )


_WITH_COPIES = (
    "WITH RECURSIVE gone (id) AS (SELECT value FROM json_each(?) UNION"
    " SELECT document.id FROM document JOIN gone ON document.copy_of = gone.id)"
    " SELECT id FROM gone"
)
