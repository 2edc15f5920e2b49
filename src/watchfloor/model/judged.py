"""The state that a person judged, so that nobody decides on what another has changed meanwhile.

A token is `NUMBER-FINGERPRINT`: the number of the last decision on the item, and a hash of what was
shown of it. Whoever decides hands it back; if it is another by then, the decision is refused.
"""

import json
from collections.abc import Mapping
from typing import Any

from watchfloor.model.codec import encode
from watchfloor.model.event import Event, Filler
from watchfloor.model.identity import content_id
from watchfloor.model.incident import Incident

PARTIES = ("actor", "recipient", "instrument")
TOLLS = ("count", "dead", "injured", "arrested", "abducted")
DIGITS = 12


def shown(item: Incident | Event) -> dict[str, Any]:
    """Return what a person judges of an incident or event: field -> plain value, without scores."""
    found: dict[str, Any] = {
        "type": item.type,
        "mode": list(item.mode),
        "status": item.status.value,
        "outcome": item.outcome.value,
        "date": _days(item),
        "event_loc": _place(item),
    }
    found |= {name: [_party(one) for one in getattr(item, name)] for name in PARTIES}
    return found | {name: _bounds(getattr(item, name)) for name in TOLLS}


def token(item: Incident | Event, number: int) -> str:
    """Return the state of an item on which `number` is the last decision (0: there is none)."""
    extra = len(item.chains) if isinstance(item, Incident) else item.coder
    text = json.dumps([shown(item), extra], ensure_ascii=False, sort_keys=True)
    return f"{number}-{content_id('state', item.id, text)[:DIGITS]}"


def number_of(state: str) -> int:
    """Return the number of the last decision that a token knows of; 0 for what is no token."""
    number = state.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < DIGITS else 0


def changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that are not as they were, in the order of what is shown now."""
    return tuple(name for name, value in now.items() if name in then and then[name] != value)


def _days(item: Incident | Event) -> list[str | None] | None:
    when = item.date
    if when is None:
        return None
    return [day.isoformat() if day else None for day in (when.from_, when.to)]


def _place(item: Incident | Event) -> list[str | None] | None:
    place = item.event_loc
    return None if place is None else [place.name, place.admin1, place.country, place.precision]


def _party(filler: Filler) -> str:
    return filler.entity_id or filler.name or filler.text or ""


def _bounds(count: Any) -> Any:
    if count is None:
        return None
    found = encode(count)
    return [found["low"], found["best"], found["high"]]
