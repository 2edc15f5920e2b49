"""What changed against the weeks before, and when that must not be told as a percentage.

A count of reported incidents moves when the world does and when the press does. So two periods are
compared only on the sources that published in both, only where their documents a week moved by no
more than `MOST_SHIFT`, and only from `FEWEST_WEEKS` weeks of record on.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from watchfloor.analyse.observed import Flags, Happened, Published, Whole
from watchfloor.analyse.periods import WEEK, Period

BEFORE = (4, 52)
"""Weeks that a period is held against."""

MOST_SHIFT = 0.3
FEWEST_WEEKS = 8
_ROUNDING = 1e-9
"""13 documents after 10 are 30 % more, whatever a division of floats makes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A period against the weeks before it, both counted on the sources present in both.

    Attributes:
        against: how many weeks were asked for; `weeks` are those that the record reaches back.
        sources: who published in both periods.
        now, before: incidents a week.
        accepted_now, accepted_before: those of them that a person accepted.
        documents_now, documents_before: documents a week of these sources.
        change: `now / before - 1`; None where it is not comparable or there was nothing before.
        reason: why no percentage may be given, in words; None where one may.
    """

    against: int
    weeks: float
    sources: tuple[str, ...]
    now: float
    before: float
    accepted_now: float
    accepted_before: float
    documents_now: float
    documents_before: float
    change: float | None
    reason: str | None


def change(happened: Happened, published: Published, period: Period, against: int) -> Change:
    """Return how a period differs from the `against` weeks before it."""
    earlier = _held(period.before(against), published)
    shared = _present(published, period) & (
        _present(published, earlier) if earlier else frozenset[str]()
    )
    base = earlier or period.before(against)
    counted = _reported_by(happened, shared)
    documents = _of_sources(published, shared)
    now, accepted_now = _rates(happened, counted, period)
    before, accepted_before = _rates(happened, counted, base)
    made_now = _documents(published, documents, period)
    made_before = _documents(published, documents, base)
    weeks = base.weeks if earlier else 0.0
    reason = _reason(published, period, weeks, shared, made_now, made_before)
    return Change(
        against=against,
        weeks=weeks,
        sources=tuple(sorted(shared)),
        now=now,
        before=before,
        accepted_now=accepted_now,
        accepted_before=accepted_before,
        documents_now=made_now,
        documents_before=made_before,
        change=now / before - 1 if before and reason is None else None,
        reason=reason,
    )


def rate(value: float) -> str:
    """Return a number a week in words: two decimals below one, else one; nothing is 0."""
    if not value:
        return "0"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def weeks_of_record(published: Published, until: date) -> float:
    """Return how many weeks lie between the first document and the end of a day."""
    if not published.day.size or int(published.day.min()) > until.toordinal():
        return 0.0
    return (until.toordinal() - int(published.day.min()) + 1) / WEEK


def _reason(
    published: Published,
    period: Period,
    weeks: float,
    shared: frozenset[str],
    now: float,
    before: float,
) -> str | None:
    """Return why two periods must not be compared; the gravest reason alone."""
    held = weeks_of_record(published, period.until)
    if held < FEWEST_WEEKS or not weeks:
        return f"the record holds {held:.1f} weeks; a comparison needs {FEWEST_WEEKS}"
    if not shared:
        return "no source published in both periods"
    if abs(now - before) > MOST_SHIFT * before * (1 + _ROUNDING):
        return (
            f"documents of the shared sources went from {rate(before)} to {rate(now)} a week,"
            f" by more than {MOST_SHIFT:.0%}"
        )
    return None


def _held(period: Period, published: Published) -> Period | None:
    """Return the part of a period that the record reaches back to, if any."""
    if not published.day.size:
        return None
    first = max(int(published.day.min()), period.since.toordinal())
    if first > period.until.toordinal():
        return None
    return Period(date.fromordinal(first), period.until)


def _inside(days: Whole, period: Period) -> Flags:
    inside: Flags = (days >= period.since.toordinal()) & (days <= period.until.toordinal())
    return inside


def _present(published: Published, period: Period) -> frozenset[str]:
    numbers = np.unique(
        published.source[_inside(published.day, period) & (published.documents > 0)]
    )
    return frozenset(published.sources[int(one)] for one in numbers)


def _of_sources(table: Happened | Published, wanted: frozenset[str]) -> Flags:
    """Return which rows of `source` are of the wanted sources."""
    known = np.array([name in wanted for name in table.sources], dtype=np.bool_)
    return known[table.source] if known.size else np.zeros(0, dtype=np.bool_)


def _reported_by(happened: Happened, wanted: frozenset[str]) -> Flags:
    """Return which incidents any of the wanted sources reports."""
    counted = np.zeros(happened.day.size, dtype=np.bool_)
    counted[happened.incident[_of_sources(happened, wanted)]] = True
    return counted


def _rates(happened: Happened, counted: Flags, period: Period) -> tuple[float, float]:
    """Return incidents a week, and accepted ones."""
    inside = counted & _inside(happened.day, period)
    accepted = int((inside & happened.accepted).sum())
    return int(inside.sum()) / period.weeks, accepted / period.weeks


def _documents(published: Published, of_shared: Flags, period: Period) -> float:
    inside = of_shared & _inside(published.day, period)
    return int(published.documents[inside].sum()) / period.weeks
