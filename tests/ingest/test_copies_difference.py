"""What a copy adds and leaves out: spans of the two texts, furniture aside."""

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.ingest import find_boilerplate
from watchfloor.ingest.copies_difference import difference
from watchfloor.model import Difference, Document

ORIGINAL = (
    "Two rockets struck the depot outside Tel Qasr before dawn, the army said on Monday.\n\n"
    "Nobody has claimed the attack, the third on a fuel store since the ceasefire ended.\n\n"
    "The governor closed every road into the valley and called a council for Sunday."
)
ADDED = "“Our own reporter saw four men arrested at the northern gate,” an editor wrote."


def made(text: str) -> Document:
    """Return a document with its furniture marked."""
    return Document.new(text, boilerplate=find_boilerplate(text))


def words(document: Document, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """Return the words of spans."""
    return [document.text[start:end] for start, end in spans]


def test_an_added_paragraph_and_a_lost_one_are_spans() -> None:
    """Quotation marks and stops belong to the passage; what both have does not."""
    first, _, last = ORIGINAL.split("\n\n")
    copy, original = made(f"{first}\n\n{ADDED}\n\n{last}"), made(ORIGINAL)
    found = difference(copy, original)
    assert words(copy, found.added) == [ADDED]
    assert words(original, found.left_out) == [
        "Nobody has claimed the attack, the third on a fuel store since the ceasefire ended."
    ]


def test_case_line_ends_and_furniture_are_no_difference() -> None:
    """A re-wrapped copy with a footer adds nothing."""
    copy = made(ORIGINAL.upper().replace(" THE ", "\nTHE ") + "\n\nAll rights reserved.")
    assert copy.boilerplate
    assert difference(copy, made(ORIGINAL)) == Difference(added=(), left_out=())


def test_a_changed_number_is_shown_alone() -> None:
    """One word between common runs is a passage of one word."""
    copy = made(ORIGINAL.replace("third", "fifth"))
    found = difference(copy, made(ORIGINAL))
    assert (["fifth"], ["third"]) == (
        words(copy, found.added),
        words(made(ORIGINAL), found.left_out),
    )


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_spans_are_sorted_and_inside_their_texts(one: str, other: str) -> None:
    """Whatever the texts, every span cuts something out of its own text; twins have none."""
    copy, original = Document.new(one), Document.new(other)
    found = difference(copy, original)
    for text, spans in ((one, found.added), (other, found.left_out)):
        ends = [at for span in spans for at in span]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(text) for start, end in spans)
    assert difference(copy, copy) == Difference(added=(), left_out=())
