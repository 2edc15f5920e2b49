"""Pages in a real browser: the machine's own Chromium, and a watch on what it asks for and says.

Chromium is not Python's to install. On a person's machine without it these tests are skipped, with
a line that says so; with CI=true its absence is an error.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from starlette.types import ASGIApp

from watchfloor.present.web.render import STATIC

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ["--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
IN_CI = os.environ.get("CI", "").lower() == "true"
MISSING = (
    "no Chromium found (looked for " + ", ".join(NAMES) + "): the pages were NOT tried in a "
    "browser. Install it (Debian: apt-get install chromium) or name it in CHROMIUM=/path"
)
Scheme = Literal["light", "dark"]


def chromium() -> str | None:
    """Return the path of the machine's Chromium, or of the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests of this process."""
    path = chromium()
    if path is None and IN_CI:
        pytest.fail(MISSING, pytrace=False)
    if path is None:
        pytest.skip(MISSING)
    if not (STATIC / "app.css").is_file():
        pytest.fail("web assets not built: run `python -m build_steps.web`", pytrace=False)
    with sync_playwright() as playwright:
        # Root and containers have no sandbox of Chromium's; only our own pages are opened.
        made = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=FLAGS)
        yield made
        made.close()


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
        context.set_default_timeout(30_000)
        self._watch.over(context)
        page = context.new_page()
        page.goto(address)
        return page


@pytest.fixture(autouse=True)
def watch() -> Iterator[Watch]:
    """Fail a test whose pages asked for anything outside, or complained on the console."""
    made = Watch()
    yield made
    for context in made.contexts:
        context.close()
    assert [] == made.outside, "a page asked for something outside of this machine"
    assert [] == made.complaints, "a page complained on the console"


@pytest.fixture
def visit(browser: Browser, watch: Watch) -> Opener:
    """Return what opens a page for a new visitor."""
    return Opener(browser, watch)


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that no browser was there."""
    if chromium() is None:
        terminalreporter.write_line(MISSING, red=True, bold=True)
