"""Measure trainings that differ in their seed alone, for the column of seeds in docs/quality.md.

    python -m training.reader.seeds --root ../shared/data --out training/reports FOLDER FOLDER ...

Each folder holds one exported and fitted model (`make train-seeds` makes them).
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.product import Installed
from bench.run import run
from bench.tasks import TASKS
from watchfloor.coding.encoder.model import from_folder
from watchfloor.coding.reader import Reader

MEASURED = (
    ("dispatches", "dispatches/dev.jsonl"),
    ("muc4", "muc4/dev.jsonl"),
    ("events", "wikievents/dev.jsonl"),
    ("status", "factuality/uds_ih2_dev.jsonl"),
    ("ner", "ner/uner_ewt_dev.jsonl"),
)
"""Task and file; the figures are those of the tasks."""


def measured(root: Path, folders: Sequence[Path]) -> list[dict[str, object]]:
    """Return one row a figure, with its value for each folder."""
    found: dict[tuple[str, str, str], list[float]] = {}
    for folder in folders:
        product = Installed(Reader(from_folder(folder)))
        for task, data in MEASURED:
            values = run(TASKS[task], root / data, product).metrics.values
            for metric, value in values.items():
                if value is not None:
                    found.setdefault((task, data, metric), []).append(round(value, 4))
            print(folder.name, task, {k: v and round(v, 4) for k, v in values.items()}, flush=True)
    return [
        {"task": task, "data": data, "metric": metric, "seeds": values}
        for (task, data, metric), values in found.items()
        if len(values) == len(folders)
    ]


def main(arguments: Sequence[str]) -> int:
    """Write `seeds.json`."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.seeds", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    rows = json.dumps(measured(options.root, options.folders), indent=1)
    (options.out / "seeds.json").write_text(rows + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
