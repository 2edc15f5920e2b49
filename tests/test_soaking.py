"""The soak knows every property and goes on where it was."""

import ast
from pathlib import Path

from hypothesis import settings

from tests import soak
from tests.soaking import QUICK, TIMES, examples


def test_no_property_says_its_number_alone() -> None:
    """A number of examples goes through `examples`: else a soak would try no more of it."""
    lone = [
        f"{path.name}:{node.lineno}"
        for path in soak.property_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword)
        and node.arg == "max_examples"
        and isinstance(node.value, ast.Constant)
    ]
    assert not lone


def test_a_profile_multiplies_both_kinds_of_properties() -> None:
    """Those that say how many are tried as many times more often as those that do not."""
    assert settings().max_examples in (QUICK, QUICK * TIMES)
    assert settings().max_examples * 8 == QUICK * examples(8)


def test_a_file_that_held_is_not_run_again(tmp_path: Path) -> None:
    """The report names what came to its end; what failed is run again."""
    report = tmp_path / "soak.tsv"
    assert set() == soak.held(report)
    report.write_text("tests/a.py\tholds\t3\ntests/b.py\tfails\t4\n", "utf-8")
    assert {"tests/a.py"} == soak.held(report)
    report.write_text("tests/a.py\tholds\t3\n", "utf-8")
    assert 0 == soak.main(["tests/a.py", "--report", str(report)])
