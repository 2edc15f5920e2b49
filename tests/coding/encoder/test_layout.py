"""How candidates stand to anchors and to each other."""

import numpy as np

from tests.coding.encoder import toys
from watchfloor.coding.encoder.anchors import candidates as anchors_of
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.fillers import candidates
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import ROLES
from watchfloor.coding.encoder.layout import Rivalry, odds, qualifying

MODEL = toys.settled()
MARGIN, BETWEEN, RIVAL, TELLS_DEED, TELLS_WORD = range(5)


def rivals(scores: dict[str, tuple[float, float]]) -> tuple[Rivalry, list[str]]:
    """Return the comparison of two candidates of one attack, by (actor, recipient) scores."""
    encoded = toys.painted(
        "Gunmen attacked the base on Thursday.", participant=["Gunmen", "the base"]
    )
    found = candidates(encoded, names(encoded.names, encoded.edges))
    anchors = [
        one
        for one in anchors_of(encoded, Heads(MODEL, encoded), toys.FITTED)
        if encoded.texts[one.start] == "attacked"
    ]
    texts = [" ".join(encoded.texts[start:end]) for start, end, _ in found]
    pairs = [(0, texts.index(text)) for text in scores]
    table = np.zeros((len(pairs), len(ROLES)), dtype=np.float32)
    for row, (actor, recipient) in enumerate(scores.values()):
        table[row, ROLES.index("actor")] = actor
        table[row, ROLES.index("recipient")] = recipient
    return Rivalry.of(anchors, found, pairs, table, encoded), texts


def test_a_candidate_is_ahead_of_the_best_other_one() -> None:
    """The margin of the first is that of the second with the other sign."""
    rivalry, _ = rivals({"Gunmen": (0.9, 0.1), "the base": (0.2, 0.8)})
    first, second = (rivalry.features(pair, "actor")[MARGIN] for pair in (0, 1))
    assert first > 0
    assert first == -second


def test_the_opposite_role_is_told() -> None:
    """Who is likely the recipient is told to the regression of actors, and the other way round."""
    rivalry, _ = rivals({"Gunmen": (0.9, 0.1), "the base": (0.4, 0.8)})
    assert abs(3 * rivalry.features(1, "actor")[RIVAL] - odds(0.8)) < 1e-4
    assert abs(3 * rivalry.features(1, "recipient")[RIVAL] - odds(0.4)) < 1e-4
    assert rivalry.features(1, "place")[RIVAL] == 0


def test_a_teller_is_told_beside_a_deed_or_a_word_only() -> None:
    """An attack is a deed: that somebody tells of it speaks against them as its actor."""
    rivalry, _ = rivals({"Gunmen": (0.9, 0.1), "the base": (0.2, 0.8)})
    told = rivalry.features(0, "actor")
    assert told[TELLS_DEED] != 0
    assert told[TELLS_WORD] == 0
    assert rivalry.features(0, "date")[TELLS_DEED] == 0


def test_odds_stay_finite() -> None:
    """Certainty is held away from infinity."""
    assert abs(odds(0.0) + odds(1.0)) < 1e-9
    assert odds(0.5) == 0.0


def test_what_an_anniversary_is_of_stands_alone() -> None:
    """Of "the anniversary of the U.S. strike" the state qualifies the strike, and no more does."""
    texts = ("the", "second", "anniversary", "of", "the", "U.S.", "strike")
    assert (5, 6) == qualifying((0, 6), (6, 7), texts)
    assert (0, 4) == qualifying((0, 4), (4, 5), ("fighters", "of", "the", "Front", "attacked"))
    assert (0, 5) == qualifying((0, 5), (6, 7), texts)
