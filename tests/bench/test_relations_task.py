"""The task of relations on made-up texts, against numbers worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.baselines.apposition import by_pattern, by_sentence
from bench.tasks.relations import Case, Tie, figures, load, patterns, tables, tally

Write = Callable[..., Path]
TEXT = "Ana Lima, head of the Orvale Front, met Bo Reyes."


def tie(subject: str, predicate: str, object_: str, since: str | None = None) -> Tie:
    """Return a relation of given words."""
    return Tie(
        subject=frozenset(subject.split()),
        predicates=frozenset({predicate}),
        object=frozenset(object_.split()),
        since=since,
    )


LEADS = tie("ana lima", "leads", "orvale front")


def score(*said: Tie, gold: Tie = LEADS) -> dict[str, float | None]:
    """Return the figures of one text."""
    return dict(figures(tally(Case(id="x", row={"text": TEXT}, gold=(gold,)), said)).values)


def test_direction_and_predicate_count() -> None:
    """The pair alone is found with the wrong predicate or turned round, the relation is not."""
    assert score(LEADS)["f1"] == 1.0
    for wrong in (tie("front", "leads", "lima"), tie("lima", "member_of", "front")):
        found = score(wrong)
        assert (0.0, 1.0) == (found["f1"], found["pair_f1"])


def test_whom_one_opposes_opposes_one() -> None:
    """Symmetric predicates have no direction."""
    assert score(tie("b", "opposes", "a"), gold=tie("a", "opposes", "b"))["f1"] == 1.0


def test_years_are_compared_where_the_gold_has_them() -> None:
    """The share of right times is of the relations that were found."""
    gold = tie("a", "leads", "b", since="2016")
    assert score(tie("a", "leads", "b"), gold=gold)["time_exact"] == 0.0
    assert score(gold, gold=gold)["time_exact"] == 1.0
    assert score(LEADS)["time_exact"] is None


def test_of_re3d_only_what_our_codebook_has_counts(write: Write) -> None:
    """Types, kinds of sides and pronouns that are not ours are left out, counted by reason."""
    guard = {"text": "Orvale Guard", "start": 0, "end": 12}
    front = {"text": "Front", "start": 20, "end": 25}
    tank, they = (
        {"text": "a tank", "start": 30, "end": 36},
        {"text": "they", "start": 40, "end": 44},
    )
    kinds = [(guard, "Organisation"), (front, "Organisation"), (tank, "MilitaryPlatform")]
    row = {
        "id": "r",
        "text": "Orvale Guard of the Front.",
        "entities": [side | {"type": kind} for side, kind in (*kinds, (they, "Organisation"))],
        "relations": [
            {"type": "BelongsTo", "source": guard, "target": front},
            {"type": "BelongsTo", "source": tank, "target": front},
            {"type": "BelongsTo", "source": they, "target": front},
            {"type": "CoLocated", "source": guard, "target": front},
        ],
    }
    (case,) = load(write(row))
    assert [frozenset({"part_of", "member_of"})] == [one.predicates for one in case.gold]
    said = tie("orvale guard", "part_of", "front"), tie("front", "tied_to", "guard")
    counts = tally(case, said)
    assert figures(counts).values["f1"] == 1.0
    assert [
        ("BelongsTo", "a side is a pronoun", 1),
        ("BelongsTo", "not between persons or organisations", 1),
        ("CoLocated", "no relation of ours", 1),
    ] == [*tables(counts)[-1].rows]


def test_baselines() -> None:
    """Apposition finds the office, one sentence every pair."""
    assert [("Ana Lima", "leads", "Orvale Front")] == [
        (TEXT[slice(*one)], predicate, TEXT[slice(*other)])
        for one, predicate, other in by_pattern(TEXT)
    ]
    assert len(list(by_sentence(TEXT))) == 3
    (said,) = patterns([Case(id="x", row={"text": TEXT}, gold=(LEADS,))])
    assert score(*said)["f1"] == pytest.approx(1.0)
