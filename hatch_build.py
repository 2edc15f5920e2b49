"""The build hook: makes the files of the package that git does not hold, before they are packed.

Four steps, `gazetteer` (names that coding knows), `places` (what resolving reads), `ready` (what a
process would work out at its start) and `web` (the pages' style, scripts and base map); each is
skipped, and asks for nothing, while its stamp fits.
"""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def load_step(root: Path, name: str) -> ModuleType:
    """Import a file of `build_steps` from the tree being built, whatever `sys.path` says."""
    path = root / "build_steps" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"build_steps_{name}", path)
    if spec is None or spec.loader is None:
        message = f"build step {path} is missing: build from a complete checkout or sdist"
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needs(step: ModuleType) -> list[str]:
    """Return what a step asks of the package index: a list, or a function where it depends."""
    wanted: list[str] = step.requirements() if hasattr(step, "requirements") else step.REQUIREMENTS
    return wanted


STEPS = ("gazetteer", "places", "ready", "web")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own parameter
    """Runs the steps that are out of date, for wheels and editable installs alike."""

    def dependencies(self) -> list[str]:
        """Return what the steps that have to run need in the build environment."""
        wanted = {need for _, step in self._stale() for need in needs(step)}
        return sorted(wanted)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the generated files up to date; a wheel takes the scorecard from where it is made.

        An editable install reads it there.
        """
        root = Path(self.root)
        for name, step in self._steps():  # a step may read what the one before it has made
            if not step.is_current(root):
                self.app.display_info(f"building {name} (half a minute)")
                step.build(root)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"]["docs/quality.md"] = "watchfloor/data/quality.md"

    def _stale(self) -> list[tuple[str, ModuleType]]:
        root = Path(self.root)
        return [(name, step) for name, step in self._steps() if not step.is_current(root)]

    def _steps(self) -> list[tuple[str, ModuleType]]:
        if self.target_name != "wheel":
            return []  # an sdist ships the sources of the steps, not their results
        return [(name, load_step(Path(self.root), name)) for name in STEPS]
