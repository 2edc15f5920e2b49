"""How many the words of a span say: bounds of counted people or acts."""

from functools import cache
from itertools import pairwise

from watchfloor.coding.numbers import Number, bounds_at
from watchfloor.coding.words import Sentence, word_classes, words
from watchfloor.model import CasualtyKind, Victim
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.model.span import LARGEST_COUNT

_NONE = frozenset({"no", "none", "nobody", "without", "zero", "neither", "nor", "no-one"})
_TWO = frozenset({"both", "couple", "pair"})
_HALF = 5
"""Tokens from "both" to its "and", at most."""
_ONE = frozenset({"a", "an", "another", "one"})
_OWNER = frozenset({"the", "his", "her", "its", "their", "this", "that"})
_MANY = frozenset(
    {"number", "group", "crowd", "lot", "handful", "few", "third", "quarter", "half", "majority"}
)
"""A number of people is not one."""

_FIGURE = r"(\d{1,3}(?:,\d{3})+|\d{1,9})"
_RANGE = late_regex(rf"(?<![\w.,-]){_FIGURE} ?[-–] ?{_FIGURE}(?![\w-])")


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


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a list of people: tokens with the words that bound the number, and its bounds.

    `said`: a number or "a" says how many; `bare`: a single person whom no number counts.
    """

    start: int
    end: int
    bounds: Bounds
    said: bool
    bare: bool


def counted(
    sentence: Sentence, tags: str, start: int, end: int, *, kind: CasualtyKind
) -> list[Part]:
    """Return the counted items of tokens `start..end` and of the list that they begin, in order.

    "34 protesters and three journalists" are two; none if the tokens name no number.
    """
    start, end = _pair(sentence, start), _with_noun(sentence, tags, end)
    edges = [start, *_items(sentence, tags, start, end), end]
    items = [(low, _without_joint(sentence, low, high)) for low, high in pairwise(edges)]
    parts = [_part(sentence, *item) for item in items]
    if None in parts:
        parts = [_part(sentence, start, end)]
    found = [part for part in parts if part is not None]
    return found + _goes_on(sentence, tags, start, end, kind) if found else []


def _pair(sentence: Sentence, start: int) -> int:
    """Return where a pair begins whose second half begins at `start`: both he | and the colonel."""
    low = sentence.lower
    if low[start] != "and":
        return start
    back = range(start - 1, max(sentence.body, start - _HALF) - 1, -1)
    return next((at for at in back if low[at] == "both"), start)


def _with_noun(sentence: Sentence, tags: str, end: int) -> int:
    """Return where tokens end that were cut behind the article of their last item: and a | man."""
    is_cut = sentence.lower[end - 1] in {"a", "an"} and tags[end : end + 1] in ("N", "C")
    return end + is_cut


def _part(sentence: Sentence, start: int, end: int) -> Part | None:
    found = bounds(sentence, start, end)
    if found is None:
        return None
    number = _found(sentence, start, end)
    bare = number is None and found == Bounds(1, 1, 1)
    said = not bare or sentence.lower[start] in _ONE
    return Part(begin(sentence, start, end), end, found, said, bare)


def begin(sentence: Sentence, start: int, end: int) -> int:
    """Return the token at which a count begins with the words that bound it: at least | 17."""
    number = _found(sentence, start, end)
    if number is None or number.start >= start:
        return start
    no = number.best is None and sentence.lower[number.start - 1 : number.start] == ("no",)
    return number.start - no


def _items(sentence: Sentence, tags: str, start: int, end: int) -> list[int]:
    """Return where the later items of a list begin whose items all have a count and a noun."""
    found = []
    number = _found(sentence, start, end)
    first = number is not None and _JOINTS.isdisjoint(sentence.lower[start : number.start])
    place = max(start + 1, number.end if number is not None and first else 0)
    while place < end - 1:
        place += 1
        if sentence.lower[place - 1] in _JOINTS and _opens(sentence, tags, place, end):
            found.append(place)
            number = bounds_at(sentence.lower, place)
            place = max(place, number.end if number else place)
    return found


def _opens(sentence: Sentence, tags: str, place: int, end: int) -> bool:
    """Say whether a counted item of a list begins at `place`: not "three of them", not an age."""
    low = sentence.lower
    number = bounds_at(low, place)
    head = number.end if number is not None else place + (low[place] in _ONE)
    if number is None and place + 2 < end and low[place] in _BOUNDING:
        return _opens(sentence, tags, place + 1 + (low[place + 1] in _BOUNDING_TOO), end)
    return place < head < end and (tags[head] in "NCD" or low[head] == "others")


def _without_joint(sentence: Sentence, start: int, end: int) -> int:
    while end - 1 > start and sentence.lower[end - 1] in _JOINTS:
        end -= 1
    return end


def _goes_on(sentence: Sentence, tags: str, start: int, end: int, kind: CasualtyKind) -> list[Part]:
    """Return the items that follow tokens `start..end`, up to an "and": ... | and a journalist.

    What follows is no item if it has a verb of its own: killed two and a child was hurt.
    """
    low, place, found = sentence.lower, end, list[Part]()
    harm = words(f"harm.{kind}")
    before = not harm.isdisjoint(low[max(sentence.body, start - _BEFORE) : start])
    while low[place : place + 1] and low[place] in _JOINTS and len(found) < _MOST_ITEMS:
        last = "and" in low[place : place + 2]
        place += 1 + (low[place] == "," and low[place + 1 : place + 2] == ("and",))
        if place >= len(low) or not _opens(sentence, tags, place, len(low)):
            return []
        number = bounds_at(low, place)
        stop = number.end if number else place + 1
        while stop < len(low) and (tags[stop] in "NC" or low[stop] == "others"):
            stop += 1
        part = _part(sentence, place, stop)
        if part is None or low[stop - 1] not in _people():
            return []
        found.append(part)
        place = stop
        if last:
            return [] if before and tags[place : place + 1] in ("V", "E", "A") else found
    return []


def people(sentence: Sentence, part: Part) -> bool:
    """Say whether the words of an item name people, and not villages or cattle."""
    return not _people().isdisjoint(sentence.lower[part.start : part.end])


@cache
def _people() -> frozenset[str]:
    """Return the nouns that name people."""
    kinds = word_classes().kinds
    persons = {word for word, kind in kinds.items() if kind in _PERSONS}
    known = (one for one in Victim if one is not Victim.UNKNOWN)
    return frozenset({"others"}.union(persons, *(words(f"victim.{one}") for one in known)))


_PERSONS = frozenset({"person", "group", "armed_group", "state_force"})
_JOINTS = frozenset({"and", ",", "&"})
_BOUNDING = frozenset({"at", "about", "some", "over", "more", "nearly", "almost", "up", "around"})
_BOUNDING_TOO = frozenset({"least", "most", "than", "to"})
_BEFORE = 6
"""Tokens before a count in which its verb stands: killed at least | two."""

_MOST_ITEMS = 8
"""Items of a list that are read, at most."""


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
    found = _found(sentence, start, end)
    if found is not None:
        if found.best is None and sentence.lower[max(0, found.start - 1) : found.start] == ("no",):
            return Bounds(found.high, None, found.low)  # no more than, no less than
        outside = sentence.lower[start : found.start] + sentence.lower[found.end : end]
        none = found.low == 0 == found.high
        return Bounds(found.low, found.best, found.high) if none or not _negated(outside) else None
    return None


def _found(sentence: Sentence, start: int, end: int) -> Number | None:
    """Return the first number of some tokens; what bounds it may stand before them."""
    for place in range(start, end):
        found = bounds_at(sentence.lower, place)
        if found is not None and found.end <= max(end, place + 1):
            return found
    return None


def victim(sentence: Sentence, start: int, end: int) -> Victim:
    """Return who the people counted were, by the first words that say it: two before one."""
    given = sentence.lower[start:end]
    pairs = [" ".join(pair) for pair in pairwise(given)]
    for word in (*pairs, *given):
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
