"""A table is read only if its version, columns and cells are what the reader expects."""

import pytest

from watchfloor.errors import VocabularyError
from watchfloor.vocab import tables

GOOD = '# fruit version 2\n# a comment\nname,colour\n\nplum,"blue, or red"\npear,\n'


def test_rows_without_comments_and_blank_lines() -> None:
    """Comments and blank lines are skipped; a quoted cell may hold a comma, a cell may be empty."""
    expected = [{"name": "plum", "colour": "blue, or red"}, {"name": "pear", "colour": ""}]
    assert expected == tables.parse(GOOD, "fruit", "2", ("name", "colour"))


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "begins with 'an empty file', the reader needs '# fruit version 2'"),
        (GOOD.replace("version 2", "version 1"), "begins with '# fruit version 1'"),
        (GOOD.replace("colour", "color"), "has the columns"),
        ("# fruit version 2\n", "has the columns None"),
        (GOOD + "fig,green,small\n", "does not have 2 cells"),
        (GOOD + "fig\n", "does not have 2 cells"),
    ],
)
def test_damaged_tables_are_refused(text: str, message: str) -> None:
    """Another version, other columns, a cell too many or too few: each is named and refused."""
    with pytest.raises(VocabularyError, match=message):
        tables.parse(text, "fruit", "2", ("name", "colour"))


def test_tables_of_this_package_are_found() -> None:
    """A table is found by its name beside the reader, wherever the package lies."""
    assert 37 == len(tables.read("plover_contexts", "1", ("context", "meaning")))
