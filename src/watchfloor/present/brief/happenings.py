"""Sentences on incidents: who did what to whom, when, where, and on whose word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.analyse.attribution import OF_ASSERTION, Standing, strongest
from watchfloor.export.discretion import Discretion, discreet
from watchfloor.model import ClaimKind, Count, Event, Filler, Incident, Outcome, Status, Testimony
from watchfloor.model import Standing as Counted
from watchfloor.model.brief import Sentence
from watchfloor.pipeline_brief import Material, Told
from watchfloor.pipeline_dossier import sentence_of
from watchfloor.present.brief.cites import Cites
from watchfloor.present.brief.words import capital, joined, parties, party, toll_words, when, where
from watchfloor.present.terminal import one_line
from watchfloor.store.coverage import ACCEPTED, UNNAMED
from watchfloor.vocab.acts import act_of

LONGEST_QUOTE = 320
_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–]))[\"“„«](?=\S)")
_CLOSING = re.compile(r"[\"“”„«»]")
TOLLS = ("dead", "injured", "arrested", "abducted")
VERBS = {"dead": "killed", "injured": "injured", "arrested": "arrested", "abducted": "abducted"}
_ENDS = {Outcome.INTERCEPTED: "it was intercepted", Outcome.FAILED: "it failed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every sentence is made from: the material, the numbers given so far, the masking."""

    material: Material
    cites: Cites
    rules: Discretion

    def cite(self, event: Event, start: int | None, end: int | None) -> int:
        """Return the number of a span of an event's text, with the sentence around it."""
        return self.cite_text(event.document_id, start or 0, end or 0)

    def cite_text(self, document_id: str, start: int, end: int) -> int:
        """Return the number of a span of a text, with the sentence around it."""
        around = sentence_of(self.material.documents[document_id].text, start, end)
        return self.cites.text(document_id, start, end, around)


def is_accepted(told: Told) -> bool:
    """Say whether a person accepted an incident."""
    return told.incident.review == ACCEPTED


def sentence(told: Told, ground: Ground) -> Sentence:
    """Return how an incident is told: one that nobody accepted names its sources always."""
    incident = discreet(told.incident, ground.rules)
    accepted = is_accepted(told)
    plain = accepted and len(told.groups) > 1
    fact = _fact(incident, told, ground.rules, _alone(told) if plain else {})
    # What nobody checked may be a misreading: it is not laid into the source's mouth.
    lead = "according to" if accepted else "read in"
    text = fact if plain else f"{lead} {_reporters(told, ground.rules)}: {fact}"
    numbers = evidence(told, ground)
    return Sentence(
        text=f"{capital(text)}.",
        cites=numbers,
        incident_id=incident.id,
        quote=None if accepted or not numbers else short_words(ground.cites.of(numbers[0]).words),
    )


def has_particulars(incident: Incident) -> bool:
    """Say whether an incident has enough to make a sentence: two of who, whom, where, how many."""
    tolls = any(getattr(incident, name) for name in TOLLS)
    return sum(map(bool, (incident.actor, incident.recipient, incident.event_loc, tolls))) > 1


def short_words(words: str) -> str:
    """Return words on one line, cut at a space if they are long; inner quotes become single."""
    line = _single_quotes(one_line(words).strip())
    if len(line) <= LONGEST_QUOTE:
        return line
    return f"{line[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _single_quotes(line: str) -> str:
    """Return words that will stand in quotation marks with their own marks single, in pairs.

    Marks around the whole fall away; a speech that begins before the words is opened, one that ends
    after them closed.
    """
    line, opened = _OPENING.subn("‘", line)
    line, closed = _CLOSING.subn("’", line)
    starts, ends = opened == 1 and line[:1] == "‘", closed == 1 and line[-1:] == "’"
    if (starts and (ends or not closed)) or (ends and not opened):
        return line[starts : len(line) - ends]
    return f"{'‘' * (closed > opened)}{line}{'’' * (opened > closed)}"


def quoted(words: str) -> str:
    """Return words in quotation marks at the end of a sentence, with one full stop."""
    line = short_words(words)
    return f"“{line}”" if line.endswith(("?", "!", "…")) else f"“{line.rstrip('.')}”."


def shown_values(incident: Incident) -> dict[str, str]:
    """Return the values of an incident that a brief gives, as words by field."""
    values = {
        "type": ", ".join((incident.type, *incident.mode)),
        "status": str(incident.status),
        "outcome": str(incident.outcome),
        "date": when(incident.date),
        "place": where(incident.event_loc),
        "actor": ", ".join(one.name or one.text or "" for one in incident.actor),
        "recipient": ", ".join(one.name or one.text or "" for one in incident.recipient),
        "independent sources": str(incident.independent_sources),
        "review": incident.review or "not reviewed",
    }
    for name in TOLLS:
        values[name] = toll_words([(getattr(incident, name), VERBS[name])])
    return {name: value for name, value in values.items() if value}


def _fact(incident: Incident, told: Told, rules: Discretion, alone: Mapping[str, str]) -> str:
    """Return what happened as a clause without its end; `alone` is of `toll_words`."""
    standing, blamed_by = _standing(incident, told, rules)
    actor = parties(incident.actor)
    place = where(incident.event_loc)
    recipient = _recipient(incident, actor)
    act = act_of(incident.type, incident.mode)
    noun = act.noun_on.format(recipient) if recipient else act.noun
    if incident.status is Status.ATTEMPTED:
        body = f"there was an attempt at {noun}" + (f" by {actor}" if actor else "")
    elif actor and standing is Standing.FACT:
        body = f"{actor} {act.act.format(recipient) if recipient else act.alone}"
    else:
        body = f"there was {noun}"
    if actor and standing is Standing.CLAIMED:
        body += f", claimed by {actor}"
    elif actor and standing is Standing.BLAMED:
        body += f", blamed on {actor}" + (f" by {blamed_by}" if blamed_by else "")
    elif actor and standing is Standing.SUSPECTED:
        body += f", for which {actor} is suspected"
    told_when = when(incident.date)
    clause = f"{told_when}, {body}" if told_when else body
    if place and not _names_place(incident, recipient):
        clause += f", {place}"
    ends = [toll_words([(getattr(incident, name), VERBS[name]) for name in TOLLS], alone)]
    ends += [_ENDS[incident.outcome]] if incident.outcome in _ENDS else []
    return "; ".join(filter(None, [clause, *ends]))


def _alone(told: Told) -> dict[str, str]:
    """Return by verb the one source that gives a number of people, of several that tell the rest.

    A number that a person set is that person's, and cited as such.
    """
    given: dict[str, list[str]] = {}
    for group in told.counting():
        for name in TOLLS:
            given.setdefault(name, []).extend(
                one_line(event.source or UNNAMED) for event, _ in counts_of(group, name)[:1]
            )
    by_person = {one.field for one in told.set_by}
    return {
        VERBS[name]: names[0]
        for name, names in given.items()
        if len(names) == 1 and name not in by_person
    }


def _names_place(incident: Incident, recipient: str) -> bool:
    place = incident.event_loc
    return place is not None and recipient.strip("“”") == one_line(place.name)


def _recipient(incident: Incident, actor: str) -> str:
    others = tuple(one for one in incident.recipient if party(one) not in actor.split(" and "))
    return parties(others)


def _standing(incident: Incident, told: Told, rules: Discretion) -> tuple[Standing | None, str]:
    """Return on whose word the act is the actor's, and who blames if that is the word."""
    named = {_key(one) for one in incident.actor}
    found, blamers = [], []
    for group in told.counting():
        for one in group:
            if named & {_key(filler) for filler in one.event.actor}:
                found.append(OF_ASSERTION[one.event.assertion.value])
                if found[-1] is Standing.BLAMED:
                    event = discreet(one.event, rules)
                    blamers += [party(by) for by in event.attributed_to]
    blamers += [
        one_line(claim.speaker.called)
        for claim in (discreet(one, rules) for one in told.claims)
        if claim.kind is ClaimKind.BLAME and claim.speaker
    ]
    known = [one for one in dict.fromkeys(blamers) if one]
    # A person who set the actor, or a report that names none by the same words, states it.
    return strongest(found) or (Standing.FACT if incident.actor else None), joined(known[:3])


def _key(filler: Filler) -> str:
    return filler.entity_id or (filler.name or filler.text or "").casefold()


def _reporters(told: Told, rules: Discretion) -> str:
    """Return who reports: "A (citing the police) and B", three sources at most.

    Whoever gives a number that the sentence tells is one of them, though another of the same
    source is cited for the rest.
    """
    names: dict[str, list[str]] = {}
    for group in told.counting():
        own = (representative(told, group), *(event for event, _ in _tolls_told(told, group)))
        for each in {one.id: one for one in own}.values():
            event = discreet(each, rules)
            cited = [party(one) for one in event.attributed_to]
            names.setdefault(one_line(event.source or UNNAMED), []).extend(cited)
    said = [
        f"{source} (citing {joined(list(dict.fromkeys(cited))[:2])})" if cited else source
        for source, cited in names.items()
    ]
    if not said:
        return "a report that was withdrawn"
    more = [f"{len(said) - 3} more"] if len(said) > 3 else []  # noqa: PLR2004
    return joined([*said[:3], *more])


def representative(told: Told, group: Sequence[Testimony]) -> Event:
    """Return the event to cite of one independent source: one that counts, as the incident is told.

    Its words are to tell of that type, status and mode: those for the dead are cited by themselves.
    """
    best = min(
        group,
        key=lambda one: (
            one.standing is not Counted.COUNTS,
            one.event.type != told.incident.type,
            one.event.status is not told.incident.status,
            -_shared(one.event, told.incident),
            not set(one.event.mode) & set(told.incident.mode),
            one.event.document_id,
            one.event.anchor.start or 0,
        ),
    )
    return best.event


def counts_of(group: Sequence[Testimony], name: str) -> list[tuple[Event, Count]]:
    """Return the events of one source that give a number of people in words, what counts first."""
    ordered = sorted(group, key=lambda one: (one.standing is not Counted.COUNTS, one.event.id))
    found = ((one.event, getattr(one.event, name)) for one in ordered)
    return [(event, count) for event, count in found if count and count.start is not None]


def _shared(event: Event, incident: Incident) -> int:
    """Return how many of the fields that an incident shows an event tells of."""
    names = ("actor", "recipient", "event_loc", "date")
    return sum(bool(getattr(event, name) and getattr(incident, name)) for name in names)


def evidence(told: Told, ground: Ground) -> tuple[int, ...]:
    """Return the numbers of one sentence a source, and of where its numbers of people stand."""
    numbers = []
    for group in told.counting():
        event = representative(told, group)
        numbers.append(ground.cite(event, event.anchor.start, event.anchor.end))
        for one, count in _tolls_told(told, group):
            numbers.append(ground.cite(one, count.start, count.end))
    numbers += [ground.cites.decision(one) for one in told.set_by]
    return tuple(dict.fromkeys(numbers))


def _tolls_told(told: Told, group: Sequence[Testimony]) -> Iterator[tuple[Event, Count]]:
    """Yield of one source the events whose words give each number of people that is told."""
    for name in TOLLS:
        shown = getattr(told.incident, name)
        if shown is not None:
            said, left = counts_of(group, name), _ends_of(shown)
            bearing = []
            for one in said:
                if _ends_of(one[1]) & left:
                    bearing.append(one)
                    left -= _ends_of(one[1])
            yield from bearing or said[:1]


def _ends_of(count: Count) -> set[int]:
    """Return the numbers that a count gives: of "3 to 5" both must stand in words."""
    return {one for one in (count.low, count.best, count.high) if one is not None}
