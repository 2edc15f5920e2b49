"""Numbers in words and digits, with the words that bound them: "at least", "dozens", "up to"."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from watchfloor.coding.scene import Scene
from watchfloor.coding.words import numerals, words
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import LARGEST_COUNT

LARGEST = LARGEST_COUNT
"""A count beyond this is no count of people; digits of hostile texts end here."""

LONGEST = len(str(LARGEST))

TENS_OF_THOUSANDS = 20_000
_HUNDRED, _DOZEN = 100, 12

_SIZE = MappingProxyType(
    {"dozen": _DOZEN, "hundred": _HUNDRED, "thousand": 1000, "million": 10**6, "billion": 10**9}
)
_SCALES = frozenset(_SIZE)

FEW: Mapping[str, int] = MappingProxyType({"several": 3, "few": 2})
"""How many hundreds several hundred are, at least."""

_FLOOR = frozenset(
    {
        *(("at", "least"), ("more", "than"), ("no", "fewer", "than"), ("over",)),
        *(("no", "less", "than"), ("upwards", "of"), ("well", "over"), ("in", "excess", "of")),
    }
)
_CEILING = frozenset(
    {("up", "to"), ("at", "most"), ("fewer", "than"), ("less", "than"), ("as", "many", "as")}
)
_NEARLY = frozenset({"nearly", "almost"})
"""Words of a number that is not reached (decision 14)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: its tokens, with its bounding words, and its bounds."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None


def value_of(low: tuple[str, ...], start: int) -> tuple[int, int]:
    """Return (value, end) of the number that begins at token `start`; (-1, start) if none does."""
    total = current = 0
    place = start
    while place < len(low):
        word = low[place]
        if word in ("thousand", "million", "billion"):
            total, current = total + max(current, 1) * numerals()[word], 0
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * numerals().get(word, _DOZEN)
        else:
            simple = _simple(word)
            digits_again = place > start and (word[0].isdigit() or current % _HUNDRED)
            tens_and_ones = current and current % 10 == 0 and 0 < simple < 10  # noqa: PLR2004  (forty two)
            joins = word == "and" and current and current % _HUNDRED == 0 and _goes_on(low, place)
            if not joins and (simple < 0 or (digits_again and not tens_and_ones)):
                break
            current += max(simple, 0)
        place += 1
    value = total + current
    return (value, place) if place > start and value <= LARGEST else (-1, start)


def _goes_on(low: tuple[str, ...], place: int) -> bool:
    """Say whether "and" goes on a number: two hundred and five, but not 100 and 15."""
    after = low[place + 1] if place + 1 < len(low) else ""
    return _simple(after) > 0 and not after[0].isdigit()


def _simple(word: str) -> int:
    """Return the value of one token that is a number, or -1: 2,500, forty, twenty-two."""
    digits = word.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) <= LONGEST else -1
    known = numerals()
    parts = word.split("-") if word not in words("number.vague") else []
    if parts and all(part in known for part in parts):
        return sum(known[part] for part in parts)
    return -1


def _is_figure(before: tuple[str, ...]) -> bool:
    """Say whether the token in front, if there is one, is a number or begins with a digit."""
    return any(word[:1].isdigit() or _simple(word) >= 0 for word in before)


def numbers(view: Scene) -> Iterator[Number]:
    """Yield the numbers of a sentence with "at least", "dozens", "between A and B"."""
    low, place = view.sentence.lower, view.sentence.body
    known = numerals()
    while place < len(low):
        word, found = low[place], None
        if view.tags[place] != "X" and (word[0].isdigit() or word in known or "-" in word):
            found = bounds_at(low, place)
            if found is not None:
                yield found
        place = found.end if found is not None else place + 1


def _vague(low: tuple[str, ...], place: int) -> Number | None:
    """Return "dozens", "tens of thousands" and "a few hundred", which have no upper end."""
    word = low[place]
    if word in words("number.vague"):
        tens = low[max(0, place - 2) : place] == ("tens", "of")
        floor = TENS_OF_THOUSANDS if tens else numerals()[word]
        return Number(place - 2 if tens else place, place + 1, floor, None, None)
    if word in _SCALES and place and low[place - 1] in FEW:
        a = low[max(0, place - 2) : place - 1] == ("a",)
        floor = FEW[low[place - 1]] * _SIZE[word]
        return Number(place - 1 - a, place + 1, floor, None, None) if floor <= LARGEST else None
    return None


def bounds_at(low: tuple[str, ...], place: int) -> Number | None:
    """Return the number at token `place` with the words that bound it, or None."""
    word = low[place]
    vague = _vague(low, place)
    if vague is not None:
        return vague
    value, end = value_of(low, place)
    before = low[max(0, place - 1) : place]
    if value < 0 or (word in _SCALES and (_is_figure(before) or not FEW.keys().isdisjoint(before))):
        return None  # none, or the end of one that is none: "5 billion people", "several billion"
    exact = Number(place, end, value, value, value)
    return _two_ends(low, place, exact) or _bounded(low, place, exact) or exact


def _two_ends(low: tuple[str, ...], place: int, exact: Number) -> Number | None:
    """Return "between 5 and 8", "five or six", "5 or more" from its first number."""
    value, end = exact.low or 0, exact.end
    if low[end : end + 2] == ("or", "more"):
        return Number(place, end + 2, value, None, None)
    upper, last = value_of(low, end + 1)
    between = low[place - 1 : place] in (("between",), ("from",))
    if between and low[end : end + 1] in (("and",), ("to",)) and upper >= value:
        return Number(place - 1, last, value, None, upper)
    if low[end : end + 1] == ("or",) and upper == value + 1:
        return Number(place, last, value, None, upper)
    return None


def _bounded(low: tuple[str, ...], place: int, exact: Number) -> Number | None:
    """Return a number with what bounds it in front: at least, up to, about, nearly."""
    value, end = exact.low, exact.end
    for size in (3, 2, 1):
        before = low[max(0, place - size) : place]
        if before in _FLOOR:
            return Number(place - len(before), end, value, None, None)
        if before in _CEILING:
            return Number(place - len(before), end, None, None, value)
    if low[place - 1 : place] and low[place - 1] in words("number.about"):
        high = value if low[place - 1] in _NEARLY else None
        return Number(place - 1, end, None, value, high)
    return None
