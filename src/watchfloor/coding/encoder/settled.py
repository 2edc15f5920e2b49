"""What plain words settle about the anchors of a text, and who by them is not their actor."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from watchfloor.coding.cues import cues
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.labels import STATUSES, TYPES
from watchfloor.coding.encoder.model import Floats
from watchfloor.coding.encoder.passages import Passage
from watchfloor.coding.status_settled import STOPPABLE, Settled
from watchfloor.model import Status
from watchfloor.model.frozen import dataclass

_STOPPABLE = [TYPES.index(one) for one in sorted(STOPPABLE)]
_ATTEMPTED = STATUSES.index(Status.ATTEMPTED.value)
_ACTUAL, _DENIED = STATUSES.index(Status.ACTUAL.value), STATUSES.index(Status.DENIED.value)
_HYPOTHETICAL = STATUSES.index(Status.HYPOTHETICAL.value)
_IDIOMS = frozenset({"case", "event", "longer", "moment", "rate", "time", "way"})
"""What follows "any" in phrases that say nothing of the act behind them: in any case."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one sentence settles, in words of the document."""

    settled: Settled
    cue: Span
    reach: Span
    aside: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        """Say whether an act is meant."""
        return self.reach[0] < span[1] and span[0] < self.reach[1]


def spoken(encoded: Encoded) -> list[Spoken]:
    """Return all that the sentences settle, in order."""
    return [
        Spoken(
            one,
            _words(passage, low, (one.cue, one.cue + 1)),
            _words(passage, low, one.reach),
            tuple(_words(passage, low, span) for span in one.aside),
        )
        for passage, (low, _) in zip(encoded.passages, encoded.edges, strict=True)
        for one in passage.look.settled
    ]


def _words(passage: Passage, low: int, tokens: Span) -> Span:
    first, last = passage.place(*tokens) if tokens[0] < tokens[1] else (0, 0)
    return low + first, low + last


def restated(
    statuses: Floats, types: Floats, given: Sequence[Span], known: Sequence[Spoken]
) -> Floats:
    """Return statuses with what words settle: stopped is attempted, disowned is not denied."""
    if not known:
        return statuses
    found = statuses.copy()
    for number, span in enumerate(given):
        for one in (one for one in known if one.covers(span)):
            if not one.settled.stopped:
                found[number, _ACTUAL] += found[number, _DENIED]
                found[number, _DENIED] = 0.0
            elif int(np.argmax(types[number])) in _STOPPABLE:
                found[number] = 0.0
                found[number, _ATTEMPTED] = 1.0
    return found


def unreal(statuses: Floats, types: Floats, given: Sequence[Span], encoded: Encoded) -> Floats:
    """Return statuses with what plain words say did not happen, was tried, or is to come."""
    known = [
        (_words(passage, low, one.reach), STATUSES.index(one.status.value))
        for passage, (low, _) in zip(encoded.passages, encoded.edges, strict=True)
        for one in passage.look.unreal
    ]
    found = statuses.copy() if known else statuses
    for number, span in enumerate(given):
        for reach, status in known:
            stoppable = int(np.argmax(types[number])) in _STOPPABLE or status != _ATTEMPTED
            if stoppable and reach[0] < span[1] and span[0] < reach[1]:
                found[number] = 0.0
                found[number, status] = 1.0
    return found


def indefinite(statuses: Floats, given: Sequence[Span], texts: Sequence[str]) -> Floats:
    """Return statuses with what "any" says: "any attack", "any further strike" has not happened.

    Of the acts behind "any" in the training dispatches 16 are denied, 15 hypothetical, none actual.
    """
    found = statuses
    for number, (start, _) in enumerate(given):
        near = [word.lower() for word in texts[max(0, start - 2) : start]]
        if near[-1:] != ["any"] and (near[:1] != ["any"] or not _IDIOMS.isdisjoint(near)):
            continue
        found = found.copy()
        found[number, [_ACTUAL, _ATTEMPTED]] = 0.0
        left = float(found[number].sum())
        if left > 0.0:
            found[number] /= left
        else:
            found[number, _HYPOTHETICAL] = 1.0
    return found


def undenied(statuses: Floats, given: Sequence[Span], encoded: Encoded) -> Floats:
    """Return statuses without denials of what "will" be, where no word of the text beside denies.

    "The troops will leave within two years" is a plan, short and bare as the text may be.
    """
    found = statuses
    for number, (start, end) in enumerate(given):
        low, high = encoded.around(start)[0], encoded.around(end - 1)[1]
        ahead = {word.lower() for word in encoded.texts[max(low, start - _AUXILIARY) : end]}
        if int(np.argmax(found[number])) != _DENIED or ahead.isdisjoint(_WILL):
            continue
        low = encoded.around(low - 1)[0] if low else low
        high = encoded.around(high)[1] if high < len(encoded.texts) else high
        if not any(map(_says_nay, (*encoded.texts[low:start], *encoded.texts[end:high]))):
            found = found.copy()
            second = float(np.sort(found[number])[-2])
            found[number, _DENIED] = _LESS * second
            found[number] /= found[number].sum()
    return found


_LESS = 0.9
"""What is left of a denial, of the likeliest other status: the net may know what no word says.

Without "will" the rule finds more of our own cases (.771 for .748), and fewer of UDS (r .814 for
.818).
"""
_WILL, _AUXILIARY = frozenset({"will", "shall", "ll", "'ll", "’ll"}), 3
"""What is to come, and in how many words before an act it is said."""

_PLANNED = STATUSES.index(Status.PLANNED.value)
_OPEN = frozenset({"if", "If", "unless", "Unless", "until", "would", "could", "may", "might"})
"""Words of a condition: May is a month."""


_SOON = 4
"""Words behind an act in which it is left open whether it has begun."""


def undecided(statuses: Floats, given: Sequence[Span], encoded: Encoded) -> Floats:
    """Return statuses with what "had begun or would begin" planned: nobody says it happened."""
    found = statuses
    for number, (_, end) in enumerate(given):
        stop = min(end + _SOON, encoded.around(end - 1)[1])
        behind = [word.lower() for word in encoded.texts[end:stop]]
        pairs = pairwise(behind)
        if not any(one == "or" and other in _LATER for one, other in pairs):
            continue
        found = found.copy()
        found[number, _PLANNED] += found[number, _ACTUAL] + found[number, _ATTEMPTED]
        found[number, [_ACTUAL, _ATTEMPTED]] = 0.0
    return found


_LATER = frozenset({"would", "will"})


def intended(statuses: Floats, given: Sequence[Span], encoded: Encoded) -> Floats:
    """Return statuses with what somebody "plans to" do planned, where no condition is named.

    Only where they say that it is hypothetical or denied, and no word of the sentence does.
    """
    found = statuses
    for number, (start, end) in enumerate(given):
        low, high = encoded.around(start)
        before = [word.lower() for word in encoded.texts[max(low, start - 3) : start]]
        to = before[-1:] == ["to"] or before[-2:-1] == ["to"]
        if not to or cues("intends").isdisjoint(before):
            continue
        rest = (*encoded.texts[low:start], *encoded.texts[end:high])
        if any(word in _OPEN or _says_nay(word) for word in rest):
            continue
        if int(np.argmax(found[number])) in (_HYPOTHETICAL, _DENIED):
            found = found.copy()
            found[number, _PLANNED] += found[number, _HYPOTHETICAL] + found[number, _DENIED]
            found[number, [_HYPOTHETICAL, _DENIED]] = 0.0
    return found


@cache
def _nay_stems() -> tuple[str, ...]:
    return tuple(sorted(cues("nay-stems")))


def _says_nay(word: str) -> bool:
    """Say whether a word may deny: one stands by 155 of 164 denied acts of the training texts."""
    low = word.lower()
    negated = low == "t" or low.endswith(("n't", "n’t"))  # "didn" and "t", or one word
    return negated or low in cues("nays") or low.startswith(_nay_stems())


def retyped(
    types: Floats, given: Sequence[Span], told: Sequence[str | None], known: Sequence[Spoken]
) -> Floats:
    """Return types with those that the table tells of what was stopped: a plot is an assault."""
    found = types.copy() if known else types
    for number, (span, kind) in enumerate(zip(given, told, strict=True)):
        if kind in STOPPABLE and any(one.settled.stopped and one.covers(span) for one in known):
            found[number] = 0.0
            found[number, TYPES.index(kind)] = 1.0
    return found


def bystanders(span: Span, role: str, known: Sequence[Spoken]) -> list[Span]:
    """Return the words in which nobody stands who fills a role of an act.

    Who foiled it or denies a part in it is not its actor; on whoever denies it no report rests.
    """
    return [
        words
        for one in known
        if one.covers(span)
        and (role == "actor" or (role == "attributed_to" and not one.settled.stopped))
        for words in one.aside
    ]


def telling(span: Span, others: Sequence[Span], known: Sequence[Spoken]) -> bool:
    """Say whether an anchor is but the "foiled" of another one: "foiled a bombing" is one act."""
    return any(
        one.settled.stopped
        and one.cue == span
        and any(one.covers(other) for other in others if other != span)
        for one in known
    )
