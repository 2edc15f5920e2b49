"""What coding one text has to wait for."""

import subprocess
import sys
from pathlib import Path

import pytest

from build_steps import ready

ROOT = Path(__file__).parents[1]


def test_coding_a_text_loads_neither_store_nor_fusion_nor_processes() -> None:
    """Who codes one text waits for no room that only a record needs."""
    program = (
        "import sys, watchfloor; watchfloor.code('Gunmen killed a man.', coder='lexicon');"
        "rooms = {name.split('.')[1] for name in sys.modules if name.startswith('watchfloor.')};"
        "print(sorted(rooms & {'store', 'fuse', 'engine', 'pipeline_fuse', 'export', 'analyse'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_coding_a_text_loads_no_library_that_it_does_not_use() -> None:
    """Neither pages, mail, packages' metadata nor what tables of incidents need is imported."""
    program = (
        "import sys; before = set(sys.modules);"  # a coverage measurement brings some of them
        "import watchfloor; watchfloor.code('Gunmen killed a man.');"
        "unused = {'email', 'importlib.metadata', 'importlib.resources', 'lxml', 'trafilatura',"
        " 'pyarrow', 'duckdb', 'sqlite3', 'multiprocessing', 'concurrent.futures', 'tempfile',"
        " 'watchfloor.ingest.html'};"
        "print(sorted(unused & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_coding_a_text_compiles_no_pattern_that_a_build_keeps() -> None:
    """Where the build is current, each pattern of the package is taken from what it kept."""
    if not ready.is_current(ROOT):
        pytest.skip("no current build: `python -m build_steps.ready` in a checkout")
    program = (
        "import re, types, watchfloor; from watchfloor.model import late; compiled = [];"
        "spy = lambda *given: compiled.append(given) or re.compile(*given);"
        "late.re = types.SimpleNamespace(compile=spy, error=re.error);"
        "watchfloor.code('Gunmen killed three soldiers near Gao on Tuesday, the army said.');"
        "print(compiled)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
