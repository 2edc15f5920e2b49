"""Events out of an encoded document: anchors, their types, modes, statuses, and whether to believe.

Anchors come from the anchor head and from the lexicon's table; a logistic regression over what both
say, fitted on tune, decides which are coded.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import numpy as np

from watchfloor.coding.encoder import responses, settled
from watchfloor.coding.encoder.advice import Advice, Opinion
from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed, without_overlaps
from watchfloor.coding.encoder.encoded import Encoded, Span, softmax
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import MODE_NAMES, STATUSES, TYPES
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.encoder.passages import Passage
from watchfloor.coding.status import Verdict
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import word_classes, words
from watchfloor.model.frozen import dataclass

NO_ADVICE = Advice()
FLOOR = 0.08
"""An anchor below this is not even considered."""

FEATURES = (
    "bias",
    "anchor",
    "type",
    "table",
    "table_agrees",
    "table_weight",
    "table_only",
    "words",
    "coded",
    "coded_agrees",
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One candidate event: words `start..end`, distributions, and what the table says of it.

    `type` and `status` are the likeliest; `modes` are those of that type, with their probabilities.
    """

    start: int
    end: int
    score: float
    type: str
    status: str
    types: tuple[float, ...]
    statuses: tuple[float, ...]
    modes: tuple[tuple[str, float], ...]
    trigger: Trigger | None
    verdict: Verdict | None
    believed: float


_MODES_OF = {
    kind: tuple((number, mode) for number, (owner, mode) in enumerate(MODE_NAMES) if owner == kind)
    for kind in TYPES
}


Hinted = tuple[Span, Trigger, Verdict]


def hinted(encoded: Encoded) -> list[Hinted]:
    """Return the table's triggers as spans of words, in order."""
    found: list[Hinted] = []
    for passage, (low, _) in zip(encoded.passages, encoded.edges, strict=True):
        for trigger, verdict in zip(passage.triggers, passage.verdicts, strict=True):
            span = words_of(passage, low, trigger.start, trigger.end)
            if span[0] < span[1]:
                found.append((span, trigger, verdict))
    return found


def words_of(passage: Passage, low: int, start: int, end: int) -> Span:
    """Return tokens `start..end` of a sentence as words of the document; `low` is its first."""
    first, last = passage.place(start, end)
    return low + first, low + last


def candidates(
    encoded: Encoded, heads: Heads, fitted: Mapping[str, Any], advised: Advice = NO_ADVICE
) -> list[Anchor]:
    """Return every anchor worth a look, those of the table among them, with how far to believe."""
    given = hinted(encoded)
    found = trimmed(
        spans(encoded.bio["anchor"], encoded.edges, start_at=FLOOR, go_on=0.5), encoded.texts
    )
    found = [_without_ride(one, encoded.texts) for one in _joined(found)]
    found = [_without_answer(one, encoded.texts) for one in found]
    # figures name nothing that happens: the day of 2022-01-03 is no event
    found = [one for one in found if _has_letters(encoded.texts[slice(*one.span)])]
    taken = [one.span for one in found]
    for span, _, _ in given:
        if touching(taken, span) is None:
            inside = 1.0 - encoded.bio["anchor"][span[0] : span[1], 0]
            found.append(Found(*span, float(inside.max())))
    found.sort(key=lambda one: one.start)
    scores = [one.score for one in found]
    made = judged([one.span for one in found], scores, encoded, heads, fitted, advised)
    return told(made, encoded)


def _has_letters(given: Sequence[str]) -> bool:
    return any(letter.isalpha() for word in given for letter in word)


def _joined(found: Sequence[Found]) -> list[Found]:
    """Return spans with those that touch made one: "attempted assassination", "rocket attack"."""
    kept: list[Found] = []
    for one in found:
        if kept and kept[-1].end == one.start:
            kept[-1] = Found(kept[-1].start, one.end, max(kept[-1].score, one.score))
        else:
            kept.append(one)
    return kept


def _without_ride(found: Found, texts: Sequence[str]) -> Found:
    """Return a span without what the attackers rode on: (on motorbikes) killed."""
    first, *rest = (word.lower() for word in texts[found.start : found.end])
    verb = rest and (rest[0] in words("toll.verbs") or rest[0].endswith("ed"))
    if verb and word_classes().kinds.get(first) == "vehicle":
        return replace(found, start=found.start + 1)
    return found


def _without_answer(found: Found, texts: Sequence[str]) -> Found:
    """Return a span without the verb of what the act answers: the attack (avenged) its general."""
    if found.end - found.start > 1 and texts[found.end - 1].lower() in _AVENGED:
        return replace(found, end=found.end - 1)
    return found


_AVENGED = frozenset({"avenged", "avenges", "avenging", "answered", "answers"})


def judged(
    given: Sequence[Span],
    scores: Sequence[float],
    encoded: Encoded,
    heads: Heads,
    fitted: Mapping[str, Any],
    advised: Advice = NO_ADVICE,
) -> list[Anchor]:
    """Return spans as anchors with all their distributions."""
    if not given:
        return []
    table = hinted(encoded)
    listed = [one[0] for one in table]
    places = [touching(listed, span) for span in given]
    beside = [None if place is None else table[place] for place in places]
    rules = [STATUSES.index(one[2].status.value) if one else len(STATUSES) for one in beside]
    features = heads.event(given)
    types, modes = heads.types(features), heads.modes(features)
    statuses = restated(heads.statuses(features, rules), rules, fitted)
    types = retyped(types, beside, fitted)
    known = settled.spoken(encoded)
    types = settled.retyped(types, given, [one and one[1].row.type for one in beside], known)
    statuses = settled.restated(statuses, types, given, known)
    statuses = settled.unreal(statuses, types, given, encoded)
    statuses = settled.indefinite(statuses, given, encoded.texts)
    statuses = settled.undenied(settled.intended(statuses, given, encoded), given, encoded)
    statuses = settled.undecided(statuses, given, encoded)
    made = []
    for number, (span, score, hint) in enumerate(zip(given, scores, beside, strict=True)):
        seen = evidence(span, score, types[number], hint, advised.on(span))
        total = sum(
            value * fitted["accept"][name] for name, value in zip(FEATURES, seen, strict=True)
        )
        kind = TYPES[int(np.argmax(types[number]))]
        made.append(
            Anchor(
                *span,
                score=score,
                type=kind,
                status=STATUSES[int(np.argmax(statuses[number]))],
                types=tuple(map(float, types[number])),
                statuses=tuple(map(float, statuses[number])),
                modes=tuple((mode, float(modes[number][at])) for at, mode in _MODES_OF[kind]),
                trigger=hint[1] if hint else None,
                verdict=hint[2] if hint else None,
                believed=1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))),
            )
        )
    return made


def retyped(types: Floats, beside: Sequence[Hinted | None], fitted: Mapping[str, Any]) -> Floats:
    """Return types with the table's own type weighed up, by a factor fitted on tune."""
    found = types.copy()
    for number, hint in enumerate(beside):
        if hint is not None:
            found[number, TYPES.index(hint[1].row.type)] *= math.exp(fitted.get("table_type", 0.0))
            found[number] /= found[number].sum()
    return found


def restated(statuses: Floats, rules: Sequence[int], fitted: Mapping[str, Any]) -> Floats:
    """Return statuses weighed anew with the lexicon's verdicts, by a regression fitted on tune."""
    if "status" not in fitted:
        return statuses
    seen = status_features(statuses, rules)
    raw = seen @ np.array(fitted["status"], dtype=np.float64).T
    return softmax(raw).astype(np.float32)


def status_features(statuses: Floats, rules: Sequence[int]) -> Any:
    """Return log probabilities and the lexicon's verdict, one row an anchor."""
    known = np.eye(len(STATUSES) + 1)[list(rules)]
    return np.concatenate([np.log(np.maximum(statuses, 1e-4)), known], axis=-1)


def evidence(
    span: Span,
    score: float,
    types: Any,
    hint: Hinted | None,
    opinion: Opinion | None = None,
) -> list[float]:
    """Return what the regression looks at, in the order of FEATURES."""
    best = int(np.argmax(types))
    odds = math.log(max(score, 1e-4) / max(1.0 - score, 1e-4))
    table = hint[1].row if hint else None
    return [
        1.0,
        odds,
        math.log(max(float(types[best]), 1e-3)),
        float(table is not None),
        float(table is not None and table.type == TYPES[best]),
        float(table.weight - 2) if table else 0.0,
        float(table is not None and score < FLOOR),
        float(span[1] - span[0] > 2),  # noqa: PLR2004
        float(opinion is not None),
        float(opinion is not None and opinion.type == TYPES[best]),
    ]


def told(found: Sequence[Anchor], encoded: Encoded) -> list[Anchor]:
    """Return anchors without words of reporting taken for a meeting: "he said" is no CONSULT.

    WikiEvents, which taught some anchors, marks every act of speech as contact.
    """
    say = word_classes().sets["say"]
    return [
        one
        for one in found
        if one.type != "CONSULT"
        or not all(word.lower() in say for word in encoded.texts[one.start : one.end])
    ]


def chosen(found: Sequence[Anchor], threshold: float) -> list[Anchor]:
    """Return the believed anchors, none overlapping another, in the order of the text."""
    kept = [Found(one.start, one.end, one.believed) for one in found if one.believed >= threshold]
    spans_kept = {one.span for one in without_overlaps(kept)}
    return [
        one for one in found if (one.start, one.end) in spans_kept and one.believed >= threshold
    ]


def without_tolls(found: Sequence[Anchor], encoded: Encoded) -> list[Anchor]:
    """Return anchors without those that only serve another one of their sentence.

    "killed" and "wounded" tell the toll of the attack beside them, as "dead" and "counted" do, and
    "launch" an attack names nothing of its own: two events would count the dead, or the attack,
    twice.
    """
    toll = words("toll.verbs") | _TALLIES

    def tells(one: Anchor) -> bool:
        return one.type == "ASSAULT" and all(
            word.lower() in toll for word in encoded.texts[one.start : one.end]
        )

    attacked: dict[int, list[Span]] = {}
    for one in found:
        if one.type == "ASSAULT" and not tells(one):
            attacked.setdefault(int(encoded.sentence[one.start]), []).append((one.start, one.end))
    answers = responses.answered(encoded)
    kept = [
        one
        for one in found
        if not tells(one)
        or all(  # who was avenged was not killed by the attack that avenged him
            responses.parted(attack, (one.start, one.end), answers)
            for attack in attacked.get(int(encoded.sentence[one.start]), ())
        )
    ]
    light = word_classes().sets["light"]
    return [
        one
        for one, after in zip_longest(kept, kept[1:])
        if after is None
        or after.type != one.type
        or after.start - one.end > _REACH
        or not all(word.lower() in light for word in encoded.texts[one.start : one.end])
    ]


_TALLIES = frozenset({"dead", "count", "counts", "counted", "toll", "tally", "injuries", "injury"})
"""Words of a toll that no training dispatch has as an event beside another attack."""

_REACH = 8
"""Words between "launch" and the attack it launches, at most."""


def modes_of(anchor: Anchor, threshold: float) -> tuple[str, ...]:
    """Return the modes that reach the threshold, in PLOVER's order."""
    return tuple(mode for mode, score in anchor.modes if score >= threshold)
