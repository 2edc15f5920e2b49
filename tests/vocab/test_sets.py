"""The named set `violence` and its parts."""

import pytest

from watchfloor.vocab.sets import violence


@pytest.mark.parametrize(
    "kind,modes,outcome,part",
    [
        ("ASSAULT", (), "unknown", "assault"),
        ("ASSAULT", ("abduct",), "succeeded", "abduction"),
        ("ASSAULT", ("abduct", "firearms"), "unknown", "assault"),
        ("ASSAULT", ("drone",), "intercepted", "disrupted"),
        ("PROTEST", ("riot",), "unknown", "riot"),
        ("PROTEST", ("demo",), "unknown", None),
        ("COERCE", ("arrest",), "unknown", None),
        ("THREATEN", ("violence",), "unknown", None),
    ],
)
def test_the_parts_of_violence(
    kind: str, modes: tuple[str, ...], outcome: str, part: str | None
) -> None:
    """An assault, or one of the three kinds that stand apart; threats and arrests are none."""
    assert part == violence(kind, modes, outcome)
