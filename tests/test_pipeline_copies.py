"""What is stored already finds its copies, signed by as many processes as there are."""

from pathlib import Path
from typing import Any

import pytest

from tests.store.test_copies import STARTED, document, entry, found, text_of
from watchfloor.engine import LocalEngine
from watchfloor.ingest import copies
from watchfloor.ingest.copies import Judge, find_copies
from watchfloor.pipeline_copies import place_waiting
from watchfloor.store import Ledger, connect

DOCUMENTS = [document(text_of(*range(at % 9, at % 9 + 6), at), f"Outlet {at}") for at in range(40)]


def _index(folder: Path, workers: int) -> tuple[int, list[Any], list[Any], dict[str, Any]]:
    """Return how many documents were placed, the index, and what is a copy of what."""
    with connect(folder / f"{workers}.db", write=True, create=True) as connection:
        ledger = Ledger(connection)
        run = ledger.start_run("ingest", [], "0", "none", STARTED)
        ledger.append([entry(one) for one in DOCUMENTS], run.id, STARTED)
        with LocalEngine(workers) as engine:
            placed = place_waiting(ledger, Judge(), engine)
        members = connection.execute("SELECT * FROM copy_member ORDER BY document").fetchall()
        bands = connection.execute("SELECT * FROM copy_band ORDER BY band, document").fetchall()
        return placed, members, bands, found(connection)


def test_the_index_is_the_same_whatever_the_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures, bands and groups are those of one process, and of no record at all."""
    monkeypatch.setattr(copies, "AT_ONCE", 1_000)  # so few texts are many batches
    alone = _index(tmp_path, 0)
    assert alone == _index(tmp_path, 2)
    assert (40, find_copies(DOCUMENTS)) == (alone[0], alone[3])
    assert 40 > len({one.id or name for name, one in alone[3].items()})


def test_copies_in_memory_are_the_same_however_they_are_signed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who signs in other processes finds what one process finds."""
    monkeypatch.setattr(copies, "AT_ONCE", 1_000)
    with LocalEngine(2) as engine:
        assert find_copies(DOCUMENTS) == find_copies(
            DOCUMENTS, each=lambda sign, batches: engine.map(sign, batches, on_crash=sign)
        )
