"""The whole of fusion: one table of reports -> which report belongs to which incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from watchfloor.errors import InputError
from watchfloor.fuse import block, match
from watchfloor.fuse.cluster import Links, Prints, cluster
from watchfloor.fuse.columns import columns
from watchfloor.fuse.linkage import Link
from watchfloor.fuse.match import Pairs, Rows
from watchfloor.fuse.reports import SEVERAL
from watchfloor.fuse.twins import twins
from watchfloor.fuse.weights import Weights, weights
from watchfloor.model import Decided, Status, content_id, report_schema

if TYPE_CHECKING:
    import pyarrow as pa

HAPPENED = (Status.ACTUAL, Status.ATTEMPTED)
"""What an incident can be; what is planned, threatened, hypothetical or denied never is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """Which reports are which incident.

    Attributes:
        incidents: incident id -> its chains, the founding one first, the others sorted.
        unreal: chains that tell of nothing that happened.
        aggregates: chains that count several events.
        cut: reports in components that were too large and cut.
        unmet: must-link pairs that were not followed, since a cannot-link pair forbids it.
    """

    incidents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unreal: tuple[str, ...] = ()
    aggregates: tuple[str, ...] = ()
    cut: int = 0
    unmet: tuple[tuple[str, str], ...] = ()


def fuse(
    reports: "pa.Table", decided: Decided | None = None, using: Weights | None = None
) -> Fused:
    """Return the incidents that a table of reports tells of.

    The rows may stand in any order, and a set of reports gives the same incidents whatever else
    was fused before. An incident's id is the hash of its founding chain, the one published first
    (undated ones last), then smallest.

    Raises:
        InputError: the table is not of `report_schema`, or a chain stands in it twice.
    """
    table = checked(reports)
    happened, unreal, aggregates = sorted_out(table)
    labels, cut, unmet = group(happened, decided or Decided(), using or weights())
    chains = happened.column("chain").to_pylist()
    return Fused(
        incidents=_named(labels, chains, founding_order(happened)),
        unreal=tuple(unreal),
        aggregates=tuple(aggregates),
        cut=cut,
        unmet=tuple((chains[one], chains[two]) for one, two in unmet),
    )


def checked(reports: "pa.Table") -> "pa.Table":
    """Return the reports in the order of their chains.

    Raises:
        InputError: the table is not of `report_schema`, or a chain stands in it twice.
    """
    if not reports.schema.equals(report_schema()):
        missing = [name for name in report_schema().names if name not in reports.schema.names]
        why = f"lacks {', '.join(missing)}" if missing else "has columns of other types or order"
        message = f"a table of reports is of report_schema(); this one {why}"
        raise InputError(message)
    table = reports.sort_by("chain")
    chains = table.column("chain").to_numpy()
    twice = np.flatnonzero(chains[1:] == chains[:-1])
    if len(twice):
        message = f"chain {chains[twice[0]]} stands in the table of reports twice"
        raise InputError(message)
    return table


def sorted_out(table: "pa.Table") -> tuple["pa.Table", list[str], list[str]]:
    """Return the reports of single happenings, and the chains of the others."""
    import pyarrow.compute as pc  # noqa: PLC0415

    real = pc.is_in(table.column("status"), value_set=_strings([one.value for one in HAPPENED]))
    several = pc.fill_null(pc.greater_equal(table.column("count_low"), SEVERAL), fill_value=False)
    single = table.filter(pc.and_(real, pc.invert(several)))
    unreal = table.filter(pc.invert(real)).column("chain").to_pylist()
    aggregates = table.filter(pc.and_(real, several)).column("chain").to_pylist()
    return single, unreal, aggregates


def _strings(values: list[str]) -> "pa.Array":
    import pyarrow as pa  # noqa: PLC0415

    return pa.array(values, type=pa.string())


def group(
    table: "pa.Table", decided: Decided, using: Weights
) -> tuple[Rows, int, tuple[Link, ...]]:
    """Return the first row of each row's group, the reports cut, and the must-links not followed.

    The table is one of `checked`; every report in it is grouped, whatever its status. Twins are
    matched once, so `cut` and the size of components count them once.
    """
    first = twins(table, decided)
    singles = np.unique(first)
    single = table.take(singles) if len(singles) < len(first) else table
    place = np.searchsorted(singles, first)
    score = partial(match.scores, columns(single), weights=using)
    pairs = block.pairs(single)
    found = cluster(
        pairs,
        score(pairs),
        score,
        using.join,
        Prints(founding_order(single), np.bincount(place)),
        rows_of(single, decided),
    )
    unmet = tuple((int(singles[one]), int(singles[two])) for one, two in found.unmet)
    return _first_rows(found.labels[place]), found.cut, unmet


def _first_rows(groups: Rows) -> Rows:
    """Return the first row of each row's group."""
    names, inverse = np.unique(groups, return_inverse=True)
    firsts = np.full(len(names), len(groups), dtype=np.int64)
    np.minimum.at(firsts, inverse, np.arange(len(groups)))
    found: Rows = firsts[inverse]
    return found


def rows_of(table: "pa.Table", decided: Decided) -> Links:
    """Return the decisions whose two chains are both in the table, as rows."""
    if not (decided.must or decided.cannot):
        return Links()
    place = {chain: row for row, chain in enumerate(table.column("chain").to_pylist())}

    def rows(links: frozenset[tuple[str, str]]) -> tuple[Link, ...]:
        found = [(place[a], place[b]) for a, b in links if a in place and b in place and a != b]
        return tuple(sorted((min(link), max(link)) for link in found))

    return Links(must=rows(decided.must), cannot=rows(decided.cannot))


def founding_order(table: "pa.Table") -> Rows:
    """Return the rank of each row by published date (none last), then chain."""
    import pyarrow as pa  # noqa: PLC0415

    days = np.asarray(table.column("published").cast(pa.int32()).fill_null(2**31 - 1))
    order = np.argsort(days, kind="stable")  # the rows stand in the order of their chains
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _named(labels: Rows, chains: list[str], ranks: Rows) -> dict[str, tuple[str, ...]]:
    """Return the groups by the id of their incident, in the order of the ids."""
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(row)
    found: dict[str, tuple[str, ...]] = {}
    for rows in groups.values():
        founder = min(rows, key=ranks.__getitem__)
        others = (chains[row] for row in rows if row != founder)
        found[incident_id(chains[founder])] = (chains[founder], *others)
    return dict(sorted(found.items()))


def incident_id(founder: str) -> str:
    """Return the id of the incident that a chain founds."""
    return content_id("incident", founder)


__all__ = ["Fused", "Pairs", "checked", "founding_order", "fuse", "incident_id", "rows_of"]
