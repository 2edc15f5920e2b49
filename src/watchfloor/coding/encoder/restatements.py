"""Which events of a text grammar says are one: what needs no weighing of evidence.

- A relative clause tells of its noun: "a rocket attack on Thursday that targeted the port".
- An apposition names again what stands before it: "the attempt, a drone attack that ...".
- A definite noun takes up the last event of the same noun: "an airstrike ... the strike".
- "The strikes" take up a counted plural: "airstrikes on at least two occasions".
- A person is killed once.
- Weapons that are shot down were fired before: "rockets hit ... shot down some of the rockets".
- Weapons that come down were fired before: "fired missiles at the base ... the missiles landed".
- "The attack" is the only attack that was told before it.
"""

import re
from collections.abc import Sequence

from watchfloor.coding.chains import NEAR, WINDOW, Told
from watchfloor.model import Status
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

_REAL = frozenset({Status.ACTUAL, Status.ATTEMPTED})
_SEVERAL = 2
_WITHIN = 120
"""Characters in which a relative clause or an apposition follows its noun."""

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july"
    r"|august|(?:septem|octo|novem|decem)ber|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)"
)
_RELATIVE = late_regex(
    rf"^(?:\s(?!(?:against|by|of|from|targeting|and|or|but|that|which|who|on(?! {_DAY}))\b)"
    r"[\w'’.-]+)*,?\s(?:that|which)(?:\s(?:also|has|have|had|later|reportedly))*\s$",
    re.IGNORECASE,
)
"""Between a noun and the verb of its clause: words of when and where, none of whom it befell."""

_DASH = late_regex(r"\s?(?:—|–|--|\s-)\s?an?\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_COMMA = late_regex(r"^,\san?\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_CLAUSE = late_regex(r"[.;:]\s|\n")
_LIST = late_regex(r"^[^.;:\n]{0,80}?(?:,|\band\b|\bor\b)\s(?:\w+\s){0,3}$")
_GENERIC = frozenset(
    [
        "act",
        "action",
        "ambush",
        "assault",
        "attack",
        "blast",
        "bombing",
        "incident",
        "killing",
        "massacre",
        "operation",
        "raid",
        "shooting",
        "strike",
    ]
)
_KILLED = late_regex(
    r"\b(?:kill(?:s|ed|ing)|assassinat(?:es?|ed|ion|ing)|murder(?:s|ed)?|slain|slew|martyred"
    r"|died|death)\b",
    re.IGNORECASE,
)
_DOWNED = frozenset({"shot down", "downed", "intercepted", "brought down", "shoot down"})
_THE_WEAPONS = late_regex(
    r"\s(?:(?:all|both|many|most|one|several|some|three|two) of )?(?:the|those|these)\s"
    r"(?:\w+\s)?(?P<weapon>drone|missile|mortar|rocket|shell)s?\b",
    re.IGNORECASE,
)
_WEAPONS_DO = late_regex(
    r"\b(?:the|those|these)\s(?:\w+\s)?(?P<weapon>drone|missile|mortar|rocket|shell)s?"
    r"(?:\s(?:was|were|had|have|been|also|then|later|all|both))*\s$",
    re.IGNORECASE,
)
"""Before a verb: its subject is weapons that were told of."""

_SHARED = 4
"""Letters of a noun that another one ends with: strike, airstrike."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One event with what its pairs ask of it."""

    told: Told
    start: int
    end: int
    anchor: str
    is_toll: bool
    has_dead: bool
    is_another: bool
    is_indefinite: bool


def restated(text: str, mentions: Sequence[Mentioned], here: int) -> int | None:
    """Return the nearest earlier event that an event tells again by grammar, if there is one."""
    for before in range(here - 1, max(-1, here - WINDOW - 1), -1):
        if _restates(text, mentions, before, here):
            return before
    return None


def _restates(text: str, mentions: Sequence[Mentioned], before: int, here: int) -> bool:
    one, two = mentions[before], mentions[here]
    if one.told.event.type != two.told.event.type or two.is_another:
        return False
    if not {one.told.event.status, two.told.event.status} <= _REAL:
        return False
    if killed_once(one, two):
        return True
    if two.told.event.count is not None or not may_be_one(one, two):
        return False
    if one.told.event.count is not None:
        return _takes_up_several(one, two)
    tells = here == before + 1 and _tells(text, mentions, here)
    return tells or _takes_up(one, two) or _downs(text, one, two) or _lands(text, one, two)


def may_be_one(one: Mentioned, two: Mentioned) -> bool:
    """Say whether two events are told near each other, of no other days and places."""
    apart = _differ(one.told.dates, two.told.dates) or _differ(one.told.places, two.told.places)
    return two.told.sentence - one.told.sentence <= NEAR and not apart


def _tells(text: str, mentions: Sequence[Mentioned], here: int) -> bool:
    """Say whether an event is a clause or an apposition of the one right before it."""
    one, two = mentions[here - 1], mentions[here]
    between = text[one.end : two.start]
    return _is_clause(one, two, between) or _is_apposition(text, mentions, here, between)


def _differ(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two and one.isdisjoint(two))


def killed_once(one: Mentioned, two: Mentioned) -> bool:
    """Say whether two events kill one person: whatever else is said, they are the same."""
    actual = one.told.event.status is two.told.event.status is Status.ACTUAL
    return actual and not one.told.slain.isdisjoint(two.told.slain)


def tells_of_killing(words: str) -> bool:
    """Say whether words tell that somebody was killed."""
    return _KILLED.search(words) is not None


def names_attacks(word: str) -> bool:
    """Say whether a word is the plural of a noun for an attack: bombings, airstrikes."""
    lower = word.lower()
    return lower.endswith("s") and lower.removesuffix("s").endswith(tuple(_GENERIC))


def is_attack(word: str) -> bool:
    """Say whether a word is a noun for an attack, of one or several: raid, airstrikes."""
    return word.lower().removesuffix("s").endswith(tuple(_GENERIC))


def _head(one: Mentioned) -> str:
    return one.anchor.split()[-1]


def _is_clause(one: Mentioned, two: Mentioned, between: str) -> bool:
    is_near = one.told.sentence == two.told.sentence and len(between) <= _WITHIN
    return is_near and not one.told.verb and two.told.verb and _RELATIVE.match(between) is not None


def _is_apposition(text: str, mentions: Sequence[Mentioned], here: int, between: str) -> bool:
    """Say whether an indefinite noun of a general sense names what stands before its mark."""
    two = mentions[here]
    is_near = mentions[here - 1].told.sentence == two.told.sentence and len(between) <= _WITHIN
    if not is_near or two.told.verb or _head(two) not in _GENERIC or _CLAUSE.search(between):
        return False
    if _DASH.search(between):
        return True
    listed = mentions[here + 1 : here + 2]
    in_list = bool(listed) and _LIST.match(text[two.end : listed[0].start]) is not None
    return _COMMA.match(between) is not None and not in_list


def _takes_up(one: Mentioned, two: Mentioned) -> bool:
    """Say whether a definite noun is that of an earlier event, or the end of it."""
    if not two.told.definite or two.told.verb or len(_head(two)) < _SHARED:
        return False
    if _differ(one.told.recipients, two.told.recipients):
        return False
    return any(word.endswith(_head(two)) for word in one.anchor.split())


def _downs(text: str, one: Mentioned, two: Mentioned) -> bool:
    """Say whether weapons of an attack are shot down: the article says that they were told of."""
    behind = _THE_WEAPONS.match(text, two.end) if two.anchor in _DOWNED else None
    return behind is not None and behind["weapon"].lower() in one.anchor


def _lands(text: str, one: Mentioned, two: Mentioned) -> bool:
    """Say whether weapons of an attack do something: "fired missiles at ... the missiles hit"."""
    ahead = _WEAPONS_DO.search(text, max(0, two.start - _WITHIN), two.start)
    if ahead is None or not two.told.verb:
        return False
    fired = text[one.start : one.end + _WITHIN].lower()
    return ahead["weapon"].lower() in _CLAUSE.split(fired, 1)[0]


def is_the_only_one(two: Mentioned, real: Sequence[Mentioned]) -> bool:
    """Say whether a definite noun can mean nothing but one happening, told by `real` mentions."""
    if not two.told.definite or two.told.verb or two.is_another or two.told.event.count is not None:
        return False
    near = any(two.told.sentence - one.told.sentence <= NEAR for one in real)
    apart = any(
        _differ(one.told.dates, two.told.dates)
        or _differ(one.told.places, two.told.places)
        or one.told.event.count is not None
        for one in real
    )
    whom = frozenset(name for one in real for name in one.told.recipients)
    return near and not apart and not _differ(whom, two.told.recipients) and _head(two) in _GENERIC


def _takes_up_several(one: Mentioned, two: Mentioned) -> bool:
    count = one.told.event.count
    several = count is not None and (count.low or count.best or 0) >= _SEVERAL
    return several and _head(two).endswith("s") and _takes_up(one, two)
