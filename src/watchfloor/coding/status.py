"""Whether it happened: status, outcome and assertion by cue words around a trigger.

Lists share the verdict of their first item: "could set off a wave of attacks, bombings and other
strikes" makes all three hypothetical.
"""

from collections.abc import Iterator

from watchfloor.coding.cues import cues
from watchfloor.coding.scene import Scene
from watchfloor.coding.status_nouns import of_noun
from watchfloor.coding.status_settled import STOPPABLE, Settled, settled
from watchfloor.coding.status_unreal import Unreal, unreal
from watchfloor.coding.status_verbs import MATERIAL_CONFLICT, of_verb
from watchfloor.coding.triggers import Trigger
from watchfloor.model import Assertion, Outcome, Status
from watchfloor.model.frozen import dataclass
from watchfloor.vocab import plover

_SOON = 14
"""Tokens between a trigger and the future date that makes it a plan, at most."""

_LIST = 8
"""Tokens between two items of one list, at most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of an event with its neighbours, and how sure the cue is."""

    status: Status
    outcome: Outcome = Outcome.UNKNOWN
    assertion: Assertion = Assertion.FACT
    score: float = 0.9


def judge(
    view: Scene,
    number: int,
    earlier: list[Verdict],
    given: tuple[Settled, ...] = (),
    said: tuple[Unreal, ...] = (),
) -> Verdict:
    """Return the verdict on trigger `number`.

    `earlier` are those of the triggers before it, `given` is what the sentence settles, `said`
    what it says of acts that did not happen or are to come.
    """
    trigger = view.triggers[number]
    found = of_verb(view, trigger) if trigger.verb else of_noun(view, trigger)
    score = 0.8
    if "no" in view.sentence.lower[trigger.start : trigger.end] or _disproved(view):
        found = Status.DENIED
    found = _by_words(trigger, found, given)
    meant = [
        one.status
        for one in said
        if one.covers(trigger.start, trigger.end)
        and (one.status is not Status.ATTEMPTED or trigger.row.type in STOPPABLE)
    ]
    found = meant[-1] if meant else found
    if found is None and _failed(view, trigger):
        found = Status.ATTEMPTED
    if found is None and _ahead(view, trigger):
        found = Status.PLANNED
    if found is None and _in_condition(view, trigger):
        found = Status.HYPOTHETICAL
    if found is None and number and _listed(view, number):
        found, score = earlier[-1].status, 0.7
    if found is None:
        found, score = Status.ACTUAL, 0.9
    return Verdict(found, _outcome(view, trigger, found), _assertion(view, trigger), score)


def _by_words(trigger: Trigger, found: Status | None, given: tuple[Settled, ...]) -> Status | None:
    """Return the status that plain words settle: stopped before use; a part denied, not the act."""
    for one in given:
        if one.covers(trigger.start, trigger.end):
            if not one.stopped:
                found = None if found is Status.DENIED else found
            elif trigger.row.type in STOPPABLE:
                found = Status.ATTEMPTED
    return found


def verdicts(view: Scene) -> tuple[Verdict, ...]:
    """Return the verdict on each trigger of a sentence."""
    found: list[Verdict] = []
    given, said = settled(view.sentence, view.tags), unreal(view.sentence, view.tags)
    for number in range(len(view.triggers)):
        found.append(judge(view, number, found, given, said))
    return tuple(found)


def _disproved(view: Scene) -> bool:
    """Say whether a sentence calls a report wrong: "reports that X were captured are false"."""
    given = frozenset(view.sentence.lower)
    return not (given.isdisjoint(cues("report")) or given.isdisjoint(cues("wrong")))


def _ahead(view: Scene, trigger: Trigger) -> bool:
    """Say whether the date after a trigger lies in the future: tomorrow, next week."""
    low = view.sentence.lower
    if "to" in low[trigger.end - 1 : trigger.end + 1]:
        return False  # vowed to march tomorrow: the vow is today's
    return any(
        low[start] in ("tomorrow", "next", "coming")
        or low[start : start + 2] in (("the", "next"), ("the", "coming"))
        for start, end in view.dates
        if 0 <= start - trigger.end <= _SOON and "day" not in low[start:end]
    )


def _failed(view: Scene, trigger: Trigger) -> bool:
    """Say whether an attack is told to have failed, later in its sentence."""
    if trigger.row.type != "ASSAULT":
        return False
    given = view.sentence.lower[trigger.start : trigger.end]
    if not cues("attempt").isdisjoint(given):
        return True
    after = view.sentence.lower[trigger.end : trigger.end + 14]
    if not {"intercepted", "repelled", "foiled", "thwarted"}.isdisjoint(after):
        return True
    return "but" in after and not {
        "failed",
        "missed",
        "escaped",
        "survived",
        "unhurt",
        "repulsed",
    }.isdisjoint(after)


def _in_condition(view: Scene, trigger: Trigger) -> bool:
    """Say whether the trigger stands in a question, or behind an "if" without a comma since."""
    low, tags = view.sentence.lower, view.tags
    first = low[view.sentence.body : view.sentence.body + 1]
    if tags[view.sentence.body : view.sentence.body + 1] == "A" and low[-1] == "?":
        return True
    if first and first[0] in ("had", "should", "were") and "," not in tags[: trigger.start]:
        return True
    if low[trigger.start - 1 : trigger.start] in (("is",), ("are",)):
        return not (cues("if") | {"until"}).isdisjoint(low[view.sentence.body : trigger.start])
    for place in range(trigger.start - 1, max(view.sentence.body, trigger.start - 16) - 1, -1):
        if tags[place] in ".;," or low[place] in cues("said"):
            return False
        if low[place] in cues("if") or low[place] == "until":
            return True
    return False


def _listed(view: Scene, number: int) -> bool:
    """Say whether a trigger goes on a list that the one before it began."""
    before, here = view.triggers[number - 1], view.triggers[number]
    between = view.tags[before.end : here.start]
    if here.verb:
        return before.verb and between in ("&", ",&", "&B")
    return (
        len(between) <= _LIST
        and ("&" in between or "," in between)
        and set(between) <= set("NC#BDP&,IO'")
    )


def _outcome(view: Scene, trigger: Trigger, status: Status) -> Outcome:
    around = frozenset(_around(view, trigger, 8, 14))
    if trigger.row.type == "ASSAULT" and around & {"intercepted", "intercept", "downed"}:
        return Outcome.INTERCEPTED
    missed = trigger.row.type == "ASSAULT" and around & {"missed", "foiled", "thwarted"}
    if status is Status.ATTEMPTED or missed:
        return Outcome.FAILED
    return Outcome.UNKNOWN


def _around(view: Scene, trigger: Trigger, before: int, after: int) -> Iterator[str]:
    yield from view.sentence.lower[max(0, trigger.start - before) : trigger.start]
    yield from view.sentence.lower[trigger.end : trigger.end + after]


def _assertion(view: Scene, trigger: Trigger) -> Assertion:
    """Return how sure the text is that the actor did it."""
    around = frozenset(_around(view, trigger, 14, 12))
    if plover.quad(trigger.row.type) != MATERIAL_CONFLICT:
        return Assertion.FACT
    if "responsibility" in around and around & {"claimed", "claims", "claiming", "claim"}:
        return Assertion.CLAIMED
    if around & {"accused", "accuses", "accusing", "blamed", "blames", "blaming"}:
        return Assertion.ACCUSED
    if around & cues("suspected"):
        return Assertion.SUSPECTED
    return Assertion.FACT
