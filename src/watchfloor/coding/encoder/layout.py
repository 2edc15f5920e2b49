"""How the candidates of a text stand to its anchors and to each other."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.labels import GROUPS, ROLES
from watchfloor.coding.encoder.model import Floats
from watchfloor.model.frozen import dataclass

NEAR = 1
"""Sentences between an anchor and a filler, at most: 97 to 99 % of all fillers."""

LIKELY = 0.05
"""Probability of a pair in a role from which it is weighed at all."""

_OPPOSITE = {"actor": "recipient", "recipient": "actor"}
_DEEDS = frozenset(
    {"ASSAULT", "COERCE", "PROTEST", "SANCTION", "MOBILIZE", "RETREAT", "AID", "CONCEDE"}
)
_THIRD = 1 / 3
"""Log odds are brought to the size of the other features."""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """How the pairs of a text compare with each other.

    Attributes:
        pairs: (anchor, candidate) of each pair.
        logits: log odds of each pair in each role, (pairs, roles); far down where it is not likely.
        best: the best and the second of them for each anchor, role by role.
        telling: log odds that each candidate is a source.
    """

    anchors: Sequence[Anchor]
    found: Sequence[tuple[int, int, int]]
    pairs: Sequence[tuple[int, int]]
    logits: Floats
    best: Mapping[int, tuple[Floats, Floats]]
    telling: tuple[float, ...]

    @classmethod
    def of(
        cls,
        anchors: Sequence[Anchor],
        found: Sequence[tuple[int, int, int]],
        pairs: Sequence[tuple[int, int]],
        scores: Floats,
        encoded: Encoded,
    ) -> "Rivalry":
        """Compare the pairs of a text by their scores (pairs, roles)."""
        held = np.clip(scores, 0.001, 0.999)
        logits: Floats = np.log(held / (1.0 - held))
        logits[scores < LIKELY] = _NO_ODDS
        rows: dict[int, list[int]] = {}
        for pair, (number, _) in enumerate(pairs):
            rows.setdefault(number, []).append(pair)
        best = {}
        for number, own in rows.items():
            ranked = np.sort(logits[own], axis=0)
            second = ranked[-2] if len(own) > 1 else np.full_like(ranked[-1], _NO_ODDS)
            best[number] = (ranked[-1], second)
        source = 1.0 - encoded.bio["source"][:, 0]
        telling = tuple(odds(float(source[start:end].max())) for start, end, _ in found)
        return cls(anchors, found, pairs, logits, best, telling)

    def features(self, pair: int, role: str) -> list[float]:
        """Return the last five of FEATURES of a pair in a role."""
        number, place = self.pairs[pair]
        column = ROLES.index(role)
        own = float(self.logits[pair, column])
        first, second = (float(part[column]) for part in self.best[number])
        ahead = own - (second if own == first else first)
        told = [max(-_FAR_AHEAD, min(_FAR_AHEAD, ahead)) * _THIRD, 0.0, 0.0, 0.0, 0.0]
        if role not in _OPPOSITE:
            told[1] = float(self._between(number, place))
            return told
        other = float(self.logits[pair, ROLES.index(_OPPOSITE[role])])
        told[2] = max(other, _UNLIKELY) * _THIRD
        told[3 if self.anchors[number].type in _DEEDS else 4] = self.telling[place] * _THIRD
        return told

    def _between(self, number: int, place: int) -> int:
        """Return how many anchors begin between an anchor and a candidate."""
        anchor, (start, end, _) = self.anchors[number], self.found[place]
        low, high = min(anchor.end, end), max(anchor.start, start)
        first = bisect_left(self.anchors, low, key=lambda one: one.start)
        last = bisect_left(self.anchors, high, lo=first, key=lambda one: one.start)
        return sum(one is not anchor for one in self.anchors[first:last])


_NO_ODDS = -7.0
_UNLIKELY = -3.0
_FAR_AHEAD = 4.0


@dataclass(frozen=True, slots=True)
class Layout:
    """How the candidates of a text stand: which are alone, which begin or head a passage.

    Attributes:
        alone: 1 where a candidate is the only one of its group in its sentence, else 0.
        opens: 1 where it begins its sentence.
        headings: (sentence, candidate) of each date that is a sentence of its own, in order.
    """

    found: Sequence[tuple[int, int, int]]
    alone: tuple[float, ...]
    opens: tuple[float, ...]
    headings: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, found: Sequence[tuple[int, int, int]], encoded: Encoded) -> "Layout":
        """Lay out the candidates of a text."""
        places = [(int(encoded.sentence[start]), group) for start, _, group in found]
        counts = Counter(places)
        opens, headings = [], []
        for number, (start, end, group) in enumerate(found):
            low, high = encoded.edges[places[number][0]]
            opens.append(float(start - low <= _LEAD))
            if group == _DATE and high - low - (end - start) <= _BARE:
                headings.append((places[number][0], number))
        alone = tuple(float(counts[place] == 1) for place in places)
        return cls(found, alone, tuple(opens), tuple(headings))

    def heading(self, anchor: Anchor, encoded: Encoded) -> tuple[int, ...]:
        """Return the heading that an anchor stands under, if it is not near anyway."""
        sentence = int(encoded.sentence[anchor.start])
        place = bisect_left(self.headings, (sentence,)) - 1
        if place < 0 or not NEAR < sentence - self.headings[place][0] <= _UNDER:
            return ()
        return (self.headings[place][1],)

    def nearest(
        self, anchors: Sequence[Anchor], pairs: Sequence[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        """Return the pairs whose candidate is the nearest of its group to the anchor."""
        best: dict[tuple[int, int], tuple[int, int]] = {}
        for number, place in pairs:
            start, end, group = self.found[place]
            gap = max(start - anchors[number].end, anchors[number].start - end, 0)
            best[number, group] = min(best.get((number, group), (gap, place)), (gap, place))
        return {(number, place) for (number, _), (_, place) in best.items()}


_DATE = GROUPS.index("date")
_LEAD = 1
"""Words before a candidate that still begins its sentence: "On"."""
_BARE = 3
"""Words that a heading has beside its date, its full stop and its place among them."""
_UNDER = 8
"""Sentences that stand under a heading, at most."""


def odds(share: float) -> float:
    """Return the log odds of a share, held away from certainty."""
    held = min(max(share, 0.001), 0.999)
    return math.log(held / (1.0 - held))


def qualifying(span: Span, act: Span, texts: Sequence[str]) -> Span:
    """Return of "the anniversary of the U.S. (strike)" what qualifies the act: "U.S."."""
    start, end = span
    given = [word.lower() for word in texts[start:end]]
    if end != act[0] or "of" not in given or _OCCASIONS.isdisjoint(given):
        return span
    behind = start + len(given) - given[::-1].index("of")
    while behind < end - 1 and texts[behind].lower() in ("the", "a", "an"):
        behind += 1
    return (behind, end) if behind < end else span


_OCCASIONS = frozenset(
    {"aftermath", "anniversary", "day", "days", "eve", "night", "time", "wake", "week", "weeks"}
    | {"month", "months", "scene", "site", "year", "years"}
)
"""What is of an act and never who did it."""
