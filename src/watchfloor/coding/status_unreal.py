"""What plain words say did not happen, was only tried, or is still to come.

A report that is denied, a correction of what an earlier version said, a meeting that did not take
place, a fair that opens on Friday, a mill that they tried to seize. What is said of the act's
doer alone is not settled here (`status_settled`).
"""

from collections.abc import Iterator

from watchfloor.coding.cues import cues
from watchfloor.coding.status_settled import subject_of
from watchfloor.coding.words import Sentence, words
from watchfloor.model import Status
from watchfloor.model.frozen import dataclass

Span = tuple[int, int]

_NEGATED = 3
"""Tokens before "take place" in which "did not" or "never" stands, at most."""

_REPORTS = 3
"""Tokens from "denied" to the "reports" or "rumours" that it denies, at most."""

_DATE = 4
"""Tokens from "begins" to the day on which, at most."""

_ALIKE = frozenset({"such", "like", "before", "again", "since"})
"""Words of what never happened before: this time it did."""

_ENDS = frozenset('.;"')
_COLON = ":"


@dataclass(frozen=True, slots=True)
class Unreal:
    """Acts in the tokens `reach` have this status, whatever else their sentence says.

    Only what can be stopped is attempted (`status_settled.STOPPABLE`).
    """

    reach: Span
    status: Status

    def covers(self, start: int, end: int) -> bool:
        """Say whether an act at tokens `start..end` is meant."""
        return self.reach[0] < end and start < self.reach[1]


def unreal(sentence: Sentence, tags: str) -> tuple[Unreal, ...]:
    """Return all that the words of a sentence say of acts that did not happen or are to come."""
    found = [*_labelled(sentence), *_corrected(sentence)]
    low = frozenset(sentence.lower)
    if not low.isdisjoint(cues("tried")):
        found.extend(_tried(sentence))
    if "hesitate" in low:
        found.extend(_unhesitating(sentence))
    if not low.isdisjoint(cues("held")):
        found.extend(_not_held(sentence, tags))
    if not low.isdisjoint(cues("debunked") | cues("disowned")):
        found.extend(_debunked(sentence, tags))
    if not low.isdisjoint(cues("begins")):
        found.extend(_dated_ahead(sentence, tags))
    return tuple(found)


def _labelled(sentence: Sentence) -> Iterator[Unreal]:
    """A line of a fact check: "False: a photo shows ...", "08:30 False: a photo ..."."""
    low, body = sentence.lower, sentence.body
    while body < len(low) and (low[body][0].isdigit() or (body and low[body] == ":")):
        body += 1
    if low[body : body + 1] and low[body] in cues("label") and low[body + 1 : body + 2] == (":",):
        yield Unreal((body + 2, len(low)), Status.DENIED)


def _corrected(sentence: Sentence) -> Iterator[Unreal]:
    """A correction: "An earlier version said ...", "the report wrongly gave ..."."""
    low, body = sentence.lower, sentence.body
    start = body + (low[body : body + 1] in (("a",), ("an",), ("the",), ("our",)))
    if low[start : start + 1] not in (("earlier",), ("previous",), ("original",), ("prior",)):
        return
    own = low[start + 1 : start + 2] and low[start + 1] in cues("edition")
    told = next((at for at in range(start + 2, len(low)) if low[at] in cues("misstated")), None)
    wrongly = not frozenset(low[start:]).isdisjoint(cues("wrongly"))
    if told is not None and (own or wrongly):
        yield Unreal((told + 1, len(low)), Status.DENIED)


def _tried(sentence: Sentence) -> Iterator[Unreal]:
    """What somebody "tried to" do, or "nearly" did; who tries and kills has done it."""
    low = sentence.lower
    for at in range(sentence.body, len(low) - 1):
        if low[at] not in cues("tried") or low[at - 1 : at] == ("not",):
            continue
        verb = at + 2 if low[at + 1] == "to" else at + 1
        nearly = low[at] in ("nearly", "almost", "attempted")
        others = {*low[sentence.body : at], *low[verb + 1 :]}
        if (verb > at + 1 or nearly) and verb < len(low) and others.isdisjoint(cues("hurt")):
            first = at if low[at + 1] == "to" else verb
            yield Unreal((first, verb + 1), Status.ATTEMPTED)


def _unhesitating(sentence: Sentence) -> Iterator[Unreal]:
    """What somebody "won't hesitate to" do: he threatens it, and nothing is denied."""
    low = sentence.lower
    for at in range(sentence.body, len(low) - 2):
        if low[at] == "hesitate" and low[at + 1] == "to":
            given = low[max(sentence.body, at - _NEGATED) : at]
            if not _WONT.isdisjoint(given):
                yield Unreal((at + 2, at + 3), Status.THREATENED)


_WONT = frozenset({"not", "never", "t", "won't", "wouldn't"})


def _not_held(sentence: Sentence, tags: str) -> Iterator[Unreal]:
    """What "did not take place" or "never happened" is said of."""
    low = sentence.lower
    for at in range(sentence.body, len(low)):
        if low[at] not in cues("held"):
            continue
        taking = low[at].startswith(("tak", "took"))
        if taking and low[at + 1 : at + 2] != ("place",):
            continue
        first = at
        while first > max(sentence.body, at - _NEGATED) and tags[first - 1] in "ABT":
            first -= 1
        given = frozenset(low[first:at])
        if given.isdisjoint(cues("not")) or given & (cues("modal") | {"will", "to", "does", "do"}):
            continue
        meant = subject_of(sentence, tags, first)
        told = (*low[slice(*meant)], *low[at + 1 : at + 2 + taking])
        if _ALIKE.isdisjoint(told):
            yield Unreal(meant, Status.DENIED)


def _debunked(sentence: Sentence, tags: str) -> Iterator[Unreal]:
    """What is reported by the reports that somebody denies, dismisses or debunks.

    In the training dispatches all six acts behind denied reports or rumours are denied.
    """
    low = sentence.lower
    for at in range(sentence.body, len(low)):
        if low[at] not in cues("debunked") | cues("disowned"):
            continue
        near = range(at + 1, min(len(low), at + 1 + _REPORTS))
        begin = next((one for one in near if low[one] in cues("hearsay")), None)
        if begin is None or not _ENDS.isdisjoint(tags[at:begin]):
            continue
        end = begin + 1
        while end < len(low) and low[end] not in _ENDS and low[end] != _COLON:
            if tags[end] == "&" and (low[end + 1 : end + 2] or ("",))[0].endswith("ed"):
                break  # denied reports of a mutiny and accused the opposition
            end += 1
        yield Unreal((begin + 1, end), Status.DENIED)


def _dated_ahead(sentence: Sentence, tags: str) -> Iterator[Unreal]:
    """What begins on a coming day, told in the present: "the fair opens on Friday"."""
    low = sentence.lower
    for at in range(sentence.body + 1, len(low)):
        if low[at] not in cues("begins") or tags[at - 1 : at] in ("T", "D"):
            continue
        after = low[at + 1 : at + 1 + _DATE]
        day = after[:1] == ("on",) and after[1:2] and after[1] in words("dates.weekdays")
        if day or (after and after[0] in ("tomorrow", "next")):
            yield Unreal(subject_of(sentence, tags, at), Status.PLANNED)
