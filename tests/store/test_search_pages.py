"""Search page by page: what was published last comes first, however common the words are."""

import sqlite3
from datetime import date
from typing import Any

import pytest

from watchfloor.model import Published
from watchfloor.store import search_pages
from watchfloor.store.search_pages import Key, newest_hits

DAYS = (3, 9, None, 1, 9, 5, None, 7)
"""Days of January in the order in which the texts are stored."""


@pytest.fixture
def stored(append: Any, build: Any) -> list[str]:
    """Store texts out of order; return their ids as a search has to list them."""
    made = []
    for at, day in enumerate(DAYS):
        on = date(2022, 1, day) if day else None
        published = Published(from_=on, to=on, rule="row") if on else None
        text = f"Report {at}: rockets hit a depot. {'Fuel burned.' if at % 2 else ''}"
        made.append((day, build.document(text, url=None, title=None, published=published)))
    append(*(build.entry(document) for _, document in made))
    dated = sorted(((day, one.id) for day, one in made if day), reverse=True)
    return [name for _, name in dated] + sorted(one.id for day, one in made if not day)


def listed(record: sqlite3.Connection, query: str, limit: int) -> list[str]:
    """Return all hits, page by page."""
    found: list[str] = []
    after: Key | None = None
    while True:
        page = newest_hits(record, query, limit, after)
        found += [one.document_id for one in page.rows]
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("dense", [2, 10_000])
@pytest.mark.parametrize("limit", [1, 3, 8, 20])
def test_the_newest_published_come_first(
    record: sqlite3.Connection,
    stored: list[str],
    monkeypatch: pytest.MonkeyPatch,
    dense: int,
    limit: int,
) -> None:
    """By day, then id, undated ones last; of common words as of rare ones, on every page."""
    monkeypatch.setattr(search_pages, "DENSE", dense)
    monkeypatch.setattr(search_pages, "TRIED", 1)
    assert stored == listed(record, "rockets", limit)
    assert stored == listed(record, '"hit a depot"', limit)
    assert len(DAYS) // 2 == len(listed(record, "rockets fuel", limit))
    assert len(DAYS) // 2 == len(listed(record, "rockets -fuel", limit))
    assert [] == listed(record, "harbour", limit)
