"""The status of a noun: its determiner, what governs it, and the verb it is subject of."""

from watchfloor.coding.cues import cue, cues
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.model import Status

_GENERIC = 14
"""Tokens between a noun and a "would" that still speaks of it, at most."""


def of_noun(view: Scene, trigger: Trigger) -> Status | None:
    """Read the words before a noun, then what governs it, then its own verb."""
    low, tags = view.sentence.lower, view.tags
    given = low[trigger.start : trigger.end]
    if not cues("attempt").isdisjoint(given):
        return Status.ATTEMPTED
    place = trigger.start - 1
    while place >= view.sentence.body and tags[place] in "NCB#DP'\"":
        if low[place] in cues("qualifier"):
            foiled = not cues("stopped").isdisjoint(low[max(0, place - 3) : place])
            return Status.ATTEMPTED if foiled else _qualified(low[place])
        if low[place] in cues("not"):
            return Status.DENIED
        place -= 1
    if low[place : place + 1] and low[place] in cues("during"):
        return _own_verb(view, trigger)  # agreed at the talks: the cue governs something else
    found = _governing(view, trigger, place) or _own_verb(view, trigger)
    return found or _generic(view, trigger, place + 1)


def _generic(view: Scene, trigger: Trigger, start: int) -> Status | None:
    """Read one of a kind: a raid that fails would finish him."""
    after = view.sentence.lower[trigger.end : trigger.end + _GENERIC]
    one = view.sentence.lower[start] in ("a", "an") and start == view.sentence.body
    return Status.HYPOTHETICAL if one and "would" in after else None


def _qualified(word: str) -> Status:
    """Return the status that a word before a noun gives: no, any, planned, possible, foiled."""
    if word == "no":
        return Status.DENIED
    if word in cues("attempt"):
        return Status.ATTEMPTED
    if word in ("planned", "upcoming", "scheduled", "forthcoming"):
        return Status.PLANNED
    return Status.THREATENED if word == "threatened" else Status.HYPOTHETICAL


def _governing(view: Scene, trigger: Trigger, place: int) -> Status | None:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Walk left from a noun's phrase to its governor: could launch an attack, risk of war."""
    low, tags = view.sentence.lower, view.tags
    for step in range(12):
        if place < view.sentence.body or tags[place] in '.;SRW("':
            return None
        word = low[place]
        if tags[place] == "A" or word in cues("not"):
            return _auxiliary(view, place)
        if _to_come(view, trigger, place):
            return Status.PLANNED
        if word in cues("call"):
            after = low[place + 1] if place + 1 < len(low) else ""
            return _call(after)
        status = None if word in cues("infinitive-only") else cue(word)
        if status is not None:
            undone = status is Status.PLANNED and _negated(view, place)
            return Status.DENIED if undone else status
        if tags[place] in "VE" and tags[place - 1 : place] != "E" and not _goes_on(view, place):
            return None
        if step and tags[place] == ",":
            return None
        place -= 1
    return None


def _to_come(view: Scene, trigger: Trigger, place: int) -> bool:
    """Say whether the word at `place` puts off what it governs: ordered, in exchange for."""
    low = view.sentence.lower
    if low[place] in cues("ordered"):
        return trigger.row.type != "ASSAULT"
    return low[place - 1 : place + 2] in (("in", "return", "for"), ("in", "exchange", "for"))


def _negated(view: Scene, place: int) -> bool:
    """Say whether the cue at `place` is negated: no plans, nobody announced, did not plan."""
    before = view.sentence.lower[max(view.sentence.body, place - 3) : place]
    return not cues("not").isdisjoint(before) or not {"no", "nobody"}.isdisjoint(before)


def _call(after: str) -> Status | None:
    """Read "called": for talks, a strike, the talks useful."""
    if after in ("for", "on", "upon", "to"):
        return Status.HYPOTHETICAL
    return None if after in ("the", "it", "this", "that", "his", "their", "its") else Status.PLANNED


def _goes_on(view: Scene, place: int) -> bool:
    """Say whether the verb at `place` is not finite: to launch, launching, will hold."""
    before = view.tags[place - 1 : place]
    return before in ("T", "A", "B") or view.sentence.lower[place].endswith("ing")


def _auxiliary(view: Scene, place: int) -> Status | None:
    """Read the auxiliaries that end at `place`: will hold talks, did not launch an attack."""
    low = view.sentence.lower
    given = frozenset(low[max(view.sentence.body, place - 2) : place + 1])
    if given & cues("not"):
        return Status.DENIED
    if given & {"will", "shall"}:
        return Status.PLANNED
    if "would" in given:
        return Status.HYPOTHETICAL if not cues("if").isdisjoint(low) else Status.PLANNED
    return Status.HYPOTHETICAL if given & cues("modal") else None


def _own_verb(view: Scene, trigger: Trigger) -> Status | None:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Read the verb a noun is subject of: talks will be held, the vigil is planned."""
    low, tags = view.sentence.lower, view.tags
    soon = low[trigger.end : trigger.end + 3]
    if soon[:2] in (("to", "be"), ("is", "to"), ("are", "to")) or not {
        "planned",
        "scheduled",
        "due",
    }.isdisjoint(soon[:2]):
        return Status.PLANNED
    if not {"possible", "likely", "imminent", "unlikely"}.isdisjoint(soon[:2]):
        return Status.HYPOTHETICAL
    for place in range(trigger.end, min(trigger.end + 9, len(low))):
        if tags[place] in '.;,SWVE&"':
            return None
        if tags[place] != "A":
            continue
        ahead = frozenset(low[place : place + 4])
        if ahead & cues("not"):
            return Status.DENIED
        if ahead & {"foiled", "thwarted", "averted", "repelled", "prevented", "failed", "defused"}:
            return Status.ATTEMPTED
        if low[place] in ("will", "would") or ahead & {"planned", "scheduled", "due", "expected"}:
            return Status.PLANNED
        return Status.HYPOTHETICAL if low[place] in cues("modal") else None
    return None
