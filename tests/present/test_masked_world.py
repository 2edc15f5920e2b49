"""What leaves masked is one world: every span holds the words that the masked text has there."""

import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.present.canaries import record_in
from tests.present.conftest import CODER, write_record
from tests.soaking import examples
from watchfloor.export import formats
from watchfloor.export.discretion import BLOCK, discreet
from watchfloor.export.formats import KINDS
from watchfloor.model import (
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
    Document,
    Entity,
    Entry,
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
    Status,
    join_claims,
    join_events,
    join_figures,
    join_relations,
)
from watchfloor.pipeline_forecasts import ledger
from watchfloor.present.discretion import rules_of
from watchfloor.store import connect, query

VICTIMS = ("Odran Velisk", "Mirel Tosko", "Palva Rindt-Ösel", "Ñalo O'Ferrin", "Иван Дреш")
TOWNS = ("Quellmar", "Sant’Orvo")
"""Where something happened that may not be placed."""
SAID = (
    "Gunmen killed a teacher, {victim}, near Taji on Thursday, police said.",
    "A shell killed {victim}, 9, in {town}.",
    "Fighters raped two women in {town} on Thursday, {victim} said.",
    "{victim}'s neighbour ({victim}) fled to {town}; {town} burned.",
    "Rebels burned the women's shelter of {town} and a clinic.\nNobody of {victim}’s kin is left.",
    "General Wendel Sorva, the army's commander, said that {victim} was of the River Front.",
    "“{victim} had 12 pupils,” said the minister.  \U0001f6a8 {victim}\u200b \u202e{town}\u202c",
    "POLICE HELD {victim}. █ redacted ██. Velisk, Tosko and Rindt-Ösel left [name withheld].",
    "",
)
KINDS_OF_ROWS = ("events", "claims", "figures", "relations")
PEOPLE = (MentionKind.PERSON, MentionKind.GROUP, MentionKind.FACILITY, MentionKind.PLACE)
TOWN = Place(
    name="Quellmar",
    lat=33.5,
    lon=44.25,
    country="IRQ",
    admin1="Anbar",
    precision=PlacePrecision.TOWN,
    radius_km=5.0,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text of a few sentences that name victims and towns, or nobody."""
    lines: list[str] = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=5))
    victim, town = draw(st.sampled_from(VICTIMS)), draw(st.sampled_from(TOWNS))
    made = " ".join(one.format(victim=victim, town=town) for one in lines)
    return made if made.strip() else "Nothing happened."


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw a text with rows on words anywhere in it, half of them on what may not be told."""
    text, number = draw(texts()), draw(st.integers(0, 10**9))
    document = Document.new(
        text,
        source="Example Wire",
        external_id=str(number),
        title=draw(st.one_of(st.none(), texts())),
        published=Published.on(date(2022, 1, 7), "row"),
    )
    mentions: list[Mention] = []

    def at() -> dict[str, Any]:
        named = [one for one in (*VICTIMS, *TOWNS) if one in text]
        is_named = draw(st.booleans())
        if named and is_named:
            words = named[draw(st.integers(0, len(named) - 1))]
            places = [n for n in range(len(text)) if text.startswith(words, n)]
            start = places[draw(st.integers(0, len(places) - 1))]
            end = start + len(words)
        else:
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, min(len(text), start + 60)))
        return {"text": text[start:end], "start": start, "end": end}

    def who(*kinds: MentionKind) -> Role:
        found = at()
        head = (found["start"], found["end"])
        mentions.append(Mention(**found, kind=draw(st.sampled_from(kinds)), head=head))
        return Role(len(mentions) - 1, 0.9)

    def event(chain: int) -> CodedEvent:
        return CodedEvent(
            anchor=Scored(**at(), score=0.9),
            type="ASSAULT",
            mode=draw(st.sampled_from([(), ("sexual",)])),
            status=Status.ACTUAL,
            score=0.9,
            chain=chain,
            actor=(who(*PEOPLE),),
            recipient=(who(*PEOPLE), who(MentionKind.PERSON)),
            instrument=(who(MentionKind.WEAPON, MentionKind.PERSON),),
            attributed_to=(who(*PEOPLE),),
            date=(who(MentionKind.DATE),),
            place=(who(MentionKind.PLACE),),
            casualties=(Casualty(**at(), low=1, best=1, high=1, kind=CasualtyKind.DEAD),),
        )

    def claim(about: int) -> CodedClaim:
        return CodedClaim(
            kind=draw(st.sampled_from([ClaimKind.BLAME, ClaimKind.FORECAST, ClaimKind.DENIAL])),
            speaker=who(MentionKind.PERSON),
            content=Cited(**at()),
            quoted=False,
            cue=Cited(**at()),
            condition=Cited(**at()),
            event=about,
            via=(who(MentionKind.PERSON),),
            score=0.9,
        )

    drawn = [event(number) for number in range(draw(st.integers(1, 2)))]
    twice = len({(one.anchor.start, one.anchor.end) for one in drawn}) < len(drawn)
    events = tuple(drawn[:1] if twice else drawn)
    coded = Coded(
        document_id=document.id,
        coder=CODER,
        events=events,
        claims=tuple(claim(0) for _ in range(draw(st.integers(0, 1)))),
        figures=(
            CodedFigure(
                subject=Cited(**at()),
                quantity="pupils",
                unit="people",
                value=Bounds(low=12, best=12, high=12),
                evidence=Cited(**at()),
                score=0.9,
            ),
        ),
        relations=(
            CodedRelation(
                subject=who(MentionKind.PERSON),
                predicate=draw(st.sampled_from(Predicate)),
                object=who(MentionKind.ARMED_GROUP),
                evidence=Cited(**at()),
                score=0.9,
            ),
        ),
        mentions=tuple(mentions),
    )
    known = Entity(entity_id="river-front", name="River Front", type="REB")
    resolutions = {
        str(number): Resolution(place=TOWN, rule="exact", score=0.9)
        if one.kind is MentionKind.PLACE
        else Resolution(entity=known, rule="exact", score=0.9)
        for number, one in enumerate(mentions)
        if one.kind is MentionKind.PLACE or draw(st.integers(0, 9)) == 0
    }
    meaning = Resolved(document_id=document.id, resolver="hand", resolutions=resolutions)
    return Entry(
        reading=Reading(
            document=document,
            raw=Raw(data=text.encode(), media_type="text/plain", origin=f"{number}.txt"),
        ),
        coded=coded,
        events=join_events(document, coded, meaning),
        claims=join_claims(document, coded, meaning),
        figures=join_figures(document, coded, meaning),
        relations=join_relations(document, coded, meaning),
    )


def exported(record: Path, kind: str, name: str, *, unmask: bool = False) -> list[dict[str, Any]]:
    """Return the rows of one kind as a file in one format holds them."""
    with closing(connect(record, write=False)) as connection:
        rows = getattr(query, kind)(connection)
        stream = io.BytesIO()
        formats.write(kind, name, rows, stream, rules=rules_of(connection, unmask=unmask))
    if name == "parquet":
        made: list[dict[str, Any]] = pq.read_table(io.BytesIO(stream.getvalue())).to_pylist()
        return made
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Yield every span inside a row as it left."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value["start"], value["end"], value["text"]
        for one in value.values():
            yield from spans(one)
    elif isinstance(value, list):
        for one in value:
            yield from spans(one)


def check(record: Path, name: str, *, unmask: bool = False) -> int:
    """Hold every span of every exported row against the exported text; return how many."""
    texts = {row["id"]: row["text"] for row in exported(record, "documents", name, unmask=unmask)}
    count = 0
    for kind in KINDS_OF_ROWS:
        for row in exported(record, kind, name, unmask=unmask):
            for start, end, words in spans(row):
                assert texts[row["document_id"]][start:end] == words
                count += 1
    return count


@settings(max_examples=examples(12))
@given(st.lists(entries(), min_size=1, max_size=2, unique_by=lambda one: one.reading.document.id))
def test_every_span_is_the_slice_of_its_masked_text(made: list[Entry]) -> None:
    """As JSON Lines and Parquet, whatever is masked; texts keep their length, unmasked all."""
    with TemporaryDirectory() as folder:
        record = write_record(Path(folder) / "record.db", made)
        for name in ("jsonl", "parquet"):
            assert check(record, name) == check(record, name, unmask=True) > 0
        held = {one.reading.document.id: one.reading.document.text for one in made}
        for row in exported(record, "documents", "jsonl"):
            assert len(held[row["id"]]) == len(row["text"])
            told = zip(held[row["id"]], row["text"], strict=True)
            assert all(one in (was, BLOCK) for was, one in told)
        exact = exported(record, "documents", "parquet", unmask=True)
        assert held == {row["id"]: row["text"] for row in exact}
        _check_forecasts(record)


def _check_forecasts(record: Path) -> None:
    with closing(connect(record, write=False)) as connection:
        rules = rules_of(connection)
        for one in ledger(connection).forecasts:
            text = discreet(query.document(connection, one.document_id), rules).text
            shown = discreet(one, rules)
            assert text[shown.outcome.start : shown.outcome.end] == shown.outcome.text


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_the_canaries_are_one_world(tmp_path: Path, name: str) -> None:
    """Also with mentions, claims and places made for one text by hand, in both formats."""
    assert check(record_in(tmp_path), name) > 40


def test_every_kind_is_checked() -> None:
    """Whoever adds a kind of row with words says here what becomes of them."""
    assert {*KINDS_OF_ROWS, "documents", "incidents", "actors", "corrections"} == set(KINDS)
