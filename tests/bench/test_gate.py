"""The gate holds floors, refuses to lower them, and writes down why one was lowered."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from bench import gate
from bench.__main__ import main
from bench.apart import beside, measured
from bench.gate import Request, floor_of, misses, run_gate
from bench.product import Product
from bench.run import Result, run
from bench.task import Figures
from bench.tasks import TASKS
from watchfloor.errors import InputError, UsageError
from watchfloor.model import Coded, Document, Event


@pytest.fixture
def request_(
    tmp_path: Path,
    dispatches: Path,
    names: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Request:
    """Lay the made-up files out as the development files lie, and ask for a first set of floors.

    Tasks that need the tables of places and actors, or whole sets, have tests of their own; of our
    own cases those of one task stand for all.
    """
    kept = tuple(
        (task, name)
        for task, name in gate.GATED
        if task not in ("places", "actors", "fuse")
        and (task == "figures" or not name.startswith("bench/"))
    )
    monkeypatch.setattr(gate, "GATED", kept)
    root = tmp_path / "data"
    folders = ("muc4", "factuality", "plover", "wikievents", "rams", "polnear")
    sources = {name: request.getfixturevalue(name) for name in folders}
    sources |= {"dispatches": dispatches, "tempeval3": request.getfixturevalue("timeml")}
    sources |= {"ner": names, "re3d": request.getfixturevalue("re3d")}
    for _, name in (*gate.GATED, *gate.REPORTED):
        if name.startswith("bench/"):
            continue
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sources[name.split("/")[0]], root / name)
    # Floors belong to the bytes of a file: no two files of a task may be the same.
    for name in ("factuality/meantime_dev.jsonl", "ner/re3d_bio_dev.jsonl", "re3d/dev.jsonl"):
        (root / name).write_bytes((root / name).read_bytes() + b"\n")
    return Request(
        root=root,
        floors=tmp_path / "floors.json",
        results=tmp_path / "results",
        today=date(2030, 1, 2),
        set_floors=True,
    )


@dataclass(frozen=True, slots=True)
class Blind:
    """The same product after it lost its coder: nothing is found."""

    product: Product

    @property
    def digest(self) -> str:
        """Another product."""
        return "0" * 64

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read as before."""
        return self.product.read(row)

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Find nothing."""
        return Coded(document_id=document.id, coder="blind@1"), ()

    signed_weights = property(lambda self: self.product.signed_weights)
    decides = property(lambda self: self.product.decides)
    named = property(lambda self: self.product.named)
    probe = property(lambda self: self.product.probe)


def floors(request: Request) -> dict[tuple[str, str], gate.Floor]:
    """Return the written floors by data and metric."""
    return {(row["data"], row["metric"]): row for row in json.loads(request.floors.read_text())}


def test_set_writes_half_a_point_below_and_then_the_gate_passes(
    request_: Request, product: Product
) -> None:
    """Percentages have floors .5 below, shares .005; a ceiling lies above."""
    assert run_gate(request_, product)[1]
    written = floors(request_)
    assert written["muc4/dev.jsonl", "template_f1"]["floor"] == pytest.approx(85.2143)
    assert written["dispatches/dev.jsonl", "event_f1"]["floor"] == pytest.approx(0.6617)
    assert written["dispatches/dev.jsonl", "unreal_as_real"]["floor"] == 0.505
    assert run_gate(replace(request_, set_floors=False), product)[1]


def test_without_a_floor_the_gate_fails(request_: Request, product: Product) -> None:
    """A file that nobody set floors for does not slip through."""
    lines, passed = run_gate(replace(request_, set_floors=False), product)
    assert not passed
    assert any("NO FLOOR" in line for line in lines)


def test_a_missed_floor_fails(request_: Request, product: Product) -> None:
    """A product that finds nothing is caught, and the line says by which figure."""
    run_gate(request_, product)
    lines, passed = run_gate(replace(request_, set_floors=False), Blind(product))
    assert not passed
    assert any("event_f1" in line and "MISSED floor 0.6617" in line for line in lines)


def test_a_refused_text_fails_whatever_the_figures(request_: Request, product: Product) -> None:
    """A text that the product could not read is named, and no floor is set from such a run."""

    def with_one_lost(request: Request, product: Product) -> list[tuple[str, Result]]:
        (name, first), *others = gate.gated(request, product)
        return [(name, replace(first, refused=("no such actor",))), *others]

    run_gate(request_, product)
    before = request_.floors.read_bytes()
    for one in (request_, replace(request_, set_floors=False)):
        lines, passed = run_gate(one, product, measure=with_one_lost)
        assert not passed
        assert any(
            "refused" in line and "MISSED none may be: no such actor" in line for line in lines
        )
    assert request_.floors.read_bytes() == before


def test_set_refuses_to_lower_a_floor_and_writes_nothing(
    request_: Request, product: Product
) -> None:
    """Floors and results stay as they were, byte by byte."""
    run_gate(request_, product)
    before = request_.floors.read_bytes()
    results = {path: path.read_bytes() for path in request_.results.iterdir()}
    lines, accepted = run_gate(request_, Blind(product))
    assert not accepted
    assert "nothing written" in lines[-1]
    assert before == request_.floors.read_bytes()
    assert results == {path: path.read_bytes() for path in request_.results.iterdir()}


def test_an_allowed_regression_is_written_beside_the_old_value(
    request_: Request, product: Product
) -> None:
    """Only the named task may fall; the old floor, its date and the reason stay on record."""
    run_gate(request_, product)
    later = replace(request_, today=date(2030, 2, 3), allowed={"muc4": "a fairer map"})
    only_muc4 = _Partly(Blind(product), product)
    assert run_gate(later, only_muc4)[1]
    row = floors(later)["muc4/dev.jsonl", "template_f1"]
    assert row["floor"] == 0.0
    assert row["allowed"] == [
        {
            "floor": 85.2143,
            "shipped": 85.7143,
            "date": "2030-01-02",
            "lowered": "2030-02-03",
            "reason": "a fairer map",
        }
    ]


@dataclass(frozen=True, slots=True)
class _Partly:
    """Blind for MUC-4 alone (its ids begin with M)."""

    blind: Product
    sighted: Product

    @property
    def digest(self) -> str:
        """Another product."""
        return "1" * 64

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read as before."""
        return self.sighted.read(row)

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Find nothing in MUC-4."""
        is_muc = (document.external_id or "").startswith("M-")
        return (self.blind if is_muc else self.sighted).code(document)

    signed_weights = property(lambda self: self.sighted.signed_weights)
    decides = property(lambda self: self.sighted.decides)
    named = property(lambda self: self.sighted.named)
    probe = property(lambda self: self.sighted.probe)


def test_an_allowance_for_one_task_does_not_cover_another(
    request_: Request, product: Product
) -> None:
    """Dispatches fell too, and nobody allowed that."""
    run_gate(request_, product)
    allowed = replace(request_, allowed={"muc4": "a fairer map"})
    assert not run_gate(allowed, Blind(product))[1]


def test_a_figure_inside_the_noise_keeps_the_old_floor(request_: Request, product: Product) -> None:
    """A shipped figure a quarter point lower neither fails nor lowers the floor."""
    run_gate(request_, product)
    rows = json.loads(request_.floors.read_text())
    for row in rows:
        if row["metric"] == "event_f1":
            row["floor"] += 0.0025
    request_.floors.write_text(json.dumps(rows))
    assert run_gate(request_, product)[1]
    assert floors(request_)["dispatches/dev.jsonl", "event_f1"]["floor"] == pytest.approx(0.6642)


def test_results_name_date_and_kind_of_machine(request_: Request, product: Product) -> None:
    """One file for each task and data file, PLV among them though it has no floor."""
    run_gate(request_, product)
    names = sorted(path.name for path in request_.results.iterdir())
    assert "plover--plover-plv_train.json" in names
    assert len(gate.GATED) + len(gate.REPORTED) == len(names)
    kept = json.loads((request_.results / "muc4--muc4-dev.json").read_text())
    assert kept["date"] == "2030-01-02"
    assert kept["machine"].endswith(gate.machine().split(", ")[1])
    assert set(kept["intervals"]) == {"ree_f1", "template_f1"}
    assert kept["tables"][0]["columns"] == ["slot", "REE", "TF", "gold", "predicted"]


def test_figures_of_the_machine_have_no_floor(request_: Request, product: Product) -> None:
    """Documents a second may fall with the load; the pairs beside them may not."""

    def measure(_: Request, __: Product) -> gate.Measured:
        values = {"pair_f1": 0.99, "docs_per_s": 900.0, "worker_mb": 80.0}
        return [("news_open", replace(made, metrics=Figures(values)))]

    made = run_gate_of_one(request_, product)
    assert run_gate(request_, product, measure, beside)[1]
    assert {("news_open", "pair_f1")} == set(floors(request_))
    kept = json.loads((request_.results / "muc4--news_open.json").read_text())
    assert kept["metrics"]["docs_per_s"] == 900.0


def test_what_is_apart_keeps_the_floors_of_the_gate(
    request_: Request, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Setting the one leaves the other's floors and results as they are."""
    run_gate(request_, product)
    before = json.loads(request_.floors.read_text())
    monkeypatch.setattr("bench.apart.FILES", (("letters", "dispatches/dev.jsonl"),))
    made = run_gate_of_one(request_, product)
    monkeypatch.setattr("bench.copies.measure", lambda _: replace(made, task="copies"))
    monkeypatch.setattr("bench.apart.resolving", lambda *_: replace(made, task="resolving"))
    monkeypatch.setattr("bench.apart.timed", lambda *_: replace(made, task="speed"))
    assert run_gate(request_, product, measured, beside)[1]
    after = json.loads(request_.floors.read_text())
    assert before == after[: len(before)]
    assert {"letters", "copies", "resolving", "speed"} == {
        row["task"] for row in after[len(before) :]
    }
    assert (request_.results / "copies--news_open.json").is_file()
    assert (request_.results / "speed--muc4-train.json").is_file()


def run_gate_of_one(request: Request, product: Product) -> Result:
    """Return the result of one made-up file."""
    return run(TASKS["muc4"], request.root / "muc4/dev.jsonl", product)


def test_plv_may_be_reported_from_a_cross_validation(
    request_: Request, product: Product, write: Callable[..., Path]
) -> None:
    """A coder that learned from the set is not asked about it, and the result says so."""
    said = write(*({"id": f"P-{n}", "root": "YIELD"} for n in (1, 2, 3)), name="folds.jsonl")
    run_gate(replace(request_, predictions=said), product)
    kept = json.loads((request_.results / "plover--plover-plv_train.json").read_text())
    assert (kept["cv"], kept["docs_per_s"]) == (True, None)
    assert kept["metrics"]["root_f1"] == pytest.approx(0.5 / 3, abs=1e-4)


def test_a_lower_share_of_false_alarms_is_better() -> None:
    """The ceiling lies above the figure and is missed from above; a lost figure is missed."""
    assert floor_of("dispatches", "unreal_as_real", 0.1) == 0.105
    assert floor_of("places", "mean_km", 900.0) == 918.0
    assert misses("unreal_as_real", 0.2, 0.105)
    assert not misses("unreal_as_real", 0.05, 0.105)
    assert misses("event_f1", None, 0.0)
    assert floor_of("muc4", "ree_f1", 0.1) == 0.0
    assert floor_of("copies", "core_docs_per_s", 2_000.0) == 1_200.0
    assert floor_of("status", "pearson", -0.02) == -0.025


def test_an_allowance_needs_set_a_task_and_a_reason(request_: Request, product: Product) -> None:
    """Nothing is measured for a request that cannot be meant."""
    for wrong in (
        replace(request_, set_floors=False, allowed={"muc4": "why"}),
        replace(request_, allowed={"guess": "why"}),
        replace(request_, allowed={"muc4": " "}),
    ):
        with pytest.raises(UsageError, match="--allow-regression"):
            run_gate(wrong, product)


def test_damaged_floors_are_refused(request_: Request, product: Product) -> None:
    """The message says what to do."""
    request_.floors.write_text("{")
    with pytest.raises(InputError, match="restore it"):
        run_gate(request_, product)


def test_the_command_ends_with_1_when_a_floor_is_missed(
    request_: Request, product: Product, capsys: pytest.CaptureFixture[str]
) -> None:
    """And with 0 when all hold."""
    places = ["--root", str(request_.root), "--floors", str(request_.floors)]
    command = ["gate", *places, "--results", str(request_.results)]
    assert main([*command, "--set"], lambda _: product) == 0
    assert main(command, lambda _: product) == 0
    assert "gate passed" in capsys.readouterr().out
    assert main(command, lambda _: Blind(product)) == 1
    assert "gate FAILED" in capsys.readouterr().out
    assert main([*command, "--allow-regression", "muc4", "why"], lambda _: product) == 1
