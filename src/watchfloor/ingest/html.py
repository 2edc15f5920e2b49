"""Web pages: main text by trafilatura, and what the page says of itself."""

import json
import logging
from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from watchfloor.ingest.dates import published, url_date
from watchfloor.ingest.draft import Draft, Told, one_line
from watchfloor.ingest.refusal import Refusal
from watchfloor.model import Published
from watchfloor.model.late import late_regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE = 8 * 1024 * 1024
"""Characters of a page. libxml2 itself gives up at ten million, with the text lost."""
_MIN_TEXT = 40
"""Characters below which "main text" is a menu or a caption: about two Chinese sentences."""
_MAX_ATTRIBUTES = 1000
# libxml2 compares every attribute of a tag with every other: 100,000 of them cost 14 seconds.
_LONG_TAG = late_regex(r"<[A-Za-z][^<>]{8192,}")
_QUOTED = late_regex(r"\"[^\"]*\"|'[^']*'")
_NO_TEXT = (
    "no main text found on the page (a front page, a stub, or text made by scripts): "
    "save the article's text as .txt and ingest that"
)
_PUBLISHED_METAS = frozenset(
    {
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "date_published",
        "date.published",
        "publish_date",
        "publish-date",
        "publishdate",
        "published_date",
        "published-date",
        "published_time",
        "pubdate",
        "pub_date",
        "publication_date",
        "citation_publication_date",
        "citation_date",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dcterms.created",
        "dcterms.date",
        "dcterms.issued",
        "parsely-pub-date",
        "sailthru.date",
        "article.published",
        "date",
    }
)
_MAX_JSON_DEPTH = 12
_TALKATIVE = ("trafilatura", "htmldate", "courlan", "justext")


def draft_page(page: str) -> Draft:
    """Read one page: paragraphs separated by blank lines, fields by rule "metadata".

    Only a date that the page states as its date of publication is taken (a meta element, JSON-LD,
    a marked `time` element) or one in its address; never a footer's year or a date in the prose.

    Raises:
        Refusal: "no_text" where there is no article; "too_large", "bad_html" for pages that the
            parser cannot hold whole.
    """
    # Heavy, and not needed for rows and plain texts.
    from lxml.etree import LxmlError, ParserError  # noqa: PLC0415

    _check_size(page)
    try:
        tree = _parse(page)
        # Read first: the extractor prunes the tree that it is given.
        language = one_line(str(tree.get("lang") or ""))
        when = _stated_date(tree)
        found = _extract(tree)
    except ParserError as error:
        # No element at all: comments, or declarations.
        raise Refusal("no_text", _NO_TEXT) from error
    except (LxmlError, RecursionError, ValueError) as error:
        message = (
            f"the page cannot be read ({type(error).__name__}: {error!s:.100}): "
            "save its text as .txt and ingest that"
        )
        raise Refusal("bad_html", message) from error
    paragraphs = [line for line in (found.text or "").splitlines() if line.strip()] if found else []
    if not found or sum(map(len, paragraphs)) < _MIN_TEXT:
        raise Refusal("no_text", _NO_TEXT)
    values = {"title": found.title, "source": found.sitename, "url": found.url}
    told = {
        name: Told(words, "metadata")
        for name, value in values.items()
        if (words := one_line(value or ""))
    }
    if language:
        told["language"] = Told(language, "html lang")
    when = when or url_date(found.url or "")
    return Draft(
        text="\n\n".join(paragraphs),
        told=MappingProxyType(told),
        published=when,
        published_rule=when.rule.partition(",")[0] if when else None,
        dated=when is not None,
    )


def _check_size(page: str) -> None:
    """Refuse pages on which the parser would lose text or take minutes."""
    if len(page) > MAX_PAGE:
        message = (
            f"the page has {len(page)} characters, more than the {MAX_PAGE} read of one page: "
            "save the article's text as .txt and ingest that"
        )
        raise Refusal("too_large", message)
    for tag in _LONG_TAG.findall(page):
        if len(_QUOTED.sub("", tag).split()) > _MAX_ATTRIBUTES:
            message = (
                f"a tag has more than {_MAX_ATTRIBUTES} attributes, which no article needs: "
                "save the article's text as .txt and ingest that"
            )
            raise Refusal("bad_html", message)


def _parse(page: str) -> "HtmlElement":
    """Return the tree of the whole page.

    Past 256 levels libxml2 drops the rest in silence but for its log: that is refused here.
    """
    from lxml import html  # noqa: PLC0415

    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        collect_ids=False,
        default_doctype=False,
        remove_comments=True,
        remove_pis=True,
    )
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if fatal is not None:
        message = f"the page breaks off at line {fatal.line}: {fatal.message.strip()}"
        raise ValueError(message)
    return tree


def _extract(tree: "HtmlElement") -> Any:
    import trafilatura  # noqa: PLC0415

    for name in _TALKATIVE:
        # Else Python prints their warnings on stderr, where nobody knows which page they mean; a
        # program that sets up logging still gets them.
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    # The library's own date is not used (it takes the newest one in the prose, up to today by the
    # clock); a fixed maximum keeps the clock out of its search.
    return trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": "2200-01-01",
        },
    )


def _stated_date(tree: "HtmlElement") -> Published | None:
    """Return the first date that the page marks as its date of publication and that is a date."""
    for words in _date_statements(tree):
        when = published(words, "metadata")
        if when is not None:
            return when
    return None


def _date_statements(tree: "HtmlElement") -> Iterator[str]:
    for meta in tree.iter("meta"):
        keys = (meta.get(key) for key in ("property", "name", "itemprop"))
        if any(key and key.strip().casefold() in _PUBLISHED_METAS for key in keys):
            yield meta.get("content") or ""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().casefold() == "application/ld+json":
            yield from _json_dates(script.text or "")
    for time in tree.iter("time"):
        marked = "datepublished" in (time.get("itemprop") or "").casefold()
        if marked or time.get("pubdate") is not None:
            yield time.get("datetime") or time.text_content()


def _json_dates(source: str) -> Iterator[str]:
    """Yield the datePublished of JSON-LD objects, outermost first."""
    try:
        level = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MAX_JSON_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                if isinstance(words := item.get("datePublished"), str):
                    yield words
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        level = inner
