"""What is made when first met is what would have been made at once."""

import importlib
import importlib.util
import marshal
import pickle
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import watchfloor
from watchfloor.model import late
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


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield where kept patterns lie; there are none yet."""
    monkeypatch.setattr(late, "KEPT", tmp_path / "patterns.bin")
    late._kept.cache_clear()
    yield tmp_path / "patterns.bin"
    late._kept.cache_clear()


GIVEN = (
    (r"\b(?P<who>[A-Z]\w+)s? (?:fled|left)(?=[.,]| in (?P<year>[12][0-9]{3}))", re.IGNORECASE),
    (r"^[^\W\d_a-zß-ÿ][\w’'-]*$|[\"“](?:.|\n){0,9}?[”\"]", re.MULTILINE),
    (rb"(?:\[\s{0,9}\{|\x00)", re.DOTALL),
)


def test_kept_patterns_are_those_that_are_compiled(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a build keeps answers as what is compiled anew, and is not compiled again."""
    kept.write_bytes(late.packed(GIVEN))
    whole: list[Any] = [re.compile(source, flags) for source, flags in GIVEN]
    monkeypatch.setattr(re, "compile", pytest.fail)
    text = "Gunmen FLED in 1999, “he\nsaid” ß Östlich"
    for (source, flags), compiled in zip(GIVEN, whole, strict=True):
        found: Any = late.regex(source, flags)
        assert (found.flags, found.groups, dict(found.groupindex), found.pattern) == (
            *(compiled.flags, compiled.groups, dict(compiled.groupindex), source),
        )
        given = text if isinstance(source, str) else b"[ {"
        assert [one.regs for one in found.finditer(given)] == [
            one.regs for one in compiled.finditer(given)
        ]


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"no such form",
        late.packed(GIVEN)[:-9],
        marshal.dumps((("2.7",), {("a+", 0): ()})),
        marshal.dumps((late.MADE_FOR, ["a+"])),
    ],
)
def test_what_is_kept_for_another_python_or_damaged_is_compiled(
    contents: bytes, kept: Path
) -> None:
    """A file that this Python did not write, or that is cut short, is as none."""
    kept.write_bytes(contents)
    assert late.regex("a+").search("baa") is not None


def test_code_that_the_engine_refuses_is_compiled(kept: Path) -> None:
    """The engine checks the code it is given; where it refuses, the source is compiled."""
    broken: dict[Any, Any] = {("a+", 0): (32, b"\x00" * 8, 0, {})}
    kept.write_bytes(marshal.dumps((late.MADE_FOR, broken)))
    match = late.regex("a+").search("baa")
    assert match is not None
    assert match[0] == "aa"


@pytest.mark.parametrize(
    "refusal", [RuntimeError, ValueError, TypeError, IndexError, AttributeError, OverflowError]
)
def test_an_engine_that_is_another_is_not_used(
    refusal: type[Exception], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an engine of another form raises, the source is compiled."""

    def refuse(*_: object) -> None:
        raise refusal

    kept.write_bytes(late.packed([("a+", 0)]))
    monkeypatch.setattr(late, "_sre", SimpleNamespace(compile=refuse))
    assert late.regex("a+").search("baa") is not None


def test_without_the_engine_patterns_are_compiled(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interpreter that has no such private module reads texts as any other."""
    kept.write_bytes(late.packed([("a+", 0)]))
    monkeypatch.setitem(sys.modules, "_sre", None)
    spec: Any = late.__spec__
    alone: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(alone)
    assert alone._sre is None
    alone.KEPT = kept
    assert alone.regex("a+").search("baa") is not None
    monkeypatch.setattr(late, "_sre", None)
    assert late.regex("a+").search("baa") is not None


def test_a_pattern_with_a_fault_is_not_kept() -> None:
    """A fault shows when the pattern is used, not when the package is built."""
    assert late.packed([("(", 0)]) == late.packed([])
