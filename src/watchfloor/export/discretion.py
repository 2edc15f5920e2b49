"""What leaves for people's eyes: names of private persons and places of shelter are withheld.

One pure function, `discreet`, through which every list, brief, table and map passes. It keeps the
contract's shapes: a masked span keeps its offsets, and its words keep their length. What tools read
(JSON Lines, Parquet) stays exact unless asked: there the words must equal the text's.
docs/decisions/0015-discretion.md says who is a private person and why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from watchfloor.export.private import (
    DISCREET,
    FINE,
    Discretion,
    beside,
    folded,
    hides,
    is_private,
    is_private_name,
    is_sensitive,
    known_actors,
    may_name,
    names_in,
    unsaid_of,
)
from watchfloor.export.unsaid import (
    BLOCK,
    PLACE_WITHHELD,
    WITHHELD,
    Unsaid,
    masked_text,
    readable,
)
from watchfloor.model import (
    Claim,
    Document,
    Event,
    EventPlace,
    Figure,
    Filler,
    Incident,
    MentionKind,
    Predicate,
    Relation,
)
from watchfloor.model.event import Party, Speaker
from watchfloor.model.forecast import Forecast
from watchfloor.model.incident import Reported
from watchfloor.model.said import Said
from watchfloor.model.span import Cited
from watchfloor.model.words import PlacePrecision
from watchfloor.vocab.apposition import holds_office
from watchfloor.vocab.discretion import person_names, site_word

__all__ = [
    "BLOCK",
    "DISCREET",
    "EXACT_FORMATS",
    "PLACE_WITHHELD",
    "WITHHELD",
    "Discretion",
    "Unsaid",
    "coarse",
    "discreet",
    "facet_name",
    "folded",
    "is_private",
    "is_sensitive",
    "masked_text",
    "readable",
    "told_sentence",
    "told_title",
    "unsaid_of",
]

EXACT_FORMATS = ("jsonl", "parquet")
"""Formats that are masked only when asked."""

T = TypeVar("T")
C = TypeVar("C", bound=Cited)


def discreet(row: T, rules: Discretion = DISCREET) -> T:
    """Return a row with names of private persons and sensitive places withheld; others as is."""
    if rules.off:
        return row
    made: Any = row
    if isinstance(row, Event):
        made = _event(row, rules)
    elif isinstance(row, Incident):
        made = _incident(row, rules)
    elif isinstance(row, Claim):
        made = _claim(row, rules)
    elif isinstance(row, Relation):
        made = _relation(row, rules)
    elif isinstance(row, Figure):
        made = _figure(row, rules)
    elif isinstance(row, Forecast):
        made = _forecast(row, rules)
    elif isinstance(row, Said):
        made = _said(row, rules)
    elif isinstance(row, Document):
        made = _document(row, rules)
    return made  # type: ignore[no-any-return]  # a row of the shape that came


def facet_name(filler: Filler, rules: Discretion = DISCREET) -> str | None:
    """Return how a filler may be counted and chosen by: its resolved name, or nothing.

    Words without an entity never become a facet: a name among them would be one.
    """
    known = filler.name if filler.entity_id else None
    return None if known is None or folded(known) in rules.hidden else known


def coarse(place: EventPlace | None) -> EventPlace | None:
    """Return a place no finer than its province, or its country: no point, no name, no words."""
    if place is None or place.precision not in FINE:
        return place
    known = place.admin1 is not None
    return replace(
        place,
        text=_blocked(place.text),
        name=place.admin1 or place.country or PLACE_WITHHELD,
        lat=None,
        lon=None,
        geonames_id=None,
        radius_km=None,
        precision=PlacePrecision.PROVINCE if known else PlacePrecision.COUNTRY,
        rule=f"{place.rule}; withheld below the province",
    )


def told_title(title: str, told: Unsaid, rules: Discretion = DISCREET) -> str:
    """Return the title of a text as a list may show it: readable, not as long as it was."""
    if rules.off:
        return title
    whole = told | Unsaid(names=tuple(beside(title, rules)))
    return whole.tell(title, place=True)


def told_sentence(
    said: str, start: int, told: Unsaid, rules: Discretion = DISCREET, *, place: bool = False
) -> str:
    """Return a sentence of a text, as long as it was, without the names that it must not tell.

    Args:
        said: the sentence, or a piece of it.
        start: where it stands in the text.
        told: what the text's rows say.
        rules: what people decided.
        place: it tells of a sensitive event.
    """
    if rules.off:
        return said
    whole = told | Unsaid(names=tuple(beside(said, rules)))
    return whole.hide(said, start, place=place)


def _event(event: Event, rules: Discretion) -> Event:
    sensitive, told = is_sensitive(event, rules), _told_of(event, (event.document_id,), rules)

    def fillers(some: tuple[Filler, ...], *, sensitive: bool = sensitive) -> tuple[Filler, ...]:
        return tuple(_filler(one, rules, told, sensitive=sensitive) for one in some)

    def words(one: C | None) -> C | None:
        return _hidden(one, told, place=sensitive)

    return replace(
        event,
        actor=fillers(event.actor),
        recipient=fillers(event.recipient),
        instrument=fillers(event.instrument),
        attributed_to=fillers(event.attributed_to, sensitive=False),
        event_loc=coarse(event.event_loc) if sensitive else event.event_loc,
        anchor=_cited(event.anchor, told, place=sensitive),
        date=words(event.date),
        count=words(event.count),
        dead=words(event.dead),
        injured=words(event.injured),
        arrested=words(event.arrested),
        abducted=words(event.abducted),
        casualties=tuple(_cited(one, told, place=sensitive) for one in event.casualties),
    )


def _incident(incident: Incident, rules: Discretion) -> Incident:
    sensitive, told = is_sensitive(incident, rules), _told_of(incident, incident.documents, rules)

    def fillers(some: tuple[Filler, ...]) -> tuple[Filler, ...]:
        return tuple(_filler(one, rules, told, sensitive=sensitive) for one in some)

    return replace(
        incident,
        actor=fillers(incident.actor),
        recipient=fillers(incident.recipient),
        instrument=fillers(incident.instrument),
        event_loc=coarse(incident.event_loc) if sensitive else incident.event_loc,
        reported={
            name: tuple(_one_reported(name, one, rules, told, sensitive) for one in values)
            for name, values in incident.reported.items()
        },
    )


def _claim(claim: Claim, rules: Discretion) -> Claim:
    told = _told_of(claim, (claim.document_id,), rules)
    is_near = claim.event_id is not None and claim.event_id in {one.event_id for one in told.sites}
    return replace(
        claim,
        speaker=_speaker(claim.speaker, rules, told) if claim.speaker else None,
        via=tuple(_speaker(one, rules, told) for one in claim.via),
        accused=tuple(_speaker(one, rules, told) for one in claim.accused),
        content=_cited(claim.content, told, place=is_near),
        condition=_hidden(claim.condition, told, place=is_near),
        cue=_hidden(claim.cue, told, place=is_near),
    )


def _forecast(one: Forecast, rules: Discretion) -> Forecast:
    told = rules.known(one.document_id)
    words = [*beside(one.outcome.text, rules)]
    words += beside(one.condition.text, rules) if one.condition else []
    told |= Unsaid(names=tuple(words))
    return replace(
        one,
        speaker=_speaker(one.speaker, rules, told) if one.speaker else None,
        via=tuple(_speaker(each, rules, told) for each in one.via),
        outcome=_cited(one.outcome, told),
        condition=_hidden(one.condition, told),
    )


def _said(one: Said, rules: Discretion) -> Said:
    told = rules.known(one.document_id)
    return replace(
        one,
        actor=_speaker(one.actor, rules, told) if one.actor else None,
        speaker=_speaker(one.speaker, rules, told) if one.speaker else None,
        via=tuple(_speaker(each, rules, told) for each in one.via),
        words=told_sentence(one.words, one.start or 0, told, rules) if one.words else None,
    )


def _relation(one: Relation, rules: Discretion) -> Relation:
    told = rules.known(one.document_id)
    named = [*beside(one.evidence.text, rules)]
    told |= Unsaid(public=frozenset(_offices_stated(one)))
    for party in (one.subject, one.object):
        named += names_in(party.text or "", rules) if hides(party, rules, told) else ()
    told |= Unsaid(names=tuple(named))
    return replace(
        one,
        subject=_party(one.subject, rules, told),
        object=_party(one.object, rules, told),
        evidence=_cited(one.evidence, told),
    )


def _offices_stated(one: Relation) -> Iterator[str]:
    """Yield the names of parties whom the words of a relation make leaders or office-holders."""
    words, at = one.evidence.text or "", one.evidence.start or 0
    for party in (one.subject, one.object):
        leads = party is one.subject and one.predicate is Predicate.LEADS
        for start, end in person_names(party.text or ""):
            low = (party.start or 0) + start - at
            stands = low >= 0 and words.startswith((party.text or "")[start:end], low)
            if leads or (stands and holds_office(words, low, low + end - start)):
                yield (party.text or "")[start:end]


def _figure(one: Figure, rules: Discretion) -> Figure:
    told = rules.known(one.document_id) | Unsaid(names=tuple(beside(one.evidence.text, rules)))
    return replace(one, subject=_cited(one.subject, told), evidence=_cited(one.evidence, told))


def _document(one: Document, rules: Discretion) -> Document:
    told = rules.known(one.id) | Unsaid(names=tuple(beside(one.text, rules)))
    title = None if one.title is None else told_title(one.title, told, rules)
    return replace(one, title=title, text=told.hide_text(one.text))


def _told_of(row: Event | Claim | Incident, documents: Iterable[str], rules: Discretion) -> Unsaid:
    """Return what a row and all that was read in its texts say must not be told."""
    known = Unsaid()
    for name in documents:
        known |= rules.known(name)
    return unsaid_of((row,), rules, known) | known


def _hidden(one: C | None, told: Unsaid, *, place: bool = False) -> C | None:
    return None if one is None else _cited(one, told, place=place)


def _cited(one: C, told: Unsaid, *, place: bool = False) -> C:
    """Return cited words with what must not be told masked, at the same offsets."""
    if one.text is None:
        return one
    text = told.hide(one.text, one.start, place=place)
    return one if text == one.text else replace(one, text=text)


def _filler(filler: Filler, rules: Discretion, told: Unsaid, *, sensitive: bool) -> Filler:
    if is_private(filler, rules, told):
        name = None if filler.name is None else _told(filler.name, rules)
        return replace(filler, name=name, text=_masked(filler.text, rules))
    said = filler.name or filler.text or ""
    if filler.kind in (MentionKind.FACILITY, MentionKind.PLACE) and sensitive:
        word = site_word(said) or "place"
        name = None if filler.name is None else f"a {word} ({PLACE_WITHHELD})"
        return replace(filler, name=name, text=_blocked(filler.text), entity_id=None)
    if filler.entity_id is not None:
        return filler
    shown = _cited(filler, told, place=sensitive)
    if shown.name is None:
        return shown
    return replace(shown, name=told.tell(shown.name, place=sensitive))


def _speaker(speaker: Speaker, rules: Discretion, told: Unsaid) -> Speaker:
    if hides(speaker, rules, told):
        name, role = (
            None if one is None else _told(one, rules) for one in (speaker.name, speaker.role)
        )
        return replace(speaker, name=name, role=role, text=_masked(speaker.text, rules))
    return speaker if speaker.entity_id is not None else _cited(speaker, told)


def _party(party: Party, rules: Discretion, told: Unsaid) -> Party:
    if not hides(party, rules, told):
        return party
    name = None if party.name is None else _told(party.name, rules)
    return replace(party, name=name, text=_masked(party.text, rules))


def _one_reported(
    name: str, one: Reported, rules: Discretion, told: Unsaid, sensitive: bool
) -> Reported:
    words, speaker = one.words, one.speaker
    if words and name in ("actor", "recipient"):
        private = folded(words) in rules.hidden or (
            may_name(words) and is_private_name(words, rules, told)
        )
        hides_site = sensitive and site_word(words)
        words = _blocked(words) if hides_site else _told(words, rules) if private else words
    elif words and name == "event_loc" and sensitive:
        words = _blocked(words)
    if words and words == one.words:
        words = told.tell(words, place=sensitive)
    if speaker and _is_private_speaker(speaker, rules, told):
        speaker = _told(speaker, rules)
    return replace(one, words=words, speaker=speaker)


def _is_private_speaker(speaker: str, rules: Discretion, told: Unsaid) -> bool:
    """Say whether who reports a value, of whom nothing but the words is known, is withheld."""
    if folded(speaker) in rules.hidden:
        return True
    if told.lets(speaker) or folded(speaker) in known_actors():
        return False
    return may_name(speaker) and is_private_name(speaker, rules, told)


def _told(words: str, rules: Discretion) -> str:
    """Return a mention for reading: its names replaced by what says that they are withheld."""
    if folded(words) in rules.hidden:
        return WITHHELD
    for start, end in reversed(person_names(words)):
        words = f"{words[:start]}{WITHHELD}{words[end:]}"
    return words


def _masked(words: str | None, rules: Discretion) -> str | None:
    """Return the words of a span, as long as they were, their names blacked."""
    if words is None or folded(words) in rules.hidden:
        return _blocked(words)
    for start, end in person_names(words):
        words = f"{words[:start]}{BLOCK * (end - start)}{words[end:]}"
    return words


def _blocked(words: str | None) -> str | None:
    return None if words is None else BLOCK * len(words)
