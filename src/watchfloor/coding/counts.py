"""How many were harmed, and how many events a trigger stands for."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from watchfloor.coding.numbers import Number, numbers
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import words
from watchfloor.model import CasualtyKind, MentionKind, Victim
from watchfloor.model.frozen import dataclass

_NEXT = 2
"""Tokens between a harm word and the number after it, at most: killing the other two."""

_LIST = 24
"""Tokens over which one list of victims goes on, at most."""

_CLAUSE = 12
"""Tokens between a verb and its "on two occasions", at most."""


@cache
def harms() -> Mapping[str, CasualtyKind]:
    """Return what befell people, by the words that say so."""
    return {word: kind for kind in CasualtyKind for word in words(f"harm.{kind}")}


@cache
def _victims() -> Mapping[str, Victim]:
    known = (victim for victim in Victim if victim is not Victim.UNKNOWN)
    return {word: victim for victim in known for word in words(f"victim.{victim}")}


@dataclass(frozen=True, slots=True)
class Toll:
    """A counted harm: tokens of its words, and the token of the word that names the harm."""

    number: Number
    kind: CasualtyKind
    of: Victim
    at: int


def tolls(view: Scene) -> list[Toll]:
    """Return the counted harms of a sentence, in the order of their harm words."""
    low, found = view.sentence.lower, []
    counted = [item for item in numbers(view) if not _counts_things(view, item)]
    used: set[int] = set()
    for place in range(view.sentence.body, len(low)):
        kind = harms().get(low[place])
        if kind is None:
            continue
        number = (
            _number_for(view, counted, place, used)
            or _no_victims(view, place)
            or _single(view, place)
        )
        if number is None or number.start in used:
            continue
        for part in (number, *_joined(view, number, counted, used)):
            used.add(part.start)
            end = _counted_end(view, part)
            whole = Number(part.start, end, part.low, part.best, part.high)
            found.append(Toll(whole, kind, _victim(view, part, end), place))
    if not found:
        found.extend(_no_casualties(view))
    return found


def _counts_things(view: Scene, number: Number) -> bool:
    """Say whether a number counts no people: years, hours, kilometres, dollars, ages."""
    after = view.sentence.lower[number.end : number.end + 1]
    return bool(after) and after[0] in words("counts.units")


def _number_for(view: Scene, counted: list[Number], place: int, used: set[int]) -> Number | None:
    """Return the number that a harm word at `place` takes: right after it, or before it."""
    tags, low = view.tags, view.sentence.lower
    start, end = _extent(view, place)
    passive = not words("roles.be").isdisjoint(low[max(view.sentence.body, start - 3) : start])
    if not passive:
        for number in counted:
            gap = number.start - end
            if (
                number.start not in used
                and 0 <= gap <= _NEXT
                and not set(tags[end : number.start]) & set(".;,S&WI")
            ):
                return number
    for number in reversed(counted):
        if number.start in used or number.end > start:
            continue
        between = tags[number.end : start]
        limit, commas = (16, 2) if passive else (5, 1)
        if len(between) > limit or set(between) & set('.;S"') or between.count(",") > commas:
            return None
        if any(low[back] in harms() for back in range(number.end, start)):
            return None
        return number
    return None


def _joined(view: Scene, first: Number, counted: list[Number], used: set[int]) -> list[Number]:
    """Return the counts that a list goes on with up to its "and": two soldiers | and a child."""
    starts = {number.start: number for number in counted if number.start not in used}
    low, tags, place = view.sentence.lower, view.tags, _counted_end(view, first)
    parts: list[Number] = []
    while tags[place : place + 1] in ("&", ",") and place - first.end < _LIST:
        last = "&" in tags[place : place + 2]
        place += 2 if tags[place : place + 2] == ",&" else 1
        part = starts.get(place) or _one(view, place)
        if part is None or low[part.end : part.end + 1] in (("of",), ("others",)):
            break
        place = _counted_end(view, part)
        if place == part.end or low[place : place + 1] in (("among",), ("including",)):
            break
        parts.append(part)
        if last:
            return [] if tags[place : place + 1] in ("V", "E", "A") else parts
    return []


def _one(view: Scene, place: int) -> Number | None:
    """Return "a child" at `place` as a count of one."""
    phrase = view.starts.get(place)
    if phrase is None or view.sentence.lower[place] not in ("a", "an", "another"):
        return None
    person = view.reader.kind(phrase) is MentionKind.PERSON
    if not person and view.sentence.lower[phrase.head] not in _victims():
        return None
    return Number(place, place + 1, 1, 1, 1)


def _extent(view: Scene, place: int) -> tuple[int, int]:
    """Return the tokens of the trigger a harm word stands in, or its own: shot | dead."""
    for trigger in view.triggers:
        if trigger.start <= place < trigger.end:
            return trigger.start, trigger.end
    return place, place + 1


def _no_victims(view: Scene, place: int) -> Number | None:
    """Read "no one was killed", "nobody was hurt", "without injuring anyone"."""
    low = view.sentence.lower
    for back in range(place - 1, max(view.sentence.body, place - 5) - 1, -1):
        if low[back] in words("counts.none"):
            return Number(back, place + 1, 0, 0, 0)
        if view.tags[back] in ".;,O":
            return None
    return None


def _no_casualties(view: Scene) -> Iterator[Toll]:
    low = view.sentence.lower
    for place in range(view.sentence.body, len(low) - 1):
        words = low[place : place + 4]
        if words[0] == "no" and "casualties" in words:
            end = place + words.index("casualties") + 1
            yield Toll(Number(place, end, 0, 0, 0), CasualtyKind.DEAD, Victim.UNKNOWN, end - 1)


def _single(view: Scene, place: int) -> Number | None:
    """Read one person: "killed a soldier", "a policeman was wounded"."""
    low, tags = view.sentence.lower, view.tags
    start, end = _extent(view, place)
    back = start - 1
    while back >= view.sentence.body and tags[back] in "AB":
        back -= 1
    passive = not words("roles.be").isdisjoint(low[back + 1 : start])
    phrase = view.ends.get(back + 1) if passive else view.starts.get(end)
    return _one(view, phrase.start) if phrase is not None else None


def _counted_end(view: Scene, number: Number) -> int:
    """Return where the counted noun ends: "at least 17 | civilians"."""
    end = number.end
    while (
        end < len(view.tags)
        and end < number.end + 4
        and view.tags[end] in "NCD" + ("O" if end == number.end else "")
    ):
        end += 1
    return end


def _victim(view: Scene, number: Number, end: int) -> Victim:
    given = view.sentence.lower[number.start : end]
    pairs = [" ".join(pair) for pair in pairwise(given)]
    for word in (*reversed(pairs), *reversed(given)):
        if word in _victims():
            return _victims()[word]
    return Victim.UNKNOWN


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")  # noqa: PLR2004  (the 2011 protests)


def aggregate(view: Scene, trigger: Trigger) -> Number | None:
    """Return how many events a trigger stands for: "at least four attacks", "on two occasions"."""
    low = view.sentence.lower
    found = None
    for number in numbers(view):
        if trigger.verb:
            after = low[number.end : number.end + 1]
            if (
                after
                and after[0] in ("occasions", "times")
                and 0 <= number.start - trigger.end <= _CLAUSE
            ):
                found = Number(number.start, number.end + 1, number.low, number.best, number.high)
        elif (
            number.end <= trigger.start
            and not _is_year(low[number.start])
            and low[trigger.end - 1].endswith("s")
            and set(view.tags[number.end : trigger.start]) <= set("NCB")
        ):
            found = Number(number.start, trigger.end, number.low, number.best, number.high)
        elif (
            low[number.end : number.end + 1]
            and low[number.end] in ("occasions", "times")
            and number.start - trigger.end in range(5)
        ):
            found = Number(number.start, number.end + 1, number.low, number.best, number.high)
    return found
