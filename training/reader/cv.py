"""Predict PLV out of fold: five short runs from the general stage, which never saw the set.

    python -m training.reader.cv --data UNITS --base MINILM --init general.pt --out FOLDER
        [--fold K]

Writes `FOLDER/plv.jsonl` for `python -m bench plover --predictions`. Without --fold all are run,
one after another; with it one fold is trained and predicted, so that two can run side by side.
"""

import argparse
import json
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from training.reader.course import Run
from training.reader.net import Net, Sums, batch_of
from training.reader.train import restored, train
from training.reader.units import Unit
from watchfloor.coding.encoder.labels import ROOTS
from watchfloor.coding.encoder.wordpiece import SHAPES

FOLDS = 5


def predict(net: Net, units: Sequence[Unit]) -> list[str]:
    """Return the likeliest root of each sentence."""
    net.eval()
    found = []
    with torch.no_grad():
        for unit in units:
            kinds = unit.shapes.astype("int64") + SHAPES * unit.hints.astype("int64")
            hidden = net.encode(batch_of([unit], [kinds]))[0]
            logits = net.root(Sums(hidden, unit).mean([(0, unit.words)]))
            found.append(ROOTS[int(logits.argmax())])
    return found


def run_fold(fold: int, options: argparse.Namespace) -> None:
    """Train without a fold and predict it."""
    run = Run(
        stage="plv",
        data=options.data,
        base=options.base,
        out=options.out,
        init=options.init,
        ranks=1,
        seed=fold,
        limit=0,
        without=f"plv:{fold}/{FOLDS}",
        tag=f"-{fold}",
    )
    train(0, run)
    net = Net(options.base)
    net.load_state_dict(restored(options.out / f"plv-{fold}.pt", net))
    with (options.data / "plv.pkl").open("rb") as file:
        units: list[Unit] = pickle.load(file)  # noqa: S301  (our own file)
    held = [unit for number, unit in enumerate(units) if number % FOLDS == fold]
    lines = [
        json.dumps({"id": unit.doc, "root": root})
        for unit, root in zip(held, predict(net, held), strict=True)
    ]
    (options.out / f"plv-{fold}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run folds, and join the predictions when all are there."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.cv", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--init", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS) if options.fold is None else [options.fold]:
        run_fold(fold, options)
    parts = [options.out / f"plv-{fold}.jsonl" for fold in range(FOLDS)]
    if all(part.is_file() for part in parts):
        text = "".join(part.read_text(encoding="utf-8") for part in parts)
        (options.out / "plv.jsonl").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
