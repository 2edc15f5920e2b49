"""Whom a people's adjective names."""

from tests.coding.encoder import toys
from watchfloor.coding.encoder.peoples import backs, has_forces, owner, scene, whole


def test_an_adjective_in_a_phrase_stands_for_the_phrase() -> None:
    """Who acts are the proxies, not their people; a phrase that ends with it adds nothing."""
    text = "Raids by restless Chadian allies and a bold Chadian went on."
    encoded = toys.encoded(text)
    phrases = [toys.place_of(encoded, text, one) for one in ("restless Chadian allies", "a bold")]
    first = toys.place_of(encoded, text, "Chadian")
    last = (phrases[1][1], phrases[1][1] + 1)
    assert whole(first, phrases) == phrases[0]
    assert whole(last, [phrases[0], (phrases[1][0], last[1])]) == last
    assert whole(last, []) == last


def test_who_owns_an_act_is_the_adjective_before_its_noun() -> None:
    """What else describes the act describes nobody; before another word the phrase stays."""
    text = "The sudden full Omani pullout ended."
    encoded = toys.encoded(text)
    phrase = toys.place_of(encoded, text, "The sudden full Omani")
    people = toys.place_of(encoded, text, "Omani")
    assert owner(phrase, [people], {phrase[1]}) == people
    assert owner(phrase, [people], set()) == phrase
    assert owner(people, [people], {phrase[1]}) == people


def test_a_state_before_its_forces_is_no_place() -> None:
    """A state alone, or before another word, is one, and so is a capital before its police."""
    assert has_forces((1, 4), ("on", "U", ".", "S", ".", "military", "posts"))
    assert has_forces((0, 1), ("Iraq", "officials"))
    assert not has_forces((0, 1), ("Iraq", "burns"))
    assert not has_forces((0, 1), ("Baghdad", "police"))
    assert not has_forces((0, 1), ("Iraq",))


def test_the_place_of_an_act_is_the_name_in_its_words() -> None:
    """A Kabul car, before a bombing, is Kabul; a name alone, or before no act, stays."""
    places = [(1, 2)]
    assert scene((0, 3), places, {3}) == (1, 2)
    assert scene((0, 3), places, set()) == (0, 3)
    assert scene((1, 2), places, {2}) == (1, 2)
    assert scene((0, 2), [], {2}) == (0, 2)


def test_whom_others_are_tied_to_does_not_act() -> None:
    """Militias associated with Iran are not Iran, whether the span holds "with" or not."""
    words = ("militias", "associated", "with", "Iran", "met", "with", "Oman")
    assert backs((3, 4), words)
    assert backs((2, 4), words)
    assert not backs((6, 7), words)
    assert not backs((0, 1), words)
