"""MUC-4's other slots: the key as values, alignment, and what a chain of events says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.product import Product
from bench.run import run
from bench.score.ceaf import Template
from bench.tasks.muc4_key import Slots, days, key, where
from bench.tasks.muc4_slots import MUC4_SLOTS, Case, majority, slots_of, tally
from tests.bench.fake import FakeProduct
from watchfloor.model import Count, Event, Outcome, Status

Write = Callable[..., Path]


def fill(*values: str, of: str = "") -> dict[str, Any]:
    """Return an entry of a slot: its fills, and the string that they are said of."""
    strings = [{"s": of, "spans": []}] if of else []
    return {"raw": "", "alts": [{"value": list(values), "strings": strings}]}


def template(**other: Any) -> dict[str, Any]:
    """Return a template of the key: raiders attacked farmers, of whom two died."""
    slots: dict[str, Any] = {
        "INCIDENT: TYPE": [fill("ATTACK")],
        "INCIDENT: DATE": [{"raw": "02 JAN 30"}],
        "INCIDENT: LOCATION": [{"raw": "CHILE: VALDIVIA (CITY): NIEBLA (TOWN)"}],
        "INCIDENT: STAGE OF EXECUTION": [fill("ACCOMPLISHED")],
        "PERP: INDIVIDUAL ID": [fill(of="RAIDERS")],
        "PERP: ORGANIZATION CONFIDENCE": [fill("POSSIBLE", "REPORTED AS FACT", of="BAND")],
        "HUM TGT: DESCRIPTION": [fill(of="FARMERS")],
        "HUM TGT: NUMBER": [fill("2", of="FARMERS"), fill("PLURAL", of="HERDERS")],
        "HUM TGT: EFFECT OF INCIDENT": [fill("DEATH", of="FARMERS"), fill("INJURY", of="HERDERS")],
    }
    return {"slots": slots | {name.replace("_", ": "): value for name, value in other.items()}}


@pytest.fixture
def event(product: Product) -> Event:
    """Return the one event of a made-up text."""
    text = product.read({"id": "M-1", "text": "RAIDERS attacked farmers."})
    (found,) = product.code(text)[1]
    return found


def test_a_key_becomes_values() -> None:
    """Sums only of numbers; a country by its code, places folded; fills by the map."""
    made, slots = key(template())
    assert ("attack", (("RAIDERS",),)) == (made.incident_type, made.roles["PerpInd"])
    assert slots == Slots(
        stage=frozenset({"accomplished"}),
        confidence=frozenset({"accused", "fact"}),
        effects=frozenset({"death", "injury"}),
        dead=2,
        injured=None,
        days=(date(2030, 1, 2), date(2030, 1, 2)),
        country="CHL",
        places=frozenset({"valdivia", "niebla"}),
    )


@pytest.mark.parametrize(
    "raw, read",
    [
        ("02 FEB 90", (date(1990, 2, 2), date(1990, 2, 2))),
        ("- 04 FEB 90", (None, date(1990, 2, 4))),
        ("17 FEB 90 - 18 FEB 90", (date(1990, 2, 17), date(1990, 2, 18))),
        ("(- 04 FEB 90) / (02 FEB 90)", (None, date(1990, 2, 4))),
        ("31 FEB 90", None),
        ("FEB 90", None),
    ],
)
def test_dates_of_the_key(raw: str, read: tuple[date | None, date] | None) -> None:
    """A day, by a day, or from one to another; what is no date is none."""
    assert read == days(raw)


def test_an_unknown_country_is_none() -> None:
    """Its places are read all the same."""
    assert (None, frozenset({"old town"})) == where("UTOPIA: OLD TOWN (CITY)")


def test_a_chain_says_its_slots(event: Event) -> None:
    """Stopped acts are attempts; the most dead that an event states; none hurt is an answer."""
    slots = slots_of([event])
    assert [{"accomplished"}, {"fact"}, {"none"}] == [
        set(one) for one in (slots.stage, slots.confidence, slots.effects)
    ]
    toll = Count(low=3, best=None, high=None, text="three", start=0, end=5)
    later = replace(event, dead=toll, outcome=Outcome.FAILED)
    slots = slots_of([later, event])
    assert slots.dead == 3
    assert [{"attempted"}, {"death"}] == [set(slots.stage), set(slots.effects)]


def test_an_anchor_tells_what_became_of_people(event: Event) -> None:
    """To be killed is a death, unless it was only tried."""
    killed = replace(event, anchor=replace(event.anchor, text="K KILLED"))
    assert {"death"} == set(slots_of([event, killed]).effects)
    assert {"none"} == set(slots_of([replace(killed, status=Status.ATTEMPTED)]).effects)


def test_only_aligned_templates_are_counted() -> None:
    """A template of another type pairs with nothing; a date up to the key's bound is right."""
    gold = key(template(INCIDENT_DATE=[{"raw": "- 02 JAN 30"}]))
    case = Case("M-1", "", (gold,))
    said = Slots(stage=frozenset({"accomplished"}), days=(None, date(2030, 1, 1)))
    counts = tally(case, ((gold[0], said), (Template("bombing", {}), said)))
    assert 1 == counts["templates", "aligned"]
    right = tuple(counts[slot, "right"] for slot in ("stage", "days", "dead", "places"))
    assert (1, 1, 0, 0) == right


def test_the_task_runs_beside_its_majority(write: Write) -> None:
    """The fake product finds the attack, and neither its dead nor its place."""
    other = template(INCIDENT_LOCATION=[{"raw": "PERU"}])
    rows: list[Mapping[str, Any]] = [
        {"id": "M-1", "text": "RAIDERS attacked farmers.", "templates": [template()]},
        {"id": "M-2", "text": "Nothing.", "templates": [other]},
    ]
    result = run(MUC4_SLOTS, write(*rows), FakeProduct())
    values = result.metrics.values
    assert (1.0, 1.0, 0.0, 0.0) == tuple(
        values[name] for name in ("stage_acc", "confidence_acc", "effect_f1", "dead_exact")
    )
    assert values["injured_exact"] is None
    assert result.baseline.values["dead_exact"] == 1.0
    assert result.baseline.values["country_acc"] == 0.5
    cases = MUC4_SLOTS.load(write(*rows))
    assert [1, 1] == [len(one) for one in majority(cases)]
