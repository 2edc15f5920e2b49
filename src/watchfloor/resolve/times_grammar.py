"""The words of dates: patterns, and the values that pass between the rules."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from watchfloor.model import Interval
from watchfloor.resolve.days import MONTHS, SEASONS, WEEKDAYS

LONGEST = 90
"""Longer words are no date expression, and no pattern ever sees them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words lean on.

    `day` is the published day (null: unknown), `until` the last day the text can speak of, `exact`
    whether the published day is known to the day, `ahead` whether the sentence looks forward, and
    `narrative` the day the text spoke of last.
    """

    day: date | None
    until: date | None = None
    exact: bool = True
    ahead: bool = False
    narrative: date | None = None


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
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Anchor], Interval | None]
    score: float


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
MONTH_NUMBERS = {name: index for index, name in enumerate(MONTHS, start=1)}
MONTH_NUMBERS |= {name[:3]: index for name, index in MONTH_NUMBERS.items()} | {"sept": 9}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


PIECES = {
    "WEEKDAY": rf"(?P<weekday>{_any(WEEKDAYS)}|mon|tues?|wed|thurs?|thu|fri|sat|sun)",
    "MONTH": rf"(?P<month>{_any(MONTH_NUMBERS)})\.?",
    "SEASON": rf"(?P<season>{_any(SEASONS)})",
    "YEAR": r"(?P<year>(?:1[0-9]|20|21)[0-9]{2}|(?:last|this|next) year)",
    "DAY": rf"(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)?|{_any(ORDINALS)})",
    "NUMBER": rf"(?P<number>[0-9]{{1,3}}|{_any(NUMBERS)})",
    "UNIT": r"(?P<unit>day|week|month|year|decade)",
    "WHICH": r"(?P<which>last|past|previous|this|current|next|coming)",
    "THIRD": r"(?P<third>early|mid|late)",
}
PIECES |= {
    f"{name}2": PIECES[name].replace(">", "2>", 1) for name in ("DAY", "MONTH", "YEAR", "WEEKDAY")
}
PIECE = re.compile(r"\b(" + "|".join(PIECES) + r")\b")


def compile_rule(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which words in capitals stand for `PIECES`."""
    return re.compile(PIECE.sub(lambda match: PIECES[match.group(1)], pattern))


def number(words: str) -> int:
    """Return the value of a small number in digits or words."""
    return int(words) if words.isdigit() else NUMBERS[words]


def day_number(words: str) -> int:
    """Return the day of a month from `9`, `9th` or `ninth`."""
    digits = words.rstrip("stndrh")
    return int(digits) if digits.isdigit() else ORDINALS[words]


def month_number(words: str) -> int:
    """Return 1..12 from a month's name or its abbreviation."""
    return MONTH_NUMBERS[words]


def weekday_number(words: str) -> int:
    """Return 0 (Monday) to 6 from a weekday's name or its abbreviation."""
    return next(index for index, name in enumerate(WEEKDAYS) if name.startswith(words))


def year_number(words: str, anchor: Anchor) -> int | None:
    """Return the year that `2021` or `last year` names; relative ones need a published day."""
    if words.isdigit():
        return int(words)
    if anchor.day is None:
        return None
    return anchor.day.year + {"last": -1, "this": 0, "next": 1}[words.split(maxsplit=1)[0]]


SPACES = re.compile(r"\s+")
CLOCK = re.compile(
    r"(?<![0-9./-])\b(?:(?:at|around|about|by|shortly after|just after|before|from) ){0,2}"
    r"(?:[0-9]{1,2}[:.][0-9]{2}(?![./-]?[0-9])(?: ?[ap]\.?m\b\.?)?|[0-9]{1,2} ?[ap]\.?m\b\.?)"
    r"(?: (?:gmt|utc|local time|local))?(?: on)?"
)
PARTS_OF_DAY = (
    r"(?:dawn|daybreak|sunrise|sunset|dusk|nightfall|noon|midday|midnight|morning|afternoon"
    r"|evening|night|early hours|small hours|early morning|late evening|late night)"
)
BEFORE_DAY = re.compile(
    r"^(?:shortly |just |soon |some time |on |in |at |during |since |by )?"
    r"(?:before |after |around |towards |at |by )?(?:the )?"
    + PARTS_OF_DAY
    + r"(?: hours)? (?:of|on|from|between)? ?(?=[a-z0-9])"
)
LATE_DAY = re.compile(
    r"\b(?:early|late|earlier|later)(?: in the day)?(?: on)? (?=(?:"
    + _any(WEEKDAYS)
    + r"|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night)\b)"
)
AFTER_DAY = re.compile(
    r"(?<=[a-z0-9,]) (?:in the |at |around |before )?(?:early |late )?"
    + PARTS_OF_DAY
    + r"(?: hours)?(?: local time)?$"
)
NO_DAY = re.compile(r"(?:in|at|on|by|during|before|after|around|towards|since|until|the| )*")
LEADING = re.compile(
    r"^(?:(?:on or about|on|in|at|during|over|of|for|about|around|as of|dated|back in|sometime"
    r"|some time|throughout|all through|across|in the course of|the|as recently as|only|just"
    r"|as early as|as late as|all of|exactly|nearly|almost|roughly|more than|some|no later than"
    r"|effective) )+"
)
KEEPS_PART_OF_DAY = ("last night", "this morning", "this afternoon", "this evening", "that night")


def normalise(words: str) -> str:
    """Return the words in lower case, without clock times, parts of the day and prepositions."""
    text = SPACES.sub(" ", words.strip().lower()).replace("’", "'").replace("‘", "'")
    for dash in "–—−‐‑":
        text = text.replace(dash, "-")
    text = text.strip(" \"'.,;:()[]“”").removesuffix("'s").removesuffix("'")
    text = SPACES.sub(" ", CLOCK.sub(" ", text).replace(",", " ").replace(" - ", "-")).strip()
    text = LATE_DAY.sub("", re.sub(r"\b(early|mid|late)-(?=[a-z0-9])", r"\1 ", text))
    if not text.startswith(KEEPS_PART_OF_DAY):
        text = BEFORE_DAY.sub("", text)
        if not text.endswith(KEEPS_PART_OF_DAY):
            shorter = AFTER_DAY.sub("", text)
            text = text if NO_DAY.fullmatch(shorter) else shorter
    return text.strip()


def strip_leading(text: str) -> str:
    """Return normalised words without the prepositions and articles they begin with."""
    return LEADING.sub("", text)
