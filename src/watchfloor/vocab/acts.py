"""How a sentence tells an event: phrases for the types and modes of PLOVER, and their reader."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from watchfloor.vocab import tables


@dataclass(frozen=True, slots=True)
class Act:
    """Phrases of one kind of event; {} stands for the recipient in `act` and `noun_on`."""

    act: str
    alone: str
    noun: str
    noun_on: str


_PREFERRED = (
    *("sexual", "suicide-attack", "drone", "aerial", "heavy-weapons", "explosives", "firearms"),
    *("abduct", "torture", "unconventional", "primitive", "beat", "crowd-control", "sideAB"),
    *("destroy", "targeted"),
)
"""Of several modes of an attack the first of these is told: the means before the manner."""


@cache
def _acts() -> dict[tuple[str, str], Act]:
    rows = tables.read("plover_acts", "1", ("type", "mode", "act", "alone", "noun", "noun_on"))
    return {
        (row["type"], row["mode"]): Act(row["act"], row["alone"], row["noun"], row["noun_on"])
        for row in rows
    }


def act_of(type_name: str, modes: Collection[str]) -> Act:
    """Return the phrases for an event of a type and modes.

    Raises:
        VocabularyError: the table is of another version.
        KeyError: no type of PLOVER.
    """
    known = _acts()
    ordered = [*(one for one in _PREFERRED if one in modes), *modes]
    for mode in ordered:
        if (found := known.get((type_name, mode))) is not None:
            return found
    return known[type_name, ""]
