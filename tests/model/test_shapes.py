"""The schemas that pass between rooms, against golden files that were written by hand."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import CodingError, InputError
from watchfloor.model import (
    Coded,
    Document,
    Event,
    Published,
    Report,
    Resolved,
    Scored,
    Status,
    decode,
    encode,
    event_id,
    join_events,
    report_schema,
    report_table,
)

SHAPES = Path(__file__).parents[1] / "golden" / "shapes"
TEXT = (SHAPES / "text.txt").read_text("utf-8").rstrip("\n")
EVENT_KEYS = (
    "id chain document_id external_id source published type mode context status outcome assertion "
    "score coder anchor actor recipient instrument attributed_to date event_loc count dead injured "
    "arrested abducted casualties incident_id"
)


def golden(name: str) -> Any:
    """Return a golden file as JSON data."""
    return json.loads((SHAPES / f"{name}.json").read_text("utf-8"))


def document() -> Document:
    """Return the document that the golden codings are about."""
    made = Document.new(
        TEXT,
        source="Sahel Wire",
        external_id="a-1",
        published=Published.on(date(2021, 3, 4), "row"),
    )
    return replace(made, id="4ef5d0b2a7d5d1c0a1f2")


@pytest.mark.parametrize(
    "name,cls", [("coded", Coded), ("resolved", Resolved), ("event", Event), ("report", Report)]
)
def test_a_schema_reads_and_writes_its_golden_file(name: str, cls: type) -> None:
    """What is decoded from the golden file is encoded back to the same JSON, key for key."""
    assert golden(name) == encode(decode(cls, golden(name)))


def test_joining_gives_the_exported_event() -> None:
    """Coded and Resolved join into the golden event: spans kept, meanings filled in."""
    coded = decode(Coded, golden("coded"))
    coded.check(document())
    own = event_id(coded.document_id, 22, 28, "ASSAULT")
    expected = golden("event") | {"id": own, "chain": own}
    events = join_events(document(), coded, decode(Resolved, golden("resolved")))
    assert [expected] == [encode(event) for event in events]


def test_the_event_has_exactly_the_keys_of_the_contract() -> None:
    """No key of the exported event is missing, none is added."""
    assert EVENT_KEYS.split() == list(golden("event"))


def test_an_unresolved_mention_leaves_the_field_empty() -> None:
    """Without resolutions there is no date and no place, never a guess."""
    coded = decode(Coded, golden("coded"))
    (event,) = join_events(document(), coded, Resolved(document_id=coded.document_id, resolver="x"))
    assert (event.date, event.event_loc) == (None, None)


def test_a_coding_of_another_document_is_refused() -> None:
    """A coding carries the id of its document and is checked against it."""
    coded = replace(decode(Coded, golden("coded")), document_id="0" * 20)
    with pytest.raises(CodingError, match="offered for document"):
        coded.check(document())


def test_a_span_that_does_not_hold_its_words_is_refused() -> None:
    """Moving one anchor by a character is caught by the check against the text."""
    data = golden("coded")
    data["events"][0]["anchor"] |= {"start": 23, "end": 29}
    with pytest.raises(CodingError, match="cites 'killed'"):
        decode(Coded, data).check(document())


@pytest.mark.parametrize(
    "path,value,error,message",
    [
        (("events", 0, "actor", 0, "mention"), 9, CodingError, "mention 9 of 5"),
        (("events", 0, "chain"), 1, CodingError, "chain 1"),
        (("events", 0, "score"), 1.5, CodingError, "0..1"),
        (("events", 0, "status"), "happened", InputError, "no Status"),
        (("events", 0, "casualties", 0, "low"), -1, CodingError, "bounds"),
        (("mentions", 0, "head"), [0, 3], CodingError, "outside the mention"),
        (("mentions", 0, "head"), [15], InputError, "expected 2 values"),
        (("mentions", 0, "start"), 16, CodingError, "does not hold"),
        (("mentions", 0, "text"), None, CodingError, "whole or absent"),
        (("vectors",), ["AAAA", "AAAA"], CodingError, "2 vectors"),
    ],
)
def test_a_broken_coding_is_refused_when_it_is_made(
    path: tuple[str | int, ...], value: Any, error: type[Exception], message: str
) -> None:
    """Every invariant of the schema holds at construction, with a message that says what broke."""
    data = golden("coded")
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(error, match=message):
        decode(Coded, data)


@pytest.mark.parametrize("key", ["anchor", "casualties", "mode"])
def test_a_missing_or_unknown_key_is_an_error(key: str) -> None:
    """A shape is exact: absent values are null or empty, never left out."""
    data = golden("coded")
    del data["events"][0][key]
    data["events"][0]["extra"] = 1
    with pytest.raises(InputError, match=rf"missing keys \['{key}'\], unknown keys \['extra'\]"):
        decode(Coded, data)


def test_reports_make_an_arrow_table() -> None:
    """A report becomes one row of the Arrow schema that fusion receives, and comes back equal."""
    report = decode(Report, golden("report"))
    table = report_table([report, replace(report, vector=bytes(64))])
    assert report_schema() == table.schema
    assert table.num_rows == 2
    assert report.actors == tuple(table.column("actors")[0].as_py())
    assert [None, bytes(64)] == table.column("vector").to_pylist()


def test_a_vector_of_another_length_is_refused() -> None:
    """A report's vector has 64 bytes."""
    with pytest.raises(CodingError, match="64 bytes, not 3"):
        replace(decode(Report, golden("report")), vector=b"abc")


def test_an_event_without_date_words_gets_an_inferred_interval() -> None:
    """It takes the date of the same happening, else the undated interval; unreal ones none."""
    coded, resolved = decode(Coded, golden("coded")), decode(Resolved, golden("resolved"))
    first = coded.events[0]
    bare = replace(first, date=())
    undated = join_events(document(), replace(coded, events=(bare,)), resolved)[0].date
    assert undated
    assert resolved.undated
    assert resolved.undated.interval
    assert (None, resolved.undated.rule) == (undated.text, undated.rule)
    assert resolved.undated.interval.from_ == undated.from_
    denied = replace(bare, status=Status.DENIED)
    assert join_events(document(), replace(coded, events=(denied,)), resolved)[0].date is None
    anchor = Scored.cut(document().text, 0, 4, score=0.5)
    again = replace(bare, anchor=anchor, chain=0)
    same = join_events(document(), replace(coded, events=(first, again)), resolved)[1].date
    assert same
    assert same.text is None
    assert same.rule.startswith("date of the same happening: ")
