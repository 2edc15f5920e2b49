"""Requests as any client may send them, byte for byte, and what a page reads of a request.

Clients of Python tidy an address before they send it. These requests reach the application as they
are written, and what it raises is the answer: also what a file that is half sent raises.
"""

import ast
import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from starlette.routing import Route
from starlette.types import ASGIApp, Message

from watchfloor.present.options import FILTERS
from watchfloor.present.web.app import PAGES

Result = TypeVar("Result")
VALUES = (
    *("", " ", "0", "-1", "1e999", "NaN", "nan,nan,nan", "inf,0,1", "91,0,1", "0,0,1e308"),
    *("'", '"', "''", '"a', "a OR", "NOT", "*", "a*", "^a", "NEAR(a b)", "text:a", "{a b}: c"),
    *("' OR 1=1 --", "1; DROP TABLE document", "%", "_", "\\", "%00", "a\x00b", "\x1b[2J"),
    *("<script>alert(1)</script>", "javascript:alert(1)", "{{ 7*7 }}", "../../etc/passwd"),
    *("\u202e", "\U0001f600", "é" * 200, "a" * 399, "a" * 401, "٣", "½", "0x10", "1_000"),
    *("2022-01-01", "9999-12-31", "0001-01-01", "2022-02-30", "2022-W01", "20220101"),
    *("-2022-01-01", "IRQ", "ASSAULT", "assault", "actual", "violence", "unsupported", "accepted"),
    *("best", "oldest", "~.0", "2022-01-06.0", "....", "~.0.0.0.0", "a.b.c.d", "a.b.-1.d"),
    *("9" * 30, "a.b.9.9.e", "1e999:a", "nan:a", "-inf:", "9" * 5_000, "0,0," + "9" * 400),
    *("deadbeef", "dead", "d", "zzzz", "river-front", "River Front", "kataib-hezbollah"),
)
"""What somebody types, pastes or tries."""
RAW = (
    *(b"%00", b"%ED%A0%80", b"a%ED%BF%BFb", b"%FF%FE", b"%C0%80", b"%F4%90%80%80", b"%", b"%zz"),
    *(b"+", b"%2500", b"%0d%0aSet-Cookie:%20a=b", b"..%2f..%2fetc%2fpasswd", b"%e2%80%ae"),
    *(b"\xff\xc3", b"a" * 3_000, b"a" * 100_000, b"%3Csvg%20onload%3Dalert(1)%3E"),
)
"""What no browser would send so: NUL, halves of surrogates, bytes that are no UTF-8, 100 kB."""


def encoded() -> tuple[bytes, ...]:
    """Return every value as it stands in an address."""
    return tuple(quote(value, safe="").encode() for value in VALUES) + RAW


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as words."""
        return self.body.decode("utf-8")

    @property
    def is_page(self) -> bool:
        """Say whether a browser would show it as a page."""
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass(slots=True)
class Asker:
    """Sends requests to an application, with headers that open it.

    It does so in a thread of its own: in the tests' a browser of other tests may hold the one loop.

    Attributes:
        app: what is asked.
        headers: sent each time, lower-case names.
    """

    app: ASGIApp
    headers: Mapping[str, str]
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def close(self) -> None:
        """End the threads that answered."""
        self._run(self._loop.shutdown_default_executor())
        self._thread.shutdown()
        self._loop.close()

    def _run(self, task: Coroutine[Any, Any, Result]) -> Result:
        return self._thread.submit(self._loop.run_until_complete, task).result()

    def __call__(
        self,
        path: bytes,
        query: bytes = b"",
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer; what the application raises is raised."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "server": ("testserver", 80),
            "client": ("127.0.0.1", 5_000),
            "root_path": "",
            "path": unquote(path.decode("latin-1")),
            "raw_path": path,
            "query_string": query,
            "headers": [
                (name.encode("latin-1"), value.encode("latin-1"))
                for name, value in {"host": "testserver", **self.headers, **(headers or {})}.items()
            ],
        }
        return self._run(_answered(self.app, scope, body))


async def _answered(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()  # a reader that stays
        return waiting.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(one for one in sent if one["type"] == "http.response.start")
    return Answer(
        start["status"],
        {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]},
        b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body"),
    )


@dataclass(frozen=True, slots=True)
class Door:
    """A route: its path with gaps, the methods it takes and the parameters that it may read."""

    path: str
    methods: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, part: bytes) -> bytes:
        """Return the path with bytes in each of its gaps."""
        pieces = [
            piece.partition("}")[2] if number else piece
            for number, piece in enumerate(self.path.split("{"))
        ]
        return part.join(piece.encode() for piece in pieces)

    @property
    def has_gap(self) -> bool:
        """Say whether the path has a parameter."""
        return "{" in self.path


def doors(routes: Iterable[object]) -> tuple[Door, ...]:
    """Return a door for each route of an application, with the names that its module reads."""
    read = {
        route.path: names_read(page)
        for page in PAGES
        for route in page.ROUTES
        if isinstance(route, Route)
    }
    return tuple(
        Door(
            route.path,
            tuple(sorted(route.methods or ("GET",))),
            tuple(sorted({*FILTERS, *read.get(route.path, ()), "token", "csrf", "unknown"})),
        )
        for route in routes
        if isinstance(route, Route)
    )


def names_read(page: ModuleType) -> frozenset[str]:
    """Return the parameters and fields that the source of a page's module reads by name.

    These are what it gets, subscripts or hands to `read_query`, and its `SETTINGS`. A name too
    many is harmless.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(Path(page.__file__ or "").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in ("get", "read_query"):
            found |= set(_words(node.args))
        elif isinstance(node, ast.Subscript):
            found |= set(_words([node.slice]))
        elif isinstance(node, ast.Assign) and "SETTINGS" in ast.dump(node.targets[0]):
            found |= set(_words(getattr(node.value, "elts", [])))
    return frozenset(found)


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def _words(nodes: Iterable[ast.expr]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    ]
