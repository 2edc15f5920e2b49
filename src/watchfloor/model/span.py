"""Evidence: the words that a value rests on, and where they stand."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Self, TypeVar, get_args, get_type_hints

from watchfloor.errors import CodingError, InputError
from watchfloor.model.frozen import dataclass
from watchfloor.model.words import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A value's evidence: `document.text[start:end] == text`, in characters.

    An inferred value has all three null; what carries it then names the rule.
    """

    text: str | None
    start: int | None
    end: int | None

    def __post_init__(self) -> None:
        if self.text is None or self.start is None or self.end is None:
            if (self.text, self.start, self.end) != (None, None, None):
                message = f"evidence is whole or absent, not {(self.text, self.start, self.end)}"
                raise CodingError(message)
        elif not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            message = f"span {self.start}..{self.end} does not hold the words {self.text!r:.60}"
            raise CodingError(message)

    @classmethod
    def cut(cls, document_text: str, start: int, end: int, **more: Any) -> Self:
        """Cite `document_text[start:end]`.

        Raises:
            CodingError: the span is empty, reversed or outside the text.
        """
        if not 0 <= start < end <= len(document_text):
            message = f"span {start}..{end} is not inside a text of {len(document_text)} characters"
            raise CodingError(message)
        return cls(text=document_text[start:end], start=start, end=end, **more)

    @classmethod
    def inferred(cls, **more: Any) -> Self:
        """Make a value that no words of the text state."""
        return cls(text=None, start=None, end=None, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored(Cited):
    """Cited words and how sure the coder is of them, 0..1 (no probability)."""

    score: float

    def __post_init__(self) -> None:
        super().__post_init__()
        check_score(self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Cited):
    """How many, by the words: bounds included, null where the words set none.

    "at least 17" is low 17, best and high null; "no casualties" is a cited 0; silence is no Count.
    """

    low: int | None
    best: int | None
    high: int | None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_bounds(self.low, self.best, self.high)


def last_day(year: int, month: int) -> int:
    """Return the number of the last day of a month (the standard `calendar` brings locales)."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == FEBRUARY else 31 - (month - 1) % 7 % 2


FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `from_` to `to`, both included; null is an open end."""

    from_: date | None
    to: date | None
    precision: DatePrecision

    def __post_init__(self) -> None:
        check_interval(self.from_, self.to)


def check_score(score: float) -> None:
    """Raise CodingError unless 0 <= score <= 1."""
    if not 0.0 <= score <= 1.0:
        message = f"a score lies in 0..1, not {score}"
        raise CodingError(message)


def check_position(name: str, lat: float | None, lon: float | None) -> None:
    """Raise CodingError unless a place has both degrees or none, and lies on the globe."""
    if lat is None and lon is None:
        return
    on_globe = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180  # noqa: PLR2004
    if not on_globe:
        message = f"{name}: {lat}, {lon} is no point on the globe"
        raise CodingError(message)


def check_interval(start: date | None, end: date | None) -> None:
    """Raise InputError if the interval runs backwards."""
    if start is not None and end is not None and start > end:
        message = f"interval runs backwards: {start} .. {end}"
        raise InputError(message)


LARGEST_COUNT = 2**31 - 1
"""No count of people or acts is larger; columns of 32 bits hold it."""


def check_bounds(low: int | None, best: int | None, high: int | None) -> None:
    """Raise CodingError unless 0 <= low <= best <= high <= LARGEST_COUNT, one of them known."""
    known = [value for value in (low, best, high) if value is not None]
    if not known or known != sorted(known) or known[0] < 0 or known[-1] > LARGEST_COUNT:
        message = f"bounds must rise from 0 and one must be known: {low}, {best}, {high}"
        raise CodingError(message)


def cited_in(value: Any) -> list[Cited]:
    """Return every piece of evidence inside a value of the model, at any depth."""
    found: list[Cited] = []
    _collect(value, found)
    return found


def _collect(value: Any, found: list[Cited]) -> None:
    if isinstance(value, Cited):
        found.append(value)
    cls: type = type(value)
    for name in _holders(cls):
        if inner := getattr(value, name):
            _collect(inner, found)
    if isinstance(value, tuple):
        for item in value:
            _collect(item, found)
    elif isinstance(value, Mapping):
        for item in value.values():
            _collect(item, found)


@cache
def _holders(cls: type) -> tuple[str, ...]:
    """Return the fields of a class that may hold evidence: most hold none, and are passed over."""
    if not is_dataclass(cls):
        return ()
    hints = get_type_hints(cls)
    return tuple(field.name for field in fields(cls) if _may_hold(hints[field.name]))


def _may_hold(hint: Any) -> bool:
    if isinstance(hint, type) and is_dataclass(hint):
        return issubclass(hint, Cited) or bool(_holders(hint))
    return hint is Any or any(map(_may_hold, get_args(hint)))


T = TypeVar("T")


def recited(value: T, change: Callable[[Cited], Cited]) -> T:
    """Return a value of the model with every piece of evidence in it, at any depth, changed.

    What holds nothing that changes is returned as it is, not as a copy.
    """
    made: Any = change(value) if isinstance(value, Cited) else value
    if isinstance(made, tuple):
        items = [recited(item, change) for item in made]
        is_same = all(new is old for new, old in zip(items, made, strict=True))
        made = made if is_same else tuple(items)
    elif isinstance(made, Mapping):
        held = {name: recited(item, change) for name, item in made.items()}
        made = made if all(held[name] is item for name, item in made.items()) else held
    else:
        cls: type = type(made)
        inner = {name: getattr(made, name) for name in _holders(cls)}
        anew = {name: recited(one, change) for name, one in inner.items() if one}
        if changed := {name: one for name, one in anew.items() if one is not inner[name]}:
            made = replace(made, **changed)
    return made  # type: ignore[no-any-return]  # of the shape that came


def check_evidence(value: Any, document_text: str) -> None:
    """Raise CodingError unless every span inside `value` equals its words in the text."""
    for cited in cited_in(value):
        found = document_text[cited.start : cited.end]
        if cited.text is not None and found != cited.text:
            where = f"span {cited.start}..{cited.end}"
            message = f"{where} cites {cited.text!r:.60}, the text has {found!r:.60}"
            raise CodingError(message)
