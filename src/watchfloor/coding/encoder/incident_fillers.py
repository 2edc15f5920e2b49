"""Fillers of incidents: every span that one of MUC-4's five heads may mean, and how likely it is.

Spans come from coupled marginals: of the mass that opens at a word, what its successor's I does not
take up ends there. Two regressions fitted on tune weigh them: the first by what the heads and the
text say of a name, the second by what surer fillers of the same head already say ("the FMLN" beside
"Farabundo Marti National Liberation Front [FMLN]" fills nothing twice).
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from watchfloor.coding.encoder.decode import I
from watchfloor.coding.encoder.encoded import Encoded, Span, mean
from watchfloor.coding.encoder.fillers import phrases
from watchfloor.coding.encoder.model import Floats
from watchfloor.model.frozen import dataclass

HEADS = ("perp_ind", "perp_org", "target", "victim", "weapon")
LEAST = 0.008
"""Mass below which no span is proposed: its recall on tune is .97, at .03 it is .8."""

FLOOR = 0.03
"""Likelihood below which a filler is not looked at again."""

MOST = 60
"""Fillers of one text that are weighed a second time, the surest."""

SIGHTS = 12
"""Mentions of one filler that are looked at, the surest."""

_LONGEST = 12
_WORDY = 5
_BESIDE = 2
_ARTICLES = frozenset({"a", "an", "the"})
_SMALL = _ARTICLES | {"of", "and", "in", "de", "la", "el"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One filler with all its mentions in the document, the best first."""

    head: str
    mentions: tuple[Span, ...]
    score: float
    features: tuple[float, ...]


def candidates(encoded: Encoded, sentences: Floats, relevance: float) -> list[Entity]:
    """Return every name that any of the five heads proposes, its mentions joined.

    `sentences` are the probabilities of MUC-4's types and of relevance, one row a sentence;
    `relevance` is that of the whole text.
    """
    starts, ends = _edges(encoded)
    inside = {head: 1.0 - encoded.bio[head][:, 0] for head in HEADS}
    named = 1.0 - encoded.names[:, 0]
    total = max(1, len(encoded.words))
    made = []
    for head in HEADS:
        others = np.max([inside[other] for other in HEADS if other != head], axis=0)
        for name, places in _by_name(encoded, head).items():
            best, (start, end) = places[0]
            missing = math.prod(1.0 - min(score, 0.999) for score, _ in places)
            telling = max(float(sentences[encoded.sentence[at[0]], -1]) for _, at in places)
            features = (
                1.0,
                odds(best),
                odds(1.0 - missing),
                odds(float(inside[head][start:end].max())),
                odds(float(inside[head][start:end].min())),
                odds(telling),
                odds(relevance),
                min(start / total, 1.0),
                math.log1p(len(places)),
                float(len(name) > _WORDY),
                odds(float(others[start:end].max())),
                float(start in starts or start - 1 in starts),
                float(end in ends),
                mean(named[start:end]),
                *(float(head == one) for one in HEADS[1:]),
            )
            made.append(Entity(head, tuple(at for _, at in places), 0.0, features))
    return made


def _edges(encoded: Encoded) -> tuple[set[int], set[int]]:
    """Return the words at which plain noun phrases begin, and those at which they end."""
    found = list(phrases(encoded))
    return {start for start, _ in found}, {end for _, end in found}


def _by_name(encoded: Encoded, head: str) -> dict[tuple[str, ...], list[tuple[float, Span]]]:
    """Return the spans of one head by their words in small letters, the surest first."""
    masses: dict[Span, float] = {}
    for span, mass in coupled(encoded.bio[head], encoded):
        bare = _bare(span, encoded.texts)
        if bare is not None:
            masses[bare] = min(masses.get(bare, 0.0) + mass, 0.9999)
    found: dict[tuple[str, ...], list[tuple[float, Span]]] = {}
    for (start, end), mass in masses.items():
        name = tuple(word.lower() for word in encoded.texts[start:end])
        found.setdefault(name, []).append((mass, (start, end)))
    return {name: sorted(places, reverse=True) for name, places in found.items()}


def coupled(bio: Floats, encoded: Encoded) -> Iterator[tuple[Span, float]]:
    """Yield the spans of one head with their mass, inside sentences and of twelve words at most.

    The product of the words' own marginals would make every long span unlikely; here the mass that
    goes on is min(mass, I of the next word), and what stops is the span's.
    """
    for start in np.flatnonzero(bio[:, 1] >= LEAST).tolist():
        edge = min(encoded.around(start)[1], start + _LONGEST)
        mass, end = float(bio[start, 1]), start + 1
        while mass >= LEAST:
            ahead = min(mass, float(bio[end, I])) if end < edge else 0.0
            if mass - ahead >= LEAST:
                yield (start, end), mass - ahead
            mass, end = ahead, end + 1


def _bare(span: Span, texts: Sequence[str]) -> Span | None:
    """Return a span without articles and marks at its edges, or None."""
    start, end = span
    while start < end and not texts[start][0].isalnum() and texts[start] not in ("$", "("):
        start += 1
    while start < end and not texts[end - 1][0].isalnum() and texts[end - 1] not in (")", "%"):
        end -= 1
    while end - start > 1 and texts[start].lower() in _ARTICLES:
        start += 1
    return (start, end) if any(word[0].isalnum() for word in texts[start:end]) else None


def scored(
    entities: Sequence[Entity], weights: Sequence[float], floor: float = FLOOR
) -> list[Entity]:
    """Return the likely ones, the surest first; of names inside each other the surer stays."""
    weighed = [replace(one, score=logistic(one.features, weights)) for one in entities]
    taken: dict[str, set[int]] = {head: set() for head in HEADS}
    kept: list[Entity] = []
    for one in sorted(weighed, key=lambda one: (-one.score, one.head, one.mentions)):
        if one.score < floor or len(kept) == MOST:
            break
        own = {word for start, end in one.mentions for word in range(start, end)}
        if taken[one.head].isdisjoint(own):
            taken[one.head] |= own
            kept.append(one)
    return kept


def repeat_features(
    found: Sequence[Entity], encoded: Encoded, relevance: float
) -> list[list[float]]:
    """Return what the surer fillers of its head say of each of `found`, which `scored` gives."""
    rows = []
    for number, one in enumerate(found):
        surer = [other for other in found[:number] if other.head == one.head]
        weight = math.log1p(sum(other.score for other in surer))
        rows.append(
            [
                1.0,
                odds(one.score),
                weight,
                max((_alike(one, other, encoded.texts) for other in surer), default=0.0),
                float(any(_bracketed(one, other, encoded.texts) for other in surer)),
                odds(relevance),
                *(float(one.head == head) for head in HEADS[1:]),
                *(weight * (one.head == head) for head in HEADS[1:]),
            ]
        )
    return rows


def weighed(
    encoded: Encoded, sentences: Floats, relevance: float, numbers: Mapping[str, Any]
) -> list[Entity]:
    """Return the fillers of a text with what both regressions make of them."""
    found = scored(candidates(encoded, sentences, relevance), numbers["entities"])
    rows = repeat_features(found, encoded, relevance)
    return [
        replace(one, score=logistic(row, numbers["repeats"]))
        for one, row in zip(found, rows, strict=True)
    ]


def _alike(one: Entity, other: Entity, texts: Sequence[str]) -> float:
    """Return the share of the shorter name's words that the other has too."""
    left, right = (
        {word.lower() for word in texts[slice(*entity.mentions[0])]} - _SMALL
        for entity in (one, other)
    )
    return len(left & right) / max(1, min(len(left), len(right)))


def _bracketed(one: Entity, other: Entity, texts: Sequence[str]) -> bool:
    """Say whether a bracket joins the two somewhere: a name and its letters."""
    right = sorted(other.mentions[:SIGHTS])
    for start, end in one.mentions[:SIGHTS]:
        place = bisect_left(right, (start, end))
        for low, high in right[max(0, place - 1) : place + 1]:
            gap = (end, low) if end <= low else (high, start)
            if 0 < gap[1] - gap[0] <= _BESIDE and not _BRACKETS.isdisjoint(texts[slice(*gap)]):
                return True
    return False


_BRACKETS = frozenset("([")


def odds(share: float) -> float:
    """Return the log odds of a probability, within -5..5."""
    return math.log(min(max(share, 0.0067), 0.9933) / (1.0 - min(max(share, 0.0067), 0.9933)))


def logistic(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that a regression gives."""
    total = sum(a * b for a, b in zip(features, weights, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
