"""Which events of a whole file are one incident, end to end: read, resolved, reported, fused.

A pair of events is right if both are paired with gold events (by anchor, as for every other figure)
that bear one `inc`. Every pair that is fused counts as said, also of events that no gold event has,
so a wrongly merged file is punished for each wrong pair. What did not happen is in no incident:
such events are one only with those of their own chain, and gold pairs that they are in are missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from bench.score.tally import Tally
from watchfloor.model import Coded, Document, Event, Report, report_table

Place = tuple[int, int]
"""Case and event in it."""

Groups = Mapping[Place, str]


def reports_of(document: Document, coded: Coded, events: Sequence[Event]) -> tuple[Report, ...]:
    """Return the reports that ingest makes of a document."""
    from watchfloor import pipeline_fuse  # noqa: PLC0415  (numpy)

    vectors = {one.id: vector for one, vector in zip(events, coded.vectors, strict=False)}
    return pipeline_fuse.reports_of(document, events, vectors)


def fused(reports: Iterable[Report]) -> Mapping[str, str]:
    """Return chain -> incident of the reports of a file."""
    from watchfloor.fuse.incidents import fuse  # noqa: PLC0415

    found = fuse(report_table(reports)).incidents
    return {chain: name for name, chains in found.items() for chain in chains}


def count_pairs(gold: Groups, said: Groups, paired: Mapping[Place, Place]) -> Tally:
    """Count the pairs; `paired` maps events that were said to gold events."""
    counts: dict[tuple[str, ...], float] = {
        ("pairs", "gold"): sum(1 for _ in _pairs(gold)),
        ("pairs", "gold across"): sum(_across(pair) for pair in _pairs(gold)),
    }
    for one, other in _pairs(said):
        right = _is_right(gold, paired.get(one), paired.get(other))
        for name, is_counted in (("", True), (" across", _across((one, other)))):
            said_key, right_key = ("pairs", f"predicted{name}"), ("pairs", f"right{name}")
            counts[said_key] = counts.get(said_key, 0) + is_counted
            counts[right_key] = counts.get(right_key, 0) + (is_counted and right)
    return counts


def _pairs(groups: Groups) -> Iterable[tuple[Place, Place]]:
    held: dict[str, list[Place]] = {}
    for place in sorted(groups):
        held.setdefault(groups[place], []).append(place)
    for members in held.values():
        yield from combinations(members, 2)


def _across(pair: tuple[Place, Place]) -> bool:
    return pair[0][0] != pair[1][0]


def _is_right(gold: Groups, one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one == other:
        return False
    return one in gold and gold.get(other) == gold[one]
