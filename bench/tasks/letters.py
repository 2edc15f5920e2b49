"""Dispatches as they are, in capitals and in small letters: what a wire's or a feed's case costs.

Events and dates are counted as `bench.tasks.dispatches` counts them, on the same texts three times;
title and text both change. `upper_lost` and `lower_lost` are event F1 as is less event F1 in that
case: below 0 where the change helps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.product import Product
from bench.score.tally import Tally, add
from bench.task import Baseline, Figures, Table, Task
from bench.tasks import dispatches
from bench.tasks.dispatches import Case, Reading
from bench.tasks.dispatches_figures import figures as figures_as_is

CASES: Mapping[str, Callable[[str], str]] = {"": str, "upper": str.upper, "lower": str.lower}
METRICS = ("event_f1", "date_exact")

Said = tuple[Reading, ...]


def in_case(text: str, change: Callable[[str], str]) -> str:
    """Return the text with every letter changed that stays one character, so that spans hold."""
    return "".join(new if len(new := change(letter)) == 1 else letter for letter in text)


def load(path: Path) -> tuple[Case, ...]:
    """Read the JSONL of the dispatches."""
    return dispatches.load(path)


def predict(product: Product, case: Case) -> Said:
    """Code the dispatch in each case."""
    return tuple(dispatches.predict(product, one) for one in _changed(case))


def _changed(case: Case) -> list[Case]:
    return [
        replace(
            case,
            row={
                name: in_case(value, change) if name in ("title", "text") and value else value
                for name, value in case.row.items()
            },
        )
        for change in CASES.values()
    ]


def tally(case: Case, said: Said) -> Tally:
    """Count each case apart."""
    return add(
        {(name, *key): number for key, number in dispatches.tally(case, one).items()}
        for name, one in zip(CASES, said, strict=True)
    )


def figures(counts: Tally) -> Figures:
    """Return event F1 and exact dates in each case, and the event F1 that is lost."""
    values: dict[str, float | None] = {}
    for name in CASES:
        mine = {key[1:]: number for key, number in counts.items() if key[0] == name}
        found = figures_as_is(mine).values
        prefix = f"{name}_" if name else ""
        values |= {prefix + metric: found[metric] for metric in METRICS}
    whole = values["event_f1"]
    for name in filter(None, CASES):
        part = values[f"{name}_event_f1"]
        values[f"{name}_lost"] = None if whole is None or part is None else whole - part
    reason = "the file has no dates, or no event was found"
    return Figures(values, {name: reason for name, value in values.items() if value is None})


def tables(_: Tally) -> tuple[Table, ...]:
    """Return none: task dispatches has them."""
    return ()


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return what was read in each case."""
    names = ("as is", *filter(None, CASES))
    return {
        "id": case.id,
        **{
            name: dispatches.record(case, one)["events"]
            for name, one in zip(names, said, strict=True)
        },
    }


def word_dictionary(cases: Sequence[Case]) -> list[Said]:
    """Look the words up in each case."""
    by_case = zip(*map(_changed, cases), strict=True)
    return list(zip(*(dispatches.word_dictionary(one) for one in by_case), strict=True))


LETTERS: Task[Case, Said] = Task(
    name="letters",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (Reading(),) * len(CASES),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("word dictionary", "", word_dictionary),),
)
