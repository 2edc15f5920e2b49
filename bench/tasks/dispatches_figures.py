"""The figures and tables of task dispatches, all made from one sum of counts."""

from bench.score.classify import accuracy, macro_f1, per_class
from bench.score.tally import Tally, f1, share
from bench.task import Figures, Row, Table
from bench.tasks.status import confusion_table

REAL = frozenset({"actual", "attempted"})


def figures(counts: Tally) -> Figures:
    """Name the figures.

    event_f1: anchors paired one to one by overlap, right if the type agrees. status_acc: of all
    paired anchors, whatever their type. unreal_as_real: of paired gold events that are planned,
    threatened, hypothetical or denied, the share called actual or attempted (lower is better).
    On events paired with the same type: actor_f1, recipient_f1 and place_f1, a filler is right if
    it shares a content word with a gold filler, one to one; date_exact and dead_exact, of events
    with a gold value the share with exactly its bounds. claims_f1: contents paired one to one by
    token F1 of at least .5, whatever the kind. incident_pairs_f1: pairs of events of the file with
    one `inc` (`dispatches_incidents` says which are right), without an interval: pairs across texts
    belong to no text.
    """
    events = {key[1]: n for key, n in counts.items() if key[0] == "events"}
    values: dict[str, float | None] = {
        "event_f1": f1(events.get("typed", 0), events.get("predicted", 0), events.get("gold", 0)),
        "status_acc": accuracy(counts),
        "unreal_as_real": share(_unreal_as_real(counts), _unreal_matched(counts)),
        "actor_f1": _f1(counts, "actor"),
        "recipient_f1": _f1(counts, "recipient"),
        "date_exact": share(counts.get(("date", "right"), 0), counts.get(("date", "gold"), 0)),
        "dead_exact": share(counts.get(("dead", "right"), 0), counts.get(("dead", "gold"), 0)),
        "claims_f1": _f1(counts, "claims") if counts.get(("claims", "predicted"), 0) else None,
        "incident_pairs_f1": _f1(counts, "pairs") if counts.get(("pairs", "gold"), 0) else None,
        "place_f1": _f1(counts, "place"),
    }
    why = {
        name: "no matched event has such a gold value"
        for name, value in values.items()
        if value is None
    }
    if values["claims_f1"] is None:
        why["claims_f1"] = "no claim was stated in this file"
    if values["incident_pairs_f1"] is None:
        why["incident_pairs_f1"] = "no two events of this file are one incident"
    return Figures(values, why)


def _f1(counts: Tally, about: str) -> float:
    right, predicted, gold = (
        counts.get((about, name), 0) for name in ("right", "predicted", "gold")
    )
    return f1(right, predicted, gold)


def _unreal_matched(counts: Tally) -> float:
    return sum(n for key, n in counts.items() if key[0] == "confusion" and key[1] not in REAL)


def _unreal_as_real(counts: Tally) -> float:
    return sum(
        n
        for key, n in counts.items()
        if key[0] == "confusion" and key[1] not in REAL and key[2] in REAL
    )


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return anchors, types, statuses and slots in detail."""
    said, gold = counts.get(("events", "predicted"), 0), counts.get(("events", "gold"), 0)
    matched = counts.get(("events", "matched"), 0)
    anchors = (
        f1(matched, said, gold),
        share(matched, said),
        share(matched, gold),
        share(counts.get(("events", "typed"), 0), matched),
        macro_f1(counts),
        share(_unreal_as_real(counts), counts.get(("unreal", "gold"), 0)),
    )
    columns = ("anchor F1", "P", "R", "type accuracy", "status macro F1", "unreal as real, of all")
    statuses = tuple((one.label, one.f1, one.gold, one.predicted) for one in per_class(counts))
    return (
        Table("Anchors", columns, (anchors,)),
        _type_table(counts),
        Table("Status on matched anchors", ("status", "F1", "gold", "predicted"), statuses),
        confusion_table(counts),
        _slot_table(counts),
        _pair_table(counts),
    )


def _type_table(counts: Tally) -> Table:
    names = sorted(
        {key[1] for key in counts if key[0] == "type"},
        key=lambda name: (-counts.get(("type", name, "gold"), 0), name),
    )
    rows = []
    for name in names:
        right, predicted, gold = (
            counts.get(("type", name, what), 0) for what in ("right", "predicted", "gold")
        )
        rows.append((name, f1(right, predicted, gold), gold, predicted))
    return Table("Event F1 by type", ("type", "F1", "gold", "predicted"), tuple(rows))


def _pair_table(counts: Tally) -> Table:
    rows: list[Row] = []
    for label, suffix in (("all", ""), ("across texts", " across")):
        right, said, gold = (
            counts.get(("pairs", f"{name}{suffix}"), 0) for name in ("right", "predicted", "gold")
        )
        rows.append(
            (label, f1(right, said, gold), share(right, said), share(right, gold), gold, said)
        )
    columns = ("pairs", "F1", "P", "R", "gold", "predicted")
    return Table("Pairs of events that are one incident", columns, tuple(rows))


def _slot_table(counts: Tally) -> Table:
    names = ("actor", "recipient", "place", "date", "dead", "claims")
    rows: list[Row] = [
        (name, *(counts.get((name, what), 0) for what in ("right", "gold", "predicted")))
        for name in names
    ]
    return Table("Slots on matched events", ("slot", "right", "gold", "predicted"), tuple(rows))
