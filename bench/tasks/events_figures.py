"""Cases, counts and figures of task events."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.score.heads import Marked
from bench.score.match import greedy, overlap
from bench.score.tally import Tally, add, count, f1, share
from bench.task import Figures, Row, Table


@dataclass(frozen=True, slots=True)
class Argument:
    """A filler: its words, and the role it has (in gold: the roles it may have)."""

    marked: Marked
    roles: frozenset[str]
    score: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One event: its trigger, PLOVER type, the set's own type (gold only) and its arguments."""

    marked: Marked
    type: str
    label: str = ""
    score: float = 1.0
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text with its mapped events.

    Attributes:
        left_out: triggers whose type has no PLOVER type.
        types: the PLOVER types that the set can express.
        sparse: only one event of the text was annotated.
    """

    id: str
    text: str = field(repr=False)
    gold: tuple[Trigger, ...]
    left_out: tuple[Marked, ...]
    types: frozenset[str]
    sparse: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The coded events, and for each gold trigger the arguments that the probe gives it."""

    events: tuple[Trigger, ...]
    given: tuple[tuple[Argument, ...], ...]


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    counts: list[Tally] = [{("left out", "gold"): len(case.left_out)}]
    kept = []
    for one in said.events:
        reason = _unjudged(case, one)
        if reason:
            counts.append({("left out", reason): 1})
        else:
            kept.append(one)
    pairs = [(case.gold[x], kept[y]) for x, y in greedy(case.gold, kept, _rank)]
    typed = [(gold, found) for gold, found in pairs if gold.type == found.type]
    counts += [
        {("trigger", "gold"): len(case.gold), ("trigger", "predicted"): len(kept)},
        {("trigger", "found"): len(pairs), ("trigger", "right"): len(typed)},
        count(("type", one.type, "gold") for one in case.gold),
        count(("type", one.type, "predicted") for one in kept),
        count(("type", gold.type, "right") for gold, _ in typed),
        count(("label", one.label, one.type, "gold") for one in case.gold),
        count(("label", gold.label, gold.type, "right") for gold, _ in typed),
        _count_arguments("whole", case.gold, kept, typed),
    ]
    given = [
        (gold, Trigger(gold.marked, gold.type, arguments=arguments))
        for gold, arguments in zip(case.gold, said.given, strict=True)
    ]
    counts.append(_count_arguments("given", case.gold, [one for _, one in given], given))
    return add(counts)


def _unjudged(case: Case, said: Trigger) -> str:
    """Return why the annotation can't judge a prediction, or nothing."""
    if any(said.marked.touches(gold.marked) for gold in case.gold):
        return ""
    if any(overlap(said.marked.span, gold.span) for gold in case.left_out):
        return "at a trigger without PLOVER type"
    if case.sparse:
        return "elsewhere in the window"
    if said.type not in case.types:
        return "of a type the set has not"
    return ""


def _rank(gold: Trigger, said: Trigger) -> tuple[float, ...] | None:
    """Let triggers that share a head word pair: same type first, then same span, then score."""
    if not gold.marked.touches(said.marked):
        return None
    return (gold.type == said.type, gold.marked.span == said.marked.span, said.score)


def _count_arguments(
    about: str,
    gold: Sequence[Trigger],
    said: Sequence[Trigger],
    pairs: Sequence[tuple[Trigger, Trigger]],
) -> Tally:
    """Count arguments of all events; right are those of paired events, one to one."""
    counts: list[Tally] = []
    for side, events in (("gold", gold), ("predicted", said)):
        counts.append(
            count((about, _name(one), side) for event in events for one in event.arguments)
        )
    for true, found in pairs:
        for x, y in greedy(true.arguments, found.arguments, _argument_rank):
            role = _name(found.arguments[y])
            counts.append({(about, role, "right"): 1, (about, _name(true.arguments[x]), "hit"): 1})
        spotted = greedy(true.arguments, found.arguments, _any_role_rank)
        counts.append({(about, "", "spotted"): len(spotted)})
    return add(counts)


def _name(argument: Argument) -> str:
    return "|".join(sorted(argument.roles))


def _argument_rank(gold: Argument, said: Argument) -> tuple[float, ...] | None:
    if not gold.roles & said.roles:
        return None
    return _any_role_rank(gold, said)


def _any_role_rank(gold: Argument, said: Argument) -> tuple[float, ...] | None:
    if not gold.marked.is_same(said.marked):
        return None
    return (bool(gold.roles & said.roles), gold.marked.span == said.marked.span, said.score)


def figures(counts: Tally) -> Figures:
    """Name the figures.

    trigger_f1: triggers paired one to one if either holds the other's head word, right if the
    PLOVER type agrees. argument_f1: end to end, that is of all arguments of all judged events; an
    argument is right if its event is paired with the right type, each of the two spans holds the
    head word of the other, and the role agrees. Left out of gold: types and roles without a
    counterpart; left out of the predictions: what overlaps such a trigger, and types that the set
    can't express.
    """
    gold, arguments = counts.get(("trigger", "gold"), 0), _total(counts, "whole", "gold")
    values = {
        "trigger_f1": _trigger_f1(counts, "right") if gold else None,
        "argument_f1": _argument_f1(counts, "whole") if arguments else None,
    }
    absent = [name for name, value in values.items() if value is None]
    return Figures(values, dict.fromkeys(absent, "no type or role of the file has a counterpart"))


def _trigger_f1(counts: Tally, name: str) -> float:
    got = (counts.get(("trigger", key), 0) for key in (name, "predicted", "gold"))
    return f1(*got)


def _argument_f1(counts: Tally, about: str, name: str = "right") -> float:
    return f1(*(_total(counts, about, key) for key in (name, "predicted", "gold")))


def _total(counts: Tally, about: str, side: str) -> float:
    return sum(n for key, n in counts.items() if key[0] == about and key[2] == side)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return triggers, arguments end to end and at gold triggers, types, and what is left out."""
    right, said, gold = (counts.get(("trigger", n), 0) for n in ("right", "predicted", "gold"))
    triggers = (
        _trigger_f1(counts, "found"),
        _trigger_f1(counts, "right"),
        share(right, said),
        share(right, gold),
        gold,
        said,
    )
    columns = ("head F1", "with type", "P", "R", "gold", "predicted")
    left_out = tuple((key[1], n) for key, n in counts.items() if key[0] == "left out")
    return (
        Table("Triggers", columns, (triggers,)),
        _arguments_table(counts),
        _roles_table(counts),
        _types_table(counts),
        _labels_table(counts),
        Table(
            "Left out (gold: triggers without PLOVER type; else predictions)", ("", "n"), left_out
        ),
    )


def _arguments_table(counts: Tally) -> Table:
    names = {"whole": "end to end", "given": "at gold triggers (probe)"}
    rows = tuple(
        (
            name,
            _argument_f1(counts, about, "spotted"),
            _argument_f1(counts, about),
            share(_total(counts, about, "right"), _total(counts, about, "predicted")),
            share(_total(counts, about, "right"), _total(counts, about, "gold")),
            _total(counts, about, "gold"),
            _total(counts, about, "predicted"),
        )
        for about, name in names.items()
    )
    columns = ("", "head F1", "with role", "P", "R", "gold", "predicted")
    return Table("Arguments", columns, rows)


def _roles_table(counts: Tally) -> Table:
    roles = sorted({key[1] for key in counts if key[0] in ("whole", "given") and key[1]})
    rows: list[Row] = []
    for role in roles:
        cells = [
            counts.get((about, role, side), 0)
            for about in ("whole", "given")
            for side in ("gold", "hit", "predicted", "right")
        ]
        rows.append((role, *cells))
    sides = ("gold", "found", "predicted", "right")
    columns = ("role", *sides, *(f"probe {side}" for side in sides))
    return Table("Arguments by role, end to end and at gold triggers", columns, tuple(rows))


def _types_table(counts: Tally) -> Table:
    names = {key[1] for key in counts if key[0] == "type"}
    rows = []
    for name in sorted(names, key=lambda name: (-counts.get(("type", name, "gold"), 0), name)):
        right, said, gold = (
            counts.get(("type", name, side), 0) for side in ("right", "predicted", "gold")
        )
        rows.append((name, f1(right, said, gold), gold, said))
    return Table("Trigger F1 by type", ("type", "F1", "gold", "predicted"), tuple(rows))


def _labels_table(counts: Tally) -> Table:
    found = [key[1:3] for key in counts if key[0] == "label" and key[3] == "gold"]
    rows: list[Row] = []
    for label, kind in sorted(found, key=lambda one: (-counts[("label", *one, "gold")], one)):
        gold, right = (counts.get(("label", label, kind, side), 0) for side in ("gold", "right"))
        rows.append((label, kind, share(right, gold), gold))
    return Table("Found by type of the set", ("type", "PLOVER", "share", "gold"), tuple(rows))
