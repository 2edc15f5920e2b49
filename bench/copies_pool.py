"""A pool of texts for `bench copies`: originals, their made copies, and hard negatives.

Originals are rows of real files. Two rows of which one holds half of the other's runs of eight
words may be real copies: one of them is left out, and counted. What is left is true by making.
"""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from bench.copies_edits import OUTLETS, Page, copy_of, furniture, page
from watchfloor.errors import InputError

SHORTEST, LONGEST = 40, 3_000
"""Words of a text that may become an original."""

ORIGINALS, OTHERS = 600, 200
LOOKALIKES, PAGES = 100, 100
"""Pairs of each kind of hard negative."""

RUN, TWINS, SAMPLED = 8, 0.5, 4
FURNITURE = (0.3, 0.6)
"""Share of furniture in a page that is mostly furniture."""

Row = dict[str, Any]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Pages in shuffled order; `lookalikes` and `pages` are pairs that must stay apart."""

    pages: tuple[Page, ...]
    lookalikes: tuple[Pair, ...]
    furnished: tuple[Pair, ...]
    left_out: int


def files_of(path: Path) -> list[Path]:
    """Return the files of texts at a path: itself, or those of a folder.

    Raises:
        InputError: there are none.
    """
    found = [path] if path.is_file() else sorted([*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")])
    if not found:
        message = f"no .jsonl or .jsonl.gz at {path}: give a file or folder of texts with --data"
        raise InputError(message)
    return found


def read_rows(path: Path) -> list[Row]:
    """Return the rows with a text of a fit length, in the order of the files.

    Raises:
        InputError: a file is not JSONL, or too few rows have such a text.
    """
    rows = [row for file in files_of(path) for row in _rows(file)]
    fit = [row for row in rows if SHORTEST <= len(str(row.get("text", "")).split()) <= LONGEST]
    if len(fit) < 2 * (LOOKALIKES + PAGES):
        message = f"{path}: {len(fit)} texts of {SHORTEST} to {LONGEST:,} words are too few"
        raise InputError(message)
    return fit


def _rows(path: Path) -> Iterator[Row]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                message = f"{path}:{number}: not JSON ({error})"
                raise InputError(message) from error


def make_pool(rows: Sequence[Row], seed: int) -> Pool:
    """Return originals with none to four copies each, and 200 pairs of hard negatives."""
    chance = random.Random(seed)  # noqa: S311  (edits, no secrets)
    rows = list(rows)
    chance.shuffle(rows)
    wanted = min(len(rows) * 9 // 10, ORIGINALS + 2 * PAGES)
    # What edits put in is of texts that are in the pool in no other way.
    others = [str(row["text"]) for row in rows[wanted : wanted + OTHERS]]
    kept = _without_twins([str(row["text"]) for row in rows[:wanted]])
    texts = [str(rows[at]["text"]) for at in kept]
    count = max(len(texts) - 2 * PAGES, len(texts) // 2)
    made = [
        page(texts[at], f"t{at}", source=_source(rows[kept[at]]), number=0) for at in range(count)
    ]
    lookalikes = _lookalikes(texts[:count])
    for original in list(made):
        for number in range(1, chance.choice((1, 1, 2, 3, 4, 5))):
            made.append(copy_of(original, number, chance, others))
    furnished = []
    for number, (one, other) in enumerate(
        zip(texts[count::2], texts[count + 1 :: 2], strict=False)
    ):
        pair = _furnished(one, other, number, chance)
        furnished.append((len(made), len(made) + 1))
        made += pair
    order = list(range(len(made)))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    return Pool(
        pages=tuple(made[old] for old in order),
        lookalikes=tuple((place[one], place[other]) for one, other in lookalikes),
        furnished=tuple((place[one], place[other]) for one, other in furnished[:PAGES]),
        left_out=wanted - len(kept),
    )


def _source(row: Row) -> str | None:
    """Return who published a row: several texts of a file have one publisher, as in the world."""
    source = row.get("source")
    return source if isinstance(source, str) else None


def _furnished(one: str, other: str, number: int, chance: random.Random) -> list[Page]:
    """Return two pages of one site, different texts in the same furniture.

    Of three pairs one names its site, one names none, and one has two names: sites of one owner.
    """
    words = (len(one.split()) + len(other.split())) / 2
    # The smaller text must not drown: its share of furniture is what is drawn.
    share = chance.uniform(*FURNITURE)
    shorter = min(len(one.split()), len(other.split()), words)
    menu, foot = furniture(chance, round(shorter * share / (1 - share)))
    sites = ((OUTLETS[number % len(OUTLETS)],) * 2, (None, None), chance.sample(OUTLETS, 2))
    return [
        page(f"{menu}\n\n{text}\n\n{foot}", f"p{number}{at}", source=source, number=0)
        for at, (text, source) in enumerate(zip((one, other), sites[number % 3], strict=True))
    ]


def _without_twins(texts: Sequence[str]) -> list[int]:
    """Return the positions of texts of which none holds half of an earlier one, or the reverse."""
    holders: dict[int, list[int]] = {}
    sizes, kept = dict[int, int](), list[int]()
    for at, text in enumerate(texts):
        runs = _runs(text)
        common = Counter(other for run in runs for other in holders.get(run, ()))
        if any(n >= TWINS * min(len(runs), sizes[other]) for other, n in common.items()):
            continue
        kept.append(at)
        sizes[at] = max(1, len(runs))
        for run in runs:
            holders.setdefault(run, []).append(at)
    return kept


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    # Not `hash`, which differs from process to process: a seed is to make one pool.
    runs = (crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))
    return {run for run in runs if run % SAMPLED == 0}


def _lookalikes(texts: Sequence[str]) -> list[Pair]:
    """Return the pairs of different texts with most in common: one event, one series, one form.

    They are ranked by the share of common word pairs that few texts have (Jaccard).
    """
    pairs = [set(pairwise(words)) for words in (re.findall(r"\w+", text.lower()) for text in texts)]
    spread = Counter(one for found in pairs for one in found)
    rare = [{one for one in found if 1 < spread[one] <= 12} for found in pairs]
    holders: dict[tuple[str, str], list[int]] = {}
    for at, found in enumerate(rare):
        for one in found:
            holders.setdefault(one, []).append(at)
    common = Counter(pair for found in holders.values() for pair in combinations(found, 2))
    ranked = sorted(
        common, key=lambda pair: (-common[pair] / len(pairs[pair[0]] | pairs[pair[1]]), pair)
    )
    return ranked[:LOOKALIKES]
