"""Arrow tables and Parquet files with one explicit schema a kind.

`schema` nests exactly as the contract does, with days as `date32`; `flat_schema` has the columns of
the CSV. Apart from the other formats because importing pyarrow takes longer than all of them.
"""

import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from watchfloor.export.columns import Holds, flat
from watchfloor.export.tables import utf8

ROW_GROUP = 2_000
"""Rows held in memory at a time: some 10 MB of documents."""

_SCALARS = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}

_CELLS = {
    Holds.TEXT: pa.string(),
    Holds.INTEGER: pa.int64(),
    Holds.NUMBER: pa.float64(),
    Holds.FLAG: pa.bool_(),
    Holds.DAY: pa.date32(),
}


def write_parquet(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write rows in row groups; return how many. No rows make a file with a schema alone."""
    count = 0
    with pq.ParquetWriter(stream, schema(shape), compression="zstd") as writer:
        while part := list(islice(rows, ROW_GROUP)):
            writer.write_table(table(shape, part))
            count += len(part)
    return count


def table(shape: type, rows: Iterable[Any]) -> pa.Table:
    """Return rows as one Arrow table with the schema of the Parquet export."""
    convert = _converter(shape)
    return pa.Table.from_pylist([convert(row) for row in rows], schema=schema(shape))


def flat_table(shape: type, rows: Iterable[Any]) -> pa.Table:
    """Return rows as one Arrow table with the columns of the CSV export, typed."""
    form = flat(shape)
    columns: list[list[Any]] = [[] for _ in form.columns]
    for row in rows:
        for cells, cell in zip(columns, form.read(row), strict=True):
            cells.append(_clean(cell) if isinstance(cell, str) else cell)
    wanted = pa.schema([(column.name, _CELLS[column.holds]) for column in form.columns])
    return pa.Table.from_arrays(
        [pa.array(cells, field.type) for cells, field in zip(columns, wanted, strict=True)],
        schema=wanted,
    )


@cache
def schema(shape: type) -> pa.Schema:
    """Return the Arrow schema of a dataclass of the model, key for key as in its JSON."""
    return pa.schema(list(_struct(shape)))


def _struct(shape: type) -> pa.StructType:
    hints = typing.get_type_hints(shape)
    return pa.struct(
        [(field.name.removesuffix("_"), _arrow_type(hints[field.name])) for field in fields(shape)]
    )


def _arrow_type(hint: Any) -> pa.DataType:
    inner = _without_none(hint)
    if len(inner) > 1:
        return pa.float64()
    if typing.get_origin(inner[0]) is tuple:
        return pa.list_(_arrow_type(typing.get_args(inner[0])[0]))
    if typing.get_origin(inner[0]) is Mapping:
        return pa.map_(pa.string(), _arrow_type(typing.get_args(inner[0])[1]))
    if is_dataclass(inner[0]):
        return _struct(typing.cast("type", inner[0]))
    if issubclass(inner[0], StrEnum):
        return pa.string()
    return _SCALARS[inner[0]]


@cache
def _converter(hint: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of this type ready for Arrow; days stay days."""
    inner = _without_none(hint)[0]
    if typing.get_origin(inner) is tuple:
        item = _converter(typing.get_args(inner)[0])
        return lambda values: [item(value) for value in values]
    if typing.get_origin(inner) is Mapping:
        held = _converter(typing.get_args(inner)[1])
        return lambda values: [(name, held(value)) for name, value in values.items()]
    if not is_dataclass(inner):
        # Arrow takes no lone surrogates and no enumerations.
        return lambda value: _clean(value) if isinstance(value, str) else value
    hints = typing.get_type_hints(inner)
    plan = [
        (field.name.removesuffix("_"), field.name, _converter(hints[field.name]))
        for field in fields(inner)
    ]

    def convert(value: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        return {key: change(getattr(value, attribute)) for key, attribute, change in plan}

    return convert


def _without_none(hint: Any) -> list[Any]:
    """Return the members of a union without None, or the hint itself as the only member."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return [hint]
    return [item for item in typing.get_args(hint) if item is not types.NoneType]


def _clean(text: str) -> str:
    return text if text.isascii() else utf8(text).decode()
