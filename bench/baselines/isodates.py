"""Trivial dates: what is written as an ISO date, else the published day."""

import re

ISO = re.compile(r"\b([12][0-9]{3}-[01][0-9]-[0-3][0-9])\b")


def iso_or_published(words: str, published: str | None) -> tuple[str | None, str | None]:
    """Return the interval of one expression."""
    match = ISO.search(words)
    day = match[1] if match else published
    return day, day
