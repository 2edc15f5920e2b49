"""Equal reports of one copy group are matched once, and weigh as much as all of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.made import DAY, RULES, report
from tests.fuse.test_incidents import groups, index
from tests.soaking import examples
from watchfloor.fuse import block
from watchfloor.fuse import incidents as fusion
from watchfloor.fuse.incidents import checked, fuse
from watchfloor.fuse.twins import twins
from watchfloor.fuse.update import update
from watchfloor.model import Decided, Report, report_table

WORDS = ("gao", "market", "soldier", "gunmen")


def prints(name: str, count: int, **more: Any) -> list[Report]:
    """Return the same report in so many prints of one group, each with an address of its own."""
    return [
        report(
            f"{name}{at}",
            copy_group=f"group-{name[0]}",
            document_id=f"print-{name[0]}{at}",
            words=WORDS,
            anchor="kill",
            published=DAY + timedelta(days=at % 3),
            topic=(*WORDS, f"outlet{at}"),
            **more,
        )
        for at in range(count)
    ]


def first_of(reports: Sequence[Report], decided: Decided | None = None) -> dict[str, str]:
    """Return the chain that stands for each chain."""
    table = checked(report_table(reports))
    chains = table.column("chain").to_pylist()
    found = twins(table, decided or Decided()).tolist()
    return {chain: chains[row] for chain, row in zip(chains, found, strict=True)}


def test_prints_of_one_report_are_twins() -> None:
    """The earliest print stands for all; another toll or another group is another report."""
    others = [
        replace(prints("a", 1, dead_low=9)[0], chain="toll", document_id="t"),
        replace(prints("a", 1)[0], chain="alone", copy_group="else", document_id="e"),
    ]
    found = first_of([*prints("a", 4), *others])
    same = dict.fromkeys(("a0", "a1", "a2", "a3"), "a0")
    assert same | {"toll": "toll", "alone": "alone"} == found


def test_what_a_document_says_twice_is_two_reports() -> None:
    """Reports of one document that look alike are left apart, and so are those without words."""
    twice = replace(prints("a", 1)[0], chain="z")
    assert {"a0", "a1", "z"} == set(first_of([*prints("a", 2), twice]).values())
    bare = [replace(one, words=()) for one in prints("a", 2)]
    assert {"a0", "a1"} == set(first_of(bare).values())


def test_people_decide_on_each_print() -> None:
    """A report that a decision names has no twins."""
    decided = Decided(cannot=frozenset({("a1", "a2")}))
    assert {"a0": "a0", "a1": "a1", "a2": "a2", "a3": "a0"} == first_of(prints("a", 4), decided)


def test_prints_without_day_or_town_are_one_incident() -> None:
    """What too little speaks for to be joined is one happening if it is one text."""
    bare = {"date_from": None, "date_to": None, "date_precision": None, "town": None}
    found = fuse(report_table(prints("a", 5, **bare)), None, RULES)
    assert {frozenset(f"a{at}" for at in range(5))} == groups(found)


def test_pairs_are_not_made_among_twins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty prints of three reports are matched as three."""
    sizes = []

    def counted(table: Any) -> Any:
        sizes.append(table.num_rows)
        return pairs(table)

    pairs = block.pairs
    monkeypatch.setattr(block, "pairs", counted)
    many = [one for name in "abc" for one in prints(name, 20)]
    fuse(report_table(many), None, RULES)
    assert [3] == sizes


@st.composite
def floods(draw: st.DrawFn) -> list[Report]:
    """Return a few reports of towns and days, each in one to four prints."""
    made = []
    for name in "abcd"[: draw(st.integers(1, 4))]:
        more = {
            "town": draw(st.sampled_from(["Ash", "Birch"])),
            "day": draw(st.integers(0, 2)),
        }
        made += [
            replace(one, topic=WORDS, published=DAY)
            for one in prints(name, draw(st.integers(1, 4)), **more)
        ]
    return made


@settings(max_examples=examples(8), deadline=None)
@given(floods())
def test_incidents_are_those_of_all_pairs(made: list[Report]) -> None:
    """Where prints would be joined anyway, matching them once changes no incident."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fusion, "twins", lambda table, decided: np.arange(table.num_rows))
        plain = fuse(report_table(made), None, RULES)
    assert plain.incidents == fuse(report_table(made), None, RULES).incidents


@settings(max_examples=examples(3), deadline=None)
@given(floods(), st.randoms(use_true_random=False))
def test_portions_equal_a_rebuild(made: list[Report], chance: random.Random) -> None:
    """Prints that come one after the other give the incidents of all at once."""
    varied = [
        replace(one, topic=(*WORDS[: 1 + at % 4], f"outlet{at}"), published=DAY + timedelta(at % 3))
        for at, one in enumerate(made)
    ]
    varied = varied[:6]
    whole = fuse(report_table(varied), None, RULES).incidents
    chance.shuffle(varied)
    held: dict[str, tuple[str, ...]] = {}
    for at in range(1, len(varied) + 1):
        found = update([varied[at - 1].chain], index(varied[:at]), None, RULES)
        held = {
            name: chains for name, chains in held.items() if found.chains.isdisjoint(chains)
        } | dict(found.fused.incidents)
    assert whole == dict(sorted(held.items()))
    assert all(set(a).isdisjoint(b) for a, b in combinations(held.values(), 2))
