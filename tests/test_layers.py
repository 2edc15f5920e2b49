"""Data flows one way: what each room may import is a law, not a custom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "watchfloor"
FLOOR = {"errors", "defaults", "model", "vocab", "assets"}
MAY = {
    "errors": set[str](),
    "defaults": set[str](),
    "vocab": {"errors"},
    "model": {"errors", "vocab"},
    "assets": {"errors", "model", "vocab"},
    "ingest": FLOOR,
    "coding": FLOOR,
    "resolve": FLOOR,
    "fuse": FLOOR,
    "store": FLOOR,
    "export": FLOOR,
    "analyse": FLOOR,
    "engine": FLOOR,
    "testing": FLOOR | {"coding"},
    "pipeline_actors": FLOOR | {"resolve"},
    "pipeline_sources": FLOOR | {"fuse", "store"},
    "pipeline_brief": FLOOR
    | {
        "analyse",
        "fuse",
        "store",
        "pipeline_corrected",
        "pipeline_links",
        "pipeline_dossier",
        "pipeline_sources",
    },
    "pipeline_issue": FLOOR | {"store"},
    "pipeline_quoted": FLOOR | {"store"},
    "pipeline_corrected": FLOOR | {"fuse", "store"},
    "pipeline_denials": FLOOR | {"fuse", "store", "pipeline_corrected"},
    "pipeline_links": FLOOR | {"fuse", "store"},
    "pipeline_fuse": FLOOR
    | {
        "ingest",
        "resolve",
        "fuse",
        "store",
        "pipeline_corrected",
        "pipeline_denials",
        "pipeline_links",
        "pipeline_past",
        "pipeline_sources",
    },
    "pipeline_known": FLOOR
    | {
        "store",
        "pipeline_corrected",
        "pipeline_denials",
        "pipeline_fuse",
        "pipeline_links",
        "pipeline_past",
        "pipeline_sources",
    },
    "pipeline_past": FLOOR | {"fuse", "store"},
    "pipeline_dossier": FLOOR
    | {
        "resolve",
        "fuse",
        "store",
        "pipeline_corrected",
        "pipeline_denials",
        "pipeline_links",
        "pipeline_sources",
        "pipeline_said",
    },
    "pipeline_proposals": FLOOR | {"ingest", "store"},
    "pipeline_states": FLOOR | {"store"},
    "pipeline_decide": FLOOR
    | {
        "store",
        "pipeline_corrected",
        "pipeline_fuse",
        "pipeline_dossier",
        "pipeline_sources",
        "pipeline_states",
    },
    "pipeline_review": FLOOR
    | {
        "store",
        "pipeline_corrected",
        "pipeline_decide",
        "pipeline_dossier",
        "pipeline_fuse",
        "pipeline_states",
    },
    "pipeline_said": FLOOR | {"store"},
    "pipeline_forecasts": FLOOR | {"analyse", "store", "pipeline_actors"},
    "pipeline_diff": FLOOR | {"store"},
    "pipeline_copies": FLOOR | {"ingest", "store", "engine"},
    "pipeline": FLOOR | {"ingest", "coding", "resolve"},
    "pipeline_tally": FLOOR | {"store"},
    "pipeline_stream": FLOOR
    | {"ingest", "engine", "store", "pipeline", "pipeline_fuse", "pipeline_tally"},
    "pipeline_ingest": FLOOR
    | {
        "ingest",
        "engine",
        "store",
        "pipeline",
        "pipeline_copies",
        "pipeline_fuse",
        "pipeline_stream",
        "pipeline_tally",
    },
    "present": FLOOR
    | {
        "pipeline",
        "pipeline_ingest",
        "pipeline_tally",
        "pipeline_actors",
        "pipeline_dossier",
        "pipeline_decide",
        "pipeline_sources",
        "pipeline_brief",
        "pipeline_issue",
        "pipeline_quoted",
        "pipeline_review",
        "pipeline_states",
        "pipeline_proposals",
        "pipeline_known",
        "pipeline_diff",
        "pipeline_forecasts",
        "store",
        "export",
        "analyse",
        "watchfloor",
    },
    "__init__": {"errors", "defaults", "present"},
    "__main__": {"present"},
}


def rooms_imported(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Yield the rooms that a module imports, however it writes the import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            stem = [*(package[: -node.level] if node.level else ()), *filter(None, [node.module])]
            names = [".".join([*stem, alias.name]) for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "watchfloor":
                is_room = len(parts) > 1 and parts[1] in MAY
                yield parts[1] if is_room else "watchfloor"


def breaches(source: str, package: tuple[str, ...]) -> set[str]:
    """Return the rooms that a module imports and may not."""
    room = package[1]
    return set(rooms_imported(source, package)) - MAY[room] - {room}


@pytest.mark.parametrize(
    "path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC))
)
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    """No module imports a room that its row does not name."""
    package = ("watchfloor", *path.relative_to(SRC).with_suffix("").parts)
    assert breaches(path.read_text("utf-8"), package) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import watchfloor.store.ledger",
        "from watchfloor.store import Ledger",
        "from ..store import Ledger",
        "from watchfloor import store",
        "def f():\n    from watchfloor.store import Ledger",
    ],
)
def test_a_planted_breach_is_found(source: str) -> None:
    """Absolute, relative, from-package and late imports of another room are all seen."""
    assert breaches(source, ("watchfloor", "coding", "lexicon")) == {"store"}


def test_every_room_has_a_row() -> None:
    """A new folder or module at the top needs a row in the table."""
    found = {path.stem for path in SRC.iterdir() if path.suffix == ".py" or _is_room(path)}
    assert found - MAY.keys() == set()


def _is_room(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*.py"))
