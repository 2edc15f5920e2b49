"""The audit chain: every decision, note, issued line and decision on a name, bound to those before.

A chain of hashes shows that rows were changed, dropped or put between; it does not stop anybody who
can write the file, who may also make a whole new chain or leave off its end. That shows only
against a head that was noted elsewhere: `doctor` prints it and takes one back.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from hashlib import sha256

from watchfloor.model.frozen import dataclass
from watchfloor.store.faults import guarded

LEDGERS = ("decision", "analyst_note", "issued", "disclosure")
"""Tables whose rows are only ever appended."""

START = "0" * 64
"""What stands before the first line."""

SALT_BYTES = 16

_TIMES = {
    "decision": "decided",
    "analyst_note": "written",
    "issued": "issued",
    "disclosure": "decided",
}
_NAMES = {
    "decision": "decision",
    "analyst_note": "note",
    "issued": "issued line",
    "disclosure": "decision on a name",
}
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What a check of the chain found.

    Attributes:
        rows: lines of the chain; `stood` of them are for rows that are older than it.
        erased: lines whose row was lawfully redacted.
        head: hash of the last line, to be noted elsewhere; None of an empty chain.
        faults: one sentence a broken row, in the order of the chain.
    """

    rows: int
    stood: int
    erased: int
    head: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the chain; `stood` is 0 or 1."""

    number: int
    ledger: str
    entry: int
    stood: int
    salt: str | None
    digest: str
    hash: str

    def follows(self, before: str) -> bool:
        """Say whether the line's hash is that of the line before and of itself."""
        made = _hash(before, self.number, self.ledger, self.entry, self.stood, self.digest)
        return made == self.hash


def append(connection: sqlite3.Connection, ledger: str, entry: int) -> None:
    """Bind a row that was just appended to all before it; the caller holds the lock."""
    _bind(connection, ledger, entry, stood=False)


def begin(connection: sqlite3.Connection) -> None:
    """Bind the rows that stand when a record gets its chain, the oldest first."""
    standing = " UNION ALL ".join(
        f"SELECT {_TIMES[name]}, {place}, number, '{name}' FROM {name}"  # noqa: S608  (our names)
        for place, name in enumerate(LEDGERS)
    )
    for _, _, entry, ledger in sorted(connection.execute(standing).fetchall()):
        _bind(connection, ledger, entry, stood=True)


def head(connection: sqlite3.Connection) -> str | None:
    """Return the hash of the last line; None of an empty chain.

    Raises:
        StoreError: the record cannot be read.
    """
    with guarded(connection):
        last = connection.execute(f"{_LINES} ORDER BY number DESC LIMIT 1").fetchone()
    return None if last is None else str(last[6])


def check(connection: sqlite3.Connection, noted: str | None = None) -> Audit:
    """Compute every hash anew. `noted`: the beginning of a hash that the chain had once.

    Raises:
        StoreError: the record cannot be read.
    """
    with guarded(connection):
        connection.execute("BEGIN")  # one state, while others write
        try:
            lines = [_Line(*row) for row in connection.execute(f"{_LINES} ORDER BY number")]
            faults = [*_faults(connection, lines), *_unbound(connection)]
        finally:
            connection.execute("COMMIT")
    wanted = (noted or "").strip().lower()
    if noted is not None and not any(wanted and line.hash.startswith(wanted) for line in lines):
        faults.append(
            f"no line of the chain has the hash {wanted[:64]!r} that was noted: rows were taken"
            " from its end, or the whole chain was made anew"
        )
    return Audit(
        rows=len(lines),
        stood=sum(line.stood for line in lines),
        erased=sum(line.salt is None for line in lines),
        head=lines[-1].hash if lines else None,
        faults=tuple(faults),
    )


def _bind(connection: sqlite3.Connection, ledger: str, entry: int, *, stood: bool) -> None:
    last = connection.execute(f"{_LINES} ORDER BY number DESC LIMIT 1").fetchone()
    number, before = (last[0] + 1, last[6]) if last else (1, START)
    salt = secrets.token_hex(SALT_BYTES)
    digest = _digest(salt, _content(connection, ledger, entry) or "")
    connection.execute(
        "INSERT INTO audit (number, ledger, entry, stood, salt, digest, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(number, ledger, entry, int(stood), salt, digest),
            _hash(before, number, ledger, entry, int(stood), digest),
        ),
    )


def _content(connection: sqlite3.Connection, ledger: str, entry: int) -> str | None:
    """Return a row as canonical JSON, None if there is none.

    Columns without a value are left out, so that a column which a later version adds changes
    no row that is older.
    """
    cursor = connection.execute(
        f"SELECT * FROM {ledger} WHERE number = ?",  # noqa: S608  (one of `LEDGERS`)
        (entry,),
    )
    row = cursor.fetchone()
    if row is None:
        return None
    named = zip((one[0] for one in cursor.description), row, strict=True)
    held = {name: value for name, value in named if value is not None}
    if ledger == "issued":  # who used what is told by these lines alone, for texts only quoted
        uses = "SELECT kind, name FROM issued_use WHERE issued = ? ORDER BY kind, name"
        held["uses"] = connection.execute(uses, (held["id"],)).fetchall()
    return _canonical(held)


def _faults(connection: sqlite3.Connection, lines: list[_Line]) -> Iterator[str]:
    """Yield what is wrong with the lines, and with the rows that they bind."""
    before, due = START, 1
    redacted = _redacted(connection)
    for line in lines:
        who = f"line {line.number} of the chain ({_name(connection, line.ledger, line.entry)})"
        if line.number != due:
            yield f"{who}: {_gap(due, line.number)} before it"
        elif not line.follows(before):
            yield f"{who}: its hash does not follow from the line before and itself"
        before, due = line.hash, line.number + 1
        content = _content(connection, line.ledger, line.entry)
        if content is None:
            yield f"{who}: the row is gone"
        elif line.salt is None:
            if (line.ledger, line.entry) not in redacted:
                yield f"{who}: its salt was erased, and no decision to redact names it"
        elif _digest(line.salt, content) != line.digest:
            yield f"{who}: the row is not what was written"


def _gap(due: int, number: int) -> str:
    return (
        f"line {due} is missing"
        if number == due + 1
        else f"lines {due} to {number - 1} are missing"
    )


def _unbound(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the rows of the ledgers for which there is no line."""
    for ledger in LEDGERS:
        loose = connection.execute(
            f"SELECT number FROM {ledger} WHERE number NOT IN"  # noqa: S608  (one of `LEDGERS`)
            " (SELECT entry FROM audit WHERE ledger = ?) ORDER BY number",
            (ledger,),
        ).fetchall()
        for (entry,) in loose:
            who = _name(connection, ledger, entry)
            yield f"{who}: in no line of the chain, so it was put in from outside"


def _redacted(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """Return the rows that decisions to redact name: `value` {"ledger": ..., "entry": ...}."""
    found = connection.execute(
        "SELECT json_extract(value, '$.ledger'), json_extract(value, '$.entry') FROM decision"
        " WHERE verdict = 'redact' AND field = 'ledger' AND json_valid(value)"
    )
    return {(str(ledger), int(entry)) for ledger, entry in found if entry is not None}


def _name(connection: sqlite3.Connection, ledger: str, entry: int) -> str:
    """Return a row in words: which, by whom, of which day."""
    row = connection.execute(
        f"SELECT author, {_TIMES[ledger]} FROM {ledger} WHERE number = ?",  # noqa: S608  (ours)
        (entry,),
    ).fetchone()
    signed = f" by {row[0]}, {str(row[1])[:10]}" if row else ""
    return f"{_NAMES[ledger]} {entry}{signed}"


def _digest(salt: str, content: str) -> str:
    return sha256(f"{salt}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()


def _hash(before: str, number: int, ledger: str, entry: int, stood: int, digest: str) -> str:
    return sha256(_canonical([before, number, ledger, entry, stood, digest]).encode()).hexdigest()


_LINES = "SELECT number, ledger, entry, stood, salt, digest, hash FROM audit"
