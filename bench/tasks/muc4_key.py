"""The other slots of a MUC-4 key template: what its annotators wrote, as values to compare."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bench import maps
from bench.score.ceaf import Template
from watchfloor.resolve.names import fold, look_up, states_by_name

IDS = {
    "PerpInd": ("PERP: INDIVIDUAL ID",),
    "PerpOrg": ("PERP: ORGANIZATION ID",),
    "Target": ("PHYS TGT: ID",),
    "Victim": ("HUM TGT: NAME", "HUM TGT: DESCRIPTION"),
    "Weapon": ("INCIDENT: INSTRUMENT ID",),
}
DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[A-Za-z]* (\d\d)")
KIND = re.compile(r"\s*\([^)]*\)")

Days = tuple[date | None, date]
"""First and last day; the first is None where the key says no more than "by then"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What is known of one incident. A set holds each answer that the key allows; empty, none.

    `dead` and `injured` are numbers; the key's are sums over targets of that effect, and None where
    one of them is a plural without number. `places` are folded names below the country.
    """

    stage: frozenset[str] = frozenset()
    confidence: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    dead: int | None = None
    injured: int | None = None
    days: Days | None = None
    country: str | None = None
    places: frozenset[str] = frozenset()


Filled = tuple[Template, Slots]


def key(row: Mapping[str, Any]) -> Filled:
    """Return a template of the full key: type and fillers to align it by, and its other slots."""
    slots = row["slots"]
    roles = {
        role: tuple(_strings(entry) for name in names for entry in slots.get(name, ()))
        for role, names in IDS.items()
    }
    kinds = [value for values in _fills(slots, "INCIDENT: TYPE") for value in values]
    location = slots.get("INCIDENT: LOCATION", ())
    country, places = where(location[0]["raw"]) if location else (None, frozenset[str]())
    found = Slots(
        stage=_mapped("stage", _fills(slots, "INCIDENT: STAGE OF EXECUTION")),
        confidence=_mapped("confidence", _fills(slots, "PERP: ORGANIZATION CONFIDENCE")),
        effects=_mapped("effect", _fills(slots, "HUM TGT: EFFECT OF INCIDENT")),
        dead=_harmed(slots, "DEATH"),
        injured=_harmed(slots, "INJURY"),
        days=days(slots["INCIDENT: DATE"][0]["raw"]) if slots.get("INCIDENT: DATE") else None,
        country=country,
        places=places,
    )
    return Template(" / ".join(kinds).lower(), roles), found


def _strings(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an entity's names; before a colon stands what somebody is, so it names them too."""
    return tuple(
        one["s"]
        for alt in entry["alts"]
        for part in ("lhs_strings", "strings")
        for one in alt.get(part, ())
    )


def _fills(slots: Mapping[str, Any], name: str) -> Iterator[Sequence[str]]:
    for entry in slots.get(name, ()):
        for alt in entry["alts"]:
            yield alt.get("value", ())


def _mapped(slot: str, fills: Iterator[Sequence[str]]) -> frozenset[str]:
    named = {row["fill"]: row["value"] for row in maps.rows("muc4_slots") if row["slot"] == slot}
    return frozenset(named[fill] for values in fills for fill in values if fill in named)


def _harmed(slots: Mapping[str, Any], effect: str) -> int | None:
    """Add the numbers of the human targets of an effect, told apart by their strings."""
    numbers: dict[str, Sequence[str]] = {}
    for entry in slots.get("HUM TGT: NUMBER", ()):
        for alt in entry["alts"]:
            for one in alt.get("strings", ()):
                numbers[one["s"]] = alt.get("value", ())
    total, seen = 0, False
    for entry in slots.get("HUM TGT: EFFECT OF INCIDENT", ()):
        for alt in entry["alts"]:
            if effect in alt.get("value", ()):
                names = [one["s"] for one in alt.get("strings", ())]
                said = next((numbers[name] for name in names if name in numbers), ())
                if len(said) != 1 or not said[0].isdigit():
                    return None
                total, seen = total + int(said[0]), True
    return total if seen else None


def days(raw: str) -> Days | None:
    """Return the interval of a date of the key; of alternatives the first that can be read."""
    for one in raw.strip("? ").split("/"):
        found = [_day(*match) for match in DAY.findall(one)]
        if all(found) and found:
            read = [day for day in found if day is not None]
            is_open = one.strip(" (").startswith("-")
            return (None if is_open else read[0], read[-1])
    return None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return datetime.strptime(f"{day} {month} {year}", "%d %b %y").date()
    except ValueError:
        return None


def where(raw: str) -> tuple[str | None, frozenset[str]]:
    """Return the ISO-3 code and the folded names of the parts, of "CHILE: SANTIAGO (CITY)"."""
    country, *parts = (KIND.sub("", one).strip(" ?()") for one in raw.split(":"))
    state = look_up(states_by_name(), country.title())
    places = frozenset(fold(name.strip(" ?()")) for part in parts for name in part.split("/"))
    return (state.iso3 if state else None), frozenset(filter(None, places))
