"""Where the words of a search stand in a text, as the record's own tokenizer sees it."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import accumulate
from types import TracebackType
from typing import Self

Span = tuple[int, int]

CHUNK = 8_000
"""Characters marked at once: FTS5 takes time in the square of them when every word matches."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Marks around a match: Unicode keeps both out of every text for such use."""

_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
_TOKENIZE = "unicode61 remove_diacritics 2"


class _Index:
    """A text index in memory for one FTS5 expression, closed at the end of `with`."""

    def __init__(self, expression: str, table: str) -> None:
        self._expression = expression
        self._index = sqlite3.connect(":memory:")
        self._index.execute(f"CREATE VIRTUAL TABLE {table}, tokenize='{_TOKENIZE}')")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._index.close()


class Marker(_Index):
    """Finds the matches of one FTS5 expression, in a small text index of its own; use `with`."""

    def __init__(self, expression: str) -> None:
        super().__init__(expression, "chunk USING fts5 (text")

    def matches(self, text: str) -> list[Span]:
        """Return the spans that match, in order and apart.

        A phrase is found unless it lies across two chunks.
        """
        starts = list(chunk_starts(text))
        chunks = [text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        self._index.execute("DELETE FROM chunk")
        self._index.executemany("INSERT INTO chunk (rowid, text) VALUES (?, ?)", enumerate(chunks))
        found = self._index.execute(
            "SELECT rowid, highlight(chunk, 0, ?, ?) FROM chunk WHERE chunk MATCH ? ORDER BY rowid",
            (_OPEN, _CLOSE, self._expression),
        )
        return [
            (starts[number] + start, starts[number] + end)
            for number, marked in found
            for start, end in matches_in(chunks[number], marked)
        ]


class Trial(_Index):
    """Says which of some texts have the words of an FTS5 expression; use `with`.

    Asking the record's index text by text takes milliseconds each for a phrase of common words;
    a small index of these texts alone takes what reading them does.
    """

    def __init__(self, expression: str) -> None:
        super().__init__(expression, "tried USING fts5 (title, text, content=''")

    def passing(self, texts: Iterable[tuple[int, str | None, str]]) -> set[int]:
        """Return the numbers of those, of (number, title, text), that have the words."""
        self._index.execute("INSERT INTO tried (tried) VALUES ('delete-all')")
        self._index.executemany("INSERT INTO tried (rowid, title, text) VALUES (?, ?, ?)", texts)
        found = self._index.execute(
            "SELECT rowid FROM tried WHERE tried MATCH ?", (self._expression,)
        )
        return {int(row[0]) for row in found}


def chunk_starts(text: str) -> Iterator[int]:
    """Yield where the chunks of a text begin: after white space, if there is some."""
    start = 0
    while start < len(text):
        yield start
        limit = start + CHUNK
        cut = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit)) + 1
        start = limit if limit >= len(text) or cut <= start else cut


def matches_in(text: str, marked: str) -> list[Span]:
    """Return the spans of `text` that `marked`, its copy, has between marks.

    SQLite ends a marked copy at a null sign; a text that holds the marks themselves gives none.
    """
    parts = _MARKS.split(marked)
    if not text.startswith("".join(parts)):
        return []
    # The last part follows the last mark, which closes a match unless the copy was cut short.
    ends = list(accumulate(len(part) for part in parts[:-1]))
    return list(zip(ends[0::2], ends[1::2], strict=False))
