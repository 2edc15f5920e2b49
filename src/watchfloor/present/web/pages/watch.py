"""`/`: what is new, this week against those before, the places, and how much was read."""

import time
from dataclasses import dataclass, replace
from datetime import date
from sqlite3 import Connection
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from watchfloor.analyse import comparable, observed, weekly
from watchfloor.analyse.periods import WEEK, Period, monday
from watchfloor.model import Incident, Where
from watchfloor.model.filters import UNREVIEWED
from watchfloor.model.issued import Followed
from watchfloor.present.brief.arguments import said
from watchfloor.present.charts.series import weeks_svg
from watchfloor.present.web.discreet import withheld_in_list
from watchfloor.present.web.drawing import MOST_SPOTS, drawn, places_picture
from watchfloor.present.web.pages.incidents import LATELY, snapshot_of
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.present.web.visits import Visit, remember, visit_of
from watchfloor.store import connect, counts, coverage, followed, history, incidents
from watchfloor.store.decided import rulings
from watchfloor.store.incidents import marks_waiting

SHOWN_WEEKS = 52
PLACES, NEW = 10, 12
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
    """What came since the last visit, or with the last run that stored something.

    `number` is that of the newest document before, and `is_marked` says that a visit set it.
    `left` counts the incidents that are not shown, `decided` what people decided since a visit.
    """

    documents: int
    incidents: tuple[tuple[Incident, int], ...]
    left: int
    decided: tuple[tuple[str, str, int], ...]
    since: str
    number: int
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A saved search with what is new in it, its filters in words, and the address of its list."""

    news: followed.News
    words: str
    address: str


def page(request: Request) -> Response:
    """Show what an analyst looks at first."""
    read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        newest = counts.newest_number(connection)
        latest = history.latest_decision_number(connection)
        visit = visit_of(request, newest, time.time(), latest)
        news = _news(connection, visit)
        places, _ = snapshot_of(request).places(connection, _VIOLENCE, MOST_SPOTS)
        context: dict[str, Any] = {
            "summary": history.summary(connection),
            "pulse": pulse(connection),
            "news": news,
            "followed": [_watched(connection, one, news) for one in followed.followed(connection)],
            "places": places[:PLACES],
            "map": places_picture(places),
            "waiting": marks_waiting(connection, LATELY),
            "orphans": len(rulings(connection).orphans),
            "left": snapshot_of(request).how_many(connection, Where(review=UNREVIEWED)),
            "accepted": snapshot_of(request).how_many(connection, Where(review="accepted")),
        }
    response = render(request, "watch.html", **context)
    if newest:
        remember(request, response, visit)
    return response


def seen(request: Request) -> Response:
    """Move this browser's mark: what there is now is new no more."""
    response = RedirectResponse("/", status_code=303)
    with connect(request.app.state.record, write=False) as connection:
        newest = counts.newest_number(connection)
        latest = history.latest_decision_number(connection)
    remember(request, response, Visit(newest, newest, int(time.time()), latest, latest))
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
        drawn(weeks_svg(weeks, title="Violent incidents by the week in which they began")),
    )


def _news(connection: Connection, visit: Visit) -> News:
    newest, mark, judged = visit.newest, visit.mark, visit.judged
    decided = history.decided_since(connection, judged) if judged is not None else ()
    number, since = mark, "since your last visit"
    if number is None or (number >= newest and not decided):
        number, started = counts.before_last_run(connection)
        day = (started or "")[:16].replace("T", " ")
        since = f"with the last run that stored something ({day} UTC)" if started else "so far"
    found = counts.incidents_since(connection, number, NEW)
    held = [(incidents.incident(connection, name), n) for name, n in found]
    shown = withheld_in_list(connection, (one for one, _ in held if one is not None))
    rows = tuple(zip(shown, (n for _, n in held), strict=False))
    left = counts.how_many_since(connection, number) - len(found) if len(found) == NEW else 0
    return News(
        documents=newest - number,
        incidents=rows,
        left=left,
        decided=decided,
        since=since,
        number=number,
        is_marked=number == mark,
    )


def _watched(connection: Connection, search: Followed, news: News) -> Watched:
    """Return what is new in a saved search since this browser's mark, whoever looked meanwhile."""
    found = followed.news(connection, replace(search, seen=news.number), NEW)
    pairs = [
        (name, str(value))
        for name, values in search.filters.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    new, grown = (withheld_in_list(connection, each) for each in (found.new, found.grown))
    return Watched(
        news=replace(found, new=tuple(new), grown=tuple(grown)),
        words=said(search.filters),
        address=f"/incidents?{urlencode(pairs)}",
    )


ROUTES = (Route("/", page), Route("/seen", seen, methods=["POST"]))
