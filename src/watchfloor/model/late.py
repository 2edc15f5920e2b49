"""What is made when first met: patterns that are compiled, rows of tables that are read.

A text meets few of the patterns and rows that it is held against, and a process that codes one text
would wait for all of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

Key = TypeVar("Key")
Raw = TypeVar("Raw")
Made = TypeVar("Made")


class _Pattern:
    """Stands for a pattern until one of its attributes is asked for, then hands out the pattern's.

    What was asked for once is found in the instance, as fast as in the pattern itself.
    """

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._given = source, (source, flags)
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(*self._given)
        found = getattr(self._compiled, name)
        self.__dict__[name] = found
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return _Pattern, self._given

    def __repr__(self) -> str:
        return f"late_regex{self._given!r}"


def late_regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, compiled when it is first used.

    A fault in the source shows then: `tests/model/test_late.py` compiles all of the package's.
    """
    return cast("re.Pattern[str]", _Pattern(source, int(flags)))


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
