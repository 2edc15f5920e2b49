"""Whose relative is meant takes no part."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.kin import is_of_kin


@pytest.mark.parametrize(
    "text, who, expected",
    [
        ("Ana Lima's brother was kidnapped.", "Ana Lima", True),
        ("Ana Lima’s younger brother was kidnapped.", "Ana Lima", True),
        ("BOLES' COUSIN WAS TAKEN.", "BOLES", True),
        ("The brother of Quo's First Lady Ana Lima was kidnapped.", "Ana Lima", True),
        ("The wife of the mayor Ana Lima was kidnapped.", "Ana Lima", False),
        ("Ana Lima, the brother of the mayor, was kidnapped.", "Ana Lima", False),
        ("Ana Lima's house was hit.", "Ana Lima", False),
        ("Secretary of State Ana Lima was kidnapped.", "Ana Lima", False),
    ],
)
def test_whose_relative_is_meant(text: str, who: str, *, expected: bool) -> None:
    """He stands before the relative with a possessive, or behind "of" with titles alone between."""
    encoded = toys.encoded(text)
    assert is_of_kin(toys.place_of(encoded, text, who), encoded.texts) is expected
