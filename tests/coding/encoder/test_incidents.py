"""Incidents of a whole document, with sentence and window scores by hand."""

from typing import Any

import numpy as np
import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.incidents import (
    HEADS,
    Entity,
    candidates,
    incidents,
    kind_features,
    logistic,
    odds,
    relevance_features,
    scored,
)
from watchfloor.coding.encoder.labels import INCIDENTS
from watchfloor.coding.encoder.model import Floats

TEXT = "Rebels bombed a bridge in Orvale. The rebels fled. Police held two students later."
FEATURES = 13
NUMBERS: dict[str, Any] = {
    "relevance": [0.0, 1.0, 0.0, 0.0],
    "relevant": 0.5,
    "kind": [0.0, 1.0, 0.0, 0.0],
    "second": 0.5,
    "entities": [0.0, 1.0] + [0.0] * (FEATURES - 2),
    "entity": dict.fromkeys(HEADS, 0.5),
}


class Told:
    """Heads that say of sentences and windows what the test gives."""

    def __init__(self, sentences: Floats, windows: Floats) -> None:
        self.sentences, self.windows = sentences, windows

    def sentence_incidents(self) -> Floats:
        """Return the given rows, one a sentence."""
        return self.sentences

    def window_incidents(self) -> Floats:
        """Return the given rows, one a window."""
        return self.windows


def told(*rows: dict[str, float]) -> Any:
    """Return heads that give each sentence these kinds, and the window the most of them."""
    table = np.full((len(rows), len(INCIDENTS) + 1), 0.02, dtype=np.float32)
    for number, row in enumerate(rows):
        for kind, share in row.items():
            table[number, INCIDENTS.index(kind)] = share
            table[number, -1] = max(table[number, -1], share)
    return Told(table, table.max(axis=0, keepdims=True))


def text_with(**spans: list[str]) -> Encoded:
    """Return the text with these spans painted."""
    return toys.painted(TEXT, spans=spans)


def words(encoded: Encoded, entity: Entity) -> str:
    """Return the best mention of an entity."""
    start, end = entity.mentions[0]
    return " ".join(encoded.texts[start:end])


def test_a_text_without_incidents_reports_none() -> None:
    """Below the relevance that was fitted nothing is reported, whatever the spans say."""
    encoded = text_with(target=["a bridge"])
    heads = told({}, {}, {})
    assert incidents(encoded, heads, {"incidents": NUMBERS}) == []


def test_fillers_go_to_the_incident_of_their_sentence() -> None:
    """A bombed bridge belongs to the bombing, held students to the kidnapping, rebels to both."""
    encoded = text_with(target=["a bridge"], victim=["two students"], perp_ind=["Rebels"])
    heads = told({"bombing": 0.95}, {"bombing": 0.1}, {"kidnapping": 0.9})
    found = incidents(encoded, heads, {"incidents": NUMBERS})
    assert ["bombing", "kidnapping"] == [one.kind for one in found]
    by_kind = {one.kind: [words(encoded, entity) for entity in one.entities] for one in found}
    assert {"bombing": ["Rebels", "a bridge"], "kidnapping": ["Rebels", "two students"]} == {
        kind: sorted(names) for kind, names in by_kind.items()
    }


def test_one_kind_is_reported_unless_a_second_is_likely() -> None:
    """The likeliest kind stands alone where no other reaches the threshold."""
    encoded = text_with(target=["a bridge"])
    heads = told({"bombing": 0.9, "arson": 0.3}, {}, {})
    assert ["bombing"] == [one.kind for one in incidents(encoded, heads, {"incidents": NUMBERS})]


def test_the_same_words_are_one_entity() -> None:
    """Articles aside, "Rebels" and "The rebels" are two mentions of one filler."""
    encoded = text_with(perp_ind=["Rebels", "The rebels"])
    sentences = np.full((3, len(INCIDENTS) + 1), 0.5, dtype=np.float32)
    (one,) = candidates(encoded, sentences, 0.9)
    assert 2 == len(one.mentions)
    assert FEATURES == len(one.features)


def test_of_overlapping_fillers_of_one_head_the_surer_stays() -> None:
    """Two proposals over the same words can't both be fillers of one role."""
    low = Entity("victim", ((3, 5),), 0.0, (1.0, 0.1))
    high = Entity("victim", ((4, 5),), 0.0, (1.0, 2.0))
    other = Entity("target", ((4, 5),), 0.0, (1.0, 1.0))
    kept = scored([low, high, other], {"entities": [0.0, 1.0]})
    assert [("victim", ((4, 5),)), ("target", ((4, 5),))] == [
        (one.head, one.mentions) for one in kept
    ]


def test_features_are_log_odds_of_the_most_telling_sentences() -> None:
    """The first feature after the bias is the best sentence's, the last the best window's."""
    heads = told({"arson": 0.9}, {"arson": 0.5}, {})
    number = INCIDENTS.index("arson")
    found = kind_features(number, heads.sentence_incidents(), heads.window_incidents())
    assert found[0] == 1.0
    assert found[1] == pytest.approx(odds(0.9), abs=1e-5)
    assert found[3] == pytest.approx(odds(0.9), abs=1e-5)
    whole = relevance_features(heads.sentence_incidents(), heads.window_incidents())
    assert whole == pytest.approx(found, abs=1e-5)


def test_odds_are_bounded_and_a_regression_gives_a_probability() -> None:
    """Certainty is five, and no weights are even odds."""
    assert odds(1.0) == pytest.approx(5.0, abs=0.01)
    assert odds(0.0) == pytest.approx(-5.0, abs=0.01)
    assert logistic([1.0, 2.0], [0.0, 0.0]) == 0.5
