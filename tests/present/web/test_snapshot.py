"""The columns in memory answer what the record's own counts answer."""

from datetime import date
from pathlib import Path
from shutil import copyfile
from sqlite3 import Connection
from typing import Any

import numpy as np
import pytest

from tests.test_incidents import NEWS, all_incidents, clock, ingest
from watchfloor import pipeline_decide
from watchfloor.model import Where
from watchfloor.pipeline_known import know
from watchfloor.pipeline_review import accepting, rejecting
from watchfloor.present.web.snapshot import Snapshot
from watchfloor.present.web.snapshot_columns import Columns
from watchfloor.store import connect, counts, paging


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news."""
    record = tmp_path_factory.mktemp("snapshot") / "w.db"
    ingest(record, NEWS)
    with connect(record, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return record


FILTERS: list[dict[str, Any]] = [
    {},
    {"since": "2022-01-11"},
    {"until": "2022-01-10"},
    {"since": "2022-01-10", "until": "2022-01-11"},
    {"country": ["MLI"]},
    {"country": ["FRA"]},
    {"admin1": "mopti"},
    {"place": "GAO"},
    {"near": "16.27,-0.04,50"},
    {"near": "0,0,1"},
    {"type": ["ASSAULT", "PROTEST"]},
    {"type": ["ASSAULT"], "mode": ["explosives"]},
    {"status": ["attempted"]},
    {"source": ["first wire", "Second Post"]},
    {"min_sources": 2},
    {"review": "unreviewed"},
    {"review": "unsupported"},
    {"set": "violence"},
    {"text": "market"},
    {"actor": "gunmen"},
]


def same(record: Path, snapshot: Snapshot, filters: dict[str, Any]) -> None:
    """Compare every answer of a snapshot with that of the record."""
    where = Where.of(**filters)
    with connect(record, write=False) as connection:
        assert counts.how_many(connection, where) == snapshot.how_many(connection, where)
        assert counts.weeks(connection, where) == snapshot.weeks(connection, where)
        for name in counts.FACETS:
            expected = counts.facet(connection, where, name, 50)
            assert expected == snapshot.facet(connection, where, name, 50), name
        places, without = snapshot.places(connection, where)
        assert counts.places(connection, where) == places
        for most in (1, 2):
            assert (places[:most], without) == snapshot.places(connection, where, most)
        assert counts.without_position(connection, where) == without
        for oldest in (False, True):
            key = None
            for _ in range(9):
                listed = paging.page(
                    connection, "incident", where, limit=3, after=key, oldest_first=oldest
                )
                assert listed == snapshot.page(
                    connection, where, limit=3, after=key, oldest_first=oldest
                )
                key = listed.after
                if key is None:
                    break


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_answers_are_those_of_the_record(whole: Path, filters: dict[str, Any]) -> None:
    """Counts, weeks, places and facets under each filter; words are left to the record."""
    same(whole, Snapshot(whole), filters)


def test_it_follows_what_is_written(whole: Path, tmp_path: Path) -> None:
    """News, decisions, merges: one snapshot through all of it is what a new one would be."""
    record = tmp_path / "w.db"
    copyfile(whole, record)
    snapshot = Snapshot(record)
    same(record, snapshot, {})
    first, second = all_incidents(record)[:2]
    pipeline_decide.decide(record, rejecting(first.id), "Ana", "no", clock)
    same(record, snapshot, {})
    pipeline_decide.decide(record, accepting(second.id), "Ana", None, clock)
    same(record, snapshot, {"review": "accepted"})
    same(record, snapshot, {"review": "rejected"})
    ingest(record, [dict(NEWS[6], id="n1", text=NEWS[6]["text"].replace("Timbuktu", "Kidal"))])
    same(record, snapshot, {"place": "Kidal"})
    found = [one.id for one in all_incidents(record, place="Gao")][:2]
    pipeline_decide.decide(
        record, lambda at: pipeline_decide.merging(at, found), "Ana", "one", clock
    )
    for filters in FILTERS:
        same(record, snapshot, filters)
    with connect(record, write=False) as connection:
        held = snapshot.current(connection)
        assert held is snapshot.current(connection)  # nothing was written: nothing is read
        (rows,) = connection.execute("SELECT count(*) FROM incident").fetchone()
    assert rows == len(held)


def test_places_of_shelter_and_hidden_places_are_not_drawn(whole: Path, tmp_path: Path) -> None:
    """A clinic is at no place of the map, nor is a place that a person hid, whoever counts."""
    record = tmp_path / "w.db"
    copyfile(whole, record)
    ingest(record, [dict(NEWS[0], id="n2", text="Gunmen shelled a clinic in Kidal on Monday.")])
    same(record, Snapshot(record), {})
    with connect(record, write=False) as connection:
        before, _ = Snapshot(record).places(connection, Where())
    hidden = before[0].name
    with connect(record, write=True) as connection:
        connection.execute(
            "INSERT INTO disclosure (id, verdict, name, author, decided, reason, arguments)"
            " VALUES ('d', 'hide', ?, 'Ana', '2022-01-01T00:00:00+00:00', 'why', '{}')",
            (hidden,),
        )
        connection.commit()
    same(record, Snapshot(record), {})
    with connect(record, write=False) as connection:
        after, _ = Snapshot(record).places(connection, Where())
    assert hidden not in {one.name for one in after}


def test_what_is_replaced_is_dropped() -> None:
    """Rewritten again and again, a snapshot stays as large as what lives."""
    held = Columns()
    for number in range(20):
        row = (
            *("ab" * 10, "ASSAULT", '["aerial"]', "actual", None, None, "2022-01-03", None),
            *("MLI", None, "Gao", 16.3, 0.0, None, "town", number, "First\nSecond"),
        )
        held = held.with_rows([[row]], [])
        assert 1 == len(held)
    assert [19] == held["sources"].tolist()
    assert ["First", "Second"] == held.words("source")
    assert [1, 1] == held.pairs["source"].counts(np.array([True])).tolist()
    held = held.with_rows([], ["ab" * 10])
    assert 0 == len(held)
    assert [0, 0] == held.pairs["source"].counts(np.array([], bool)).tolist()


@pytest.mark.parametrize("day", ["2022-01-10", "2022-01-11", "2022-01-12"])
def test_a_day_is_answered_from_columns_of_its_own(whole: Path, day: str) -> None:
    """As of a day every filter has the answers that the record's own counts have of that day."""
    snapshot = Snapshot(whole)
    with connect(whole, write=False) as connection:
        know(connection, date.fromisoformat(day))
    for filters in FILTERS:
        with connect(whole, write=False) as connection:
            know(connection, date.fromisoformat(day))
            same_then(connection, snapshot, Where.of(as_of=day, **filters))


def same_then(connection: Connection, snapshot: Snapshot, where: Where) -> None:
    """Compare every answer of a snapshot as of a day with that of the record."""
    assert counts.how_many(connection, where) == snapshot.how_many(connection, where)
    assert counts.weeks(connection, where) == snapshot.weeks(connection, where)
    for name in counts.FACETS:
        expected = counts.facet(connection, where, name, 50)
        assert expected == snapshot.facet(connection, where, name, 50)
    told, without = snapshot.places(connection, where)
    assert counts.places(connection, where) == told
    assert counts.without_position(connection, where) == without
    plain = paging.page(connection, "incident", where, limit=3)
    assert plain == snapshot.page(connection, where, limit=3, after=None, oldest_first=False)
