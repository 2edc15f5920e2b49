"""Actors by alias alone: the words of a span, its article dropped, looked up in the tables."""

import re
from functools import cache

from watchfloor.resolve.actors_scan import bearers
from watchfloor.resolve.names import look_up, states_by_name

ARTICLE = re.compile(r"^the ", re.IGNORECASE)


@cache
def by_alias(words: str) -> str | None:
    """Return the one actor that bears these very words, or None; states are their governments."""
    name = ARTICLE.sub("", words.strip())
    found = bearers(name)
    if found:
        return found[0] if len(found) == 1 else None
    state = look_up(states_by_name(), name)
    return f"{state.iso3}-GOV" if state else None
