"""Columns lie beside a large record, and count only where they are its own."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from tests.present.web.test_snapshot import FILTERS, same
from tests.test_incidents import NEWS, all_incidents, clock, ingest
from watchfloor import pipeline_decide
from watchfloor.pipeline_review import rejecting
from watchfloor.present.web import snapshot, snapshot_file
from watchfloor.present.web.snapshot import Snapshot, warm
from watchfloor.store import columns, connect

HEAD = len(b"watchfloor columns 1\n") + 32


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a record that counts as large, with its columns beside it."""
    monkeypatch.setattr(snapshot, "LARGE", 1)
    record = tmp_path / "w.db"
    ingest(record, NEWS)
    warm(Snapshot(record))
    return record


def unread(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the steps from which the record is read from now on."""
    steps: list[int] = []
    read = columns.written_since

    def written_since(connection: Any, step: int) -> Any:
        steps.append(step)
        return read(connection, step)

    monkeypatch.setattr(columns, "written_since", written_since)
    return steps


def test_a_server_counts_from_the_file(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a start nothing is read from the record that the file holds."""
    steps = unread(monkeypatch)
    kept = Snapshot(record)
    for filters in FILTERS:
        same(record, kept, filters)
    assert not steps
    assert 0o600 == snapshot_file.path_of(record).stat().st_mode & 0o777


def test_what_came_since_is_read_on(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that grew is read from the step on up to which the file goes."""
    pipeline_decide.decide(record, rejecting(all_incidents(record)[0].id), "Ana", "no", clock)
    ingest(record, [dict(NEWS[6], id="n1", text=NEWS[6]["text"].replace("Timbuktu", "Kidal"))])
    steps = unread(monkeypatch)
    for filters in FILTERS:
        same(record, Snapshot(record), filters)
    assert steps
    assert -1 not in steps


def test_an_older_copy_that_went_another_way_is_read_anew(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put back over the record, a backup is not taken for what came after it."""
    with connect(record, write=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = tmp_path / "backup.db"
    copyfile(record, backup)
    ingest(record, [dict(NEWS[6], id="n1", text=NEWS[6]["text"].replace("Timbuktu", "Kidal"))])
    warm(Snapshot(record))
    for other in ("-wal", "-shm"):
        record.with_name(f"w.db{other}").unlink(missing_ok=True)
    record.write_bytes(backup.read_bytes())  # the same file, as `cp` leaves it
    for number in range(3):
        text = NEWS[6]["text"].replace("Timbuktu", "Mopti")
        ingest(record, [dict(NEWS[6], id=f"other{number}", text=f"{text} {number}.")])
    steps = unread(monkeypatch)
    same(record, Snapshot(record), {})
    assert [-1] == steps


def test_a_file_of_another_record_is_not_believed(record: Path, tmp_path: Path) -> None:
    """A record that came with columns, or was copied with them, is read itself."""
    other = tmp_path / "other.db"
    copyfile(record, other)
    copyfile(snapshot_file.path_of(record), snapshot_file.path_of(other))
    snapshot_file.path_of(other).chmod(0o600)
    assert snapshot_file.kept(record) is not None
    assert snapshot_file.kept(other) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no rights of this kind")
def test_a_file_that_others_may_write_to_is_not_believed(record: Path) -> None:
    """Nor is a link, a folder or a pipe in its place; none of them is written over."""
    path = snapshot_file.path_of(record)
    path.chmod(0o622)
    assert snapshot_file.kept(record) is None
    path.rename(path.with_name("aside"))
    path.symlink_to("aside")
    held = Snapshot(record)
    assert snapshot_file.kept(record) is None
    warm(held)
    assert path.is_symlink()
    path.unlink()
    os.mkfifo(path, 0o600)
    assert snapshot_file.kept(record) is None
    warm(Snapshot(record))
    assert path.is_fifo()


def test_a_folder_that_is_not_to_be_written_to_is_left(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no file can be written the columns are read each time, and nothing is said."""
    snapshot_file.path_of(record).unlink()

    def refused(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(snapshot, "keep", refused)
    warm(Snapshot(record))
    same(record, Snapshot(record), {})


def changed(record: Path, change: Callable[[dict[str, Any], bytearray], None]) -> None:
    """Change head and numbers of the file, and make its sum right again."""
    path = snapshot_file.path_of(record)
    body = path.read_bytes()[HEAD:]
    size = int.from_bytes(body[:8], "little")
    head, rest = json.loads(body[8 : 8 + size]), bytearray(body[8 + size :])
    change(head, rest)
    encoded = json.dumps(head).encode()
    made = len(encoded).to_bytes(8, "little") + encoded + bytes(rest)
    path.write_bytes(b"watchfloor columns 1\n" + sha256(made).digest() + made)


WRONG: dict[str, Callable[[dict[str, Any], bytearray], Any]] = {
    "rows beyond all": lambda head, _: head.update(rows=1 << 60),
    "rows less than none": lambda head, _: head.update(rows=-1),
    "a row too many": lambda head, _: head.update(rows=head["rows"] + 1),
    "no rows": lambda head, _: head.pop("rows"),
    "pairs": lambda head, _: head["pairs"].update(source=5),
    "words that are none": lambda head, _: head["tables"].update(type=[None] * 9),
    "words too few": lambda head, _: head["tables"].update(type=[]),
    "places too few": lambda head, _: head["tables"].update(place=[]),
    "a word twice": lambda head, _: head["tables"]["source"].append(head["tables"]["source"][0]),
    "a place nowhere": lambda head, _: head["tables"]["place"][0].__setitem__(3, float("inf")),
    "a place of words": lambda head, _: head["tables"].update(place=["abcdefg"] * 9),
    "ends": lambda head, _: head.update(ends=[{}]),
    "an end beyond all": lambda head, _: head["ends"].__setitem__(2, 1 << 70),
    "no mark": lambda head, _: head.update(mark=None),
    "another program": lambda head, _: head.update(version="0"),
    "no object": lambda head, _: head.update(tables=3),
    "keys that are no letters": lambda _, rest: rest.__setitem__(0, 200),
    "numbers all ones": lambda _, rest: rest.__setitem__(
        slice(300, None), b"\xff" * (len(rest) - 300)
    ),
    "numbers all nought": lambda _, rest: rest.__setitem__(slice(None), bytes(len(rest))),
    "nothing more": lambda _, rest: rest.clear(),
    "something more": lambda _, rest: rest.extend(b"0"),
}


@pytest.mark.parametrize("name", WRONG)
def test_numbers_that_stand_for_nothing_are_refused(record: Path, name: str) -> None:
    """Whatever a file holds whose sum is right, it is read as columns or not at all."""
    changed(record, WRONG[name])
    assert snapshot_file.kept(record) is None
    same(record, Snapshot(record), {})


def test_a_file_cut_short_or_damaged_is_refused(record: Path) -> None:
    """At any length, and with any part turned over, the sum does not fit."""
    path = snapshot_file.path_of(record)
    whole = path.read_bytes()
    for length in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:length])
        assert snapshot_file.kept(record) is None
        turned = bytearray(whole)
        turned[length] ^= 1
        path.write_bytes(turned)
        assert snapshot_file.kept(record) is None
    path.write_bytes(whole)
    assert snapshot_file.kept(record) is not None


def test_the_head_may_be_anything(record: Path) -> None:
    """A head that is no object, deep or of another kind raises nothing."""
    path = snapshot_file.path_of(record)
    for head in (b"", b"[]", b"3", b"null", b"[" * 100_000, b"\xff", b'{"file": 1}'):
        made = len(head).to_bytes(8, "little") + head
        path.write_bytes(b"watchfloor columns 1\n" + sha256(made).digest() + made)
        assert snapshot_file.kept(record) is None
