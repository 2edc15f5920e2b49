"""The two tables that every series is counted from: who reported what, and who published at all.

Columns, not rows: a record of a million incidents is counted in one pass of numpy. Days are
`date.toordinal()`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

LONGEST = 7
"""Days over which an incident's date may spread and still be counted in a week: the first one's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Happened:
    """Incidents: one row each in `day` and `accepted`, one row a reporting source in the others.

    Attributes:
        day: first day of each incident.
        accepted: whether a person accepted it.
        incident: row of the incident that a source reports.
        source: number of the source in `sources`.
        undated: how many incidents have no day, or one too vague for a week.
    """

    day: Whole
    accepted: Flags
    incident: Whole
    source: Whole
    sources: tuple[str, ...]
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Published:
    """Documents: how many each source published on each day."""

    day: Whole
    source: Whole
    documents: Whole
    sources: tuple[str, ...]


def happened(
    rows: Iterable[tuple[date | None, date | None, bool, Sequence[str]]],
) -> Happened:
    """Return the table of incidents given as (first day, last day, accepted, sources)."""
    names: dict[str, int] = {}
    days: list[int] = []
    accepted: list[bool] = []
    incident: list[int] = []
    source: list[int] = []
    undated = 0
    for first, last, is_accepted, reported_by in rows:
        if first is None or last is None or (last - first).days >= LONGEST:
            undated += 1
            continue
        for name in dict.fromkeys(reported_by):
            incident.append(len(days))
            source.append(names.setdefault(name, len(names)))
        days.append(first.toordinal())
        accepted.append(is_accepted)
    return Happened(
        day=np.array(days, dtype=np.int64),
        accepted=np.array(accepted, dtype=np.bool_),
        incident=np.array(incident, dtype=np.int64),
        source=np.array(source, dtype=np.int64),
        sources=tuple(names),
        undated=undated,
    )


def published(rows: Iterable[tuple[date, str, int]]) -> Published:
    """Return the table of documents given as (day, source, how many)."""
    names: dict[str, int] = {}
    held = [(day.toordinal(), names.setdefault(name, len(names)), n) for day, name, n in rows]
    table = np.array(held, dtype=np.int64).reshape(-1, 3)
    return Published(
        day=table[:, 0], source=table[:, 1], documents=table[:, 2], sources=tuple(names)
    )
