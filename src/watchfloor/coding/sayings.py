"""Words that hand on what somebody says, and the kind of claim that some of them make it."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from watchfloor import assets
from watchfloor.coding.words import verb_forms
from watchfloor.model import ClaimKind


@cache
def sayings() -> Mapping[str, frozenset[str]]:
    """Return the table `sayings`, every form of its verbs by class.

    `say` hands on words, `hold` a belief, `stance` a stand towards what is named, `to` stands
    before the speaker; `kind.` are the kinds of claims, `mark.` words that a kind cannot do
    without.
    """
    found: dict[str, frozenset[str]] = {}
    for row in assets.load_rows("sayings"):
        listed = row["words"].split("|")
        plain = row["class"] == "to" or row["class"].startswith("mark.")
        forms = listed if plain else [form for one in listed for form in verb_forms(one)]
        found[row["class"]] = frozenset(forms)
    return MappingProxyType(found)


@cache
def cue_words() -> frozenset[str]:
    """Return every word of the table that hands on what is said."""
    known = sayings()
    return frozenset[str]().union(*(known[one] for one in known if not one.startswith("mark.")))


@cache
def kinds_of(word: str) -> tuple[ClaimKind, ...]:
    """Return the kinds of claims that a word in small letters makes; none for most."""
    return tuple(kind for kind in ClaimKind if word in sayings().get(f"kind.{kind.value}", ()))
