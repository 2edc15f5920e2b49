"""Who is to do what is asked."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.controls import with_asked
from watchfloor.coding.encoder.fillers import Filler, Fillers


def asked(text: str, whom: str, *, kind: str = "REQUEST") -> str:
    """Return the actor of the sending of a text in which the envoy is held to be it."""
    encoded = toys.encoded(text)
    spans = [toys.place_of(encoded, text, one) for one in ("urged", "send")]
    kept: list[Any] = [
        SimpleNamespace(start=start, end=end, type=one)
        for (start, end), one in zip(spans, (kind, "AID"), strict=True)
    ]
    one, envoy = (Filler(toys.place_of(encoded, text, name), 0.9) for name in (whom, "envoy"))
    roles: list[Fillers] = [{"recipient": (one,)}, {"actor": (envoy,)}]
    (actor,) = with_asked(kept, roles, encoded)[1]["actor"]
    return encoded.texts[actor.span[0]]


@pytest.mark.parametrize(
    "text, whom, actor",
    [
        ("The envoy urged Oman to send rice.", "Oman", "Oman"),
        ("The envoy urged Oman, whom Chad backs, to send rice.", "Oman", "Oman"),
        ("The envoy urged Oman to meet and send rice.", "Oman", "envoy"),
        ("Oman heard that the envoy urged to send rice.", "Oman", "envoy"),
        ("The envoy urged Oman. It may send rice.", "Oman", "envoy"),
    ],
)
def test_who_is_asked_is_to_act(text: str, whom: str, actor: str) -> None:
    """The act right behind the first "to" after whom is asked is his; others keep their actors."""
    assert asked(text, whom) == actor


def test_other_acts_ask_nobody() -> None:
    """Only who requests has others act."""
    assert asked("The envoy urged Oman to send rice.", "Oman", kind="AID") == "envoy"
