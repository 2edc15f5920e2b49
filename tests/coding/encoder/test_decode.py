"""Spans out of probabilities."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soaking import examples
from watchfloor.coding.encoder.decode import (
    Found,
    _best_path,
    names,
    spans,
    touching,
    trimmed,
    without_overlaps,
)
from watchfloor.coding.encoder.labels import NER
from watchfloor.coding.encoder.model import Floats

LABELS = {
    "O": (0.9, 0.05, 0.05),
    "B": (0.1, 0.8, 0.1),
    "I": (0.1, 0.1, 0.8),
    "i": (0.55, 0.05, 0.4),  # weak: not enough to open a span at 0.5, enough to go on with one
    "?": (0.85, 0.1, 0.05),  # a faint beginning
}
TEXT = st.text("OBIi?", min_size=1, max_size=40)
NAMES = ("O", *(f"{mark}-{kind}" for kind in NER for mark in "BI"))
"""The labels of the name head, in its order."""


def rows(labels: str) -> Floats:
    """Return O, B, I probabilities as written."""
    return np.array([LABELS[one] for one in labels], dtype=np.float32)


def named(*words: str) -> Floats:
    """Return probabilities of the name head: "B-PER", "I-ORG" or "O" a word."""
    found = np.full((len(words), 1 + 2 * len(NER)), 0.01, dtype=np.float32)
    for row, word in zip(found, words, strict=True):
        label, _, kind = word.partition("-")
        column = 0 if label == "O" else 1 + 2 * NER.index(kind) + (label == "I")
        row[column] = 1.0 - 0.01 * 2 * len(NER)
    return found


def edges_of(size: int, cuts: set[int]) -> list[tuple[int, int]]:
    """Return sentences of `size` words, cut at `cuts`."""
    places = sorted({0, size, *(cut for cut in cuts if 0 < cut < size)})
    return list(pairwise(places))


@pytest.mark.parametrize(
    "labels, expected",
    [
        ("O", []),
        ("OOO", []),
        ("B", [(0, 1)]),
        ("OBIO", [(1, 3)]),
        ("BIIB", [(0, 3), (3, 4)]),
        ("BB", [(0, 1), (1, 2)]),
        ("OIIO", [(1, 3)]),  # a span may open with I: the head's B was missed
        ("OBiO", [(1, 2)]),
        ("O?I", [(2, 3)]),
        ("IBI", [(0, 1), (1, 3)]),
    ],
)
def test_spans(labels: str, expected: list[tuple[int, int]]) -> None:
    """A span opens where B and I together suffice, goes on over I, and ends at O or B."""
    found = spans(rows(labels), [(0, len(labels))], start_at=0.5)
    assert expected == [one.span for one in found]


def test_a_span_goes_on_over_weaker_words_if_asked() -> None:
    """A lower `go_on` bridges doubtful words; a lower `start_at` opens faint spans."""
    assert [(1, 3)] == [one.span for one in spans(rows("OBiO"), [(0, 4)], start_at=0.5, go_on=0.4)]
    assert [(1, 2)] == [one.span for one in spans(rows("O?O"), [(0, 3)], start_at=0.14)]


def test_the_score_is_the_surest_word() -> None:
    """The probability of a span is that of its surest word."""
    (one,) = spans(rows("OIi"), [(0, 3)], start_at=0.4, go_on=0.4)
    assert (1, 3) == one.span
    assert pytest.approx(0.9) == one.score


def test_a_span_ends_with_its_sentence() -> None:
    """I at the head of the next sentence opens a span of its own."""
    assert [(0, 2), (2, 4)] == [
        one.span for one in spans(rows("BIII"), [(0, 2), (2, 4)], start_at=0.5)
    ]


@given(TEXT, st.sets(st.integers(1, 39)), st.floats(0.05, 0.95), st.floats(0.1, 0.9))
def test_spans_are_never_empty_and_stay_in_sentences(
    labels: str, cuts: set[int], start_at: float, go_on: float
) -> None:
    """Whatever the probabilities, spans are in order, apart, and inside one sentence each."""
    edges = edges_of(len(labels), cuts)
    found = spans(rows(labels), edges, start_at=start_at, go_on=go_on)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert one.start < one.end
        assert any(low <= one.start and one.end <= high for low, high in edges)
        assert start_at <= one.score + 1e-6


@given(TEXT, st.sets(st.integers(1, 39)))
def test_a_lower_bar_finds_no_less(labels: str, cuts: set[int]) -> None:
    """Every word in a span at 0.6 is in one at 0.3."""
    edges = edges_of(len(labels), cuts)
    strict, loose = (
        {
            place
            for one in spans(rows(labels), edges, start_at=bar)
            for place in range(one.start, one.end)
        }
        for bar in (0.6, 0.3)
    )
    assert strict <= loose


@pytest.mark.parametrize(
    "labels, expected",
    [
        (["O", "O"], []),
        (["B-PER"], [(0, 1, "PER")]),
        (["B-PER", "I-PER", "O"], [(0, 2, "PER")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["B-LOC", "I-LOC", "O", "B-WEA"], [(0, 2, "LOC"), (3, 4, "WEA")]),
        (["B-ORG", "I-ORG", "B-ORG", "I-ORG"], [(0, 2, "ORG"), (2, 4, "ORG")]),
    ],
)
def test_names(labels: list[str], expected: list[tuple[int, int, str]]) -> None:
    """A name ends where the next begins, and has one kind."""
    found = names(named(*labels), [(0, len(labels))])
    assert expected == [(one.start, one.end, one.kind) for one in found]


@pytest.mark.parametrize(
    "rows_of, expected",
    [
        ([{"O": 0.1, "I-PER": 0.8}], []),  # no sentence begins inside a name
        ([{"B-PER": 0.45, "O": 0.5}, {"I-PER": 0.9}], [(0, 2, "PER")]),  # I needs its B
        ([{"B-PER": 0.9}, {"I-ORG": 0.5, "I-PER": 0.4}], [(0, 2, "PER")]),  # one kind a name
        ([{"B-PER": 0.9}, {"I-PER": 0.45, "O": 0.4}], [(0, 2, "PER")]),
        ([{"B-PER": 0.9}, {"O": 0.9}], [(0, 1, "PER")]),
    ],
)
def test_names_are_the_likeliest_sequence(
    rows_of: list[dict[str, float]], expected: list[tuple[int, int, str]]
) -> None:
    """A word's label is the one that fits its neighbours best, not the likeliest alone."""
    found = names(shared(rows_of), [(0, len(rows_of))])
    assert expected == [(one.start, one.end, one.kind) for one in found]


def shared(rows_of: list[dict[str, float]]) -> Floats:
    """Return rows of the name head; what labels leave is spread over the others."""
    found = np.zeros((len(rows_of), len(NAMES)), dtype=np.float32)
    for row, given_row in zip(found, rows_of, strict=True):
        row[:] = (1.0 - sum(given_row.values())) / (len(NAMES) - len(given_row))
        for label, share in given_row.items():
            row[NAMES.index(label)] = share
    return found


def test_a_name_is_as_sure_as_its_words() -> None:
    """The score is the mean over the words, and below the bar there is no name."""
    row = shared([{"B-LOC": 0.5, "O": 0.3}, {"I-LOC": 0.8, "O": 0.1}])
    (one,) = names(row, [(0, 2)], start_at=0.79)
    assert pytest.approx(0.8) == one.score
    assert [] == names(row, [(0, 2)], start_at=0.81)


@settings(max_examples=examples(20), deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_no_other_sequence_is_likelier(seed: int, size: int) -> None:
    """Viterbi finds what trying every sequence finds."""
    chance = np.random.default_rng(seed)
    logs = np.log(chance.dirichlet(np.full(len(NAMES), 0.5), size) + 1e-6).astype(np.float32)

    def sound(path: tuple[int, ...]) -> bool:
        return all(
            label == 0 or label % 2 or before in (label, label - 1)
            for before, label in pairwise((0, *path))
        )

    best = max(
        float(sum(logs[place, label] for place, label in enumerate(path)))
        for path in product(range(len(NAMES)), repeat=size)
        if sound(path)
    )
    path = tuple(_best_path(logs))
    assert sound(path)
    assert pytest.approx(best, abs=1e-4) == sum(
        logs[place, label] for place, label in enumerate(path)
    )


@given(
    st.lists(st.sampled_from(["O", *(f"{a}-{b}" for a in "BI" for b in NER)]), min_size=1),
    st.sets(st.integers(1, 30)),
)
def test_names_stay_in_sentences(labels: list[str], cuts: set[int]) -> None:
    """Names are in order, apart, inside one sentence each, and of a known kind."""
    edges = edges_of(len(labels), cuts)
    found = names(named(*labels), edges)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert one.kind in NER
        assert 0.5 <= one.score <= 1.0 + 1e-6
        assert any(low <= one.start < one.end <= high for low, high in edges)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("the army", "the army"),
        (", the army .", "the army"),
        ("“ We will answer ”", "We will answer"),
        ("$ 50 million", "$ 50 million"),
        ("30 %", "30 %"),
        ("the army ( EUFOR )", "the army ( EUFOR )"),
        (". ,", None),
        (")", None),
        ("$", None),
        ("( )", None),
        ("💥", None),
    ],
)
def test_trimmed(words: str, expected: str | None) -> None:
    """Marks at the edges go, signs that belong to a number stay; nothing but marks is no span."""
    listed = ["before", *words.split(), "after"]
    found = trimmed([Found(1, len(listed) - 1, 0.7, "ORG")], listed)
    kept = [" ".join(listed[one.start : one.end]) for one in found]
    assert ([] if expected is None else [expected]) == kept
    assert all((0.7, "ORG") == (one.score, one.kind) for one in found)


@given(st.sets(st.integers(0, 40), max_size=20), st.integers(0, 40), st.integers(1, 8))
def test_touching_finds_the_first_that_overlaps(cuts: set[int], start: int, size: int) -> None:
    """By bisection it finds what looking at every span would find."""
    apart = list(pairwise(sorted(cuts)))[::2]
    expected = [
        place for place, (low, high) in enumerate(apart) if low < start + size and start < high
    ]
    assert (expected[0] if expected else None) == touching(apart, (start, start + size))


FOUND = st.builds(
    lambda start, size, score: Found(start, start + size, score),
    st.integers(0, 30),
    st.integers(1, 6),
    st.floats(0, 1),
)


@given(st.lists(FOUND, max_size=30))
def test_the_surest_spans_stand(given_spans: list[Found]) -> None:
    """What is kept doesn't overlap; what is not kept overlaps something at least as sure."""
    kept = without_overlaps(given_spans)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    for one in given_spans:
        assert one in kept or any(
            one.start < other.end and other.start < one.end and other.score >= one.score
            for other in kept
        )


def test_overlaps_are_settled_alike_whatever_the_order() -> None:
    """Of spans as sure as one another the first in the text stands."""
    found = [Found(0, 2, 0.5), Found(1, 3, 0.5), Found(2, 4, 0.5)]
    assert [(0, 2), (2, 4)] == [one.span for one in without_overlaps(found)]
    assert without_overlaps(found) == without_overlaps(found[::-1])
