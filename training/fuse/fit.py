"""Fit the match model and write `src/watchfloor/data/fusion.json`.

    python -m training.fuse.fit --root ../shared/data --version N --vectors FOLDER

Reads the train parts of ECB+, MEANTIME and our dispatches (events with an incident key), probes
their mentions with the installed reader, has nets of `training.fuse.vectors` that never saw their
topic give their vectors, and fits the weights on the pairs that blocking lets
meet. `join` is the middle one of the log-odds whose mean CoNLL F1 over five folds of ECB+ topics,
the weights fitted on the other four, is as good as the best. Takes about fifteen minutes on one
core (set OMP_NUM_THREADS=1 where others work too). Pin the file afterwards.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.product import installed
from bench.score.coref import conll, coref
from training.fuse.folds import FOLDS, fold_of
from training.fuse.model import fitted, priors
from training.fuse.sets import Labelled, common, labelled, sources
from watchfloor import assets
from watchfloor.coding.encoder.model import installed as installed_model
from watchfloor.coding.vectors import Vectors, read
from watchfloor.fuse import block, match
from watchfloor.fuse.columns import Columns, columns
from watchfloor.fuse.incidents import group
from watchfloor.fuse.match import Pairs
from watchfloor.fuse.weights import Weights, weights
from watchfloor.model import Decided, report_table

GRID = (-1.75, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25)
AS_GOOD = 0.001
"""Differences of the mean of five folds that say nothing: of thresholds as good, the middle one."""

DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of one set that may meet: features, and whether they are one incident."""

    x: Any
    y: Any
    folds: Any

    def without(self, fold: int) -> "Examples":
        """Return the pairs that do not touch a fold."""
        kept = (self.folds != fold).all(axis=1)
        return Examples(self.x[kept], self.y[kept], self.folds[kept])


def examples(held: Sequence[Labelled], names: Sequence[str]) -> Examples:
    """Return the candidate pairs of one set."""
    ordered = sorted(held, key=lambda one: one.report.chain)
    table = report_table([one.report for one in ordered])
    pairs = block.pairs(table)
    chains = np.array([one.chain for one in ordered])
    folds = np.array([fold_of(one.group) for one in ordered])
    y = (chains[pairs.left] == chains[pairs.right]).astype(float)
    sides = np.stack([folds[pairs.left], folds[pairs.right]], axis=1)
    return Examples(_matrix(columns(table), pairs, names), y, sides)


def _matrix(of: Columns, pairs: Pairs, names: Sequence[str]) -> Any:
    parts = []
    for start in range(0, len(pairs), match.CHUNK):
        part = slice(start, start + match.CHUNK)
        found = match.features(of, Pairs(pairs.left[part], pairs.right[part]))
        parts.append(np.stack([found[name] for name in names], axis=1))
    return np.concatenate(parts) if parts else np.zeros((0, len(names)))


def fit(parts: Sequence[Examples], names: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Return bias and weights fitted on the pairs of several sets."""
    x = np.concatenate([part.x for part in parts])
    y = np.concatenate([part.y for part in parts])
    return fitted(x, y, names, np.ones(len(y)))


def measured(held: Sequence[Labelled], using: Weights) -> float:
    """Return the CoNLL F1 of the mentions of one fold."""
    ordered = sorted(held, key=lambda one: one.report.chain)
    labels, _, _ = group(report_table([one.report for one in ordered]), Decided(), using)
    gold = {one.report.chain: one.chain for one in ordered}
    said = {
        one.report.chain: int(label) for one, label in zip(ordered, labels.tolist(), strict=True)
    }
    return conll(coref(gold, said))


def numbers(held: Sequence[Labelled], stems: Mapping[str, float], version: str) -> dict[str, Any]:
    """Return what `fusion.json` holds."""
    names = list(priors())
    sets = {name: [one for one in held if one.set == name] for name in {one.set for one in held}}
    parts = {name: examples(members, names) for name, members in sorted(sets.items())}
    figures = []
    for fold in range(FOLDS):
        bias, weights = fit([part.without(fold) for part in parts.values()], names)
        kept = [one for one in sets["ecbplus"] if fold_of(one.group) == fold]
        row = [measured(kept, Weights("cv", bias, weights, join, stems)) for join in GRID]
        print(f"fold {fold}: {len(kept)} mentions, CoNLL {np.round(row, 3).tolist()}", flush=True)
        figures.append(row)
    mean = np.mean(figures, axis=0)
    plateau = [one for one, value in zip(GRID, mean, strict=True) if value >= mean.max() - AS_GOOD]
    join = plateau[len(plateau) // 2]
    print(f"mean {np.round(mean, 4).tolist()} at {GRID}: join {join}")
    bias, weights = fit(list(parts.values()), names)
    return {
        "version": version,
        "bias": round(bias, DECIMALS),
        "join": join,
        "features": {name: round(value, DECIMALS) for name, value in weights.items()},
        "common": stems,
    }


def write(found: Mapping[str, Any], path: Path) -> None:
    """Write the numbers, a feature a line, the stems in long lines."""
    stems = [f'"{word}": {value}' for word, value in found["common"].items()]
    lines = [", ".join(stems[place : place + 12]) for place in range(0, len(stems), 12)]
    head = json.dumps({**found, "common": 0}, indent=1, ensure_ascii=False)
    body = "{\n  " + ",\n  ".join(lines) + "\n }"
    path.write_text(head.replace('"common": 0', f'"common": {body}') + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--vectors", type=Path, required=True, help="vectors-0.onnx to -4.onnx")
    parser.add_argument(
        "--new-words",
        action="store_true",
        help="count anew how much each stem tells; topics of reports change with it",
    )
    parser.add_argument("--out", type=Path, default=assets.ROOM / "fusion.json")
    options = parser.parse_args(arguments)
    held = list(sources(options.root))
    stems = dict(weights().common)
    if options.new_words:
        stems = common(held)
        # the topics of the reports below are read with this table: write it before they are made
        write({**numberless(options.version), "common": stems}, options.out)
        assets.pin()
        assets.load.cache_clear()
    cutter = installed_model().cutter
    nets = {
        fold: Vectors(read(options.vectors / f"vectors-{fold}.onnx"), cutter)
        for fold in range(FOLDS)
    }
    found = list(labelled(installed("reader"), held, nets))
    write(numbers(found, stems, options.version), options.out)
    return 0


def numberless(version: str) -> dict[str, Any]:
    """Return what `fusion.json` holds before anything is fitted: the priors."""
    weights = {name: mean for name, (mean, _) in priors().items()}
    return {"version": version, "bias": -4.0, "join": -1.0, "features": weights, "common": {}}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
