"""Dates: the interval of marked expressions, and TIMEX3 values of plain text.

Two formats are told apart by their fields. Our own cases (CSV `id,published,sentence,start,end,
from,to,...`): `exact`, the share of expressions whose interval has exactly the gold bounds; both
empty means that the words must stay unresolved. TimeML texts (JSONL with `dct` and `timexes`):
`value_f1`, end to end: an expression is found if it overlaps a gold one, one to one, and right if
its value is the same; precision is over all found, recall over all gold ones, the published date
not counted. Both in percent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.baselines.isodates import iso_or_published
from bench.product import Product, read_text
from bench.rows import read_csv, read_jsonl
from bench.score.match import greedy, overlap
from bench.score.tally import Tally, f1, share
from bench.task import Baseline, Figures, Table, Task
from watchfloor.coding.dates import find_times
from watchfloor.coding.words import sentences
from watchfloor.errors import InputError
from watchfloor.model import Document
from watchfloor.resolve.times_timex import timex_values
from watchfloor.resolve.times_walk import resolve_dates

Days = tuple[str | None, str | None]
NOTHING: Days = (None, None)


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression of a text: its span, type and value."""

    span: tuple[int, int]
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Case:
    """One text with a marked expression and its interval, or with all its expressions."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    kind: str = "timex"
    span: tuple[int, int] | None = None
    days: Days = NOTHING
    timexes: tuple[Timex, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What was predicted: one interval, or expressions."""

    days: Days = NOTHING
    timexes: tuple[Timex, ...] = ()


def load(path: Path) -> tuple[Case, ...]:
    """Read either format.

    Raises:
        InputError: a row is of neither, or its span is not inside its text.
    """
    if path.suffix == ".csv":
        return tuple(_own_case(path, row) for row in read_csv(path))
    return tuple(_timeml_case(path, row) for row in read_jsonl(path))


def _own_case(path: Path, row: Mapping[str, str]) -> Case:
    start, end, text = int(row["start"]), int(row["end"]), row["sentence"]
    if not 0 <= start < end <= len(text):
        message = f"{path}: {row['id']}: span {start}..{end} is not inside the sentence"
        raise InputError(message)
    return Case(
        row["id"],
        {"id": row["id"], "text": text, "published": row["published"] or None},
        row["kind"],
        (start, end),
        (row["from"] or None, row["to"] or None),
    )


def _timeml_case(path: Path, row: Mapping[str, Any]) -> Case:
    if "timexes" not in row:
        message = f"{path}: {row.get('id')} has no `timexes`: not a file of dates"
        raise InputError(message)
    published = row["dct"]["value"][:10]
    timexes = tuple(
        Timex((one["start"], one["end"]), one["type"], one["value"]) for one in row["timexes"]
    )
    return Case(
        row["id"], {"id": row["id"], "text": row["text"], "published": published}, timexes=timexes
    )


def predict(product: Product, case: Case) -> Said:
    """Resolve the marked expression in its sentence, or find and value all of a text."""
    text = read_text(product, case.row)
    document = text.document
    if case.span is not None:
        marked = text.span(*case.span)
        spans = [*(span[:2] for span in _found(document) if span[1] <= marked[0]), marked]
        resolution = resolve_dates(document.text, spans, document.published)[-1]
        interval = resolution.interval if resolution else None
        return Said((_iso(interval.from_), _iso(interval.to)) if interval else NOTHING)
    found = _found(document)
    values = timex_values(document.text, found, document.published)
    return Said(
        timexes=tuple(
            Timex(text.offsets.to_file((start, end)), one.type, one.value)
            for (start, end, _), one in zip(found, values, strict=True)
            if one is not None
        )
    )


def _found(document: Document) -> list[tuple[int, int, str]]:
    return [
        (sentence.starts[one.start], sentence.ends[one.end - 1], one.kind)
        for sentence in sentences(document)
        for one in find_times(sentence)
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def tally(case: Case, said: Said) -> Tally:
    """Count one case."""
    if case.span is not None:
        right = int(case.days == said.days)
        return {
            ("exact", "right"): right,
            ("exact", "gold"): 1,
            ("kind", case.kind, "right"): right,
            ("kind", case.kind, "gold"): 1,
        }
    pairs = greedy(case.timexes, said.timexes, _rank)
    counts: dict[tuple[str, ...], float] = {
        ("timex", "gold"): len(case.timexes),
        ("timex", "predicted"): len(said.timexes),
        ("timex", "found"): len(pairs),
        ("timex", "type"): sum(case.timexes[x].type == said.timexes[y].type for x, y in pairs),
        ("timex", "right"): sum(case.timexes[x].value == said.timexes[y].value for x, y in pairs),
    }
    return counts


def _rank(gold: Timex, said: Timex) -> tuple[float, ...] | None:
    return (gold.span == said.span,) if overlap(gold.span, said.span) else None


def figures(counts: Tally) -> Figures:
    """Return the share of exact intervals and the F1 of values, in percent, as the file allows."""
    exact = share(counts.get(("exact", "right"), 0), counts.get(("exact", "gold"), 0))
    value = _f1(counts, "right") if ("timex", "gold") in counts else None
    why = {}
    if exact is None:
        why["exact"] = "the file has no marked expressions with intervals"
    if value is None:
        why["value_f1"] = "the file has no TIMEX3 annotation"
    return Figures({"value_f1": value, "exact": None if exact is None else 100 * exact}, why)


def _f1(counts: Tally, name: str) -> float:
    got = (counts.get(("timex", key), 0) for key in (name, "predicted", "gold"))
    return 100 * f1(*got)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return exact by kind, or what is found, typed and valued."""
    kinds = sorted({key[1] for key in counts if key[0] == "kind"})
    if kinds:
        rows = tuple(
            (kind, counts.get(("kind", kind, "right"), 0), counts.get(("kind", kind, "gold"), 0))
            for kind in kinds
        )
        return (Table("Exact by kind", ("kind", "right", "gold"), rows),)
    columns = ("found F1", "type F1", "value F1", "gold", "predicted")
    row = (
        *(_f1(counts, name) for name in ("found", "type", "right")),
        counts.get(("timex", "gold"), 0),
        counts.get(("timex", "predicted"), 0),
    )
    return (Table("TIMEX3, percent", columns, (row,)),)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return what was said of one case."""
    if case.span is not None:
        return {"id": case.id, "days": said.days, "gold": case.days}
    return {
        "id": case.id,
        "timexes": [
            {"start": one.span[0], "end": one.span[1], "type": one.type, "value": one.value}
            for one in said.timexes
        ],
    }


def published_day(cases: Sequence[Case]) -> list[Said]:
    """Call every expression the published day, unless it is written as an ISO date."""
    return [
        Said(iso_or_published((case.row["text"] or "")[slice(*case.span)], case.row["published"]))
        if case.span
        else Said()
        for case in cases
    ]


def peer(cases: Sequence[Case]) -> list[Said] | str:
    """Ask dateparser, with its own settings for a report: the past is preferred."""
    try:
        dateparser = import_module("dateparser")
    except ImportError:
        return "dateparser is not installed"
    said = []
    for case in cases:
        if not case.span:
            return "dateparser finds no TIMEX3 expressions"
        words, base = (case.row["text"] or "")[slice(*case.span)], case.row["published"]
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
        if base:
            settings["RELATIVE_BASE"] = datetime.fromisoformat(base)
        day = dateparser.parse(words, languages=["en"], settings=settings)
        iso = day.date().isoformat() if day else None
        said.append(Said((iso, iso)))
    return said


DATES: Task[Case, Said] = Task(
    name="dates",
    unit="texts",
    load=load,
    predict=predict,
    nothing=lambda _: Said(),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("ISO or published day", "", published_day),
        Baseline("dateparser", "dateparser_", peer),
    ),
)
