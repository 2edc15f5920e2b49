"""How sure the reports are of an incident's actors: who is only accused is no actor as a fact.

The strongest assertion of any vote stands: somebody who states it as a fact, then who claims it
himself, then who suspects, then who accuses. An actor that is only accused by some gives way to one
that another states; where all only accuse, he stands with the word for it.
"""

from collections.abc import Sequence

from watchfloor.fuse.votes import Ballot
from watchfloor.model import Assertion, Event

ORDER = (Assertion.FACT, Assertion.CLAIMED, Assertion.SUSPECTED, Assertion.ACCUSED)
"""The strongest first."""


def strongest(cast: Sequence[Ballot]) -> Assertion | None:
    """Return how sure the votes that name an actor are of him; None if none names one."""
    said = {event.assertion for ballot in cast for event in ballot.events if event.actor}
    return next((one for one in ORDER if one in said), None)


def stating(cast: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """Return the ballots without events that only accuse, if any event does more than that."""
    if strongest(cast) in (None, Assertion.ACCUSED):
        return tuple(cast)
    kept = (tuple(filter(_states, ballot.events)) for ballot in cast)
    return tuple(Ballot(events) for events in kept if events)


def _states(event: Event) -> bool:
    return event.assertion is not Assertion.ACCUSED
