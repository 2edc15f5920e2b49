"""`/`: what is new, this week against those before, the places, and how much was read."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from sqlite3 import Connection
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.analyse import comparable, observed, weekly
from watchfloor.analyse.periods import WEEK, Period, monday
from watchfloor.model import Incident, Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.present.charts.map import Spot, map_svg
from watchfloor.present.charts.series import weeks_svg
from watchfloor.present.charts.world import built_world
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.pages.incidents import LATELY, snapshot_of
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.store import connect, counts, coverage, followed, history, incidents
from watchfloor.store.decided import rulings
from watchfloor.store.incidents import marks_waiting

SHOWN_WEEKS = 52
PLACES, NEW = 10, 12
SEEN_SECONDS = 400 * 86_400
MOST_DIGITS = 15
_VIOLENCE = Where(set="violence")


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last whole week of the named set against the weeks before, with its picture."""

    week: weekly.Week
    weeks: tuple[weekly.Week, ...]
    changes: tuple[comparable.Change, ...]
    undated: int
    chart: Markup


@dataclass(frozen=True, slots=True)
class News:
    """What came since the last visit, or with the last run that stored something."""

    documents: int
    incidents: tuple[tuple[Incident, int], ...]
    since: str


def page(request: Request) -> Response:
    """Show what an analyst looks at first."""
    read_query(request)
    seen = _seen(request)
    with connect(request.app.state.record, write=False) as connection:
        newest = counts.newest_number(connection)
        places, _ = snapshot_of(request).places(connection, _VIOLENCE)
        context: dict[str, Any] = {
            "summary": history.summary(connection),
            "pulse": pulse(connection),
            "news": _news(connection, seen, newest),
            "followed": [followed.news(connection, each) for each in followed.followed(connection)],
            "places": places[:PLACES],
            "map": places_picture(places),
            "waiting": marks_waiting(connection, LATELY),
            "orphans": len(rulings(connection).orphans),
            "left": snapshot_of(request).how_many(connection, Where(review=UNREVIEWED)),
            "accepted": snapshot_of(request).how_many(connection, Where(review="accepted")),
        }
    response = render(request, "watch.html", **context)
    if newest:
        name = seen_cookie(request)
        response.set_cookie(
            name, str(newest), max_age=SEEN_SECONDS, httponly=True, samesite="strict"
        )
    return response


def pulse(connection: Connection) -> Pulse | None:
    """Return the last whole week against those before; None of a record without dates."""
    last_day = counts.last_day(connection)
    if last_day is None:
        return None
    end = monday(date.fromisoformat(last_day)).toordinal() - 1
    if date.fromisoformat(last_day).weekday() == WEEK - 1:
        end = date.fromisoformat(last_day).toordinal()
    if end <= SHOWN_WEEKS * WEEK:
        return None
    happened = observed.happened(coverage.incident_days(connection, _VIOLENCE))
    published = observed.published(coverage.publications(connection))
    week = Period(date.fromordinal(end - WEEK + 1), date.fromordinal(end))
    year = Period(date.fromordinal(end - SHOWN_WEEKS * WEEK + 1), date.fromordinal(end))
    weeks = weekly.weekly(happened, published, year)
    return Pulse(
        weeks[-1],
        weeks,
        tuple(comparable.change(happened, published, week, weeks) for weeks in comparable.BEFORE),
        happened.undated,
        _picture(weeks_svg(weeks, title="Violent incidents by the week in which they began")),
    )


def places_picture(places: tuple[counts.PlaceCount, ...]) -> Markup | None:
    """Return the map of some places; None without any."""
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
        )
        for one in places[:200]
    ]
    return _picture(map_svg(spots, built_world(), title="Places of violent incidents"))


def _picture(svg: str) -> Markup:
    # Pictures are made of our own elements; every word in them was escaped on its way in.
    return Markup(svg)  # noqa: S704


def seen_cookie(request: Request) -> str:
    """Return the cookie with the number of the newest document of the last visit to this record."""
    path = str(request.app.state.record.absolute())
    return f"watchfloor-seen-{sha256(path.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _seen(request: Request) -> int | None:
    words = request.cookies.get(seen_cookie(request), "")
    is_number = words.isascii() and words.isdigit() and len(words) <= MOST_DIGITS
    return int(words) if is_number else None


def _news(connection: Connection, seen: int | None, newest: int) -> News:
    last_run, started = counts.before_last_run(connection)
    if seen is not None and last_run <= seen < newest:
        since, number = "since your last visit", seen
    else:
        number = last_run
        day = (started or "")[:16].replace("T", " ")
        since = f"with the last run that stored something ({day} UTC)" if started else "so far"
    found = counts.incidents_since(connection, number, NEW)
    held = [(incidents.incident(connection, name), n) for name, n in found]
    shown = withheld_in_list(connection, (one for one, _ in held if one is not None))
    return News(newest - number, tuple(zip(shown, (n for _, n in held), strict=False)), since)


ROUTES = (Route("/", page),)
