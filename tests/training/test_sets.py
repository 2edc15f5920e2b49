"""Small parts of the adapters: what is held out, what a span's verdict is, where words stand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reader.sets import (
    MUC_ROLES,
    NER_SETS,
    WIKI_ROLES,
    WIKI_TYPES,
    _clip,
    _Joined,
    _word,
    is_tune,
    occurrences,
    rows,
    rule_status,
)
from watchfloor.coding.encoder.labels import BIO_HEADS, NER, ROLES, STATUSES, TYPES


def test_a_tenth_is_held_out() -> None:
    """About one document in ten is tune."""
    share = sum(is_tune(f"doc-{number}") for number in range(20_000)) / 20_000
    assert 0.09 < share < 0.12


def test_what_is_held_out_never_changes() -> None:
    """The id alone decides: these have always been in and out."""
    assert [True, False] == [is_tune(one) for one in ("doc-3", "doc-0")]


@given(st.text())
def test_any_id_is_in_or_out(doc: str) -> None:
    """Whatever the id, the answer is one, and the same again."""
    assert is_tune(doc) in (True, False)
    assert is_tune(doc) == is_tune(doc)


@pytest.mark.parametrize(
    "start, end, expected",
    [(0, 5, 6), (5, 8, 1), (9, 12, 1), (10, 20, 6), (12, 25, 3), (0, 40, 1), (30, 31, 6)],
)
def test_rule_status(start: int, end: int, expected: int) -> None:
    """The first verdict that touches the span, or the number of statuses where none does."""
    assert len(STATUSES) == 6
    assert expected == rule_status([(5, 10, 1), (20, 30, 3)], start, end)


def test_without_verdicts_there_is_no_status() -> None:
    """A text without triggers has the class for none."""
    assert len(STATUSES) == rule_status([], 0, 10)


def test_rows_of_a_file(tmp_path: Path) -> None:
    """Each line is a row."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "é"}\n{"id": 2}\n', encoding="utf-8")
    assert [{"id": "é"}, {"id": 2}] == list(rows(path))


def test_words_are_whole() -> None:
    """The word "Man" is not found in "Mansour", and marks mean themselves."""
    assert ["Man"] == re.findall(_word("Man"), "Mansour Man Roman")
    assert ["U.S."] == re.findall(_word("U.S."), "UXSX U.S. said")


def test_muc_s_words_may_be_broken_by_lines() -> None:
    """Its keys have spaces where its texts have line ends."""
    assert [(2, 12)] == list(occurrences("car bomb", "a car\n  bomb went off"))
    assert [] == list(occurrences("car bomb", "scar bombs"))


@pytest.mark.parametrize(
    "span, expected",
    [((5, 8), (0, 3)), ((0, 6), (0, 1)), ((8, 20), (3, 7)), ((0, 5), None), ((12, 15), None)],
)
def test_what_a_window_holds_of_a_span(
    span: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    """A quotation that runs on is clipped; one outside is none."""
    assert expected == _clip((5, 7, 12), span)


def test_sentences_are_looked_up_without_spaces() -> None:
    """Line breaks and spaces don't hide a sentence of a closed text."""
    closed = _Joined(["The army\nsaid  so. It rained."])
    assert "Itrained." in closed
    assert "Itsnowed." not in closed


def test_tables_name_what_the_heads_know() -> None:
    """Types, roles and kinds of names of other sets are mapped on ours."""
    assert {kind for kinds in WIKI_TYPES.values() for kind in kinds} <= set(TYPES)
    assert set(WIKI_ROLES.values()) <= set(ROLES)
    assert set(MUC_ROLES.values()) <= set(BIO_HEADS)
    for labels, unlabelled in NER_SETS.values():
        assert {kind for kinds in labels.values() for kind in kinds} <= {"O", *NER}
        assert set(unlabelled) <= set(NER)
