"""Which words of a date are an event's."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.dating import is_day_of, own_words


@pytest.mark.parametrize(
    "text, date, event, own",
    [
        ("Worst since 24 April, when men were shot.", "since 24 April", "shot", "24 April"),
        ("Shut since Monday's verdict, in which he fell.", "since Monday", "fell", "Monday"),
        ("It fought since 24 April, killing men.", "since 24 April", "killing", "since 24 April"),
        ("Since war began on 3 May, men died.", "3 May", "war", "Since war began on 3 May"),
        ("Shut since the raid on 3 May.", "3 May", "raid", "3 May"),
        ("The siege began on 3 May.", "3 May", "siege", "3 May"),
        ("Men were killed since 24 April.", "since 24 April", "killed", "since 24 April"),
    ],
)
def test_the_words_that_date_an_event(text: str, date: str, event: str, own: str) -> None:
    """A clause of "when" takes the day alone; what has begun since goes on; else they stay."""
    found = toys.encoded(text)
    spans = [toys.place_of(found, text, words) for words in (date, event)]
    assert toys.place_of(found, text, own) == own_words(spans[0], spans[1], found)


@pytest.mark.parametrize(
    "text, is_own",
    [
        ("It was the third day of attacks.", True),
        ("It was the third day of heavy attacks.", True),
        ("It was the third day, said the mayor of a town that attacks hit.", False),
    ],
)
def test_the_day_of_an_event(text: str, *, is_own: bool) -> None:
    """Only the event behind "of" is dated by what it is the day of."""
    found = toys.encoded(text)
    date, event = (toys.place_of(found, text, words) for words in ("the third day", "attacks"))
    assert is_own == is_day_of(date, event, found)
