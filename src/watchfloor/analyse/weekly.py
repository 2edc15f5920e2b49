"""Incidents and documents by week, with the averages before and the band that a week falls in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, lgamma, log
from statistics import fmean, median, pvariance

import numpy as np

from watchfloor.analyse.comparable import BEFORE, FEWEST_WEEKS
from watchfloor.analyse.observed import Happened, Published, Whole
from watchfloor.analyse.periods import WEEK, Period, monday, mondays
from watchfloor.analyse.shared import Reported

TAILS = 0.05
"""Share of weeks expected below and above the band, each."""

THIN = 0.5
"""A week with fewer than this share of the median week's documents is thin: silence, not calm."""

_LARGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week (`since` is its Monday): incidents accepted and not yet reviewed, and documents.

    `mean_4` and `mean_52` are the means of the weeks before, of the incidents that sources report
    which published in them and in this week; None where the record has fewer than half of these
    weeks, or no such source. `low` and `high` bound nine weeks of ten, if these are like the 52
    before. `sources` is how many published in this week and the 52 before, `by_sources` how many of
    its incidents they report: what is to be held against mean and band.
    """

    since: date
    accepted: int
    unreviewed: int
    documents: int
    thin: bool
    mean_4: float | None = None
    mean_52: float | None = None
    low: int | None = None
    high: int | None = None
    sources: int = 0
    by_sources: int = 0

    @property
    def incidents(self) -> int:
        """Return all of them."""
        return self.accepted + self.unreviewed

    @property
    def until(self) -> date:
        """Return its Sunday."""
        return date.fromordinal(min(self.since.toordinal() + WEEK - 1, date.max.toordinal()))


def weekly(happened: Happened, published: Published, period: Period) -> tuple[Week, ...]:
    """Return every week that a period touches; the averages look back beyond it.

    Means and band are of the sources that published in the week and in the weeks before it: else a
    source that came or went would look like incidents that did.
    """
    starts = mondays(period)
    first = _first_monday(published, starts[0])
    lead = (starts[0] - first).days // WEEK
    length = lead + len(starts)
    accepted = _by_week(happened.day[happened.accepted], first, length)
    rest = _by_week(happened.day[~happened.accepted], first, length)
    documents = _by_week(published.day, first, length, published.documents)
    usual = median([one for one in documents if one] or [0])
    reported = Reported.of(happened, published, first, length)
    return tuple(
        _week(reported, at, start, (accepted[at], rest[at], documents[at]), usual)
        for at, start in enumerate(starts, lead)
    )


def _week(
    reported: Reported, at: int, start: date, counts: tuple[int, int, int], usual: float
) -> Week:
    accepted, rest, documents = counts
    month, year = (reported.by_shared(at, weeks) for weeks in BEFORE)
    bounds = band(year.before) if len(year.before) >= FEWEST_WEEKS else (None, None)
    return Week(
        since=start,
        accepted=accepted,
        unreviewed=rest,
        documents=documents,
        thin=documents < THIN * usual,
        mean_4=mean_before(month.before, BEFORE[0]),
        mean_52=mean_before(year.before, BEFORE[1]),
        low=bounds[0],
        high=bounds[1],
        sources=year.sources,
        by_sources=year.now,
    )


def mean_before(counts: Sequence[int], weeks: int) -> float | None:
    """Return the mean of the last so many counts; None where there are fewer than half as many."""
    held = counts[-weeks:]
    return fmean(held) if len(held) * 2 >= weeks else None


def band(counts: Sequence[int]) -> tuple[int, int]:
    """Return the counts between which nine further weeks of ten fall, if nothing changes.

    A negative binomial fitted by moments: the mean has the Gamma-Poisson posterior's half event
    added (Jeffreys), the variance is the larger of the mean and what the weeks show, widened by
    what so few weeks leave unknown of the mean.

    Raises:
        ValueError: no counts.
    """
    if not counts:
        message = "a band needs the counts of some weeks"
        raise ValueError(message)
    size = len(counts)
    mean = (sum(counts) + 0.5) / size
    variance = max(mean, pvariance(counts)) * (1 + 1 / size)
    return _quantiles(mean, variance)


def _quantiles(mean: float, variance: float) -> tuple[int, int]:
    """Return the lower and upper quantile of a negative binomial with more variance than mean."""
    size = mean * mean / (variance - mean)
    log_fail, log_success = log(size / (size + mean)), log(mean / (size + mean))
    total, low = 0.0, None
    for count in range(_LARGEST):
        total += exp(
            lgamma(count + size)
            - lgamma(size)
            - lgamma(count + 1)
            + size * log_fail
            + count * log_success
        )
        if low is None and total >= TAILS:
            low = count
        if total >= 1 - TAILS:
            return low or 0, count
    return low or 0, _LARGEST


def _first_monday(published: Published, start: date) -> date:
    """Return the Monday to count from: 52 weeks back, but not before the record begins."""
    earliest = start.toordinal() - 52 * WEEK
    if not published.day.size:
        return start
    held = monday(date.fromordinal(int(published.day.min()))).toordinal()
    return date.fromordinal(min(max(earliest, held), start.toordinal()))


def _by_week(days: Whole, first: date, length: int, weights: Whole | None = None) -> list[int]:
    at = (days - first.toordinal()) // WEEK
    inside = (at >= 0) & (at < length)
    weight = None if weights is None else weights[inside]
    found = np.bincount(at[inside], weights=weight, minlength=length)
    return [int(one) for one in found]
