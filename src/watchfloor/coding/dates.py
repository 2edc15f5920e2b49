"""Words that date an event, as spans of tokens; what day they mean is settled elsewhere."""

from collections.abc import Iterator
from functools import lru_cache

from watchfloor.coding import dates_patterns as like
from watchfloor.coding.dates_ends import Read, compiled, date_end, ends, single_end
from watchfloor.coding.words import Sentence
from watchfloor.model.frozen import dataclass

_MOST_WORDS = 10_000
"""Words of which it is kept whether a date may begin with them, or be made by them."""

CHARACTERS = 160
"""How far a date may reach, so that a hostile line costs no more than a page."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Tokens from `start` to `end` that speak of time: a date, a duration, a set, a reference."""

    start: int
    end: int
    kind: str


def find_dates(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the spans of tokens that are dates, in order."""
    found = tuple((one.start, one.end) for one in _find(sentence, _DATES, sentence.body))
    begins = {start for start, _ in found}
    # "within minutes on Friday" is Friday's
    return tuple(
        (start, end)
        for start, end in found
        if sentence.lower[end - 1] not in SHORT_UNITS
        or not {end, end + 1 if sentence.lower[end : end + 1] == ("on",) else end} & begins
    )


def find_times(sentence: Sentence) -> tuple[TimeWords, ...]:
    """Return dates, durations ("two weeks"), sets ("daily") and references ("now"), in order.

    Unlike `find_dates` this takes the ends of a range apart, reads datelines, and takes any year
    and any unit told of before ("the quarter"): what speaks of time, not only what dates an event.
    """
    return tuple(_find(sentence, _ALL, 0))


SHORT_UNITS = frozenset(("hours", "minutes"))

Kinds = tuple[tuple[str, Read], ...]

_DATES: Kinds = (("date", date_end),)
_ALL = (
    ("date", single_end),
    ("date", ends(like.TOLD)),
    ("set", ends(like.SET)),
    ("duration", ends(like.DURATION)),
    ("reference", ends(like.REFERENCE)),
)


def _find(sentence: Sentence, kinds: Kinds, place: int) -> Iterator[TimeWords]:
    lower, any_year = sentence.lower, kinds is _ALL
    stop = len(lower) if any_year else _reach(lower)
    if place >= stop:
        return
    text, begins = _joined(lower)
    ends = {
        start + len(word): index + 1
        for index, (start, word) in enumerate(zip(begins, lower, strict=True))
    }
    while place < stop:
        best = TimeWords(place, place, "")
        if _opens(lower[place]):
            for kind, read in kinds:
                end = _match(sentence, read, text, begins[place], ends, place)
                if end > best.end:
                    best = TimeWords(place, end, kind)
            if best.kind == "duration" and _is_rate(lower, place, best.end):
                best = TimeWords(place, place, "")
            if best.end == place and _is_year(sentence, place, any_year=any_year):
                best = TimeWords(place, place + 1, "date")
        if best.end > place:
            yield best if any_year else _turned(sentence, best)
        place = max(best.end, place + 1)


def _turned(sentence: Sentence, found: TimeWords) -> TimeWords:
    """Take "after" and "from" into a date that closes its clause: "After Jan. 4, gunmen".

    In "after the Jan. 6 riots" and "from Monday's attack" the date is that of another thing.
    """
    before = sentence.lower[max(sentence.body, found.start - 2) : found.start]
    follower = sentence.lower[found.end] if found.end < len(sentence) else "."
    days = compiled(_NAMED_DAYS)
    if (
        before[-1:] == ("from",)
        and follower in CLOSES
        and any(map(days.fullmatch, sentence.lower[found.start : found.end]))
    ):
        return TimeWords(found.start - 1, found.end, found.kind)
    closed = found.end < len(sentence) and sentence.lower[found.end] == ","
    if not closed or before[-1:] != ("after",) or sentence.lower[found.start] in LASTING:
        return found
    if len(before) > 1 and before[0].removesuffix("s") in like.HELD:
        return found  # two days after Jan. 4
    return TimeWords(found.start - 1, found.end, found.kind)


_NAMED_DAYS = rf"{like.WEEKDAYS}|{like.MONTHS}"
CLOSES = frozenset((".", ",", ";", ")", "unless", "until", "onward", "onwards"))
LASTING = frozenset(like.NUMBER_WORDS) | frozenset(("a", "an", "several", "some", "few"))


def _is_rate(lower: tuple[str, ...], start: int, end: int) -> bool:
    """Say whether "a year" tells how often or how much: "$2 million a year", "24 hours a day"."""
    if end - start != len(("a", "year")) or lower[start] not in ("a", "an") or not start:
        return False
    before = lower[start - 1]
    return before[-1].isdigit() or before in COUNTED


COUNTED = frozenset(
    ("hundred", "thousand", "million", "billion", "cents", "dollars", "euros", "pounds", "times",
     "once", "twice", "percent", "%", "hours", "minutes", "days", "weeks")
)  # fmt: skip


def _reach(lower: tuple[str, ...]) -> int:
    """Return how far dates can begin: the token behind the last that a date has to hold, or 0."""
    return next((place for place in range(len(lower), 0, -1) if _held(lower[place - 1])), 0)


@lru_cache(maxsize=_MOST_WORDS)
def _held(word: str) -> bool:
    """Say whether a date may have this word as the one that makes it a date."""
    if any(map(str.isdigit, word)):
        return True
    return any(part in like.HELD or part.removesuffix("s") in like.HELD for part in word.split("-"))


def _joined(lower: tuple[str, ...]) -> tuple[str, list[int]]:
    begins, at = [], 0
    for word in lower:
        begins.append(at)
        at += len(word) + 1
    return " ".join(lower), begins


@lru_cache(maxsize=_MOST_WORDS)
def _opens(word: str) -> bool:
    return (
        word in like.OPENERS
        or word[0].isdigit()
        or word.partition("-")[0] in like.OPENERS
        or word == "'"
        or compiled(like.BUSINESS).fullmatch(word) is not None
    )


def _match(
    sentence: Sentence,
    read: Read,
    text: str,
    at: int,
    ends: dict[int, int],
    place: int,
) -> int:
    """Return the token behind the longest reading of the words at `place`, or 0."""
    end = read(text, at, min(len(text), at + CHARACTERS))
    while end > at and end not in ends:  # a pattern may stop inside a word: give it back
        cut = text.rfind(" ", at, end)
        end = read(text, at, cut) if cut > at else 0
    stop = ends.get(end, 0)
    if not stop or _is_word_only(sentence, place, stop):
        return 0
    return stop - 1 if sentence.lower[stop - 1] == "," else stop


AMBIGUOUS = frozenset(
    {"march", "may", "mar", "sep", "dec", "jan", "august", "sun", "fall", "spring"}
)
SMALL_AMBIGUOUS = AMBIGUOUS | {"jun", "jul", "apr", "aug", "oct", "nov", "feb", "sept"}
"""Months that are something else in small letters, or a slip of the key."""


def _is_word_only(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether what looks like a month is a verb or a noun, or a day's number a mere count."""
    words, lower = sentence.words[start:end], sentence.lower[start:end]
    months = [
        index for index, word in enumerate(lower) if _is_month(word.partition("-")[2] or word)
    ]
    figured = any(word[0].isdigit() for word in lower)
    for index in months:
        small = not (words[index][0].isupper() or "-" in words[index])
        if small and lower[index] in SMALL_AMBIGUOUS:
            if figured:
                return not _is_small_day(sentence, start, end)
            before = sentence.lower[start + index - 1] if start + index else ""
            return lower[index] not in VERBS or before not in BEFORE_SMALL_MONTH
        alone = len(lower) - (lower[-1] == ".") == 1
        if alone and not small and lower[index] in AMBIGUOUS:
            before = sentence.lower[start - 1] if start else ""
            return before not in BEFORE_MONTH
    return False


@lru_cache(maxsize=_MOST_WORDS)
def _is_month(word: str) -> bool:
    return compiled(like.MONTHS).fullmatch(word) is not None


def _is_small_day(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a month in small letters with a figure is a day: not "20 may have died"."""
    lower = sentence.lower[start:end]
    if VERBS.isdisjoint(lower) or any(map(compiled(like.Y).fullmatch, lower)):
        return True
    before = sentence.lower[start - 1] if start else "on"
    after = sentence.lower[end] if end < len(sentence) else ""
    return before in BEFORE_SMALL_DAY and after not in BEHIND_MAY


VERBS = frozenset({"may", "march"})
BEFORE_SMALL_DAY = frozenset(
    ("on", "since", "until", "till", "by", "from", "before", "after", "between", "of", "the",
     "dated", ",", "(", "morning", "evening", "night", "afternoon")
)  # fmt: skip
BEHIND_MAY = frozenset(
    ("have", "be", "not", "also", "still", "yet", "never", "well", "soon", "now", "had", "face",
     "km", "kilometres", "kilometers", "miles", "men", "people", "hours", "days")
)  # fmt: skip
BEFORE_MONTH = frozenset(
    ("in", "since", "last", "of", "during", "until", "by", "from", "to", "late", "early", "next",
     "this", "mid", "and", "on", "for", "through")
)  # fmt: skip
BEFORE_SMALL_MONTH = frozenset(
    ("in", "since", "during", "until", "till", "late", "early", "mid", "throughout")
)
"""What stands before a month in small letters, and before neither a verb nor a noun."""


def _is_year(sentence: Sentence, place: int, *, any_year: bool) -> bool:
    before = sentence.lower[place - 1] if place else ""
    if not compiled(like.Y).fullmatch(sentence.lower[place]) or before in ("$", "#", "."):
        return False
    if _is_clock(sentence.lower[place + 1 : place + 4]):
        return False
    after = sentence.lower[place + 1] if place + 1 < len(sentence) else ""
    return before in like.YEAR_BEFORE or (any_year and not after[:1].isalpha())


def _is_clock(after: tuple[str, ...]) -> bool:
    """Say whether what follows four figures makes them a clock: "1800 UTC", "1800 to 2000 GMT"."""
    return compiled(_CLOCK).match(" ".join(after)) is not None


_CLOCK = rf"(?:\S+ \d{{4}} )?(?:{like.NO_YEAR})\b"
