"""Rules for dates made of dates: ranges, open ends, parts of a whole; and the reading of both."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from watchfloor.model import DatePrecision, Interval
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve import times_joins as joins
from watchfloor.resolve.times_counts import read_counted
from watchfloor.resolve.times_feasts import read_feast
from watchfloor.resolve.times_grammar import (
    LONGEST,
    MONTH_NUMBERS,
    ORDINALS,
    Anchor,
    Reading,
    compile_rule,
)
from watchfloor.resolve.times_rules import FAIR, GOOD, SURE, WEAK, read_simple
from watchfloor.resolve.times_shared import read_shared
from watchfloor.resolve.times_words import strip_leading

Match = re.Match[str]
OF_A_WHOLE = frozenset(
    {
        "part",
        "half",
        "first or last units",
        "numbered unit",
        "numbered weekend",
        "edge",
        "middle",
        "by the end",
        "by",
    }
)
DEEPEST = 4
"""How many rules may stand inside one another: "since the first week of last month" has three."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A pattern whose groups `a` (and `b`) are dates themselves, and what they mean together."""

    name: str
    words: str
    join: Callable[[Match, Anchor, Interval], Interval | None]
    score: float
    ahead: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, compiled when it is first needed."""
        return compile_rule(self.words)


def read_words(text: str, anchor: Anchor, depth: int = 0) -> Reading | None:
    """Return the reading of normalised words by the first rule that matches all of them."""
    if depth > DEEPEST or not text or len(text) > LONGEST:
        return None
    for candidate in dict.fromkeys((text, strip_leading(text))):
        try:
            reading = (
                read_shared(candidate, anchor)
                or read_counted(candidate, anchor)
                or read_simple(candidate, anchor)
                or read_feast(candidate, anchor)
                or _read_range(candidate, anchor, depth)
                or _read_compound(candidate, anchor, depth)
            )
        except (ValueError, OverflowError):  # 30 February, the year 0: no such day
            return None
        if reading is not None:
            return reading
    return _read_dated_event(text, anchor) if depth == 0 else None


DATED_EVENT = late_regex(
    r"(?P<turn>(?:ever )?since|until|till|before|by) .+ (?:on|of|in) (?P<date>.*)"
)
OWNED_EVENT = late_regex(r"(?P<turn>(?:ever )?since|until|till|before|by) (?P<date>.+)'s [a-z ]+")


def _read_dated_event(text: str, anchor: Anchor) -> Reading | None:
    """Read "until the election on 1 November" and "since Monday's ruling" by the event's date."""
    for pattern in (DATED_EVENT, OWNED_EVENT):
        if match := pattern.fullmatch(text):
            reading = read_words(f"{match['turn']} {match['date']}", anchor, 1)
            if reading is not None:
                return replace(reading, rule=f"date of an event: {reading.rule}")
    return None


def _read_compound(text: str, anchor: Anchor, depth: int) -> Reading | None:
    for rule, match in _fitting(text):
        leaning = replace(
            anchor,
            ahead=anchor.ahead or (rule.ahead and not anchor.behind),
            whole=rule.name in OF_A_WHOLE,
        )
        inner = read_words(match["a"], leaning, depth + 1)
        interval = inner and rule.join(match, anchor, inner.interval)
        if inner and interval:
            return Reading(interval, f"{rule.name}: {inner.rule}", min(rule.score, inner.score))
    return None


@lru_cache(maxsize=4_096)
def _fitting(text: str) -> tuple[tuple[Compound, Match], ...]:
    """Return the rules that fit words, whatever they lean on."""
    fits = ((rule, rule.pattern.fullmatch(text)) for rule in COMPOUNDS)
    return tuple((rule, match) for rule, match in fits if match)


def _until(match: Match, anchor: Anchor, a: Interval) -> Interval | None:
    term = anchor.holds or anchor.granted
    if term and anchor.day and a.to and a.to <= anchor.day and a.from_ != anchor.day:
        coming = read_words(match["a"], replace(anchor, ahead=True))
        a = coming.interval if coming and not re.search(r"[12][0-9]{3}", match["a"]) else a
    if anchor.day is not None and a.to is not None and a.to > anchor.day:
        return joins.join_by(match, anchor, a)
    return Interval(None, a.to, DatePrecision.OPEN)


NTH = rf"[0-9]{{1,4}}(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))}"
# A date inside other words, in normalised form: 11 september 2001, oct. 7 2023, 3 january.
WHOLE = (
    rf"[0-9]{{1,2}} (?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?(?:"
    rf" [12][0-9]{{3}})?"
    rf"|(?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.? [0-9]{{1,2}}(?:"
    rf" [12][0-9]{{3}})?"
)
COMPOUNDS = tuple(
    Compound(name, words, join, score, ahead)
    for name, words, join, score, ahead in (
        (
            "since",
            r"(?:ever )?since (?:(?:the )?(?:start|beginning) of (?:the )?)?(?P<a>.+)",
            joins.join_since,
            GOOD,
            False,
        ),
        ("from", r"from (?P<a>.+?)(?: on| onwards?)?", joins.join_from, FAIR, False),
        (
            "by the end",
            r"(?:by|before) (?:the )?(?:end|close) of (?:the )?(?P<a>.+)",
            joins.join_by,
            FAIR,
            True,
        ),
        ("by", r"(?:by|(?:no|not) later than) (?P<a>.+)", joins.join_by, FAIR, True),
        (
            "until",
            r"(?:until|till|up to|through|to) (?:(?:the )?(?:end|close) of (?:the )?)?(?P<a>.+)",
            _until,
            FAIR,
            False,
        ),
        ("as of", r"as of (?P<a>.+)", joins.join_as_of, FAIR, False),
        (
            "after",
            r"after (?!(?:the |a |an |about |some |nearly |almost )?NUMBER[ -]UNIT)(?P<a>.+)",
            joins.join_after,
            WEAK,
            False,
        ),
        ("before", r"before (?P<a>.+)", joins.join_before, WEAK, True),
        (
            "night into",
            r"(?:overnight|(?:in |during )?the night)(?: in)?to (?P<a>.+)",
            joins.join_into,
            GOOD,
            False,
        ),
        (
            "night into",
            r"(?:overnight )?(?:on |from )?(?:late )?WEEKDAY(?: night| evening)? into (?P<a>.+)",
            joins.join_into,
            GOOD,
            False,
        ),
        (
            "night of",
            r"(?:overnight(?: on)?|(?:in |on |during )?the night (?:from|between|on|(?P<of>of)))"
            r" (?P<a>.+)",
            joins.join_night_of,
            FAIR,
            False,
        ),
        (
            "feast with its date",
            rf"(?:[a-z.'-]+ ){{0,3}}(?:day|eve|christmas|easter|nowruz) (?P<a>{WHOLE})",
            joins.join_same,
            GOOD,
            False,
        ),
        (
            "week of",
            r"(?:the )?week (?:of|beginning|starting) (?P<a>.+)",
            joins.join_week_of,
            GOOD,
            False,
        ),
        ("weekend of", r"(?:the )?weekend of (?P<a>.+)", joins.join_weekend_of, GOOD, False),
        (
            "anniversary",
            rf"(?:the )?(?:(?P<nth>{NTH}) )?anniversary (?:of|since) (?:.{{0,60}} )??(?P<a>{WHOLE})"
            r"(?: .{0,30})?",
            joins.join_anniversary,
            GOOD,
            False,
        ),
        (
            "numbered day",
            rf"(?:the )?(?P<nth>{NTH}) day of .{{3,40}} (?:began|started|broke out) (?:on )?"
            r"(?P<a>.+)",
            joins.join_nth_day,
            GOOD,
            False,
        ),
        (
            "counted stretch",
            r"(?:for )?(?:(?:a|an|the) )?NUMBER[ -]UNIT(?:s)?(?: .{0,50}?)?"
            r" (?P<turn>began|started|beginning|starting|from|since|ended|ending|ended a|to)"
            r" (?:on )?(?P<a>.+)",
            joins.join_counted,
            FAIR,
            False,
        ),
        (
            "units from a date",
            r"NUMBER UNIT(?:s)? (?:to the day )?(?P<side>before|after|from)"
            rf" (?:(?:the )?[a-z' -]{{0,40}}(?: of| on) )?(?P<a>{WHOLE}|[a-z0-9' -]{{3,40}})",
            joins.join_offset,
            GOOD,
            False,
        ),
        (
            "units from a dated event",
            r"NUMBER UNIT(?:s)? (?P<side>before|after)"
            rf" (?:the |an? )?(?P<a>{WHOLE})(?:'s)? [a-z][a-z' -]{{2,40}}",
            joins.join_offset,
            GOOD,
            False,
        ),
        (
            "units from a day's event",
            r"NUMBER UNIT(?:s)? (?P<side>before|after) (?P<a>[a-z]{6,9})'s [a-z][a-z' -]{2,40}",
            joins.join_offset,
            GOOD,
            False,
        ),
        ("part", r"(?:the )?THIRD(?: in| of)?(?: the)? (?P<a>.+)", joins.join_third, FAIR, False),
        (
            "half",
            r"(?:the )?(?P<half>first|second|latter|1st|2nd) half(?: of)? (?P<a>.+)",
            joins.join_half,
            SURE,
            False,
        ),
        (
            "first or last units",
            r"(?:the )?(?P<side>first|opening|last|final) (?:NUMBER )?UNIT(?P<many>s)?"
            r" (?:of|in) (?:the )?(?P<a>.+)",
            joins.join_some_units,
            SURE,
            False,
        ),
        (
            "numbered unit",
            r"(?:the )?(?P<nth>second|third|fourth|fifth) (?P<unit>day|week|month)"
            r" (?:of|in) (?P<a>.+)",
            joins.join_nth_unit,
            GOOD,
            False,
        ),
        (
            "numbered weekend",
            r"(?:the )?(?P<nth>first|second|third|fourth|last) weekend (?:of|in) (?P<a>.+)",
            joins.join_nth_weekend,
            GOOD,
            False,
        ),
        (
            "edge",
            r"(?:the )?(?:very )?(?P<edge>end|close|start|beginning|turn)(?: of)? (?P<a>.+)",
            joins.join_edge,
            FAIR,
            False,
        ),
        ("middle", r"(?:the )?middle of (?:the )?(?P<a>.+)", joins.join_middle, FAIR, False),
    )
)

RANGE = late_regex(
    r"(?:(?:from|between) )?(?:the )?(?P<a>.{3,40}?)(?: to | and | until | till | through |-)"
    r"(?:the )?(?P<b>.{3,40})"
)
NO_START = late_regex(r"(?:ever )?(?:since|by|until|till|before|first|last|up|through|to|as of) ")
ENDS_IN_YEAR = late_regex(r".*\b(?P<year>[12][0-9]{3})")


def _read_range(text: str, anchor: Anchor, depth: int) -> Reading | None:
    """Read `from A to B` and its like; a bare year, month or side is taken from the other end."""
    match = RANGE.fullmatch(text)
    if match is None or NO_START.match(text):
        return None
    year = ENDS_IN_YEAR.fullmatch(match["b"])
    start = None
    if year and not ENDS_IN_YEAR.fullmatch(match["a"]):
        start = read_words(f"{match['a']} {year['year']}", anchor, depth + 1)
    start = start or read_words(match["a"], anchor, depth + 1)
    end = read_words(match["b"], anchor, depth + 1)
    if start is None or end is None:
        return None
    if _reversed(start.interval, end.interval):
        if anchor.ahead:
            leaning = replace(anchor, day=start.interval.to)
            end = read_words(match["b"], leaning, depth + 1) or end
        else:
            leaning = replace(anchor, day=end.interval.from_)
            start = read_words(match["a"], leaning, depth + 1) or start
    first, last = start.interval.from_, end.interval.to
    if first is None or last is None or first > last:
        return None
    name = f"range: {start.rule}, {end.rule}"
    return Reading(days.between(first, last), name, min(start.score, end.score))


def _reversed(start: Interval, end: Interval) -> bool:
    return bool(start.from_ and end.to and start.from_ > end.to)
