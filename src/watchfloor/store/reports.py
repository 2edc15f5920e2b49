"""Reports of the record: what fusion needs of a chain, the keys it is found by, and dirty marks.

Only reports of current codings are read. Rows and marks are written inside the transaction of
whoever calls; a step of `fusing` takes the marks.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from watchfloor.model import Document, Event, Report, report_schema
from watchfloor.store import rows
from watchfloor.store.faults import guarded

if TYPE_CHECKING:
    import pyarrow as pa

EVIDENCE, DECISION, CODER, SCHEME = "evidence", "decision", "coder", "scheme"
"""Why a chain's incident has to be looked at again."""

_LISTS = ("mode", "actors", "recipients", "words", "topic")
_DAYS = ("published", "date_from", "date_to")
_FLAGS = ("apart", "date_said")
_PLAIN = (
    *("published", "type", "mode", "status", "date_from", "date_to", "date_precision"),
    *("lat", "lon", "radius_km", "country", "place_precision", "actors", "recipients"),
    *("count_low", "count_high", "dead_low", "dead_high", "injured_low", "injured_high"),
    *("vector", "anchor", "words", "topic", "apart", "date_said"),
)
REPORT_COLUMNS = ("document_id", "coder", "chain", *_PLAIN)

_KEY_BITS = (1 << 46) - 1
"""Of a key that are kept: whoever shares them by chance is looked at in vain, and no more."""


def report_row(report: Report, coder: str) -> rows.Row:
    """Return the row of a report that `coder` read."""
    return (report.document_id, coder, report.chain, *(_cell(report, name) for name in _PLAIN))


def _cell(report: Report, name: str) -> Any:
    value = getattr(report, name)
    if name in _LISTS:
        return "\n".join(value)
    if name in _DAYS:
        return None if value is None else value.isoformat()
    if name in _FLAGS:
        return int(value)
    return value if value is None or isinstance(value, (bytes, int, float)) else str(value)


def begin_scheme(connection: sqlite3.Connection, scheme: str) -> None:
    """Have every report made anew if another scheme made them: keys of two schemes never meet.

    Vectors stay with the old rows until those are replaced: only a coder can make them.
    """
    if connection.execute("SELECT scheme FROM fusion").fetchone() == (scheme,):
        return
    connection.execute("DELETE FROM report_key")
    connection.execute("DELETE FROM report_link")
    connection.execute("DELETE FROM report_coding")
    connection.execute("UPDATE report SET is_keyed = 0")
    connection.execute("UPDATE fusion SET scheme = ?", (scheme,))


def add_reports(
    connection: sqlite3.Connection,
    document_id: str,
    coder: str,
    found: Iterable[rows.Row],
    reason: str,
) -> None:
    """Write the reports of a coding in place of its earlier ones, and mark them all."""
    drop_reports(connection, document_id, coder, reason)
    connection.executemany(_INSERT, found)
    connection.execute("INSERT OR IGNORE INTO report_coding VALUES (?, ?)", (document_id, coder))
    mark(connection, [document_id], reason)


def drop_reports(
    connection: sqlite3.Connection, document_id: str, coder: str, reason: str = EVIDENCE
) -> None:
    """Take back the reports of a coding, so that they wait to be made, and mark their chains."""
    key = (document_id, coder)
    mark_chains(
        connection,
        [
            row[0]
            for row in connection.execute(
                "SELECT chain FROM report WHERE document_id = ? AND coder = ?", key
            )
        ],
        reason,
    )
    connection.execute("DELETE FROM report WHERE document_id = ? AND coder = ?", key)
    connection.execute("DELETE FROM report_coding WHERE document_id = ? AND coder = ?", key)


def remake(connection: sqlite3.Connection, document_id: str) -> None:
    """Have the reports of a text made anew from its events; vectors stay with the old rows."""
    connection.execute("DELETE FROM report_coding WHERE document_id = ?", (document_id,))


def mark(connection: sqlite3.Connection, document_ids: Iterable[str], reason: str) -> None:
    """Mark every chain of some documents, by any coder.

    A chain may bear several marks: a step deletes only those that it has seen.
    """
    connection.executemany(_MARK, ((reason, one) for one in document_ids))


def mark_chains(connection: sqlite3.Connection, chains: Iterable[str], reason: str) -> None:
    """Mark some chains."""
    connection.executemany(
        "INSERT INTO fusion_mark (chain, reason) VALUES (?, ?)", ((one, reason) for one in chains)
    )


def mark_namesakes(connection: sqlite3.Connection, document: Document) -> None:
    """Mark the chains of documents of the same address or id: a newer one takes their vote."""
    found = connection.execute(
        "SELECT id FROM document WHERE (url = ?1 OR external_id = ?2 AND source = ?3) AND id <> ?4",
        (document.url, document.external_id, document.source, document.id),
    ).fetchall()
    mark(connection, [row[0] for row in found], EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreported:
    """A coded document whose reports have to be made; `vectors` are of earlier ones, by chain."""

    document: Document
    coder: str
    events: tuple[Event, ...]
    vectors: dict[str, bytes]


def unreported(
    connection: sqlite3.Connection,
    limit: int,
    events_of: Callable[[sqlite3.Connection, str], tuple[Event, ...]],
) -> list[Unreported]:
    """Return current codings without reports: of an older record, or of an older scheme."""
    found = []
    with guarded(connection):
        for row in connection.execute(_UNREPORTED, (limit,)).fetchall():
            document, coder = rows.read_document(row[:-1]), str(row[-1])
            vectors = connection.execute(
                "SELECT chain, vector FROM report WHERE document_id = ? AND coder = ?"
                " AND vector IS NOT NULL",
                (document.id, coder),
            ).fetchall()
            found.append(
                Unreported(
                    document=document,
                    coder=coder,
                    events=events_of(connection, document.id),
                    vectors=dict(vectors),
                )
            )
    return found


def unkeyed(connection: sqlite3.Connection, limit: int) -> tuple[list[int], "pa.Table"]:
    """Return the numbers and the table of reports whose keys have to be made, in one order."""
    with guarded(connection):
        found = connection.execute(
            f"{_SELECT} WHERE report.number IN (SELECT number FROM report"
            # those that wait beside the current ones get keys when they are current
            " JOIN coding USING (document_id, coder) WHERE is_keyed = 0 AND current = 1"
            " ORDER BY number LIMIT ?) ORDER BY report.number",
            (limit,),
        ).fetchall()
    return [int(row[0]) for row in found], _table(found)


def add_keys(connection: sqlite3.Connection, numbers: Sequence[int], keys: "pa.Table") -> None:
    """Write the keys (`row`, `key`, `exact`, `weight`) of the reports of these numbers."""
    import numpy as np  # noqa: PLC0415  (heavy: only who fuses pays for it)

    key, exact, weight, row = (
        np.asarray(keys.column(name)).astype(np.int64) for name in ("key", "exact", "weight", "row")
    )
    stored, owner = _stored(key, weight, exact), np.asarray(numbers, np.int64)[row]
    order = np.lexsort((owner, stored))  # so that rows land on pages side by side
    connection.executemany(
        "INSERT OR IGNORE INTO report_key (key, report) VALUES (?, ?)",
        zip(stored[order].tolist(), owner[order].tolist(), strict=True),
    )
    connection.executemany(
        "UPDATE report SET is_keyed = 1 WHERE number = ?", [(number,) for number in numbers]
    )


def _stored(key: Any, weight: Any, exact: Any) -> Any:
    """Return a key, or each of an array of keys, as the table has it."""
    return (key & _KEY_BITS) << 2 | (weight > 1) << 1 | exact


def by_chain(connection: sqlite3.Connection, chains: Iterable[str]) -> "pa.Table":
    """Return the reports of some chains as a table of `report_schema`."""
    with guarded(connection):
        found = connection.execute(
            f"{_SELECT} WHERE report.chain IN (SELECT value FROM json_each(?))",
            (rows.to_json(sorted(set(chains))),),
        ).fetchall()
    return _table(found)


def neighbours(
    connection: sqlite3.Connection,
    keys: "pa.Table",
    chains: Sequence[str],
    groups: Sequence[str] = (),
) -> "pa.Table":
    """Return the reports that may meet the given keys, or are given: `model.Neighbours`.

    A report must share keys of the weight that makes a pair, which spares reading most of those
    that share one common word.
    """
    # Prints of one text have most of their keys in common.
    asked = set(zip(*(keys.column(name).to_pylist() for name in ("key", "exact")), strict=True))
    wanted = set[int]()
    for key, exact in asked:
        for weight in (1, 2):
            wanted.add(_stored(key, weight, exact=False))
            if not exact:
                wanted.add(_stored(key, weight, exact=True))
    with guarded(connection):
        found = connection.execute(
            f"{_SELECT} WHERE report.number IN ({_NEAR})"
            " OR report.chain IN (SELECT value FROM json_each(?)) OR report.document_id IN"
            " (SELECT document.id FROM json_each(?) AS wanted JOIN copy_member"
            " ON copy_member.component = CAST(wanted.value AS INTEGER)"
            " JOIN document ON document.number = copy_member.document)",
            (rows.to_json(sorted(wanted)), rows.to_json(list(chains)), rows.to_json(list(groups))),
        ).fetchall()
    return _table(found)


_INSERT = " ".join(
    (
        *("INSERT INTO report (", ", ".join(REPORT_COLUMNS), ") VALUES ("),
        *(", ".join("?" * len(REPORT_COLUMNS)), ")"),
    )
)
_MARK = (
    "INSERT INTO fusion_mark (chain, reason) SELECT DISTINCT chain, ? FROM report"
    " WHERE document_id = ?"
)
_UNREPORTED = (
    f"SELECT {rows.DOCUMENT_SELECT}, coding.coder FROM coding"
    " JOIN document ON document.id = coding.document_id"
    " LEFT JOIN report_coding ON report_coding.document_id = coding.document_id"
    " AND report_coding.coder = coding.coder"
    " WHERE coding.current = 1 AND report_coding.document_id IS NULL"
    " ORDER BY coding.document_id LIMIT ?"
)
_SELECT = (
    "SELECT report.number, report.document_id, report.chain, "
    + ", ".join(f"report.{name}" for name in _PLAIN)
    + ", coalesce(copy_member.component, document.number) FROM report"
    " JOIN coding ON coding.document_id = report.document_id AND coding.coder = report.coder"
    " AND coding.current = 1"
    " JOIN document ON document.id = report.document_id"
    " LEFT JOIN copy_member ON copy_member.document = document.number"
)
_NEAR = (
    "SELECT report FROM json_each(?) AS wanted JOIN report_key ON report_key.key = wanted.value"
    " GROUP BY report HAVING sum(1 + (report_key.key >> 1 & 1)) >= 2"
)


def _table(found: Sequence[rows.Row]) -> "pa.Table":
    """Return rows of _SELECT as a table of `report_schema`."""
    import pyarrow as pa  # noqa: PLC0415  (heavy: only who fuses pays for it)

    names = ("number", "document_id", "chain", *_PLAIN, "group")
    columns = list(zip(*found, strict=True)) or [()] * len(names)
    named: dict[str, Sequence[Any]] = dict(zip(names, columns, strict=True))
    named["copy_group"] = [str(group) for group in named["group"]]
    arrays = [
        pa.array([_value(field.name, cell) for cell in named[field.name]], type=field.type)
        for field in report_schema()
    ]
    return pa.Table.from_arrays(arrays, schema=report_schema())


def _value(name: str, cell: Any) -> Any:
    if name in _LISTS:
        return cell.split("\n") if cell else []
    if name in _DAYS:
        return None if cell is None else date.fromisoformat(cell)
    return bool(cell) if name in _FLAGS else cell
