"""The index of copies in the record: the groups of all documents, in whatever order they came."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soaking import examples
from watchfloor.engine import LocalEngine
from watchfloor.errors import InputError
from watchfloor.ingest.copies import Judge, find_copies
from watchfloor.model import CopyOf, Document, Entry, Published, Raw, Reading
from watchfloor.pipeline_copies import place_waiting
from watchfloor.store import Ledger, connect, copies, query
from watchfloor.store.migrate import SCHEMA

STARTED = "2022-05-09T08:00:00+00:00"
Dump = Callable[[], dict[str, list[tuple[Any, ...]]]]


def sentence(number: int) -> str:
    """Return a made-up sentence of fourteen words that no other number shares a run with."""
    chance = random.Random(number)
    words = [
        "".join(chance.choices("abdefgiklmnoprstu", k=chance.randint(3, 8))) for _ in range(14)
    ]
    return " ".join(words).capitalize() + "."


def text_of(*numbers: int) -> str:
    """Return sentences by number."""
    return " ".join(sentence(number) for number in numbers)


def document(text: str, source: str | None = None, day: int | None = None) -> Document:
    """Return a document of a day in May 2022."""
    published = None if day is None else Published.on(date(2022, 5, day), "row")
    return Document.new(text, source=source, published=published)


WIRE = document(text_of(*range(6)), "Harbour Wire", 2)
CUT = document(text_of(0, 1, 2), "Delta Post", 3)
LONGER = document(text_of(*range(6), 20), "Radio Delta", 4)
OTHER = document(text_of(30, 31, 32), "Delta Post", 1)


def entry(one: Document) -> Entry:
    """Return an uncoded entry."""
    raw = Raw(data=one.text.encode(), media_type="text/plain", origin=f"{one.id}.txt")
    return Entry(reading=Reading(document=one, raw=raw), coded=None)


def store(connection: sqlite3.Connection, batches: Iterable[Sequence[Document]]) -> None:
    """Store documents, each batch as a run of its own."""
    for number, batch in enumerate(batches):
        ledger = Ledger(connection, Judge())
        run = ledger.start_run("ingest", [str(number)], "0", "none", STARTED)
        ledger.append([entry(one) for one in batch], run.id, STARTED)


def found(connection: sqlite3.Connection) -> dict[str, CopyOf]:
    """Return what each document of a record is a copy of."""
    return {one.id: CopyOf(one.copy_of, one.copy_reason) for one in query.documents(connection)}


def test_a_copy_is_known_when_it_is_stored(record: sqlite3.Connection) -> None:
    """`copy_of` and its reason stand in the document as it is read and exported."""
    store(record, [[WIRE, OTHER], [CUT]])
    assert found(record) == {
        WIRE.id: CopyOf(None, None),
        OTHER.id: CopyOf(None, None),
        CUT.id: CopyOf(WIRE.id, "time: published 2022-05-03, the original 2022-05-02"),
    }


def test_an_earlier_text_that_comes_later_becomes_the_origin(record: sqlite3.Connection) -> None:
    """The rows of the group follow; nothing depends on what was stored first."""
    store(record, [[LONGER], [CUT], [WIRE]])
    assert {WIRE.id: None, CUT.id: WIRE.id, LONGER.id: WIRE.id} == {
        name: one.id for name, one in found(record).items()
    }


def test_a_text_between_two_groups_joins_them(record: sqlite3.Connection) -> None:
    """Two texts that are no pair are one group as soon as a copy of both comes in."""
    first, last = document(text_of(0, 1, 2, 3), "A", 1), document(text_of(4, 5, 6, 7), "B", 2)
    store(record, [[first], [last]])
    assert {None} == {one.id for one in found(record).values()}
    both = document(text_of(*range(8)), "C", 3)
    store(record, [[both]])
    assert {first.id: None, last.id: first.id, both.id: first.id} == {
        name: one.id for name, one in found(record).items()
    }


def test_storing_anything_twice_changes_nothing(record: sqlite3.Connection, dump: Dump) -> None:
    """The index is as idempotent as the documents."""
    store(record, [[WIRE, CUT], [LONGER]])
    before = dump()
    ledger = Ledger(record, Judge())
    (run,) = (one for one in query.runs(record) if one.arguments == ("0",))
    ledger.append([entry(one) for one in (LONGER, WIRE, CUT)], run.id, STARTED)
    assert before == dump()


def test_a_flood_of_one_page_costs_no_bands(record: sqlite3.Connection) -> None:
    """Equal words from one site are found by their hash; their bands stand there once."""
    flood = [Document.new(WIRE.text, source="Mirror", external_id=str(one)) for one in range(40)]
    store(record, [flood[:20], [WIRE], flood[20:]])
    holders = record.execute("SELECT count(DISTINCT document) FROM copy_band").fetchone()
    assert holders == (2,)
    assert {None: 1, WIRE.id: 40} == {
        parent: sum(one.id == parent for one in found(record).values())
        for parent in (None, WIRE.id)
    }


def test_a_date_that_is_filled_in_settles_the_group_anew(
    record: sqlite3.Connection, build: Any
) -> None:
    """A text that turns out to be the first becomes the origin."""
    undated = build.rich(source="Alpha", url=None, published=None)
    later = build.rich(source="Beta", url=None, published=Published.on(date(2022, 5, 2), "row"))
    ledger = Ledger(record, Judge())
    run = ledger.start_run("ingest", [], "0", build.lexicon, STARTED)
    ledger.append([undated, later], run.id, STARTED)
    names = [undated.reading.document.id, later.reading.document.id]
    assert found(record)[names[0]].id == names[1]
    dated = build.rich(source="Alpha", url=None, published=Published.on(date(2022, 5, 1), "row"))
    ledger.append([dated], run.id, STARTED)
    assert (None, names[0]) == (found(record)[names[0]].id, found(record)[names[1]].id)


def test_a_record_of_version_1_finds_its_copies_at_the_next_run(tmp_path: Path) -> None:
    """The migration computes nothing: what has no place waits for a ledger with a judge."""
    old, path = tmp_path / "schema", tmp_path / "old.db"
    old.mkdir()
    shutil.copy(SCHEMA / "0001.sql", old)
    connect(path, write=True, create=True, folder=old).close()
    with connect(path, write=True) as connection:
        ledger = Ledger(connection)  # without a judge, as version 1 was
        run = ledger.start_run("ingest", [], "0", "none", STARTED)
        ledger.append([entry(one) for one in (CUT, OTHER, WIRE)], run.id, STARTED)
        assert {None} == {one.id for one in found(connection).values()}
        assert [3, 0] == [placed(connection, Judge()) for _ in range(2)]
        assert found(connection) == find_copies([CUT, OTHER, WIRE])


def placed(connection: sqlite3.Connection, judge: Judge) -> int:
    """Place what waits, and return how much that is."""
    return place_waiting(Ledger(connection), judge, LocalEngine(0))


def test_another_scheme_makes_the_index_anew(record: sqlite3.Connection, dump: Dump) -> None:
    """Keys of two schemes never meet; the groups are the same afterwards."""
    store(record, [[CUT], [WIRE, LONGER], [OTHER]])
    before, index = found(record), dump()["copy_band"]

    class Newer(Judge):
        scheme = "another"

    assert 4 == placed(record, Newer())
    assert 4 == placed(record, Judge())
    assert before == found(record)
    assert index == dump()["copy_band"]


def test_a_group_is_read_from_any_member(record: sqlite3.Connection) -> None:
    """The origin comes first; a text without copies is a group of one; groups have their root."""
    store(record, [[LONGER, CUT, OTHER, WIRE]])
    names = [one.id for one in copies.group_of(record, CUT.id)]
    assert names == [WIRE.id, CUT.id, LONGER.id]
    assert [OTHER.id] == [one.id for one in copies.group_of(record, OTHER.id)]
    assert copies.copy_groups(record, [CUT.id, OTHER.id]) == {CUT.id: WIRE.id, OTHER.id: OTHER.id}
    with pytest.raises(InputError, match="no document"):
        copies.group_of(record, "none")


texts = st.lists(
    st.builds(
        document,
        st.lists(st.integers(0, 9), min_size=1, max_size=6).map(lambda one: text_of(*one)),
        st.sampled_from(("Alpha", "Beta", None)),
        st.sampled_from((None, 1, 2)),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda one: one.id,
)


@settings(max_examples=examples(15))
@given(texts, st.randoms(use_true_random=False), st.integers(1, 7))
def test_order_and_runs_change_nothing(drawn: list[Document], chance: Any, size: int) -> None:
    """Documents in any order, over any number of runs, are grouped as all of them at once."""
    shuffled = list(drawn)
    chance.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "w.db")
        with connect(path, write=True, create=True) as connection:
            store(connection, [shuffled[at : at + size] for at in range(0, len(drawn), size)])
            assert find_copies(drawn) == found(connection)


KILLED = """
import os, runpy, signal, sys
from watchfloor.ingest.copies import Judge
from watchfloor.store import connect
tools = runpy.run_path(sys.argv[1])

class Deadly(Judge):
    def settle(self, members):
        if len(members) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().settle(members)

tools["Judge"] = Deadly
tools["store"].__globals__["Judge"] = Deadly
with connect(sys.argv[2], write=True, create=True) as connection:
    batches = [[tools["CUT"], tools["OTHER"]], [tools["LONGER"], tools["WIRE"]]]
    tools["store"](connection, batches)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_process_killed_while_it_places_a_document_leaves_the_batch_before(path: Path) -> None:
    """Kill -9 inside the transaction: nothing of it is there, and the next run completes it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.run(
        [sys.executable, "-c", KILLED, __file__, str(path)],
        check=False,
        capture_output=True,
        env=environment,
    )
    assert -signal.SIGKILL == process.returncode, process.stderr
    with connect(path, write=True) as connection:
        assert {CUT.id, OTHER.id} == set(found(connection))
        counts = connection.execute("SELECT count(*) FROM copy_member").fetchone()
        assert counts == (2,)
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        store(connection, [[LONGER, WIRE], [CUT, OTHER]])
        assert found(connection) == find_copies([WIRE, CUT, LONGER, OTHER])
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
