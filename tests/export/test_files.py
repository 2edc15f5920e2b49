"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest

from watchfloor.errors import UsageError
from watchfloor.export.files import atomic


def test_a_block_that_ends_well_replaces_the_file(tmp_path: Path) -> None:
    """The new bytes take the place of the old ones, and no neighbour is left."""
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    with atomic(target) as stream:
        stream.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """After an error the old bytes stand and the half-written neighbour is gone."""
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")

    def fail() -> None:
        with atomic(target) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link changes the file behind it."""
    target, link = tmp_path / "out.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with atomic(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_device_is_written_to_and_stays() -> None:
    """What is no regular file is not replaced."""
    with atomic(Path(os.devnull)) as stream:
        stream.write(b"gone")
    assert not Path(os.devnull).is_file()


def test_a_folder_without_rights_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be written, the file that was asked for is named, not its neighbour."""

    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied", ".out.csv.part")

    monkeypatch.setattr(Path, "open", refuse)
    with (
        pytest.raises(UsageError, match=r"cannot write .*/out\.csv: no right"),
        atomic(tmp_path / "out.csv"),
    ):
        pass


@pytest.mark.parametrize("name", ["", "missing/out.csv"])
def test_no_folder_to_write_into_is_a_usage_error(tmp_path: Path, name: str) -> None:
    """A folder as target, or a folder that is missing, is refused."""
    with (
        pytest.raises(UsageError, match="name a file in an existing folder"),
        atomic(tmp_path / name),
    ):
        pass
