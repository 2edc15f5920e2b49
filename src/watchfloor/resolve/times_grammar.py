"""The words of dates: patterns, and the values that pass between the rules."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from watchfloor.model import Interval
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.days import MONTHS, SEASONS, WEEKDAYS

LONGEST = 90
"""Longer words are no date expression, and no pattern ever sees them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words lean on.

    `day` is the published day (null: unknown), `until` the last day the text can speak of, `ahead`
    whether the sentence looks forward, `behind` that what is dated has happened, and `narrative`
    what the text spoke of last. `same` says that this was in the same sentence, `aside` that the
    words that follow belong to another event ("three days after it broke off talks"). `running`
    says that the clause tells of what still lasts, `holds` that it tells of a state up to a day,
    `granted` that the day is the end of a term given, `over` that what lasted had ended on the day
    that the sentence tells of, `whole` that "this year" is the whole of it. `told` says that a
    sentence stands around the words. `order` is the order of numeric dates, `scene` the text
    around, in lower case.
    """

    day: date | None
    until: date | None = None
    ahead: bool = False
    behind: bool = False
    narrative: Interval | None = None
    same: bool = False
    aside: bool = False
    running: bool = False
    holds: bool = False
    granted: bool = False
    over: bool = False
    whole: bool = False
    told: bool = False
    order: str | None = None
    scene: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An interval, the name of the rule that gave it, and how sure the rule is."""

    interval: Interval
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that must match the whole of the normalised words, and what it then means."""

    name: str
    words: str
    read: Callable[[re.Match[str], Anchor], Interval | None]
    score: float

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, compiled when it is first needed."""
        return compile_rule(self.words)


NUMBER_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
NUMBERS = {word: value for value, word in enumerate(NUMBER_WORDS.split(), start=1)} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "couple of": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "a hundred": 100,
    "half a dozen": 6,
    "a dozen": 12,
}
ORDINAL_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
ORDINALS = {
    word: value
    for value, word in enumerate(
        ORDINAL_WORDS.split(),
        start=1,
    )
}
ORDINALS |= {
    f"{tens}-{word}": count + ORDINALS[word]
    for tens, count in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60))
    for word in ORDINAL_WORDS.split()[:9]
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
MONTH_NUMBERS = {name: index for index, name in enumerate(MONTHS, start=1)}
MONTH_NUMBERS |= {name[:3]: index for name, index in MONTH_NUMBERS.items()} | {"sept": 9}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


PIECES = {
    "WEEKDAY": rf"(?P<weekday>{_any(WEEKDAYS)}|mon|tues?|wed|thurs?|thu|fri|sat|sun)",
    "MONTH": rf"(?P<month>{_any(MONTH_NUMBERS)})\.?",
    "SEASON": rf"(?P<season>{_any(SEASONS)})",
    "YEAR": r"(?P<year>(?:1[0-9]|20|21)[0-9]{2}|(?:last|this|next|that|the same) year)",
    "DAY": rf"(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)?|{_any(ORDINALS)})",
    "NUMBER": rf"(?P<number>[0-9]{{1,3}}|{_any(NUMBERS)})",
    "UNIT": r"(?P<unit>minute|hour|day|night|week|fortnight|month|quarter|year|decade|century)",
    "WHICH": r"(?P<which>last|past|previous|this|current|next|coming)",
    "THIRD": r"(?P<third>early|mid|late)",
}
PIECES |= {
    f"{name}2": PIECES[name].replace(">", "2>", 1)
    for name in ("DAY", "MONTH", "YEAR", "WEEKDAY", "NUMBER", "UNIT")
}
PIECE = late_regex(r"\b(" + "|".join(PIECES) + r")\b")


@cache
def compile_rule(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which words in capitals stand for `PIECES`."""
    return late_regex(PIECE.sub(lambda match: PIECES[match.group(1)], pattern))


def number(words: str) -> int:
    """Return the value of a small number in digits or words."""
    return int(words) if words.isdigit() else NUMBERS[words]


def day_number(words: str) -> int:
    """Return the day of a month from `9`, `9th` or `ninth`."""
    digits = words.rstrip("stndrh")
    return int(digits) if digits.isdigit() else ORDINALS[words.replace(" ", "-")]


def month_number(words: str) -> int:
    """Return 1..12 from a month's name or its abbreviation."""
    return MONTH_NUMBERS[words]


def weekday_number(words: str) -> int:
    """Return 0 (Monday) to 6 from a weekday's name or its abbreviation."""
    return next(index for index, name in enumerate(WEEKDAYS) if name.startswith(words.rstrip(".")))


def year_number(words: str, anchor: Anchor) -> int | None:
    """Return the year that `2021` or `last year` names; relative ones need a published day."""
    if words.isdigit():
        return int(words)
    first = words.split(maxsplit=1)[0]
    if first in ("that", "the"):
        told = anchor.narrative.from_ if anchor.narrative else None
        return told.year if told else None
    if anchor.day is None:
        return None
    return anchor.day.year + {"last": -1, "this": 0, "next": 1}[first]
