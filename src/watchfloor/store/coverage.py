"""Who published on which day, and which incidents fell on it: the tables that series count from."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from watchfloor.model import Where
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions, incident_table

ACCEPTED = "accepted"
"""`review` of an incident that a person accepted."""

UNNAMED = "a text without a named source"


def publications(connection: sqlite3.Connection) -> Iterator[tuple[date, str, int]]:
    """Yield (day, source, documents) of everything dated, by day and source."""
    with guarded(connection):
        for day, source, number in connection.execute(
            "SELECT published_from, coalesce(source, ?), count(*) FROM document"
            " WHERE published_from IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
            (UNNAMED,),
        ):
            yield date.fromisoformat(day), str(source), int(number)


def incident_days(
    connection: sqlite3.Connection, where: Where
) -> Iterator[tuple[date | None, date | None, bool, tuple[str, ...]]]:
    """Yield (first day, last day, accepted, sources) of the incidents that pass, by id."""
    condition, values = conditions(where, "incident")
    with guarded(connection):
        for first, last, review, sources in connection.execute(
            " ".join((_DAYS, incident_table(where), "WHERE", condition, "ORDER BY id")),
            values,
        ):
            yield (
                None if first is None else date.fromisoformat(first),
                None if last is None else date.fromisoformat(last),
                review == ACCEPTED,
                tuple(sources.split("\n")) if sources else (UNNAMED,),
            )


_DAYS = "SELECT date_from, date_to, review, outlets FROM"
