"""Commands on incidents: the list, one with its reports, decisions, and what they change."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.test_incidents import MARKET, NEWS, ingest, row
from watchfloor import open as open_record
from watchfloor.errors import UsageError
from watchfloor.present.cli import app
from watchfloor.present.set_values import plain_value

Command = Callable[..., Result]

KEYS = {
    *("id", "type", "mode", "context", "status", "outcome", "score", "actor", "recipient"),
    *("instrument", "date", "event_loc", "count", "dead", "injured", "arrested", "abducted"),
    *("casualties", "chains", "events", "documents", "sources", "independent_sources", "copies"),
    *("reported", "credibility", "first_reported", "review", "assertion"),
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a record of the made news, to be copied."""
    path = tmp_path_factory.mktemp("news") / "w.db"
    ingest(path, NEWS)
    return path


@pytest.fixture
def record(news: Path, tmp_path: Path) -> Path:
    """Give a record of its own with the made news."""
    return copyfile(news, tmp_path / "w.db")


@pytest.fixture
def run(record: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on the record, signed by Ana."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(record))
    monkeypatch.setenv("WATCHFLOOR_AUTHOR", "Ana")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def lines_of(result: Result) -> list[dict[str, Any]]:
    """Return JSON Lines."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def market(run: Command) -> dict[str, Any]:
    """Return the incident that several texts tell of."""
    (one,) = lines_of(run("incidents", "--json", "--place", "Gao", "--min-sources", "2"))
    return one


def documented(thing: str) -> list[str]:
    """Return the keys that docs/shapes.md gives `show THING --json`; the line may stand once."""
    page = (Path(__file__).parents[2] / "docs" / "shapes.md").read_text(encoding="utf-8")
    item = page.partition(f"`watchfloor show {thing} --json`")[2].partition("\n- ")[0]
    assert 1 == item.count('"linked"')
    return re.findall(r'"(\w+)"', item)


def test_the_list_has_the_shape_of_the_contract(run: Command) -> None:
    """Each line is an incident; filters narrow it; nothing matched is 3, a bad filter 2."""
    rows = lines_of(run("incidents", "--json"))
    assert all(KEYS == row.keys() for row in rows)
    assert {"ASSAULT", "PROTEST"} <= {row["type"] for row in rows}
    assert {"ASSAULT"} == {
        row["type"] for row in lines_of(run("incidents", "--json", "--set", "violence"))
    }
    marched = lines_of(run("incidents", "--json", "--text", "protesters marched"))
    assert {"ASSAULT", "PROTEST"} == {row["type"] for row in marched}
    assert run("incidents", "--country", "FRA").exit_code == 3
    assert run("incidents", "--set", "everything").exit_code == 2
    assert run("incidents", "--min_sources", "none").exit_code == 2
    assert run("events", "--min-sources", "2").exit_code == 2


def test_the_table_counts_violence(run: Command) -> None:
    """Sources stand as independent + copies; what was attempted is counted apart."""
    shown = run("incidents", "--set", "violence")
    assert "2+2" in shown.stdout
    assert "violence in this record: 5 and 0 attempted (5 assault)" in shown.stdout


def test_an_incident_is_shown_with_its_sources_and_sentences(run: Command) -> None:
    """Both tolls with who said them, the copies as copies, and what did not happen."""
    one = market(run)
    shown = " ".join(run("show", one["id"][:8]).stdout.split())
    for words in (
        *("2 independent sources", "2 copies", "credibility 4 doubtful"),
        *("three soldiers", "five soldiers", "copied by Second Post, Third Post"),
        *("Concerns it, and did not happen", "⊘ denied ASSAULT"),
    ):
        assert words in shown
    (found,) = lines_of(run("show", one["id"], "--json"))
    assert one == found["incident"]
    assert 2 == len(found["independent"])
    assert documented("INCIDENT") == list(found)
    standings = {told["standing"] for group in found["independent"] for told in group}
    assert {"counts", "copy"} == standings
    assert ["denied"] == [linked["event"]["status"] for linked in found["linked"]]


def test_a_threat_is_one_incident_with_what_it_threatens(run: Command) -> None:
    """The act happened; the attack that it threatens is linked, and is no incident."""
    (threat,) = lines_of(run("incidents", "--json", "--type", "THREATEN"))
    (found,) = lines_of(run("show", threat["id"], "--json"))
    (ahead,) = (one for one in found["linked"] if one["relation"] == "threatened")
    assert ("threatened", None) == (ahead["event"]["status"], ahead["event"]["incident_id"])


def test_an_event_names_its_incident(run: Command, record: Path) -> None:
    """Events carry the id; Python reads incidents like everything else."""
    one = market(run)
    own = [row for row in lines_of(run("events", "--json")) if row["incident_id"] == one["id"]]
    assert set(one["events"]) <= {row["id"] for row in own}
    with open_record(record) as opened:
        found = opened.incidents.where(min_sources=2).first()
        assert found is not None
        assert one["id"] == found.id
        assert len(opened.incidents) == opened.incidents.arrow().num_rows
        assert "<table" in opened.incidents._repr_html_()


def test_a_split_is_listed_undone_and_the_old_id_resolves(run: Command) -> None:
    """The report parted is another incident; after the undo its id leads back to the first."""
    one = market(run)
    fourth = next(
        value["event_id"] for value in one["reported"]["dead"] if value["source"] == "Fourth Radio"
    )
    assert run("decide", "split", one["id"], fourth).exit_code == 2  # no reason, no decision
    (made,) = lines_of(
        run("decide", "split", one["id"], fourth, "--reason", "another market", "--json")
    )
    assert 2 == len(made["incidents"])
    (other,) = set(made["incidents"]) - {one["id"]}
    (row,) = lines_of(run("decisions", "--json"))
    assert ("split", "Ana", "another market", True) == tuple(
        row[name] for name in ("verdict", "author", "reason", "holds")
    )
    assert run("decide", "undo", row["id"][:8], "--reason", "it was one").exit_code == 0
    assert [False, True] == [row["holds"] for row in lines_of(run("decisions", "--json"))]
    shown = run("show", other)
    assert shown.exit_code == 0
    assert f"incident {other} is no more; it became {one['id']}" in shown.stderr
    assert "undone" in run("decisions").stdout


def test_an_old_id_says_when_and_why_it_became_another(run: Command) -> None:
    """After a merge the lost id tells the day, the decision and its reason; in JSON too."""
    two = [one["id"] for one in lines_of(run("incidents", "--json", "--type", "ASSAULT"))][:2]
    (made,) = lines_of(run("decide", "merge", *two, "--reason", "one column", "--json"))
    (kept,) = made["incidents"]
    (lost,) = set(two) - {kept}
    shown = run("show", lost)
    assert f"{lost[:8]} was merged into {kept[:8]} (a decision of a person" in shown.stderr
    assert "by Ana: one column)" in shown.stderr
    (found,) = lines_of(run("show", lost, "--json"))
    (step,) = found["became"]
    assert (lost, "merged", [kept]) == (step["id"], step["fate"], step["successors"])
    assert ("Ana", "one column") == (step["decision"]["by"], step["decision"]["reason"])
    assert step["noted"] in shown.stderr
    assert [] == lines_of(run("show", kept, "--json"))[0]["became"]


def test_decisions_name_the_incidents_joined(run: Command) -> None:
    """A merge is listed with the ids of all that it joined, not with one text."""
    two = [one["id"] for one in lines_of(run("incidents", "--json", "--type", "ASSAULT"))][:2]
    run("decide", "merge", *two, "--reason", "one column")
    (row,) = lines_of(run("decisions", "--json"))
    assert set(two) == set(row["incidents"])
    listed = run("decisions").stdout
    assert all(one[:8] in listed for one in two)


def test_a_merge_against_a_split_says_what_stays_apart(run: Command, record: Path) -> None:
    """The pair, who parted it and how to undo that; a run that looks at it again warns of it."""
    one = market(run)
    fourth = next(
        value["event_id"] for value in one["reported"]["dead"] if value["source"] == "Fourth Radio"
    )
    (split,) = lines_of(run("decide", "split", one["id"], fourth, "--reason", "other", "--json"))
    merge = ("decide", "merge", *split["incidents"], "--reason", "one after all")
    told = run(*merge)
    assert told.exit_code == 0
    assert "2 incidents now" in told.stdout
    for words in ("stay apart: Ana parted them on", ": other;", split["decision"]["id"][:8]):
        assert words in told.stderr
    assert all(name[:8] in told.stderr for name in split["incidents"])
    (made,) = lines_of(run(*merge, "--by", "Bo", "--json"))
    (apart,) = made["kept_apart"]
    assert sorted(split["incidents"]) == apart["incidents"]
    again = row("m5", f"{MARKET} It was quiet on Wednesday.", "2022-01-13", "Fifth Post")
    ingest(record, [again])
    assert "merge_unmet" in {
        one["code"] for one in lines_of(run("issues", "--run", "last", "--json"))
    }


def test_a_value_is_set_and_a_text_withdrawn(run: Command) -> None:
    """What a person set is shown; an incident without support leaves the list, not its address."""
    one = market(run)
    done = run("decide", "set", one["id"], "dead", "4", "--reason", "hospital list", "--by", "Bo")
    assert done.exit_code == 0, done.stderr
    assert "by Bo: 1 incident now" in done.stdout
    assert (4, 4) == (market(run)["dead"]["low"], market(run)["dead"]["high"])
    assert (
        run("decide", "set", one["id"], "credibility", "1", "--reason", "I saw it").exit_code == 0
    )
    assert 1 == market(run)["credibility"]
    assert run("decide", "set", one["id"], "dead", "many", "--reason", "x").exit_code == 2
    (protest,) = lines_of(run("incidents", "--json", "--type", "PROTEST"))
    (document,) = protest["documents"]
    withdrawn = run("decide", "withdraw", document, "--reason", "retracted", "--link", "x.example")
    assert withdrawn.exit_code == 0
    assert run("incidents", "--type", "PROTEST").exit_code == 3
    assert run("export", "incidents", "--format", "csv", "--type", "PROTEST").exit_code == 3
    unsupported = lines_of(run("incidents", "--json", "--review", "unsupported"))
    assert protest["id"] in {row["id"] for row in unsupported}
    assert "unsupported: no report of it counts any more" in run("show", protest["id"]).stdout


def test_what_is_unknown_is_refused(run: Command) -> None:
    """An id that nothing has, one incident to merge, a report of another incident."""
    one = market(run)
    assert run("show", "00000000").exit_code == 3
    assert run("decide", "merge", one["id"], "--reason", "x").exit_code == 2
    assert run("decide", "undo", "ffff", "--reason", "x").exit_code == 3
    assert run("decisions").exit_code == 3
    assert run("documents", "--document", one["id"]).exit_code == 3
    (protest,) = lines_of(run("incidents", "--json", "--type", "PROTEST"))
    split = run("decide", "split", one["id"], protest["events"][0], "--reason", "x")
    assert split.exit_code == 3
    assert "is no report of incident" in split.stderr


@pytest.mark.parametrize(
    "field,words,expected",
    [
        ("dead", "3-5", (3, None, 5)),
        ("dead", ">=3", (3, None, None)),
        ("injured", "at least 7", (7, None, None)),
        ("count", "2", (2, 2, 2)),
    ],
)
def test_counts_are_typed_as_people_write_them(
    field: str, words: str, expected: tuple[int | None, ...]
) -> None:
    """One number, a range, a least one."""
    found = plain_value(field, words)
    assert expected == (found["low"], found["best"], found["high"])


def test_other_values_are_typed_in_their_own_way() -> None:
    """A day or days, a place with its point, parties with ';', words in the vocabulary's case."""
    days = plain_value("date", "2022-01-13..2022-01-15")
    assert ("2022-01-13", "2022-01-15", "range") == (days["from"], days["to"], days["precision"])
    place = plain_value("event_loc", "Taji;33.5;44.25;irq")
    assert ("Taji", 33.5, "IRQ") == (place["name"], place["lat"], place["country"])
    assert ["Gunmen of nowhere", "IRQ-MIL"] == [
        one["entity_id"] or one["name"]
        for one in plain_value("actor", "Gunmen of nowhere; IRQ-MIL")
    ]
    assert ("ASSAULT", ["drone", "aerial"]) == (
        plain_value("type", "assault"),
        plain_value("mode", "drone, aerial"),
    )
    for field, words in (("date", "Thursday"), ("event_loc", "Taji"), ("id", "x"), ("dead", "{")):
        with pytest.raises(UsageError):
            plain_value(field, words)


def test_an_incident_shows_what_people_decided_on_it(run: Command) -> None:
    """A value that a person set is signed: who, when, which field and why; an undo stands too."""
    one = market(run)
    assert "Decided by people" not in run("show", one["id"]).stdout
    run("decide", "set", one["id"], "dead", "9", "--reason", "the morgue's list")
    shown = run("show", one["id"]).stdout
    assert "Decided by people" in shown
    line = next(line for line in shown.splitlines() if "the morgue's list" in line)
    assert "Ana: edit dead, the morgue's list" in line
    run("decide", "undo", line.split()[0], "--reason", "wrong town")
    assert f"undo {line.split()[0]}, wrong town" in run("show", one["id"]).stdout


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (("--status", "planned"), 3, "`watchfloor events --status planned`"),
        (("--status", "planned", "--status", "actual", "--place", "x"), 3, "nothing matched"),
        (("--country", "Mali"), 2, "three letters of ISO 3166 (IRQ for Iraq), not 'MALI'"),
        (("--near", "16,0"), 2, "lat,lon,km (33.3,44.4,50), not '16,0'"),
    ],
)
def test_a_filter_that_can_match_nothing_says_what_would(
    run: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """A status that no incident has, a country by name, a circle without its radius."""
    result = run("incidents", *arguments)
    assert code == result.exit_code
    assert said in " ".join(result.stderr.split())


def test_a_word_that_is_no_value_is_a_usage_error(run: Command) -> None:
    """Type, status and outcome are checked as they are typed, with those that there are."""
    for field in ("type", "status", "outcome"):
        result = run("decide", "set", market(run)["id"], field, "attack", "--reason", "x")
        assert 2 == result.exit_code
        assert f"no {field} " in result.stderr
        assert "known: " in result.stderr
