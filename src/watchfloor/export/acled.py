"""Incidents in the 31 columns of ACLED: "ACLED-like", since nobody at ACLED has coded them.

Column names and codes after ACLED's codebook and column list (2024). Ids bear a prefix of their
own, so that no row passes for one of ACLED's. Fatalities are empty, not 0, where nobody gave a
toll. What the format cannot hold is left out and counted in a loss report.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import BinaryIO

from watchfloor.export.losses import LeftOut, Losses
from watchfloor.export.parties import Side, country_name, side_of, victims
from watchfloor.export.tables import write_cells
from watchfloor.model import Incident
from watchfloor.model.words import PlacePrecision
from watchfloor.vocab.crosswalk import AcledCategory, Recipient, to_acled

PREFIX = "WF-"

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
    *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2"),
    *("admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale"),
    *("notes", "fatalities", "tags", "timestamp"),
)
NEVER_FILLED = ("iso", "region", "admin2", "admin3", "source_scale")
"""Columns for which the record has nothing, or nothing that is ACLED's own coding."""

_WEEK, _MONTH = 7, 31
_POINTS = (PlacePrecision.SITE, PlacePrecision.TOWN)
_GEO = {PlacePrecision.SITE: 1, PlacePrecision.TOWN: 1, PlacePrecision.DISTRICT: 2}
"""ACLED's geo_precision: 1 a town, 2 a part of a region, 3 a larger region."""

Cells = dict[str, str | int | float | None]


def write_acled(
    rows: Iterator[Incident], stream: BinaryIO, losses: Losses, *, centroids: bool = False
) -> int:
    """Write incidents as CSV; return how many. `losses` takes what is left out, and why.

    Coordinates of a district or coarser place are its middle, and only written with `centroids`.
    """
    cells = (
        LeftOut(found, one.id) if isinstance(found, str) else found
        for one in rows
        for found in [_cells(one, losses, centroids=centroids)]
    )
    count = write_cells(COLUMNS, losses.kept(COLUMNS, cells), stream)
    losses.unfilled(NEVER_FILLED)
    return count


def _cells(one: Incident, losses: Losses, *, centroids: bool) -> Cells | str:
    """Return the cells of an incident, or why it has no row."""
    days = _days(one)
    if days is None or (days[1] - days[0]).days >= _MONTH:
        return "no date as fine as a month"
    if one.event_loc is None or one.event_loc.country is None:
        return "no country"
    hit = _recipient(one)
    kind = to_acled(one.type, one.mode, recipient=hit, status=one.status.value)
    if kind is None:
        return f"ACLED has no event type for {one.type} ({hit} recipient)"
    _note_losses(one, losses)
    return {
        "event_id_cnty": f"{PREFIX}{one.id}",
        "event_date": days[0].isoformat(),
        "year": days[0].year,
        "time_precision": _time_precision(days),
        **_kind_cells(kind),
        **_party_cells(one, hit),
        **_place_cells(one, losses, centroids=centroids),
        "source": "; ".join(one.sources),
        "notes": _notes(one),
        "fatalities": _fatalities(one),
        "tags": "; ".join(_tags(one)),
        "timestamp": _timestamp(one),
    }


def _days(one: Incident) -> tuple[date, date] | None:
    if one.date is None or one.date.from_ is None or one.date.to is None:
        return None
    return one.date.from_, one.date.to


def _time_precision(days: tuple[date, date]) -> int:
    """Return 1 for a day, 2 for a week, 3 for a month."""
    length = (days[1] - days[0]).days
    return 1 if not length else 2 if length <= _WEEK else 3


def _kind_cells(kind: AcledCategory) -> Cells:
    return {
        "disorder_type": kind.disorder_type,
        "event_type": kind.event_type,
        "sub_event_type": kind.sub_event_type,
    }


def _recipient(one: Incident) -> Recipient:
    """Return who is at the receiving end; `armed` only if both sides are known to be.

    `civilian` where civilians were hurt and no fighters.
    """
    armed = {Side.STATE, Side.ARMED}
    sides = {side_of(filler) for filler in one.recipient}
    if sides & armed and {side_of(filler) for filler in one.actor} & armed:
        return "armed"
    hit = victims(one)
    only_civilian = hit.civilian and not hit.combatant
    return "civilian" if only_civilian and not sides & armed else "unknown"


def _party_cells(one: Incident, hit: Recipient) -> Cells:
    """Return actor1 and actor2; ACLED's order says nothing of who did what to whom."""
    names = [[filler.name or "" for filler in party] for party in (one.actor, one.recipient)]
    inters = [side_of(party[0]).acled if party else "" for party in (one.actor, one.recipient)]
    if hit == "civilian" and not inters[1]:
        inters[1] = "Civilians"
    known = [label for label in inters if label]
    return {
        "actor1": names[0][0] if names[0] else None,
        "assoc_actor_1": "; ".join(names[0][1:]) or None,
        "inter1": inters[0] or None,
        "actor2": names[1][0] if names[1] else None,
        "assoc_actor_2": "; ".join(names[1][1:]) or None,
        "inter2": inters[1] or None,
        "interaction": "-".join(known) if len(known) == 2 else None,  # noqa: PLR2004  (both sides)
        "civilian_targeting": "Civilian targeting" if hit == "civilian" else None,
    }


def _place_cells(one: Incident, losses: Losses, *, centroids: bool) -> Cells:
    place = one.event_loc
    if place is None:
        return {}
    exact = place.precision in _POINTS
    if not exact and not centroids and place.lat is not None:
        losses.lose("coordinates of a district or coarser place (--centroids writes its middle)")
    shown = exact or centroids
    return {
        "country": country_name(place.country),
        "admin1": place.admin1,
        "location": place.name,
        "latitude": place.lat if shown else None,
        "longitude": place.lon if shown else None,
        "geo_precision": _GEO.get(place.precision, 3),
    }


def _fatalities(one: Incident) -> int | None:
    if one.dead is None:
        return None
    return one.dead.best if one.dead.best is not None else one.dead.low


def _notes(one: Incident) -> str:
    """Return one line: who to whom, the tolls that were reported, how many sources."""
    who = ", ".join(filler.name or "" for filler in one.actor) or "somebody"
    whom = ", ".join(filler.name or "" for filler in one.recipient) or "nobody named"
    tolls = [value.words for value in one.reported.get("dead", ()) if value.words]
    told = f" Dead as reported: {'; '.join(dict.fromkeys(tolls))}." if tolls else ""
    sources = ", ".join(
        f"{number} {noun if number == 1 else several}"
        for number, noun, several in (
            (one.independent_sources, "independent source", "independent sources"),
            (one.copies, "copy", "copies"),
        )
    )
    return f"{one.type} ({', '.join(one.mode) or 'no mode'}): {who} -> {whom}.{told} {sources}."


def _tags(one: Incident) -> Iterator[str]:
    yield f"status={one.status}"
    yield f"review={one.review or 'unreviewed'}"
    yield f"outcome={one.outcome}"
    if one.credibility is not None:
        yield f"credibility={one.credibility}"


def _timestamp(one: Incident) -> int | None:
    """Return when the last report was published, in seconds of Unix time."""
    days = [value.date for values in one.reported.values() for value in values if value.date]
    if not days:
        return None
    last = datetime.combine(date.fromisoformat(max(days)), time(), UTC)
    return int(last.timestamp())


def _note_losses(one: Incident, losses: Losses) -> None:
    """Count what a row has no column for."""
    if one.dead is not None and one.dead.low != one.dead.high:
        losses.lose("low and high of the dead")
    for name in ("injured", "arrested", "abducted"):
        if getattr(one, name) is not None:
            losses.lose(f"the number of {name}")
    if one.instrument:
        losses.lose("instruments")
    if one.context:
        losses.lose("contexts")
    if len(one.mode) > 1:
        losses.lose("modes beside the one that chose the sub-event type")
