"""The status of a verb: its auxiliaries, its subject and object, then what governs it."""

from watchfloor.coding.cues import cue, cues
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.model import Status
from watchfloor.vocab import plover

MATERIAL_CONFLICT = 4
_VERBAL = frozenset({1, 3})
_LONGEST_GROUP = 8
_REACH = 14
"""Tokens between a verb and what governs it, at most."""


def of_verb(view: Scene, trigger: Trigger) -> Status | None:
    """Return the status that a verb's auxiliaries, object and governor give, if any."""
    low, tags = view.sentence.lower, view.tags
    group, place = _verb_group(view, trigger)
    found = _auxiliaries(view, trigger, group, place)
    ordered = low[trigger.start] in cues("ordered") and trigger.end > trigger.start + 1
    if found is None and ordered and trigger.row.mode == ("investigate",):
        return Status.PLANNED  # he ordered an inquiry
    if found is None and tags[trigger.start - 1 : trigger.start] == "&":
        found = _shared(view, trigger)
    if found is None and not cues("nobody").isdisjoint(low[trigger.end : trigger.end + 1]):
        found = Status.DENIED
    return found or _governor(view, trigger)


def _verb_group(view: Scene, trigger: Trigger) -> tuple[list[str], int]:
    """Return the auxiliaries right before a verb, nearest first, and the token in front of them."""
    place, group = trigger.start - 1, []
    first = max(view.sentence.body, trigger.start - _LONGEST_GROUP)
    while place >= first and view.tags[place] in "ABTX-":
        if view.tags[place] != "X":
            group.append(view.sentence.lower[place])
        place -= 1
    if place >= first and view.tags[place] == "E" and view.sentence.lower[place] == "to":
        group.append("to")  # vowed to, agreed to: the cue is itself an event
        place -= 1
    return group, place


def _auxiliaries(view: Scene, trigger: Trigger, group: list[str], place: int) -> Status | None:
    """Read a verb group whose front neighbour is the token at `place`."""
    given, low = frozenset(group), view.sentence.lower
    if "to" in given:
        return _infinitive(view, trigger, place, group)
    if "don't" in given and (place < view.sentence.body or view.tags[place] in '",.;'):
        return Status.HYPOTHETICAL  # an order not to
    if given & cues("not") or _negative_subject(view, place):
        return Status.DENIED
    if given & {"will", "shall", "won't", "would", "going"}:
        return _future(view, trigger, place)
    if given & cues("modal") and "have" not in given:
        stopped = "before" in low[max(0, place - 3) : place + 1]
        return Status.ATTEMPTED if stopped else Status.HYPOTHETICAL
    return None


def _shared(view: Scene, trigger: Trigger) -> Status | None:
    """Read the auxiliary that a bare verb shares: will scrap its mines and admit inspectors."""
    low = view.sentence.lower
    if not _is_base(low[trigger.start]):
        return None
    for back in range(trigger.start - 2, max(trigger.start - 24, view.sentence.body) - 1, -1):
        if view.tags[back] in '.;"':
            return None
        if low[back] in ("will", "shall", "would"):
            return _future(view, trigger, back - 1)
        if low[back] in cues("modal"):
            return Status.HYPOTHETICAL
        if low[back] == "to" and back > view.sentence.body:
            return _infinitive(view, trigger, back - 1, ["to"])
    return None


def _negative_subject(view: Scene, place: int) -> bool:
    """Say whether the subject that ends at `place` is nobody, or begins with "no"."""
    low = view.sentence.lower
    if place >= 0 and low[place] in cues("nobody"):
        return True
    phrase = view.ends.get(place + 1)
    return phrase is not None and low[phrase.start] in ("no", "neither")


def _future(view: Scene, trigger: Trigger, place: int) -> Status:
    """Read will and would: a threat on a condition or after a threat, else a plan."""
    low = view.sentence.lower
    hostile = plover.quad(trigger.row.type) == MATERIAL_CONFLICT
    conditional = not cues("if").isdisjoint(low)
    for back in range(place, max(place - _REACH, view.sentence.body - 1), -1):
        if view.tags[back] in ".;":
            break
        if low[back] in cues(Status.THREATENED):
            return Status.THREATENED
        if low[back] in cues(Status.DENIED):
            return Status.DENIED
        if low[back] in ("fear", "fears", "feared", "believe", "believes", "likely"):
            return Status.HYPOTHETICAL
    if conditional:
        return Status.THREATENED if hostile or "unless" in low else Status.HYPOTHETICAL
    return Status.PLANNED


def _infinitive(view: Scene, trigger: Trigger, place: int, group: list[str]) -> Status | None:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Read what governs "to release": tried, threatened, plans, urged X, is to."""
    low = view.sentence.lower
    if "have" in group:
        return Status.HYPOTHETICAL if "if" in low else None
    to_be = group[-1] in ("is", "are", "was", "were")
    if to_be and place >= 0 and cue(low[place]) is None:
        return Status.PLANNED
    for back in range(place, max(place - 10, view.sentence.body - 1), -1):
        if view.tags[back] in ".;":
            break
        if low[back] in cues("did"):
            return None
        status = cue(low[back])
        if status is Status.PLANNED and low[back - 1 : back] == ("no",):
            return Status.DENIED  # no plans to
        if (
            status is Status.PLANNED
            and low[back] in cues("plotted")
            and trigger.row.type == "ASSAULT"
        ):
            return Status.ATTEMPTED
        if status is not None:
            return status
    if "investigate" in trigger.row.mode:
        return Status.PLANNED
    verbal = plover.quad(trigger.row.type) in _VERBAL
    return None if verbal else Status.HYPOTHETICAL


def _governor(view: Scene, trigger: Trigger) -> Status | None:  # noqa: PLR0911  (a chain of cues, the surest first)
    """Read what governs a finite verb or a gerund: denied that X attacked, risk of killing."""
    low, tags = view.sentence.lower, view.tags
    gerund = low[trigger.start].endswith("ing")
    if tags[trigger.start - 1 : trigger.start] == "&" and not gerund:
        return None
    for place in range(trigger.start - 1, max(view.sentence.body, trigger.start - _REACH) - 1, -1):
        word = low[place]
        if tags[place] in ".;" or word in cues("said"):
            break
        if word in cues("disowned") and (
            gerund or not {"that", "had", "having"}.isdisjoint(low[place : trigger.start])
        ):
            return Status.DENIED
        if gerund and word in ("acquitted", "cleared"):
            return Status.DENIED
        if (
            word in cues("asked-that")
            and "that" in low[place : trigger.start]
            and (_is_base(low[trigger.start]) or low[trigger.start - 1] == "be")
        ):
            return Status.HYPOTHETICAL
        if gerund and place >= trigger.start - 4:
            status = cue(word)
            if status is not None and word not in cues("did"):
                return status
        if gerund and tags[place] == "A" and word in cues("modal"):
            return Status.HYPOTHETICAL
    return None


def _is_base(word: str) -> bool:
    return not word.endswith(("ed", "s", "ing"))
