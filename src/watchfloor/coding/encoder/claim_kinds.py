"""The kind of a claim: the head's opinion, the cue's own word, and what a kind cannot do without.

A forecast, threat or pledge speaks of what is to come, a denial denies, who takes responsibility
speaks of himself: a kind whose words are missing is left out, however sure the head.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from types import MappingProxyType

from watchfloor.coding.encoder.labels import CLAIM_KINDS
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.encoder.own_words import disowns, is_behind, suffers
from watchfloor.coding.encoder.performatives import performed, threatens
from watchfloor.coding.sayings import kinds_of, sayings
from watchfloor.coding.words import verb_forms

SURE = 0.4
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
_FIRST, _NEAR = 4, 6
"""Words of a content among which its subject stands."""


def blames(content: Sequence[str], *, deed: bool = True) -> bool:
    """Say whether words say that somebody did it: "Iran was behind the attack".

    Without a `deed` one is behind "it" or behind nothing: a people may be behind its army.
    """
    for place, word in enumerate(content):
        if word == "behind" and not deed and _IT.isdisjoint(content[place + 1 : place + 2]):
            continue
        before = content[max(0, place - _APART) : place]
        said = not _BLAMING.isdisjoint(before) and (_NEGATES | _ASKED).isdisjoint(before)
        if word in _GUILTY and said:
            return True
    return False


def _by_a_day(content: Sequence[str]) -> bool:
    """Say whether words set a term: "by the end of May", "by 2026", "by then"."""
    return any(
        word == "by" and any(x in _TERMS or x[0].isdigit() for x in content[place + 1 : place + 4])
        for place, word in enumerate(content)
    )


def _not_ahead(content: Sequence[str]) -> set[str]:
    """Return words that look ahead elsewhere: "not yet" is now, "even if" supposes nothing."""
    if "yet" not in content and "even" not in content:
        return set()
    pairs = set(pairwise(content))
    found = {("not", "yet"): "yet", ("t", "yet"): "yet", ("even", "if"): "if"}
    return {word for pair, word in found.items() if pair in pairs and content.count(word) == 1}


def _outside_clauses(content: Sequence[str]) -> list[str]:
    """Return words without relative clauses: "a state (that could fall)" foresees nothing."""
    found, inside, held = [], False, sayings()["hold"]
    for place, word in enumerate(content):
        if word == ",":
            inside = False
        elif word in _RELATIVE and place and content[place - 1] not in held:
            inside = True
        if not inside:
            found.append(word)
    return found


def _told(content: Sequence[str]) -> bool:
    """Say whether a clause tells what is or has been: "the guards have left the border"."""
    return not _IS.isdisjoint(content)


def _of_another(content: Sequence[str]) -> bool:
    """Say whether a clause begins with another subject than who speaks: "90 people were hurt"."""
    return not _BEEN.isdisjoint(content) and _SELF.isdisjoint(content[:_FIRST])


def _only_died(content: Sequence[str]) -> bool:
    """Say whether a death is told and no deed of others: "she died", "he blew himself up"."""
    if not _SELVES.isdisjoint(content):
        return True
    return not _DIED.isdisjoint(content) and _BY.isdisjoint(content)


def _entails(content: Sequence[str]) -> bool:
    """Say whether what will be is no act, but what follows: "the change would require a vote"."""
    return any(
        one in _AHEAD and other in _FOLLOWS for one, other in pairwise(content)
    ) and _SELF.isdisjoint(content[:_FIRST])


_WINS_BACK = frozenset(
    {"retaken", "retook", "recaptured", "liberated", "regained", "repelled", "repulsed", "freed"}
)
_RELATIVE = frozenset({"that", "which", "who", "whom", "what"})
_NO_CONFESSION = frozenset(
    {"happened", "occurred", "looking", "investigating", "examining", "reviewing", "checking"}
    | {"aware", "studying", "probing", "verifying"}
)
_BEEN = frozenset({"was", "were", "is", "are", "had", "has", "been"})
_SELF = frozenset(
    {"it", "they", "we", "i", "its", "their", "our", "my", "he", "she", "his", "responsibility"}
)
_SELVES = frozenset({"himself", "herself", "themselves"})
_DIED = frozenset({"died", "dies", "dying"})
_BY = frozenset(
    {
        "by",
        "killed",
        "shot",
        "poisoned",
        "attack",
        "attacks",
        "bomb",
        "after",
        "murdered",
        "because",
    }
    | {"hands", "torture", "beaten", "strike", "airstrike", "raid", "fire", "shelling", "from"}
)
_FOLLOWS = frozenset(
    {"require", "need", "mean", "allow", "cost", "depend", "affect", "cause", "lead", "result"}
    | {"collapse", "fail", "fall", "worsen", "deteriorate", "erupt", "spread", "happen", "occur"}
    | {"die", "suffer", "rise", "grow", "increase", "decline", "shrink", "escalate", "drag", "last"}
    | {"crumble", "flare", "persist", "starve", "disappear", "emerge", "recover"}
)
_IS = frozenset({"is", "are", "has", "have"})
"""Present forms alone: behind "warned that" the past may be the present."""
_WARNS = frozenset(verb_forms("warn"))
_MERELY = frozenset({"may", "could", "might"})
_BINDING = frozenset(
    {"will", "would", "shall", "ll", "going", "promise", "pledge", "commit", "committed", "to"}
)
_TERMS = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "then"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "end", "next", "spring", "summer", "autumn", "fall"),
        *(
            "winter",
            "midnight",
            "noon",
            "now",
            "tomorrow",
            "year",
            "month",
            "week",
            "dawn",
            "early",
        ),
        *("mid", "late", "christmas", "ramadan", "easter", "time", "deadline", "today", "tonight"),
    }
)
_ASKED = frozenset({"who", "whoever", "whether"})
_IT = frozenset({"it", "this", "them", "these", "that"})
_CLAIMS = frozenset(verb_forms("claim"))
_CONDEMNS = frozenset(form for verb in ("condemn", "denounce") for form in verb_forms(verb))
_DECLARES = frozenset(form for verb in ("declare", "announce") for form in verb_forms(verb))
_AHEAD = frozenset({"will", "would", "shall"})
_MUST = frozenset({"must", "should"})
_HARDLY_AHEAD = frozenset({"must", "should", "about", "set", "never", "can", "cannot"})
"""Words that look ahead beside others, and foresee nothing alone."""
_BINDS = frozenset({"will", "would", "shall", "ll", "i", "we", "our", "its", "it"})
_GUILTY = frozenset({"responsible", "behind", "blame", "perpetrator", "perpetrators"})
_BLAMING = frozenset({"is", "are", "was", "were", "be", "been", "held", "hold", "holds", "holding"})
_APART = 5
"""Words between the verb and the word that blames, at most: "held the group fully responsible"."""


def kind(
    row: Floats, cue: Sequence[str], content: Sequence[str], *, deed: bool | None = None
) -> tuple[str, float]:
    """Return the kind of a claim and how sure it is; 0 for an assessment.

    `row` are the head's probabilities, `cue` and `content` words in small letters; `deed` says
    whether the content tells of an act, None where that is not known.
    """
    told = dict(zip(CLAIM_KINDS[1:], map(float, row[1:]), strict=True))
    made = _made(cue, content)
    for name in made:
        told[name] *= _OF_KIND
    _weigh(told, cue, content, made, deed)
    total = max(sum(told.values()), 1e-9)
    _leave_out(told, cue, content, made)
    _plainly_not(told, cue, content)
    _bind(told, cue, content, made)
    act = performed(cue, content) or ("threat" if threatens(cue, content) else None)
    if act:
        return act, max(max(told.values()) / total, SURE)
    best = max(told, key=lambda name: told[name])
    sure = told[best] / total
    return (best, sure) if sure >= SURE and best != "assessment" else ("assessment", 0.0)


def _leave_out(
    told: dict[str, float], cue: Sequence[str], content: Sequence[str], made: Collection[str]
) -> None:
    """Take away the kinds whose words are missing."""
    for name, needed in _NEEDS.items():
        seen = _seen(name, cue, content)
        over = name in ("forecast", "threat") and not _WARNS.isdisjoint(cue) and _told(content)
        if (name not in made or over) and sayings()[needed].isdisjoint(seen):
            told[name] = 0.0
    if _turns_down(cue, content):
        told["denial"] = 0.0  # who rejects an offer denies nothing
    if not sayings()["to"].isdisjoint(cue) or _of_another(content):
        told["responsibility"] = 0.0  # according to whom it is, he tells of others
    if "blame" not in made and not blames(content) and _only_died(content):
        told["blame"] = 0.0  # that somebody died blames nobody, least of all the dead
    if "blame" not in made and not blames(content) and not _WINS_BACK.isdisjoint(content):
        told["blame"] = 0.0  # who tells that a town was retaken accuses nobody
    if not (_NO_CONFESSION | sayings()["hold"]).isdisjoint(content[:_FIRST]):
        told["responsibility"] = 0.0  # that it happened, or is looked into, nobody takes upon him
    if "whether" in content or suffers(content) or not _NEGATES.isdisjoint(content[:_NEAR]):
        told["responsibility"] = 0.0  # who examines whether, or was attacked, does not admit


def _plainly_not(told: dict[str, float], cue: Sequence[str], content: Sequence[str]) -> None:
    """Take away the kinds that a cue's own word rules out."""
    if not _CONDEMNS.isdisjoint(cue) and not blames(content):
        told["blame"] = 0.0  # who condemns a raid does not say whose it was
    if not _DECLARES.isdisjoint(cue) and _MUST.isdisjoint(content):
        told["demand"] = 0.0  # who announces a release asks for none


def _seen(name: str, cue: Sequence[str], content: Sequence[str]) -> set[str]:
    """Return the words among which a kind looks for those that it needs."""
    words = _outside_clauses(content) if name == "forecast" else content
    own = name == "responsibility"
    seen = {*cue, *({*content[:_FIRST]} - _CLAIMS if own else words)}
    if name == "denial" and "no" not in content:
        seen.discard("no")  # "made no recommendation" denies nothing
    if "by" in seen and not _by_a_day(content):
        seen.discard("by")  # "were killed by rebels" is over
    return seen - _not_ahead(content)


def _bind(
    told: dict[str, float], cue: Sequence[str], content: Sequence[str], made: Collection[str]
) -> None:
    """Tell who binds himself from who binds others, and from who only foresees."""
    if not _DECLARES.isdisjoint(cue) and not _AHEAD.isdisjoint(content):
        told["pledge"] += told["forecast"]  # who declares what will be done binds himself
        told["forecast"] = 0.0
    if not _MUST.isdisjoint(content) and _BINDS.isdisjoint(content) and "pledge" not in made:
        told["demand"] += told["pledge"]  # who says that something must be done binds others
        told["pledge"] = 0.0
    held = not sayings()["hold"].isdisjoint(cue) or _entails(content)
    merely = not _MERELY.isdisjoint(content) and _BINDING.isdisjoint(content)
    if held or (merely and "pledge" not in made):
        told["forecast"] += told["pledge"]  # who believes what will be, or says what may, neither
        told["pledge"] = 0.0
    ahead = sayings()["mark.ahead"] & _seen("forecast", cue, content)
    if "forecast" not in made and ahead <= _HARDLY_AHEAD:
        told["demand"] += told["forecast"] * (not _MUST.isdisjoint(content))
        told["forecast"] = 0.0  # about ten, must stop, cannot complain: nothing is foreseen


def _weigh(
    told: dict[str, float],
    cue: Sequence[str],
    content: Sequence[str],
    made: Collection[str],
    deed: bool | None,
) -> None:
    """Weigh kinds by plain words, and leave out a blame that has neither deed nor word of blame."""
    plain = _plain(cue, content, made, deed=bool(deed))
    if plain:
        told[plain] = max(told[plain], _PLAIN) * _OF_KIND**2
    elif blames(content, deed=deed is not False):
        told["blame"] *= _OF_KIND
    elif not _ASKED.isdisjoint(content[:1]) and "blame" not in made:
        told["blame"] = 0.0  # "did not say who was behind it"
    elif deed is False and "blame" not in made and _WRONGS.isdisjoint(content):
        told["assessment"] += told["blame"]
        told["blame"] = 0.0  # who opposes somebody, or tells who inquires, blames nobody


def _plain(
    cue: Sequence[str], content: Sequence[str], made: Collection[str], *, deed: bool
) -> str | None:
    """Return the kind of a content that says it in so many words: "we had no hand in it"."""
    if not _TAKES_BACK.isdisjoint(cue) or "denial" in made:
        return None
    if disowns(content):
        return "denial"
    if is_behind(content, deed=deed):
        return "responsibility"
    if not deed or not _ASKS.isdisjoint({*cue, *content}):
        return None
    return "blame" if blames(content) or not _SUSPECTS.isdisjoint(cue) else None


_PLAIN = 0.2
_ASKS = frozenset({"who", "whoever", "whether", "those", "anyone", "anybody", "if", "what"})
_NEGATES = frozenset({"not", "never", "no", "nobody", "none", "neither", "nor", "t"})
_SUSPECTS = frozenset(verb_forms("suspect"))
_WRONGS = frozenset(
    {
        *("betrayed", "betrayal", "lied", "lying", "stole", "stolen", "violated", "violating"),
        *("broke", "broken", "fault", "guilty", "culprit", "culprits", "fabricated", "failed"),
    }
)


def _made(cue: Sequence[str], content: Sequence[str]) -> set[str]:
    """Return the kinds that a cue's own words make: none where they are taken back.

    To reject an offer denies nothing; to reject a charge does.
    """
    if not _TAKES_BACK.isdisjoint(cue):
        return set()
    if "call" in {*cue} | {word.removesuffix("s").removesuffix("ed") for word in cue}:
        return {"demand"}
    made = {one.value for word in cue for one in kinds_of(word)}
    if _turns_down(cue, content):
        made.discard("denial")
    return made


def _turns_down(cue: Sequence[str], content: Sequence[str]) -> bool:
    return not _TURNS_DOWN.isdisjoint(cue) and not _OFFERS.isdisjoint(content[:_FIRST])


_TAKES_BACK = frozenset({"not", "never", "t"})
_TURNS_DOWN = frozenset(form for verb in ("reject", "dismiss") for form in verb_forms(verb))
_OFFERS = frozenset(
    f"{one}{ending}"
    for one in (
        *("proposal", "offer", "bid", "plan", "deal", "amendment", "motion", "request", "appeal"),
        *("call", "idea", "truce", "ceasefire", "talk", "invitation", "demand", "bill", "term"),
        *("complaint", "lawsuit", "challenge", "suit"),
        *("agreement", "negotiation", "resolution", "draft", "compromise", "ultimatum", "petition"),
    )
    for ending in ("", "s")
)
