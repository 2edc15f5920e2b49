"""Frozen values whose methods are made late behave as those of the standard library do."""

import copy
import dataclasses
import inspect
import pickle
import typing
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from watchfloor.model import frozen


@frozen.dataclass(frozen=True, slots=True)
class Point:
    """Two numbers and a note that says nothing of who is equal."""

    x: int
    y: int = 2
    notes: tuple[str, ...] = field(default_factory=tuple, compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True, kw_only=True)
class Named(Point):
    """A point with a name; an empty one is refused."""

    name: str

    def __post_init__(self) -> None:
        if not self.name:
            message = "a point needs a name"
            raise ValueError(message)


@frozen.dataclass(frozen=True, slots=True)
class Capital(Named):
    """A named point whose name is checked by its parent first."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.name.islower():
            message = "a capital has a capital letter"
            raise ValueError(message)


@frozen.dataclass(frozen=True, slots=True)
class Single:
    """One value alone."""

    value: str


@frozen.dataclass(frozen=True, slots=True, eq=False)
class Unlike:
    """Equal to itself alone."""

    value: str


def twins(**options: bool) -> list[Any]:
    """Return one class made by each of the two decorators."""

    def plain() -> type:
        class Twin:
            a: int
            b: str = "b"
            c: tuple[int, ...] = field(default=(), repr=False)

        return Twin

    decorators: list[Callable[..., Any]] = [dataclasses.dataclass, frozen.dataclass]
    return [one(frozen=True, slots=True, **options)(plain()) for one in decorators]


@pytest.mark.parametrize("options", [{}, {"kw_only": True}, {"eq": False}, {"order": True}])
def test_it_does_what_the_standard_one_does(options: dict[str, bool]) -> None:
    """Signature, fields, words, hash and equality are those of the standard decorator."""
    standard, late = twins(**options)

    assert inspect.signature(standard) == inspect.signature(late)
    assert [one.name for one in fields(standard)] == [one.name for one in fields(late)]
    assert getattr(standard, "__match_args__", ()) == late.__match_args__
    ours, theirs = late(a=1, c=(3,)), standard(a=1, c=(3,))
    assert repr(theirs).split(".")[-1] == repr(ours).split(".")[-1]
    if options.get("eq", True):
        assert hash(theirs) == hash(ours)
    assert (theirs == standard(a=1, c=(3,))) is (ours == late(a=1, c=(3,)))
    assert (ours == late(a=2), ours == theirs) == (False, False)


def test_values_are_made_with_defaults_and_by_name() -> None:
    """Defaults, factories, inherited fields and fields by name alone reach their slots."""
    named = Named(1, notes=("n",), name="here")

    assert (named.x, named.y, named.notes, named.name) == (1, 2, ("n",), "here")
    assert Point(1).notes == ()
    assert repr(named) == "Named(x=1, y=2, name='here')"
    assert not hasattr(named, "__dict__")


def test_what_a_class_checks_is_checked() -> None:
    """`__post_init__` runs on every value, on those that `replace` makes too."""
    with pytest.raises(ValueError, match="needs a name"):
        Named(1, name="")
    with pytest.raises(ValueError, match="needs a name"):
        replace(Named(1, name="here"), name="")


def test_both_decorators_make_one_family() -> None:
    """A class of either decorator may inherit from one of the other, as plug-ins do."""

    @dataclasses.dataclass(frozen=True)
    class Plain(Point):
        z: int = 0

    @dataclasses.dataclass(frozen=True, slots=True)
    class Standard:
        x: int

    @frozen.dataclass(frozen=True, slots=True)
    class Late(Standard):
        y: int = 1

    assert (Plain(1, z=3), Late(1)) == (Plain(1, 2, z=3), Late(1, 1))
    for made in (Plain(1), Late(1)):
        with pytest.raises(FrozenInstanceError):
            made.x = 2  # type: ignore[misc]


def test_a_class_reaches_its_parent() -> None:
    """A bare `super()` works in a class with slots."""
    assert Capital(1, name="Paris").name == "Paris"
    with pytest.raises(ValueError, match="needs a name"):
        Capital(1, name="")
    with pytest.raises(ValueError, match="a capital letter"):
        Capital(1, name="paris")


def test_wrong_arguments_are_refused() -> None:
    """A missing, unknown or surplus argument is a TypeError."""
    made: Any = Point
    for given in ((), (1, 2, (), 4)):
        with pytest.raises(TypeError):
            made(*given)
    with pytest.raises(TypeError):
        made(1, z=3)


def test_values_do_not_change() -> None:
    """No field can be set, added or deleted."""
    point: Any = Point(1)
    with pytest.raises(FrozenInstanceError, match="assign to field 'x'"):
        point.x = 3
    with pytest.raises(FrozenInstanceError, match="assign to field 'z'"):
        point.z = 3
    with pytest.raises(FrozenInstanceError, match="delete field 'x'"):
        del point.x


def test_equality_goes_by_class_and_compared_fields() -> None:
    """A field left out of comparing says nothing; a subclass is never equal to its parent."""
    assert Point(1, notes=("n",)) == Point(1)
    assert Point(1) != Named(1, name="here")
    pair: object = (1, 2)
    assert Point(1) != pair
    assert len({Point(1), Point(1, notes=("n",)), Point(2)}) == 2
    assert (Single("a") == Single("a"), hash(Single("a"))) == (True, hash(("a",)))
    assert Unlike("a") != Unlike("a")


@pytest.mark.parametrize("value", [Point(1, notes=("n",)), Named(1, name="here"), Single("a")])
def test_values_travel(value: Any) -> None:
    """A value survives pickling and copying field for field."""
    packed = pickle.dumps(value)
    for other in (pickle.loads(packed), copy.copy(value), copy.deepcopy(value)):  # noqa: S301
        assert dataclasses.astuple(value) == dataclasses.astuple(other)
        assert type(value) is type(other)


def test_hints_of_the_constructor_are_kept() -> None:
    """Who builds values from type hints finds them."""
    assert typing.get_type_hints(Single.__init__) == {"value": str, "return": type(None)}


def test_what_may_change_is_left_to_the_standard_decorator() -> None:
    """Without `frozen` or `slots`, and with an order, nothing here differs from the standard."""

    @frozen.dataclass
    class Loose:
        x: int = 1

    loose = Loose()
    loose.x = 2
    assert loose == Loose(2)


def test_a_class_keeps_the_methods_it_writes_itself() -> None:
    """A class that prints or compares in its own way goes on doing so."""

    @frozen.dataclass(frozen=True, slots=True)
    class Folded:
        word: str

        def __repr__(self) -> str:
            return f"<{self.word}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Folded) and self.word.lower() == other.word.lower()

        def __hash__(self) -> int:
            return hash(self.word.lower())

    assert repr(Folded("A")) == "<A>"
    assert {Folded("A")} == {Folded("a")}
