"""Pages in a real browser: one Chromium a process, and a watch on what pages ask for and say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import demo
from tests.present.web.browser.machine import (
    FLAGS,
    IN_CI,
    MISSING,
    PATIENCE,
    Opener,
    Site,
    Watch,
    chromium,
    served,
)
from watchfloor.present.web.app import build_app
from watchfloor.present.web.render import STATIC

TOKEN = "token-of-the-tests"  # noqa: S105  (of no server)


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
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Root and containers have no sandbox of Chromium's; only our own pages are opened.
        made = playwright.chromium.launch(executable_path=path, chromium_sandbox=False, args=FLAGS)
        yield made
        made.close()


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


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the demo that is only read."""
    return demo.record_of("lexicon", tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def site(demo_record: Path) -> Iterator[Site]:
    """Serve that record."""
    with served(build_app(demo_record, TOKEN)) as base:
        yield Site(base, TOKEN)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that no browser was there."""
    if chromium() is None:
        terminalreporter.write_line(MISSING, red=True, bold=True)
