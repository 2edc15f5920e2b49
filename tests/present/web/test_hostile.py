"""Whatever is sent, the server does not break; whatever a text holds, nothing of it runs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.patience import bounded
from tests.present.web.asking import VALUES
from tests.present.web.conftest import client_of
from tests.present.web.pages import Page
from watchfloor.model import Document, Published
from watchfloor.present.coding_view import Coding
from watchfloor.present.options import FILTERS
from watchfloor.present.web import reading
from watchfloor.present.web.app import PAGES

NAMES = (*FILTERS, "sort", "after", "at", "q", "token", "unknown", "csrf", "")


def paths() -> list[str]:
    """Return the path of every route, as the application has it."""
    return sorted(
        {route.path for page in PAGES for route in page.ROUTES if isinstance(route, Route)}
        | {"/static/{path}"}
    )


def filled(path: str, value: str) -> str:
    """Return a path whose parameter is a value, quoted."""
    from urllib.parse import quote

    for name in ("{id}", "{path}"):
        path = path.replace(name, quote(value, safe="") or "x")
    return path


def checked(client: TestClient, path: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Ask, and fail on a defect of the server or an unsafe page."""
    answer = client.get(path, params=httpx.QueryParams(list[tuple[str, Any]](pairs)))
    assert answer.status_code < 500, f"{path} {pairs}: {answer.text[-600:]}"
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert Page(answer.text).faults == [], f"{path} {pairs}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    path=st.sampled_from(paths()),
    part=st.one_of(st.sampled_from(VALUES), st.text(max_size=30)),
    pairs=st.lists(
        st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=40))),
        max_size=5,
    ),
)
def test_nothing_random_breaks_a_route(
    hostile: TestClient, path: str, part: str, pairs: list[tuple[str, str]]
) -> None:
    """Any path with any parameters answers less than 500."""
    storable = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    checked(hostile, filled(path, part.encode("utf-8", "replace").decode()), storable)


def test_a_title_is_words_and_nothing_more(hostile: TestClient) -> None:
    """Script in titles, outlets and texts stands on the page as the words that it is."""
    page = Page(hostile.get("/documents").text)
    assert "<script>alert(3)</script>" in page.text
    assert "onerror=alert(4)" in page.text
    assert page.faults == []


def test_an_address_that_runs_something_is_no_link(hostile: TestClient) -> None:
    """The link to the source of a text is http or https, or there is none."""
    for row in hostile.get("/documents.json").json():
        links = Page(hostile.get(f"/documents/{row['id']}").text).links
        outside = [link for link in links if not link.startswith(("/", "#"))]
        kept = (row["url"] or "").startswith("https://")
        assert outside == ([row["url"]] if kept else [])


def test_marks_that_turn_a_text_round_are_dropped(hostile: TestClient) -> None:
    """No page holds an override of direction or a control sign of a text."""
    for row in hostile.get("/documents.json").json():
        text = hostile.get(f"/documents/{row['id']}").text
        assert not set(text) & set("\u202e\u202d\u2066\u2067\u2068\x1b\x85\x00")


def test_templates_of_a_text_are_not_run(hostile: TestClient) -> None:
    """Braces in a text are words, too."""
    texts = "".join(
        Page(hostile.get(f"/documents/{row['id']}").text).text
        for row in hostile.get("/documents.json").json()
    )
    assert "{{ 7 * 7 }}" in texts


def test_csv_disarms_formulas(hostile: TestClient) -> None:
    """No cell of a CSV twin begins as a formula does; the JSON twin is exact."""
    import csv
    import io

    for kind in ("documents", "events", "incidents", "claims", "figures", "relations", "actors"):
        table = csv.reader(io.StringIO(hostile.get(f"/{kind}.csv").text, newline=""))
        next(table)
        for row in table:
            for cell in row:
                number = cell.lstrip("-").replace(".", "", 1).replace("e-", "", 1)
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or number.isdigit()
    sources = [row["source"] for row in hostile.get("/documents.json").json()]
    assert "=cmd|' /C calc'!A0" in sources


SPANS = st.lists(
    st.tuples(st.integers(-3, 40), st.integers(0, 45)).filter(lambda span: span[0] < span[1]),
    max_size=12,
)
HTML = st.text(alphabet="<>&\"'/=scriptab \n\u202e\u05d0", max_size=40)


@given(text=HTML, spans=SPANS, furniture=SPANS)
def test_cut_anywhere_a_text_stays_text(
    text: str, spans: list[tuple[int, int]], furniture: list[tuple[int, int]]
) -> None:
    """Whatever spans cut a text, the page nests, holds only marks, and reads as the text does."""
    from watchfloor.present.terminal import plain

    made = tuple(
        reading.Span(start, end, ("anchor",), ("e:words",))
        for start, end in sorted(set(spans))
        if start < len(text)
    )
    page = Page(str(reading.marked(text, made, furniture)))
    assert page.faults == []
    assert set(page.tags) <= {"mark", "span"}
    assert page.text == plain(text)
    assert sorted(page.ids) == sorted({span.id for span in made if span.end > 0 and text})


def test_a_line_of_two_megabytes_is_shown() -> None:
    """An endless line with many spans is cut, escaped and joined in seconds."""
    text = "<script>“x” " * 170_000
    spans = tuple(
        reading.Span(at, at + 8, ("anchor",), ("e:words",)) for at in range(0, 240_000, 12)
    )
    with bounded():
        made = reading.marked(text, spans, [(0, len(text))])
    assert "<script>" not in made


def test_an_endless_document_is_cut_on_its_page() -> None:
    """The page of a document shows its beginning and says how much there is."""
    from watchfloor.present.web.pages.documents import LONGEST_MARKED, marked_text

    document = Document.new(
        "a" * (LONGEST_MARKED + 10), source=None, published=Published.on(date(2022, 1, 7), "option")
    )
    assert len(str(marked_text(Coding(document=document)))) == LONGEST_MARKED


def test_a_record_that_cannot_be_read_says_so(tmp_path: object) -> None:
    """A missing record answers 503 with what to do, on every page."""
    from pathlib import Path

    client = client_of(Path(str(tmp_path)) / "missing.db")
    answer = client.get("/incidents")
    assert answer.status_code == 503
    assert "no record at" in answer.text
