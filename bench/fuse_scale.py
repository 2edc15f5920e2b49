"""Fusion's speed and quality on made reports: `python -m bench.fuse_scale --reports 50000`.

Made reports, about three an incident, 55 a day over 120 towns of one region, as in
research/peers.md section 5, where a rule set in SQL reached pairwise F .873 on 50,000: type, day,
point, actor and dead, each with the noise of reporting. A longer record has more days, not denser
ones. With `--texts` every report also has a vector, an anchor and words as a reader gives them.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from watchfloor.fuse import block
from watchfloor.fuse.incidents import fuse
from watchfloor.fuse.update import update
from watchfloor.model import report_schema

if TYPE_CHECKING:
    import pyarrow as pa

TOWNS, AN_INCIDENT, A_DAY, ACTORS = 120, 3, 55, 12
TYPES = ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION")
WORDS = 4_000
FIRST_DAY = 0


@dataclass(frozen=True, slots=True)
class Made:
    """Made reports, and the incident that each tells of, by chain."""

    table: "pa.Table"
    truth: Mapping[str, int]


def made(reports: int, seed: int, *, texts: bool) -> Made:
    """Return `reports` reports with the noise of reporting.

    An incident is reported one to five times. A report dates it a day off in one of ten, places it
    within 5 km of the town's centre, has another type in one of twenty, names no actor in a third,
    another one in one of twenty, gives no dead in a third, and else a number up to a quarter off.
    """
    chance = np.random.default_rng(seed)
    incidents = reports // AN_INCIDENT + 5
    each = chance.integers(1, 2 * AN_INCIDENT, incidents)
    of = np.repeat(np.arange(incidents), each)[:reports]
    while len(of) < reports:
        of = np.concatenate([of, chance.integers(0, incidents, reports - len(of))])
    days = max(2, reports // A_DAY)
    towns = np.stack([chance.uniform(30, 37, TOWNS), chance.uniform(36, 48, TOWNS)], axis=1)
    town, day = chance.integers(0, TOWNS, incidents)[of], chance.integers(0, days, incidents)[of]
    kind = chance.choice(len(TYPES), incidents, p=(0.5, 0.2, 0.15, 0.1, 0.05))[of]
    actor = chance.integers(0, ACTORS, incidents)[of]
    dead = chance.poisson(4, incidents)[of]
    size = len(of)
    day = day + np.where(chance.random(size) < 0.1, chance.choice((-1, 1), size), 0)
    kind = np.where(chance.random(size) < 0.05, chance.integers(0, len(TYPES), size), kind)
    actor = np.where(chance.random(size) < 0.05, chance.integers(0, ACTORS, size), actor)
    unnamed = chance.random(size) < 1 / 3
    uncounted = chance.random(size) < 1 / 3
    off = np.rint(dead * chance.uniform(0.75, 1.25, size)).astype(int)
    position = towns[town] + chance.uniform(-0.045, 0.045, (size, 2))
    columns: dict[str, Any] = {
        "chain": [f"c{number:08d}" for number in range(size)],
        "document_id": [f"d{number:08d}" for number in range(size)],
        "copy_group": [f"d{number:08d}" for number in range(size)],
        "published": day + chance.integers(0, 3, size),
        "type": [TYPES[one] for one in kind],
        "mode": [[] for _ in range(size)],
        "status": ["actual"] * size,
        "date_from": day,
        "date_to": day,
        "date_precision": ["day"] * size,
        "lat": position[:, 0],
        "lon": position[:, 1],
        "radius_km": np.full(size, 5.0),
        "country": ["IRQ"] * size,
        "place_precision": ["town"] * size,
        "actors": [[] if no else [f"group-{one}"] for no, one in zip(unnamed, actor, strict=True)],
        "recipients": [[] for _ in range(size)],
        "dead_low": [None if no else int(one) for no, one in zip(uncounted, off, strict=True)],
        "dead_high": [None if no else int(one) for no, one in zip(uncounted, off, strict=True)],
        "words": [[] for _ in range(size)],
        "topic": [[] for _ in range(size)],
        "apart": np.zeros(size, dtype=bool),
        "date_said": np.ones(size, dtype=bool),
    }
    if texts:
        columns |= _texts(chance, of, town)
    truth = dict(zip(columns["chain"], of.tolist(), strict=True))
    return Made(_table(columns, size), truth)


def _texts(chance: np.random.Generator, of: Any, town: Any) -> dict[str, Any]:
    """Return vectors, anchors and words: half of an incident's, half of chance."""
    size, incidents = len(of), int(of.max()) + 1
    own = chance.normal(size=(incidents, 64))[of] + chance.normal(size=(size, 64))
    own *= 127.0 / np.linalg.norm(own, axis=1, keepdims=True)
    subject = chance.integers(0, WORDS, (incidents, 12))[of]
    noise = chance.integers(0, WORDS, (size, 12))
    words = np.where(chance.random((size, 12)) < 0.5, subject, noise)
    lists = [
        [f"t{place}", *(f"w{one}" for one in row)]
        for place, row in zip(town.tolist(), words.tolist(), strict=True)
    ]
    return {
        "vector": [row.tobytes() for row in np.rint(own).astype(np.int8)],
        "anchor": [f"a{one}" for one in chance.integers(0, 40, incidents)[of]],
        "words": [list(dict.fromkeys(row[:8])) for row in lists],
        "topic": [list(dict.fromkeys(row)) for row in lists],
    }


def _table(columns: Mapping[str, Any], size: int) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    arrays = []
    for field in report_schema():
        values = columns.get(field.name)
        if values is None:
            arrays.append(pa.nulls(size, field.type))
        elif pa.types.is_date32(field.type):
            arrays.append(pa.array(np.asarray(values, dtype=np.int32)).cast(field.type))
        else:
            arrays.append(pa.array(values, type=field.type))
    return pa.Table.from_arrays(arrays, schema=report_schema())


def pairwise(truth: Mapping[str, int], said: Mapping[str, str]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs of reports."""

    def within(labels: Sequence[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    chains = sorted(truth)
    both = within([(truth[chain], said[chain]) for chain in chains])
    found = within([said[chain] for chain in chains])
    true = within([truth[chain] for chain in chains])
    precision, recall = both / max(found, 1), both / max(true, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main(arguments: Sequence[str]) -> int:
    """Fuse made reports, then some more, and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--more", type=int, default=1_000, help="reports added afterwards")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--texts", action="store_true", help="vectors, anchors and words too")
    options = parser.parse_args(arguments)
    all_made = made(options.reports, options.seed, texts=options.texts)
    start, used = time.perf_counter(), time.process_time()
    fused = fuse(all_made.table)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    said = {chain: name for name, chains in fused.incidents.items() for chain in chains}
    precision, recall, f1 = pairwise(all_made.truth, said)
    found = {
        "reports": options.reports,
        "texts": options.texts,
        "seed": options.seed,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(used, 2),
        "pairwise": {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
        },
        "incidents": len(fused.incidents),
        "cut": fused.cut,
        "more": _added(all_made, options.more, fused.incidents),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(found))
    return 0


def _added(all_made: Made, more: int, whole: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Take the last reports as new ones: time an update, with the index of keys built before.

    The look-ups are those of a store that scans its keys: their time is told apart from fusion's.
    """
    try:
        import duckdb  # noqa: PLC0415  (an extra)
    except ImportError:
        return {"why": "duckdb is not installed: pip install 'watchfloor[bench]'"}
    connection = duckdb.connect(":memory:")
    connection.register("reports", all_made.table)
    connection.register("found", block.keys(all_made.table))
    connection.execute("CREATE TABLE kept AS SELECT * FROM reports")
    connection.execute(
        "CREATE TABLE keyed AS SELECT key, exact, chain FROM found JOIN "
        "(SELECT chain, row_number() OVER () - 1 AS row FROM kept) USING (row)"
    )
    connection.execute("CREATE INDEX by_key ON keyed (key)")
    connection.execute("CREATE INDEX by_chain ON kept (chain)")

    lookups = list[float]()

    def neighbours(keys: "pa.Table", chains: Sequence[str], groups: Sequence[str]) -> "pa.Table":
        import pyarrow as pa  # noqa: PLC0415

        del groups  # each document is alone in its own

        begun = time.process_time()
        connection.register("asked", keys)
        connection.register("named", pa.table({"chain": pa.array(chains, pa.string())}))
        query = (
            "SELECT * FROM kept WHERE chain IN (SELECT chain FROM named UNION SELECT k.chain "
            "FROM keyed k JOIN asked a ON k.key = a.key WHERE NOT (k.exact AND a.exact))"
        )
        answer = connection.sql(query).to_arrow_table().cast(report_schema())
        lookups.append(time.process_time() - begun)
        return answer

    new = all_made.table.column("chain").to_pylist()[-more:]
    start, used = time.perf_counter(), time.process_time()
    found = update(new, neighbours)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    same = all(tuple(whole[name]) == chains for name, chains in found.fused.incidents.items())
    return {
        "reports": more,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(used, 2),
        "lookup_cpu_seconds": round(sum(lookups), 2),
        "looked_at": len(found.chains),
        "equals_rebuild": same,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
