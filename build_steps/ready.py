"""Work out beforehand what a process would otherwise work out at its start.

    PYTHONPATH=src python -m build_steps.ready [ROOT]

writes `src/watchfloor/data/ready`: the patterns of the package, compiled for this Python, and
the tables that modules mark with `assets.made_ready`. Nothing of it is needed: what is missing, or
was made of other tables, other code or for another Python, is made at the start as it always was.
"""

import hashlib
import importlib
import marshal
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

REQUIREMENTS = ["numpy>=1.26"]
"""Asked for by modules of the reader."""
DATA = Path("src/watchfloor/data")
READY = DATA / "ready"
STAMP = READY / "ready.stamp"
ROOMS = ("model", "vocab", "ingest", "coding", "resolve")
MODULES = ("pipeline", "pipeline_actors", "present.coding_view")


def is_current(root: Path) -> bool:
    """Return whether what lies there was made of these sources and tables, for this Python."""
    stamp = root / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == inputs(root)


def inputs(root: Path) -> str:
    """Return the sha256 of all that goes in."""
    told = hashlib.sha256(repr(sys.version_info[:3]).encode())
    files = [*(root / "src/watchfloor").rglob("*.py"), *(root / "build_steps").glob("ready.py")]
    files += [one for one in (root / DATA).glob("*.*") if one.is_file()]
    for path in sorted(files):
        told.update(path.relative_to(root).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def build(root: Path) -> None:
    """Write everything anew, in a process of its own that knows the tree alone."""
    paths = [str(root.resolve() / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    subprocess.run(  # noqa: S603  (this very file)
        [sys.executable, __file__, str(root.resolve())],
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def write(root: Path) -> None:
    """Write everything anew from the package that this process imports."""
    folder = root / READY
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    modules = list(_modules())
    _read_texts()
    late: Any = importlib.import_module("watchfloor.model.late")
    (folder / "patterns.bin").write_bytes(late.packed(late.met))
    assets: Any = importlib.import_module("watchfloor.assets")
    written = assets.MANIFEST.read_bytes()
    (folder / "manifest.bin").write_bytes(marshal.dumps((written, assets.entries_of(written))))
    for table in assets.made_ready_by(modules):
        (folder / f"{table.name}.bin").write_bytes(marshal.dumps((table.stamp(), table.make())))
    (root / STAMP).write_text(inputs(root), encoding="utf-8")


def _modules() -> Iterator[Any]:
    """Import and yield the modules that coding a text imports, and their neighbours."""
    package = importlib.import_module("watchfloor")
    for name in MODULES:
        yield importlib.import_module(f"watchfloor.{name}")
    for module in pkgutil.walk_packages(package.__path__, "watchfloor."):
        if module.name.split(".")[1] in ROOMS and not module.name.endswith("__main__"):
            try:
                yield importlib.import_module(module.name)
            except ImportError:  # a library that the build does not have
                continue


def _read_texts() -> None:
    """Read texts by tables alone, so that patterns are met that are made on the way."""
    pipeline: Any = importlib.import_module("watchfloor.pipeline")
    coder = pipeline.coder("lexicon")
    for text in TEXTS:
        for published in (None, date(2024, 5, 6)):
            document = pipeline.document_of(text, published=published, source="The Example Post")
            pipeline.code_document(pipeline.dated(document), coder)


TEXTS = (
    "Gunmen killed three soldiers near Gao on Tuesday, the army said. The group, which is led by "
    "a former colonel, has attacked the town twice since May 3. Two days later at least 12 people "
    "were wounded 30 km north of Mosul, in Iraq's Nineveh province.\n\n"
    '"We will respond by Friday," the Iraqi prime minister told reporters in the first two weeks '
    "of 2022. He said that the militia's fighters had fled overnight, between January 3 and 7.",
)


if __name__ == "__main__":
    tree = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    # An isolated build drops from the path what an editable install of this tree put there before,
    # and what the variable says with it.
    sys.path.insert(0, str(tree.resolve() / "src"))
    write(tree)
