"""When a text was published, told by its own words alone: an interval of days with its clues.

News tells of its own week. What dates the newest thing told dates the text: a weekday beside a
whole date; a weekday in the sentence of a dated stretch ("the first two weeks of 2022 saw ...
an attack Thursday"); a day without a year, if the text says which year it lives in. Everything
else (a bare year, a whole date of the past) may be background, and infers nothing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from watchfloor.model import INFERRED, DatePrecision, Interval, Published
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.times import NEARBY, looks_ahead, resolve_date
from watchfloor.resolve.times_grammar import MONTH_NUMBERS, weekday_number
from watchfloor.resolve.times_walk import STOP

WEEK = timedelta(days=6)
"""A report names a day by its weekday for six days after it."""
WITHOUT_YEAR = timedelta(days=31)
"""A report names a day without its year for about a month; then the month alone."""
LONGEST = 31
"""Days of an interval beyond which it says too little."""
SHORT = 31
"""Days of a stretch at most whose weekdays a text may name."""

_WEEKDAY = late_regex(r"\b(" + "|".join(days.WEEKDAYS) + r")\b", re.IGNORECASE)
_RELATIVE = late_regex(r"\b(?:last|next|this|every|previous|following) ", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_YEARLESS = late_regex(
    rf"(?:(?:{'|'.join(days.WEEKDAYS)}),? )?(?:(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? "
    r"(?:of )?"
    rf"(?P<month>{_MONTH})\.?|(?P<month2>{_MONTH})\.? (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?)",
    re.IGNORECASE,
)
_YEAR = late_regex(r"\b(?:19|20)[0-9]{2}\b")


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that bound the day of publication: where they stand, and from when to when."""

    start: int
    end: int
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Inferred:
    """The interval and the clues that gave it, in the order of the text."""

    published: Published
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """One expression: its span, its words, what it means without a published day, its tense."""

    start: int
    end: int
    words: str
    interval: Interval | None
    ahead: bool


def infer_published(text: str, spans: Sequence[tuple[int, int]]) -> Inferred | None:
    """Return when a text was published, by the words of its dates; None if they do not say.

    Args:
        text: the document's text.
        spans: where its date words stand, in any order.
    """
    found = [_read(text, start, end) for start, end in sorted(set(spans))]
    fresh = [clue for clue in _fresh(text, found) if clue.earliest <= clue.latest]
    if not fresh:
        return None
    newest = max(clue.earliest for clue in fresh)
    clues = [clue for clue in fresh if clue.latest >= newest]
    earliest, latest = newest, min(clue.latest for clue in clues)
    later = [one for one in found if _after(one, latest)]
    if latest < earliest or (latest - earliest).days > LONGEST or later:
        return None
    ordered = tuple(sorted(clues, key=lambda clue: clue.start))
    said = "; ".join(dict.fromkeys(text[clue.start : clue.end] for clue in ordered))
    return Inferred(Published(earliest, latest, f"{INFERRED}: {said}"), ordered)


def _read(text: str, start: int, end: int) -> _Words:
    words, before, after = (
        text[start:end],
        text[max(0, start - NEARBY) : start],
        text[end : end + NEARBY],
    )
    resolution = resolve_date(words, None, before=before, after=after)
    ahead = looks_ahead(words, before, after)
    return _Words(start, end, words, resolution.interval if resolution else None, ahead)


def _after(one: _Words, latest: date) -> bool:
    """Say whether a whole day told of as past lies after the interval: then nothing is sure."""
    day = one.interval
    return bool(
        day
        and not one.ahead
        and day.precision is DatePrecision.DAY
        and day.from_
        and day.from_ > latest
    )


def _fresh(text: str, found: Sequence[_Words]) -> Iterator[Clue]:
    yield from _weekday_and_date(found)
    yield from _weekday_in_stretch(text, found)
    yield from _days_without_year(text, found)


def _weekday_and_date(found: Sequence[_Words]) -> Iterator[Clue]:
    """Yield "on Thursday, January 13, 2022": told with its weekday, so told in its week."""
    for one in found:
        day = one.interval.from_ if one.interval and one.interval.from_ == one.interval.to else None
        named = _WEEKDAY.search(one.words)
        if day and named and not one.ahead and day.weekday() == weekday_number(named[1].lower()):
            yield Clue(one.start, one.end, day, day + WEEK)


def _weekday_in_stretch(text: str, found: Sequence[_Words]) -> Iterator[Clue]:
    """Yield a bare weekday in the sentence of a dated stretch of up to a month."""
    for one in found:
        stretch = one.interval
        # a month with its year is background as often as not: only counted parts are lived in
        if stretch is None or stretch.from_ is None or stretch.to is None or one.ahead:
            continue
        if stretch.precision is not DatePrecision.RANGE:
            continue
        if not 1 <= (stretch.to - stretch.from_).days < SHORT or _since(one.words):
            continue
        for other in found:
            bare = _WEEKDAY.fullmatch(other.words.strip())
            if bare is None or other.ahead or not _same_sentence(text, one, other):
                continue
            wanted = weekday_number(bare[1].lower())
            day = stretch.to - timedelta(days=(stretch.to.weekday() - wanted) % days.WEEK_DAYS)
            yield Clue(one.start, one.end, stretch.to, day + WEEK)
            yield Clue(other.start, other.end, day, day + WEEK)


def _since(words: str) -> bool:
    return words.lower().startswith(("since", "until", "till", "by", "before", "through"))


def _same_sentence(text: str, one: _Words, other: _Words) -> bool:
    first, last = sorted((one, other), key=lambda each: each.start)
    return not STOP.search(text, first.end, last.start)


def _days_without_year(text: str, found: Sequence[_Words]) -> Iterator[Clue]:
    """Yield the newest "Jan. 9" of the past, if the text names the year it lives in."""
    year = _year_lived_in(text, found)
    if year is None:
        return
    told = []
    for one in found:
        match = _YEARLESS.fullmatch(one.words.strip())
        if match is None or one.ahead:
            continue
        month = MONTH_NUMBERS[(match["month"] or match["month2"]).lower()]
        number, last = int(match["day"] or match["day2"]), days.month(year, month).to
        if last is not None and 1 <= number <= last.day:
            told.append((last.replace(day=number), one))
    if told:
        day, one = max(told, key=lambda pair: pair[0])
        yield Clue(one.start, one.end, day, day + WITHOUT_YEAR)


def _year_lived_in(text: str, found: Sequence[_Words]) -> int | None:
    """Return the latest year named, where a stretch, a day or a forecast of it shows it to run."""
    years = {int(match[0]) for one in found for match in _YEAR.finditer(one.words)}
    years |= {int(match[1]) for match in re.finditer(r"\bin ((?:19|20)[0-9]{2})\b", text)}
    if not years:
        return None
    latest = max(years)
    for one in found:
        interval = one.interval
        if interval is None or interval.from_ is None or str(latest) not in one.words:
            continue
        stretch = (
            interval.precision is DatePrecision.RANGE and not _since(one.words) and not one.ahead
        )
        if interval.from_.year == latest and stretch:
            return latest
    return None
