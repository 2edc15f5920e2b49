"""The pages of actors: how surely acts are laid to them, what is said by and about them."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.present.conftest import write_record
from tests.present.test_actor_commands import laid
from tests.present.web.conftest import client_of
from tests.present.web.pages import Page
from watchfloor import pipeline_actors
from watchfloor.model import ActorStanding, ClaimKind, Entry
from watchfloor.model.event import Speaker
from watchfloor.model.words import Assertion
from watchfloor.present.web.pages import actors
from watchfloor.resolve.actors_check import TYPES

FRONT, MASTER = "raba-allah", "kataib-hezbollah"


def blamed(entry: Entry) -> Entry:
    """Return an entry whose claim blames the master, by somebody else."""
    made = replace(
        entry.claims[0],
        kind=ClaimKind.BLAME,
        speaker=Speaker.inferred(entity_id="IRQ-GOV", name="Iraq (government)"),
        accused=(Speaker.inferred(entity_id=MASTER, name="Kata'ib Hezbollah"),),
    )
    return replace(entry, claims=(made,))


def spoken(entry: Entry) -> Entry:
    """Return an entry whose claim is the master's own."""
    own = Speaker.inferred(entity_id=MASTER, name="Kata'ib Hezbollah")
    return replace(entry, claims=(replace(entry.claims[0], speaker=own),))


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Return a client over acts of a facade and of whom it fronts, with claims by and about it."""
    entries = [
        laid(FRONT, "one", Assertion.CLAIMED),
        blamed(laid(MASTER, "two", Assertion.ACCUSED)),
        spoken(laid(MASTER, "three", Assertion.FACT)),
    ]
    return client_of(write_record(tmp_path / "record.db", entries))


def words(client: TestClient, address: str) -> str:
    """Return the words of a page that is whole and safe."""
    answer = client.get(address)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    return " ".join(page.text.split())


def test_the_list_counts_claimed_and_blamed_apart(client: TestClient) -> None:
    """Each by itself, unless facades or parts are switched on, which the page says."""
    assert f"Kata'ib Hezbollah incidents101200{MASTER}" in words(client, "/actors")
    switched = words(client, "/actors?with=facades")
    assert f"incidents111300{MASTER}" in switched
    assert "facades count for whom they front, too" in switched
    assert "popular-mobilization-forces" in words(client, "/actors?with=facades,parents")
    assert client.get("/actors?with=friends").status_code == 400


def test_an_actor_page_says_what_is_counted_in(client: TestClient) -> None:
    """Facades count when they are switched on, and are named then."""
    own = words(client, f"/actors/{MASTER}")
    laid_to_it = own[own.index("How surely") : own.index("Blamed by")]
    for told in ("as fact1 report", "claimed by itno reports", "accused of1 report"):
        assert told in laid_to_it
    assert "are not counted in" in own
    switched = words(client, f"/actors/{MASTER}?with=facades&at=2022-02-01")
    assert "claimed by it1 report" in switched
    assert "Counted in: " in switched
    assert "Raba Allah" in switched
    assert client.get(f"/actors/{MASTER}?with=friends").status_code == 400


def test_each_relation_says_against_what_it_was_checked(client: TestClient) -> None:
    """Day and page stand behind the basis of every row: what no page states is not there."""
    assert "; checked 2026-11-28 against " in words(client, f"/actors/{MASTER}")
    assert "; not checked since entry" not in words(client, "/actors/syrian-democratic-forces")


def test_claims_by_and_about_have_day_and_source(client: TestClient) -> None:
    """What it says and what others say of it stand apart, each with when and where."""
    told = words(client, f"/actors/{MASTER}")
    own, about = told.split("What others say of it")
    assert "2022-01-07 · Wire three" in own[own.index("What it says") :]
    assert "blame Iraq (government)" in about
    assert "2022-01-07 · Wire two" in about
    early = words(client, f"/actors/{MASTER}?at=2021-01-01")
    assert "No claim of others" in early


def test_who_is_not_drawn_is_counted(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that leaves actors out says how many."""
    assert "more, who are in the table alone" not in words(client, f"/actors/{MASTER}")
    monkeypatch.setattr(actors, "MOST_NODES", 4)
    assert "more, who are in the table alone" in words(client, f"/actors/{MASTER}")


def test_a_chain_says_by_way_of_whom(client: TestClient) -> None:
    """What holds for the body above is not told of the actor: the line leads from that body."""
    html = client.get(f"/actors/{MASTER}?at=2019-06-01").text
    told = " ".join(Page(html).text.split())
    assert "Iraq (armed forces) through Popular Mobilization Forces" in told
    assert "popular-mobilization-forces part of IRQ-MIL" in told
    assert f"{MASTER} part of IRQ-MIL" not in told
    assert f"{MASTER} part of popular-mobilization-forces" in told


def test_every_type_has_words(client: TestClient) -> None:
    """A sector of PLOVER stands behind what it means."""
    assert set(actors.KINDS) == TYPES
    assert "pro-government paramilitary PRM" in words(client, f"/actors/{MASTER}")
    assert "PRMpro-government paramilitary" in "".join(words(client, "/about/method"))


def test_no_neighbourhood_outgrows_its_picture() -> None:
    """A graph past 500 nodes would need a script to be read; the largest has a tenth of them."""
    known = [one.id for one in pipeline_actors.actors()]
    assert len(known) > 2_000
    largest = max(len(_around(pipeline_actors.actor_standing(one, None))) for one in known)
    assert 10 < largest < actors.MOST_NODES


def _around(found: ActorStanding) -> set[str]:
    parts = (found.chain, found.leaders, found.backers, found.units, found.offices, found.others)
    return {stand.id for part in parts for stand in part}


def test_files_of_actors_count_as_their_page_does(dispatch: TestClient) -> None:
    """The links to the files keep the switch; each row says with whom; other words are refused."""
    page = Page(dispatch.get("/actors", params={"with": "facades", "country": "IRQ"}).text)
    (link,) = [one for one in page.links if one.startswith("/actors.json?")]
    assert "with=facades" in link
    assert "country=IRQ" in link
    rows = dispatch.get("/actors.json", params={"with": "facades"}).json()
    assert rows
    assert all(one["acts"]["counted_with"] == ["facades"] for one in rows)
    assert all(one["acts"]["counted_with"] == [] for one in dispatch.get("/actors.json").json())
    assert dispatch.get("/actors.csv", params={"with": "friends"}).status_code == 400


def test_incidents_of_an_actor_are_counted_by_week(client: TestClient) -> None:
    """Three reports of one incident count once, under the strongest word, with who blames."""
    own = words(client, f"/actors/{MASTER}")
    told = own[own.index("Incidents laid to it, by week") : own.index("Also written")]
    assert "2022-01-031000Wire two" in told
    assert "Its own alone, neither facades nor parts." in told
    switched = words(client, f"/actors/{MASTER}?with=facades")
    counted = switched[switched.index("strongest word that any report has. Counted in: ") :]
    assert "Raba Allah" in counted[:400]
    front = words(client, f"/actors/{FRONT}")
    assert "2022-01-030100" in front, "a claim of its own"
    nothing = words(client, f"/actors/{MASTER}?at=2021-01-01")
    assert "No report lays an incident of a known week to it." in nothing


def test_weeks_of_an_actor_are_files(client: TestClient) -> None:
    """The same counts as JSON, CSV and Parquet at the page's query string; none is refused."""
    (week,) = client.get(f"/actors/{FRONT}/weeks.json").json()
    assert week == {
        **{"since": "2022-01-03", "fact": 0, "claimed": 1, "blamed": 0, "suspected": 0},
        "blamed_by": [],
    }
    page = Page(client.get(f"/actors/{MASTER}?with=facades&at=2022-02-01").text)
    for ending in ("json", "csv", "parquet"):
        (link,) = [one for one in page.links if f"/weeks.{ending}?" in one]
        answer = client.get(link)
        assert answer.status_code == 200
        assert f'filename="weeks.{ending}"' in answer.headers["content-disposition"]
    header, row = client.get(f"/actors/{MASTER}/weeks.csv").text.split()[:2]
    assert header.startswith("since,fact,claimed,blamed,suspected,blamed_by")
    assert row.startswith("2022-01-03,1,0,0,0,Wire")
    assert client.get(f"/actors/{MASTER}/weeks.json?at=2021-01-01").json() == []
    assert client.get(f"/actors/{MASTER}/weeks.csv?with=friends").status_code == 400
    assert client.get("/actors/nobody-at-all/weeks.csv").status_code == 404
