"""Pages withhold what lists may not show."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.present.web.conftest import client_of
from tests.present.web.pages import Page
from watchfloor import pipeline_ingest
from watchfloor.pipeline_ingest import IngestOptions

TEXTS = (
    "Gunmen killed a teacher, Hamid Faraj Suwaidi, near Baghdad on 3 March 2021, police said.",
    "Rebels attacked a women's shelter in Mosul on 4 March 2021, killing five people.",
    "Fighters attacked a base in Kirkuk on 5 March 2021, killing two soldiers.",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client over a victim with a name and an attack on a shelter."""
    folder: Path = tmp_path_factory.mktemp("discreet")
    path = folder / "texts.jsonl"
    rows = [{"text": text, "published": "2021-03-06", "source": "Wire"} for text in TEXTS]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    options = IngestOptions(version="0", coder="lexicon", workers=0)
    now = datetime(2022, 1, 10, tzinfo=UTC)
    pipeline_ingest.ingest(
        folder / "record.db", [str(path)], options, stdin=io.BytesIO(), clock=lambda: now
    )
    return client_of(folder / "record.db")


@pytest.mark.parametrize("path", ["/", "/incidents", "/events", "/actors", "/claims", "/relations"])
def test_lists_name_no_private_person(client: TestClient, path: str) -> None:
    """The name of a victim stands in no list."""
    assert "Suwaidi" not in Page(client.get(path).text).text


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_files_for_people_name_none(client: TestClient, ending: str) -> None:
    """Nor in the files that people open."""
    for kind in ("events", "incidents"):
        assert "Suwaidi" not in client.get(f"/{kind}.{ending}").text


def test_an_incident_withholds_in_quotes_too(client: TestClient) -> None:
    """The page of an incident masks the name in fields, values and sentences."""
    for row in client.get("/incidents.json").json():
        assert "Suwaidi" not in Page(client.get(f"/incidents/{row['id']}").text).text


def test_a_shelter_is_not_on_the_map(client: TestClient) -> None:
    """Its incident is counted without a position; others keep theirs."""
    found = client.get("/incidents/map.json").json()
    assert [place["name"] for place in found["places"]].count("Mosul") == 0
    assert "Kirkuk" in [place["name"] for place in found["places"]]
    assert found["without_position"] >= 1
    mosul = [
        row
        for row in client.get("/incidents.geojson").json()["features"]
        if "Mosul" in json.dumps(row)
    ]
    assert mosul == []
