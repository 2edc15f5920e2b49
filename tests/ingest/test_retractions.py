"""Texts that take an earlier one back, and texts that only sound so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.test_copies import document
from watchfloor.ingest.retractions import Announced, announcements


@pytest.mark.parametrize(
    "text,kind",
    [
        ("Correction: the toll was four, not fourteen.", "correction"),
        ("Fine weather.\nCORRECTION — It was Tuesday.", "correction"),
        ("An earlier version of this article misstated the toll.", "correction"),
        ("(Corrects number of dead in second paragraph)\nGAO - Gunmen fired.", "correction"),
        ("This story has been corrected to say four.", "correction"),
        ("First Wire on Friday retracts its report of an attack in Gao.", "retraction"),
        ("The agency withdrew a widely shared story about the market.", "retraction"),
        ("Our report of 3 May has been withdrawn.", "retraction"),
        ("Editors: please disregard the story headlined Gao.", "retraction"),
        ("Retraction: there was no attack.", "retraction"),
    ],
)
def test_an_announcement_is_found_with_its_words(text: str, kind: str) -> None:
    """Kind and span: the words around stand in the text as they are."""
    (one,) = announcements(document(text))
    assert kind == one.kind
    assert text[one.start : one.end].strip() in text


@pytest.mark.parametrize(
    "text",
    [
        "The last troops were withdrawn from the town on Friday, a report said.",
        "He withdrew from the talks. The article was long.",
        "A correctional facility was hit.",
        "The minister corrected course.",
        "Guards kill the story of a peaceful prison.",
        "Rebels retracted their troops.",
        "The army reported a withdrawal of forces.",
    ],
)
def test_troops_that_withdraw_retract_nothing(text: str) -> None:
    """Withdrawals and corrections of other things than texts announce nothing."""
    assert () == announcements(document(text))


def test_a_sentence_is_cut_out_of_its_line() -> None:
    """What stands before and behind the sentence is no part of the announcement."""
    text = "It rained. First Wire retracts its report of an attack. More at ten."
    (one,) = announcements(document(text))
    assert "First Wire retracts its report of an attack." == text[one.start : one.end].strip()
    assert one.kind is Announced.RETRACTION


@given(st.text(alphabet="retraction corrects:.\n()", max_size=300))
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    """Announcements never overlap and never leave the text."""
    last = 0
    for one in announcements(document(f"x{text}")):
        assert last <= one.start < one.end <= len(text) + 1
        last = one.end


def test_a_line_of_two_megabytes_is_survived() -> None:
    """Repeated openings of every pattern end somewhere."""
    text = "retracts the a a a a corrects its b b b b withdrawal of a earlier version of " * 26_000
    text += "\nCorrection: it was Tuesday."
    assert {"correction"} == {one.kind for one in announcements(document(text))}
