"""What a task is: how to load a set, ask the product, count, and name the figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from bench.product import Product
from bench.score.tally import Tally


class Case(Protocol):
    """One document or sentence of a set, with what its annotators said."""

    @property
    def id(self) -> str:
        """Its id in the set."""
        ...


GoldT = TypeVar("GoldT", bound=Case)
SaidT = TypeVar("SaidT")


@dataclass(frozen=True, slots=True)
class Figures:
    """Metric name -> value; None with the reason in `why`."""

    values: Mapping[str, float | None]
    why: Mapping[str, str] = field(default_factory=dict)


Row = tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for people: what --json leaves out."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Baseline(Generic[GoldT, SaidT]):
    """A trivial method: gold cases -> predictions, scored like the product's.

    `prefix` stands before its metric names, and is empty for the first baseline of a task.
    `predict` returns a reason instead of predictions where it needs more than is installed.
    """

    name: str
    prefix: str
    predict: Callable[[Sequence[GoldT]], Sequence[SaidT] | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[GoldT, SaidT]):
    """One kind of set.

    Attributes:
        unit: what is counted a second: documents or sentences.
        load: reads the set's own format.
        predict: asks the product; InputError means that ingest refused the case.
        nothing: the prediction for a refused case.
        tally: counts one case; every figure is made from the sum of the counts.
        figures: names the metrics.
        tables: what else a reader wants to see.
        record: a prediction as one JSON line of --out.
        whole: counts what only all cases together show; figures of it have no bootstrap interval.
    """

    name: str
    unit: str
    load: Callable[[Path], tuple[GoldT, ...]]
    predict: Callable[[Product, GoldT], SaidT]
    nothing: Callable[[GoldT], SaidT]
    tally: Callable[[GoldT, SaidT], Tally]
    figures: Callable[[Tally], Figures]
    tables: Callable[[Tally], tuple[Table, ...]]
    record: Callable[[GoldT, SaidT], Mapping[str, Any]]
    baselines: tuple[Baseline[GoldT, SaidT], ...]
    whole: Callable[[Sequence[GoldT], Sequence[SaidT]], Tally] | None = None
