"""Proper scores of probability forecasts of yes-or-no questions, and where they come from.

Smaller is better for both scores. The decomposition is CORP (Dimitriadis, Gneiting, Jordan, PNAS
2021): forecasts are recalibrated by pool-adjacent-violators; what recalibration saves is
miscalibration, what it knows beyond the base rate is discrimination, and the score of the base rate
itself is uncertainty, so that score = miscalibration - discrimination + uncertainty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, log, sqrt
from statistics import fmean

from watchfloor.errors import InputError

Score = Callable[[float, bool], float]

Z90 = 1.6448536269514722
"""Standard deviations to either side of a mean that hold nine tenths of a normal distribution."""


def brier(probability: float, happened: bool) -> float:
    """Return the squared distance of a probability from what happened: 0 best, 1 worst."""
    return (probability - happened) ** 2


def log_score(probability: float, happened: bool) -> float:
    """Return minus the natural logarithm of what was given to what happened: 0 best, no worst."""
    given = probability if happened else 1.0 - probability
    return -log(given) if given > 0.0 else inf


def mean_score(probabilities: Sequence[float], outcomes: Sequence[bool], score: Score) -> float:
    """Return the mean of a score.

    Raises:
        InputError: no forecasts, another number of outcomes, or a value that is no probability.
    """
    _check(probabilities, outcomes)
    return fmean(map(score, probabilities, outcomes))


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts that recalibration pools: how many, from..to, and the share that came true."""

    count: int
    low: float
    high: float
    share: float


def recalibrated(probabilities: Sequence[float], outcomes: Sequence[bool]) -> tuple[Bin, ...]:
    """Return the pools of the isotonic regression of outcomes on probabilities, in their order.

    Pool-adjacent-violators: equal forecasts are one pool from the start; pools whose shares do not
    rise are joined. Raises as `mean_score` does.
    """
    _check(probabilities, outcomes)
    pools: list[list[float]] = []  # count, low, high, yes
    for probability, happened in sorted(zip(probabilities, outcomes, strict=True)):
        if pools and pools[-1][2] == probability:
            pools[-1][0] += 1
            pools[-1][3] += happened
        else:
            pools.append([1, probability, probability, float(happened)])
    kept: list[list[float]] = []
    for pool in pools:
        kept.append(pool)
        while len(kept) > 1 and kept[-2][3] * kept[-1][0] >= kept[-1][3] * kept[-2][0]:
            last = kept.pop()
            kept[-1] = [kept[-1][0] + last[0], kept[-1][1], last[2], kept[-1][3] + last[3]]
    return tuple(Bin(int(n), low, high, yes / n) for n, low, high, yes in kept)


@dataclass(frozen=True, slots=True)
class Decomposition:
    """score = miscalibration - discrimination + uncertainty; `bins` is the reliability diagram."""

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float | None:
        """Return the share of the base rate's score that is saved: 1 perfect, 0 no better than it.

        None if all or nothing came true: the base rate, known afterwards, makes no mistake then.
        """
        return 1.0 - self.score / self.uncertainty if self.uncertainty else None


def decomposed(
    probabilities: Sequence[float], outcomes: Sequence[bool], score: Score = brier
) -> Decomposition:
    """Return the CORP decomposition of a mean score. Raises as `mean_score` does."""
    bins = recalibrated(probabilities, outcomes)
    own = mean_score(probabilities, outcomes, score)
    rate = sum(outcomes) / len(outcomes)
    shares = [one.share for one in bins for _ in range(one.count)]
    order = sorted(zip(probabilities, outcomes, strict=True))
    best = mean_score(shares, [happened for _, happened in order], score)
    climate = mean_score([rate] * len(outcomes), outcomes, score)
    return Decomposition(own, own - best, climate - best, climate, bins)


def interval(scores: Sequence[float]) -> tuple[float, float] | None:
    """Return the 90 % interval of a mean by leaving out one each time; None for fewer than two.

    The jackknife of a mean is the standard error of the mean; Student's correction is left out,
    since nobody is scored on fewer than thirty forecasts.
    """
    if len(scores) < 2:  # noqa: PLR2004  (one score has no spread)
        return None
    mean, size = fmean(scores), len(scores)
    without = [(mean * size - one) / (size - 1) for one in scores]
    spread = sqrt((size - 1) / size * sum((one - mean) ** 2 for one in without))
    return mean - Z90 * spread, mean + Z90 * spread


def _check(probabilities: Sequence[float], outcomes: Sequence[bool]) -> None:
    if not probabilities or len(probabilities) != len(outcomes):
        message = f"{len(probabilities)} forecasts and {len(outcomes)} outcomes: give as many"
        raise InputError(message)
    if wrong := [one for one in probabilities if not 0.0 <= one <= 1.0]:
        message = f"{wrong[0]} is no probability: 0 to 1"
        raise InputError(message)
