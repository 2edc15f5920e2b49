"""What a person's decision is worth: how unsure the machine is, times what hangs on it.

    uncertainty = 1 - (1 - reading) (1 - sources) (1 - disputes)        any one reason is enough
      reading   = 4 score (1 - score)     the variance of a yes or no that is right by that chance
      sources   = 1 / (1 + n)             n independent sources: none 1, one 1/2, two 1/3
      disputes  = 1 - 1 / (1 + d)         d fields in which sources contradict each other
    consequence = weight of the status x (1 + log2(1 + dead + injured / 4))
    worth       = uncertainty x consequence

The score is no measured chance (law 8), so worth orders a queue and means nothing by itself. A dead
person doubles the weight of an attack, three treble it: what a wrong toll costs grows, but not so
that one massacre hides all else. Four injured weigh as one dead.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from watchfloor.model.event import Event
from watchfloor.model.incident import Incident, Reported
from watchfloor.model.span import Count
from watchfloor.model.words import Standing, Status

WEIGHTS: Mapping[Status, float] = {
    Status.ACTUAL: 1.0,
    Status.ATTEMPTED: 0.7,
    Status.THREATENED: 0.5,
    Status.PLANNED: 0.4,
    Status.HYPOTHETICAL: 0.2,
    Status.DENIED: 0.2,
}
"""What hangs on a status: what happened is counted, the rest is only shown."""

INJURED_PER_DEAD = 4

DECIMALS = 4

TOLLS = ("dead", "injured", "arrested", "abducted", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the worth of a decision rests on.

    `score` 0..1 is the machine's; `dead` and `injured` are the most that anybody says; `sources`
    counts independent ones; `disputes` fields in which they contradict each other.
    """

    score: float
    status: Status
    dead: int = 0
    injured: int = 0
    sources: int = 1
    disputes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a decision is worth, and the two factors, rounded to 4 decimals."""

    uncertainty: float
    consequence: float
    value: float


def worth(signs: Signs) -> Worth:
    """Return what a decision on something with these signs is worth (formula above)."""
    reading = 4 * signs.score * (1 - signs.score)
    sources = 1 / (1 + signs.sources)
    disputes = 1 - 1 / (1 + signs.disputes)
    uncertainty = 1 - (1 - reading) * (1 - sources) * (1 - disputes)
    harm = signs.dead + signs.injured / INJURED_PER_DEAD
    consequence = WEIGHTS[signs.status] * (1 + log2(1 + harm))
    return Worth(
        uncertainty=round(uncertainty, DECIMALS),
        consequence=round(consequence, DECIMALS),
        value=round(uncertainty * consequence, DECIMALS),
    )


def incident_signs(incident: Incident, *, changed: bool = False) -> Signs:
    """Return the signs of an incident.

    `changed` says that a person accepted another state of it: one more thing that is disputed.
    """
    return Signs(
        score=incident.score,
        status=incident.status,
        dead=_most(incident.dead),
        injured=_most(incident.injured),
        sources=incident.independent_sources,
        disputes=len(disputed(incident)) + int(changed),
    )


def event_signs(event: Event) -> Signs:
    """Return the signs of one event of one text."""
    return Signs(
        score=event.score,
        status=event.status,
        dead=_most(event.dead),
        injured=_most(event.injured),
    )


def disputed(incident: Incident) -> tuple[str, ...]:
    """Return the fields in which reports that count contradict each other, by name.

    Numbers do if their bounds do not meet, the status if it is not the same; other words may name
    one thing differently, so they are not compared. Copies of one text do not contradict.
    """
    reported = incident.reported
    found = [name for name in TOLLS if _apart(_counting(reported.get(name, ())))]
    said = {one.words for one in _counting(reported.get("status", ()))}
    return (*found, *(["status"] if len(said) > 1 else []))


def _counting(values: Iterable[Reported]) -> list[Reported]:
    return [one for one in values if one.standing is Standing.COUNTS]


def _apart(values: list[Reported]) -> bool:
    """Say whether the bounds of two different texts do not meet."""
    lowest = dict[str | None, int]()  # of each copy group, where its tightest upper bound lies
    for one in values:
        high = _high(one)
        if high is not None:
            lowest[one.copy_group] = min(high, lowest.get(one.copy_group, high))
    two = sorted((high, group or "") for group, high in lowest.items())[:2]
    return any(
        low > high
        for one in values
        if (low := _low(one)) is not None
        for high, group in two
        if group != (one.copy_group or "")
    )


def _low(one: Reported) -> int | None:
    return next((bound for bound in (one.low, one.best, one.high) if bound is not None), None)


def _high(one: Reported) -> int | None:
    return next((bound for bound in (one.high, one.best) if bound is not None), None)


def _most(count: Count | None) -> int:
    if count is None:
        return 0
    return max((bound for bound in (count.low, count.best, count.high) if bound), default=0)
