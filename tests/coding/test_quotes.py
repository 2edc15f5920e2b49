"""Quotation marks by exact rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.coding.quotes import Quote, quotes

MARKS = "\"'“”„‟«»‘’‚‹›`"


def inside(text: str) -> list[str]:
    """Return what stands in quotation marks."""
    return [text[one.start : one.end] for one in quotes(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("“We won,” he said.", ["We won,"]),
        ('"We won," he said.', ["We won,"]),
        ("«We won», he said.", ["We won"]),
        ("»We won«, he said.", ["We won"]),
        ("„We won“, he said.", ["We won"]),
        ("„We won”, he said.", ["We won"]),
        ("``We won,'' he said.", ["We won,"]),
        ("''We won,'' he said.", ["We won,"]),
        ("‘We won,’ he said.", ["We won,"]),
        ("'We won,' he said.", ["We won,"]),
        ("‹We won›, he said.", ["We won"]),
        ('"We won,” he said.', ["We won,"]),
        ('“We won," he said.', ["We won,"]),
    ],
)
def test_marks_of_all_kinds(text: str, expected: list[str]) -> None:
    """A quote stands between its marks, whatever their shape, and mixed ones too."""
    assert expected == inside(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("“They say, ‘Don’t go,’” he said.", ["They say, ‘Don’t go,’"]),
        ("‘They say “no” to us,’ he said.", ["They say “no” to us,"]),
        ("\"They say, 'No,'\" he said.", ["They say, 'No,'"]),
        ("'They say \"no\" to us,' he said.", ['They say "no" to us,']),
    ],
)
def test_the_outermost_quote_counts(text: str, expected: list[str]) -> None:
    """A quote inside a quote is a part of its words."""
    assert expected == inside(text)


@pytest.mark.parametrize(
    "text",
    [
        "It's the rebels' camp; don't go.",
        "It’s the rebels’ camp; don’t go.",
        "Back in the '90s they sang rock 'n' roll.",
        "Kata'ib Hezbollah and Tehran‘s men",
        "A man of 5'11\" with a 6\" knife and a 4' pole",
        "So it ends",
        '"',
        "”",
        '" "',
        "“”",
        "",
    ],
)
def test_what_opens_nothing(text: str) -> None:
    """Apostrophes, feet, inches, elisions and lonely marks are no quotes."""
    assert [] == inside(text)


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_quote_runs_over_paragraphs_that_open_it_again(gap: str, mark: str) -> None:
    """One quote, though every paragraph opens it and only the last closes it."""
    close = "”" if mark == "“" else mark
    text = f"{mark}One.{gap}{mark}Two.{gap}{mark}Three,{close} he said. {mark}Four.{close}"
    assert [f"One.{gap}{mark}Two.{gap}{mark}Three,", "Four."] == inside(text)


def test_a_wrapped_line_ends_no_quote() -> None:
    """A line may break anywhere in a quote."""
    assert ["FIGHT TO\nTHE END"] == inside('WE "FIGHT TO\nTHE END" HE SAID.')
    assert ["We fight\nto the end"] == inside("“We fight\nto the end” he said.")


def test_a_quote_left_open_ends_with_its_paragraph() -> None:
    """What is missing is said, and the next paragraph is not swallowed."""
    text = "“We won.\n\nThe mayor left. “No,” she said."
    assert ["We won.", "No,"] == inside(text)
    assert [False, True] == [one.closed for one in quotes(text)]


def test_a_missing_mark_turns_no_other_quote_inside_out() -> None:
    """A mark that can only open does not close, so what lies between two quotes stays outside."""
    text = 'He said "no. They left. "Yes," she said, and went to "Oslo" on foot.'
    assert "and went to" not in " ".join(inside(text))


def test_a_possessive_does_not_close_a_single_quote() -> None:
    """'The rebels' wives' is closed by its last mark."""
    assert ["The rebels' wives left,"] == inside("'The rebels' wives left,' he said.")


def test_outer_holds_the_marks() -> None:
    """`outer` is the quote with its marks."""
    assert (Quote(4, 6, (3, 7)),) == quotes("so “no” it")


@given(st.text(alphabet=f"{MARKS} ab.,\n5s-", max_size=200))
def test_quotes_are_ordered_apart_and_inside_the_text(text: str) -> None:
    """Whatever the text: no crash, spans in bounds, in order, none empty, none overlapping."""
    found = quotes(text)
    last = 0
    for one in found:
        assert last <= one.outer[0] < one.start < one.end <= one.outer[1] <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        last = one.outer[1]
    assert found == quotes(text)


@given(st.text(alphabet=f"{MARKS} ab.\n", max_size=60), st.text(alphabet="ab ,.", max_size=40))
def test_what_comes_after_a_blank_line_changes_no_closed_quote(text: str, more: str) -> None:
    """A paragraph without marks leaves the quotes before it as they are."""
    before = [one for one in quotes(text + "\n\n") if one.closed]
    after = [one for one in quotes(f"{text}\n\n{more}") if one.closed]
    assert before == after


@pytest.mark.parametrize("part", ['"', "\" '", "“a\n\n“", "‘s "])
def test_a_hundred_thousand_marks_are_survived(part: str) -> None:
    """Whatever marks stand in a row, the text is read to its end, and every quote is in it."""
    text = part * 100_000
    assert all(0 <= one.start < one.end <= len(text) for one in quotes(text))
