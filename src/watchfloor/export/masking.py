"""The parts of a row with names and sensitive places withheld, by what is known of the text."""

import re
from dataclasses import replace
from typing import TypeVar

from watchfloor.export.blackout import Blackout
from watchfloor.export.private import FINE, Discretion, folded, hides, is_private, name_spans
from watchfloor.export.unsaid import (
    BLOCK,
    PLACE_WITHHELD,
    WITHHELD,
    Unsaid,
    masked_place,
    readable,
)
from watchfloor.model import EventPlace, Filler, MentionKind
from watchfloor.model.event import Party, Speaker
from watchfloor.model.span import Cited, recited
from watchfloor.model.words import PlacePrecision
from watchfloor.vocab.discretion import site_word

_INITIALS = re.compile(r"\b[A-Z]{2,5}\b")

C = TypeVar("C", bound=Cited)
T = TypeVar("T")


def resliced(row: T, blackout: Blackout) -> T:
    """Return a row whose spans hold what the masked text has at their place."""
    return recited(row, lambda one: _under(one, blackout)) if blackout.runs else row


def _under(one: Cited, blackout: Blackout) -> Cited:
    if one.text is None or one.start is None:
        return one
    text = blackout.over(one.text, one.start)
    if text == one.text:
        return one
    if isinstance(one, EventPlace):  # the same mention is the place of a sensitive event
        return replace(coarse(one) or one, text=text)
    if isinstance(one, Filler | Speaker | Party) and one.name == one.text:
        return replace(one, text=text, name=readable(text))
    return replace(one, text=text)


def coarse(place: EventPlace | None) -> EventPlace | None:
    """Return a place no finer than its province, or its country: no point, no name, no words."""
    if place is None or place.precision not in FINE:
        return place
    known = place.admin1 is not None
    return replace(
        place,
        text=blacked_place(place.text),
        name=place.admin1 or place.country or PLACE_WITHHELD,
        lat=None,
        lon=None,
        geonames_id=None,
        radius_km=None,
        precision=PlacePrecision.PROVINCE if known else PlacePrecision.COUNTRY,
        rule=f"{place.rule}; withheld below the province",
    )


def hidden(one: C | None, told: Unsaid, *, place: bool = False) -> C | None:
    """Return cited words, if there are some, with what must not be told masked."""
    return None if one is None else cited(one, told, place=place)


def cited(one: C, told: Unsaid, *, place: bool = False) -> C:
    """Return cited words with what must not be told masked, at the same offsets."""
    if one.text is None:
        return one
    text = told.hide(one.text, one.start, place=place)
    return one if text == one.text else replace(one, text=text)


def filler_of(filler: Filler, rules: Discretion, told: Unsaid, *, sensitive: bool) -> Filler:
    """Return who fills a role of an event, sensitive or not, as it may be told."""
    if is_private(filler, rules, told):
        name = None if filler.name is None else told_name(filler.name, rules)
        return replace(filler, name=name, text=masked(filler.text, rules))
    said = filler.name or filler.text or ""
    if filler.kind in (MentionKind.FACILITY, MentionKind.PLACE) and sensitive:
        word = site_word(said) or "place"
        name = None if filler.name is None else f"a {word} ({PLACE_WITHHELD})"
        return replace(filler, name=name, text=blacked_place(filler.text), entity_id=None)
    if filler.entity_id is not None:
        return filler
    shown = cited(filler, told, place=sensitive)
    if shown.name is None:
        return shown
    return replace(shown, name=told.tell(shown.name, place=sensitive))


def speaker_of(speaker: Speaker, rules: Discretion, told: Unsaid) -> Speaker:
    """Return who speaks, or is accused, as it may be told."""
    if hides(speaker, rules, told):
        name, role = (
            None if one is None else told_name(one, rules) for one in (speaker.name, speaker.role)
        )
        return replace(speaker, name=name, role=role, text=masked(speaker.text, rules))
    return speaker if speaker.entity_id is not None else cited(speaker, told)


def party_of(party: Party, rules: Discretion, told: Unsaid) -> Party:
    """Return a party of a relation as it may be told."""
    if not hides(party, rules, told):
        return party
    name = None if party.name is None else told_name(party.name, rules)
    return replace(party, name=name, text=masked(party.text, rules))


def told_name(words: str, rules: Discretion) -> str:
    """Return a mention for reading: its names replaced by what says that they are withheld."""
    if folded(words) in rules.hidden:
        return WITHHELD
    for start, end in reversed(name_spans(words)):
        words = f"{words[:start]}{WITHHELD}{words[end:]}"
    return words


def masked(words: str | None, rules: Discretion) -> str | None:
    """Return the words of a span, as long as they were, their names blacked."""
    if words is None or folded(words) in rules.hidden:
        return blocked(words)
    for start, end in name_spans(words):
        words = f"{words[:start]}{BLOCK * (end - start)}{words[end:]}"
    return words


def blacked_place(words: str | None) -> str | None:
    """Return the words of a place with what names it blacked; its kind may stand: "a clinic"."""
    if words is None:
        return None
    named = words if words.isupper() else _INITIALS.sub("", words)  # "the MSF clinic" in a town
    made = masked_place(words, named)
    return made if made != words or site_word(words) else blocked(words)


def blocked(words: str | None) -> str | None:
    """Return words, as long as they were, all blacked."""
    return None if words is None else BLOCK * len(words)
