"""One input -> one reading or one refusal."""

import json
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import bounded
from watchfloor.ingest import Options, normalise, read
from watchfloor.model import Issue, Raw, Reading, Severity

NEWS = "The army said that a rocket hit the base in the north and two soldiers were hurt."
MEDIA = ("text/plain", "text/markdown", "text/html", "application/jsonl", "text/csv")


def raw(data: str | bytes, media_type: str = "text/plain") -> Raw:
    """Return an input of the given bytes."""
    data = data.encode() if isinstance(data, str) else data
    return Raw(data=data, media_type=media_type, origin="a", line=3)


def reading(data: str | bytes, media_type: str = "text/plain", **options: Any) -> Reading:
    """Read an input that must go in."""
    found = read(raw(data, media_type), Options(**options))
    assert isinstance(found, Reading), found
    return found


def row(**fields: Any) -> Reading:
    """Read a JSONL row that must go in."""
    return reading(json.dumps({"text": NEWS} | fields), "application/jsonl")


def refusal(data: str | bytes, media_type: str = "text/plain", **options: Any) -> Issue:
    """Read an input that must be refused."""
    found = read(raw(data, media_type), Options(**options))
    assert isinstance(found, Issue), found
    assert (found.severity, found.stage, found.line) == (Severity.REFUSED, "ingest", 3)
    assert found.where == "a:3"
    return found


def test_a_row_keeps_what_it_says() -> None:
    """Every optional key of a row goes into the document, with the row as its source."""
    found = row(
        id="x-1",
        title=" A  rocket\n",
        source="Tigris Post",
        url="https://t.example/a",
        published="2022-01-05",
        language="en-GB",
        other=[1],
    )

    doc = found.document
    assert (doc.external_id, doc.title, doc.source) == ("x-1", "A rocket", "Tigris Post")
    assert (doc.url, doc.language) == ("https://t.example/a", "en")
    assert doc.published is not None
    assert (doc.published.from_, doc.published.rule) == (date(2022, 1, 5), "row")
    assert set(found.provenance.values()) == {"row"}
    assert set(found.provenance) == {
        "title", "source", "url", "published", "language", "external_id",
    }  # fmt: skip
    assert found.warnings == ()


def test_the_input_is_kept() -> None:
    """A reading carries the bytes it was made of."""
    given_raw = raw(NEWS)

    found = read(given_raw, Options())

    assert isinstance(found, Reading)
    assert found.raw is given_raw


def test_a_pool_can_carry_what_read_returns() -> None:
    """Readings and refusals survive pickling, so that processes can hand them over."""
    for found in (read(raw(NEWS), Options()), read(raw(b"\xff"), Options())):
        assert found == pickle.loads(pickle.dumps(found))  # noqa: S301  (our own bytes)


def test_a_csv_row_reads_like_a_jsonl_row() -> None:
    """The two formats differ in nothing but the media type."""
    line = json.dumps({"text": NEWS, "id": "7"})

    assert reading(line, "text/csv").document == reading(line, "application/jsonl").document


@pytest.mark.parametrize(
    "fields,external_id",
    [
        ({"id": 7}, "7"),
        ({"external_id": "x"}, "x"),
        ({"id": "", "external_id": "x"}, "x"),
        ({"id": None}, None),
        ({"id": " "}, None),
    ],
)
def test_ids(fields: dict[str, Any], external_id: str | None) -> None:
    """Numbers become text, blank values count as absent, `external_id` stands for `id`."""
    assert external_id == row(**fields).document.external_id


def test_date_stands_for_published() -> None:
    """`date` is read where `published` is absent."""
    published = row(date="2022-01").document.published

    assert published is not None
    assert (published.from_, published.to) == (date(2022, 1, 1), date(2022, 1, 31))
    assert published.rule == "row, month"


@pytest.mark.parametrize("media_type", ["application/jsonl", "text/markdown"])
def test_a_day_in_the_url_is_when_it_was_published(media_type: str) -> None:
    """Rows and front matter without a date take the day of their URL, and say so."""
    url = "https://example.org/2021/03/05/blast.html"
    is_row = media_type == "application/jsonl"
    text = json.dumps({"url": url, "text": NEWS}) if is_row else f"---\nurl: {url}\n---\n{NEWS}"

    found = reading(text, media_type, published=date(2022, 2, 2))

    assert found.document.published is not None
    assert (date(2021, 3, 5), "url") == (
        found.document.published.from_,
        found.document.published.rule,
    )
    assert "url" == found.provenance["published"]


def test_a_stated_date_comes_before_that_of_the_url() -> None:
    """A URL's day stands in for no date that the row states, read or not."""
    url = "https://example.org/2021/03/05/blast.html"

    stated, unread = row(url=url, published="2021-03-07"), row(url=url, published="05/01/2022")

    assert stated.document.published is not None
    assert "row" == stated.document.published.rule
    assert unread.document.published is None


def test_a_date_that_cannot_be_read_is_a_warning() -> None:
    """The document goes in without a date, and nothing else takes its place."""
    line = json.dumps({"text": "LIMA, 4 FEB 90 -- A bomb.", "published": "05/01/2022"})

    found = reading(line, "application/jsonl", published=date(2020, 1, 1))

    assert found.document.published is None
    (issue,) = found.warnings
    assert (issue.severity, issue.code) == (Severity.WARNING, "bad_date")
    assert "05/01/2022" in issue.message


@pytest.mark.parametrize("value", [True, ["a"], {"a": 1}])
def test_a_field_of_another_type_is_a_warning(value: Any) -> None:
    """A title that is no text is left out and reported."""
    found = row(title=value)

    assert found.document.title is None
    assert ["bad_field"] == [issue.code for issue in found.warnings]


def test_nan_is_no_value() -> None:
    """NaN, which table libraries write for nothing, is absent."""
    found = reading('{"text": "A rocket hit.", "title": NaN}', "application/jsonl")

    assert found.document.title is None
    assert found.warnings == ()


def test_a_language_that_is_no_tag() -> None:
    """A language in words is a warning, and the text itself decides."""
    found = row(language="the English language")

    assert found.document.language == "en"
    assert found.provenance["language"] == "stop words"
    assert ["bad_field"] == [issue.code for issue in found.warnings]


@pytest.mark.parametrize(
    "line,code",
    [
        ("{broken", "bad_json"),
        ("[1]", "bad_json"),
        ("3", "bad_json"),
        ("[" * 100_000, "bad_json"),
        ('{"text": ' + "9" * 5000 + "}", "bad_json"),
        ("{}", "no_text"),
        ('{"text": null}', "no_text"),
        ('{"text": 3}', "no_text"),
        ('{"text": " \\n"}', "no_text"),
        ('{"text": "\\u0000\\ufeff"}', "empty"),
    ],
)
def test_rows_that_are_refused(line: str, code: str) -> None:
    """A broken row, or one without a text, is one refusal with a stable code."""
    assert refusal(line, "application/jsonl").code == code


def test_options_fill_and_override_nothing() -> None:
    """`published` and `source` stand in for missing values only."""
    options: dict[str, Any] = {"published": date(2020, 2, 2), "source": "Me"}
    bare = reading(NEWS, **options)
    full = reading(
        json.dumps({"text": NEWS, "source": "You", "published": "2021"}), "text/csv", **options
    )

    assert bare.document.published is not None
    assert bare.document.published.from_ == date(2020, 2, 2)
    assert bare.document.source == "Me"
    assert (bare.provenance["published"], bare.provenance["source"]) == ("option", "option")
    assert full.document.published is not None
    assert full.document.published.from_ == date(2021, 1, 1)
    assert full.document.source == "You"


def test_a_dateline_dates_a_text() -> None:
    """A dateline comes before the option, and says so."""
    found = reading(f"LIMA, 4 FEB 90 (AFP) -- {NEWS}", published=date(2020, 2, 2))

    assert found.document.published is not None
    assert found.document.published.from_ == date(1990, 2, 4)
    assert found.provenance["published"] == "dateline"


def test_the_first_line_as_title() -> None:
    """A short first line before a blank one is the title and stays in the text."""
    found = reading(f"Rocket hits base\n\n{NEWS}")

    assert found.document.title == "Rocket hits base"
    assert found.document.text.startswith("Rocket hits base\n\n")
    assert found.provenance["title"] == "first line"


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        f"Rocket hits base\n{NEWS}",
        f"Rocket hits base.\n\n{NEWS}",
        f"{'long ' * 30}\n\n{NEWS}",
        f"Friday, January 4, 2019\n\n{NEWS}",
        f"By Ann Lee\n\n{NEWS}",
    ],
)
def test_no_title(text: str) -> None:
    """A sentence, a long line, a date or a byline is no title."""
    found = reading(text)

    assert found.document.title is None
    assert "title" not in found.provenance


def test_front_matter_is_metadata() -> None:
    """`key: value` lines between two fences are fields and not text."""
    found = reading(
        f'---\ntitle: "A: rocket"\nsource: Tigris Post\ndate: 2022-01-05\nid: 7\nlang: EN\n'
        f"url: https://t.example/a\n\ntags:\n---\n\n# Heading\n\n{NEWS}\n",
        "text/markdown",
    )

    doc = found.document
    assert doc.text == f"# Heading\n\n{NEWS}"
    assert (doc.title, doc.source, doc.external_id) == ("A: rocket", "Tigris Post", "7")
    assert (doc.url, doc.language) == ("https://t.example/a", "en")
    assert doc.published is not None
    assert doc.published.from_ == date(2022, 1, 5)
    assert set(found.provenance.values()) == {"front matter"}


def test_the_first_heading_as_title() -> None:
    """The first `# ` line outside fenced code is the title; the text stays as written."""
    text = f"```\n# no heading\n```\n\n## Small\n\n# Rocket hits base #\n\n{NEWS}"

    found = reading(text, "text/markdown")

    assert found.document.title == "Rocket hits base"
    assert found.document.text == text
    assert found.provenance["title"] == "first heading"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{NEWS}\n---\nmore",
        f"---\ntitle: a\n\n{NEWS}",
        f"---\ntags:\n  - a\n---\n{NEWS}",
        "---\n" + "k: v\n" * 200 + f"---\n{NEWS}",
    ],
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    """Prose, lists, an open fence or an endless block between fences is text."""
    assert normalise(text) == reading(text, "text/markdown").document.text


def test_a_bad_date_in_front_matter_is_a_warning() -> None:
    """Front matter with a date in words goes in without one."""
    found = reading(f"---\ndate: last week\n---\n{NEWS}", "text/markdown")

    assert found.document.published is None
    assert ["bad_date"] == [issue.code for issue in found.warnings]


def test_a_wrong_charset_is_refused_until_the_caller_says() -> None:
    """The refusal names the byte, and the option reads the same input."""
    data = f"Bogotá. {NEWS}".encode("cp1252")

    assert refusal(data).code == "charset"
    assert "byte 5" in refusal(data).message
    assert reading(data, encoding="cp1252").document.text.startswith("Bogotá")


def test_furniture_is_marked_in_the_document() -> None:
    """A footer becomes a span of boilerplate, and its words stay in the text."""
    doc = reading(f"{NEWS}\r\n\r\n© 2022 Tigris Post. All rights reserved.\r\n").document

    assert ["© 2022 Tigris Post. All rights reserved."] == [
        doc.text[part.start : part.end] for part in doc.boilerplate
    ]


def test_control_characters_alone_are_empty() -> None:
    """What normalises to nothing is refused."""
    assert refusal(b"\x01\x02\xef\xbb\xbf").code == "empty"


@given(
    st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(MEDIA),
)
def test_any_bytes_are_safe(data: bytes, media_type: str) -> None:
    """`read` never raises: every input is one reading, normalised, or one refusal."""
    found = read(raw(data, media_type), Options())

    if isinstance(found, Reading):
        assert found.document.text == normalise(found.document.text)
    else:
        assert found.severity is Severity.REFUSED


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(["text", "id", "title", "url", "source", "published", "language", "date"])


@given(st.dictionaries(KEYS, JSON | st.text(st.characters(exclude_categories=()))))
def test_any_row_is_safe(fields: dict[str, Any]) -> None:
    """A row of any JSON goes in or is refused, and what goes in can be written as UTF-8."""
    found = read(raw(json.dumps(fields), "application/jsonl"), Options())

    if isinstance(found, Reading):
        doc = found.document
        for words in (doc.text, doc.title, doc.url, doc.source, doc.external_id):
            (words or "").encode("utf-8")


@pytest.mark.parametrize("media_type", MEDIA)
@pytest.mark.parametrize(
    "text", ["word " * 400_000, "w" * 1_000_000, '"' * 100_000, "<" * 100_000, "---\n" * 30_000]
)
def test_hostile_sizes_are_bounded(media_type: str, text: str) -> None:
    """A 2 MB line, 1 MB without a space and 100,000 quotes take seconds at most."""
    if media_type in {"application/jsonl", "text/csv"}:
        text = json.dumps({"text": text, "title": text})
    with bounded():
        read(raw(text, media_type), Options())
