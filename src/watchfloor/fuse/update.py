"""Fusing what is new: the components that new, changed or lost reports touch, and no others.

The answer equals a rebuild of the whole record: an incident depends on its component alone, and a
walk from the touched reports along candidate pairs finds whole components.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from watchfloor.fuse import block, match
from watchfloor.fuse.columns import columns
from watchfloor.fuse.incidents import Fused, checked, fuse, rows_of, sorted_out
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
    links, model = decided or Decided(), using or weights()
    chains = sorted(set(touched))
    held = checked(neighbours(_no_keys(), chains)) if chains else report_schema().empty_table()
    frontier = set(held.column("chain").to_pylist())
    reached = set(frontier)
    while frontier:
        held = _with_neighbours(held, frontier, neighbours, links)
        frontier = _linked(held, frontier, links, model) - reached
        reached |= frontier
    inside = np.isin(held.column("chain").to_numpy(), sorted(reached))
    component = held.filter(inside)
    return Update(fuse(component, links, model), frozenset(reached))


def _with_neighbours(
    held: "pa.Table", frontier: set[str], neighbours: Neighbours, links: Decided
) -> "pa.Table":
    """Return the table with everything that may meet the frontier."""
    import pyarrow as pa  # noqa: PLC0415

    rows = held.filter(np.isin(held.column("chain").to_numpy(), sorted(frontier)))
    single = sorted_out(rows)[0]
    keys = block.keys(single).select(["key", "exact"])
    partners = {
        other for pair in links.must for chain, other in (pair, pair[::-1]) if chain in frontier
    }
    found = neighbours(keys, sorted(partners))
    known = np.isin(found.column("chain").to_numpy(), held.column("chain").to_numpy())
    return checked(pa.concat_tables([held, found.filter(~known)]))


def _linked(held: "pa.Table", frontier: set[str], links: Decided, using: Weights) -> set[str]:
    """Return the chains that are linked to the frontier."""
    table = sorted_out(held)[0]
    pairs = block.pairs(table)
    chains = table.column("chain").to_numpy()
    near = np.isin(chains, sorted(frontier))
    kept = near[pairs.left] | near[pairs.right]
    pairs = match.Pairs(pairs.left[kept], pairs.right[kept])
    scored = partial(match.scores, columns(table), weights=using)(pairs)
    linked = scored >= using.join
    rows = {*pairs.left[linked].tolist(), *pairs.right[linked].tolist()}
    for one, two in rows_of(table, links).must:
        if near[one] or near[two]:
            rows |= {one, two}
    return {str(chains[row]) for row in rows}


def _no_keys() -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    return pa.table({"key": pa.array([], pa.int64()), "exact": pa.array([], pa.bool_())})
