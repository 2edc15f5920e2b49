"""Places: coordinates of marked toponyms, and of those that the coder marks itself.

`acc161` is the share of gold toponyms with coordinates whose point lies within 161 km (100 miles)
of the gold one; a toponym that stays unresolved is wrong. `exact_id` is the share with a GeoNames
id that got the same, `country` the share with a country that got it; both count only toponyms
whose annotation has them. End to end, a mention of the coder that overlaps a gold toponym is right
within 161 km: recall is over gold toponyms with coordinates, precision over resolved mentions
(those at toponyms without coordinates are not judged).

Two formats: the toponym sets (JSONL with `toponyms`), and news with coordinates of the pages that
it links (JSONL with `entities` and `coordinates`), which has no ids and marks not every place.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from bench.baselines.homonyms import most_populous
from bench.product import Product, Text, read_text
from bench.rows import read_jsonl
from bench.score.match import greedy, overlap
from bench.score.tally import Tally, f1, share
from bench.task import Baseline, Figures, Table, Task
from watchfloor.errors import InputError
from watchfloor.model import Coded, Document, Mention, MentionKind, Place
from watchfloor.resolve import resolve
from watchfloor.resolve.gazetteer import distance_km
from watchfloor.resolve.names import look_up, states_by_name

NEAR_KM = 161.0
FARTHEST_KM = 20_038.0
"""Half the equator: what an unresolved toponym counts as error."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Toponym:
    """One gold toponym; what its annotation lacks is None."""

    span: tuple[int, int]
    point: Point | None
    geonames_id: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its toponyms."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    gold: tuple[Toponym, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """One resolved place: its span in the file, and what it means."""

    span: tuple[int, int]
    place: Place | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Answers for the gold spans, in their order, and for the coder's own mentions."""

    marked: tuple[Answer, ...]
    found: tuple[Answer, ...] | None = None


def load(path: Path) -> tuple[Case, ...]:
    """Read either format.

    Raises:
        InputError: a row is of neither, or a span is not inside its text.
    """
    return tuple(_case(path, row) for row in read_jsonl(path))


def _case(path: Path, row: Mapping[str, Any]) -> Case:
    if "toponyms" in row:
        gold, complete = tuple(map(_toponym, row["toponyms"])), True
    elif "coordinates" in row:
        gold, complete = tuple(_linked(row)), False
    else:
        message = f"{path}: {row.get('id')} has neither `toponyms` nor `coordinates`"
        raise InputError(message)
    for one in gold:
        if not 0 <= one.span[0] < one.span[1] <= len(row["text"]):
            message = f"{path}: {row['id']}: span {one.span} is not inside the text"
            raise InputError(message)
    fields = {"id": row["id"], "text": row["text"], "published": (row["date"] or "")[:10] or None}
    return Case(row["id"], fields, gold, complete)


def _toponym(one: Mapping[str, Any]) -> Toponym:
    point = None if one["lat"] is None else (float(one["lat"]), float(one["lon"]))
    state = look_up(states_by_name(), one.get("country") or "")
    return Toponym(
        (one["start"], one["end"]), point, one.get("geonameid"), state.iso3 if state else None
    )


def _linked(row: Mapping[str, Any]) -> list[Toponym]:
    """Return the linked places that are no countries: those coordinates are only a middle."""
    found = []
    points = row["coordinates"] if isinstance(row["coordinates"], dict) else {}  # some name no page
    for one in row["entities"]:
        point = points.get(one["wiki"])
        if point is not None and look_up(states_by_name(), one["wiki"]) is None:
            found.append(Toponym((one["start"], one["end"]), (point[0], point[1])))
    return found


def predict(product: Product, case: Case) -> Said:
    """Resolve the marked spans, then what the coder marks as places."""
    text = read_text(product, case.row)
    mentions = []
    for one in case.gold:
        span = text.span(*one.span)
        mentions.append(Mention.cut(text.document.text, *span, kind=MentionKind.PLACE, head=span))
    marked = _answers(text, Coded(
        document_id=text.document.id, coder="gold@1", mentions=tuple(mentions)
    ), [one.span for one in case.gold])  # fmt: skip
    if not case.complete:
        return Said(marked)
    coded, _ = product.code(text.document)
    found = _answers(text, coded)
    return Said(marked, tuple(one for one in found if one.place is not None))


def _answers(
    text: Text, coded: Coded, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[Answer, ...]:
    document: Document = text.document
    resolved = resolve(document, coded)
    answers = []
    for index, mention in enumerate(coded.mentions):
        if mention.kind is MentionKind.PLACE:
            meant = resolved.of(index)
            span = spans[index] if spans else text.offsets.to_file(
                (mention.start or 0, mention.end or 0)
            )  # fmt: skip
            answers.append(
                Answer(span, meant.place if meant else None, meant.rule if meant else "")
            )
    return tuple(answers)


def error_km(gold: Toponym, place: Place | None) -> float:
    """Return how far a place lies from the gold point."""
    if place is None or place.lat is None or place.lon is None or gold.point is None:
        return FARTHEST_KM
    return distance_km(gold.point, (place.lat, place.lon))


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    counts: dict[tuple[str, ...], float] = {}

    def add(*key: str, number: float = 1) -> None:
        counts[key] = counts.get(key, 0) + number

    for gold, answer in zip(case.gold, said.marked, strict=True):
        place = answer.place
        if gold.point is not None:
            error = error_km(gold, place)
            add("point", "gold")
            add("point", "right", number=error <= NEAR_KM)
            add("point", "resolved", number=place is not None)
            add("error", f"{min(9.99, math.log10(max(1.0, error))):.2f}")
            add("km", number=error)
            rule = answer.rule.partition(", named")[0] or "unresolved"
            rule = (
                "in what is named with it" if rule.startswith("in ") and "doc" not in rule else rule
            )
            kind = place.precision.value if place else "unresolved"
            add("precision", kind, "gold")
            add("precision", kind, "right", number=error <= NEAR_KM)
            add("rule", rule, "gold")
            add("rule", rule, "right", number=error <= NEAR_KM)
        if gold.geonames_id is not None:
            add("id", "gold")
            add("id", "right", number=place is not None and place.geonames_id == gold.geonames_id)
        if gold.country is not None:
            add("country", "gold")
            add("country", "right", number=place is not None and place.country == gold.country)
    if said.found is not None:
        _end_to_end(case, said.found, add)
    return counts


def _end_to_end(case: Case, found: Sequence[Answer], add: Any) -> None:
    pairs = greedy(
        case.gold, found,
        lambda gold, one: (gold.span == one.span,) if overlap(gold.span, one.span) else None,
    )  # fmt: skip
    unjudged = sum(case.gold[gold].point is None for gold, _ in pairs)
    right = sum(
        case.gold[gold].point is not None and error_km(case.gold[gold], found[one].place) <= NEAR_KM
        for gold, one in pairs
    )
    add("end", "right", number=right)
    add("end", "said", number=len(found) - unjudged)
    add("end", "gold", number=sum(one.point is not None for one in case.gold))
    add("end", "met", number=len(pairs) - unjudged)


def figures(counts: Tally) -> Figures:
    """Return the shares, 0..1, and the errors in kilometres."""
    values: dict[str, float | None] = {
        "acc161": _share(counts, "point"),
        "exact_id": _share(counts, "id"),
        "country": _share(counts, "country"),
        "mean_km": share(counts.get(("km",), 0), counts.get(("point", "gold"), 0)),
        "median_km": _median(counts),
    }
    why = {
        name: "the file's annotation has none" for name, value in values.items() if value is None
    }
    right, said, gold = (counts.get(("end", one), 0) for one in ("right", "said", "gold"))
    if ("end", "gold") in counts:
        values |= {
            "end_precision": share(right, said),
            "end_recall": share(right, gold),
            "end_f1": f1(right, said, gold),
        }
    return Figures(values, why)


def _share(counts: Tally, name: str) -> float | None:
    return share(counts.get((name, "right"), 0), counts.get((name, "gold"), 0))


def _median(counts: Tally) -> float | None:
    logs = [float(key[1]) for key, n in counts.items() if key[0] == "error" for _ in range(int(n))]
    return 10 ** median(logs) if logs else None


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return accuracy by rule, and what the coder's own mentions meet."""
    ends = tuple(counts.get(("end", one), 0) for one in ("gold", "said", "met", "right"))
    return (
        _shares(counts, "rule"),
        _shares(counts, "precision"),
        Table("End to end", ("gold", "resolved mentions", "at a toponym", "right"), (ends,)),
    )


def _shares(counts: Tally, about: str) -> Table:
    def number(name: str, side: str) -> float:
        return counts.get((about, name, side), 0)

    names = sorted({key[1] for key in counts if key[0] == about})
    rows = tuple(
        (name, number(name, "right") / number(name, "gold"), number(name, "gold"))
        for name in sorted(names, key=lambda one: -number(one, "gold"))
    )
    return Table(f"Within 161 km, by {about} of the answer", (about, "share", "toponyms"), rows)


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return what was said of one text."""
    return {
        "id": case.id,
        "marked": [_line(one) for one in said.marked],
        "found": None if said.found is None else [_line(one) for one in said.found],
    }


def _line(one: Answer) -> dict[str, Any]:
    place = one.place
    return {
        "start": one.span[0],
        "end": one.span[1],
        "name": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "precision": place.precision if place else None,
        "rule": one.rule,
    }


def homonyms(cases: Sequence[Case]) -> list[Said]:
    """Take the most populous place of each name, in the same tables, without any context."""
    return [
        Said(
            tuple(
                Answer(one.span, most_populous((case.row["text"] or "")[slice(*one.span)]))
                for one in case.gold
            )
        )
        for case in cases
    ]


PLACES: Task[Case, Said] = Task(
    name="places",
    unit="texts",
    load=load,
    predict=predict,
    nothing=lambda case: Said(tuple(Answer(one.span, None) for one in case.gold), ()),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("most populous homonym", "", homonyms),),
)
