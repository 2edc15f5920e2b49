"""Flat columns for the nested shapes of the contract: what CSV, maps and data frames show.

A column's name is its path joined by `_`, and the words of cited values drop their `text`:
`event_loc` holds the words, `event_loc_lat` the latitude, `date_from` the first day. Counts are
numbers first, so their words stand in `dead_text` beside `dead_low`, `dead_best`, `dead_high`. Of a
list of words or fillers the first value fills the plain columns, `_n` counts them and `_json` holds
them all; any other list, and a mapping, is JSON under its own name, with `_n`.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from watchfloor.model import Casualty, Cited, Count, dumps

Cell = str | int | float | bool | date | None


class Holds(StrEnum):
    """What the cells of a column are, where they are not empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A stable name and what its cells hold."""

    name: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Flat:
    """The columns of one shape and the function that reads one value into as many cells."""

    columns: tuple[Column, ...]
    read: Callable[[Any], list[Cell]]


_SCALARS = {
    str: Holds.TEXT,
    int: Holds.INTEGER,
    float: Holds.NUMBER,
    bool: Holds.FLAG,
    date: Holds.DAY,
}


@cache
def flat(shape: type) -> Flat:
    """Return the flat form of a dataclass of the model."""
    return _object(shape, "")


def _object(shape: type, name: str) -> Flat:
    """Flatten a dataclass; where there is no value, all its cells are empty."""
    hints = typing.get_type_hints(shape)
    parts = [
        (field.name, _part(hints[field.name], _column_name(shape, name, field.name)))
        for field in fields(shape)
    ]
    columns = tuple(column for _, part in parts for column in part.columns)

    def read(value: Any) -> list[Cell]:
        if value is None:
            return [None] * len(columns)
        return [cell for attribute, part in parts for cell in part.read(getattr(value, attribute))]

    return Flat(columns, read)


def _column_name(shape: type, name: str, field: str) -> str:
    own = field.removesuffix("_")
    if not name:
        return own
    if own == "text" and issubclass(shape, Cited) and not issubclass(shape, Count):
        return name
    return f"{name}_{own}"


def _part(hint: Any, name: str) -> Flat:
    """Flatten one field by its type hint."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [item for item in arguments if item is not types.NoneType]
        return _scalar(float, name) if len(inner) > 1 else _part(inner[0], name)
    if origin is tuple:
        return _list(arguments[0], name)
    if origin is Mapping:
        return _whole(name)
    if is_dataclass(hint):
        return _object(typing.cast("type", hint), name)
    return _scalar(hint, name)


def _scalar(hint: type, name: str) -> Flat:
    if issubclass(hint, StrEnum):
        return Flat(
            (Column(name, Holds.TEXT),), lambda value: [None if value is None else str(value)]
        )
    return Flat((Column(name, _SCALARS[hint]),), lambda value: [value])


def _whole(name: str) -> Flat:
    columns = (Column(name, Holds.TEXT), Column(f"{name}_n", Holds.INTEGER))
    return Flat(columns, lambda values: [dumps(values), len(values)])


def _list(item: Any, name: str) -> Flat:
    """Flatten a list: the first value, how many, and all of them as JSON."""
    shows_first = item is str or (issubclass(item, Cited) and item is not Casualty)
    if not shows_first:
        return _whole(name)
    first = _part(item, name)
    columns = (
        *first.columns,
        Column(f"{name}_n", Holds.INTEGER),
        Column(f"{name}_json", Holds.TEXT),
    )

    def read(values: Any) -> list[Cell]:
        cells = first.read(values[0] if values else None)
        return [*cells, len(values), dumps(values)]

    return Flat(columns, read)
