"""Who only holds whom an act befalls is not its actor."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.holders import only_dated, only_holds, without_holders


@pytest.mark.parametrize(
    "text, who, anchor, expected",
    [
        ("A strike killed prisoners held by the rebels.", "the rebels", "killed", True),
        ("Two men held captive since May by rebels were freed.", "rebels", "freed", True),
        ("The release of men detained by the rebels was asked.", "the rebels", "release", True),
        ("Two men were held by the rebels and killed.", "the rebels", "killed", False),
        ("Two men held by the rebels fled.", "the rebels", "held", False),
        ("Two men were killed by the rebels.", "the rebels", "killed", False),
        ("The rebels killed prisoners held by the army.", "The rebels", "killed", False),
    ],
)
def test_an_agent_of_holding_did_only_that(
    text: str, who: str, anchor: str, expected: bool
) -> None:
    """A participle beside its noun has its own agent; a finite one may share it."""
    encoded = toys.encoded(text)
    span, act = (toys.place_of(encoded, text, one) for one in (who, anchor))
    assert expected is only_holds(span, act, encoded)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ana Lima was head of it at the time of the raid.", True),
        ("Ana Lima was head of it before the raid.", False),
        ("Head of it at the time of the raid was Ana Lima.", False),
    ],
)
def test_an_act_that_only_dates_has_no_actor_there(text: str, expected: bool) -> None:
    """Who held an office when it happened did not do it."""
    encoded = toys.encoded(text)
    span, act = (toys.place_of(encoded, text, one) for one in ("Ana Lima", "raid"))
    assert expected is only_dated(span, act, encoded)


def test_he_leaves_the_actors() -> None:
    """The other fillers stay as they are."""
    text = "A strike killed prisoners held by the rebels."
    encoded = toys.encoded(text)
    one = Filler(toys.place_of(encoded, text, "the rebels"), 0.7)
    held = without_holders(
        {"actor": (one,), "recipient": (one,)}, toys.place_of(encoded, text, "killed"), encoded
    )
    assert {"actor": (), "recipient": (one,)} == held
