"""Who speaks: the participant of a cue."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.speakers import TRAITS, UNFITTED, Speakers


def speaker(text: str, cue: str, people: list[str], source: list[str] | None = None) -> str | None:
    """Return the words of who says, among the people of a text."""
    encoded = toys.painted(text, source=source or [], cue=[cue])
    listed = sorted(toys.place_of(encoded, text, one) for one in people)
    found = Speakers.of(encoded, listed, [-1] * len(encoded.words))
    one = found.of_cue(toys.place_of(encoded, text, cue))
    return None if one is None else " ".join(encoded.texts[slice(*one)])


@pytest.mark.parametrize(
    "text, cue, people, expected",
    [
        ("The mayor said that rebels fled.", "said", ["The mayor", "rebels"], "The mayor"),
        ("The rebels fled, the mayor said.", "said", ["The rebels", "the mayor"], "the mayor"),
        ('"We fled," said Ana Lima.', "said", ["Ana Lima"], "Ana Lima"),
        ("Rebels fled, according to Ana Lima.", "according", ["Rebels", "Ana Lima"], "Ana Lima"),
        ("They fled, he added.", "added", [], "he"),
        ("Two residents said rebels fled.", "said", ["Two residents", "rebels"], "Two residents"),
        ("It was said that all fled.", "said", [], "It"),
        ("Some said all fled.", "said", [], "Some"),
        ("Others have warned of it.", "warned", [], "Others"),
        (
            "All fled from Oslo, the mayor, two guards and a cook said.",
            *("said", ["the mayor", "two guards", "a cook"], "the mayor , two guards and a cook"),
        ),
        (
            "The mayor of Oslo, Ana Lima, said so.",
            *("said", ["The mayor of Oslo", "Ana Lima"], "The mayor of Oslo , Ana Lima"),
        ),
        (
            "The mayor of Oslo, Ana Lima, said so.",
            *("said", ["Oslo", "Ana Lima"], "The mayor of Oslo , Ana Lima"),
        ),
        ("Over there all fled.", "fled", [], None),
    ],
)
def test_speakers(text: str, cue: str, people: list[str], expected: str | None) -> None:
    """Before the cue, behind it where the order is turned, or nobody."""
    assert expected == speaker(text, cue, people)


def test_a_body_that_only_describes_does_not_speak() -> None:
    """Of "clans loyal to Oslo have threatened" the clans speak, with what is said of them."""
    text = "Clans loyal to Oslo have threatened to attack."
    found = speaker(text, "threatened", ["Clans", "Oslo"], ["Oslo"])
    assert "Clans loyal to Oslo" == found


def test_who_is_told_does_not_tell() -> None:
    """Behind "told" stands who listens, though a comma comes before."""
    text = "Ana Lima, a mayor, told Oslo Radio that all fled."
    assert "Ana Lima , a mayor" == speaker(
        text, "told", ["Ana Lima", "a mayor", "Oslo Radio"], source=["Ana Lima, a mayor"]
    )


def test_an_office_takes_the_name_beside_it() -> None:
    """Who is "the mayor, Ana Lima" is one speaker."""
    text = '"We fled," said the mayor, Ana Lima.'
    assert "the mayor , Ana Lima" == speaker(text, "said", ["the mayor", "Ana Lima"])


def test_an_apposition_that_is_cut_short_is_left_out() -> None:
    """What the head adds must reach the cue, or it ends nowhere."""
    text = "President Lima, who oversaw last year's pullout from the port, said all fled."
    found = speaker(text, "said", ["President Lima"], source=["President Lima, who oversaw last"])
    assert "President Lima" == found


def test_a_comma_may_end_an_apposition() -> None:
    """Before "said" a comma does not turn the order where an apposition opens the sentence."""
    text = "Mr. Lima, the Open Roads fellow, said Quxland wants little of it."
    people = ["Lima", "Open Roads", "Quxland"]
    found = speaker(text, "said", people, source=["Mr. Lima", "Open Roads fellow"])
    assert found is not None
    assert "Lima" in found
    assert "Quxland" not in found


def test_a_verb_is_no_part_of_a_name() -> None:
    """A participant that begins with the verb of saying loses it."""
    assert "Ana Lima" == speaker('"We fled," predicts Ana Lima.', "predicts", ["predicts Ana Lima"])


def test_nobody_speaks_from_inside_a_quotation() -> None:
    """Who stands in the quoted words does not say them."""
    text = "Ivo fled , he said ."
    encoded = toys.painted(text, cue=["said"])
    found = Speakers.of(encoded, [(0, 1)], [0, 0, -1, -1, -1, -1])
    assert (3, 4) == found.of_cue((4, 5))


def test_traits_have_weights() -> None:
    """Every trait is weighed where nothing was fitted."""
    assert set(TRAITS) == set(UNFITTED)


@pytest.mark.parametrize(
    "text, people, expected",
    [
        ("The Rural Front (RF) said so.", ["The Rural Front (RF"], "The Rural Front ( RF )"),
        ("The army on Tuesday said so.", ["The army on Tuesday"], "The army"),
        ("According to police sources all fled, he said.", ["police"], "he"),
        ("Hospital officials said so.", ["Hospital"], "Hospital officials"),
        ("A study from March said so.", ["A study", "March"], "A study"),
    ],
)
def test_a_speaker_has_his_brackets_and_his_noun(
    text: str, people: list[str], expected: str
) -> None:
    """A bracket is closed, a day no part of him, and a month or a hospital does not speak."""
    assert expected == speaker(text, "said", people)
