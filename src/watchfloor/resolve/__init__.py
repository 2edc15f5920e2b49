"""Coded -> Resolved: what mentions mean in the world, with the rule and the runners-up.

The first, honest resolver: exact names, stated rules, and nothing where it does not know.
"""

from datetime import date

from watchfloor.model import (
    Coded,
    DatePrecision,
    Document,
    Mention,
    MentionKind,
    Resolution,
    Resolved,
)
from watchfloor.resolve.actors import ACTOR_KINDS, resolve_actor
from watchfloor.resolve.places import PlaceContext, countries_named, resolve_place
from watchfloor.resolve.times import NEARBY, resolve_date

RESOLVER = "exact@1"

__all__ = ["RESOLVER", "resolve"]


def resolve(document: Document, coded: Coded) -> Resolved:
    """Return what the mentions of one coding mean; a mention that is missing stayed unresolved.

    Pure: the answer depends on the document's text, its published date, the coding and the pinned
    tables. No span is moved.
    """
    resolutions = _dates(document, coded) | _places(document, coded) | _actors(coded)
    return Resolved(
        document_id=document.id,
        resolver=RESOLVER,
        resolutions={str(index): resolutions[index] for index in sorted(resolutions)},
    )


def _of_kind(coded: Coded, *kinds: MentionKind) -> list[tuple[int, Mention]]:
    return [(index, one) for index, one in enumerate(coded.mentions) if one.kind in kinds]


def _span(mention: Mention) -> tuple[str, int, int]:
    """Return words, start and end of a mention, which the model guarantees to be there."""
    return mention.text or "", mention.start or 0, mention.end or 0


def _dates(document: Document, coded: Coded) -> dict[int, Resolution]:
    """Resolve dates in the order of the text, so that "two days later" has a day to lean on."""
    found: dict[int, Resolution] = {}
    narrative: tuple[date, int] | None = None
    dated = sorted(_of_kind(coded, MentionKind.DATE), key=lambda pair: _span(pair[1])[1:])
    for index, mention in dated:
        words, start, end = _span(mention)
        # A new paragraph may tell of another day: there, "that night" leans on nothing.
        near = narrative is not None and "\n" not in document.text[narrative[1] : start]
        resolution = resolve_date(
            words,
            document.published,
            before=document.text[max(0, start - NEARBY) : start],
            after=document.text[end : end + NEARBY],
            narrative=narrative[0] if narrative and near else None,
        )
        if resolution is None or resolution.interval is None:
            continue
        found[index] = resolution
        interval = resolution.interval
        if interval.precision is DatePrecision.DAY and interval.to is not None:
            narrative = (interval.to, end)
    return found


def _places(document: Document, coded: Coded) -> dict[int, Resolution]:
    found: dict[int, Resolution] = {}
    mentions = _of_kind(coded, MentionKind.PLACE)
    contexts = {
        index: document.text[_span(one)[2] : _span(one)[2] + NEARBY] for index, one in mentions
    }
    countries = countries_named((_span(one)[0], contexts[index]) for index, one in mentions)
    for index, mention in mentions:
        context = PlaceContext(after=contexts[index], countries=countries)
        resolution = resolve_place(_span(mention)[0], context)
        if resolution is not None:
            found[index] = resolution
    return found


def _actors(coded: Coded) -> dict[int, Resolution]:
    found: dict[int, Resolution] = {}
    for index, mention in _of_kind(coded, *sorted(ACTOR_KINDS)):
        resolution = resolve_actor(_span(mention)[0], mention.kind)
        if resolution is not None:
            found[index] = resolution
    return found
