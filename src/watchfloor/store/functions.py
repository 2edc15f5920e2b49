"""The two functions that the record's queries need and SQLite lacks: folding words, kilometres."""

import sqlite3
import unicodedata
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the earth."""


def fold(words: str | None) -> str | None:
    """Return `words` for comparing: case-folded, composed, every run of white space one space."""
    if words is None:
        return None
    return unicodedata.normalize("NFC", " ".join(words.casefold().split()))


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points in degrees (haversine)."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    turn = sin(radians(other_lon - lon) / 2) ** 2
    chord = rise + cos(radians(lat)) * cos(radians(other_lat)) * turn
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def add_functions(connection: sqlite3.Connection) -> None:
    """Make `fold(words)` and `kilometres(lat, lon, lat, lon)` known to a connection's queries."""
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("kilometres", 4, kilometres, deterministic=True)
