"""Names that the tables lack are told from descriptions, people, places and known actors."""

import pytest

from watchfloor.model import MentionKind
from watchfloor.resolve.actors_unknown import name_key, suggested_id, unknown_name

ARMED, FORCE, GROUP, BODY, STATE = (
    MentionKind.ARMED_GROUP,
    MentionKind.STATE_FORCE,
    MentionKind.GROUP,
    MentionKind.ORGANISATION,
    MentionKind.GOVERNMENT,
)


@pytest.mark.parametrize(
    "words,kind,name",
    [
        ("Gunmen of the River Front", ARMED, "River Front"),
        ("the Sons of the Valley", ARMED, "Sons of the Valley"),
        ("The Army of the Blue Dawn", FORCE, "Army of the Blue Dawn"),
        ("Army of the Blue Dawn", ARMED, "Army of the Blue Dawn"),
        ("Fighters of the Blue Dawn", ARMED, "Blue Dawn"),
        ("the army of the Blue Dawn", ARMED, "Blue Dawn"),
        ("Northern Storm", ARMED, "Northern Storm"),
        ("NPLX", ARMED, "NPLX"),
        ("Example Relief Network (ERN)", BODY, "Example Relief Network"),
        ("Italian charity Mare Quieto", BODY, "Mare Quieto"),
        ("the Local Council", STATE, "Local Council"),
        ("the Valley Defence Corps's", FORCE, "Valley Defence Corps"),
    ],
)
def test_a_name_is_offered(words: str, kind: MentionKind, name: str) -> None:
    """Without article, members, nationality, bracket and the mark of the owner."""
    assert name == unknown_name(words, kind)


@pytest.mark.parametrize(
    "words,kind",
    [
        ("the group", ARMED),
        ("Gunmen", ARMED),
        ("Protesters", GROUP),
        ("Iraqi police", FORCE),
        ("U.S. troops", FORCE),
        ("Sunni militants", ARMED),
        ("Mosul residents", GROUP),
        ("REBEL FORCES", ARMED),
        ("Kata'ib Hezbollah", ARMED),
        ("fighters of Kata'ib Hezbollah", ARMED),
        ("New York City", GROUP),
        ("Three", GROUP),
        ("John Example", MentionKind.PERSON),
        ("Example Barracks", MentionKind.FACILITY),
        ("", ARMED),
    ],
)
def test_what_names_nobody_new_is_not(words: str, kind: MentionKind) -> None:
    """Descriptions, peoples, towns, counts, whom the tables hold, and people of whatever name."""
    assert unknown_name(words, kind) is None


def test_spellings_share_a_key() -> None:
    """Case, accents, hyphens and dots do not part a name; the id is that of the tables' kind."""
    assert name_key("Al-Wadi Front") == name_key("al Wadi front")
    assert "al-wadi-front" == suggested_id("Al-Wâdi Front")
    assert "sons-of-the-valley" == suggested_id("Sons of the Valley’")
