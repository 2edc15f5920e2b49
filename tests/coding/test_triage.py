"""The triage: it keeps whatever may hold an event, and refuses what has no word of ours."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor import ingest, pipeline_ingest
from watchfloor.assets import ROOM
from watchfloor.coding import reader, triage
from watchfloor.coding.lexicon import Lexicon
from watchfloor.coding.triage import SHORT, worth_reading
from watchfloor.coding.triggers import NO_EVENT, table
from watchfloor.model import Boilerplate, Document, Raw, Reading

RECIPE = (
    "Beat the eggs with the sugar and whip the cream until it holds its shape. Shell the peas, cut "
    "the leeks, and leave them to rest. Slap the dough on the table, close the lid and order more "
    "flour. Hold back some lemon, burn a little butter, and call everybody to lunch at two."
)
MATCH = (
    "United left it late. Marsh hit the post before the break and was fouled soon after, but the "
    "keeper held everything until Ngata headed home a corner. The visitors pressed on, their coach "
    "called for calm from the touchline, and the whistle came as a relief. They play the leaders "
    "next week."
)
GARDEN = "Cut the roses back in March, close to the ground, and feed them when the frost has gone."


@pytest.mark.parametrize("text", [RECIPE, MATCH, GARDEN, ".", "12,000 (3.5)", "Хлеб и соль."])
def test_what_has_no_word_of_ours_is_refused(text: str) -> None:
    """Everyday words of the table alone tell nothing: kitchens, pitches, gardens, mere signs."""
    assert not worth_reading(Document.new(text))


@pytest.mark.parametrize(
    "words",
    [
        "Gunmen fled.",
        "KIDNAPPERS FREED THE GIRL.",
        "Three civilians were wounded.",
        "The envoys discussed a cease-fire.",
        "He spoke of car-bombings.",
        "Bombardiers flew over.",
        "A teacher was shot.",
        "They protested.",
        "The minister closes the road.",
        "Ukraine closes its airspace.",
    ],
)
def test_one_telling_word_is_enough(words: str) -> None:
    """A verb, a noun, a word that begins like one, harm, arms, an office, a state: anywhere."""
    assert worth_reading(Document.new(f"{RECIPE} {words} {MATCH}"))


@pytest.mark.parametrize(
    "text,kept",
    [
        ("Turkey cuts the supply.", True),
        ("The cook carves the turkey and cuts the bread.", False),
        ("The holy see of good food.", False),
        ("They took to the streets.", True),
        ("They took the bus to the streets of the old town.", False),
        ("Somebody opened fire.", True),
        ("Open the oven and light a fire.", False),
        ("The recipe calls for two lemons; look into the pot and turn down the heat.", False),
    ],
)
def test_words_tell_as_they_are_written_and_joined(text: str, kept: bool) -> None:
    """A state has its capital letter, and a pattern of several words has them in a row."""
    assert kept == worth_reading(Document.new(text))


def test_boilerplate_is_not_looked_at() -> None:
    """A footer on bombs keeps no recipe; a word after the footer does."""
    footer = "More news: bombs fall on Gao."
    text = f"{RECIPE} {footer} {MATCH}"
    start = text.index(footer)
    part = Boilerplate(start, start + len(footer), "footer")
    assert worth_reading(Document.new(text))
    assert not worth_reading(Document.new(text, boilerplate=(part,)))
    assert worth_reading(Document.new(f"{text} Gunmen fled.", boilerplate=(part,)))


def test_every_telling_word_is_found_where_it_stands() -> None:
    """The tables' words are words to the triage too: none is cut apart or too long."""
    words = [*triage.vocabulary().telling, *triage.vocabulary().names]
    assert len(words) > 1_000
    assert [word for word in words if not worth_reading(Document.new(f"Some {word}, there."))] == []


def test_the_sure_words_of_the_table_tell() -> None:
    """What names an event without conditions is kept in every form, kitchens' words aside."""
    sure = {
        form
        for form, rows in table().rows.items()
        for row in rows
        if row.type != NO_EVENT and row.weight == 3 and not row.needs and not row.rest
    }
    refused = {form for form in sure if not worth_reading(Document.new(form))}
    assert refused <= {"shell", "shells", "shelled", "thank", "thanks", "thanked", "thanking"} | {
        *("sentence", "sentences", "knife", "knifed", "freed", "beatings"),
    }


def test_every_dispatch_of_the_demo_with_an_event_is_kept() -> None:
    """No event of the demo corpus lies in a text that is refused."""
    raws = ingest.enumerate_inputs(
        [str(path) for path in sorted((ROOM / "demo").iterdir())], stdin=io.BytesIO()
    )
    readings = [ingest.read(raw, ingest.Options()) for raw in raws if isinstance(raw, Raw)]
    documents = [one.document for one in readings if isinstance(one, Reading)]
    coded = [one for one in documents if Lexicon().code(one).events]
    assert len(coded) >= 28
    assert [one.title for one in coded if not worth_reading(one)] == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_around_never_hide_a_telling_one(before: str, after: str) -> None:
    """Whatever stands around it, a telling word keeps the text, and the answer is repeatable."""
    assert worth_reading(Document.new(f"{before} gunmen {after}"))
    bare = Document.new(f"{before}.")
    assert worth_reading(bare) == worth_reading(bare)


@pytest.mark.parametrize(
    "text",
    ["Stir the dough. " * 33_000, "x" * 500_000, "a-" * 250_000, "é\n" * 250_000],
    ids=["many words", "one word", "one word of hyphens", "many lines"],
)
def test_a_hostile_text_takes_a_moment(text: str) -> None:
    """Half a megabyte without a telling word costs no more than its length.

    At a size that a busy machine with coverage on can stand; by hand, two megabytes take under 3 s.
    """
    document = Document.new(text)
    with bounded():
        assert not worth_reading(document)


def test_the_reader_does_not_encode_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long refused text gives an empty coding; a short one is read, and `read` reads anything."""
    encoded: list[str] = []

    def encode(document: Document, _: object) -> None:
        encoded.append(document.text)

    monkeypatch.setattr(reader, "encode", encode)
    coder = reader.Reader()
    book = "\n\n".join([RECIPE] * (1 + SHORT // len(RECIPE)))
    coded = coder.code(Document.new(book))
    assert (coded.coder, coded.events, encoded) == (f"reader@{coder.version}", (), [])
    coder.code(Document.new("Gunmen fled."))
    coder.code(Document.new(RECIPE[:SHORT]))
    coder.read(Document.new(book))
    assert encoded == ["Gunmen fled.", RECIPE[:SHORT], book]


def test_a_refused_text_is_stored_as_read(tmp_path: Path) -> None:
    """The record holds it without events and without an issue, and knows it the next time."""
    page = tmp_path / "recipe.txt"
    page.write_text(RECIPE, encoding="utf-8")
    options = pipeline_ingest.IngestOptions(version="test", workers=0, coder="reader")
    outcomes = [
        pipeline_ingest.ingest(
            tmp_path / "w.db",
            [str(page)],
            options,
            stdin=io.BytesIO(),
            clock=lambda: datetime(2022, 1, 20, tzinfo=UTC),
        )
        for _ in range(2)
    ]
    assert [(0, ()), (0, ())] == [(one.events, one.issues) for one in outcomes]
    assert [(1, 0), (0, 1)] == [(one.run.stored, one.run.known) for one in outcomes]
