"""Events of one document -> reports: one row a chain, with the words that it can be compared by."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from watchfloor.fuse import words
from watchfloor.model import (
    ONLY_COUNTRY,
    Count,
    Document,
    Event,
    EventDate,
    EventPlace,
    Filler,
    Report,
)
from watchfloor.model.words import PlacePrecision

APART = frozenset(
    {"another", "second", "third", "fourth", "fifth", "separate", "similar", "unrelated", "twin"}
    | {"other", "later", "previous", "earlier", "different", "further"}
)
"""Words before an anchor by which a text tells one event from another."""

BEFORE = 3
"""Words before an anchor in which they are looked for."""

_FINEST = {precision: place for place, precision in enumerate(PlacePrecision)}
_WORD = re.compile(r"[^\W_]+")

SEVERAL = 2
"""A report of this many events or more is an aggregate: bound to incidents, never one itself."""

MONTH = 31
"""Days over which a plural is no single event."""

SOME_DAYS = 3
"""Days up to which "repeated strikes" may be one operation."""

REACH = 100
"""Characters beside an anchor in which words of number are looked for."""

_OFTEN = re.compile(
    r"\b(?:constant|continu(?:ed|ing)|daily|frequent|growing|increas(?:ed|ing)|intermittent"
    r"|mounting|numerous|occasional|periodic|persistent|regular|repeated|rising|sporadic)"
    r"\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"[^.;:\n]{0,60}?,?\s(?:including|such as|among them)\s", re.IGNORECASE)

Closure = Callable[[str], Sequence[str]]
"""Entity id -> the entities that it is part of, nearest first, itself left out."""


def no_closure(_: str) -> Sequence[str]:
    """Return nothing: every entity stands for itself."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a report needs to know beside the events of its document.

    `vectors` are by event id; `copy_group` is None for a text that is nobody's copy. `chained` says
    that the events were joined where their text tells of one again: then two chains are two
    happenings, and likeness does not join them.
    """

    copy_group: str | None = None
    vectors: Mapping[str, bytes] = field(default_factory=dict)
    closure: Closure = no_closure
    chained: bool = False


def reports(
    document: Document, events: Sequence[Event], setting: Setting | None = None
) -> tuple[Report, ...]:
    """Return one report a chain, in the order of the founding events.

    A chain's date is its narrowest, its place its finest; bounds of counts take in all that its
    events say; the rest is the founder's.
    """
    around = setting or Setting()
    chains: dict[str, list[Event]] = {}
    for event in events:
        chains.setdefault(event.chain, []).append(event)
    topic = words.topic(document.text) if chains else ()
    return tuple(_report(document, members, around, topic) for members in chains.values())


def _report(
    document: Document, members: Sequence[Event], setting: Setting, topic: tuple[str, ...]
) -> Report:
    founder = next((one for one in members if one.id == one.chain), members[0])
    start, end = founder.anchor.start or 0, founder.anchor.end or 0
    date = _narrowest(members)
    place = _finest(members)
    return Report(
        chain=founder.chain,
        document_id=document.id,
        copy_group=setting.copy_group or document.id,
        published=document.published.from_ if document.published else None,
        type=founder.type,
        mode=tuple(dict.fromkeys(mode for one in members for mode in one.mode)),
        status=founder.status,
        date_from=date.from_ if date else None,
        date_to=date.to if date else None,
        date_precision=date.precision if date else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=place.radius_km if place else None,
        country=place.country if place else None,
        place_precision=place.precision if place else None,
        actors=_entities((filler for one in members for filler in one.actor), setting.closure),
        recipients=_entities(
            (filler for one in members for filler in one.recipient), setting.closure
        ),
        **(
            _several(document.text, founder, date)
            or _bounds("count", (one.count for one in members))
        ),
        **_bounds("dead", (one.dead for one in members)),
        **_bounds("injured", (one.injured for one in members)),
        vector=setting.vectors.get(founder.id),
        anchor=words.anchor_stem(founder.anchor.text or ""),
        words=words.around(document.text, start, end),
        topic=topic,
        apart=setting.chained or tells_apart(document.text, start),
        date_said=bool(date and date.text is not None),
    )


def _several(text: str, founder: Event, date: EventDate | None) -> dict[str, int | None]:
    """Return the bounds of attacks that no text counts: two at least, or nothing.

    They went on for long ("attacks since 2018"), often ("increased attacks"), or one of them is
    named beside ("attacks in the north, including a raid on Monday"). Else what went on for years
    stood among the incidents as one of them.
    """
    words = (founder.anchor.text or "").lower()
    if founder.count or not words.endswith("s") or words.endswith("ss"):
        return {}
    start, end = founder.anchor.start or 0, founder.anchor.end or 0
    length = _days(date)
    is_long = length is not None and length > MONTH
    is_often = (length is None or length > SOME_DAYS) and (
        _OFTEN.search(text[max(0, start - REACH) : start]) is not None
    )
    names_one = _INCLUDING.match(text[end : end + REACH]) is not None
    return {"count_low": SEVERAL, "count_high": None} if is_long or is_often or names_one else {}


def _days(date: EventDate | None) -> int | None:
    """Return how many days after its first a date that is said ends; None for any other."""
    if not date or date.text is None or not date.from_ or not date.to:
        return None
    return (date.to - date.from_).days


def tells_apart(text: str, start: int) -> bool:
    """Say whether one of the few words before an anchor tells its event from another one."""
    near = _WORD.findall(text[max(0, start - 60) : start].rpartition("\n")[2])
    return any(word.lower() in APART for word in near[-BEFORE:])


def _narrowest(members: Sequence[Event]) -> EventDate | None:
    """Return the date of fewest days; the words of a text before what is inferred, then order."""
    closed = [
        (one.date.text is None, (one.date.to - one.date.from_).days, place, one.date)
        for place, one in enumerate(members)
        if one.date and one.date.from_ and one.date.to
    ]
    if closed:
        return min(closed, key=lambda item: item[:3])[3]
    return next((one.date for one in members if one.date), None)


def _finest(members: Sequence[Event]) -> EventPlace | None:
    """Return the finest place; that a text speaks of one country says not which act it tells of."""
    found = [
        one.event_loc
        for one in members
        if one.event_loc and not one.event_loc.rule.startswith(ONLY_COUNTRY)
    ]
    return min(found, key=lambda place: _FINEST[place.precision], default=None)


def _entities(fillers: Iterable[Filler], closure: Closure) -> tuple[str, ...]:
    named = list(dict.fromkeys(one.entity_id for one in fillers if one.entity_id))
    wider = (entity for name in named for entity in closure(name))
    return tuple(dict.fromkeys((*named, *wider)))


def _bounds(name: str, counts: Iterable[Count | None]) -> dict[str, int | None]:
    """Return the bounds that take in every count; no upper one if any count has none."""
    given = [one for one in counts if one is not None]
    if not given:
        return {f"{name}_low": None, f"{name}_high": None}
    lows = [low for one in given if (low := _first(one.low, one.best, one.high)) is not None]
    highs = [_first(one.high, one.best) for one in given]
    known = [high for high in highs if high is not None]
    return {
        f"{name}_low": min(lows),
        f"{name}_high": max(known) if len(known) == len(given) else None,
    }


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
