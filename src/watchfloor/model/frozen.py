"""Frozen values as `dataclasses` makes them, cheaper where a process has to start fast.

The standard decorator writes and compiles six methods for every class, used or not: 1.4 ms a class,
a fifth of a second for those that coding a text imports. This one shares all methods but
`__init__`, and compiles that when a class is first looked into. To a type checker
the two are one, and so they are to `fields`, `replace`, pickling, equality and printing.
"""

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def _frozen(
    cls: type | None = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    **further: bool,
) -> Any:
    """Make a dataclass; see `dataclasses.dataclass`. `eq` is the one further option made here.

    What is not frozen, has no slots or is ordered goes to the standard decorator.
    """

    def made(given: type) -> type:
        if frozen and slots and not further.keys() - {"eq"}:
            return _made(given, kw_only=kw_only, eq=further.get("eq", True))
        standard: type = dataclasses.dataclass(
            frozen=frozen, slots=slots, kw_only=kw_only, **further
        )(given)
        return standard

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _frozen


def _made(given: type, *, kw_only: bool, eq: bool) -> type:
    # a parent that is frozen asks the same of its children: theirs are compiled the standard way
    derived = any(map(dataclasses.is_dataclass, given.__bases__))
    if derived or not _is_plain(given):
        bare = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=True, kw_only=kw_only, frozen=derived
        )
        cls: Any = bare(given)
        cls.__dataclass_params__.frozen = True
    else:
        cls = _slotted(given, kw_only=kw_only)
    _rebind_super(cls)
    methods: dict[str, Any] = {
        "__init__": _Late(cls),
        "__repr__": _repr,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    if eq:
        methods |= _comparing(cls)
    for name, method in methods.items():
        # a class that says how it compares has no hash of its own until it is given one
        if cls.__dict__.get(name) is None:
            setattr(cls, name, method)
    made: type = cls
    return made


def _is_plain(given: type) -> bool:
    """Return whether a class has documented, ordinary fields alone, which Python keeps as written.

    From 3.14 on annotations are worked out when asked for: the standard library knows how.
    """
    kinds = vars(given).get("__annotations__", {}).values()
    special = any("Var" in str(kind) or "KW_ONLY" in str(kind) for kind in kinds)
    return sys.version_info < (3, 14) and bool(given.__doc__) and not special


def _slotted(given: type, *, kw_only: bool) -> Any:
    """Return a class with its fields as slots, as the standard decorator makes it of a plain one.

    It looks each class through for what ours do not have, which takes three times as long.
    """
    members = dict(vars(given))
    found: dict[str, Any] = {}
    for name, kind in members.get("__annotations__", {}).items():
        default = members.pop(name, MISSING)
        one: Any = (
            default
            if isinstance(default, dataclasses.Field)
            else dataclasses.field(default=default)
        )
        if one.default.__class__.__hash__ is None:
            message = f"mutable default {type(one.default)} for field {name}: use default_factory"
            raise ValueError(message)
        one.name, one.type, one._field_type = name, kind, _ORDINARY
        one.kw_only = kw_only if one.kw_only is MISSING else one.kw_only
        found[name] = one
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    members |= {
        "__slots__": tuple(found),
        "__dataclass_fields__": found,
        "__dataclass_params__": _FROZEN,
        "__match_args__": tuple(
            name for name, one in found.items() if one.init and not one.kw_only
        ),
    }
    cls = type(given)(given.__name__, given.__bases__, members)
    cls.__qualname__ = given.__qualname__
    return cls


@dataclasses.dataclass(init=False, repr=False, eq=False)
class _Template:
    """A class of the standard decorator: what it leaves on one, ours have too."""

    one: int


_ORDINARY: Any = vars(_Template)["__dataclass_fields__"]["one"]._field_type
_FROZEN: Any = vars(_Template)["__dataclass_params__"]
_FROZEN.frozen = True


def _rebind_super(cls: type) -> None:
    """Let a bare `super()` in a method mean the class with slots, which is made anew for them.

    Python 3.14 does the same in the standard decorator. The methods of a class share one cell.
    """
    for member in vars(cls).values():
        code = getattr(member, "__code__", None)
        if code is not None and "__class__" in code.co_freevars:
            member.__closure__[code.co_freevars.index("__class__")].cell_contents = cls
            return


class _Late:
    """Stands for the `__init__` of a class until somebody looks it up."""

    def __init__(self, cls: type) -> None:
        self.cls = cls

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., None]:
        made = _init(self.cls)
        setattr(self.cls, "__init__", made)  # noqa: B010  (mypy refuses the plain assignment)
        bound: Callable[..., None] = made if instance is None else made.__get__(instance)
        return bound


def _init(cls: type) -> Any:
    """Compile the `__init__` of a class: each argument goes straight into its slot."""
    made = fields(cls)
    names: dict[str, Any] = {"MISSING": MISSING}
    arguments: dict[bool, list[str]] = {False: ["self"], True: []}
    lines = []
    for field in made:
        name, value = field.name, field.name
        names[f"set_{name}"] = getattr(cls, name).__set__
        argument = name
        if field.default is not MISSING:
            names[f"default_{name}"] = field.default
            argument = f"{name}=default_{name}"
        elif field.default_factory is not MISSING:
            names[f"default_{name}"] = field.default_factory
            argument = f"{name}=MISSING"
            value = f"default_{name}() if {name} is MISSING else {name}"
        arguments[bool(field.kw_only)].append(argument)
        lines.append(f"    set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    keywords = ["*", *arguments[True]] if arguments[True] else []
    head = f"def __init__({', '.join([*arguments[False], *keywords])}):"
    exec("\n".join([head, *lines, "    return None"]), names)  # noqa: S102  (as dataclasses does)
    init = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in made} | {"return": None}
    init.__module__ = cls.__module__
    return init


def _comparing(cls: type) -> dict[str, Any]:
    names = [field.name for field in fields(cls) if field.compare]
    if len(names) > 1:
        values: Callable[[Any], tuple[Any, ...]] = attrgetter(*names)
    else:  # of one name `attrgetter` returns no tuple, and it wants one at least
        values = lambda value: tuple(getattr(value, name) for name in names)  # noqa: E731

    def __eq__(self: object, other: object) -> bool:
        same_class = other.__class__ is self.__class__
        return values(self) == values(other) if same_class else NotImplemented

    return {"__eq__": __eq__, "__hash__": lambda self: hash(values(self))}


def _repr(self: Any) -> str:
    shown = ", ".join(
        f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr
    )
    return f"{type(self).__qualname__}({shown})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _refuse_to_delete(self: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
