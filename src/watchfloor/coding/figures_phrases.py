"""The noun that a number counts, and what a count of it is called by the words around."""

from watchfloor.coding.amounts import Amount
from watchfloor.coding.figures_nouns import nouns
from watchfloor.coding.look import Look
from watchfloor.model.frozen import dataclass

Span = tuple[int, int]


_REACH = 8
"""Tokens from a number to the noun it counts, at most: 10,000 of his own well-armed men."""


LOOSE = frozenset(
    {"people", "families", "residents", "children", "nationals", "workers", "students"}
)
"""Quantities that the words around may say more of: people who fled are displaced."""


_CONTEXTS = (
    *("displaced", "protesters", "missing", "prisoners", "hostages", "refugees", "troops"),
    *("fighters", "deported"),
)
"""What people are said to be, the surest first."""


_ARMED = frozenset({"troops", "fighters"})


OWNERS = frozenset({"the", "its", "their", "his", "her", "these", "those", "them", "all", "our"})


_STOPS = frozenset('.;()W&SDPARIOT,#"-')


_MORE = frozenset({"more", "other", "additional", "extra", "further"})
VAGUE = ("hundreds", "dozens", "scores", "millions")


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure in tokens of its sentence; `head` is the counted noun's token, -1 if unsaid."""

    start: int
    end: int
    subject: Span
    head: int
    quantity: str
    amount: Amount
    of: int | float | None = None
    unit: str | None = None


def noun_at(look: Look, place: int) -> tuple[int, int, str] | None:
    """Return (start of the phrase, its head, quantity) of the noun counted from token `place`."""
    low, tags = look.sentence.lower, look.tags
    first = _phrase_at(low, place)
    if first is None:
        return None
    place = first
    last: tuple[int, str] | None = None
    at = place
    while at < min(place + _REACH, len(low)):
        letter = tags[at]
        if letter in _STOPS or any(start <= at < end for start, end in look.dates):
            break
        if letter == "V" and last is not None:
            break
        quantity = _quantity(low, at, place)
        if quantity is not None:
            last = at, quantity
        elif last is None and letter in "NC" and _plural(low[at]) and _ends_phrase(tags, at):
            last = at, "nationals" if letter == "C" else low[at]
        at += 1
    if last is None or _is_act(look, last[0]) or low[last[0]] in nouns().skip_after:
        return None
    if low[last[0]] == "rounds" and low[last[0] + 1 : last[0] + 2] in (("of",), ("in",)):
        return None  # of talks, of voting: no ammunition
    return place, *last


def _phrase_at(low: tuple[str, ...], place: int) -> int | None:
    """Return where the counted phrase begins behind a number: 10,000 of his own | men."""
    after = low[place + 1 : place + 2]
    if low[place : place + 1] == ("of",) and after:
        if after[0] not in OWNERS and low[place - 1] not in ("thousands", *VAGUE):
            return None
        place += 2 if after[0] in OWNERS else 1
        if low[place : place + 1] == ("own",):
            place += 1
    while low[place : place + 1] and low[place] in _MORE:
        place += 1
    return place


def _quantity(low: tuple[str, ...], at: int, first: int) -> str | None:
    for size in (3, 2, 1):
        if at - size + 1 >= first:
            found = nouns().many.get(" ".join(low[at - size + 1 : at + 1]))
            if found is not None:
                return found
    return None


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3  # noqa: PLR2004


def _ends_phrase(tags: str, at: int) -> bool:
    return tags[at + 1 : at + 2] not in ("N", "C", "'")


def _is_act(look: Look, head: int) -> bool:
    return any(one.start <= head < one.end and not one.verb for one in look.triggers)


def in_context(look: Look, quantity: str, span: Span) -> str:
    """Return what people are, by the words around them: those who fled are displaced."""
    low, contexts = look.sentence.lower, nouns().contexts
    armed = quantity == "people" and low[span[1] - 1] in ("men", "man")
    if quantity not in LOOSE:
        return quantity
    around = low[max(0, span[0] - 12) : span[0]] + low[span[1] : span[1] + 12]
    for name in _CONTEXTS:
        if (name in _ARMED) <= armed and not contexts[name].isdisjoint(around):
            return name
    return quantity
