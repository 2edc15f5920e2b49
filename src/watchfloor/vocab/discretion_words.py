"""The words of the table `discretion.csv`, by class."""

from functools import cache

from watchfloor.vocab import tables

FORCE = frozenset({"guard", "guards"})
"""Words that mean a force behind a word of the class `corps`: "coast guard"."""


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one class of the table.

    Raises:
        VocabularyError: the table is of another version.
    """
    rows = tables.read("discretion", "1", ("class", "words"))
    return frozenset(
        word for row in rows if row["class"] == kind for word in row["words"].split("|")
    )
