"""Sources of the record: how much each published and copied, and what people decided of it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.model import Decision
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.source import SourceFact, is_of_source, source_names, source_settings
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.functions import fold
from watchfloor.store.history import decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a source published: documents, copies it made of others' texts, copies others made."""

    source: str
    documents: int
    copies_made: int = 0
    copies_received: int = 0


def outputs(connection: sqlite3.Connection) -> tuple[Output, ...]:
    """Return every publisher of the record, by documents; one reading of the index."""
    with guarded(connection):
        documents = connection.execute(
            "SELECT source, count(*) FROM document WHERE source IS NOT NULL GROUP BY source"
            " ORDER BY 2 DESC, 1"
        ).fetchall()
        between = connection.execute(
            "SELECT document.source, origin.source, count(*) FROM document"
            " JOIN document AS origin ON origin.id = document.copy_of"
            " WHERE document.source IS NOT origin.source GROUP BY 1, 2"
        ).fetchall()
    made, received = dict[str | None, int](), dict[str | None, int]()
    for copier, origin, count in between:
        made[copier] = made.get(copier, 0) + count
        received[origin] = received.get(origin, 0) + count
    return tuple(
        Output(
            source=name,
            documents=count,
            copies_made=made.get(name, 0),
            copies_received=received.get(name, 0),
        )
        for name, count in documents
    )


def facts(connection: sqlite3.Connection) -> tuple[SourceFact, ...]:
    """Return what people decided of sources and holds: one a spelling and field."""
    with guarded(connection):
        found = connection.execute(
            "SELECT source.spelling, source.field, source.value, decision.author, decision.reason,"
            " decision.decided, decision.id FROM source"
            " JOIN decision ON decision.id = source.decision_id ORDER BY source.name, source.field"
        ).fetchall()
    return tuple(
        SourceFact(
            source=row[0],
            field=row[1],
            value=row[2],
            author=row[3],
            reason=row[4] or "",
            decided=row[5],
            decision_id=row[6],
        )
        for row in found
    )


def rewrite(connection: sqlite3.Connection) -> None:
    """Make the table of sources from the decisions that hold, inside the caller's transaction."""
    connection.execute("DELETE FROM source")
    for one in standing_decisions(decisions(connection)):
        if is_of_source(one):
            connection.executemany(
                "INSERT OR REPLACE INTO source (name, field, value, spelling, decision_id)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    (fold(name), field, value, name, one.id)
                    for name in source_names(one)
                    for field, value in source_settings(one).items()
                ],
            )


def chains_of(connection: sqlite3.Connection, names: Sequence[str]) -> set[str]:
    """Return the chains whose independent sources depend on whom a source belongs to.

    Those of its own texts, and of the texts whose words name it: they may credit it.
    """
    wanted = set(map(_key, names))
    with guarded(connection):
        published = connection.execute(
            "SELECT DISTINCT source FROM document WHERE source IS NOT NULL"
        ).fetchall()
        own = [row[0] for row in published if _key(row[0]) in wanted]
        phrases = " OR ".join('"' + name.replace('"', " ") + '"' for name in names)
        found = connection.execute(
            "SELECT report.chain FROM report JOIN document ON document.id = report.document_id"
            " WHERE document.source IN (SELECT value FROM json_each(?1)) OR document.number IN"
            " (SELECT rowid FROM document_fts WHERE document_fts MATCH ?2)",
            (rows.to_json(own), phrases),
        ).fetchall()
    return {str(row[0]) for row in found}


def _key(name: str) -> str:
    return (fold(name) or "").removeprefix("the ")


def touched(connection: sqlite3.Connection, decision: Decision) -> set[str]:
    """Return the chains that a decision on a source touches: a letter changes no incident."""
    if set(source_settings(decision)) <= {"reliability"}:
        return set()
    return chains_of(connection, source_names(decision))
