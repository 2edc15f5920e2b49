"""Copies: groups among made copies of real texts, against their making.

    python -m bench copies [--data FILE|FOLDER] [--seeds 0 1] [--json] [--out FILE]

One pool a seed (`bench/copies_pool.py`): originals, made copies, 200 pairs of hard negatives. Every
two pages of a family are a pair; `pair_f1` is over the pairs of all pools.

`docs_per_s` (by the clock; `core_docs_per_s` by processor time) is measured on documents in hand,
one process, the best of REPEATS: signing (words,
MinHash, credits), looking up bands, verifying on the texts, joining, and settling the origin of
each group: `watchfloor.ingest.copies`, the code that ingest runs. Reading, normalising and coding
are not in it, nor is the record: what that adds stands in a table of its own. `two_docs_per_s` is
the same by the clock in two processes: a worker of the product's pool, started before, signs while
this one places. The groups have to be the same.
"""

import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.baselines.copies import equal_words, lsh
from bench.copies_edits import EDITS
from bench.copies_pool import Pool, files_of, make_pool, read_rows
from bench.run import Result, peak_mb
from bench.score.tally import f1, share
from bench.task import Figures, Row, Table
from watchfloor.engine import LocalEngine
from watchfloor.ingest.copies import Each, Index, Judge, Read, find_copies
from watchfloor.model import CopyOf, Document, Entry, Raw, Reading
from watchfloor.store import Ledger, connect

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "news_open"
SEEDS = (0, 1)
REPEATS = 3
SIGNERS = 1
PASSES, LEAST_OF = 9, 500
BATCH = 64

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Timed:
    """Groups, and the least seconds by the clock and of this process's processor time."""

    groups: Groups
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs counted: right, predicted, gold; and how many hard negatives were joined."""

    right: int
    said: int
    gold: int
    lookalikes: int
    furnished: int

    @property
    def f1(self) -> float:
        """Return pairwise F1."""
        return f1(self.right, self.said, self.gold)


def measure(path: Path = DATA, seeds: Sequence[int] = SEEDS, out: Path | None = None) -> Result:
    """Make the pools, group them and score the groups; write one page a line to `out` if given.

    Raises:
        InputError: no texts at `path`, or too few.
        RuntimeError: other processes sign otherwise.
    """
    rows = read_rows(path)
    pools = [make_pool(rows, seed) for seed in seeds]
    timed = [_timed(_documents(pool)) for pool in pools]
    shared = _shared(pools)
    if [one.groups for one in shared] != [one.groups for one in timed]:
        message = "the groups differ by the number of processes: signing depends on more than texts"
        raise RuntimeError(message)
    scores = [score(pool, one.groups) for pool, one in zip(pools, timed, strict=True)]
    total = sum((Counter(_counts(one)) for one in scores), Counter[str]())
    if out is not None:
        _write(out, seeds, pools, [one.groups for one in timed])
    documents = sum(len(pool.pages) for pool in pools)
    wall, cpu = sum(one.wall for one in timed), sum(one.cpu for one in timed)
    joined = total["lookalikes"] + total["furnished"]
    values = {
        "pair_f1": f1(total["right"], total["said"], total["gold"]),
        **{f"pair_f1_seed{seed}": one.f1 for seed, one in zip(seeds, scores, strict=True)},
        "pair_precision": share(total["right"], total["said"]),
        "pair_recall": share(total["right"], total["gold"]),
        "negatives_joined": float(joined),
        "docs_per_s": documents / wall,
        "core_docs_per_s": documents / cpu,
        "two_docs_per_s": documents / sum(one.wall for one in shared),
    }
    return Result(
        task="copies",
        metrics=Figures(values),
        baseline=_baselines(pools),
        documents=documents,
        docs_per_s=documents / wall,
        peak_mb=peak_mb(),
        data_sha256=_sha256(files_of(path)),
        model_sha256=hashlib.sha256(Judge.scheme.encode()).hexdigest(),
        tables=(
            _edits(pools, [one.groups for one in timed]),
            _pools(seeds, pools, scores),
            _speeds(pools, timed, shared),
        ),
        intervals={},
        refused=(),
        remapped=0,
        unit="documents",
        baseline_names=("equal words", "datasketch MinHash LSH, threshold .5, 128, 5-word runs"),
    )


def score(pool: Pool, groups: Groups) -> Score:
    """Count the pairs of groups against those of the families."""
    gold, said = _gold(pool), {pair for one in groups for pair in combinations(sorted(one), 2)}
    return Score(
        right=len(gold & said),
        said=len(said),
        gold=len(gold),
        lookalikes=sum(pair in said for pair in map(_ordered, pool.lookalikes)),
        furnished=sum(pair in said for pair in map(_ordered, pool.furnished)),
    )


def _counts(one: Score) -> dict[str, int]:
    return {name: getattr(one, name) for name in Score.__dataclass_fields__}


def _ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _gold(pool: Pool) -> set[tuple[int, int]]:
    families: dict[str, list[int]] = {}
    for at, page in enumerate(pool.pages):
        families.setdefault(page.family, []).append(at)
    return {pair for one in families.values() for pair in combinations(one, 2)}


def _documents(pool: Pool) -> list[Document]:
    return [page.document for page in pool.pages]


def _shared(pools: Sequence[Pool]) -> list[Timed]:
    """Return the same where another process signs."""
    with LocalEngine(SIGNERS) as engine:

        def each(
            sign: Callable[[list[Document]], list[Read]], batches: Iterator[list[Document]]
        ) -> Iterator[list[Read]]:
            return engine.map(sign, batches, on_crash=sign)

        _timed(_documents(pools[0]), each)  # starts the pool
        return [_timed(_documents(pool), each) for pool in pools]


def _timed(documents: Sequence[Document], each: Each = map) -> Timed:
    wall, cpu, found = list[float](), list[float](), dict[str, CopyOf]()
    for _ in range(REPEATS):
        begun, spent = time.perf_counter(), time.process_time()
        found = find_copies(documents, each=each)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - spent)
    groups = _groups(documents, {name: _root(name, found) for name in found})
    return Timed(groups, min(wall), min(cpu))


def _root(name: str, found: Mapping[str, CopyOf]) -> str:
    above = found[name].id
    return name if above is None else _root(above, found)


def _groups(documents: Sequence[Document], roots: Mapping[str, str]) -> Groups:
    groups: dict[str, list[int]] = {}
    for at, document in enumerate(documents):
        groups.setdefault(roots[document.id], []).append(at)
    return list(groups.values())


def _baselines(pools: Sequence[Pool]) -> Figures:
    """Return the same figures for equal words, and for datasketch if the extra `bench` is there."""
    values: dict[str, float | None] = {}
    why: dict[str, str] = {}
    for prefix, method in (("", equal_words), ("datasketch_", lsh)):
        begun = time.perf_counter()
        found = [method(_documents(pool)) for pool in pools]
        seconds = time.perf_counter() - begun
        names = (f"{prefix}pair_f1", f"{prefix}docs_per_s")
        reasons = [one for one in found if isinstance(one, str)]
        if reasons:
            values |= dict.fromkeys(names)
            why |= dict.fromkeys(names, reasons[0])
            continue
        pairs = zip(pools, found, strict=True)
        counts = [score(pool, groups) for pool, groups in pairs if not isinstance(groups, str)]
        right, said, gold = (sum(getattr(one, name) for one in counts) for name in _COUNTED)
        values[names[0]] = f1(right, said, gold)
        values[names[1]] = round(sum(len(pool.pages) for pool in pools) / seconds, 1)
    return Figures(values, why)


_COUNTED = ("right", "said", "gold")


def _edits(pools: Sequence[Pool], found: Sequence[Groups]) -> Table:
    """Return for each kind of edit how many copies are in one group with their original."""
    made, right = Counter[str](), Counter[str]()
    for pool, groups in zip(pools, found, strict=True):
        places = {at: number for number, one in enumerate(groups) for at in one}
        originals = {page.family: at for at, page in enumerate(pool.pages) if not page.edits}
        for at, page in enumerate(pool.pages):
            made.update(page.edits)
            if places[at] == places[originals[page.family]]:
                right.update(page.edits)
    rows: list[Row] = [(name, share(right[name], made[name]), made[name]) for name in EDITS]
    return Table("Copies found with their original, by edit", ("edit", "share", "n"), tuple(rows))


def _pools(seeds: Sequence[int], pools: Sequence[Pool], scores: Sequence[Score]) -> Table:
    rows: list[Row] = []
    for seed, pool, one in zip(seeds, pools, scores, strict=True):
        negatives = (one.lookalikes, one.furnished)
        rows.append((f"{seed}", len(pool.pages), one.gold, one.said, *negatives, pool.left_out))
    columns = ("seed", "texts", "pairs", "said", "lookalikes", "furnished", "left out")
    title = "Pools: joined of 100 lookalikes and of 100 furnished pairs; texts left out as twins"
    return Table(title, columns, tuple(rows))


def _speeds(pools: Sequence[Pool], timed: Sequence[Timed], shared: Sequence[Timed]) -> Table:
    """Return documents a second in memory, and into a record with and without the copies."""
    documents = [document for pool in pools for document in _documents(pool)]
    words = sum(len(one.text.split()) for one in documents) / len(documents)
    first = _documents(pools[0])
    bare, whole = _stored(first, None), _stored(first, Judge())
    rows: tuple[Row, ...] = (
        ("in memory, by the clock", len(documents) / sum(one.wall for one in timed)),
        ("in memory, of processor time", len(documents) / sum(one.cpu for one in timed)),
        ("the same, each document's least", 1 / _least(first[:LEAST_OF])),
        ("signed by another process, by the clock", len(documents) / sum(o.wall for o in shared)),
        ("the same, of this process's processor time", len(documents) / sum(o.cpu for o in shared)),
        ("stored in a record without copies", len(first) / bare),
        ("stored in a record with copies", len(first) / whole),
    )
    title = f"Documents a second, {words:.0f} words each; one process but where it says otherwise"
    return Table(title, ("", "documents/s"), rows)


def _least(documents: Sequence[Document]) -> float:
    """Return the mean over documents of the least seconds that signing and placing one takes.

    The least of PASSES by document is what it costs when no other process interrupts; groups are
    not settled in it.
    """
    least = [float("inf")] * len(documents)
    for _ in range(PASSES):
        judge = Judge()
        index = Index(documents, judge)
        for at, document in enumerate(documents):
            begun = time.perf_counter()
            index.place(at, judge.sign(document))
            least[at] = min(least[at], time.perf_counter() - begun)
    return sum(least) / len(least)


def _stored(documents: Sequence[Document], judge: Judge | None) -> float:
    """Store uncoded documents in a fresh record, in transactions like those of ingest."""
    entries = [
        Entry(
            reading=Reading(
                document=document,
                raw=Raw(data=b"", media_type="text/plain", origin="bench", line=at + 1),
            ),
            coded=None,
        )
        for at, document in enumerate(documents)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bench.db")
        with connect(path, write=True, create=True) as connection:
            ledger = Ledger(connection, judge)
            run = ledger.start_run("bench", (), "0", "none", "2000-01-01T00:00:00+00:00")
            begun = time.perf_counter()
            for at in range(0, len(entries), BATCH):
                ledger.append(entries[at : at + BATCH], run.id, run.started)
            return time.perf_counter() - begun


def _write(out: Path, seeds: Sequence[int], pools: Sequence[Pool], found: Sequence[Groups]) -> None:
    with out.open("w", encoding="utf-8") as file:
        for seed, pool, groups in zip(seeds, pools, found, strict=True):
            for number, one in enumerate(groups):
                for at in one:
                    page = pool.pages[at]
                    line = {"id": page.document.external_id, "seed": seed, "group": number}
                    file.write(json.dumps(line | {"edits": page.edits}) + "\n")


def _sha256(paths: Sequence[Path]) -> str:
    """Return the hash of one file, or of the hashes of several, one after the other."""
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )
