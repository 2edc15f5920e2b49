"""Reports and testimonies small enough to know by heart."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from watchfloor.fuse.weights import Weights
from watchfloor.model import (
    Count,
    DatePrecision,
    Event,
    EventDate,
    Filler,
    MentionKind,
    PlacePrecision,
    Published,
    Report,
    Scored,
    Status,
    Testimony,
)
from watchfloor.model.words import Assertion, Outcome

DAY = date(2030, 5, 6)
TOWNS = {"Ash": (34.0, 43.0), "Birch": (36.0, 41.0)}

RULES = Weights(
    version="made",
    bias=-3.0,
    features=MappingProxyType(
        {
            "same type": 1.0,
            "same days": 1.5,
            "a day apart": 0.5,
            "days apart": -2.0,
            "weeks apart": -4.0,
            "same place": 2.0,
            "places apart": -4.0,
            "an actor in common": 1.0,
            "actors apart": -1.5,
            "dead agree": 0.5,
            "dead far apart": -1.5,
        }
    ),
    join=0.0,
    common=MappingProxyType({}),
)
"""A match model by hand: two reports of one type, day and town are one incident."""


def report(chain: str, *, town: str | None = "Ash", day: int = 0, **more: Any) -> Report:
    """Return a report of an assault in a town, `day` days after DAY, in a document of its own."""
    lat, lon = TOWNS[town] if town else (None, None)
    made = Report(
        chain=chain,
        document_id=f"doc-{chain}",
        copy_group=f"doc-{chain}",
        published=DAY + timedelta(days=day),
        type="ASSAULT",
        mode=(),
        status=Status.ACTUAL,
        date_from=DAY + timedelta(days=day),
        date_to=DAY + timedelta(days=day),
        date_precision=DatePrecision.DAY,
        lat=lat,
        lon=lon,
        radius_km=5.0 if town else None,
        country="IRQ",
        place_precision=PlacePrecision.TOWN if town else None,
        actors=(),
        recipients=(),
        count_low=None,
        count_high=None,
        dead_low=None,
        dead_high=None,
        injured_low=None,
        injured_high=None,
        vector=None,
        date_said=True,
    )
    return replace(made, **more)


def filler(words: str, *, score: float = 0.9, entity: str | None = None) -> Filler:
    """Return who fills a role, at the start of a text."""
    return Filler(
        text=words,
        start=0,
        end=len(words),
        score=score,
        kind=MentionKind.ARMED_GROUP,
        entity_id=entity,
        name=entity,
    )


def deaths(number: int | None, *, least: int | None = None) -> Count:
    """Return a cited number of dead, or a least one."""
    words = f"{number if number is not None else least} people"
    if number is None:
        return Count(text=words, start=0, end=len(words), low=least, best=None, high=None)
    return Count(text=words, start=0, end=len(words), low=number, best=number, high=number)


def told(name: str, *, day: int = 0, source: str | None = "Wire", **more: Any) -> Testimony:
    """Return one report of an assault, published `day` days after DAY; `more` are event fields."""
    own = {key: more.pop(key) for key in ("is_copy", "superseded", "withdrawn") if key in more}
    group = more.pop("copy_group", f"doc-{name}")
    published = Published.on(DAY + timedelta(days=day), "row")
    event = Event(
        id=name,
        chain=name,
        document_id=f"doc-{name}",
        external_id=None,
        source=source,
        published=published,
        type="ASSAULT",
        mode=(),
        context=(),
        status=Status.ACTUAL,
        outcome=Outcome.UNKNOWN,
        assertion=Assertion.FACT,
        score=0.9,
        coder="made@1",
        anchor=Scored(text="attack", start=0, end=6, score=0.9),
        actor=(),
        recipient=(),
        instrument=(),
        attributed_to=(),
        date=EventDate(
            text="Monday", start=7, end=13, from_=DAY, to=DAY, precision=DatePrecision.DAY, rule="d"
        ),
        event_loc=None,
        count=None,
        dead=None,
        injured=None,
        arrested=None,
        abducted=None,
        casualties=(),
    )
    return Testimony(event=replace(event, **more), copy_group=group, **own)


def shuffled(items: Sequence[Any], seed: int) -> list[Any]:
    """Return the items in an order that the seed decides."""
    return sorted(items, key=lambda one: hashlib.sha256(f"{seed}{one}".encode()).hexdigest())
