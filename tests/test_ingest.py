"""Texts into a record: counts that add up, whatever the order, the processes and the failures."""

import io
import json
import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from watchfloor import pipeline, pipeline_ingest
from watchfloor.coding import lexicon
from watchfloor.errors import AssetError, UsageError
from watchfloor.model import (
    Coded,
    CodedEvent,
    Document,
    Probe,
    Published,
    Scored,
    Status,
    Where,
    dumps,
)
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.pipeline_tally import Outcome
from watchfloor.store import connect, query

SENTENCES = (
    "Gunmen killed at least three soldiers near Gao on Thursday, the army said.",
    "Protesters blocked the bridge in Baghdad on Monday demanding reforms.",
    "The minister warned that rebels would attack the airport.",
    "الجيش قصف المدينة. Shelling killed 12 in Homs on Friday.",
)


def ticking() -> Callable[[], datetime]:
    """Return a clock that starts at a fixed day and goes on by a second at each look."""
    now = datetime(2022, 1, 20, 12, tzinfo=UTC)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=1)
        return now

    return clock


def run(record: Path, *inputs: str, stdin: bytes = b"", **options: Any) -> Outcome:
    """Ingest with a fixed clock and, unless told otherwise, in this process, by the fast coder."""
    given: dict[str, Any] = {"workers": 0, "coder": "lexicon"} | options
    settings = IngestOptions(version="test", **given)
    return pipeline_ingest.ingest(
        record, inputs, settings, stdin=io.BytesIO(stdin), clock=ticking()
    )


def rows(count: int) -> list[str]:
    """Return lines of JSONL, all different."""
    return [
        json.dumps({"id": f"r{n}", "text": f"{SENTENCES[n % 4]} It was report {n}."})
        for n in range(count)
    ]


def exported(record: Path) -> list[str]:
    """Return every event of the record as JSON, sorted."""
    with connect(record, write=False) as connection:
        return sorted(dumps(event) for event in query.events(connection, Where()))


def test_counts_in_are_counts_out_and_refused(tmp_path: Path) -> None:
    """Good rows are stored, bad rows are refused with a reason, and the sum is what was offered."""
    lines = [*rows(40), "{broken", '{"title": "no text"}', json.dumps({"text": " "})]
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
    (tmp_path / "latin.txt").write_bytes("Tirs à la frontière près de Ménaka".encode("latin-1"))
    record = tmp_path / "w.db"
    outcome = run(record, str(tmp_path / "news.jsonl"), str(tmp_path))
    assert (86 + 3, 40, 40, 9) == (
        outcome.run.offered,
        outcome.run.stored,
        outcome.run.known,
        outcome.run.refused,
    )
    codes = {issue.code for issue in outcome.issues}
    assert {"empty", "binary", "charset"} <= codes
    with connect(tmp_path / "w.db", write=False) as connection:
        kept = list(query.issues(connection))
        assert 9 == len(kept)
        assert outcome.run == next(iter(query.runs(connection)))


def test_ingesting_twice_changes_nothing(tmp_path: Path) -> None:
    """A second run stores nothing new: every document is known."""
    record = tmp_path / "w.db"
    text = "\n".join(rows(30)).encode()
    first = run(record, "-", stdin=text)
    before = exported(record)
    second = run(record, "-", stdin=text)
    assert (30, 0) == (first.run.stored, second.run.stored)
    assert 30 == second.run.known
    assert before == exported(record)


def test_the_same_document_twice_in_one_run_is_stored_once(tmp_path: Path) -> None:
    """Duplicates inside one batch are counted as known, and so are their events only once."""
    outcome = run(tmp_path / "w.db", "-", stdin="\n".join(rows(5) * 2).encode())
    assert (10, 5, 5) == (outcome.run.offered, outcome.run.stored, outcome.run.known)
    assert outcome.events == len(exported(tmp_path / "w.db"))


@pytest.mark.parametrize("coder", pipeline.CODERS)
def test_order_and_processes_do_not_change_the_record(coder: str, tmp_path: Path) -> None:
    """Shuffled input in a pool of two gives the same events as sorted input in one process."""
    lines = rows(60)
    run(tmp_path / "a.db", "-", stdin="\n".join(lines).encode(), coder=coder)
    random.Random(7).shuffle(lines)
    run(tmp_path / "b.db", "-", stdin="\n".join(lines).encode(), coder=coder, workers=2)
    assert exported(tmp_path / "a.db")
    assert exported(tmp_path / "a.db") == exported(tmp_path / "b.db")


class Failing:
    """A coder that fails on one word and kills its process on another."""

    name = "failing"
    version = "1"

    def code(self, document: Document) -> Coded:
        """Raise, die, break the protocol, or code the first word."""
        if "raise" in document.text:
            message = "no idea"
            raise RuntimeError(message)
        if "die" in document.text:
            os._exit(9)
        words = "wrong" if "lie" in document.text else document.text[:5]
        event = CodedEvent(
            anchor=Scored(text=words, start=0, end=5, score=1.0),
            type="ASSAULT",
            status=Status.ACTUAL,
            score=1.0,
            chain=0,
        )
        return Coded(document_id=document.id, coder="failing@1", events=(event,))

    def probe(self, document: Document, spans: object) -> tuple[Probe, ...]:
        """Say nothing."""
        return ()


@pytest.mark.parametrize("word", ["raise", "lie"])
def test_a_document_that_the_coder_fails_on_is_kept(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text goes in without events, with an issue that names the failure; the run goes on."""
    monkeypatch.setitem(pipeline.CODERS, "failing", Failing)
    texts = [f"A text that will {word}.", "Another text."]
    stdin = "\n".join(json.dumps({"text": text}) for text in texts).encode()
    outcome = run(tmp_path / "w.db", "-", stdin=stdin, coder="failing")
    assert (2, 2, 1) == (outcome.run.offered, outcome.run.stored, outcome.events)
    (issue,) = outcome.issues
    assert ("coding", "coding_failed") == (issue.stage, issue.code)
    with connect(tmp_path / "w.db", write=False) as connection:
        assert set(texts) == {found.text for found in query.documents(connection, Where())}
    again = run(tmp_path / "w.db", "-", stdin=stdin, coder="lexicon")
    assert 0 == again.run.refused
    assert not again.issues


class Modelless:
    """A coder whose model is not there: it can't even say its version."""

    name = "modelless"

    @property
    def version(self) -> str:
        """Fail, as a coder without its model does."""
        message = "asset reader is missing"
        raise AssetError(message)


def test_a_coder_without_its_model_costs_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run fails before it begins: no text goes in uncoded, and no file is made."""
    monkeypatch.setitem(pipeline.CODERS, "modelless", Modelless)
    with pytest.raises(AssetError, match="missing"):
        run(tmp_path / "w.db", "-", stdin=b"Gunmen attacked.", coder="modelless")
    assert [] == list(tmp_path.iterdir())


def test_words_of_a_terminal_that_are_no_utf8_cost_no_run(tmp_path: Path) -> None:
    """A file name of other bytes is escaped in the run's arguments; a source of them is refused."""
    stdin = "\n".join(rows(1)).encode()
    outcome = run(tmp_path / "w.db", "-", stdin=stdin, arguments=("caf\udce9.txt",))
    assert (("caf\\udce9.txt",), 1) == (outcome.run.arguments, outcome.run.stored)
    with pytest.raises(UsageError, match="retype"):
        run(tmp_path / "w.db", "-", stdin=stdin, source="Caf\udce9")


def test_options_fill_missing_values_and_override_none(tmp_path: Path) -> None:
    """`--published` and `--source` are for rows that lack them."""
    lines = [
        {"text": "One text here.", "published": "2021-05-06", "source": "A"},
        {"text": "Another text here."},
    ]
    stdin = "\n".join(map(json.dumps, lines)).encode()
    run(tmp_path / "w.db", "-", stdin=stdin, published=date(2022, 1, 1), source="B")
    with connect(tmp_path / "w.db", write=False) as connection:
        found = {
            (found.source, found.published.from_ if found.published else None)
            for found in query.documents(connection, Where())
        }
    assert {("A", date(2021, 5, 6)), ("B", date(2022, 1, 1))} == found


def test_a_date_given_later_fills_the_gap(tmp_path: Path) -> None:
    """A text stored without a date and offered again with one is dated and coded anew, once."""
    text = b"A rocket attack hit the base on Thursday, killing two soldiers."
    run(tmp_path / "w.db", "-", stdin=text)
    assert '"date":null' in exported(tmp_path / "w.db")[0]
    dated = run(tmp_path / "w.db", "-", stdin=text, published=date(2022, 1, 15))
    assert (1, 0) == (dated.run.stored, dated.run.known)
    assert '"from":"2022-01-13"' in exported(tmp_path / "w.db")[0]
    again = run(tmp_path / "w.db", "-", stdin=text, published=date(2023, 1, 15))
    assert (0, 1) == (again.run.stored, again.run.known)


def test_a_text_with_too_many_events_is_kept_with_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The events past the most that a document may have are counted in `issues`."""
    monkeypatch.setattr(lexicon, "MOST_EVENTS", 40)
    outcome = run(tmp_path / "w.db", "-", stdin=b"Gunmen attacked the town. " * 50)
    (issue,) = outcome.issues
    assert ("too_many_events", 40) == (issue.code, outcome.events)
    assert "10 more" in issue.message


def test_an_inferred_date_gives_way_to_a_stated_one(tmp_path: Path) -> None:
    """A date that only the words suggest is replaced by the one a person gives, not the reverse."""
    text = (
        b"The first two weeks of 2022 saw the militias launch attacks, including a rocket attack"
        b" Thursday. The adviser had warned of them in a Jan. 9 statement."
    )
    run(tmp_path / "w.db", "-", stdin=text)
    with connect(tmp_path / "w.db", write=False) as connection:
        (found,) = query.documents(connection, Where())
    assert found.published is not None
    assert found.published.rule.startswith("inferred from the text")
    run(tmp_path / "w.db", "-", stdin=text, published=date(2022, 1, 16))
    again = run(tmp_path / "w.db", "-", stdin=text)
    with connect(tmp_path / "w.db", write=False) as connection:
        (found,) = query.documents(connection, Where())
    assert (Published.on(date(2022, 1, 16), "option"), 1) == (found.published, again.run.known)
