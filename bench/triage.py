"""What the triage before the encoder costs and saves: events lost, texts refused.

    python -m bench.triage --data FILE.jsonl [--texts N] [--coder NAME] [--json]

Events are the gold of a file whose rows have `events`, like our dispatches; of any other file they
are what the coder finds in all its texts, triage aside. Ends with 1 if less than FLOOR of the
events lie in texts that triage keeps.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.product import Installed
from bench.rows import read_jsonl
from watchfloor import defaults
from watchfloor.coding.protocol import stamp
from watchfloor.coding.triage import worth_reading
from watchfloor.errors import InputError, WatchfloorError
from watchfloor.model import Document

FLOOR = 0.995
GOLD = "gold"
SHOWN = 10
"""Refused texts with events that are named."""

Count = Callable[[Mapping[str, Any], Document], int]
"""How many events a row's document has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Counts over one file; `lost` names the refused texts that hold events, with how many."""

    data_sha256: str
    events_of: str
    texts: int
    refused: int
    events: int
    kept_events: int
    docs_per_s: float
    lost: tuple[tuple[str, int], ...]

    @property
    def recall(self) -> float:
        """Return the share of events in kept texts; 1 where there are none to lose."""
        return self.kept_events / self.events if self.events else 1.0


def measure(path: Path, coder_name: str = defaults.CODER, texts: int | None = None) -> Triage:
    """Judge the texts of a JSONL file, or `texts` of them spread over it.

    Raises:
        InputError: the file is missing or empty, or ingest refuses a text.
        UsageError: there is no such coder.
    """
    if not path.is_file():
        message = f"no data file at {path}: give the path of a JSONL file with --data"
        raise InputError(message)
    rows = _spread(read_jsonl(path), texts)
    if not rows:
        message = f"{path} holds no rows to judge"
        raise InputError(message)
    product, count, events_of = _counter(coder_name, is_gold=all("events" in row for row in rows))
    documents = [product.read(_fields(row)) for row in rows]
    begun = time.perf_counter()
    kept = [worth_reading(document) for document in documents]
    seconds = time.perf_counter() - begun
    counts = [count(row, document) for row, document in zip(rows, documents, strict=True)]
    judged = list(zip(rows, kept, counts, strict=True))
    return Triage(
        data_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        events_of=events_of,
        texts=len(rows),
        refused=kept.count(False),
        events=sum(counts),
        kept_events=sum(number for _, is_kept, number in judged if is_kept),
        docs_per_s=round(len(rows) / max(seconds, 1e-6), 1),
        lost=tuple(
            (str(row.get("id")), number)
            for row, is_kept, number in judged
            if number and not is_kept
        ),
    )


def _spread(rows: list[dict[str, Any]], texts: int | None) -> list[dict[str, Any]]:
    if texts is None or texts >= len(rows):
        return rows
    return [rows[number * len(rows) // texts] for number in range(texts)]


def _fields(row: Mapping[str, Any]) -> dict[str, str | None]:
    names = ("id", "text", "title", "source", "published")
    return {name: row[name] for name in names if row.get(name)}


def _counter(coder_name: str, *, is_gold: bool) -> tuple[Installed, Count, str]:
    """Return the product that reads rows, how to count a row's events, and whose they are."""
    from watchfloor import pipeline  # noqa: PLC0415  (--help needs no coder)

    if is_gold:
        # Reading a row needs no coder: the one that loads no model stands in.
        return Installed(pipeline.coder("lexicon")), lambda row, _: len(row["events"]), GOLD
    coder = pipeline.coder(coder_name)
    read = getattr(coder, "read", coder.code)  # the reader's way around its triage
    return Installed(coder), lambda _, document: len(read(document).events), stamp(coder)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.triage", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a JSONL file with `text`")
    parser.add_argument("--texts", type=int, help="so many of them, spread over the file")
    name = defaults.CODER
    parser.add_argument("--coder", default=name, help=f"whose events count (default: {name})")
    parser.add_argument("--json", action="store_true", help="print exactly one JSON line")
    options = parser.parse_args(arguments)
    try:
        found = measure(options.data, options.coder, options.texts)
    except WatchfloorError as error:
        print(f"bench.triage: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(asdict(found) | {"recall": round(found.recall, 4)}))
    else:
        print("\n".join(_lines(found)))
    return 0 if found.recall >= FLOOR else 1


def _lines(found: Triage) -> list[str]:
    share = found.refused / found.texts
    kept = f"{found.kept_events:,} of {found.events:,}, {found.events_of}"
    lines = [
        f"events in kept texts  {found.recall:7.4f}  ({kept}; at least {FLOOR})",
        f"texts refused         {share:7.4f}  ({found.refused:,} of {found.texts:,})",
        f"triage                {found.docs_per_s:7,.0f}  texts/s",
        f"data {found.data_sha256[:12]}",
    ]
    lines += [f"lost: {number} in {name}" for name, number in found.lost[:SHOWN]]
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
