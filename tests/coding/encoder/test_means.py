"""By what an assault was done, by its own words."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.means import means_told


@pytest.mark.parametrize(
    "text, anchor, instrument, actor, guessed, expected",
    [
        ("A shell fell on the yard.", "fell", "shell", "", ("explosives",), ("heavy-weapons",)),
        ("Two men were gunned down.", "gunned down", "", "", ("explosives",), ("firearms",)),
        ("A drone dropped a grenade.", "dropped", "drone", "", ("aerial",), ("drone",)),
        ("An air raid hit a farm.", "air raid", "", "", (), ("aerial",)),
        ("Boys fired air pistols.", "fired", "air pistols", "", (), ("firearms",)),
        ("An airstrike hit a farm.", "airstrike", "", "", (), ("aerial",)),
        ("He blew himself up at a gate.", "blew", "", "", ("explosives",), ("suicide-attack",)),
        ("A suicide bombing hit Quo.", "bombing", "", "", ("explosives",), ("suicide-attack",)),
        (
            "A bombing hit Quo.",
            "bombing",
            "",
            "",
            ("explosives", "suicide-attack"),
            ("explosives",),
        ),
        ("They shot down a jet.", "shot down", "", "", ("heavy-weapons",), ("heavy-weapons",)),
        ("Men killed the judge.", "killed", "", "", ("targeted",), ("targeted",)),
        ("Men killed the judge.", "killed", "", "", ("targeted", "firearms"), ("targeted",)),
        ("Men shot at the judge.", "shot", "", "", ("firearms",), ("firearms",)),
        ("The attacks went on.", "attacks", "", "", ("drone",), ()),
        ("The attacks by drones went on.", "attacks", "", "", ("drone",), ("drone",)),
        (
            *("A suicide bomber attacked with a car.", "attacked", "car", "A suicide bomber"),
            *(("targeted",), ("targeted", "explosives", "suicide-attack")),
        ),
    ],
)
def test_plain_words_decide_between_means(
    text: str,
    anchor: str,
    instrument: str,
    actor: str,
    guessed: tuple[str, ...],
    expected: tuple[str, ...],
) -> None:
    """What they do not speak of stays as the head has it, but for suicide, which needs a word."""
    encoded = toys.encoded(text)
    used, by = ([toys.place_of(encoded, text, one)] if one else [] for one in (instrument, actor))
    told = means_told(guessed, toys.place_of(encoded, text, anchor), used, by, encoded)
    assert told == expected
