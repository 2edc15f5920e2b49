"""The measurement of resolving takes the product's own path, part by part."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bench.resolve_speed import PARTS, compare, main, measure, spend
from watchfloor import pipeline
from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import CodingError
from watchfloor.model import Resolution
from watchfloor.resolve import resolve, resolve_in_parts

Step = Callable[[], dict[int, Resolution]]
TEXT = "Rebels attacked Mosul on Monday. Iraqi forces arrested two men in Baghdad yesterday."


def test_parts_give_what_the_whole_gives() -> None:
    """Dates, places and actors are run in this order, once each, and make the same resolutions."""
    document = pipeline.document_of(TEXT, published=date(2024, 5, 8), source=None)
    coded = Lexicon().code(document)
    seen: list[str] = []

    def noted(part: str, step: Step) -> dict[int, Resolution]:
        seen.append(part)
        return step()

    assert resolve(document, coded) == resolve_in_parts(document, coded, noted)
    assert list(PARTS) == seen


def test_a_worker_counts_all_but_its_first_document() -> None:
    """The first document is the cold start; the others' parts take some time each."""
    document = pipeline.document_of(TEXT, published=date(2024, 5, 8), source=None)
    spent = spend([(document, Lexicon().code(document))] * 20)
    assert 19 == spent.documents
    assert spent.dates + spent.places + spent.actors > 0


def test_two_processes_share_the_documents(tmp_path: Path) -> None:
    """Every row of the file is coded, and resolved in one of the workers."""
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps({"id": str(n), "text": f"{TEXT} Day {n}."}) for n in range(6)]
    path.write_text("\n".join(lines), encoding="utf-8")
    speed = measure([path], coder="lexicon")
    assert 6 == speed.documents
    assert speed.docs_per_s > 0
    assert speed.alone_per_s > 0


def test_a_document_that_resolves_otherwise_is_named() -> None:
    """What one process made in one order is held against what the workers made in another."""
    documents = [
        pipeline.document_of(f"{TEXT} {n}.", published=None, source=None) for n in range(3)
    ]
    work = [(one, Lexicon().code(one)) for one in documents]
    compare(work, ["a", "b", "c"], [["a", "c"], ["b"]])
    with pytest.raises(CodingError, match=work[2][0].id):
        compare(work, ["a", "b", "c"], [["a", "d"], ["b"]])


@pytest.mark.parametrize("rows", [None, 1])
def test_too_little_data_is_a_usage_error(
    rows: int | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file, or fewer rows than the workers need, is named on stderr."""
    path = tmp_path / "few.jsonl"
    if rows:
        path.write_text(json.dumps({"id": "1", "text": TEXT}), encoding="utf-8")
    assert 2 == main(["--data", str(path), "--coder", "lexicon"])
    assert "--data" in capsys.readouterr().err
