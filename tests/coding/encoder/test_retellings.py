"""Which events of a text are one happening: made pairs with made weights, and the shipped ones."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor import pipeline
from watchfloor.coding.chains import Told
from watchfloor.coding.encoder.retellings import APART, FEATURES, Retellings, founders
from watchfloor.coding.reader import Reader
from watchfloor.model import Assertion, CodedEvent, Count, Document, Outcome, Scored, Status

WEIGHTS = {**dict.fromkeys(FEATURES, 0.0), "bias": -1.0, "definite": 3.0, "place apart": -1.0}


def told(text: str, words: str, sentence: int = 0, *, definite: bool = False, **more: str) -> Told:
    """Return an attack anchored on words of a text; `more` gives its words of days and places."""
    start = text.index(words)
    event = CodedEvent(
        anchor=Scored.cut(text, start, start + len(words), score=0.9),
        type="ASSAULT",
        mode=(),
        context=(),
        status=Status.ACTUAL,
        outcome=Outcome.UNKNOWN,
        assertion=Assertion.FACT,
        score=0.9,
        chain=0,
    )
    names = ("places", "dates", "actors", "recipients")
    held = {name: frozenset([more[name]] if name in more else []) for name in names}
    return Told(event=event, sentence=sentence, definite=definite, verb=not definite, **held)


TEXT = "Gunmen attacked the base. The raid shook Gao. The assault lasted an hour. They struck."


def first(*found: Told) -> list[int]:
    """Return the founders of some events of the text."""
    return founders(Retellings.of(TEXT, found, ()), WEIGHTS, 0.0)


def test_what_is_taken_up_again_joins_its_first_mention() -> None:
    """Two later nouns with an article are the attack before them; a verb without one is another."""
    found = (
        told(TEXT, "attacked"),
        told(TEXT, "raid", 1, definite=True),
        told(TEXT, "assault", 2, definite=True),
        told(TEXT, "struck", 3),
    )
    assert [0, 0, 0, 3] == first(*found)


def test_words_of_other_days_part_two_events_for_good() -> None:
    """A group takes in nothing that any of its members is parted from."""
    monday = told(TEXT, "attacked", dates="monday")
    bare = told(TEXT, "raid", 1, definite=True)
    friday = told(TEXT, "assault", 2, definite=True, dates="friday")
    assert [0, 0, 2] == first(monday, bare, friday)
    assert [0, 1] == first(monday, friday)


def test_a_number_of_attacks_is_no_single_one() -> None:
    """What counts several events joins nothing, nor is it joined."""
    several = told(TEXT, "attacked")
    start = TEXT.index("attacked")
    count = Count.cut(TEXT, start, start + 8, low=2, best=2, high=2)
    several = replace(several, event=replace(several.event, count=count))
    assert [0, 1] == first(several, told(TEXT, "raid", 1, definite=True))


def test_what_did_not_happen_is_not_what_did() -> None:
    """A planned attack is not the attack that happened."""
    planned = told(TEXT, "raid", 1, definite=True)
    planned = replace(planned, event=replace(planned.event, status=Status.PLANNED))
    assert [0, 1] == first(told(TEXT, "attacked"), planned)


def test_without_fitted_numbers_every_event_stays_for_itself() -> None:
    """A model that is not fitted yet joins nothing but what grammar joins."""
    found = Retellings.of(TEXT, (told(TEXT, "attacked"), told(TEXT, "raid", 1)), ())
    assert [0, 1] == founders(found, APART["weights"], APART["least"])


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["", "monday", "friday"])), max_size=12))
def test_a_founder_founds_itself_and_comes_first(drawn: list[tuple[bool, str]]) -> None:
    """The founder of each event is an earlier one or itself, and is its own founder."""
    found = [
        told(TEXT, "raid", place, definite=definite, **({"dates": day} if day else {}))
        for place, (definite, day) in enumerate(drawn)
    ]
    named = first(*found)
    assert all(founder <= here for here, founder in enumerate(named))
    assert all(named[founder] == founder for founder in named)


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Gunmen attacked a village near Mopti on Tuesday. Twelve people were killed. "
            "The raid lasted an hour.",
            1,
        ),
        (
            "Two shoppers were killed on Saturday when a bomb exploded in a market in Kirkuk. "
            "A car bomb had killed four policemen at a police station in Kirkuk on March 8.",
            2,
        ),
    ],
)
def test_the_shipped_weights_read_plain_texts(text: str, expected: int) -> None:
    """One attack told thrice is one; bombings of two days are two."""
    coder = pipeline.coder("reader")
    assert isinstance(coder, Reader)
    coded = coder.code(Document.new(text))
    attacks = {one.chain for one in coded.events if one.type == "ASSAULT"}
    assert expected == len(attacks)


@pytest.mark.parametrize(
    "first, second, text, parted",
    [
        (("Reds", "depot"), ("Blues", "depot"), "They attacked. It retook it.", True),
        (("Reds", "depot"), ("Blues", "Reds"), "They attacked. It struck.", True),
        (("Reds", "depot"), ("Reds", "mill"), "They attacked. It struck.", False),
        (("Reds", "depot"), ("Blues", "depot"), "They attacked. It struck.", False),
        (("Reds", "depot"), ("", "Reds"), "They attacked. It struck.", False),
    ],
)
def test_what_takes_back_or_hits_the_attackers_is_another_attack(
    first: tuple[str, str], second: tuple[str, str], text: str, parted: bool
) -> None:
    """Two sides that each name an actor: one retakes what the other took, or strikes its posts."""
    words = [sentence.split()[1].rstrip(".") for sentence in text.split(". ")]
    found = [
        replace(
            told(text, word),
            attackers=frozenset(filter(None, [who])),
            attacked=frozenset([whom]),
        )
        for word, (who, whom) in zip(words, (first, second), strict=True)
    ]
    assert parted is Retellings.of(text, found, ()).parted(0, 1)


@pytest.mark.parametrize(
    "text, words, parted",
    [
        ("Men struck on the eve of the vote raid.", ("struck", "raid"), True),
        ("On the anniversary of the 2003 raid men struck.", ("raid", "struck"), True),
        ("The 2003 raid that struck the mill failed.", ("raid", "struck"), True),
        ("The 2003 raid struck the mill.", ("raid", "struck"), False),
        ("Men struck the mill in a raid.", ("struck", "raid"), False),
    ],
)
def test_what_a_sentence_looks_back_on_is_not_what_it_tells(
    text: str, words: tuple[str, str], parted: bool
) -> None:
    """What is named by its year or its anniversary is another happening than the act beside it."""
    found = [told(text, word) for word in words]
    assert parted is Retellings.of(text, found, ()).parted(0, 1)
