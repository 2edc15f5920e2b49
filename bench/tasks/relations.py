"""Relations that a text states: our own cases, the dispatches, and re3d.

A relation is found if predicate and both sides are those of a gold one, one to one. Two sides are
the same if they share a content word, wherever in the text they stand; a relation that is said
again counts once. Of re3d only what `maps/re3d_relations.csv` names counts (type and kinds of both
sides; `relations_re3d` says what is left out), and of the predictions there those with a predicate
that the map names; a gold type may allow two predicates.
`pair_f1` forgets the predicate and the direction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.baselines.apposition import by_pattern, by_sentence
from bench.product import Product, read_text
from bench.rows import read_jsonl
from bench.score.match import content_words, greedy
from bench.score.tally import Tally, add, count, f1, share
from bench.task import Baseline, Figures, Row, Table, Task
from bench.tasks import relations_re3d
from watchfloor.errors import InputError

SYMMETRIC = frozenset({"allied_with", "opposes", "tied_to"})

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation by the words of its sides; `predicates` are all that would be right."""

    subject: Words
    predicates: frozenset[str]
    object: Words
    since: str | None = None
    until: str | None = None
    said: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text with its relations; `known` are the predicates that its set can have."""

    id: str
    row: Mapping[str, str | None] = field(repr=False)
    gold: tuple[Tie, ...]
    known: frozenset[str] | None = None
    left: Tally = field(default_factory=dict)


Said = tuple[Tie, ...]


def load(path: Path) -> tuple[Case, ...]:
    """Read our format or re3d's; they are told apart by `predicate`.

    Raises:
        InputError: no row has `relations`.
    """
    rows = read_jsonl(path)
    if rows and not any("relations" in row for row in rows):
        message = f"{path} has no `relations`: not a file of relations"
        raise InputError(message)
    if any("type" in one for row in rows for one in row.get("relations", ())):
        return tuple(map(_re3d, rows))
    return tuple(_own(row) for row in rows)


def _fields(row: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: row.get(name) for name in ("id", "text", "title", "source", "published")}


def _own(row: Mapping[str, Any]) -> Case:
    gold = [
        Tie(
            subject=content_words(one["subject"]["text"]),
            predicates=frozenset({one["predicate"]}),
            object=content_words(one["object"]["text"]),
            since=one.get("since"),
            until=one.get("until"),
        )
        for one in row.get("relations", ())
    ]
    return Case(id=row["id"], row=_fields(row), gold=_once(gold))


def _re3d(row: Mapping[str, Any]) -> Case:
    scope = relations_re3d.scope(row)
    gold = [
        Tie(
            subject=content_words(one["source"]["text"]),
            predicates=predicates,
            object=content_words(one["target"]["text"]),
        )
        for one, predicates in scope.kept
    ]
    fields = {"id": row["id"], "text": row["text"], "title": row.get("title")}
    return Case(
        id=row["id"],
        row=fields,
        gold=_once(gold),
        known=relations_re3d.known(),
        left=scope.left,
    )


def _once(ties: Iterable[Tie]) -> Said:
    return tuple(dict.fromkeys(ties))


def predict(product: Product, case: Case) -> Said:
    """Code the text and return its relations."""
    text = read_text(product, case.row)
    coded, _ = product.code(text.document)
    return _once(
        Tie(
            subject=content_words(coded.mentions[one.subject.mention].text or ""),
            predicates=frozenset({str(one.predicate)}),
            object=content_words(coded.mentions[one.object.mention].text or ""),
            since=one.since,
            until=one.until,
            said=one.evidence.text or "",
        )
        for one in coded.relations
    )


def tally(case: Case, said: Said) -> Tally:
    """Count one text."""
    if case.known is not None:
        said = tuple(one for one in said if one.predicates <= case.known)
    pairs = [(case.gold[x], said[y]) for x, y in greedy(case.gold, said, _rank)]
    loose = greedy(case.gold, said, _near)
    dated = [(gold, one) for gold, one in pairs if gold.since or gold.until]
    return add(
        [
            {
                ("relations", "gold"): len(case.gold),
                ("relations", "predicted"): len(said),
                ("relations", "found"): len(pairs),
                ("pairs", "found"): len(loose),
                ("dated", "gold"): len(dated),
                ("dated", "right"): sum(
                    (gold.since, gold.until) == (one.since, one.until) for gold, one in dated
                ),
                ("empty", "gold"): int(not case.gold),
                ("empty", "right"): int(not case.gold and not said),
            },
            count(("kind", _name(one), "gold") for one in case.gold),
            count(("kind", _name(one), "predicted") for one in said),
            count(("kind", _name(gold), "found") for gold, _ in pairs),
            case.left,
        ]
    )


def _name(one: Tie) -> str:
    return "/".join(sorted(one.predicates))


def _rank(gold: Tie, said: Tie) -> tuple[float, ...] | None:
    if not said.predicates & gold.predicates:
        return None
    ahead, back = _alike(gold, said)
    return (
        (max(ahead, back if said.predicates <= SYMMETRIC else 0),)
        if (ahead or (back and said.predicates <= SYMMETRIC))
        else None
    )


def _near(gold: Tie, said: Tie) -> tuple[float, ...] | None:
    best = max(_alike(gold, said))
    return (best,) if best else None


def _alike(gold: Tie, said: Tie) -> tuple[int, int]:
    """Return how many words two relations share as they stand, and turned round; 0: a side none."""
    ahead = len(gold.subject & said.subject), len(gold.object & said.object)
    back = len(gold.subject & said.object), len(gold.object & said.subject)
    return sum(ahead) * all(ahead), sum(back) * all(back)


def figures(counts: Tally) -> Figures:
    """Return F1 of relations, of pairs without predicate, and the share of right times."""
    predicted, gold = (counts.get(("relations", key), 0) for key in ("predicted", "gold"))
    values = {
        "f1": f1(counts.get(("relations", "found"), 0), predicted, gold),
        "pair_f1": f1(counts.get(("pairs", "found"), 0), predicted, gold),
        "time_exact": share(counts.get(("dated", "right"), 0), counts.get(("dated", "gold"), 0)),
    }
    why = {name: "no relation with a time" for name, value in values.items() if value is None}
    return Figures(values, why)


def tables(counts: Tally) -> tuple[Table, ...]:
    """Return the counts by predicate, and the texts without relations that stayed empty."""
    kinds = sorted({key[1] for key in counts if key[0] == "kind"})
    rows: tuple[Row, ...] = tuple(
        (kind, *(counts.get(("kind", kind, key), 0) for key in ("gold", "predicted", "found")))
        for kind in kinds
    )
    empty = tuple(counts.get(("empty", key), 0) for key in ("gold", "right"))
    left: tuple[Row, ...] = tuple(
        (key[1], key[2], number) for key, number in sorted(counts.items()) if key[0] == "left out"
    )
    return (
        Table("By predicate", ("predicate", "gold", "predicted", "found"), rows),
        Table("Texts without relations", ("texts", "left empty"), (empty,)),
        *([Table("Left out of the gold", ("type", "why", "relations"), left)] if left else []),
    )


def record(case: Case, said: Said) -> dict[str, Any]:
    """Return the relations of one text."""
    found = [
        {"subject": sorted(one.subject), "predicate": _name(one), "object": sorted(one.object)}
        | {"since": one.since, "until": one.until}
        for one in said
    ]
    return {"id": case.id, "relations": found}


def _ties(text: str, found: Iterable[tuple[tuple[int, int], str, tuple[int, int]]]) -> Said:
    return _once(
        Tie(
            subject=content_words(text[slice(*one)]),
            predicates=frozenset({predicate}),
            object=content_words(text[slice(*other)]),
        )
        for one, predicate, other in found
    )


def patterns(cases: Sequence[Case]) -> list[Said]:
    """Read five patterns of apposition."""
    return [_ties(text, by_pattern(text)) for text in (case.row["text"] or "" for case in cases)]


def together(cases: Sequence[Case]) -> list[Said]:
    """Call whoever stands in one sentence with another its member."""
    return [_ties(text, by_sentence(text)) for text in (case.row["text"] or "" for case in cases)]


RELATIONS: Task[Case, Said] = Task(
    name="relations",
    unit="documents",
    load=load,
    predict=predict,
    nothing=lambda _: (),
    tally=tally,
    figures=figures,
    tables=tables,
    record=record,
    baselines=(
        Baseline("apposition by pattern", "", patterns),
        Baseline("in one sentence", "together_", together),
    ),
)
