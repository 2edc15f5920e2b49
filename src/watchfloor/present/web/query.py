"""The query string: filters, the page's own settings, and links that keep both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from watchfloor.errors import UsageError
from watchfloor.model import Where
from watchfloor.present.options import FILTERS
from watchfloor.present.web.security import BODY

REPEATABLE = ("country", "type", "mode", "status", "source", "kind")
"""Filters of which several values are alternatives."""
LONGEST_VALUE = 400
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Query:
    """A query string that was read: what to look for and how to show it.

    Attributes:
        path: the page.
        pairs: every filter and setting that has a value, in the order of the address.
        where: the filters.
        settings: the page's own parameters (sort, after, ...) by name.
    """

    path: str
    pairs: tuple[tuple[str, str], ...]
    where: Where
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that are filters."""
        return tuple(pair for pair in self.pairs if pair[0] in FILTERS)

    def values(self, name: str) -> list[str]:
        """Return the values of a filter as they were typed."""
        return [value for known, value in self.pairs if known == name]

    def href(self, path: str | None = None, **changes: str | int | Iterable[str] | None) -> str:
        """Return an address of the same view with some parameters changed; None drops one.

        A new view begins at its first page: `after` is kept only if it is given.
        """
        kept = [pair for pair in self.pairs if pair[0] not in changes and pair[0] != "after"]
        for name, value in changes.items():
            if value is None:
                continue
            values = [value] if isinstance(value, str | int) else list(value)
            kept += [(name, str(one)) for one in values]
        query, base = urlencode(kept), self.path if path is None else path
        return f"{base}?{query}" if query else base

    def toggled(self, name: str, value: str) -> str:
        """Return the address with one value of a repeatable filter added, or taken away."""
        values = self.values(name)
        left = [one for one in values if one != value]
        changed: dict[str, Any] = {name: left if len(left) < len(values) else [*values, value]}
        return self.href(None, **changed)

    def twin(self, ending: str, *settings: str) -> str:
        """Return the address of the same rows as a file: filters, some settings, the whole list."""
        query = urlencode([pair for pair in self.pairs if pair[0] in (*FILTERS, *settings)])
        return f"{self.path}.{ending}?{query}" if query else f"{self.path}.{ending}"


def read_query(request: Request, *settings: str, path: str | None = None) -> Query:
    """Read the query string of a page that has these settings besides the filters.

    Empty values count as not given: a form sends every field.

    Raises:
        UsageError: a parameter that nothing here knows, or a value that cannot be read.
    """
    pairs = [(name, value) for name, value in request.query_params.multi_items() if value.strip()]
    names = {name for name, _ in pairs}
    if unknown := sorted(names - set(FILTERS) - set(settings)):
        message = f"unknown filter {', '.join(unknown)[:200]}; known: {', '.join(FILTERS)}"
        raise UsageError(message)
    if len(pairs) > MOST_VALUES or any(len(value) > LONGEST_VALUE for _, value in pairs):
        message = f"at most {MOST_VALUES} values of {LONGEST_VALUE} characters each"
        raise UsageError(message)
    given: dict[str, str | list[str]] = {}
    for name in FILTERS:
        values = [value for known, value in pairs if known == name]
        if len(values) > 1 and name not in REPEATABLE:
            message = f"{name} was given {len(values)} times: it takes one value"
            raise UsageError(message)
        if values:
            given[name] = values if name in REPEATABLE else values[0]
    own = {name: value for name, value in pairs if name in settings}
    return Query(path or request.url.path, tuple(pairs), Where.of(**given), own)


def form(request: Request) -> dict[str, str]:
    """Return the fields of a form that was posted; of a field given twice the last.

    The guard has read the body and checked where it came from.

    Raises:
        UsageError: the body is no form.
    """
    body: bytes = request.scope.get(BODY, b"")
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=1_000))
    except ValueError as error:
        message = "the body is no form: send it urlencoded"
        raise UsageError(message) from error
