"""Commands on sources: the list, letters and owners set by people, and what owners change."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.present.test_incident_commands import lines_of
from tests.test_incidents import NEWS, ingest, row
from watchfloor.present.cli import app

Command = Callable[..., Result]

BRIDGE = (
    row(
        "o1",
        "Drones destroyed the bridge at Ansongo on Tuesday and killed two guards.",
        "2022-01-12",
        "Clarion",
    ),
    row(
        "o2",
        "Two guards were killed when drones destroyed the bridge at Ansongo on Tuesday.",
        "2022-01-12",
        "Evening Star",
    ),
)
ORGANS = (
    row(
        "s1",
        "On Tuesday, drones struck and destroyed the bridge at Ansongo; two guards were killed.",
        "2022-01-12",
        "tass.com",
    ),
    row(
        "s2",
        "Drones killed two guards and destroyed the Ansongo bridge, residents saw on Tuesday.",
        "2022-01-12",
        "Sputnik",
    ),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of made news, to be copied."""
    path = tmp_path_factory.mktemp("news") / "w.db"
    ingest(path, [*NEWS, *BRIDGE])
    return path


@pytest.fixture
def run(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on a copy of the record, signed by Ana."""
    copyfile(news, tmp_path / "w.db")
    for name, value in (
        ("WATCHFLOOR_RECORD", str(tmp_path / "w.db")),
        ("WATCHFLOOR_AUTHOR", "Ana"),
        ("COLUMNS", "100"),
        ("NO_COLOR", "1"),
    ):
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def listed(run: Command) -> dict[str, Any]:
    """Return the list of sources by name."""
    return {one["source"]: one for one in lines_of(run("sources", "--json"))}


def bridge(run: Command) -> dict[str, Any]:
    """Return the incident of the two outlets on the bridge."""
    (one,) = lines_of(run("incidents", "--json", "--source", "Clarion"))
    assert {"Clarion", "Evening Star"} == set(one["sources"])
    return one


def test_the_list_counts_texts_and_copies(run: Command) -> None:
    """First Wire has three texts, two of others' are copies of its; nobody has a letter yet."""
    found = listed(run)
    wire = found["First Wire"]
    assert (3, 0, 2) == (wire["documents"], wire["copies_made"], wire["copies_received"])
    assert 1 == found["Second Post"]["copies_made"]
    assert [{"source": "First Wire", "documents": 1}] == found["Second Post"]["copied_from"]
    assert {"source": "Second Post", "documents": 1} in wire["copied_by"]
    assert 2 == sum(one["documents"] for one in wire["copied_by"])
    assert "copies" in run("sources").stdout
    assert {"F"} == {one["reliability"] for one in found.values()}
    assert {None} == {one["agreement"] for one in found.values()}


def test_a_letter_is_signed_dated_and_undoable(run: Command) -> None:
    """It stands with its reason in the list and beside the outlet, until it is undone."""
    why = "two years without a correction"
    done = run("sources", "set", "first wire", "--reliability", "b", "--reason", why)
    assert done.exit_code == 0, done.stderr
    wire = listed(run)["First Wire"]
    assert ("B", why, "Ana") == (
        wire["reliability"],
        wire["set"]["reliability"]["reason"],
        wire["set"]["reliability"]["author"],
    )
    (incident,) = lines_of(run("incidents", "--json", "--min-sources", "2", "--place", "Gao"))
    assert "First Wire (B)" in run("show", incident["id"]).stdout
    (decision,) = lines_of(run("decisions", "--json"))
    assert "set reliability of" in run("decisions").stdout
    assert run("decide", "undo", decision["id"], "--reason", "the wrong wire").exit_code == 0
    assert "F" == listed(run)["First Wire"]["reliability"]


def test_two_outlets_of_one_house_become_one_source(run: Command) -> None:
    """What is set of owners changes independent sources at once, and back when it is undone."""
    assert 2 == bridge(run)["independent_sources"]
    for name in ("Clarion", "Evening Star"):
        done = run("sources", "set", name, "--owned-by", "press house", "--reason", "the imprint")
        assert done.exit_code == 0, done.stderr
    assert 1 == bridge(run)["independent_sources"]
    assert "press house" == listed(run)["Clarion"]["owned_by"]
    last = lines_of(run("decisions", "--json"))[-1]
    run("decide", "undo", last["id"], "--reason", "sold last year")
    assert 2 == bridge(run)["independent_sources"]
    assert listed(run)["Evening Star"]["owned_by"] is None


def test_the_table_of_the_package_can_be_overruled(run: Command, tmp_path: Path) -> None:
    """Two organs of one state are one source by default; `none` frees one of them."""
    ingest(tmp_path / "w.db", ORGANS)
    (incident,) = lines_of(run("incidents", "--json", "--source", "Sputnik"))
    assert 3 == incident["independent_sources"]  # Clarion, Evening Star, and the state
    line = listed(run)["tass.com"]
    assert ("RUS", True) == (line["state_of"], bool(line["basis"]))
    run("sources", "set", "TASS", "--state-of", "none", "--reason", "for the test")
    (incident,) = lines_of(run("incidents", "--json", "--source", "Sputnik"))
    assert 4 == incident["independent_sources"]
    assert (None, None) == tuple(listed(run)["tass.com"][key] for key in ("state_of", "basis"))


@pytest.mark.parametrize(
    "options,problem",
    [
        (("--reliability", "G"), "one of A, B, C, D, E, F"),
        (("--state-of", "Iraq"), "ISO 3166-1"),
        ((), "--owned-by"),
        (("--owned-by", " "), "owned_by is empty"),
    ],
)
def test_what_cannot_be_set_is_refused(
    run: Command, options: tuple[str, ...], problem: str
) -> None:
    """A wrong letter, no state, nothing at all: exit 2, and no decision."""
    done = run("sources", "set", "Clarion", *options, "--reason", "why")
    assert 2 == done.exit_code
    assert problem in done.stderr
    assert 3 == run("decisions").exit_code
