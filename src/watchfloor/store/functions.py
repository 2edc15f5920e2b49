"""The few functions that the record's queries need and SQLite lacks: folding words, kilometres."""

import sqlite3
import unicodedata
from math import asin, cos, radians, sin, sqrt

from watchfloor.vocab.discretion import site_word

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


def names_site(words: str | None) -> bool:
    """Return whether words name a place of shelter, care or aid."""
    return site_word(words or "") is not None


def add_functions(connection: sqlite3.Connection) -> None:
    """Make fold(words), kilometres(lat, lon, lat, lon), names_site(words) known to queries."""
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("kilometres", 4, kilometres, deterministic=True)
    connection.create_function("names_site", 1, names_site, deterministic=True)
