"""When an act took place: what the text says of it, not the date that stands above the text."""

from datetime import date

import pytest

from watchfloor.model import (
    Coded,
    CodedEvent,
    DatePrecision,
    Document,
    EventDate,
    Interval,
    Mention,
    MentionKind,
    Resolution,
    Resolved,
    Role,
    Scored,
    Status,
    join_events,
)

DAY = "Friday, January 4, 2019"


def date_of(text: str) -> EventDate | None:
    """Join one event that a coder dated by `DAY`."""
    document, start = Document.new(text), text.index(DAY)
    span, day = (start, start + len(DAY)), date(2019, 1, 4)
    hit = (text.index("hit"), text.index("hit") + 3)
    event = CodedEvent(
        anchor=Scored.cut(text, *hit, score=0.9),
        type="ASSAULT",
        status=Status.ACTUAL,
        score=0.9,
        chain=0,
        date=(Role(0, 0.9),),
    )
    mentions = (Mention.cut(text, *span, kind=MentionKind.DATE, head=span),)
    coded = Coded(document_id=document.id, coder="t@1", mentions=mentions, events=(event,))
    said = Interval(from_=day, to=day, precision=DatePrecision.DAY)
    about = Interval(from_=date(2018, 12, 28), to=day, precision=DatePrecision.WEEK)
    resolved = Resolved(
        document_id=document.id,
        resolver="t@1",
        resolutions={"0": Resolution(interval=said, rule="test", score=0.9)},
        undated=Resolution(interval=about, rule="shortly before", score=0.5),
    )
    return join_events(document, coded, resolved)[0].date


def test_a_date_above_the_text_says_when_it_appeared() -> None:
    """An act that a coder dated by the first line alone is undated: on that day or before."""
    found = date_of(f"{DAY}\n\nRockets hit a camp. Nobody was hurt.")
    assert found is not None
    assert (None, "shortly before", date(2018, 12, 28)) == (found.text, found.rule, found.from_)


@pytest.mark.parametrize(
    "text", [f"{DAY}: rockets hit a camp.\nNobody was hurt.", f"Rockets hit a camp on\n{DAY}"]
)
def test_a_date_within_a_sentence_is_the_acts(text: str) -> None:
    """A date that shares its line, or stands elsewhere, is what the text says of the act."""
    found = date_of(text)
    assert found is not None
    assert DAY == found.text
