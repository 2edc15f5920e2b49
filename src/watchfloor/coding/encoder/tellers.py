"""Who only tells of a deed: "rockets hit the base, the coalition said" names no actor.

Who speaks is the actor as well where he speaks of himself: "the army said it had shelled the port",
"“we did it,” the group said". What confesses by its verb ("announced the killing") is left alone.
"""

import itertools
from collections.abc import Sequence

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Fillers
from watchfloor.coding.encoder.formulas import is_person
from watchfloor.coding.encoder.own_words import NOT, takes
from watchfloor.coding.words import verb_forms, word_classes
from watchfloor.model.late import late_regex

_TELLS = frozenset(
    form
    for verb in ("say", "report", "tell", "add", "state", "note", "announce", "confirm", "warn")
    for form in verb_forms(verb)
    if not form.endswith("ing")
)
_HANDS_ON = frozenset(
    form
    for verb in ("say", "report", "tell", "add", "note")
    for form in verb_forms(verb)
    if not form.endswith("ing")
)
"""Verbs behind which somebody else's deed is told; a body that confirms may mean its own."""

DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "AID"})
"""Types of acts that nobody does by speaking."""

_OWN = frozenset(
    {"it", "they", "we", "i", "he", "she", "its", "their", "our", "my", "his", "her", "own"}
)
_OTHERS = frozenset({"they", "their"})
"""Words by which one person speaks of others."""

_MARKS = frozenset({",", "”", '"', "’", "'", "—", "–"})
_ENDS = frozenset({",", ";", ":", "and", "but", "."})
"""What ends the clause of a deed: what follows is said of something else."""

_LIGHT = frozenset({"has", "have", "had", "also", "later", "then", "again"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_SKIPPED = 3
"""Light words between a speaker and his verb, at most."""


def without_tellers(fillers: Fillers, anchor: Span, encoded: Encoded) -> Fillers:
    """Return the fillers of a deed, who only tells of it as who reports it and not as its actor."""
    actors = fillers.get("actor", ())
    if claimed_by_nobody(anchor, encoded):
        low = encoded.around(anchor[0])[0]
        actors = tuple(one for one in actors if not low <= one.span[0] < anchor[0])
        fillers = {**fillers, "actor": actors}
    actors = tuple(one for one in actors if not _repels(one.span, anchor, encoded))
    fillers = {**fillers, "actor": actors}
    telling = tuple(
        one
        for one in actors
        if _speaks_for_others(one.span, encoded) or only_tells(one.span, anchor, encoded)
    )
    if not telling:
        return fillers
    known = fillers.get("attributed_to", ())
    more = tuple(
        one
        for one in telling
        if all(one.span[1] <= o.span[0] or o.span[1] <= one.span[0] for o in known)
    )
    kept = tuple(one for one in actors if one not in telling)
    return {**fillers, "actor": kept, "attributed_to": (*known, *more)}


def _speaks_for_others(span: Span, encoded: Encoded) -> bool:
    """Say whether a participant is a spokesman: "they" of whom he speaks are never he alone."""
    return any(word.lower().startswith("spokes") for word in encoded.texts[slice(*span)])


def _repels(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a participant beats an attack back: "soldiers repelled an attack on the base"."""
    low, high = encoded.around(anchor[0])
    if not low <= span[0] < span[1] <= anchor[0] < high:
        return False
    first = max(span[1], anchor[0] - _AHEAD)
    between = " ".join(word.lower() for word in encoded.texts[first : anchor[0]])
    return _REPELLED.search(between) is not None


_REPELLED = late_regex(
    r"\b(?:repel(?:s|led|ling)?|repuls(?:es?|ed|ing)|(?:beats?|beaten|beating|fends?|fended|fought"
    r"|fighting|pushed) (?:back|off))(?! by\b)[^,.;:]{0,40}$"
)


_AHEAD = 12
"""Words before an act in which it is said to be repelled."""


def claimed_by_nobody(anchor: Span, encoded: Encoded) -> bool:
    """Say whether a deed is not claimed yet: "has yet to claim responsibility for".

    "No group has claimed the attack" is such words too, "did not claim that" is not.
    """
    low, _ = encoded.around(anchor[0])
    texts = [word.lower() for word in encoded.texts[low : anchor[0]]]
    return any(
        (takes(texts, place) is not None or _claims_it(texts, place))
        and not NOT.isdisjoint(texts[max(0, place - _NOT) : place])
        for place in range(len(texts))
    )


def _claims_it(texts: Sequence[str], place: int) -> bool:
    """Say whether a form of "claim" takes the deed right behind it: "claimed the bombing"."""
    if texts[place] not in _CLAIMS or len(texts) - place - 1 > _NEAR:
        return False
    return _CLAUSE.isdisjoint(texts[place + 1 :])


_CLAIMS = frozenset(verb_forms("claim"))
_CLAUSE = frozenset({"that", "to", "it", "they", "he", "she", ",", "but", "and"})
_NEAR = 4
"""Words between "claimed" and the deed, at most: "the two deadly bomb attacks"."""

_NOT = 5
"""Words before a verb among which it is denied."""


def only_tells(span: Span, anchor: Span, encoded: Encoded) -> bool:
    """Say whether a participant of an anchor's sentence tells of the act and does not do it."""
    low, high = encoded.around(anchor[0])
    if not low <= span[0] < span[1] <= high:
        return False
    texts = tuple(word.lower() for word in encoded.texts[low:high])
    own = _OWN - _OTHERS if is_person(span, encoded) else _OWN
    start, end = span[0] - low, span[1] - low
    first, last = anchor[0] - low, anchor[1] - low
    if start >= last:
        return _behind(texts, start, end) and own.isdisjoint(texts[:first])
    if end > first:
        return False
    verb = _verb(texts, end)
    tells = _TELLS if own != _OWN else _HANDS_ON
    if verb is None or verb >= first or texts[verb] not in tells:
        return False
    told = texts[verb + 1 : last]
    behind = next((x for x in range(last, len(texts)) if texts[x] in _ENDS), len(texts))
    return own.isdisjoint(texts[verb + 1 : behind]) and not _goes_on(told)


def _behind(texts: Sequence[str], start: int, end: int) -> bool:
    """Say whether a speaker closes what he says: ", the army said", ", said the army"."""
    before = start - 1
    while before > 0 and texts[before] in _ARTICLES:
        before -= 1
    if before < 1:
        return False
    if texts[before] == "to" and texts[before - 1] == "according":
        return True
    if texts[before] in _TELLS and texts[before - 1] in _MARKS:
        return True
    return texts[before] in _MARKS and _verb(texts, end) is not None


def _verb(texts: Sequence[str], end: int) -> int | None:
    """Return the verb of telling right behind a speaker, light words and "who ..., " aside."""
    end = _behind_clause(texts, end)
    for place in range(end, min(len(texts), end + _SKIPPED)):
        if texts[place] in _TELLS:
            return place
        if texts[place] not in _LIGHT and not texts[place].endswith("ly"):
            return None
    return None


def _behind_clause(texts: Sequence[str], end: int) -> int:
    """Return where words between commas that say who a speaker is end; their start if none."""
    opening = texts[end + 1 : end + 3]
    says_who = not _RELATIVE.isdisjoint(opening) or tuple(opening[:1]) in _APPOSED
    if tuple(texts[end : end + 1]) != (",",) or not says_who:
        return end
    inside = range(end + 2, min(len(texts), end + _CLAUSE_WORDS))
    return next((place + 1 for place in inside if texts[place] == ","), end)


_RELATIVE = frozenset({"who", "whose", "which"})
_APPOSED = frozenset({("a",), ("an",), ("the",), ("its",), ("their",)})
_CLAUSE_WORDS = 16
"""Words of a relative clause or an apposition, at most."""


def _goes_on(told: Sequence[str]) -> bool:
    """Say whether who spoke goes on to act: "said it was over and shelled the port"."""
    tags = word_classes().tags
    return any(
        word == "and" and (tags.get(after, "") == "V" or after.endswith("ed"))
        for word, after in itertools.pairwise(told)
    )
