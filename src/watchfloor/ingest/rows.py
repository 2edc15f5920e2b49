"""Rows of JSONL and CSV: one JSON object, one document."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from watchfloor.ingest.dates import published
from watchfloor.ingest.draft import Draft, Told, one_line
from watchfloor.ingest.refusal import Refusal, warning
from watchfloor.model import Issue, Raw

_KEYS = {
    "title": ("title",),
    "source": ("source",),
    "url": ("url",),
    "language": ("language",),
    "external_id": ("id", "external_id"),
}
_DATE_KEYS = ("published", "date")


def draft_row(line: str, raw: Raw) -> Draft:
    """Read one row.

    Raises:
        Refusal: "bad_json", or "no_text" where `text` is absent, no string or blank.
    """
    row = _object(line)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        state = "is missing" if "text" not in row else f"is {text!r:.40}"
        message = f"the row's text {state}: every row needs the key text with a non-blank string"
        raise Refusal("no_text", message)
    warnings: list[Issue] = []
    told = {}
    for name, keys in _KEYS.items():
        value = _first(row, keys, raw, warnings)
        if value:
            told[name] = Told(value, "row")
    words = _first(row, _DATE_KEYS, raw, warnings)
    when = published(words, "row") if words else None
    if words and when is None:
        message = (
            f"published {words!r:.60} cannot be read, so the document has no date: "
            "write it as YYYY-MM-DD"
        )
        warnings.append(warning("bad_date", message, raw=raw))
    return Draft(
        text=text,
        told=MappingProxyType(told),
        published=when,
        published_rule="row" if when else None,
        dated=words is not None,
        warnings=tuple(warnings),
    )


def _object(line: str) -> Mapping[str, Any]:
    advice = 'write one JSON object a line, for example {"text": "..."}'
    try:
        # NaN is what table libraries write for "no value".
        row = json.loads(line, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        message = f"no JSON at character {error.pos} ({error.msg}): {advice}"
        raise Refusal("bad_json", message) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets nested by the thousand.
        message = f"JSON that cannot be held ({type(error).__name__}): {advice}"
        raise Refusal("bad_json", message) from error
    if not isinstance(row, dict):
        message = f"a JSON {type(row).__name__} instead of an object: {advice}"
        raise Refusal("bad_json", message)
    return row


def _first(
    row: Mapping[str, Any], keys: tuple[str, ...], raw: Raw, warnings: list[Issue]
) -> str | None:
    """Return the first of the keys that holds words or a number, as words on one line."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str):
            if words := one_line(value):
                return words
        elif value is not None:
            message = f"{key} is a {type(value).__name__}, not a string, and is left out"
            warnings.append(warning("bad_field", message, raw=raw))
    return None
