"""What words settle of the anchors of a text, with a toy."""

import numpy as np
import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.labels import STATUSES, TYPES
from watchfloor.coding.encoder.settled import (
    bystanders,
    indefinite,
    intended,
    restated,
    retyped,
    spoken,
    telling,
    undecided,
    undenied,
)

FOILED = "Guards foiled a raid on the port. Rebels denied any role in a bombing."


def test_stopped_is_attempted_and_disowned_is_not_denied() -> None:
    """An assault that was foiled is attempted; one in which a part is denied keeps the rest."""
    encoded = toys.encoded(FOILED)
    given = [toys.place_of(encoded, FOILED, one) for one in ("raid", "bombing", "Guards")]
    statuses = np.full((3, len(STATUSES)), 1 / len(STATUSES), dtype=np.float32)
    types = np.eye(len(TYPES), dtype=np.float32)[[TYPES.index("ASSAULT")] * 3]
    found = restated(statuses, types, given, spoken(encoded))
    assert 1.0 == found[0, STATUSES.index("attempted")]
    assert 0.0 == found[1, STATUSES.index("denied")]
    assert found[1].sum() == pytest.approx(1.0)
    assert (statuses[2] == found[2]).all()


def test_the_table_types_what_was_stopped() -> None:
    """What the table calls an assault is one where it was foiled, whatever the type head says."""
    encoded = toys.encoded(FOILED)
    given = [toys.place_of(encoded, FOILED, one) for one in ("raid", "bombing")]
    types = np.eye(len(TYPES), dtype=np.float32)[[TYPES.index("PROTEST")] * 2]
    found = retyped(types, given, ["ASSAULT", "ASSAULT"], spoken(encoded))
    assert ["ASSAULT", "PROTEST"] == [TYPES[at] for at in found.argmax(axis=-1)]


@pytest.mark.parametrize(
    "anchor, role, expected",
    [
        ("raid", "actor", ["Guards"]),
        ("raid", "attributed_to", []),
        ("bombing", "actor", ["Rebels denied any role in"]),
        ("bombing", "attributed_to", ["Rebels denied any role in"]),
        ("bombing", "recipient", []),
    ],
)
def test_who_stands_aside(anchor: str, role: str, expected: list[str]) -> None:
    """The foiler is no actor, and may report; whoever denies a part is neither."""
    encoded = toys.encoded(FOILED)
    span = toys.place_of(encoded, FOILED, anchor)
    found = bystanders(span, role, spoken(encoded))
    assert expected == [" ".join(encoded.texts[slice(*one)]) for one in found]


def test_foiled_tells_of_another_act() -> None:
    """The verb is no act of its own beside what it stopped, and stands where that is no anchor."""
    encoded = toys.encoded(FOILED)
    foiled, raid = (toys.place_of(encoded, FOILED, one) for one in ("foiled", "raid"))
    known = spoken(encoded)
    assert telling(foiled, [foiled, raid], known)
    assert not telling(foiled, [foiled], known)
    assert not telling(raid, [foiled, raid], known)


@pytest.mark.parametrize(
    "words, shares, expected",
    [
        ("respond to any attack", (0.9, 0.0, 0.1), "hypothetical"),
        ("respond to any further attack", (0.9, 0.0, 0.1), "hypothetical"),
        ("denied any such attack", (0.5, 0.4, 0.1), "denied"),
        ("any attack", (1.0, 0.0, 0.0), "hypothetical"),
        ("in any case the attack", (0.9, 0.0, 0.1), "actual"),
        ("any case attack", (0.9, 0.0, 0.1), "actual"),
        ("an attack", (0.9, 0.0, 0.1), "actual"),
    ],
)
def test_any_act_is_none_that_happened(
    words: str, shares: tuple[float, float, float], expected: str
) -> None:
    """Of the statuses behind "any" the likeliest that is no happening holds."""
    texts = words.split()
    given = np.zeros((1, len(STATUSES)), dtype=np.float32)
    for name, share in zip(("actual", "denied", "hypothetical"), shares, strict=True):
        given[0, STATUSES.index(name)] = share
    found = indefinite(given, [(len(texts) - 1, len(texts))], texts)
    assert expected == STATUSES[int(np.argmax(found[0]))]
    assert float(found[0].sum()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text, status",
    [
        ("Troops will leave in two years.", "planned"),
        ("Troops will not leave in two years.", "denied"),
        ("The report is a hoax. Troops will leave.", "denied"),
        ("Troops won't leave.", "denied"),
        ("Troops were to leave.", "denied"),
    ],
)
def test_without_a_word_that_denies_nothing_is_denied(text: str, status: str) -> None:
    """What will be is no denial where neither the sentence nor its neighbours deny."""
    encoded = toys.encoded(text)
    statuses = np.full((1, len(STATUSES)), 0.02, dtype=np.float32)
    statuses[0, STATUSES.index("denied")], statuses[0, STATUSES.index("planned")] = 0.6, 0.3
    found = undenied(statuses, [toys.place_of(encoded, text, "leave")], encoded)
    assert status == STATUSES[int(found[0].argmax())]


@pytest.mark.parametrize(
    "text, status",
    [
        ("The army plans to leave in May.", "planned"),
        ("The army plans to soon leave.", "planned"),
        ("The army plans to leave if it can.", "hypothetical"),
        ("The army never planned to leave.", "hypothetical"),
        ("The army is told to leave.", "hypothetical"),
    ],
)
def test_what_somebody_plans_to_do_is_planned(text: str, status: str) -> None:
    """Unless a condition or a denial stands in the sentence."""
    encoded = toys.encoded(text)
    statuses = np.full((1, len(STATUSES)), 0.02, dtype=np.float32)
    statuses[0, STATUSES.index("hypothetical")] = 0.9
    found = intended(statuses, [toys.place_of(encoded, text, "leave")], encoded)
    assert status == STATUSES[int(found[0].argmax())]


@pytest.mark.parametrize(
    "text, status",
    [
        ("They were told that the attack had begun or would begin soon.", "planned"),
        ("They were told that the attack will end or will go on.", "planned"),
        ("They were told that the attack had begun or ended.", "actual"),
        ("They said the attack had begun. Or would they?", "actual"),
    ],
)
def test_what_has_begun_or_would_begin_is_not_yet(text: str, status: str) -> None:
    """Who leaves it open whether an act has begun does not say that it has."""
    encoded = toys.encoded(text)
    statuses = np.full((1, len(STATUSES)), 0.02, dtype=np.float32)
    statuses[0, STATUSES.index("actual")] = 0.9
    found = undecided(statuses, [toys.place_of(encoded, text, "attack")], encoded)
    assert status == STATUSES[int(found[0].argmax())]
