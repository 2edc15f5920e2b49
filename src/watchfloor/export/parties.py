"""Who the parties of an incident are in the terms of ACLED and UCDP: as far as their kind tells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from watchfloor import assets
from watchfloor.model import Filler, Incident, MentionKind, Victim


class Side(Enum):
    """What a party is; `acled` is ACLED's label for it, empty where that would be a guess.

    Whether an armed group is a rebel group or a militia depends on its aims: no text says that.
    """

    STATE = "State forces"
    ARMED = ""
    CIVILIAN = "Civilians"
    UNKNOWN = " "

    @property
    def acled(self) -> str:
        """Return the label, empty where there is none."""
        return self.value.strip()


_OF_KIND = {
    MentionKind.STATE_FORCE: Side.STATE,
    MentionKind.GOVERNMENT: Side.STATE,
    MentionKind.ARMED_GROUP: Side.ARMED,
}
_ORGANS = ("-GOV", "-MIL", "-COP", "-SPY")
_OF_TYPE = {
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY"), Side.STATE),
    **dict.fromkeys(("REB", "IMG", "PRM", "CRM"), Side.ARMED),
}
"""Types of the knowledge base."""
_CIVILIANS = frozenset({Victim.CIVILIAN, Victim.AID_WORKER, Victim.MEDIA, Victim.CHILD})


def side_of(filler: Filler) -> Side:
    """Return what a party is: by what it is known as, else by the kind of its mention."""
    if filler.entity_id:
        if filler.entity_id.endswith(_ORGANS):
            return Side.STATE
        known = _OF_TYPE.get(_types().get(filler.entity_id, ""))
        if known is not None:
            return known
    return _OF_KIND.get(filler.kind, Side.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Victims:
    """Whether civilians, and combatants, are among the casualties that were told apart."""

    civilian: bool
    combatant: bool


def victims(one: Incident) -> Victims:
    """Return who the casualties of an incident were."""
    kinds = {casualty.of for casualty in one.casualties}
    return Victims(bool(kinds & _CIVILIANS), Victim.COMBATANT in kinds)


def country_name(iso3: str | None) -> str | None:
    """Return the name of a country, else its code."""
    return None if iso3 is None else _names().get(iso3, iso3)


@cache
def _types() -> Mapping[str, str]:
    """Return the type of each actor of the knowledge base."""
    rows = json.loads(assets.load_text("actors"))["actors"]
    return {name: kind for name, _, _, kind, *_ in rows}


@cache
def _names() -> Mapping[str, str]:
    return {row["iso3"]: row["name"] for row in assets.load_rows("states")}
