"""Which words of a date are an event's."""

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.dating import (
    is_day_of,
    is_of_another,
    is_of_the_telling,
    own_words,
)


@pytest.mark.parametrize(
    "text, date, event, own",
    [
        ("Worst since 9 June, when men were shot.", "since 9 June", "shot", "9 June"),
        ("Shut since Friday's vote, in which he fell.", "since Friday", "fell", "Friday"),
        ("It fought since 9 June, killing men.", "since 9 June", "killing", "since 9 June"),
        ("Since war began on 3 May, men died.", "3 May", "war", "Since war began on 3 May"),
        ("Shut since the raid on 3 May.", "3 May", "raid", "3 May"),
        ("The war began on 3 May.", "3 May", "war", "3 May"),
        ("Men were killed since 9 June.", "since 9 June", "killed", "since 9 June"),
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
        ("It was the fifth day of riots.", True),
        ("It was the fifth day of heavy riots.", True),
        ("It was the fifth day, said the mayor of a town that riots hit.", False),
    ],
)
def test_the_day_of_an_event(text: str, *, is_own: bool) -> None:
    """Only the event behind "of" is dated by what it is the day of."""
    found = toys.encoded(text)
    date, event = (toys.place_of(found, text, words) for words in ("the fifth day", "riots"))
    assert is_own == is_day_of(date, event, found)


@pytest.mark.parametrize(
    "text, is_own",
    [
        ("He led last year's badly run army raid.", True),
        ("He led last year’s raid.", True),
        ("He said last year's vote was a raid.", False),
        ("He said last year a raid failed.", False),
        ("He led a raid in last year's style.", False),
    ],
)
def test_the_date_that_an_event_belongs_to(text: str, *, is_own: bool) -> None:
    """A possessive date right before an event, with no verb between, is its own."""
    found = toys.encoded(text)
    date, event = (toys.place_of(found, text, words) for words in ("last year", "raid"))
    assert is_own == is_day_of(date, event, found)


@pytest.mark.parametrize(
    "text, is_other",
    [
        ("He was shot on the eve of the 2003 invasion.", True),
        ("After the 2003 land grab a man was shot.", True),
        ("He was shot in 2003 and the man fled.", False),
        ("The 2003 night raid saw a man shot.", True),
        ("The 2003 man was shot.", True),
        ("In the 2003 shot that killed him.", False),
        ("It was the 2003 in which he was shot.", False),
    ],
)
def test_a_year_in_a_name_dates_nothing_else(text: str, *, is_other: bool) -> None:
    """A year between an article and a noun says which one is meant, not when another act was."""
    found = toys.encoded(text)
    date, event = (toys.place_of(found, text, words) for words in ("2003", "shot"))
    assert is_other == is_of_another(date, event, found)


@pytest.mark.parametrize(
    "text, is_told",
    [
        ("On Monday the mayor said men had been shot.", True),
        ("The mayor said on Monday that men had been shot.", False),
        ("Since Monday, the mayor said, men had been shot.", False),
        ("The mayor said men had been shot on Monday.", False),
        ("On Monday the mayor said men were shot.", False),
        ("On Monday men had been shot.", False),
    ],
)
def test_the_day_of_the_telling_is_not_that_of_the_act(text: str, *, is_told: bool) -> None:
    """What had happened when it was told has a day of its own, or none."""
    found = toys.encoded(text)
    date, event = (toys.place_of(found, text, words) for words in ("Monday", "shot"))
    assert is_told == is_of_the_telling(date, event, found)
