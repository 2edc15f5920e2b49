"""What leaves: names of private persons and places of shelter are withheld, in every format.

One pure function, `discreet`, through which every list, brief, table, map and file passes. It keeps
the contract's shapes: a masked span keeps its offsets, its words keep their length, and they are
those that the masked text has there. docs/decisions/0015-discretion.md says who is a private person
and why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from watchfloor.export.blackout import Blackout, spans_in
from watchfloor.export.judged import discreet_correction, discreet_decision
from watchfloor.export.masking import (
    blacked_place,
    cited,
    coarse,
    filler_of,
    hidden,
    party_of,
    resliced,
    speaker_of,
    told_name,
)
from watchfloor.export.private import (
    DISCREET,
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
    Decision,
    Document,
    Event,
    Figure,
    Filler,
    Incident,
    Predicate,
    Relation,
)
from watchfloor.model.correction import Correction
from watchfloor.model.forecast import Forecast
from watchfloor.model.incident import Reported
from watchfloor.model.said import Said
from watchfloor.model.span import Cited
from watchfloor.vocab.apposition import holds_office
from watchfloor.vocab.discretion import person_names, site_word

__all__ = [
    "BLOCK",
    "DISCREET",
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

T = TypeVar("T")
C = TypeVar("C", bound=Cited)


def discreet(row: T, rules: Discretion = DISCREET) -> T:
    """Return a row with names of private persons and sensitive places withheld; others as is."""
    if rules.off:
        return row
    made: Any = _own(row, rules)
    name = row.id if isinstance(row, Document) else getattr(row, "document_id", None)
    return made if name is None else _resliced(made, rules.blackout(name))  # type: ignore[no-any-return]


def blackout_of(document: Document, rows: Iterable[Any], rules: Discretion = DISCREET) -> Blackout:
    """Return what is masked of a text: in itself, or in any span of any of its rows.

    Args:
        document: the text.
        rows: all that was read in it.
        rules: what people decided, and what is known of the text.
    """
    spans = (span for row in rows for span in spans_in(_own(row, rules)))
    return Blackout.of([(0, _own(document, rules).text), *spans])


def told_in(document: Document, rows: Iterable[Any], rules: Discretion = DISCREET) -> Unsaid:
    """Return what a text and all that was read in it say must not be told anywhere in it."""
    held = tuple(rows)
    events = (one for one in held if isinstance(one, Event | Claim))
    relations = [one for one in held if isinstance(one, Relation)]
    parties = (party for one in relations for party in (one.subject, one.object))
    thorough = any(hides(party, rules) for party in parties)
    told = unsaid_of(events, rules, text=document.text, thorough=thorough)
    for one in relations:
        told = _told_of_relation(one, rules, told)
    return replace(told, whole=True)


def _resliced(row: Any, blackout: Blackout) -> Any:
    """Return a discreet row that holds, at every place, what its masked text has there."""
    if isinstance(row, Document):
        return replace(row, text=blackout.over(row.text)) if blackout.runs else row
    if isinstance(row, Said):
        words = blackout.over(row.words, row.start or 0) if row.words else row.words
        row = row if words == row.words else replace(row, words=words)
    return resliced(row, blackout)


def _own(row: Any, rules: Discretion) -> Any:
    """Return a row masked by what is known of its text, its spans each by itself."""
    way = _WAYS.get(type(row))
    return way(row, rules) if way else row


def facet_name(filler: Filler, rules: Discretion = DISCREET) -> str | None:
    """Return how a filler may be counted and chosen by: its resolved name, or nothing.

    Words without an entity never become a facet: a name among them would be one.
    """
    known = filler.name if filler.entity_id else None
    return None if known is None or folded(known) in rules.hidden else known


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
        return tuple(filler_of(one, rules, told, sensitive=sensitive) for one in some)

    def words(one: C | None) -> C | None:
        return hidden(one, told, place=sensitive)

    return replace(
        event,
        actor=fillers(event.actor),
        recipient=fillers(event.recipient),
        instrument=fillers(event.instrument),
        attributed_to=fillers(event.attributed_to, sensitive=False),
        event_loc=coarse(event.event_loc) if sensitive else event.event_loc,
        anchor=cited(event.anchor, told, place=sensitive),
        date=words(event.date),
        count=words(event.count),
        dead=words(event.dead),
        injured=words(event.injured),
        arrested=words(event.arrested),
        abducted=words(event.abducted),
        casualties=tuple(cited(one, told, place=sensitive) for one in event.casualties),
    )


def _incident(incident: Incident, rules: Discretion) -> Incident:
    sensitive, told = is_sensitive(incident, rules), _told_of(incident, incident.documents, rules)

    def fillers(some: tuple[Filler, ...]) -> tuple[Filler, ...]:
        return tuple(filler_of(one, rules, told, sensitive=sensitive) for one in some)

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
        speaker=speaker_of(claim.speaker, rules, told) if claim.speaker else None,
        via=tuple(speaker_of(one, rules, told) for one in claim.via),
        accused=tuple(speaker_of(one, rules, told) for one in claim.accused),
        content=cited(claim.content, told, place=is_near),
        condition=hidden(claim.condition, told, place=is_near),
        cue=hidden(claim.cue, told, place=is_near),
    )


def _forecast(one: Forecast, rules: Discretion) -> Forecast:
    told = rules.known(one.document_id)
    words = [*beside(one.outcome.text, rules)]
    words += beside(one.condition.text, rules) if one.condition else []
    told |= Unsaid(names=tuple(words))
    return replace(
        one,
        speaker=speaker_of(one.speaker, rules, told) if one.speaker else None,
        via=tuple(speaker_of(each, rules, told) for each in one.via),
        outcome=cited(one.outcome, told),
        condition=hidden(one.condition, told),
    )


def _said(one: Said, rules: Discretion) -> Said:
    told = rules.known(one.document_id)
    return replace(
        one,
        actor=speaker_of(one.actor, rules, told) if one.actor else None,
        speaker=speaker_of(one.speaker, rules, told) if one.speaker else None,
        via=tuple(speaker_of(each, rules, told) for each in one.via),
        words=told_sentence(one.words, one.start or 0, told, rules) if one.words else None,
    )


def _relation(one: Relation, rules: Discretion) -> Relation:
    known = rules.known(one.document_id)
    told = known if known.whole else _told_of_relation(one, rules, known)
    return replace(
        one,
        subject=party_of(one.subject, rules, told),
        object=party_of(one.object, rules, told),
        evidence=cited(one.evidence, told),
    )


def _told_of_relation(one: Relation, rules: Discretion, known: Unsaid) -> Unsaid:
    """Return what is known of a text, and what a relation in it says of its parties."""
    told = known | Unsaid(public=frozenset((*_offices_stated(one), *_bodies_stated(one, rules))))
    named = [*beside(one.evidence.text, rules)]
    for party in (one.subject, one.object):
        named += names_in(party.text or "", rules) if hides(party, rules, told) else ()
    return told | Unsaid(names=tuple(named))


def _bodies_stated(one: Relation, rules: Discretion) -> Iterator[str]:
    """Yield the names of parties that are bodies by how they stand: nobody is a part of a person.

    Who backs, or is backed, is a person where the name has two words.
    """
    parties = [one.object] if one.predicate in _OF_BODIES else []
    parties += [one.subject] if one.predicate in _BETWEEN_BODIES else []
    names = [name for party in parties for name in names_in(party.text or "", rules)]
    if one.predicate is Predicate.BACKS:
        both = (one.subject, one.object)
        backing = (name for party in both for name in names_in(party.text or "", rules))
        names += [name for name in backing if " " not in name]
    yield from (name for name in names if folded(name) not in rules.hidden)


_BETWEEN_BODIES = (Predicate.PART_OF, Predicate.FACADE_OF)
_OF_BODIES = (*_BETWEEN_BODIES, Predicate.MEMBER_OF, Predicate.LEADS)


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
    told = rules.known(one.document_id)
    if not told.whole:
        told |= Unsaid(names=tuple(beside(one.evidence.text, rules)))
    return replace(one, subject=cited(one.subject, told), evidence=cited(one.evidence, told))


def _document(one: Document, rules: Discretion) -> Document:
    told = rules.known(one.id)
    if not told.whole:
        told |= Unsaid(names=tuple(beside(one.text, rules)))
    title = None if one.title is None else told_title(one.title, told, rules)
    return replace(one, title=title, text=told.hide_text(one.text))


def _told_of(row: Event | Claim | Incident, documents: Iterable[str], rules: Discretion) -> Unsaid:
    """Return what a row and all that was read in its texts say must not be told."""
    held = [rules.known(name) for name in documents]
    if len(held) == 1 and held[0].whole and not isinstance(row, Incident):
        return held[0]
    known = Unsaid()
    for one in held:
        known |= one
    return unsaid_of((row,), rules, known) | known


def _one_reported(
    name: str, one: Reported, rules: Discretion, told: Unsaid, sensitive: bool
) -> Reported:
    words, speaker = one.words, one.speaker
    if words and name in ("actor", "recipient"):
        private = folded(words) in rules.hidden or (
            may_name(words) and is_private_name(words, rules, told)
        )
        hides_site = sensitive and site_word(words)
        told_as = told_name(words, rules) if private else words
        words = blacked_place(words) if hides_site else told_as
    elif words and name == "event_loc" and sensitive:
        words = blacked_place(words)
    if words and words == one.words:
        words = told.tell(words, place=sensitive)
    if speaker and _is_private_speaker(speaker, rules, told):
        speaker = told_name(speaker, rules)
    return replace(one, words=words, speaker=speaker)


def _is_private_speaker(speaker: str, rules: Discretion, told: Unsaid) -> bool:
    """Say whether who reports a value, of whom nothing but the words is known, is withheld."""
    if folded(speaker) in rules.hidden:
        return True
    if told.lets(speaker) or folded(speaker) in known_actors():
        return False
    return may_name(speaker) and is_private_name(speaker, rules, told)


_WAYS: Mapping[type, Callable[[Any, Discretion], Any]] = {
    Event: _event,
    Incident: _incident,
    Claim: _claim,
    Relation: _relation,
    Figure: _figure,
    Forecast: _forecast,
    Said: _said,
    Document: _document,
    Correction: discreet_correction,
    Decision: discreet_decision,
}
"""How each kind of row is masked; what is none of these holds no names of a text."""
