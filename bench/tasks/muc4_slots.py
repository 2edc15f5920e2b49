"""MUC-4's other slots, from what the coder's events say: shares 0..1 over aligned templates.

A chain's template (`bench.tasks.muc4`) is aligned with the full key as CEAF-TF aligns: same type,
most fillers. On each pair a slot counts if the key has it; an answer that the key allows is right,
none is wrong.

- stage: the status of the chain's first event by `bench/maps/muc4_statuses.csv`; attempted if its
  outcome is failed or intercepted.
- confidence: fact, claimed, accused or suspected: the assertion of the first event with an actor.
- effect: F1 over death, injury, none: what `dead` and `injured` of the chain's events say, and the
  words of anchors by `bench/maps/muc4_effects.csv`.
- dead, injured: the number exactly, where the key's is a number: the most that an event states.
- date: the interval of the first event with one; a key of "by that day" is met by any end up to it.
- country, place: of the first event with a place; its name is one of the key's below the country.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bench import maps
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.ceaf import TYPE, aligned
from bench.score.tally import Tally, add, f1, share
from bench.task import Baseline, Figures, Table, Task
from bench.tasks.muc4 import concerned, reported
from bench.tasks.muc4_key import Days, Filled, Slots, key
from watchfloor.model import Event, Status
from watchfloor.resolve.names import fold

METRICS = {
    "stage_acc": "stage",
    "confidence_acc": "confidence",
    "effect_f1": "effects",
    "dead_exact": "dead",
    "injured_exact": "injured",
    "date_exact": "days",
    "country_acc": "country",
    "place_acc": "places",
}
"""Figure -> slot."""

ACCUSED = {"suspected": "accused"}
STOPPED = ("failed", "intercepted")
T = TypeVar("T")
Said = tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One document and its full key."""

    id: str
    text: str = field(repr=False)
    filled: Said


def load(path: Path) -> tuple[Case, ...]:
    """Read the JSONL of the set: `templates`, each with `slots`."""
    return tuple(
        Case(row["id"], row["text"], tuple(map(key, row["templates"]))) for row in read_jsonl(path)
    )


def predict(product: Product, case: Case) -> Said:
    """Code the document; a template for each chain, with what its events say."""
    text = read_text(product, {"id": case.id, "text": case.text})
    _, events = product.code(text.document)
    return tuple(
        (template, slots_of(chain)) for template, chain in reported(concerned(product, events))
    )


def slots_of(chain: Sequence[Event]) -> Slots:
    """Return the slots of a chain of events, in the order of the text."""
    stages = {row["status"]: row["stage"] for row in maps.rows("muc4_statuses")}
    first = chain[0]
    stage = "attempted" if first.outcome in STOPPED else stages[first.status]
    blamed = next((one for one in chain if one.actor), first).assertion.value
    dead, injured = _most(chain, "dead"), _most(chain, "injured")
    effects = {name for name, number in (("death", dead), ("injury", injured)) if number}
    effects |= {effect for one in chain for effect in _told(one)}
    date = _first(one.date for one in chain)
    place = _first(one.event_loc for one in chain)
    return Slots(
        stage=frozenset({stage}),
        confidence=frozenset({ACCUSED.get(blamed, blamed)}),
        effects=frozenset(effects or {"none"}),
        dead=dead,
        injured=injured,
        days=(date.from_, date.to) if date and date.to else None,
        country=place.country if place else None,
        places=frozenset({fold(place.name), fold(place.text or place.name)} if place else ()),
    )


def _told(event: Event) -> Iterator[str]:
    """Yield the effects that the anchor's words name, of an act that took place."""
    if event.status is Status.ACTUAL and event.outcome not in STOPPED:
        words = (event.anchor.text or "").lower().split()
        for row in maps.rows("muc4_effects"):
            if any(word.startswith(tuple(row["word"].split("|"))) for word in words):
                yield row["effect"]


def _most(chain: Sequence[Event], slot: str) -> int | None:
    counts = [getattr(one, slot) for one in chain]
    numbers = [one.low if one.best is None else one.best for one in counts if one is not None]
    return max((number for number in numbers if number is not None), default=None)


def _first(values: Iterable[T | None]) -> T | None:
    return next((one for one in values if one is not None), None)


def tally(case: Case, said: Said) -> Tally:
    """Count one document."""
    gold = case.filled
    pairs = aligned([one for one, _ in gold], [one for one, _ in said])
    counts = [_compare(gold[y][1], said[x][1]) for x, y in pairs]
    sizes: dict[tuple[str, ...], float] = {
        ("templates", "gold"): len(gold),
        ("templates", "predicted"): len(said),
        ("templates", "aligned"): len(pairs),
    }
    return add([sizes, *counts])


def _compare(gold: Slots, said: Slots) -> Tally:
    """Count a pair: right, and how often the key (effects: the key, and what was said) had one."""
    counts: dict[tuple[str, ...], float] = {}
    for slot, is_right in RIGHT.items():
        true, found = getattr(gold, slot), getattr(said, slot)
        if true:
            counts[slot, "gold"] = 1
            counts[slot, "right"] = bool(found) and is_right(true, found)
    if gold.effects:
        counts["effects", "gold"] = len(gold.effects)
        counts["effects", "predicted"] = len(said.effects)
        counts["effects", "right"] = len(gold.effects & said.effects)
    return counts


def _same_days(gold: Days, said: Days) -> bool:
    return said == gold if gold[0] is not None else said[1] <= gold[1]


def _share_one(gold: frozenset[str], said: frozenset[str]) -> bool:
    return bool(gold & said)


def _equal(gold: object, said: object) -> bool:
    return gold == said


RIGHT: dict[str, Callable[[Any, Any], bool]] = {
    "stage": _share_one,
    "confidence": _share_one,
    "dead": _equal,
    "injured": _equal,
    "days": _same_days,
    "country": _equal,
    "places": _share_one,
}
"""Slot -> whether an answer is right; effects are counted as sets."""


def figures(counts: Tally) -> Figures:
    """Return a share a slot, F1 of effects."""
    values: dict[str, float | None] = {}
    for name, slot in METRICS.items():
        right, gold = counts.get((slot, "right"), 0), counts.get((slot, "gold"), 0)
        values[name] = share(right, gold)
        if slot == "effects" and gold:
            values[name] = f1(right, counts.get((slot, "predicted"), 0), gold)
    reason = "no aligned template has the slot"
    return Figures(values, {name: reason for name, value in values.items() if value is None})


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return how many templates are aligned, and how many of these have each slot."""
    sizes = tuple(counts.get(("templates", one), 0) for one in ("gold", "predicted", "aligned"))
    rows = tuple(
        (slot, counts.get((slot, "right"), 0), counts.get((slot, "gold"), 0))
        for slot in METRICS.values()
    )
    return (
        Table("Templates", ("gold", "predicted", "aligned"), (sizes,)),
        Table("Slots of aligned templates", ("slot", "right", "in the key"), rows),
    )


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the slots as plain values."""
    return {"id": case.id, "templates": [_plain(*one) for one in said]}


def _plain(template: Any, slots: Slots) -> dict[str, Any]:
    date = slots.days and [day.isoformat() if day else None for day in slots.days]
    return {
        TYPE: template.incident_type,
        **{name: sorted(getattr(slots, name)) for name in ("stage", "confidence", "effects")},
        **{name: getattr(slots, name) for name in ("dead", "injured", "country")},
        "date": date,
        "places": sorted(slots.places),
    }


def majority(cases: Sequence[Case]) -> list[Said]:
    """Give each gold template the file's most frequent answer in every slot."""
    known = [slots for case in cases for _, slots in case.filled]

    def top(name: str) -> Any:
        found = Counter(v for one in known if (v := getattr(one, name)) is not None)
        return found.most_common(1)[0][0] if found else None

    def top_of(name: str) -> frozenset[str]:
        found = Counter(value for one in known for value in getattr(one, name))
        return frozenset(value for value, _ in found.most_common(1))

    usual = Slots(
        stage=top_of("stage"),
        confidence=top_of("confidence"),
        effects=top_of("effects"),
        dead=top("dead"),
        injured=top("injured"),
        days=top("days"),
        country=top("country"),
        places=top_of("places"),
    )
    return [tuple((template, usual) for template, _ in case.filled) for case in cases]


MUC4_SLOTS: Task[Case, Said] = Task(
    name="muc4-slots",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(Baseline("majority class, on the gold templates", "", majority),),
)
