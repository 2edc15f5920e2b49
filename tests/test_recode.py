"""A record that older versions read is read anew, by recode or by another ingest of its inputs."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest
from typer.testing import CliRunner

from watchfloor import pipeline, pipeline_ingest
from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import StoreError
from watchfloor.model import Coded, Document, Resolved, dumps
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.pipeline_stream import BATCH
from watchfloor.pipeline_tally import Outcome
from watchfloor.present.cli import app
from watchfloor.resolve import RESOLVER
from watchfloor.store import connect, history, query, switching

LINES = [
    {"id": "a", "text": "Gunmen killed three soldiers near Gao on Thursday.",
     "published": "2022-01-16", "source": "One"},
    {"id": "b", "text": "Protesters blocked the bridge in Baghdad on Monday.", "source": "Two"},
    {"id": "c", "text": "Nothing happened.", "published": "2022-01-16"},
]  # fmt: skip


def clock() -> datetime:
    """Return a fixed time."""
    return datetime(2022, 1, 20, 12, tzinfo=UTC)


def options(**given: Any) -> IngestOptions:
    """Return options of the fast coder in this process."""
    return IngestOptions(version="test", workers=0, coder="lexicon", **given)


def ingest(record: Path, **given: Any) -> Outcome:
    """Ingest the lines from stdin."""
    stdin = io.BytesIO("\n".join(map(json.dumps, LINES)).encode())
    return pipeline_ingest.ingest(record, ["-"], options(**given), stdin=stdin, clock=clock)


def recode(record: Path) -> Outcome:
    """Recode with the same options."""
    return pipeline_ingest.recode(record, options(), clock=clock)


def old_record(path: Path, monkeypatch: pytest.MonkeyPatch, **given: Any) -> Path:
    """Return a record that an older resolver resolved, which knew no places."""
    with monkeypatch.context() as old:

        def blind(document: Document, _: Coded) -> Resolved:
            return Resolved(document_id=document.id, resolver="rules@0", resolutions={})

        old.setattr(pipeline, "resolve", blind)
        old.setattr(pipeline, "RESOLVER", "rules@0")
        ingest(path, **given)
    return path


def countries(path: Path) -> set[str | None]:
    """Return the countries of the record's events."""
    with connect(path, write=False) as connection:
        return {
            one.event_loc.country if one.event_loc else None for one in query.events(connection)
        }


def everything(path: Path) -> list[str]:
    """Return documents and events of the record as JSON, but for the run that made them."""
    with connect(path, write=False) as connection:
        found = [dumps(one) for one in query.events(connection)]
        rows = connection.execute("SELECT id, text, published_rule FROM document ORDER BY id")
        return sorted(found) + [repr(row) for row in rows]


def test_recoding_reads_what_an_older_resolver_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events get the places that the present resolver finds; counts add up; again changes none."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    assert {None} == countries(record)
    run = recode(record).run
    assert (3, 3, 0, 0) == (run.offered, run.stored, run.known, run.refused)
    assert {"MLI", "IRQ"} == countries(record)
    before = everything(record)
    run = recode(record).run
    assert (3, 0, 3) == (run.offered, run.stored, run.known)
    assert before == everything(record)


def test_a_recoded_record_is_one_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents, events and dates are those of a record that the present versions made."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    recode(record)
    ingest(tmp_path / "new.db")
    assert everything(tmp_path / "new.db") == everything(record)


def test_ingesting_again_resolves_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same inputs are coded beside the older coding, which stays in the record."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    assert 3 == ingest(record).run.stored
    assert {"MLI", "IRQ"} == countries(record)
    assert 3 == ingest(record).run.known
    with connect(record, write=False) as connection:
        found = set(connection.execute("SELECT coder, current FROM coding"))
    name = f"lexicon@{Lexicon().version}"
    assert {(f"{name}/rules@0", 0), (f"{name}/{RESOLVER}", 1)} == found


@pytest.mark.parametrize("keep_raw", [True, False])
def test_inputs_and_raw_bytes_stay(
    keep_raw: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recoding adds no blob and no origin, and forgets no byte."""
    record = old_record(tmp_path / "w.db", monkeypatch, keep_raw=keep_raw)
    with connect(record, write=False) as connection:
        ids = [one.id for one in query.documents(connection)]
        before = [history.provenance(connection, one) for one in ids]
        blobs = connection.execute("SELECT * FROM blob ORDER BY sha256").fetchall()
    recode(record)
    with connect(record, write=False) as connection:
        assert before == [history.provenance(connection, one) for one in ids]
        assert blobs == connection.execute("SELECT * FROM blob ORDER BY sha256").fetchall()


def test_there_has_to_be_a_record(tmp_path: Path) -> None:
    """Recoding makes no record where there is none."""
    with pytest.raises(StoreError):
        recode(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with counts; JSON with those of the run."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    arguments = ["recode", "--record", str(record), "--coder", "lexicon", "--workers", "0"]
    said = CliRunner().invoke(app, arguments)
    assert 0 == said.exit_code
    assert said.stdout.startswith("3 documents = 3 coded anew + 0 already by lexicon@")
    found = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert (3, 0, 3) == (found["offered"], found["stored"], found["known"])


def coders(path: Path) -> set[tuple[str, int]]:
    """Return the resolvers of the record's codings, and whether they are current."""
    with connect(path, write=False) as connection:
        found = connection.execute("SELECT DISTINCT coder, current FROM coding")
        return {(coder.partition("/")[2], current) for coder, current in found}


def test_all_codings_are_switched_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure of the switch leaves every document with its old coding; the next run has all."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    before = everything(record)
    with monkeypatch.context() as broken:
        real = switching.switch

        def fail(connection: Connection, coder: str) -> int:
            assert 3 == real(connection, coder)
            message = "the disk is full"
            raise OSError(message)

        broken.setattr(switching, "switch", fail)
        with pytest.raises(OSError, match="full"):
            recode(record)
    assert before == everything(record)
    assert {("rules@0", 1), (RESOLVER, 0)} == coders(record)
    outcome = recode(record)
    assert (3, 0, 3, 3) == (
        outcome.run.offered, outcome.run.stored, outcome.run.known, outcome.switched
    )  # fmt: skip
    assert {("rules@0", 0), (RESOLVER, 1)} == coders(record)
    assert {"MLI", "IRQ"} == countries(record)


HALTING = """
import sys, time
from watchfloor import pipeline
from watchfloor.present.cli import main
real, left = pipeline.code_document, list(range(int(sys.argv.pop(1))))
def code_document(*arguments, **options):
    while not left:
        time.sleep(1)
    left.pop()
    return real(*arguments, **options)
pipeline.code_document = code_document
main()
"""
"""The command line, which comes to a halt after coding so many texts."""


def test_a_killed_recoding_leaves_the_old_coding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kill -9 behind the first batch changes nothing that is read; the next run codes the rest."""
    record, count, coded = tmp_path / "w.db", 100, BATCH + 10
    more = [
        {"id": f"m{n}", "text": f"Gunmen killed {n + 2} soldiers near Gao on Thursday."}
        for n in range(count)
    ]
    monkeypatch.setattr(f"{__name__}.LINES", more)
    old_record(record, monkeypatch)
    before = everything(record)
    command = [sys.executable, "-c", HALTING, str(coded), "recode", "--record", str(record)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [*command, "--coder", "lexicon", "--workers", "0"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment,
    ) as program:  # fmt: skip
        while program.poll() is None and (RESOLVER, 0) not in coders(record):
            time.sleep(0.005)
        program.kill()
    assert -signal.SIGKILL == program.returncode
    assert {("rules@0", 1), (RESOLVER, 0)} == coders(record)
    assert before == everything(record)
    outcome = recode(record)
    assert count == outcome.run.stored + outcome.run.known == outcome.switched
    assert BATCH == outcome.run.known
    assert {("rules@0", 0), (RESOLVER, 1)} == coders(record)


def test_what_waits_without_a_date_is_forgotten_when_the_date_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A coding beside the current one that did not know the date never becomes current."""
    record = old_record(tmp_path / "w.db", monkeypatch)
    with monkeypatch.context() as broken:
        broken.setattr(switching, "switch", lambda *_: 0)
        recode(record)
    assert {("rules@0", 1), (RESOLVER, 0)} == coders(record)
    dated = [row | {"published": "2022-01-16"} for row in LINES]
    monkeypatch.setattr(f"{__name__}.LINES", dated)
    old_record(record, monkeypatch)
    recode(record)
    ingest(tmp_path / "new.db")
    assert everything(tmp_path / "new.db") == everything(record)
