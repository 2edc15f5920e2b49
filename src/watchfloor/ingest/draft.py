"""What a reader of one format found, before the text is normalised and the document made."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from watchfloor.ingest.normalise import normalise
from watchfloor.model import Issue, Published
from watchfloor.model.frozen import dataclass

FIELDS = ("title", "source", "url", "language", "external_id")
"""The fields of a document that are words; `published` is an interval and stands apart."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value of one field and the rule that found it."""

    value: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text as decoded, what was told of it, and what to warn of.

    `dated` is true when the input states a date, be it one that cannot be read: nothing else may
    then fill it in.
    """

    text: str
    told: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    published: Published | None = None
    published_rule: str | None = None
    dated: bool = False
    warnings: tuple[Issue, ...] = ()


def one_line(value: str) -> str:
    """Return a field's words normalised and on one line."""
    return " ".join(normalise(value).split())
