"""The islands in a real browser, on small pages that carry their attributes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.present.web.browser.island_pages import TEXT, island_app
from tests.present.web.browser.machine import Opener, overflow, served, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """Serve the small pages."""
    with served(island_app()) as address:
        yield address


def chosen(page: Page) -> list[str]:
    """Return the words that are lit."""
    return page.locator(".s.lit").all_text_contents()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["map", "reader", "review"])
def test_islands_can_be_read_by_everybody(visit: Opener, base: str, name: str, scheme: str) -> None:
    """Nothing that axe knows is wrong, and nothing is wider than a phone."""
    page = visit(f"{base}/{name}", size="narrow", scheme="dark" if scheme == "dark" else "light")
    if name == "map":
        expect(page.locator(".map-places button")).to_have_count(5)
    assert [] == violations(page)
    assert overflow(page) <= 0


def test_the_map_says_what_it_shows(visit: Opener, base: str) -> None:
    """Places, what has no position, borders and the symbols in use are told under the map."""
    page = visit(f"{base}/map")
    expect(page.get_by_text("22 incidents at 5 places; 4 incidents without a")).to_be_visible()
    expect(page.get_by_text("no position on any border")).to_be_visible()
    legend = page.locator(".map-legend")
    for words in (
        "assault",
        "coercion",
        "attempted only",
        "denied only",
        "known only to this area",
    ):
        expect(legend).to_contain_text(words)
    expect(legend).not_to_contain_text("mobilisation")


def test_a_place_answers_to_the_keyboard(visit: Opener, base: str) -> None:
    """Its name takes the focus; Enter opens what is known of it, Escape gives the focus back."""
    page = visit(f"{base}/map?mode=siege")
    name = page.get_by_role("button", name="Alpha: 12 incidents, the best")
    name.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("12 incidents, the best supported by 9 independent sources")
    link = popup.get_by_role("link", name="Show these 12 incidents")
    expect(link).to_be_focused()
    assert "mode=siege" in str(link.get_attribute("href"))
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(name).to_be_focused()


def test_names_from_articles_stay_words_on_the_map(visit: Opener, base: str) -> None:
    """Markup in a place's name is shown as it is written."""
    page = visit(f"{base}/map")
    page.get_by_role("button", name="<Img").first.click()
    expect(page.locator(".leaflet-popup-content strong")).to_contain_text("<Img Src=X")
    assert 0 == page.locator(".leaflet-popup-content img").count()


def test_a_place_known_to_a_province_is_no_dot(visit: Opener, base: str) -> None:
    """The popup says how far the place may be off."""
    page = visit(f"{base}/map")
    page.get_by_text("The same as a list").click()
    page.get_by_role("button", name="Gamma", exact=True).last.click()
    expect(page.locator(".leaflet-popup-content")).to_contain_text(
        "known only to the province, somewhere within about 90 km"
    )


def test_a_filter_reaches_list_address_and_map(visit: Opener, base: str) -> None:
    """The swap changes the list and the address; the map asks again; empty fields stay out."""
    page = visit(f"{base}/map")
    expect(page.locator(".map-places button")).to_have_count(5)
    page.get_by_label("Country").fill("IRQ")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("#said")).to_have_text("country=IRQ since= until=")
    expect(page.locator(".map-places button")).to_have_count(1)
    assert page.url == f"{base}/map?country=IRQ"


def test_the_brush_sets_the_interval(visit: Opener, base: str) -> None:
    """Moving its ends by keys fills since and until and sends the form."""
    page = visit(f"{base}/map")
    expect(page.locator(".brush output")).to_contain_text("2030-01-07 to 2030-02-03: 8 incidents")
    page.get_by_label("From week").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#said")).to_contain_text("since=2030-01-14 until=2030-02-03")
    page.get_by_label("Until week").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#said")).to_contain_text("since=2030-01-14 until=2030-01-27")
    expect(page.locator(".brush .bar.out")).to_have_count(2)
    page.reload()
    expect(page.locator(".brush output")).to_contain_text("2030-01-14 to 2030-01-27")


def test_the_brush_keeps_what_lies_before_its_weeks(visit: Opener, base: str) -> None:
    """All that began before the bars is one more step, without a first day."""
    page = visit(f"{base}/map?country=IRQ")
    told = page.locator(".brush output")
    expect(told).to_contain_text("Until 2030-02-03: 13 incidents")
    expect(page.get_by_label("From week")).to_have_attribute("aria-valuetext", "the beginning")
    page.get_by_label("From week").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#said")).to_contain_text("since=2030-01-07 until=2030-02-03")
    page.get_by_label("From week").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_label("Until week").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#said")).to_contain_text("since= until=2030-01-27")


def test_a_field_lights_its_words(visit: Opener, base: str) -> None:
    """By mouse and by focus, every piece of the span."""
    page = visit(f"{base}/reader")
    page.locator("#who").hover()
    assert ["Rebels"] == chosen(page)
    page.locator("#whom").focus()
    assert ["Ostrava", " 🚀 depot"] == chosen(page)


def test_words_show_what_rests_on_them(visit: Opener, base: str) -> None:
    """A click names the fields, lights them and puts the span into the address; again undoes it."""
    page = visit(f"{base}/reader")
    page.locator("mark", has_text="Ostrava").click()
    expect(page.locator("dd.lit")).to_have_text(["Ostrava depot", "Ostrava"])
    expect(page.get_by_role("status")).to_contain_text(
        "On “Ostrava” rest: whom: Ostrava depot; where: Ostrava"
    )
    assert page.url.endswith("#s16-23")
    page.locator("mark", has_text="Ostrava").click()
    expect(page.get_by_role("status")).to_have_text("")
    assert "#" not in page.url


def test_words_are_reached_by_arrows(visit: Opener, base: str) -> None:
    """The text is one stop for Tab; arrows walk its words, Enter keeps one, Escape lets it go."""
    page = visit(f"{base}/reader")
    page.keyboard.press("Tab")
    expect(page.locator("mark", has_text="Rebels")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert ["attacked"] == chosen(page)
    page.keyboard.press("Enter")
    expect(page.locator("mark", has_text="attacked")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("mark", has_text="attacked")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Tab")
    expect(page.locator("#who")).to_be_focused()


def test_an_address_leads_to_its_words(visit: Opener, base: str) -> None:
    """A link that names a span lights it when the page opens."""
    page = visit(f"{base}/reader#s0-6")
    expect(page.locator(".s.pinned")).to_have_text("Rebels")
    expect(page.locator("dd.lit")).to_have_text(["Rebels"])


@pytest.mark.parametrize("key, value", [("a", "accept"), ("r", "reject"), ("z", "undo")])
def test_a_letter_presses_its_button(visit: Opener, base: str, key: str, value: str) -> None:
    """Each letter stands on the button that it presses, undo on its message."""
    page = visit(f"{base}/review")
    expect(page.locator(f"[data-key={key}] .key")).to_have_text(key)
    page.keyboard.press(key)
    expect(page.locator("#pressed")).to_contain_text(f'"do": "{value}"')


def test_letters_can_be_switched_off_for_good(visit: Opener, base: str) -> None:
    """Switched off they press nothing, on this visit and on the next (WCAG 2.1.4)."""
    page = visit(f"{base}/review")
    page.get_by_label("Single letters press the buttons").uncheck()
    page.get_by_role("heading", name="Island").click()
    page.keyboard.press("a")
    page.reload()
    expect(page.get_by_label("Single letters press the buttons")).not_to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("#pressed")).to_have_text("{}")
    expect(page.locator("[data-key=a] .key")).to_be_hidden()


def test_letters_typed_into_a_field_stay_there(visit: Opener, base: str) -> None:
    """A reason that is typed presses no button."""
    page = visit(f"{base}/review")
    page.get_by_label("Reason").press_sequentially("arz")
    expect(page.get_by_label("Reason")).to_have_value("arz")
    expect(page.locator("#pressed")).to_have_text("{}")


def test_digits_choose_candidates_and_help_lists_all(visit: Opener, base: str) -> None:
    """The second candidate is key 2; the question mark shows every key with its meaning."""
    page = visit(f"{base}/review")
    page.keyboard.press("2")
    expect(page.get_by_label("Two")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("dialog dd")).to_have_text(["Accept", "Reject", "One", "Two", "Undo"])
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.locator("#pressed")).to_have_text("{}")


def test_words_that_are_chosen_become_a_span(visit: Opener, base: str) -> None:
    """Arrows choose words; offsets count characters from the document's start, past an emoji."""
    page = visit(f"{base}/review")
    page.get_by_role("button", name="Choose words").click()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    start = 100 + TEXT.index("depot")
    expect(page.get_by_label("Start")).to_have_value(str(start))
    expect(page.get_by_label("End")).to_have_value(str(start + len("depot on")))
    expect(page.get_by_role("button", name="Choose words")).to_be_focused()


def test_a_selection_grows_to_whole_words(visit: Opener, base: str) -> None:
    """A double click on a word fills its span; the raised number is no text of the document."""
    page = visit(f"{base}/review")
    box = page.locator("[data-text]").evaluate(
        """(sheet) => {
            const range = document.createRange();
            range.setStart(sheet.firstChild, sheet.textContent.indexOf("uards"));
            range.setEnd(sheet.firstChild, sheet.textContent.indexOf("hurt") + 2);
            getSelection().addRange(range);
            sheet.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }"""
    )
    assert box is None
    expect(page.get_by_label("Start")).to_have_value(str(100 + TEXT.index("guards")))
    expect(page.get_by_label("End")).to_have_value(str(100 + TEXT.index("hurt") + 4))
    expect(page.get_by_text("Span: “guards were hurt”")).to_be_visible()


def test_without_scripts_buttons_still_work(visit: Opener, base: str) -> None:
    """The form is sent by the browser alone."""
    page = visit(f"{base}/review", scripts=False)
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("#pressed")).to_contain_text('"do": "accept"')
    expect(page.get_by_role("button", name="Choose words")).to_be_hidden()
