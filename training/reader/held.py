"""Watch the texts that are held out while a stage learns, and stop when they gain no more.

The loss is taken on windows of *tune*, which no stage learns from: on all tasks of its sets,
each set weighing alike. Development files stay closed: stopping by them would make their figures
figures of training.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch

from training.reader.losses import Losses
from training.reader.net import Net, batch_of
from training.reader.units import Unit
from watchfloor.coding.encoder.wordpiece import SHAPES

PIECES = 12_000
"""Pieces of a set that are looked at each time, about five seconds of one core."""

TOGETHER = 1080
"""Pieces of a batch."""


def sampled(sets: Mapping[str, Sequence[Unit]], pieces: int = PIECES) -> dict[str, list[Unit]]:
    """Draw the windows of each set that are watched, the same ones every time."""
    drawn = {}
    for name, units in sets.items():
        order = sorted(units, key=lambda unit: (unit.doc, unit.size))
        random.Random(name).shuffle(order)  # noqa: S311  (an order that can be repeated)
        ends = np.cumsum([unit.size for unit in order])
        drawn[name] = order[: int(np.searchsorted(ends, pieces)) + 1]
    return {name: units for name, units in drawn.items() if units}


def loss_of(net: Net, losses: Losses, units: Sequence[Unit]) -> float:
    """Return the mean loss of the batches of some windows, as training would see it undressed."""
    was = net.training
    net.eval()
    found = []
    with torch.no_grad():
        for batch in _batches(units):
            kinds = [
                one.shapes.astype(np.int64) + SHAPES * one.hints.astype(np.int64) for one in batch
            ]
            found.append(float(losses.of(batch_of(batch, kinds))[0]))
    net.train(was)
    return float(np.mean(found))


def _batches(units: Sequence[Unit]) -> list[list[Unit]]:
    found: list[list[Unit]] = [[]]
    for unit in sorted(units, key=lambda unit: unit.size):
        if found[-1] and unit.size * (len(found[-1]) + 1) > TOGETHER:
            found.append([])
        found[-1].append(unit)
    return found


@dataclass(slots=True)
class Watch:
    """The best parameters so far, and whether it is time to stop.

    `patience` is how many looks without a better loss end the stage; 0 looks and never stops.
    """

    held: Mapping[str, Sequence[Unit]]
    patience: int
    best: float = float("inf")
    worse: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    def look(self, net: Net, losses: Losses) -> tuple[dict[str, float], bool]:
        """Take the loss of each held set; return them, and whether the stage should end here."""
        found = {name: loss_of(net, losses, units) for name, units in self.held.items()}
        mean = float(np.mean(list(found.values())))
        if mean < self.best:
            self.best, self.worse = mean, 0
            self.kept = {name: value.clone() for name, value in net.state_dict().items()}
        else:
            self.worse += 1
        return found | {"mean": mean}, bool(self.patience) and self.worse >= self.patience

    def restore(self, net: Net) -> None:
        """Put the best parameters back, if the stage may stop early and had a look."""
        if self.patience and self.kept:
            net.load_state_dict(self.kept)
