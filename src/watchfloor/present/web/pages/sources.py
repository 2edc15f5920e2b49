"""`/sources`: who published how much and when, who copied whom, and how far they agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watchfloor.model import encode
from watchfloor.pipeline_sources import listing
from watchfloor.present.web.query import read_query
from watchfloor.present.web.render import render
from watchfloor.store import connect, counts

WEEKS, SOURCES = 26, 60


@dataclass(frozen=True, slots=True)
class Coverage:
    """Documents by source (rows) and week (columns, by Monday); `most` is the largest cell."""

    weeks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    most: int


def page(request: Request) -> Response:
    """Show the sources of the record."""
    read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        lines = listing(connection)
        last = counts.last_day(connection)
        since = _since(last)
        found = counts.documents_by_week(connection, since) if since else {}
    return render(
        request,
        "sources.html",
        lines=lines[: SOURCES * 5],
        left=max(0, len(lines) - SOURCES * 5),
        coverage=_coverage(found),
    )


def _since(last: str | None) -> str | None:
    if last is None:
        return None
    try:
        return (date.fromisoformat(last) - timedelta(weeks=WEEKS)).isoformat()
    except OverflowError:
        return last


def _coverage(found: Mapping[str, Mapping[str, int]]) -> Coverage:
    weeks = _every_week(found)[-WEEKS:]
    totals: dict[str, int] = {}
    for sources in found.values():
        for source, n in sources.items():
            totals[source] = totals.get(source, 0) + n
    names = sorted(totals, key=lambda name: (-totals[name], name))[:SOURCES]
    rows = tuple(
        (name or "source unknown", tuple(found.get(week, {}).get(name, 0) for week in weeks))
        for name in names
    )
    return Coverage(weeks, rows, max((n for _, row in rows for n in row), default=0))


def _every_week(found: Mapping[str, object]) -> tuple[str, ...]:
    """Return the Mondays from the first to the last, those without documents too."""
    if not found:
        return ()
    first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    days = range(first.toordinal(), last.toordinal() + 1, 7)
    return tuple(date.fromordinal(day).isoformat() for day in days)


def as_json(request: Request) -> Response:
    """Return the sources as `watchfloor sources --json` writes them, as one array."""
    read_query(request)
    with connect(request.app.state.record, write=False) as connection:
        return JSONResponse([encode(line) for line in listing(connection)])


ROUTES = (Route("/sources", page), Route("/sources.json", as_json))
