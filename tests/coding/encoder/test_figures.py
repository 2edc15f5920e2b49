"""Figures of an encoded text: place, date and owner beside the counted words."""

from tests.coding.encoder import toys
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.figures import MOST, Tallied, tallied


def found(text: str, named: list[tuple[str, str]]) -> tuple[list[Tallied], Encoded]:
    """Return the figures of a text, and the text encoded."""
    encoded = toys.painted(text, names=named)
    return tallied(encoded, names(encoded.names, encoded.edges)), encoded


def test_place_and_date_stand_behind_the_counted_words() -> None:
    """2,500 troops in Quxland since 2021 are there and then."""
    text = "Orvale has 2,500 troops in Quxland in May 2021."
    (one,), encoded = found(text, [("Quxland", "LOC")])
    assert one.place is not None
    assert one.date is not None
    assert text[slice(*one.evidence)] == "2,500 troops"
    assert text[slice(*encoded.characters(one.place))] == "Quxland"
    assert "May 2021" in text[slice(*encoded.characters(one.date))]


def test_the_place_before_a_figure_in_its_sentence() -> None:
    """Where nothing stands behind it a figure is where its sentence last was: at, in, near."""
    text = "Clashes near Quxland drove out 300 families. Those from Orvale left 40 tanks."
    (families, tanks), encoded = found(text, [("Quxland", "LOC"), ("Orvale", "LOC")])
    assert families.place is not None
    assert text[slice(*encoded.characters(families.place))] == "Quxland"
    assert tanks.place is None


def test_the_place_of_one_figure_is_not_that_of_another() -> None:
    """A place behind the next figure belongs to that."""
    text = "It has 2,500 troops and 40 tanks in Quxland."
    (first, second), _ = found(text, [("Quxland", "LOC")])
    assert first.place is None
    assert second.place is not None


def test_seats_are_of_the_party_that_has_them() -> None:
    """The subject of seats is their holder, that of troops what is counted."""
    text = "The Orvale Alliance lost 28 of its 48 seats. It has 300 troops."
    (seats, troops), _ = found(text, [("Orvale Alliance", "ORG")])
    assert text[slice(*seats.subject)] == "Orvale Alliance"
    assert text[slice(*troops.subject)] == "troops"


def test_seats_are_of_the_subject() -> None:
    """Neither an outlet of a dateline nor a name that says more of the holder has the seats."""
    outlet, front = ("Quxland Wire", "ORG"), ("Orvale Front", "ORG")
    holder = ("Orvale Alliance", "ORG")
    text = "ORVALE, March 4 (Quxland Wire) - Support for the party fell to 28 seats from 48."
    one, other = found(text, [outlet])[0]
    assert ["28 seats", "48"] == [text[slice(*figure.evidence)] for figure in (one, other)]
    assert {"seats"} == {text[slice(*figure.subject)] for figure in (one, other)}
    for text in (
        "The Orvale Alliance, a bloc with ties to the Orvale Front, lost 28 of its 48 seats.",
        "The Orvale Alliance of the Orvale Front lost 28 of its 48 seats.",
        "The Orvale Front, a rival, said the Orvale Alliance lost 28 of its 48 seats.",
    ):
        ((seats,), _) = found(text, [holder, front])
        assert text[slice(*seats.subject)] == "Orvale Alliance"


def test_a_table_of_numbers_is_cut() -> None:
    """A text has MOST figures at most."""
    text = "It has 300 troops. " * (MOST + 20)
    assert len(found(text, [])[0]) == MOST
