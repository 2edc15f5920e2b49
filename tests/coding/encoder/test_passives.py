"""The subject of a passive is whom the act befalls."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.passives import with_subjects


@pytest.mark.parametrize(
    "text, kind, who, verb, role",
    [
        ("The envoy was warned.", "THREATEN", "The envoy", "warned", "recipient"),
        ("The envoy had not been openly warned.", "THREATEN", "The envoy", "warned", "recipient"),
        ("The envoy warned them.", "THREATEN", "The envoy", "warned", "actor"),
        ("The envoy had warned them.", "THREATEN", "The envoy", "warned", "actor"),
        ("The envoy was there and warned them.", "THREATEN", "The envoy", "warned", "actor"),
        ("The men were sent home.", "MOBILIZE", "The men", "sent", "actor"),
        ("They were warned by the envoy.", "THREATEN", "the envoy", "warned", "actor"),
    ],
)
def test_who_stands_before_a_passive_is_whom_it_befalls(
    text: str, kind: str, who: str, verb: str, role: str
) -> None:
    """Not where the verb is active, parted from him, of a type without recipient, or "by" him."""
    encoded = toys.encoded(text)
    one = Filler(toys.place_of(encoded, text, who), 0.7)
    anchor = toys.place_of(encoded, text, verb)
    held = with_subjects({"actor": (one,)}, kind, anchor, encoded)
    assert (one,) == held[role]
    assert () == held.get({"actor": "recipient", "recipient": "actor"}[role], ())
