"""Small pages with the attributes that the islands look for, under the policy of the real ones."""

import json
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchfloor.present.web.render import STATIC
from watchfloor.present.web.security import HEADERS

WEEKS = [{"from": f"2030-01-{day:02}", "n": n} for day, n in ((7, 2), (14, 0), (21, 5), (28, 1))]
TEXT = "Rebels attacked Ostrava 🚀 depot on Monday. Two guards were hurt."


def place(key: str, lat: float, lon: float, **more: object) -> dict[str, object]:
    """Make a place as the server describes it."""
    return {
        "key": key,
        "name": key.title(),
        "lat": lat,
        "lon": lon,
        "precision": "town",
        "radius_km": 5.0,
        "country": "IRQ",
        "n": 3,
        "by_type": {"ASSAULT": 2, "PROTEST": 1},
        "by_status": {"actual": 3},
        "sources": 2,
        "first": "2030-01-07",
        "last": "2030-01-21",
        **more,
    }


PLACES = [
    place("alpha", 33.3, 44.4, sources=9, n=12),
    place("beta", 36.3, 43.1, by_status={"attempted": 1}, n=1, by_type={"ASSAULT": 1}),
    place("gamma", 31.0, 46.0, precision="province", radius_km=90.0),
    place("delta", 35.5, 44.4, by_status={"threatened": 2}, by_type={"COERCE": 2}),
    place("<img src=x onerror=alert(1)>", 34.2, 43.9, by_status={"denied": 1}),
]


def document(body: str, *scripts: str) -> HTMLResponse:
    """Return a page with these islands."""
    tags = "".join(f'<script src="/static/{name}.js" defer></script>' for name in scripts)
    return HTMLResponse(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Island</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/app.css">'
        f"{tags}</head><body><main><h1>Island</h1>{body}</main></body></html>"
    )


def map_page(request: Request) -> Response:
    """Return map, brush and a filter form that htmx sends."""
    country = escape(request.query_params.get("country", ""), quote=True)
    since, until = (escape(request.query_params.get(name, "")) for name in ("since", "until"))
    results = f'<p id="said">country={country} since={since} until={until}</p>'
    if request.headers.get("hx-request"):
        return HTMLResponse(results)
    return document(
        '<form class="facets" action="/map" hx-get="/map" hx-target="#results" hx-push-url="true">'
        f'<label>Country <input name="country" value="{country}"></label>'
        f'<label>Since <input type="date" name="since" value="{since}"></label>'
        f'<label>Until <input type="date" name="until" value="{until}"></label>'
        "<button>Filter</button></form>"
        f'<div id="results" class="results">{results}</div>'
        '<div data-island="map" data-source="/map.json" data-base="/static/world.json"></div>'
        '<div data-island="brush" data-source="/weeks.json"></div>',
        "app",
        "map",
        "brush",
    )


def map_json(request: Request) -> Response:
    """Return the places, fewer of them where a country is asked for."""
    found = PLACES[:1] if request.query_params.get("country") else PLACES
    return JSONResponse({"places": found, "without_position": 4, "truncated": False})


def weeks_json(request: Request) -> Response:
    """Return the bars; of some country also what lies before them."""
    before = 5 if request.query_params.get("country") else 0
    return JSONResponse({"weeks": WEEKS, "before": before})


def reader_page(_: Request) -> Response:
    """Return a text with spans, one of them in two pieces, and fields beside it."""
    return document(
        '<article data-island="reader" class="two-col"><div class="text" data-text>'
        '<mark class="s s-actor" id="s0-6">Rebels</mark> '
        '<mark class="s s-anchor" id="s7-15">attacked</mark> '
        '<mark class="s s-place" id="s16-23" data-span="s16-31">Ostrava</mark>'
        '<mark class="s s-recipient" data-span="s16-31"> 🚀 depot</mark> on Monday. '
        "Two guards were hurt.</div>"
        '<div class="side"><h2>Coded</h2><dl>'
        '<dt>who</dt><dd id="who" data-spans="s0-6">Rebels</dd>'
        '<dt>what</dt><dd data-spans="s7-15">assault</dd>'
        '<dt>whom</dt><dd id="whom" data-spans="s16-31">Ostrava depot</dd>'
        '<dt>where</dt><dd id="where" data-spans="s16-23">Ostrava</dd></dl></div></article>',
        "app",
        "reader",
    )


def review_page(request: Request) -> Response:
    """Return a form with keys, candidates and a span; the address says what was pressed."""
    pressed = escape(json.dumps(dict(request.query_params), ensure_ascii=False), quote=False)
    return document(
        f'<p id="pressed">{pressed}</p>'
        f'<div class="text" data-text data-offset="100">{TEXT}<sup data-note>1</sup></div>'
        '<form data-island="review" action="/review"><div class="buttons">'
        '<button data-key="a" name="do" value="accept">Accept</button>'
        '<button data-key="r" name="do" value="reject">Reject</button></div>'
        "<fieldset><legend>Which place</legend>"
        '<label><input type="radio" name="place" value="one" data-candidate> One</label>'
        '<label><input type="radio" name="place" value="two" data-candidate> Two</label></fieldset>'
        "<fieldset data-span-edit><legend>Words</legend>"
        '<label>Start <input name="start" data-part="start" inputmode="numeric"></label>'
        '<label>End <input name="end" data-part="end" inputmode="numeric"></label>'
        '<button type="button" data-choose hidden>Choose words</button></fieldset>'
        '<label>Reason <input name="reason"></label></form>'
        '<div class="toasts"><div class="toast"><span>Accepted.</span>'
        '<form action="/review"><button name="do" value="undo" data-key="z">Undo</button></form>'
        "</div></div>",
        "app",
        "review",
    )


class Policy:
    """Adds the headers of the real pages, the strict policy among them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with the headers on its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


def island_app() -> ASGIApp:
    """Return the application of these pages."""
    routes = [
        Route("/map", map_page),
        Route("/map.json", map_json),
        Route("/weeks.json", weeks_json),
        Route("/reader", reader_page),
        Route("/review", review_page),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Policy(Starlette(routes=routes))
