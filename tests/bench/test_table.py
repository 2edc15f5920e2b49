"""The scorecard of the README."""

import json
from pathlib import Path

import pytest

from bench.table import table
from watchfloor.errors import InputError


def test_each_headline_figure_has_a_row_with_its_baseline(tmp_path: Path) -> None:
    """Percent keeps one decimal, shares three; a figure that is not there has no row."""
    kept = {
        "task": "muc4",
        "data": "muc4/dev.jsonl",
        "metrics": {"ree_f1": 17.5, "template_f1": None},
        "baseline": {"ree_f1": None},
        "docs_per_s": 99.6,
        "date": "2022-01-01",
    }
    (tmp_path / "a.json").write_text(json.dumps(kept), encoding="utf-8")
    assert ["| muc4 | muc4/dev.jsonl | ree f1 | 17.5 | – | 100 | 2022-01-01 |"] == table(tmp_path)[
        2:
    ]


def test_without_results_it_says_what_makes_them(tmp_path: Path) -> None:
    """An empty folder is an error with the command to run."""
    with pytest.raises(InputError, match="gate --set"):
        table(tmp_path)
