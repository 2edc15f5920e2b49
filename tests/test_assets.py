"""An asset is loaded only as the manifest describes it; edited tables can be pinned anew."""

import hashlib
import marshal
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchfloor import assets
from watchfloor.errors import AssetError

TABLE = "# two fruits\n\nname,colour\nplum,blue\n# no fruit\npear,\n"
WRONG = "0" * 64


def forget() -> None:
    """Empty the caches of the module, as a new process would."""
    assets.manifest.cache_clear()
    assets.load.cache_clear()
    assets.verified_path.cache_clear()


def entry(name: str, sha256: str, ending: str = ".csv") -> str:
    """Return one entry of a manifest."""
    return (
        f'[{name}]\nfile = "{name}{ending}"\nversion = "3"\nsha256 = "{sha256}"\n'
        'licence = "CC0-1.0"\norigin = "a test"\n'
    )


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a data folder with one good, one damaged and one missing table."""
    (tmp_path / "good.csv").write_text(TABLE, encoding="utf-8", newline="\n")
    (tmp_path / "damaged.csv").write_text(TABLE, encoding="utf-8", newline="\n")
    (tmp_path / "assets.toml").write_text(
        entry("good", hashlib.sha256(TABLE.encode()).hexdigest())
        + entry("damaged", WRONG)
        + entry("absent", "1" * 64),
        encoding="utf-8",
    )
    monkeypatch.setattr(assets, "ROOM", tmp_path)
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "assets.toml")
    forget()
    yield tmp_path
    forget()


def test_manifest_names_each_asset(room: Path) -> None:
    """Each entry gives an asset with its path in the data folder."""
    found = assets.manifest()
    assert ["good", "damaged", "absent"] == list(found)
    assert room / "good.csv" == found["good"].path
    assert ("3", "CC0-1.0", "a test") == (
        found["good"].version,
        found["good"].licence,
        found["good"].origin,
    )


def test_load_returns_verified_bytes(room: Path) -> None:
    """A table that fits its sha256 is returned as it lies on disk, and as text."""
    assert (room / "good.csv").read_bytes() == assets.load("good")
    assert TABLE == assets.load_text("good")


def test_rows_skip_comments_and_blank_lines(room: Path) -> None:
    """Rows come without comments and blank lines; an empty cell is an empty string."""
    assert (room / "good.csv").is_file()
    expected = [{"name": "plum", "colour": "blue"}, {"name": "pear", "colour": ""}]
    assert expected == assets.load_rows("good")


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(
    "name, message",
    [
        ("fruit", "no asset named 'fruit'; known: absent, damaged, good"),
        ("absent", "asset absent is missing at .*: install the package again"),
        ("damaged", "differs from its manifest .*expected 000000000000.*--pin"),
    ],
)
def test_load_refuses(name: str, message: str) -> None:
    """An unknown, missing or damaged asset is refused with what to do about it."""
    with pytest.raises(AssetError, match=message):
        assets.load(name)


def test_one_changed_byte_is_noticed(room: Path) -> None:
    """A table that changes on disk after it was pinned is refused."""
    with (room / "good.csv").open("ab") as file:
        file.write(b" ")
    with pytest.raises(AssetError, match=r"asset good .* differs"):
        assets.load("good")


def test_line_endings_of_the_checkout_do_not_matter(room: Path) -> None:
    """The same table with CRLF line ends has the same digest and the same rows."""
    expected = assets.load_rows("good")
    (room / "good.csv").write_bytes(TABLE.replace("\n", "\r\n").encode())
    forget()
    assert expected == assets.load_rows("good")


def test_what_is_no_text_is_pinned_byte_for_byte(room: Path) -> None:
    """Two bytes of a model that look like a line ending are two bytes."""
    model = room / "model.onnx"
    model.write_bytes(b"\x00\r\n\x01")
    with (room / "assets.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(entry("model", hashlib.sha256(model.read_bytes()).hexdigest(), ".onnx"))
    forget()
    assert b"\x00\r\n\x01" == assets.load("model")
    assert model == assets.verified_path("model")
    model.write_bytes(b"\x00\n\x01")
    forget()
    for load in (assets.load, assets.verified_path):
        with pytest.raises(AssetError, match=r"asset model .* differs"):
            load("model")


def test_pin_writes_the_digests_of_present_tables(room: Path) -> None:
    """Pinning mends the entry of an edited table, once, and leaves the others alone."""
    before = (room / "assets.toml").read_text(encoding="utf-8")
    assert ["damaged"] == assets.pin()
    after = (room / "assets.toml").read_text(encoding="utf-8")
    assert before.replace(WRONG, assets.digest(TABLE.encode())) == after
    forget()
    assert TABLE == assets.load_text("damaged")
    assert [] == assets.pin()


def test_a_new_entry_without_a_digest_is_pinned(room: Path) -> None:
    """An entry whose sha256 is still empty gets one, and nothing else in the file changes."""
    manifest = room / "assets.toml"
    before = entry("good", "") + entry("absent", "")
    manifest.write_text(before, encoding="utf-8")
    forget()
    assert ["good"] == assets.pin()
    digest = assets.digest(TABLE.encode())
    assert entry("good", digest) + entry("absent", "") == manifest.read_text(encoding="utf-8")


def test_main_lists_states_and_pins(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists each asset with its state; --pin says what it pinned."""
    assert 0 == assets.main([])
    listed = capsys.readouterr().out
    assert ["ok", "differs", "missing"] == [line.split()[0] for line in listed.splitlines()]
    assert 0 == assets.main(["--pin"])
    assert "pinned damaged\n" == capsys.readouterr().out
    forget()
    assert 0 == assets.main(["--pin"])
    assert "nothing to pin\n" == capsys.readouterr().out
    assert (room / "good.csv").read_text(encoding="utf-8") == TABLE


def test_the_manifest_of_the_package_is_whole() -> None:
    """Every asset of the package says its version, licence and origin, and has its own digest."""
    found = assets.manifest().values()
    assert {"states", "groups"} <= {asset.name for asset in found}
    for asset in found:
        assert asset.version, asset.name
        assert asset.licence, asset.name
        assert asset.origin, asset.name
        assert re.fullmatch(r"[0-9a-f]{64}", asset.sha256), asset.name
    assert len({asset.sha256 for asset in found}) == len(found)


def test_every_table_of_the_package_fits_its_manifest() -> None:
    """Each table that lies in the data folder is the one that was pinned."""
    present = [asset for asset in assets.manifest().values() if asset.path.is_file()]
    assert {"states", "groups"} <= {asset.name for asset in present}
    for asset in present:
        assert assets.load(asset.name), asset.name


def test_pinning_a_copy_of_the_package_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest as checked in is already pinned."""
    copy = tmp_path / "data"
    shutil.copytree(assets.ROOM, copy)
    monkeypatch.setattr(assets, "ROOM", copy)
    monkeypatch.setattr(assets, "MANIFEST", copy / "assets.toml")
    forget()
    try:
        assert [] == assets.pin()
    finally:
        forget()


def table(made: list[int]) -> assets.Ready[dict[str, int]]:
    """Return a table that notes each time that it is made."""

    @assets.made_ready("fruits", of=("good",))
    def fruits() -> dict[str, int]:
        made.append(1)
        return {"plum": len(assets.load("good"))}

    return fruits


def test_a_table_that_a_build_worked_out_is_read(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its stamp fits it is not made again; without a build it is made once a process."""
    monkeypatch.setattr(assets, "READY", room)
    made: list[int] = []
    fruits = table(made)
    assert fruits() == fruits() == {"plum": len(TABLE)}
    assert made == [1]
    (room / "fruits.bin").write_bytes(marshal.dumps((fruits.stamp(), {"plum": 0})))
    fruits.cache_clear()
    assert fruits() == {"plum": 0}
    assert made == [1]


@pytest.mark.parametrize("contents", [b"", b"x", marshal.dumps(("other", {})), marshal.dumps(3)])
def test_a_table_of_other_assets_is_made(
    contents: bytes, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another stamp, or a damaged file, is as no build."""
    monkeypatch.setattr(assets, "READY", room)
    made: list[int] = []
    (room / "fruits.bin").write_bytes(contents)
    assert table(made)() == {"plum": len(TABLE)}
    assert made == [1]


def test_another_pin_is_another_stamp(room: Path) -> None:
    """What follows from a table follows from its pinned bytes."""
    before = table([]).stamp()
    edit = (room / "assets.toml").read_text(encoding="utf-8").replace(WRONG, "2" * 64)
    (room / "assets.toml").write_text(edit, encoding="utf-8")
    forget()
    assert before == table([]).stamp()
    good = assets.manifest()["good"].sha256
    (room / "assets.toml").write_text(edit.replace(good, "3" * 64), encoding="utf-8")
    forget()
    assert before != table([]).stamp()


def test_a_manifest_that_a_build_has_read_is_not_read_again(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes give what the build read in them; other bytes are read anew."""
    monkeypatch.setattr(assets, "READY", room)
    written = assets.MANIFEST.read_bytes()
    entries = assets.entries_of(written)
    kept = marshal.dumps((written, {"good": entries["good"]}))
    (room / "manifest.bin").write_bytes(kept)
    forget()
    assert ["good"] == list(assets.manifest())
    assets.MANIFEST.write_bytes(written + b"\n")
    forget()
    assert ["good", "damaged", "absent"] == list(assets.manifest())
