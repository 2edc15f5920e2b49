"""Coded -> Resolved: what mentions mean in the world, with the rule and the runners-up.

The first, honest resolver: exact names, stated rules, and nothing where it does not know.
"""

from collections.abc import Callable, Collection

from watchfloor.model import (
    ClaimKind,
    Coded,
    Document,
    Mention,
    MentionKind,
    Resolution,
    Resolved,
    Status,
)
from watchfloor.resolve.actors import resolve_actors
from watchfloor.resolve.actors_parties import resolve_parties
from watchfloor.resolve.places import resolve_places
from watchfloor.resolve.places_acts import resolve_acts
from watchfloor.resolve.places_holders import NEARBY
from watchfloor.resolve.places_sites import site_named, standing_in
from watchfloor.resolve.times_walk import resolve_dates, resolve_undated

RESOLVER = "rules@9"

__all__ = ["RESOLVER", "explain", "resolve", "resolve_in_parts"]


def resolve(document: Document, coded: Coded) -> Resolved:
    """Return what the mentions of one coding mean; a mention that is missing stayed unresolved.

    Pure: the answer depends on the document's text, its published date, the coding and the pinned
    tables. No span is moved.
    """
    return resolve_in_parts(document, coded, lambda _, step: step())


Run = Callable[[str, Callable[[], dict[int, Resolution]]], dict[int, Resolution]]


def resolve_in_parts(document: Document, coded: Coded, run: Run) -> Resolved:
    """Resolve as `resolve` does, each of "dates", "places" and "actors" run by `run`, in order.

    `run` takes the name of a part and the step that does it, and returns what the step returns:
    so a measurement times the product's own path.
    """
    resolutions = run("dates", lambda: _dates(document, coded))
    resolutions |= run("places", lambda: _places(document, coded))
    metonyms = _acting_places(coded) | _acting_adjectives(coded)
    resolutions |= run("actors", lambda: resolve_actors(document, coded, resolutions, metonyms))
    acts = resolve_acts(document, coded, resolutions)
    parties = resolve_parties(document, coded, resolutions) if coded.relations else {}
    return Resolved(
        document_id=document.id,
        resolver=RESOLVER,
        resolutions={str(index): resolutions[index] for index in sorted(resolutions)},
        parties={str(index): parties[index] for index in sorted(parties)},
        undated=resolve_undated(document.published),
        acts={str(index): one for index, one in acts.items()},
    )


def explain(
    document: Document, coded: Coded, metonyms: Collection[int]
) -> tuple[dict[int, Resolution], dict[int, Resolution]]:
    """Return what dates and places mean, and what actors do: for showing reasons.

    `metonyms` are the places of which it is known that they act.
    """
    scene = _dates(document, coded) | _places(document, coded)
    return scene, resolve_actors(document, coded, scene, metonyms)


def _of_kind(coded: Coded, *kinds: MentionKind) -> list[tuple[int, Mention]]:
    return [(index, one) for index, one in enumerate(coded.mentions) if one.kind in kinds]


def _span(mention: Mention) -> tuple[str, int, int]:
    """Return words, start and end of a mention, which the model guarantees to be there."""
    return mention.text or "", mention.start or 0, mention.end or 0


def _dates(document: Document, coded: Coded) -> dict[int, Resolution]:
    """Resolve dates in the order of the text, so that "two days later" has a day to lean on."""
    dated = _of_kind(coded, MentionKind.DATE)
    spans = [_span(mention)[1:] for _, mention in dated]
    readings = resolve_dates(document.text, spans, document.published, _coming(coded))
    return {
        index: reading
        for (index, _), reading in zip(dated, readings, strict=True)
        if reading is not None
    }


_TO_COME = frozenset({Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL})
_HAPPENED = frozenset({Status.ACTUAL, Status.ATTEMPTED})
_LOOKS_AHEAD = frozenset({ClaimKind.FORECAST, ClaimKind.THREAT, ClaimKind.PLEDGE})


def _coming(coded: Coded) -> dict[tuple[int, int], bool]:
    """Return of the spans of dates whether all that they date is to come, or has all happened."""
    dated: dict[int, set[Status]] = {}
    for event in coded.events:
        for role in event.date:
            dated.setdefault(role.mention, set()).add(event.status)
    for claim in coded.claims:
        if claim.horizon and (claim.kind in _LOOKS_AHEAD or claim.horizon.mention not in dated):
            # who predicts attacks "this year" means its rest; who demands an inquiry into what
            # happened "on June 12" does not
            dated[claim.horizon.mention] = {Status.PLANNED}
    return {
        _span(coded.mentions[index])[1:]: statuses <= _TO_COME
        for index, statuses in dated.items()
        if statuses <= _TO_COME or statuses <= _HAPPENED
    }


def _places(document: Document, coded: Coded) -> dict[int, Resolution]:
    """Resolve the places of a document together; a facility where its site or its town is known."""
    mentions = _of_kind(coded, MentionKind.PLACE)
    spans = [_span(mention)[1:] for _, mention in mentions]
    readings = resolve_places(document.text, spans)
    found = {
        index: reading
        for (index, _), reading in zip(mentions, readings, strict=True)
        if reading is not None
    }
    for index, mention in _of_kind(coded, MentionKind.FACILITY):
        words, _, end = _span(mention)
        site = site_named(words, document.text[end : end + NEARBY])
        if site is not None:
            found[index] = site
    return found | _standing(document, coded, found)


_STANDING = frozenset(
    {MentionKind.FACILITY, MentionKind.ORGANISATION, MentionKind.PLACE, MentionKind.OTHER}
)


def _standing(
    document: Document, coded: Coded, found: dict[int, Resolution]
) -> dict[int, Resolution]:
    """Resolve what acts took place at, and no table holds, to the place in which it stands."""
    open_ones = {role.mention for event in coded.events for role in event.place} - found.keys()
    spans = [(index, *_span(coded.mentions[index])[1:]) for index in sorted(open_ones)]
    if not spans:
        return {}
    named = [
        (*_span(coded.mentions[index])[1:], resolution)
        for index, resolution in found.items()
        if coded.mentions[index].kind is MentionKind.PLACE
    ]
    named.sort(key=lambda one: one[:2])
    return {
        index: resolution
        for index, start, end in spans
        if coded.mentions[index].kind in _STANDING
        and (resolution := standing_in(document.text, (start, end), named)) is not None
    }


def _acting_places(coded: Coded) -> frozenset[int]:
    """Return the place mentions that act or speak and are no event's place: "Tehran said"."""
    acting = {
        role.mention for event in coded.events for role in (*event.actor, *event.attributed_to)
    }
    acting |= {claim.speaker.mention for claim in coded.claims if claim.speaker}
    acting -= {role.mention for event in coded.events for role in event.place}
    return frozenset(one for one in acting if coded.mentions[one].kind is MentionKind.PLACE)


_ACTS_OF_STATES = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION", "THREATEN"})


def _acting_adjectives(coded: Coded) -> frozenset[int]:
    """Return the peoples' adjectives that stand right before the act they are the actor of.

    "An Israeli airstrike" is the state's; of "Israeli settlers" the settlers are the actor, and in
    "Iraqi protests" it is the people.
    """
    return frozenset(
        role.mention
        for event in coded.events
        for role in event.actor
        if event.type in _ACTS_OF_STATES
        and coded.mentions[role.mention].kind is MentionKind.GROUP
        and 0 <= (event.anchor.start or 0) - (coded.mentions[role.mention].end or 0) <= 1
    )
