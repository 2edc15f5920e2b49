"""What is made when first met: patterns that are compiled, rows of tables that are read.

A text meets few of the patterns and rows that it is held against, and a process that codes one text
would wait for all of them. Compiling those it does meet is a third of a cold start, so a build
keeps them compiled beside the package (`python -m build_steps.ready`), as Python keeps its modules:
for one version of Python. Where there is no such file, or a pattern is not in it, it is compiled.
No public way comes near: 498 patterns take .39 s compiled, as long from a pickle, and .007 s kept.
"""

import marshal
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, AnyStr, Generic, NamedTuple, TypeVar, cast

_sre: Any
try:  # The engine is no public module: where it is absent or another, patterns are compiled.
    import _sre  # type: ignore[import-not-found,no-redef]
except ImportError:
    _sre = None

Key = TypeVar("Key")
Raw = TypeVar("Raw")
Made = TypeVar("Made")
Given = tuple[str | bytes, int]
"""Source and flags of a pattern."""

KEPT = Path(__file__).parents[1] / "data" / "ready" / "patterns.bin"
"""Where a build keeps compiled patterns."""
MADE_FOR = (
    *sys.version_info[:2],
    sys.implementation.name,
    sys.byteorder,
    getattr(_sre, "MAGIC", None),
    getattr(_sre, "CODESIZE", None),
)
"""What compiled patterns are bound to; those of another Python are not read."""

met: set[Given] = set()
"""The patterns that this process has made, compiled or not: what a build keeps."""


class Compiled(NamedTuple):
    """What the standard library's compiler hands to its engine; `names` lead to group numbers."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]

    def pattern(self, source: AnyStr) -> re.Pattern[AnyStr]:
        """Return the pattern, without compiling it again; the engine checks the code.

        Raises:
            RuntimeError, ValueError, TypeError, LookupError, AttributeError, OverflowError: it is
                no code of this engine.
        """
        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        code = array(_CODE, self.code).tolist()
        found: Any = _sre.compile(
            source, self.flags, code, self.groups, self.names, tuple(by_number)
        )
        return cast("re.Pattern[AnyStr]", found)


_CODE = "I"


def compiled(source: str | bytes, flags: int) -> Compiled:
    """Return a pattern as the standard library's compiler leaves it, for keeping.

    Raises:
        re.error: the source has a fault.
    """
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415

    parsed = _parser.parse(source, flags)
    state = parsed.state
    code = array(_CODE, _compiler._code(parsed, flags)).tobytes()
    return Compiled(int(flags | state.flags), code, state.groups - 1, dict(state.groupdict))


def packed(patterns: Iterable[Given]) -> bytes:
    """Return the contents of the file of kept patterns; those with a fault are left out."""
    found = {}
    for source, flags in sorted(set(patterns), key=repr):
        try:
            found[source, int(flags)] = tuple(compiled(source, flags))
        except re.error:
            continue
    return marshal.dumps((MADE_FOR, found))


@cache
def _kept() -> Mapping[Given, tuple[Any, ...]]:
    try:
        made_for, found = marshal.loads(KEPT.read_bytes())  # noqa: S302  (beside the .pyc files)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if made_for == MADE_FOR and isinstance(found, dict) else {}


_REFUSED = (RuntimeError, ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What an engine raises that has no such code, or takes it otherwise."""


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns: from what a build kept, else compiled now.

    Raises:
        re.error: the source has a fault.
    """
    kept = _kept().get((source, flags))
    if kept is not None:
        try:
            return Compiled(*kept).pattern(source)
        except _REFUSED:
            pass
    return re.compile(source, flags)


class _Pattern:
    """Stands for a pattern until one of its attributes is asked for, then hands out the pattern's.

    What was asked for once is found in the instance, as fast as in the pattern itself.
    """

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern, self._given = source, (source, flags)
        self._compiled: re.Pattern[Any] | None = None
        met.add(self._given)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            source: Any = self.pattern
            self._compiled = regex(source, self._given[1])
        found = getattr(self._compiled, name)
        self.__dict__[name] = found
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return _Pattern, self._given

    def __repr__(self) -> str:
        return f"late_regex{self._given!r}"


def late_regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, compiled when it is first used.

    A fault in the source shows then: `tests/model/test_late.py` compiles all of the package's.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, int(flags)))


class Late(Mapping[Key, Made], Generic[Key, Raw, Made]):
    """A table whose values are made of what `raw` holds under their keys, each when asked for.

    Who asks for every word of a text, where most are not found, looks into `raw` first.
    """

    def __init__(self, raw: Mapping[Key, Raw], make: Callable[[Raw], Made]) -> None:
        self.raw, self._make = raw, make
        self._made: dict[Key, Made] = {}

    def __getitem__(self, key: Key) -> Made:
        if key not in self._made:
            self._made[key] = self._make(self.raw[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self.raw

    def __iter__(self) -> Iterator[Key]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)

    def get(self, key: Key, default: Any = None) -> Any:
        """Return the value of a key, or `default`."""
        return self[key] if key in self.raw else default
