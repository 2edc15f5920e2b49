"""Pictures of what is counted: time is drawn as long as it is."""

from datetime import date, timedelta

from watchfloor.present.web.drawing import MOST_WEEKS, every_week, weeks_picture


def test_a_week_without_an_incident_is_a_week() -> None:
    """Between two weeks that have some, each other one stands with none."""
    weeks, before = every_week([("2022-01-03", 2), ("2022-01-24", 1)])
    assert weeks == (("2022-01-03", 2), ("2022-01-10", 0), ("2022-01-17", 0), ("2022-01-24", 1))
    assert before == 0


def test_what_lies_before_the_weeks_is_counted() -> None:
    """The last five years are drawn; of what began before them the number is told."""
    weeks, before = every_week([("1980-01-07", 3), ("2016-12-26", 1), ("2022-01-03", 2)])
    assert len(weeks) == MOST_WEEKS
    assert weeks[-1] == ("2022-01-03", 2)
    assert weeks[0][0] == str(date(2022, 1, 3) - timedelta(weeks=MOST_WEEKS - 1))
    assert before == 4


def test_nothing_has_no_weeks() -> None:
    """Without a dated incident there is neither bar nor picture."""
    assert every_week([]) == ((), 0)
    assert weeks_picture([], [], title="none") is None
