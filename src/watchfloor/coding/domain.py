"""What a text is about: sport, business and accidents use the words of conflict for other things.

There they are figures of speech; and where something crashed or burnt, nobody opened fire.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Self

from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import Sentence, words

OTHER_DOMAIN = 2
"""A balance of sport and business words over conflict words from which a text is none of ours."""

MISHAP = 2
"""A balance of words of accidents over words of armed conflict from which harm is no assault."""

_CLEAR = 2
"""Words of conflict that make a sentence believable even in such a text."""

_USUAL, _SURE = 2, 3


@dataclass(slots=True)
class Domain:
    """The balances of a whole text, and whether a sentence of plain conflict has been read."""

    balance: int = 0
    mishap: int = 0
    conflict: bool = False

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Self:
        """Weigh every sentence; "war" and "army" weigh nothing: rivals in trade have them too."""
        balance = mishap = 0
        for sentence in sentences:
            present = frozenset(sentence.lower)
            hard = (present & words("cue.conflict")) - words("cue.figurative")
            balance += len(_games(present)) - len(hard)
            mishap += len(present & words("cue.accident")) - len(hard - words("cue.harm"))
        return cls(balance=balance, mishap=mishap)

    def weigh(self, present: frozenset[str]) -> None:
        """Take note of a sentence of plain conflict."""
        fight = present & words("cue.conflict")
        self.conflict = self.conflict or len(fight) >= _CLEAR

    def believes(self, trigger: Trigger, present: frozenset[str]) -> bool:
        """Say whether a trigger of this weight is believed in this sentence and text."""
        games, fight = _games(present), present & words("cue.conflict")
        if self.balance >= OTHER_DOMAIN:
            return trigger.row.weight >= _USUAL and len(fight) >= _CLEAR and not games
        if self.mishap >= MISHAP and trigger.row.type == "ASSAULT":
            return len(fight - words("cue.harm")) >= _CLEAR
        if trigger.row.weight < _USUAL:
            return self.conflict and not games
        believed = trigger.row.weight >= _SURE or not games or bool(fight)
        self.conflict = self.conflict or (believed and trigger.row.type == "ASSAULT")
        return believed


def _games(present: frozenset[str]) -> frozenset[str]:
    return present & _other_domains()


@cache
def _other_domains() -> frozenset[str]:
    return words("cue.sport") | words("cue.business")
