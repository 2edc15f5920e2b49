"""Web pages -> text and what they say of themselves."""

import subprocess
import sys
from datetime import date

import pytest

from tests.patience import bounded
from watchfloor.ingest import Options, html, read
from watchfloor.model import Issue, Raw, Reading

FIRST = (
    "A rocket hit the base near the town on Thursday, officials said, and two soldiers were hurt "
    "in the blast, which was heard across the valley."
)
SECOND = (
    "No group said that it had fired the rocket, which came from a field to the east of the town, "
    "the police chief told reporters at the scene."
)
URL = "https://tigris.example/news/rocket"


def page(head: str = "", body: str = "", lang: str = ' lang="en-GB"') -> str:
    """Return a page with an article, navigation and a footer with years."""
    return (
        f"<!doctype html><html{lang}><head><title>Rocket hits base | Tigris Post</title>{head}"
        '</head><body><nav><a href="/">Home</a> <a href="/x">World</a></nav><article>'
        f"<h1>Rocket hits base</h1>{body}<p>{FIRST}</p><p>{SECOND}</p></article>"
        "<footer><p>© 2001-2019 Tigris Post. Last updated 3 March 2020.</p></footer></body></html>"
    )


def found(content: str | bytes) -> Reading | Issue:
    """Read a page."""
    data = content.encode() if isinstance(content, str) else content
    return read(Raw(data=data, media_type="text/html", origin="a.html"), Options())


def reading(content: str | bytes) -> Reading:
    """Read a page that must go in."""
    result = found(content)
    assert isinstance(result, Reading), result
    return result


def refusal(content: str | bytes) -> Issue:
    """Read a page that must be refused."""
    result = found(content)
    assert isinstance(result, Issue), result
    return result


def published(content: str) -> tuple[date, str] | None:
    """Return the day and rule of a page's date."""
    result = reading(content)
    when = result.document.published
    assert (when is None) == ("published" not in result.provenance)
    return (when.from_, when.rule) if when else None


def test_the_article_and_its_fields() -> None:
    """Paragraphs are separated by blank lines; navigation and footer are gone."""
    head = (
        '<meta property="og:site_name" content="Tigris Post">'
        f'<link rel="canonical" href="{URL}"><meta name="date" content="2022-01-05T10:00:00Z">'
    )

    result = reading(page(head))

    doc = result.document
    assert doc.text == f"Rocket hits base\n\n{FIRST}\n\n{SECOND}"
    assert (doc.title, doc.source, doc.url) == ("Rocket hits base", "Tigris Post", URL)
    assert doc.language == "en"
    assert {
        "title": "metadata",
        "source": "metadata",
        "url": "metadata",
        "language": "html lang",
        "published": "metadata",
    } == result.provenance


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-01-05T23:30:00+03:00">',
        '<meta itemprop="datePublished" content="2022-01-05">',
        '<meta name="DC.date.issued" content="5 January 2022">',
        '<script type="application/ld+json">{"@graph":[1,{"datePublished":"2022-01-05"}]}</script>',
        '<script type="application/ld+json">[{"datePublished":"2022-01-05"}]</script>',
    ],
)
def test_stated_dates(head: str) -> None:
    """A meta element or JSON-LD that states the date of publication is taken."""
    assert published(page(head)) == (date(2022, 1, 5), "metadata")


@pytest.mark.parametrize("mark", ['itemprop="datePublished"', "pubdate"])
def test_marked_time_elements(mark: str) -> None:
    """A `time` element counts when it is marked as the date of publication."""
    body = f'<p><time {mark} datetime="2022-01-05">yesterday</time></p>'

    assert published(page(body=body)) == (date(2022, 1, 5), "metadata")


def test_the_date_in_the_address() -> None:
    """Without a statement the day in the page's own address counts, by rule "url"."""
    head = '<link rel="canonical" href="https://tigris.example/2022/01/05/rocket">'

    assert published(page(head)) == (date(2022, 1, 5), "url")


@pytest.mark.parametrize(
    "head,body",
    [
        ("", ""),
        ("", "<p>Posted on 5 January 2022, the paper said of another matter.</p>"),
        ("", '<p><time datetime="2022-01-05">5 January</time></p>'),
        ('<meta property="article:modified_time" content="2022-01-05">', ""),
        ('<meta name="date" content="soon">', ""),
        ('<script type="application/ld+json">{"datePublished": 5}</script>', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', ""),
    ],
)
def test_dates_that_are_no_statement(head: str, body: str) -> None:
    """A footer's years, prose, an unmarked time, a date of change or rubbish dates nothing."""
    assert published(page(head, body)) is None


def test_language_without_statement() -> None:
    """A page that names no language is told by its words."""
    assert reading(page(lang="")).provenance["language"] == "stop words"


def test_a_declared_charset() -> None:
    """A page in a legacy charset is read by what it declares, and refused if it says nothing."""
    text = page('<meta charset="windows-1252">').replace("rocket hit", "“rocket” hit")

    assert "“rocket” hit" in reading(text.encode("cp1252")).document.text
    silent = text.replace('<meta charset="windows-1252">', "")
    assert refusal(silent.encode("cp1252")).code == "charset"


@pytest.mark.parametrize(
    "content",
    [
        "<html></html>",
        "<!-- nothing -->",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><body><script>document.write('x')</script></body></html>",
    ],
)
def test_a_page_without_article(content: str) -> None:
    """A page without main text is refused as such."""
    assert refusal(content).code == "no_text"


def test_a_page_too_deep_is_refused() -> None:
    """Text past the parser's depth would be lost in silence, so the page is refused."""
    content = page(body="<div>" * 3000)

    issue = refusal(content)

    assert issue.code == "bad_html"
    assert "depth" in issue.message


def test_a_page_too_large_is_refused() -> None:
    """A page above the parser's limits is refused before it is parsed."""
    assert refusal(page() + " " * html.MAX_PAGE).code == "too_large"


def test_a_tag_of_a_thousand_attributes_is_refused() -> None:
    """Attributes cost the square of their number, so a tag full of them is refused."""
    attributes = " ".join(f"a{number}=1" for number in range(100_000))

    assert refusal(page(body=f"<p {attributes}>x</p>")).code == "bad_html"


def test_a_long_tag_of_one_attribute_is_read() -> None:
    """An image inside an attribute is no attack."""
    image = '<img alt="a" src="data:image/png;base64,' + "A" * 100_000 + '">'

    assert FIRST in reading(page(body=image)).document.text


def test_the_extractor_says_nothing_on_the_terminal() -> None:
    """Warnings of the libraries below reach a program that logs, and never a bare terminal."""
    code = (
        "import logging; from watchfloor.ingest import html; "
        "html.draft_page('<html><body><p>' + 'A rocket hit the base on Thursday. ' * 9); "
        "[logging.getLogger(name).error('noise') for name in ('trafilatura.core', 'htmldate.core')]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ("", "") == (done.stdout, done.stderr)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """External entities, scripts and images are not asked for."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a page reached for the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "http://tigris.example/x">]>'
    body = (
        '<p>&x;</p><img src="http://tigris.example/i.png"><iframe src="http://t.example"></iframe>'
    )

    assert FIRST in reading(doctype + page(body=body)).document.text


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "word " * 400_000 + "</p>",
        "<p>" + "w" * 1_000_000 + "</p>",
        "<p>" + '"' * 100_000 + "</p>",
        "<" * 100_000,
        "<b><i>" * 50_000,
        "<p>" + "</p><p>".join(f"Line {number} of many." for number in range(5000)) + "</p>",
    ],
    ids=["line", "no space", "quotes", "brackets", "open tags", "paragraphs"],
)
def test_hostile_pages_are_bounded(body: str) -> None:
    """Pages made to hurt are read or refused within seconds."""
    with bounded():
        found(page(body=body))
