"""Every page that a link leads to is there, safe, whole, and has what a link promises."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.present.conftest import write_record
from tests.present.web.conftest import client_of, read_record
from tests.present.web.pages import Page
from watchfloor.analyse.periods import WEEK
from watchfloor.present.web.pages.method import scorecard

MOST_PAGES = 70
STARTS = (
    *("/", "/incidents", "/events", "/claims", "/actors", "/figures", "/relations", "/documents"),
    *("/sources", "/search", "/search?q=killed", "/search?q=killed&sort=best", "/about/method"),
)


@pytest.mark.parametrize("which", ["dispatch", "hostile"])
def test_every_link_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    """From the start every internal link answers, each page is safe HTML, each anchor exists."""
    client: TestClient = request.getfixturevalue(which)
    pages: dict[str, Page] = {}
    waiting, asked = list(STARTS), set(STARTS)
    anchors: list[tuple[str, str, str]] = []
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop(0)
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:2000]}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = pages[str(answer.url).removeprefix("http://testserver")] = Page(answer.text)
        assert page.faults == [], address
        assert page.tags.count("h1") == 1, address
        assert page.tags.count("main") == 1, address
        assert len(page.ids) == len(set(page.ids)), address
        for link in page.links:
            target, anchor = urldefrag(link)
            if target.startswith(("http:", "https:")):
                continue
            target = target or str(answer.url).removeprefix("http://testserver")
            if anchor:
                anchors.append((address, target, anchor))
            if target not in asked:
                asked.add(target)
                waiting.append(target)
    assert len(pages) > len(STARTS)
    for origin, target, anchor in anchors:
        if target in pages:
            assert anchor in pages[target].ids, f"{origin} links to {target}#{anchor}"


@pytest.mark.parametrize("path", STARTS)
def test_pages_say_what_they_rest_on(dispatch: TestClient, path: str) -> None:
    """Each has the day of its data, the version, the record, and where its style comes from."""
    text = " ".join(Page(dispatch.get(path).text).text.split())
    assert "Data up to 2022-01-07" in text
    assert "Watchfloor 0." in text
    assert "record record.db" in text


def test_an_incident_shows_who_says_what(dispatch: TestClient) -> None:
    """Its page has the parties, the toll, the sources, the claim and the sentence."""
    found = dispatch.get("/incidents.json").json()
    killed = next(one for one in found if one["type"] == "ASSAULT")
    page = Page(dispatch.get(f"/incidents/{killed['id']}").text)
    words = " ".join(page.text.split())
    for expected in ("River Front", "three soldiers", "Taji", "We deny it", "Example Wire", "dead"):
        assert expected in words
    assert "killed" in words


def test_a_short_id_leads_to_the_whole_one(dispatch: TestClient) -> None:
    """The first digits of an id are enough, for incidents, documents and what is coded in them."""
    found = dispatch.get("/incidents.json").json()[0]
    answer = dispatch.get(f"/incidents/{found['id'][:10]}", follow_redirects=False)
    assert answer.headers["location"] == f"/incidents/{found['id']}"
    event = found["events"][0]
    answer = dispatch.get(f"/documents/{event}", follow_redirects=False)
    assert answer.headers["location"].startswith(f"/documents/{found['documents'][0]}#s")


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/abcdef0123",
        "/documents/abcdef0123",
        "/actors/nobody-at-all",
        "/nothing",
        "/x.json",
    ],
)
def test_what_is_not_there_is_not_found(dispatch: TestClient, path: str) -> None:
    """An unknown id answers 404 with a page that says so."""
    answer = dispatch.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_the_reader_shows_the_whole_text(dispatch: TestClient) -> None:
    """The text of a document stands on its page, every character, spans or not."""
    found = dispatch.get("/documents.json").json()[0]
    answer = dispatch.get(f"/documents/{found['id']}")
    text = Page(answer.text[answer.text.index('<div class="text"') :]).text
    assert text.startswith(found["text"])
    assert 'class="boilerplate"' in answer.text


def test_pages_go_on_where_the_last_one_ended(dispatch: TestClient) -> None:
    """A place in a list that is none is refused; one past the end is an empty page."""
    assert dispatch.get("/incidents?after=x").status_code == 400
    assert dispatch.get("/incidents?after=0001-01-01.0").status_code == 200
    assert dispatch.get("/incidents?sort=sideways").status_code == 400


def test_filters_are_those_of_the_command_line(dispatch: TestClient) -> None:
    """A filter chooses, an unknown one is refused rather than ignored, an empty one is none."""
    assert len(dispatch.get("/events.json?type=THREATEN").json()) == 2
    assert dispatch.get("/events.json?typo=THREATEN").status_code == 400
    assert len(dispatch.get("/events.json?type=&country=").json()) == 4
    assert dispatch.get("/events?min_sources=2").status_code == 400
    assert dispatch.get("/incidents?since=2022-02-30").status_code == 400
    assert dispatch.get("/incidents?country=IRQ&country=SYR").status_code == 200
    assert dispatch.get("/incidents?place=a&place=b").status_code == 400


def test_facets_count_what_they_would_show(dispatch: TestClient) -> None:
    """The number beside a value is that of the rows under the other filters."""
    text = " ".join(Page(dispatch.get("/incidents?type=THREATEN").text).text.split())
    assert "ASSAULT 1" in text


def test_the_map_has_one_row_a_place(dispatch: TestClient) -> None:
    """Places carry what the picture needs, and what has none is counted."""
    found = dispatch.get("/incidents/map.json").json()
    (place,) = found["places"]
    assert (place["name"], place["country"], place["precision"]) == ("Taji", "IRQ", "town")
    assert place["by_type"] == {"ASSAULT": 1}
    assert place["query"] == "place=Taji&country=IRQ&set=violence"
    assert found["truncated"] is False
    listed = dispatch.get(f"/incidents.json?{place['query']}").json()
    assert len(listed) == place["n"]


def test_weeks_begin_on_monday(dispatch: TestClient) -> None:
    """The bars of the brush are Mondays with the incidents that began in their week."""
    assert dispatch.get("/incidents/weeks.json").json() == {
        "weeks": [{"from": "2022-01-03", "n": 1}],
        "before": 0,
    }


def test_weeks_and_places_are_there_without_scripts(dispatch: TestClient) -> None:
    """The list's own page has the bars and the map; a part that a script asks for has neither."""
    text = dispatch.get("/incidents").text
    assert "week of 2022-01-03: 0 accepted, 1 not yet reviewed</title>" in text
    assert 'href="/incidents?place=Taji&amp;country=IRQ&amp;set=violence"' in text
    assert "needs JavaScript" not in text
    part = dispatch.get("/incidents", headers={"HX-Request": "true"}).text
    assert 'id="counted"' in part
    assert "<svg" not in part


def test_the_violent_are_counted_unless_asked(various: TestClient) -> None:
    """Map and weeks count the named set, all types by a switch, and what a filter chooses."""

    def counted(query: str) -> tuple[int, int]:
        places = various.get(f"/incidents/map.json{query}").json()
        weeks = various.get(f"/incidents/weeks.json{query}").json()["weeks"]
        placed = sum(one["n"] for one in places["places"]) + places["without_position"]
        return placed, sum(one["n"] for one in weeks)

    assert counted("") == counted("?set=violence") == counted("?sort=oldest") == (1, 1)
    assert counted("?counted=all") == (2, 2)
    assert counted("?type=PROTEST") == (1, 1)
    assert various.get("/incidents/map.json?counted=some").status_code == 400
    first, every = (Page(various.get(f"/incidents{tail}").text) for tail in ("", "?counted=all"))
    assert "1 violent incident counted here" in " ".join(first.text.split())
    assert "/incidents?counted=all#map-title" in first.links
    assert "2 incidents counted here, of all types" in " ".join(every.text.split())
    assert "/incidents#map-title" in every.links


def test_sources_take_the_filters_of_texts(tmp_path: Path) -> None:
    """Who copies whom is there with counts; a silent source has its row; filters choose texts."""
    text = "Gunmen killed three soldiers near Baghdad on Thursday, police said in a statement."
    rows = [
        {"text": text, "source": "First", "published": "2022-01-07", "url": "https://a.example/1"},
        {"text": text, "source": "Second", "published": "2022-01-08", "url": "https://b.example/2"},
        {"text": "Old news of 2019.", "source": "Silent", "published": "2019-01-08"},
    ]
    client = client_of(read_record(tmp_path, rows))
    page = client.get("/sources").text
    told = " ".join(Page(page).text.split())
    copies = page[page.index('id="copies"') : page.index('id="coverage"')]
    assert "SecondFirst1" in "".join(Page(copies.partition(">")[2]).text.split())
    assert "Silent silent" in told
    assert [one["source"] for one in client.get("/sources.json?source=Silent").json()] == ["Silent"]
    assert "of which no source is known" not in told
    early = Page(client.get("/sources?until=2019-12-31").text)
    assert "No text that passes is a copy" in early.text
    assert client.get("/sources?country=IRQ").status_code == 400


def test_sources_draw_who_copies_whom(tmp_path: Path) -> None:
    """From two pairs on a graph with links is drawn; texts without a source are counted."""
    told = "Gunmen killed three soldiers near {} on Thursday, police said in a long statement."
    rows = [
        {"text": told.format(town), "source": name, "published": f"2022-01-0{day}"}
        for town, names in (("Baghdad", ("First", "Second")), ("Mosul", ("First", "<b>Third")))
        for day, name in enumerate(names, start=7)
    ]
    rows.append({"text": "Nobody says who wrote this.", "published": "2022-01-07"})
    html = read_client(tmp_path, rows).get("/sources").text
    assert html.count('class="tip"') == len(rows) // 2
    assert 'href="/documents?source=%3Cb%3EThird"' in html
    assert "And 1 document of which no source is known." in Page(html).text


def read_client(folder: Path, rows: list[dict[str, str]]) -> TestClient:
    """Return a client over texts that are read into a record."""
    return client_of(read_record(folder, rows))


def test_an_incident_leads_to_its_decision(dispatch: TestClient) -> None:
    """From the page of an incident one link leads to it in the review."""
    (row, *_) = dispatch.get("/incidents.json").json()
    page = Page(dispatch.get(f"/incidents/{row['id']}").text)
    assert f"/review?at={row['id']}" in page.links
    assert f'name="item" value="{row["id"]}"' in dispatch.get(f"/review?at={row['id']}").text


@pytest.mark.parametrize("path", ["/incidents", "/events", "/claims", "/figures", "/documents"])
def test_an_empty_list_says_why(tmp_path: Path, path: str) -> None:
    """Filters that nothing passes are blamed where there are any, else the record is empty."""
    client = client_of(write_record(tmp_path / "record.db", []))
    assert "is in the record yet" in Page(client.get(path).text).text
    assert "passes these filters" in Page(client.get(f"{path}?until=2001-01-01").text).text


def test_a_week_leads_to_its_incidents(dispatch: TestClient) -> None:
    """The link of a week ends on its Sunday: what came later is another row's."""
    links = [one for one in Page(dispatch.get("/").text).links if "set=violence&since=" in one]
    assert len(links) > WEEK
    for link in links:
        asked = dict(parse_qsl(urlsplit(link).query))
        since, until = (date.fromisoformat(asked[name]) for name in ("since", "until"))
        assert (until - since).days == WEEK - 1


def test_an_actor_is_shown_as_of_a_day(dispatch: TestClient) -> None:
    """The chain of command is that of the day; a name leads to the id."""
    late = Page(dispatch.get("/actors/kataib-hezbollah?at=2022-01-06").text).text
    early = Page(dispatch.get("/actors/kataib-hezbollah?at=2010-01-01").text).text
    assert "Popular Mobilization Forces" in late
    assert "Popular Mobilization Forces" not in early
    answer = dispatch.get("/actors/Kata'ib Hezbollah", follow_redirects=False)
    assert answer.headers["location"] == "/actors/kataib-hezbollah"
    assert dispatch.get("/actors/kataib-hezbollah?at=yesterday").status_code == 400


def test_an_actor_that_only_the_record_knows_has_a_page(dispatch: TestClient) -> None:
    """Its acts are there, and no relation is made up."""
    text = Page(dispatch.get("/actors/river-front").text).text
    assert "River Front" in text
    assert "states no relation" in text


def test_no_web_assets_no_harm(
    dispatch: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Without built files a page still works, and says how to build them."""
    monkeypatch.setattr("watchfloor.present.web.render.STATIC", tmp_path)
    text = dispatch.get("/incidents").text
    assert "python -m build_steps.web" in text
    assert "/static/" not in text.replace("/static/world.json", "")


def test_forecasts_have_a_page_and_a_file(dispatch: TestClient) -> None:
    """A record without any says so, on the page and in the file."""
    assert "No forecast is in the record yet" in Page(dispatch.get("/forecasts").text).text
    assert dispatch.get("/forecasts.json").json() == []
    assert dispatch.get("/forecasts?kind=threat").status_code == 400


def test_rows_have_facets_too(dispatch: TestClient) -> None:
    """Claims can be chosen by kind, with their counts."""
    text = " ".join(Page(dispatch.get("/claims").text).text.split())
    assert "denial 2" in text
    assert dispatch.get("/claims?kind=denial").status_code == 200


def test_the_scorecard_is_the_published_one() -> None:
    """The method page has a row for each figure of `docs/quality.md`'s first table."""
    page = Path(__file__).parents[3].joinpath("docs", "quality.md").read_text(encoding="utf-8")
    _, _, after = page.partition("## All figures")
    lines = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("|")]
    head, *rows = scorecard()
    assert ["task", "data"] == head[:2]
    assert len(lines) - 2 == len(rows) > 0
