"""Train one stage, in one process or in several that average their parameters.

    python -m training.reader.train STAGE --data UNITS --base MINILM --out DIR [--init FILE]
        [--ranks 2] [--seed 0] [--limit STEPS]

Every five minutes rank 0 writes `DIR/STAGE.state`; the same command continues from there. The
order of batches depends on the seed alone, so a resumed run sees what an unbroken one would.
"""

import argparse
import os
import pickle
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import distributed, multiprocessing

from training.reader.course import Course, Run, resumed
from training.reader.held import Watch, sampled
from training.reader.losses import Losses
from training.reader.net import Batch, Net, batch_of
from training.reader.sets import is_tune
from training.reader.stages import KEPT, STAGES, Stage
from training.reader.units import Unit
from watchfloor.coding.encoder.labels import GUIDELINES, NAME_LOGITS
from watchfloor.coding.encoder.wordpiece import SHAPES

MASK = 103
WARM = 60
TOGETHER = 6
"""Steps between two averagings of the parameters (local SGD, Stich 2019): averaging gradients at
every step cost a third of the time on two cores."""

CLIP = 2.0
LOWER, UPPER = 1, 3
PARTS = {"re3d": ("names", "ner/re3d"), "ewt": ("names", "ner/uner")}
"""Parts of a set that a stage may name on their own: the set, and how the part's name begins."""


def load(
    folder: Path, names: Sequence[str], without: str = "", *, held: bool = False
) -> dict[str, list[Unit]]:
    """Load the units of sets without tune, or with `held` tune's alone.

    `without` "set:k/n" leaves out fold k of n too.
    """
    found = {}
    for name in names:
        with (folder / f"{PARTS.get(name, (name,))[0]}.pkl").open("rb") as file:
            units: list[Unit] = pickle.load(file)  # noqa: S301  (our own file)
        if name in PARTS:
            units = [unit for unit in units if unit.set.startswith(PARTS[name][1])]
        if without.startswith(name + ":"):
            fold, folds = map(int, without.split(":")[1].split("/"))
            units = [unit for n, unit in enumerate(units) if n % folds != fold]
        elif name != "plv":
            units = [unit for unit in units if is_tune(unit.doc) == held]
        found[name] = units
    return found


def schedule(sets: dict[str, list[Unit]], stage: Stage, seed: int) -> list[list[Unit]]:
    """Return the batches of the whole stage, in order."""
    chance = random.Random(seed)  # noqa: S311  (an order that can be repeated)
    batches: list[list[Unit]] = []
    for name, passes in stage.passes.items():
        left = passes
        while left > 0:
            units = [unit for unit in sets[name] if _kept(unit, chance)]
            if left < 1:
                units = chance.sample(units, int(len(units) * left))
            batches += _batches(units, stage.pieces, chance)
            left -= 1
    chance.shuffle(batches)
    return batches


def _kept(unit: Unit, chance: random.Random) -> bool:
    if unit.set == "muc4" and unit.doc_types is not None:
        held = any((unit.bio[head] > 0).any() for head in unit.bio)
        positive = unit.doc_types[-1] > 0
        return bool(positive and (held or unit.home == 0)) or chance.random() < KEPT["muc4"]
    if unit.set.startswith("ner/btc"):
        return chance.random() < KEPT["btc"]
    return True


def _batches(units: list[Unit], pieces: int, chance: random.Random) -> list[list[Unit]]:
    """Group units of like length."""
    order = sorted(units, key=lambda unit: unit.size + chance.random() * 30)
    found: list[list[Unit]] = []
    batch: list[Unit] = []
    longest = 0
    for unit in order:
        longest = max(longest, unit.size)
        if batch and longest * (len(batch) + 1) > pieces:
            found.append(batch)
            batch, longest = [], unit.size
        batch.append(unit)
    if batch:
        found.append(batch)
    return found


def dressed(units: Sequence[Unit], chance: random.Random) -> Batch:
    """Vary what the text is not about: case, hints, and some anchor words."""
    kinds = []
    masked: list[tuple[int, int, int]] = []
    for row, unit in enumerate(units):
        shapes, hints = unit.shapes.copy(), unit.hints.copy()
        draw = chance.random()
        letters = (shapes == 1) | (shapes == 2) | (shapes == 3) | (shapes == 5)
        if draw < (0.4 if unit.set == "muc4" else 0.12):
            shapes[letters] = LOWER
        elif draw > 0.9 and unit.set != "muc4":
            shapes[letters] = UPPER
        if chance.random() < 0.15:
            hints[:] = 0
        else:
            gone = np.array([chance.random() < 0.05 for _ in hints], dtype=bool)
            hints[gone] = 0
        kinds.append(shapes.astype(np.int64) + SHAPES * hints.astype(np.int64))
        if unit.set in ("dispatches", "wikievents"):
            for event in unit.events:
                if chance.random() < 0.08:
                    masked.append((row, int(unit.first[event["i"]]), int(unit.first[event["j"]])))
    batch = batch_of(units, kinds)
    for row, start, end in masked:
        batch.ids[row, start:end] = MASK
    return batch


def optimiser(net: Net, stage: Stage) -> torch.optim.Optimizer:
    """AdamW: the encoder slow, heads and token types fast, word embeddings frozen."""
    slow: list[Any] = []
    plain: list[Any] = []
    fast: list[Any] = []
    for name, parameter in net.named_parameters():
        if not parameter.requires_grad:
            continue
        if not name.startswith("bert") or "token_type" in name:
            fast.append(parameter)
        else:
            (slow if parameter.ndim > 1 else plain).append(parameter)
    groups = [
        {"params": slow, "weight_decay": 0.01, "lr": stage.rate},
        {"params": plain, "weight_decay": 0.0, "lr": stage.rate},
        {"params": fast, "weight_decay": 0.01, "lr": stage.head_rate},
    ]
    return torch.optim.AdamW(groups, fused=True)


def average(net: Net, ranks: int) -> None:
    """Average the parameters over the processes, as one flat vector."""
    if ranks == 1:
        return
    with torch.no_grad():
        trained = [one for one in net.parameters() if one.requires_grad]
        flat = torch.cat([one.reshape(-1) for one in trained])
        distributed.all_reduce(flat)
        flat /= ranks
        start = 0
        for one in trained:
            one.copy_(flat[start : start + one.numel()].view_as(one))
            start += one.numel()


def train(rank: int, run: Run) -> None:  # noqa: C901  (one loop, read from top to bottom)
    """Train in one process."""
    torch.set_num_threads(1)
    torch.manual_seed(run.seed)
    if run.ranks > 1:
        _meet(rank, run)
    stage = STAGES[run.stage]
    batches = schedule(load(run.data, list(stage.passes), run.without), stage, run.seed)
    steps = len(batches) // run.ranks
    steps = min(steps, run.limit) if run.limit else steps
    net, adam = begun(run, stage)
    rates = [group["lr"] for group in adam.param_groups]
    kept = run.out / f"{run.stage}{run.tag}.state"
    begin, spent = resumed(kept, net, adam)
    torch.manual_seed(run.seed * 1000 + rank + begin)
    chance = random.Random(f"{run.seed} {rank} {begin}")  # noqa: S311  (the same)
    losses = Losses(net)
    course = Course(run, kept, spent, watching(run, stage) if rank == 0 else None)
    net.train()
    if course.looked(net, losses, begin):
        begin = steps
    for step in range(begin, steps):
        done = max(step / steps, course.by_clock())
        if done >= 1.0:
            break
        pace = min(1.0, (step + 1) / WARM) * max(0.01, 1 - done)
        for group, rate in zip(adam.param_groups, rates, strict=True):
            group["lr"] = rate * pace
        batch = dressed(batches[step * run.ranks + rank], chance)
        parts = stepped(net, adam, losses, batch)
        if step % TOGETHER == 0 or step == steps - 1:
            average(net, run.ranks)
        course.told(step, steps, int(batch.mask.sum()), parts, show=rank == 0)
        if rank == 0 and step % TOGETHER == 0 and course.due():
            course.save(net, adam, step + 1)
            if course.over():
                print(
                    f"{run.stage}{run.tag} goes on from {step + 1} by the same command", flush=True
                )
                return
            if course.looked(net, losses, step):
                break
    if rank == 0:
        course.finish(net, losses, steps)
    if run.ranks > 1:
        distributed.destroy_process_group()


def stepped(
    net: Net, adam: torch.optim.Optimizer, losses: Losses, batch: Batch
) -> dict[str, float]:
    """Learn from one batch; return the parts of its loss."""
    loss, parts = losses.of(batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), CLIP)
    adam.step()
    adam.zero_grad(set_to_none=True)
    return parts


def begun(run: Run, stage: Stage) -> tuple[Net, torch.optim.Optimizer]:
    """Return the net that a stage starts from, and its optimiser."""
    net = Net(run.base)
    if run.init:
        net.load_state_dict(restored(run.init, net), strict=True)
    freeze(net, stage.frozen)
    return net, optimiser(net, stage)


def watching(run: Run, stage: Stage) -> Watch | None:
    """Return the watch over what is held out; None in several processes, or where none is asked."""
    if not run.patience or run.ranks > 1:
        return None
    sets = [name for name in stage.passes if name not in ("plv", "soft", "weak")]
    return Watch(sampled(load(run.data, sets, held=True)), run.patience)


def _meet(rank: int, run: Run) -> None:
    """Wait for the other processes."""
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    meeting = (run.out / f"{run.stage}{run.tag}.meet").resolve()
    distributed.init_process_group(
        "gloo", init_method=f"file://{meeting}", rank=rank, world_size=run.ranks
    )


def freeze(net: Net, layers: int) -> None:
    """Leave the word embeddings untrained, and with `layers` all embeddings and so many layers."""
    for part in (net.bert.embeddings, *net.bert.encoder.layer[:layers]):
        part.requires_grad_(layers == 0)
    net.bert.embeddings.word_embeddings.requires_grad_(False)


def restored(path: Path, net: Net) -> dict[str, Any]:
    """Return a net's whole state with a stage's parameters in it."""
    state: dict[str, Any] = net.state_dict()
    if path.suffix == ".safetensors":
        found = load_file(path)
    else:
        found = torch.load(path, weights_only=True)
    for name, value in found.items():
        if name.startswith("tokens.") and len(value) < len(state[name]):
            # a stage from before the guidelines had heads: each starts as the one head of names
            own = [value[-NAME_LOGITS:]] * (len(GUIDELINES) - 1)
            state[name] = torch.cat([value, *own]).float()
        elif name in state:
            state[name] = value.float()
    return state


def main(arguments: Sequence[str]) -> int:
    """Start the processes."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.train", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--ranks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=0.0, help="end by then at the latest")
    parser.add_argument("--without", default="", help="set:k/n leaves out fold k of n")
    parser.add_argument("--tag", default="")
    parser.add_argument(
        "--patience", type=int, default=0, help="looks at held-out texts without gain that end it"
    )
    parser.add_argument(
        "--session",
        type=float,
        default=0.0,
        help="minutes after which it may be gone on with later",
    )
    run = Run(**vars(parser.parse_args(arguments)))
    run.out.mkdir(parents=True, exist_ok=True)
    (run.out / f"{run.stage}{run.tag}.meet").unlink(missing_ok=True)
    if run.ranks > 1 and (run.minutes or run.session):
        parser.error("--minutes and --session need --ranks 1: two processes would part")
    if run.ranks == 1:
        train(0, run)
    else:
        multiprocessing.spawn(train, args=(run,), nprocs=run.ranks)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
