"""Files of a list: names withheld in every format, written while they are read."""

import csv
import io
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

import watchfloor
from tests.present.conftest import make_entry, write_record
from tests.present.web.conftest import client_of, read_record
from tests.present.web.pages import Page
from tests.test_forecasts import NEXT as FORECAST
from tests.test_forecasts import entry as forecast_entry
from watchfloor.export import formats
from watchfloor.model.issued import DisclosureVerdict
from watchfloor.pipeline_issue import disclose
from watchfloor.present.web.twins import PIECE, WAITING, endings, streamed

NAME = "Hamid Faraj Suwaidi"
VICTIM = [
    {
        "text": f"Gunmen killed the teacher {NAME} near Baghdad on 3 March 2021, police said.",
        "published": "2021-03-06",
        "source": "Wire",
    }
]
SHELTER = [
    {
        "text": "Gunmen attacked a women's shelter in Mosul on 3 March 2021 and killed two guards.",
        "published": "2021-03-06",
        "source": "Wire",
    }
]


@pytest.mark.parametrize("kind", [one for one in formats.KINDS if one != "corrections"])
def test_every_pair_of_the_export_is_a_twin(dispatch: TestClient, kind: str) -> None:
    """Each list has the files that `export` knows for its kind, and JSON."""
    for ending in endings(kind):
        answer = dispatch.get(f"/{kind}.{ending}")
        assert answer.status_code == 200
        assert f'filename="{kind}.{ending}"' in answer.headers["content-disposition"]
        assert answer.content
    assert dispatch.get(f"/{kind}.xlsx").status_code == 404


def test_formats_hold_the_same_rows(dispatch: TestClient) -> None:
    """JSON, JSON Lines, CSV, GeoJSON and Parquet of one query have the same ids."""
    query = "?type=ASSAULT&country=IRQ"
    ids = [row["id"] for row in dispatch.get(f"/events.json{query}").json()]
    assert len(ids) == 2
    lines = dispatch.get(f"/events.jsonl{query}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    table = csv.DictReader(io.StringIO(dispatch.get(f"/events.csv{query}").text, newline=""))
    assert [row["id"] for row in table] == ids
    features = dispatch.get(f"/events.geojson{query}").json()["features"]
    assert [feature["id"] for feature in features] == ids
    found = pq.read_table(io.BytesIO(dispatch.get(f"/events.parquet{query}").content))
    assert found.column("id").to_pylist() == ids


@pytest.mark.parametrize("kind", ["documents", "events", "incidents", "claims", "figures"])
def test_twins_know_the_day_as_of_which(dispatch: TestClient, kind: str) -> None:
    """Each file has what its list has as of a day, before and after the texts came out."""
    for ending in endings(kind):
        for day in ("2021-01-01", "2022-01-31"):
            answer = dispatch.get(f"/{kind}.{ending}?as_of={day}")
            assert answer.status_code == 200
            assert answer.content or (ending, day) == ("jsonl", "2021-01-01")
    assert dispatch.get(f"/{kind}.json?as_of=2021-01-01").json() == []
    assert len(dispatch.get(f"/{kind}.json?as_of=2022-01-31").json()) >= 1


@pytest.mark.parametrize("path", ["/sources", "/review", "/search"], ids=lambda path: path[1:])
def test_lists_that_are_no_kind_have_files(various: TestClient, path: str) -> None:
    """Sources, the queue and hits come as files too, with the rows of their JSON."""
    asked = "?q=Baghdad" if path == "/search" else ""
    has_same_rows(various, path, asked)
    page = Page(various.get(f"{path}{asked}").text)
    assert any(link.startswith(f"{path}.csv") for link in page.links)
    assert various.get(f"{path}.csv?typo=1").status_code == 400


def test_sources_and_forecasts_are_parquet_too(tmp_path: Path, various: TestClient) -> None:
    """The lists that analysts join with others come in columns; filters are the page's."""
    client = client_of(write_record(tmp_path / "record.db", [forecast_entry("one", FORECAST)]))
    for found, path in ((various, "/sources"), (client, "/forecasts")):
        rows = has_same_rows(found, path, "")
        table = pq.read_table(io.BytesIO(found.get(f"{path}.parquet").content))
        assert table.num_rows == len(rows)
        assert found.get(f"{path}.csv?as_of=2021-01-01").text.count("\n") == 1
        assert f"{path}.parquet" in Page(found.get(path).text).links
    assert client.get("/forecasts.csv?min_sources=0").status_code == 400


def test_the_queue_and_hits_are_parquet_too(various: TestClient) -> None:
    """Items keep their incident as columns, hits their passage in one piece; bad words are 400."""
    for path, asked in (("/review", ""), ("/search", "?q=Baghdad")):
        rows = various.get(f"{path}.json{asked}").json()
        answer = various.get(f"{path}.parquet{asked}")
        found = pq.read_table(io.BytesIO(answer.content)).to_pylist()
        assert len(found) == len(rows) > 0
        links = Page(various.get(f"{path}{asked}").text).links
        assert any(link.startswith(f"{path}.parquet") for link in links)
    assert "Baghdad" in found[0]["passage"]
    assert various.get("/search.parquet").status_code == 400
    assert various.get("/search.parquet?q=()").status_code == 400


@pytest.mark.parametrize(
    "path, own",
    [
        ("/incidents", "sort=oldest&counted=all&after=x"),
        ("/events", "sort=oldest&after=x"),
        ("/claims", "sort=newest"),
        ("/documents", "sort=oldest"),
        ("/review", "done=x&at=y&report=z&from=w"),
    ],
)
def test_a_file_takes_the_query_string_of_its_page(
    various: TestClient, path: str, own: str
) -> None:
    """The address of a view with an ending is that of all its rows; a bad order is refused."""
    found = various.get(f"{path}.json?{own}")
    assert found.status_code == 200
    assert found.json() == various.get(f"{path}.json").json()
    if "sort=" in own:
        assert various.get(f"{path}.csv?sort=sideways").status_code == 400


def has_same_rows(client: TestClient, path: str, asked: str) -> list[dict[str, object]]:
    """Check that a list has as many rows in its CSV as in its JSON; return these."""
    rows: list[dict[str, object]] = client.get(f"{path}.json{asked}").json()
    answer = client.get(f"{path}.csv{asked}")
    assert f'filename="{path[1:]}.csv"' in answer.headers["content-disposition"]
    assert len(list(csv.DictReader(io.StringIO(answer.text, newline="")))) == len(rows) > 0
    return rows


def test_a_search_file_needs_words(various: TestClient) -> None:
    """Without words there is nothing to write, and the answer says so."""
    assert various.get("/search.csv").status_code == 400
    assert various.get("/search.json?q=()").status_code == 400


def test_what_a_person_shows_is_shown_in_files(tmp_path: Path) -> None:
    """A name that a person decided to show stands in the CSV as it does on the page."""
    client = client_of(read_record(tmp_path, VICTIM))
    assert NAME not in client.get("/events.csv").text
    disclose(
        tmp_path / "record.db",
        verdict=DisclosureVerdict.SHOW,
        name=NAME,
        author="Ana",
        reason="she signed the statement",
        arguments={},
        clock=lambda: datetime(2022, 1, 11, tzinfo=UTC),
    )
    assert NAME in client.get("/events.csv").text


def test_nothing_matched_is_an_empty_file(dispatch: TestClient) -> None:
    """A filter that nothing passes gives an empty list, a header, a schema."""
    assert dispatch.get("/events.json?country=FRA").json() == []
    assert len(dispatch.get("/events.csv?country=FRA").text.splitlines()) == 1


def test_a_bad_filter_is_refused_before_a_byte(dispatch: TestClient) -> None:
    """A file is never begun that cannot be ended."""
    for path in ("/events.csv?min_sources=2", "/incidents.json?type=X", "/documents.csv?mode=x"):
        assert dispatch.get(path).status_code == 400


def test_pieces_come_while_they_are_written() -> None:
    """The writer waits when nobody reads: it never runs far ahead."""
    written = []

    def write(stream: BinaryIO) -> None:
        for number in range(100):
            stream.write(b"x" * PIECE)
            written.append(number)

    pieces = streamed(write)
    assert len(next(pieces)) == PIECE
    assert len(written) <= WAITING + 3
    assert sum(map(len, pieces)) == 99 * PIECE


def test_a_reader_who_leaves_ends_the_writer() -> None:
    """Closing the pieces stops the thread that writes them."""
    before = set(threading.enumerate())

    def write(stream: BinaryIO) -> None:
        while True:
            stream.write(b"x" * PIECE)

    pieces = streamed(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # a generator
    assert set(threading.enumerate()) <= before, "other tests' threads may end meanwhile"


def test_what_the_writer_meets_is_raised() -> None:
    """A failure in the middle breaks the file off: it must not look whole."""

    def write(stream: BinaryIO) -> None:
        stream.write(b"x" * PIECE)
        message = "the disk"
        raise OSError(message)

    with pytest.raises(OSError, match="the disk"):
        list(streamed(write))


EVERY_LIST = (
    *("/incidents", "/events", "/claims", "/figures", "/relations", "/documents", "/actors"),
    *("/sources", "/forecasts", "/review", "/search?q=Baghdad"),
)


@pytest.mark.parametrize("address", EVERY_LIST)
def test_every_list_is_geojson_too(various: TestClient, address: str) -> None:
    """At the same query string, linked from the page, a feature a row but where export has them."""
    path, _, asked = address.partition("?")
    query = f"?{asked}" if asked else ""
    answer = various.get(f"{path}.geojson{query}")
    assert answer.headers["content-type"] == "application/geo+json"
    found = answer.json()
    assert found["type"] == "FeatureCollection"
    for one in found["features"]:
        assert one["type"] == "Feature"
        assert one["geometry"] is None or one["geometry"]["type"] == "Point"
    rows = various.get(f"{path}.json{query}").json()
    if path in ("/incidents", "/events"):
        assert len(rows) >= len(found["features"]) > 0
    else:
        assert len(rows) == len(found["features"])
    assert any(link.startswith(f"{path}.geojson") for link in Page(various.get(address).text).links)
    assert various.get(f"{path}.geojson?typo=1").status_code == 400


def test_a_claim_stands_where_its_event_is(tmp_path: Path) -> None:
    """Of a claim about an event the point is the event's; texts and sources are nowhere."""
    client = client_of(write_record(tmp_path / "record.db", [make_entry()]))
    (claim,) = client.get("/claims.geojson").json()["features"]
    assert {"type": "Point", "coordinates": [44.25, 33.5]} == claim["geometry"]
    for path in ("/documents", "/sources", "/actors"):
        features = client.get(f"{path}.geojson").json()["features"]
        assert [None] == [one["geometry"] for one in features][:1]


def test_no_list_puts_a_sensitive_event_on_the_map(tmp_path: Path) -> None:
    """What is claimed of it, and the queue with it, have no point; what Python reads has one."""
    made = make_entry()
    event = replace(made.events[0], mode=("sexual",))
    entry = replace(made, events=(event, *made.events[1:]))
    client = client_of(write_record(tmp_path / "record.db", [entry]))
    with watchfloor.open(tmp_path / "record.db") as record:
        held = record.events.where(type="ASSAULT").first()
    assert held is not None
    assert held.event_loc is not None
    assert held.event_loc.lat
    assert client.get("/events.json?type=ASSAULT").json()[0]["event_loc"]["lat"] is None
    for path in ("/claims", "/review"):
        features = client.get(f"{path}.geojson").json()["features"]
        assert [None] == [one["geometry"] for one in features][:1], path
    (tmp_path / "other").mkdir()
    client = client_of(read_record(tmp_path / "other", SHELTER))
    assert client.get("/events.json").json()[0]["event_loc"]["lat"] is None
    assert [None] == [one["geometry"] for one in client.get("/review.geojson").json()["features"]][
        :1
    ]
