"""How many the words of a span say: bounds of counted people or acts."""

import re
from dataclasses import dataclass

from watchfloor.coding.numbers import bounds_at
from watchfloor.coding.words import Sentence, word_classes, words
from watchfloor.model import Victim
from watchfloor.model.span import LARGEST_COUNT

_NONE = frozenset({"no", "none", "nobody", "without", "zero", "neither", "nor", "no-one"})
_TWO = frozenset({"both", "couple", "pair"})
_ONE = frozenset({"a", "an", "another", "one"})
_OWNER = frozenset({"the", "his", "her", "its", "their", "this", "that"})
_MANY = frozenset(
    {"number", "group", "crowd", "lot", "handful", "few", "third", "quarter", "half", "majority"}
)
"""A number of people is not one."""

_FIGURE = r"(\d{1,3}(?:,\d{3})+|\d{1,9})"
_RANGE = re.compile(rf"(?<![\w.,-]){_FIGURE} ?[-–] ?{_FIGURE}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Low, best and high; null where the words set none."""

    low: int | None
    best: int | None
    high: int | None


def bounds(sentence: Sentence, start: int, end: int) -> Bounds | None:
    """Return what tokens `start..end` of a sentence count, or None if they name no number.

    "at least 17" is 17 and more, "a woman" is one, "nobody was hurt" is none; "villagers" is no
    count.
    """
    low = sentence.lower[start:end]
    found = _range(sentence, start, end) or _number(sentence, start, end)
    if found is not None:
        return found
    if _negated(low):
        return Bounds(0, 0, 0)
    if not _TWO.isdisjoint(low):
        return Bounds(2, 2, 2)
    if "several" in low:
        return Bounds(2, None, None)
    one = low[0] in _ONE and _MANY.isdisjoint(low[: low.index("of") if "of" in low else len(low)])
    if one or (low[0] in _OWNER and _is_one(low)) or _is_name(sentence, start, end):
        return Bounds(1, 1, 1)
    return None


def _range(sentence: Sentence, start: int, end: int) -> Bounds | None:
    """Return the bounds that two figures with a dash set: 10-15, 5,000–6,000."""
    told = ""
    for place in range(start, end):
        apart = place > start and sentence.starts[place] > sentence.ends[place - 1]
        told += f" {sentence.words[place]}" if apart else sentence.words[place]
    match = _RANGE.search(told)
    if match is None:
        return None
    low, high = (int(figure.replace(",", "")) for figure in match.groups())
    return Bounds(low, None, high) if low < high <= LARGEST_COUNT else None


def _number(sentence: Sentence, start: int, end: int) -> Bounds | None:
    """Return the first number with the words that bound it; no number that "no" takes back."""
    for place in range(start, end):
        found = bounds_at(sentence.lower, place)
        if found is None or found.end > max(end, place + 1):
            continue
        if found.best is None and sentence.lower[max(0, found.start - 1) : found.start] == ("no",):
            return Bounds(found.high, None, found.low)  # no more than, no less than
        outside = sentence.lower[start : found.start] + sentence.lower[found.end : end]
        none = found.low == 0 == found.high
        return Bounds(found.low, found.best, found.high) if none or not _negated(outside) else None
    return None


def victim(sentence: Sentence, start: int, end: int) -> Victim:
    """Return who the people counted were, by the first word that says it."""
    for word in sentence.lower[start:end]:
        for one in Victim:
            if one is not Victim.UNKNOWN and word in words(f"victim.{one}"):
                return one
    return Victim.UNKNOWN


def _negated(low: tuple[str, ...]) -> bool:
    return not _NONE.isdisjoint(low)


def _is_one(low: tuple[str, ...]) -> bool:
    """Say whether a phrase names one person: the driver, his brother."""
    kind = word_classes().kinds.get(low[-1])
    return kind == "person" and not low[-1].endswith(("s", "men", "people", "children"))


def _is_name(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether every word is capitalised, as in a person's name."""
    if sentence.shouted:
        return False
    given = [word for word in sentence.words[start:end] if word[0].isalpha()]
    return len(given) > 1 and all(word[0].isupper() for word in given)
