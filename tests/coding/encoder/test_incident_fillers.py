"""Fillers of incidents: coupled spans, names joined, repeats told apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.incident_fillers import (
    MOST,
    Entity,
    candidates,
    coupled,
    logistic,
    odds,
    repeat_features,
    scored,
)
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import Floats

TEXT = "Rebels of the Orvale Front (OF) bombed a bridge. The rebels fled."
FEATURES = 18


def bio(*rows: tuple[float, float]) -> Floats:
    """Return the probabilities of a head from B and I of each word of the text; the rest is O."""
    words = len(toys.painted(TEXT, spans={}).words)
    told = [*rows, *[(0.0, 0.0)] * (words - len(rows))]
    return np.array([(1 - b - i, b, i) for b, i in told], dtype=np.float32)


def test_what_goes_on_is_no_more_than_began() -> None:
    """Of .9 that opens, .6 goes on and .2 of it further: the rest stops at each word."""
    encoded = toys.painted(TEXT, spans={})
    found = dict(coupled(bio((0.9, 0.0), (0.0, 0.6), (0.0, 0.2)), encoded))
    assert pytest.approx({(0, 1): 0.3, (0, 2): 0.4, (0, 3): 0.2}) == found


def test_a_span_ends_with_its_sentence() -> None:
    """However much I says, the next sentence is not reached."""
    encoded = toys.painted(TEXT, spans={})
    high = encoded.edges[0][1]
    rows = [(0.0, 0.0)] * (high - 1) + [(0.9, 0.0), (0.0, 1.0)]
    assert [(high - 1, high)] == [span for span, _ in coupled(bio(*rows), encoded)]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=8))
def test_no_more_stops_than_began(rows: list[tuple[float, float]]) -> None:
    """The masses of the spans that begin at a word sum to its B at most."""
    encoded = toys.painted(TEXT, spans={})
    told = bio(*((b, (1 - b) * i) for b, i in rows))
    sums: dict[int, float] = {}
    for (start, _), mass in coupled(told, encoded):
        sums[start] = sums.get(start, 0.0) + mass
    assert all(mass <= told[start, 1] + 1e-6 for start, mass in sums.items())


def test_the_same_words_are_one_entity() -> None:
    """Articles and capitals aside, "Rebels" and "The rebels" are two mentions of one filler."""
    encoded = toys.painted(TEXT, spans={"perp_ind": ["Rebels", "The rebels"]})
    sentences = np.full((2, len(INCIDENTS) + 1), 0.5, dtype=np.float32)
    found = [one for one in candidates(encoded, sentences, 0.9) if 2 == len(one.mentions)]
    assert [("perp_ind", FEATURES)] == [(one.head, len(one.features)) for one in found]


def test_of_overlapping_fillers_of_one_head_the_surer_stays() -> None:
    """Two proposals over the same words can't both be fillers of one role."""
    low = Entity("victim", ((3, 5),), 0.0, (1.0, 0.1))
    high = Entity("victim", ((4, 5),), 0.0, (1.0, 2.0))
    other = Entity("target", ((4, 5),), 0.0, (1.0, 1.0))
    kept = scored([low, high, other], [0.0, 1.0])
    assert [("victim", ((4, 5),)), ("target", ((4, 5),))] == [
        (one.head, one.mentions) for one in kept
    ]


def test_what_is_hopeless_or_too_much_is_left_out() -> None:
    """A text that proposes thousands of fillers is weighed no longer than another."""
    many = [Entity("victim", ((at, at + 1),), 0.0, (1.0, 2.0)) for at in range(3000)]
    assert MOST == len(scored(many, [0.0, 1.0]))
    assert [] == scored(many, [0.0, -3.0])


def test_a_repeat_is_seen_by_its_words_and_its_brackets() -> None:
    """The letters in brackets are the name before them, which "Front" shares a word with."""
    encoded = toys.painted(TEXT, spans={})

    def entity(words: str, score: float) -> Entity:
        return Entity("perp_org", (toys.place_of(encoded, TEXT, words),), score, ())

    named = [entity("Orvale Front", 0.9), entity("OF", 0.5), entity("Front", 0.4)]
    first, letters, part = repeat_features(named, encoded, 0.5)
    assert [0.0, 0.0, 0.0] == first[2:5]
    assert [0.0, 1.0] == letters[3:5]
    assert 1.0 == part[3]
    assert first[2] < letters[2] < part[2]


def test_odds_are_bounded_and_a_regression_gives_a_probability() -> None:
    """Certainty is five, and no weights are even odds."""
    assert odds(1.0) == pytest.approx(5.0, abs=0.01)
    assert odds(0.0) == pytest.approx(-5.0, abs=0.01)
    assert logistic([1.0, 2.0], [0.0, 0.0]) == 0.5
