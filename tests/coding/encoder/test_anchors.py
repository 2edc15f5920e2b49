"""Events out of an encoded document, with a toy that says what it is told to."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.advice import Advice, Opinion
from watchfloor.coding.encoder.anchors import (
    FEATURES,
    FLOOR,
    Anchor,
    _joined,
    candidates,
    chosen,
    evidence,
    hinted,
    judged,
    modes_of,
    restated,
    retyped,
    status_features,
    without_tolls,
)
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import MODE_NAMES, STATUSES, TYPES
from watchfloor.coding.encoder.model import Model
from watchfloor.vocab import plover

TEXT = "Gunmen attacked the base. The zorbing of the town went on."
WORDS = "gunmen attacked the base . bombs zorbed 12"
MODEL = toys.settled()


def anchors(text: str, model: Model = MODEL, **spans: list[str]) -> tuple[Encoded, list[Anchor]]:
    """Return a text with sure token heads, and its candidates."""
    found = toys.painted(text, model, spans)
    return found, candidates(found, Heads(model, found), toys.FITTED)


def words(encoded: Encoded, one: Anchor) -> str:
    """Return the words of an anchor."""
    return " ".join(encoded.texts[one.start : one.end])


def anchor(start: int, end: int, believed: float) -> Anchor:
    """Return an anchor of which only place and belief matter."""
    return Anchor(
        start,
        end,
        score=0.5,
        type="ASSAULT",
        status="actual",
        types=(),
        statuses=(),
        modes=(),
        trigger=None,
        verdict=None,
        believed=believed,
    )


def test_head_and_table_both_propose() -> None:
    """A word that only the head knows, and one that only the table knows, are both looked at."""
    encoded, found = anchors(TEXT, anchor=["zorbing"])
    assert ["attacked", "zorbing"] == [words(encoded, one) for one in found]
    table, head = found
    assert table.trigger is not None
    assert table.verdict is not None
    assert head.trigger is None
    assert head.verdict is None
    assert table.score < FLOOR < head.score
    assert pytest.approx(toys.SURE) == head.score


def test_a_word_that_both_know_is_one_anchor() -> None:
    """Where head and table overlap the head's span stands, with the table's trigger."""
    encoded, found = anchors(TEXT, anchor=["attacked the base"])
    assert ["attacked the base"] == [words(encoded, one) for one in found]
    assert found[0].trigger is not None


def test_marks_are_no_anchor() -> None:
    """What holds nothing but marks is no event."""
    assert [] == anchors("He left . . .", anchor=[". . ."])[1]


def test_distributions_are_those_of_the_heads() -> None:
    """Types, statuses and modes of an anchor are whole distributions, the likeliest named."""
    model = toys.settled("COERCE", "planned", ["arrest"])
    _, (one,) = anchors("Gunmen zorbed.", model, anchor=["zorbed"])
    assert ("COERCE", "planned") == (one.type, one.status)
    assert (len(TYPES), len(STATUSES)) == (len(one.types), len(one.statuses))
    assert list(plover.modes("COERCE")) == [mode for mode, _ in one.modes]
    assert pytest.approx(1.0, abs=1e-4) == sum(one.types)
    assert pytest.approx(1.0, abs=1e-4) == sum(one.statuses)
    assert ("arrest",) == modes_of(one, 0.5)


def test_modes_are_of_the_type() -> None:
    """A mode of another type is never given, however likely."""
    model = toys.settled("ASSAULT", "actual", ["firearms"])
    model.heads["mode.bias"][MODE_NAMES.index(("COERCE", "arrest"))] = 8.0
    _, (one,) = anchors("Gunmen zorbed.", model, anchor=["zorbed"])
    assert ("firearms",) == modes_of(one, 0.5)
    assert set(modes_of(one, 0.0)) == {mode for kind, mode in MODE_NAMES if kind == "ASSAULT"}


def test_belief_is_a_regression_over_the_evidence() -> None:
    """With weight on the head's log odds alone, belief is the head's probability."""
    _, found = anchors(TEXT, anchor=["zorbing"])
    assert pytest.approx(toys.SURE, abs=1e-3) == found[1].believed
    assert found[0].believed < 0.001


def test_evidence_in_its_order() -> None:
    """Each feature says what its name says."""
    encoded, (table, head) = anchors(TEXT, anchor=["zorbing"])
    hint = hinted(encoded)[0]
    types = np.full(len(TYPES), 0.01)
    types[TYPES.index("ASSAULT")] = 0.85
    by_name = dict(zip(FEATURES, evidence((1, 2), 0.02, types, hint), strict=True))
    assert pytest.approx(math.log(0.02 / 0.98)) == by_name["anchor"]
    assert pytest.approx(math.log(0.85)) == by_name["type"]
    assert (1.0, 1.0, 1.0, 1.0, 0.0) == tuple(
        by_name[name] for name in ("bias", "table", "table_agrees", "table_only", "words")
    )
    assert hint[1].row.weight - 2 == by_name["table_weight"]
    none = dict(zip(FEATURES, evidence((7, 10), 0.9, types, None), strict=True))
    assert (0.0, 0.0, 0.0, 0.0, 1.0) == tuple(
        none[name] for name in ("table", "table_agrees", "table_weight", "table_only", "words")
    )
    assert (table.start, head.start) == (1, 6)


def test_evidence_of_the_lexicon_coder() -> None:
    """Whether it codes an event here, and whether of the likeliest type."""
    types = np.full(len(TYPES), 0.01)
    types[TYPES.index("ASSAULT")] = 0.85

    def coded(opinion: Opinion | None) -> tuple[float, float]:
        seen = dict(zip(FEATURES, evidence((1, 2), 0.5, types, None, opinion), strict=True))
        return seen["coded"], seen["coded_agrees"]

    assert (0.0, 0.0) == coded(None)
    assert (1.0, 0.0) == coded(Opinion((1, 2), "COERCE", {}))
    assert (1.0, 1.0) == coded(Opinion((1, 2), "ASSAULT", {}))


def test_advice_makes_believe() -> None:
    """An anchor that the lexicon codes is believed the more, others are not."""
    found = toys.painted(TEXT, MODEL, anchor=["zorbing"])
    advised = Advice((Opinion((1, 2), "ASSAULT", {}),))
    fitted = toys.FITTED | {"accept": toys.FITTED["accept"] | {"coded": 20.0}}
    heads = Heads(MODEL, found)
    alone, with_it = candidates(found, heads, fitted), candidates(found, heads, fitted, advised)
    assert alone[0].believed < 0.1
    assert with_it[0].believed > 0.99
    assert alone[1].believed == with_it[1].believed


def test_anchors_that_touch_are_one() -> None:
    """A "rocket attack" is one event, though the head begins anew at its second word."""
    encoded, found = anchors(
        "They zorbed it in a rocket zorb .", anchor=["zorbed", "rocket", "zorb "]
    )
    assert ["zorbed", "rocket zorb"] == [words(encoded, one) for one in found]


@pytest.mark.parametrize(
    "given_spans, expected",
    [
        ([], []),
        ([(0, 1, 0.5), (1, 2, 0.9)], [(0, 2, 0.9)]),
        ([(0, 1, 0.9), (1, 2, 0.5), (2, 4, 0.1)], [(0, 4, 0.9)]),
        ([(0, 1, 0.5), (2, 3, 0.9)], [(0, 1, 0.5), (2, 3, 0.9)]),
    ],
)
def test_joined(
    given_spans: list[tuple[int, int, float]], expected: list[tuple[int, int, float]]
) -> None:
    """Spans without a word between them are one, as sure as the surest of them."""
    found = _joined([Found(*one) for one in given_spans])
    assert expected == [(one.start, one.end, one.score) for one in found]


def test_words_of_reporting_are_no_meeting() -> None:
    """Words like "he said" are no CONSULT, but may be another act of words; a meeting stays."""
    text = "The mayor said so and zorbed Lima."
    for kind, expected in (("CONSULT", ["zorbed"]), ("ACCUSE", ["said", "zorbed"])):
        encoded, found = anchors(text, toys.settled(kind), anchor=["said", "zorbed"])
        assert expected == [words(encoded, one) for one in found]
    encoded, found = anchors(text, toys.settled("CONSULT"), anchor=["mayor said"])
    assert ["mayor said"] == [words(encoded, one) for one in found]


@pytest.mark.parametrize(
    "text, kind, expected",
    [
        ("Gunmen attacked it and killed two.", "ASSAULT", ["attacked"]),
        ("Gunmen killed two. They attacked it.", "ASSAULT", ["killed", "attacked"]),
        ("Gunmen killed two and wounded three.", "ASSAULT", ["killed", "wounded"]),
        ("Gunmen attacked it; medics counted nine dead.", "ASSAULT", ["attacked"]),
        ("Medics counted nine dead.", "ASSAULT", ["counted", "dead"]),
        ("Gunmen attacked it and killed two.", "COERCE", ["attacked", "killed"]),
        ("They said it avenged Ito, whom he killed.", "ASSAULT", ["killed"]),
        ("They attacked it and avenged Ito, whom he killed.", "ASSAULT", ["attacked", "killed"]),
    ],
)
def test_a_toll_is_no_second_attack(text: str, kind: str, expected: list[str]) -> None:
    """What says "killed" beside another attack of its sentence tells its toll; alone it stands."""
    wounded = [word for word in ("wounded", "counted", "dead") if word in text]
    encoded, found = anchors(text, toys.settled(kind), anchor=wounded)
    assert expected == [words(encoded, one) for one in without_tolls(found, encoded)]


def test_the_table_s_own_type_is_weighed_up() -> None:
    """The factor is a fitted power of e; without one, or without a trigger, types stay."""
    encoded, _ = anchors(TEXT)
    beside = [hinted(encoded)[0], None]
    even = np.full((2, len(TYPES)), 1 / len(TYPES), dtype=np.float32)
    assert np.array_equal(even, retyped(even, beside, {}))
    found = retyped(even, beside, {"table_type": math.log(3.0)})
    own = TYPES.index("ASSAULT")
    assert pytest.approx(3 / (len(TYPES) + 2)) == found[0, own]
    assert pytest.approx(1 / (len(TYPES) + 2)) == found[0, own - 1]
    assert np.array_equal(even[1], found[1])
    assert (even == even[0, 0]).all()


def test_statuses_are_weighed_anew() -> None:
    """The identity leaves them as they are; weight on the lexicon's verdict moves them to it."""
    rows = np.full((2, len(STATUSES)), 0.1, dtype=np.float32)
    rows[:, 0] = 0.5
    rules = [STATUSES.index("denied"), len(STATUSES)]
    assert rows is restated(rows, rules, {})
    same = np.concatenate([np.eye(len(STATUSES)), np.zeros((len(STATUSES), 7))], axis=1)
    kept = restated(rows, rules, {"status": same.tolist()})
    assert pytest.approx(rows, abs=1e-6) == kept
    assert np.float32 == kept.dtype
    same[rules[0], len(STATUSES) + rules[0]] = 9.0
    denied, open_ = restated(rows, rules, {"status": same.tolist()})
    assert denied[rules[0]] > 0.99
    assert pytest.approx(rows[1], abs=1e-6) == open_


def test_features_of_statuses() -> None:
    """Log probabilities, never infinite, then the verdict, of which "none" is one."""
    rows = np.eye(len(STATUSES), dtype=np.float32)[:2]
    seen = status_features(rows, [1, len(STATUSES)])
    assert (2, 2 * len(STATUSES) + 1) == seen.shape
    assert np.isfinite(seen).all()
    assert [1, len(STATUSES)] == seen[:, len(STATUSES) :].argmax(axis=1).tolist()


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_certainty_is_finite(score: float) -> None:
    """Probabilities of 0 and 1 have log odds that a regression can hold."""
    types = np.zeros(len(TYPES))
    assert all(math.isfinite(value) for value in evidence((0, 1), score, types, None))


def test_nothing_given_is_nothing_judged() -> None:
    """No spans, no anchors, and no head is run on nothing."""
    encoded = toys.painted(TEXT, MODEL)
    assert [] == judged([], [], encoded, Heads(MODEL, encoded), toys.FITTED)


def test_triggers_of_the_table_as_words() -> None:
    """Triggers are handed over as words of the document, sentence after sentence."""
    text = "Gunmen attacked the U.S.-led base. Jets carried out an air strike. It rained."
    encoded = toys.encoded(text)
    spans = [span for span, _, _ in hinted(encoded)]
    assert ["attacked", "air strike"] == [
        " ".join(encoded.texts[start:end]) for start, end in spans
    ]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


ANCHORS = st.lists(
    st.builds(
        lambda start, size, believed: anchor(start, start + size, believed),
        st.integers(0, 40),
        st.integers(1, 5),
        st.floats(0, 1),
    ),
    max_size=20,
    unique_by=lambda one: (one.start, one.end),
).map(lambda found: sorted(found, key=lambda one: one.start))


@given(ANCHORS, st.floats(0, 1))
def test_the_chosen_are_believed_and_apart(found: list[Anchor], threshold: float) -> None:
    """No chosen anchor is below the threshold or overlaps another; they stand in order."""
    kept = chosen(found, threshold)
    assert all(one.believed >= threshold for one in kept)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    for one in found:
        assert (
            one in kept
            or one.believed < threshold
            or any(
                one.start < other.end and other.start < one.end and other.believed >= one.believed
                for other in kept
            )
        )


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_candidates_are_in_order(listed: list[str]) -> None:
    """Whatever the text and the weights, candidates rise and every trigger is among them."""
    text = " ".join(listed)
    model = toys.model(seed=3)
    encoded = toys.encoded(text, model)
    found = candidates(encoded, Heads(model, encoded), toys.FITTED)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for span, _, _ in hinted(encoded):
        assert any(span[0] < one.end and one.start < span[1] for one in found)
    for one in found:
        assert 0 <= one.believed <= 1
