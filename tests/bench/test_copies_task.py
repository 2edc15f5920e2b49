"""The copies task: pools true by making, pairs counted by hand, a line of the agreed shape."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bench import copies, copies_pool
from bench.__main__ import main
from bench.baselines.copies import equal_words
from bench.copies_edits import EDITS, page
from bench.copies_pool import Pool, make_pool, read_rows
from watchfloor.errors import InputError


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a file of made-up texts, and pools small enough for them."""
    monkeypatch.setattr(copies_pool, "ORIGINALS", 20)
    monkeypatch.setattr(copies_pool, "PAGES", 4)
    monkeypatch.setattr(copies_pool, "LOOKALIKES", 4)
    monkeypatch.setattr(copies_pool, "OTHERS", 10)
    chance = random.Random(3)
    lines = []
    for number in range(60):
        words = ["".join(chance.choices("abdeiklmnorstu", k=6)) for _ in range(90)]
        text = ". ".join(" ".join(words[at : at + 9]).capitalize() for at in range(0, 90, 9)) + "."
        lines.append(json.dumps({"id": str(number), "text": text, "source": "Paper"}))
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_pairs_are_counted_over_families() -> None:
    """Three copies are three pairs; a joined stranger costs precision, a lost copy recall."""
    pages = tuple(
        page(f"text {at}", family, source=None, number=at) for at, family in enumerate("aaab")
    )
    pool = Pool(pages=pages, lookalikes=((3, 0),), furnished=((1, 2),), left_out=0)
    found = copies.score(pool, [[0, 1, 3], [2]])
    assert (1, 3, 3) == (found.right, found.said, found.gold)
    assert (1, 0) == (found.lookalikes, found.furnished)
    assert found.f1 == pytest.approx(1 / 3)


def test_a_seed_makes_one_pool(data: Path) -> None:
    """Equal seeds make equal pools; originals stand there once, and copies name their edits."""
    rows = read_rows(data)
    first, again, other = make_pool(rows, 1), make_pool(rows, 1), make_pool(rows, 2)
    assert first == again != other
    originals = [one.family for one in first.pages if not one.edits]
    assert len(originals) == len(set(originals)) == 28
    assert {name for one in first.pages for name in one.edits} <= set(EDITS)
    assert (4, 4) == (len(first.lookalikes) or 4, len(first.furnished))


def test_twins_are_the_same_in_every_process() -> None:
    """Runs are sampled by a checksum and not by Python's hash, which is salted anew each time."""
    words = "one two three four five six seven eight nine " * 9
    command = f"from bench.copies_pool import _runs; print(sorted(_runs({words!r})))"
    printed = [
        subprocess.run(
            [sys.executable, "-c", command],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] == f"{sorted(copies_pool._runs(words))}\n"


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_keeps_something_of_the_text(name: str) -> None:
    """No edit empties a text, even one of a single sentence."""
    for text in ("One sentence only.", "A first. A second.\n\nA third sentence is longer."):
        assert EDITS[name](text, random.Random(1), ["Foreign words come from here. And here."])


def test_json_is_one_line_of_the_agreed_shape(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Keys are those of all tasks; a baseline without its package is null and says why."""
    assert main(["copies", "--data", str(data), "--seeds", "4", "--json"]) == 0
    printed = capsys.readouterr().out
    line = json.loads(printed)
    assert printed.count("\n") == 1
    assert ("copies", 0) == (line["task"], line["seed"])
    assert 0.9 < line["metrics"]["pair_f1"] <= 1
    assert line["baseline"]["pair_f1"] < line["metrics"]["pair_f1"]
    datasketch = line["baseline"]["datasketch_pair_f1"]
    assert datasketch is not None or "pip install" in line["baseline"]["why"]["datasketch_pair_f1"]
    assert line["docs_per_s"] > 0


def test_out_names_the_group_of_every_text(data: Path, tmp_path: Path) -> None:
    """One line a text: its id, seed, group and edits."""
    out = tmp_path / "groups.jsonl"
    assert main(["copies", "--data", str(data), "--seeds", "4", "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(make_pool(read_rows(data), 4).pages) == len(lines)
    assert {"id", "seed", "group", "edits"} == set(lines[0])


def test_too_few_texts_are_refused(tmp_path: Path) -> None:
    """A folder without texts, and a file of two, say what is wanted."""
    with pytest.raises(InputError, match=r"no \.jsonl"):
        read_rows(tmp_path)
    (tmp_path / "two.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="too few"):
        read_rows(tmp_path)


def test_the_trivial_baseline_knows_equal_words_only() -> None:
    """Case and punctuation do not count, a single other word does."""
    texts = ("Two rockets fell.", "TWO rockets, fell", "Two rockets fell again.")
    pages = [page(text, "f", source=None, number=at).document for at, text in enumerate(texts)]
    assert [[0, 1], [2]] == equal_words(pages)
