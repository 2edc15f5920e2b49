"""Pages by key: every row once, in order, whatever their size."""

import re
from pathlib import Path

import pytest

import watchfloor
from tests.present.conftest import make_entry, write_record
from watchfloor.errors import UsageError
from watchfloor.model import Where
from watchfloor.store import connect, paging, query

TABLES = ("incident", "event", "document", "claim", "figure", "relation")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of seven dispatches."""
    entries = [make_entry(f"Dispatch {number}", f"Wire {number}") for number in range(7)]
    return write_record(tmp_path_factory.mktemp("paging") / "record.db", entries)


@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_pages_hold_every_row_once(
    record: Path, table: str, limit: int, *, oldest_first: bool
) -> None:
    """Page after page gives what the whole list gives, dated rows before undated ones."""
    with connect(record, write=False) as connection:
        whole = [row.id for row in getattr(query, f"{table}s")(connection)]
        found: list[str] = []
        after = None
        for _ in range(len(whole) + 2):
            page = paging.page(
                connection, table, Where(), limit=limit, after=after, oldest_first=oldest_first
            )
            found += [row.id for row in page.rows]
            if page.after is None:
                break
            after = paging.key_of(paging.key_words(page.after), table)
    assert sorted(found) == sorted(whole)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("table", ["incident", "event"])
def test_the_newest_come_first_and_undated_last(record: Path, table: str) -> None:
    """Days fall, then come rows without any."""
    with connect(record, write=False) as connection:
        rows = paging.page(connection, table, Where(), limit=100).rows
    days = [row.date.from_.isoformat() if row.date else "" for row in rows]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("words", ["", "x", "a.b.c", "~", "a.b.x.d.e", "a.b.1.2"])
def test_what_is_no_key_is_refused(words: str) -> None:
    """A place in a list has as many parts as its order, numbers where numbers are."""
    with pytest.raises(UsageError):
        paging.key_of(words, "event")


def test_a_key_survives_an_address() -> None:
    """Writing and reading a key changes nothing."""
    key = ("2022-01-06", "abc", 3, 12, "def")
    assert paging.key_of(paging.key_words(key), "event") == key


def test_no_page_is_reached_by_counting_rows() -> None:
    """Pages follow a key: no statement skips rows, which costs more with every page."""
    rooms = [Path(watchfloor.__file__).parent / name for name in ("store", "present")]
    files = [one for room in rooms for kind in ("*.py", "*.sql") for one in room.rglob(kind)]
    assert files
    assert [] == [one.name for one in files if re.search(r"\bOFFSET\b", one.read_text("utf-8"))]
