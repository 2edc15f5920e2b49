"""What each report of no real happening concerns: the real report most like it.

A part of `pipeline_fuse`. What is planned, threatened, hypothetical or denied is in no incident,
but shown where it belongs. Twins (`fuse.twins`) are compared once, by the earliest print, as in
fusion itself: of 600 prints of one wire nobody compares each denial with each attack.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from watchfloor.model import Decided, Status
from watchfloor.store import fusing, incidents, query, reports

if TYPE_CHECKING:
    import pyarrow as pa

    from watchfloor.fuse import match
    from watchfloor.fuse.columns import Flags
    from watchfloor.fuse.match import Rows

HAPPENED = (Status.ACTUAL, Status.ATTEMPTED)

Link = tuple[str, float]
"""The chain that is concerned, and the log-odds of the pair."""


@dataclass(slots=True)
class Index:
    """The record as fusion searches it; keeps what was found, for the links of unreal reports."""

    connection: sqlite3.Connection
    seen: "list[pa.Table]" = field(default_factory=list)

    def __call__(
        self, keys: "pa.Table", chains: Sequence[str], groups: Sequence[str]
    ) -> "pa.Table":
        """Find reports, as `reports.neighbours`, and keep them."""
        found = reports.neighbours(self.connection, keys, chains, groups)
        self.seen.append(found)
        return found


def links(index: Index, marked: Iterable[str], decided: Decided) -> dict[str, Link | None]:
    """Return what each unreal report that the marks reach concerns; None for nothing.

    Of a copy group of which a report is marked, all pairs of all unreal reports are looked at,
    since another print may now stand for its twins; and of those whose match is marked, or is
    another print of what is. Of the others only pairs with marked reports or their twins are: the
    rest was looked at before. `index` has seen the copy groups of all that is marked.
    """
    names = set(marked)
    pool = _pooled([reports.by_chain(index.connection, names), *index.seen])
    own = set(_column(pool, "copy_group", lambda chain, _: chain in names))
    fresh = names | _twins_of(pool, names)
    held = fusing.linked_to(index.connection, sorted(fresh))
    anew = {chain for chain, (concerns, _) in held.items() if concerns in fresh}
    pool = _pooled([pool, reports.by_chain(index.connection, anew)])
    groups = dict(zip(_column(pool, "chain"), _column(pool, "copy_group"), strict=True))
    unreal = set(_column(pool, "chain", lambda _, status: status not in HAPPENED))
    whole = {chain for chain in unreal if groups[chain] in own or chain in anew}
    pool = _around(index, pool, whole, own)
    unreal |= set(_column(pool, "chain", lambda _, status: status not in HAPPENED))
    found: dict[str, Link | None] = dict.fromkeys([*whole, *held])
    others = fusing.linked_to(index.connection, sorted(unreal - whole))
    best = {chain: link for chain, link in others.items() if chain not in found}
    for chains, partner, score in likeness(pool, decided, partial(_says_apart, index.connection)):
        for chain in chains:
            if chain not in whole and partner not in fresh:
                continue
            if chain not in best or (-score, partner) < (-best[chain][1], best[chain][0]):
                best[chain] = found[chain] = (partner, score)
    return found


def _around(index: Index, pool: "pa.Table", whole: set[str], own: set[str]) -> "pa.Table":
    """Return the pool with all reports that some unreal ones may meet, and all twins of all."""
    if whole:
        from watchfloor.fuse import block  # noqa: PLC0415  (numpy: only who fuses waits for it)

        keys = block.keys(_rows(pool, whole)).select(["key", "exact"])
        pool = _pooled([pool, reports.neighbours(index.connection, keys, [])])
    return _with_groups(index, pool, set(_column(pool, "copy_group")) - own)


def _with_groups(index: Index, pool: "pa.Table", groups: set[str]) -> "pa.Table":
    if not groups:
        return pool
    from watchfloor.fuse import block  # noqa: PLC0415

    none = block.keys(pool.slice(0, 0)).select(["key", "exact"])
    return _pooled([pool, reports.neighbours(index.connection, none, [], sorted(groups))])


def _twins_of(pool: "pa.Table", chains: set[str]) -> set[str]:
    """Return all reports of the pool that say what some of them say, whatever people decided."""
    import numpy as np  # noqa: PLC0415

    from watchfloor.fuse.twins import twins  # noqa: PLC0415

    first = twins(pool, Decided())
    own = pool.column("chain").to_pylist()
    sets = first[[at for at, chain in enumerate(own) if chain in chains]]
    return {own[at] for at in np.flatnonzero(np.isin(first, sets)).tolist()}


def likeness(
    pool: "pa.Table", decided: Decided, says_apart: Callable[[str], bool]
) -> Iterable[tuple[list[str], str, float]]:
    """Yield pairs of unreal reports and a real one that are alike enough to be one happening.

    The unreal ones are twins, the real one the first of its own. What a text denies without saying
    when or where is what it, or a print of it, reports itself: elsewhere words alone would decide.
    That a coder made two chains of one text tells happenings apart, and not a happening and its
    denial; of those `says_apart` has to tell by the words that one is another.
    """
    import numpy as np  # noqa: PLC0415

    from watchfloor.fuse import block, match  # noqa: PLC0415
    from watchfloor.fuse.columns import columns  # noqa: PLC0415
    from watchfloor.fuse.twins import twins  # noqa: PLC0415
    from watchfloor.fuse.weights import weights  # noqa: PLC0415

    first = twins(pool, decided)
    single = pool.take(np.unique(first))
    is_real = np.array([one in HAPPENED for one in single.column("status").to_pylist()], bool)
    if is_real.all():
        return
    prints = _prints(pool, first)
    found = block.pairs(single)
    mixed = is_real[found.left] != is_real[found.right]
    mixed &= ~_adrift(single, found)
    pairs = match.Pairs(found.left[mixed], found.right[mixed])
    held = columns(single)
    held = replace(held, apart=np.zeros_like(held.apart))
    scores = match.scores(held, pairs, weights())
    inside = (held.document[pairs.left] == held.document[pairs.right]).tolist()
    chains = single.column("chain").to_pylist()
    joined = zip(pairs.left.tolist(), pairs.right.tolist(), scores.tolist(), inside, strict=True)
    for left, right, score, within in joined:
        one, other = (right, left) if is_real[left] else (left, right)
        if score >= weights().join and not (
            within and (says_apart(chains[one]) or says_apart(chains[other]))
        ):
            yield prints[chains[one]], chains[other], round(score, 4)


def _says_apart(connection: sqlite3.Connection, chain: str) -> bool:
    """Say whether a text tells the founding event of a chain from its others by the words."""
    from watchfloor.fuse.reports import tells_apart  # noqa: PLC0415

    for event in incidents.chain_events(connection, [chain]).get(chain, [])[:1]:
        text = query.document(connection, event.document_id).text
        return tells_apart(text, event.anchor.start or 0)
    return False


def _adrift(single: "pa.Table", found: "match.Pairs") -> "Flags":
    """Return the pairs of texts of two copy groups of which one is denied without day or place."""
    import numpy as np  # noqa: PLC0415

    held = zip(
        *(single.column(name).to_pylist() for name in ("status", "date_from", "lat", "country")),
        strict=True,
    )
    lost = np.array(
        [
            status == Status.DENIED and day is None and lat is None and country is None
            for status, day, lat, country in held
        ],
        bool,
    )
    groups = np.unique(single.column("copy_group").to_numpy(), return_inverse=True)[1]
    adrift: Flags = lost[found.left] | lost[found.right]
    adrift &= groups[found.left] != groups[found.right]
    return adrift


def _prints(pool: "pa.Table", first: "Rows") -> Mapping[str, list[str]]:
    """Return the chains of each set of twins, by the first one's."""
    chains = pool.column("chain").to_pylist()
    found: dict[str, list[str]] = {}
    for at, row in enumerate(first.tolist()):
        found.setdefault(chains[row], []).append(chains[at])
    return found


def _pooled(tables: "Sequence[pa.Table]") -> "pa.Table":
    """Return the reports of several tables, each once, in the order of their chains."""
    import pyarrow as pa  # noqa: PLC0415

    whole = pa.concat_tables(tables)
    first = {chain: row for row, chain in enumerate(whole.column("chain").to_pylist())}
    # An empty list has no type of its own, and a record may have lost all its reports.
    return whole.take(pa.array([first[chain] for chain in sorted(first)], pa.int64()))


def _rows(pool: "pa.Table", chains: set[str]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    own = pool.column("chain").to_pylist()
    return pool.take(pa.array([at for at, chain in enumerate(own) if chain in chains], pa.int64()))


def _column(
    pool: "pa.Table", name: str, kept: Callable[[str, str], bool] = lambda *_: True
) -> list[str]:
    """Return a column of the reports whose chain and status pass."""
    chains, statuses = pool.column("chain").to_pylist(), pool.column("status").to_pylist()
    held = zip(pool.column(name).to_pylist(), chains, statuses, strict=True)
    return [value for value, chain, status in held if kept(chain, status)]
