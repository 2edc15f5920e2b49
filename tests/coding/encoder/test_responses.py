"""What answers what: a sentence that tells of a deed and of what it answers tells of two."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.responses import answered, answers, parted


@pytest.mark.parametrize(
    "text, one, other, expected",
    [
        ("Orval said the raid avenged Col. Ito, whom a drone killed in Teb.", "Orval", "Ito", True),
        ("Orval said the raid avenged Col. Ito, whom a drone killed.", "Ito", "killed", False),
        ("In retaliation for the killing of Ito, jets bombed a depot.", "killing", "jets", True),
        ("In retaliation for the killing of Ito, jets bombed a depot.", "killing", "Ito", False),
        ("In retaliation for the killing of Ito, jets bombed a depot.", "jets", "depot", False),
        ("They avenged the raid by burning a jetty.", "They", "burning", False),
        ("They avenged the raid by burning a jetty.", "raid", "burning", True),
        ("The raids answer Friday's attack on the port.", "raids", "attack", True),
        ("She answered that the raid had hit a port.", "She", "raid", False),
        ("The mayor responded quickly and the raid ended.", "mayor", "raid", False),
    ],
)
def test_what_is_answered_stands_behind_the_words_of_answering(
    text: str, one: str, other: str, expected: bool
) -> None:
    """It ends with its sentence, or where the answer is told again."""
    encoded = toys.encoded(text)
    act, span = (toys.place_of(encoded, text, words) for words in (one, other))
    assert expected is parted(act, span, answered(encoded))


def test_what_is_answered_fills_no_act_of_another_sentence() -> None:
    """Who acts in the sentence before may well be who did what is answered."""
    text = "Jets hit Teb. The raid avenged Col. Ito."
    encoded = toys.encoded(text)
    jets, ito = (toys.place_of(encoded, text, words) for words in ("Jets", "Ito"))
    assert parted(jets, ito, answered(encoded))
    assert not parted(ito, jets, answered(encoded))


def test_words_of_answering_are_found_between_two_deeds() -> None:
    """At the end of what stands between them as well."""
    assert answers(" answer Friday's ")
    assert answers(", in retaliation for ")
    assert not answers(" that killed a man in ")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The raid answered the killing of Ito.", ([1], [0])),
        ("Jets hit Teb. It answered the killing of Ito.", ([1], [0])),
        ("It answered the killing of Ito.", ([0], [])),
    ],
)
def test_the_answer_is_an_act_of_its_sentence_or_the_one_before(
    text: str, expected: tuple[list[int], list[int]]
) -> None:
    """Where its own sentence names it by a pronoun alone, the last act before is meant."""
    encoded = toys.encoded(text)
    acts = [word for word in ("raid", "hit", "killing") if word in text]
    (answer,) = answered(encoded)
    assert expected == answer.sides([toys.place_of(encoded, text, word) for word in acts])
