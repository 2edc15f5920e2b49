"""Words that date an event, as spans of tokens; what day they mean is settled elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from watchfloor.coding import dates_patterns as like
from watchfloor.coding.dates_ends import Read, compiled, date_end, ends, single_end
from watchfloor.coding.words import Sentence

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
    return tuple((one.start, one.end) for one in _find(sentence, _DATES, sentence.body))


def find_times(sentence: Sentence) -> tuple[TimeWords, ...]:
    """Return dates, durations ("two weeks"), sets ("daily") and references ("now"), in order.

    Unlike `find_dates` this takes the ends of a range apart, reads datelines, and takes any year
    and any unit told of before ("the quarter"): what speaks of time, not only what dates an event.
    """
    return tuple(_find(sentence, _ALL, 0))


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
            yield best
        place = max(best.end, place + 1)


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


def _is_word_only(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether what looks like a month is a verb or a noun, or a day's number a mere count."""
    words, lower = sentence.words[start:end], sentence.lower[start:end]
    months = [
        index
        for index, word in enumerate(lower)
        if compiled(like.MONTHS).fullmatch(word.partition("-")[2] or word)
    ]
    for index in months:
        if not (words[index][0].isupper() or "-" in words[index]):
            return True
        alone = len(lower) - (lower[-1] == ".") == 1
        if alone and lower[index] in AMBIGUOUS:
            before = sentence.lower[start - 1] if start else ""
            return before not in BEFORE_MONTH
    return False


BEFORE_MONTH = frozenset(
    ("in", "since", "last", "of", "during", "until", "by", "from", "to", "late", "early", "next",
     "this", "mid", "and", "on", "for", "through")
)  # fmt: skip


def _is_year(sentence: Sentence, place: int, *, any_year: bool) -> bool:
    before = sentence.lower[place - 1] if place else ""
    if not compiled(like.Y).fullmatch(sentence.lower[place]) or before in ("$", "#", "."):
        return False
    after = sentence.lower[place + 1] if place + 1 < len(sentence) else ""
    return before in like.YEAR_BEFORE or (any_year and not after[:1].isalpha())
