"""Commands that write: what they hand to the pipeline, and what they say of its outcome."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from watchfloor import pipeline, pipeline_ingest
from watchfloor.errors import UsageError
from watchfloor.model import Issue, Run, Severity
from watchfloor.pipeline_tally import Outcome, Progress
from watchfloor.present import command_ingest, progress
from watchfloor.present.cli import app
from watchfloor.present.command_ingest import demo_texts, outcome_line, per_second


def issue(severity: Severity, number: int = 1) -> Issue:
    """Return an issue of one input."""
    return Issue(
        severity=severity,
        stage="ingest",
        code="binary",
        origin="a\x1b[2J.bin",
        line=number,
        message="no text: leave it out",
    )


def outcome(offered: int, stored: int, known: int, issues: tuple[Issue, ...] = ()) -> Outcome:
    """Return the outcome of a run that refused the rest."""
    refused = offered - stored - known
    run = Run(
        id="0123456789abcdef0123",
        command="ingest",
        arguments=(),
        version="0",
        coder="hand@1",
        started="2022-01-08T00:00:00+00:00",
        offered=offered,
        stored=stored,
        known=known,
        refused=refused,
    )
    return Outcome(run=run, events=7, issues=issues, dropped_issues=0)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Replace the pipeline by one that notes its arguments and hands back `outcome`."""
    seen: dict[str, Any] = {"outcome": outcome(3, 2, 1)}

    def fake(record: Path, inputs: Any, options: Any, **more: Any) -> Outcome:
        seen.update(record=record, inputs=list(inputs), options=options, more=more)
        result: Outcome = seen["outcome"]
        return result

    monkeypatch.setattr(pipeline_ingest, "ingest", fake)
    monkeypatch.delenv("WATCHFLOOR_RECORD", raising=False)
    return seen


def ingest(*arguments: str) -> Result:
    """Run `ingest`."""
    return CliRunner().invoke(app, ["ingest", *arguments])


def test_options_reach_the_pipeline(calls: dict[str, Any]) -> None:
    """Every option arrives, with the paths and the record."""
    result = ingest(
        *("a.txt", "-", "--record", "r.db", "--published", "2022-01-16", "--source", "Wire"),
        *("--encoding", "latin-1", "--coder", "lexicon", "--workers", "0", "--no-raw"),
    )
    assert result.exit_code == 0
    options = calls["options"]
    assert (calls["record"], calls["inputs"]) == (Path("r.db"), ["a.txt", "-"])
    assert (options.published, options.source) == (date(2022, 1, 16), "Wire")
    assert (options.encoding, options.coder, options.workers) == ("latin-1", "lexicon", 0)
    assert options.keep_raw is False
    assert "a.txt" in options.arguments
    assert calls["more"]["clock"]().tzinfo is UTC
    assert isinstance(calls["more"]["clock"](), datetime)


def test_the_coder_is_the_default_of_the_pipeline(calls: dict[str, Any]) -> None:
    """Without --coder the pipeline's own default reads; the help names every coder there is."""
    ingest("a.txt")
    assert pipeline.DEFAULT_CODER == calls["options"].coder
    shown = ingest("--help").stdout
    assert [name for name in pipeline.CODERS if name not in shown] == []
    assert f"[default: {pipeline.DEFAULT_CODER}]" in shown


@pytest.mark.parametrize("environment,expected", [("", "watchfloor.db"), ("other.db", "other.db")])
def test_record_comes_from_the_environment(
    calls: dict[str, Any], monkeypatch: pytest.MonkeyPatch, environment: str, expected: str
) -> None:
    """Without an option the environment decides; an empty variable is none."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", environment)
    ingest("a.txt")
    assert Path(expected) == calls["record"]


def test_the_last_line_adds_up() -> None:
    """In = out + refused, with the rate."""
    assert outcome_line(outcome(1003, 1000, 2), 2.0) == (
        "1,003 offered = 1,000 stored + 2 already known + 1 refused; 7 events in 2.0 s, "
        "502 documents/s"
    )


def test_nothing_is_on_stderr_when_nobody_watches(calls: dict[str, Any]) -> None:
    """In a pipe there is no progress, and stdout is the one line."""
    result = ingest("a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("3 offered = 2 stored + 1 already known + 0 refused")
    assert calls["more"]["progress"] is None


def test_refusals_are_listed_and_exit_four(calls: dict[str, Any]) -> None:
    """Some inputs refused: exit 4, each with where, code and what to do, harmless to print."""
    refused = tuple(issue(Severity.REFUSED, number) for number in range(1, 24))
    calls["outcome"] = outcome(25, 2, 0, (*refused, issue(Severity.WARNING)))
    result = ingest("a.bin")
    lines = result.stderr.splitlines()
    assert result.exit_code == 4
    assert lines[0] == "refused a.bin:1: binary: no text: leave it out"
    assert lines[20:] == [
        "... and 3 more: watchfloor issues --run 01234567",
        "1 warning: watchfloor issues --run 01234567",
    ]


def test_json_is_one_object(calls: dict[str, Any]) -> None:
    """The object has the counts, the issues and the rate; nothing else is on stdout."""
    calls["outcome"] = outcome(3, 2, 0, (issue(Severity.REFUSED),))
    result = ingest("a.txt", "--json")
    found = json.loads(result.stdout)
    assert list(found) == [
        *("run", "offered", "stored", "known", "refused", "events", "issues", "seconds"),
        "docs_per_s",
    ]
    assert (found["offered"], found["refused"], found["issues"][0]["code"]) == (3, 1, "binary")
    assert result.exit_code == 4


def test_no_inputs_is_three(calls: dict[str, Any]) -> None:
    """An empty folder is nothing matched."""
    calls["outcome"] = outcome(0, 0, 0)
    result = ingest("empty")
    assert result.exit_code == 3
    assert "nothing to ingest" in result.stderr


def test_a_published_date_must_be_a_day(calls: dict[str, Any]) -> None:
    """A date that cannot be read stops before anything is read."""
    result = ingest("a.txt", "--published", "Thursday")
    assert result.exit_code == 2
    assert "--published wants a day as YYYY-MM-DD, not 'Thursday'" in result.stderr
    assert "record" not in calls


@pytest.mark.parametrize(
    "error,code,words",
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (OSError(28, "No space left on device"), 1, "No space left"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_failures_are_one_line(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str
) -> None:
    """Interrupts, a full disk and a reader who left each have their exit code."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(pipeline_ingest, "ingest", fail)
    result = ingest("a.txt")
    assert result.exit_code == code
    assert words in result.stderr
    assert result.stderr.count("\n") == bool(words)


def test_a_rate_needs_no_time() -> None:
    """A run too short to measure has a rate all the same."""
    assert per_second(3, 0.0) == 3000


def test_demo_reads_the_texts_but_not_the_note(tmp_path: Path) -> None:
    """The note on origin is no dispatch; a package without texts says what to do."""
    for name in ("b.txt", "a.html", "README.md"):
        (tmp_path / name).touch()
    assert [Path(path).name for path in demo_texts(tmp_path)] == ["a.html", "b.txt"]
    with pytest.raises(UsageError, match="install the package again"):
        demo_texts(tmp_path / "none")


def test_demo_shows_what_is_in_the_record(
    calls: dict[str, Any], record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo ends with counts by status and type, and commands with ids of the record."""
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, ["demo", "--record", str(record)])
    assert result.exit_code == 0
    for words in ("● actual", "THREATEN", "Taji, IRQ", "1 document from 1 source", "empty"):
        assert words in result.stdout
    assert calls["options"].command == "demo"
    assert "http://127.0.0.1:8765/" in result.stdout.splitlines()[-1]
    commands = [line for line in result.stdout.splitlines() if "watchfloor show" in line]
    for command in commands:
        shown = CliRunner().invoke(app, command.split()[1:])
        assert shown.exit_code == 0
    assert len(commands) == 2


@pytest.mark.parametrize("named", [True, False])
def test_demo_names_the_record_where_it_must(
    calls: dict[str, Any], record: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    """The next commands name the record unless they would find it by themselves."""
    if not named:
        monkeypatch.setenv("WATCHFLOOR_RECORD", str(record))
    found = json.loads(CliRunner().invoke(app, ["demo", "--record", str(record), "--json"]).stdout)
    assert [named] * 4 == [f"--record {record}" in command for command in found["next"]]
    assert calls["record"] == record


@pytest.mark.parametrize("name,code", [("nope", 2), ("base64", 2), ("utf-16", 0), ("cp1252", 0)])
def test_an_encoding_must_be_a_charset(calls: dict[str, Any], name: str, code: int) -> None:
    """A charset that Python does not know is refused before anything is read."""
    result = ingest("a.txt", "--encoding", name)
    assert code == result.exit_code
    assert ("options" in calls) == (code == 0)
    assert (f"no charset '{name}'" in result.stderr) == (code == 2)


def test_demo_as_json_is_one_object(calls: dict[str, Any], record: Path) -> None:
    """The object holds the run, the summary and the next commands."""
    found = json.loads(CliRunner().invoke(app, ["demo", "--record", str(record), "--json"]).stdout)
    assert found["summary"]["documents"] == 1
    assert len(found["next"]) == 4
    assert found["offered"] == calls["outcome"].run.offered


def test_demo_has_a_record_of_its_own(
    calls: dict[str, Any], monkeypatch: pytest.MonkeyPatch, record: Path
) -> None:
    """Without option and environment the demo leaves the analyst's record alone."""
    seen: list[Path] = []

    def glance_at(path: Path) -> Any:
        seen.append(path)
        return real(record)

    from watchfloor.present import summary

    real = summary.glance_at
    monkeypatch.setattr(summary, "glance_at", glance_at)
    CliRunner().invoke(app, ["demo"])
    assert [calls["record"], *seen] == [Path(command_ingest.DEMO_RECORD)] * 2


def test_progress_is_shown_to_somebody_who_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal the meter counts; `quiet` keeps it away."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=sys.stderr))
    with progress.meter(quiet=False) as report:
        assert report is not None
        report(Progress(offered=64, stored=60, known=1, refused=3, events=200))
    with progress.meter(quiet=True) as report:
        assert report is None
    assert "64 read, 200 events, 3 refused" in capsys.readouterr().err
