"""Commands on actors: list, show as of a day, check."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.present.conftest import make_entry
from watchfloor.model import Actor, Entry, decode
from watchfloor.model.words import Assertion
from watchfloor.pipeline_actors import actor
from watchfloor.present.cli import app

KB = Path(__file__).parents[2] / "kb"


@pytest.fixture
def run(record: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a function that runs a command on the record."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(record))
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *arguments: CliRunner().invoke(app, [str(one) for one in arguments])


def test_actors_of_the_record_are_listed(run: Callable[..., Result]) -> None:
    """The entities of the events, with how often they act; JSON has the contract's keys."""
    assert run("actors").exit_code == 0
    (line,) = run("actors", "--json").stdout.splitlines()
    assert json.loads(line).keys() == {
        *("id", "name", "type", "country", "aliases", "since", "until", "relations", "acts")
    }
    own: dict[str, Any] = {
        "fact": 1,
        "claimed": 0,
        "blamed": 0,
        "blamed_by": [],
        "counted_with": [],
    }
    own |= {"weeks": json.loads(line)["acts"]["weeks"]}
    assert [("2022-01-03", 1, 0, 0, 0, [])] == [tuple(one.values()) for one in own["weeks"]]
    assert own == json.loads(line)["acts"]
    assert decode(Actor, json.loads(line)).name
    assert run("actors", "--type", "AID").exit_code == 3


def test_the_known_need_no_record(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The knowledge base is listed without any record, by country and name."""
    monkeypatch.setenv("WATCHFLOOR_RECORD", str(tmp_path / "none.db"))
    result = run("actors", "--known", "--country", "IRQ", "--actor", "kata'ib hezbollah", "--json")
    assert "kataib-hezbollah" in [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert run("actors", "--known", "--type", "ASSAULT").exit_code == 2
    limited = run("actors", "--known", "--limit", "2")
    assert "first 2" in limited.stderr


def laid(actor_id: str, title: str, assertion: Assertion) -> Entry:
    """Return the dispatch told by another outlet, its attack laid so to another actor."""
    made = make_entry(title, f"Wire {title}")
    killed, *rest = made.events
    who = replace(killed.actor[0], entity_id=actor_id, name=actor(actor_id).name)
    return replace(made, events=(replace(killed, actor=(who,), assertion=assertion), *rest))


def test_acts_are_counted_by_how_surely_they_are_laid(
    run: Callable[..., Result], record_of: Callable[[list[Entry]], Path]
) -> None:
    """Claimed, blamed and stated as fact are columns of their own; facades count when asked."""
    front, master = "raba-allah", "kataib-hezbollah"
    path = record_of(
        [
            laid(front, "one", Assertion.CLAIMED),
            laid(front, "two", Assertion.ACCUSED),
            laid(master, "three", Assertion.SUSPECTED),
            laid(master, "four", Assertion.FACT),
        ]
    )

    blamers: dict[str, list[str]] = {}
    weeks: dict[str, list[dict[str, object]]] = {}

    def with_whom(options: tuple[str, ...]) -> list[str]:
        return options[-1].split(",") if options else []

    def acts(*options: str) -> dict[str, dict[str, int]]:
        lines = run("actors", "--json", "--record", path, *options).stdout.splitlines()
        every = {one["id"]: one["acts"] for one in map(json.loads, lines)}
        assert all(one.pop("counted_with") == with_whom(options) for one in every.values())
        weeks.update({name: one.pop("weeks") for name, one in every.items()})
        blamers.update({name: one.pop("blamed_by") for name, one in every.items()})
        return every

    own = {"fact": 1, "claimed": 0, "blamed": 1}
    assert own == acts()[master]
    assert ["Wire three"] == blamers[master]
    assert (
        {"fact": 0, "claimed": 1, "blamed": 1} == acts()[front] == acts("--with", "facades")[front]
    )
    assert {"fact": 1, "claimed": 1, "blamed": 2} == acts("--with", "facades")[master]
    assert ["Wire three", "Wire two"] == blamers[master]
    whole = acts("--with", "facades,parents")["popular-mobilization-forces"]
    assert {"fact": 1, "claimed": 1, "blamed": 2} == whole
    alone = {"fact": 0, "claimed": 1, "blamed": 0, "suspected": 0, "blamed_by": ["Wire two"]}
    assert [{"since": "2022-01-03", **alone}] == weeks[front], "one incident, its strongest word"
    table = run("actors", "--record", path, "--with", "facades")
    assert "blamed" in table.stdout
    assert "acts of facades counted in" in table.stderr
    assert run("actors", "--with", "friends").exit_code == 2


def test_a_file_of_actors_counts_facades_when_asked_and_says_so(
    run: Callable[..., Result], record_of: Callable[[list[Entry]], Path]
) -> None:
    """`export actors --with` counts as `actors --with` does; file and message say with whom."""
    front, master = "raba-allah", "kataib-hezbollah"
    path = record_of([laid(front, "one", Assertion.CLAIMED), laid(master, "two", Assertion.FACT)])

    def written(form: str, *options: str) -> Result:
        return run("export", "actors", "--format", form, "--record", path, *options)

    plain, asked = written("jsonl"), written("jsonl", "--with", "facades")
    acts = [
        {one["id"]: one["acts"] for one in map(json.loads, made.stdout.splitlines())}[master]
        for made in (plain, asked)
    ]
    weeks = [[one["fact"] for one in each.pop("weeks")] for each in acts]
    assert weeks == [[1], [1]], "both tell of one incident"
    none = {"blamed": 0, "blamed_by": []}
    assert acts == [
        {"fact": 1, "claimed": 0, "counted_with": [], **none},
        {"fact": 1, "claimed": 1, "counted_with": ["facades"], **none},
    ]
    assert "facades" not in plain.stderr
    assert "acts of facades counted in" in asked.stderr
    header, *rows = written("csv", "--with", "facades,parents").stdout.splitlines()
    assert "acts_fact,acts_claimed,acts_blamed,acts_blamed_by,acts_blamed_by_n" in header
    assert ",acts_counted_with" in header
    assert all("facades" in row for row in rows)
    assert written("jsonl", "--with", "friends").exit_code == 2
    assert run("export", "events", "--format", "csv", "--with", "facades").exit_code == 2


def test_an_actor_is_shown_as_of_a_day(run: Callable[..., Result]) -> None:
    """Aliases, chain of command and backers are those of the day; events are the record's."""
    result = run("show", "Kata'ib Hezbollah", "--at", "2019-06-01")
    for words in ("As of 2019-06-01", "Popular Mobilization Forces", "backed by", "0 events"):
        assert words in result.stdout
    told = " ".join(result.stdout.split())
    assert "checked 2026-11-28 against" in told
    assert "Iraq (armed forces), through Popular Mobilization Forces" in told
    found = json.loads(run("show", "kataib-hezbollah", "--at", "2019-06-01", "--json").stdout)
    assert found["at"] == "2019-06-01"
    assert [one["id"] for one in found["chain"]] == ["popular-mobilization-forces", "IRQ-MIL"]
    assert found["events"] == []
    (pmf, *_) = found["chain"]
    assert pmf["checked_on"] == "2026-11-28"
    assert pmf["checked_against"]


def test_unknown_actors_and_days_are_refused(run: Callable[..., Result]) -> None:
    """Nobody of that name is "nothing matched"; a day that is none is a usage error."""
    assert run("show", "Nobody At All").exit_code == 3
    assert run("show", "hamas", "--at", "yesterday").exit_code == 2


def test_the_check_finds_what_was_planted(run: Callable[..., Result], tmp_path: Path) -> None:
    """The shipped tables pass; a folder with a dangling id and a reversed date does not."""
    good = run("kb", "check")
    assert good.exit_code == 0
    assert "no faults" in good.stdout
    assert "not checked against a page since entry" in good.stdout
    for name in ("actors.csv", "relations.csv"):
        shutil.copy(KB / name, tmp_path / name)
    with (tmp_path / "relations.csv").open("a", encoding="utf-8") as stream:
        stream.write('hamas,backs,nobody,,2010,2009,"Example, 2020",,,,no\n')
    bad = run("kb", "check", tmp_path)
    assert bad.exit_code == 1
    assert "dangling: hamas backs nobody" in bad.stdout
    assert "reversed: hamas backs nobody" in bad.stdout


def test_unknown_names_are_offered(run: Callable[..., Result], tmp_path: Path) -> None:
    """A group that no table holds stands with its kind, counts and spans to look up."""
    texts, other = tmp_path / "texts.jsonl", tmp_path / "other.db"
    said = "Gunmen of the River Front killed three soldiers near Gao on Thursday. Report"
    lines = [json.dumps({"id": str(n), "text": f"{said} {n}."}) for n in range(2)]
    texts.write_text("\n".join(lines), encoding="utf-8")
    given = ("--record", other, "--coder", "lexicon", "--workers", "0")
    assert run("ingest", texts, *given).exit_code == 0
    (line,) = run("actors", "--unknown", "--json", "--record", other).stdout.splitlines()
    found = json.loads(line)
    assert ("River Front", "river-front", "armed_group", ["MLI"]) == (
        *(found["name"], found["suggested_id"], found["kind"], found["countries"]),
    )
    assert (2, 2, ["River Front"]) == (found["documents"], found["events"], found["spellings"])
    assert {"actor": 2, "recipient": 0, "attributed_to": 0} == found["roles"]
    assert [(said[:25], 0, 25)] * 2 == [
        (one["text"], one["start"], one["end"]) for one in found["examples"]
    ]
    assert "River Front" in run("actors", "--unknown", "--record", other).stdout


def test_actors_that_are_known_are_not_offered(run: Callable[..., Result]) -> None:
    """The record's front has an entity: nothing is left to offer; --known excludes --unknown."""
    assert run("actors", "--unknown").exit_code == 3
    assert run("actors", "--unknown", "--known").exit_code == 2
