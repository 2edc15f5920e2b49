"""Plain text and Markdown: what the words themselves say of title and origin."""

import re
from types import MappingProxyType

from watchfloor.ingest.dates import published, read_date
from watchfloor.ingest.draft import Draft, Told, one_line
from watchfloor.ingest.refusal import warning
from watchfloor.model import Issue, Raw
from watchfloor.model.late import late_regex

MAX_TITLE = 120
_FENCE = "---"
_MAX_FRONT_MATTER = 100
_KEY_VALUE = late_regex(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s{0,8}:(?:\s(?P<value>.*))?", re.ASCII)
_FRONT_KEYS = {
    "title": "title",
    "source": "source",
    "url": "url",
    "language": "language",
    "lang": "language",
    "id": "external_id",
    "external_id": "external_id",
}
_DATE_KEYS = ("published", "date")
_HEADING = late_regex(r" {0,3}#[ \t]+(?P<words>\S.*)")
_CODE_FENCE = late_regex(r" {0,3}(?:```|~~~)")


def first_line_title(text: str) -> str | None:
    """Return the first line of a normalised text if it reads like a headline.

    It is short, does not end in a full stop, is no date, and a blank line and more text follow.
    The line stays in the text: offsets count from what the file says.
    """
    first, _, rest = text.partition("\n")
    if not rest.startswith("\n") or len(first) >= MAX_TITLE or first.endswith((".", "。", "…")):
        return None
    title = one_line(first)
    return title if title and read_date(title) is None else None


def draft_markdown(text: str, raw: Raw) -> Draft:
    """Read front matter (metadata, not part of the text) and the first heading as title."""
    front, body = _split_front_matter(text)
    told = {
        name: Told(value, "front matter")
        for key, name in _FRONT_KEYS.items()
        if (value := one_line(front.get(key, "")))
    }
    if "title" not in told and (heading := _first_heading(body)):
        told["title"] = Told(heading, "first heading")
    words = next((front[key] for key in _DATE_KEYS if front.get(key)), None)
    when = published(words, "front matter") if words else None
    warnings: tuple[Issue, ...] = ()
    if words and when is None:
        message = (
            f"the date {words!r:.60} cannot be read, so the document has none: write YYYY-MM-DD"
        )
        warnings = (warning("bad_date", message, raw=raw),)
    return Draft(
        text=body,
        told=MappingProxyType(told),
        published=when,
        published_rule="front matter" if when else None,
        dated=words is not None,
        warnings=warnings,
    )


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the `key: value` lines between two `---` at the top, and the rest.

    Anything else between the two (lists, nesting, prose) means that it is no front matter, and the
    text stays whole.
    """
    lines = text.replace("\r\n", "\n").lstrip("\ufeff").split("\n", _MAX_FRONT_MATTER + 2)
    if lines[0].rstrip() != _FENCE:
        return {}, text
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:-1], start=1):
        if line.rstrip() == _FENCE:
            return found, "\n".join(lines[number + 1 :])
        if not line.strip():
            continue
        match = _KEY_VALUE.fullmatch(line.rstrip())
        if match is None:
            return {}, text
        found[match["key"].casefold()] = _unquoted((match["value"] or "").strip())
    return {}, text


def _unquoted(value: str) -> str:
    """Drop one pair of quotes around a value."""
    return value[1:-1] if value[:1] in {'"', "'"} and value[:1] == value[1:][-1:] else value


def _first_heading(text: str) -> str | None:
    """Return the words of the first `# ` line outside fenced code."""
    fenced = False
    for line in text.splitlines():
        if _CODE_FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := _HEADING.fullmatch(line)):
            return one_line(match["words"].rstrip().rstrip("#")) or None
    return None
