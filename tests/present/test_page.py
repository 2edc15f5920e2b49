"""The page of one document on the terminal."""

import io
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from watchfloor.model import Assertion, Bounds, Count, Document, Horizon, Outcome
from watchfloor.present.coding_view import Coding
from watchfloor.present.page import LONGEST, coded_fields, legend, marked_text, page_view
from watchfloor.present.terminal import plain


def shown(view: object) -> str:
    """Return a view as plain text."""
    console = Console(file=io.StringIO(), width=200, no_color=True)
    console.print(view)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_each_role_has_its_style(coding: Coding) -> None:
    """Anchor, actor, casualties, claim and boilerplate are styled where they stand."""
    text = marked_text(coding)
    styles = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert styles["killed"] == "bold underline"
    assert styles["Gunmen of the River Front"] == "cyan"
    assert styles["three"] == "red"
    assert styles["We deny it,"] == "italic"
    assert styles["© Example Wire. All rights reserved."] == "dim"


@given(st.text(min_size=1).filter(str.strip))
def test_a_text_without_spans_is_itself(text: str) -> None:
    """Without evidence the text is shown as it is, hidden characters aside."""
    found = marked_text(Coding(document=Document.new(text)))
    assert plain(text).rstrip() == found.plain


def test_legend_names_the_labels_in_use(coding: Coding) -> None:
    """Only styles of this page are explained, strongest first."""
    assert legend(coding).plain.split()[:3] == ["anchor", "casualties", "actor"]
    assert legend(Coding(document=replace(coding.document, boilerplate=()))).plain == ""


def test_nothing_coded_says_so(coding: Coding) -> None:
    """An empty column is never mistaken for a fault."""
    assert "Nothing was coded" in shown(coded_fields(Coding(document=coding.document)))


def test_rarer_fields_are_shown(coding: Coding) -> None:
    """Outcome, assertion, context, instrument, count and chain have rows if they say something."""
    first, second = coding.events
    told = replace(
        first,
        outcome=Outcome.FAILED,
        assertion=Assertion.CLAIMED,
        context=("military",),
        instrument=first.actor,
        count=Count.inferred(low=4, best=None, high=None),
    )
    page = shown(coded_fields(replace(coding, events=(told, replace(second, chain=first.id)))))
    for words in ("failed", "claimed", "military", "instrument", "at least 4", "same as 1"):
        assert words in page


def test_rarer_parts_of_claims_figures_and_relations_are_shown(coding: Coding) -> None:
    """Condition, horizon, totals, places, dates and validity have rows too."""
    claim, figure, relation = coding.claims[0], coding.figures[0], coding.relations[0]
    first = coding.events[0]
    page = shown(
        coded_fields(
            replace(
                coding,
                claims=(
                    replace(
                        claim,
                        quoted=False,
                        speaker=None,
                        condition=claim.content,
                        horizon=Horizon(date(2022, 2, 1), None),
                        event_id=None,
                    ),
                ),
                figures=(
                    replace(
                        figure,
                        value=Bounds(low=28, best=28, high=28),
                        of=48,
                        unit=None,
                        event_loc=first.event_loc,
                        date=first.date,
                    ),
                ),
                relations=(replace(relation, since="2019"),),
            )
        )
    )
    for words in ("condition", "since 2022-02-01", "28 of 48", "2019 to –", "= 2022-01-06"):
        assert words in page


def test_inferred_values_say_so(coding: Coding) -> None:
    """A value without words of its own is marked as inferred."""
    first = coding.events[0]
    assert first.date is not None
    inferred = replace(first.date, text=None, start=None, end=None)
    page = shown(coded_fields(replace(coding, events=(replace(first, date=inferred),))))
    assert "2022-01-06 (last weekday)  inferred" in page


def test_long_evidence_is_cut_in_its_middle(coding: Coding) -> None:
    """A claim of a whole paragraph shows its start and its end beside the text."""
    text = "We deny " + "it and " * 60 + "all of that."
    content = replace(coding.claims[0].content, text=text, start=0, end=len(text))
    page = shown(
        coded_fields(replace(coding, claims=(replace(coding.claims[0], content=content),)))
    )
    (line,) = [line for line in page.splitlines() if "We deny" in line]
    assert "…" in line
    assert "all of that." in line
    assert len(line.rstrip()) < LONGEST + 40


def test_untitled_texts_of_nobody_are_shown(coding: Coding) -> None:
    """What is not known of a document is said, not left blank."""
    document = replace(coding.document, title=None, source=None, published=None)
    page = shown(page_view(Coding(document=document), 80))
    assert "Untitled" in page
    assert "source unknown · published –" in page
