"""Whose relative a text speaks of takes no part: "the president's brother was kidnapped"."""

from collections.abc import Sequence

from watchfloor.coding.encoder.encoded import Span

_KIN = frozenset(
    {
        *("brother", "brothers", "sister", "sisters", "wife", "husband", "widow", "son", "sons"),
        *("daughter", "daughters", "father", "mother", "parents", "cousin", "nephew", "niece"),
        *("uncle", "aunt", "grandson", "grandfather", "grandmother", "relatives", "relative"),
        *("family", "bodyguard", "bodyguards"),
    }
)
"""Relatives, and people who serve somebody."""

_MARKS = frozenset({"'", "’"})
_TITLES = 7
"""Words between "brother of" and the name, at most: the first lady of the country."""

_BETWEEN = frozenset({"of", "the", "a", "former", ".", "'", "’", "s"})
_ADJECTIVES = 2
"""Words between "Lima's" and "brother", at most."""


def is_of_kin(span: Span, texts: Sequence[str]) -> bool:
    """Say whether words are only whose relative or servant is meant.

    "Lima's younger brother", "the wife of General Lima"; not "Lima, the brother of the mayor".
    """
    return _owns(span, texts) or _is_owner(span, texts)


def _owns(span: Span, texts: Sequence[str]) -> bool:
    at = span[1]
    if texts[at : at + 1] and texts[at] in _MARKS:
        near = [word.lower() for word in texts[at + 1 : at + 3 + _ADJECTIVES]]
        return not _KIN.isdisjoint(near[1:] if near[:1] == ["s"] else near[:-1])
    return False


def _is_owner(span: Span, texts: Sequence[str]) -> bool:
    place = span[0] - 1
    while place > 0 and span[0] - place <= _TITLES and _may_stand_between(texts[place]):
        if texts[place].lower() == "of":
            return texts[place - 1].lower() in _KIN
        place -= 1
    return False


def _may_stand_between(word: str) -> bool:
    return word[0].isupper() or word.lower() in _BETWEEN
