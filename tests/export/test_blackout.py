"""One blackout a text: the union of what is masked in it, the same for each slice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.present.brief import made
from watchfloor.export.blackout import Blackout
from watchfloor.export.discretion import BLOCK, DISCREET, blackout_of, coarse, discreet, told_in
from watchfloor.model import Document, Event
from watchfloor.model.span import cited_in


@given(
    st.text(alphabet="ab█", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.text(alphabet="x█", max_size=9)), max_size=5),
)
def test_a_blackout_is_the_union_of_its_pieces(text: str, pieces: list[tuple[int, str]]) -> None:
    """Each character is masked that any piece masks, by whatever slice it is looked at."""
    blackout = Blackout.of(pieces)
    masked = {at + place for at, words in pieces for place, one in enumerate(words) if one == BLOCK}
    whole = "".join(BLOCK if at in masked else one for at, one in enumerate(text))
    assert whole == blackout.over(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            assert whole[start:end] == blackout.over(text[start:end], start)


def test_a_row_holds_what_another_row_masks_of_its_words() -> None:
    """The anchor of one event lies on the victim of another: both lose the name, as the text."""
    document, event = made.DOCUMENTS["Cedar Radio"], made.shooting()
    (victim,) = event.recipient
    anchor = replace(event.anchor, text=victim.text, start=victim.start, end=victim.end)
    other = replace(event, id="other", recipient=(), anchor=anchor)
    rules = replace(DISCREET, known=lambda _: told_in(document, (event, other)))
    blackout = blackout_of(document, (event, other), rules)
    told = replace(rules, blackout=lambda _: blackout)
    text = discreet(document, told).text
    assert BLOCK * len("Omar Haddad") == text[victim.start : victim.end]
    for row in (discreet(event, told), discreet(other, told)):
        for one in cited_in(row):
            if one.text is not None:
                assert text[one.start : one.end] == one.text


def test_the_place_of_a_sensitive_event_is_told_no_finer_by_another() -> None:
    """The same mention places both: neither has a point."""
    document, event = made.DOCUMENTS["Cedar Radio"], made.shooting()
    assert event.event_loc is not None
    at = document.text.index("Birch")
    place = replace(event.event_loc, text="Birch", start=at, end=at + len("Birch"))
    event = replace(event, event_loc=place)
    told = _told(document, (replace(event, mode=("sexual",)), replace(event, id="other")))
    assert told.event_loc is not None
    assert told.event_loc.lat is None
    assert coarse(told.event_loc) == told.event_loc


def _told(document: Document, events: tuple[Event, ...]) -> Event:
    rules = replace(DISCREET, known=lambda _: told_in(document, events))
    blackout = blackout_of(document, events, rules)
    return discreet(events[-1], replace(rules, blackout=lambda _: blackout))
