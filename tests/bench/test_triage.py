"""What the triage costs, counted on made-up files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import triage
from bench.triage import main, measure
from watchfloor import pipeline
from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import InputError, UsageError
from watchfloor.model import Coded, Document

Write = Callable[..., Path]

RECIPE = {"id": "recipe", "text": "Beat the eggs and cut the leeks."}
RAID = {"id": "raid", "text": "Gunmen attacked the town."}


def test_gold_events_are_counted_where_there_are_any(write: Write) -> None:
    """Rows with events need no coder; a refused text with gold is lost, and named."""
    path = write({**RAID, "events": [{}, {}, {}]}, {**RECIPE, "events": [{}]})
    found = measure(path, "no such coder")
    assert (found.events_of, found.texts, found.refused) == ("gold", 2, 1)
    assert (found.events, found.kept_events, found.recall) == (4, 3, 0.75)
    assert found.lost == (("recipe", 1),)
    assert found.docs_per_s > 0


def test_events_of_other_files_are_those_that_the_coder_finds(write: Write) -> None:
    """Without gold the coder reads every text, also the one that is refused."""
    found = measure(write(RAID, RECIPE), "lexicon")
    assert found.events_of == f"lexicon@{Lexicon().version}"
    assert (found.texts, found.refused, found.events, found.recall) == (2, 1, 1, 1.0)


def test_a_coder_with_a_triage_of_its_own_is_asked_to_read_all(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events are counted before the triage, or none could ever be lost."""

    class Choosy(Lexicon):
        """Codes nothing, and reads everything."""

        def code(self, document: Document) -> Coded:
            """Refuse every text."""
            return Coded(document_id=document.id, coder="lexicon@1")

        def read(self, document: Document) -> Coded:
            """Read every text."""
            return super().code(document)

    monkeypatch.setitem(pipeline.CODERS, "choosy", Choosy)
    assert 1 == measure(write(RAID, RECIPE), "choosy").events


def test_a_file_without_events_loses_none(write: Write) -> None:
    """Where there is nothing to lose the recall is whole."""
    assert 1.0 == measure(write(RECIPE), "lexicon").recall


def test_a_part_is_spread_over_the_file(write: Write) -> None:
    """The texts of a part come from everywhere in the file, the same each time."""
    rows = [{**RAID, "id": str(number), "events": [{}] * number} for number in range(10)]
    path = write(*rows)
    assert (5, 0 + 2 + 4 + 6 + 8) == (measure(path, texts=5).texts, measure(path, texts=5).events)
    assert 10 == measure(path, texts=99).texts


def test_what_cannot_be_measured_is_refused(write: Write, tmp_path: Path) -> None:
    """No file, no rows, a row without a text, no such coder."""
    with pytest.raises(InputError, match="no data file"):
        measure(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="no rows"):
        measure(write())
    with pytest.raises(InputError, match="ingest refuses"):
        measure(write({"id": "x", "events": []}))
    with pytest.raises(UsageError, match="no coder named"):
        measure(write(RAID), "no such coder")


def test_the_command_holds_its_floor(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Enough events kept is 0, too few 1, a missing file 2; --json is one line."""
    good = write({**RAID, "events": [{}] * 400}, {**RECIPE, "events": [{}]})
    assert main(["--data", str(good)]) == 0
    printed = capsys.readouterr().out
    assert "0.9975  (400 of 401, gold" in printed
    assert "0.5000  (1 of 2)" in printed
    assert "lost: 1 in recipe" in printed
    bad = write({**RAID, "events": [{}]}, {**RECIPE, "events": [{}]})
    assert main(["--data", str(bad), "--json"]) == 1
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert json.loads(line)["recall"] == 0.5
    assert main(["--data", str(bad.with_name("none.jsonl"))]) == 2
    assert "bench.triage: no data file" in capsys.readouterr().err


def test_the_floor_is_that_of_the_specification() -> None:
    """A triage that loses more than one event in two hundred is not cheap."""
    assert triage.FLOOR == 0.995
