"""A text that was withdrawn: marked wherever it is listed, and gone from what incidents rest on."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.present.web.conftest import client_of
from tests.test_incidents import clock
from tests.test_said import NEWS
from watchfloor import pipeline_ingest
from watchfloor.pipeline_ingest import IngestOptions
from watchfloor.present.cli import app

COUNT = {
    "id": "gazette",
    "source": "Gazette",
    "published": "2022-03-14",
    "text": (
        "Police said there were at least three car bombings in Mogadishu in the second week of "
        "March.\n"
    ),
}
COPY = {**NEWS[1], "id": "copy", "source": "Copier", "published": "2022-03-14"}
WHY = "the paper took it back"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of a claim, of blame and a denial, of a copy, and of a count."""
    path = tmp_path_factory.mktemp("withdrawn") / "w.db"
    data = "\n".join(map(json.dumps, [*NEWS, COPY, COUNT])).encode()
    options = IngestOptions(version="test", workers=0, coder="reader")
    pipeline_ingest.ingest(path, ["-"], options, stdin=io.BytesIO(data), clock=clock)
    return path


@pytest.fixture(scope="module")
def after(before: Path) -> Path:
    """Return the same record after the second text and the count were withdrawn."""
    path = before.with_name("after.db")
    path.write_bytes(before.read_bytes())
    for source in ("The Quay Post", "Gazette"):
        run(path, "decide", "withdraw", text_of(path, source), "--reason", WHY, "--by", "Ana")
    return path


def run(record: Path, *words: str) -> str:
    """Run the command line on a record, in a wide window; return what it wrote."""
    done = CliRunner(env={"COLUMNS": "160", "NO_COLOR": "1"}).invoke(
        app, [*words, "--record", str(record)]
    )
    assert done.exit_code == 0, done.stderr
    return done.stdout


def rows(record: Path, *words: str) -> list[dict[str, Any]]:
    """Return JSON Lines."""
    return [json.loads(line) for line in run(record, *words, "--json").splitlines()]


def text_of(record: Path, source: str) -> str:
    """Return the id of an outlet's text."""
    (one,) = [one["id"] for one in rows(record, "documents") if one["source"] == source]
    return str(one)


def bombing(record: Path) -> dict[str, Any]:
    """Return the bombing as `show --json` gives it."""
    (one,) = [one for one in rows(record, "incidents") if one["type"] == "ASSAULT"]
    (found,) = rows(record, "show", one["id"])
    return found


def test_a_withdrawn_text_says_so(after: Path) -> None:
    """Its own screen, its JSON, the copies and the list say when, by whom and why."""
    name = text_of(after, "The Quay Post")
    (shown,) = rows(after, "show", name)
    assert ("Ana", WHY, name) == tuple(shown["withdrawn"][key] for key in ("by", "reason", "of"))
    assert f"by Ana: {WHY}: it counts nowhere" in " ".join(run(after, "show", name).split())
    assert 2 == run(after, "copies", name).count(f"by Ana: {WHY}")
    (family,) = rows(after, "copies", name)
    assert [name, name] == [one["withdrawn"]["of"] for one in family["group"]]
    marked = {one["source"]: "withdrawn" in one for one in rows(after, "documents")}
    assert {"Harbour Wire": False, "The Quay Post": True, "Copier": True, "Gazette": True} == marked
    assert 3 == run(after, "documents").count("withdrawn: ")


def test_claims_of_a_withdrawn_text_are_marked_in_the_list(after: Path) -> None:
    """They stay in `claims`, and say so."""
    told = {"withdrawn" in one for one in rows(after, "claims", "--source", "Harbour Wire")}
    assert {False} == told
    listed = rows(after, "claims", "--source", "The Quay Post")
    assert {WHY} == {one["withdrawn"]["reason"] for one in listed}
    assert "withdrawn: " in run(after, "claims", "--source", "The Quay Post")


def test_an_incident_rests_on_nothing_that_was_withdrawn(before: Path, after: Path) -> None:
    """Who is blamed and denies is gone with the text, and so is the report that counts it."""
    was, now = bombing(before), bombing(after)
    assert {"claimed", "blamed", "denied"} == {one["stance"] for one in was["said"]}
    assert {"claimed"} == {one["stance"] for one in now["said"]}
    assert (["record holds 1 of at least 3"], []) == tuple(
        [one["words"] for one in each["counted_by"]] for each in (was, now)
    )
    gone = {one["source"]: one["withdrawn"] is not None for one in now["documents"]}
    assert {"Harbour Wire": False, "The Quay Post": True, "Copier": True} == gone


def test_a_brief_says_nothing_that_was_withdrawn(before: Path, after: Path) -> None:
    """What the text says of others is in no brief."""
    days = ("--since", "2022-03-01", "--until", "2022-03-31")
    told = [run(path, "brief", *days) for path in (before, after)]
    assert [True, False] == ["The Islamic State denied the accusation" in one for one in told]


def test_pages_mark_what_was_withdrawn(after: Path) -> None:
    """The reader, the lists and the incident on the web."""
    client, name = client_of(after), text_of(after, "The Quay Post")
    reader = client.get(f"/documents/{name}").text
    assert WHY in reader
    assert "What it says counts nowhere." in reader
    assert 3 == client.get("/documents").text.count(">withdrawn</span>")
    assert ">withdrawn</span>" in client.get("/claims").text
    page = client.get(f"/incidents/{bombing(after)['incident']['id']}").text
    (said,) = [one for one in page.split("<section") if "Who is said to have done it" in one]
    assert "Harbour Wire" in said
    assert "The Quay Post" not in said
