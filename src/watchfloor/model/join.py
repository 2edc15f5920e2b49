"""Join what a coder read with what its mentions mean into the exported shapes. Values only."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from watchfloor.model.coded import (
    Casualty,
    Coded,
    CodedClaim,
    CodedEvent,
    CodedFigure,
    CodedRelation,
    Role,
)
from watchfloor.model.document import Document
from watchfloor.model.event import (
    Claim,
    Event,
    EventDate,
    EventPlace,
    Figure,
    Filler,
    Horizon,
    Party,
    Relation,
    Speaker,
    event_id,
)
from watchfloor.model.identity import content_id
from watchfloor.model.late import late_regex
from watchfloor.model.referent import in_full, is_name, referent
from watchfloor.model.resolved import Place, Resolution, Resolved, Setting
from watchfloor.model.span import Cited, Count, Interval, Scored
from watchfloor.model.words import CasualtyKind, MentionKind, PlacePrecision, Status

DECIMALS = 3
"""Exported scores are rounded: the fourth digit differs between machines."""

HAPPENED = frozenset({Status.ACTUAL, Status.ATTEMPTED})


def join_events(document: Document, coded: Coded, resolved: Resolved) -> tuple[Event, ...]:
    """Return the events of one document in the exported shape."""
    ids = event_ids(coded)
    events = [
        _event(document, coded, resolved, index, ids) for index, event in enumerate(coded.events)
    ]
    dated: dict[str, EventDate] = {}
    for event in events:
        if event.date is not None:
            dated.setdefault(event.chain, event.date)
    return tuple(
        replace(event, date=_undated(resolved, dated.get(event.chain)))
        if not _said_dates(document, coded, read.date) and event.status in HAPPENED
        else event
        for read, event in zip(coded.events, events, strict=True)
    )


def event_ids(coded: Coded) -> list[str]:
    """Return the ids of a coding's events, in their order."""
    return [
        event_id(coded.document_id, event.anchor.start or 0, event.anchor.end or 0, event.type)
        for event in coded.events
    ]


def join_claims(document: Document, coded: Coded, resolved: Resolved) -> tuple[Claim, ...]:
    """Return the claims of one document in the exported shape."""
    ids = event_ids(coded)
    return tuple(_claim(document, coded, resolved, claim, ids) for claim in coded.claims)


def join_figures(document: Document, coded: Coded, resolved: Resolved) -> tuple[Figure, ...]:
    """Return the figures of one document in the exported shape."""
    return tuple(_figure(document, coded, resolved, figure) for figure in coded.figures)


def join_relations(document: Document, coded: Coded, resolved: Resolved) -> tuple[Relation, ...]:
    """Return the relations of one document in the exported shape."""
    return tuple(_relation(document, coded, resolved, stated) for stated in coded.relations)


def _event(
    document: Document, coded: Coded, resolved: Resolved, index: int, ids: list[str]
) -> Event:
    event = coded.events[index]

    def fillers(roles: Iterable[Role]) -> tuple[Filler, ...]:
        return tuple(_filler(coded, resolved, role) for role in roles)

    def total(kind: CasualtyKind) -> Count | None:
        return sum_of([one for one in event.casualties if one.kind is kind])

    actors = fillers(event.actor)
    return Event(
        id=ids[index],
        chain=ids[event.chain],
        document_id=document.id,
        external_id=document.external_id,
        source=document.source,
        published=document.published,
        type=event.type,
        mode=event.mode,
        context=event.context,
        status=event.status,
        outcome=event.outcome,
        assertion=event.assertion,
        score=_rounded(event.score),
        coder=coded.coder,
        anchor=Scored(**_words(event.anchor), score=_rounded(event.anchor.score)),
        actor=actors,
        recipient=_others(event.type, actors, fillers(event.recipient)),
        instrument=fillers(event.instrument),
        attributed_to=fillers(event.attributed_to),
        date=_date(coded, resolved, _said_dates(document, coded, event.date)),
        event_loc=_place_of_act(document, coded, resolved, event)
        or _set(coded, resolved.acts.get(str(index))),
        count=event.count,
        dead=total(CasualtyKind.DEAD),
        injured=total(CasualtyKind.INJURED),
        arrested=total(CasualtyKind.ARRESTED),
        abducted=total(CasualtyKind.ABDUCTED),
        casualties=event.casualties,
    )


_TWO_SIDED = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def _others(
    kind: str, actors: tuple[Filler, ...], recipients: tuple[Filler, ...]
) -> tuple[Filler, ...]:
    """Return recipients of whom descriptions mean nobody who acts: he would do it to himself.

    "Paris accuses the junta" is of another's junta, whatever government was named last.
    """
    acting = {one.entity_id for one in actors} - {None}
    if kind in _TWO_SIDED or not acting:
        return recipients
    return tuple(
        replace(one, entity_id=None, name=None)
        if one.entity_id in acting and (one.text or "").islower()
        else one
        for one in recipients
    )


def sum_of(counts: list[Casualty]) -> Count | None:
    """Return the one count with its words, or the sum of several without words (it is inferred).

    A bound of the sum is known only where it is known of every part, but low bounds add up from
    what is known: "two soldiers and several civilians" is at least two.
    """
    if not counts:
        return None
    if len(counts) == 1:
        one = counts[0]
        return Count(**_words(one), low=one.low, best=one.best, high=one.high)
    lows = [count.low for count in counts if count.low is not None]
    best = [count.best for count in counts if count.best is not None]
    high = [count.high for count in counts if count.high is not None]
    return Count.inferred(
        low=sum(lows) if lows else None,
        best=sum(best) if len(best) == len(counts) else None,
        high=sum(high) if len(high) == len(counts) else None,
    )


def _filler(coded: Coded, resolved: Resolved, role: Role) -> Filler:
    mention = coded.mentions[role.mention]
    return Filler(
        **_words(mention),
        score=_rounded(role.score),
        kind=mention.kind,
        **_named(resolved, role),
    )


def _date(coded: Coded, resolved: Resolved, roles: tuple[Role, ...]) -> EventDate | None:
    """Return the best filler that was resolved to an interval; unresolved words give none."""
    for role, resolution in _best_first(resolved, roles):
        if resolution.interval:
            interval = resolution.interval
            return EventDate(
                **_words(coded.mentions[role.mention]),
                from_=interval.from_,
                to=interval.to,
                precision=interval.precision,
                rule=resolution.rule,
            )
    return None


def _said_dates(document: Document, coded: Coded, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the dates that a text says of an act: not the one that stands above it all.

    A date that has the text's first line to itself says when the text appeared. What the text
    leaves undated happened on that day or before, as in a text without such a line.
    """
    above = len(document.text.partition("\n")[0].rstrip())
    return tuple(
        role
        for role in roles
        if (coded.mentions[role.mention].start, coded.mentions[role.mention].end) != (0, above)
        or above == len(document.text)
    )


SAME_HAPPENING = "date of the same happening"


def _undated(resolved: Resolved, same: EventDate | None) -> EventDate | None:
    """Return when an event without date words happened: inferred, so without evidence.

    Where the document dates the same happening elsewhere, that is it. Words that stayed unresolved
    are words: such an event has no date. Nor has what did not happen.
    """
    if same is not None:
        return _inferred(same, f"{SAME_HAPPENING}: {same.rule}")
    found = resolved.undated
    return _inferred(found.interval, found.rule) if found and found.interval else None


def _inferred(when: EventDate | Interval, rule: str) -> EventDate:
    return EventDate.inferred(from_=when.from_, to=when.to, precision=when.precision, rule=rule)


def _place_of_act(
    document: Document, coded: Coded, resolved: Resolved, event: CodedEvent
) -> EventPlace | None:
    """Return where an act took place: its place, or the known site that it was done to, if finer.

    A rocket on the embassy in Baghdad fell on the embassy, not anywhere in Baghdad.
    """
    said = tuple(
        role for role in event.place if not _is_owner(document, coded, resolved, role.mention)
    )
    place, site = (_place(coded, resolved, one) for one in (said, event.recipient))
    if site is None or site.precision is not PlacePrecision.SITE:
        return place
    agrees = place is None or place.country in (site.country, None)
    return site if agrees else place


OWNED = late_regex(
    r"\s(?:military|diplomatic|naval|embass(?:y|ies)|consulates?|troops|forces|soldiers|personnel"
    r"|army|navy|warships?|bases|diplomats?|nationals|citizens)\b"
)
"""What belongs to the country in front of it, wherever it is."""


def _is_owner(document: Document, coded: Coded, resolved: Resolved, index: int) -> bool:
    """Return whether a country says whose, not where: "U.S." of "the U.S. embassy", "U.S. troops".

    In the annotated dispatches, the shared and our own, no such country is the place of an act.
    """
    one, meant = coded.mentions[index], resolved.of(index)
    if meant is None or meant.place is None or one.end is None or one.start is None:
        return False
    if meant.place.precision is not PlacePrecision.COUNTRY:
        return False
    if OWNED.match(document.text, one.end):
        return True
    return any(
        other.kind is MentionKind.FACILITY
        and other.start is not None
        and other.end is not None
        and other.start <= one.start
        and one.end < other.end
        for other in coded.mentions
    )


def _place(coded: Coded, resolved: Resolved, roles: tuple[Role, ...]) -> EventPlace | None:
    for role, resolution in _best_first(resolved, roles):
        if resolution.place:
            words = _words(coded.mentions[role.mention])
            score = min(role.score, resolution.score)
            return _at(words, score, resolution.place, resolution.rule)
    return None


def _set(coded: Coded, setting: Setting | None) -> EventPlace | None:
    """Return where the text sets an act, with the act's own words of place if it has any."""
    if setting is None or setting.where.place is None:
        return None
    words = _NO_WORDS if setting.mention is None else _words(coded.mentions[setting.mention])
    return _at(words, setting.where.score, setting.where.place, setting.where.rule)


def _at(words: "_Words", score: float, place: Place, rule: str) -> EventPlace:
    return EventPlace(
        **words,
        score=_rounded(score),
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        geonames_id=place.geonames_id,
        country=place.country,
        admin1=place.admin1,
        precision=place.precision,
        radius_km=place.radius_km,
        rule=rule,
    )


def _best_first(resolved: Resolved, roles: tuple[Role, ...]) -> list[tuple[Role, Resolution]]:
    found = [(role, resolved.of(role.mention)) for role in roles]
    known = [(role, resolution) for role, resolution in found if resolution is not None]
    return sorted(known, key=lambda pair: (-pair[0].score, pair[0].mention))


def _claim(
    document: Document, coded: Coded, resolved: Resolved, claim: CodedClaim, ids: list[str]
) -> Claim:
    horizon = resolved.of(claim.horizon.mention) if claim.horizon else None
    days = horizon.interval if horizon else None
    speaker = _speaker(coded, resolved, claim.speaker) if claim.speaker else None
    accused = (_speaker(coded, resolved, role) for role in claim.accused)
    return Claim(
        id=content_id("claim", document.id, claim.content.start, claim.content.end, claim.kind),
        document_id=document.id,
        external_id=document.external_id,
        kind=claim.kind,
        speaker=speaker,
        content=claim.content,
        quoted=claim.quoted,
        cue=claim.cue,
        condition=claim.condition,
        horizon=Horizon(days.from_, days.to) if days else None,
        event_id=None if claim.event is None else ids[claim.event],
        via=tuple(_speaker(coded, resolved, role) for role in claim.via),
        accused=tuple(_other_than(speaker, one) for one in accused),
    )


def _other_than(speaker: Speaker | None, accused: Speaker) -> Speaker:
    """Return whom a claim blames, by his words alone if they were taken for who speaks."""
    same = speaker is not None and accused.entity_id == speaker.entity_id is not None
    return replace(accused, entity_id=None, name=None) if same else accused


def _speaker(coded: Coded, resolved: Resolved, role: Role) -> Speaker:
    mention, named = coded.mentions[role.mention], _named(resolved, role)
    unnamed = mention.kind in (MentionKind.GROUP, MentionKind.OTHER)
    role_words = mention.text if unnamed and named["entity_id"] is None else None
    meant = referent(coded, mention) if named["entity_id"] is None else None
    if meant is not None and is_name(meant.text or ""):
        named = {"entity_id": None, "name": meant.text}  # "he" by the name that the text gives him
    elif meant is not None:
        role_words = meant.text
    return Speaker(**_words(mention), **named, role=role_words)


def _figure(document: Document, coded: Coded, resolved: Resolved, figure: CodedFigure) -> Figure:
    evidence = figure.evidence
    return Figure(
        id=content_id("figure", document.id, evidence.start, evidence.end, figure.quantity),
        document_id=document.id,
        external_id=document.external_id,
        subject=figure.subject,
        quantity=figure.quantity,
        unit=figure.unit,
        value=figure.value,
        of=figure.of,
        event_loc=_place(coded, resolved, (figure.place,)) if figure.place else None,
        date=_date(coded, resolved, (figure.date,)) if figure.date else None,
        evidence=evidence,
    )


def _relation(
    document: Document, coded: Coded, resolved: Resolved, stated: CodedRelation
) -> Relation:
    def party(role: Role) -> Party:
        mention, meant = coded.mentions[role.mention], resolved.of_party(role.mention)
        named = _of_entity(meant)
        if named["entity_id"] is None and (whole := in_full(coded, mention)) is not None:
            named = {"entity_id": None, "name": whole.text}  # "Knights" by his whole name
        return Party(**_words(mention), **named)

    subject, object_ = party(stated.subject), party(stated.object)
    return Relation(
        id=content_id(
            "relation", document.id, subject.start, subject.end, stated.predicate, object_.start
        ),
        document_id=document.id,
        external_id=document.external_id,
        subject=subject,
        predicate=stated.predicate,
        object=object_,
        since=stated.since,
        until=stated.until,
        evidence=stated.evidence,
        role=stated.role,
        ended=stated.ended,
    )


class _Words(TypedDict):
    text: str | None
    start: int | None
    end: int | None


_NO_WORDS = _Words(text=None, start=None, end=None)


def _words(cited: Cited) -> _Words:
    return _Words(text=cited.text, start=cited.start, end=cited.end)


class _Named(TypedDict):
    entity_id: str | None
    name: str | None


def _named(resolved: Resolved, role: Role) -> _Named:
    """Return the entity that the filler of a role means, as far as that is known."""
    return _of_entity(resolved.of(role.mention))


def _of_entity(resolution: Resolution | None) -> _Named:
    entity = resolution.entity if resolution else None
    return _Named(
        entity_id=entity.entity_id if entity else None, name=entity.name if entity else None
    )


def _rounded(score: float) -> float:
    return round(score, DECIMALS)
