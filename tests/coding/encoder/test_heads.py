"""The small heads: their arithmetic against `math`, their rules."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.encoded import softmax
from watchfloor.coding.encoder.heads import Heads, between, gelu, sigmoid
from watchfloor.coding.encoder.labels import (
    CLAIM_KINDS,
    GROUPS,
    INCIDENTS,
    MODE_NAMES,
    ROLE_GROUP,
    ROLES,
    ROOTS,
    STATUSES,
    TYPES,
)
from watchfloor.coding.encoder.model import Floats

TEXT = "Gunmen attacked the base on Monday. The army denied that two men were hurt."
NUMBERS = st.floats(-60, 60, width=32)


def array(*values: float) -> Floats:
    """Return numbers as the heads hold them."""
    return np.array(values, dtype=np.float32)


def heads(seed: int = 0) -> Heads:
    """Return heads with random weights over a small text."""
    model = toys.model(seed=seed)
    return Heads(model, toys.encoded(TEXT, model))


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_gelu(values: list[float]) -> None:
    """The approximation of the error function is exact to a millionth."""
    expected = [0.5 * x * (1 + math.erf(x / math.sqrt(2))) for x in values]
    found = gelu(array(*values))
    assert np.float32 == found.dtype
    np.testing.assert_allclose(expected, found, rtol=1e-5, atol=2e-6)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_sigmoid(values: list[float]) -> None:
    """Probabilities are those of the logistic function, and stay within 0..1."""
    expected = [1 / (1 + math.exp(-x)) for x in values]
    found = sigmoid(array(*values))
    assert np.float32 == found.dtype
    np.testing.assert_allclose(expected, found, rtol=1e-5, atol=1e-7)


def test_sigmoid_of_hostile_numbers() -> None:
    """No logit is too large."""
    np.testing.assert_allclose([0, 0.5, 1], sigmoid(array(-1e30, 0, 1e30)), atol=1e-9)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_softmax(values: list[float]) -> None:
    """Shares are exponentials over their sum."""
    powers = [math.exp(x - max(values)) for x in values]
    expected = [power / sum(powers) for power in powers]
    np.testing.assert_allclose(expected, softmax(array(*values)), rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ((0, 2), (5, 6), (2, 5)),
        ((5, 6), (0, 2), (2, 5)),
        ((0, 2), (2, 4), (0, 2)),
        ((2, 4), (0, 2), (2, 4)),
        ((0, 4), (1, 2), (0, 4)),
    ],
)
def test_between(one: tuple[int, int], other: tuple[int, int], expected: tuple[int, int]) -> None:
    """The words between two spans; the first span where there are none."""
    assert expected == between(one, other)


def test_every_head_has_one_column_a_label() -> None:
    """Types, modes, statuses, claims, roots and incidents have their labels' number."""
    found = heads()
    spans = [(0, 1), (3, 5), (8, 12)]
    features = found.event(spans)
    assert (3, 2 * toys.WIDTH) == features.shape
    assert (3, len(TYPES)) == found.types(features).shape
    assert (3, len(MODE_NAMES)) == found.modes(features).shape
    assert (3, len(STATUSES)) == found.statuses(features, [0, 3, len(STATUSES)]).shape
    assert (3, len(CLAIM_KINDS)) == found.claims(spans).shape
    assert (3, len(ROOTS)) == found.roots(spans).shape
    assert (2, len(INCIDENTS) + 1) == found.sentence_incidents().shape
    assert (1, len(INCIDENTS) + 1) == found.window_incidents().shape


def test_distributions_sum_to_one() -> None:
    """Heads that choose one label share out 1; heads of labels on their own stay within 0..1."""
    found = heads()
    spans = [(0, 1), (3, 5)]
    features = found.event(spans)
    for rows in (
        found.types(features),
        found.statuses(features, [0, 6]),
        found.claims(spans),
        found.roots(spans),
    ):
        np.testing.assert_allclose(np.ones(len(rows)), rows.sum(-1), atol=1e-5)
    for rows in (found.modes(features), found.sentence_incidents(), found.window_incidents()):
        assert ((rows >= 0) & (rows <= 1)).all()


def test_an_event_is_its_words_and_its_sentence() -> None:
    """The features of an anchor are the mean of its words and the mean of its sentence."""
    found = heads()
    encoded = found.encoded
    expected = np.concatenate([encoded.mean([(1, 2)]), encoded.mean([encoded.edges[0]])], axis=-1)
    np.testing.assert_array_equal(expected, found.event([(1, 2)]))


def test_the_status_head_hears_the_lexicon() -> None:
    """The verdict of the rules is an input: another verdict, another distribution."""
    found = heads()
    features = found.event([(1, 2), (1, 2), (1, 2)])
    one, same, other = found.statuses(features, [0, 0, 5])
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("seed", range(3))
def test_a_role_is_filled_from_its_own_group_only(seed: int) -> None:
    """Whatever the weights, a date is never an actor: roles of other groups have probability 0."""
    found = heads(seed)
    spans = [(0, 1, number) for number in range(len(GROUPS))]
    pairs = [(0, place) for place in range(len(spans))]
    scores = found.roles([(1, 2, 3)], spans, pairs)
    assert (len(GROUPS), len(ROLES)) == scores.shape
    for group, row in enumerate(scores):
        allowed = np.array(ROLE_GROUP) == group
        assert (row[allowed] > 0).all()
        assert (row[~allowed] == 0).all()


def test_pairs_are_scored_on_their_own() -> None:
    """A pair's scores don't depend on the pairs scored beside it, nor on their order."""
    found = heads()
    events = [(1, 2, 3), (9, 10, 0)]
    spans = [(0, 1, 0), (2, 4, 0), (5, 6, 2), (7, 9, 0)]
    pairs = [(a, b) for a in range(2) for b in range(4)]
    together = found.roles(events, spans, pairs)
    backwards = found.roles(events, spans, pairs[::-1])[::-1]
    np.testing.assert_allclose(together, backwards, rtol=1e-5)
    for pair, row in zip(pairs, together, strict=True):
        np.testing.assert_allclose([row], found.roles(events, spans, [pair]), rtol=1e-4)


def test_side_and_distance_tell_roles_apart() -> None:
    """With the toy's settled heads what stands before an anchor acts, what stands after suffers."""
    model = toys.settled()
    found = Heads(model, toys.encoded(TEXT, model))
    actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
    before, after = found.roles([(1, 2, 3)], [(0, 1, 0), (2, 4, 0)], [(0, 0), (0, 1)])
    assert before[actor] > 0.9
    assert before[recipient] < 0.1
    assert after[recipient] > 0.9
    assert after[actor] < 0.1
