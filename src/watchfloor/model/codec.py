"""Exact JSON for frozen dataclasses: `decode(cls, encode(value)) == value`, key for key.

Field names are the JSON keys, without the trailing underscore that Python's keywords force on us
(`from_` is written as "from"). Keys are never left out and never added: absent values are null or
empty, an unknown or missing key is an error. Encoders and decoders are built once for each class
from its type hints, so that writing a hundred thousand events stays cheap.
"""

import base64
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from watchfloor.errors import InputError

Converter = Callable[[Any], Any]
T = TypeVar("T")


def encode(value: Any) -> Any:
    """Return `value` (a dataclass, tuple, mapping or scalar of the model) as plain JSON data."""
    cls: type = type(value)
    return _writer(cls)(value)


def decode(cls: type[T], data: Any) -> T:
    """Rebuild a `cls` from JSON data.

    Raises:
        InputError: a key is missing or unknown, or a value has the wrong JSON type.
    """
    hint: Any = cls
    result: T = _decoder(hint)(data)
    return result


def dumps(value: Any) -> str:
    """Return one line of compact JSON, unescaped Unicode, keys in the order of the class."""
    return json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def key(name: str) -> str:
    """Return the JSON key of a field name: `from_` is "from"."""
    return name.removesuffix("_")


def _same(value: Any) -> Any:
    return value


@cache
def _writer(cls: type) -> Converter:  # noqa: PLR0911  (one return for each kind of value)
    """Return the encoder for values of a class: what they are, whatever a hint says of them."""
    if is_dataclass(cls):
        return _class_encoder(cls)
    if issubclass(cls, StrEnum):
        return attrgetter("value")
    if issubclass(cls, (str, int, float, types.NoneType)):
        return _same
    if issubclass(cls, date):
        return date.isoformat
    if issubclass(cls, bytes):
        return lambda value: base64.b64encode(value).decode("ascii")
    if issubclass(cls, Mapping):
        return lambda value: {str(name): encode(item) for name, item in value.items()}
    return lambda value: [encode(item) for item in value]


@cache
def _class_encoder(cls: type) -> Converter:
    hints = typing.get_type_hints(cls)
    plan = [(key(field.name), field.name, _encoder(hints[field.name])) for field in fields(cls)]

    def write(value: Any) -> dict[str, Any]:
        return {name: convert(getattr(value, attribute)) for name, attribute, convert in plan}

    return write


@cache
def _encoder(hint: Any) -> Converter:
    """Return the encoder for one type hint; scalars pass through untouched."""
    if hint in (str, int, float, bool):
        return _same
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [item for item in arguments if item is not type(None)]
        if all(item in (str, int, float, bool) for item in inner):
            return _same
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004
        item = _encoder(arguments[0])
        return lambda values: [item(value) for value in values]
    return encode


@cache
def _decoder(hint: Any) -> Converter:  # noqa: PLR0911  (one return for each kind of hint)
    if is_dataclass(hint):
        return _class_decoder(typing.cast("type", hint))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _union_decoder(arguments)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is not None and issubclass(origin, Mapping):
        item = _decoder(arguments[1])
        return lambda data: {name: item(value) for name, value in _expect(data, dict).items()}
    if hint is Any:
        return _same
    if hint is date:
        return lambda data: date.fromisoformat(_expect(data, str))
    if hint is bytes:
        return lambda data: base64.b64decode(_expect(data, str), validate=True)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda data: _member(hint, data)
    if hint is float:
        return lambda data: float(_expect(data, (int, float)))
    return lambda data: _expect(data, hint)


def _tuple_decoder(arguments: tuple[Any, ...]) -> Converter:
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004
        item = _decoder(arguments[0])
        return lambda data: tuple(item(value) for value in _expect(data, list))
    items = [_decoder(argument) for argument in arguments]

    def read(data: Any) -> tuple[Any, ...]:
        if len(_expect(data, list)) != len(items):
            message = f"expected {len(items)} values, found {len(data)}"
            raise InputError(message)
        return tuple(item(value) for item, value in zip(items, data, strict=True))

    return read


def _union_decoder(arguments: tuple[Any, ...]) -> Converter:
    inner = [item for item in arguments if item is not type(None)]
    optional = len(inner) < len(arguments)
    if set(inner) == {int, float}:
        convert: Converter = lambda data: _expect(data, (int, float))  # noqa: E731
    elif len(inner) == 1:
        convert = _decoder(inner[0])
    else:
        message = f"a field may be one type or null, not any of {inner}"
        raise TypeError(message)
    return (lambda data: None if data is None else convert(data)) if optional else convert


@cache
def _class_decoder(cls: type) -> Converter:
    hints = typing.get_type_hints(cls)
    plan = {key(field.name): (field.name, _decoder(hints[field.name])) for field in fields(cls)}

    def read(data: Any) -> Any:
        found = _expect(data, dict)
        if found.keys() != plan.keys():
            missing, unknown = (
                sorted(plan.keys() - found.keys()),
                sorted(found.keys() - plan.keys()),
            )
            message = f"{cls.__name__}: missing keys {missing}, unknown keys {unknown}"
            raise InputError(message)
        return cls(**{name: convert(found[k]) for k, (name, convert) in plan.items()})

    return read


def _member(enum: type[StrEnum], data: Any) -> StrEnum:
    try:
        return enum(data)
    except ValueError as error:
        message = f"{data!r} is no {enum.__name__}; known: {', '.join(enum)}"
        raise InputError(message) from error


def _expect(data: Any, kind: Any) -> Any:
    """Return `data` if it has the JSON type asked for; a bool never passes as a number."""
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        message = f"expected {kind}, found {data!r:.80}"
        raise InputError(message)
    return data
