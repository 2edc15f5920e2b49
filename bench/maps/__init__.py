"""Label maps as tables: the only place where the labels of a set meet those of the product."""

import csv
from functools import cache
from pathlib import Path

ROOM = Path(__file__).parent


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `bench/maps/NAME.csv`; lines that start with # are comments."""
    lines = (ROOM / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if line and not line.startswith("#")))
