"""What is made when first met is what would have been made at once."""

import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator

import pytest

import watchfloor
from watchfloor.model.late import Late, late_regex


def test_a_late_regex_is_a_pattern() -> None:
    """Whatever is asked of it, the compiled pattern answers."""
    source, flags = r"(?P<who>\w+) fled", re.IGNORECASE
    at_once, found = re.compile(source, flags), late_regex(source, flags)
    for _ in range(2):
        match = found.search("They FLED")
        assert match is not None
        assert match["who"] == "They"
    assert found.sub("x", "They fled") == at_once.sub("x", "They fled") == "x"
    assert (at_once.pattern, at_once.flags, at_once.groups) == (
        *(found.pattern, found.flags, found.groups),
    )


def test_nothing_is_compiled_before_it_is_used() -> None:
    """A faulty pattern is a fault when it is used; asking what it is uses nothing."""
    faulty = late_regex("(")
    assert repr(faulty) == "late_regex('(', 0)"
    with pytest.raises(re.error):
        faulty.search("")


def test_late_regexs_travel() -> None:
    """A pattern goes to another process as its source."""
    packed = pickle.dumps(late_regex("a+", re.IGNORECASE))
    match = pickle.loads(packed).match("AA")  # noqa: S301
    assert match is not None
    assert match[0] == "AA"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every late pattern that a module of the package names."""
    for module in pkgutil.walk_packages(watchfloor.__path__, "watchfloor."):
        if not module.name.endswith("__main__"):
            held = vars(importlib.import_module(module.name))
            yield from (
                (f"{module.name}.{name}", one)
                for name, one in held.items()
                if type(one) is type(late_regex(""))
            )


def test_every_late_regex_of_the_package_compiles() -> None:
    """No pattern has a fault that would show only in front of a text."""
    names = []
    for name, one in patterns():
        assert one.groups >= 0, name
        names.append(name)
    assert len(names) > 50


def test_a_late_table_reads_each_row_once() -> None:
    """Values are made when asked for, once; keys are known without."""
    asked: list[str] = []

    def make(raw: str) -> int:
        asked.append(raw)
        return int(raw)

    table: Late[str, str, int] = Late({"a": "1", "b": "2"}, make)
    assert ("a" in table, "c" in table, len(table), list(table)) == (True, False, 2, ["a", "b"])
    assert asked == []
    assert (table["a"], table.get("a"), table.get("c"), table.get("c", 3)) == (1, 1, None, 3)
    assert asked == ["1"]
    assert dict(table) == {"a": 1, "b": 2}
    with pytest.raises(KeyError):
        table["c"]
