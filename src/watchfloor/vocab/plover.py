"""PLOVER 2.0: the 16 event types, their modes and the 37 contexts, as tables with a thin reader.

The tables settle what the manual leaves open; `docs/decisions/0002-plover-defects.md` says how.
Meanings are in our own words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from watchfloor.errors import VocabularyError
from watchfloor.vocab import tables

VERSION = "1"
"""The version of the three tables; it rises whenever a row is added, taken away or re-scored."""

FLAGS = frozenset({"sideAB"})
"""Modes that say how the roles are to be read, not what was done."""


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types; `quad` 1 and 2 cooperate, 3 and 4 conflict, even ones by deeds."""

    name: str
    quad: int
    score: float
    recipient_required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of one type is done; `score` is None where the manual gives none."""

    type: str
    name: str
    score: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Context:
    """What an event is about, whatever its type."""

    name: str
    meaning: str


@cache
def types() -> Mapping[str, EventType]:
    """Return the types by name, in the order of the manual."""
    columns = ("type", "quad", "score", "recipient_required", "meaning")
    found = (
        EventType(
            name=row["type"],
            quad=int(row["quad"]),
            score=float(row["score"]),
            recipient_required=row["recipient_required"] == "yes",
            meaning=row["meaning"],
        )
        for row in tables.read("plover_types", VERSION, columns)
    )
    return MappingProxyType({item.name: item for item in found})


def modes(type_name: str) -> Mapping[str, Mode]:
    """Return the modes of a type by name; several types have none.

    Raises:
        VocabularyError: there is no such type.
    """
    check(type_name)
    return _modes()[type_name]


def contexts() -> Mapping[str, Context]:
    """Return the contexts by name, in the order of the manual."""
    return _contexts()


def quad(type_name: str) -> int:
    """Return the quad class of a type: 1 verbal cooperation .. 4 material conflict.

    Raises:
        VocabularyError: there is no such type.
    """
    check(type_name)
    return types()[type_name].quad


def score(type_name: str, modes: Iterable[str] = ()) -> float:
    """Return how far an event lies between conflict (-10) and cooperation (+10).

    The score of a mode takes the place of the type's. Of several modes the one farthest from zero
    counts, and of two equally far the more hostile. A mode without a score changes nothing.

    Raises:
        VocabularyError: there is no such type, or the type has no such mode.
    """
    names = tuple(modes)
    check(type_name, names)
    known = _modes()[type_name]
    scores = [value for name in names if (value := known[name].score) is not None]
    if not scores:
        return types()[type_name].score
    return max(scores, key=lambda value: (abs(value), -value))


def check(type_name: str, modes: Iterable[str] = (), contexts: Iterable[str] = ()) -> None:
    """Do nothing if every word is known; three look-ups, since it runs for each event built.

    Raises:
        VocabularyError: names the unknown words and the known ones.
    """
    known = _modes().get(type_name)
    if known is None:
        raise VocabularyError(_refusal("event type", {type_name}, types()))
    if modes and not known.keys() >= (given := set(modes)):
        raise VocabularyError(_refusal(f"mode of {type_name}", given, known))
    if contexts and not _contexts().keys() >= (given := set(contexts)):
        raise VocabularyError(_refusal("context", given, _contexts()))


@cache
def _modes() -> Mapping[str, Mapping[str, Mode]]:
    found: dict[str, dict[str, Mode]] = {name: {} for name in types()}
    for row in tables.read("plover_modes", VERSION, ("type", "mode", "score", "meaning")):
        mode = Mode(
            type=row["type"],
            name=row["mode"],
            score=float(row["score"]) if row["score"] else None,
            meaning=row["meaning"],
        )
        found[mode.type][mode.name] = mode
    return MappingProxyType({name: MappingProxyType(items) for name, items in found.items()})


@cache
def _contexts() -> Mapping[str, Context]:
    rows = tables.read("plover_contexts", VERSION, ("context", "meaning"))
    found = (Context(name=row["context"], meaning=row["meaning"]) for row in rows)
    return MappingProxyType({item.name: item for item in found})


def _refusal(what: str, given: Iterable[str], known: Iterable[str]) -> str:
    words = list(known)
    unknown = ", ".join(repr(word) for word in sorted(set(given).difference(words)))
    return f"unknown {what}: {unknown}; known: {', '.join(words) or 'none'}"
