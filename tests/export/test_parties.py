"""What a party is in the terms of ACLED and UCDP: what it is known as, else the kind of mention."""

import pytest

from watchfloor.export.parties import Side, side_of
from watchfloor.model import Filler, MentionKind


@pytest.mark.parametrize(
    "entity, kind, expected",
    [
        ("houthis", MentionKind.ORGANISATION, Side.ARMED),
        ("islamic-state", MentionKind.PERSON, Side.ARMED),
        ("revolutionary-guards", MentionKind.ORGANISATION, Side.STATE),
        ("USA-GOV", MentionKind.PLACE, Side.STATE),
        ("IRQ-MIL", MentionKind.OTHER, Side.STATE),
        ("qassem-soleimani", MentionKind.PERSON, Side.UNKNOWN),
        ("nobody-known", MentionKind.ARMED_GROUP, Side.ARMED),
        (None, MentionKind.STATE_FORCE, Side.STATE),
        (None, MentionKind.PLACE, Side.UNKNOWN),
    ],
)
def test_a_known_party_is_what_it_is_known_as(
    entity: str | None, kind: MentionKind, expected: Side
) -> None:
    """A name that was read as a person or place is still the group or the state that it means."""
    given = Filler.inferred(score=0.9, kind=kind, entity_id=entity, name="Some name")
    assert expected is side_of(given)
