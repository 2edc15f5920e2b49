"""Count incidents for facets, weeks and maps, and what the record has grown by."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from watchfloor.model import Where
from watchfloor.store.columns import WORDS
from watchfloor.store.disclosures import names_shown_and_hidden
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions, incident_table, incident_tables
from watchfloor.store.query import joined

MOST_PLACES = 5_000
"""Places on a map; more are told of, not drawn."""

_FACETS = {
    "type": ("incident.type", "INCIDENT"),
    "status": ("incident.status", "INCIDENT"),
    "country": ("incident.country", "INCIDENT"),
    "mode": ("each.value", "INCIDENT JOIN json_each(incident.mode) AS each"),
    "source": (
        "document.source",
        "INCIDENT JOIN MEMBER AS incident_member ON incident_member.incident_id = incident.id"
        " JOIN document ON document.id = incident_member.document_id",
    ),
}
"""Filter -> the column whose values are counted, and where it stands."""

FACETS = tuple(_FACETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """The incidents of one place on the map, as many as pass the filters."""

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    precision: str
    radius_km: float | None
    n: int
    by_type: Mapping[str, int]
    by_status: Mapping[str, int]
    sources: int
    first: str | None
    last: str | None


def how_many(connection: sqlite3.Connection, where: Where) -> int:
    """Return how many incidents pass."""
    condition, values = conditions(where, "incident")
    sql = " ".join(("SELECT count(*) FROM", incident_table(where), "WHERE", condition))
    with guarded(connection):
        return int(connection.execute(sql, values).fetchone()[0])


def facet(
    connection: sqlite3.Connection, where: Where, name: str, most: int
) -> tuple[tuple[str, int], ...]:
    """Return (value, incidents) of one facet, the most first, under all *other* filters.

    So the values that are not chosen show what choosing them too would add.
    """
    column, tables = _FACETS[name]
    members = incident_tables(where)[1]
    tables = tables.replace("INCIDENT", incident_table(where)).replace("MEMBER", members)
    others: dict[str, Any] = {name: ()}
    condition, values = conditions(replace(where, **others), "incident")
    sql = " ".join(
        (
            *("SELECT", column, "AS value, count(DISTINCT incident.id) AS n FROM", tables),
            *("WHERE", condition, "AND value IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?"),
        )
    ).replace("AND value", f"AND {column}")
    with guarded(connection):
        found = connection.execute(sql, (*values, most)).fetchall()
    return tuple((str(value), int(n)) for value, n in found)


def row_facet(
    connection: sqlite3.Connection, table: str, where: Where, name: str, most: int
) -> tuple[tuple[str, int], ...]:
    """Return (value, rows) of one facet of events or claims, under all other filters.

    Raises:
        UsageError: a filter that the table does not have.
    """
    others: dict[str, Any] = {name: ()}
    condition, values = conditions(replace(where, **others), table)
    column = "document.source" if name == "source" else f"{table}.{name}"
    sql = " ".join(
        (
            *(
                "SELECT",
                column,
                "AS value, count(*) AS n",
                joined(table, where),
                "WHERE",
                condition,
            ),
            *("AND", column, "IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?"),
        )
    )
    with guarded(connection):
        found = connection.execute(sql, (*values, most)).fetchall()
    return tuple((str(value), int(n)) for value, n in found)


def weeks(connection: sqlite3.Connection, where: Where) -> tuple[tuple[str, int], ...]:
    """Return (Monday, incidents that began in the week) of each week that has some, in order."""
    condition, values = conditions(where, "incident")
    sql = " ".join(
        (
            "SELECT date(incident.date_from, 'weekday 0', '-6 days') AS week, count(*)",
            *("FROM", incident_table(where), "WHERE", condition),
            "AND incident.date_from IS NOT NULL",
            "GROUP BY week HAVING week IS NOT NULL ORDER BY week",
        )
    )
    with guarded(connection):
        return tuple((str(week), int(n)) for week, n in connection.execute(sql, values))


def places(connection: sqlite3.Connection, where: Where) -> tuple[PlaceCount, ...]:
    """Return the places of the incidents that pass, the most incidents first."""
    condition, values = conditions(where, "incident")
    columns = (
        "incident.place, incident.country, incident.admin1, incident.lat, incident.lon,"
        " incident.place_precision, incident.radius_km"
    )
    sql = " ".join(
        (
            *("SELECT", columns, ", incident.type, incident.status, count(*),"),
            "max(incident.independent_sources), min(coalesce(incident.date_from,"
            " incident.date_to)), max(coalesce(incident.date_to, incident.date_from))",
            *(
                *("FROM", incident_table(where), "WHERE"),
                condition,
                "AND incident.lat IS NOT NULL AND NOT",
                protected(connection),
            ),
            "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9",
        )
    )
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    with guarded(connection):
        for row in connection.execute(sql, values):
            _add_place(found.setdefault(row[:7], _no_place(row)), row[7:])
    made = [PlaceCount(**one) for one in found.values()]
    return tuple(sorted(made, key=lambda one: (-one.n, one.name, one.lat, one.lon)))


def without_position(connection: sqlite3.Connection, where: Where) -> int:
    """Return how many incidents that pass have no place on a map."""
    condition, values = conditions(where, "incident")
    sql = " ".join(
        (
            *("SELECT count(*) FROM", incident_table(where), "WHERE", condition),
            *("AND (incident.lat IS NULL OR", protected(connection), ")"),
        )
    )
    with guarded(connection):
        return int(connection.execute(sql, values).fetchone()[0])


def protected(connection: sqlite3.Connection) -> str:
    """Return the condition on incidents whose place goes out no finer than its province.

    Sexual violence, places of shelter, care and aid, and those that a person hid: what
    `export.discretion` coarsens.
    """
    own = f"instr(incident.mode, '\"sexual\"') > 0 OR names_site({WORDS})"
    _, hidden = names_shown_and_hidden(connection)
    quoted = ", ".join("'" + name.replace("'", "''") + "'" for name in sorted(hidden))
    return f"({own}{f' OR coalesce(fold(incident.place) IN ({quoted}), 0)' if quoted else ''})"


def _no_place(row: tuple[Any, ...]) -> dict[str, Any]:
    names = ("name", "country", "admin1", "lat", "lon", "precision", "radius_km")
    found = dict(zip(names, row, strict=False))
    found["name"] = found["name"] or "unnamed place"
    found["precision"] = found["precision"] or "country"
    counts: dict[str, Any] = {"n": 0, "by_type": {}, "by_status": {}, "sources": 0}
    return {**found, **counts, "first": None, "last": None}


def _add_place(place: dict[str, Any], row: tuple[Any, ...]) -> None:
    type_name, status, n, sources, first, last = row
    place["n"] += n
    for name, value in (("by_type", type_name), ("by_status", status)):
        place[name][value] = place[name].get(value, 0) + n
    place["sources"] = max(place["sources"], sources)
    place["first"] = min(filter(None, (place["first"], first)), default=None)
    place["last"] = max(filter(None, (place["last"], last)), default=None)


def last_day(connection: sqlite3.Connection) -> str | None:
    """Return the day of the latest document that says when it was published."""
    with guarded(connection):
        # By the index: the greatest day of those that are dated.
        row = connection.execute(
            "SELECT published_from FROM document WHERE coalesce(published_from, '~') < '~'"
            " ORDER BY coalesce(published_from, '~') DESC, id DESC LIMIT 1"
        ).fetchone()
    return None if row is None else str(row[0])


def has_relations(connection: sqlite3.Connection) -> bool:
    """Say whether any text states how two parties stand to each other."""
    with guarded(connection):
        (found,) = connection.execute("SELECT EXISTS (SELECT 1 FROM relation)").fetchone()
    return bool(found)


def newest_number(connection: sqlite3.Connection) -> int:
    """Return the number of the document that came last; 0 for an empty record."""
    with guarded(connection):
        (number,) = connection.execute("SELECT max(number) FROM document").fetchone()
    return int(number or 0)


def documents_by_week(
    connection: sqlite3.Connection, since: str | None = None, where: Where | None = None
) -> Mapping[str, Mapping[str, int]]:
    """Return Monday -> source -> documents published that pass; without a source they have "".

    Raises:
        UsageError: a filter that documents do not have.
    """
    condition, values = conditions(where or Where(), "document")
    sql = " ".join(
        (
            "SELECT date(published_from, 'weekday 0', '-6 days') AS week, coalesce(source, ''),",
            "count(*) FROM document WHERE coalesce(published_from, '~') >= ? AND week IS NOT NULL",
            *("AND", condition, "GROUP BY 1, 2 ORDER BY 1, 2"),
        )
    )
    found: dict[str, dict[str, int]] = {}
    with guarded(connection):
        for week, source, n in connection.execute(sql, (since or "", *values)):
            found.setdefault(str(week), {})[str(source)] = int(n)
    return found


def documents_without_source(connection: sqlite3.Connection, where: Where) -> int:
    """Return how many documents that pass do not say who published them.

    Raises:
        UsageError: a filter that documents do not have.
    """
    condition, values = conditions(where, "document")
    sql = "SELECT count(*) FROM document WHERE document.source IS NULL AND"
    with guarded(connection):
        (n,) = connection.execute(" ".join((sql, condition)), values).fetchone()
    return int(n)


def how_many_since(connection: sqlite3.Connection, number: int) -> int:
    """Return how many incidents documents after a number tell of: `incidents_since` without end."""
    sql = (
        "SELECT count(DISTINCT incident.id) FROM document JOIN incident_member"
        " ON incident_member.document_id = document.id JOIN incident"
        " ON incident.id = incident_member.incident_id WHERE document.number > ?"
        " AND (incident.review IS NULL OR incident.review = 'accepted')"
    )
    with guarded(connection):
        (n,) = connection.execute(sql, (number,)).fetchone()
    return int(n)


def incidents_since(
    connection: sqlite3.Connection, number: int, limit: int
) -> tuple[tuple[str, int], ...]:
    """Return (incident, new reports) of incidents that documents after a number tell of.

    Those of most independent sources first.
    """
    sql = (
        "SELECT incident.id, count(*) FROM document JOIN incident_member"
        " ON incident_member.document_id = document.id JOIN incident"
        " ON incident.id = incident_member.incident_id WHERE document.number > ?"
        " AND (incident.review IS NULL OR incident.review = 'accepted') GROUP BY incident.id"
        " ORDER BY incident.independent_sources DESC, incident.id LIMIT ?"
    )
    with guarded(connection):
        found = connection.execute(sql, (number, limit)).fetchall()
    return tuple((str(name), int(n)) for name, n in found)


def before_last_run(connection: sqlite3.Connection) -> tuple[int, str | None]:
    """Return the number of the last document that an earlier run stored, and when the last ran."""
    with guarded(connection):
        row = connection.execute(
            "SELECT id, started FROM run WHERE stored > 0 ORDER BY started DESC, rowid DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return 0, None
        (number,) = connection.execute(
            "SELECT min(number) FROM document WHERE run_id = ?", (row[0],)
        ).fetchone()
    return (int(number) - 1 if number else 0), str(row[1])
