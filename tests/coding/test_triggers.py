"""The trigger table and how it is matched."""

import pytest

from watchfloor.assets import load_rows
from watchfloor.coding.phrases import tag
from watchfloor.coding.triggers import find, table
from watchfloor.coding.words import sentences
from watchfloor.model import Document
from watchfloor.vocab import plover


def found(text: str) -> list[tuple[str, str]]:
    """Return the triggers of one sentence as words and type."""
    (sentence,) = sentences(Document.new(text))
    return [
        (text[sentence.starts[t.start] : sentence.ends[t.end - 1]], t.row.type)
        for t in find(sentence, tag(sentence))
    ]


def test_table_covers_every_type() -> None:
    """Every PLOVER type has triggers, and every mode but a few rare ones does."""
    rows = [row for rows in table().rows.values() for row in rows]
    assert set(plover.types()) == {row.type for row in rows} - {"-"}
    modes = {mode for row in rows for mode in row.mode}
    known = {mode for name in plover.types() for mode in plover.modes(name)}
    assert modes <= known
    assert known - modes <= {"territory", "police", "change", "yield", "multilateral"}


def test_table_rows_are_well_formed() -> None:
    """No row is written twice and every weight is 1, 2 or 3."""
    rows = [tuple(row.values()) for row in load_rows("lexicon")]
    assert {"1", "2", "3"} == {row[4] for row in rows}
    assert all(row[1] in ("v", "n", "x") for row in rows)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Rebels attack the base", [("attack", "ASSAULT")]),
        ("the attack", [("attack", "ASSAULT")]),
        ("Workers began a strike over pay", [("strike", "PROTEST")]),
        ("Jets strike the militia base", [("strike", "ASSAULT")]),
        ("They set the two houses on fire", [("set the two houses on fire", "ASSAULT")]),
        ("They set him free", [("set him free", "RETREAT")]),
        ("They struck a deal", [("struck a deal", "AGREE")]),
        ("The detained men spoke", []),
        ("A heart attack", []),
        ("an attack helicopter", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    """The longest pattern whose conditions hold wins; a row without type takes its words away."""
    assert expected == found(text)
