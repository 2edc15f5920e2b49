"""Documents a second of resolving alone: dates, places and actors of texts coded beforehand.

    python -m bench.resolve_speed --data FILE.jsonl ... [--coder NAME] [--limit N] [--json]

Coding is not timed. Each worker is a fresh process that resolves its share of the documents once,
so that nothing was looked up before; `cold_s` is its first document, which reads the tables. All
but `docs_per_s` and `alone_per_s` is processor time, since the clock of a busy machine tells of the
machine. One process resolves all documents last to first before the workers share them first to
last: a document whose resolutions differ by a byte is an error.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from bench.product import Installed
from bench.rows import read_jsonl
from watchfloor import pipeline, resolve
from watchfloor.defaults import CODER
from watchfloor.errors import CodingError, InputError, WatchfloorError
from watchfloor.model import Coded, Document
from watchfloor.model.codec import dumps

Work = list[tuple[Document, Coded]]
T = TypeVar("T")
WORKERS = 2
LIMIT = 200
DAY = len("2020-01-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one worker needed, in seconds; `cold_s` is its first document, the rest the others.

    `made` are the sha256 of what each document resolved to, in the order of the work.
    """

    documents: int
    cold_s: float
    clock: float
    dates: float
    places: float
    actors: float
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveSpeed:
    """Documents a second: of each part and of all on one core, by processor time; and together.

    `alone_per_s` is one process, `docs_per_s` all workers beside each other, both by the clock.
    """

    documents: int
    characters: int
    mentions: int
    dates: float
    places: float
    actors: float
    per_core: float
    alone_per_s: float
    docs_per_s: float
    cold_s: float


def measure(
    paths: Sequence[Path], *, coder: str = CODER, limit: int = LIMIT, workers: int = WORKERS
) -> ResolveSpeed:
    """Code the first `limit` rows of each file, then resolve them in `workers` processes.

    Raises:
        InputError: a file is missing, or there are too few rows for the workers.
        CodingError: a document resolves otherwise in another order or process.
    """
    work = _coded(paths, coder, limit)
    if len(work) < 2 * workers:
        message = f"{len(work)} documents are too few for {workers} workers: give more --data"
        raise InputError(message)
    (alone,) = _spend_in([work[::-1]])
    spent = _spend_in([work[number::workers] for number in range(workers)])
    compare(work, alone.made[::-1], [one.made for one in spent])
    timed = sum(one.documents for one in spent)

    def rate(seconds: float) -> float:
        return round(timed / max(seconds, 1e-9), 1)

    parts = {part: sum(getattr(one, part) for one in spent) for part in PARTS}
    return ResolveSpeed(
        documents=len(work),
        characters=sum(len(document.text) for document, _ in work) // len(work),
        mentions=sum(len(coded.mentions) for _, coded in work) // len(work),
        per_core=rate(sum(parts.values())),
        alone_per_s=round(alone.documents / max(alone.clock, 1e-9), 1),
        docs_per_s=rate(max(one.clock for one in spent)),
        cold_s=round(max(one.cold_s for one in spent), 3),
        **{part: rate(seconds) for part, seconds in parts.items()},
    )


def _spend_in(shares: Sequence[Work]) -> list[Spent]:
    """Resolve each share in a process of its own, beside each other."""
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        return list(pool.map(spend, shares))


def compare(work: Work, alone: Sequence[str], shared: Sequence[Sequence[str]]) -> None:
    """Hold what one process made of the documents against what the workers made of their shares.

    Raises:
        CodingError: a document resolved otherwise.
    """
    for number, (document, _) in enumerate(work):
        if alone[number] != shared[number % len(shared)][number // len(shared)]:
            message = (
                f"{document.external_id or document.id} resolves otherwise in another order or "
                "process: a resolver keeps something between documents; look for a cache that is "
                "keyed by less than its answer depends on"
            )
            raise CodingError(message)


PARTS = ("dates", "places", "actors")


def _coded(paths: Sequence[Path], coder: str, limit: int) -> Work:
    product, using = Installed(pipeline.coder(coder)), pipeline.coder(coder)
    found: Work = []
    for path in paths:
        if not path.is_file():
            message = f"no data file at {path}: give paths of JSONL files with --data"
            raise InputError(message)
        for row in read_jsonl(path)[:limit]:
            day = str(row.get("published") or row.get("date") or "")[:DAY] or None
            fields = {"id": str(row["id"]), "text": row["text"], "published": day}
            document = product.read(fields | {"source": row.get("source")})
            found.append((document, using.code(document)))
    return found


def spend(work: Work) -> Spent:
    """Resolve documents one after the other; time each part by the processor."""
    begun = time.process_time()
    made = [resolve.resolve(*work[0])]
    cold = time.process_time() - begun
    seconds = dict.fromkeys(PARTS, 0.0)

    def timed(part: str, step: Callable[[], T]) -> T:
        start = time.process_time()
        value = step()
        seconds[part] += time.process_time() - start
        return value

    begun = time.perf_counter()
    for document, coded in work[1:]:
        made.append(resolve.resolve_in_parts(document, coded, timed))
    clock = time.perf_counter() - begun
    digests = tuple(hashlib.sha256(dumps(one).encode()).hexdigest() for one in made)
    return Spent(documents=len(work) - 1, cold_s=cold, clock=clock, made=digests, **seconds)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.resolve_speed", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="JSONL with `text`")
    parser.add_argument("--coder", default=CODER, help="the coder whose mentions are resolved")
    parser.add_argument("--limit", type=int, default=LIMIT, help="rows of each file")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes")
    parser.add_argument("--json", action="store_true", help="print exactly one JSON line")
    options = parser.parse_args(arguments)
    try:
        speed = measure(
            options.data, coder=options.coder, limit=options.limit, workers=options.workers
        )
    except WatchfloorError as error:
        print(f"bench.resolve_speed: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(asdict(speed)))
        return 0
    for part in (*PARTS, "per_core"):
        print(f"{part:10} {getattr(speed, part):8.1f} documents/s a core, processor time")
    print(f"alone      {speed.alone_per_s:8.1f} documents/s by the clock, one process")
    print(f"together   {speed.docs_per_s:8.1f} documents/s by the clock, {options.workers} workers")
    print(f"cold start {speed.cold_s:8.3f} s for a worker's first document")
    print(
        f"{speed.documents} documents of {speed.characters} characters, {speed.mentions} mentions"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
