"""Read what the record knows of itself: where documents came from, runs, issues, decisions."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from watchfloor.errors import InputError
from watchfloor.model import Decision, Issue, Published, Run, Severity, Verdict
from watchfloor.store.faults import guarded
from watchfloor.store.rows import read_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One input that a document came from; `line` counts from 1 in files of many documents."""

    path: str
    line: int | None
    raw_sha256: str
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How a document came here: the rule that found each field, its inputs, its raw bytes."""

    document_id: str
    fields: Mapping[str, str]
    origins: tuple[Origin, ...]
    raw_sha256: str
    media_type: str
    raw_size: int
    raw_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The record on one screen. Pairs are (word, how many), most first.

    Events, claims, figures and relations are those of the current codings; `reports` counts
    chains. Places are (name, country, events). Issues that several runs met alike count once.
    """

    documents: int
    published: Published | None
    sources: tuple[tuple[str, int], ...]
    events: int
    reports: int
    claims: int
    figures: int
    relations: int
    by_status: tuple[tuple[str, int], ...]
    by_type: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, str | None, int], ...]
    issues: tuple[tuple[str, int], ...]


def provenance(connection: sqlite3.Connection, document_id: str) -> Provenance:
    """Return how a document came into the record.

    Raises:
        InputError: the record has no such document.
    """
    with guarded(connection):
        row = connection.execute(
            "SELECT document.provenance, blob.sha256, blob.media_type, blob.size,"
            " blob.data IS NOT NULL FROM document JOIN blob ON blob.sha256 = document.raw_sha256"
            " WHERE document.id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            message = f"no document {document_id!r} in the record: `watchfloor search` finds some"
            raise InputError(message)
        origins = connection.execute(
            "SELECT path, line, raw_sha256, run_id FROM origin WHERE document_id = ?"
            " ORDER BY number",
            (document_id,),
        ).fetchall()
    return Provenance(
        document_id=document_id,
        fields=json.loads(row[0]),
        origins=tuple(
            Origin(path=path, line=line, raw_sha256=sha256, run_id=run_id)
            for path, line, sha256, run_id in origins
        ),
        raw_sha256=row[1],
        media_type=row[2],
        raw_size=row[3],
        raw_kept=bool(row[4]),
    )


def raw_bytes(connection: sqlite3.Connection, sha256: str) -> bytes | None:
    """Return the raw bytes of that hash; None if they were not kept or never seen."""
    with guarded(connection):
        row = connection.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else row[0]


def runs(connection: sqlite3.Connection) -> tuple[Run, ...]:
    """Return every run, the newest first."""
    with guarded(connection):
        found = connection.execute(
            "SELECT id, command, arguments, version, coder, started, finished, offered, stored,"
            " known, refused FROM run ORDER BY started DESC, rowid DESC"
        ).fetchall()
    names = ("version", "coder", "started", "finished", "offered", "stored", "known", "refused")
    return tuple(
        Run(
            id=row[0],
            command=row[1],
            arguments=tuple(json.loads(row[2])),
            **dict(zip(names, row[3:], strict=True)),
        )
        for row in found
    )


def issues(connection: sqlite3.Connection, run_id: str | None = None) -> tuple[Issue, ...]:
    """Return the issues of one run, or of all, in the order they were met."""
    names = ("stage", "code", "origin", "line", "document_id", "message")
    with guarded(connection):
        found = connection.execute(
            "SELECT severity, stage, code, origin, line, document_id, message FROM issue"
            " WHERE ?1 IS NULL OR run_id = ?1 ORDER BY number",
            (run_id,),
        ).fetchall()
    return tuple(
        Issue(severity=Severity(row[0]), **dict(zip(names, row[1:], strict=True))) for row in found
    )


def decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Return every decision in the order they were made."""
    with guarded(connection):
        found = connection.execute(f"{_DECISIONS} ORDER BY number").fetchall()
    return tuple(map(_decision, found))


def decisions_of(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Decision, ...]:
    """Return some decisions by their ids, in the order they were made."""
    sql = " ".join((_DECISIONS, "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"))
    with guarded(connection):
        found = connection.execute(sql, (json.dumps(list(ids)),)).fetchall()
    return tuple(map(_decision, found))


def latest_decisions(connection: sqlite3.Connection, most: int) -> tuple[Decision, ...]:
    """Return the decisions made last that undo none, the latest first."""
    sql = " ".join((_DECISIONS, "WHERE undoes IS NULL ORDER BY number DESC LIMIT ?"))
    with guarded(connection):
        found = connection.execute(sql, (most,)).fetchall()
    return tuple(map(_decision, found))


def latest_decision_number(connection: sqlite3.Connection) -> int:
    """Return the number of the decision made last; 0 before the first."""
    with guarded(connection):
        (number,) = connection.execute("SELECT max(number) FROM decision").fetchone()
    return int(number or 0)


def decided_since(connection: sqlite3.Connection, number: int) -> tuple[tuple[str, str, int], ...]:
    """Return (author, verdict, how many) of the decisions after a number, the most first."""
    sql = (
        "SELECT author, verdict, count(*) FROM decision WHERE number > ?"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    with guarded(connection):
        found = connection.execute(sql, (number,)).fetchall()
    return tuple((str(author), str(verdict), int(n)) for author, verdict, n in found)


_DECISIONS = (
    'SELECT id, verdict, author, decided, reason, document_id, "start", "end", field,'
    " machine_value, value, coder, undoes, judged FROM decision"
)


def _decision(row: tuple[Any, ...]) -> Decision:
    names = (
        *("author", "decided", "reason", "document_id", "start", "end", "field"),
        *("machine_value", "value", "coder", "undoes", "judged"),
    )
    return Decision(id=row[0], verdict=Verdict(row[1]), **dict(zip(names, row[2:], strict=True)))


def summary(connection: sqlite3.Connection) -> Summary:
    """Return the record on one screen, as of one moment."""
    with guarded(connection):
        # One read transaction: a writer between two of the counts would make them disagree.
        outermost = not connection.in_transaction
        if outermost:
            connection.execute("BEGIN")
        try:
            return _summary(connection)
        finally:
            if outermost:
                connection.rollback()


def _summary(connection: sqlite3.Connection) -> Summary:
    def rows(sql: str) -> tuple[tuple[str, int], ...]:
        return tuple(connection.execute(sql).fetchall())

    def count(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    return Summary(
        documents=count("SELECT count(*) FROM document"),
        published=_published_range(connection),
        sources=rows(
            "SELECT source, count(*) AS n FROM document WHERE source IS NOT NULL"
            " GROUP BY source ORDER BY n DESC, source LIMIT 10"
        ),
        events=count(f"SELECT count(*) {_CURRENT_EVENTS}"),
        reports=count(f"SELECT count(DISTINCT event.document_id || chain) {_CURRENT_EVENTS}"),
        claims=count(_CURRENT.replace("TABLE", "claim")),
        figures=count(_CURRENT.replace("TABLE", "figure")),
        relations=count(_CURRENT.replace("TABLE", "relation")),
        by_status=rows(
            f"SELECT status, count(*) AS n {_CURRENT_EVENTS} GROUP BY 1 ORDER BY n DESC, 1"
        ),
        by_type=rows(f"SELECT type, count(*) AS n {_CURRENT_EVENTS} GROUP BY 1 ORDER BY n DESC, 1"),
        places=tuple(
            connection.execute(
                f"SELECT place, country, count(*) AS n {_CURRENT_EVENTS}"
                " WHERE place IS NOT NULL GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT 10"
            ).fetchall()
        ),
        issues=rows(
            "SELECT code, count(*) AS n FROM (SELECT DISTINCT severity, stage, code, origin, line,"
            " document_id, message FROM issue) GROUP BY code ORDER BY n DESC, code"
        ),
    )


_CURRENT_EVENTS = (
    "FROM event JOIN coding ON coding.document_id = event.document_id"
    " AND coding.coder = event.coder AND coding.current = 1"
)
_CURRENT = (
    "SELECT count(*) FROM TABLE JOIN coding USING (document_id, coder) WHERE coding.current = 1"
)


def _published_range(connection: sqlite3.Connection) -> Published | None:
    row = connection.execute(
        "SELECT min(published_from), max(published_to) FROM document"
        " WHERE published_from IS NOT NULL"
    ).fetchone()
    return read_published((row[0], row[1], "range of the documents"))
