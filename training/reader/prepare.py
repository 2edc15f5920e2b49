"""Cut every set into labelled windows once, so that each stage only loads them.

Run it before the first stage:

    python -m training.reader.prepare --root ../shared/data --base MINILM --out UNITS [SET ...]
"""

import argparse
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from training.reader.sets import ADAPTERS, Sources
from watchfloor.coding.encoder.wordpiece import WordPiece


def cutter(base: Path) -> WordPiece:
    """Return the word cutter with the base model's vocabulary."""
    words = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return WordPiece({word: number for number, word in enumerate(words) if word})


def main(arguments: Sequence[str]) -> int:
    """Cut the sets named, or all."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.prepare", description=__doc__)
    parser.add_argument("sets", nargs="*", choices=[*ADAPTERS, []])
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    sources = Sources(options.root, cutter(options.base))
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.sets or ADAPTERS:
        started = time.time()
        units = list(ADAPTERS[name](sources))
        with (options.out / f"{name}.pkl").open("wb") as file:
            pickle.dump(units, file)
        pieces = sum(unit.size for unit in units)
        events = sum(len(unit.events) for unit in units)
        seconds = time.time() - started
        print(f"{name:12} {len(units)} windows, {pieces} pieces, {events} events, {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
