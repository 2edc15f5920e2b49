"""The kind of a claim: the head's opinion, the cue's own word, and what a kind cannot do without.

A forecast, threat or pledge speaks of what is to come, a denial denies, who takes responsibility
speaks of himself: a kind whose words are missing is left out, however sure the head.
"""

from collections.abc import Sequence
from types import MappingProxyType

from watchfloor.coding.encoder.labels import CLAIM_KINDS
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.sayings import kinds_of, sayings
from watchfloor.coding.words import verb_forms

SURE = 0.5
"""Below this a statement is an assessment, the plainest of the kinds."""

_OF_KIND = 6.0
"""How many times likelier a kind is if the cue's own word makes it."""

_NEEDS = MappingProxyType(
    {
        "forecast": "mark.ahead",
        "threat": "mark.ahead",
        "pledge": "mark.ahead",
        "denial": "mark.not",
        "demand": "mark.ask",
        "responsibility": "mark.own",
    }
)
_FIRST = 4
"""Words of a content among which its subject stands."""


def blames(content: Sequence[str]) -> bool:
    """Say whether words say that somebody did it: "Iran was behind the attack"."""
    return any(
        word in _GUILTY and not _BLAMING.isdisjoint(content[max(0, place - _APART) : place])
        for place, word in enumerate(content)
    )


_DECLARES = frozenset(form for verb in ("declare", "announce") for form in verb_forms(verb))
_AHEAD = frozenset({"will", "would", "shall"})
_GUILTY = frozenset({"responsible", "behind", "blame", "perpetrator", "perpetrators"})
_BLAMING = frozenset({"is", "are", "was", "were", "be", "been", "held", "hold", "holds", "holding"})
_APART = 5
"""Words between the verb and the word that blames, at most: "held the group fully responsible"."""


def kind(row: Floats, cue: Sequence[str], content: Sequence[str]) -> tuple[str, float]:
    """Return the kind of a claim and how sure it is; 0 for an assessment.

    `row` are the head's probabilities, `cue` and `content` words in small letters.
    """
    told = dict(zip(CLAIM_KINDS[1:], map(float, row[1:]), strict=True))
    made = _made(cue, content)
    for name in made:
        told[name] *= _OF_KIND
    if blames(content):
        told["blame"] *= _OF_KIND
    total = max(sum(told.values()), 1e-9)
    for name, needed in _NEEDS.items():
        own = name == "responsibility"
        seen = {*cue, *(content[:_FIRST] if own else content)}
        if name == "denial" and "no" not in content:
            seen.discard("no")  # "made no recommendation" denies nothing
        if name not in made and sayings()[needed].isdisjoint(seen):
            told[name] = 0.0
    if not _DECLARES.isdisjoint(cue) and not _AHEAD.isdisjoint(content):
        told["pledge"] += told["forecast"]  # who declares what will be done binds himself
        told["forecast"] = 0.0
    if not sayings()["hold"].isdisjoint(cue):
        told["forecast"] += told["pledge"]  # who believes what will be does not bind himself
        told["pledge"] = 0.0
    if "whether" in content:
        told["responsibility"] = 0.0  # who examines whether does not admit
    best = max(told, key=lambda name: told[name])
    sure = told[best] / total
    return (best, sure) if sure >= SURE and best != "assessment" else ("assessment", 0.0)


def _made(cue: Sequence[str], content: Sequence[str]) -> set[str]:
    """Return the kinds that a cue's own words make: none where they are taken back.

    To reject an offer denies nothing; to reject a charge does.
    """
    if not _TAKES_BACK.isdisjoint(cue):
        return set()
    if "call" in {*cue} | {word.removesuffix("s").removesuffix("ed") for word in cue}:
        return {"demand"}
    made = {one.value for word in cue for one in kinds_of(word)}
    if not _TURNS_DOWN.isdisjoint(cue) and not _OFFERS.isdisjoint(content[:_FIRST]):
        made.discard("denial")
    return made


_TAKES_BACK = frozenset({"not", "never", "t"})
_TURNS_DOWN = frozenset(form for verb in ("reject", "dismiss") for form in verb_forms(verb))
_OFFERS = frozenset(
    f"{one}{ending}"
    for one in (
        *("proposal", "offer", "bid", "plan", "deal", "amendment", "motion", "request", "appeal"),
        *("call", "idea", "truce", "ceasefire", "talk", "invitation", "demand", "bill", "term"),
        *("agreement", "negotiation", "resolution", "draft", "compromise", "ultimatum", "petition"),
    )
    for ending in ("", "s")
)
