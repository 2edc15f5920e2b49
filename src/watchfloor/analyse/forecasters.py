"""What the resolved forecasts of a record say of those who made them.

A forecast is scored if its words give a range of probability, it was resolved yes or no, and its
speaker is a public figure or an institution. Its probability is the middle of the range; what the
ends of the range would score stands beside it. Nobody is judged on fewer than `LEAST` forecasts:
until then there is a list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchfloor.analyse.scoring import Bin, brier, decomposed, interval, log_score, mean_score

LEAST = 30
"""Scored forecasts of a speaker from which on they are summed up and ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One forecast that was resolved yes or no: whose, its range of probability, what happened."""

    forecast_id: str
    speaker: str
    name: str
    low: float
    high: float
    happened: bool

    @property
    def probability(self) -> float:
        """Return the middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One forecast with its scores; each is (at the middle, best, worst of the range)."""

    forecast_id: str
    probability: float
    happened: bool
    brier: tuple[float, float, float]
    log: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All forecasts of a speaker, or of the record, summed up.

    `skill` is against the base rate of these same forecasts; `interval` the 90 % interval of the
    mean Brier score; `bins` the reliability diagram.
    """

    brier: float
    log: float
    interval: tuple[float, float] | None
    miscalibration: float
    discrimination: float
    uncertainty: float
    skill: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecaster:
    """A speaker with the list of scored forecasts; a summary and a rank from `LEAST` on.

    `missing` is how many more it takes for that.
    """

    speaker: str
    name: str
    forecasts: tuple[Scored, ...]
    missing: int
    summary: Summary | None
    rank: int | None = None


def forecasters(resolved: Iterable[Resolved]) -> tuple[Forecaster, ...]:
    """Return the speakers of some resolved forecasts: the ranked first, by skill, then by name."""
    held: dict[str, list[Resolved]] = {}
    for one in sorted(resolved, key=lambda one: one.forecast_id):
        held.setdefault(one.speaker, []).append(one)
    found = [_forecaster(speaker, own) for speaker, own in held.items()]
    judged = [one for one in found if one.summary and one.summary.skill is not None]
    judged.sort(key=lambda one: (-(one.summary.skill or 0.0) if one.summary else 0.0, one.speaker))
    ranks = {one.speaker: number for number, one in enumerate(judged, start=1)}
    made = (_ranked(one, ranks.get(one.speaker)) for one in found)
    last = len(ranks) + 1
    return tuple(sorted(made, key=lambda one: (one.rank or last, one.name, one.speaker)))


def _forecaster(speaker: str, own: Sequence[Resolved]) -> Forecaster:
    enough = len(own) >= LEAST
    return Forecaster(
        speaker=speaker,
        name=own[0].name,
        forecasts=tuple(map(scored, own)),
        missing=max(0, LEAST - len(own)),
        summary=summed_up(own) if enough else None,
    )


def _ranked(one: Forecaster, rank: int | None) -> Forecaster:
    return Forecaster(
        speaker=one.speaker,
        name=one.name,
        forecasts=one.forecasts,
        missing=one.missing,
        summary=one.summary,
        rank=rank,
    )


def scored(one: Resolved) -> Scored:
    """Return the scores of one forecast."""
    ends = (one.low, one.high)
    at_ends = [brier(end, one.happened) for end in ends]
    logs = [log_score(end, one.happened) for end in ends]
    middle = one.probability
    return Scored(
        forecast_id=one.forecast_id,
        probability=middle,
        happened=one.happened,
        brier=(brier(middle, one.happened), min(at_ends), max(at_ends)),
        log=(log_score(middle, one.happened), min(logs), max(logs)),
    )


def summed_up(own: Sequence[Resolved]) -> Summary:
    """Return the summary of some forecasts, whatever their number.

    Raises:
        InputError: there are none.
    """
    given, outcomes = [one.probability for one in own], [one.happened for one in own]
    parts = decomposed(given, outcomes)
    return Summary(
        brier=parts.score,
        log=mean_score(given, outcomes, log_score),
        interval=interval([brier(p, y) for p, y in zip(given, outcomes, strict=True)]),
        miscalibration=parts.miscalibration,
        discrimination=parts.discrimination,
        uncertainty=parts.uncertainty,
        skill=parts.skill,
        bins=parts.bins,
    )
