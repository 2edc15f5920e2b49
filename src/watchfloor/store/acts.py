"""Acts of incidents as reports lay them to actors: when, to whom, how surely, and on whose word."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchfloor.model import Where
from watchfloor.model.words import UNCOUNTED
from watchfloor.store import rows
from watchfloor.store.coverage import UNNAMED
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions, incident_table
from watchfloor.store.functions import fold
from watchfloor.store.query import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One report that lays an act to an actor; `first` and `last` are the incident's ISO days.

    `told_by` are the (id, name) of those whom the report names as its source and the knowledge
    base has, none of a fact or a claim of one's own; `outlet` published it.
    """

    actor: str
    incident: str
    first: str | None
    last: str | None
    assertion: str
    outlet: str
    told_by: tuple[tuple[str, str], ...]


def laid(
    connection: sqlite3.Connection, where: Where, actors: Mapping[str, str] | None = None
) -> Iterator[Laid]:
    """Yield the reports of acts that happened or were tried, of incidents that count.

    Args:
        connection: an open record.
        where: filters of events.
        actors: id -> name of those alone whose acts are wanted; found by name, kept by id.

    Raises:
        UsageError: a filter that events do not have.
    """
    condition, values = conditions(where, "event")
    chosen: tuple[str, ...] = ()
    if actors is not None:
        names = [fold(name) for name in actors.values() if fold(name)]
        chosen = (rows.to_json(names), rows.to_json(list(actors)))
    sql = " ".join(
        (
            *(_LAID, joined("event", where)),
            f"JOIN {incident_table(where)} ON incident.id = incident_member.incident_id",
            "JOIN json_each(event.spans, '$.actor') AS filler WHERE",
            f"{condition} AND event.id = event.chain AND event.status IN ('actual', 'attempted')",
            "AND entity IS NOT NULL AND coalesce(incident.review, '') NOT IN",
            "(SELECT value FROM json_each(?))",
            _OF_ACTORS if chosen else "",
        )
    )
    uncounted = rows.to_json(sorted(map(str, UNCOUNTED)))
    with guarded(connection):
        for *values_of, told_by in connection.execute(sql, (*values, uncounted, *chosen)):
            actor, incident, first, last, assertion, outlet = values_of
            yield Laid(
                actor=actor,
                incident=incident,
                first=first,
                last=last,
                assertion=assertion,
                outlet=outlet or UNNAMED,
                told_by=_known(told_by),
            )


def _known(told_by: str | None) -> tuple[tuple[str, str], ...]:
    found = json.loads(told_by) if told_by else ()
    return tuple(
        (one["entity_id"], one["name"]) for one in found if one.get("entity_id") and one.get("name")
    )


_LAID = (
    "SELECT DISTINCT json_extract(filler.value, '$.entity_id') AS entity, incident.id,"
    " incident.date_from, incident.date_to, event.assertion, document.source,"
    " CASE WHEN event.assertion IN ('accused', 'suspected')"
    " THEN json_extract(event.spans, '$.attributed_to') END"
)
_OF_ACTORS = (
    "AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(event.actor_words, value) > 0)"
    " AND entity IN (SELECT value FROM json_each(?))"
)
