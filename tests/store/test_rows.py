"""What goes into a row comes out of it, whatever the values."""

import sqlite3
import string
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import CodingError
from watchfloor.model import (
    Assertion,
    Casualty,
    CasualtyKind,
    Coded,
    Count,
    DatePrecision,
    Document,
    Entry,
    Event,
    EventDate,
    EventPlace,
    Filler,
    MentionKind,
    Outcome,
    PlacePrecision,
    Published,
    Raw,
    Reading,
    Scored,
    Side,
    Status,
    Victim,
    event_id,
)
from watchfloor.store import Ledger, connect, query
from watchfloor.store.rows import words_of

SCORES = st.floats(0, 1)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SIGNS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=80),
    st.text(st.sampled_from("aé🚀“”\n\u0000 ا\u064bش\u200f"), min_size=1, max_size=40),
).filter(lambda text: bool(text.strip()))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
BIG = st.integers(0, 10**30)


@st.composite
def spans(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Draw the words of some stretch of the text."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return {"text": text[start:end], "start": start, "end": end}


@st.composite
def counts(draw: st.DrawFn, text: str) -> Count:
    """Draw a count, of words or inferred."""
    low, best, high = sorted(draw(st.lists(st.integers(0, 2**31 - 1), min_size=3, max_size=3)))
    bounds: dict[str, Any] = {"low": low, "best": draw(st.sampled_from([best, None])), "high": high}
    return Count(**draw(spans(text)), **bounds) if draw(st.booleans()) else Count.inferred(**bounds)


@st.composite
def days(draw: st.DrawFn, text: str) -> EventDate:
    """Draw a date, open at either end perhaps."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return EventDate(
        **draw(spans(text)),
        from_=draw(st.sampled_from([first, None])),
        to=draw(st.sampled_from([last, None])),
        precision=draw(st.sampled_from(DatePrecision)),
        rule=draw(WORDS),
    )


@st.composite
def places(draw: st.DrawFn, text: str) -> EventPlace:
    """Draw a place anywhere on the globe, or known by name only."""
    known = draw(st.booleans())
    return EventPlace(
        **draw(spans(text)),
        score=draw(SCORES),
        name=draw(WORDS),
        lat=draw(st.floats(-90, 90)) if known else None,
        lon=draw(st.floats(-180, 180)) if known else None,
        geonames_id=draw(st.none() | BIG),
        country=draw(st.none() | st.text(string.ascii_uppercase, min_size=3, max_size=3)),
        admin1=draw(st.none() | WORDS),
        precision=draw(st.sampled_from(PlacePrecision)),
        radius_km=draw(st.none() | st.floats(0, 1e4)),
        rule=draw(WORDS),
    )


@st.composite
def fillers(draw: st.DrawFn, text: str) -> Filler:
    """Draw a participant, resolved perhaps."""
    return Filler(
        **draw(spans(text)),
        score=draw(SCORES),
        kind=draw(st.sampled_from(MentionKind)),
        entity_id=draw(st.none() | WORDS),
        name=draw(st.none() | WORDS),
    )


@st.composite
def casualties(draw: st.DrawFn, text: str) -> Casualty:
    """Draw a count of people."""
    one = draw(counts(text))
    return Casualty(
        text=one.text,
        start=one.start,
        end=one.end,
        low=one.low,
        best=one.best,
        high=one.high,
        kind=draw(st.sampled_from(CasualtyKind)),
        of=draw(st.sampled_from(Victim)),
        side=draw(st.sampled_from(Side)),
    )


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw a document with one event that may have anything."""
    text = draw(TEXTS)
    days_ = sorted([draw(DAYS), draw(DAYS)])
    document = Document.new(
        text,
        source=draw(st.none() | WORDS),
        url=draw(st.none() | WORDS),
        external_id=draw(st.none() | WORDS),
        title=draw(st.none() | WORDS),
        published=draw(st.sampled_from([None, Published(days_[0], days_[1], "row")])),
    )
    anchor = Scored(**draw(spans(text)), score=draw(SCORES))
    own = event_id(document.id, anchor.start or 0, anchor.end or 0, "ASSAULT")
    groups: dict[str, Any] = {
        name: tuple(draw(st.lists(fillers(text), max_size=2)))
        for name in ("actor", "recipient", "instrument", "attributed_to")
    }
    numbers: dict[str, Any] = {
        name: draw(st.none() | counts(text))
        for name in ("count", "dead", "injured", "arrested", "abducted")
    }
    event = Event(
        id=own,
        chain=own,
        document_id=document.id,
        external_id=document.external_id,
        source=document.source,
        published=document.published,
        type="ASSAULT",
        mode=tuple(draw(st.lists(st.sampled_from(["drone", "aerial"]), unique=True))),
        context=tuple(draw(st.lists(st.sampled_from(["military", "cyber"]), unique=True))),
        status=draw(st.sampled_from(Status)),
        outcome=draw(st.sampled_from(Outcome)),
        assertion=draw(st.sampled_from(Assertion)),
        score=draw(SCORES),
        coder="lexicon@1",
        anchor=anchor,
        date=draw(st.none() | days(text)),
        event_loc=draw(st.none() | places(text)),
        casualties=tuple(draw(st.lists(casualties(text), max_size=2))),
        **groups,
        **numbers,
    )
    raw = Raw(data=text.encode(), media_type="text/plain", origin=draw(WORDS), line=None)
    return Entry(
        reading=Reading(document=document, raw=raw),
        coded=Coded(document_id=document.id, coder="lexicon@1"),
        events=(event,),
    )


@contextmanager
def fresh() -> Iterator[sqlite3.Connection]:
    """Give a new record: Hypothesis runs one test many times."""
    with (
        TemporaryDirectory() as folder,
        connect(Path(folder) / "w.db", write=True, create=True) as connection,
    ):
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


@given(entry=entries())
def test_an_event_comes_back_exactly(entry: Entry) -> None:
    """Stored and read, the event equals itself, and so does the text of its document."""
    with fresh() as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0", "lexicon@1", "now")
        assert (1, 0) == ledger.append([entry], run.id, "now")
        assert entry.events == tuple(query.events(connection))
        document = query.document(connection, entry.reading.document.id)
        assert entry.reading.document.text == document.text
        assert entry.reading.document.published == document.published


def test_a_quantity_beyond_the_column_is_exact_in_the_figure(
    record: sqlite3.Connection, append: Any, build: Any
) -> None:
    """A column holds the largest number it can; the figure holds the number."""
    entry = build.rich()
    append(entry)
    assert (1e300,) == record.execute("SELECT value_high FROM figure").fetchone()
    assert 10**400 == next(query.figures(record)).value.high == entry.figures[0].value.high


def test_a_value_that_json_has_no_word_for_is_refused(append: Any, build: Any) -> None:
    """A radius that is not a number is the coder's mistake, named with its document."""
    document = build.document()
    place = build.place(document, "Tel Qasr", radius_km=float("nan"))
    with pytest.raises(CodingError, match=document.id):
        append(build.entry(document, build.event(document, "struck", event_loc=place)))


def test_words_to_search_in_are_folded_and_told_once(build: Any) -> None:
    """Words and name, one a line, a line break inside the words being a space."""
    document = build.document("The  ISLAND\nGuard came.")
    fillers_ = [build.filler(document, "ISLAND\nGuard", "Straße")] * 2
    assert "island guard\nstrasse" == words_of(fillers_)
