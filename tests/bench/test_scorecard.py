"""The page of all figures, from made-up results and reports."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import main
from bench.gate import OTHERS
from bench.product import Product
from bench.reports import MOST_FAILURES, read_reports
from bench.scorecard import MOST_ROWS, WHAT, scorecard
from bench.tasks import TASKS
from watchfloor.errors import InputError

Folder = Callable[[str, Any], Path]

RESULT: dict[str, Any] = {
    "task": "muc4",
    "metrics": {"ree_f1": 57.31, "template_f1": None},
    "baseline": {"ree_f1": 1.5},
    "documents": 60,
    "docs_per_s": 12.3,
    "data_sha256": "d" * 64,
    "model_sha256": "e" * 64,
    "data": "muc4/dev.jsonl",
    "intervals": {"ree_f1": [50.0, 60.25]},
    "why": {"template_f1": "made up"},
    "tables": [
        {"title": "F1 by slot", "columns": ["slot", "REE", "gold"], "rows": [["Target", 0.5, 4]]}
    ],
    "date": "2030-01-02",
    "machine": "2 cores",
}


@pytest.fixture
def put(tmp_path: Path) -> Folder:
    """Return a function that writes a value as JSON into a folder and returns the folder."""

    def write(name: str, value: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")
        return path.parent

    return write


def test_a_figure_stands_beside_interval_baseline_peer_and_aim(put: Folder, tmp_path: Path) -> None:
    """Bold, as it is at its aim; a null figure has its reason instead of a row."""
    page = scorecard(put("results/a.json", RESULT), tmp_path / "none")
    row = next(line for line in page.splitlines() if line.startswith("| muc4 | muc4/dev.jsonl |"))
    assert row == (
        "| muc4 | muc4/dev.jsonl | ree f1 | **57.3** | 50.0–60.2 |  | 1.5 "
        "| 54.5 GRIT, 57.3 IterX | 57.3 |"
    )
    assert "- no template f1: made up" in page
    assert "| Target | 0.500 | 4 |" in page
    assert "Calibration" not in page
    assert "Failures" not in page


def test_each_task_has_its_place_on_the_page() -> None:
    """A new task is not forgotten."""
    assert set(WHAT) == {*TASKS, *OTHERS}


def test_a_lower_share_reaches_its_aim_from_above(put: Folder, tmp_path: Path) -> None:
    """Three per cent of unreal events taken for real is better than four."""
    result = {**RESULT, "task": "dispatches", "data": "dispatches/dev.jsonl"}
    result["metrics"] = {"unreal_as_real": 0.03, "event_f1": 0.03}
    page = scorecard(put("results/a.json", result), tmp_path / "none")
    assert "| unreal as real | **0.030** |" in page
    assert "| event f1 | 0.030 |" in page


def test_reports_add_seeds_calibration_and_failures(put: Folder, tmp_path: Path) -> None:
    """Mean and spread of three seeds; a bin; a failure with its sentence."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The raid\nthat never was. More.", encoding="utf-8")
    failure = {"field": "status", "text": "The raid that never was.", "said": "actual"}
    put(
        "reports/seeds.json",
        {"task": "muc4", "data": "muc4/dev.jsonl", "metric": "ree_f1", "seeds": [56, 57, 58]},
    )
    put("reports/bins.json", [{"field": "type", "bins": [{"score": 0.9, "share": 0.8, "n": 40}]}])
    put("reports/log.json", {"steps": 3})
    reports = put("reports/failures.json", [{**failure, "gold": []}] * (MOST_FAILURES + 1))
    found = read_reports(reports, corpus)
    assert found.seeds["muc4", "muc4/dev.jsonl", "ree_f1"] == (56, 57, 58)
    assert found.calibrations[0].bins == ((0.9, 0.8, 40),)
    assert len(found.failures) == MOST_FAILURES
    assert (found.failures[0].said, found.failures[0].gold) == ("actual", "nothing")


def test_the_page_shows_the_reports(
    put: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each kind of report has its section or column."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The raid that never was.", encoding="utf-8")
    monkeypatch.setattr("bench.reports.CORPUS", corpus)
    monkeypatch.setattr("bench.scorecard.read_reports", lambda folder: read_reports(folder, corpus))
    put(
        "reports/seeds.json",
        {"task": "muc4", "data": "muc4/dev.jsonl", "metric": "ree_f1", "seeds": [56, 57, 58]},
    )
    put("reports/bins.json", {"field": "type", "bins": [{"score": 0.9, "share": 0.8, "n": 40}]})
    failure = {"field": "status", "text": "The raid that never was.", "said": "actual"}
    reports = put("reports/f.json", {**failure, "gold": "denied", "note": "Why."})
    page = scorecard(put("results/a.json", RESULT), reports)
    assert "| 57.0 ± 1.0 (3) |" in page
    assert "trainings of the stage `finish`" in page
    assert "on which these scores were fitted" in page
    assert "| 0.90 | 0.80 | 40 |" in page
    assert "1. > The raid that never was.\n\n   status: said actual; right denied.\n   Why." in page


def test_a_failure_from_another_text_is_refused(put: Folder, tmp_path: Path) -> None:
    """No text of a development set gets onto the page."""
    failure = {"field": "type", "text": "They met.", "said": "AID", "gold": "CONSULT"}
    with pytest.raises(InputError, match="is not in"):
        read_reports(put("reports/failures.json", [failure]), tmp_path / "corpus")


def test_a_damaged_report_is_refused(put: Folder) -> None:
    """The message names the file."""
    reports = put("reports/bins.json", {"field": "type", "bins": [{"score": 0.9}]})
    with pytest.raises(InputError, match="bins"):
        read_reports(reports)


def test_a_cross_validated_line_takes_the_place_of_the_kept_result(put: Folder) -> None:
    """What a coder says of its own training set is not shown."""
    plover = {**RESULT, "task": "plover", "data": "plover/plv_train.jsonl"}
    line = {**RESULT, "task": "plover", "metrics": {"root_f1": 0.8}, "docs_per_s": None, "cv": True}
    del line["data"], line["why"], line["tables"]
    reports = put("reports/cv.json", line)
    page = scorecard(put("results/a.json", {**plover, "metrics": {"root_f1": 0.99}}), reports)
    assert "| root f1 | 0.800 (cv) |" in page
    assert "0.99" not in page
    assert "by cross-validation" in page


def test_long_tables_are_cut_and_counted(put: Folder, tmp_path: Path) -> None:
    """The rest is a number, not silence."""
    rows = [[f"type {n}", n] for n in range(MOST_ROWS + 2)]
    result = {**RESULT, "tables": [{"title": "Types", "columns": ["type", "n"], "rows": rows}]}
    assert "and 2 more." in scorecard(put("results/a.json", result), tmp_path / "none")


def test_the_command_writes_the_page(
    put: Folder, tmp_path: Path, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """To a file or to stdout; without results it says what makes them."""
    results, out = put("results/a.json", RESULT), tmp_path / "quality.md"
    command = ["scorecard", "--reports", str(tmp_path / "none"), "--results"]
    assert main([*command, str(results), "-o", str(out)], lambda _: product) == 0
    assert main([*command, str(results)], lambda _: product) == 0
    assert out.read_text(encoding="utf-8") == capsys.readouterr().out
    assert main([*command, str(tmp_path)], lambda _: product) == 2
    assert "gate --set" in capsys.readouterr().err


def test_other_baselines_and_their_reasons_stand_with_the_file(put: Folder, tmp_path: Path) -> None:
    """A tool that was run beside ours has its figure; one that is not installed, its reason."""
    baseline = {
        "ree_f1": 1.5,
        "othertool_ree_f1": 17.2,
        "lacking_ree_f1": None,
        "lacking_template_f1": None,
        "why": {"lacking_ree_f1": "not installed", "lacking_template_f1": "not installed"},
    }
    page = scorecard(put("results/a.json", {**RESULT, "baseline": baseline}), tmp_path / "none")
    assert "- othertool ree f1: 17.2\n- no baseline lacking ree f1: not installed\n" in page
    assert "lacking template f1" not in page
