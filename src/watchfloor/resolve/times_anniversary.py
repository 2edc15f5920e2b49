"""Days that are the anniversary of something: "Jan 3 was the second anniversary of the strike".

Such a date is read for what it dates, and that happened as many years before.
"""

import re
from dataclasses import replace

from watchfloor.model import Resolution
from watchfloor.model.late import late_regex

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
_BEHIND = late_regex(
    r"\s(?:is|was|marks|marked|will be|will mark) (?:the |its |their )?"
    rf"(?P<years>[0-9]{{1,3}}(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
    r" anniversary of\b",
    re.IGNORECASE,
)


def years_back(text: str, end: int) -> int:
    """Return how many years before a date that ends there lies what it is an anniversary of."""
    found = _BEHIND.match(text, end)
    if found is None:
        return 0
    told = found["years"].lower()
    return int(told) if told.isdigit() else _ORDINALS.index(told) + 1


def moved(resolution: Resolution, years: int) -> Resolution:
    """Return a date as many years earlier; as it is where there is no such day or no closed one."""
    days = resolution.interval
    if not years or days is None or days.from_ is None or days.to is None:
        return resolution
    try:
        first, last = (day.replace(year=day.year - years) for day in (days.from_, days.to))
    except ValueError:  # the 29th of February
        return resolution
    rule = f"{resolution.rule}; what it is an anniversary of"
    return replace(resolution, interval=replace(days, from_=first, to=last), rule=rule)
