"""The task of relations on made-up texts, against numbers worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.baselines.apposition import by_pattern, by_sentence
from bench.tasks.relations import Case, Tie, figures, load, patterns, tally

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


def test_of_re3d_only_mapped_types_count(write: Write) -> None:
    """CoLocated is no relation of ours, and predicates that re3d has not are not held against."""
    side = {"text": "Orvale Guard", "start": 0, "end": 12}
    row = {
        "id": "r",
        "text": "Orvale Guard of the Front.",
        "relations": [
            {"type": "BelongsTo", "source": side, "target": side | {"text": "Front"}},
            {"type": "CoLocated", "source": side, "target": side},
        ],
    }
    (case,) = load(write(row))
    assert [frozenset({"part_of", "member_of"})] == [one.predicates for one in case.gold]
    said = tie("orvale guard", "part_of", "front"), tie("front", "tied_to", "guard")
    assert figures(tally(case, said)).values["f1"] == 1.0


def test_baselines() -> None:
    """Apposition finds the office, one sentence every pair."""
    assert [("Ana Lima", "leads", "Orvale Front")] == [
        (TEXT[slice(*one)], predicate, TEXT[slice(*other)])
        for one, predicate, other in by_pattern(TEXT)
    ]
    assert len(list(by_sentence(TEXT))) == 3
    (said,) = patterns([Case(id="x", row={"text": TEXT}, gold=(LEADS,))])
    assert score(*said)["f1"] == pytest.approx(1.0)
