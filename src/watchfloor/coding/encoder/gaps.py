"""Contents whose subject stands before the relative clause in which somebody speaks.

"Kadu Front, which officials say was behind the raid": words behind the cue alone ("was behind the
raid") say it of nobody, so the content begins with the name.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.decode import touching
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.identities import phrase_before
from watchfloor.coding.encoder.own_words import BE

_FINITE = BE | {"has", "have", "had", "will", "would", "could", "may", "might", "can", "did"}
_RELATIVE = frozenset({"which", "who", "whom", "that"})
_ARTICLES = frozenset({"the", "a", "an", "some", "many"})
_BETWEEN = 2
"""Words between who speaks and the verb of saying: "which officials now say", at most."""


def with_subject(
    content: Span, source: Span | None, cue: Span, encoded: Encoded, others: Sequence[Span]
) -> Span:
    """Return a content without a subject with the name that its relative clause follows.

    `others` are the other contents of the text, in order; no two overlap.
    """
    texts = encoded.texts
    if source is None or content[0] != cue[1] or texts[content[0]].lower() not in _FINITE:
        return content
    low, _ = encoded.around(cue[0])
    place = source[0] - 1
    if place > low and texts[place].lower() in _ARTICLES:
        place -= 1
    near = 0 <= cue[0] - source[1] <= _BETWEEN
    if not near or place <= low or texts[place].lower() not in _RELATIVE:
        return content
    found = phrase_before((place, place + 1), encoded)
    if found is None or touching(others, (found[0], content[0])) is not None:
        return content
    return found[0], content[1]
