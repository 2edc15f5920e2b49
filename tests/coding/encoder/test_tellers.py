"""Who only tells of a deed is not its actor."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.tellers import claimed_by_nobody, only_tells, without_tellers


@pytest.mark.parametrize(
    "text, who, expected",
    [
        ("Rockets hit the port, the fleet said.", "the fleet", True),
        ("Rockets hit the port, said the fleet.", "the fleet", True),
        ("Rockets hit the port, according to the fleet.", "the fleet", True),
        ("The fleet said on Monday that rockets hit the port.", "The fleet", True),
        ("The fleet, which held the pier, said that rockets hit the port.", "The fleet", True),
        (
            "The fleet, who won, say the raid that hit it cost 9: 4 of their own.",
            "The fleet",
            False,
        ),
        ("The men, who won, say the raid that hit Teb cost 9: 4 of their own.", "The men", True),
        ("The fleet said rockets hit the port and that it had no losses.", "The fleet", True),
        ("The fleet said rockets hit the port in a raid it led.", "The fleet", False),
        ("The fleet said it hit the port.", "The fleet", False),
        ("The fleet said its crews hit the port.", "The fleet", False),
        ("“We hit the port,” the fleet said.", "the fleet", False),
        ("The fleet said talks were over and hit the port.", "The fleet", False),
        ("The fleet hit the port, the mayor said.", "The fleet", False),
        ("The spokesman said they hit the port.", "The spokesman", True),
        ("The rebels said they hit the port.", "The rebels", False),
        ("The fleet announced that it hit the port.", "The fleet", False),
        ("The spokesman confirmed that two men hit the port.", "The spokesman", True),
        ("The fleet confirmed that two crews hit the port.", "The fleet", False),
        ("The fleet, a group of ships, said that two men hit the port.", "The fleet", True),
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


@pytest.mark.parametrize(
    "text, anchor, expected",
    [
        ("No group has claimed the attack.", "attack", True),
        ("Nobody has yet claimed the two deadly bomb attacks.", "attacks", True),
        ("The group has not claimed responsibility for the attack.", "attack", True),
        ("The group claimed the attack.", "attack", False),
        ("The group did not claim that the attack failed.", "attack", False),
        ("The attack was not claimed.", "attack", False),
    ],
)
def test_what_nobody_claims_happened(text: str, anchor: str, expected: bool) -> None:
    """Words of claiming that are denied leave the deed behind them as it was."""
    encoded = toys.encoded(text)
    assert expected is claimed_by_nobody(toys.place_of(encoded, text, anchor), encoded)
