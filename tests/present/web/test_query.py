"""The query string: filters, settings, and addresses that keep a view."""

import pytest
from starlette.requests import Request

from watchfloor.errors import UsageError
from watchfloor.present.web.query import Query, form, read_query
from watchfloor.present.web.security import BODY


def asked(query: str, *settings: str, path: str = "/incidents") -> Query:
    """Return a query string that was read."""
    scope = {"type": "http", "path": path, "query_string": query.encode(), "headers": []}
    scope |= {"server": ("x", 80), "scheme": "http", "root_path": "", "method": "GET"}
    return read_query(Request(scope), *settings)


def test_empty_values_are_none() -> None:
    """A form sends every field; those without a value are no filters."""
    assert asked("country=&type=ASSAULT&place=+").filters == (("type", "ASSAULT"),)


def test_a_link_keeps_the_view() -> None:
    """Changing one parameter keeps the others, but begins at the first page."""
    found = asked("country=IRQ&country=SYR&sort=oldest&after=x", "sort", "after")
    assert found.href(sort=None) == "/incidents?country=IRQ&country=SYR"
    assert found.href(after="k") == "/incidents?country=IRQ&country=SYR&sort=oldest&after=k"
    assert found.href("", place="a&b") == "?country=IRQ&country=SYR&sort=oldest&place=a%26b"


def test_a_value_is_added_and_taken_away() -> None:
    """Toggling twice leads back."""
    found = asked("country=IRQ")
    assert found.toggled("country", "SYR") == "/incidents?country=IRQ&country=SYR"
    assert found.toggled("country", "IRQ") == "/incidents"


def test_a_twin_has_the_filters_alone() -> None:
    """A file is the whole list: neither its order nor the page belongs to it."""
    found = asked("country=IRQ&sort=oldest&after=x", "sort", "after")
    assert found.twin("csv") == "/incidents.csv?country=IRQ"


@pytest.mark.parametrize(
    "query", ["contry=IRQ", "sort=newest", "place=a&place=b", "place=" + "a" * 401, "type=X"]
)
def test_what_cannot_be_meant_is_refused(query: str) -> None:
    """Unknown names, doubled single values, endless values and unknown words."""
    with pytest.raises(UsageError):
        asked(query)


def test_a_form_is_read_from_the_body() -> None:
    """Fields are those of the urlencoded body; other bytes are refused."""
    scope = {"type": "http", "path": "/", "query_string": b"", "headers": []}
    fields = form(Request({**scope, BODY: b"a=1+2&b=%C3%A9&csrf="}))
    assert fields == {"a": "1 2", "b": "é", "csrf": ""}
    with pytest.raises(UsageError):
        form(Request({**scope, BODY: b"a=\xff"}))
