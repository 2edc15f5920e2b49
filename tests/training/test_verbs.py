"""Weak supervision from verb patterns, out of a dictionary made up here in CAMEO's format."""

import random
from pathlib import Path

import pytest

from training.reader.verbs import SIDES, patterns
from watchfloor.coding.encoder.labels import ROOTS

CONVERSION = """\
# code: type, mode, context
18: ASSAULT
180: ASSAULT, , military
0311: AGREE, , economic
087: RETREAT, ceasefire, military
"""
DICTIONARY = """\
# a dictionary of our own

&PLACES_
+THE_PORT
+A_VILLAGE

--- BOMBARD_  [180] ---
- * &PLACES_ [180] # BOMBARD
- $ * + [180]  # BOMBARD
- * + WITH_~ ^ROCKETS {AND MORTARS} [182:081]  # SHELL
- + * BY_ $ [087] # HALT
STRAFE  [180] # a verb of the block
- * * + [180] # BOMBARD
- no star here [180] # BOMBARD
--- AGREE_ [0311] ---
- * TO_TRADE WITH + [0311] # AGREE
- * + [---] # AGREE
- * ABROAD [010] # AGREE
"""

Made = list[tuple[str, tuple[int, int], str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with the dictionary and its conversion table."""
    folder = tmp_path / "cameo_verbs"
    folder.mkdir()
    (folder / "CAMEO.2.0.txt").write_text(DICTIONARY)
    (folder / "CAMEO2PLOVER-2021.txt").write_text(CONVERSION)
    return tmp_path


@pytest.fixture
def made(root: Path) -> Made:
    """Return the sentences of the dictionary."""
    return list(patterns(root, random.Random(1)))


def verbs(made: Made) -> list[tuple[str, str]]:
    """Return the verb of each sentence with its type."""
    return [(sentence[slice(*span)], kind) for sentence, span, kind in made]


def test_each_pattern_is_a_sentence_with_its_verb_in_the_past(made: Made) -> None:
    """The span is exactly the inflected verb, the type that of the code."""
    assert [
        ("bombarded", "ASSAULT"),
        ("bombarded", "ASSAULT"),
        ("shelled", "ASSAULT"),
        ("halted", "YIELD"),
        ("strafed", "ASSAULT"),
        ("agreed", "AGREE"),
    ] == verbs(made)


def test_sentences_are_written_out(made: Made) -> None:
    """No sign of the dictionary's own language is left, and there is one full stop."""
    for sentence, (start, end), kind in made:
        assert not set("&*$+%_{}^~#[]") & set(sentence)
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert 0 <= start < end < len(sentence)
        assert kind in ROOTS


def test_parties_stand_on_both_sides(made: Made) -> None:
    """`$` is the one party, `+` the other, and who is missing is put in."""
    parties = {name for side in SIDES for name in side}
    for sentence, (start, end), _ in made:
        assert any(name in sentence[:start] for name in parties)
        assert any(name in sentence[end:] for name in parties)


def test_synonyms_are_drawn(made: Made) -> None:
    """A set of words gives one of them, in small letters and without underscores."""
    sentence, (_, end), _ = made[0]
    assert any(place in sentence[end:] for place in ("the port", "a village"))


def test_the_order_of_a_passive_is_kept(made: Made) -> None:
    """Where the pattern has the other party first it stands first."""
    sentence, (start, end), _ = made[3]
    one, other = next(side for side in SIDES if side[0] in sentence[end:])
    assert sentence[:start].strip() == other
    assert f"by {one}" in sentence[end:]


def test_chance_alone_decides(root: Path) -> None:
    """The same seed gives the same sentences."""
    assert list(patterns(root, random.Random(3))) == list(patterns(root, random.Random(3)))


def test_no_sentence_twice(root: Path) -> None:
    """A pattern that is written twice gives one sentence where chance makes them alike."""
    path = root / "cameo_verbs" / "CAMEO.2.0.txt"
    path.write_text("--- HIT [180] ---\n" + "- $ * + [180] # HIT\n" * 200)
    found = [sentence for sentence, _, _ in patterns(root, random.Random(0))]
    assert len(set(found)) == len(found) <= len(SIDES)
    assert "hit" in found[0]
