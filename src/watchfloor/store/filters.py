"""`Where` as SQL conditions, for the tables where each filter makes sense."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from math import asin, cos, degrees, radians, sin

from watchfloor.errors import UsageError
from watchfloor.model import Near, Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.store.fulltext import parse
from watchfloor.store.functions import EARTH_KM, fold

Condition = tuple[str, tuple[str | float, ...]]
Builder = Callable[[Where], Condition]

COUNTED = "incident.review IS NULL OR incident.review = 'accepted'"
"""Of the incidents that lists, counts and exports show unless `review` asks for others."""

_KEPT_ANYWAY = "('site', 'town', 'district')"


def conditions(where: Where, table: str) -> Condition:
    """Return the condition on rows of `table` ("document", "event", ...) and its values.

    Raises:
        UsageError: a filter that says nothing about this table.
    """
    known = FILTERS[table]
    asked = [field.name for field in fields(where) if getattr(where, field.name) not in (None, ())]
    if unknown := [name for name in asked if name not in known]:
        message = (
            f"{table}s have no filter {', '.join(unknown)}; they have {', '.join(sorted(known))}"
        )
        raise UsageError(message)
    parts = [known[name](where) for name in asked]
    if table == "incident" and where.review is None:
        parts.append((COUNTED, ()))
    sql = " AND ".join(f"({part})" for part, _ in parts)
    return sql or "TRUE", tuple(value for _, values in parts for value in values)


def _since(start: str, end: str) -> Builder:
    """Keep intervals that reach `since`: an open end reaches everything, no date nothing."""

    def build(where: Where) -> Condition:
        sql = f"{end} >= ? OR ({end} IS NULL AND {start} IS NOT NULL)"
        return sql, (str(where.since),)

    return build


def _until(start: str, end: str) -> Builder:
    def build(where: Where) -> Condition:
        sql = f"{start} <= ? OR ({start} IS NULL AND {end} IS NOT NULL)"
        return sql, (str(where.until),)

    return build


def _any_of(column: str, name: str) -> Builder:
    def build(where: Where) -> Condition:
        values = getattr(where, name)
        return f"{column} IN ({', '.join('?' * len(values))})", tuple(values)

    return build


def _any_folded(column: str, name: str) -> Builder:
    def build(where: Where) -> Condition:
        values = getattr(where, name)
        wanted = tuple(_folded(name, value) for value in values)
        return f"fold({column}) IN ({', '.join('?' * len(wanted))})", wanted

    return build


def _equal(column: str, name: str) -> Builder:
    def build(where: Where) -> Condition:
        return f"fold({column}) = ?", (_folded(name, getattr(where, name)),)

    return build


def _within(name: str, *columns: str) -> Builder:
    def build(where: Where) -> Condition:
        wanted = _folded(name, getattr(where, name))
        sql = " OR ".join(f"instr({column}, ?) > 0" for column in columns)
        return sql, (wanted,) * len(columns)

    return build


def _mode(table: str) -> Builder:
    def build(where: Where) -> Condition:
        # The column is a JSON array of words of the vocabulary, none of which needs escaping.
        sql = " OR ".join(f"instr({table}.mode, ?) > 0" for _ in where.mode)
        return sql, tuple(f'"{mode}"' for mode in where.mode)

    return build


def _of_member(build: Builder) -> Builder:
    """Keep incidents any of whose documents passes."""

    def build_exists(where: Where) -> Condition:
        sql, values = build(where)
        member = (
            " AS member JOIN document ON document.id = member.document_id"
            " WHERE member.incident_id = incident.id AND ("
        )
        table = incident_tables(where)[1]
        return "".join(("EXISTS (SELECT 1 FROM ", table, member, sql, "))")), values

    return build_exists


def _of_incident(build: Builder) -> Builder:
    """Keep claims about events whose incident passes."""

    def build_exists(where: Where) -> Condition:
        sql, values = build(where)
        own = " WHERE incident.id = incident_member.incident_id AND ("
        return "".join(("EXISTS (SELECT 1 FROM ", incident_table(where), own, sql, "))")), values

    return build_exists


def _min_sources(where: Where) -> Condition:
    return "incident.independent_sources >= ?", (where.min_sources or 0,)


def _review(where: Where) -> Condition:
    asked = _folded("review", where.review or "")
    if asked == UNREVIEWED:
        return "incident.review IS NULL", ()
    return "incident.review = ?", (asked,)


def _named_set(where: Where) -> Condition:
    del where  # there is one set, and `Where` has checked its name
    return "incident.violence IS NOT NULL", ()


def _published_by(where: Where) -> Condition:
    """Keep what stands in texts that were out by then; of a text without a date nobody knows."""
    return "document.published_to <= ?", (str(where.as_of),)


def _cut_already(where: Where) -> Condition:
    del where  # the table that is read holds what was known on the day, and no more
    return "TRUE", ()


def incident_tables(where: Where) -> tuple[str, str]:
    """Return the tables of incidents and of their members: as of a day those of `store.known`."""
    if where.as_of is None:
        return "incident", "incident_member"
    return f"{past(where.as_of)}.incident", f"{past(where.as_of)}.incident_member"


def past(as_of: date) -> str:
    """Return the name that the tables of a day are attached by (`store.known`)."""
    return f"past_{as_of.year:04}{as_of:%m%d}"


def incident_table(where: Where) -> str:
    """Return the table of incidents as a FROM clause names it: `incident`, whatever it reads."""
    held, _ = incident_tables(where)
    return held if where.as_of is None else f"{held} AS incident"


def _text(where: Where) -> Condition:
    sql = "document.number IN (SELECT rowid FROM document_fts WHERE document_fts MATCH ?)"
    return sql, (parse(where.text or "").expression,)


def _document(where: Where) -> Condition:
    return "document.id = ?", (where.document or "",)


def _near(table: str) -> Builder:
    """Keep points inside the circle.

    The point of a province or country stands for all of it: it is kept only when the whole of it
    fits the circle's radius, or every event of a country would happen at its middle.
    """

    def build(where: Where) -> Condition:
        if (near := where.near) is None:
            return "TRUE", ()
        box, values = _box(near, table)
        sql = (
            f"{box} AND kilometres(?, ?, {table}.lat, {table}.lon) <= ?"
            f" AND ({table}.place_precision IN {_KEPT_ANYWAY} OR {table}.radius_km <= ?)"
        )
        return sql, (*values, near.lat, near.lon, near.km, near.km)

    return build


def _box(near: Near, table: str) -> Condition:
    """Return a box of degrees around a circle: cheap, and never smaller than the circle."""
    arc = near.km / EARTH_KM * (1 + 1e-9)
    south, north = near.lat - degrees(arc), near.lat + degrees(arc)
    sql, values = f"{table}.lat BETWEEN ? AND ?", (south, north)
    if south <= -90 or north >= 90:  # noqa: PLR2004  (a pole inside: every meridian passes)
        return sql, values
    reach = degrees(asin(min(1.0, sin(arc) / cos(radians(near.lat))))) * (1 + 1e-9)
    west, east = near.lon - reach, near.lon + reach
    if west >= -180 and east <= 180:  # noqa: PLR2004  (degrees)
        return f"{sql} AND {table}.lon BETWEEN ? AND ?", (*values, west, east)
    # Across the date line the box is two boxes.
    return (
        f"{sql} AND ({table}.lon >= ? OR {table}.lon <= ?)",
        (*values, west if west >= -180 else west + 360, east if east <= 180 else east - 360),  # noqa: PLR2004
    )


def _folded(name: str, words: str) -> str:
    folded = fold(words)
    if not folded:
        message = f"the filter {name} is empty: give some words, or leave it out"
        raise UsageError(message)
    return folded


_OF_DOCUMENT: Mapping[str, Builder] = {
    "source": _any_folded("document.source", "source"),
    "text": _text,
    "document": _document,
}
_KNOWN: Mapping[str, Builder] = {"as_of": _published_by}
_PUBLISHED: Mapping[str, Builder] = {
    "since": _since("document.published_from", "document.published_to"),
    "until": _until("document.published_from", "document.published_to"),
}


def _dated_and_placed(table: str) -> dict[str, Builder]:
    return {
        "since": _since(f"{table}.date_from", f"{table}.date_to"),
        "until": _until(f"{table}.date_from", f"{table}.date_to"),
        "country": _any_of(f"{table}.country", "country"),
        "admin1": _equal(f"{table}.admin1", "admin1"),
        "place": _within("place", f"{table}.place_words"),
        "near": _near(table),
    }


FILTERS: Mapping[str, Mapping[str, Builder]] = {
    "document": {**_OF_DOCUMENT, **_KNOWN, **_PUBLISHED},
    "event": {
        **_OF_DOCUMENT,
        **_KNOWN,
        **_dated_and_placed("event"),
        "actor": _within("actor", "event.actor_words"),
        "recipient": _within("recipient", "event.recipient_words"),
        "type": _any_of("event.type", "type"),
        "mode": _mode("event"),
        "status": _any_of("event.status", "status"),
    },
    "incident": {
        **{name: _of_member(build) for name, build in _OF_DOCUMENT.items()},
        **_dated_and_placed("incident"),
        "actor": _within("actor", "incident.actor_words"),
        "recipient": _within("recipient", "incident.recipient_words"),
        "type": _any_of("incident.type", "type"),
        "mode": _mode("incident"),
        "status": _any_of("incident.status", "status"),
        "min_sources": _min_sources,
        "review": _review,
        "set": _named_set,
        "as_of": _cut_already,
    },
    "claim": {
        **_OF_DOCUMENT,
        **_KNOWN,
        **_dated_and_placed("event"),
        **_PUBLISHED,
        "kind": _any_of("claim.kind", "kind"),
        "actor": _within("actor", "claim.speaker_words"),
        "speaker": _within("speaker", "claim.speaker_words"),
        "recipient": _within("recipient", "event.recipient_words"),
        "type": _any_of("event.type", "type"),
        "mode": _mode("event"),
        "status": _any_of("event.status", "status"),
        "min_sources": _of_incident(_min_sources),
        "review": _of_incident(_review),
    },
    "figure": {
        **_OF_DOCUMENT,
        **_KNOWN,
        **_dated_and_placed("figure"),
        "actor": _within("actor", "figure.subject_words"),
    },
    "relation": {
        **_OF_DOCUMENT,
        **_KNOWN,
        **_PUBLISHED,
        "actor": _within("actor", "relation.subject_words"),
        "recipient": _within("recipient", "relation.object_words"),
    },
}
"""The filters that each table knows."""
