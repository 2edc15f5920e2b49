"""Words that date an event, as spans of tokens; what day they mean is settled elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchfloor.coding import dates_patterns as like
from watchfloor.coding.words import Sentence

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


Kinds = tuple[tuple[str, like.Read], ...]

_DATES: Kinds = (("date", like.date_end),)
_ALL = (
    ("date", like.ends(like.SINGLE)),
    ("date", like.ends(like.TOLD)),
    ("set", like.ends(like.SET)),
    ("duration", like.ends(like.DURATION)),
    ("reference", like.ends(like.REFERENCE)),
)


def _find(sentence: Sentence, kinds: Kinds, place: int) -> Iterator[TimeWords]:
    lower, any_year = sentence.lower, kinds is _ALL
    text, begins = _joined(lower)
    ends = {
        start + len(word): index + 1
        for index, (start, word) in enumerate(zip(begins, lower, strict=True))
    }
    while place < len(lower):
        best = TimeWords(place, place, "")
        if _opens(lower[place]):
            for kind, read in kinds:
                end = _match(sentence, read, text, begins[place], ends, place)
                if end > best.end:
                    best = TimeWords(place, end, kind)
            if best.end == place and _is_year(sentence, place, any_year=any_year):
                best = TimeWords(place, place + 1, "date")
        if best.end > place:
            yield best
        place = max(best.end, place + 1)


def _joined(lower: tuple[str, ...]) -> tuple[str, list[int]]:
    begins, at = [], 0
    for word in lower:
        begins.append(at)
        at += len(word) + 1
    return " ".join(lower), begins


def _opens(word: str) -> bool:
    return (
        word in like.OPENERS
        or word[0].isdigit()
        or word.partition("-")[0] in like.OPENERS
        or word == "'"
    )


def _match(
    sentence: Sentence,
    read: like.Read,
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
        if re.fullmatch(like.MONTHS, word.partition("-")[2] or word)
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
    if not like.YEAR.fullmatch(sentence.lower[place]) or before in ("$", "#", "."):
        return False
    after = sentence.lower[place + 1] if place + 1 < len(sentence) else ""
    return before in like.YEAR_BEFORE or (any_year and not after[:1].isalpha())
