"""Incidents as they were known on a day: tables beside the record, which itself never has them.

They live in the memory of the process, one small database a day, attached to every connection that
asks: what the first page of a day made ready, the next finds. Their rows are those of `incident`
but for `value`, which is the long one: of incidents of which nothing was learned since the record
has it, and of the others the caller settles it when it is read. Incidents of which no text was out
by the day are not there.

What an incident was before its last reports came is kept in the record (`incident_past`), and only
what depends on more than reports is settled when a day is asked for.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from watchfloor.errors import StoreError
from watchfloor.model import Incident, content_id
from watchfloor.model.source import is_of_source
from watchfloor.store import rows
from watchfloor.store.connection import RecordConnection
from watchfloor.store.decided import chains_named
from watchfloor.store.faults import guarded, path_of
from watchfloor.store.filters import past
from watchfloor.store.history import decisions

DAYS_KEPT = 6
"""Days whose tables a process keeps, and that a connection has attached: SQLite allows ten."""

Settler = Callable[[sqlite3.Connection, Mapping[str, Sequence[str]]], Mapping[str, Incident]]
"""Incidents as of a day (id -> the chains of what it is today, founder first) -> as they were."""


@dataclass(frozen=True, slots=True)
class Reached:
    """An incident of today of which less, or other, was known: its founder and its chains.

    Of the chains of later texts, the founder's too, those may be left out that nothing concerns.
    """

    founder: str
    chains: tuple[str, ...]


class _Kept:
    """The databases of days, each held open by one connection; the least used one goes first."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._held: OrderedDict[str, sqlite3.Connection] = OrderedDict()

    def address(self, name: str) -> str:
        """Return the address to attach the database of a day by; it is empty at first."""
        uri = f"file:watchfloor-{name}?mode=memory&cache=shared"
        if name not in self._held:
            self._held[name] = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._held.move_to_end(name)
        while len(self._held) > DAYS_KEPT:
            _, oldest = self._held.popitem(last=False)
            oldest.close()  # connections that have it attached keep it as long as they need it
        return uri


_KEPT = _Kept()


@contextmanager
def attached(connection: sqlite3.Connection, as_of: date) -> Iterator[bool]:
    """Attach the tables of a day; within, say whether they are yet to be made by `begin` .. `add`.

    One thread at a time makes them; what fails is undone.

    Raises:
        StoreError: the record cannot be read.
    """
    with _KEPT.lock, guarded(connection):
        name = name_of(connection, as_of)
        _attach(connection, name, past(as_of))
        if _is_made(connection, name, past(as_of)):
            yield False
            return
        connection.execute("BEGIN")
        try:
            yield True
            connection.execute(f"CREATE TABLE {past(as_of)}.made AS SELECT ? AS name", (name,))
            connection.commit()
        except BaseException:
            connection.rollback()
            raise


def name_of(connection: sqlite3.Connection, as_of: date) -> str:
    """Return what tells the tables of a day: the file, its first run, its last step of fusing."""
    (step,) = connection.execute("SELECT step FROM fusion").fetchone()
    first = connection.execute("SELECT id FROM run ORDER BY started, id LIMIT 1").fetchone()
    return content_id("known", path_of(connection), str(first), str(step), as_of.isoformat())


def _attach(connection: sqlite3.Connection, name: str, schema: str) -> None:
    there = [
        str(row[0])
        for row in connection.execute(
            "SELECT name FROM pragma_database_list WHERE name LIKE 'past^_%' ESCAPE '^'"
        )
    ]
    if schema in there:
        if _is_made(connection, name, schema):
            return
        connection.execute(f"DETACH {schema}")
        there.remove(schema)
    for oldest in there[: max(0, len(there) + 1 - DAYS_KEPT)]:
        connection.execute(f"DETACH {oldest}")
    connection.execute(f"ATTACH ? AS {schema}", (_KEPT.address(name),))


def _is_made(connection: sqlite3.Connection, name: str, schema: str) -> bool:
    tables = connection.execute(f"SELECT 1 FROM {schema}.sqlite_schema WHERE name = 'made'")
    if tables.fetchone() is None:
        return False
    return bool(connection.execute(f"SELECT name FROM {schema}.made").fetchone() == (name,))


def begin(connection: sqlite3.Connection, as_of: date, ruled: Iterable[str]) -> tuple[Reached, ...]:
    """Make the tables of a day with what the record keeps of it.

    That are incidents of which nothing was learned since, and what others were by then.

    Returns:
        The rest of which a text was out, to be settled from what was out and given to `add`: people
        decided on it, or somebody denies it. Of their later chains only those `ruled` on and those
        that a denial may concern.
    """
    day, schema = as_of.isoformat(), past(as_of)
    late, ever = set[str](), set[str]()
    for one in decisions(connection):
        if not is_of_source(one):  # what is known of outlets is today's
            named = chains_named(connection, one)
            ever |= named
            late |= named if one.decided[:10] > day else set()
    connection.execute(f"CREATE TABLE {schema}.late (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute(f"INSERT INTO {schema}.late SELECT id FROM document WHERE {_LATE}", (day,))
    for name, statement, values in (
        ("touched", _TOUCHED, (day, rows.to_json(sorted(late)))),
        ("disputed", _DISPUTED, (rows.to_json(sorted(ever)),)),
    ):
        connection.execute(f"CREATE TABLE {schema}.{name} (id TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.execute(statement.replace("PAST", schema), values)
    for statement in _TABLES:
        own = (day,) if "?1" in statement else ()
        connection.execute(statement.replace("PAST", schema), own)
    held: dict[str, list[str]] = {}
    out = set[str]()
    sql = _REACHED.replace("PAST", schema)
    for founder, chain, is_out in connection.execute(sql, (rows.to_json(sorted(ruled)),)):
        held.setdefault(founder, []).append(chain)
        if is_out:
            out.add(founder)
    return tuple(Reached(one, tuple(chains)) for one, chains in held.items() if one in out)


def add(
    connection: sqlite3.Connection,
    as_of: date,
    incidents: Iterable[rows.Row],
    members: Iterable[tuple[str, str, str]],
) -> None:
    """Put incidents as they were beside the others: rows of `rows.incident_row` and what follows.

    `members` are (chain, incident, document) of each of their reports that was out.
    """
    schema = past(as_of)
    connection.executemany(
        rows.INSERT_INCIDENT.replace("INTO incident ", f"INTO {schema}.incident "), incidents
    )
    connection.executemany(f"INSERT INTO {schema}.incident_member VALUES (?, ?, ?)", members)


def settled_by(connection: sqlite3.Connection, as_of: date, settle: Settler) -> None:
    """Say who settles the incidents of a day when they are read by a connection."""
    if isinstance(connection, RecordConnection):
        connection.settlers[as_of] = settle


def read(
    connection: sqlite3.Connection, as_of: date, found: Sequence[rows.Row]
) -> Iterator[Incident]:
    """Yield the incidents of some rows (id, value) of a day, those without a value settled.

    Raises:
        StoreError: nobody has made the day ready.
    """
    waiting = rows.to_json([row[0] for row in found if row[1] is None])
    chains: dict[str, list[str]] = {}
    for name, chain in connection.execute(_CHAINS.replace("PAST", past(as_of)), (waiting,)):
        chains.setdefault(name, []).append(chain)
    made: Mapping[str, Incident] = {}
    if chains:
        settlers = connection.settlers if isinstance(connection, RecordConnection) else {}
        if as_of not in settlers:
            message = f"the record as of {as_of} was not made ready: ask through `where(as_of=)`"
            raise StoreError(message)
        made = settlers[as_of](connection, chains)
    for row in found:
        yield made[row[0]] if row[0] in made else rows.read_incident((row[0], row[1]))


def named(
    connection: sqlite3.Connection, as_of: date, names: Sequence[str]
) -> tuple[Incident, ...]:
    """Return the incidents of some ids as they were on a day, in the order of the ids."""
    with guarded(connection):
        sql = _VALUES.replace("PAST", past(as_of))
        found = connection.execute(sql, (rows.to_json(list(names)),)).fetchall()
        held = {one.id: one for one in read(connection, as_of, found)}
    return tuple(held[name] for name in names if name in held)


VALUE_THEN = (
    "CASE WHEN incident.value IS NOT NULL"
    " THEN (SELECT now.value FROM main.incident AS now WHERE now.id = incident.id) END"
)
"""As of a day only incidents of which nothing was learned since have a value: today's."""

_VALUES = (
    f"SELECT incident.id, {VALUE_THEN} FROM PAST.incident AS incident"
    " WHERE incident.id IN (SELECT value FROM json_each(?))"
)
_LATE = "(document.published_to IS NULL OR document.published_to > ?1)"
_TOUCHED = (
    "WITH newer AS (SELECT url, external_id, source, revises FROM document"
    f" WHERE {_LATE} AND (url IS NOT NULL OR external_id IS NOT NULL OR revises IS NOT NULL)),"
    # texts that a later one replaces
    " replaced AS (SELECT revises AS id FROM newer WHERE revises IS NOT NULL"
    " UNION SELECT document.id FROM newer JOIN document ON document.url = newer.url"
    " UNION SELECT document.id FROM newer JOIN document"
    " ON document.external_id = newer.external_id AND document.source = newer.source)"
    " INSERT OR IGNORE INTO PAST.touched"
    " SELECT incident_id FROM incident_member WHERE document_id IN PAST.late"
    " UNION ALL SELECT incident_id FROM incident_member"
    " WHERE document_id IN (SELECT id FROM replaced)"
    " UNION ALL SELECT incident_id FROM incident_member"
    " WHERE chain IN (SELECT value FROM json_each(?2))"
    # what later texts deny
    " UNION ALL SELECT member.incident_id FROM report_link"
    " JOIN report ON report.chain = report_link.chain AND report.status = 'denied'"
    " JOIN incident_member AS member ON member.chain = report_link.concerns"
    " WHERE report.document_id IN PAST.late"
)
_DISPUTED = (
    "INSERT OR IGNORE INTO PAST.disputed SELECT incident_id FROM incident_member"
    " WHERE chain IN (SELECT value FROM json_each(?))"
    " UNION ALL SELECT member.incident_id FROM report_link"
    " JOIN report ON report.chain = report_link.chain AND report.status = 'denied'"
    " JOIN incident_member AS member ON member.chain = report_link.concerns"
)
"""Incidents on which people ever decided or that somebody denies: not by their reports alone."""

_THEN = (
    "FROM main.incident_past WHERE since <= ?1 AND until > ?1"
    " AND holder IN PAST.touched AND holder NOT IN PAST.disputed"
)
_COLUMNS = ", ".join(name for name in rows.INCIDENT_COLUMNS if name != "value")
_TABLES = (
    f"CREATE TABLE PAST.incident AS SELECT {_COLUMNS}, '' AS value FROM main.incident"
    " WHERE id NOT IN PAST.touched",
    # incidents of today and the ids that they had
    "CREATE TABLE PAST.kept (holder TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID",
    "INSERT INTO PAST.kept SELECT id, id FROM PAST.incident ORDER BY id",
    f"INSERT OR IGNORE INTO PAST.kept SELECT holder, id {_THEN}",
    f"INSERT INTO PAST.incident ({', '.join(rows.PAST_COLUMNS)}, step)"
    f" SELECT {', '.join(rows.PAST_COLUMNS)}, 0 {_THEN}",
    "CREATE UNIQUE INDEX PAST.incident_id ON incident (id)",
    "CREATE INDEX PAST.incident_order ON incident (coalesce(date_from, date_to, '~'), id)",
    "CREATE TABLE PAST.incident_member (chain TEXT PRIMARY KEY, incident_id TEXT, document_id TEXT)"
    " WITHOUT ROWID",
    # read in the order of the chains, as they are written
    "INSERT INTO PAST.incident_member SELECT member.chain, kept.id, member.document_id"
    " FROM main.incident_member AS member CROSS JOIN PAST.kept ON kept.holder = member.incident_id"
    " WHERE member.document_id NOT IN PAST.late",
    "CREATE INDEX PAST.member_incident ON incident_member (incident_id)",
    "CREATE TABLE PAST.rest (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT OR IGNORE INTO PAST.rest SELECT incident_id FROM main.incident_member"
    " WHERE document_id NOT IN PAST.late AND incident_id NOT IN (SELECT holder FROM PAST.kept)",
)
_REACHED = (
    "SELECT incident.founder, member.chain, member.document_id NOT IN PAST.late"
    " FROM main.incident_member AS member JOIN main.incident ON incident.id = member.incident_id"
    " WHERE member.incident_id IN PAST.rest AND (member.document_id NOT IN PAST.late"
    " OR member.chain IN (SELECT concerns FROM report_link)"
    " OR member.chain IN (SELECT value FROM json_each(?)))"
    " ORDER BY incident.id, member.chain"
)
_CHAINS = (
    "SELECT DISTINCT own.incident_id, held.chain FROM PAST.incident_member AS own"
    " JOIN main.incident_member AS member ON member.chain = own.chain"
    " JOIN main.incident_member AS held ON held.incident_id = member.incident_id"
    " JOIN main.incident ON incident.id = held.incident_id"
    " WHERE own.incident_id IN (SELECT value FROM json_each(?))"
    " ORDER BY own.incident_id, held.chain <> incident.founder, held.chain"
)
