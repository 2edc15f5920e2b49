"""Relations between names, with a head that always says the same."""

import numpy as np

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.labels import RELATIONS
from watchfloor.coding.encoder.model import Model
from watchfloor.coding.encoder.relations import Stated, relations

FITTED = {"relation": 0.6}


def saying(predicate: str) -> Model:
    """Return a model that gives every pair one predicate."""
    found = {name: np.zeros_like(weights) for name, weights in toys.heads().items()}
    found["relation.3.bias"][RELATIONS.index(predicate)] = 8.0
    return toys.model(found)


def stated(encoded: Encoded, model: Model) -> list[Stated]:
    """Return the relations of a text."""
    found = names(encoded.names, encoded.edges)
    return relations(encoded, Heads(model, encoded), found, FITTED)


def test_names_of_one_sentence_are_paired_both_ways() -> None:
    """Who leads whom has a direction: both are asked."""
    model = saying("leads")
    encoded = toys.painted(
        "Ana Lima commands the Orvale Front.",
        model,
        names=[("Ana Lima", "PER"), ("Orvale Front", "ORG")],
    )
    found = stated(encoded, model)
    assert [((0, 2), (4, 6)), ((4, 6), (0, 2))] == [(one.subject, one.object) for one in found]
    assert {"leads"} == {one.predicate for one in found}
    assert {(0, 6)} == {one.evidence for one in found}


def test_names_of_two_sentences_state_nothing() -> None:
    """A relation is stated inside a sentence."""
    model = saying("leads")
    encoded = toys.painted(
        "Ana Lima spoke. The Orvale Front fled.",
        model,
        names=[("Ana Lima", "PER"), ("Orvale Front", "ORG")],
    )
    assert stated(encoded, model) == []


def test_a_title_is_nobody() -> None:
    """The word "General" alone names no one who could stand in a relation; with a name it does."""
    model = saying("leads")
    for one, found in (("General", 0), ("General Lima", 2)):
        encoded = toys.painted(
            f"{one} leads the Orvale Front.", model, names=[(one, "PER"), ("Orvale Front", "ORG")]
        )
        assert found == len(stated(encoded, model))


def test_none_is_no_relation() -> None:
    """The first class of the head says that nothing is stated."""
    model = saying("none")
    encoded = toys.painted(
        "Ana Lima met Bo Reed.", model, names=[("Ana Lima", "PER"), ("Bo Reed", "PER")]
    )
    assert stated(encoded, model) == []


def test_weapons_and_buildings_stand_in_no_relation() -> None:
    """Only people, bodies, peoples and places are paired."""
    model = saying("backs")
    encoded = toys.painted(
        "Ana Lima fired Grad rockets.", model, names=[("Ana Lima", "PER"), ("Grad rockets", "WEA")]
    )
    assert stated(encoded, model) == []
