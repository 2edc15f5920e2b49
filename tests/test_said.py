"""Who claims, is blamed for or denies an incident: from texts to `show INCIDENT`."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.test_incidents import clock
from watchfloor import pipeline_ingest
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.present.cli import app

NEWS = (
    {
        "id": "wire-hotel",
        "source": "Harbour Wire",
        "published": "2022-03-12",
        "text": (
            "MOGADISHU, March 12 — A car bomb exploded outside a hotel in Mogadishu on Friday, "
            "killing nine people, police said. Al-Shabaab claimed responsibility for the bombing "
            "in a statement.\n"
        ),
    },
    {
        "id": "post-hotel",
        "source": "The Quay Post",
        "published": "2022-03-13",
        "text": (
            "MOGADISHU, March 13 — Nine people were killed on Friday when a car bomb exploded "
            "outside a hotel in Mogadishu. The government accused the Islamic State of carrying "
            "out the bombing. The Islamic State denied the accusation.\n"
        ),
    },
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the two texts."""
    path = tmp_path_factory.mktemp("said") / "w.db"
    options = IngestOptions(version="test", workers=0, coder="reader")
    data = "\n".join(map(json.dumps, NEWS)).encode()
    pipeline_ingest.ingest(path, ["-"], options, stdin=io.BytesIO(data), clock=clock)
    return path


def run(record: Path, *words: str) -> Result:
    """Run the command line on the record."""
    return CliRunner().invoke(app, [*words, "--record", str(record)])


def dossier(record: Path) -> dict[str, Any]:
    """Return the bombing as `show --json` gives it."""
    listed = run(record, "incidents", "--json", "--type", "assault").stdout.splitlines()
    (one,) = map(json.loads, listed)
    found: dict[str, Any] = json.loads(run(record, "show", one["id"], "--json").stdout)
    return found


def test_an_incident_lists_who_claims_is_blamed_and_denies(record: Path) -> None:
    """Each with speaker, words, day and document; words stand where the offsets say."""
    said = dossier(record)["said"]
    assert {
        ("claimed", "al-Shabab", "2022-03-12", "Harbour Wire"),
        ("blamed", "Islamic State", "2022-03-13", "The Quay Post"),
        ("denied", "Islamic State", "2022-03-13", "The Quay Post"),
    } == {(one["stance"], one["actor"]["name"], one["date"], one["source"]) for one in said}
    texts = {}
    for one in said:
        if one["document_id"] not in texts:
            shown = json.loads(run(record, "show", one["document_id"], "--json").stdout)
            texts[one["document_id"]] = shown["document"]["text"]
        assert one["words"] == texts[one["document_id"]][one["start"] : one["end"]]
    (blamed,) = [one for one in said if one["stance"] == "blamed"]
    assert "The government" == blamed["speaker"]["text"]


def test_blame_makes_nobody_the_actor(record: Path) -> None:
    """The one who claims it is the actor, with the word for it; the accused is not."""
    incident = dossier(record)["incident"]
    assert ["al-Shabab"] == [one["name"] for one in incident["actor"]]
    assert "claimed" == incident["assertion"]


def test_the_screen_says_so(record: Path) -> None:
    """The section has the three words, the actor's line the assertion."""
    shown = run(record, "show", dossier(record)["incident"]["id"]).stdout
    assert "Claimed, blamed, denied" in shown
    for words in ("denied      Islamic State", "al-Shabab  claimed"):
        assert words in shown
