"""The masking of a record: the rules, and what people decided on names and places."""

from sqlite3 import Connection

from watchfloor.export.discretion import Discretion
from watchfloor.store.disclosures import names_shown_and_hidden


def rules_of(connection: Connection, *, unmask: bool = False) -> Discretion:
    """Return what is withheld in lists, briefs and tables of a record; nothing if `unmask`."""
    shown, hidden = names_shown_and_hidden(connection)
    return Discretion(off=unmask, shown=shown, hidden=hidden)
