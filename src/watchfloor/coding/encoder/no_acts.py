"""Believed anchors that name no act of their own: "foiled", "no casualties", an accident."""

from collections.abc import Sequence
from itertools import pairwise

from watchfloor.coding.encoder import settled
from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.status_settled import STOPPABLE
from watchfloor.coding.words import Sentence, word_classes, words

_NEAR = 8
"""Words around an act in which it is called an accident."""


HIT = frozenset({"targeted", "hit", "struck", "damaged", "destroyed"})
"""What an attack does to its target."""

_DAY = 3
"""Words between an attack and its relative clause, at most: a rocket attack on Thursday that."""

_SUBJECT = 6
"""Words before "killed" in which "nobody was" or "no one has been" stands, at most."""

_NOBODY = frozenset({"nobody", "none", "no-one"})
_CLAUSE = frozenset({"who", "whom", "that", "which", ",", "when", "where"})


def acts(found: Sequence[Anchor], encoded: Encoded) -> list[Anchor]:
    """Return the anchors that name an act."""
    kept = [
        one
        for one in found
        if (one.type != "ASSAULT" or not (_aftermath(one, encoded) or _accident(one, encoded)))
        and not (one.type == "CONSULT" and _speech(one, encoded))
        and not (one.type == "ACCUSE" and _defendant(one, encoded))
    ]
    kept = [one for one in kept if not _clause_of_attack(one, kept, encoded)]
    known = settled.spoken(encoded)
    stopped = [(one.start, one.end) for one in kept if one.type in STOPPABLE] if known else []
    return [one for one in kept if not settled.telling((one.start, one.end), stopped, known)]


def _clause_of_attack(one: Anchor, found: Sequence[Anchor], encoded: Encoded) -> bool:
    """Say whether an anchor only says what the attack before it did: a raid that (hit) depots.

    Of three such verbs in the training dispatches none is an event beside its attack.
    """
    words_before = [word.lower() for word in encoded.texts[max(0, one.start - 1) : one.end]]
    relative = len(words_before) == 2 and words_before[0] in ("that", "which")  # noqa: PLR2004
    return (
        relative
        and one.type == "ASSAULT"
        and words_before[1] in HIT
        and any(
            other.type == "ASSAULT" and 0 <= one.start - 1 - other.end <= _DAY
            for other in found
            if other is not one
        )
    )


def _aftermath(one: Anchor, encoded: Encoded) -> bool:
    """Say whether an anchor is what comes after an attack: its toll denied, a burial."""
    tags = word_classes().tags
    given = [word.lower() for word in encoded.texts[one.start : one.end]]
    said = {word for word in given if tags.get(word) not in ("A", "D", "B") and word != "no"}
    after = frozenset(word.lower() for word in encoded.texts[one.end : one.end + 1])
    if said and said <= words("anchors.burial"):
        return after.isdisjoint({"alive", "under", "beneath"})
    if said and said <= words("anchors.hurt") and _nobody(one, encoded):
        return True
    return bool(said) and said <= words("anchors.toll") and one.status == "denied"


_SPEECH = frozenset({"speech", "speeches", "speaking", "address", "addressing"})
_TOGETHER = frozenset({"with", "to", "between", "both", "each"})


def _speech(one: Anchor, encoded: Encoded) -> bool:
    """Say whether somebody only speaks in public: none of 24 such words of the training dispatches.

    Who speaks with somebody, or to him by telephone, consults.
    """
    texts = [word.lower() for word in encoded.texts[one.start : one.end + 3]]
    own, behind = texts[: one.end - one.start], texts[one.end - one.start :]
    return not _SPEECH.isdisjoint(own) and _TOGETHER.isdisjoint(behind)


_BEFORE_DEFENDANTS = frozenset({"the", "co", "-", "main", "both", "all", "other", "two", "three"})


def _defendant(one: Anchor, encoded: Encoded) -> bool:
    """Say whether "accused" is who stands trial: the accused, co-accused, 59 accused."""
    own = [word.lower() for word in encoded.texts[one.start : one.end]]
    before = encoded.texts[one.start - 1].lower() if one.start else ""
    if own[0] == "the":
        own, before = own[1:], "the"
    return own == ["accused"] and (before in _BEFORE_DEFENDANTS or before.isdigit())


def _nobody(one: Anchor, encoded: Encoded) -> bool:
    """Say whether it is nobody who was killed or hurt: the toll of another act, and no act.

    So in 20 of 23 such places of the training dispatches. Nothing but auxiliaries, and whom "none
    of" counts, stands between: no one has claimed the attack that killed nine.
    """
    first = max(encoded.around(one.start)[0], one.start - _SUBJECT)
    told = [word.lower() for word in encoded.texts[first : one.end]]
    tags, end = word_classes().tags, one.start - first
    while end and tags.get(told[end - 1]) in ("A", "B") and told[end - 1] not in _NOBODY:
        end -= 1
    subject = told[:end] if end else told[: one.end - one.start]
    if "none" in subject[:-1]:
        counted = subject[subject.index("none") + 1 :]
        return counted[0] == "of" and _CLAUSE.isdisjoint(counted)
    return subject[-2:] == ["no", "one"] or not _NOBODY.isdisjoint(subject[-1:])


def _accident(one: Anchor, encoded: Encoded) -> bool:
    """Say whether words near an act call it an accident, and none of its sentence an attack."""
    low, high = encoded.around(one.start)
    near = encoded.texts[max(low, one.start - _NEAR) : min(high, one.end + _NEAR)]
    told = [word.lower() for word in near]
    accident = not words("anchors.accident").isdisjoint(told) or any(
        pair in _UNSUSPICIOUS for pair in pairwise(told)
    )
    if not accident:
        return False
    sentence: Sentence = encoded.passages[int(encoded.sentence[one.start])].sentence
    return frozenset(sentence.lower).isdisjoint(words("cue.conflict") - _CIVIL)


_UNSUSPICIOUS = frozenset(
    {("not", "suspicious"), ("no", "suspicious"), ("natural", "causes"), ("foul", "play")}
)
_CIVIL = frozenset({"killed", "police", "policemen", "civilians", "forces", "suicide"})
"""Words of conflict that reports of accidents have as well."""
