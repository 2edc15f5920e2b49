"""Series of figures, and proposals of relations, from shapes made by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from watchfloor.errors import InputError
from watchfloor.model import (
    Actor,
    ActorRelation,
    Bounds,
    Cited,
    Document,
    Figure,
    Party,
    Predicate,
    Published,
    Relation,
)
from watchfloor.present.proposals import proposals
from watchfloor.present.series import series

TEXT = "U.S. troops in Quxland number 2,500. Ana Lima leads the Front."


def document(day: int, source: str) -> Document:
    """Return a text published on a day of May 2022."""
    published = Published.on(date(2022, 5, day), "option")
    return Document.new(TEXT, source=source, published=published)


def figure(number: str, text: Document, low: int | None, high: int | None) -> Figure:
    """Return a count of troops."""
    return Figure(
        id=number,
        document_id=text.id,
        external_id=None,
        subject=Cited.cut(TEXT, 0, 11),
        quantity="troops",
        unit=None,
        value=Bounds(low=low, best=None, high=high),
        of=None,
        event_loc=None,
        date=None,
        evidence=Cited.cut(TEXT, 30, 35),
    )


def test_a_series_is_in_order_of_days_and_keeps_conflicts() -> None:
    """Two values of one day that exclude each other both stay, and name each other."""
    texts = [document(2, "B"), document(1, "A"), document(2, "C")]
    by_id = {text.id: text for text in texts}
    given = [
        figure("b", texts[0], 2500, 2500),
        figure("a", texts[1], 900, 900),
        figure("c", texts[2], 3000, None),
    ]
    (one,) = series(given, by_id.__getitem__)
    assert [("a", ()), ("b", ("c",)), ("c", ("b",))] == [
        (point.figure_id, point.conflicts) for point in one.points
    ]
    assert {"published"} == {point.dated for point in one.points}


def test_bounds_that_meet_are_no_conflict() -> None:
    """About 2,500 and more than 2,000 say the same."""
    texts = [document(2, "B"), document(2, "C")]
    by_id = {text.id: text for text in texts}
    given = [figure("b", texts[0], 2375, 2625), figure("c", texts[1], 2000, None)]
    (one,) = series(given, by_id.__getitem__)
    assert [(), ()] == [point.conflicts for point in one.points]


def relation(number: str, text: Document, subject: Party, object_: Party) -> Relation:
    """Return that one side leads the other."""
    return Relation(
        id=number,
        document_id=text.id,
        external_id=None,
        subject=subject,
        predicate=Predicate.LEADS,
        object=object_,
        since=None,
        until=None,
        evidence=Cited.cut(TEXT, 37, 61),
    )


def actor_of(actor_id: str) -> Actor:
    """Return Lima, who leads the Guard as far as is known."""
    if actor_id != "lima":
        raise InputError(actor_id)
    known = ActorRelation(
        predicate=Predicate.LEADS, object="guard", since=None, until=None, basis=None
    )
    return Actor(
        id="lima",
        name="Ana Lima",
        type="LEA",
        country=None,
        aliases=(),
        since=None,
        until=None,
        relations=(known,),
    )


@pytest.mark.parametrize("entity, state", [("guard", "known"), ("front", "new"), (None, "unnamed")])
def test_a_proposal_says_what_the_knowledge_base_has(entity: str | None, state: str) -> None:
    """Known, new, or between words that no actor bears; two texts of two sources are one."""
    texts = [document(1, "A"), document(2, "B")]
    lima = Party(**vars_of(TEXT, 37, 45), entity_id="lima", name="Ana Lima")
    front = Party(**vars_of(TEXT, 56, 61), entity_id=entity, name=None)
    given = [relation("1", texts[0], lima, front), relation("2", texts[1], lima, front)]
    (one,) = proposals(given, {text.id: text for text in texts}.__getitem__, actor_of)
    assert (state, 2, ["1", "2"]) == (
        one.state,
        one.sources,
        [evidence.relation_id for evidence in one.evidence],
    )


def test_a_part_of_an_organ_is_known_as_part_of_its_state() -> None:
    """Who is part of a part is part of the whole, and of the state whose organ that is."""
    text = document(1, "A")
    held = {
        "force": (Predicate.PART_OF, "guard"),
        "guard": (Predicate.PART_OF, "QUX-MIL"),
        "QUX-GOV": (Predicate.BACKS, "front"),
    }

    def of(actor_id: str) -> Actor:
        ties = [held[actor_id]] if actor_id in held else []
        relations = tuple(
            ActorRelation(predicate=name, object=other, since=None, until=None, basis=None)
            for name, other in ties
        )
        return replace(actor_of("lima"), id=actor_id, relations=relations)

    def state(subject: str, predicate: Predicate, object_: str) -> str:
        one = relation(
            "1",
            text,
            Party(**vars_of(TEXT, 37, 45), entity_id=subject),
            Party(**vars_of(TEXT, 56, 61), entity_id=object_),
        )
        given = [replace(one, predicate=predicate)]
        return proposals(given, {text.id: text}.__getitem__, of)[0].state

    assert "known" == state("force", Predicate.PART_OF, "QUX-GOV")
    assert "known" == state("front", Predicate.TIED_TO, "QUX-GOV")
    assert "new" == state("force", Predicate.PART_OF, "front")
    assert "new" == state("front", Predicate.BACKS, "QUX-GOV")


def test_words_without_a_name_are_no_proposal() -> None:
    """That somebody leads troops says nothing of an actor."""
    text = document(1, "A")
    troops = Party(**vars_of(TEXT, 5, 11), entity_id=None, name=None)
    lima = Party(**vars_of(TEXT, 37, 45), entity_id="lima", name="Ana Lima")
    given = [relation("1", text, lima, troops)]
    assert proposals(given, {text.id: text}.__getitem__, actor_of) == ()


def vars_of(text: str, start: int, end: int) -> dict[str, Any]:
    """Return the fields of cited words."""
    return {"text": text[start:end], "start": start, "end": end}
