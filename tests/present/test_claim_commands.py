"""`watchfloor claims`, and a claim under `show`, on the record coded by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import watchfloor
from watchfloor.model import Entry
from watchfloor.present.cli import app

KEYS = [
    *("id", "document_id", "external_id", "kind", "speaker", "content", "quoted", "cue"),
    *("condition", "horizon", "event_id", "incident_id", "via", "accused"),
]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every table a hundred and forty columns."""
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("NO_COLOR", "1")


def run(record: Path, *words: str) -> Result:
    """Run the command line on a record."""
    return CliRunner().invoke(app, [*words, "--record", str(record)])


def test_json_has_the_shape_of_the_contract_and_the_incident(record: Path) -> None:
    """Keys in their order, words with offsets, and what the claim is about."""
    result = run(record, "claims", "--json")
    assert 0 == result.exit_code
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert KEYS == list(row)
    assert ("denial", "its spokesman") == (row["kind"], row["speaker"]["text"])
    assert [] == row["via"] == row["accused"]
    shown = run(record, "show", row["event_id"], "--json")
    (event,) = json.loads(shown.stdout)["events"]
    assert row["incident_id"] == event["incident_id"]


def test_a_table_shows_who_says_what_about_which_incident(record: Path) -> None:
    """Direct speech stands in quotation marks; the incident is named by its first digits."""
    (row,) = [json.loads(line) for line in run(record, "claims", "--json").stdout.splitlines()]
    result = run(record, "claims")
    assert 0 == result.exit_code
    for words in ("denial", "its spokesman", "“We deny it,”", "deny", row["incident_id"][:8]):
        assert words in result.stdout


def test_show_of_a_claim_names_cue_and_incident(record: Path) -> None:
    """The id of a claim shows its document with that claim alone."""
    (row,) = [json.loads(line) for line in run(record, "claims", "--json").stdout.splitlines()]
    result = run(record, "show", row["id"])
    assert 0 == result.exit_code
    for words in ("claim: denial", "cue", "We deny it,", row["incident_id"][:8]):
        assert words in result.stdout
    alone = json.loads(run(record, "show", row["id"], "--json").stdout)
    assert [row] == alone["claims"]
    assert [] == alone["events"]


@pytest.mark.parametrize(
    "options, code",
    [
        (("--kind", "denial", "--speaker", "SPOKESMAN"), 0),
        (("--kind", "blame", "--kind", "denial"), 0),
        (("--kind", "blame"), 3),
        (("--speaker", "nobody at all"), 3),
        (("--type", "assault", "--status", "actual", "--place", "Taji"), 0),
        (("--country", "USA"), 3),
        (("--kind", "rumour"), 2),
        (("--set", "violence"), 2),
    ],
)
def test_filters(record: Path, options: tuple[str, ...], code: int) -> None:
    """Kind and speaker are of the claim, place and type of the event that it is about."""
    assert code == run(record, "claims", *options).exit_code


def test_python_reads_claims_with_the_same_filters(record: Path) -> None:
    """`record.claims.where(kind=..., speaker=...)` is the command line's list."""
    with watchfloor.open(record) as opened:
        assert ["denial"] == [str(one.kind) for one in opened.claims.where(kind="denial")]
        assert not opened.claims.where(speaker="nobody")
        assert ["deny"] == [one["text"] for one in opened.claims.arrow()["cue"].to_pylist()]


def test_nothing_matched(record_of: Callable[[list[Entry]], Path]) -> None:
    """A record without claims exits with 3, as a table and as JSON."""
    empty = record_of([])
    assert 3 == run(empty, "claims").exit_code
    assert 3 == run(empty, "claims", "--json").exit_code
