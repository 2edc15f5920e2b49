"""How often a source agrees with the others, copies counted once: a rate, never an accuracy.

One-coin Dawid and Skene (1979): each source says the believed value of a yes-or-no statement with
one probability of its own. Copies vote once, as their copy group, or a wire that forty outlets
reprint would outvote everybody and confirm itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

CHECKABLE = 10
"""Statements that others judge too, before a source has a rate at all."""

ROUNDS = 50
CLOSE = 1e-6
PRIOR_RIGHT, PRIOR_WRONG = 4.0, 2.0
"""A source agrees two times in three before anything is known of it (a Beta prior)."""

Z = 1.959964
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one source says of one statement. Votes of one `group` on it are one vote."""

    statement: str
    source: str
    group: str
    says: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """In how many of `checkable` statements a source agrees with what the others make believed."""

    rate: float
    low: float
    high: float
    checkable: int


def collapsed(votes: Iterable[Vote]) -> list[Vote]:
    """Return one vote a copy group and statement: that of its first source by name."""
    held: dict[tuple[str, str], Vote] = {}
    for vote in sorted(votes, key=lambda one: (one.statement, one.group, one.source, one.says)):
        held.setdefault((vote.statement, vote.group), vote)
    return list(held.values())


def believed(votes: Iterable[Vote]) -> Mapping[str, float]:
    """Return statement -> score 0..1 that it is so, copies collapsed.

    Starts from the majority, then lets belief and agreement explain each other until they stand
    still. The score is calibrated only as far as sources err independently.
    """
    kept = collapsed(votes)
    by_statement: dict[str, list[Vote]] = {}
    for vote in kept:
        by_statement.setdefault(vote.statement, []).append(vote)
    belief = {
        name: sum(vote.says for vote in given) / len(given) for name, given in by_statement.items()
    }
    for _ in range(ROUNDS):
        right = _right(kept, belief)
        found = {name: _belief(given, right) for name, given in by_statement.items()}
        moved = max((abs(found[name] - belief[name]) for name in found), default=0.0)
        belief = found
        if moved < CLOSE:
            break
    return belief


def _right(votes: Iterable[Vote], belief: Mapping[str, float]) -> dict[str, float]:
    right: dict[str, float] = {}
    total: dict[str, int] = {}
    for vote in votes:
        chance = belief[vote.statement] if vote.says else 1.0 - belief[vote.statement]
        right[vote.source] = right.get(vote.source, 0.0) + chance
        total[vote.source] = total.get(vote.source, 0) + 1
    return {
        source: (right[source] + PRIOR_RIGHT) / (total[source] + PRIOR_RIGHT + PRIOR_WRONG)
        for source in total
    }


def _belief(votes: Iterable[Vote], right: Mapping[str, float]) -> float:
    odds = 0.0
    for vote in votes:
        weight = log(right[vote.source] / (1.0 - right[vote.source]))
        odds += weight if vote.says else -weight
    return 1.0 / (1.0 + exp(-odds))


def rates(votes: Iterable[Vote]) -> Mapping[str, Rate | None]:
    """Return source -> its agreement with the majority of the others, with a 95 % interval.

    The others are the other copy groups; where they are tied a statement checks nobody. None for a
    source with fewer than CHECKABLE such statements. The interval is Wilson's (1927).
    """
    kept = list(votes)
    sides: dict[str, dict[str, bool]] = {}
    for vote in collapsed(kept):
        sides.setdefault(vote.statement, {})[vote.group] = vote.says
    counts: dict[str, list[int]] = {}
    own = {(vote.source, vote.statement): vote for vote in kept}
    for vote in own.values():
        count = counts.setdefault(vote.source, [0, 0])
        others = [says for group, says in sides[vote.statement].items() if group != vote.group]
        yes = sum(others)
        if 2 * yes != len(others):
            count[0] += (2 * yes > len(others)) is vote.says
            count[1] += 1
    return {source: rate(agreed, of) for source, (agreed, of) in sorted(counts.items())}


def rate(agreed: int, of: int) -> Rate | None:
    """Return a share with Wilson's 95 % interval, None for fewer than CHECKABLE."""
    if of < CHECKABLE:
        return None
    share = agreed / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return Rate(round(share, 3), round(middle - half, 3), round(middle + half, 3), of)
