"""Read the small tables that lie beside this file, each with its version in the first line."""

import csv
from collections.abc import Sequence
from pathlib import Path

from watchfloor.errors import VocabularyError


def read(name: str, version: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of the table `name`.csv.

    The first line reads `# NAME version N`; further lines that start with # are comments.

    Raises:
        VocabularyError: the table is of another version, or a row does not fit the columns.
    """
    text = (Path(__file__).parent / f"{name}.csv").read_text(encoding="utf-8")
    return parse(text, name, version, columns)


def parse(text: str, name: str, version: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a table given as text; raises as `read` does."""
    lines = text.splitlines()
    expected = f"# {name} version {version}"
    if not lines or lines[0] != expected:
        found = lines[0] if lines else "an empty file"
        message = (
            f"{name}.csv begins with {found!r:.80}, the reader needs {expected!r}: install again"
        )
        raise VocabularyError(message)
    body = [line for line in lines if line and not line.startswith("#")]
    reader = csv.DictReader(body, strict=True)
    if reader.fieldnames is None or list(reader.fieldnames) != list(columns):
        message = (
            f"{name}.csv has the columns {reader.fieldnames}, the reader needs {list(columns)}"
        )
        raise VocabularyError(message)
    rows = list(reader)
    for row in rows:
        # DictReader puts surplus cells under the key None and fills missing ones with None.
        if set(row) != set(columns) or None in row.values():
            message = f"{name}.csv: a row does not have {len(columns)} cells: {row}"
            raise VocabularyError(message)
    return rows
