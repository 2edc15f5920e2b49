"""Files of a list: exact for tools, withheld for people, written while they are read."""

import csv
import io
import json
import threading
from typing import BinaryIO

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from watchfloor.export import formats
from watchfloor.present.web.twins import PIECE, WAITING, endings, streamed


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
    before = threading.active_count()

    def write(stream: BinaryIO) -> None:
        while True:
            stream.write(b"x" * PIECE)

    pieces = streamed(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]  # a generator
    assert threading.active_count() == before


def test_what_the_writer_meets_is_raised() -> None:
    """A failure in the middle breaks the file off: it must not look whole."""

    def write(stream: BinaryIO) -> None:
        stream.write(b"x" * PIECE)
        message = "the disk"
        raise OSError(message)

    with pytest.raises(OSError, match="the disk"):
        list(streamed(write))
