"""Let an ensemble label open texts, for a student to learn from (stage `distil`).

    python -m training.reader.distil --root ../shared/data --base MINILM --out UNITS
        SEED0.pt SEED1.pt SEED2.pt

writes `UNITS/soft.pkl`: windows of texts that nobody annotated for events (`news_open`) or only
for something else (MUC-4 and PolNeAR training texts), with the mean shares of all teachers.
"""

import argparse
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from training.reader.losses import token_heads
from training.reader.net import Net, Sums, batch_of
from training.reader.prepare import cutter
from training.reader.sets import is_tune, rows, rule_status, verdicts_of
from training.reader.train import restored
from training.reader.units import Soft, Unit, read, units
from watchfloor.coding.encoder.wordpiece import SHAPES, WordPiece

PIECES = {"wikinews": 90_000, "state": 20_000, "muc4": 60_000, "polnear": 30_000}
"""Pieces taken of each source: what three teachers label in five minutes on one core."""

ANCHOR = 0.35
"""From this mean share on, a word of a teacher's anchors is an event to the student."""

TOGETHER = 12
"""Windows in one pass of the teachers."""


def texts(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (source, id, text), each source in an order drawn once."""
    chance = random.Random(0)  # noqa: S311  (a draw that can be repeated)
    for source, path in (
        ("wikinews", "news_open/wikinews.jsonl"),
        ("state", "news_open/state_department.jsonl"),
        ("muc4", "muc4/train.jsonl"),
        ("polnear", "polnear/train.jsonl"),
    ):
        found = [(str(row.get("id", n)), row["text"]) for n, row in enumerate(rows(root / path))]
        chance.shuffle(found)
        for doc, text in found:
            if not is_tune(doc):
                yield source, doc, text


def chosen(root: Path, cut: WordPiece) -> Iterator[tuple[Unit, list[int]]]:
    """Yield windows with the lexicon's status of each word, until each source has its share."""
    left = dict(PIECES)
    for source, doc, text in texts(root):
        if left[source] <= 0:
            continue
        laid = read(text, cut)
        if not laid.passages:
            continue
        verdicts = verdicts_of(laid)
        for window, unit in zip(laid.windows, units(laid, "soft", doc), strict=True):
            starts, ends = laid.starts[window[0] :], laid.ends[window[0] :]
            words = zip(starts[: unit.words], ends[: unit.words], strict=True)
            left[source] -= unit.size
            yield unit, [rule_status(verdicts, int(a), int(b)) for a, b in words]


def spans_of(shares: np.ndarray, home: int) -> list[tuple[int, int]]:
    """Return the anchors among the shares (words, O B I) of one head."""
    found: list[tuple[int, int]] = []
    for word in range(home, len(shares)):
        held = 1.0 - float(shares[word, 0])
        if held < ANCHOR:
            continue
        if found and found[-1][1] == word and shares[word, 2] > shares[word, 1]:
            found[-1] = (found[-1][0], word + 1)
        else:
            found.append((word, word + 1))
    return found


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch comes with `train`
def label(teachers: Sequence[Net], batch: Sequence[Unit], rules: Sequence[list[int]]) -> None:
    """Give each window of a batch the mean shares of the teachers."""
    made = batch_of(batch, [one.shapes + SHAPES * one.hints.astype(np.int64) for one in batch])
    hidden = [net.encode(made) for net in teachers]
    for row, unit in enumerate(batch):
        first = torch.from_numpy(unit.first[:-1]).long()
        read = [(net, one[row]) for net, one in zip(teachers, hidden, strict=True)]
        tokens = _mean([_shares(net.tokens(one[first])) for net, one in read])
        spans = spans_of(tokens[:, :3], unit.home)
        heard = [rules[row][low] for low, _ in spans]
        kinds, statuses = [], []
        for net, one in read if spans else ():
            features = net.event(Sums(one, unit), spans)
            kinds.append(functional.softmax(net.kind(features), -1))
            statuses.append(functional.softmax(net.statuses(features, heard), -1))
        nothing = np.zeros((0, 0), dtype=np.float32)
        unit.soft = Soft(
            tokens.astype(np.float16),
            spans,
            heard,
            _mean(kinds) if spans else nothing,
            _mean(statuses) if spans else nothing,
        )


def _shares(logits: Any) -> Any:
    return torch.cat([functional.softmax(logits[:, a:b], -1) for a, b in token_heads()], -1)


def _mean(found: Sequence[Any]) -> np.ndarray:
    mean: np.ndarray = torch.stack(list(found)).mean(0).numpy()
    return mean


def main(arguments: Sequence[str]) -> int:
    """Label the texts."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.distil", description=__doc__)
    parser.add_argument("teachers", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    teachers = []
    for path in options.teachers:
        net = Net(options.base)
        net.load_state_dict(restored(path, net), strict=True)
        teachers.append(net.eval())
    found = sorted(chosen(options.root, cutter(options.base)), key=lambda one: one[0].size)
    for low in range(0, len(found), TOGETHER):
        part = found[low : low + TOGETHER]
        label(teachers, [one for one, _ in part], [rules for _, rules in part])
    with (options.out / "soft.pkl").open("wb") as file:
        pickle.dump([one for one, _ in found], file)
    events = sum(len(one.soft.spans) for one, _ in found if one.soft)
    print(f"{len(found)} windows, {sum(one.size for one, _ in found)} pieces, {events} anchors")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
