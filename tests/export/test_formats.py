"""Which pairs exist, and what every writer has in common."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from watchfloor.errors import UsageError
from watchfloor.export import formats

Rows = dict[str, tuple[Any, ...]]


def written(kind: str, name: str, rows: Sequence[Any]) -> tuple[int, bytes]:
    """Return how many rows were written, and the bytes."""
    stream = io.BytesIO()
    return formats.write(kind, name, iter(rows), stream), stream.getvalue()


def test_every_kind_has_the_three_tables_and_some_have_more() -> None:
    """Tables exist for all kinds, maps and graphs for some, formats of others for incidents."""
    tables = formats.KINDS.keys() - {"corrections"}
    expected = {(kind, name) for kind in tables for name in ("jsonl", "csv", "parquet")}
    expected |= {("corrections", "jsonl")}
    expected |= {("events", "geojson"), ("actors", "graphml"), ("relations", "graphml")}
    expected |= {("incidents", name) for name in ("geojson", "graphml", "acled", "ucdp")}
    assert expected == set(formats.pairs())


@pytest.mark.parametrize(
    "kind,name", [("claims", "geojson"), ("events", "acled"), ("events", "xlsx")]
)
def test_unknown_pair_is_refused_and_names_those_that_exist(kind: str, name: str) -> None:
    """A pair that does not exist is a usage error that lists what does."""
    with pytest.raises(UsageError, match="events as jsonl, csv, parquet, geojson"):
        formats.write(kind, name, iter(()), io.BytesIO())


@pytest.mark.parametrize("kind,name", [one for one in formats.pairs() if one[0] != "corrections"])
def test_writing_counts_rows_and_is_the_same_every_time(kind: str, name: str, rows: Rows) -> None:
    """Every pair writes, counts what it wrote, and writes the same bytes again."""
    count, data = written(kind, name, rows[kind])
    has_place = name in ("geojson", "acled", "ucdp")  # of two rows one has none
    assert (1 if has_place else len(rows[kind])) == count
    assert (count, data) == written(kind, name, rows[kind])


@pytest.mark.parametrize("kind,name", formats.pairs())
def test_nothing_writes_a_header_or_nothing(kind: str, name: str) -> None:
    """No rows give zero and what is needed for the file to be read."""
    count, data = written(kind, name, ())
    assert count == 0
    assert (name == "jsonl") == (data == b"")


@pytest.mark.parametrize("name", ["jsonl", "csv", "geojson"])
def test_rows_are_written_as_they_come(name: str, rows: Rows) -> None:
    """A writer takes the second row only after the first was written."""
    stream = io.BytesIO()
    seen: list[int] = []

    def watched() -> Iterator[Any]:
        for row in rows["events"][:1] * 3:
            seen.append(stream.tell())
            yield row

    formats.write("events", name, watched(), stream)
    assert sorted(set(seen)) == seen
