"""Values as pages say them."""

from dataclasses import replace

from tests.present.conftest import make_entry
from watchfloor.present.web.words import sides


def test_who_and_whom_are_named_or_said_to_be_missing() -> None:
    """A side that no text names is a dash, both are words."""
    event = next(one for one in make_entry().events if one.actor and one.recipient)
    assert " → " in sides(event)
    assert sides(replace(event, recipient=())).endswith(" → –")
    assert "nobody named" in sides(replace(event, actor=(), recipient=()))
