"""How far a stage is: what it logs and keeps on the way, and by what it ends.

A stage may run in several sessions: each keeps its state every five minutes, and the same command
goes on from there.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from training.reader.held import Watch
from training.reader.losses import Losses
from training.reader.net import Net

EVERY = 300.0


@dataclass(frozen=True, slots=True)
class Run:
    """What the command line asks for."""

    stage: str
    data: Path
    base: Path
    out: Path
    init: Path | None
    ranks: int
    seed: int
    limit: int
    minutes: float = 0.0
    without: str = ""
    tag: str = ""
    patience: int = 0
    session: float = 0.0


class Course:
    """How far a stage is: what it logs, keeps every five minutes and ends by."""

    def __init__(self, run: Run, kept: Path, spent: float, watch: Watch | None) -> None:
        self.run, self.kept, self.watch = run, kept, watch
        self.begun = self.saved = time.time()
        self.spent, self.seen = spent, 0
        self.shown: dict[str, float] = {}

    def seconds(self) -> float:
        """Return how long the stage has run, all sessions together."""
        return time.time() - self.begun + self.spent

    def by_clock(self) -> float:
        """Return the share of a run's time that is spent; the rate falls by it if it is ahead."""
        return self.seconds() / (60 * self.run.minutes) if self.run.minutes else 0.0

    def over(self) -> bool:
        """Return whether this session is, of a stage that runs in several."""
        return bool(self.run.session) and time.time() - self.begun > 60 * self.run.session

    def due(self) -> bool:
        """Return whether it is time to keep the state."""
        return time.time() - self.saved > EVERY or self.over()

    def told(
        self, step: int, steps: int, pieces: int, parts: Mapping[str, float], *, show: bool
    ) -> None:
        """Note the losses of a step, and print them now and then."""
        self.seen += pieces
        for name, value in parts.items():
            self.shown[name] = 0.97 * self.shown.get(name, value) + 0.03 * value
        if show and (step % 50 == 0 or step == steps - 1):
            speed = self.run.ranks * self.seen / max(1e-9, time.time() - self.begun)
            _log(
                f"{self.run.stage}{self.run.tag} {step}/{steps}", self.seconds(), speed, self.shown
            )

    def save(self, net: Net, adam: torch.optim.Optimizer, step: int) -> None:
        """Keep the state from which the same command goes on."""
        _save(self.kept, net, adam, step, self.seconds())
        self.saved = time.time()

    def looked(self, net: Net, losses: Losses, step: int) -> bool:
        """Look at what is held out, if anything is; return whether the stage should end."""
        if self.watch is None:
            return False
        found, ends = self.watch.look(net, losses)
        line = " ".join(f"{name} {value:.4f}" for name, value in found.items())
        print(f"held out after {step}: {line}{' (stop)' if ends else ''}", flush=True)
        return ends

    def finish(self, net: Net, losses: Losses, steps: int) -> None:
        """Write the stage's parameters: the best that were looked at, if it was watched."""
        self.looked(net, losses, steps)
        if self.watch is not None:
            self.watch.restore(net)
        torch.save(trained(net), self.run.out / f"{self.run.stage}{self.run.tag}.pt")
        self.kept.unlink(missing_ok=True)


def _log(step: str, seconds: float, speed: float, losses: dict[str, float]) -> None:
    line = " ".join(f"{name} {value:.3f}" for name, value in sorted(losses.items()))
    print(f"{step} {seconds:.0f}s {speed:.0f}/s {line}", flush=True)


def trained(net: Net) -> dict[str, Any]:
    """Return the parameters that a stage keeps."""
    return {name: value for name, value in net.state_dict().items() if keeps(name)}


def keeps(name: str) -> bool:
    """Say whether a parameter is part of a stage: all but the frozen word embeddings."""
    return "word_embeddings" not in name and "position_ids" not in name


def _save(path: Path, net: Net, adam: torch.optim.Optimizer, step: int, seconds: float) -> None:
    new = path.with_suffix(".new")
    torch.save({"net": net.state_dict(), "adam": adam.state_dict(), "at": [step, seconds]}, new)
    new.replace(path)


def resumed(path: Path, net: Net, adam: torch.optim.Optimizer) -> tuple[int, float]:
    """Restore a run that was stopped; return its next step and the seconds spent so far."""
    if not path.is_file():
        return 0, 0.0
    state = torch.load(path, weights_only=True)
    net.load_state_dict(state["net"])
    adam.load_state_dict(state["adam"])
    step, seconds = state["at"]
    return int(step), float(seconds)
