"""Read incidents: by an id that was ever theirs, with their events and what concerns them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from watchfloor.errors import InputError
from watchfloor.model import Event, Incident
from watchfloor.store import rows
from watchfloor.store.faults import guarded

FURTHEST = 32
"""Steps of succession that are followed."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an incident's id, on which day and for what reason."""

    id: str
    fate: str
    successors: tuple[str, ...]
    noted: str
    reason: str


def incident(connection: sqlite3.Connection, incident_id: str) -> Incident | None:
    """Return the incident that bears an id today."""
    with guarded(connection):
        row = connection.execute(
            "SELECT id, value FROM incident WHERE id = ?", (incident_id,)
        ).fetchone()
    return None if row is None else rows.read_incident(row)


def fates(connection: sqlite3.Connection, incident_id: str) -> tuple[Fate, ...]:
    """Return all that became of an id, the latest first."""
    with guarded(connection):
        found = connection.execute(
            "SELECT id, fate, successors, noted, reason FROM incident_fate WHERE id = ?"
            " ORDER BY number DESC",
            (incident_id,),
        ).fetchall()
    return tuple(Fate(row[0], row[1], tuple(json.loads(row[2])), row[3], row[4]) for row in found)


def named(connection: sqlite3.Connection, prefix: str) -> tuple[str, ...]:
    """Return the ids of incidents that begin so, at most nine."""
    with guarded(connection):
        found = connection.execute(
            "SELECT id FROM incident WHERE id >= ? AND id < ? ORDER BY id LIMIT 9",
            (prefix, f"{prefix}g"),
        ).fetchall()
    return tuple(str(row[0]) for row in found)


def members(connection: sqlite3.Connection, incident_id: str) -> Mapping[str, str]:
    """Return chain -> document of the reports of an incident."""
    with guarded(connection):
        found = connection.execute(
            "SELECT chain, document_id FROM incident_member WHERE incident_id = ?", (incident_id,)
        ).fetchall()
    return {str(chain): str(document) for chain, document in found}


def with_documents(connection: sqlite3.Connection, document_id: str) -> tuple[str, ...]:
    """Return the documents that tell of an incident of which this one tells too."""
    with guarded(connection):
        found = connection.execute(
            "SELECT DISTINCT other.document_id FROM incident_member AS own"
            " JOIN incident_member AS other ON other.incident_id = own.incident_id"
            " WHERE own.document_id = ? ORDER BY 1",
            (document_id,),
        ).fetchall()
    return tuple(str(row[0]) for row in found)


def holding(connection: sqlite3.Connection, chains: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the incidents that hold any of some chains."""
    with guarded(connection):
        found = connection.execute(
            "SELECT DISTINCT incident_id FROM incident_member"
            " WHERE chain IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (rows.to_json(sorted(chains)),),
        ).fetchall()
    return tuple(str(row[0]) for row in found)


def once_named(connection: sqlite3.Connection, prefix: str) -> tuple[str, ...]:
    """Return the ids that begin so and were once an incident's, and are no more."""
    with guarded(connection):
        found = connection.execute(
            "SELECT DISTINCT id FROM incident_fate WHERE id >= ? AND id < ?"
            " AND id NOT IN (SELECT id FROM incident) ORDER BY id LIMIT 9",
            (prefix, f"{prefix}g"),
        ).fetchall()
    return tuple(str(row[0]) for row in found)


def heirs(connection: sqlite3.Connection, incident_id: str) -> tuple[Incident, ...]:
    """Return the incidents that an id stands for today: its own, else its successors', in order.

    Raises:
        InputError: no incident ever had that id.
    """
    waiting, seen, found = [incident_id], set[str](), dict[str, Incident]()
    for _ in range(FURTHEST):
        ahead: list[str] = []
        for name in waiting:
            seen.add(name)
            own = incident(connection, name)
            if own is not None:
                found[name] = own
                continue
            latest = fates(connection, name)[:1]
            if not latest and name == incident_id:
                message = f"no incident {incident_id!r} in the record: `watchfloor incidents` lists"
                raise InputError(message)
            ahead += [one for fate in latest for one in fate.successors if one not in seen]
        if not ahead:
            break
        waiting = ahead
    return tuple(found.values())


def succession(connection: sqlite3.Connection, incident_id: str) -> tuple[Fate, ...]:
    """Return the steps by which an id that is no more became what it is today, the first first.

    Nothing for an id that an incident bears.
    """
    waiting, seen, found = [incident_id], set[str](), list[Fate]()
    for _ in range(FURTHEST):
        ahead: list[str] = []
        for name in waiting:
            seen.add(name)
            if incident(connection, name) is None:
                latest = fates(connection, name)[:1]
                found += latest
                ahead += [one for fate in latest for one in fate.successors if one not in seen]
        if not ahead:
            break
        waiting = list(dict.fromkeys(ahead))
    return tuple(found)


def concerning(connection: sqlite3.Connection, incident_id: str) -> Iterator[tuple[str, float]]:
    """Yield the unreal chains that concern an incident, with their scores, the surest first."""
    with guarded(connection):
        yield from connection.execute(
            "SELECT report_link.chain, report_link.score FROM incident_member"
            " JOIN report_link ON report_link.concerns = incident_member.chain"
            " WHERE incident_member.incident_id = ? ORDER BY report_link.score DESC, 1",
            (incident_id,),
        ).fetchall()


def chain_events(connection: sqlite3.Connection, chains: list[str]) -> Mapping[str, list[Event]]:
    """Return the events of some chains, current codings only."""
    from watchfloor.store.testimonies import testimonies  # noqa: PLC0415

    none = frozenset[str]()
    return {
        chain: [one.event for one in told]
        for chain, told in testimonies(connection, chains, none, none, None).items()
    }


def marks_waiting(connection: sqlite3.Connection, newest: int | None = None) -> int:
    """Return how many marks wait for a step of fusing; of codings without reports, each counts.

    `newest` looks for such codings among so many documents that came last: of a large record that
    takes a thousandth of the time.
    """
    with guarded(connection):
        (marks,) = connection.execute("SELECT count(*) FROM fusion_mark").fetchone()
        (codings,) = connection.execute(
            f"{_UNFUSED} {'' if newest is None else _LATELY}",
            () if newest is None else (newest,),
        ).fetchone()
    return int(marks) + int(codings)


_UNFUSED = (
    "SELECT count(*) FROM coding LEFT JOIN report_coding USING (document_id, coder)"
    " WHERE coding.current = 1 AND report_coding.document_id IS NULL"
)
_LATELY = "AND document_id IN (SELECT id FROM document ORDER BY number DESC LIMIT ?)"


def violence_counts(connection: sqlite3.Connection) -> Mapping[str, tuple[int, int]]:
    """Return part of the set `violence` -> incidents that happened, and that were attempted."""
    with guarded(connection):
        found = connection.execute(
            "SELECT violence, sum(status = 'actual'), sum(status = 'attempted') FROM incident"
            " WHERE violence IS NOT NULL AND (review IS NULL OR review = 'accepted')"
            " GROUP BY violence"
        ).fetchall()
    return {str(row[0]): (int(row[1]), int(row[2])) for row in found}
