"""A copy's own paragraph is a report of its own outlet; what it copied is its original's."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from tests.test_incidents import all_incidents, ingest, row, told
from watchfloor.model import Incident

FIRE = (
    "Gunmen killed three soldiers at the market in Gao on Monday, the army said. Residents heard "
    "shots for an hour and hid behind the stalls until the evening. The wounded were taken to the "
    "hospital of the town, where doctors asked for blood."
)
OWN = "A nurse said that gunmen killed five soldiers on Monday at the market in Gao, in Mali."
TEXTS = (
    row("w", FIRE, "2022-01-11", "First Wire"),
    row("p", f"{FIRE}\n\n{OWN}", "2022-01-12", "Third Post"),
    row("q", f"{FIRE}\n\n{OWN}", "2022-01-13", "Fourth Post"),
    row("plain", FIRE, "2022-01-12", "Fifth Post"),
)


def market(record: Path, rows: Sequence[dict[str, str]]) -> Incident:
    """Ingest some texts; return the incident of the market with most documents."""
    ingest(record, rows)
    found = all_incidents(record, type="ASSAULT", place="gao")
    return max(found, key=lambda one: len(one.documents))


def test_a_plain_copy_is_no_source(tmp_path: Path) -> None:
    """The same words in another outlet: one source, one copy."""
    one = market(tmp_path / "w.db", [TEXTS[0], TEXTS[3]])
    assert (1, 1) == (one.independent_sources, one.copies)


def test_an_added_paragraph_is_a_source_of_its_own(tmp_path: Path) -> None:
    """The wire says three, the nurse of Third Post five: two sources, both tolls, no copy."""
    one = market(tmp_path / "w.db", TEXTS[:2])
    assert (2, 0) == (one.independent_sources, one.copies)
    standing = {(one.source, one.low): str(one.standing) for one in one.reported["dead"]}
    assert {
        ("First Wire", 3): "counts",
        ("Third Post", 3): "copy",
        ("Third Post", 5): "counts",
    } == standing


def test_who_copies_the_paragraph_too_adds_nothing(tmp_path: Path) -> None:
    """Of two copies with one added paragraph the earlier owns it."""
    one = market(tmp_path / "w.db", TEXTS[:3])
    assert (2, 1) == (one.independent_sources, one.copies)
    copied = {value.source for value in one.reported["dead"] if str(value.standing) == "copy"}
    assert {"Third Post", "Fourth Post"} == copied


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_the_order_of_arrival_changes_nothing(tmp_path: Path, order: Sequence[int]) -> None:
    """One by one in any order, or at once: the same incidents."""
    ingest(tmp_path / "at-once.db", TEXTS[:3])
    for at in order:
        ingest(tmp_path / "w.db", [TEXTS[at]])
    assert told(tmp_path / "at-once.db") == told(tmp_path / "w.db")
