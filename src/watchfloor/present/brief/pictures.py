"""The two pictures of a brief and the tables of the same numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from watchfloor.analyse.weekly import Week
from watchfloor.model import Incident, Status
from watchfloor.model.brief import Figures, Grid
from watchfloor.present.charts.map import NOTE, Spot, map_svg
from watchfloor.present.charts.series import weeks_svg
from watchfloor.present.charts.world import built_world
from watchfloor.present.phrases import NOTHING


def figures(weeks: Sequence[Week], incidents: Sequence[Incident]) -> Figures:
    """Return the pictures of weeks and places with their tables."""
    spots = spots_of(incidents)
    placed = sum(one.n for one in spots)
    return Figures(
        weeks_svg=weeks_svg(weeks) if weeks else "",
        map_svg=map_svg(spots, built_world()) if spots else "",
        weeks=_weeks(weeks),
        places=_places(spots, len(incidents) - placed),
    )


def spots_of(incidents: Iterable[Incident]) -> tuple[Spot, ...]:
    """Return the places of incidents that have coordinates, those with most incidents first."""
    held: dict[tuple[str, float, float], list[Incident]] = {}
    for one in incidents:
        place = one.event_loc
        if place is not None and place.lat is not None and place.lon is not None:
            held.setdefault((place.name, place.lat, place.lon), []).append(one)
    made = [_spot(group) for group in held.values()]
    return tuple(sorted(made, key=lambda one: (-one.n, one.name, one.lat, one.lon)))


def _spot(group: Sequence[Incident]) -> Spot:
    place = group[0].event_loc
    if place is None or place.lat is None or place.lon is None:
        message = "a spot is made of incidents with coordinates"
        raise ValueError(message)
    kinds = Counter(one.type for one in group)
    return Spot(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        precision=str(place.precision),
        radius_km=place.radius_km,
        n=len(group),
        type=min(kinds, key=lambda name: (-kinds[name], name)),
        status="actual" if any(one.status is Status.ACTUAL for one in group) else "attempted",
        sources=max(one.independent_sources for one in group),
    )


def _weeks(weeks: Sequence[Week]) -> Grid:
    rows = tuple(
        (
            one.since.isoformat(),
            str(one.accepted),
            str(one.unreviewed),
            f"{one.documents}{' (thin)' if one.thin else ''}",
            str(one.by_sources) if one.sources else NOTHING,
            NOTHING if one.mean_4 is None else f"{one.mean_4:.1f}",
            NOTHING if one.mean_52 is None else f"{one.mean_52:.1f}",
            NOTHING if one.high is None else f"{one.low}–{one.high}",
        )
        for one in weeks
    )
    names = ("week of", "accepted", "not reviewed", "documents", "by sources of both")
    return Grid(
        title="Incidents by week",
        columns=(*names, "mean of 4 before", "of 52 before", "nine weeks of ten"),
        rows=rows,
        numeric=frozenset(range(1, 8)),
        note=(
            "Thin: few documents were read that week, so that its silence is no calm. Bars are of"
            " all sources. Means and nine weeks of ten are of those that published in the week and"
            " in the weeks before it, as in what changed, above; by sources of both: what they"
            " tell of the week, of the 52 before."
        ),
    )


def _places(spots: Sequence[Spot], without: int) -> Grid:
    rows = tuple(
        (one.name, one.precision, str(one.n), str(one.sources), one.type, one.status)
        for one in spots
    )
    rest = f" {without} incidents have no place, or one that is withheld or without coordinates."
    return Grid(
        title="Places",
        columns=("place", "precision", "incidents", "sources at most", "commonest type", "status"),
        rows=rows,
        numeric=frozenset({2, 3}),
        note=f"{NOTE}.{rest if without else ''}",
    )
