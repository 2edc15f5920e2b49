"""The record: one SQLite file, the only room with SQL writes."""

from watchfloor.store.connection import connect
from watchfloor.store.ledger import Ledger
from watchfloor.store.prepared import Prepared, prepare

__all__ = ["Ledger", "Prepared", "connect", "prepare"]
