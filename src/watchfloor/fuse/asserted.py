"""Who did it, and how sure the reports are: who is only accused is no actor as a fact.

The strongest assertion of any vote on that actor stands: somebody who states it as a fact, then who
claims it himself, then who suspects, then who accuses. An actor that is only accused by some gives
way to one that another states; where all only accuse, he stands with the word for it.
"""

import re
from collections.abc import Collection, Sequence

from watchfloor.fuse.corroborate import folded
from watchfloor.fuse.votes import Ballot
from watchfloor.model import Assertion, Event, Filler

ORDER = (Assertion.FACT, Assertion.CLAIMED, Assertion.SUSPECTED, Assertion.ACCUSED)
"""The strongest first."""


def party(filler: Filler) -> str:
    """Return who fills a role: an entity, else the folded words."""
    return filler.entity_id or folded(filler.name or filler.text or "")


def asserted(cast: Sequence[Ballot], actors: Sequence[Filler]) -> Assertion | None:
    """Return how sure the votes are of settled actors; None if there is none.

    Where any of them is known by name, it is of the one named most: that "a suicide bomber" blew
    himself up may be a fact, and who sent him a claim.
    """
    known = [party(one) for one in actors if one.entity_id]
    return strongest(cast, known[:1] or [party(one) for one in actors])


def strongest(cast: Sequence[Ballot], of: Collection[str] | None = None) -> Assertion | None:
    """Return the strongest assertion of the votes that name any actor, or one `of` these."""
    said = {
        event.assertion
        for ballot in cast
        for event in ballot.events
        if any(of is None or party(one) in of for one in event.actor)
    }
    return next((one for one in ORDER if one in said), None)


def stating(cast: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """Return the ballots without events that only accuse, if any event does more than that."""
    if strongest(cast) in (None, Assertion.ACCUSED):
        return tuple(cast)
    kept = (tuple(filter(_states, ballot.events)) for ballot in cast)
    return tuple(Ballot(events) for events in kept if events)


def attacking(cast: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """Return the ballots without events that stop an attack, if any event is the attack itself.

    Whose air defences shot the rockets down did not fire them, and who repelled it did not attack.
    """
    events = [event for ballot in cast for event in ballot.events]
    if all(map(_stops, events)):
        return tuple(cast)
    kept = (tuple(one for one in ballot.events if not _stops(one)) for ballot in cast)
    return tuple(Ballot(events) for events in kept if events)


_STOPS = re.compile(
    r"(?i)\b(?:(?:shot|shoots?|brought|shooting) down|downed|intercept(?:ed|s)?|repel(?:led|s)"
    r"|repulse[ds]|(?:beat|beaten|fended) (?:back|off))$"
)


def _stops(event: Event) -> bool:
    return event.anchor.text is not None and _STOPS.search(event.anchor.text) is not None


def _states(event: Event) -> bool:
    return event.assertion is not Assertion.ACCUSED
