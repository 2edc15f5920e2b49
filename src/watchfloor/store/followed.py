"""Saved searches, and which incidents of one are new or have grown since it was last looked at.

New is told by numbers of documents, not by a clock: an incident is new if all of its reports came
after the document that was newest then, and has grown if some of them did.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchfloor.errors import InputError
from watchfloor.model import Incident, Where
from watchfloor.model.issued import Followed
from watchfloor.store import rows
from watchfloor.store.connection import writing
from watchfloor.store.faults import guarded
from watchfloor.store.filters import conditions

LISTED = 20
"""Incidents of each kind that news holds; the counts are of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a search finds that was not there when it was last looked at, the newest day first."""

    search: Followed
    new: tuple[Incident, ...]
    grown: tuple[Incident, ...]
    n_new: int
    n_grown: int
    newest: int


def follow(
    connection: sqlite3.Connection, name: str, filters: Mapping[str, Any], author: str, made: str
) -> None:
    """Save a search under a name; the same name again replaces it. All it finds now is seen.

    Raises:
        UsageError: filters that incidents do not have.
    """
    conditions(where_of(filters), "incident")
    values = (name, rows.to_json(dict(filters)), author, made)
    with writing(connection):
        connection.execute(
            "INSERT OR REPLACE INTO followed (name, filters, author, made, seen)"
            " VALUES (?, ?, ?, ?, (SELECT coalesce(max(number), 0) FROM document))",
            values,
        )


def unfollow(connection: sqlite3.Connection, name: str) -> None:
    """Forget a saved search.

    Raises:
        InputError: there is none of that name.
    """
    the_followed(connection, name)
    with writing(connection):
        connection.execute("DELETE FROM followed WHERE name = ?", (name,))


def followed(connection: sqlite3.Connection) -> tuple[Followed, ...]:
    """Return the saved searches by name."""
    with guarded(connection):
        found = connection.execute(
            "SELECT name, filters, author, made, seen FROM followed ORDER BY name"
        ).fetchall()
    return tuple(
        Followed(name=row[0], filters=json.loads(row[1]), author=row[2], made=row[3], seen=row[4])
        for row in found
    )


def the_followed(connection: sqlite3.Connection, name: str) -> Followed:
    """Return the search saved under a name.

    Raises:
        InputError: there is none.
    """
    for one in followed(connection):
        if one.name == name:
            return one
    message = f"no search {name!r} is followed: `watchfloor follow` lists them"
    raise InputError(message)


def news(connection: sqlite3.Connection, search: Followed, limit: int = LISTED) -> News:
    """Return what is new in a saved search; looking changes nothing."""
    condition, values = conditions(where_of(search.filters), "incident")
    found: dict[str, tuple[int, tuple[Incident, ...]]] = {}
    with guarded(connection):
        (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM document").fetchone()
        for kind, older in (("new", "NOT EXISTS"), ("grown", "EXISTS")):
            held = _WITH_MEMBERS.replace("OLDER", older).replace("CONDITION", condition)
            arguments = (search.seen, search.seen, *values)
            (count,) = connection.execute(f"SELECT count(*) {held}", arguments).fetchone()
            listed = connection.execute(
                f"SELECT incident.id, incident.value {held} ORDER BY"
                " coalesce(incident.date_from, incident.date_to, '') DESC, incident.id LIMIT ?",
                (*arguments, limit),
            ).fetchall()
            found[kind] = count, tuple(map(rows.read_incident, listed))
    (n_new, new), (n_grown, grown) = found["new"], found["grown"]
    return News(
        search=search, new=new, grown=grown, n_new=n_new, n_grown=n_grown, newest=int(newest)
    )


def looked(connection: sqlite3.Connection, name: str, newest: int) -> None:
    """Note that somebody looked at a search when document `newest` was the newest."""
    with writing(connection):
        connection.execute("UPDATE followed SET seen = max(seen, ?) WHERE name = ?", (newest, name))


def where_of(filters: Mapping[str, Any]) -> Where:
    """Return saved filters as filters.

    Raises:
        UsageError: a filter or value that is none.
    """
    return Where.of(**filters)


_MEMBER = (
    "(SELECT 1 FROM incident_member JOIN document ON document.id = incident_member.document_id"
    " WHERE incident_member.incident_id = incident.id AND document.number"
)
_WITH_MEMBERS = (
    f"FROM incident WHERE EXISTS {_MEMBER} > ?) AND OLDER {_MEMBER} <= ?) AND (CONDITION)"
)
