"""A brief in a browser: every number in brackets leads to source, day and words of a text."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from tests.present.web.browser.machine import Opener, overflow, violations
from watchfloor.present.cli import app
from watchfloor.store import connect, query

pytestmark = pytest.mark.browser

UNMASKED = ("--unmask", "--reason", "test", "--by", "Ana")
OF = re.compile(r"document ([0-9a-f]+), (\d+)–(\d+)")


def test_every_number_of_a_brief_leads_to_its_words(
    visit: Opener, demo_record: Path, tmp_path: Path
) -> None:
    """Each [n] has its line; the line quotes the text at its offsets; the first one is clicked."""
    file = tmp_path / "brief.html"
    days = ["--since", "2019-10-01", "--until", "2022-09-30"]
    made = CliRunner().invoke(
        app,
        [*("brief", *days, "--record", str(demo_record), "-o", str(file)), *UNMASKED],
    )
    assert 0 == made.exit_code, made.output
    page = visit(file.as_uri())
    cites = page.locator("a.cite")
    numbers = set(cites.evaluate_all("found => found.map(one => one.getAttribute('href'))"))
    lines = page.locator("li[id^='c']")
    assert numbers
    assert numbers <= {f"#{one}" for one in lines.evaluate_all("all => all.map(one => one.id)")}
    quoted = 0
    with connect(demo_record, write=False) as connection:
        for said in lines.evaluate_all("all => all.map(one => one.textContent)"):
            if found := OF.search(said):
                text = query.document(connection, found[1]).text[int(found[2]) : int(found[3])]
                words = said.partition("“")[2] or said
                assert " ".join(text.split()) in " ".join(words.split()), said
                assert re.search(r"\d{4}-\d{2}|undated|unknown", said), said
                quoted += 1
    assert quoted
    cites.first.click()
    line = page.locator(cites.first.get_attribute("href") or "")
    expect(line).to_be_in_viewport()
    assert [] == violations(page)
    assert overflow(page) <= 0
