"""The command line, command by command, inside this process."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from watchfloor.export import formats
from watchfloor.model import Document, Entry, Event, Where, decode
from watchfloor.present.cli import app
from watchfloor.present.options import FILTERS

Command = Callable[..., Result]


@pytest.fixture
def run(record: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on the record, eighty columns wide."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(record))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def lines_of(result: Result) -> list[Any]:
    """Return the JSON Lines on stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_filters_are_those_of_the_model() -> None:
    """Every field of `Where` is an option, and no other is."""
    assert sorted(FILTERS) == sorted(field.name for field in fields(Where))


def test_events_lists_one_a_line(run: Command) -> None:
    """A narrow table shows who did what to whom, with the status as a symbol."""
    result = run("events")
    assert result.exit_code == 0
    assert "● ASSAULT" in result.stdout
    assert "River Front → three" in result.stdout
    assert "● actual  △ threatened" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_wide_events_show_the_words(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for it the anchor, the dead and the source are there."""
    monkeypatch.setenv("COLUMNS", "150")
    first = run("events").stdout.splitlines()[2]
    for words in ("● actual", "killed", "Taji, IRQ", "Example Wire"):
        assert words in first


def test_events_as_json_are_the_contract(run: Command) -> None:
    """Each line decodes into an event."""
    found = [decode(Event, line) for line in lines_of(run("events", "--json"))]
    assert [event.type for event in found] == ["ASSAULT", "THREATEN"]


@pytest.mark.parametrize(
    "filters",
    [
        ("--type", "THREATEN"),
        ("--status", "threatened", "--status", "denied"),
        ("--actor", "the front", "--mode", "violence"),
    ],
)
def test_filters_choose_events(run: Command, filters: tuple[str, ...]) -> None:
    """Filters are joined by and, repeated ones by or."""
    found = lines_of(run("events", "--json", *filters))
    assert [one["type"] for one in found] == ["THREATEN"]


@pytest.mark.parametrize("kind", ["events", "documents"])
def test_a_document_is_named_by_its_first_digits(run: Command, entry: Entry, kind: str) -> None:
    """What tables show of an id is enough to filter by; an event stands for its document."""
    whole = lines_of(run(kind, "--json"))
    for identifier in (entry.reading.document.id, entry.events[0].id):
        assert whole == lines_of(run(kind, "--json", "--document", identifier[:8]))


def test_limit_cuts_and_says_so(run: Command) -> None:
    """A table that was cut says how to see more; stdout holds rows alone."""
    result = run("events", "--limit", 1)
    assert result.stderr.startswith("first 1; more with --limit")
    assert "THREATEN" not in result.stdout
    assert len(lines_of(run("events", "--json", "--limit", 1))) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("events", "--actor", "nobody of that name"),
        ("events", "--json", "--actor", "nobody of that name"),
        ("documents", "--source", "No Such Wire"),
        ("search", "unheard"),
        ("search", "unheard", "--json"),
        ("show", "ffffffff"),
        ("events", "--document", "ffffffff"),
        ("documents", "--document", "ffffffff", "--json"),
        ("export", "events", "--format", "csv", "--document", "ffffffff"),
        ("issues", "--run", "no such run"),
        ("export", "events", "--format", "jsonl", "--type", "AID"),
    ],
)
def test_nothing_matched_is_three(run: Command, arguments: tuple[str, ...]) -> None:
    """Nothing found: exit 3, a word on stderr, an empty stdout."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments,words",
    [
        (("events", "--type", "WAR"), "unknown type WAR"),
        (("events", "--since", "soon"), "YYYY-MM-DD"),
        (("events", "--near", "1,2"), "lat,lon,km"),
        (("events", "--since", "2022-02-01", "--until", "2022-01-01"), "backwards"),
        (("events", "--actor", ""), "--actor is empty"),
        (("events", "--country", "IRQ", "--country", " "), "--country is empty"),
        (("documents", "--document", "ab"), "at least 4"),
        (("events", "--colour", "red"), "No such option"),
        (("export", "claims", "--format", "geojson"), "claims as jsonl, csv, parquet"),
        (("export", "events"), "--format"),
        (("show", "ab"), "at least 4"),
        (("issues", "--limit", "0"), "Invalid value"),
        (("unknown",), "No such command"),
    ],
)
def test_usage_errors_are_two(run: Command, arguments: tuple[str, ...], words: str) -> None:
    """What can never work exits 2 and says why, without a traceback."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_no_record_is_one(run: Command, tmp_path: Path) -> None:
    """A missing record is one clear line and exit 1."""
    result = run("events", "--record", tmp_path / "none.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("watchfloor: no record at")
    assert result.stderr.count("\n") == 1


def test_documents_are_listed(run: Command) -> None:
    """Title, source and date stand on one line; JSON is the contract."""
    assert "Three soldiers killed" in run("documents").stdout
    found = [decode(Document, line) for line in lines_of(run("documents", "--json"))]
    assert [document.source for document in found] == ["Example Wire"]


def test_untitled_documents_show_their_first_words(
    record_of: Callable[[list[Entry]], Path], entry: Entry, run: Command
) -> None:
    """Without a title the text speaks."""
    del entry
    path = record_of([])
    assert run("documents", "--record", path).exit_code == 3


@pytest.mark.parametrize("columns", ["80", "140"])
def test_show_has_text_and_fields(
    run: Command, entry: Entry, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """Each value stands with its words and offsets, below the text or beside it."""
    monkeypatch.setenv("COLUMNS", columns)
    shown = run("show", entry.reading.document.id[:8]).stdout
    for words in (
        "killed¹ three soldiers",
        "Gunmen of the River Front = River Front",
        "Thursday = 2022-01-06 (last weekday)",
        "Taji = Taji, IRQ (town)  53–57",
        "three = 3  33–38",
        "claim: denial",
        "about 2,500"[6:],
        "relation: backs",
    ):
        assert words in shown
    beside = any("killed¹" in line and "1 ASSAULT" in line for line in shown.splitlines())
    assert beside == (columns == "140")


def test_show_an_event_shows_it_alone(run: Command, entry: Entry) -> None:
    """The id of an event leaves the other events of the text out."""
    shown = run("show", entry.events[1].id[:8]).stdout
    assert "1 THREATEN, violence" in shown
    assert "ASSAULT" not in shown
    assert shown.index("1 THREATEN, violence") < shown.index("Gunmen of the River")
    assert f"the whole text: watchfloor show {entry.reading.document.id[:8]}" in shown


def test_show_as_json_is_one_object(run: Command, entry: Entry) -> None:
    """The object holds the document and its rows."""
    (found,) = lines_of(run("show", entry.reading.document.id, "--json"))
    assert entry.reading.document.text == found["document"]["text"]
    assert [event["type"] for event in found["events"]] == ["ASSAULT", "THREATEN"]


def test_search_shows_the_passage(run: Command) -> None:
    """A hit shows where it stands; JSON has the pieces."""
    assert "About 2,500 troops remain" in run("search", "troops").stdout
    (hit,) = lines_of(run("search", "troops", "--json"))
    assert ["troops", True] in hit["snippet"]


def test_issues_are_listed_and_chosen_by_run(run: Command) -> None:
    """What was refused is listed with where and why, for one run or all."""
    (row,) = lines_of(run("issues", "--json", "--run", "last"))
    assert (row["code"], row["line"]) == ("empty", 3)
    assert "b.txt:3" in run("issues").stdout
    assert "leave it out" in run("issues").stdout
    result = run("issues", "--run", "ffff")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "watchfloor runs" in result.stderr


def test_runs_are_listed_with_their_counts(run: Command) -> None:
    """A run shows how many it was offered and what became of them."""
    (row,) = lines_of(run("runs", "--json"))
    assert [row[name] for name in ("offered", "stored", "known", "refused")] == [2, 1, 0, 1]
    assert "2022-01-08 00:00" in run("runs").stdout


@pytest.mark.parametrize("kind,name", [one for one in formats.pairs() if one[0] != "corrections"])
def test_every_pair_is_exported(run: Command, tmp_path: Path, kind: str, name: str) -> None:
    """Each kind in each of its formats goes to stdout and, the same, into a file."""
    streamed = run("export", kind, "--format", name)
    target = tmp_path / "out"
    assert run("export", kind, "--format", name, "-o", target).exit_code == 0
    assert streamed.stdout_bytes == target.read_bytes()
    assert streamed.exit_code == 0


def test_maps_say_what_they_leave_out(run: Command) -> None:
    """The event without a place is counted on stderr."""
    result = run("export", "events", "--format", "geojson")
    assert len(json.loads(result.stdout)["features"]) == 1
    assert result.stderr == "left out 1 of 2 events without coordinates\n"


def test_an_empty_export_has_a_header_and_exits_three(run: Command, tmp_path: Path) -> None:
    """No rows: the file is there with its header, and the exit code says that it is empty."""
    target = tmp_path / "out.csv"
    result = run("export", "events", "--format", "csv", "--type", "AID", "-o", target)
    assert result.exit_code == 3
    header = next(csv.reader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert header[:3] == ["id", "chain", "document_id"]
    assert len(target.read_text(encoding="utf-8").splitlines()) == 1


def test_a_refused_export_leaves_no_file(run: Command, tmp_path: Path) -> None:
    """A filter that cannot be read costs no file that is already there."""
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    assert run("export", "events", "--format", "csv", "--near", "x", "-o", target).exit_code == 2
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("command", ["documents", "search soldiers", "issues", "show"])
def test_hostile_titles_cannot_reach_the_terminal(
    run: Command, hostile_record: Path, command: str
) -> None:
    """Escape sequences, controls and overrides of titles, sources and paths are stripped."""
    arguments = command.split()
    if command == "show":
        (document,) = lines_of(run("documents", "--json", "--record", hostile_record))
        arguments.append(document["id"])
    shown = run(*arguments, "--record", hostile_record).stdout
    assert shown
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")
    assert "owned" not in shown


def test_version_and_help() -> None:
    """Both answer and exit 0; help names every command."""
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("watchfloor 0.")
    shown = CliRunner().invoke(app, ["--help"]).stdout
    commands = (
        *("ingest", "demo", "events", "documents", "show", "search", "issues", "runs"),
        *("export", "doctor"),
    )
    assert [name for name in commands if name not in shown] == []
