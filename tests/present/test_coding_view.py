"""A coded document in a notebook, and `watchfloor.code`."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import watchfloor
from watchfloor import pipeline
from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import InputError
from watchfloor.model import Document, decode
from watchfloor.present import coding_view, html
from watchfloor.present.coding_view import Coding
from watchfloor.present.spans import LABELS, strongest
from watchfloor.present.terminal import plain

UNDATED = (
    "The first two weeks of 2022 saw four attacks. A rocket attack Thursday hit the embassy in "
    "Baghdad. The first two weeks of 2022 ended with shelling on Thursday."
)
ATTACK = "<script>alert('&')</script>"


class Reader(HTMLParser):
    """Collects the tags and the words of a fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data


def read(fragment: str) -> Reader:
    """Return tags and words of a fragment."""
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    return reader


@pytest.mark.parametrize("spans", [[], [(0, 4, "actor")], [(9, 30, "anchor")], [(0, 99, "date")]])
def test_a_script_in_the_text_stays_text(spans: list[tuple[int, int, str]]) -> None:
    """Before, inside and across a span, markup of the text is shown and never run."""
    text = f"Before {ATTACK} after {ATTACK}."
    found = read(html.marked(text, spans, {}))
    assert found.tags <= {"div", "span"}
    assert text == found.words


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(LABELS))),
)
def test_marked_text_holds_every_character(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Whatever the spans, the words of the fragment are the words of the text."""
    fragment = html.marked(text, spans, {})
    assert text == unescape(re.sub(r"<[^>]*>", "", fragment))


def test_titles_and_cells_are_escaped(coding: Coding) -> None:
    """A title, source and actor full of markup add no tag."""
    event = replace(coding.events[0], actor=(replace(coding.events[0].actor[0], name=ATTACK),))
    document = replace(coding.document, title=ATTACK, source=ATTACK)
    fragment = replace(coding, document=document, events=(event,))._repr_html_()
    assert "<script" not in fragment
    assert ATTACK in read(fragment).words


def test_notebook_shows_text_legend_and_events(coding: Coding) -> None:
    """The view holds the text, the labels in use, the anchors' numbers and a row an event."""
    found = read(coding._repr_html_())
    for words in ("three soldiers", "boilerplate", "ASSAULT", "Taji, IRQ", "△ threatened"):
        assert words in found.words
    assert "killed1" in found.words
    assert "table" in found.tags


def test_a_text_without_events_has_no_table(coding: Coding) -> None:
    """Nothing coded shows the text alone."""
    bare = Coding(document=coding.document)
    assert "table" not in read(bare._repr_html_()).tags
    assert bare.summary() == "no events, no claims, no figures, no relations"


def test_long_codings_show_the_first_events(coding: Coding) -> None:
    """A notebook is not flooded; how many there are is said."""
    many = replace(coding, events=coding.events * 60)
    assert "100 of 120 events" in read(many._repr_html_()).words


def test_repr_is_one_line(coding: Coding) -> None:
    """A console shows title and counts."""
    assert repr(coding) == (
        f"<Coding {coding.document.id[:8]} 'Three soldiers killed': "
        "2 events, 1 claim, 1 figure, 1 relation>"
    )


def test_as_json_is_the_contract(coding: Coding) -> None:
    """The JSON of a coding decodes into its document."""
    found = coding.as_json()
    assert coding.document == decode(Document, found["document"])
    rows = ["events", "claims", "figures", "relations"]
    assert list(found) == ["document", *rows, "provenance", "reasons"]


def test_every_span_is_inside_the_text(coding: Coding) -> None:
    """Each labelled span cites words of the text, and every label is known."""
    spans = list(coding.spans())
    assert all(0 <= start < end <= len(coding.document.text) for start, end, _ in spans)
    used = {label for _, _, label in spans}
    assert {"anchor", "actor", "casualties", "date", "place", "speaker", "boilerplate"} <= used
    assert used <= set(LABELS)


def test_the_strongest_label_gives_the_colour() -> None:
    """An anchor inside a quote is drawn as an anchor; no label draws nothing."""
    assert strongest(("claim", "anchor", "boilerplate")) == "anchor"
    assert strongest(()) is None


def test_hidden_characters_do_not_reach_a_notebook() -> None:
    """Overrides are dropped, the rest of the text stays."""
    assert plain("a\u202eb") == read(html.marked("a\u202eb", [], {})).words


@pytest.mark.parametrize("published", ["2022-01-16", date(2022, 1, 16)])
def test_code_text_reads_a_day(published: Any) -> None:
    """A text is coded as of the day it was published, given as date or ISO words."""
    found = coding_view.code_text(
        "Gunmen killed three soldiers near Taji on Thursday.",
        published=published,
        source="Wire",
        coder="lexicon",
    )
    assert found.document.published is not None
    assert found.document.published.from_ == date(2022, 1, 16)
    assert found.document.source == "Wire"
    assert [event.type for event in found.events] == ["ASSAULT"]


def test_code_text_refuses_what_is_no_text() -> None:
    """A path, bytes or nothing instead of a text is named, not a traceback of something inside."""
    nothing: Any = None
    with pytest.raises(InputError, match="the text itself as a str, not NoneType"):
        coding_view.code_text(nothing, published=None, source=None, coder="lexicon")


def test_code_text_refuses_what_is_no_day() -> None:
    """A date that cannot be read is named."""
    with pytest.raises(InputError, match="YYYY-MM-DD, not 'soon'"):
        coding_view.code_text("Text.", published="soon", source=None, coder="lexicon")


def test_the_facade_takes_the_coder_of_the_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python, `--coder` and the pipeline name one default, which is a coder of the package."""
    asked: list[str] = []

    def coder(name: str) -> Any:
        asked.append(name)
        return Lexicon()

    monkeypatch.setattr(pipeline, "coder", coder)
    watchfloor.code("Gunmen killed three soldiers near Gao.")
    watchfloor.code("Gunmen killed three soldiers near Gao.", coder="lexicon")
    assert asked == [pipeline.DEFAULT_CODER, "lexicon"]
    assert pipeline.DEFAULT_CODER in pipeline.CODERS


def test_code_infers_the_published_date_as_ingest_does() -> None:
    """A text without a date is read with the one that its own words give."""
    coded = watchfloor.code(UNDATED, coder="lexicon")
    expected = pipeline.dated(pipeline.document_of(UNDATED, published=None, source=None))
    assert expected.published is not None
    assert expected.published == coded.document.published


def test_where_and_when_are_read_whole() -> None:
    """The day of an ISO date is no event, and who stands 30 km from a town is not called so."""
    dated = watchfloor.code("Gunmen killed 12 people on 2022-01-03 in Gao.", published="2022-01-14")
    assert ["killed"] == [event.anchor.text for event in dated.events]
    assert [("2022-01-03", date(2022, 1, 3))] == [
        (event.date.text, event.date.from_) for event in dated.events if event.date
    ]
    far = watchfloor.code(
        "A roadside bomb killed four soldiers 30 km north of Djibo on Sunday.",
        published="2022-01-14",
    )
    assert ["four soldiers"] == [one.text for event in far.events for one in event.recipient]
    assert ["30 km north of Djibo"] == [
        event.event_loc.text for event in far.events if event.event_loc
    ]


def test_code_says_why_places_dates_and_actors_mean_what_they_do() -> None:
    """Every resolved mention has its rule and the others that were considered, in JSON too."""
    found = watchfloor.code(
        "Gunmen killed two soldiers in Kabul on Monday.", published="2021-03-04"
    )
    words = {found.document.text[start:end]: why for (start, end), why in found.reasons.items()}
    (event,) = (one for one in found.events if one.event_loc)
    assert event.event_loc is not None
    assert event.event_loc.rule == words["Kabul"].rule
    assert words["Monday"].interval is not None
    told = found.as_json()["reasons"]
    assert ["Kabul", "Monday"] == [one["text"] for one in told][-2:]
    assert {"start", "end", "text", "rule", "score", "runners_up"} == set(told[0])
