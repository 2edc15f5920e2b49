"""`watchfloor figures` and `watchfloor relations` on the record coded by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from watchfloor.model import Entry
from watchfloor.present.cli import app


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every table a hundred and twenty columns."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("command", ["figures", "relations"])
def test_json_is_one_object_a_line_with_words_as_evidence(record: Path, command: str) -> None:
    """Every series and proposal carries the words and the document that it rests on."""
    result = CliRunner().invoke(app, [command, "--json", "--record", str(record)])
    assert result.exit_code == 0
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    held = row["points" if command == "figures" else "evidence"]
    assert all(one["words"] and one["document_id"] for one in held)


@pytest.mark.parametrize("command", ["figures", "relations"])
def test_a_table_is_printed(record: Path, command: str) -> None:
    """Without --json the same is a table."""
    result = CliRunner().invoke(app, [command, "--record", str(record)])
    assert result.exit_code == 0
    assert "words" in result.stdout


@pytest.mark.parametrize("command", ["figures", "relations"])
def test_nothing_matched(record_of: Callable[[list[Entry]], Path], command: str) -> None:
    """A record without any exits with 3."""
    empty = record_of([])
    assert CliRunner().invoke(app, [command, "--record", str(empty)]).exit_code == 3
