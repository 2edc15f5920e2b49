"""The application: one record, one token, the pages that `PAGES` names."""

from pathlib import Path
from types import ModuleType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles

from watchfloor.errors import InputError, StoreError, UsageError, WatchfloorError
from watchfloor.present.web.pages import (
    actors,
    documents,
    figures,
    forecasts,
    incident,
    incidents,
    lists,
    method,
    review,
    search,
    sources,
    watch,
)
from watchfloor.present.web.render import STATIC, render
from watchfloor.present.web.security import HEADERS, LOOPBACK, Guard, derived
from watchfloor.present.web.snapshot import Snapshot

PAGES: tuple[ModuleType, ...] = (
    watch,
    incidents,
    incident,
    documents,
    lists,
    forecasts,
    actors,
    figures,
    sources,
    review,
    search,
    method,
)
"""The modules of pages, in the order in which their addresses are tried."""

WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104  (compared with, not bound to)


def build_app(
    record: Path,
    token: str,
    *,
    hosts: tuple[str, ...] = LOOPBACK,
    ticket: str | None = None,
) -> Starlette:
    """Return the application over the record at `record`.

    Args:
        record: the file; each request opens it for reading and closes it.
        token: the secret that opens the pages.
        hosts: the names under which the server is reached; a wildcard address stands for every
            IP address of the machine.
        ticket: what opens the pages once in place of the token.
    """
    routes: list[BaseRoute] = [route for page in PAGES for route in page.ROUTES]
    routes.append(Route("/static/{path:path}", static_files))
    guard = Middleware(
        Guard,
        token=token,
        hosts=(*LOOPBACK, *hosts),
        any_address=any(name in WILDCARDS for name in hosts),
        ticket=ticket,
    )
    app = Starlette(
        routes=routes,
        middleware=[guard],
        exception_handlers={
            HTTPException: refused,
            WatchfloorError: refused,
            Exception: failed,
        },
    )
    app.state.record = record
    app.state.snapshot = Snapshot(record)
    app.state.csrf = derived(token, "csrf")
    return app


_FILES = StaticFiles(directory=STATIC, check_dir=False)


async def static_files(request: Request) -> Response:
    """Answer with a built file; without any, 404 as for every other address."""
    response = await _FILES.get_response(request.path_params["path"], request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response


def refused(request: Request, error: Exception) -> Response:
    """Return the page that says why a request cannot be answered."""
    if isinstance(error, HTTPException):
        status, message = error.status_code, _HTTP.get(error.status_code, error.detail)
    else:
        status, message = status_of(error), str(error)
    return render(request, "refused.html", status=status, message=message)


def status_of(error: Exception) -> int:
    """Return 400 for what can never work, 404 for what is not there, 503 for a busy record."""
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, InputError):
        return 404
    return 503 if isinstance(error, StoreError) else 400


def failed(request: Request, error: Exception) -> Response:
    """Return the page for a defect; the server's log has the rest."""
    message = f"a defect of Watchfloor ({type(error).__name__}); the terminal shows where"
    response = render(request, "refused.html", status=500, message=message)
    response.headers.update(HEADERS)  # this answer does not pass the guard
    return response


_HTTP = {404: "there is no such page", 405: "this page does not take that"}
