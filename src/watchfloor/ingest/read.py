"""One input -> one document, or one refusal: pure, so that a pool of processes can run it."""

import re
from datetime import date

from watchfloor.ingest.boilerplate import find_boilerplate
from watchfloor.ingest.charset import declared_charset, decode
from watchfloor.ingest.dates import dateline, url_date
from watchfloor.ingest.draft import FIELDS, Draft, Told
from watchfloor.ingest.language import detect_language
from watchfloor.ingest.media import CSV, HTML, JSONL, MARKDOWN
from watchfloor.ingest.normalise import normalise
from watchfloor.ingest.plain import draft_markdown, first_line_title
from watchfloor.ingest.refusal import Refusal, refused, warning
from watchfloor.ingest.rows import draft_row
from watchfloor.model import Document, Issue, Published, Raw, Reading
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

_LANGUAGE_TAG = late_regex(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]{1,20})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller says of all inputs.

    `published` and `source` fill a missing value and override none; `encoding` is tried on bytes
    that are not UTF-8 and do not name their own charset.
    """

    published: date | None = None
    source: str | None = None
    encoding: str = "utf-8"


def read(raw: Raw, options: Options) -> Reading | Issue:
    """Read one input; the same bytes and options give the same answer anywhere."""
    try:
        return _reading(_draft(raw, options), raw, options)
    except Refusal as refusal:
        return refused(refusal.code, str(refusal), origin=raw.origin, line=raw.line)


def _draft(raw: Raw, options: Options) -> Draft:
    declared = declared_charset(raw.data) if raw.media_type == HTML else None
    text = decode(raw.data, encoding=options.encoding, declared=declared)
    if raw.media_type == HTML:
        from watchfloor.ingest.html import draft_page  # noqa: PLC0415  (only pages wait for it)

        return draft_page(text)
    if raw.media_type in {JSONL, CSV}:
        return draft_row(text, raw)
    if raw.media_type == MARKDOWN:
        return draft_markdown(text, raw)
    return Draft(text=text)


def _reading(draft: Draft, raw: Raw, options: Options) -> Reading:
    text = normalise(draft.text)
    if not text.strip():
        message = "nothing is left but white space and control characters: leave this input out"
        raise Refusal("empty", message)
    told = dict(draft.told)
    warnings = list(draft.warnings)
    boilerplate = find_boilerplate(text)
    # A byline, too, is short and stands alone.
    furniture_first = bool(boilerplate) and boilerplate[0].start < text.find("\n")
    if raw.media_type != HTML and "title" not in told and not furniture_first:
        title = first_line_title(text)
        if title is not None:
            told["title"] = Told(title, "first line")
    if "source" not in told and options.source:
        told["source"] = Told(options.source, "option")
    _settle_language(told, text, raw, warnings)
    when, rule = _settle_published(draft, text, told.get("url"), options)
    values = {name: told[name].value for name in FIELDS if name in told}
    document = Document.new(text, published=when, boilerplate=boilerplate, **values)
    provenance = {name: told[name].rule for name in FIELDS if name in told}
    if rule is not None:
        provenance["published"] = rule
    return Reading(document=document, raw=raw, provenance=provenance, warnings=tuple(warnings))


def _settle_language(told: dict[str, Told], text: str, raw: Raw, warnings: list[Issue]) -> None:
    """Keep a stated language as its primary tag, or detect one from the text."""
    stated = told.pop("language", None)
    if stated is not None:
        match = _LANGUAGE_TAG.fullmatch(stated.value)
        if match is not None:
            told["language"] = Told(match[1].casefold(), stated.rule)
            return
        message = f"language {stated.value!r:.40} is no tag such as en or pt-BR and is left out"
        warnings.append(warning("bad_field", message, raw=raw))
    detected = detect_language(text)
    if detected is not None:
        told["language"] = Told(*detected)


def _settle_published(
    draft: Draft, text: str, url: Told | None, options: Options
) -> tuple[Published | None, str | None]:
    """Return when the document was published and by which rule.

    What the input states comes first, then a day in its URL, a dateline, the option. A date that
    the input states but that cannot be read leaves the document without one: another one in its
    place would be a guess.
    """
    if draft.dated:
        return draft.published, draft.published_rule
    when = (url_date(url.value) if url else None) or dateline(text)
    if when is None and options.published is not None:
        when = Published.on(options.published, "option")
    return when, when.rule if when else None
