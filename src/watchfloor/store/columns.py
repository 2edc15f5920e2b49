"""The columns that incidents are counted by, read from one index: all of them, or what changed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from watchfloor.model import Where
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import incident_table
from watchfloor.vocab.discretion import lines_with_sites

AT_ONCE = 20_000
"""Rows of one portion."""

NAMES = (
    *("id", "type", "mode", "status", "violence", "review", "date_from", "date_to"),
    *("country", "admin1", "place", "lat", "lon", "radius_km", "place_precision"),
    *("independent_sources", "outlets"),
)
WORDS = "incident.place_words || ' ' || incident.actor_words || ' ' || incident.recipient_words"
"""Where a place of shelter, care or aid may be named."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to where the record was read: the last step of fusing, the last fate of an id."""

    step: int = -1
    fate: int = 0


def mark(connection: sqlite3.Connection) -> Mark:
    """Return where the record stands now."""
    with guarded(connection):
        (step,) = connection.execute("SELECT step FROM fusion").fetchone()
        (fate,) = connection.execute(
            "SELECT coalesce(max(number), 0) FROM incident_fate"
        ).fetchone()
    return Mark(int(step), int(fate))


def written_since(connection: sqlite3.Connection, step: int) -> Iterator[list[rows.Row]]:
    """Yield portions of the rows (of NAMES) that later steps wrote; by -1 all of them."""
    sql = " ".join(
        ("SELECT", ", ".join(NAMES), "FROM incident INDEXED BY incident_columns WHERE step > ?")
    )
    with guarded(connection):
        cursor = connection.execute(sql, (step,))
        while portion := cursor.fetchmany(AT_ONCE):
            yield portion


def known_then(connection: sqlite3.Connection, as_of: date) -> Iterator[list[rows.Row]]:
    """Yield portions of the rows (of NAMES) of a day that `store.known` has made ready."""
    table = incident_table(Where(as_of=as_of))
    with guarded(connection):
        cursor = connection.execute(" ".join(("SELECT", ", ".join(NAMES), "FROM", table)))
        while portion := cursor.fetchmany(AT_ONCE):
            yield portion


def withheld_since(
    connection: sqlite3.Connection, step: int, as_of: date | None = None
) -> Iterator[str]:
    """Yield ids, of what later steps wrote, whose place goes out no finer than its province.

    What `counts.protected` says, faster over many rows. As of a day: of all that was known then.
    """
    table = incident_table(Where(as_of=as_of))
    since = (
        f"FROM {table}" if step < 0 else f"FROM {table} INDEXED BY incident_columns WHERE step > ?"
    )
    sql = f"SELECT incident.id, instr(incident.mode, '\"sexual\"'), {WORDS} {since}"
    with guarded(connection):
        cursor = connection.execute(sql, () if step < 0 else (step,))
        while portion := cursor.fetchmany(AT_ONCE):
            names, violated, words = zip(*portion, strict=True)
            sites = set(lines_with_sites(words))
            yield from (name for at, name in enumerate(names) if violated[at] or at in sites)


def gone_since(connection: sqlite3.Connection, fate: int) -> list[str]:
    """Return ids that named incidents and do not any more, by fates noted later."""
    with guarded(connection):
        found = connection.execute(
            "SELECT DISTINCT id FROM incident_fate WHERE number > ?"
            " AND id NOT IN (SELECT id FROM incident)",
            (fate,),
        ).fetchall()
    return [str(row[0]) for row in found]


def ends(connection: sqlite3.Connection) -> list[str | int | None]:
    """Return the last run, document, decision and fate, each with what no other record has of it.

    A record that `grew_from` them is the same one, grown: not an older copy that was put back and
    went another way. Nothing is ever deleted from these tables.
    """
    found: list[str | int | None] = []
    with guarded(connection):
        for _, last, width in _ENDS:
            row = connection.execute(last).fetchone()
            found += [None] * width if row is None else list(row)
    return found


def grew_from(connection: sqlite3.Connection, before: list[str | int | None]) -> bool:
    """Say whether all that `ends` told of once is still in the record as it was."""
    at = 0
    with guarded(connection):
        for same, _, width in _ENDS:
            told, at = before[at : at + width], at + width
            if len(told) != width:
                return False
            if told[0] is not None and connection.execute(same, told).fetchone() is None:
                return False
    return True


_ENDS = (
    (
        "SELECT 1 FROM run WHERE id = ? AND started = ?",
        "SELECT id, started FROM run ORDER BY started DESC, id DESC LIMIT 1",
        2,
    ),
    (
        "SELECT 1 FROM document WHERE number = ? AND id = ? AND ingested = ?",
        "SELECT number, id, ingested FROM document ORDER BY number DESC LIMIT 1",
        3,
    ),
    (
        "SELECT 1 FROM decision WHERE number = ? AND id = ? AND decided = ?",
        "SELECT number, id, decided FROM decision ORDER BY number DESC LIMIT 1",
        3,
    ),
    (
        "SELECT 1 FROM incident_fate WHERE number = ? AND id = ? AND noted = ?",
        "SELECT number, id, noted FROM incident_fate ORDER BY number DESC LIMIT 1",
        3,
    ),
)
"""How a row is found again, how the last one is found, and how many values tell of it."""
