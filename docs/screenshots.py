"""Pictures of the pages over the demo corpus, for the README and the documentation.

    make screenshots        writes docs/screenshots/*.png

Needs Chromium and the extra `dev`. The record is made anew by `watchfloor demo`, so that a picture
shows what a first visitor sees; widths and schemes are fixed, fonts are those of the machine.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.present.web.browser.machine import FLAGS, MISSING, Scheme, chromium
from watchfloor.model import Incident, Where
from watchfloor.store import connect, query

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 250_000
"""A README that weighs more is not read on a slow line."""


@dataclass(frozen=True)
class Shot:
    """One picture: the page, what is done on it, and how wide it is."""

    name: str
    path: str
    width: int = 1280
    height: int = 800
    scheme: Scheme = "light"
    click: str | None = None
    hover: str | None = None


def shots(incident: Incident) -> tuple[Shot, ...]:
    """Return the pictures, the three of the README first."""
    document, anchor = incident.documents[0], f"[data-event] dd[data-spans] >> nth={0}"
    return (
        Shot("incidents", "/incidents?set=violence"),
        Shot("incident", f"/incidents/{incident.id}"),
        Shot("reader", f"/documents/{document}", hover=anchor),
        Shot("watch", "/"),
        Shot("incidents-dark", "/incidents?set=violence", scheme="dark"),
        Shot("actor", "/actors/IRN-GOV", height=700),
        Shot("incidents-phone", "/incidents?set=violence", width=390, height=844),
    )


@contextmanager
def demo() -> Iterator[tuple[Path, str]]:
    """Make the demo's record and serve it; give the record and the address with its token."""
    program = [sys.executable, "-m", "watchfloor.present.cli"]
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "demo.db"
        subprocess.run(  # noqa: S603  (our own program)
            [*program, "demo", "--record", str(record)], check=True, stdout=subprocess.DEVNULL
        )
        command = [*program, "serve", "--record", str(record), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
            try:
                yield record, server.stdout.readline().strip() if server.stdout else ""
            finally:
                server.terminate()


def shown(record: Path) -> Incident:
    """Return the incident that shows most: sources, copies, contested numbers of dead."""
    with connect(record, write=False) as connection:
        found = list(query.incidents(connection, Where()))
    return max(
        found,
        key=lambda one: (
            one.event_loc is not None,
            one.independent_sources,
            len(one.reported.get("dead", ())),
            one.copies,
            one.id,
        ),
    )


def taken(browser: Browser, address: str, shot: Shot) -> Page:
    """Open a page as its picture wants it."""
    base, _, token = address.partition("/?")
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{base}{shot.path}{'&' if '?' in shot.path else '?'}{token}")
    page.wait_for_load_state("networkidle")
    if shot.click:
        page.locator(shot.click).click()
    if shot.hover:
        page.locator(shot.hover).hover()
    return page


def main() -> None:
    """Write every picture.

    Raises:
        SystemExit: there is no Chromium, or a picture of the README is too large.
    """
    path = chromium()
    if path is None:
        sys.exit(MISSING)
    FOLDER.mkdir(exist_ok=True)
    with demo() as (record, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, chromium_sandbox=False, args=FLAGS
        )
        for shot in shots(shown(record)):
            target = FOLDER / f"{shot.name}.png"
            page = taken(browser, address, shot)
            page.screenshot(path=target)
            page.context.close()
            size = target.stat().st_size
            sys.stdout.write(f"{target.relative_to(ROOT)}  {size:,} bytes\n")
            if size > MOST_BYTES:
                sys.exit(f"{target.name} is larger than {MOST_BYTES:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
