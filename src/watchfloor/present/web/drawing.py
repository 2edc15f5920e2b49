"""Pictures of what is counted, drawn by the server: scripts put more in their place."""

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from watchfloor.analyse.periods import WEEK
from watchfloor.analyse.weekly import Week
from watchfloor.present.charts.map import Spot, map_svg
from watchfloor.present.charts.series import weeks_svg
from watchfloor.present.charts.world import built_world
from watchfloor.store.counts import PlaceCount

MOST_SPOTS = 200
"""Places that are drawn: those with most incidents."""
MOST_WEEKS = 260
"""Weeks that are drawn: the last five years of them."""


def places_picture(
    places: Sequence[PlaceCount],
    *,
    title: str = "Places of violent incidents",
    link: Callable[[PlaceCount], str] | None = None,
) -> Markup | None:
    """Return the map of some places, each leading to its `link`; None without any."""
    if not places:
        return None
    spots = [
        Spot(
            name=one.name,
            lat=one.lat,
            lon=one.lon,
            precision=one.precision,
            radius_km=one.radius_km,
            n=one.n,
            type=max(sorted(one.by_type), key=lambda name: one.by_type[name]),
            status="actual" if "actual" in one.by_status else "attempted",
            sources=one.sources,
            link=link(one) if link else None,
        )
        for one in places[:MOST_SPOTS]
    ]
    return drawn(map_svg(spots, built_world(), title=title, key="placed"))


def weeks_picture(
    found: Sequence[tuple[str, int]], accepted: Sequence[tuple[str, int]], *, title: str
) -> Markup | None:
    """Return the bars of (Monday, incidents that began in the week); None without any.

    Args:
        found: all that are counted, in order of the weeks.
        accepted: those of them that a person accepted.
        title: what is counted.
    """
    if not found:
        return None
    kept, (shown, _) = dict(accepted), every_week(found)
    weeks = []
    for monday, n in shown:
        day, sure = date.fromisoformat(monday), kept.get(monday, 0)
        weeks.append(
            Week(since=day, accepted=sure, unreviewed=max(n - sure, 0), documents=0, thin=False)
        )
    return drawn(weeks_svg(weeks, title=title, documents=False))


def every_week(found: Sequence[tuple[str, int]]) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the last weeks, those without an incident too, and how many incidents lie before.

    Bars that leave empty weeks out would draw half a year of calm as no time at all.

    Args:
        found: (Monday, incidents that began in the week) of each week that has some, in order.
    """
    if not found:
        return (), 0
    known = dict(found)
    last = date.fromisoformat(found[-1][0]).toordinal()
    first = max(date.fromisoformat(found[0][0]).toordinal(), last - (MOST_WEEKS - 1) * WEEK)
    days = [date.fromordinal(day).isoformat() for day in range(first, last + 1, WEEK)]
    weeks = tuple((day, known.get(day, 0)) for day in days)
    return weeks, sum(known.values()) - sum(n for _, n in weeks)


def drawn(svg: str) -> Markup:
    """Return a picture as markup."""
    # Pictures are made of our own elements; every word in them was escaped on its way in.
    return Markup(svg)  # noqa: S704
