"""What changed between two codings of a record: by document and field, for eyes and programs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.test_recode import ingest, old_record, recode
from watchfloor.errors import InputError
from watchfloor.model import Event, Scored
from watchfloor.pipeline_diff import FIELDS, compare, document_change
from watchfloor.present.cli import app
from watchfloor.resolve import RESOLVER
from watchfloor.store import connect, history, query
from watchfloor.store.codings import Twice


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a record that a resolver without places read, and the present one after it."""
    path = old_record(tmp_path / "w.db", monkeypatch)
    recode(path)
    return path


def ids(record: Path) -> list[str]:
    """Return the ids of the runs, the newest first."""
    with connect(record, write=False) as connection:
        return [run.id for run in history.runs(connection)]


def test_places_that_a_newer_resolver_finds_are_changed_fields(record: Path) -> None:
    """Two events have a place now; nothing is gained or lost, and no other text differs."""
    newer, older = ids(record)
    with connect(record, write=False) as connection:
        found = compare(connection, older[:8], newer)
    assert 3 == found.documents
    changed = [one for document in found.differing for one in document.changed]
    assert changed
    assert not any(one.gained or one.lost for one in found.differing)
    places = {
        field.after["country"]
        for one in changed
        for field in one.fields
        if field.field == "event_loc"
    }
    assert {"MLI", "IRQ"} == places


def test_a_coding_can_be_named_as_the_record_names_it(record: Path) -> None:
    """The two directions mirror each other."""
    newer, older = ids(record)
    with connect(record, write=False) as connection:
        there = compare(connection, older, newer)
        back = compare(connection, there.after, there.before)
    assert there.after.endswith(f"/{RESOLVER}")
    assert [one.document_id for one in there.differing] == [
        one.document_id for one in back.differing
    ]
    assert [
        (change.field, change.before, change.after)
        for one in there.differing
        for event in one.changed
        for change in event.fields
    ] == [
        (change.field, change.after, change.before)
        for one in back.differing
        for event in one.changed
        for change in event.fields
    ]


@pytest.mark.parametrize("names", [("nosuch", "nosuch"), ("ab", "cd")])
def test_unknown_names_are_refused_with_what_there_is(record: Path, names: tuple[str, str]) -> None:
    """The message lists the codings of the record."""
    with connect(record, write=False) as connection, pytest.raises(InputError, match="rules@0"):
        compare(connection, *names)


def test_one_coding_is_not_compared_with_itself(record: Path) -> None:
    """Two runs of the same versions have made one coding."""
    ingest(record)
    newest, newer, _ = ids(record)
    with connect(record, write=False) as connection, pytest.raises(InputError, match="one coding"):
        compare(connection, newer, newest)


def test_the_command_writes_lines_or_one_object_a_document(record: Path) -> None:
    """The screen has counts, fields and words; JSON has the values."""
    newer, older = ids(record)
    arguments = ["diff-runs", older, newer, "--record", str(record)]
    said = CliRunner().invoke(app, arguments)
    assert 0 == said.exit_code, said.output
    assert "3 documents read by both, 2 differ" in said.stdout
    assert "event_loc 2" in said.stdout
    assert "event_loc: nothing -> " in said.stdout
    rows = [
        json.loads(line)
        for line in CliRunner().invoke(app, [*arguments, "--json"]).stdout.splitlines()
    ]
    assert 2 == len(rows)
    assert {"document_id", "gained", "lost", "changed", "others"} == set(rows[0])
    unknown = CliRunner().invoke(app, ["diff-runs", "nosuch", newer, "--record", str(record)])
    assert 1 == unknown.exit_code


def some_events(record: Path) -> tuple[Event, ...]:
    """Return the events of the record."""
    with connect(record, write=False) as connection:
        return tuple(query.events(connection))


def test_an_anchor_that_grew_is_the_same_event(record: Path) -> None:
    """Events of one type whose anchors overlap are one that changed; others come and go."""
    event = some_events(record)[0]
    start, end = event.anchor.start or 0, (event.anchor.end or 0) + 4
    text = f"{event.anchor.text} abc"
    grown = replace(event, id="other", anchor=Scored(text=text, start=start, end=end, score=0.5))
    moved = replace(
        grown, anchor=Scored(text=text, start=end + 9, end=end + 9 + len(text), score=0.5)
    )
    change = document_change(twice((event,), (grown,)))
    assert ["anchor"] == [field.field for field in change.changed[0].fields]
    change = document_change(twice((event,), (moved,)))
    assert (event,) == change.lost
    assert (moved,) == change.gained


def twice(before: tuple[Event, ...], after: tuple[Event, ...]) -> Twice:
    """Return two codings of one document."""
    return Twice(document_id="d", before=before, after=after, others=())


@given(st.permutations(range(3)))
def test_the_order_of_events_and_scores_do_not_matter(order: list[int]) -> None:
    """The same events in another order and with other scores are no change."""
    base = _EVENTS[0]
    found = tuple(
        replace(base, id=f"{n}", anchor=Scored(text="abc", start=9 * n, end=9 * n + 3, score=0.5))
        for n in range(3)
    )
    other = tuple(replace(found[n], score=0.25) for n in order)
    assert not document_change(twice(found, other))
    assert "score" not in FIELDS


_EVENTS: list[Event] = []


@pytest.fixture(autouse=True, scope="module")
def _one_event(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have one real event at hand for the property, which takes no fixture of a function."""
    path = tmp_path_factory.mktemp("diff") / "w.db"
    ingest(path)
    _EVENTS.extend(some_events(path))
