"""The demo corpus through the product, against the gold that was written by hand before it.

Both coders read it; what each has to reach stands in FLOORS.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import demo
from watchfloor import pipeline
from watchfloor.model import Event, Where
from watchfloor.store import connect, query

GOLD = Path(__file__).parent / "golden" / "demo_gold.jsonl"
QUIET = {"courier-derby", "marchland-streaming"}
UNREAL = {"planned", "threatened", "hypothetical", "denied"}

FLOORS: dict[str, dict[str, float]] = {
    "lexicon": {
        "gold events found": 0.6,
        "unreal events kept unreal": 0.75,
        "quiet texts without events": 1.0,
        "attempts that stay attempts": 1.0,
        "aggregates that stay one report": 1.0,
    },
    "reader": {
        "gold events found": 0.85,
        "unreal events kept unreal": 0.9,
        "quiet texts without events": 1.0,
        "attempts that stay attempts": 1.0,
        "aggregates that stay one report": 1.0,
    },
}
"""The share of cases that a coder has to read as the gold does, at least."""

Found = Mapping[str, list[Event]]


@pytest.fixture(scope="module", params=pipeline.CODERS)
def coder(request: pytest.FixtureRequest) -> str:
    """Return the name of the coder that reads."""
    return str(request.param)


@pytest.fixture(scope="module")
def floors(coder: str) -> Mapping[str, float]:
    """Return what the coder has to reach."""
    return FLOORS[coder]


@pytest.fixture(scope="module")
def record(coder: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the dispatches."""
    return demo.record_of(coder, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def events(record: Path) -> Found:
    """Return the events by the external id of their document, or the stem of its file."""
    found: dict[str, list[Event]] = {}
    with connect(record, write=False) as connection:
        for document in query.documents(connection, Where()):
            name = document.external_id
            if name is None:
                name = Path(query.provenance(connection, document.id).origins[0].path).stem
            found[name] = list(query.events_of(connection, document.id))
    return found


@pytest.fixture(scope="module")
def gold() -> Mapping[str, list[dict[str, Any]]]:
    """Return the hand-written events by document."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return {row["id"]: row["events"] for row in rows}


def test_all_are_there(events: Found, gold: Mapping[str, Any]) -> None:
    """Every dispatch of the gold was stored, and no other."""
    assert gold.keys() == events.keys()


def share(cases: Sequence[bool]) -> float:
    """Return how many of the cases hold; of none, all."""
    return sum(cases) / len(cases) if cases else 1.0


def test_sport_and_business_yield_nothing(events: Found, floors: Mapping[str, float]) -> None:
    """Shots, sieges, wars and armies that are none give no event."""
    assert share([not events[name] for name in QUIET]) >= floors["quiet texts without events"]


def matched(events: Found, gold: Mapping[str, Any]) -> list[tuple[dict[str, Any], Event]]:
    """Pair each gold event with a coded one of its type whose anchor shares a word."""
    pairs = []
    for name, wanted in gold.items():
        free = list(events[name])
        for one in wanted:
            words = set(one["anchor"].lower().split())
            for event in free:
                own = set((event.anchor.text or "").lower().split())
                if event.type == one["type"] and words & own:
                    pairs.append((one, event))
                    free.remove(event)
                    break
    return pairs


def test_most_of_the_gold_is_found(
    events: Found, gold: Mapping[str, Any], floors: Mapping[str, float]
) -> None:
    """Most of the events that an analyst would code are coded with their type."""
    wanted = sum(map(len, gold.values()))
    assert len(matched(events, gold)) >= floors["gold events found"] * wanted


def test_what_did_not_happen_is_rarely_taken_for_real(
    events: Found, gold: Mapping[str, Any], floors: Mapping[str, float]
) -> None:
    """Few of the unreal events that are found pass for actual or attempted."""
    unreal = [event for one, event in matched(events, gold) if one["status"] in UNREAL]
    kept = share([event.status in UNREAL for event in unreal])
    assert kept >= floors["unreal events kept unreal"]


def test_the_correction_revises_what_it_corrects(record: Path) -> None:
    """The second version of a page names the first, and both stay."""
    with connect(record, write=False) as connection:
        by_name = {found.external_id: found for found in query.documents(connection, Where())}
    corrected, first = by_name["wire-asad-corrected"], by_name["wire-asad-missiles"]
    assert corrected.revises == first.id


def test_the_attempt_on_the_prime_minister_is_attempted(
    events: Found, floors: Mapping[str, float]
) -> None:
    """The drone attack of November 2021 is no accomplished killing."""
    found = [event for event in events["wire-kadhimi-drones"] if event.type == "ASSAULT"]
    is_attempt = found[:1] != [] and found[0].status == "attempted"
    assert share([is_attempt]) >= floors["attempts that stay attempts"]


def test_the_aggregate_stays_one_report_with_a_count(
    events: Found, floors: Mapping[str, float]
) -> None:
    """The words "at least four attacks" is one event with a lower bound, not four events."""
    counts = [event.count for event in events["wire-embassy-rockets"] if event.count]
    is_one = [(4, None)] == [(count.low, count.high) for count in counts]
    assert share([is_one]) >= floors["aggregates that stay one report"]
