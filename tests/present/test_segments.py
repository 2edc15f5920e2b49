"""Cutting a text where spans begin and end."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.present.segments import Segment, segments

SPANS = st.lists(
    st.tuples(st.integers(-3, 25), st.integers(-3, 25), st.sampled_from(["a", "b", "c"]))
)


@given(st.text(max_size=20), SPANS)
def test_segments_joined_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Nothing is lost, doubled or moved, whatever the spans."""
    pieces = list(segments(text, spans))
    assert text == "".join(piece.text for piece in pieces)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(piece.text for piece in pieces)


@given(st.text(max_size=20), SPANS)
def test_every_character_has_the_labels_of_its_spans(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    """A character carries exactly the labels of the spans around it."""
    for piece in segments(text, spans):
        for offset in range(piece.start, piece.end):
            expected = {label for start, end, label in spans if start <= offset < end}
            assert expected == set(piece.labels)


@given(st.text(max_size=20), st.randoms(), SPANS)
def test_cuts_do_not_depend_on_the_order_of_spans(
    text: str, random: Random, spans: list[tuple[int, int, str]]
) -> None:
    """Shuffled spans cut the text in the same places."""
    shuffled = list(spans)
    random.shuffle(shuffled)
    first, second = segments(text, spans), segments(text, shuffled)
    assert [(one.start, set(one.labels)) for one in first] == [
        (one.start, set(one.labels)) for one in second
    ]


def test_overlapping_spans_are_cut_into_pieces() -> None:
    """Two spans that cross give three pieces, the middle one with both labels."""
    assert list(segments("abcdef", [(0, 4, "x"), (2, 6, "y")])) == [
        Segment(0, "ab", ("x",)),
        Segment(2, "cd", ("x", "y")),
        Segment(4, "ef", ("y",)),
    ]


def test_a_label_lasts_until_its_last_span_ends() -> None:
    """Nested spans of one label do not end each other."""
    pieces = list(segments("abcd", [(0, 4, "x"), (1, 2, "x")]))
    assert [piece.labels for piece in pieces] == [("x",)] * 3


def test_no_text_gives_no_segments() -> None:
    """An empty text has nothing to cut."""
    assert list(segments("", [(0, 3, "x")])) == []
