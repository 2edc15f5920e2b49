"""Words of a brief for days, places, parties and numbers. No word here weighs a likelihood."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from watchfloor.model import Count, DatePrecision, EventDate, EventPlace, Filler, PlacePrecision
from watchfloor.present.terminal import one_line

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_TRAILING = re.compile(
    r"(?:[\s,;:–—-]+(?:who|which|that|whose|where|and|or|of|in|at|by|to|with|from|for|on|as)?)+$"
)
_KNOWN = re.compile(r"(?P<base>.+) \((?P<organ>[^()]+)\)")
NOBODY = frozenset(
    {
        *("he", "she", "it", "they", "we", "i", "who", "this", "that", "which", "one", "these"),
        *("those", "him", "her", "them", "us", "somebody", "someone", "others", "unknown"),
    }
)
"""Words that name nobody."""

_MOST_PARTIES = 3


def day_words(day: date) -> str:
    """Return a day as "3 January 2020"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: date, last: date) -> str:
    """Return days as "3 to 10 January 2020", each month and year once."""
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{day_words(first)} to {day_words(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{first.day} to {day_words(last)}"


def when(value: EventDate | None) -> str:
    """Return when as it follows a comma: "on 3 January 2020", "between 3 and 10 ...", or ""."""
    if value is None or (value.from_ is None and value.to is None):
        return ""
    if value.from_ is None or value.to is None:
        known = value.from_ or value.to
        return f"{'until' if value.from_ is None else 'since'} {day_words(known)}" if known else ""
    first, last = value.from_, value.to
    if first == last:
        return f"on {day_words(first)}"
    if value.precision is DatePrecision.MONTH and (first.year, first.month) == (
        last.year,
        last.month,
    ):
        return f"in {MONTHS[first.month - 1]} {first.year}"
    if value.precision is DatePrecision.YEAR and first.year == last.year:
        return f"in {first.year}"
    return f"between {span_words(first, last).replace(' to ', ' and ')}"


def where(value: EventPlace | None) -> str:
    """Return where as "in Baghdad (IRQ)", "somewhere in Anbar (province, IRQ)", or ""."""
    if value is None:
        return ""
    name, country = one_line(value.name), value.country
    if value.precision in (PlacePrecision.SITE, PlacePrecision.TOWN):
        at = "at" if value.precision is PlacePrecision.SITE else "in"
        return f"{at} {name} ({country})" if country else f"{at} {name}"
    if value.precision is PlacePrecision.COUNTRY:
        return f"in {name}" if name != country else f"in the country {name}"
    finer = f"{value.precision}, {country}" if country else str(value.precision)
    return f"somewhere in {name} ({finer})"


def number_words(value: Count, one: str, several: str) -> str:
    """Return a count with its noun: "1 person", "at least 3 people", "132 to 160 people"."""
    low, best, high = value.low, value.best, value.high
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,} {several}"
    bound = "at least " if low is not None else "at most " if high is not None else ""
    open_ended = bound if low is None or high is None else ""
    number = next(value for value in (best, low, high) if value is not None)
    return f"{open_ended}{number:,} {one if number == 1 else several}"


def toll_words(
    counts: Sequence[tuple[Count | None, str]], alone: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return what befell people: "25 people were killed and 1 person was injured", or "".

    `alone` gives by verb the one source that says so, of several that tell the rest.
    """
    said = []
    for count, verb in counts:
        if count is not None:
            by = f" (by {alone[verb]} alone)" if verb in alone else ""
            said.append(f"{_toll(count, verb)}{by}")
    return joined(said)


def _toll(count: Count, verb: str) -> str:
    if (count.low, count.best, count.high) == (0, 0, None):
        return f"whether anybody was {verb} is disputed"
    if (count.best, count.high) in ((0, 0), (0, None)):
        return f"nobody was reported {verb}"
    single = 1 in (count.best, count.high) and count.low in (None, 1)
    return f"{number_words(count, 'person', 'people')} {'was' if single else 'were'} {verb}"


def joined(parts: Sequence[str]) -> str:
    """Return parts as "a", "a and b", "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def party(filler: Filler) -> str:
    """Return who: a known name as it is, the words of a text in quotation marks."""
    if filler.entity_id and filler.name:
        return one_line(filler.name)
    if (filler.name or filler.text or "").strip().lower() in NOBODY:
        return ""
    said = _TRAILING.sub("", one_line(filler.name or filler.text or ""))
    return f"“{said}”" if said else ""


def parties(fillers: Sequence[Filler]) -> str:
    """Return who fills a role: known names, else the fullest words; three at most."""
    known = [party(one) for one in fillers if one.entity_id and one.name]
    if not known:
        longest = sorted(fillers, key=lambda one: (-_kinds(one), -len(one.name or one.text or "")))
        known = [party(one) for one in longest[:1]]
    named = [one for one in dict.fromkeys(known) if one]
    named = _organs(named)
    if len(named) > _MOST_PARTIES:
        return joined([*named[:_MOST_PARTIES], f"{len(named) - _MOST_PARTIES} more"])
    return joined(named)


def _organs(names: Sequence[str]) -> list[str]:
    """Return names with the organs of one state in one: "Iran (government and armed forces)"."""
    held: dict[str, list[str]] = {}
    for name in names:
        match = _KNOWN.fullmatch(name)
        held.setdefault(match["base"] if match else name, []).extend(
            [match["organ"]] if match else []
        )
    return [f"{base} ({joined(organs)})" if organs else base for base, organs in held.items()]


def _kinds(filler: Filler) -> bool:
    """Say whether words are of more than a pronoun or an article."""
    return len((filler.name or filler.text or "").split()) > 1


def capital(text: str) -> str:
    """Return a sentence with a capital at its start."""
    return text[:1].upper() + text[1:]
