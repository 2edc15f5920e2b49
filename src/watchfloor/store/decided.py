"""What people decided on incidents, attached to the chains that the current codings have."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from watchfloor.model import Decided, Decision, Verdict
from watchfloor.model.anchored import Anchor, assigned_value, links, sides, standing_decisions
from watchfloor.model.source import is_of_source
from watchfloor.store import rows, sources
from watchfloor.store.faults import guarded
from watchfloor.store.history import decisions

SUPERSEDED_BY = "superseded_by"
"""The field of a decision that a later text, its value, replaces a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """All decisions that hold.

    Attributes:
        links: pairs of chains.
        values: chain -> field -> the value last set and its decision.
        withdrawn: documents, with their copies, that no longer vote.
        superseded: documents, with earlier copies, whose vote a person gave to a later text.
        orphans: decisions some of whose reports no current coding has.
    """

    links: Decided = field(default_factory=Decided)
    values: Mapping[str, Mapping[str, tuple[Any, Decision]]] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    superseded: frozenset[str] = frozenset()
    orphans: tuple[Decision, ...] = ()


def rulings(connection: sqlite3.Connection, as_of: date | None = None) -> Rulings:
    """Return the decisions that hold, in terms of the current codings.

    As of a day: those that held at its end (UTC).
    """
    made = decisions(connection)
    if as_of is not None:
        made = tuple(one for one in made if one.decided[:10] <= as_of.isoformat())
    held = standing_decisions(made)
    linked: list[tuple[Decision, Sequence[Sequence[str]]]] = []
    values: dict[str, dict[str, tuple[Any, Decision]]] = {}
    orphans = []
    for one in held:
        found = [[attached(connection, anchor) for anchor in side] for side in sides(one)]
        if any(chain is None for side in found for chain in side):
            orphans.append(one)
        known = [[chain for chain in side if chain is not None] for side in found]
        if one.verdict is Verdict.EDIT and one.field and known and known[0]:
            values.setdefault(known[0][0], {})[one.field] = (assigned_value(one), one)
        elif one.verdict in (Verdict.MERGE, Verdict.SPLIT):
            linked.append((one, known))
    gone = [one.document_id for one in held if one.verdict is Verdict.WITHDRAW and one.document_id]
    return Rulings(
        links=links(linked),
        values=values,
        withdrawn=frozenset(with_copies(connection, gone)),
        superseded=frozenset(name for one in held for name in superseded_by(connection, one)),
        orphans=tuple(orphans),
    )


def attached(connection: sqlite3.Connection, anchor: Anchor) -> str | None:
    """Return the chain that the current coding has at an anchor.

    That of the same span and type, else of the overlapping anchor of that type nearest in length.
    """
    with guarded(connection):
        row = connection.execute(
            "SELECT event.chain FROM event JOIN coding ON coding.document_id = event.document_id"
            " AND coding.coder = event.coder AND coding.current = 1"
            " WHERE event.document_id = ?1 AND event.type = ?4"
            " AND event.anchor_start < ?3 AND event.anchor_end > ?2"
            " ORDER BY event.anchor_start <> ?2 OR event.anchor_end <> ?3,"
            " abs(event.anchor_end - event.anchor_start - (?3 - ?2)), event.anchor_start, event.id"
            " LIMIT 1",
            (anchor.document_id, anchor.start, anchor.end, anchor.type),
        ).fetchone()
    return None if row is None else str(row[0])


def with_copies(connection: sqlite3.Connection, document_ids: Iterable[str]) -> set[str]:
    """Return some documents and everything that is a copy of one of them, at any remove."""
    wanted = rows.to_json(sorted(set(document_ids)))
    with guarded(connection):
        return {str(row[0]) for row in connection.execute(_WITH_COPIES, (wanted,))}


def superseded_by(connection: sqlite3.Connection, decision: Decision) -> set[str]:
    """Return the documents that a decision says a later text replaces.

    The one that it names and its copies of before that text, for they have the old words.
    """
    if decision.verdict is not Verdict.EDIT or decision.field != SUPERSEDED_BY:
        return set()
    newer, own = str(decision.value), str(decision.document_id)
    wanted = rows.to_json(sorted(with_copies(connection, [own])))
    with guarded(connection):
        found = connection.execute(
            "SELECT document.id FROM document, document AS newer WHERE newer.id = ?2"
            " AND document.id IN (SELECT value FROM json_each(?1)) AND document.id <> newer.id"
            " AND (document.id = ?3 OR document.published_from < newer.published_from)",
            (wanted, newer, own),
        )
        return {str(row[0]) for row in found}


def chains_named(connection: sqlite3.Connection, decision: Decision) -> set[str]:
    """Return the chains whose incidents a decision, or the one that it undoes, touches."""
    if decision.undoes is not None:
        earlier = [one for one in decisions(connection) if one.id == decision.undoes]
        return {chain for one in earlier for chain in chains_named(connection, one)}
    if is_of_source(decision):
        return sources.touched(connection, decision)
    replaced = superseded_by(connection, decision)
    if replaced or (decision.verdict is Verdict.WITHDRAW and decision.document_id is not None):
        gone = replaced or with_copies(connection, [str(decision.document_id)])
        wanted = rows.to_json(sorted(gone))
        sql = "SELECT chain FROM report WHERE document_id IN (SELECT value FROM json_each(?))"
        return {str(row[0]) for row in connection.execute(sql, (wanted,))}
    found = (attached(connection, anchor) for side in sides(decision) for anchor in side)
    return {chain for chain in found if chain is not None}


_WITH_COPIES = (
    "WITH RECURSIVE gone (id) AS (SELECT value FROM json_each(?) UNION"
    " SELECT document.id FROM document JOIN gone ON document.copy_of = gone.id)"
    " SELECT id FROM gone"
)
