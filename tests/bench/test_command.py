"""The command line: one JSON line, a readable report, predictions, exit codes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.gate import OTHERS
from bench.product import Product
from bench.speed import Speed

Write = Callable[..., Path]

KEYS = [
    "task",
    "metrics",
    "baseline",
    "documents",
    "docs_per_s",
    "peak_mb",
    "data_sha256",
    "model_sha256",
    "seed",
]
METRICS = {
    "muc4": ["ree_f1", "template_f1"],
    "plover": ["root_f1", "quad_f1"],
    "status": ["pearson", "macro_f1", "accuracy"],
    "dispatches": [
        "event_f1",
        "status_acc",
        "unreal_as_real",
        "actor_f1",
        "recipient_f1",
        "date_exact",
        "dead_exact",
        "claims_f1",
        "incident_pairs_f1",
        "place_f1",
    ],
    "events": ["trigger_f1", "argument_f1"],
    "claims": [
        "source_f1",
        "content_f1",
        "speaker_acc",
        "source_exact",
        "content_exact",
        "cue_f1",
        "kind_macro_f1",
    ],
    "ner": ["f1", "guideline_f1"],
}


@pytest.fixture
def files(request: pytest.FixtureRequest) -> Mapping[str, Path]:
    """Return one made-up file for each task."""
    names = {name: name for name in METRICS}
    names |= {"status": "factuality", "events": "rams", "claims": "polnear", "ner": "names"}
    return {task: request.getfixturevalue(name) for task, name in names.items()}


@pytest.mark.parametrize("task", list(METRICS))
def test_json_is_exactly_one_line_of_the_agreed_shape(
    task: str, files: Mapping[str, Path], product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """Keys, their order and the metric names are those of the specification."""
    assert main([task, "--data", str(files[task]), "--json"], lambda _: product) == 0
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    line = json.loads(printed)
    assert KEYS == list(line)
    assert METRICS[task] == list(line["metrics"])
    assert set(METRICS[task]) <= set(line["baseline"])
    assert line["task"] == task
    assert line["seed"] == 0
    assert len(line["data_sha256"]) == len(line["model_sha256"]) == 64
    assert line["documents"] == len(files[task].read_text().splitlines())


def test_a_null_baseline_says_why_in_the_json(
    plover: Path, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three sentences are too few to cross-validate, with or without scikit-learn."""
    main(["plover", "--data", str(plover), "--json"], lambda _: product)
    baseline = json.loads(capsys.readouterr().out)["baseline"]
    assert baseline["tfidf_svc_root_f1"] is None
    assert "needs" in baseline["why"]["tfidf_svc_root_f1"]


@pytest.mark.parametrize("task", list(METRICS))
def test_out_holds_one_prediction_a_line(
    task: str, files: Mapping[str, Path], product: Product, tmp_path: Path
) -> None:
    """Predictions stand in the order of the file, by id."""
    out = tmp_path / "predictions.jsonl"
    main([task, "--data", str(files[task]), "--out", str(out), "--json"], lambda _: product)
    wanted = [json.loads(line)["id"] for line in files[task].read_text().splitlines()]
    assert wanted == [json.loads(line)["id"] for line in out.read_text().splitlines()]


def test_two_runs_write_the_same_predictions(
    dispatches: Path, product: Product, tmp_path: Path
) -> None:
    """Nothing in the harness depends on chance."""
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        main(["dispatches", "--data", str(dispatches), "--out", str(out)], lambda _: product)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_muc4_predictions_have_the_form_that_scorers_read(
    muc4: Path, product: Product, tmp_path: Path
) -> None:
    """Templates with a type and lists of entities, strings in lower case."""
    out = tmp_path / "predictions.jsonl"
    main(["muc4", "--data", str(muc4), "--out", str(out)], lambda _: product)
    (template,) = json.loads(out.read_text().splitlines()[0])["templates"]
    assert template == {
        "incident_type": "attack",
        "PerpInd": [],
        "PerpOrg": [["raiders"]],
        "Target": [],
        "Victim": [["farmers"]],
        "Weapon": [],
    }


def test_the_report_shows_interval_baseline_and_reasons(
    dispatches: Path, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two documents are few: each figure stands beside its interval and its baseline."""
    assert main(["dispatches", "--data", str(dispatches)], lambda _: product) == 0
    printed = capsys.readouterr().out
    assert "95 % interval" in printed
    assert "baseline 1: word dictionary" in printed
    assert "no baseline incident_pairs_f1: no two events of this file are one incident" in printed
    row = next(line for line in printed.splitlines() if line.startswith("event_f1"))
    assert ["event_f1", "0.667"] == row.split()[:2]
    assert ".." in row


def test_the_report_names_refused_and_changed_texts(
    write: Write, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ingest refused or altered is never silent."""
    path = write(
        {"id": "empty", "text": " ", "root": "AID"},
        {"id": "wide", "text": " They met.", "root": "CONSULT"},
    )
    main(["plover", "--data", str(path)], lambda _: product)
    printed = capsys.readouterr().out
    assert "1 cases refused by ingest count as empty, as:\n  empty: empty" in printed
    assert "normalisation changed 1 texts" in printed


def test_out_of_fold_predictions_are_scored_and_marked(
    plover: Path, product: Product, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """The product is not asked: nothing is timed, and the hash is that of the predictions."""
    said = write(
        {"id": "P-3", "root": "YIELD"},
        {"id": "P-1", "root": "ASSAULT"},
        {"id": "P-2", "root": None},
        name="folds.jsonl",
    )
    command = ["plover", "--data", str(plover), "--predictions", str(said)]
    assert main([*command, "--json"], lambda _: product) == 0
    line = json.loads(capsys.readouterr().out)
    assert [*KEYS, "cv"] == list(line)
    assert (line["cv"], line["docs_per_s"]) == (True, None)
    assert line["metrics"]["root_f1"] == round(2 / 3, 4)
    assert line["model_sha256"] == hashlib.sha256(said.read_bytes()).hexdigest()
    assert main(command, lambda _: product) == 0
    assert "cv: true" in capsys.readouterr().out


@pytest.mark.parametrize(
    "rows, reason",
    [
        ([{"id": "P-1", "root": "AID"}], "one row for each of the 3 sentences"),
        ([{"id": "P-1", "root": "CHAT"}], "unknown root 'CHAT'"),
    ],
)
def test_predictions_that_do_not_fit_the_file_are_refused(
    rows: list[dict[str, str]],
    reason: str,
    plover: Path,
    product: Product,
    write: Write,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A fold that was left out never becomes a figure."""
    said = write(*rows, name="folds.jsonl")
    command = ["plover", "--data", str(plover), "--predictions", str(said)]
    assert main(command, lambda _: product) == 2
    assert reason in capsys.readouterr().err
    said.unlink()
    assert main(command, lambda _: product) == 2


def test_a_missing_file_is_a_usage_error(
    product: Product, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the path."""
    assert main(["muc4", "--data", str(tmp_path / "none.jsonl")], lambda _: product) == 2
    assert "none.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content, reason",
    [
        ("", "holds nothing to measure"),
        ("{not json}\n", ":1: not JSON"),
        ("[1]\n", ":1: a row is a JSON object"),
        ('{"id": "x"}\n', "not in the format of task muc4: no field 'text'"),
    ],
)
def test_a_file_of_another_format_is_refused(
    content: str,
    reason: str,
    product: Product,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The message says where and why."""
    path = tmp_path / "file.jsonl"
    path.write_text(content)
    assert main(["muc4", "--data", str(path)], lambda _: product) == 2
    assert reason in capsys.readouterr().err


def test_an_unknown_task_is_a_usage_error(product: Product) -> None:
    """The argument parser refuses it."""
    with pytest.raises(SystemExit) as ended:
        main(["guess", "--data", "x"], lambda _: product)
    assert ended.value.code == 2


def test_help_names_each_task_with_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    """A dates file, an events file, an ner file, a muc4 file."""
    with pytest.raises(SystemExit):
        main(["--help"])
    printed = " ".join(capsys.readouterr().out.split())
    for words in (
        *("measure a dates file", "measure an events file", "measure an ner file"),
        *("measure a muc4 file", "measure an actors file", "measure a status file"),
    ):
        assert words in printed


def test_all_reports_every_file_and_goes_on_after_one_that_is_missing(
    dispatches: Path,
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Gated, kept and long ones, in this order; the exit code tells that one failed."""
    monkeypatch.setattr(
        "bench.gate.GATED", (("muc4", "none.jsonl"), ("dispatches", dispatches.name))
    )
    monkeypatch.setattr("bench.gate.REPORTED", ())
    monkeypatch.setattr("bench.apart.FILES", (("letters", dispatches.name),))
    assert main(["all", "--root", str(dispatches.parent)], lambda _: product) == 1
    printed = capsys.readouterr()
    assert "none.jsonl" in printed.err
    assert printed.out.index("dispatches: 2 documents") < printed.out.index("letters: 2 documents")


def test_speed_is_a_task_like_others(
    product: Product,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    muc4: Path,
) -> None:
    """One line with a worker's memory and both speeds; the baseline is a bare insert."""
    made = Speed(
        documents=3,
        docs_per_s=1.5,
        core_docs_per_s=2.5,
        graph_docs_per_s=4.0,
        words=600,
        peak_mb=None,
        parent_mb=70.0,
        worker_mb=None,
        quarter_documents=1,
        quarter_peak_mb=None,
        sqlite_docs_per_s=900.0,
    )
    monkeypatch.setattr("bench.speed.measure", lambda *_, **__: made)
    assert main(["speed", "--data", str(muc4), "--json"], lambda _: product) == 0
    printed = capsys.readouterr()
    line = json.loads(printed.out)
    assert (line["docs_per_s"], line["metrics"]["parent_mb"]) == (1.5, 70.0)
    assert (line["metrics"]["worker_mb"], line["baseline"]["docs_per_s"]) == (None, 900.0)
    assert "no /proc" in printed.err


def test_make_bench_runs_every_file_and_what_is_measured_otherwise() -> None:
    """`all` has the files; the Makefile adds a line for each of the others."""
    makefile = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nbench: ")[2].partition("\n\n")[0]
    for name in ("all", *OTHERS):
        verb = "bench.resolve_speed" if name == "resolving" else f"bench {name}"
        assert f"-m {verb}" in recipe
