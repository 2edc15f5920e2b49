"""The task of actors, on a set made up here; figures worked out by hand."""

import json
from pathlib import Path

import pytest

from bench.baselines.aliases import by_alias
from bench.product import Product
from bench.run import run
from bench.tasks.actors import ACTORS, load
from watchfloor.errors import InputError

TEXT = "Hamas met the Iraqi army. Gunmen left."


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a set of one document, and three cases: two right ones, and one that is wrong."""
    monkeypatch.setenv("WATCHFLOOR_SETS", str(tmp_path))
    name = f"set-{tmp_path.name}"  # sets are read once a process
    row = {"id": "d", "text": TEXT, "date": "2021-05-06"}
    (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    marked = [(0, 5, "hamas", "named"), (10, 24, "IRQ-GOV", "organ"), (26, 32, None, "named")]
    path = tmp_path / "cases.jsonl"
    path.write_text(
        "".join(
            json.dumps(
                {"set": name, "document": "d", "start": a, "end": b, "gold": gold, "note": note}
            )
            + "\n"
            for a, b, gold, note in marked
        ),
        encoding="utf-8",
    )
    return path


def test_accuracy_counts_links_and_abstentions(cases: Path, product: Product) -> None:
    """Two of three spans are right; the alias alone knows Hamas and rightly not the gunmen."""
    out = cases.with_name("out.jsonl")
    result = run(ACTORS, cases, product, out)
    assert result.metrics.values["accuracy"] == pytest.approx(2 / 3)
    assert result.baseline.values["accuracy"] == pytest.approx(2 / 3)
    assert result.baseline.values["nobody_accuracy"] == pytest.approx(1 / 3)
    assert result.tables[0].rows == (("named", 2, 2), ("organ", 0, 1))
    spans = json.loads(out.read_text("utf-8"))["spans"]
    assert [one["entity"] for one in spans] == ["hamas", "IRQ-MIL", None]


def test_a_case_without_its_document_is_refused(cases: Path) -> None:
    """A document that the set does not hold is named."""
    lines = cases.read_text("utf-8").replace('"document": "d"', '"document": "e"')
    cases.write_text(lines, encoding="utf-8")
    with pytest.raises(InputError, match="no document e"):
        load(cases)


@pytest.mark.parametrize(
    "words,expected",
    [("the Taliban", "taliban"), ("Iraq", "IRQ-GOV"), ("ASWJ", None), ("tea", None)],
)
def test_alias_alone(words: str, expected: str | None) -> None:
    """The baseline knows exact names that one actor bears."""
    assert expected == by_alias(words)
