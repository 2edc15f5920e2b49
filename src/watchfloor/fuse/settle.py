"""Reports of one incident -> its settled fields, with every value that was reported beside them.

Nothing reported is dropped: values that are copied, superseded or withdrawn stay in `reported` with
their standing. What is shown follows `votes`; a value that a person set outweighs all of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from watchfloor.errors import InputError
from watchfloor.fuse.asserted import asserted, attacking, party, stating
from watchfloor.fuse.corroborate import Credibility, Sources, credibility, independent
from watchfloor.fuse.incidents import HAPPENED, incident_id
from watchfloor.fuse.reported import PARTIES, reported
from watchfloor.fuse.revisions import COUNTS
from watchfloor.fuse.settle_where import settled_date, settled_place
from watchfloor.fuse.votes import Ballot, ballots, elected, toll, votes
from watchfloor.fuse.words import is_empty
from watchfloor.model import Casualty, Count, Event, Filler, Incident, Outcome, Status, Testimony
from watchfloor.model.words import Review

SETTABLE = frozenset((*COUNTS, *PARTIES, "type", "mode", "status", "outcome", "date", "event_loc"))
"""Fields whose value a person may set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people decided on one incident, and who denies it by the claims of the record.

    `set` maps fields to values; `credibility` is a person's digit with its reason; `accepted` says
    that a person found it to be so.
    """

    set: Mapping[str, Any] = field(default_factory=dict)
    credibility: Credibility | None = None
    denied_by: tuple[str, ...] = ()
    accepted: bool = False


def settle(
    founder: str,
    testimonies: Sequence[Testimony],
    sources: Sources | None = None,
    ruling: Ruling | None = None,
    *,
    with_reported: bool = True,
) -> Incident:
    """Return the incident that a group of reports tells of.

    The order of the testimonies does not matter. `founder` is the founding chain. Who only counts
    and filters does without what each report says of each field.

    Raises:
        InputError: there is no testimony, one of them tells of nothing that happened, the founder
            is not among them, or a person set a field that has no settled value.
    """
    known, decided = sources or Sources(), ruling or Ruling()
    ordered = sorted(testimonies, key=lambda one: one.event.id)
    _check(founder, ordered, decided)
    groups = independent(ordered, known)
    cast = ballots(ordered, groups)
    supported = bool(cast)
    shown = cast or (Ballot(tuple(one.vote for one in ordered)),)
    events = [one.event for one in ordered]
    kind = elected(votes(shown, lambda event: event.type)) or events[0].type
    typed = tuple(ballot for ballot in map(_of_type(kind), shown) if ballot.events)
    published = [event.published for event in events if event.published]
    actor = _parties(stating(attacking(shown)), "actor")
    settled = Incident(
        id=incident_id(founder),
        type=kind,
        mode=_frequent(typed, lambda event: event.mode),
        context=_frequent(shown, lambda event: event.context),
        status=Status(elected(votes(shown, lambda event: event.status.value)) or Status.ACTUAL),
        outcome=Outcome(elected(votes(shown, _outcome)) or Outcome.UNKNOWN),
        score=max(event.score for ballot in shown for event in ballot.events),
        actor=actor,
        recipient=_parties(shown, "recipient"),
        instrument=_parties(shown, "instrument"),
        date=settled_date(shown),
        event_loc=settled_place(shown),
        count=toll(shown, lambda event: event.count),
        dead=toll(shown, lambda event: event.dead, _counts_alike),
        injured=toll(shown, lambda event: event.injured, _counts_alike),
        arrested=toll(shown, lambda event: event.arrested, _counts_alike),
        abducted=toll(shown, lambda event: event.abducted, _counts_alike),
        casualties=_casualties(shown),
        chains=_chains(founder, events),
        events=tuple(event.id for event in events),
        documents=tuple(sorted({event.document_id for event in events})),
        sources=tuple(sorted({event.source for event in events if event.source})),
        independent_sources=len(cast),
        copies=_copies(ordered),
        reported=reported(ordered, known) if with_reported else {},
        credibility=credibility(
            len(cast), denied_by=decided.denied_by, by_person=decided.credibility
        ).digit,
        first_reported=min(published, key=lambda one: (one.from_, one.to, one.rule), default=None),
        review=_review(ordered, supported=supported, accepted=decided.accepted),
        assertion=asserted(shown, actor),
    )
    return replace(settled, **decided.set) if decided.set else settled


def _check(founder: str, testimonies: Sequence[Testimony], ruling: Ruling) -> None:
    if founder not in {one.event.chain for one in testimonies}:
        message = f"the founding chain {founder} has no event among {len(testimonies)} testimonies"
        raise InputError(message)
    for one in testimonies:
        if one.event.status not in HAPPENED:
            message = f"event {one.event.id} is {one.event.status}: only what happened is settled"
            raise InputError(message)
    if wrong := sorted(set(ruling.set) - SETTABLE):
        message = f"no value can be set for {', '.join(wrong)}; for {', '.join(sorted(SETTABLE))}"
        raise InputError(message)


def _review(testimonies: Sequence[Testimony], *, supported: bool, accepted: bool) -> str | None:
    """Return a person's word, or that nothing supports it: it stays, and counts nowhere."""
    if supported:
        return Review.ACCEPTED.value if accepted else None
    is_rejected = any(one.rejected for one in testimonies)
    return Review.REJECTED.value if is_rejected else Review.UNSUPPORTED.value


def _of_type(kind: str) -> Callable[[Ballot], Ballot]:
    return lambda ballot: Ballot(tuple(event for event in ballot.events if event.type == kind))


def _outcome(event: Event) -> str | None:
    return None if event.outcome is Outcome.UNKNOWN else event.outcome.value


def _chains(founder: str, events: Iterable[Event]) -> tuple[str, ...]:
    return (founder, *sorted({event.chain for event in events} - {founder}))


def _copies(testimonies: Sequence[Testimony]) -> int:
    """Return the documents beyond the first of each copy group, those with own words aside."""
    own = {one.event.document_id for one in testimonies if one.copy_group == one.event.document_id}
    rest = [one for one in testimonies if one.event.document_id not in own]
    documents = {one.event.document_id for one in rest}
    return len(documents) - len({one.copy_group for one in rest} - own)


def _frequent(cast: Iterable[Ballot], of: Callable[[Event], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the words that at least half of the votes with any have, by spelling."""
    given = votes(cast, lambda event: of(event) or None)
    total = sum(vote.weight for vote in given)
    words = sorted({word for vote in given for word in vote.value})
    return tuple(
        word
        for word in words
        if 2 * sum(vote.weight for vote in given if word in vote.value) >= total
    )


def _parties(cast: Iterable[Ballot], role: str) -> tuple[Filler, ...]:
    """Return who fills a role by any source: an entity once, the most often named first."""
    given = votes(cast, lambda event: _named(getattr(event, role)) or None)
    return _ranked([(vote.weight, vote.value) for vote in given])


def _ranked(given: Iterable[tuple[float, Sequence[Filler]]]) -> tuple[Filler, ...]:
    held: dict[str, tuple[float, Filler]] = {}
    for weight, fillers in given:
        for filler in {party(one): one for one in sorted(fillers, key=_by_score)}.values():
            key = party(filler)
            earlier, best = held.get(key, (0.0, filler))
            surer = min(best, filler, key=lambda one: (-one.score, one.name or one.text or ""))
            held[key] = (earlier + weight, surer)
    ranked = sorted(held.items(), key=lambda item: (-round(item[1][0], 9), item[0]))
    return tuple(
        Filler.inferred(
            score=one.score, kind=one.kind, entity_id=one.entity_id, name=one.name or one.text
        )
        for _, (_, one) in ranked
    )


def _named(fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Return those who are named or described: "them" says nothing outside its text."""
    return tuple(one for one in fillers if one.entity_id or not is_empty(one.name or one.text))


def _by_score(filler: Filler) -> tuple[float, str]:
    return filler.score, filler.name or filler.text or ""


def _casualties(cast: Sequence[Ballot]) -> tuple[Casualty, ...]:
    """Settle each kind of people counted by itself."""
    kinds = {
        (one.kind, one.of, one.side)
        for ballot in cast
        for event in ballot.events
        for one in event.casualties
    }
    found = []
    for kind, of, side in sorted(kinds):
        count = toll(cast, _counted(kind, of, side))
        if count is not None:
            found.append(
                Casualty.inferred(
                    low=count.low, best=count.best, high=count.high, kind=kind, of=of, side=side
                )
            )
    return tuple(found)


def _counts_alike(one: Event, other: Event) -> bool:
    """Say whether two events count people of the same kinds: soldiers, civilians, just people."""
    return {each.of for each in one.casualties} == {each.of for each in other.casualties}


def _counted(*people: str) -> Callable[[Event], Count | None]:
    def of(event: Event) -> Count | None:
        own = (one for one in event.casualties if (one.kind, one.of, one.side) == people)
        return next(own, None)

    return of
