"""Who only tells of a deed is not its actor."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.tellers import only_tells, without_tellers


@pytest.mark.parametrize(
    "text, who, expected",
    [
        ("Rockets hit the port, the fleet said.", "the fleet", True),
        ("Rockets hit the port, said the fleet.", "the fleet", True),
        ("Rockets hit the port, according to the fleet.", "the fleet", True),
        ("The fleet said on Monday that rockets hit the port.", "The fleet", True),
        ("The fleet said rockets hit the port and that it had no losses.", "The fleet", True),
        ("The fleet said rockets hit the port in a raid it led.", "The fleet", False),
        ("The fleet said it hit the port.", "The fleet", False),
        ("The fleet said its crews hit the port.", "The fleet", False),
        ("“We hit the port,” the fleet said.", "the fleet", False),
        ("The fleet said talks were over and hit the port.", "The fleet", False),
        ("The fleet hit the port, the mayor said.", "The fleet", False),
        ("The fleet announced that it hit the port.", "The fleet", False),
    ],
)
def test_who_speaks_of_others_only_tells(text: str, who: str, expected: bool) -> None:
    """He does the deed as well where he speaks of himself or goes on to act."""
    encoded = toys.encoded(text)
    span, anchor = (toys.place_of(encoded, text, one) for one in (who, "hit"))
    assert expected is only_tells(span, anchor, encoded)


def test_who_only_tells_is_whom_the_report_rests_on() -> None:
    """He leaves the actors and joins those who report the event."""
    text = "Rockets hit the port, the fleet said."
    encoded = toys.encoded(text)
    one = Filler(toys.place_of(encoded, text, "the fleet"), 0.7)
    held = without_tellers({"actor": (one,)}, toys.place_of(encoded, text, "hit"), encoded)
    assert {"actor": (), "attributed_to": (one,)} == held


@pytest.mark.parametrize(
    "text, who, expected",
    [
        ("Soldiers repelled an attack on the base.", "Soldiers", 0),
        ("Soldiers beat back on Monday an attack on the base.", "Soldiers", 0),
        ("Rebels were beaten back by an attack of soldiers.", "Rebels", 1),
        ("Soldiers repelled rebels, and an attack on the base failed.", "Soldiers", 1),
        ("Army spokesman Bo Lima said they led an attack.", "Army spokesman Bo Lima", 0),
        ("Army chief Bo Lima said they led an attack.", "Army chief Bo Lima", 1),
    ],
)
def test_who_repels_or_speaks_for_others_is_no_actor(text: str, who: str, expected: int) -> None:
    """Who beats an attack back did not make it, nor did the spokesman of those who made it."""
    encoded = toys.encoded(text)
    one = Filler(toys.place_of(encoded, text, who), 0.7)
    held = without_tellers({"actor": (one,)}, toys.place_of(encoded, text, "attack"), encoded)
    assert expected == len(held["actor"])
