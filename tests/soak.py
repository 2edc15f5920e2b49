"""Soak the properties: each file in a process of its own, until all came to their end.

    python -m tests.soak [FILE ...] [--jobs N] [--report build/soak.tsv]

All of them take seven hours of a core. A file that came to its end has a line in the report (file,
verdict, seconds) and is not run again, so that a soak which was ended goes on where it was; remove
the report to begin anew. What a file printed lies beside the report if it failed.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTHING = 5
"""What pytest says where no test was chosen."""


def property_files() -> list[Path]:
    """Return the test files that hold properties, in order."""
    found = sorted(ROOT.glob("tests/**/test_*.py"))
    return [one for one in found if _MARKED.search(one.read_text("utf-8"))]


_MARKED = re.compile(r"^(?:@given\(|pytestmark = pytest\.mark\.property$)", re.MULTILINE)
"""Hypothesis properties, and files that say so themselves."""


def soak(path: Path, report: Path) -> bool:
    """Run the properties of one file to their end and write a line; say whether they hold."""
    named = path.resolve().relative_to(ROOT).as_posix()
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "property", named],
        cwd=ROOT,
        env=os.environ | {"HYPOTHESIS_PROFILE": "soak"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    holds = done.returncode in (0, NOTHING)
    line = f"{named}\t{'holds' if holds else 'fails'}\t{time.monotonic() - begun:.0f}"
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    if not holds:
        report.with_name(f"soak-{named.replace('/', '-')}.txt").write_text(done.stdout, "utf-8")
    with report.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return holds


def held(report: Path) -> set[str]:
    """Return the files whose properties held to their end, by the report."""
    if not report.exists():
        return set()
    lines = (line.split("\t") for line in report.read_text("utf-8").splitlines())
    return {name for name, verdict, _ in lines if verdict == "holds"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what did not come to its end yet; return 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", type=Path, default=ROOT / "build" / "soak.tsv")
    asked = parser.parse_args(arguments)
    asked.report.parent.mkdir(parents=True, exist_ok=True)
    ended = held(asked.report)
    waiting = [
        one
        for one in asked.files or property_files()
        if one.resolve().relative_to(ROOT).as_posix() not in ended
    ]
    with ThreadPoolExecutor(asked.jobs) as pool:
        verdicts = list(pool.map(lambda one: soak(one, asked.report), waiting))
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
