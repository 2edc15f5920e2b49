"""Which counts are an event's casualties and no figures."""

from dataclasses import replace

from watchfloor.coding.counts import tolls
from watchfloor.coding.figures_phrases import Counted, Span
from watchfloor.coding.look import Look
from watchfloor.coding.words import words

NEAR, FOLLOWING = 3, 5
"""Tokens before and behind a counted phrase in which a word of harm says what befell it."""


PEOPLE = frozenset(
    {
        *("people", "fighters", "police", "residents", "students", "children", "workers", "crew"),
        *("ministers", "protesters", "nationals", "members", "suspects", "lawmakers", "diplomats"),
        *("troops", "families", "patients", "passengers", "migrants", "prisoners", "hostages"),
        *("displaced", "refugees", "recruits", "voters", "returnees", "names"),
    }
)


class Harm:
    """What befell people of a sentence, looked up only where a word of harm stands in it."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._low = look.sentence.lower
        self._any = not words("harm.any").isdisjoint(self._low)
        self._accident = not words("cue.accident").isdisjoint(self._low)
        self._tolls: list[Span] | None = None

    def judged(self, one: Counted) -> Counted | None:
        """Return a figure; None if it counts an event's casualties; deaths if an accident's."""
        if one.quantity in ("deaths", "injured"):
            return one if self._accident else None
        if not self._any or not (one.quantity in PEOPLE or one.head < 0):
            return one
        kind = self._harm(one)
        if kind is None or one.quantity == "money":
            return one
        if self._accident and kind in ("dead", "injured") and one.of is None:
            return replace(one, quantity="deaths" if kind == "dead" else "injured")
        return None

    def _harm(self, one: Counted) -> str | None:
        low, tags = self._low, self._look.tags
        for at in range(one.start - 1, max(-1, one.start - 1 - NEAR), -1):
            if tags[at] in ".;,":
                break
            kind = _kind(low[at])
            if kind is not None:
                return kind
        for at in range(one.end, min(one.end + FOLLOWING, len(low))):
            if tags[at] in ".;,":
                break
            kind = _kind(low[at])
            if kind is not None:
                return kind
        return self._toll(one)

    def _toll(self, one: Counted) -> str | None:
        if self._tolls is None:
            self._tolls = [
                (toll.number.start, toll.number.end)
                for toll in tolls(self._look.view)
                if toll.kind.value != "missing"
            ]
        hit = any(low < one.end and one.start < high for low, high in self._tolls)
        return "dead" if hit else None


def _kind(word: str) -> str | None:
    for name in ("dead", "injured", "abducted", "arrested"):
        if word in words(f"harm.{name}"):
            return name
    return None
