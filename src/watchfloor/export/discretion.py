"""What leaves for people's eyes: names of private persons and places of shelter are withheld.

One pure function, `discreet`, through which every list, brief, table and map passes. It keeps the
contract's shapes: a masked span keeps its offsets, and its words keep their length. What tools read
(JSON Lines, Parquet) stays exact unless asked: there the words must equal the text's.
docs/decisions/0015-discretion.md says who is a private person and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from watchfloor.model import Claim, Event, EventPlace, Filler, Incident, MentionKind, Relation
from watchfloor.model.event import Party, Speaker
from watchfloor.model.incident import Reported
from watchfloor.model.words import PlacePrecision
from watchfloor.vocab.discretion import (
    is_public,
    is_to_protect,
    may_be_person,
    person_names,
    site_word,
)

WITHHELD = "[name withheld]"
PLACE_WITHHELD = "place withheld"
BLOCK = "█"
"""Stands for each character of a masked span."""

EXACT_FORMATS = ("jsonl", "parquet")
"""Formats that are masked only when asked."""

SEXUAL = "sexual"
"""The mode whose places go out at the precision of a province."""

_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP, MentionKind.OTHER})
_FINE = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT})

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """What people decided on masking: names and places, folded.

    `off` shows everything; `shown` are names that may stand, `hidden` names and places that may
    not, whatever the rules say.
    """

    off: bool = False
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, shown: Iterable[str] = (), hidden: Iterable[str] = ()) -> "Discretion":
        """Return the rules with names as people typed them."""
        return cls(shown=frozenset(map(folded, shown)), hidden=frozenset(map(folded, hidden)))


DISCREET = Discretion()


def folded(name: str) -> str:
    """Return a name for comparing: case and runs of white space do not count."""
    return " ".join(name.casefold().split())


def discreet(row: T, rules: Discretion = DISCREET) -> T:
    """Return a row with names of private persons and sensitive places withheld; others as is."""
    if rules.off:
        return row
    made: Any = row
    if isinstance(row, Event):
        made = _event(row, rules)
    elif isinstance(row, Incident):
        made = _incident(row, rules)
    elif isinstance(row, Claim) and row.speaker is not None:
        made = replace(row, speaker=_speaker(row.speaker, rules))
    elif isinstance(row, Relation):
        made = replace(row, subject=_party(row.subject, rules), object=_party(row.object, rules))
    return made  # type: ignore[no-any-return]  # a row of the shape that came


def facet_name(filler: Filler, rules: Discretion = DISCREET) -> str | None:
    """Return how a filler may be counted and chosen by: its resolved name, or nothing.

    Words without an entity never become a facet: a name among them would be one.
    """
    known = filler.name if filler.entity_id else None
    return None if known is None or folded(known) in rules.hidden else known


def is_private(filler: Filler, rules: Discretion = DISCREET) -> bool:
    """Say whether a filler names a person who holds no office, command or voice in public."""
    said = filler.name or filler.text or ""
    if {folded(said), folded(filler.text or "")} & rules.hidden:
        return True
    if filler.entity_id is not None or filler.kind not in _PEOPLE:
        return False
    if filler.kind is not MentionKind.PERSON and not is_to_protect(said):
        return False
    return _is_private_name(said, filler.text, rules)


def private_names(row: Event | Claim, rules: Discretion = DISCREET) -> tuple[str, ...]:
    """Return the names of private persons that an event or a claim holds, as the text has them."""
    if rules.off:
        return ()
    if isinstance(row, Claim):
        speaker = row.speaker
        said = [speaker.text] if speaker and speaker.text and _hides(speaker, rules) else []
    else:
        parties = (*row.actor, *row.recipient, *row.attributed_to)
        said = [one.text for one in parties if one.text and is_private(one, rules)]
    return tuple(name for words in said for name in _names_in(words, rules))


def masked_text(words: str, names: Iterable[str]) -> str:
    """Return words of a text with every occurrence of some names, or of their last part, masked."""
    wanted = {part for name in names for part in (name, name.split()[-1]) if len(part) > 2}  # noqa: PLR2004
    for name in sorted(wanted, key=lambda one: (-len(one), one)):
        words = words.replace(name, BLOCK * len(name))
    return words


def is_sensitive(row: Event | Incident, rules: Discretion = DISCREET) -> bool:
    """Say whether the place of an event must not be told finer than its province."""
    place = row.event_loc
    said = (
        [] if place is None else [place.name, place.text or ""],
        [one.name or one.text or "" for one in (*row.actor, *row.recipient)],
    )
    if SEXUAL in row.mode or any(site_word(one) for group in said for one in group):
        return True
    return any(folded(one) in rules.hidden for one in said[0])


def _event(event: Event, rules: Discretion) -> Event:
    sensitive = is_sensitive(event, rules)
    return replace(
        event,
        actor=_fillers(event.actor, rules, sensitive=sensitive),
        recipient=_fillers(event.recipient, rules, sensitive=sensitive),
        attributed_to=_fillers(event.attributed_to, rules, sensitive=False),
        event_loc=coarse(event.event_loc) if sensitive else event.event_loc,
    )


def _incident(incident: Incident, rules: Discretion) -> Incident:
    sensitive = is_sensitive(incident, rules)
    return replace(
        incident,
        actor=_fillers(incident.actor, rules, sensitive=sensitive),
        recipient=_fillers(incident.recipient, rules, sensitive=sensitive),
        event_loc=coarse(incident.event_loc) if sensitive else incident.event_loc,
        reported=_reported(incident.reported, rules, sensitive=sensitive),
    )


def coarse(place: EventPlace | None) -> EventPlace | None:
    """Return a place no finer than its province, or its country: no point, no name, no words."""
    if place is None or place.precision not in _FINE:
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


def _fillers(
    fillers: tuple[Filler, ...], rules: Discretion, *, sensitive: bool
) -> tuple[Filler, ...]:
    return tuple(_filler(one, rules, sensitive=sensitive) for one in fillers)


def _filler(filler: Filler, rules: Discretion, *, sensitive: bool) -> Filler:
    if is_private(filler, rules):
        name = None if filler.name is None else _told(filler.name, rules)
        return replace(filler, name=name, text=_masked(filler.text, rules))
    said = filler.name or filler.text or ""
    if filler.kind in (MentionKind.FACILITY, MentionKind.PLACE) and sensitive:
        word = site_word(said) or "place"
        name = None if filler.name is None else f"a {word} ({PLACE_WITHHELD})"
        return replace(filler, name=name, text=_blocked(filler.text), entity_id=None)
    return filler


def _speaker(speaker: Speaker, rules: Discretion) -> Speaker:
    if not _hides(speaker, rules):
        return speaker
    name, role = (
        None if one is None else _told(one, rules) for one in (speaker.name, speaker.role)
    )
    return replace(speaker, name=name, role=role, text=_masked(speaker.text, rules))


def _party(party: Party, rules: Discretion) -> Party:
    if not _hides(party, rules):
        return party
    name = None if party.name is None else _told(party.name, rules)
    return replace(party, name=name, text=_masked(party.text, rules))


def _hides(one: Speaker | Party, rules: Discretion) -> bool:
    """Say whether a speaker or party, whose kind no coder tells, must be withheld."""
    said = one.name or one.text or ""
    if {folded(said), folded(one.text or "")} & rules.hidden:
        return True
    if one.entity_id is not None:
        return False
    return (may_be_person(said) or is_to_protect(said)) and _is_private_name(said, one.text, rules)


def _is_private_name(said: str, text: str | None, rules: Discretion) -> bool:
    if {folded(said), folded(text or "")} & rules.shown:
        return False
    names = person_names(said)
    if not names or any(folded(said[start:end]) in rules.shown for start, end in names):
        return False
    return not is_public(f"{said} {text or ''}")


def _reported(
    reported: Mapping[str, tuple[Reported, ...]], rules: Discretion, *, sensitive: bool
) -> Mapping[str, tuple[Reported, ...]]:
    return {
        name: tuple(_one_reported(name, one, rules, sensitive=sensitive) for one in values)
        for name, values in reported.items()
    }


def _one_reported(name: str, one: Reported, rules: Discretion, *, sensitive: bool) -> Reported:
    words = one.words
    if words and name in ("actor", "recipient"):
        private = folded(words) in rules.hidden or (
            (may_be_person(words) or is_to_protect(words)) and _is_private_name(words, None, rules)
        )
        hides_site = sensitive and site_word(words)
        words = _blocked(words) if hides_site else _told(words, rules) if private else words
    elif words and name == "event_loc" and sensitive:
        words = _blocked(words)
    speaker = one.speaker
    if speaker and (folded(speaker) in rules.hidden or is_to_protect(speaker)):
        speaker = _told(speaker, rules)
    return replace(one, words=words, speaker=speaker)


def _names_in(words: str, rules: Discretion) -> tuple[str, ...]:
    if folded(words) in rules.hidden:
        return (words,)
    return tuple(words[start:end] for start, end in person_names(words))


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
