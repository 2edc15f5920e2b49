"""Events of the record as reports of incidents: their copy group, and whether they still vote."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from watchfloor.model import Event, Testimony
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.passages import Owned, owned


def testimonies(
    connection: sqlite3.Connection,
    chains: Iterable[str],
    withdrawn: frozenset[str],
    replaced: frozenset[str],
    as_of: date | None,
) -> Mapping[str, tuple[Testimony, ...]]:
    """Return the events of each chain, current codings only.

    An event in a passage that a copy adds is a report of whoever had that passage first. A text is
    superseded by a newer one of its address, or of its id at the same source: by what
    was published later, else by what came later. `withdrawn` are documents that no longer vote,
    `replaced` those that a person says a later text corrects. As of a day only
    texts that were published until then tell anything, and only they supersede.
    """
    found: dict[str, list[Testimony]] = {}
    origins: dict[int, str] = {}
    with guarded(connection):
        day = None if as_of is None else as_of.isoformat()
        wanted = rows.to_json(sorted(set(chains)))
        read = [
            (rows.read_event(row[:-3]), row[-3:])
            for row in connection.execute(_EVENTS, (wanted, day))
        ]
        added = owned(connection, [event.document_id for event, told in read if told[1]])
        for event, (component, is_copy, superseded) in read:
            owner = _owner(event, added.get(event.document_id, ()))
            group = owner or _origin(connection, component, event.document_id, origins)
            found.setdefault(event.chain, []).append(
                Testimony(
                    event=event,
                    copy_group=group,
                    is_copy=bool(is_copy) and owner != event.document_id,
                    superseded=bool(superseded) or event.document_id in replaced,
                    withdrawn=event.document_id in withdrawn,
                )
            )
    return {chain: tuple(events) for chain, events in found.items()}


def replaced_since(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return for documents that newer ones replace the day when the first of these came.

    "~", which sorts behind every day, is no known day.
    """
    wanted = rows.to_json(sorted(set(ids)))
    with guarded(connection):
        return {str(name): str(day) for name, day in connection.execute(_SINCE, (wanted,))}


def texts(connection: sqlite3.Connection, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield documents of some ids with their text."""
    wanted = rows.to_json(sorted(set(ids)))
    with guarded(connection):
        yield from connection.execute(
            "SELECT document.id, document.text FROM json_each(?) AS wanted"
            " JOIN document ON document.id = wanted.value",
            (wanted,),
        )


def _owner(event: Event, passages: Owned) -> str | None:
    """Return who had the passage first in which an event stands; None outside of all."""
    at = event.anchor.start or 0
    return next((owner for start, end, owner in passages if start <= at < end), None)


def _origin(
    connection: sqlite3.Connection, component: int | None, own: str, known: dict[int, str]
) -> str:
    """Return the id of a copy group, that of its origin."""
    if component is None:
        return own
    if component not in known:
        row = connection.execute(
            "SELECT document.id FROM copy_member JOIN document"
            " ON document.number = copy_member.document"
            " WHERE copy_member.component = ? AND document.copy_of IS NULL LIMIT 1",
            (component,),
        ).fetchone()
        known[component] = own if row is None else str(row[0])
    return known[component]


_LATER = "newer.text <> document.text AND newer.published_from > document.published_from"
_REPLACES = (
    "newer.revises = document.id AND (newer.url = document.url OR newer.source IS NOT NULL)",
    f"{_LATER} AND newer.url = document.url",
    f"{_LATER} AND newer.external_id = document.external_id AND newer.source = document.source",
)
"""When a newer text takes a document's place. Rows of files without any source are not held to be
versions of each other for sharing a number: that would silence whole tables."""

_OUT = "(?2 IS NULL OR newer.published_to <= ?2)"
"""Whether a newer text was out on the day as of which the record is read."""

_SUPERSEDED = " OR ".join(
    f"EXISTS (SELECT 1 FROM document AS newer WHERE {_OUT} AND {rule})" for rule in _REPLACES
)
_SINCE = " ".join(
    (
        "SELECT id, min(day) FROM (",
        " UNION ALL ".join(
            "SELECT document.id, coalesce(newer.published_to, '~') AS day"
            " FROM json_each(?1) AS wanted JOIN document ON document.id = wanted.value"
            f" JOIN document AS newer ON {rule}"
            for rule in _REPLACES
        ),
        ") GROUP BY id",
    )
)

_EVENTS = (
    f"SELECT {rows.EVENT_SELECT}, copy_member.component, document.copy_of IS NOT NULL,"
    f" ({_SUPERSEDED})"
    " FROM json_each(?1) AS wanted JOIN report ON report.chain = wanted.value"
    " JOIN coding ON coding.document_id = report.document_id AND coding.coder = report.coder"
    " AND coding.current = 1"
    " JOIN event ON event.document_id = report.document_id AND event.coder = report.coder"
    " AND event.chain = report.chain"
    " JOIN document ON document.id = report.document_id"
    " LEFT JOIN incident_member ON incident_member.chain = event.chain"
    " LEFT JOIN copy_member ON copy_member.document = document.number"
    " WHERE ?2 IS NULL OR document.published_to <= ?2"
    " ORDER BY event.document_id, event.anchor_start, event.anchor_end, event.id"
)
