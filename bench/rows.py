"""Reading the files of the sets."""

import csv
import json
from pathlib import Path
from typing import Any

from watchfloor.errors import InputError


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file.

    Raises:
        InputError: a line is not a JSON object; the message names the line.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            message = f"{path}:{number}: not JSON ({error})"
            raise InputError(message) from error
        if not isinstance(row, dict):
            message = f"{path}:{number}: a row is a JSON object, not {line[:40]!r}"
            raise InputError(message)
        found.append(row)
    return found


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header; lines that start with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
