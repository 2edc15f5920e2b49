"""How one value is chosen from many reports: each independent source has one vote, its latest.

A vote weighs 1 on the day of the newest vote and half for every HALF_LIFE days that it is older:
first tolls are wrong more often than later ones. Of equal values the weights add up; the heaviest
wins, ties go to the later vote, then to the smaller value. Reports that are copies, superseded or
withdrawn have no vote.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from watchfloor.model import Count, Event, Standing, Testimony

HALF_LIFE = 3.0
"""Days."""

DECIMALS = 9
"""Digits of a weight by which values are compared."""

Value = TypeVar("Value", str, int)
T = TypeVar("T")
Order = tuple[float | str, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One independent source's say: its events that count, the latest first."""

    events: tuple[Event, ...]

    def latest(
        self, of: Callable[[Event], T | None], prefer: Callable[[T], Order] | None = None
    ) -> tuple[Event, T] | None:
        """Return the latest event that says something of a field, and what it says.

        Of several of one day the first by `prefer` (a text that names the town once and the country
        twice means the town), else by where it stands: news says early what it is sure of.
        """
        said = [(event, value) for event in self.events if (value := of(event)) is not None]
        if not said:
            return None
        newest = [pair for pair in said if day(pair[0]) == day(said[0][0])]
        return newest[0] if prefer is None else min(newest, key=lambda pair: prefer(pair[1]))


def ballots(
    testimonies: Sequence[Testimony], groups: Iterable[Sequence[int]]
) -> tuple[Ballot, ...]:
    """Return a ballot for each independent source that has a report that counts.

    A source all of whose texts are copies of what is not in the record votes by them.
    """
    found = []
    for group in groups:
        own = [testimonies[place] for place in group]
        counting = [one.vote for one in own if one.standing is Standing.COUNTS]
        counting = counting or [one.vote for one in own if one.standing is Standing.COPY]
        if counting:
            found.append(Ballot(tuple(sorted(counting, key=_latest_first))))
    return tuple(found)


def day(event: Event) -> int:
    """Return the day on which an event was reported, as an ordinal; the earliest if unknown."""
    return event.published.to.toordinal() if event.published else date.min.toordinal()


def _latest_first(event: Event) -> tuple[int, str, int, str]:
    """Return the order of events: the latest, then by document and place in it."""
    return -day(event), event.document_id, event.anchor.start or 0, event.id


@dataclass(frozen=True, slots=True)
class Vote(Generic[T]):
    """One say of one source with its weight."""

    event: Event
    value: T
    weight: float


def votes(
    cast: Iterable[Ballot],
    of: Callable[[Event], T | None],
    prefer: Callable[[T], Order] | None = None,
) -> list[Vote[T]]:
    """Return the votes on one field, in the order of their events' ids."""
    said = [pair for ballot in cast if (pair := ballot.latest(of, prefer)) is not None]
    newest = max((day(event) for event, _ in said), default=0)
    found = [
        Vote(event, value, 0.5 ** ((newest - day(event)) / HALF_LIFE)) for event, value in said
    ]
    return sorted(found, key=lambda vote: vote.event.id)


def elected(given: Sequence[Vote[Value]]) -> Value | None:
    """Return the value of most weight; None without votes."""
    weights: dict[Value, float] = {}
    latest: dict[Value, int] = {}
    for vote in given:
        weights[vote.value] = weights.get(vote.value, 0.0) + vote.weight
        latest[vote.value] = max(latest.get(vote.value, 0), day(vote.event))
    return min(
        sorted(weights),
        key=lambda value: (-round(weights[value], DECIMALS), -latest[value]),
        default=None,
    )


def point(count: Count) -> int:
    """Return the number that a count puts forward: its best, else its low, else its high bound."""
    known = [value for value in (count.best, count.low, count.high) if value is not None]
    return known[0]


def beside(
    ballot: Ballot, of: Callable[[Event], Count | None], alike: Callable[[Event, Event], bool]
) -> list[Count]:
    """Return what others say in the text of a ballot's vote: "22, said one; one, said another".

    Each voice once, and only who is named; `alike` says whether two events count the same people,
    for who counts the children among the dead contradicts nobody.
    """
    chosen = ballot.latest(of)
    if chosen is None:
        return []
    voices = _voices(chosen[0])
    found: dict[frozenset[str], Count] = {}
    for event in ballot.events:
        own, count = _voices(event), of(event)
        if event.document_id != chosen[0].document_id or count is None or not own:
            continue
        if own.isdisjoint(voices) and alike(event, chosen[0]):
            found.setdefault(own, count)
    return list(found.values())


def _voices(event: Event) -> frozenset[str]:
    return frozenset(
        one.entity_id or (one.name or one.text or "").casefold() for one in event.attributed_to
    )


def _same(one: Event, other: Event) -> bool:
    del one, other  # what is counted is the same by the field
    return True


def toll(
    cast: Sequence[Ballot],
    of: Callable[[Event], Count | None],
    alike: Callable[[Event, Event], bool] = _same,
) -> Count | None:
    """Return low, best and high of a count, as UCDP states deaths.

    `best` is the elected number, `low` the lowest and `high` the highest that the votes allow, and
    what else their texts set beside them. A
    vote without a bound ("at least 70", "up to 20") leaves that end open, unless another vote gives
    a number that lies beyond. A cited zero is a number like others; whoever denies an event says no
    number.
    """
    given = votes(cast, of)
    if not given:
        return None
    said = [one.value for one in given]
    said += [count for ballot in cast for count in beside(ballot, of, alike)]
    lows = [low for one in said if (low := _first(one.low, one.best)) is not None]
    highs = [high for one in said if (high := _first(one.high, one.best)) is not None]
    least = min((point(one) for one in said if _first(one.low, one.best) is None), default=None)
    most = max((point(one) for one in said if _first(one.high, one.best) is None), default=None)
    return Count.inferred(
        low=min(lows) if lows and (least is None or min(lows) <= least) else None,
        best=elected([Vote(one.event, point(one.value), one.weight) for one in given]),
        high=max(highs) if highs and (most is None or max(highs) >= most) else None,
    )


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
