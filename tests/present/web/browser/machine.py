"""Chromium and a server for the tests of pages and for the pictures of the README.

Chromium is not Python's to install. On a person's machine without it these tests are skipped, with
a line that says so; with CI=true its absence is an error.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from starlette.types import ASGIApp

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ["--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
IN_CI = os.environ.get("CI", "").lower() == "true"
MISSING = (
    "no Chromium found (looked for " + ", ".join(NAMES) + "): the pages were NOT tried in a "
    "browser. Install it (Debian: apt-get install chromium) or name it in CHROMIUM=/path"
)
PATIENCE = 30_000
"""Milliseconds that a page may take: generous, because a busy machine is no fault of a page."""
Scheme = Literal["light", "dark"]


def chromium() -> str | None:
    """Return the path of the machine's Chromium, or of the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Watch:
    """What the pages of one test asked for and complained about."""

    def __init__(self) -> None:
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        self.contexts.append(context)
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = message.page.url if message.page else ""
            self.complaints.append(f"{message.type}: {message.text} ({where})")


class Opener:
    """Opens pages of one server at a size, in a scheme, with or without scripts."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._watch = watch

    def __call__(
        self,
        address: str,
        *,
        size: str = "wide",
        scheme: Scheme = "light",
        scripts: bool = True,
    ) -> Page:
        """Open an address in a context of its own: another visitor each time."""
        width, height = SIZES[size]
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        self._watch.over(context)
        page = context.new_page()
        page.goto(address)
        return page


@dataclass(frozen=True)
class Site:
    """A server of ours and the token that opens it."""

    base: str
    token: str

    def at(self, path: str) -> str:
        """Return the address that opens a page for a new visitor."""
        rest, mark, anchor = path.partition("#")
        joined = "&" if "?" in rest else "?"
        return f"{self.base}{rest}{joined}token={self.token}{mark}{anchor}"


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free port of this machine; give its address."""
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            message = "the server of the tests did not start"
            raise RuntimeError(message)
        threading.Event().wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong on a page, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
