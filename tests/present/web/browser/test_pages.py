"""Every page of the demo's record in a real browser: sizes, schemes, rules, and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.routing import Route

from tests.present.web.browser.machine import (
    SIZES,
    Opener,
    Scheme,
    Site,
    Watch,
    overflow,
    violations,
)
from watchfloor.model import Incident, Where
from watchfloor.present.web.app import build_app
from watchfloor.store import connect, query

pytestmark = pytest.mark.browser

PAGES = {
    "/": "/",
    "/incidents": "/incidents",
    "/incidents/{id}": "/incidents/INCIDENT",
    "/documents": "/documents",
    "/documents/{id}": "/documents/DOCUMENT",
    "/events": "/events",
    "/claims": "/claims",
    "/actors": "/actors",
    "/actors/{id}": "/actors/ACTOR?at=2022-01-06",
    "/figures": "/figures",
    "/relations": "/relations",
    "/sources": "/sources",
    "/forecasts": "/forecasts",
    "/search": "/search?q=rocket",
    "/about/method": "/about/method",
}
"""The address that is opened for each page; a new page has to be named here."""
OF_ONE_KIND = {"/{kind}": ("/events", "/claims")}
"""Routes that answer for several pages."""
ELSEWHERE = {"/review"}
"""Pages that have tests of their own beside this file."""
ALSO = (
    *("/review", "/incidents?type=ASSAULT&sort=oldest", "/actors?with=facades,parents"),
    *("/actors/ACTOR", "/search"),
)
"""Other faces of pages: with filters, switched, empty."""
REFUSED = ("/incidents/ffffffffffff", "/documents?since=yesterday")
"""What is answered by a page that says why not."""
WITHOUT_SCRIPTS = ("/", "/incidents?type=ASSAULT", "/incidents/INCIDENT", "/documents/DOCUMENT")


@pytest.fixture(scope="module")
def best(demo_record: Path) -> Incident:
    """Return the incident with most sources among those that have a position and an actor."""
    with connect(demo_record, write=False) as connection:
        found = [
            one
            for one in query.incidents(connection, Where())
            if one.event_loc is not None
            and one.event_loc.lat is not None
            and any(actor.entity_id for actor in one.actor)
        ]
    return max(found, key=lambda one: (one.independent_sources, one.copies, one.id))


def filled(path: str, best: Incident) -> str:
    """Return an address with ids of the record in it."""
    actor = next(one.entity_id for one in best.actor if one.entity_id)
    for name, value in {
        "INCIDENT": best.id,
        "DOCUMENT": best.documents[0],
        "ACTOR": actor,
    }.items():
        path = path.replace(name, str(value))
    return path


def settled(page: Page) -> None:
    """Wait until the islands of a page have what they asked for."""
    page.wait_for_load_state("networkidle")
    for root in page.locator('[data-island="map"]').all():
        expect(root.locator(".map-note[role=status]")).to_contain_text("incident")


def test_every_page_is_named_here(demo_record: Path) -> None:
    """A route that answers with a page stands in the table, so that it is tried."""
    routes = [route for route in build_app(demo_record, "t").routes if isinstance(route, Route)]
    pages = {
        route.path
        for route in routes
        if "GET" in (route.methods or ())
        and "." not in route.path.rsplit("/", 1)[-1]
        and not route.path.startswith("/static")
    }
    several = {path for kind in OF_ONE_KIND.values() for path in kind}
    assert pages - set(OF_ONE_KIND) - ELSEWHERE == set(PAGES) - (
        several if set(OF_ONE_KIND) <= pages else set()
    )


@pytest.mark.parametrize("path", PAGES.values(), ids=list(PAGES))
def test_a_page_can_be_used_everywhere(
    visit: Opener, site: Site, best: Incident, path: str
) -> None:
    """Wide and narrow, light and dark: nothing sticks out, and axe finds nothing wrong."""
    page = visit(site.at(filled(path, best)))
    settled(page)
    assert page.locator(".error").count() == 0
    assert [] == violations(page)
    width, height = SIZES["narrow"]
    page.set_viewport_size({"width": width, "height": height})
    assert overflow(page) <= 0, "wider than a phone"
    page.emulate_media(color_scheme="dark")
    assert [] == violations(page)
    width, height = SIZES["wide"]
    page.set_viewport_size({"width": width, "height": height})
    assert overflow(page) <= 0


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("path", [*PAGES.values(), *ALSO, *REFUSED])
def test_the_full_matrix(
    *,
    visit: Opener,
    watch: Watch,
    site: Site,
    best: Incident,
    path: str,
    size: str,
    scheme: Scheme,
    scripts: bool,
) -> None:
    """Each page opened anew in each size and scheme, with scripts and without."""
    page = visit(site.at(filled(path, best)), size=size, scheme=scheme, scripts=scripts)
    if scripts:
        settled(page)
        assert [] == violations(page)
    assert page.locator("h1").count() == 1
    assert overflow(page) <= 0
    if path in REFUSED:
        watch.complaints.clear()  # Chromium notes the answers 400 and 404 on its console


@pytest.mark.parametrize("path", WITHOUT_SCRIPTS)
def test_a_page_needs_no_script(visit: Opener, site: Site, best: Incident, path: str) -> None:
    """Headline, content and navigation are there with JavaScript switched off."""
    page = visit(site.at(filled(path, best)), scripts=False)
    assert page.locator("h1").count() == 1
    assert len(page.locator("main").inner_text()) > 200
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Method").click()
    expect(page).to_have_url(f"{site.base}/about/method")


@pytest.mark.parametrize("path", ["/sources", "/review", "/about/method"])
def test_a_phone_shows_which_page_is_open(visit: Opener, site: Site, path: str) -> None:
    """The row of pages, wider than a phone, is pushed to the page that is open."""
    page = visit(site.at(path), size="narrow")
    expect(page.locator("header nav [aria-current]")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize(
    "path", ["/incidents", "/events", "/documents", "/actors", "/actors/kataib-hezbollah"]
)
def test_a_phone_shows_rows_whole(visit: Opener, site: Site, path: str) -> None:
    """No list has to be pushed sideways on a phone: a row's values stand below each other."""
    page = visit(site.at(path), size="narrow")
    settled(page)
    assert page.locator("table.stack tbody tr").count() > 0
    wider = "(all) => all.map((one) => one.scrollWidth - one.clientWidth)"
    assert max(page.locator(".wide:has(table.stack)").evaluate_all(wider)) <= 0


def test_a_filter_needs_no_script(visit: Opener, site: Site) -> None:
    """The fifth page without JavaScript: the form of filters is sent by the browser alone."""
    page = visit(site.at("/incidents"), scripts=False)
    page.locator("#filters").get_by_label("ASSAULT").check()
    page.get_by_role("button", name="Show").click()
    assert "type=ASSAULT" in page.url
    assert {"ASSAULT"} == set(page.locator(".results tbody .badge").all_inner_texts())


def test_without_the_token_a_browser_reads_nothing(visit: Opener, site: Site) -> None:
    """A new visitor without the address that serve printed gets no page and no style."""
    page = visit(site.at("/incidents"))
    assert page.locator("main").count() == 1
    bare = page.context.browser
    assert bare is not None
    context = bare.new_context()
    answer = context.request.get(f"{site.base}/incidents")
    assert answer.status == 401
    assert "<main" not in answer.text()
    context.close()
