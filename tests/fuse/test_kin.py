"""The table of event words of like meaning."""

import numpy as np

from watchfloor.fuse import kin
from watchfloor.fuse.match import nearness


def numbered(*stems: str) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """Return the numbers of some stems."""
    return kin.numbers(list(stems))[:-1]


def test_words_of_like_meaning_are_alike_without_a_letter_in_common() -> None:
    """The word "blast" is near "explosion", and not near "election"."""
    one, two, other = numbered("blast", "explosion", "election")
    near, far = kin.likeness(np.array([one, one]), np.array([two, other]))
    assert near > 0.5 > far


def test_likeness_is_the_same_from_both_sides() -> None:
    """Which report stands first does not matter."""
    one, two = numbered("attack", "assault")
    pair = kin.likeness(np.array([one, two]), np.array([two, one]))
    assert pair[0] == pair[1] > 0.0


def test_an_unknown_or_equal_word_tells_nothing_here() -> None:
    """A stem that the table lacks has no number; equal anchors have features of their own."""
    found = numbered("attack", "qwxzv")
    assert kin.NONE == found[1]
    left, right = np.array([found[0], found[0]]), np.array([found[1], found[0]])
    assert [0.0, 0.0] == kin.likeness(left, right).tolist()


def test_an_absent_anchor_is_numbered_as_absent() -> None:
    """The code of an absent anchor, -1, picks the last number: NONE."""
    assert kin.NONE == kin.numbers(["attack"])[-1]


def test_a_shared_word_tells_more_beside_both_anchors() -> None:
    """The same word counts less the farther it stands, whichever report stands first."""
    codes = np.array([[1, 2, -1]] * 2, dtype=np.int32)
    worth = np.array([[1.0, 0.7, 0.0]] * 2, dtype=np.float32)
    other = np.array([[1, 3, -1], [3, 1, -1]], dtype=np.int32)
    there = nearness(codes, worth, other, worth)
    back = nearness(other, worth, codes, worth)
    assert there[0] > there[1] > 0.0
    assert there.tolist() == back.tolist()
