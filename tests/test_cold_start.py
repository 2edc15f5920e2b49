"""What coding one text has to wait for."""

import subprocess
import sys


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
