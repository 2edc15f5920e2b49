"""Which fillers belong together: what stands between two of them, and clusters."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.binding import (
    FEATURES,
    Sentences,
    Sighting,
    clusters,
    pair_features,
)
from watchfloor.coding.encoder.decode import Found

TEXT = (
    "On Monday rebels bombed a bridge and a depot in Orvale.\n\n"
    "Meanwhile, in Gao, gunmen shot a priest on Tuesday."
)


def between(one: str, other: str) -> dict[str, float]:
    """Return the features of two targets by name."""
    encoded = toys.painted(TEXT, spans={})
    towns = [Found(*toys.place_of(encoded, TEXT, name), 0.9, "LOC") for name in ("Orvale", "Gao")]
    around = Sentences.of(encoded, towns, TEXT)
    left, right = (
        Sighting("target", (toys.place_of(encoded, TEXT, words),)) for words in (one, other)
    )
    found = pair_features(left, right, encoded, around)
    assert found == pair_features(right, left, encoded, around)
    return dict(zip(FEATURES, found, strict=True))


def test_neighbours_of_a_list_have_nothing_between_them() -> None:
    """A bridge and a depot: one sentence, one place, one day, a conjunction between."""
    found = between("bridge", "depot")
    assert 1.0 == found["same_sentence"] == found["listed"] == found["shared"]
    assert 0.0 == found["other_place"] == found["paragraphs"] == found["turns_between"]
    assert 2.0 == found["targets"]


def test_another_place_day_and_paragraph_stand_between_two_incidents() -> None:
    """A bridge in Orvale on Monday, a priest in Gao on Tuesday."""
    found = between("bridge", "priest")
    assert 1.0 == found["next_sentence"] == found["other_place"] == found["other_date"]
    assert 0.0 == found["same_place"] == found["same_date"] == found["shared"]
    told = ("paragraphs", "turns_between", "places_between", "dates_between")
    assert all(found[name] > 0 for name in told)


def test_clusters_join_by_their_mean() -> None:
    """0 and 1 are one; 2 fits one of them well and the other not at all."""
    chance = {(0, 1): 0.9, (0, 2): 0.0, (1, 2): 0.8}
    assert [[0, 1], [2]] == clusters([0, 1, 2], chance, 0.5)
    assert [[0, 1, 2]] == clusters([0, 1, 2], chance, 0.4)
    assert [[0], [1], [2]] == clusters([0, 1, 2], chance, 0.95)
    assert [] == clusters([], {}, 0.5)


@given(st.integers(0, 7), st.data())
def test_clusters_part_the_items(size: int, data: st.DataObject) -> None:
    """Whatever the chances, each item is in one cluster, in order."""
    chance = {pair: data.draw(st.floats(0, 1)) for pair in combinations(range(size), 2)}
    found = clusters(range(size), chance, 0.5)
    assert list(range(size)) == sorted(item for one in found for item in one)
    assert found == sorted(found)
    assert all(one == sorted(one) for one in found)
