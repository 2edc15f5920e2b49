"""The build hook: makes the files of the package that git does not hold, before they are packed.

One step, `gazetteer`; it is skipped, and asks for nothing, while its stamp fits.
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


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own parameter
    """Runs the steps that are out of date, for wheels and editable installs alike."""

    def dependencies(self) -> list[str]:
        """Return what the steps that have to run need in the build environment."""
        step = load_step(Path(self.root), "gazetteer")
        return [] if self._skips(step) else [step.REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the generated files up to date."""
        step = load_step(Path(self.root), "gazetteer")
        if not self._skips(step):
            self.app.display_info("building the gazetteer (about ten seconds)")
            step.build(Path(self.root))

    def _skips(self, step: ModuleType) -> bool:
        # an sdist ships the sources of the step, not its result
        return self.target_name != "wheel" or bool(step.is_current(Path(self.root)))
