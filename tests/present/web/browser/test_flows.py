"""What an analyst does: from a filter over the map to an incident and the words it rests on."""

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.present.web.browser.machine import Opener, Site

pytestmark = pytest.mark.browser


def test_from_filter_over_map_and_incident_to_the_words(visit: Opener, site: Site) -> None:
    """Filter, place on the map, incident, evidence: each step is one click, and words are lit."""
    page = visit(site.at("/incidents"))
    whole = page.locator(".map-note[role=status]")
    expect(whole).to_contain_text("incidents at")
    before = whole.inner_text()
    page.locator("#filters").get_by_label("ASSAULT").check()
    expect(page).to_have_url(re.compile(r"type=ASSAULT"))
    expect(whole).not_to_have_text(before)
    assert "token" not in page.url
    assert [] == [
        name
        for name, words in parse_qsl(urlsplit(page.url).query, keep_blank_values=True)
        if not words
    ]

    page.get_by_text("The same as a list").click()
    place = page.locator(".map-places button").first
    place.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup-content").get_by_role("link")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"place="))
    assert parse_qs(urlsplit(page.url).query)["type"] == ["ASSAULT"]
    rows = page.locator(".results tbody tr")
    assert rows.count() > 0

    rows.first.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/incidents/[0-9a-f]+$"))
    page.locator("main a[href*='/documents/'][href*='#']").first.click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f]+#s\d+-\d+"))
    lit = page.locator(".s.pinned")
    expect(lit).to_have_count(1)
    expect(lit).to_be_in_viewport()
    words = lit.inner_text()
    start, end = map(int, re.findall(r"\d+", urlsplit(page.url).fragment))
    document = urlsplit(page.url).path
    text = page.context.request.get(f"{site.base}{document}.json").json()["document"]["text"]
    assert text[start:end].startswith(words)


def test_a_field_of_the_reader_lights_its_words(visit: Opener, site: Site) -> None:
    """Every coded value of a document that names words lights exactly these words."""
    page = visit(site.at("/documents"))
    page.locator("main a[href^='/documents/']").first.click()
    fields = page.locator("[data-spans]")
    expect(fields.first).to_be_visible()
    for at in range(min(8, fields.count())):
        fields.nth(at).hover()
        spans = (fields.nth(at).get_attribute("data-spans") or "").split()
        lit = page.locator(".s.lit").evaluate_all(
            "(all) => all.map((one) => [one.id, one.dataset.span ?? ''].join(' '))"
        )
        assert lit, f"field {at} lights nothing"
        assert all(set(spans) & set(one.split()) for one in lit)


def test_the_brush_narrows_the_list(visit: Opener, site: Site) -> None:
    """A week that is cut off leaves the list, the map and the address."""
    page = visit(site.at("/incidents"))
    told = page.locator(".brush output")
    expect(told).to_contain_text("incidents begun in these weeks")
    page.get_by_label("From week").focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d"))
    since = parse_qs(urlsplit(page.url).query)["since"][0]
    expect(page.locator("#filters [name=since]")).to_have_value(since)


def test_going_back_shows_the_list_of_before(visit: Opener, site: Site) -> None:
    """The address holds the whole view: back and forward show what it says."""
    page = visit(site.at("/incidents"))
    box = page.locator("#filters").get_by_label("ASSAULT")
    box.check()
    expect(page).to_have_url(re.compile(r"type=ASSAULT"))
    page.go_back()
    expect(page).to_have_url(f"{site.base}/incidents")
    expect(page.locator("#filters").get_by_label("ASSAULT")).not_to_be_checked()
