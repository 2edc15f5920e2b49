"""The examples run on the demo record and print what they promise."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_attacks_by_week_counts_the_demo(tmp_path: Path) -> None:
    """Weeks come in order with a bar for each country, and a cited toll at the end."""
    record = str(tmp_path / "demo.db")
    command = [sys.executable, "-m", "watchfloor.present.cli", "demo", "--record", record]
    subprocess.run(command, check=True, capture_output=True)
    example = [sys.executable, str(ROOT / "examples" / "attacks_by_week.py"), record]
    done = subprocess.run(example, check=True, capture_output=True, text=True)
    *weeks, blank, toll = done.stdout.splitlines()
    assert weeks == sorted(weeks)
    assert any("IRQ  #" in week for week in weeks)
    assert blank == ""
    assert ": '" in toll
