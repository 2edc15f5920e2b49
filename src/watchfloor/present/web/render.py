"""Templates: escaped always, with what every page shows."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from watchfloor import __version__
from watchfloor.errors import WatchfloorError
from watchfloor.present.web.words import FILTERS, FUNCTIONS, shown
from watchfloor.store import connect, counts

STATIC = Path(__file__).with_name("static")

NAV = (
    ("/", "Watch"),
    ("/incidents", "Incidents"),
    ("/events", "Events"),
    ("/claims", "Claims"),
    ("/forecasts", "Forecasts"),
    ("/actors", "Actors"),
    ("/figures", "Figures"),
    ("/relations", "Relations"),
    ("/documents", "Documents"),
    ("/sources", "Sources"),
    ("/review", "Review"),
    ("/search", "Search"),
    ("/about/method", "Method"),
)
"""Address and name of the pages in the bar; one that no route answers is left out."""


@cache
def environment() -> Environment:
    """Return the environment: autoescape on for everything, undefined names are errors."""
    made = Environment(
        loader=PackageLoader("watchfloor.present.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    made.filters.update(FILTERS)
    made.globals.update(FUNCTIONS)
    return made


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page made of a template and what every page has."""
    html = environment().get_template(template).render(**common(request), status=status, **context)
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)


def data_up_to(record: Path) -> str | None:
    """Return the day of the latest document of the record; None if it cannot be read."""
    try:
        with connect(record, write=False) as connection:
            return counts.last_day(connection)
    except WatchfloorError:
        return None  # the page itself says what is wrong with the record


def common(request: Request) -> dict[str, Any]:
    """Return what every page shows: bar, version, name of the record, built files, CSRF token."""
    state = request.app.state
    answered = {getattr(route, "path", "") for route in request.app.routes}
    path = request.url.path
    return {
        "nav": [
            (address, name, path == address or (address != "/" and path.startswith(f"{address}/")))
            for address, name in NAV
            if address in answered
        ],
        "version": __version__,
        "record": state.record.name,
        "csrf": state.csrf,
        "assets": (STATIC / "app.css").is_file(),
        "up_to": data_up_to(state.record),
        "path": path,
        "partial": request.headers.get("hx-request") == "true",
    }
