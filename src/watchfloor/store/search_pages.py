"""Full-text search over an archive: the newest hits page by page, or the best of the newest.

Ranking every hit of a common word means reading every hit. So lists begin with what was published
last, and the best match is looked for among the `RANKED` hits that came last, which the page says.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from watchfloor.store.faults import guarded
from watchfloor.store.fulltext import parse
from watchfloor.store.marker import Marker, Trial
from watchfloor.store.rows import DOCUMENT_SELECT, read_document
from watchfloor.store.search import TITLE_WEIGHT, Hit, hit_of

RANKED = 10_000
"""The hits that came last, among which the best are looked for."""


DENSE = 10_000
"""Hits from which on texts are tried from the newest on, instead of sorting all hits by their day.

Then one text in a hundred of a million has the words, so a page is full soon."""
TRIED, MOST_TRIED = 64, 1_024
"""Texts that are tried at once, at first and at most."""
UNDATED = "~"

Key = tuple[str, str]
"""Day and id of a text; "~" for no day."""
_Row = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Hits:
    """Some hits; `after` asks for those that come next, `among` is how many were ranked."""

    rows: tuple[Hit, ...]
    after: Key | None = None
    among: int | None = None


def newest_hits(
    connection: sqlite3.Connection, query: str, limit: int, after: Key | None = None
) -> Hits:
    """Return the documents that have the words, those published last first, undated ones last.

    Raises:
        UsageError: there is no word to look for in the query.
    """
    wanted = parse(query)
    with guarded(connection):
        numbers = connection.execute(_SOME, (wanted.expression, DENSE)).fetchall()
        if len(numbers) < DENSE:
            found = _sorted(connection, [row[0] for row in numbers], limit + 1, after)
        else:
            with Trial(wanted.expression) as trial:
                found = _tried(connection, trial, limit + 1, after)
    shown = found[:limit]
    hits = _hits(connection, [(row[2], 1.0) for row in shown], wanted.any_word)
    return Hits(hits, shown[-1][:2] if len(found) > limit else None)


_SOME = "SELECT rowid FROM document_fts WHERE document_fts MATCH ? LIMIT ?"


def _sorted(
    connection: sqlite3.Connection, numbers: list[int], most: int, after: Key | None
) -> list[_Row]:
    """Return the first of all hits in order: few enough to look up the day of each."""
    found: list[_Row] = []
    for part, values in _stretches(after):
        if len(found) < most:
            given = (str(numbers), *values, most - len(found))
            found += connection.execute(" ".join((_OF_HITS, part, "LIMIT ?")), given).fetchall()
    return found


def _tried(
    connection: sqlite3.Connection, trial: Trial, most: int, after: Key | None
) -> list[_Row]:
    """Return the first hits in order by trying texts from the newest day on, some at once."""
    found: list[_Row] = []
    for part, values in _stretches(after):
        texts = connection.execute(" ".join((_TEXTS, part)), values)
        at_once = TRIED
        while len(found) < most and (portion := texts.fetchmany(at_once)):
            at_once = min(2 * at_once, MOST_TRIED)
            having = trial.passing(row[2:] for row in portion)
            found += [row[:3] for row in portion if row[2] in having]
    return found[:most]


def _stretches(after: Key | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield condition with order, and its values, of dated texts and then of those without a day.

    Both are read along the index `document_order`.
    """
    if after is None or after[0] != UNDATED:
        day = f"{_DAY} < '{UNDATED}'"
        values: tuple[str, ...] = ()
        if after is not None:
            day, values = f"{_DAY} <= ? AND ({_KEY}) < (?, ?)", (after[0], *after)
        yield f"{day} ORDER BY {_DAY} DESC, id DESC", values
        after = None
    more, rest = ("", ()) if after is None else (" AND id > ?", after[1:])
    yield f"{_DAY} = '{UNDATED}'{more} ORDER BY id", rest


_DAY = "coalesce(published_from, '~')"
_KEY = f"{_DAY}, id"
_TEXTS = "SELECT coalesce(published_from, '~'), id, number, title, text FROM document WHERE"
# CROSS JOIN keeps SQLite from walking all texts by their day.
_OF_HITS = (
    "SELECT coalesce(published_from, '~'), id, number FROM"
    " (SELECT value FROM json_each(?)) AS hit CROSS JOIN document"
    " ON document.number = hit.value WHERE"
)


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
