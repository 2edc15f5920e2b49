"""Parquet and Arrow."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from watchfloor.export import formats, parquet
from watchfloor.export.columns import flat
from watchfloor.model import Document, encode

Rows = dict[str, tuple[Any, ...]]
KINDS = {one: shape for one, shape in formats.KINDS.items() if (one, "parquet") in formats.pairs()}
GOLDEN = Path(__file__).parent / "schemas.txt"


def as_json(value: Any) -> Any:
    """Return a value read from Arrow as JSON data."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], tuple):  # a map
        return {key: as_json(item) for key, item in value}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def leaves(path: str, fields: Iterable[Any]) -> Iterator[str]:
    """Yield "path: type" for every column that holds values."""
    for field in fields:
        kind, name = field.type, f"{path}.{field.name}"
        if pa.types.is_map(kind):
            kind, name = kind.item_type, f"{name}{{}}"
        if pa.types.is_list(kind):
            kind, name = kind.value_type, f"{name}[]"
        if pa.types.is_struct(kind):
            yield from leaves(name, kind)
        else:
            yield f"{name}: {kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_holds_the_contract(kind: str, rows: Rows) -> None:
    """What is read from the file is the JSON of the values, key for key; days are dates."""
    stream = io.BytesIO()
    parquet.write_parquet(KINDS[kind], iter(rows[kind]), stream)
    table = pq.read_table(io.BytesIO(stream.getvalue()))
    assert [encode(row) for row in rows[kind]] == as_json(table.to_pylist())
    assert parquet.schema(KINDS[kind]) == table.schema


def test_schemas_are_those_that_were_agreed() -> None:
    """A change of any schema shows as a change of the golden file."""
    described = [
        line for kind, shape in KINDS.items() for line in leaves(kind, parquet.schema(shape))
    ]
    assert GOLDEN.read_text(encoding="utf-8").splitlines() == described


def test_rows_go_into_groups(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long stream is written group by group."""
    monkeypatch.setattr(parquet, "ROW_GROUP", 2)
    stream = io.BytesIO()
    assert parquet.write_parquet(Document, iter(rows["documents"] * 5), stream) == 5
    assert pq.ParquetFile(io.BytesIO(stream.getvalue())).num_row_groups == 3


@pytest.mark.parametrize("kind", KINDS)
def test_flat_table_has_the_columns_of_the_csv(kind: str, rows: Rows) -> None:
    """Names and order are those of the CSV."""
    table = parquet.flat_table(KINDS[kind], rows[kind])
    assert [column.name for column in flat(KINDS[kind]).columns] == table.column_names
    assert len(rows[kind]) == table.num_rows


def test_flat_table_is_typed(rows: Rows) -> None:
    """Days are days and counts are whole numbers, empty where there is no value."""
    first, second = parquet.flat_table(KINDS["events"], rows["events"]).to_pylist()
    assert (first["date_from"], first["dead_best"]) == (date(2022, 1, 6), 3)
    assert second["event_loc_lat"] is None


def test_a_lone_surrogate_does_not_stop_the_export(rows: Rows) -> None:
    """Text that Arrow cannot hold costs one character."""
    document = replace(rows["documents"][0], text="a\ud800b", boilerplate=())
    assert parquet.table(Document, [document])["text"].to_pylist() == ["a?b"]
    assert parquet.flat_table(Document, [document])["text"].to_pylist() == ["a?b"]
