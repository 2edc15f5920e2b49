"""`/`: what is new, this week against those before, the places, and how much was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchfloor.analyse import weekly
from watchfloor.model import Incident, Where
from watchfloor.present.charts import series
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.store import connect, counts, history, incidents
from watchfloor.store.decided import rulings
from watchfloor.store.incidents import marks_waiting

SHOWN_WEEKS = 52
PLACES, NEW = 10, 12
SEEN = "watchfloor-seen"
"""The cookie that holds the number of the newest document of the last visit."""
SEEN_SECONDS = 400 * 86_400


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last whole week of the named set against the weeks before.

    `chart` is the picture of `bars`; `band` is between which counts four weeks of five lie.
    """

    week: date
    bars: tuple[weekly.Week, ...]
    band: tuple[float, float] | None
    comparisons: tuple[weekly.Comparison, ...]
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
        context = {
            "summary": history.summary(connection),
            "pulse": pulse(connection),
            "news": _news(connection, seen, newest),
            "places": counts.places(connection, Where(set="violence"))[:PLACES],
            "waiting": marks_waiting(connection),
            "orphans": len(rulings(connection).orphans),
        }
    response = render(request, "watch.html", **context)
    if newest:
        response.set_cookie(
            SEEN, str(newest), max_age=SEEN_SECONDS, httponly=True, samesite="strict"
        )
    return response


def pulse(connection: Connection) -> Pulse | None:
    """Return the last whole week against those before; None of a record without dates."""
    last_day = counts.last_day(connection)
    if last_day is None:
        return None
    week = weekly.last_whole_week(date.fromisoformat(last_day))
    longest = max(SHOWN_WEEKS, *weekly.WINDOWS) + 5
    try:
        since = (week - weekly.WEEK * longest).isoformat()
    except OverflowError:
        return None
    documents = dated(counts.documents_by_week(connection))
    told = [
        weekly.Told(date.fromisoformat(one), frozenset(sources), n)
        for one, sources, n in counts.told_by_week(connection, Where(set="violence"), since)
    ]
    shown = weekly.bars(told, documents, week, SHOWN_WEEKS)
    ordinary = weekly.band(shown[:-1])
    return Pulse(
        week,
        shown,
        ordinary,
        tuple(weekly.compare(told, documents, week, weeks) for weeks in weekly.WINDOWS),
        _chart(shown, ordinary),
    )


def dated(found: Mapping[str, Mapping[str, int]]) -> dict[date, Mapping[str, int]]:
    """Return weeks by their Monday as a day."""
    return {date.fromisoformat(week): sources for week, sources in found.items()}


def _chart(shown: tuple[weekly.Week, ...], band: tuple[float, float] | None) -> Markup:
    rows = [series.Bar(str(one.week), one.n, one.average, one.is_thin) for one in shown]
    told = ", ".join(f"{one.week}: {one.n}" for one in shown if one.n)
    title = "Violent incidents begun per week, with the average of the four weeks before"
    # The numbers are ours and every word is escaped where it enters the picture.
    return Markup(series.bars(rows, title, told or "none", band))  # noqa: S704


def _seen(request: Request) -> int | None:
    words = request.cookies.get(SEEN, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else None  # noqa: PLR2004


def _news(connection: Connection, seen: int | None, newest: int) -> News:
    last_run, started = counts.before_last_run(connection)
    if seen is not None and last_run <= seen < newest:
        since, number = "since your last visit", seen
    else:
        number = last_run
        day = (started or "")[:16].replace("T", " ")
        since = f"with the last run that stored something ({day} UTC)" if started else "so far"
    found = [
        (one, n)
        for name, n in counts.incidents_since(connection, number, NEW)
        if (one := incidents.incident(connection, name)) is not None
    ]
    return News(newest - number, tuple(found), since)


ROUTES = (Route("/", page),)
