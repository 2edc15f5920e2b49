"""Is one text a copy of another? Decided on the words of both, never on an estimate.

A pair is a copy if runs of five common words cover

- SMALLER of the words of one, and
- LARGER of the words of the other, or else the opening of the other.

The second condition keeps round-ups apart: a page of ten briefs holds each of them whole, but more
than half of it is none of them, and it opens with one at most. A single digest of three stories
must not make three stories one. News is cut from its end, so a copy cut to a tenth has the opening.

Pages of one site share furniture that no rule of ours knows, so of two of them one has to lie
almost whole (SAME_SITE) in the other. That costs little: a site's own pages are one source anyway.
"""

import numpy as np
import numpy.typing as npt

from watchfloor.ingest.copies_words import RUN, Wording

SMALLER, LARGER = 0.6, 0.5
SAME_SITE = 0.85
OPENING_WORDS, OPENING = 40, 0.7
LEAST_WORDS = 20
"""Fewer common words prove nothing, unless the texts are equal."""

Covered = npt.NDArray[np.bool_]


def is_copy(one: Wording, other: Wording, *, same_site: bool) -> bool:
    """Tell whether two texts are copies; the same whichever comes first."""
    if one.content == other.content:
        return True
    if min(one.words, other.words) < LEAST_WORDS:
        return False
    pair = [(covered(one, other), one), (covered(other, one), other)]
    common = [int(np.count_nonzero(found)) for found, _ in pair]
    if min(common) < LEAST_WORDS:
        return False
    shares = [count / text.words for count, (_, text) in zip(common, pair, strict=True)]
    if max(shares) < (SAME_SITE if same_site else SMALLER):
        return False
    if min(shares) >= LARGER:
        return True
    # The opening is no longer than the shorter text, which may have been cut to two sentences.
    opening = pair[shares.index(min(shares))][0][: min(OPENING_WORDS, one.words, other.words)]
    return int(np.count_nonzero(opening)) / len(opening) >= OPENING


def covered(text: Wording, other: Wording) -> Covered:
    """Return for each word of a text whether it lies in a run that the other, not empty, has."""
    ordered, wanted = other.ordered, text.ordered  # a search in order stays near the last one
    at = np.searchsorted(ordered, wanted)
    common = np.empty(len(wanted), np.bool_)
    common[text.order] = np.take(ordered, at, mode="clip") == wanted
    found = np.zeros(text.words, np.bool_)
    for shift in range(min(RUN, text.words)):
        found[shift : shift + len(common)] |= common
    return found
