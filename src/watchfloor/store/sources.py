"""Sources of the record: how much each published and copied, and what people decided of it."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.model import Decision, Where
from watchfloor.model.anchored import standing_decisions
from watchfloor.model.source import SourceFact, is_of_source, source_names, source_settings
from watchfloor.store import rows
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions
from watchfloor.store.functions import fold
from watchfloor.store.history import decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Another source, None if it has no name, and how many texts one took from the other."""

    source: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a source published: documents, copies it made of others' texts, copies others made.

    `copied_from` and `copied_by` are these by the other source, the most first.
    """

    source: str
    documents: int
    copied_from: tuple[Copied, ...] = ()
    copied_by: tuple[Copied, ...] = ()

    @property
    def copies_made(self) -> int:
        """Return how many of its texts are copies of others'."""
        return sum(one.documents for one in self.copied_from)

    @property
    def copies_received(self) -> int:
        """Return how many texts of others are copies of its own."""
        return sum(one.documents for one in self.copied_by)


def outputs(connection: sqlite3.Connection, where: Where | None = None) -> tuple[Output, ...]:
    """Return every publisher of the documents that pass, by documents; one reading of the index.

    A copy passes by itself, whenever its origin was published.

    Raises:
        UsageError: a filter that documents do not have.
    """
    condition, values = conditions(where or Where(), "document")
    with guarded(connection):
        documents = connection.execute(
            " ".join((_PUBLISHERS, condition, "GROUP BY 1 ORDER BY 2 DESC, 1")), values
        ).fetchall()
        between = connection.execute(
            " ".join((_COPIES, condition, "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2")), values
        ).fetchall()
    made, received = defaultdict(list), defaultdict(list)
    for copier, origin, count in between:
        made[copier].append(Copied(source=origin, documents=count))
        received[origin].append(Copied(source=copier, documents=count))
    return tuple(
        Output(
            source=name,
            documents=count,
            copied_from=tuple(made[name]),
            copied_by=tuple(received[name]),
        )
        for name, count in documents
    )


_PUBLISHERS = "SELECT document.source, count(*) FROM document WHERE document.source IS NOT NULL AND"
_COPIES = (
    "SELECT document.source, origin.source, count(*) FROM document"
    " JOIN document AS origin ON origin.id = document.copy_of"
    " WHERE document.source IS NOT origin.source AND"
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
