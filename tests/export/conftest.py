"""One value of every kind, with gaps and hostile words, for the writers."""

from datetime import date
from typing import Any

import pytest

from watchfloor.model import (
    Actor,
    ActorRelation,
    Assertion,
    Boilerplate,
    Bounds,
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
    Figure,
    Filler,
    Horizon,
    Incident,
    MentionKind,
    Outcome,
    Party,
    PlacePrecision,
    Predicate,
    Published,
    Relation,
    Reported,
    Scored,
    Speaker,
    Status,
    Victim,
)

TEXT = "=HYPERLINK(1) Gunmen and rebels killed three near Taji on Thursday, \u202eit said.\n\nEnd."


def cite(words: str) -> dict[str, Any]:
    """Return words, start and end of their first place in TEXT."""
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def filler(words: str, **more: Any) -> Filler:
    """Return those words as a filler."""
    return Filler(**cite(words), score=0.9, kind=MentionKind.ARMED_GROUP, **more)


DOCUMENT = Document.new(
    TEXT,
    source="-Wire",
    title='He said "no", twice',
    published=Published.on(date(2022, 1, 7), "option"),
    boilerplate=(Boilerplate(len(TEXT) - 4, len(TEXT), "footer"),),
)

PLACE = EventPlace(
    **cite("Taji"),
    score=0.8,
    name="Taji",
    lat=-33.5,
    lon=44.25,
    geonames_id=98,
    country="IRQ",
    admin1=None,
    precision=PlacePrecision.TOWN,
    radius_km=5.0,
    rule="exact",
)

DATE = EventDate(
    **cite("Thursday"),
    from_=date(2022, 1, 6),
    to=date(2022, 1, 6),
    precision=DatePrecision.DAY,
    rule="last weekday",
)


def make_event(place: EventPlace | None = PLACE, identifier: str = "e1") -> Event:
    """Return an event with two actors, no recipient, and three dead."""
    dead = {**cite("three"), "low": 3, "best": 3, "high": 3}
    return Event(
        id=identifier,
        chain=identifier,
        document_id=DOCUMENT.id,
        external_id=None,
        source=DOCUMENT.source,
        published=DOCUMENT.published,
        type="ASSAULT",
        mode=(),
        context=(),
        status=Status.ACTUAL,
        outcome=Outcome.SUCCEEDED,
        assertion=Assertion.FACT,
        score=0.9,
        coder="hand@1",
        anchor=Scored(**cite("killed"), score=0.9),
        actor=(filler("Gunmen", entity_id="g", name="Gunmen"), filler("rebels")),
        recipient=(),
        instrument=(),
        attributed_to=(),
        date=DATE,
        event_loc=place,
        count=None,
        dead=Count(**dead),
        injured=None,
        arrested=None,
        abducted=None,
        casualties=(Casualty(**dead, kind=CasualtyKind.DEAD),),
    )


def make_incident(
    place: EventPlace | None = PLACE, identifier: str = "i1", **more: Any
) -> Incident:
    """Return an incident of two sources with rival tolls; what is settled has no words."""
    dead = Count.inferred(low=3, best=5, high=5)
    values: dict[str, Any] = {
        "type": "ASSAULT",
        "mode": ("drone",),
        "context": ("military",),
        "status": Status.ATTEMPTED,
        "outcome": Outcome.UNKNOWN,
        "score": 0.9,
        "actor": (filler("Gunmen", entity_id="g", name="Gunmen"), filler("rebels", name="rebels")),
        "recipient": (),
        "instrument": (),
        "date": DATE,
        "event_loc": place,
        "dead": dead,
        "casualties": (
            Casualty.inferred(low=3, best=5, high=5, kind=CasualtyKind.DEAD, of=Victim.CIVILIAN),
        ),
    }
    said: dict[str, Any] = {
        "event_id": "e1",
        "speaker": "it",
        "source": "-Wire",
        "copy_group": DOCUMENT.id,
    }
    reported = Reported(low=3, best=3, high=3, words="three", date="2022-01-07", **said)
    values = dict.fromkeys(("count", "injured", "arrested", "abducted")) | values | more
    return Incident(
        id=identifier,
        chains=("e1",),
        events=("e1",),
        documents=(DOCUMENT.id,),
        sources=("-Wire", "Post"),
        independent_sources=2,
        copies=1,
        reported={"dead": (reported,)},
        credibility=2,
        first_reported=DOCUMENT.published,
        review=None,
        **values,
    )


CLAIM = Claim(
    id="c1",
    document_id=DOCUMENT.id,
    external_id=None,
    kind=ClaimKind.BLAME,
    speaker=Speaker(**cite("it")),
    content=Cited(**cite("Gunmen and rebels killed three")),
    quoted=False,
    cue=None,
    condition=None,
    horizon=Horizon(date(2022, 2, 1), None),
    event_id="e1",
)

FIGURE = Figure(
    id="f1",
    document_id=DOCUMENT.id,
    external_id=None,
    subject=Cited(**cite("rebels")),
    quantity="strength",
    unit=None,
    value=Bounds(low=2, best=2.5, high=None),
    of=48,
    event_loc=None,
    date=None,
    evidence=Cited(**cite("rebels")),
)

RELATION = Relation(
    id="r1",
    document_id=DOCUMENT.id,
    external_id=None,
    subject=Party(**cite("Gunmen")),
    predicate=Predicate.ALLIED_WITH,
    object=Party(**cite("rebels")),
    since="2019",
    until=None,
    evidence=Cited(**cite("Gunmen and rebels")),
)


ACTOR = Actor(
    id="g",
    name="Gunmen & Sons",
    type="REB",
    country="IRQ",
    aliases=("G", "Sons"),
    since="2007",
    until=None,
    relations=(
        ActorRelation(
            predicate=Predicate.PART_OF, object="IRQ-MIL", since="2016", until=None, basis="X, 2020"
        ),
    ),
)


@pytest.fixture
def rows() -> dict[str, tuple[Any, ...]]:
    """Return rows of every kind; of the two events and incidents one has no place."""
    return {
        "documents": (DOCUMENT,),
        "events": (make_event(), make_event(None, "e2")),
        "incidents": (make_incident(), make_incident(None, "i2")),
        "claims": (CLAIM,),
        "figures": (FIGURE,),
        "relations": (RELATION,),
        "actors": (ACTOR,),
    }
