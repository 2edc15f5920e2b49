"""Incidents of a whole document, with sentence and window scores by hand."""

from typing import Any

import numpy as np
import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.binding import FEATURES as PAIR
from watchfloor.coding.encoder.binding import Sentences
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.incident_fillers import Entity, odds
from watchfloor.coding.encoder.incidents import Incident, Votes, incidents, with_tellers
from watchfloor.coding.encoder.labels import INCIDENTS

TEXT = "Rebels bombed a bridge in Orvale. The rebels fled. Police held two students later."
FILLER, REPEAT, KIND = 18, 14, 10
APART = [2.0 if name == "same_sentence" else 0.0 for name in PAIR]
NUMBERS: dict[str, Any] = {
    "relevance": [0.0, 1.0, 0.0, 0.0],
    "relevant": 0.5,
    "kind": [0.0, 1.0, 0.0, 0.0],
    "second": 1.01,
    "entities": [0.0, 1.0] + [0.0] * (FILLER - 2),
    "repeats": [0.0, 1.0] + [0.0] * (REPEAT - 2),
    "entity": 0.5,
    "pairs": APART,
    "link": 0.6,
    "attach": 0.6,
    "kinds": [1.0] + [0.0] * (KIND - 1),
}
"""What the heads say is believed, and fillers of one sentence belong together."""


def votes(*rows: dict[str, float]) -> Votes:
    """Return votes that give each sentence these kinds, and the window the most of them."""
    table = np.full((len(rows), len(INCIDENTS) + 1), 0.02, dtype=np.float32)
    for number, row in enumerate(rows):
        for kind, share in row.items():
            table[number, INCIDENTS.index(kind)] = share
            table[number, -1] = max(table[number, -1], share)
    modes = np.zeros((len(rows), len(INCIDENTS)), dtype=np.float32)
    return Votes(table, table.max(axis=0, keepdims=True), modes)


def told(encoded: Encoded, given: Votes, **numbers: float) -> list[Incident]:
    """Return the incidents of a text whose names nobody marked."""
    around = Sentences.of(encoded, [], TEXT)
    return incidents(encoded, given, around, {"incidents": NUMBERS | numbers})


def words(encoded: Encoded, entity: Entity) -> str:
    """Return the best mention of an entity."""
    start, end = entity.mentions[0]
    return " ".join(encoded.texts[start:end])


def listed(encoded: Encoded, found: list[Incident]) -> list[tuple[str, list[str]]]:
    """Return kind and fillers of each incident."""
    return [(one.kind, sorted(words(encoded, it) for it in one.entities)) for one in found]


def test_a_text_without_incidents_reports_none() -> None:
    """Below the relevance that was fitted nothing is reported, whatever the spans say."""
    encoded = toys.painted(TEXT, spans={"target": ["bridge"]})
    assert told(encoded, votes({}, {}, {})) == []


def test_fillers_that_stand_apart_are_of_two_incidents() -> None:
    """A bombed bridge and students held two sentences on; who acted beside one did that."""
    painted = {"target": ["bridge"], "victim": ["two students"], "perp_ind": ["Rebels"]}
    encoded = toys.painted(TEXT, spans=painted)
    found = told(encoded, votes({"bombing": 0.95}, {"bombing": 0.1}, {"kidnapping": 0.9}))
    expected = [("bombing", ["Rebels", "bridge"]), ("kidnapping", ["two students"])]
    assert expected == listed(encoded, found)


def test_a_culprit_that_fits_well_is_of_every_incident() -> None:
    """Whoever reaches the threshold of both incidents did both."""
    painted = {"target": ["bridge"], "victim": ["two students"], "perp_ind": ["Rebels"]}
    encoded = toys.painted(TEXT, spans=painted)
    given = votes({"bombing": 0.95}, {}, {"kidnapping": 0.9})
    found = listed(encoded, told(encoded, given, attach=0.5))
    assert [["Rebels", "bridge"], ["Rebels", "two students"]] == [names for _, names in found]


def test_two_incidents_may_be_of_one_kind() -> None:
    """A second bombing is a bombing of its own."""
    encoded = toys.painted(TEXT, spans={"target": ["bridge"], "victim": ["two students"]})
    found = told(encoded, votes({"bombing": 0.95}, {}, {"bombing": 0.9}))
    assert [("bombing", ["bridge"]), ("bombing", ["two students"])] == listed(encoded, found)


def test_the_sentence_that_names_a_core_tells_most_of_an_incident() -> None:
    """However telling another sentence is, the event is looked for beside its fillers."""
    encoded = toys.painted(TEXT, spans={"victim": ["two students"]})
    (one,) = told(encoded, votes({"kidnapping": 0.95}, {}, {"kidnapping": 0.9}))
    assert 2 == int(np.argmax(one.sentences))


def test_a_kind_without_fillers_is_reported_if_it_is_likely() -> None:
    """What the text tells without a victim or a target is done by the text's culprits."""
    encoded = toys.painted(TEXT, spans={"target": ["bridge"], "perp_ind": ["Rebels"]})
    given = votes({"bombing": 0.9}, {}, {"kidnapping": 0.8})
    found = told(encoded, given, second=0.5)
    assert [("bombing", ["Rebels", "bridge"]), ("kidnapping", ["Rebels"])] == listed(encoded, found)
    assert ["bombing"] == [one.kind for one in told(encoded, given, second=0.95)]


def test_a_text_without_cores_reports_one_incident() -> None:
    """Culprits alone are those of one incident, of the kind that the whole text says."""
    encoded = toys.painted(TEXT, spans={"perp_ind": ["Rebels"], "weapon": ["students"]})
    found = told(encoded, votes({"arson": 0.9}, {}, {}))
    assert [("arson", ["Rebels", "students"])] == listed(encoded, found)


def test_features_are_log_odds_of_the_most_telling_sentences() -> None:
    """The first feature after the bias is the best sentence's, the last the best window's."""
    given = votes({"arson": 0.9}, {"arson": 0.5}, {})
    found = given.kind(INCIDENTS.index("arson"))
    assert found[0] == 1.0
    assert found[1] == pytest.approx(odds(0.9), abs=1e-5)
    assert found[3] == pytest.approx(odds(0.9), abs=1e-5)
    assert given.relevance() == pytest.approx(found, abs=1e-5)
    assert (len(INCIDENTS), KIND) == given.kinds_of([0, 1]).shape


def act(start: int, believed: float, kind: str = "ASSAULT") -> Anchor:
    """Return an anchor of one word, of which only place, type and belief matter."""
    return Anchor(
        start,
        start + 1,
        score=0.5,
        type=kind,
        status="actual",
        types=(),
        statuses=(),
        modes=(),
        trigger=None,
        verdict=None,
        believed=believed,
    )


def test_an_incident_without_an_event_is_told_by_its_likeliest_anchor() -> None:
    """Nobody believed that "held" is an assault; the students in its sentence vouch for it."""
    encoded = toys.painted(TEXT, spans={})
    bombed, held, later = act(1, 0.9), act(12, 0.2), act(15, 0.1)
    given = [bombed, held, later]
    first = Incident("bombing", 0.9, (1.9, 0.0, 0.0))
    second = Incident("kidnapping", 0.9, (0.0, 0.0, 1.9))
    assert [bombed] == with_tellers([bombed], given, [first], encoded)
    assert [bombed, held] == with_tellers([bombed], given, [first, second], encoded)
    assert given == with_tellers([bombed], given, [first, second, second], encoded)
    assert [held] == with_tellers([held], given, [second], encoded)


def test_only_assaults_of_some_belief_tell_incidents() -> None:
    """A meeting tells no bombing, and what is all but impossible is not made an event."""
    encoded = toys.painted(TEXT, spans={})
    one = Incident("bombing", 0.9, (1.9, 0.0, 0.0))
    assert [] == with_tellers([], [act(1, 0.01), act(3, 0.9, "CONSULT")], [one], encoded)
