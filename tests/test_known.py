"""The record as of a day is what was out by then: later texts, corrections and denials unknown."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.test_incidents import NEWS, all_incidents, ingest, row
from tests.test_proposals import DENIED
from watchfloor import open as open_record
from watchfloor import pipeline_decide
from watchfloor.model import Incident, Where, dumps
from watchfloor.pipeline_fuse import founded_by
from watchfloor.pipeline_known import know
from watchfloor.present.set_values import plain_value
from watchfloor.store import connect, counts, rows
from watchfloor.store import known as past
from watchfloor.vocab.sets import violence

UNDATED = row("u", "Gunmen killed eight soldiers in Kidal. Nobody knew when it was.", "", "Star")
LATER = (*NEWS, *DENIED)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of news of four days and a text that nobody dated."""
    path = tmp_path_factory.mktemp("known") / "w.db"
    ingest(path, LATER)
    ingest(path, [{name: value for name, value in UNDATED.items() if value}])
    return path


def known(path: Path, day: str, **filters: str) -> list[Incident]:
    """Return the incidents as of a day."""
    with open_record(path) as opened:
        return list(opened.incidents.where(as_of=day, **filters))


@pytest.mark.parametrize("day", ["2022-01-10", "2022-01-11", "2022-01-12", "2022-01-13"])
def test_a_day_knows_what_a_record_of_its_texts_knows(
    record: Path, tmp_path: Path, day: str
) -> None:
    """Incidents, events and texts equal those of a record that never had the later texts."""
    ingest(tmp_path / "w.db", [one for one in LATER if one["published"] <= day])
    with open_record(record) as whole, open_record(tmp_path / "w.db") as cut:
        for name in ("documents", "incidents", "events", "claims", "figures"):
            as_of = sorted(map(dumps, getattr(whole, name).where(as_of=day)))
            plain = sorted(map(dumps, getattr(cut, name)))
            if name == "documents":  # a later original makes a copy of what came before
                assert len(plain) == len(as_of)
            else:
                assert plain == as_of, name


def test_filters_see_what_was_known(record: Path) -> None:
    """Two sources report the market on the 13th, one on the 12th, without the later toll."""
    assert [] == known(record, "2022-01-12", place="gao", min_sources="2")
    (one,) = known(record, "2022-01-13", place="gao", min_sources="2")
    assert 2 == one.independent_sources
    (early,) = (i for i in known(record, "2022-01-11", place="gao") if i.type == "ASSAULT")
    assert early.dead is not None
    assert (early.dead.high, early.copies) == (3, 1)


def test_a_correction_and_a_denial_were_unknown_before(record: Path) -> None:
    """Mopti had two dead until the newer page; the bridge was not disputed."""
    (before,) = known(record, "2022-01-11", place="mopti", type="ASSAULT")
    (after,) = known(record, "2022-01-12", place="mopti", type="ASSAULT")
    assert before.dead is not None
    assert after.dead is not None
    assert (2, 4) == (before.dead.best, after.dead.best)
    (bridge,) = known(record, "2022-01-12", source="Clarion", type="ASSAULT")
    (disputed,) = known(record, "2022-01-13", source="Clarion", type="ASSAULT")
    assert (3, 4) == (bridge.credibility, disputed.credibility)


def test_a_text_without_a_date_is_never_known(record: Path) -> None:
    """Nobody knows when it was out, so it tells nothing as of any day."""
    assert [] == known(record, "2030-01-01", source="Star")
    assert all_incidents(record, source="Star")


def test_a_decision_counts_from_its_day_on(tmp_path: Path) -> None:
    """What a person set in January 2023 was not known in 2022; a new decision is seen at once."""
    path = tmp_path / "w.db"
    ingest(path, NEWS)
    (one,) = all_incidents(path, place="timbuktu")
    with open_record(path) as opened:
        assert 1 == len(list(opened.incidents.where(as_of="2023-02-01", place="timbuktu")))
        nine = plain_value("dead", "9")
        pipeline_decide.decide(
            path,
            lambda at: pipeline_decide.setting(at, one.id, "dead", nine),
            "Ana",
            "the morgue's list",
            lambda: datetime(2023, 1, 5, tzinfo=UTC),
        )
        best = {
            day: next(iter(opened.incidents.where(as_of=day, place="timbuktu"))).dead
            for day in ("2022-12-31", date(2023, 2, 1))
        }
    assert [2, 9] == [dead.best for dead in best.values() if dead]


def test_what_later_texts_alone_tell_is_not_read(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an incident of which no text was out by the day no report is read; it is not shown."""
    asked: list[past.Reached] = []
    made = past.begin

    def begin(*arguments: Any) -> tuple[past.Reached, ...]:
        asked.extend(made(*arguments))
        return tuple(asked)

    monkeypatch.setattr(past, "begin", begin)
    monkeypatch.setattr(past, "_KEPT", past._Kept())
    shown = {one.id for one in known(record, "2022-01-11")}
    with connect(record, write=False) as connection:
        late = {
            str(name)
            for (name,) in connection.execute(
                "SELECT incident_id FROM incident_member JOIN document"
                " ON document.id = document_id GROUP BY 1 HAVING min(published_to) > '2022-01-11'"
            )
        }
    assert late
    assert asked
    assert not late & {founded_by(one.founder) for one in asked}
    assert not late & shown


@pytest.mark.parametrize("day", ["2022-01-11", "2022-01-12", "2022-01-13"])
def test_columns_of_a_day_are_those_of_settled_incidents(record: Path, day: str) -> None:
    """What lists and counts read is what each incident settles to, with one report or more."""
    reviews = ("unreviewed", "unsupported", "accepted")
    shown = {one.id: one for review in reviews for one in known(record, day, review=review)}
    with connect(record, write=False) as connection:
        know(connection, date.fromisoformat(day))
        schema = f"past_{day.replace('-', '')}"
        names = ", ".join(rows.INCIDENT_COLUMNS[: rows.INCIDENT_COLUMNS.index("value")])
        sql = " ".join(("SELECT", names, ", outlets FROM", f"{schema}.incident"))
        found = connection.execute(sql).fetchall()
    assert len(found) == len(shown) > 0
    for *columns, outlets in found:
        one = shown[columns[0]]
        kind = violence(one.type, one.mode, one.outcome)
        assert rows.incident_columns(one, columns[1], kind) == tuple(columns)
        assert outlets == "\n".join(one.sources)


FILTERS = (
    {"since": "2022-01-10"},
    {"until": "2022-01-10"},
    {"country": "MLI"},
    {"admin1": "Gao"},
    {"place": "gao"},
    {"near": "16.27,-0.05,50"},
    {"actor": "gunmen"},
    {"recipient": "soldiers"},
    {"type": "ASSAULT"},
    {"mode": "firearms"},
    {"status": "actual"},
    {"source": "Clarion"},
    {"text": "market"},
    {"min_sources": "2"},
    {"review": "unreviewed"},
    {"set": "violence"},
)


@pytest.mark.parametrize("filters", FILTERS, ids=lambda one: next(iter(one)))
def test_each_filter_keeps_as_of_a_day_what_settling_all_of_it_keeps(
    record: Path, tmp_path: Path, filters: dict[str, str]
) -> None:
    """A record that never had the later texts passes the same incidents, counted the same."""
    day, found = "2022-01-12", 0
    ingest(tmp_path / "w.db", [one for one in LATER if one["published"] <= day])
    plain = all_incidents(tmp_path / "w.db", **filters)
    shown = known(record, day, **filters)
    assert sorted(map(dumps, plain)) == sorted(map(dumps, shown))
    for path, where in (
        (tmp_path / "w.db", Where.of(**filters)),
        (record, Where.of(as_of=day, **filters)),
    ):
        with connect(path, write=False) as connection:
            if where.as_of:
                know(connection, where.as_of)
            found += 1
            assert counts.how_many(connection, where) == len(plain)
            told = {name: counts.facet(connection, where, name, 99) for name in counts.FACETS}
            if found == 1:
                expected = told
    assert told == expected


def test_a_day_is_made_once_until_a_step_changes_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another connection finds what the first made; after new texts it is made anew."""
    path, begin = tmp_path / "w.db", past.begin
    made: list[date] = []

    def counted(connection: sqlite3.Connection, as_of: date, ruled: Any) -> Any:
        made.append(as_of)
        return begin(connection, as_of, ruled)

    ingest(path, NEWS)
    monkeypatch.setattr(past, "begin", counted)
    first, second = known(path, "2022-01-13"), known(path, "2022-01-13")
    assert 1 == len(made)
    assert first == second
    ingest(path, DENIED)
    later = known(path, "2022-01-13")
    assert 2 == len(made)
    assert first != later


def test_more_days_than_can_be_attached_are_read_by_one_connection(record: Path) -> None:
    """Ten days and more, one after another and back, give what each gives alone."""
    days = [f"2022-01-{number:02}" for number in range(5, 20)]
    with open_record(record) as opened:
        found = {day: len(list(opened.incidents.where(as_of=day))) for day in [*days, *days]}
    assert found == {day: len(known(record, day)) for day in days}
