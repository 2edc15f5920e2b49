"""Which nouns are counted, and what a count of them is called: the table `figures.csv`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from watchfloor import assets
from watchfloor.coding.words import noun_forms
from watchfloor.model.frozen import dataclass

_COLLECTIVE = frozenset(
    {
        *("police", "personnel", "people", "aircraft", "cattle", "livestock", "infantry", "crew"),
        *("chinese", "sheep", "head of cattle", "refuge", "staff", "yen", "yuan", "baht", "won"),
        *("rand", "cfa franc", "hryvnia", "som", "displaced people"),
    }
)
"""Nouns that a number above one leaves as they are."""

_IRREGULAR = MappingProxyType({"child": "children", "person": "persons", "fisherman": "fishermen"})


@dataclass(frozen=True, slots=True)
class Nouns:
    """The table: `many` holds plural forms, `one` singular ones, both with their quantity."""

    many: Mapping[str, str]
    one: Mapping[str, str]
    contexts: Mapping[str, frozenset[str]]
    skip_before: frozenset[str]
    skip_after: frozenset[str]


@cache
def nouns() -> Nouns:
    """Return the table, read once.

    Raises:
        AssetError: the table is missing or differs from its manifest.
    """
    many: dict[str, str] = {}
    one: dict[str, str] = {}
    contexts: dict[str, frozenset[str]] = {}
    skipped: dict[str, frozenset[str]] = {"before": frozenset(), "after": frozenset()}
    for row in assets.load_rows("figures"):
        family, name = row["class"].split(".")
        given = row["words"].split("|")
        if family == "context":
            contexts[name] = frozenset(given)
        elif family == "skip":
            forms = given if name == "before" else [form for word in given for form in _forms(word)]
            skipped[name] = frozenset(forms)
        else:
            for word in given:
                one.setdefault(word, name)
                for form in _forms(word)[1:] or (word,):
                    many.setdefault(form, name)
                if word in _COLLECTIVE:
                    many.setdefault(word, name)
    return Nouns(
        many=MappingProxyType(many),
        one=MappingProxyType(one),
        contexts=MappingProxyType(contexts),
        skip_before=skipped["before"],
        skip_after=skipped["after"],
    )


def _forms(word: str) -> tuple[str, ...]:
    head, _, last = word.rpartition(" ")
    if last == "foot":
        return (word, "feet")
    if last in _IRREGULAR:
        return (word, f"{head} {_IRREGULAR[last]}".strip())
    return noun_forms(word)
