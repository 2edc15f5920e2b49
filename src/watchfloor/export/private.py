"""Who is a private person and which places are sensitive, by the rules and what people decided."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from watchfloor import assets
from watchfloor.export.blackout import Blackout, nothing_blacked
from watchfloor.export.public import names_nobody, protected_in, public_in
from watchfloor.export.unsaid import Site, Unsaid
from watchfloor.model import Claim, Event, Filler, Incident, MentionKind
from watchfloor.model.event import Party, Speaker
from watchfloor.model.words import PlacePrecision
from watchfloor.vocab.apposition import holds_office, names_to_protect
from watchfloor.vocab.capitals import Span
from watchfloor.vocab.discretion import (
    is_public,
    is_to_protect,
    may_be_person,
    person_names,
    site_word,
)

SEXUAL = "sexual"
"""The mode whose places go out at the precision of a province."""

LEADER = "LEA"
"""The type of those actors of the knowledge base who are people."""

LARGE = 200_000
"""People of a city whose name alone is taken for the city, not for a person."""

FINE = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT})
"""Precisions that are finer than a province."""

_OF = re.compile(r"\s(?:of|from|in|at)\s")

_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP, MentionKind.OTHER})
TOLLS = ("count", "dead", "injured", "arrested", "abducted")
"""Fields that count people."""


def nothing_known(_: str) -> Unsaid:
    """Return what is known of a text that nobody has read: nothing."""
    return Unsaid()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discretion:
    """What people decided on masking: names and places, folded; and what whole texts tell.

    `off` shows everything; `shown` are names that may stand, `hidden` names and places that may
    not, whatever the rules say. `known` gives, by the id of a document, what all that was read in
    it says of its people: a row alone does not know that its words name the victim of another.
    `blackout` gives what is masked of that text, so that it and all its spans hold the same words.
    """

    off: bool = False
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    known: Callable[[str], Unsaid] = field(default=nothing_known, compare=False, repr=False)
    blackout: Callable[[str], Blackout] = field(default=nothing_blacked, compare=False, repr=False)

    @classmethod
    def of(cls, *, shown: Iterable[str] = (), hidden: Iterable[str] = ()) -> "Discretion":
        """Return the rules with names as people typed them."""
        return cls(shown=frozenset(map(folded, shown)), hidden=frozenset(map(folded, hidden)))


DISCREET = Discretion()


def folded(name: str) -> str:
    """Return a name for comparing: case and runs of white space do not count."""
    return " ".join(name.casefold().split())


def is_private(filler: Filler, rules: Discretion = DISCREET, told: Unsaid | None = None) -> bool:
    """Say whether a filler names a person who holds no office, command or voice in public.

    `told` is what its whole text says of its people.
    """
    said = filler.name or filler.text or ""
    if {folded(said), folded(filler.text or "")} & rules.hidden:
        return True
    if filler.entity_id is not None or filler.kind not in _PEOPLE:
        return False
    if filler.kind is not MentionKind.PERSON and not is_to_protect(said):
        return False
    return is_private_name(said, rules, told, filler.text)


def hides(one: Speaker | Party, rules: Discretion, told: Unsaid | None = None) -> bool:
    """Say whether a speaker or party, whose kind no coder tells, must be withheld."""
    said = one.name or one.text or ""
    if {folded(said), folded(one.text or "")} & rules.hidden:
        return True
    if one.entity_id is not None:
        return False
    role = one.role if isinstance(one, Speaker) else None
    return may_name(said) and is_private_name(said, rules, told, one.text, role)


def may_name(said: str) -> bool:
    """Say whether words of unknown kind may name a private person."""
    return not is_known_place(said) and (may_be_person(said) or is_to_protect(said))


def is_private_name(
    said: str, rules: Discretion, told: Unsaid | None = None, *beside: str | None
) -> bool:
    """Say whether words that mean a person hold a name that must not be told.

    Args:
        said: the words.
        rules: what people decided.
        told: what the whole text says of its people.
        beside: other words for the same person.
    """
    if {folded(said), *(folded(one) for one in beside if one)} & rules.shown:
        return False
    names = [said[start:end] for start, end in name_spans(said)]
    if not names or any(folded(one) in rules.shown for one in names):
        return False
    if told is not None and all(told.lets(one) for one in names):
        return False
    if all(folded(one) in known_bodies() for one in names):
        return False
    return not is_public(" ".join(filter(None, (said, *beside))))


def unsaid_of(
    rows: Iterable[Event | Claim | Incident],
    rules: Discretion,
    told: Unsaid | None = None,
    *,
    text: str = "",
    thorough: bool = False,
) -> Unsaid:
    """Return what some rows of one text say must not be told, and who holds an office by them.

    Args:
        rows: what was read.
        rules: what people decided.
        told: what is known of the text already.
        text: the text, whose words beside a name tell of offices; empty if it is not at hand.
        thorough: look for office-holders in all of the text, though no row names anybody private.
    """
    if rules.off:
        return Unsaid()
    held = tuple(rows)
    offices = {one for row in held for who in _people(row) for one in _offices(who, text)}
    beside_it = [one for one in protected_in(text) if _may_protect(one, rules)]

    def private() -> dict[str, None]:
        known = Unsaid(public=frozenset(offices)) | (told or Unsaid())
        names = (name for row in held for name in _names_of(row, rules, known, alone=not text))
        return dict.fromkeys((*names, *beside_it))

    found = private()
    if text and (found or thorough):  # else there is nobody whom the rest of the text could clear
        offices |= public_in(text, _leaders(), beside_it)
        found = private()
    nobody = {name for name in found if _is_noun(name, text) or names_nobody(name, text)}
    names = [name for name in found if name not in nobody]
    bodies = {words for row in held for words in (*_bodies(row), *_towns(row, rules))}
    return Unsaid(
        names=(*names, *sorted(rules.hidden)),
        public=frozenset(offices | nobody | (bodies - set(names))),
        sites=tuple(site for row in held for site in _sites(row, rules)),
    )


def _is_noun(name: str, text: str) -> bool:
    """Say whether one word with a capital is a noun that only begins a sentence: "Critics"."""
    if not text or not name.isalpha() or not name.istitle():
        return False
    if re.search(rf"(?<!\w){name.lower()}(?!\w)", text):
        return True
    return name.endswith("s") and not re.search(rf"\w[,;]?\s{name}(?!\w)", text)


def _people(row: Event | Claim | Incident) -> tuple[Filler | Speaker, ...]:
    """Return who fills a role or speaks, where known and where not."""
    if isinstance(row, Claim):
        return tuple(one for one in (row.speaker, *row.via, *row.accused) if one)
    said = row.attributed_to if isinstance(row, Event) else ()
    return (*row.actor, *row.recipient, *said)


def _offices(one: Filler | Speaker, text: str) -> Iterator[str]:
    """Yield the names of somebody known, or of an office-holder by the words of it or beside it."""
    if one.entity_id is not None:
        yield from filter(None, (one.text, one.name))
        return
    if isinstance(one, Filler) and one.kind not in _PEOPLE:
        return
    role = one.role if isinstance(one, Speaker) else None
    whole = " ".join(filter(None, (one.text, one.name, role)))
    for words in filter(None, (one.text, one.name)):
        for start, end in person_names(words):
            at = (one.start or 0) + start
            stands = words == one.text and text.startswith(words[start:end], at)
            beside_it = stands and holds_office(text, at, at + end - start)
            if is_public(whole) or (beside_it and not is_to_protect(whole)):
                yield words[start:end]


def _bodies(row: Event | Claim | Incident) -> Iterator[str]:
    """Yield the words for organisations, forces and places that fill roles."""
    for one in _people(row):
        if isinstance(one, Filler) and one.kind not in _PEOPLE:
            yield from (each for each in (one.text, one.name) if each)


def _towns(row: Event | Claim | Incident, rules: Discretion) -> Iterator[str]:
    """Yield the words for the place of an event that is not sensitive."""
    if not isinstance(row, Claim) and row.event_loc is not None and not is_sensitive(row, rules):
        place = row.event_loc
        yield from (each for each in (place.text, place.name, place.admin1) if each)


def _sites(row: Event | Claim | Incident, rules: Discretion) -> Iterator[Site]:
    """Yield the place of a sensitive event, if it is finer than what may be told of it."""
    if isinstance(row, Claim) or row.event_loc is None or not is_sensitive(row, rules):
        return
    place = row.event_loc
    if place.precision not in FINE or folded(place.name) == folded(place.admin1 or ""):
        return
    anchor = (row.anchor.start or 0, row.anchor.end or 0) if isinstance(row, Event) else (0, 0)
    said = [place.text, place.name]
    if isinstance(row, Incident):
        said += [one.words for one in row.reported.get("event_loc", ())]
    for words in dict.fromkeys(filter(None, said)):
        yield Site(
            event_id=row.id,
            words=words,
            start=place.start or 0,
            end=place.end or 0,
            anchor=anchor,
        )


def _names_of(
    row: Event | Claim | Incident, rules: Discretion, told: Unsaid, *, alone: bool
) -> Iterator[str]:
    """Yield the names of private persons in the roles, tolls and words of a row.

    Its sentences are looked at if it stands alone: else its text was.
    """
    for one in _people(row):
        if isinstance(one, Filler):
            is_hidden = is_private(one, rules, told)
        else:
            is_hidden = hides(one, rules, told)
        if is_hidden:
            yield from names_in(one.text or one.name or "", rules)
    if isinstance(row, Claim):
        for cited in (row.content, row.condition) if alone else ():
            yield from beside(cited.text if cited else None, rules)
        return
    for words in dict.fromkeys(_tolls(row)):
        if may_be_person(words) and may_name(words) and is_private_name(words, rules, told):
            yield from names_in(words, rules)
        if alone:
            yield from beside(words, rules)


def _tolls(row: Event | Incident) -> Iterator[str]:
    """Yield the words for numbers of people: "Aisha Omar" may be one of them."""
    for one in (*(getattr(row, name) for name in TOLLS), *row.casualties):
        if one and one.text:
            yield one.text
    if isinstance(row, Incident):
        for name in TOLLS:
            yield from (one.words for one in row.reported.get(name, ()) if one.words)


def names_in(words: str, rules: Discretion) -> tuple[str, ...]:
    """Return the names in words that mean somebody private."""
    if folded(words) in rules.hidden:
        return (words,)
    return tuple(words[start:end] for start, end in name_spans(words))


def name_spans(words: str) -> tuple[Span, ...]:
    """Return where words hold names of people: "ministers of Mali, Chad and Niger" holds none.

    States and large cities are none behind what makes them places.
    """
    spans = person_names(words)
    place = _OF.search(words) if spans else None
    if place is None:
        return spans
    return tuple(
        (start, end)
        for start, end in spans
        if start < place.end() or not is_known_place(words[start:end])
    )


def beside(prose: str | None, rules: Discretion) -> list[str]:
    """Return names in sentences that stand beside a word for one to protect, or an age."""
    found = [(prose or "")[start:end] for start, end in names_to_protect(prose or "")]
    return [one for one in found if _may_protect(one, rules)]


def _may_protect(name: str, rules: Discretion) -> bool:
    """Say whether a name beside a word to protect is no body's, no place's and not shown."""
    is_told = folded(name) in rules.shown or folded(name) in known_bodies()
    return not is_told and not is_known_place(name)


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


def is_known_place(said: str) -> bool:
    """Say whether words are the name of a state or a large city, and nothing more."""
    return folded(said).removeprefix("the ") in _places()


@cache
def _places() -> frozenset[str]:
    """Return the folded names of states, their capitals and peoples, and of large cities."""
    found = set[str]()
    for row in assets.load_rows("states"):
        for column in ("name", "aliases", "demonyms", "capital"):
            found |= {folded(name) for name in row[column].split("|") if name}
    for line in assets.load_text("gazetteer").splitlines()[1:]:
        _, name, plain, _, _, _, population, *_ = line.split("\t")
        if int(population or 0) >= LARGE:
            found |= {folded(name), folded(plain)}
    return frozenset(found)


@cache
def known_bodies() -> frozenset[str]:
    """Return the names of two words or more, folded, of actors that are no people."""
    return frozenset(name for name, is_leader in _actors() if not is_leader and " " in name)


@cache
def _leaders() -> frozenset[str]:
    """Return the names of two words or more, folded, of people of the knowledge base."""
    return frozenset(name for name, is_leader in _actors() if is_leader and " " in name)


@cache
def known_actors() -> frozenset[str]:
    """Return the names, folded, of all actors of the knowledge base."""
    return frozenset(name for name, _ in _actors())


@cache
def _actors() -> frozenset[tuple[str, bool]]:
    """Return the folded names of the knowledge base, and whether a person bears each."""
    rows = json.loads(assets.load_text("actors"))["actors"]
    return frozenset(
        (folded(each), kind == LEADER)
        for _, name, aliases, kind, *_ in rows
        for each in (name, *aliases)
    )
