"""CEAF for MUC-4 templates, after the definitions of GRIT (REE) and GTT's eval.py (TF).

REE: the entities of a role, over all templates of a document, are paired one to one with gold; a
predicted entity is right if its strings are a subset of the gold entity's strings (normalised).
TF: templates are paired one to one so that the most fillers match; a pair needs a predicted type
that the gold type contains. Precision counts predicted entities that match any gold entity of the
paired template, recall gold entities that any predicted one matches; the type counts as a filler.
"""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bench.score.tally import Tally, add

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
SLOTS = (TYPE, *ROLES)
PUNCTUATION = str.maketrans("", "", string.punctuation)
ARTICLE = re.compile(r"\b(?:a|an|the)\b")

Entity = frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type and, for each role, entities of one or more strings."""

    incident_type: str
    roles: Mapping[str, tuple[tuple[str, ...], ...]]

    def entities(self, role: str) -> list[Entity]:
        """Return the entities of a role, normalised."""
        return [frozenset(map(normal, names)) for names in self.roles.get(role, ()) if names]


def normal(text: str) -> str:
    """Return a string as it is compared: lower case, no punctuation, no articles, single spaces."""
    return " ".join(ARTICLE.sub(" ", text.lower().translate(PUNCTUATION)).split())


def ree(gold: Sequence[Template], predicted: Sequence[Template]) -> Tally:
    """Count one document for CEAF-REE: right, predicted and gold entities of each role."""
    counts: dict[tuple[str, ...], float] = {}
    for role in ROLES:
        true, said = _distinct(gold, role), _distinct(predicted, role)
        counts["ree", role, "right"] = largest_pairing(said, true)
        counts["ree", role, "predicted"] = len(said)
        counts["ree", role, "gold"] = len(true)
    return counts


def _distinct(templates: Sequence[Template], role: str) -> list[Entity]:
    found = (entity for template in templates for entity in template.entities(role))
    return list(dict.fromkeys(found))


def largest_pairing(predicted: Sequence[Entity], gold: Sequence[Entity]) -> int:
    """Return the most one-to-one pairs in which the predicted entity is a subset of the gold."""
    taken: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for other, entity in enumerate(gold):
            if other not in tried and predicted[index] <= entity:
                tried.add(other)
                if other not in taken or place(taken[other], tried):
                    taken[other] = index
                    return True
        return False

    return sum(place(index, set()) for index in range(len(predicted)))


def tf(gold: Sequence[Template], predicted: Sequence[Template]) -> Tally:
    """Count one document for CEAF-TF: right, predicted, found and gold fillers of each slot."""
    pairs = _compared(gold, predicted)
    chosen = [pairs[i][j] for i, j in _align(pairs, len(gold))]
    matched = add(tally for tally in chosen if tally is not None)
    counts = dict(matched)
    for slot in SLOTS:
        counts["tf", slot, "predicted"] = sum(_size(template, slot) for template in predicted)
        counts["tf", slot, "gold"] = sum(_size(template, slot) for template in gold)
    return counts


def aligned(gold: Sequence[Template], predicted: Sequence[Template]) -> list[tuple[int, int]]:
    """Return the places (predicted, gold) of the templates that TF pairs."""
    return _align(_compared(gold, predicted), len(gold))


def _compared(gold: Sequence[Template], predicted: Sequence[Template]) -> list[list[Tally | None]]:
    return [[_compare(one, other) for other in gold] for one in predicted]


def _size(template: Template, slot: str) -> int:
    return 1 if slot == TYPE else len(template.entities(slot))


def _compare(predicted: Template, gold: Template) -> Tally | None:
    """Return what a pair of templates matches, None if their types forbid the pair."""
    if predicted.incident_type not in gold.incident_type:
        return None
    counts: dict[tuple[str, ...], float] = {("tf", TYPE, "right"): 1, ("tf", TYPE, "found"): 1}
    for role in ROLES:
        said, true = predicted.entities(role), gold.entities(role)
        counts["tf", role, "right"] = sum(any(one <= other for other in true) for one in said)
        counts["tf", role, "found"] = sum(any(one <= other for one in said) for other in true)
    return counts


def _align(pairs: Sequence[Sequence[Tally | None]], width: int) -> list[tuple[int, int]]:
    """Pair predicted and gold templates so that the matches add up to the most.

    Of equally good pairings the one found first in document order counts, as in GTT's script:
    precision and recall weigh differently, so the choice is part of the definition.
    """
    worth = [[None if one is None else sum(one.values()) for one in row] for row in pairs]

    @cache
    def best(row: int, used: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if row == len(worth):
            return 0, ()
        top, path = best(row + 1, used)
        for column in range(width):
            gain = worth[row][column]
            if gain is None or used >> column & 1:
                continue
            rest, tail = best(row + 1, used | 1 << column)
            if gain + rest > top:
                top, path = gain + rest, ((row, column), *tail)
        return top, path

    return list(best(0, 0)[1])
