"""Stretches of days, and the weeks in them."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `since` to `until`, both included.

    Raises:
        ValueError: it ends before it begins.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            message = f"a period runs forwards, not {self.since} .. {self.until}"
            raise ValueError(message)

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.until - self.since).days + 1

    @property
    def weeks(self) -> float:
        """Return its length in weeks."""
        return self.days / WEEK

    def before(self, weeks: int) -> "Period":
        """Return the so many weeks that end on the day before it begins."""
        since = max(self.since.toordinal() - weeks * WEEK, 1)
        until = max(self.since.toordinal() - 1, 1)
        return Period(date.fromordinal(since), date.fromordinal(until))


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def mondays(period: Period) -> tuple[date, ...]:
    """Return the first day of every week that a period touches."""
    first = monday(period.since).toordinal()
    return tuple(map(date.fromordinal, range(first, period.until.toordinal() + 1, WEEK)))
