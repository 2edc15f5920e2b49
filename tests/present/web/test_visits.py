"""What a browser has seen stays marked for a visit, and no other's looking moves it."""

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.present.web.conftest import client_of, read_record
from tests.present.web.pages import Page
from watchfloor.pipeline_decide import decide
from watchfloor.pipeline_review import accepting, rejecting
from watchfloor.present.web.pages import watch
from watchfloor.present.web.visits import VISIT_SECONDS, Visit, visited
from watchfloor.store import connect
from watchfloor.store.followed import follow, followed, looked

NOW = 1_700_000_000
DAY = datetime(2022, 1, 12, tzinfo=UTC)


def test_a_visit_goes_on_for_hours() -> None:
    """The mark stays however often a page is loaded; the next visit begins where this one ended."""
    first = visited("", 5, NOW)
    assert first == Visit(None, 5, NOW)
    again = visited(first.words(), 9, NOW + 60)
    assert again == Visit(5, 9, NOW, 0)
    assert visited(again.words(), 9, NOW + VISIT_SECONDS - 1).mark == 5
    assert visited(again.words(), 12, NOW + VISIT_SECONDS) == Visit(9, 12, NOW + VISIT_SECONDS, 0)
    assert visited(again.words(), 9, NOW - 60).mark == 9  # a clock that was set back


@pytest.mark.parametrize("words", ["x", "1.2", "1.2.x", "-1", "1" * 16, "1.2.3.4", "²"])
def test_other_cookies_are_none(words: str) -> None:
    """What no version of ours wrote is a first visit."""
    assert visited(words, 5, NOW) == Visit(None, 5, NOW)


def test_the_cookie_of_before_is_read() -> None:
    """A bare number is the newest document of the last visit; older cookies tell no decision."""
    assert visited("3", 5, NOW) == Visit(3, 5, NOW)
    assert visited(f"3.4.{NOW}", 5, NOW, 7) == Visit(3, 5, NOW, None, 7)


def test_decisions_have_a_mark_of_their_own() -> None:
    """It stays for a visit as that of documents does; the next begins at the latest one shown."""
    first = visited("", 5, NOW, 2)
    again = visited(first.words(), 5, NOW + 60, 6)
    assert (again.judged, again.latest) == (2, 6)
    later = visited(again.words(), 5, NOW + VISIT_SECONDS, 9)
    assert (later.judged, later.latest) == (6, 9)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Return a client over three attacks of a day, of which a search is followed."""
    rows = [
        {
            "text": f"Gunmen killed {n} soldiers near {place} on Thursday, police said.",
            "source": f"Wire {n}",
            "published": "2022-01-07",
        }
        for n, place in ((3, "Baghdad"), (5, "Mosul"), (7, "Kirkuk"))
    ]
    made = client_of(read_record(tmp_path, rows))
    with closing(connect(tmp_path / "record.db", write=True)) as connection:
        filters = {"country": ["IRQ", "SYR"], "set": "violence"}
        follow(connection, "iraq", filters, "Ana", "2022-01-08T00:00:00+00:00")
    return made


def marked(client: TestClient, mark: int) -> None:
    """Have the browser's last visit end at a document."""
    client.get("/")
    (cookie,) = client.cookies.jar
    client.cookies.set(cookie.name, str(mark), cookie.domain, cookie.path)


def test_a_reload_forgets_nothing(client: TestClient) -> None:
    """What is new since the last visit is there again, until it is said to be seen."""
    marked(client, 1)
    for _ in range(3):
        html = client.get("/").text
        assert "since your last visit: 2 documents" in Page(html).text
    (csrf,) = set(re.findall(r'name="csrf" value="([^"]+)"', html))
    assert client.post("/seen", data={"csrf": "wrong"}).status_code == 403
    assert client.get("/seen").status_code == 405
    assert "since your last visit" not in Page(client.post("/seen", data={"csrf": csrf}).text).text


def test_followed_searches_have_a_mark_in_each_browser(client: TestClient, tmp_path: Path) -> None:
    """Looking on the command line hides nothing here; rows say what happened, names lead on."""
    with closing(connect(tmp_path / "record.db", write=True)) as connection:
        looked(connection, "iraq", 3)
        assert followed(connection)[0].seen == 3
    marked(client, 1)
    page = Page(client.get("/").text)
    told = " ".join(page.text.split())
    assert "iraq country IRQ or SYR, set violence" in told
    assert "2 new, 0 with new reports" in told
    assert "Mosul" in told[told.index("Followed searches") : told.index("New since")]
    (address,) = [one for one in page.links if "country=IRQ&country=SYR" in one]
    assert client.get(address).status_code == 200


def test_what_people_decided_is_news(client: TestClient, tmp_path: Path) -> None:
    """Decisions since the last visit stand with who made them, until they are said to be seen."""
    assert "Decided since then" not in client.get("/").text
    (one, *_) = client.get("/incidents.json").json()
    for verdict in (accepting(one["id"]), rejecting(one["id"])):
        decide(tmp_path / "record.db", verdict, "Ana", "the evidence", lambda: DAY)
    html = client.get("/").text
    told = " ".join(Page(html).text.split())
    assert "New since your last visit: no documents" in told
    assert "Decided since then: Ana accepted 1, Ana rejected 1;" in told
    (csrf,) = set(re.findall(r'name="csrf" value="([^"]+)"', html))
    assert "Decided since then" not in client.post("/seen", data={"csrf": csrf}).text


def test_incidents_that_are_not_shown_are_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start shows the best told of the news and says how many there are besides."""
    assert "of as many independent sources or fewer" not in client.get("/").text
    monkeypatch.setattr(watch, "NEW", 2)
    assert "and 1 more, of as many independent sources or fewer" in Page(client.get("/").text).text
