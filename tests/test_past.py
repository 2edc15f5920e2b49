"""What the record keeps of incidents as they were is what settling them as of a day gives."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copy

import pytest

from tests.fuse.made import DAY, deaths, told
from tests.test_incidents import NEWS, all_incidents, ingest, row
from tests.test_known import LATER, UNDATED, known
from watchfloor import model
from watchfloor.fuse.corroborate import Sources
from watchfloor.pipeline_known import know
from watchfloor.pipeline_past import EVER, MOST, past
from watchfloor.store import connect, rows
from watchfloor.store import known as days

DEAD, INDEPENDENT = rows.PAST_COLUMNS.index("dead_best"), rows.PAST_COLUMNS.index("copies") - 1


def iso(number: int) -> str:
    """Return the day so many days after DAY."""
    return (DAY + timedelta(days=number)).isoformat()


def kept(*said: model.Testimony, since: dict[str, str] | None = None) -> list[tuple[object, ...]]:
    """Return since, until, the dead and the sources of what an incident was."""
    found = past("a", said, since or {}, Sources())
    return [(one.since, one.until, one.row[DEAD], one.row[INDEPENDENT]) for one in found]


def test_each_report_ends_what_was_known_before_it() -> None:
    """Three reports of three days leave two states; what they settle to today is no past."""
    one, two, three = (
        told(name, day=day, source=name, dead=deaths(number))
        for name, day, number in (("a", 0, 2), ("b", 1, 5), ("c", 4, 5))
    )
    assert kept(one, two, three) == [(iso(0), iso(1), 2, 1), (iso(1), iso(4), 5, 2)]
    assert kept(one) == []
    assert kept(one, told("b", source="B")) == []


def test_a_text_without_a_date_is_never_of_the_past() -> None:
    """What was known without it was so on every later day."""
    undated = told("b", source="B", dead=deaths(9))
    undated = replace(undated, event=replace(undated.event, published=None))
    assert kept(told("a", dead=deaths(2)), undated) == [(iso(0), EVER, 2, 1)]


def test_a_page_votes_until_a_newer_one_replaces_it() -> None:
    """The two dead of the first page were known until the second came, which tells nothing."""
    first = told("a", dead=deaths(2), superseded=True)
    other = told("b", source="B", day=2, dead=deaths(7))
    found = kept(first, other, since={"doc-a": iso(5)})
    assert [(iso(0), iso(2), 2, 1), (iso(2), iso(5), 7, 2)] == found


def test_a_report_that_changes_nothing_that_is_found_by_ends_no_state() -> None:
    """A second telling by the same outlet leaves one state of both days."""
    said = [told(name, day=day, source="A", dead=deaths(2)) for day, name in enumerate("abc")]
    assert kept(*said) == [(iso(0), iso(2), 2, 1)]


def test_the_past_of_very_many_reports_is_not_kept() -> None:
    """Nor that of what a person took out: both are settled when somebody asks."""
    many = [told(f"a{number}" if number else "a", day=number) for number in range(MOST + 1)]
    assert kept(*many) == []
    assert kept(told("a", withdrawn=True), told("b", day=1)) == []


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of news of four days, a page of two versions and a text without a date."""
    path = tmp_path_factory.mktemp("past") / "w.db"
    page = "Gunmen killed {} soldiers at a post in Ansongo on 10 January 2022."
    pages = [
        {**row(f"p{day}", page.format(dead), f"2022-01-{day}", "Herald"), "url": "https://h.test/p"}
        for day, dead in ((10, "two"), (12, "six"))
    ]
    ingest(path, (*LATER, *pages))
    ingest(path, [{name: value for name, value in UNDATED.items() if value}])
    return path


@pytest.mark.parametrize("day", ["2022-01-10", "2022-01-11", "2022-01-12", "2022-01-13"])
def test_what_is_kept_is_what_settling_gives(record: Path, tmp_path: Path, day: str) -> None:
    """A record that kept nothing has the same rows and members of a day."""
    bare = tmp_path / "w.db"
    copy(record, bare)
    with closing(sqlite3.connect(bare)) as opened:
        (states,) = opened.execute("SELECT count(*) FROM incident_past").fetchone()
        opened.execute("DELETE FROM incident_past")
        opened.commit()
    assert states >= 3
    assert columns(bare, day) == columns(record, day)


def columns(path: Path, day: str) -> tuple[list[str], list[object]]:
    """Return the rows of incidents of a day, and of their members."""
    schema, names = f"past_{day.replace('-', '')}", ", ".join(rows.PAST_COLUMNS)
    with connect(path, write=False) as connection:
        know(connection, date.fromisoformat(day))
        sql = " ".join(("SELECT", names, ", value IS NULL FROM", f"{schema}.incident"))
        members = " ".join(("SELECT * FROM", f"{schema}.incident_member ORDER BY chain"))
        found = sorted(map(repr, connection.execute(sql)))
        return found, connection.execute(members).fetchall()


def test_only_what_is_decided_on_or_denied_is_settled_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the news of four days only the incident that a denial may concern is settled."""
    asked: list[days.Reached] = []
    begin = days.begin

    def counted(*arguments: object) -> tuple[days.Reached, ...]:
        asked[:] = begin(*arguments)  # type: ignore[arg-type]
        return tuple(asked)

    monkeypatch.setattr(days, "begin", counted)
    ingest(tmp_path / "w.db", NEWS)
    assert len(known(tmp_path / "w.db", "2022-01-11")) > 1
    with connect(tmp_path / "w.db", write=False) as connection:
        (denied,) = connection.execute("SELECT concerns FROM report_link").fetchall()
    assert [denied] == [(one.founder,) for one in asked]


def test_a_single_report_that_was_denied_by_then_is_disputed(tmp_path: Path) -> None:
    """One report, its denial the next day, another report later: disputed on the day between."""
    path = tmp_path / "w.db"
    text = "Gunmen attacked the bridge at Mopti on 10 January 2022, killing three people."
    denial = "The governor denied that gunmen attacked the bridge at Mopti on 10 January 2022."
    later = "Three people were killed when gunmen attacked the bridge at Mopti on 10 January 2022."
    ingest(
        path,
        [
            row("a", text, "2022-01-10", "Herald"),
            row("b", denial, "2022-01-11", "Clarion"),
            row("c", later, "2022-01-14", "Courier"),
        ],
    )
    assert [4] == [one.credibility for one in all_incidents(path, type="ASSAULT")]
    assert [3, 4] == [
        one.credibility
        for day in ("2022-01-10", "2022-01-12")
        for one in known(path, day, type="ASSAULT")
    ]


def test_the_past_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    """Texts one by one, the latest first, leave the states that all at once leave."""
    ingest(tmp_path / "w.db", LATER)
    for one in reversed(LATER):
        ingest(tmp_path / "v.db", [one])
    states = []
    for name in ("w.db", "v.db"):
        with closing(sqlite3.connect(tmp_path / name)) as opened:
            sql = "SELECT * FROM incident_past ORDER BY holder, since"
            states.append(opened.execute(sql).fetchall())
    assert states[0]
    assert states[0] == states[1]
