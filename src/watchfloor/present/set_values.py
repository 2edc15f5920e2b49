"""Values that a person types for a field of an incident, as the JSON that the record keeps."""

import json
import re
from datetime import date
from typing import Any

from watchfloor.errors import InputError, UsageError
from watchfloor.model import Outcome, Status
from watchfloor.vocab import plover

COUNTS = ("count", "dead", "injured", "arrested", "abducted")
PARTIES = ("actor", "recipient", "instrument")
WORDS = ("type", "status", "outcome")
RULE = "set by a person"

_COUNT = re.compile(
    r"(?:(?P<least>>=|≥|at least)|(?P<most><=|≤|at most))? ?(?P<low>\d{1,3}(?:,\d{3})+|\d{1,10})"
    r"(?:(?P<more>\+| or more)|(?:-|–|\.\.| to )(?P<high>\d{1,3}(?:,\d{3})+|\d{1,10}))?"
)
"""A count as pages and the terminal show it: what a form holds is taken as it stands."""
_UNCITED = {"text": None, "start": None, "end": None}


def plain_value(field: str, words: str) -> Any:
    """Return what was typed as plain JSON data; an object or list in JSON is taken as it is.

    Raises:
        UsageError: no such field, or no value of it.
    """
    typed = words.strip()
    if typed[:1] in ("{", "["):
        try:
            return json.loads(typed)
        except ValueError as error:
            message = f"{field} is no JSON: {error}"
            raise UsageError(message) from error
    if field in COUNTS:
        return _count(field, typed)
    if field in PARTIES:
        return [_party(one.strip()) for one in typed.split(";") if one.strip()]
    if field in WORDS:
        return _word(field, typed)
    readers = {"mode": _modes, "date": _date, "event_loc": _place, "credibility": _digit}
    if field not in readers:
        known = ", ".join((*WORDS, *readers, *PARTIES, *COUNTS))
        message = f"no field {field!r} can be set; these can: {known}"
        raise UsageError(message)
    return readers[field](typed)


def _word(field: str, typed: str) -> str:
    known = {
        "type": plover.types(),
        "status": [str(one) for one in Status],
        "outcome": [str(one) for one in Outcome],
    }[field]
    found = typed.upper() if field == "type" else typed.lower()
    if found not in known:
        message = f"no {field} {found!r:.40}; known: {', '.join(sorted(known))}"
        raise UsageError(message)
    return found


def span_of(typed: str) -> tuple[int, int]:
    """Return the start and end of START-END.

    Raises:
        UsageError: it is no such pair.
    """
    found = _SPAN.fullmatch(typed.strip())
    if found is None:
        message = f"a span is START-END in characters of the text (120-134), not {typed!r:.40}"
        raise UsageError(message)
    return int(found[1]), int(found[2])


_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def _count(field: str, typed: str) -> dict[str, Any]:
    found = _COUNT.fullmatch(typed)
    if found is None:
        message = f"{field} wants a number: 5, 3-5, '>=3' or '<=3', not {typed!r:.40}"
        raise UsageError(message)
    low = int(found["low"].replace(",", ""))
    if found["least"] or found["more"]:
        return {**_UNCITED, "low": low, "best": None, "high": None}
    if found["most"]:
        return {**_UNCITED, "low": None, "best": None, "high": low}
    high = int(found["high"].replace(",", "")) if found["high"] else low
    return {**_UNCITED, "low": low, "best": low if high == low else None, "high": high}


def _party(words: str) -> dict[str, Any]:
    """Return who fills a role: an actor of the knowledge base by id or name, else the words."""
    from watchfloor import pipeline_actors

    try:
        known = pipeline_actors.actor_standing(words, None).actor
    except InputError:
        named, entity = words, None
    else:
        named, entity = known.name, known.id
    return {**_UNCITED, "score": 1.0, "kind": "other", "entity_id": entity, "name": named}


def _modes(typed: str) -> list[str]:
    return [one.strip() for one in re.split(r"[;,]", typed) if one.strip()]


def _date(typed: str) -> dict[str, Any]:
    first, _, last = typed.partition("..")
    try:
        begun, ended = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError as error:
        message = f"date wants YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD, not {typed!r:.40}"
        raise UsageError(message) from error
    precision = "day" if begun == ended else "range"
    days = {"from": begun.isoformat(), "to": ended.isoformat()}
    return {**_UNCITED, **days, "precision": precision, "rule": RULE}


def _place(typed: str) -> dict[str, Any]:
    parts = [one.strip() for one in typed.split(";")]
    try:
        name, lat, lon = parts[0], float(parts[1]), float(parts[2])
    except (IndexError, ValueError) as error:
        message = f"event_loc wants NAME;LAT;LON or NAME;LAT;LON;ISO3, not {typed!r:.60}"
        raise UsageError(message) from error
    return {
        **_UNCITED,
        "score": 1.0,
        "name": name,
        "lat": lat,
        "lon": lon,
        "geonames_id": None,
        "country": parts[3].upper() if len(parts) > 3 else None,  # noqa: PLR2004  (the fourth)
        "admin1": None,
        "precision": "town",
        "radius_km": None,
        "rule": RULE,
    }


def _digit(typed: str) -> int:
    if typed not in ("1", "2", "3", "4", "5", "6"):
        message = f"credibility is 1 (confirmed) to 6 (cannot be judged), not {typed!r:.40}"
        raise UsageError(message)
    return int(typed)
