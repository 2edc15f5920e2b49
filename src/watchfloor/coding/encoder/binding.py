"""Which fillers of a text belong to one incident: a regression over pairs, then clusters of them.

Two fillers of one incident stand near each other; between two incidents stand other places and
dates, a new paragraph, a word like "meanwhile". Victims and targets are the cores of incidents and
are clustered by average linkage (Sokal, Michener 1958); who did it, and with what, may belong to
several.
"""

import math
from collections.abc import Mapping, Sequence

from watchfloor.coding.encoder.anchors import words_of
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.incident_fillers import logistic
from watchfloor.model.frozen import dataclass

FEATURES = (
    "bias",
    "same_sentence",
    "next_sentence",
    "sentences",
    "words",
    "paragraphs",
    "same_place",
    "other_place",
    "same_date",
    "other_date",
    "dates_between",
    "places_between",
    "turns_between",
    "listed",
    "shared",
    "again",
    "actors",
    "organisations",
    "weapons",
    "targets",
)
"""What the regression looks at.

listed: little stands between the two; shared: share of the sentences of the rarer one that name
both; again: how often the two are named; turns: words like "meanwhile" at the head of a sentence;
the last four say which heads found them.
"""

MOST = 40
"""Fillers of one text that are compared; the surest count."""

_TURNS = frozenset(
    {
        *("meanwhile", "also", "another", "elsewhere", "separately", "earlier", "previously"),
        *("second", "other", "likewise", "similarly", "moreover", "besides", "later", "since"),
    }
)
_FAR = 400
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Sentences:
    """Places, dates and paragraph of each sentence of a text, and whether it turns elsewhere."""

    places: tuple[frozenset[str], ...]
    dates: tuple[frozenset[str], ...]
    paragraph: tuple[int, ...]
    turns: tuple[bool, ...]

    @classmethod
    def of(cls, encoded: Encoded, names: Sequence[Found], text: str) -> "Sentences":
        """Read a text; `names` are its names."""
        places: list[set[str]] = [set() for _ in encoded.edges]
        for name in names:
            if name.kind == "LOC":
                said = " ".join(encoded.texts[name.start : name.end]).lower()
                places[int(encoded.sentence[name.start])].add(said)
        dates, turns, before = [], [], 0
        paragraph: list[int] = []
        for passage, (low, high) in zip(encoded.passages, encoded.edges, strict=True):
            spans = [words_of(passage, low, *one) for one in passage.look.dates]
            dates.append(
                frozenset(" ".join(encoded.texts[slice(*one)]).lower() for one in spans) - {""}
            )
            head = {word.lower() for word in encoded.texts[low : min(high, low + _LISTED)]}
            turns.append(not head.isdisjoint(_TURNS))
            start = encoded.words[low].start
            new = bool(paragraph) and "\n\n" in text[before:start]
            paragraph.append((paragraph[-1] if paragraph else 0) + new)
            before = encoded.words[high - 1].end
        return cls(tuple(map(frozenset, places)), tuple(dates), tuple(paragraph), tuple(turns))


@dataclass(frozen=True, slots=True)
class Sighting:
    """One filler: the head that found it and where its name stands."""

    head: str
    spans: tuple[Span, ...]


def pair_features(
    one: Sighting, other: Sighting, encoded: Encoded, around: Sentences
) -> list[float]:
    """Return FEATURES of two fillers, by the nearest of their mentions."""
    sentence = encoded.sentence
    gap, a, b = min(
        (max(y[0] - x[1], x[0] - y[1], 0), x, y) for x in one.spans for y in other.spans
    )
    first, last = sorted((int(sentence[a[0]]), int(sentence[b[0]])))
    apart = last - first
    left = {int(sentence[at[0]]) for at in one.spans}
    right = {int(sentence[at[0]]) for at in other.spans}
    places, dates = around.places, around.dates
    between = range(first + 1, last + 1)
    heads = (one.head, other.head)
    return [
        1.0,
        float(apart == 0),
        float(apart == 1),
        math.log1p(apart),
        math.log1p(min(gap, _FAR)),
        math.log1p(around.paragraph[last] - around.paragraph[first]),
        float(apart > 0 and not places[first].isdisjoint(places[last])),
        float(_differ(places[first], places[last])),
        float(apart > 0 and not dates[first].isdisjoint(dates[last])),
        float(_differ(dates[first], dates[last])),
        math.log1p(len({date for place in between for date in dates[place]} - dates[first])),
        math.log1p(len({name for place in between for name in places[place]} - places[first])),
        math.log1p(sum(around.turns[place] for place in between)),
        float(apart == 0 and gap <= _LISTED),
        len(left & right) / min(len(left), len(right)),
        math.log(len(one.spans) * len(other.spans)),
        float(heads.count("perp_ind")),
        float(heads.count("perp_org")),
        float(heads.count("weapon")),
        float(heads.count("target")),
    ]


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def chances(
    found: Sequence[Sighting], encoded: Encoded, around: Sentences, weights: Sequence[float]
) -> dict[Span, float]:
    """Return how likely fillers i and j, i < j, are of one incident."""
    return {
        (i, j): logistic(pair_features(found[i], found[j], encoded, around), weights)
        for i in range(len(found))
        for j in range(i + 1, len(found))
    }


def clusters(items: Sequence[int], chance: Mapping[Span, float], least: float) -> list[list[int]]:
    """Join items while the mean chance between two clusters is at least `least`.

    Clusters come in the order of their first items.
    """
    found = [[item] for item in items]
    while len(found) > 1:
        best, left, right = max(
            (linked(found[i], found[j], chance), -i, -j)
            for i in range(len(found))
            for j in range(i + 1, len(found))
        )
        if best < least:
            break
        found[-left] = sorted(found[-left] + found.pop(-right))
    return found


def linked(one: Sequence[int], other: Sequence[int], chance: Mapping[Span, float]) -> float:
    """Return the mean chance between two clusters."""
    total = sum(chance[min(a, b), max(a, b)] for a in one for b in other)
    return total / (len(one) * len(other))
