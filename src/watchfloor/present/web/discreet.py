"""What the pages withhold: names of private persons, places of shelter, as people ruled on them."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from sqlite3 import Connection
from typing import Any, TypeVar

from watchfloor.export.discretion import discreet
from watchfloor.model import EventPlace
from watchfloor.present.discretion import TEXTS, own_words
from watchfloor.store import query

T = TypeVar("T")


def withheld_in_list(connection: Connection, rows: Iterable[T]) -> list[T]:
    """Return rows as a list may show them, by their own words: their texts are not read for it.

    A list shows no words but those of parties and places, and must answer fast in a record of a
    million incidents.
    """
    rules = own_words(connection)
    return [discreet(row, rules) for row in rows]


def places_of(connection: Connection) -> Callable[[Any], EventPlace | None]:
    """Return what gives the place of what a row is about, no finer than a map may show it.

    Its own, or that of the incident or event that it waits for, tells or speaks of; None of texts,
    sources, actors and relations, which are nowhere. It reads through the connection.
    """
    rules = own_words(connection)

    @lru_cache(maxsize=TEXTS)
    def of_event(name: str) -> EventPlace | None:
        found = query.event(connection, name)
        return None if found is None else discreet(found, rules).event_loc

    def place_of(row: Any) -> EventPlace | None:
        for of in (row, getattr(row, "incident", None), getattr(row, "event", None)):
            if of is not None and getattr(of, "event_loc", None) is not None:
                place: EventPlace | None = discreet(of, rules).event_loc
                return place
        about = getattr(row, "event_id", None)
        return of_event(about) if about else None

    return place_of
