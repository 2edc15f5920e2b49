"""A brief's material by hand: one known incident, one told by one side, one nobody reviewed."""

from dataclasses import replace
from datetime import date
from typing import Any

from watchfloor.analyse.comparable import change
from watchfloor.analyse.observed import happened, published
from watchfloor.analyse.periods import Period
from watchfloor.analyse.weekly import weekly
from watchfloor.model import (
    Assertion,
    Casualty,
    CasualtyKind,
    Cited,
    Claim,
    ClaimKind,
    Count,
    DatePrecision,
    Document,
    Event,
    EventDate,
    EventPlace,
    Filler,
    Incident,
    MentionKind,
    Outcome,
    PlacePrecision,
    Published,
    Scored,
    Speaker,
    Status,
    Testimony,
    Where,
    event_id,
)
from watchfloor.model.issued import Note, NoteSection, RecordState
from watchfloor.pipeline_brief import Material, Told

PERIOD = Period(date(2030, 5, 1), date(2030, 5, 31))
TEXTS = {
    "Ash Wire": "The River Front shelled a market in Ash on 6 May. Three people were killed.",
    "Birch Post": "The River Front shelled the market of Ash on Monday and killed 5 people.",
    "Cedar Radio": "Omar Haddad, a teacher, was shot in Birch on 9 May, police said.",
    "Dale News": "<script>alert(1)</script> Gunmen burned the women's shelter in Dale on 12 May.",
}
DOCUMENTS = {
    name: Document.new(
        text,
        source=name,
        url=f"https://{name[:3].lower()}.example/1",
        title=f"From {name}",
        published=Published.on(date(2030, 5, 13), "row"),
    )
    for name, text in TEXTS.items()
}


def cite(source: str, words: str) -> dict[str, Any]:
    """Return words of a source's text and where they stand."""
    start = TEXTS[source].index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def filler(
    source: str, words: str, kind: MentionKind, entity: str | None = None, name: str | None = None
) -> Filler:
    """Return words that fill a role."""
    return Filler(**cite(source, words), score=0.9, kind=kind, entity_id=entity, name=name)


def front(source: str) -> Filler:
    """Return the one armed group."""
    return filler(source, "The River Front", MentionKind.ARMED_GROUP, "river-front", "River Front")


def dead(source: str, words: str, number: int) -> Count:
    """Return a number of dead by its words."""
    return Count(**cite(source, words), low=number, best=number, high=number)


def event(source: str, anchor: str, day: int, **more: Any) -> Event:
    """Return an attack as one source tells it."""
    document = DOCUMENTS[source]
    found = cite(source, anchor)
    identifier = event_id(document.id, found["start"], found["end"], "ASSAULT")
    on = date(2030, 5, day)
    own: dict[str, Any] = {
        "id": identifier,
        "chain": identifier,
        "document_id": document.id,
        "external_id": None,
        "source": source,
        "published": document.published,
        "type": "ASSAULT",
        "mode": (),
        "context": (),
        "status": Status.ACTUAL,
        "outcome": Outcome.UNKNOWN,
        "assertion": Assertion.FACT,
        "score": 0.9,
        "coder": "made@1",
        "anchor": Scored(**found, score=0.9),
        "date": EventDate.inferred(from_=on, to=on, precision=DatePrecision.DAY, rule="made"),
        "event_loc": None,
        "count": None,
        **dict.fromkeys(("actor", "recipient", "instrument", "attributed_to", "casualties"), ()),
        **dict.fromkeys(("dead", "injured", "arrested", "abducted")),
    }
    return Event(**own | more)


def place(name: str, lat: float, lon: float) -> EventPlace:
    """Return a town."""
    return EventPlace.inferred(
        score=0.9,
        name=name,
        lat=lat,
        lon=lon,
        geonames_id=None,
        country="IRQ",
        admin1="Anbar",
        precision=PlacePrecision.TOWN,
        radius_km=5.0,
        rule="made",
    )


def incident(events: list[Event], **more: Any) -> Incident:
    """Return the incident of some events: the first one's fields, settled."""
    first = events[0]
    shared = ("type", "mode", "context", "status", "outcome", "score", "date", "event_loc")
    own: dict[str, Any] = {name: getattr(first, name) for name in shared}
    for name in ("actor", "recipient", "instrument"):
        own[name] = tuple(
            replace(one, text=None, start=None, end=None, name=one.name or one.text)
            for one in getattr(first, name)
        )
    own |= dict.fromkeys(("count", "dead", "injured", "arrested", "abducted"))
    own |= {
        "id": f"{len(events)}{first.id[:19]}",
        "casualties": (),
        "chains": tuple(one.id for one in events),
        "events": tuple(one.id for one in events),
        "documents": tuple(one.document_id for one in events),
        "sources": tuple(one.source or "" for one in events),
        "independent_sources": len(events),
        "copies": 0,
        "reported": {},
        "credibility": 2,
        "first_reported": first.published,
        "review": None,
    }
    return Incident(**own | more)


def told(events: list[Event], claims: tuple[Claim, ...] = (), **more: Any) -> Told:
    """Return an incident each of whose events is an independent source."""
    return Told(
        incident=incident(events, **more),
        testimonies=tuple(Testimony(event=one, copy_group=one.document_id) for one in events),
        groups=tuple((place,) for place in range(len(events))),
        claims=claims,
    )


def shelling(source: str, words: str, number: int) -> Event:
    """Return the shelling of the market by one source."""
    killed = dead(source, words, number)
    casualty = Casualty(
        text=killed.text,
        start=killed.start,
        end=killed.end,
        low=number,
        best=number,
        high=number,
        kind=CasualtyKind.DEAD,
    )
    return event(
        source,
        "shelled",
        6,
        mode=("heavy-weapons",),
        actor=(front(source),),
        event_loc=place("Ash", 34.0, 43.0),
        dead=killed,
        casualties=(casualty,),
    )


def shooting() -> Event:
    """Return the shooting of a teacher, by the police."""
    source = "Cedar Radio"
    return event(
        source,
        "shot",
        9,
        mode=("firearms",),
        recipient=(filler(source, "Omar Haddad", MentionKind.PERSON),),
        attributed_to=(filler(source, "police", MentionKind.ORGANISATION),),
        event_loc=place("Birch", 36.0, 41.0),
    )


def burning() -> Event:
    """Return the burning of a shelter."""
    source = "Dale News"
    return event(
        source,
        "burned",
        12,
        mode=("destroy",),
        actor=(filler(source, "Gunmen", MentionKind.PERSON),),
        recipient=(filler(source, "the women's shelter", MentionKind.FACILITY),),
        event_loc=place("Dale", 35.0, 42.0),
    )


def denial() -> Claim:
    """Return a claim about nothing in particular by a person without an office."""
    source = "Cedar Radio"
    return Claim(
        id="c" * 20,
        document_id=DOCUMENTS[source].id,
        external_id=None,
        kind=ClaimKind.DENIAL,
        speaker=Speaker(**cite(source, "Omar Haddad")),
        content=Cited(**cite(source, "was shot")),
        quoted=False,
        cue=None,
        condition=None,
        horizon=None,
        event_id=None,
    )


NOTE = Note(
    id="n" * 20,
    section=NoteSection.WATCH,
    author="Ana",
    written="2030-06-01T00:00:00+00:00",
    since=None,
    until=None,
    countries=(),
    text="Watch the road to Ash.",
)


def material(*incidents: Told, **more: Any) -> Material:
    """Return the material of a brief on May 2030."""
    rows = [
        (one.incident.date.from_, one.incident.date.to, one.incident.review == "accepted",
         one.incident.sources)
        for one in incidents if one.incident.date
    ]  # fmt: skip
    days = [(date(2030, month, 2 + week * 7), name, 3)
            for month in (1, 2, 3, 4, 5) for week in range(4) for name in TEXTS]  # fmt: skip
    table, documents = happened(rows), published(days)
    people: dict[str, tuple[Event | Claim, ...]] = {
        document.id: tuple(
            testimony.event
            for one in incidents
            for testimony in one.testimonies
            if testimony.event.document_id == document.id
        )
        for document in DOCUMENTS.values()
    }
    own: dict[str, Any] = {
        "period": PERIOD,
        "where": Where(since=PERIOD.since, until=PERIOD.until),
        "told": incidents,
        "unreal": (),
        "claims": (),
        "coverings": (),
        "documents": {one.id: one for one in DOCUMENTS.values()},
        "people": people,
        "changes": {"incidents": tuple(change(table, documents, PERIOD, n) for n in (4, 52))},
        "weeks": weekly(table, documents, PERIOD),
        "undated": 0,
        "notes": (NOTE,),
        "state": RecordState(documents=4, data_up_to="2030-05-31", step=1, decisions=2, notes=1),
    }
    return Material(**own | more)


def known() -> Told:
    """Return an accepted incident on which two sources differ by number."""
    events = [shelling("Ash Wire", "Three", 3), shelling("Birch Post", "5 people", 5)]
    agreed = dead("Ash Wire", "Three", 3)
    return told(
        events,
        review="accepted",
        dead=replace(agreed, text=None, start=None, end=None, low=3, best=None, high=5),
    )


def one_sided() -> Told:
    """Return an accepted incident of one source."""
    return told([shooting()], review="accepted")


def unreviewed() -> Told:
    """Return what nobody looked at."""
    return told([burning()])
