"""The kind of a claim: the head's opinion, the cue's own word, and what a kind cannot do without.

A forecast, threat or pledge speaks of what is to come, a denial denies, who takes responsibility
speaks of himself: a kind whose words are missing is left out, however sure the head.
"""

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np

from watchfloor.coding.encoder.labels import CLAIM_KINDS
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.sayings import kinds_of, sayings

SURE = 0.5
"""Below this a statement is an assessment, the plainest of the kinds."""

_OF_KIND = 6.0
"""How many times likelier a kind is if the cue's own word makes it."""

_NEEDS = MappingProxyType(
    {
        "forecast": "mark.ahead",
        "threat": "mark.ahead",
        "pledge": "mark.ahead",
        "denial": "mark.not",
        "demand": "mark.ask",
        "responsibility": "mark.own",
    }
)
_FIRST = 4
"""Words of a content among which its subject stands."""


def kind(row: Floats, cue: Sequence[str], content: Sequence[str]) -> tuple[str, float]:
    """Return the kind of a claim and how sure it is; 0 for an assessment.

    `row` are the head's probabilities, `cue` and `content` words in small letters.
    """
    told = np.array(row[1:], dtype=np.float64)
    made = {one.value for word in cue for one in kinds_of(word)}
    for number, name in enumerate(CLAIM_KINDS[1:]):
        if name in made:
            told[number] *= _OF_KIND
        elif name in _NEEDS:
            own = name == "responsibility"
            seen = [*cue, *(content[:_FIRST] if own else content)]
            if sayings()[_NEEDS[name]].isdisjoint(seen):
                told[number] = 0.0
    told /= max(float(told.sum()), 1e-9)
    best = int(np.argmax(told))
    sure = float(told[best])
    name = CLAIM_KINDS[1 + best]
    return (name, sure) if sure >= SURE and name != "assessment" else ("assessment", 0.0)
