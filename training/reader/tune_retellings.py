"""Fit which events of a text are one happening, on the incident keys of the training dispatches.

    python -m training.reader.tune_retellings --model FOLDER --root ../shared/data

Rewrites one entry of the model's `reader.json`, `retellings`: the weights on texts that are not of
tune, how much is enough on tune. The coder reads the texts as it reads any; what it reads in them
is paired with their annotated events by anchor; an event that they did not annotate is left out,
since that is often a second mention ("killed" after "bombed"). Annotators marked what is one only
here and there, so precision comes out lower than it is.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.dispatches import parse
from training.reader.sets import is_tune
from watchfloor.coding.encoder.model import from_folder
from watchfloor.coding.encoder.retellings import FEATURES, Retellings, founders
from watchfloor.coding.reader import Reader
from watchfloor.model import Document

WITHOUT = 150
"""Texts without any incident key that are read too: in most of them every event is told once."""

RIDGE = 2.0
GRID = (-2.0, -1.75, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)


@dataclass(frozen=True, slots=True)
class Case:
    """One text: its events as the coder reads them, the incident key of each, and all its keys.

    The key is "" for an annotated event without one, None for an event that nobody annotated.
    """

    found: Retellings
    keys: tuple[str | None, ...]
    gold: tuple[str, ...]

    def knows(self, before: int, here: int) -> bool:
        """Say whether both events were annotated."""
        return self.keys[before] is not None and self.keys[here] is not None

    def is_one(self, before: int, here: int) -> bool:
        """Say whether both events have one key."""
        return bool(self.keys[here]) and self.keys[before] == self.keys[here]

    def pairs(self) -> int:
        """Return how many pairs of annotated events are one incident."""
        return sum(count * (count - 1) // 2 for count in Counter(self.gold).values())


def case(row: Mapping[str, Any], found: Retellings) -> Case:
    """Pair the events of a text with its annotated ones by anchor, one to one, same type first."""
    ranked = sorted(
        (
            (gold["type"] != said.told.event.type, place, number)
            for place, gold in enumerate(row["events"])
            for number, said in enumerate(found.mentions)
            if gold["anchor"]["start"] < said.end and said.start < gold["anchor"]["end"]
        ),
    )
    key_of: dict[int, str] = {}
    taken: set[int] = set()
    for _, place, number in ranked:
        if place not in taken and number not in key_of:
            taken.add(place)
            key_of[number] = row["events"][place].get("inc") or ""
    keys = tuple(key_of.get(number) for number in range(len(found.mentions)))
    return Case(found, keys, tuple(one["inc"] for one in row["events"] if one.get("inc")))


def cases(root: Path, coder: Reader, *, tune: bool) -> Iterator[Case]:
    """Yield the texts of tune, or those to learn from."""
    files = sorted((root / "dispatches/src/train").glob("*.txt"))
    rows, _ = parse.documents([*files, *parse.own_files()], parse.correction_files())
    chosen = [row for row in rows if is_tune(row["id"]) is tune]
    if not tune:
        keyed = [row for row in chosen if any(one.get("inc") for one in row["events"])]
        others = [row for row in chosen if row not in keyed]
        chosen = keyed + random.Random(0).sample(others, WITHOUT)  # noqa: S311  (repeatable)
    for row in chosen:
        document = Document.new(row["text"], title=row["title"])
        yield case(row, coder.retellings(document))


def fit(found: Sequence[Case]) -> dict[str, float]:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    rows, told = [], []
    for one in found:
        for before, here in one.found.pairs():
            if one.found.parted(before, here) or not one.knows(before, here):
                continue
            held = one.found.features(before, here)
            rows.append([held.get(name, 0.0) for name in FEATURES])
            told.append(one.is_one(before, here))
    x, y = np.array(rows), np.array(told, dtype=float)
    weights = np.zeros(len(FEATURES))
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(FEATURES))
        weights -= np.linalg.solve(curve, x.T @ (p - y) + RIDGE * weights)
    return dict(zip(FEATURES, np.round(weights, 3).tolist(), strict=True))


def pairs_f1(found: Sequence[Case], weights: Mapping[str, float], least: float) -> float:
    """Return F1 of the pairs of events that are joined."""
    right = said = 0
    for one in found:
        first = founders(one.found, weights, least)
        for here, founder in enumerate(first):
            for before in range(here):
                if first[before] == founder and one.knows(before, here):
                    said += 1
                    right += one.is_one(before, here)
    return 2 * right / max(1, said + sum(one.pairs() for one in found))


def bar(found: Sequence[Case], weights: Mapping[str, float]) -> float:
    """Return the log-odds to join at that give the best F1, the highest of equal ones."""
    scores = {least: pairs_f1(found, weights, least) for least in GRID}
    print({least: round(score, 3) for least, score in scores.items()})
    return max(GRID, key=lambda least: (scores[least], least))


def main(arguments: Sequence[str]) -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        prog="python -m training.reader.tune_retellings", description=__doc__
    )
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    options = parser.parse_args(arguments)
    coder, path = Reader(from_folder(options.model)), options.model / "reader.json"
    weights = fit(list(cases(options.root, coder, tune=False)))
    least = bar(list(cases(options.root, coder, tune=True)), weights)
    fitted = json.loads(path.read_text(encoding="utf-8"))
    fitted["retellings"] = {"weights": weights, "least": least}
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
