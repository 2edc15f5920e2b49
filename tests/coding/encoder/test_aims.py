"""What an attack is aimed at, by the participle behind it."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.aims import with_aims
from watchfloor.coding.encoder.fillers import Filler, Fillers


def aimed(text: str, held: Fillers, kind: str = "ASSAULT") -> list[str]:
    """Return the recipients of the raid of a text."""
    encoded = toys.encoded(text)
    start, end = toys.place_of(encoded, text, "raid")
    act: Any = SimpleNamespace(start=start, end=end, type=kind)
    found = with_aims([act], [held], encoded)[0].get("recipient", ())
    return [" ".join(encoded.texts[slice(*one.span)]) for one in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A raid by night, targeting the band's stores.", ["the band ' s stores"]),
        ("A raid, hitting a school.", ["a school"]),
        ("A raid aimed at a bus failed.", ["a bus"]),
        ("A raid that hit the port failed.", ["the port"]),
        ("A raid and a rebel group targeting farmers.", []),
        ("A raid failed.", []),
    ],
)
def test_a_participle_names_whom_an_attack_was_aimed_at(text: str, expected: list[str]) -> None:
    """Within the clause of the attack; another clause has its own."""
    assert aimed(text, {}) == expected


def test_who_was_found_stays() -> None:
    """A recipient of the heads is surer, and other acts than attacks aim at nobody."""
    assert aimed("A raid, hitting a school.", {"recipient": (Filler((0, 1), 0.9),)}) == ["A"]
    assert aimed("A raid, hitting a school.", {}, "COERCE") == []
