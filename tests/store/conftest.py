"""Entries built by hand: what a reader and a coder would hand to the record."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from watchfloor.model import (
    Assertion,
    Boilerplate,
    Bounds,
    Casualty,
    CasualtyKind,
    Cited,
    Claim,
    ClaimKind,
    Coded,
    Count,
    DatePrecision,
    Document,
    Entry,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Filler,
    Horizon,
    Issue,
    MentionKind,
    Outcome,
    Party,
    PlacePrecision,
    Predicate,
    Published,
    Raw,
    Reading,
    Relation,
    Scored,
    Severity,
    Side,
    Speaker,
    Status,
    Victim,
    content_id,
    event_id,
)
from watchfloor.store import Ledger, connect

LEXICON, READER = "lexicon@1", "reader@2"
STARTED, FINISHED = "2022-03-01T08:00:00+00:00", "2022-03-01T08:00:09+00:00"

ENGLISH = (
    "Two drones struck the airport at Tel Qasr on Thursday, killing three guards 🚀. "
    "“We did it,” said the Black Banner, a militia backed by the ministry. "
    "The ministry says 2,500 troops remain in the town.\n\n"
    "Republished from another paper. All rights reserved."
)
ARABIC = "قصفت طائرة مسيرة مطار المدينة يوم الخميس، وقال المتحدث إن ثلاثة جنود قتلوا 🕊️ في الهجوم."


class Builder:
    """Makes values whose every span is cut from the text."""

    english, arabic = ENGLISH, ARABIC
    lexicon, reader = LEXICON, READER

    def document(self, text: str = ENGLISH, **more: Any) -> Document:
        """Return a document; by default of the Harbour Post, with its footer marked."""
        footer = text.find("Republished")
        parts = (Boilerplate(footer, len(text), "republication"),) if footer >= 0 else ()
        values: dict[str, Any] = {
            "source": "Harbour Post",
            "url": "https://harbour.example/1",
            "title": "Drones strike airport",
            "published": Published.on(date(2022, 1, 14), "row"),
            "language": "en",
            "boilerplate": parts,
        }
        return Document.new(text, **values | more)

    def span(self, document: Document, words: str) -> dict[str, Any]:
        """Return text, start and end of the first place where the words stand."""
        start = document.text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    def filler(self, document: Document, words: str, name: str | None = None) -> Filler:
        """Return an armed group that fills a role."""
        entity = None if name is None else content_id("entity", name)
        return Filler(
            **self.span(document, words),
            score=0.75,
            kind=MentionKind.ARMED_GROUP,
            entity_id=entity,
            name=name,
        )

    def place(self, document: Document, words: str, **more: Any) -> EventPlace:
        """Return a place, by default a town in Iraq."""
        values: dict[str, Any] = {
            "name": "Tel Qasr",
            "lat": 33.5,
            "lon": 44.25,
            "geonames_id": 98765,
            "country": "IRQ",
            "admin1": "Al Anbār",
            "precision": PlacePrecision.TOWN,
            "radius_km": 10.0,
            "rule": "gazetteer",
        }
        return EventPlace(**self.span(document, words), score=0.9, **values | more)

    def day(
        self, document: Document, words: str, start: date | None, end: date | None
    ) -> EventDate:
        """Return a date with its words."""
        return EventDate(
            **self.span(document, words),
            from_=start,
            to=end,
            precision=DatePrecision.DAY if start == end else DatePrecision.RANGE,
            rule="weekday",
        )

    def event(self, document: Document, anchor: str, coder: str = LEXICON, **more: Any) -> Event:
        """Return an event anchored at these words; a drone attack unless told otherwise."""
        values: dict[str, Any] = {
            "type": "ASSAULT",
            "mode": ("drone",),
            "context": ("military",),
            "status": Status.ACTUAL,
            "outcome": Outcome.SUCCEEDED,
            "assertion": Assertion.CLAIMED,
            "score": 0.875,
            "actor": (),
            "recipient": (),
            "instrument": (),
            "attributed_to": (),
            "date": None,
            "event_loc": None,
            "casualties": (),
        }
        values |= dict.fromkeys(("count", "dead", "injured", "arrested", "abducted")) | more
        cited = Scored(**self.span(document, anchor), score=0.5)
        own = event_id(document.id, cited.start or 0, cited.end or 0, values["type"])
        return Event(
            id=own,
            document_id=document.id,
            external_id=document.external_id,
            source=document.source,
            published=document.published,
            coder=coder,
            anchor=cited,
            **{"chain": own} | values,
        )

    def entry(self, document: Document, *events: Event, coder: str = LEXICON, **more: Any) -> Entry:
        """Return what the ledger appends; the raw bytes are the text as UTF-8."""
        origin, line = more.pop("origin", "inbox/day.jsonl"), more.pop("line", 7)
        data = more.pop("data", document.text.encode("utf-8", "surrogatepass"))
        reading = Reading(
            document=document,
            raw=Raw(data=data, media_type="application/json", origin=origin, line=line),
            provenance={"title": "row", "source": "option"},
            warnings=more.pop("warnings", ()),
        )
        return Entry(
            reading=reading,
            coded=Coded(document_id=document.id, coder=coder),
            events=events,
            **more,
        )

    def rich(self, coder: str = LEXICON, **more: Any) -> Entry:
        """Return the English document with one of everything in it."""
        document = self.document(**more)
        ministry = self.span(document, "the ministry")
        strike = self.strike(document, coder)
        return self.entry(
            document,
            strike,
            self.event(document, "did it", coder, chain=strike.id, status=Status.ACTUAL),
            coder=coder,
            claims=(self.claim(document, strike),),
            figures=(self.figure(document),),
            relations=(
                Relation(
                    id=content_id("relation", document.id, 1),
                    document_id=document.id,
                    external_id=document.external_id,
                    subject=Party(**ministry, entity_id="min", name="Defence Ministry"),
                    predicate=Predicate.BACKS,
                    object=Party(**self.span(document, "Black Banner")),
                    since="2014",
                    until=None,
                    evidence=Cited(**self.span(document, "backed by")),
                ),
            ),
            issues=(self.warning(),),
        )

    def strike(self, document: Document, coder: str = LEXICON) -> Event:
        """Return the strike of the English text with every role filled."""
        three = self.span(document, "three guards")
        return self.event(
            document,
            "struck",
            coder,
            actor=(self.filler(document, "Black Banner", "Banner Brigades"),),
            recipient=(self.filler(document, "airport"), self.filler(document, "guards")),
            instrument=(self.filler(document, "Two drones"),),
            attributed_to=(self.filler(document, "the ministry"),),
            date=self.day(document, "Thursday", date(2022, 1, 13), date(2022, 1, 13)),
            event_loc=self.place(document, "Tel Qasr"),
            count=Count(**self.span(document, "Two"), low=2, best=2, high=2),
            dead=Count(**three, low=3, best=None, high=None),
            injured=Count.inferred(low=0, best=0, high=0),
            casualties=(
                Casualty(
                    **three,
                    low=3,
                    best=None,
                    high=None,
                    kind=CasualtyKind.DEAD,
                    of=Victim.COMBATANT,
                    side=Side.RECIPIENT,
                ),
            ),
        )

    def claim(self, document: Document, about: Event) -> Claim:
        """Return the claim of responsibility in the English text."""
        return Claim(
            id=content_id("claim", document.id, 1),
            document_id=document.id,
            external_id=document.external_id,
            kind=ClaimKind.RESPONSIBILITY,
            speaker=Speaker(**self.span(document, "the Black Banner"), name="Banner Brigades"),
            content=Cited(**self.span(document, "We did it")),
            quoted=True,
            cue=Cited(**self.span(document, "said")),
            condition=None,
            horizon=Horizon(None, date(2022, 2, 1)),
            event_id=about.id,
        )

    def figure(self, document: Document) -> Figure:
        """Return the number of troops in the English text."""
        return Figure(
            id=content_id("figure", document.id, 1),
            document_id=document.id,
            external_id=document.external_id,
            subject=Cited(**self.span(document, "troops")),
            quantity="troops",
            unit="people",
            value=Bounds(low=2500, best=2500.5, high=10**400),
            of=None,
            event_loc=self.place(document, "the town"),
            date=None,
            evidence=Cited(**self.span(document, "2,500 troops remain")),
        )

    def warning(self, **more: Any) -> Issue:
        """Return a warning about one input."""
        issue = Issue(
            severity=Severity.WARNING,
            stage="ingest",
            code="charset",
            origin="inbox/day.jsonl",
            line=7,
            message="declared latin-1, read as UTF-8",
        )
        return replace(issue, **more)


Append = Callable[..., tuple[int, int]]


@pytest.fixture(scope="session")
def build() -> Builder:
    """Give the maker of entries."""
    return Builder()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a record that is not there yet."""
    return tmp_path / "watchfloor.db"


@pytest.fixture
def record(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a write connection to a new, empty record."""
    with connect(path, write=True, create=True) as connection:
        yield connection


@pytest.fixture
def ledger(record: sqlite3.Connection) -> Ledger:
    """Give the appending side of the record."""
    return Ledger(record)


@pytest.fixture
def append(ledger: Ledger) -> Append:
    """Give a function that appends entries in the one run of their coder."""

    @cache
    def run_of(coder: str) -> str:
        return ledger.start_run("ingest", ["inbox"], "0.1", coder, STARTED).id

    def add(*entries: Entry, keep_raw: bool = True) -> tuple[int, int]:
        coder = entries[0].coded.coder if entries[0].coded else "none@0"
        return ledger.append(entries, run_of(coder), FINISHED, keep_raw=keep_raw)

    return add


@pytest.fixture
def dump(record: sqlite3.Connection) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """Give a function that reads every row of every table, row numbers aside."""

    def read() -> dict[str, list[tuple[Any, ...]]]:
        tables = record.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_fts%'"
        ).fetchall()
        found: dict[str, list[tuple[Any, ...]]] = {}
        for (table,) in tables:
            columns = [
                row[0]
                for row in record.execute("SELECT name FROM pragma_table_info(?)", (table,))
                if row[0] != "number"
            ]
            names = ", ".join(f'"{column}"' for column in columns)
            rows = record.execute(" ".join(("SELECT", names, "FROM", table))).fetchall()
            found[table] = sorted(rows, key=repr)
        return found

    return read
