"""What of re3d's relations our codebook has: by type and by the kinds of the two entities.

A side that is a pronoun names nobody, and the relation is left out like those of other types; how
many are left out, and why, is printed beside the figures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.maps import rows
from bench.score.tally import Tally

_PRONOUNS = frozenset(
    {
        *("i", "we", "you", "he", "she", "it", "they", "us", "him", "her", "them", "me", "our"),
        *("his", "its", "their", "ourselves", "themselves", "who", "which", "that", "this"),
        *("these", "those", "one", "others"),
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The relations of a text that count, with their predicates, and the others by reason."""

    kept: tuple[tuple[Mapping[str, Any], frozenset[str]], ...]
    left: Tally


def known() -> frozenset[str]:
    """Return the predicates that re3d can have."""
    return frozenset[str]().union(*_mapped().values())


def scope(row: Mapping[str, Any]) -> Scope:
    """Read the relations of one row of re3d."""
    kinds = {(one["start"], one["end"]): one["type"] for one in row["entities"]}
    mapped, left = _mapped(), Counter[tuple[str, ...]]()
    types = {key[0] for key in mapped}
    kept = []
    for one in row["relations"]:
        sides = tuple(kinds.get((end["start"], end["end"]), "") for end in _ends(one))
        predicates = mapped.get((one["type"], *sides))
        if one["type"] not in types:
            left["left out", one["type"], "no relation of ours"] += 1
        elif predicates is None:
            left["left out", one["type"], "not between persons or organisations"] += 1
        elif any(end["text"].lower() in _PRONOUNS for end in _ends(one)):
            left["left out", one["type"], "a side is a pronoun"] += 1
        else:
            kept.append((one, predicates))
    return Scope(tuple(kept), dict(left))


def _ends(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (one["source"], one["target"])


def _mapped() -> dict[tuple[str, ...], frozenset[str]]:
    return {
        (row["type"], row["source"], row["target"]): frozenset(row["predicates"].split("|"))
        for row in rows("re3d_relations")
    }
