"""Which events of a text go on with an attack that is told beside them.

- A toll that names no agent is that of the attack before it: "fired missiles ... 34 were injured".
- Who blows himself up, nobody says where and whom, does so in what was told before: "the police
  raided a house; a gunman blew himself up".
- Weapons that were fired go on by their number: "three drones were launched ... the third hit".
- "The attack" that nothing told yet is the next one told: a note or a headline speaks of it first.
"""

import re
from collections.abc import Sequence

from watchfloor.coding.encoder.restatements import Mentioned, is_attack, may_be_one
from watchfloor.model import Status
from watchfloor.model.late import late_regex

_ASSAULT = "ASSAULT"
_REAL = frozenset({Status.ACTUAL, Status.ATTEMPTED})
_BEFORE = 40
"""Characters before a verb in which its auxiliary stands."""

_BEHIND = 100
"""Characters behind a verb in which its agent stands."""

_PASSIVE = late_regex(r"\b(?:is|are|was|were|been|being)\s(?:(?:\w+ly|also|then|later)\s)*$")
_BY = late_regex(r"[^.;:\n]{0,80}?\bby\b")
_DIED = frozenset({"died", "perished"})
_OTHER = late_regex(
    r"\b(?:another|second|third|separate(?:ly)?|elsewhere|earlier|previous(?:ly)?)\b",
)
_HIMSELF = late_regex(
    r"(?:blew|blow(?:s|ing|n)?|detonat(?:ed|es|ing)|explod(?:ed|es|ing)) (?:him|her|it|them)sel"
)


_ONE_OF_THEM = late_regex(
    r"(?:\b(?:one|two|three|four|five|several|some|most|many|both|all)\sof\s(?:them|these|those)"
    r"|(?:^|[.!?;]\s|,\s(?:but|and|while)\s|\n)the\s(?:first|second|third|fourth|last|others?|rest))"
    r"(?:\s(?:was|were|had|have|also|then|later))*\s$",
    re.IGNORECASE,
)
"""Before a verb: its subject is some of what was told of by number."""

_WEAPONS = late_regex(r"\b(?:drone|missile|mortar|rocket|shell|bomb)s\b", re.IGNORECASE)


def sequel(text: str, mentions: Sequence[Mentioned], here: int) -> int | None:
    """Return the earlier event that an event goes on with, if there is one."""
    two = mentions[here]
    if here:
        one = mentions[here - 1]
        near = two.told.sentence - one.told.sentence <= 1
        if near and _are_assaults(one, two):
            if _is_one_of_them(text, one, two):  # each of several may come down elsewhere
                return here - 1
            goes_on = _is_bare_toll(text, one, two) or _is_own_blast(two)
            if goes_on and not two.is_another and may_be_one(one, two):
                return here - 1
    return _announced(mentions, here)


def _are_assaults(one: Mentioned, two: Mentioned) -> bool:
    events = (one.told.event, two.told.event)
    return all(
        event.type == _ASSAULT and event.status in _REAL and event.count is None for event in events
    )


def _is_bare_toll(text: str, one: Mentioned, two: Mentioned) -> bool:
    """Say whether a verb tells what befell people and not by whom, with no other attack named."""
    if not two.is_toll or not two.told.verb or _OTHER.search(text, one.end, two.start):
        return False
    is_passive = _PASSIVE.search(text[max(0, two.start - _BEFORE) : two.start]) is not None
    has_agent = _BY.match(text[two.end : two.end + _BEHIND]) is not None
    return (is_passive and not has_agent) or two.anchor in _DIED


def _is_one_of_them(text: str, one: Mentioned, two: Mentioned) -> bool:
    """Say whether a verb tells what some of the weapons did that the event before it tells of."""
    if not two.told.verb or _ONE_OF_THEM.search(text, one.end, two.start) is None:
        return False
    return _WEAPONS.search(text, max(0, one.start - _BEHIND), one.end + _BEFORE) is not None


def _is_own_blast(two: Mentioned) -> bool:
    told = two.told
    return not (told.recipients or told.places) and _HIMSELF.match(two.anchor) is not None


def _announced(mentions: Sequence[Mentioned], here: int) -> int | None:
    """Return the attack with an article that stood before any was told: it is the first told."""
    two = mentions[here]
    kin = [
        place
        for place, one in enumerate(mentions[:here])
        if one.told.event.type == two.told.event.type and one.told.event.status in _REAL
    ]
    if len(kin) != 1 or two.told.event.status not in _REAL or two.is_another:
        return None
    one = mentions[kin[0]]
    told = one.told
    is_named = told.definite and not told.verb and not one.is_another and is_attack(one.anchor)
    counted = told.event.count or two.told.event.count
    whom = bool(told.recipients and two.told.recipients) and told.recipients.isdisjoint(
        two.told.recipients
    )
    fits = is_named and not counted and not whom and two.told.verb and may_be_one(one, two)
    return kin[0] if fits and told.sentence < two.told.sentence else None
