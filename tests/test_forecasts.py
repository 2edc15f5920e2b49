"""The forecast ledger: claims of a record, resolved by people, scored, and undone."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.present.conftest import make_entry, write_record
from watchfloor.model import Cited, Claim, ClaimKind, Document, Entry, Horizon, Speaker, content_id
from watchfloor.present.cli import app

WORDS = "Three soldiers were killed in Taji on Thursday"
NEXT = "If talks fail, another attack in Taji is likely in January, the River Front said"


def forecast(document: Document, words: str, **more: Any) -> Claim:
    """Return a claim of kind forecast with those words, by the River Front."""
    start = document.text.index(words)
    values: dict[str, Any] = {
        "speaker": Speaker.inferred(entity_id="river-front", name="River Front"),
        "condition": Cited(text="If talks fail", start=start, end=start + len("If talks fail"))
        if words.startswith("If talks fail")
        else None,
        "horizon": Horizon(date(2022, 1, 1), date(2022, 1, 31)),
        "event_id": None,
    }
    return Claim(
        id=content_id("claim", document.id, start, words),
        document_id=document.id,
        external_id=None,
        kind=ClaimKind.FORECAST,
        content=Cited(text=words, start=start, end=start + len(words)),
        quoted=False,
        cue=None,
        **values | more,
    )


def entry(title: str, text: str, *, unnamed: bool = False) -> Entry:
    """Return the dispatch of the tests with another text around it and its forecast."""
    made = make_entry(title, f"Wire {title}")
    document = replace(made.reading.document, text=f"{made.reading.document.text}\n{text}.")
    document = Document.new(
        document.text,
        source=document.source,
        title=document.title,
        external_id=document.external_id,
        published=document.published,
        language="en",
    )
    events = tuple(
        replace(one, document_id=document.id, id=content_id(one.id, title), chain="")
        for one in made.events
    )
    events = tuple(replace(one, chain=one.id) for one in events)
    about = forecast(
        document,
        text.partition(", the")[0],
        event_id=events[0].id,
        **({"speaker": Speaker.inferred(role="analysts")} if unnamed else {}),
    )
    assert made.coded is not None
    return replace(
        made,
        reading=replace(made.reading, document=document),
        coded=replace(made.coded, document_id=document.id),
        events=events,
        claims=(about,),
        figures=(),
        relations=(),
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of a forecast, its repetition, and one by nobody on the record."""
    entries = [
        entry("one", NEXT),
        entry("two", NEXT),
        entry("three", "A truce is almost certain, the analysts said", unnamed=True),
        entry("four", "A raid could follow, the River Front said"),
    ]
    return write_record(tmp_path_factory.mktemp("forecasts") / "record.db", entries)


@pytest.fixture
def record(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the record, read a hundred and forty columns wide."""
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("NO_COLOR", "1")
    return copyfile(whole, tmp_path / "record.db")


def run(record: Path, *words: str) -> Result:
    """Run the command line on the record."""
    return CliRunner().invoke(app, [*words, "--record", str(record)])


def listed(record: Path, *options: str) -> list[dict[str, Any]]:
    """Return the ledger as JSON."""
    result = run(record, "forecasts", "--json", *options)
    assert 0 == result.exit_code, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def found(record: Path, words: str) -> dict[str, Any]:
    """Return the forecast that holds these words."""
    return next(one for one in listed(record) if words in one["outcome"]["text"])


def resolve(record: Path, identifier: str, outcome: str) -> Result:
    """Resolve a forecast as Ana."""
    return run(
        record,
        *("forecasts", "resolve", identifier, "--outcome", outcome),
        *("--evidence", "https://wire.example/7", "--author", "Ana"),
    )


def test_what_is_said_twice_is_one_forecast(record: Path) -> None:
    """Same speaker, same words: one row with both claims, a range by ICD 203, a horizon."""
    rows = listed(record)
    assert 3 == len(rows)
    one = found(record, "another attack")
    assert 2 == len(one["claims"])
    assert {"words": "likely", "low": 0.55, "high": 0.8} == one["probability"]
    assert {"from": "2022-01-01", "to": "2022-01-31"} == one["horizon"]
    assert one["on_record"]
    assert found(record, "raid could")["probability"] is None
    assert not found(record, "truce")["on_record"]


def test_the_outcome_does_not_repeat_the_condition(record: Path) -> None:
    """What is to come stands alone, its condition beside it."""
    one = found(record, "another attack")
    assert "another attack in Taji is likely in January" == one["outcome"]["text"]
    assert "If talks fail" == one["condition"]["text"]


def test_incidents_that_bear_on_it_are_suggested(record: Path) -> None:
    """Of its type, in its horizon, with its actor and country; the machine decides nothing."""
    one = found(record, "another attack")
    incidents = [
        json.loads(line) for line in run(record, "incidents", "--json").stdout.splitlines()
    ]
    assert one["suggested"]
    assert {"ASSAULT"} == {row["type"] for row in one["suggested"]}
    assert {row["incident_id"] for row in one["suggested"]} <= {row["id"] for row in incidents}
    assert "River Front" in one["suggested"][0]["why"]
    assert one["resolution"] is None


def test_a_person_resolves_and_undoes(record: Path) -> None:
    """Signed, dated, with evidence, among the decisions; undone, the forecast is open again."""
    one = found(record, "another attack")
    done = resolve(record, one["claims"][-1][:10], "yes")
    assert 0 == done.exit_code, done.stderr
    told = found(record, "another attack")["resolution"]
    assert ("yes", "Ana", "https://wire.example/7") == (
        told["outcome"],
        told["author"],
        told["evidence"],
    )
    assert "raid" in run(record, "forecasts", "--open").stdout
    assert "another attack" not in run(record, "forecasts", "--open").stdout
    assert told["decision_id"] in run(record, "decisions", "--json").stdout
    undone = run(
        record, "decide", "undo", told["decision_id"], "--reason", "too early", "--by", "B"
    )
    assert 0 == undone.exit_code, undone.stderr
    assert found(record, "another attack")["resolution"] is None


def test_only_forecasts_with_a_number_on_the_record_are_scored(record: Path) -> None:
    """One of three has all it takes: a list of one, no ranking, and no score in the ledger."""
    assert 3 == run(record, "forecasts", "score").exit_code
    for words in ("another attack", "truce", "raid could"):
        assert 0 == resolve(record, found(record, words)["id"], "yes").exit_code
    (one,) = map(json.loads, run(record, "forecasts", "score", "--json").stdout.splitlines())
    assert ("River Front", 29, None, None) == (
        one["name"],
        one["missing"],
        one["summary"],
        one["rank"],
    )
    assert 0.105625 == pytest.approx(one["forecasts"][0]["brier"][0])
    assert "no score before 30" in run(record, "forecasts", "score").stdout
    assert 3 == run(record, "forecasts", "score", "--speaker", "nobody").exit_code
    assert all("brier" not in json.dumps(row) for row in listed(record))


@pytest.mark.parametrize("outcome", ["condition_not_met", "unresolvable"])
def test_a_condition_that_was_not_met_is_not_scored(record: Path, outcome: str) -> None:
    """It is resolved, and no mistake of its speaker."""
    one = found(record, "another attack")
    assert 0 == resolve(record, one["id"], outcome).exit_code
    assert outcome == found(record, "another attack")["resolution"]["outcome"]
    assert 3 == run(record, "forecasts", "score").exit_code


def test_the_latest_resolution_holds(record: Path) -> None:
    """Nothing is deleted: the later decision stands before the earlier."""
    one = found(record, "another attack")
    assert 0 == resolve(record, one["id"], "no").exit_code
    assert 0 == resolve(record, one["id"], "yes").exit_code
    assert "yes" == found(record, "another attack")["resolution"]["outcome"]


@pytest.mark.parametrize(
    "words, code",
    [
        (("--outcome", "perhaps", "--evidence", "x"), 2),
        (("--outcome", "yes", "--evidence", " "), 2),
        (("--outcome", "yes"), 2),
    ],
)
def test_a_resolution_needs_an_outcome_and_evidence(
    record: Path, words: tuple[str, ...], code: int
) -> None:
    """Another outcome, empty evidence or none is a slip."""
    one = found(record, "another attack")
    options = ("forecasts", "resolve", one["id"], *words, "--author", "Ana")
    assert code == run(record, *options).exit_code


def test_only_forecasts_can_be_resolved(record: Path) -> None:
    """An event's id is none; nothing is written."""
    first = json.loads(run(record, "events", "--json", "--limit", "1").stdout)
    assert 3 == resolve(record, first["id"], "yes").exit_code
    assert 3 == run(record, "decisions").exit_code


def test_filters_and_the_table(record: Path) -> None:
    """The filters of claims narrow the list; the table shows range and horizon."""
    assert 2 == len(listed(record, "--speaker", "river"))
    assert 2 == run(record, "forecasts", "--kind", "blame").exit_code
    assert 3 == run(record, "forecasts", "--speaker", "nobody").exit_code
    shown = run(record, "forecasts").stdout
    for words in ("55–80 %", "2022-01-01 to 01-31", "! due"):
        assert words in shown
