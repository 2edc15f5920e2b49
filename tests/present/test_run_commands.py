"""What a record says of the runs that made it, and how a text's fields were found."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchfloor.present.cli import app


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, arguments)


def ingest(*arguments: str) -> Result:
    """Ingest with the fast coder, in this process."""
    return run("ingest", "--coder", "lexicon", "--workers", "0", *arguments)


def test_the_latest_run_comes_first_and_is_the_last(tmp_path: Path) -> None:
    """`runs` lists the newest first, and `issues --run last` means that one."""
    record = str(tmp_path / "w.db")
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_bytes(b"")
        assert ingest(str(tmp_path / f"{name}.txt"), "--record", record).exit_code == 4
    listed = [
        json.loads(line) for line in run("runs", "--record", record, "--json").stdout.splitlines()
    ]
    assert ["second.txt", "first.txt"] == [Path(one["arguments"][0]).name for one in listed]
    (issue,) = run("issues", "--run", "last", "--record", record, "--json").stdout.splitlines()
    assert "second.txt" == Path(json.loads(issue)["origin"]).name


def test_show_says_how_each_field_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule behind title, source and date stands under the title, and in full in the JSON."""
    record, page = str(tmp_path / "w.db"), tmp_path / "news.jsonl"
    page.write_text('{"text": "Gunmen shot two men in Gao.", "source": "A"}\n', encoding="utf-8")
    ingest(str(page), "--published", "2021-03-04", "--record", record)
    (document,) = run("documents", "--record", record, "--json").stdout.splitlines()
    name = json.loads(document)["id"]
    monkeypatch.setenv("COLUMNS", "200")
    shown = run("show", name, "--record", record).stdout
    assert "read from news.jsonl:1 · source by row · published by option" in shown
    found = json.loads(run("show", name, "--record", record, "--json").stdout)["provenance"]
    assert {"source": "row", "published": "option"}.items() <= found["fields"].items()
    assert str(page) == found["origins"][0]["path"]
