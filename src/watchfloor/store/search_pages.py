"""Full-text search over an archive: the newest hits page by page, or the best of the newest.

Ranking every hit of a common word means reading every hit. So lists begin with what came last, and
the best match is looked for among the newest `RANKED` hits, which the page says.
"""

import sqlite3
from dataclasses import dataclass

from watchfloor.store.faults import guarded
from watchfloor.store.fulltext import parse
from watchfloor.store.marker import Marker
from watchfloor.store.rows import DOCUMENT_SELECT, read_document
from watchfloor.store.search import TITLE_WEIGHT, Hit, hit_of

RANKED = 10_000
"""The newest hits among which the best are looked for."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Some hits; `after` asks for those before them in time, `among` is how many were ranked."""

    rows: tuple[Hit, ...]
    after: int | None = None
    among: int | None = None


def newest_hits(
    connection: sqlite3.Connection, query: str, limit: int, before: int | None = None
) -> Hits:
    """Return the documents that have the words, those that came last first.

    Raises:
        UsageError: there is no word to look for in the query.
    """
    wanted = parse(query)
    sql = (
        "SELECT rowid FROM document_fts WHERE document_fts MATCH ? AND rowid < ?"
        " ORDER BY rowid DESC LIMIT ?"
    )
    with guarded(connection):
        limits = (wanted.expression, before or (1 << 62), limit + 1)
        numbers = [int(row[0]) for row in connection.execute(sql, limits)]
    shown = numbers[:limit]
    hits = _hits(connection, [(number, 1.0) for number in shown], wanted.any_word)
    return Hits(hits, shown[-1] if len(numbers) > limit else None)


def best_hits(connection: sqlite3.Connection, query: str, limit: int) -> Hits:
    """Return the best of the newest hits.

    Raises:
        UsageError: there is no word to look for in the query.
    """
    wanted = parse(query)
    sql = (
        "SELECT rowid, -bm25(document_fts, ?, 1.0) FROM document_fts"
        " WHERE document_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
    )
    with guarded(connection):
        found = connection.execute(sql, (TITLE_WEIGHT, wanted.expression, RANKED)).fetchall()
    ranked = sorted(found, key=lambda row: (-row[1], -row[0]))[:limit]
    best = ranked[0][1] if ranked else 0.0
    scored = [(int(number), score / best if best > 0 else 1.0) for number, score in ranked]
    return Hits(_hits(connection, scored, wanted.any_word), among=len(found))


def _hits(
    connection: sqlite3.Connection, numbers: list[tuple[int, float]], any_word: str
) -> tuple[Hit, ...]:
    sql = " ".join(("SELECT", DOCUMENT_SELECT, "FROM document WHERE number = ?"))
    with guarded(connection), Marker(any_word) as marker:
        return tuple(
            hit_of(read_document(connection.execute(sql, (number,)).fetchone()), score, marker)
            for number, score in numbers
        )
