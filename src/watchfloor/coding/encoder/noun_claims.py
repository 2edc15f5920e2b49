"""Claims that a noun hands on: "the ministry's denial that", "claims by the group that".

Who speaks stands before the noun as its possessor or behind it after "by" or "from"; what is said
follows as "that ...", "to ..." or "of ...". Where the noun is the subject of its sentence, what is
said ends before the verb of the sentence: "the claim that they had left | was rejected".
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.formulas import Formula, Formulas
from watchfloor.coding.encoder.own_words import NOT, OWN, OWN_PARTS
from watchfloor.coding.words import word_classes


def _both(*nouns: str) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in (noun, f"{noun}s"))


_NOUNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "denial": _both("denial"),
        "blame": _both("accusation", "allegation"),
        "forecast": _both("prediction", "warning", "forecast"),
        "demand": _both("demand", "request", "plea"),
        "pledge": _both("promise", "pledge", "vow", "assurance", "commitment"),
        "threat": _both("threat"),
        "assessment": _both("claim", "assertion", "contention"),
    }
)
_KIND: Mapping[str, str] = MappingProxyType(
    {word: kind for kind, words in _NOUNS.items() for word in words}
)
_TO = _NOUNS["demand"] | _NOUNS["pledge"] | _NOUNS["threat"]
"""Nouns behind which "to ..." says what: "its promise to withdraw"."""

_OF = _NOUNS["denial"] | _NOUNS["blame"]
"""Nouns behind which "of ..." says what: "the denial of any role"."""

_AHEAD = frozenset({"will", "would", "could", "may", "might", "shall", "can"})
_FROM = frozenset({"by", "from"})
_MARKS = frozenset("'’‘")
_STOPS = frozenset(',;:.!?"“”—–()')
_FINITE = (
    frozenset({"is", "are", "was", "were", "has", "have", "had", "did", "does", "do"}) | _AHEAD
)
_SUBORDINATES = frozenset(
    {"that", "which", "who", "whom", "and", "but", "if", "when", "because", "as", "while", "or"}
)
_ADJECTIVES = 2
"""Words between a possessor and the noun: "its repeated public denials", at most."""

_GROUP = 4
"""Words of a group of verbs, at most: "had not been seen"."""


def noun_claims(formulas: Formulas) -> Iterator[Formula]:
    """Yield the claims that nouns hand on outside of quotations, in order."""
    low = formulas.low
    for place, word in enumerate(low):
        kind = _KIND.get(word)
        if kind is None or formulas.contents.quoted[place] >= 0:
            continue
        found = _possessed(place, formulas) or _from(place, formulas)
        if found is None:
            continue
        source, start = found
        content = _content(place, start, min(place, source[0]), formulas)
        if content is None:
            continue
        said = low[slice(*content)]
        if kind == "forecast" and _AHEAD.isdisjoint(said):
            kind = "assessment"
        elif kind == "assessment" and said[said[0] == "that"] in OWN | OWN_PARTS:
            own = (content[0] + (said[0] == "that"), content[1])
            kind = formulas.own_kind(own) or kind
        yield Formula(kind, (place, place + 1), content, source, exact=True)


def _possessed(place: int, formulas: Formulas) -> tuple[Span, int] | None:
    """Return who speaks in "the army's repeated denial that", and where what is said begins."""
    low, (first, _) = formulas.low, formulas.speakers.encoded.around(place)
    for at in range(place - 1, max(first, place - 1 - _ADJECTIVES) - 1, -1):
        if low[at] == "s" and at - 1 > first and low[at - 1] in _MARKS:
            stop = at - 1
        elif low[at] in _MARKS and low[at - 1].endswith("s"):
            stop = at
        elif word_classes().tags.get(low[at], "N") in "AN" and low[at][0].isalpha():
            continue
        else:
            return None
        source = formulas.speakers.right_before(stop)
        whole = source is not None and (source[1] == stop or source[1] > at)
        return ((source[0], stop), place + 1) if source is not None and whole else None
    return None


def _from(place: int, formulas: Formulas) -> tuple[Span, int] | None:
    """Return who speaks in "claims by the group that", and where what is said begins."""
    low, (first, high) = formulas.low, formulas.speakers.encoded.around(place)
    before = low[place - 1] if place > first else ""
    if place + 2 >= high or low[place + 1] not in _FROM or before in NOT:
        return None
    source = formulas.speakers.at(place + 2)
    if source is None or low[source[0]] in NOT:
        return None
    return source, source[1]


def _content(place: int, start: int, begin: int, formulas: Formulas) -> Span | None:
    """Return what is said from a word on; None if no clause or noun of the kind follows.

    `begin` is where the noun with who speaks begins.
    """
    low, (first, high) = formulas.low, formulas.speakers.encoded.around(place)
    if start + 1 >= high:
        return None
    opened = low[start]
    if not (
        opened == "that"
        or (opened == "to" and low[place] in _TO)
        or (opened == "of" and low[place] in _OF)
    ):
        return None
    end = start + 1
    while end < high and low[end] not in _STOPS:
        end += 1
    if _leads(first, begin, low):
        end = _before_verb(start, end, low)
    if opened == "that" and not any(_is_verb(low[x]) for x in range(start + 1, end)):
        return None
    return (start, end) if end - start > 1 else None


def _leads(first: int, begin: int, low: tuple[str, ...]) -> bool:
    """Say whether a noun is the subject: no verb stands before it in its clause."""
    for at in range(begin - 1, first - 1, -1):
        if low[at] in _STOPS:
            return True
        if _is_verb(low[at]):
            return False
    return True


def _before_verb(start: int, end: int, low: tuple[str, ...]) -> int:
    """Return where the verb of the whole sentence begins behind what is said."""
    at, clause = start + 1, low[start] == "that"
    if clause:
        while at < end and not _is_verb(low[at]):
            at += 1
        if at + 1 < end and low[at] not in _FINITE and low[at + 1] in _FINITE:
            at += 1  # "that guards were": a noun that may be a verb
        group = at
        while (
            at < end
            and at - group < _GROUP
            and (low[at] in _FINITE | NOT | {"be", "been", "being"} or low[at].endswith("ly"))
        ):
            at += 1
        at += 1
    while at < end:
        if low[at] in _SUBORDINATES:
            return end
        if low[at] in _FINITE or (clause and _is_past(low[at])):
            return at
        at += 1
    return end


def _is_verb(word: str) -> bool:
    return word in _FINITE or word_classes().tags.get(word, "") == "V" or word.endswith("ed")


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word_classes().tags.get(word, "") == "V"
