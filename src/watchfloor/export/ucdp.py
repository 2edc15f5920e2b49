"""Incidents in the columns of UCDP's Georeferenced Event Dataset: "GED-like".

GED holds events of organised violence with at least one death, an organised actor that is named, a
place and a date (Sundberg and Melander 2013; columns of version 26.1). Other incidents are left out
with the reason. Where no report says who stood against the actor, or that the dead were civilians,
the type of violence and the other side stay empty. Ids of conflicts, dyads and actors are UCDP's
own and stay empty too.
"""

from collections.abc import Iterator
from typing import BinaryIO

from watchfloor.export.losses import LeftOut, Losses
from watchfloor.export.parties import Side, country_name, side_of, victims
from watchfloor.export.tables import write_cells
from watchfloor.model import CasualtyKind, Filler, Incident, PlacePrecision
from watchfloor.model import Side as Stood

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"),
    *("dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id"),
    *("side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates"),
    *("where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "high", "low", "gwnoa", "gwnob"),
)
NEVER_FILLED = (
    *("active_year", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id"),
    *("dyad_new_id", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id"),
    *("source_headline", "adm_2", "country_id", "region", "gwnoa", "gwnob"),
)
PREFIX = "WF-"
_WHERE = {
    PlacePrecision.SITE: 1,
    PlacePrecision.TOWN: 1,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
}
"""GED's where_prec: 1 exact, 3 and 4 second- and first-order division, 5 a region, 6 country."""

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_FEW_DAYS, _WEEK, _MONTH = 6, 7, 31
_CELL = 0.5
"""Degrees of a cell of PRIO-GRID, numbered by rows from the south-west corner of the globe."""

Cells = dict[str, str | int | float | None]


def write_ucdp(rows: Iterator[Incident], stream: BinaryIO, losses: Losses) -> int:
    """Write incidents as CSV; return how many. `losses` takes what is left out, and why."""
    cells = (_told(one, losses) for one in rows)
    count = write_cells(COLUMNS, losses.kept(COLUMNS, cells), stream)
    losses.unfilled(NEVER_FILLED)
    return count


def _told(one: Incident, losses: Losses) -> Cells | LeftOut:
    found = _cells(one)
    if isinstance(found, str):
        return LeftOut(found, one.id)
    if found["type_of_violence"] is None:
        losses.lose("type_of_violence and side_b: no report says whom the actor struck")
    return found


def _cells(one: Incident) -> Cells | str:
    """Return the cells of an incident, or why it has no row."""
    dead, days, place = one.dead, one.date, one.event_loc
    if one.type != "ASSAULT":
        return "no violence: GED holds deadly organised violence alone"
    if dead is None or not (dead.best or dead.low or dead.high):
        return "no death is reported"
    if days is None or days.from_ is None or days.to is None:
        return "no date"
    if place is None or place.precision not in _WHERE:
        return "no place"
    if _organised(one.actor) is None:
        return "no organised actor is named"
    kind = _violence(one)
    length = (days.to - days.from_).days
    return {
        "id": f"{PREFIX}{one.id}",
        "relid": f"{PREFIX}{one.id}",
        "year": days.from_.year,
        "code_status": "Machine coded",
        "type_of_violence": kind,
        **_sides(one, kind),
        **_sources(one),
        **_where(one),
        "event_clarity": 1 if length <= _WEEK else 2,
        "date_prec": _date_precision(length),
        "date_start": days.from_.isoformat(),
        "date_end": days.to.isoformat(),
        **_deaths(one),
    }


def _organised(fillers: tuple[Filler, ...]) -> Filler | None:
    return next((one for one in fillers if side_of(one) in (Side.STATE, Side.ARMED)), None)


def _violence(one: Incident) -> int | None:
    """Return UCDP's type of violence; None where no report says whom the actor struck."""
    actor, other = _organised(one.actor), _organised(one.recipient)
    if actor is not None and other is not None:
        states = Side.STATE in (side_of(actor), side_of(other))
        return STATE_BASED if states else NON_STATE
    hit = victims(one)
    return ONE_SIDED if actor is not None and hit.civilian and not hit.combatant else None


def _sides(one: Incident, kind: int | None) -> Cells:
    names = [_named(_organised(party)) for party in (one.actor, one.recipient)]
    if kind == ONE_SIDED:
        names[1] = "Civilians"
    return {"side_a": names[0], "side_b": names[1], "dyad_name": " - ".join(filter(None, names))}


def _named(filler: Filler | None) -> str | None:
    return None if filler is None else filler.name


def _sources(one: Incident) -> Cells:
    told = [value for values in one.reported.values() for value in values]
    speakers = dict.fromkeys(value.speaker for value in told if value.speaker)
    days = sorted({value.date for value in told if value.date})
    return {
        "number_of_sources": one.independent_sources,
        "source_article": "; ".join(one.documents),
        "source_office": "; ".join(one.sources),
        "source_date": "; ".join(days),
        "source_original": "; ".join(speakers),
    }


def _where(one: Incident) -> Cells:
    place = one.event_loc
    if place is None:
        return {}
    lat, lon = place.lat, place.lon
    is_point = lat is not None and lon is not None
    return {
        "where_prec": _WHERE[place.precision],
        "where_coordinates": place.name,
        "where_description": place.rule,
        "adm_1": place.admin1,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if is_point else None,
        "priogrid_gid": _cell(lat, lon) if lat is not None and lon is not None else None,
        "country": country_name(place.country),
    }


def _cell(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of a point (Tollefsen and others 2012): 720 cells a row."""
    row, column = int((90 + lat) // _CELL), int((180 + lon) // _CELL)
    return min(row, 359) * 720 + min(column, 719) + 1


def _date_precision(length: int) -> int:
    """Return GED's date_prec: 1 a day, 2 a few days, 3 a week, 4 a month, 5 longer."""
    if not length:
        return 1
    if length < _FEW_DAYS:
        return 2
    return 3 if length <= _WEEK else 4 if length <= _MONTH else 5


def _deaths(one: Incident) -> Cells:
    """Return the dead by side as far as they were told apart; the rest is unknown."""
    dead = one.dead
    if dead is None:
        return {}
    best = next(value for value in (dead.best, dead.low, dead.high) if value is not None)
    told: dict[str, int] = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians"), 0)
    for casualty in one.casualties:
        number = casualty.best if casualty.best is not None else casualty.low
        if casualty.kind is not CasualtyKind.DEAD or number is None:
            continue
        if victims(one).civilian and casualty.of.value in (
            "civilian",
            "aid_worker",
            "media",
            "child",
        ):
            told["deaths_civilians"] += number
        elif casualty.side is Stood.ACTOR:
            told["deaths_a"] += number
        elif casualty.side is Stood.RECIPIENT and casualty.of.value == "combatant":
            told["deaths_b"] += number
    if sum(told.values()) > best:  # tolls of several sources, which do not add up
        told = dict.fromkeys(told, 0)
    return {
        **told,
        "deaths_unknown": best - sum(told.values()),
        "best": best,
        "high": dead.high if dead.high is not None else best,
        "low": dead.low if dead.low is not None else best,
    }
