"""The heads of attribution held to the share of a text that sources, cues and contents may have.

The dispatches teach these heads only where somebody speaks, never where nobody does, so in short
reports every noun looks like a source. Where a head claims more of a text than is plausible its
log odds are lowered by one number until the share fits: the correction for a shifted prior of
Saerens, Latinne, Decaestecker (2002), with the prior known instead of estimated.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from watchfloor.coding.encoder.encoded import Encoded, mean
from watchfloor.coding.encoder.model import Floats

MOST: Mapping[str, float] = MappingProxyType({"source": 0.12, "cue": 0.08, "content": 0.65})
"""The largest share of its words that each head may claim of a text, about what PolNeAR's upper
fourth of texts has."""

_TINY = 1e-9
_STEPS = 20


def settled(encoded: Encoded) -> Encoded:
    """Return a document whose heads of attribution claim plausible shares of its words."""
    held = {head: _settled(encoded.bio[head], most) for head, most in MOST.items()}
    bio = {head: probabilities for head, (probabilities, _) in held.items()}
    return replace(encoded, bio={**encoded.bio, **bio}, surplus=held["source"][1])


def odds(probabilities: Floats) -> Floats:
    """Return the log odds of being inside a span for each word."""
    inside = probabilities[:, 1] + probabilities[:, 2]
    found: Floats = np.log(np.maximum(inside, _TINY)) - np.log(
        np.maximum(probabilities[:, 0], _TINY)
    )
    return found


def _settled(probabilities: Floats, most: float) -> tuple[Floats, float]:
    """Return the probabilities with a mean of `most`, and what was taken from their log odds."""
    inside = probabilities[:, 1] + probabilities[:, 2]
    if len(inside) == 0 or mean(inside) <= most:
        return probabilities, 0.0
    told = odds(probabilities)
    low, high = 0.0, 25.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if mean(_chance(told - middle)) > most:
            low = middle
        else:
            high = middle
    held = _chance(told - high)
    share = held / np.maximum(inside, _TINY)
    found = np.stack([1.0 - held, probabilities[:, 1] * share, probabilities[:, 2] * share], -1)
    return found.astype(np.float32), high


def _chance(told: Floats) -> Floats:
    found: Floats = (1.0 / (1.0 + np.exp(-told))).astype(np.float32)
    return found
