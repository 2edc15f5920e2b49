"""When a text was published, by its own words."""

from datetime import date

import pytest

from watchfloor.resolve.published import Inferred, infer_published


def infer(text: str, *words: str) -> Inferred | None:
    """Infer from a text whose date words are given."""
    spans = [(text.index(one), text.index(one) + len(one)) for one in words]
    return infer_published(text, spans)


def test_a_weekday_in_a_counted_stretch() -> None:
    """The stretch is over, and its weekday was told within a week."""
    text = "The first two weeks of 2019 saw five raids, one of them Thursday. A May 3 note said so."
    found = infer(text, "The first two weeks of 2019", "Thursday")
    assert found is not None
    assert (date(2019, 1, 14), date(2019, 1, 16)) == (found.published.from_, found.published.to)
    assert found.published.rule == ("inferred from the text: The first two weeks of 2019; Thursday")
    assert ["The first two weeks of 2019", "Thursday"] == [
        text[clue.start : clue.end] for clue in found.clues
    ]


def test_a_day_without_year_narrows_the_interval() -> None:
    """A later day of the same year lifts the lower end."""
    text = "The first two weeks of 2019 saw five raids, one of them Sunday. A Jan. 15 note said so."
    found = infer(text, "The first two weeks of 2019", "Sunday", "Jan. 15")
    assert found is not None
    assert (date(2019, 1, 15), date(2019, 1, 19)) == (found.published.from_, found.published.to)


def test_a_weekday_with_its_whole_date() -> None:
    """News names the weekday of a date in the week after it."""
    text = "Gunmen fired on a bus on Thursday, 10 January 2019, police said."
    found = infer(text, "Thursday, 10 January 2019")
    assert found is not None
    assert (date(2019, 1, 10), date(2019, 1, 16)) == (found.published.from_, found.published.to)


@pytest.mark.parametrize(
    "text,words",
    [
        ("Gunmen fired on a bus on Thursday.", ("Thursday",)),
        ("The war began in 2003 and ended on 18 December 2011.", ("2003", "18 December 2011")),
        ("On Jan. 9 they met.", ("Jan. 9",)),
        ("In November 2019 a truce held; a raid came Monday.", ("November 2019", "Monday")),
        ("Friday, 10 January 2019 is no Friday.", ("Friday, 10 January 2019",)),
        ("They will meet on Thursday, 10 January 2019.", ("Thursday, 10 January 2019",)),
        ("Nothing is dated here.", ()),
    ],
)
def test_background_infers_nothing(text: str, words: tuple[str, ...]) -> None:
    """Without a word of the text's own week the day of publication stays unknown."""
    assert infer(text, *words) is None


def test_a_later_whole_date_contradicts() -> None:
    """A past day after the inferred interval leaves the publication unknown."""
    text = "On Thursday, 10 January 2019, it began. It ended on 3 May 2020."
    assert infer(text, "Thursday, 10 January 2019", "3 May 2020") is None
