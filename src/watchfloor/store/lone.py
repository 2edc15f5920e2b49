"""Reports that stand alone in an incident as of a day: the columns of their one event."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from watchfloor.store import rows
from watchfloor.store.testimonies import SUPERSEDED


@dataclass(frozen=True, slots=True)
class Lone:
    """The one event of a chain: `when`, `place` and `dead` as the columns of `rows` have them.

    `actors` and `recipients` are JSON lists, `mode` one of words.
    """

    chain: str
    event: str
    document: str
    source: str | None
    type: str
    mode: str
    status: str
    outcome: str
    when: rows.Row
    place: rows.Row
    dead: rows.Row
    actors: str
    recipients: str


def lone(connection: sqlite3.Connection, chains: Iterable[str], as_of: date) -> Iterator[Lone]:
    """Yield those of some chains that have one event, in a text that was out and is not replaced.

    By document and place in it.
    """
    wanted = rows.to_json(sorted(set(chains)))
    for row in connection.execute(_LONE, (wanted, as_of.isoformat())):
        columns = (*row[:8], row[8:11], row[11:18], row[18:21], *row[21:])
        yield Lone(*columns)


_LONE = (
    "SELECT event.chain, event.id, event.document_id, document.source, event.type, event.mode,"
    " event.status, event.outcome, event.date_from, event.date_to, event.date_precision,"
    " event.country, event.admin1, event.place, event.lat, event.lon, event.radius_km,"
    " event.place_precision, event.dead_low, event.dead_best, event.dead_high,"
    " json_extract(event.spans, '$.actor'), json_extract(event.spans, '$.recipient')"
    " FROM json_each(?1) AS wanted JOIN report ON report.chain = wanted.value"
    " JOIN coding ON coding.document_id = report.document_id AND coding.coder = report.coder"
    " AND coding.current = 1"
    " JOIN event ON event.document_id = report.document_id AND event.coder = report.coder"
    " AND event.chain = report.chain"
    " JOIN document ON document.id = report.document_id"
    f" WHERE document.published_to <= ?2 AND NOT {SUPERSEDED}"
    " GROUP BY event.chain HAVING count(*) = 1"
)
