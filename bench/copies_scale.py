"""How long a document takes to find its copies in a large record.

    python -m bench.copies_scale [--documents 1000000] [--data FILE|FOLDER]

The record's index is filled with made-up signatures and keys, as many as --documents has texts;
then the texts of one pool of `bench copies` are stored one by one, each in a transaction of its
own, into that record and into an empty one. Texts that share nothing meet by chance in a few keys
(about 24 in a million): STRAYS such meetings are planted for each text.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from bench.copies import DATA
from bench.copies_pool import make_pool, read_rows
from watchfloor.errors import WatchfloorError
from watchfloor.ingest.copies import Judge
from watchfloor.ingest.copies_signature import (
    OPENING,
    OPENING_BANDS,
    WHOLE,
    WHOLE_BANDS,
)
from watchfloor.model import Document, Entry, Raw, Reading
from watchfloor.store import Ledger, connect

TEXTS = 300
STRAYS = 24
BANDS = WHOLE_BANDS + OPENING_BANDS
FIRST = 1_000_000_000
"""Numbers of made-up documents begin here, beyond those of real ones."""


def fill(path: Path, count: int, texts: Sequence[Document]) -> None:
    """Fill the index of a record with `count` made-up documents, in the order of their keys."""
    chance = np.random.default_rng(0)
    keys = chance.integers(-(2**63), 2**63 - 1, count * BANDS, dtype=np.int64)
    owners = np.repeat(np.arange(FIRST, FIRST + count), BANDS)
    judge, at = Judge(), 0
    for document in texts:
        bands = judge.sign(document).bands
        for stray in range(STRAYS if bands else 0):
            keys[at * BANDS] = bands[stray % len(bands)]
            at += 1
    order = np.argsort(keys, kind="stable")
    with closing(sqlite3.connect(path)) as connection:  # foreign keys are off: there are no texts
        connection.executemany(
            "INSERT INTO copy_member VALUES (?, ?, ?, 400, 'filler', ?, '[]')",
            (
                (number, number, int(number) * 7919, chance.bytes(WHOLE + OPENING))
                for number in range(FIRST, FIRST + count)
            ),
        )
        for start in range(0, len(order), 1_000_000):
            part = order[start : start + 1_000_000]
            rows = zip(keys[part].tolist(), owners[part].tolist(), strict=True)
            connection.executemany("INSERT OR IGNORE INTO copy_band VALUES (?, ?)", rows)
        connection.commit()


def store(path: Path, texts: Sequence[Document]) -> list[float]:
    """Store each text in a transaction of its own; return the seconds of each."""
    seconds = []
    with connect(path, write=True) as connection:
        ledger = Ledger(connection, Judge())
        run = ledger.start_run("bench", (), "0", "none", "2000-01-01T00:00:00+00:00")
        for at, document in enumerate(texts):
            raw = Raw(data=b"", media_type="text/plain", origin="bench", line=at + 1)
            entry = Entry(reading=Reading(document=document, raw=raw), coded=None)
            begun = time.perf_counter()
            ledger.append([entry], run.id, run.started)
            seconds.append(time.perf_counter() - begun)
    return seconds


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.copies_scale", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000, help="made-up ones")
    parser.add_argument("--data", type=Path, default=DATA, help="a file or folder of texts")
    options = parser.parse_args(arguments)
    try:
        pool = make_pool(read_rows(options.data), 0)
        texts = [page.document for page in pool.pages[:TEXTS]]
        with tempfile.TemporaryDirectory() as folder:
            for count in (0, options.documents):
                path = Path(folder, f"{count}.db")
                with connect(path, write=True, create=True) as connection:
                    Ledger(connection).begin_copies(Judge())  # names the scheme
                fill(path, count, texts if count else ())
                size = path.stat().st_size / 1024**2
                low, middle, high = np.quantile(np.array(store(path, texts)) * 1e3, (0.1, 0.5, 0.9))
                print(
                    f"{count:10,} documents, {size:7,.0f} MB: a text of {len(texts)} stored in "
                    f"{middle:.1f} ms at the median ({low:.1f} to {high:.1f} for the middle 80 %)"
                )
    except WatchfloorError as error:
        print(f"bench.copies_scale: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
