"""MUC, B-cubed and CEAFe on cases computed by hand."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score.coref import MEASURES, conll, coref, f1, heaviest, precision_recall


def test_the_textbook_case() -> None:
    """Gold {1-5} {6,7} {8-12}; said {1-5} {6-12}: Bagga and Baldwin's example, by hand."""
    gold = dict(zip(map(str, range(1, 13)), "aaaaabbccccc", strict=True))
    said = dict(zip(map(str, range(1, 13)), "xxxxxyyyyyyy", strict=True))
    counts = coref(gold, said)
    assert (9 / 10, 1.0) == pytest.approx(precision_recall(counts, "muc"))
    # B3 precision: 5 of 1, 2 of 2/7, 5 of 5/7
    assert ((5 + 4 / 7 + 25 / 7) / 12, 1.0) == pytest.approx(precision_recall(counts, "b3"))
    # CEAFe: {1-5} with itself 1, {8-12} with {6-12} 2 * 5 / 12
    similar = 1 + 10 / 12
    assert (similar / 2, similar / 3) == pytest.approx(precision_recall(counts, "ceafe"))
    mean = (18 / 19 + f1(counts, "b3") + f1(counts, "ceafe")) / 3
    assert mean == pytest.approx(conll(counts))


def test_the_same_groups_are_perfect() -> None:
    """Names of groups do not matter."""
    counts = coref({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "y"})
    assert 1.0 == conll(counts)


def test_singletons_have_no_links() -> None:
    """All alone: MUC finds nothing, B-cubed and CEAFe are right on what is alone."""
    counts = coref({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 2, "c": 3})
    assert 0.0 == f1(counts, "muc")
    assert (1.0, 2 / 3) == pytest.approx(precision_recall(counts, "b3"))
    # {a} or {b} with {a, b}: 2 / 3; {c}: 1; of 3 said and 2 gold
    assert (5 / 9, 5 / 6) == pytest.approx(precision_recall(counts, "ceafe"))


def test_other_mentions_are_refused() -> None:
    """Both sides group the same mentions."""
    with pytest.raises(ValueError, match="1 mentions"):
        coref({"a": 1}, {})


@given(st.integers(1, 4), st.integers(0, 2), st.integers(0, 1000))
def test_the_alignment_is_the_best(rows: int, more: int, seed: int) -> None:
    """It is worth as much as the best of all permutations."""
    worth = np.random.default_rng(seed).random((rows, rows + more))
    best = max(
        sum(worth[row, column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(rows + more), rows)
    )
    assert best == pytest.approx(heaviest(worth))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=20))
def test_swapping_sides_swaps_precision_and_recall(rows: list[tuple[int, int]]) -> None:
    """Every F1 is symmetric."""
    gold = {str(place): one for place, (one, _) in enumerate(rows)}
    said = {str(place): two for place, (_, two) in enumerate(rows)}
    forth, back = coref(gold, said), coref(said, gold)
    for measure in MEASURES:
        assert f1(forth, measure) == pytest.approx(f1(back, measure))
