"""Among those who bear one name, the one that a text means: a ranked choice with its reasons."""

from collections.abc import Sequence

from watchfloor.model import MentionKind, Resolution, Runner
from watchfloor.resolve.actors_knowledge import (
    PERSON,
    Knowledge,
    begins_after,
    ends_before,
    knowledge,
)
from watchfloor.resolve.actors_scan import Scene

RUNNERS = 3
SHARED = 0.5
"""Score of a choice among several; the lead over the second raises it, up to `CLEAR`."""
CLEAR = 0.75
GRACE_YEARS = 3
"""News tells of a body for some years after its end."""


def choose(
    ids: Sequence[str], rule: str, score: float, scene: Scene, kind: MentionKind | None = None
) -> Resolution:
    """Return the bearer that the text speaks for most; the others are its runners-up."""
    base = knowledge()
    if len(ids) == 1:
        return Resolution(entity=base.entity(ids[0]), rule=rule, score=score)
    weighed = sorted(
        ((*_weigh(base, one, scene, kind), one) for one in ids), key=lambda one: (-one[0], one[2])
    )
    (best, why, chosen), (second, *_) = weighed[0], weighed[1]
    lead = min(1.0, best - second)
    said = f": {', '.join(why)}" if why and lead else ""
    return Resolution(
        entity=base.entity(chosen),
        rule=f"{rule}, shared by {len(ids)}{said}",
        score=round(SHARED + (CLEAR - SHARED) * lead, 3),
        runners_up=tuple(
            Runner(
                name=base.entity(one).name,
                score=round(SHARED / 2 * max(0.1, 1 - (best - weight) / 4), 3),
            )
            for weight, _, one in weighed[1 : 1 + RUNNERS]
        ),
    )


def _weigh(
    base: Knowledge, actor_id: str, scene: Scene, kind: MentionKind | None
) -> tuple[float, tuple[str, ...]]:
    """Return how much speaks for one bearer of a name, and what."""
    entity, row = base.entity(actor_id), base.actors.get(actor_id)
    weight, why = 0.0, []
    if kind is not None and (kind is MentionKind.PERSON) == (entity.type == PERSON):
        weight += 1.0
    if entity.country and (share := scene.countries.get(entity.country, 0.0)):
        weight += 1.0 + share / (share + 5)
        why.append(f"the text names {entity.country}")
    if count := scene.present.get(actor_id, 0):
        weight += 1.0 + count / (count + 5)
        why.append("named in full elsewhere")
    near = sum(
        other in scene.present
        for tie in base.of_subject.get(actor_id, ())
        for other in (tie.object,)
    )
    if near:
        weight += 0.5
        why.append("its allies or superiors are named")
    if row and scene.day:
        if begins_after(row.since, scene.day):
            weight -= 2.0
        elif row.until and ends_before(f"{int(row.until[:4]) + GRACE_YEARS}", scene.day):
            weight -= 1.0
        held = [tie for tie in base.of_subject.get(actor_id, ()) if tie.predicate == "leads"]
        if entity.type == PERSON and held:
            in_office = any(tie.holds(scene.day) for tie in held)
            weight += 1.0 if in_office else 0.0
            if in_office:
                why.append("in office on the day")
    ties = len(base.of_subject.get(actor_id, ())) + len(base.of_object.get(actor_id, ()))
    return weight + min(ties, 20) / 100, tuple(why)
