"""Terrorist incidents of a whole document, as MUC-4 reports them: kinds and their fillers.

Sentences, windows and five token heads vote; small regressions fitted on tune decide whether a text
reports incidents at all, of which kinds, and which of the named and nominal spans belong to them.
A text that reports several kinds gives one incident a kind; two incidents of one kind in one text
are not told apart here.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from watchfloor.coding.encoder.decode import spans, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import Floats

HEADS = ("perp_ind", "perp_org", "target", "victim", "weapon")
ROLE_OF = {
    "perp_ind": "actor",
    "perp_org": "actor",
    "target": "recipient",
    "victim": "recipient",
    "weapon": "instrument",
}
START_AT = 0.03
_TOP = 3
_ARTICLE = re.compile(r"^(?:a|an|the|some|several|other|two|three|four|five|six)\s+")


@dataclass(frozen=True, slots=True)
class Entity:
    """One filler with all its mentions in the document, the best first."""

    head: str
    mentions: tuple[Span, ...]
    score: float
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One kind of incident; `sentences` holds how strongly each sentence tells of it.

    `relevance` is how likely the whole text reports incidents at all.
    """

    kind: str
    score: float
    sentences: tuple[float, ...]
    entities: tuple[Entity, ...] = field(default=())
    relevance: float = 1.0


def incidents(encoded: Encoded, heads: Heads, fitted: Mapping[str, Any]) -> list[Incident]:
    """Return the incidents of a document, the surest kind first; none if it reports none."""
    numbers = fitted["incidents"]
    sentences, windows = heads.sentence_incidents(), heads.window_incidents()
    relevance = logistic(relevance_features(sentences, windows), numbers["relevance"])
    if relevance < numbers["relevant"]:
        return []
    entities = [
        one
        for one in scored(candidates(encoded, sentences, relevance), numbers)
        if one.score >= numbers["entity"][one.head]
    ]
    kinds = sorted(
        (
            (logistic(kind_features(number, sentences, windows), numbers["kind"]), number)
            for number in range(len(INCIDENTS))
        ),
        reverse=True,
    )
    kept = [kinds[0], *(one for one in kinds[1:] if one[0] >= numbers["second"])]
    owned = _shared_out(entities, [number for _, number in kept], sentences, encoded)
    return [
        Incident(
            INCIDENTS[number],
            score,
            tuple(map(float, sentences[:, number])),
            owned[number],
            relevance,
        )
        for score, number in kept
    ]


def relevance_features(sentences: Floats, windows: Floats) -> list[float]:
    """Return what says that a text reports an incident."""
    top = np.sort(sentences[:, -1])[::-1][:_TOP]
    return [1.0, odds(float(top[0])), odds(float(top.mean())), odds(float(windows[:, -1].max()))]


def kind_features(number: int, sentences: Floats, windows: Floats) -> list[float]:
    """Return what says that a text reports an incident of one kind."""
    top = np.sort(sentences[:, number])[::-1][:_TOP]
    return [
        1.0,
        odds(float(top[0])),
        odds(float(top.mean())),
        odds(float(windows[:, number].max())),
    ]


def candidates(encoded: Encoded, sentences: Floats, relevance: float) -> list[Entity]:
    """Return every span that any of the five heads proposes, the same words joined."""
    found: dict[tuple[str, str], list[tuple[float, Span]]] = {}
    for head in HEADS:
        proposed = spans(encoded.bio[head], encoded.edges, start_at=START_AT, go_on=0.5)
        for one in trimmed(proposed, encoded.texts):
            name = _ARTICLE.sub("", " ".join(encoded.texts[one.start : one.end]).lower())
            found.setdefault((head, name), []).append((one.score, one.span))
    made = []
    total = max(1, len(encoded.words))
    for (head, name), places in found.items():
        best, span = max(places)
        missing = math.prod(1.0 - min(score, 0.999) for score, _ in places)
        relevant = max(float(sentences[encoded.sentence[at[0]], -1]) for _, at in places)
        made.append(
            Entity(
                head,
                tuple(at for _, at in sorted(places, reverse=True)),
                0.0,
                (
                    1.0,
                    odds(best),
                    odds(1.0 - missing),
                    odds(relevant),
                    odds(relevance),
                    min(span[0] / total, 1.0),
                    math.log1p(len(places)),
                    float(len(name.split()) == 1),
                    float(len(name.split()) > 5),  # noqa: PLR2004
                    *(float(head == one) for one in HEADS[1:]),
                ),
            )
        )
    return made


def scored(entities: Sequence[Entity], numbers: Mapping[str, Any]) -> list[Entity]:
    """Return entities with their probabilities; of names inside each other the surer stays."""
    weighed = [
        Entity(one.head, one.mentions, logistic(one.features, numbers["entities"]), one.features)
        for one in entities
    ]
    kept: list[Entity] = []
    for one in sorted(weighed, key=lambda one: -one.score):
        twin = any(
            one.head == other.head and _overlap(one.mentions, other.mentions) for other in kept
        )
        if not twin:
            kept.append(one)
    return kept


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def _shared_out(
    entities: Sequence[Entity], kinds: Sequence[int], sentences: Floats, encoded: Encoded
) -> dict[int, tuple[Entity, ...]]:
    """Give each filler to the kind that its sentences tell most of; perpetrators to all kinds."""
    owned: dict[int, list[Entity]] = {number: [] for number in kinds}
    for one in entities:
        if one.head.startswith("perp"):
            for number in kinds:
                owned[number].append(one)
            continue
        places = [int(encoded.sentence[at[0]]) for at in one.mentions]
        best = max(kinds, key=lambda number: max(float(sentences[at, number]) for at in places))
        owned[best].append(one)
    return {number: tuple(found) for number, found in owned.items()}


def odds(share: float) -> float:
    """Return the log odds of a probability, within -5..5."""
    return math.log(min(max(share, 0.0067), 0.9933) / (1.0 - min(max(share, 0.0067), 0.9933)))


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that a regression gives."""
    total = sum(a * b for a, b in zip(features, weights, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
