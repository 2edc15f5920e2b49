"""The border of two states as a place."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.borders import with_borders
from watchfloor.coding.encoder.fillers import Filler, Fillers


def placed(text: str, roles: list[Fillers]) -> list[str | None]:
    """Return the place of the acts "raid" and "struck" of a text."""
    encoded = toys.encoded(text)
    acts: list[Any] = [
        SimpleNamespace(start=start, end=end)
        for start, end in (toys.place_of(encoded, text, one) for one in ("raid", "struck"))
    ]
    held = [one.get("place") for one in with_borders(acts, roles, encoded)]
    return [" ".join(encoded.texts[slice(*one[0].span)]) if one else None for one in held]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("After a raid jets struck huts along the Iraq-Syria border.", "Iraq - Syria border"),
        ("After a raid jets struck huts near the Chad–Sudan frontier.", "Chad – Sudan frontier"),
        ("After a raid jets struck huts of the Iraq-Syria border guard.", None),
        ("After a raid jets struck huts along the north-west border.", None),
        ("A raid. It struck. It lies along the Iraq-Syria border.", None),
    ],
)
def test_a_border_is_where_the_last_act_before_it_was(text: str, expected: str | None) -> None:
    """Between two states that are named, behind a preposition of place, in the same sentence."""
    assert [None, expected] == placed(text, [{}, {}])


def test_a_place_that_was_found_stays() -> None:
    """What the heads found is surer."""
    text = "After a raid jets struck huts along the Iraq-Syria border."
    known: Fillers = {"place": (Filler((0, 1), 0.9),)}
    assert [None, "After"] == placed(text, [{}, known])
