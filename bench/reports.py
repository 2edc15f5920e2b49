"""What training reports beside the figures: seeds, calibration, failures, cross-validation.

Each JSON file of `training/reports` holds one object or a list of them; an object is known by its
keys, and others are passed over:

    {"task", "data", "metric", "seeds": [.71, .72, .70]}         the figure of each seed
    {"field", "bins": [{"score", "share", "n"}]}                  calibration, by mean score
    {"field", "text", "said", "gold", "note"?}                    a failure, with its sentence
    {"task", "metrics", ..., "cv": true}                          a line of `bench plover --json`
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from watchfloor.errors import InputError

CORPUS = Path(__file__).parent.parent / "training" / "dispatches" / "src"
"""Our own texts (CC0), of which alone failures may be shown."""

MOST_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bins of one field: mean score, share that is right, how many."""

    field: str
    bins: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence of our own corpus that was read wrongly."""

    field: str
    text: str
    said: str
    gold: str
    note: str


@dataclass(frozen=True, slots=True)
class Reports:
    """Everything that the folder holds; empty without it."""

    seeds: Mapping[tuple[str, str, str], tuple[float, ...]] = field(default_factory=dict)
    calibrations: tuple[Calibration, ...] = ()
    failures: tuple[Failure, ...] = ()
    cv: tuple[Mapping[str, Any], ...] = ()


def read_reports(folder: Path, corpus: Path = CORPUS) -> Reports:
    """Read the folder.

    Raises:
        InputError: a file is damaged, or a failure shows a text that is not of our own corpus.
    """
    seeds: dict[tuple[str, str, str], tuple[float, ...]] = {}
    calibrations: list[Calibration] = []
    failures: list[Failure] = []
    cross_validated: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        try:
            for one in _objects(path):
                if "seeds" in one and "metric" in one:
                    seeds[one["task"], one["data"], one["metric"]] = tuple(one["seeds"])
                elif "bins" in one:
                    calibrations.append(_calibration(one))
                elif "text" in one and "said" in one:
                    failures.append(_failure(path, one, corpus))
                elif one.get("cv") is True:
                    cross_validated.append(one)
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path} is not a report that bench/reports.py describes: {error!r}"
            raise InputError(message) from error
    return Reports(
        seeds, tuple(calibrations), tuple(failures[:MOST_FAILURES]), tuple(cross_validated)
    )


def _objects(path: Path) -> Iterator[Mapping[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))
    yield from (
        one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)
    )


def _calibration(one: Mapping[str, Any]) -> Calibration:
    bins = ((float(bin["score"]), float(bin["share"]), int(bin["n"])) for bin in one["bins"])
    return Calibration(one["field"], tuple(bins))


def _failure(path: Path, one: Mapping[str, Any], corpus: Path) -> Failure:
    if _squeezed(one["text"]) not in _corpus(corpus):
        message = f"{path} shows a text that is not in {corpus}: {one['text'][:60]!r}"
        raise InputError(message)
    return Failure(
        one["field"], one["text"], _words(one["said"]), _words(one["gold"]), one.get("note", "")
    )


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "nothing" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False)


@cache
def _corpus(folder: Path) -> str:
    return "\n".join(_texts(sorted(folder.rglob("*.txt"))))


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield _squeezed(path.read_text(encoding="utf-8"))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
