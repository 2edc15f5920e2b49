"""The examples run on the demo record and print what they promise."""

import subprocess
import sys
from pathlib import Path

import pytest

from examples.ceasefires import Ceasefires
from tests import demo
from watchfloor.model import Boilerplate, Document
from watchfloor.testing import check_coder

ROOT = Path(__file__).parents[1]


def test_attacks_by_week_counts_the_demo(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Weeks come in order with a bar for each country, and a cited toll at the end."""
    record = demo.record_of("lexicon", tmp_path_factory.getbasetemp())
    example = [sys.executable, str(ROOT / "examples" / "attacks_by_week.py"), str(record)]
    done = subprocess.run(example, check=True, capture_output=True, text=True)
    *weeks, blank, toll = done.stdout.splitlines()
    assert weeks == sorted(weeks)
    assert any("IRQ  #" in week for week in weeks)
    assert blank == ""
    assert ": '" in toll


def test_the_coder_of_the_documentation_conforms() -> None:
    """The small coder passes the public suite and codes what it says."""
    check_coder(Ceasefires())
    document = Document.new("A ceasefire holds. ceasefire", boilerplate=(Boilerplate(19, 28, "x"),))
    assert [(2, 11)] == [
        (event.anchor.start, event.anchor.end) for event in Ceasefires().code(document).events
    ]
