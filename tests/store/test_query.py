"""Reading: every filter keeps what it should and nothing else, in a stated order."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

import pytest

from watchfloor.errors import InputError, UsageError
from watchfloor.model import (
    Document,
    Entry,
    Near,
    PlacePrecision,
    Published,
    Status,
    Where,
    event_id,
)
from watchfloor.store import query

TEXT = "ÉLAN Brigade shelled Straße market; the\nMayor  of Tel Qasr fled. Nothing else burned."
Append = Callable[..., tuple[int, int]]


def found(record: sqlite3.Connection, **filters: Any) -> list[str | None]:
    """Return the anchors of the events that pass the filters."""
    return [event.anchor.text for event in query.events(record, Where.of(**filters))]


@pytest.fixture
def town(append: Append, build: Any) -> list[Entry]:
    """Store two documents with five events, each different in what is filtered on."""
    one = build.document(TEXT, url="u/1", published=Published.on(date(2022, 3, 2), "row"))
    two = build.document(
        build.arabic, url="u/2", source="وكالة النهار", title="قصف مطار", published=None
    )
    shelled = build.event(
        one,
        "shelled",
        mode=("heavy-weapons", "sideAB"),
        actor=(build.filler(one, "ÉLAN Brigade", "Élan Liberation Front"),),
        recipient=(build.filler(one, "Straße market"),),
        date=build.day(one, "Nothing", date(2022, 2, 27), date(2022, 3, 1)),
        event_loc=build.place(one, "Straße market", name="Old Town", lat=33.6),
    )
    fled = build.event(
        one,
        "fled",
        type="RETREAT",
        mode=("withdraw",),
        status=Status.PLANNED,
        actor=(build.filler(one, "the\nMayor  of Tel Qasr"),),
        date=build.day(one, "Nothing", date(2022, 3, 5), None),
        event_loc=build.place(
            one,
            "Tel Qasr",
            name="Iraq",
            admin1=None,
            precision=PlacePrecision.COUNTRY,
            radius_km=500.0,
        ),
    )
    burned = build.event(one, "burned", mode=("destroy",), status=Status.DENIED)
    struck = build.event(
        two,
        "قصفت",
        actor=(build.filler(two, "طائرة مسيرة"),),
        date=build.day(two, "يوم الخميس", None, date(2021, 12, 31)),
        event_loc=build.place(
            two, "مطار المدينة", name="Far", country="SYR", admin1="Halab", lat=-17.0, lon=179.9
        ),
    )
    entries = [build.entry(one, shelled, fled, burned), build.entry(two, struck)]
    append(*entries)
    return entries


def test_events_come_by_date_then_document_then_anchor(
    record: sqlite3.Connection, town: list[Entry]
) -> None:
    """The first day counts, else the last; undated events come last."""
    assert ["قصفت", "shelled", "fled", "burned"] == found(record)


def test_events_of_one_document_come_in_the_order_of_the_text(
    record: sqlite3.Connection, town: list[Entry]
) -> None:
    """Whatever their dates."""
    events = query.events_of(record, town[0].reading.document.id)
    assert ["shelled", "fled", "burned"] == [event.anchor.text for event in events]


@pytest.mark.parametrize(
    "filters, anchors",
    [
        ({"since": "2022-03-01"}, ["shelled", "fled"]),
        ({"since": "2022-03-02"}, ["fled"]),
        ({"until": "2022-02-26"}, ["قصفت"]),
        ({"until": "2022-02-27"}, ["قصفت", "shelled"]),
        ({"since": "2022-02-28", "until": "2022-02-28"}, ["shelled"]),
        ({"since": "2030-01-01"}, ["fled"]),
        ({"country": "syr"}, ["قصفت"]),
        ({"country": ["SYR", "IRQ"]}, ["قصفت", "shelled", "fled"]),
        ({"admin1": "al anbār"}, ["shelled"]),
        ({"place": "STRASSE"}, ["shelled"]),
        ({"place": "old t"}, ["shelled"]),
        ({"place": "IRAQ"}, ["fled"]),
        ({"actor": "élan bri"}, ["shelled"]),
        ({"actor": "LIBERATION"}, ["shelled"]),
        ({"actor": "the mayor of"}, ["fled"]),
        ({"actor": "مسيرة"}, ["قصفت"]),
        ({"recipient": "straße"}, ["shelled"]),
        ({"recipient": "élan"}, []),
        ({"type": "retreat"}, ["fled"]),
        ({"mode": ["drone", "destroy"]}, ["قصفت", "burned"]),
        ({"status": ["denied", "planned"]}, ["fled", "burned"]),
        ({"source": "HARBOUR post"}, ["shelled", "fled", "burned"]),
        ({"source": ["x", "وكالة النهار"]}, ["قصفت"]),
        ({"text": "brigade -quiet"}, ["shelled", "fled", "burned"]),
        ({"text": "elan"}, ["shelled", "fled", "burned"]),
        ({"text": "قتلوا"}, ["قصفت"]),
        ({"document": "none"}, []),
        ({"near": "33.6,44.25,20"}, ["shelled"]),
        ({"near": "33.5,44.25,2"}, []),
        ({"near": "33.5,44.25,500"}, ["shelled", "fled"]),
        ({"near": "-17,-179.9,50"}, ["قصفت"]),
        ({"near": "-17,179.8,50"}, ["قصفت"]),
        ({"near": "90,0,6400"}, ["shelled", "fled"]),
        ({"near": "0,0,30000"}, ["قصفت", "shelled", "fled"]),
        ({"actor": "élan", "status": "actual", "country": "IRQ", "text": "market"}, ["shelled"]),
        ({"actor": "élan", "status": "planned"}, []),
    ],
)
def test_each_filter_keeps_what_it_says(
    record: sqlite3.Connection, town: list[Entry], filters: dict[str, Any], anchors: list[str]
) -> None:
    """Values of one filter are alternatives, filters narrow each other."""
    assert anchors == found(record, **filters)


def test_a_mode_is_matched_whole(record: sqlite3.Connection, append: Append, build: Any) -> None:
    """`arrest` is not found in a mode that only contains the word."""
    document = build.document()
    append(build.entry(document, build.event(document, "struck", mode=("heavy-weapons",))))
    assert ["struck"] == found(record, mode="heavy-weapons")
    assert [] == found(record, mode="weapons")


def test_document_filter_takes_the_whole_id(record: sqlite3.Connection, town: list[Entry]) -> None:
    """Only the events of that document."""
    assert ["قصفت"] == found(record, document=town[1].reading.document.id)


@pytest.mark.parametrize("name", ["actor", "recipient", "place", "admin1", "source"])
def test_an_empty_filter_is_refused(record: sqlite3.Connection, name: str) -> None:
    """White space alone would match everything, which nobody means."""
    with pytest.raises(UsageError, match=f"filter {name} is empty"):
        query.events(record, Where.of(**{name: " \n"}))


@pytest.mark.parametrize(
    "read, filters, known",
    [
        (query.documents, {"country": "IRQ"}, "documents have no filter country"),
        (query.claims, {"set": "violence"}, "claims have no filter set"),
        (query.events, {"kind": "blame"}, "events have no filter kind"),
        (query.figures, {"status": "actual"}, "figures have no filter status"),
        (query.relations, {"type": "AID", "mode": "drone"}, "relations have no filter type, mode"),
    ],
)
def test_a_filter_that_says_nothing_about_a_kind_is_refused(
    record: sqlite3.Connection, read: Any, filters: dict[str, Any], known: str
) -> None:
    """At once, not when the first row is asked for; the message lists what there is."""
    with pytest.raises(UsageError, match=known):
        read(record, Where.of(**filters))


@pytest.mark.parametrize(
    "read, filters, count",
    [
        (query.documents, {"since": "2022-01-14", "until": "2022-01-14"}, 1),
        (query.documents, {"since": "2022-01-15"}, 0),
        (query.documents, {"source": "harbour post", "text": "drones"}, 1),
        (query.claims, {"actor": "banner brig"}, 1),
        (query.claims, {"actor": "ministry"}, 0),
        (query.claims, {"until": "2022-01-14"}, 1),
        (query.claims, {"kind": ["blame", "responsibility"]}, 1),
        (query.claims, {"kind": "denial"}, 0),
        (query.claims, {"speaker": "black ban"}, 1),
        (query.claims, {"type": "assault", "status": "actual", "mode": "drone"}, 1),
        (query.claims, {"type": "aid"}, 0),
        (query.claims, {"country": "IRQ", "near": "33.5,44.25,10", "place": "tel qasr"}, 1),
        (query.claims, {"country": "SYR"}, 0),
        (query.claims, {"recipient": "airport"}, 1),
        (query.claims, {"min_sources": 1}, 0),
        (query.figures, {"country": "IRQ", "place": "the town", "actor": "TROOPS"}, 1),
        (query.figures, {"since": "2022-01-01"}, 0),
        (query.figures, {"near": "33.5,44.25,1"}, 1),
        (query.relations, {"actor": "defence", "recipient": "banner"}, 1),
        (query.relations, {"actor": "banner"}, 0),
        (query.relations, {"since": "2022-02-01"}, 0),
    ],
)
def test_documents_claims_figures_and_relations_have_filters(
    record: sqlite3.Connection,
    append: Append,
    build: Any,
    read: Any,
    filters: dict[str, Any],
    count: int,
) -> None:
    """The speaker, subject and object are whom `actor` and `recipient` mean there."""
    append(build.rich())
    assert count == len(list(read(record, Where.of(**filters))))


def test_documents_come_by_published_date(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """Undated documents come last, equal dates by id."""
    days = [None, date(2022, 1, 2), date(2021, 1, 2), date(2022, 1, 2)]
    texts = [
        build.document(f"Text {n}.", published=day and Published.on(day, "row"))
        for n, day in enumerate(days)
    ]
    append(*map(build.entry, texts))
    middle = sorted([texts[1].id, texts[3].id])
    expected = [texts[2].id, *middle, texts[0].id]
    assert expected == [document.id for document in query.documents(record)]


def test_a_limit_takes_the_first(record: sqlite3.Connection, town: list[Entry]) -> None:
    """Zero gives none; less is refused."""
    assert ["قصفت"] == [event.anchor.text for event in query.events(record, limit=1)]
    assert [] == list(query.events(record, limit=0))
    with pytest.raises(UsageError, match="0 or more"):
        query.events(record, limit=-1)


def test_readers_stream(record: sqlite3.Connection, town: list[Entry]) -> None:
    """Taking one event leaves the others unread."""
    stream = query.events(record)
    assert ["قصفت"] == [event.anchor.text for event in islice(stream, 1)]
    assert ["shelled", "fled", "burned"] == [event.anchor.text for event in stream]


def test_a_document_is_read_by_its_whole_id(record: sqlite3.Connection, town: list[Entry]) -> None:
    """Another id is an InputError that says how to find one."""
    wanted = town[1].reading.document
    assert wanted.text == query.document(record, wanted.id).text
    with pytest.raises(InputError, match="no document 'x'"):
        query.document(record, "x")


def test_find_takes_the_beginning_of_any_id(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """Document, event, claim, figure and relation, in either case and with space around."""
    entry = build.rich()
    append(entry)
    kinds = [entry.events[0], entry.claims[0], entry.figures[0], entry.relations[0]]
    for value in kinds:
        assert value == query.find(record, f" {value.id[:12].upper()} ")
    document = query.find(record, entry.reading.document.id)
    assert isinstance(document, Document)
    assert entry.reading.document.text == document.text


@pytest.mark.parametrize("prefix", ["", "abc", "    ", "wxyz", "ab%c", "ab_c"])
def test_find_refuses_what_begins_no_id(record: sqlite3.Connection, prefix: str) -> None:
    """Too short, or signs that ids do not have."""
    with pytest.raises(UsageError, match="no beginning of an id"):
        query.find(record, prefix)


def test_find_names_the_candidates(record: sqlite3.Connection, append: Append, build: Any) -> None:
    """None and several are both refused; several are listed with their words."""
    with pytest.raises(InputError, match="nothing in the record"):
        query.find(record, "abcd")
    entry = build.rich()
    claims = tuple(replace(entry.claims[0], id=f"abcd{n:016x}") for n in range(10))
    append(replace(entry, claims=claims))
    with pytest.raises(InputError, match=r"abcd0000000000000001 of .*; and more"):
        query.find(record, "abcd")
    assert claims[3] == query.find(record, claims[3].id)


def test_find_lists_documents_and_events_with_words(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """A title or the opening of the text, and an anchor, tell candidates apart."""
    one = replace(build.document(), id="feed" + "0" * 16)
    two = replace(build.document(build.arabic, title=None), id="feed" + "1" * 16)
    event = replace(build.event(one, "struck"), id="feed" + "2" * 16, chain="feed" + "2" * 16)
    append(build.entry(one, event), build.entry(two))
    with pytest.raises(InputError, match=r"\(Drones strike airport\).*قصفت.*\(struck\)"):
        query.find(record, "feed")


def test_find_sees_current_codings_only(
    record: sqlite3.Connection, append: Append, build: Any
) -> None:
    """An event that two coders read is one, the current coder's."""
    append(build.rich())
    append(build.rich(coder=build.reader))
    document = build.document()
    start = document.text.index("struck")
    own = event_id(document.id, start, start + 6, "ASSAULT")
    event = query.find(record, own)
    assert build.reader == getattr(event, "coder", None)


def test_near_parses_the_circle_of_the_command_line() -> None:
    """The filter is written as lat,lon,km."""
    assert Near(33.5, 44.25, 2.0) == Where.of(near="33.5,44.25,2").near
