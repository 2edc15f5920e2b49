"""Fusing what is new: the components that new, changed or lost reports touch, and no others.

The answer equals a rebuild of the whole record: an incident depends on its component alone, and a
walk from the touched reports along candidate pairs finds whole components.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from watchfloor.fuse import block, match
from watchfloor.fuse.columns import columns
from watchfloor.fuse.incidents import Fused, checked, fuse, rows_of, sorted_out
from watchfloor.fuse.twins import twins
from watchfloor.fuse.weights import Weights, weights
from watchfloor.model import Decided, Neighbours, report_schema

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Update:
    """The incidents of the components that were touched.

    Attributes:
        fused: what the touched components are now.
        chains: all chains that were looked at; those that were in another incident before are in
            `fused` again, so the incidents of these chains can be replaced as a whole.
    """

    fused: Fused
    chains: frozenset[str]


def update(
    touched: Iterable[str],
    neighbours: Neighbours,
    decided: Decided | None = None,
    using: Weights | None = None,
) -> Update:
    """Return the incidents of every component that holds one of the touched chains.

    Args:
        touched: chains of new and changed reports, chains that were in one incident with a report
            that is changed or gone, and the chains of new or undone decisions.
        neighbours: finds reports of the record, the new ones among them.
        decided: all decisions of people.
        using: the match model, if not the one that comes with the package.
    """
    import pyarrow as pa  # noqa: PLC0415

    links, model = decided or Decided(), using or weights()
    chains = sorted(set(touched))
    frontier = (
        checked(neighbours(_no_keys(), chains, [])) if chains else report_schema().empty_table()
    )
    reached = [frontier]
    known = set(frontier.column("chain").to_pylist())
    keys = block.keys(frontier)
    while frontier.num_rows:
        partners = _partners(set(frontier.column("chain").to_pylist()), links)
        groups = sorted(set(frontier.column("copy_group").to_pylist()))
        found = neighbours(keys.select(["key", "exact"]), partners, groups)
        fresh = [one not in known for one in found.column("chain").to_pylist()]
        frontier, keys = _beyond(frontier, found.filter(pa.array(fresh, pa.bool_())), links, model)
        reached.append(frontier)
        known |= set(frontier.column("chain").to_pylist())
    return Update(fuse(pa.concat_tables(reached), links, model), frozenset(known))


def _beyond(
    frontier: "pa.Table", fresh: "pa.Table", links: Decided, using: Weights
) -> tuple["pa.Table", "pa.Table"]:
    """Return the fresh reports that are linked to the frontier, or are twins of it, and their keys.

    Twins are matched once on each side. So whatever is linked when the whole set of twins is there
    is found: each of them is in the frontier once, with keys of its own.
    """
    import pyarrow as pa  # noqa: PLC0415

    table = sorted_out(checked(pa.concat_tables([frontier, fresh])))[0]
    own = set(frontier.column("chain").to_pylist())
    near = np.array([one in own for one in table.column("chain").to_pylist()], dtype=bool)
    linked = np.zeros(len(near), dtype=bool)
    first = twins(table, links)
    sides = first * 2 + near
    singles = np.unique(sides, return_index=True)[1]
    keys, pairs = block.keys_and_pairs(table, np.sort(singles))
    across = near[pairs.left] != near[pairs.right]
    pairs = match.Pairs(pairs.left[across], pairs.right[across])
    kept = match.scores(columns(table), pairs, using) >= using.join
    linked[pairs.left[kept]] = linked[pairs.right[kept]] = True
    linked = np.isin(sides, sides[linked]) | np.isin(first, first[near])
    for one, two in rows_of(table, links).must:
        linked[one] |= near[two]
        linked[two] |= near[one]
    linked &= ~near
    return table.filter(linked), keys.filter(linked[np.asarray(keys.column("row"))])


def _partners(chains: set[str], links: Decided) -> list[str]:
    """Return the chains that people joined to any of the given ones."""
    pairs = (pair for link in links.must for pair in (link, link[::-1]))
    return sorted({other for chain, other in pairs if chain in chains})


def _no_keys() -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    return pa.table({"key": pa.array([], pa.int64()), "exact": pa.array([], pa.bool_())})
