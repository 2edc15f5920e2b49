"""A place before the noun of an attack is where it was, and no party of it."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import Found, names
from watchfloor.coding.encoder.fillers import Filler
from watchfloor.coding.encoder.scenes import mostly_places, without_scenes, without_surnames


@pytest.mark.parametrize(
    "text, who, name, noun, place",
    [
        ("They condemned the Orvale strike.", "the Orvale", "Orvale", "strike", "Orvale"),
        ("They condemned the Orvale airstrikes.", "the Orvale", "Orvale", "airstrikes", "Orvale"),
        ("The U.S. strike was long.", "The U.S.", "U.S.", "strike", None),
        ("Orvale guards in the strike.", "Orvale guards", "Orvale", "strike", None),
        ("Orvale's strike was long.", "Orvale", "Orvale", "strike", None),
    ],
)
def test_a_place_before_an_attack_is_its_place(
    text: str, who: str, name: str, noun: str, place: str | None
) -> None:
    """Not a state, nor one that owns the attack or men of it."""
    encoded = toys.painted(text, names=[(name, "LOC")])
    found = names(encoded.names, encoded.edges)
    one = Filler(toys.place_of(encoded, text, who), 0.7)
    anchor = toys.place_of(encoded, text, noun)
    held = without_scenes({"actor": (one,)}, anchor, encoded, found)
    if place is None:
        assert {"actor": (one,)} == held
    else:
        where = Filler(toys.place_of(encoded, text, place), 0.7)
        assert {"actor": (), "place": (where,)} == held


def test_a_place_of_another_deed_is_only_left_out() -> None:
    """Whoever condemns an attack condemns no town."""
    text = "They condemned the Orvale strike."
    encoded = toys.painted(text, names=[("Orvale", "LOC")])
    found = names(encoded.names, encoded.edges)
    one = Filler(toys.place_of(encoded, text, "the Orvale"), 0.7)
    anchor = toys.place_of(encoded, text, "condemned")
    assert {"recipient": ()} == without_scenes({"recipient": (one,)}, anchor, encoded, found)


def test_a_surname_once_taken_for_a_town_is_no_place() -> None:
    """What most names that end with the word are decides."""
    text = "Minister Orvale met Bo Orvale. Orvale and Quo burn."
    marked = [("Minister Orvale", "PER"), ("Bo Orvale", "PER"), ("Quo", "LOC")]
    encoded = toys.painted(text, names=marked)
    last = toys.place_of(encoded, text, "Orvale and")[0]
    found = names(encoded.names, encoded.edges)
    found = [*found, Found(last, last + 1, 0.9, "LOC")]
    places = {encoded.texts[start] for start, _ in mostly_places(found, encoded)}
    assert places == {"Quo"}


@pytest.mark.parametrize(
    "text, kept",
    [
        ("A bomb wounded Ana Lima. It said that Lima was its aim.", False),
        ("A bomb wounded Ana Lima. The bombing in Lima was its deed.", True),
        ("A bomb wounded Ana Orvale. It said that Lima was its aim.", True),
    ],
)
def test_the_surname_of_somebody_is_no_place_of_a_deed(text: str, kept: bool) -> None:
    """Unless a word of place stands before it, or nobody has that name."""
    whole = "Ana Lima" if "Ana Lima" in text else "Ana Orvale"
    encoded = toys.painted(text, names=[(whole, "PER")])
    found = names(encoded.names, encoded.edges)
    at = text.rindex("Lima")
    place = Filler(encoded.span(at, at + 4), 0.7)
    fillers = {"place": (place,), "actor": ()}
    assert ((place,) if kept else ()) == without_surnames(fillers, encoded, found)["place"]


def test_a_place_of_the_text_is_one_where_it_was_taken_for_a_body() -> None:
    """The strike at a town is there, whatever kind of name the town was given this once."""
    text = "Orvale burns. Orvale fell. They condemned the Orvale strike."
    encoded = toys.encoded(text)
    places = [at for at, word in enumerate(encoded.texts) if word == "Orvale"]
    kinds = zip(places, ("LOC", "LOC", "ORG"), strict=True)
    found = [Found(at, at + 1, 0.9, kind) for at, kind in kinds]
    at = places[-1]
    held = without_scenes(
        {"actor": (Filler((at - 1, at + 1), 0.7),)}, (at + 1, at + 2), encoded, found
    )
    assert held == {"actor": (), "place": (Filler((at, at + 1), 0.7),)}
