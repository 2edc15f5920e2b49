"""Through whom words came, and whom they blame.

"The agency quoted the minister as saying", "the paper reported, citing the ministry", "the mayor
was quoted by state television as saying", "Lima, quoted by the agency, said": the speaker is the
one whose words they are, and who hands them on is kept beside him.
"""

from itertools import pairwise
from types import MappingProxyType

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.formulas import held_responsible
from watchfloor.coding.encoder.own_words import OWN
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.words import verb_forms

QUOTES = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
AS_SAYING = frozenset(("as", word) for word in ("saying", "telling", "stating", "having"))
CHAIN = 20
"""Words between "quoted" and "as saying", at most."""

_PARTICIPLES = frozenset({"quoting", "citing"})
_PASSIVES = frozenset({"quoted", "cited"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
ACCUSES = frozenset(form for verb in ("accuse", "blame") for form in verb_forms(verb))
_LIGHT = frozenset({"the", "a", "an", "both", "on", "its", "his", "her", "their", "rival"})
_AGENT = 6
"""Words behind a passive in which "by" must stand."""

_NEAR = 3
"""Words between the cue and "citing", at most, besides what the content has."""


def hands_over(cue: Span, encoded: Encoded) -> int | None:
    """Return the word that says, if a cue only leads to it: "quoted the minister as saying"."""
    texts, high = encoded.texts, encoded.around(cue[0])[1]
    if texts[cue[1] - 1].lower() not in QUOTES:
        return None
    reach = [word.lower() for word in texts[cue[1] : min(high, cue[1] + CHAIN)]]
    for number, pair in enumerate(pairwise(reach)):
        if pair in AS_SAYING:
            return cue[1] + number + 1
    return None


def only_cites(cue: Span, before: Span | None, encoded: Encoded) -> bool:
    """Say whether a cue names whose words another cue hands on: "reported, citing the ministry"."""
    texts = encoded.texts
    if before is None or texts[cue[1] - 1].lower() not in _PARTICIPLES:
        return False
    same = encoded.sentence[before[0]] == encoded.sentence[cue[0]]
    return bool(same) and 0 <= cue[0] - before[1] <= _NEAR


def relayed(cue: Span, source: Span | None, speakers: Speakers) -> tuple[Span | None, Span | None]:
    """Return whose words a cue hands on, and through whom they came, if through anybody.

    `source` is the participant that the cue's grammar gives.
    """
    texts = speakers.encoded.texts
    low, high = speakers.encoded.around(cue[0])
    if cue[0] > low and texts[cue[0] - 1].lower() == "as":
        return _as_saying(cue, source, speakers)
    if source is None:
        return None, None
    for place in range(source[1], min(source[1] + _NEAR, cue[0])):
        if texts[place].lower() in _PASSIVES and texts[place + 1].lower() == "by":
            return source, speakers.at(place + 2)
    behind = max(cue[1], source[1])
    for place in range(behind, min(high - 1, behind + _NEAR)):
        if texts[place].lower() in _PARTICIPLES:
            cited = speakers.at(place + 1)
            return (cited, source) if cited else (source, None)
    return source, None


def _as_saying(
    cue: Span, source: Span | None, speakers: Speakers
) -> tuple[Span | None, Span | None]:
    """Return speaker and relay of "quoted ... as saying", whichever of the two is the subject."""
    texts = speakers.encoded.texts
    low, high = speakers.encoded.around(cue[0])
    nearest = range(cue[0] - 2, max(low, cue[0] - CHAIN) - 1, -1)
    quoting = next((place for place in nearest if texts[place].lower() in QUOTES), None)
    if quoting is None:
        return source, None
    before = speakers.right_before(quoting)
    if quoting > low and texts[quoting - 1].lower() in _BE:
        places = (*range(quoting + 1, cue[0]), *range(cue[1], min(high, cue[1] + _AGENT)))
        agent = next((place for place in places if texts[place].lower() == "by"), None)
        return before, speakers.at(agent + 1) if agent is not None else None
    return source, before if before != source else None


def accusing(cue: Span, encoded: Encoded) -> bool:
    """Say whether a cue is one of accusing in the passive: its subject is who is accused."""
    texts, low = encoded.texts, encoded.around(cue[0])[0]
    word = texts[cue[1] - 1].lower()
    if word not in _OF:
        return False
    if texts[cue[1] : cue[1] + 1] == (_OF[word],):
        return True  # "attacks blamed on militias": without "was" too
    before = [one.lower() for one in texts[max(low, cue[0] - 2) : cue[1] - 1]]
    return not _BE.isdisjoint(before)


_OF = MappingProxyType({"accused": "of", "blamed": "on"})
"""Participles of accusing, and the word behind them where nobody stands between."""


def agent(cue: Span, speakers: Speakers) -> Span | None:
    """Return who did what a passive tells, if "by" names him: "accused by residents of"."""
    texts, high = speakers.encoded.texts, speakers.encoded.around(cue[0])[1]
    for place in range(cue[1], min(high - 1, cue[1] + _AGENT)):
        if texts[place].lower() == "by":
            return speakers.at(place + 1)
    return None


def accused(cue: Span | None, content: Span, speakers: Speakers) -> Span | None:
    """Return whom a claim of blame blames, if its words name him where grammar puts him.

    "accused the army of", "blamed the attack on rebels", "are accused of"; else who stands at the
    head of what is said: "said the army had fired".
    """
    encoded = speakers.encoded
    texts = encoded.texts
    if cue is not None and accusing(cue, encoded):
        return speakers.right_before(cue[0])
    start, end = content
    for place in range(start, end):
        held = held_responsible(place, speakers)
        if held is not None:
            return held
    is_verb = cue is not None and texts[cue[1] - 1].lower() in ACCUSES
    if cue is not None and is_verb and cue[1] <= start:
        for place in range(start, end - 1):
            if texts[place].lower() in ("of", "for"):
                break
            found = speakers.at(place + 1) if texts[place].lower() == "on" else None
            if found:
                return found
    skipped = _LIGHT | {"that"}
    while start < end and texts[start].lower() in skipped and speakers.at(start) is None:
        start += 1
    found = speakers.at(start) if start < end else None
    own = found is not None and texts[found[0]].lower() in OWN
    return None if own and found is not None and found[1] - found[0] == 1 else found
