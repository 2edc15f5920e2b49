"""Incidents through the record: the same whatever the order of arrival, and whoever was killed."""

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.soaking import examples
from watchfloor import pipeline_decide, pipeline_fuse, pipeline_ingest
from watchfloor.model import Coded, Entry, Incident, Raw, Reading, Where, dumps
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.store import Ledger, connect, history, incidents, query
from watchfloor.store.migrate import SCHEMA, statements

NOW = datetime(2022, 1, 20, tzinfo=UTC)


def clock() -> datetime:
    """Return one fixed moment."""
    return NOW


def row(name: str, text: str, published: str, source: str, **more: str) -> dict[str, str]:
    """Return a row of a JSONL file."""
    return {"id": name, "text": text, "published": published, "source": source} | more


MARKET = (
    "Gunmen killed three soldiers at the market in Gao on Monday, the army said. "
    "Residents heard shots for an hour. The wounded were taken to the hospital."
)
NEWS: Sequence[dict[str, str]] = (
    row("m1", MARKET, "2022-01-11", "First Wire"),
    row("m2", f"(First Wire) - {MARKET} All rights reserved.", "2022-01-11", "Second Post"),
    row("m3", f"{MARKET} It was the second month of fighting.", "2022-01-12", "Third Post"),
    row(
        "m4",
        "A local official said that gunmen killed five soldiers on Monday at the market in Gao. "
        "He had counted them himself in the morgue of the town, he told this radio by telephone.",
        "2022-01-13",
        "Fourth Radio",
    ),
    row(
        "b1",
        "A bomb exploded in Mopti on Monday and killed two people. Police blocked the road.",
        "2022-01-11",
        "First Wire",
        url="https://first.example/mopti",
    ),
    row(
        "b1-corrected",
        "A bomb exploded in Mopti on Monday and killed four people. Police blocked the road.",
        "2022-01-12",
        "First Wire",
        url="https://first.example/mopti",
    ),
    row(
        "b2",
        "A bomb exploded in Timbuktu on Wednesday and killed two people near the port.",
        "2022-01-13",
        "Second Post",
    ),
    row(
        "t1",
        "The rebels threatened to attack the market in Gao again. They denied that gunmen killed "
        "soldiers at the market in Gao on Monday.",
        "2022-01-12",
        "Fourth Radio",
    ),
    row(
        "p1",
        "Hundreds of protesters marched in Bamako on Tuesday against the attack in Gao.",
        "2022-01-12",
        "Third Post",
    ),
)


def ingest(record: Path, rows: Sequence[dict[str, str]], *, fuse: bool = True) -> None:
    """Ingest rows by the fast coder, in this process."""
    options = IngestOptions(version="test", workers=0, coder="lexicon", fuse=fuse)
    data = "\n".join(map(json.dumps, rows)).encode()
    pipeline_ingest.ingest(record, ["-"], options, stdin=io.BytesIO(data), clock=clock)


def told(record: Path) -> list[str]:
    """Return every incident, what concerns it, and what every event belongs to."""
    with connect(record, write=False) as connection:
        found = list(query.incidents(connection, Where()))
        found += list(query.incidents(connection, Where(review="unsupported")))
        concerns = [
            f"{chain} concerns {one.id}: {score}"
            for one in found
            for chain, score in incidents.concerning(connection, one.id)
        ]
        events = [f"{one.id} in {one.incident_id}" for one in query.events(connection)]
        assert 0 == incidents.marks_waiting(connection)
    return sorted([*map(dumps, found), *concerns, *events])


def all_incidents(record: Path, **filters: Any) -> list[Incident]:
    """Return the incidents that pass."""
    with connect(record, write=False) as connection:
        return list(query.incidents(connection, Where.of(**filters)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record that took all news at once."""
    record = tmp_path_factory.mktemp("whole") / "w.db"
    ingest(record, NEWS)
    return record


def test_several_outlets_make_one_incident(whole: Path) -> None:
    """The market of Gao: four texts, two of them copies, so two sources; both tolls are kept."""
    (one,) = (i for i in all_incidents(whole, type="ASSAULT", place="gao") if len(i.documents) > 1)
    assert (2, 2) == (one.independent_sources, one.copies)
    assert {3, 5} <= {value.low for value in one.reported["dead"]}
    assert one.dead is not None
    assert (3, 5) == (one.dead.low, one.dead.high)


def test_only_the_newest_revision_votes(whole: Path) -> None:
    """The corrected toll is shown, the older one stands beside it as superseded."""
    (one,) = (
        i for i in all_incidents(whole, place="mopti", type="ASSAULT") if len(i.documents) > 1
    )
    assert one.dead is not None
    assert (4, 4) == (one.dead.low, one.dead.high)
    assert {"counts", "superseded"} == {str(value.standing) for value in one.reported["dead"]}


@settings(
    max_examples=examples(8),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    order=st.permutations(range(len(NEWS))),
    cuts=st.sets(st.integers(1, len(NEWS) - 1), max_size=3),
)
def test_neither_order_nor_portions_change_the_incidents(
    whole: Path, order: list[int], cuts: set[int]
) -> None:
    """Any permutation, ingested in any portions, gives what one ingest of all gives."""
    with TemporaryDirectory() as folder:
        portions = Path(folder) / "portions.db"
        ends = [*sorted(cuts), len(NEWS)]
        for start, end in zip([0, *ends], ends, strict=False):
            ingest(portions, [NEWS[place] for place in order[start:end]])
        assert told(whole) == told(portions)


def test_small_steps_are_one_large_one(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that takes two chains at a time ends where one that takes all of them does."""
    monkeypatch.setattr(pipeline_fuse, "AT_ONCE", 2)
    ingest(tmp_path / "w.db", NEWS)
    assert told(whole) == told(tmp_path / "w.db")


def test_ingesting_twice_changes_no_incident(whole: Path, tmp_path: Path) -> None:
    """The second run leaves every incident, and no id becomes another."""
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    ingest(record, NEWS)
    assert told(whole) == told(record)
    with connect(record, write=False) as connection:
        assert [] == connection.execute("SELECT * FROM incident_fate").fetchall()


def test_an_old_id_still_resolves(tmp_path: Path) -> None:
    """An earlier report becomes the founder: the id changes, and the old one leads to the new."""
    record = tmp_path / "w.db"
    ingest(record, [NEWS[3]])
    (old,) = {one.id for one in all_incidents(record, type="ASSAULT", place="gao")}
    ingest(record, NEWS[:1])
    with connect(record, write=False) as connection:
        (new,) = incidents.heirs(connection, old)
        (fate, *_) = incidents.fates(connection, old)
    assert old != new.id
    assert 2 == len(new.documents)
    assert ("renamed", "evidence", "2022-01-20") == (fate.fate, fate.reason, fate.noted)


def test_a_record_without_reports_is_fused_by_the_next_run(whole: Path, tmp_path: Path) -> None:
    """As after a migration or under another scheme: reports, keys and incidents are made anew."""
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    with connect(record, write=True) as connection:
        for table in ("report_key", "report", "report_coding", "fusion_mark"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  (names of our own)
        connection.execute("UPDATE fusion SET scheme = 'older'")
        assert incidents.marks_waiting(connection)
    ingest(record, [])
    assert told(whole) == told(record)


def undo(record: Path, version: int) -> None:
    """Take every migration after a version back, as if this were a record of then."""
    later = sorted(path for path in SCHEMA.glob("*.sql") if int(path.stem) > version)
    made = [
        found
        for path in later
        for statement in statements(path.read_text("utf-8"))
        for found in re.findall(
            r"(?m)^(?:CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER) (\w+)"
            r"|ALTER TABLE (\w+) ADD COLUMN (\w+))",
            statement,
        )
    ]
    with closing(sqlite3.connect(record)) as connection, connection:
        for kind, name, table, column in reversed(made):
            if column:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            else:
                connection.execute(f"DROP {kind} IF EXISTS {name}")
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_record_of_version_2_is_brought_forward(whole: Path, tmp_path: Path) -> None:
    """A record without any table of incidents: the next run migrates it and fuses what it holds."""
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    undo(record, 2)
    with connect(record, write=True):
        assert record.with_name("w.db.backup-v2").exists()
    assert [] == all_incidents(record)
    ingest(record, [])
    assert told(whole) == told(record)


def test_an_incident_whose_reports_are_gone_is_dropped(tmp_path: Path) -> None:
    """A coder that reads nothing takes over: no incident is left, and each id says so."""
    record = tmp_path / "w.db"
    ingest(record, NEWS[:1])
    (old,) = (one.id for one in all_incidents(record, type="ASSAULT", place="gao"))
    with connect(record, write=True) as connection:
        ledger = Ledger(connection)
        (document,) = query.documents(connection)
        raw = Raw(data=b"x", media_type="text/plain", origin="-")
        blind = Coded(document_id=document.id, coder="blind@1")
        entry = Entry(reading=Reading(document=document, raw=raw), coded=blind)
        run = ledger.start_run("recode", (), "test", "blind@1", "2022-01-21T00:00:00+00:00")
        ledger.append([entry], run.id, run.started)
        pipeline_fuse.fuse(connection, ledger, clock)
        assert () == incidents.heirs(connection, old)
        assert ("dropped", "coder") == next(
            (fate.fate, fate.reason) for fate in incidents.fates(connection, old)
        )
    assert [] == all_incidents(record)


def test_two_steps_at_once_lose_nothing(whole: Path, tmp_path: Path) -> None:
    """A step that was overtaken by another writes nothing, and is done again."""
    record = tmp_path / "w.db"
    ingest(record, NEWS, fuse=False)
    with connect(record, write=True) as one, connect(record, write=True) as two:
        ledger = Ledger(one)
        pipeline_fuse._complete(one, ledger)
        slow = pipeline_fuse._difference(one, clock)
        assert slow is not None
        pipeline_fuse.fuse(two, Ledger(two), clock)
        assert not ledger.fuse(slow.change)
        pipeline_fuse.fuse(one, ledger, clock)
    assert told(whole) == told(record)


KILLED = """
import os, signal, sys
from pathlib import Path
from watchfloor.store import fusing
import tests.test_incidents as own

kept, wrote = fusing._write_links, []

def die(connection, change):
    os.kill(os.getpid(), signal.SIGKILL)

fusing._write_links = die
own.ingest(Path(sys.argv[1]), own.NEWS)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_process_killed_in_a_step_leaves_marks_alone(whole: Path, tmp_path: Path) -> None:
    """Kill -9 while the difference is written: no incident is there, and the next run makes all."""
    record = tmp_path / "w.db"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(record)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, ["", *sys.path]))},
    )
    assert -signal.SIGKILL == done.returncode, done.stderr
    assert [] == all_incidents(record)
    with connect(record, write=False) as connection:
        assert incidents.marks_waiting(connection)
    ingest(record, [])
    assert told(whole) == told(record)


def decide(record: Path, make: Any, reason: str = "seen by eye") -> tuple[str, tuple[str, ...]]:
    """Decide as a made-up analyst; return the decision's id and the incidents that it touches."""
    made, names = pipeline_decide.decide(record, make, "Ana", reason, clock)
    return made.id, names


def test_merge_and_split_are_decisions_that_can_be_undone(tmp_path: Path) -> None:
    """Two bombings merged are one; the merge undone they are two; a report split off stays so."""
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    before = told(record)
    bombs = [one.id for one in all_incidents(record, mode="explosives")]
    assert 2 == len(bombs)
    merge, names = decide(record, lambda at: pipeline_decide.merging(at, bombs))
    assert 1 == len(names)
    decide(record, lambda at: pipeline_decide.undoing(at, merge))
    assert before == told(record)
    (market,) = (
        one for one in all_incidents(record, type="ASSAULT", place="gao") if len(one.documents) > 1
    )
    fourth = next(
        value.event_id for value in market.reported["dead"] if value.source == "Fourth Radio"
    )
    _, names = decide(record, lambda at: pipeline_decide.splitting(at, market.id, [fourth]))
    assert 2 == len(names)
    ingest(record, [row("m9", MARKET, "2022-01-15", "Ninth Post")])
    with connect(record, write=False) as connection:
        founder = market.chains[0]
        sides = {name: incidents.holding(connection, [name]) for name in (founder, fourth)}
    assert sides[founder] != sides[fourth]


def test_a_set_value_is_shown_and_what_was_reported_stays(tmp_path: Path) -> None:
    """A person's toll outweighs the votes, survives more news, and goes when it is undone."""
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    (market,) = (
        one for one in all_incidents(record, type="ASSAULT", place="gao") if len(one.documents) > 1
    )
    four = {"text": None, "start": None, "end": None, "low": 4, "best": 4, "high": 4}
    made, (name,) = decide(record, lambda at: pipeline_decide.setting(at, market.id, "dead", four))
    ingest(record, [row("m9", MARKET, "2022-01-15", "Ninth Post")])
    with connect(record, write=False) as connection:
        (one,) = incidents.heirs(connection, name)
    assert one.dead is not None
    assert (4, 4, 4) == (one.dead.low, one.dead.best, one.dead.high)
    assert {3, 5} <= {value.low for value in one.reported["dead"]}
    decide(record, lambda at: pipeline_decide.undoing(at, made))
    with connect(record, write=False) as connection:
        (one,) = incidents.heirs(connection, name)
    assert one.dead is not None
    assert (3, 5) == (one.dead.low, one.dead.high)


def test_a_withdrawn_text_and_its_copies_stop_voting(tmp_path: Path) -> None:
    """Of one source alone the incident is unsupported: at its address, and out of the lists."""
    record = tmp_path / "w.db"
    ingest(record, NEWS[:3])
    (market,) = (
        one for one in all_incidents(record, type="ASSAULT", place="gao") if len(one.documents) > 1
    )
    with connect(record, write=False) as connection:
        (origin,) = (d.id for d in query.documents(connection) if d.copy_of is None)
    _, names = decide(record, lambda at: pipeline_decide.withdrawing(at, origin, None))
    assert (market.id,) == tuple(name for name in names if name == market.id)
    assert [] == all_incidents(record, type="ASSAULT", place="gao")
    gone = all_incidents(record, type="ASSAULT", review="unsupported", place="gao")
    assert 0 == {one.id: one.independent_sources for one in gone}[market.id]
    with connect(record, write=False) as connection:
        assert 1 == len(history.decisions(connection))
        (kept,) = incidents.heirs(connection, market.id)
    assert "withdrawn" in {str(value.standing) for value in kept.reported["type"]}


def test_what_did_not_happen_is_no_incident(whole: Path) -> None:
    """Threatened and denied events are in no incident of their own."""
    with connect(whole, write=False) as connection:
        unreal = [
            event
            for event in query.events(connection)
            if event.status not in ("actual", "attempted") and event.id == event.chain
        ]
    assert unreal
    assert {None} == {event.incident_id for event in unreal}
