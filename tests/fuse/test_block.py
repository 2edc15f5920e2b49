"""Candidate pairs: reports that share a strong key or two weak ones, one of them coarse there."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.made import report
from tests.fuse.test_block_keys import made
from tests.soaking import examples
from watchfloor.fuse import block, block_keys
from watchfloor.fuse.match import Pairs
from watchfloor.model import Report, report_table


def by_hand(reports: list[Report]) -> list[tuple[int, int]]:
    """Return the pairs of reports that meet, every two compared."""
    found = block_keys.keys(report_table(reports))
    held: list[dict[int, tuple[bool, int]]] = [{} for _ in reports]
    for row, key, exact, weight in zip(
        *(one.tolist() for one in (found.row, found.key, found.exact, found.weight)), strict=True
    ):
        held[row][key] = (exact, weight)
    pairs = []
    for one, two in combinations(range(len(reports)), 2):
        shared = held[one].keys() & held[two].keys()
        met = [held[one][key][1] for key in shared if not (held[one][key][0] and held[two][key][0])]
        if sum(met) >= block_keys.STRONG:
            pairs.append((one, two))
    return pairs


def rows(found: Pairs) -> list[tuple[int, int]]:
    """Return pairs as tuples."""
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(made, max_size=8), st.sampled_from([1, 3, 4_000_000]), st.sampled_from([0, 9]))
def test_pairs_are_those_that_share_enough(reports: list[Report], at_once: int, few: int) -> None:
    """All pairs that share enough are found once, in order, in a table or sorted, in any runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "AT_ONCE", at_once)
        patch.setattr(block, "FEW", few)
        assert by_hand(reports) == rows(block.pairs(report_table(reports)))


def test_one_common_word_makes_no_pair() -> None:
    """A word weighs half of what it takes; the same with the anchor is a second key."""
    bare: dict[str, Any] = {"town": None, "country": None, "topic": ("kestrel",)}
    bare |= {"date_from": None, "date_to": None, "date_precision": None}
    assert [] == rows(block.pairs(report_table([report("a", **bare), report("b", **bare)])))
    bare["anchor"] = "blast"
    assert [(0, 1)] == rows(block.pairs(report_table([report("a", **bare), report("b", **bare)])))


def test_pairs_among_some_rows_have_all_keys_beside_them() -> None:
    """Who asks for keys and pairs gets the keys of every report, and pairs of those named."""
    table = report_table([report(name) for name in "abc"])
    keys, pairs = block.keys_and_pairs(table, np.array([0, 2]))
    assert [(0, 2)] == rows(pairs)
    assert keys.equals(block.keys(table))
