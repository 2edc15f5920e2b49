"""Short words for values: what tables, terminal and notebook show for a date, a count, a place."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from watchfloor.model import (
    Bounds,
    Count,
    DatePrecision,
    Event,
    EventDate,
    EventPlace,
    Filler,
    Incident,
    Published,
    Status,
)

if TYPE_CHECKING:
    from watchfloor.store.withdrawn import Withdrawal

NOTHING = "–"
"""Stands where a value is absent, so that an empty cell is never mistaken for a zero."""

SHORT_ID = 8
"""Digits of an id on a screen: enough to be unique among some ten thousand, `show` takes them."""

SYMBOLS = {
    Status.ACTUAL: "●",
    Status.ATTEMPTED: "◐",
    Status.PLANNED: "◇",
    Status.THREATENED: "△",
    Status.HYPOTHETICAL: "○",
    Status.DENIED: "⊘",
}
"""Status by shape, so that it can be read without colour."""

CREDIBILITIES = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The digits of the Admiralty scale in words."""


def short(identifier: str) -> str:
    """Return the first digits of an id."""
    return identifier[:SHORT_ID]


def interval_words(first: date | None, last: date | None) -> str:
    """Return days as "2022-01-06", "2022-01-03 to 01-09", "since 2022-01-03" or "until ..."."""
    if first is None or last is None:
        if first is None and last is None:
            return NOTHING
        return f"until {last}" if first is None else f"since {first}"
    if first == last:
        return first.isoformat()
    tail = last.isoformat()
    return f"{first} to {tail[5:] if first.year == last.year else tail}"


def date_words(value: EventDate | None) -> str:
    """Return an event's date at its own precision: a day, a month, a year, or the interval."""
    if value is None:
        return NOTHING
    if value.from_ is not None and value.to is not None:
        if value.precision is DatePrecision.MONTH and value.from_.month == value.to.month:
            return value.from_.isoformat()[:7]
        if value.precision is DatePrecision.YEAR and value.from_.year == value.to.year:
            return value.from_.isoformat()[:4]
    return interval_words(value.from_, value.to)


def withdrawn_words(value: "Withdrawal") -> str:
    """Return why a text no longer counts: "withdrawn 2022-01-14 by Ana: the paper took it back"."""
    reason = f": {value.reason}" if value.reason else ""
    return f"withdrawn {value.on} by {value.by}{reason}{f' ({value.link})' if value.link else ''}"


def published_words(value: Published | None) -> str:
    """Return when a document was published."""
    return NOTHING if value is None else interval_words(value.from_, value.to)


def bounds_words(value: Count | Bounds | None) -> str:
    """Return a count as "3", "3 to 5", "at least 3", "at most 5" or "0 or more"."""
    if value is None:
        return NOTHING
    if value.low is not None and value.high is not None and value.low != value.high:
        return f"{value.low:,} to {value.high:,}"
    if value.low == 0 and value.high is None and not value.best:
        return "0 or more"  # one source says none, another some
    if value.low is not None and value.high is None:
        return f"at least {value.low if value.best is None else value.best:,}"
    if value.low is None and value.high is not None:
        return f"at most {value.high if value.best is None else value.best:,}"
    return f"{value.high if value.best is None else value.best:,}"


def bounds_signs(value: Count | Bounds | None) -> str:
    """Return a count as "3", "3–5", "≥ 3", "≤ 5" or "0+", for narrow columns."""
    words = bounds_words(value).replace(" or more", "+")
    return words.replace(" to ", "–").replace("at least", "≥").replace("at most", "≤")


def fillers_words(fillers: Iterable[Filler]) -> str:
    """Return who fills a role: the resolved name where there is one, else the words."""
    from watchfloor.export.unsaid import readable  # `--help` needs no phrase

    names = (one.name or readable(one.text or NOTHING) for one in fillers)
    return ", ".join(dict.fromkeys(names)) or NOTHING


def place_words(value: EventPlace | None) -> str:
    """Return a place with its country: "Baghdad, IRQ"."""
    if value is None:
        return NOTHING
    return f"{value.name}, {value.country}" if value.country else value.name


def type_words(one: Event | Incident) -> str:
    """Return type and modes: "ASSAULT, aerial"."""
    return ", ".join((one.type, *one.mode))


def credibility_words(one: Incident) -> str | None:
    """Return "3 possibly true", or None where nobody judges."""
    if one.credibility is None:
        return None
    return f"{one.credibility} {CREDIBILITIES[one.credibility]}"


def status_words(status: Status) -> str:
    """Return the symbol and the word."""
    return f"{SYMBOLS[status]} {status}"


def plural(number: int, noun: str) -> str:
    """Return "1 document", "2 documents" or "no documents"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun}s" if number else f"no {noun}s"
