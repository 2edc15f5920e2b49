"""Learn the 64 axes of event vectors: what tells happenings apart, not what tells sentences apart.

    python -m training.reader.vectors --model FOLDER --root ../shared/data

Linear discriminants (Fisher 1936; Rao 1948) over the coreference chains of ECB+ train (CC BY 3.0)
and the incident keys of our dispatches: axes on which mentions of one event lie close and mentions
of different events apart. Adds `vector.weight` to `reader-heads.npz`, and prints how well cosines
rank pairs of the tenth of the documents that was left out.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.dispatches import parse
from training.reader.sets import is_tune, rows
from watchfloor.coding.encoder.encoded import encode
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.model import Model, from_folder
from watchfloor.model import Document

AXES = 64
SHRINK = 0.2
"""Share of the identity in the covariance within chains: chains are small."""


def mentions(root: Path, model: Model) -> Iterator[tuple[str, str, Any]]:
    """Yield (document, chain, features) of every event mention that has a chain."""
    for row in rows(root / "ecbplus/train.jsonl"):
        found = [
            (one["start"], one["end"], one["chain"])
            for one in row["mentions"]
            if one.get("chain") and one["type"].startswith(("ACTION", "NEG_ACTION"))
        ]
        yield from _features(model, row["id"], row["text"], found)
    files = sorted((root / "dispatches/src/train").glob("*.txt"))
    for path in [*files, *parse.own_files()]:
        for row in parse.documents([path], parse.correction_files())[0]:
            found = [
                (one["anchor"]["start"], one["anchor"]["end"], f"{path.name}:{one['inc']}")
                for one in row["events"]
                if one.get("inc")
            ]
            yield from _features(model, row["id"], row["text"], found)


def _features(
    model: Model, name: str, text: str, found: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[str, str, Any]]:
    encoded = encode(Document.new(text), model) if found else None
    if encoded is None:
        return
    spans = [(encoded.span(start, end), chain) for start, end, chain in found]
    kept = [(span, chain) for span, chain in spans if span[0] < span[1]]
    if kept:
        features = Heads(model, encoded).event([span for span, _ in kept])
        for (_, chain), row in zip(kept, features, strict=True):
            yield name, chain, row


def discriminants(features: Any, chains: Sequence[str]) -> Any:
    """Return the axes (AXES, features) that separate chains best, as rows."""
    numbers = {chain: number for number, chain in enumerate(dict.fromkeys(chains))}
    labels = np.array([numbers[chain] for chain in chains])
    counts = np.bincount(labels)
    means = np.zeros((len(counts), features.shape[1]))
    np.add.at(means, labels, features)
    means /= counts[:, None]
    inside = features - means[labels]
    several = counts[labels] > 1
    within = inside[several].T @ inside[several] / max(1, int(several.sum()))
    scale = np.trace(within) / len(within)
    within = (1 - SHRINK) * within + SHRINK * scale * np.eye(len(within))
    between = np.cov(means.T)
    values, vectors = np.linalg.eigh(within)
    white = vectors / np.sqrt(values)
    _, turned = np.linalg.eigh(white.T @ between @ white)
    return (white @ turned[:, ::-1][:, :AXES]).T


def ranking(vectors: Any, chains: Sequence[str]) -> float:
    """Return the share of (same, different) pairs that cosine ranks rightly (AUC)."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    cosines = unit @ unit.T
    names = np.array(chains)
    upper = np.triu_indices(len(names), 1)
    same = (names[:, None] == names[None])[upper]
    scores = cosines[upper]
    order = scores.argsort().argsort() + 1.0
    positive = int(same.sum())
    negative = len(same) - positive
    total = float(order[same].sum()) - positive * (positive + 1) / 2
    return total / max(1, positive * negative)


def main(arguments: Sequence[str]) -> int:
    """Learn the axes and store them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    options = parser.parse_args(arguments)
    model = from_folder(options.model)
    found = list(mentions(options.root, model))
    held = [one for one in found if is_tune(one[0])]
    taught = [one for one in found if not is_tune(one[0])]
    mean = np.stack([one[2] for one in taught]).mean(axis=0)
    axes = discriminants(np.stack([one[2] for one in taught]), [one[1] for one in taught])
    own = np.stack([one[2] for one in held])
    chains = [one[1] for one in held]
    print(f"{len(taught)} mentions taught, {len(held)} held out")
    print(f"AUC of cosines: raw {ranking(own - mean, chains):.3f}")
    print(f"AUC of cosines: axes {ranking((own - mean) @ axes.T, chains):.3f}")
    path = options.model / "reader-heads.npz"
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["vector.weight"] = axes.astype(np.float32)
    arrays["vector.bias"] = (-axes @ mean).astype(np.float32)
    np.savez_compressed(path, **arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
