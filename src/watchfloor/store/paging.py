"""Read the record page by page: from a key, never by counting rows off.

A key is the values by which rows are ordered, of the last row of a page; the next page is what
comes after them. So the hundredth page costs what the first does, and rows that arrive meanwhile
move nothing.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from watchfloor.errors import UsageError
from watchfloor.model import Where
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions
from watchfloor.store.known import read as settled
from watchfloor.store.query import select

Key = tuple[str | int, ...]
T = TypeVar("T")

UNDATED = "~"
"""What orders rows without a day: it comes after every digit."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows, and the key to ask for those after them; None if these are the last."""

    rows: tuple[T, ...]
    after: Key | None


@dataclass(frozen=True, slots=True)
class _Order:
    """How a table is ordered: a day, then columns that make it one order; some are numbers."""

    day: str
    rest: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def _in_text(table: str) -> _Order:
    start = f"coalesce({table}.start, -1)"
    return _Order(
        "coalesce(document.published_from, '~')", ("document.id", start, f"{table}.id"), (start,)
    )


_ORDERS = {
    "incident": _Order("coalesce(incident.date_from, incident.date_to, '~')", ("incident.id",)),
    "event": _Order(
        "coalesce(event.date_from, event.date_to, '~')",
        ("event.document_id", "event.anchor_start", "event.anchor_end", "event.id"),
        ("event.anchor_start", "event.anchor_end"),
    ),
    "document": _Order("coalesce(document.published_from, '~')", ("document.id",)),
    "claim": _in_text("claim"),
    "figure": _in_text("figure"),
    "relation": _in_text("relation"),
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "incident": rows.read_incident,
    "event": rows.read_event,
    "document": rows.read_document,
    "claim": rows.read_claim,
    "figure": rows.read_figure,
    "relation": rows.read_relation,
}


def page(
    connection: sqlite3.Connection,
    table: str,
    where: Where,
    *,
    limit: int,
    after: Key | None = None,
    oldest_first: bool = False,
) -> Page[Any]:
    """Return a page of rows of a table, newest first; those without a day come last either way.

    Args:
        connection: an open record.
        table: incident, event, document, claim, figure, relation.
        where: the filters.
        limit: rows of a page.
        after: the key that an earlier page gave.
        oldest_first: the other order.

    Raises:
        UsageError: a filter that the table does not have, or no key of this table.
    """
    order = _ORDERS[table]
    if after is not None:
        _check_key(order, after)
    conditions(where, table)  # says at once what the table does not have
    found: list[tuple[Any, Key]] = []
    if oldest_first:
        found += _part(connection, table, where, _ascending(order, after), limit + 1)
    else:
        if after is None or after[0] != UNDATED:
            found += _part(connection, table, where, _descending(order, after), limit + 1)
            after = None
        if len(found) <= limit:
            more = limit + 1 - len(found)
            found += _part(connection, table, where, _undated(order, after), more)
    shown = found[:limit]
    next_key = shown[-1][1] if len(found) > limit else None
    return Page(tuple(row for row, _ in shown), next_key)


def key_words(key: Key) -> str:
    """Return a key as one word for an address."""
    return ".".join(map(str, key))


def key_of(words: str, table: str) -> Key:
    """Return the key that `key_words` wrote.

    Raises:
        UsageError: it is no key of such a table.
    """
    order, parts = _ORDERS[table], words.split(".")
    names = (order.day, *order.rest)
    if len(parts) != len(names):
        message = f"{words!r:.80} is no place in this list: begin at its first page"
        raise UsageError(message)
    key: list[str | int] = []
    for name, part in zip(names, parts, strict=True):
        if name in order.numbers:
            digits = part.removeprefix("-")
            if not (digits.isascii() and digits.isdigit() and len(digits) < 16):  # noqa: PLR2004
                message = f"{words!r:.80} is no place in this list: begin at its first page"
                raise UsageError(message)
            key.append(int(part))
        else:
            key.append(part)
    return tuple(key)


def _check_key(order: _Order, key: Key) -> None:
    if len(key) != 1 + len(order.rest):
        message = f"{key!r:.80} is no place in this list: begin at its first page"
        raise UsageError(message)


_Stretch = tuple[str, Key, str]
"""A condition, its values, and the order of the rows that pass."""


def _ascending(order: _Order, after: Key | None) -> _Stretch:
    names = (order.day, *order.rest)
    by = ", ".join(names)
    if after is None:
        return "TRUE", (), by
    # The day alone first: SQLite begins at it in the index, which it does not at a row of values.
    return f"{order.day} >= ? AND ({by}) > ({_marks(names)})", (after[0], *after), by


def _descending(order: _Order, after: Key | None) -> _Stretch:
    names = (order.day, *order.rest)
    by = ", ".join(f"{name} DESC" for name in names)
    if after is None:
        return f"{order.day} < '{UNDATED}'", (), by
    sql = f"{order.day} <= ? AND ({', '.join(names)}) < ({_marks(names)})"
    return sql, (after[0], *after), by


def _undated(order: _Order, after: Key | None) -> _Stretch:
    by = ", ".join(order.rest)
    if after is None:
        return f"{order.day} = '{UNDATED}'", (), by
    return f"{order.day} = '{UNDATED}' AND ({by}) > ({_marks(order.rest)})", after[1:], by


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" * len(names))


def _part(
    connection: sqlite3.Connection,
    table: str,
    where: Where,
    stretch: _Stretch,
    limit: int,
) -> list[tuple[Any, Key]]:
    order, read = _ORDERS[table], _READERS[table]
    condition, known = conditions(where, table)
    names = (order.day, *order.rest)
    sql = " ".join(
        (
            select(table, names, where),
            *("WHERE", condition, "AND", stretch[0], "ORDER BY", stretch[2], "LIMIT ?"),
        )
    )
    values = (*known, *stretch[1], limit)
    with guarded(connection):
        found = connection.execute(sql, values).fetchall()
    keys = [tuple(row[-len(names) :]) for row in found]
    own = [row[: -len(names)] for row in found]
    if table == "incident" and where.as_of is not None:
        return list(zip(settled(connection, where.as_of, own), keys, strict=True))
    return list(zip(map(read, own), keys, strict=True))
