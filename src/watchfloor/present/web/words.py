"""Values as the pages say them: filters and functions of the templates."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from watchfloor.export.discretion import readable
from watchfloor.model import Cited, Event, Filler, Incident, Status
from watchfloor.present.phrases import (
    CREDIBILITIES,
    NOTHING,
    bounds_signs,
    bounds_words,
    date_words,
    fillers_words,
    interval_words,
    place_words,
    plural,
    published_words,
    short,
)
from watchfloor.present.terminal import one_line, plain
from watchfloor.present.web.saying import spoken

LONGEST = 300
"""Characters of a piece of text in a list."""

LONGEST_NAME = 160
"""Characters of a party in a list."""


def shown(value: Any) -> Any:
    """Return any value as it may stand on a page: no control signs, no marks that turn it round.

    The environment calls it on every value before escaping; what is HTML already passes.
    """
    if value is None:
        return NOTHING
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def brief(text: str | None, most: int = LONGEST) -> str:
    """Return a text on one line, cut between words near its end."""
    line = one_line((text or "")[: most * 4])
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0]} …"


def number(value: float | None) -> str:
    """Return a number with its thousands apart."""
    return NOTHING if value is None else f"{value:,}"


def status_badge(status: Status | str) -> Markup:
    """Return a status with the shape that its class draws before the word."""
    return Markup('<span class="status-%s">%s</span>') % (status, status)


def type_badge(type_name: str, mode: Iterable[str] = ()) -> Markup:
    """Return a type in its class, with its modes."""
    words = ", ".join(mode)
    tail = Markup(' <span class="muted">%s</span>') % words if words else ""
    return Markup('<span class="badge type-%s">%s</span>%s') % (type_name, type_name, tail)


def sources_signs(incident: Any) -> str:
    """Return independent sources and copies: "2 + 11"."""
    if not incident.copies:
        return f"{incident.independent_sources}"
    return f"{incident.independent_sources} + {incident.copies}"


def credibility(value: int | None) -> str:
    """Return the digit of the Admiralty scale with its words."""
    return NOTHING if value is None else f"{value} {CREDIBILITIES[value]}"


def outside(url: str | None) -> str | None:
    """Return an address that a link may have: http and https alone."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def parties(fillers: Iterable[Filler]) -> Markup:
    """Return who fills a role; who is known leads to their page."""
    made = []
    for one in dict.fromkeys((filler.entity_id, filler.name or filler.text) for filler in fillers):
        identifier, words = one
        name = escape(brief(readable(words or NOTHING), LONGEST_NAME))
        if identifier:
            address = f"/actors/{quote(identifier, safe='')}"
            made.append(Markup('<a href="%s"><bdi>%s</bdi></a>') % (address, name))
        else:
            made.append(Markup("<bdi>%s</bdi>") % name)
    return Markup(", ").join(made) if made else escape(NOTHING)


def sides(one: Event | Incident) -> Markup:
    """Return who did it to whom: "A → B"; that nobody is named as doing it is said in words."""
    who = parties(one.actor) if one.actor else Markup('<span class="muted">nobody named</span>')
    return Markup("{} → {}").format(who, parties(one.recipient)) if one.recipient else who


def span_id(cited: Cited | None) -> str | None:
    """Return the id of the words that a value rests on; None for what was inferred."""
    if cited is None or cited.start is None or cited.end is None:
        return None
    return f"s{cited.start}-{cited.end}"


def evidence(document_id: str, cited: Cited | None) -> str:
    """Return the address of the words that a value rests on, in the reader."""
    anchor = span_id(cited)
    return f"/documents/{document_id}" + (f"#{anchor}" if anchor else "")


def days(first: date | None, last: date | None) -> str:
    """Return an interval in words."""
    return interval_words(first, last)


def named(speaker: Any) -> str:
    """Return a speaker by name, by the words of the text, or by the role."""
    return spoken(speaker).words


def past(verdict: str) -> str:
    """Return what somebody did who decided so: "accepted", "split"."""
    return _PAST.get(verdict, f"{verdict}ed")


_PAST = {"merge": "merged", "split": "split", "withdraw": "withdrew", "undo": "undid"}

FILTERS: dict[str, Callable[..., Any]] = {
    "brief": brief,
    "bounds": bounds_words,
    "sides": sides,
    "signs": bounds_signs,
    "credibility": credibility,
    "day": date_words,
    "line": one_line,
    "named": named,
    "number": number,
    "outside": outside,
    "parties": parties,
    "past": past,
    "place": place_words,
    "plural": plural,
    "published": published_words,
    "short": short,
    "sources_signs": sources_signs,
    "span_id": span_id,
    "status": status_badge,
    "who": fillers_words,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "days": days,
    "evidence": evidence,
    "type_badge": type_badge,
}
