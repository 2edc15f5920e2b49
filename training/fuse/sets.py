"""The train parts that fusion is fitted on: ECB+, MEANTIME, and our dispatches' incident keys."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.mentions import of_probes
from bench.product import Product, read_text
from training.dispatches import parse
from training.fuse.folds import fold_of
from training.reader.sets import rows
from watchfloor.coding.vectors import Vectors
from watchfloor.fuse.words import READ, stems
from watchfloor.model import Report

Spans = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """One document of a set: its row, the mentions with their chains, and what it is held out with.

    `set` is ecbplus, meantime or dispatches; `group` a topic, a corpus, a file.
    """

    set: str
    group: str
    row: dict[str, str | None]
    mentions: Spans


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mention: its report, whose vector is of a net that never saw its group, and its chain."""

    set: str
    group: str
    chain: str
    report: Report


def sources(root: Path) -> Iterator[Source]:
    """Yield the documents of every train part; development parts are never opened."""
    for row in rows(root / "ecbplus/train.jsonl"):
        found = [
            (one["start"], one["end"], one["chain"])
            for one in row["mentions"]
            if one["validated"] and "ACTION" in one["type"]
        ]
        yield Source("ecbplus", f"ecb-{row['topic']}", _row(row, None), found)
    for row in rows(root / "meantime/train.jsonl"):
        found = [
            (one["start"], one["end"], one.get("chain") or f"{row['id']}/{one['id']}")
            for one in row["mentions"]
            if one["kind"] == "event"
        ]
        yield Source("meantime", row["corpus"], _row(row, row["dct"]), found)
    files = sorted((root / "dispatches/src/train").glob("*.txt"))
    for path in [*files, *parse.own_files()]:
        for row in parse.documents([path], parse.correction_files())[0]:
            found = [
                (one["anchor"]["start"], one["anchor"]["end"], f"{path.name}:{one['inc']}")
                for one in row["events"]
                if one.get("inc")
            ]
            yield Source("dispatches", path.name, _row(row, row["published"]), found)


def _row(row: dict[str, Any], published: str | None) -> dict[str, str | None]:
    return {"id": row["id"], "text": row["text"], "published": published}


def labelled(
    product: Product, held: Sequence[Source], nets: Mapping[int, Vectors]
) -> Iterator[Labelled]:
    """Yield every mention of the documents, probed by the product.

    Its vector is of the net in `nets` that was trained without its fold: what a net was taught,
    it tells apart too well.
    """
    for source in held:
        if not source.mentions:
            continue
        text = read_text(product, source.row)
        spans = [text.span(start, end) for start, end, _ in source.mentions]
        found = of_probes(text.document, product.probe(text.document, spans))
        vectors = nets[fold_of(source.group)].of(text.document, spans)
        seen = set[str]()
        for report, (_, _, chain), vector in zip(found, source.mentions, vectors, strict=True):
            if report.chain not in seen:
                seen.add(report.chain)
                yield Labelled(source.set, source.group, chain, replace(report, vector=vector))


CAP = 3
"""Documents of one topic that count for a stem: a topic's own names are not common words."""

COMMON = 8
"""Documents in which a stem has to stand to be in the table."""


def common(held: Sequence[Source]) -> dict[str, float]:
    """Return stem -> how much it tells: ln(N / n) over ln(N / COMMON), for stems in n documents.

    An inverse document frequency (Sparck Jones 1972) from the train parts, fixed once and for all.
    """
    counts: dict[str, Counter[str]] = {}
    groups = Counter(_about(source) for source in held)
    for source in held:
        found = set(stems((source.row["text"] or "")[:READ]))
        counts.setdefault(_about(source), Counter()).update(found)
    total = Counter[str]()
    for of_group in counts.values():
        total.update({word: min(CAP, n) for word, n in of_group.items()})
    documents = sum(min(CAP, n) for n in groups.values())
    scale = np.log(documents / COMMON) if documents > COMMON else 1.0
    return {
        word: round(max(0.0, float(np.log(documents / n) / scale)), 3)
        for word, n in sorted(total.items())
        if n >= COMMON
    }


def _about(source: Source) -> str:
    """Return what a document shares its names with: a topic, or (a dispatch) nothing but itself."""
    return source.group if source.set != "dispatches" else f"{source.group}/{source.row['id']}"
