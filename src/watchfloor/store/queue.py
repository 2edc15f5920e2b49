"""What waits for a person: incidents by worth, events that were read unsurely; paged by key."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchfloor.model import Event, Incident, Where
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import COUNTED, conditions, incident_table
from watchfloor.store.query import select

CANDIDATES = 200
"""Doubtful events that are looked at: the least sure ones; all of them are never a queue."""

DOUBT = 0.25
"""Furthest from 1/2 that the score of a doubtful event lies."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An incident of the queue: why it is there ("new", "changed") and what a decision is worth."""

    incident: Incident
    queue: str
    worth: float


def waiting(
    connection: sqlite3.Connection,
    where: Where,
    limit: int,
    after: tuple[float, str] | None = None,
) -> Iterator[Waiting]:
    """Yield the incidents of the queue that pass, the most worth first, then by id.

    `after` is worth and id of the last of an earlier portion.
    """
    condition, values = conditions(where, "incident")
    beyond = "TRUE"
    if after is not None:
        # The first condition is one that the index can begin at.
        beyond = "incident.worth <= ? AND (incident.worth < ? OR incident.id > ?)"
        values = (*values, after[0], after[0], after[1])
    sql = " ".join(
        (
            "SELECT incident.id, incident.value, incident.queue, incident.worth FROM",
            *(
                incident_table(where),
                "WHERE incident.queue IS NOT NULL AND",
                condition,
                "AND",
                beyond,
            ),
            "ORDER BY incident.worth DESC, incident.id LIMIT ?",
        )
    )
    with guarded(connection):
        for row in connection.execute(sql, (*values, limit)):
            yield Waiting(rows.read_incident(row[:2]), row[2], row[3])


def how_many_wait(connection: sqlite3.Connection, where: Where) -> int:
    """Return how many incidents of the queue pass."""
    condition, values = conditions(where, "incident")
    sql = " ".join(
        (
            *("SELECT count(*) FROM", incident_table(where)),
            *("WHERE incident.queue IS NOT NULL AND", condition),
        )
    )
    with guarded(connection):
        return int(connection.execute(sql, values).fetchone()[0])


def begun_between(
    connection: sqlite3.Connection, first: date, last: date, like: Incident, limit: int
) -> tuple[Incident, ...]:
    """Return counted incidents of the type and country of another that began in some days.

    Found by the index of days: the list's own filter on intervals reads all that came before.
    """
    country = like.event_loc.country if like.event_loc else None
    sql = " ".join(
        (
            "SELECT incident.id, incident.value FROM incident",
            "WHERE coalesce(incident.date_from, incident.date_to, '~') BETWEEN ? AND ?",
            *("AND incident.type = ? AND incident.country IS ? AND (", COUNTED, ")"),
            "ORDER BY coalesce(incident.date_from, incident.date_to, '~'), incident.id LIMIT ?",
        )
    )
    values = (first.isoformat(), last.isoformat(), like.type, country, limit)
    with guarded(connection):
        found = connection.execute(sql, values).fetchall()
    return tuple(map(rows.read_incident, found))


def doubtful(connection: sqlite3.Connection) -> tuple[Event, ...]:
    """Return reports of what did not happen, or was only said, that were read least surely.

    A status that was read wrongly hides an incident, so such are worth a look.
    """
    sql = " ".join(
        (
            select("event"),
            "WHERE event.status NOT IN ('actual', 'attempted') AND event.id = event.chain",
            "AND abs(event.score - 0.5) <= ? ORDER BY abs(event.score - 0.5), event.id LIMIT ?",
        )
    )
    with guarded(connection):
        found = connection.execute(sql, (DOUBT, CANDIDATES)).fetchall()
    return tuple(map(rows.read_event, found))
