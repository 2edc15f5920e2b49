"""The step of the build that works out what a process would work out at its start."""

import importlib
import marshal
from pathlib import Path
from typing import Any

import pytest

from build_steps import ready as step
from watchfloor import assets
from watchfloor.model import late

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of its own for what the step writes."""
    monkeypatch.setattr(step, "READY", tmp_path)
    monkeypatch.setattr(step, "STAMP", tmp_path / "ready.stamp")
    return tmp_path


def test_the_step_writes_patterns_and_every_table(folder: Path) -> None:
    """What it writes is what this process would make, under the stamps that it asks for."""
    assert not step.is_current(ROOT)
    step.write(ROOT)
    assert step.is_current(ROOT)
    made_for, patterns = marshal.loads((folder / "patterns.bin").read_bytes())  # noqa: S302
    assert made_for == late.MADE_FOR
    assert len(patterns) > 400
    names: Any = importlib.import_module("watchfloor.resolve.names")
    tables = list(assets.made_ready_by([names]))
    assert [one.name for one in tables] == ["states"]
    for table in tables:
        stamp, found = marshal.loads((folder / f"{table.name}.bin").read_bytes())  # noqa: S302
        assert (stamp, found) == (table.stamp(), table.make())


def test_an_edit_makes_the_step_due(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another source or table is another stamp."""
    (folder / "ready.stamp").write_text(step.inputs(ROOT), encoding="utf-8")
    assert step.is_current(ROOT)
    monkeypatch.setattr("sys.version_info", (9, 9, 9))
    assert not step.is_current(ROOT)
