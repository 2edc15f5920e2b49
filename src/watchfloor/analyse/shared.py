"""What the sources that published in a week and in the weeks before it reported in each of them."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from watchfloor.analyse.observed import Flags, Happened, Published, Whole
from watchfloor.analyse.periods import WEEK


@dataclass(frozen=True, slots=True)
class Shared:
    """How many sources published in both, and the incidents that they report.

    `before` has one count a week, the oldest first; it is empty if no source published in both.
    """

    sources: int
    now: int
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """Reports by week and source, with the weeks in which each source published.

    Attributes:
        week: of each report, in order.
        incident, source: what it reports, and who.
        begun: week of each incident.
        present: whether a source (row) published in a week (column).
    """

    week: Whole
    incident: Whole
    source: Whole
    begun: Whole
    present: Flags

    @classmethod
    def of(cls, happened: Happened, published: Published, first: date, length: int) -> "Reported":
        """Return the reports of `length` weeks from a Monday on."""
        names = {name: number for number, name in enumerate(published.sources)}
        for name in happened.sources:  # who reports without ever having published is never present
            names.setdefault(name, len(names))
        present = np.zeros((len(names), length), dtype=np.bool_)
        at = (published.day - first.toordinal()) // WEEK
        inside = (at >= 0) & (at < length) & (published.documents > 0)
        present[published.source[inside], at[inside]] = True
        number = np.array([names[name] for name in happened.sources], dtype=np.int64)
        week = (happened.day[happened.incident] - first.toordinal()) // WEEK
        kept = (week >= 0) & (week < length)
        order = np.argsort(week[kept], kind="stable")
        held, incident = np.unique(happened.incident[kept][order], return_inverse=True)
        return cls(
            week=week[kept][order],
            incident=incident,
            source=number[happened.source[kept][order]] if number.size else happened.source[:0],
            begun=(happened.day[held] - first.toordinal()) // WEEK,
            present=present,
        )

    def by_shared(self, at: int, weeks: int) -> Shared:
        """Return what is reported in week `at` and the so many before by sources of both."""
        start = max(at - weeks, 0)
        both = self.present[:, at] & self.present[:, start:at].any(axis=1)
        if not both.any():
            return Shared(0, 0, ())
        low, high = np.searchsorted(self.week, (start, at + 1))
        rows = slice(int(low), int(high))
        told = np.zeros(self.begun.size, dtype=np.bool_)  # several sources tell it once
        told[self.incident[rows][both[self.source[rows]]]] = True
        found = np.bincount(self.begun[told] - start, minlength=at - start + 1)
        return Shared(int(both.sum()), int(found[-1]), tuple(int(one) for one in found[:-1]))
