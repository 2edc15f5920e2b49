"""Offices: "the Iraqi prime minister" is who held that office on the day."""

import re
from datetime import date

from watchfloor.model import Predicate
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import PERSON, Knowledge, Tie

DEPUTY = late_regex(r"\b(?:vice|deputy|assistant)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office by the words of a text, the organs that it belongs to, and how tables call it."""

    name: str
    words: re.Pattern[str]
    sectors: tuple[str, ...]
    role: re.Pattern[str]


def _office(name: str, words: str, role: str, *sectors: str) -> Office:
    return Office(
        name,
        late_regex(rf"\b(?:{words})(?![\w-])", re.IGNORECASE),
        sectors or ("GOV",),
        late_regex(rf"\b(?:{role})\b(?! (?:of (?!state|the)|after))", re.IGNORECASE),
    )


OFFICES = (
    _office("national security adviser", r"national security advis[eo]r", r"national security"),
    _office(
        "defence minister",
        r"defen[cs]e (?:minister|secretary|chief)|secretary of defen[cs]e|minister of defen[cs]e",
        r"defen[cs]e minister|secretary of defen[cs]e|minister of defen[cs]e",
        "GOV",
        "MIL",
    ),
    _office(
        "foreign minister",
        r"foreign (?:minister|secretary)|minister of foreign affairs|secretary of state",
        r"foreign minister|foreign secretary|secretary of state|minister of foreign affairs",
    ),
    _office("interior minister", r"interior minister|minister of (?:the )?interior", r"interior"),
    _office("prime minister", r"prime minister|premier", r"prime minister"),
    _office("chancellor", r"chancellor", r"chancellor"),
    _office("supreme leader", r"supreme leader", r"supreme leader"),
    _office("crown prince", r"crown prince", r"crown prince"),
    _office("king", r"king|monarch|queen|emir|sultan", r"king|queen|emir|sultan|ruler"),
    _office("attorney general", r"attorney general", r"attorney general"),
    _office(
        "army chief",
        r"army (?:chief|commander)|military (?:chief|ruler)"
        r"|chief of (?:the )?(?:general |army |defen[cs]e )?staff"
        r"|chief of (?:the )?army|commander[- ]in[- ]chief",
        r"army chief|chief of (?:general |defen[cs]e )?staff|commander-in-chief|army commander"
        r"|chief of (?:the )?defen[cs]e forces|head of the army",
        "MIL",
        "GOV",
    ),
    _office(
        "president",
        r"president|head of state|leader|strongman|ruler",
        r"president|head of state|head of the (?:junta|transition)|de facto leader"
        r"|general secretary|leader|chairman of the sovereignty council",
    ),
)
LEADER = late_regex(
    r"\b(?:leader|chief|head|commander|emir|chairman|secretary[- ]general|president|director"
    r"(?:[- ]general)?|founder|high commissioner|prosecutor|boss)(?![\w-])",
    re.IGNORECASE,
)
LEADS = late_regex(
    r"\b(?:leader|head|commander|emir|chairman|secretary[- ]general|general secretary|president"
    r"|chief|director(?:[- ]general)?|high commissioner|prosecutor|supreme commander)\b"
    r"(?! (?:of (?!staff|the political bureau|the movement)|in))",
    re.IGNORECASE,
)


ANY_OFFICE = late_regex("|".join(one.words.pattern for one in OFFICES), re.IGNORECASE)
"""Most words name no office: one search says so."""


_NOUNS = """
adviser advisor army boss chairman chancellor chief commander commissioner director emir founder
general head king leader minister monarch premier president prince prosecutor queen ruler secretary
staff strongman sultan
"""
_OFFICE_NOUNS = frozenset(_NOUNS.split())
"""Words of which each office, and each office of a group, has one."""
_NOUN = late_regex(r"\w+")


def names_an_office(words: str) -> bool:
    """Return whether words may name an office: a quick look for one of its nouns."""
    return not _OFFICE_NOUNS.isdisjoint(_NOUN.findall(words.casefold()))


def office_in(words: str) -> tuple[Office, re.Match[str]] | None:
    """Return the first office of a state that the words name, and where."""
    if ANY_OFFICE.search(words) is None:
        return None
    found = [
        (match, office) for office in OFFICES for match in [office.words.search(words)] if match
    ]
    if not found:
        return None
    # the longest at the leftmost place: "defence minister", not "minister"
    match, office = min(found, key=lambda one: (one[0].start(), -one[0].end()))
    return office, match


def holders(
    base: Knowledge, bodies: tuple[str, ...], role: re.Pattern[str], day: date, *, deputy: bool
) -> tuple[Tie, ...]:
    """Return who held such an office of these bodies on the day, the latest appointed first."""
    found = [
        tie
        for body in bodies
        for tie in base.of_object.get(body, ())
        if tie.predicate in (Predicate.LEADS, Predicate.MEMBER_OF)
        and tie.subject in base.actors
        and base.actors[tie.subject].type == PERSON
        and role.search(tie.role)
        and bool(DEPUTY.search(tie.role)) == deputy
        and tie.holds(day)
    ]
    return tuple(sorted(found, key=lambda tie: (_rank(tie), tie.since), reverse=True))


def _rank(tie: Tie) -> tuple[bool, bool]:
    """Rank uncontested holders first, and those whose first day is known."""
    return tie.contested != "yes", bool(tie.since)
