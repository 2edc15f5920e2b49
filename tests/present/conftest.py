"""A small record with one dispatch, coded by hand, for everything that shows records."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from watchfloor import pipeline_fuse
from watchfloor.model import (
    Boilerplate,
    Bounds,
    Casualty,
    CasualtyKind,
    Cited,
    ClaimKind,
    Coded,
    CodedClaim,
    CodedEvent,
    CodedFigure,
    CodedRelation,
    DatePrecision,
    Document,
    Entity,
    Entry,
    Interval,
    Issue,
    Mention,
    MentionKind,
    Place,
    PlacePrecision,
    Predicate,
    Published,
    Raw,
    Reading,
    Resolution,
    Resolved,
    Role,
    Scored,
    Severity,
    Status,
    join_claims,
    join_events,
    join_figures,
    join_relations,
)
from watchfloor.present.coding_view import Coding
from watchfloor.store import Ledger, connect

CODER = "hand@1"
TEXT = (
    "Gunmen of the River Front killed three soldiers near Taji on Thursday, police said.\n\n"
    "The front, backed by Arvand, has threatened to attack the base again. "
    "“We deny it,” its spokesman said. About 2,500 troops remain.\n\n"
    "© Example Wire. All rights reserved."
)


def cite(words: str) -> dict[str, Any]:
    """Return words, start and end of the first place where `words` stand in TEXT."""
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def mention(words: str, kind: MentionKind) -> Mention:
    """Return a mention of those words, with all of them as its head."""
    found = cite(words)
    return Mention(**found, kind=kind, head=(found["start"], found["end"]))


MENTIONS = (
    mention("Gunmen of the River Front", MentionKind.ARMED_GROUP),
    mention("three soldiers", MentionKind.STATE_FORCE),
    mention("Taji", MentionKind.PLACE),
    mention("Thursday", MentionKind.DATE),
    mention("police", MentionKind.ORGANISATION),
    mention("The front", MentionKind.ARMED_GROUP),
    mention("Arvand", MentionKind.GOVERNMENT),
    mention("the base", MentionKind.FACILITY),
    mention("its spokesman", MentionKind.PERSON),
)


def roles(*numbers: int) -> tuple[Role, ...]:
    """Return roles filled by those mentions."""
    return tuple(Role(number, 0.9) for number in numbers)


def hand_coded(document: Document) -> tuple[Coded, Resolved]:
    """Return the coding of TEXT and what its mentions mean."""
    killed = CodedEvent(
        anchor=Scored(**cite("killed"), score=0.95),
        type="ASSAULT",
        status=Status.ACTUAL,
        score=0.91,
        chain=0,
        actor=roles(0),
        recipient=roles(1),
        attributed_to=roles(4),
        date=roles(3),
        place=roles(2),
        casualties=(Casualty(**cite("three"), low=3, best=3, high=3, kind=CasualtyKind.DEAD),),
    )
    threatened = CodedEvent(
        anchor=Scored(**cite("threatened"), score=0.8),
        type="THREATEN",
        mode=("violence",),
        status=Status.THREATENED,
        score=0.7,
        chain=1,
        actor=roles(5),
        recipient=roles(7),
    )
    claim = CodedClaim(
        kind=ClaimKind.DENIAL,
        speaker=Role(8, 0.9),
        content=Cited(**cite("We deny it,")),
        quoted=True,
        cue=Cited(**cite("deny")),
        event=0,
        score=0.8,
    )
    figure = CodedFigure(
        subject=Cited(**cite("troops")),
        quantity="strength",
        unit="people",
        value=Bounds(low=None, best=2500, high=None),
        evidence=Cited(**cite("About 2,500 troops")),
        score=0.8,
    )
    relation = CodedRelation(
        subject=Role(6, 0.9),
        predicate=Predicate.BACKS,
        object=Role(5, 0.9),
        evidence=Cited(**cite("backed by Arvand")),
        score=0.8,
    )
    coded = Coded(
        document_id=document.id,
        coder=CODER,
        mentions=MENTIONS,
        events=(killed, threatened),
        claims=(claim,),
        figures=(figure,),
        relations=(relation,),
    )
    return coded, resolved(document)


def resolved(document: Document) -> Resolved:
    """Return the day, the place and the entity that the words mean."""
    day = date(2022, 1, 6)
    place = Place(
        name="Taji",
        lat=33.5,
        lon=44.25,
        country="IRQ",
        precision=PlacePrecision.TOWN,
        radius_km=5.0,
    )
    front = Entity(entity_id="river-front", name="River Front", type="REB")
    return Resolved(
        document_id=document.id,
        resolver="hand",
        resolutions={
            "0": Resolution(entity=front, rule="exact", score=0.9),
            "2": Resolution(place=place, rule="exact", score=0.9),
            "3": Resolution(
                interval=Interval(day, day, DatePrecision.DAY), rule="last weekday", score=0.9
            ),
        },
    )


def make_entry(title: str = "Three soldiers killed", source: str = "Example Wire") -> Entry:
    """Return TEXT as an entry of the ledger."""
    start = TEXT.index("©")
    document = Document.new(
        TEXT,
        source=source,
        title=title,
        external_id=f"{source}/{title}"[:40],
        published=Published.on(date(2022, 1, 7), "option"),
        language="en",
        boilerplate=(Boilerplate(start, len(TEXT), "copyright"),),
    )
    coded, meaning = hand_coded(document)
    return Entry(
        reading=Reading(
            document=document, raw=Raw(data=TEXT.encode(), media_type="text/plain", origin="a.txt")
        ),
        coded=coded,
        events=join_events(document, coded, meaning),
        claims=join_claims(document, coded, meaning),
        figures=join_figures(document, coded, meaning),
        relations=join_relations(document, coded, meaning),
    )


def write_record(path: Path, entries: list[Entry]) -> Path:
    """Write entries and one refusal into a new record."""
    refusal = Issue(
        severity=Severity.REFUSED,
        stage="ingest",
        code="empty",
        origin="b\x1b[31m.txt",
        line=3,
        message="no text in it: leave it out",
    )
    with closing(connect(path, write=True, create=True)) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", ("a.txt",), "0.1", CODER, "2022-01-08T00:00:00+00:00")
        ledger.append(entries, run.id, "2022-01-08T00:00:01+00:00")
        ledger.refuse([refusal], run.id)
        count = len(entries)
        pipeline_fuse.fuse(connection, ledger, lambda: datetime(2022, 1, 8, tzinfo=UTC))
        ledger.finish_run(run.id, "2022-01-08T00:00:02+00:00", count + 1, count, 0, 1)
    return path


@pytest.fixture
def entry() -> Entry:
    """Return the one dispatch."""
    return make_entry()


@pytest.fixture
def coding(entry: Entry) -> Coding:
    """Return the one dispatch as a coding."""
    return Coding(
        document=entry.reading.document,
        events=entry.events,
        claims=entry.claims,
        figures=entry.figures,
        relations=entry.relations,
    )


@pytest.fixture(scope="session")
def one_dispatch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record that holds the one dispatch, to be copied."""
    return write_record(tmp_path_factory.mktemp("one") / "record.db", [make_entry()])


@pytest.fixture
def record(tmp_path: Path, one_dispatch: Path) -> Path:
    """Return a record of its own that holds the one dispatch."""
    return copyfile(one_dispatch, tmp_path / "record.db")


@pytest.fixture
def hostile_record(tmp_path: Path) -> Path:
    """Return a record whose title and source try to take over a terminal."""
    title = "Calm \x1b]0;owned\x07\x1b[2J\x1b[31mnews\u202egnp.exe\u2066 \x9b5m<script>alert(1)"
    return write_record(tmp_path / "hostile.db", [make_entry(title, "Wire\x1b[8m\x07")])


@pytest.fixture
def record_of(tmp_path: Path) -> Callable[[list[Entry]], Path]:
    """Return a function that writes a record of given entries."""
    return lambda entries: write_record(tmp_path / "made.db", entries)


@pytest.fixture
def make_entries() -> Callable[[int], list[Entry]]:
    """Return a function that makes so many dispatches, each with its own title."""
    return lambda count: [make_entry(f"Dispatch {number}") for number in range(count)]


@pytest.fixture
def start_run() -> Callable[[Path], str]:
    """Return a function that starts a run in a record, never to finish it, and gives its id."""

    def start(path: Path) -> str:
        with closing(connect(path, write=True)) as connection:
            now = "2022-01-09T00:00:00+00:00"
            return Ledger(connection).start_run("ingest", (), "0.1", CODER, now).id

    return start
