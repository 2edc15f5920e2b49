"""A week against the weeks before it, on the sources that both have.

A count of news rises when more is read, not only when more happens. So a change is told only of the
sources that published in both periods, and only where their documents per week moved little;
otherwise the answer is "not comparable", with the reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
WINDOWS = (4, 52)
"""Weeks of the averages that a week is held against."""
FEWEST = 8
"""Weeks that a record must span before any of them is held against others."""
SHIFT = 0.30
"""The share by which documents per week may differ between the two periods."""
BAND = (0.1, 0.9)
"""Quantiles between which a week is held to be ordinary."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many incidents began in a week that exactly these sources tell of."""

    week: date
    sources: frozenset[str]
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A week against the average of those before.

    `now` and `average` are of the shared sources; `change` is now / average - 1, None where the
    average is 0 or the periods cannot be compared, and then `why` says why.
    """

    weeks: int
    now: int
    average: float
    change: float | None
    why: str | None
    sources: int


@dataclass(frozen=True, slots=True)
class Week:
    """One bar: what began in the week, the average of the four before, documents published."""

    week: date
    n: int
    average: float | None
    documents: int
    is_thin: bool


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def last_whole_week(last_day: date) -> date:
    """Return the Monday of the last week that is over by the end of a day."""
    return monday(last_day + timedelta(days=1)) - WEEK


def bars(
    told: Iterable[Told], documents: Mapping[date, Mapping[str, int]], last: date, weeks: int
) -> tuple[Week, ...]:
    """Return the weeks up to `last`, oldest first, all sources together.

    A week is thin if it has no document, or less than a third of the median of these weeks: its
    low bar says that little was read.
    """
    counts: dict[date, int] = {}
    for one in told:
        counts[one.week] = counts.get(one.week, 0) + one.n
    mondays = [last - WEEK * back for back in reversed(range(weeks))]
    texts = [sum(documents.get(week, {}).values()) for week in mondays]
    median = quantile(sorted(texts), 0.5)
    return tuple(
        Week(
            week,
            counts.get(week, 0),
            _average(counts, week, 4),
            read,
            not read or read * 3 < median,
        )
        for week, read in zip(mondays, texts, strict=True)
    )


def _average(counts: Mapping[date, int], week: date, weeks: int) -> float:
    return sum(counts.get(week - WEEK * back, 0) for back in range(1, weeks + 1)) / weeks


def band(weeks: Sequence[Week]) -> tuple[float, float] | None:
    """Return between which counts four weeks of five lay; None of too few weeks."""
    if len(weeks) < FEWEST:
        return None
    counts = sorted(one.n for one in weeks)
    return quantile(counts, BAND[0]), quantile(counts, BAND[1])


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of ordered values, linear between two of them; 0 of none."""
    if not ordered:
        return 0.0
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def compare(
    told: Sequence[Told], documents: Mapping[date, Mapping[str, int]], week: date, weeks: int
) -> Comparison:
    """Return a week against the average of as many weeks before it.

    Args:
        told: counts by week and set of sources.
        documents: week -> source -> documents published.
        week: its Monday.
        weeks: how many before it.
    """
    first = min(documents, default=week)
    spanned = max(0, (week - first).days // 7)
    held = min(weeks, spanned)
    before = [week - WEEK * back for back in range(1, held + 1)]
    shared = {
        source
        for source, n in documents.get(week, {}).items()
        if n and any(documents.get(one, {}).get(source) for one in before)
    }
    now = sum(one.n for one in told if one.week == week and one.sources & shared)
    past = set(before)
    earlier = sum(one.n for one in told if one.week in past and one.sources & shared)
    average = earlier / held if held else 0.0
    why = _why_not(documents, week, before, shared, spanned)
    change = now / average - 1 if why is None and average else None
    return Comparison(weeks, now, average, change, why, len(shared))


def _why_not(
    documents: Mapping[date, Mapping[str, int]],
    week: date,
    before: Sequence[date],
    shared: set[str],
    spanned: int,
) -> str | None:
    """Return why two periods cannot be compared; None if they can."""
    if spanned < FEWEST:
        return f"the record spans {spanned} weeks before it; {FEWEST} are needed"
    if not shared:
        return "no source published in both periods"
    now = sum(documents.get(week, {}).get(source, 0) for source in shared)
    usual = sum(documents.get(one, {}).get(source, 0) for one in before for source in shared)
    usual_week = usual / len(before)
    if abs(now / usual_week - 1) > SHIFT:
        return f"their documents went from {usual_week:.1f} a week to {now}"
    return None
