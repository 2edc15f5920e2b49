"""Full-text search with the best passage of each document, cut from its real text."""

import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.errors import UsageError
from watchfloor.model import Document, Published
from watchfloor.store.faults import guarded
from watchfloor.store.fulltext import parse
from watchfloor.store.functions import fold
from watchfloor.store.marker import Marker, Span
from watchfloor.store.rows import DOCUMENT_SELECT, read_document

PASSAGE = 240
"""Characters of a passage, about."""

TITLE_WEIGHT = 4.0
"""A word in the title counts as much as this many in the text."""

_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"\n\s*|。|(?<=\w\w\w)[.!?؟][\"”»)]?\s+")
"""The end of a sentence or paragraph; the point of U.S. or Dr. is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document found. `score` is relative to the best hit, which has 1.

    `snippet` is the passage `text[start:end]` in pieces: the words, and whether they matched.
    """

    document_id: str
    title: str | None
    source: str | None
    published: Published | None
    score: float
    snippet: tuple[tuple[str, bool], ...]
    start: int
    end: int


def search(connection: sqlite3.Connection, query: str, limit: int = 20) -> list[Hit]:
    """Return the documents that have the words, the best first (`fulltext.parse` reads `query`).

    Raises:
        UsageError: there is no word to look for in the query, or the limit is below 1.
    """
    if limit < 1:
        message = f"a limit is 1 or more, not {limit}"
        raise UsageError(message)
    wanted = parse(query)
    sql = " ".join(
        (
            "SELECT",
            DOCUMENT_SELECT,
            f", -bm25(document_fts, {TITLE_WEIGHT}, 1.0) AS score",
            "FROM document_fts JOIN document ON document.number = document_fts.rowid",
            "WHERE document_fts MATCH ? ORDER BY score DESC, document.id LIMIT ?",
        )
    )
    with guarded(connection):
        found = connection.execute(sql, (wanted.expression, limit)).fetchall()
        best = max((row[-1] for row in found), default=0.0)
        with Marker(wanted.any_word) as marker:
            return [
                hit_of(read_document(row[:-1]), row[-1] / best if best > 0 else 1.0, marker)
                for row in found
            ]


def hit_of(document: Document, score: float, marker: Marker) -> Hit:
    """Return a document found, with its best passage."""
    matches = marker.matches(document.text)
    furniture = [(part.start, part.end) for part in document.boilerplate]
    start, end = passage(document.text, _outside(matches, furniture) or matches)
    return Hit(
        document_id=document.id,
        title=document.title,
        source=document.source,
        published=document.published,
        score=round(min(score, 1.0), 3),
        snippet=pieces(document.text, matches, start, end),
        start=start,
        end=end,
    )


def passage(text: str, matches: Sequence[Span]) -> Span:
    """Return where the passage with the most different matches lies, the first of equals.

    It begins at the start of a sentence or paragraph where one is near, else between words.
    """
    if not matches:
        return 0, _word_end(text, min(PASSAGE, len(text)))
    first, last = _densest(text, matches)
    spare = max(0, PASSAGE - (last - first))
    start = _opening(text, first, first - spare // 2)
    return start, _word_end(text, min(len(text), max(last, start + PASSAGE)))


def pieces(
    text: str, matches: Sequence[Span], start: int, end: int
) -> tuple[tuple[str, bool], ...]:
    """Return `text[start:end]` cut where matches begin and end."""
    found: list[tuple[str, bool]] = []
    position = start
    index = bisect_right(matches, start, key=lambda match: match[1])
    for match_start, match_end in matches[index:]:
        if match_start >= end:
            break
        found.append((text[position : max(match_start, position)], False))
        found.append((text[max(match_start, position) : min(match_end, end)], True))
        position = min(match_end, end)
    found.append((text[position:end], False))
    return tuple(piece for piece in found if piece[0])


def _densest(text: str, matches: Sequence[Span]) -> Span:
    """Return first start and last end of the matches in the best window of PASSAGE characters."""
    words = [fold(text[start:end][:PASSAGE]) for start, end in matches]
    inside: Counter[str | None] = Counter()
    best, window, first = (0, 0), matches[0], 0
    for last, (_, end) in enumerate(matches):
        inside[words[last]] += 1
        while first < last and end - matches[first][0] > PASSAGE:
            inside[words[first]] -= 1
            if not inside[words[first]]:
                del inside[words[first]]
            first += 1
        worth = (len(inside), last - first + 1)
        if worth > best:
            best, window = worth, (matches[first][0], end)
    return window


def _opening(text: str, first: int, wanted: int) -> int:
    """Return where the passage begins: with the sentence of the match, if it begins near."""
    floor = max(0, min(wanted, first) - PASSAGE // 3)
    stops = [stop.end() for stop in _STOP.finditer(text, floor, first)]
    if floor == 0:
        stops.insert(0, 0)
    if stops:
        return max(stops)
    space = _SPACE.search(text, max(0, wanted), first)
    return space.end() if space else max(0, wanted)


def _word_end(text: str, end: int) -> int:
    """Return the end of the word that `end` cuts, if it is not far."""
    space = _SPACE.search(text, end, end + PASSAGE // 4)
    return space.start() if space else min(end, len(text))


def _outside(matches: Sequence[Span], furniture: Sequence[Span]) -> list[Span]:
    """Return the matches that do not begin in page furniture (spans in order, apart)."""
    found = []
    for match in matches:
        index = bisect_right(furniture, match[0], key=lambda part: part[0]) - 1
        if index < 0 or match[0] >= furniture[index][1]:
            found.append(match)
    return found
