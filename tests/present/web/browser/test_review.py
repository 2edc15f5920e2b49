"""Review in a browser: ten decisions by key with an undo, and two people at the same item."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.present.web.browser.conftest import TOKEN
from tests.present.web.browser.machine import Opener, Site, Watch, overflow, served, violations
from watchfloor.present.web.app import build_app
from watchfloor.store import connect, history

pytestmark = pytest.mark.browser


@pytest.fixture
def own(demo_record: Path, tmp_path: Path) -> Iterator[tuple[Site, Path]]:
    """Serve a copy of the demo's record, in which decisions may be made."""
    record = tmp_path / "own.db"
    shutil.copyfile(demo_record, record)
    with served(build_app(record, TOKEN)) as base:
        yield Site(base, TOKEN), record


def waiting(page: Page) -> int:
    """Return how many items are left, as the page says it."""
    words = page.locator("main p b").first.inner_text()
    return int(words.replace(",", ""))


def signed(page: Page, name: str) -> None:
    """Put a name into the form, then leave the field, so that letters are keys again."""
    page.get_by_label("Your name").fill(name)
    page.locator("h1").click()


def ready(page: Page, key: str) -> None:
    """Wait until a letter is a key: it stands on its button once the page's script has run."""
    page.locator(f"[data-key={key}] .key").first.wait_for()


def test_ten_items_are_reviewed_by_key_and_one_is_taken_back(
    visit: Opener, own: tuple[Site, Path]
) -> None:
    """Each letter decides one item and brings the next; z takes the last decision back."""
    site, record = own
    page = visit(site.at("/review"))
    signed(page, "Ada")
    left = waiting(page)
    for number in range(10):
        ready(page, "a")
        item = page.locator("input[name=item]").input_value()
        page.keyboard.press("a")
        expect(page.locator("input[name=item]")).not_to_have_value(item)
        assert waiting(page) == left - number - 1
    with connect(record, write=False) as connection:
        made = history.decisions(connection)
    assert ["accept"] * 10 == [one.verdict for one in made]
    assert {"Ada"} == {one.author for one in made}

    expect(page.locator(".toast")).to_contain_text("Ada: accept kept")
    ready(page, "z")
    page.keyboard.press("z")
    expect(page.locator("main p b").first).to_have_text(str(left - 9))
    assert page.locator("input[name=item]").input_value() == item


def test_the_button_of_the_message_undoes_too(visit: Opener, own: tuple[Site, Path]) -> None:
    """The message after a decision carries its undo, for who uses no keys and no script."""
    site, _ = own
    page = visit(site.at("/review"), scripts=False)
    left = waiting(page)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Accept").click()
    assert waiting(page) == left - 1
    page.locator(".toast").get_by_role("button", name="Undo").click()
    assert waiting(page) == left


def test_two_people_do_not_overwrite_each_other(
    visit: Opener, own: tuple[Site, Path], watch: Watch
) -> None:
    """Who decides on what somebody else has changed since is told so, and nothing is lost."""
    site, record = own
    ada, bob = visit(site.at("/review")), visit(site.at("/review"))
    item = ada.locator("input[name=item]").input_value()
    assert item == bob.locator("input[name=item]").input_value()
    signed(ada, "Ada")
    ready(ada, "a")
    ada.keyboard.press("a")
    expect(ada.locator(".toast")).to_contain_text("accept kept")

    bob.get_by_label("Why").fill("not an event of this kind")
    signed(bob, "Bob")
    ready(bob, "r")
    bob.keyboard.press("r")
    expect(bob.get_by_role("alert")).to_contain_text("Ada")
    watch.complaints.clear()  # Chromium notes the answer 409 on its console
    with connect(record, write=False) as connection:
        made = history.decisions(connection)
    assert [("Ada", "accept")] == [(one.author, one.verdict) for one in made]


def test_words_chosen_in_the_text_fill_the_span(visit: Opener, own: tuple[Site, Path]) -> None:
    """The words under the arrows are those of the document at these offsets."""
    site, _ = own
    page = visit(site.at("/review"))
    page.get_by_role("button", name="Choose in the text").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    start, end = (
        int(page.locator(f"[data-part={name}]").input_value()) for name in ("start", "end")
    )
    words = page.locator("[data-part=text]").input_value()
    address = page.locator("a[href^='/documents/'][href*='#']").first.get_attribute("href") or ""
    document = re.sub(r"#.*", "", address)
    text = page.context.request.get(f"{site.base}{document}.json").json()["document"]["text"]
    assert words == text[start:end]
    assert len(words.split()) >= 2


def test_evidence_stands_beside_the_form(visit: Opener, own: tuple[Site, Path]) -> None:
    """On a wide screen the text is read without leaving the buttons; on a narrow one below them."""
    site, _ = own
    page = visit(site.at("/review"))
    expect(page.locator("[data-text]")).to_be_in_viewport()
    expect(page.locator("[data-key=a]")).to_be_in_viewport()
    form, text = (page.locator(one).bounding_box() for one in ("#decide", "[data-text]"))
    assert form is not None
    assert text is not None
    assert text["x"] >= form["x"] + form["width"]


def test_the_review_page_can_be_used_everywhere(visit: Opener, own: tuple[Site, Path]) -> None:
    """Narrow and dark too: nothing sticks out, axe finds nothing, letters stand on buttons."""
    site, _ = own
    page = visit(site.at("/review"), size="narrow")
    expect(page.locator("[data-key=a] .key")).to_have_text("a")
    assert overflow(page) <= 0
    assert [] == violations(page)
    page.emulate_media(color_scheme="dark")
    assert [] == violations(page)
