"""Find, verify and load versioned tables and models. Nothing is ever downloaded.

`data/assets.toml` names every asset with version, sha256, licence and origin. A table that is
edited by hand is pinned anew with `python -m watchfloor.assets --pin` in a source checkout.
"""

import csv
import hashlib
import io
import marshal
import mmap
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

from watchfloor.errors import AssetError
from watchfloor.model.frozen import dataclass

ROOM = Path(__file__).parent / "data"
MANIFEST = ROOM / "assets.toml"
BINARY = frozenset({".npz", ".onnx"})
"""Endings of files that are no text: their bytes are pinned as they are."""
PACKAGE = Path(__file__).parent
READY = ROOM / "ready"
"""Where a build writes what it worked out beforehand."""
T = TypeVar("T")
_ENDING = re.compile(rb"\r\n")


@dataclass(frozen=True, slots=True)
class Asset:
    """One entry of the manifest; `file` is relative to the package's data folder."""

    name: str
    file: str
    version: str
    sha256: str
    licence: str
    origin: str

    @property
    def path(self) -> Path:
        """Return where the asset lies."""
        return ROOM / self.file

    @property
    def is_text(self) -> bool:
        """Say whether a checkout may have changed the line endings."""
        return self.path.suffix not in BINARY


@cache
def manifest() -> dict[str, Asset]:
    """Return every asset by name."""
    written = MANIFEST.read_bytes()
    entries = _read_before(written) or entries_of(written)
    return {name: Asset(name=name, **fields) for name, fields in entries.items()}


Entries = dict[str, dict[str, str]]


def entries_of(written: bytes) -> Entries:
    """Return the entries of a manifest: fields by name."""
    import tomllib  # noqa: PLC0415  (only who has no build waits for it)

    return tomllib.loads(written.decode("utf-8"))


def _read_before(written: bytes) -> Entries | None:
    """Return the entries of a manifest if a build has read the same bytes."""
    found = _marshalled(READY / "manifest.bin")
    if not isinstance(found, tuple) or found[0] != written:
        return None
    entries: Entries = found[1]
    return entries


def _marshalled(path: Path) -> object:
    """Return what a build wrote to a file, None if there is none or it is damaged."""
    try:
        return marshal.loads(path.read_bytes())  # noqa: S302  (beside the .pyc files)
    except (OSError, ValueError, EOFError, TypeError):
        return None


@cache
def load(name: str) -> bytes:
    """Return the bytes of an asset after checking its sha256.

    Raises:
        AssetError: the name is unknown, the file is missing or differs from the manifest.
    """
    asset = _present(name)
    data = asset.path.read_bytes()
    _check(asset, digest(data, text=asset.is_text))
    return data


@cache
def verified_path(name: str) -> Path:
    """Return where a binary asset lies, for a library that reads the file by itself.

    Raises:
        AssetError: as `load`.
    """
    asset = _present(name)
    _check(asset, digest_of_file(asset.path))
    return asset.path


@cache
def load_mapped(name: str) -> mmap.mmap:
    """Return an asset that is read in place: its bytes, mapped read-only and shared by processes.

    Raises:
        AssetError: as `load`; an empty file can't be mapped and differs from every manifest.
    """
    asset = _present(name)
    _check(asset, digest_of_file(asset.path))
    with asset.path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def map_unchecked(name: str) -> mmap.mmap:
    """Return an asset mapped read-only, for who checks each part that it reads by a digest of it.

    Raises:
        AssetError: the name is unknown, or the file is missing.
    """
    with _present(name).path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def damaged(name: str) -> AssetError:
    """Return the error of an asset of which a part is not what was pinned."""
    asset = manifest()[name]
    return AssetError(
        f"asset {name} at {asset.path} is damaged: it differs from what was built; install again"
    )


def _present(name: str) -> Asset:
    asset = manifest().get(name)
    if asset is None:
        message = f"no asset named {name!r}; known: {', '.join(sorted(manifest()))}"
        raise AssetError(message)
    if not asset.path.is_file():
        message = (
            f"asset {name} is missing at {asset.path}: install the package again (pip install .)"
        )
        raise AssetError(message)
    return asset


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file's bytes in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(asset: Asset, found: str) -> None:
    if found != asset.sha256:
        message = (
            f"asset {asset.name} at {asset.path} differs from its manifest (sha256 {found[:12]}, "
            f"expected {asset.sha256[:12]}): install again, or pin an edited table with "
            "`python -m watchfloor.assets --pin`"
        )
        raise AssetError(message)


def load_text(name: str) -> str:
    """Return a UTF-8 asset as text, after checking its sha256."""
    return load(name).decode("utf-8")


def load_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV asset; lines that start with # are comments."""
    lines = [line for line in load_text(name).splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


class Ready(Generic[T]):
    """A table of plain values that follows from assets: read as a build worked it out, else made.

    A build (`python -m build_steps.ready`) writes it with a stamp: of the assets, of the code that
    makes it, of the version of Python, whose own form the file has. Another stamp is another table,
    so an edit of either never goes unseen.
    """

    def __init__(
        self, name: str, make: Callable[[], T], of: Sequence[str], by: Sequence[str]
    ) -> None:
        self.name, self.make = name, make
        self._of, self._by = of, (Path(make.__code__.co_filename), *(PACKAGE / one for one in by))
        self._found: list[T] = []

    def __call__(self) -> T:
        """Return the table, found once a process."""
        if not self._found:
            kept = self._kept()
            self._found.append(self.make() if kept is None else kept)
        return self._found[0]

    def stamp(self) -> str:
        """Return what the table follows from, as one sha256."""
        told = hashlib.sha256(repr(sys.version_info[:2]).encode())
        for name in self._of:
            told.update(manifest()[name].sha256.encode())
        for path in self._by:
            told.update(_digest_of_source(path))
        return told.hexdigest()

    def _kept(self) -> T | None:
        kept = _marshalled(READY / f"{self.name}.bin")
        try:
            fits = isinstance(kept, tuple) and kept[0] == self.stamp()
        except (OSError, KeyError):  # a source or an asset that is not there
            return None
        return cast("tuple[str, T]", kept)[1] if fits else None

    def cache_clear(self) -> None:
        """Forget the table, as `functools.cache` does."""
        self._found.clear()


@cache
def _digest_of_source(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def made_ready(
    name: str, *, of: Sequence[str], by: Sequence[str] = ()
) -> Callable[[Callable[[], T]], Ready[T]]:
    """Let a build work a table out beforehand.

    Args:
        name: of the table, once in the package.
        of: the assets that it follows from.
        by: files of the package whose code makes it, beside the one in which it is defined.
    """
    return lambda make: Ready(name, make, of, by)


def made_ready_by(modules: Iterable[ModuleType]) -> Iterator[Ready[Any]]:
    """Yield the tables that modules let a build work out."""
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Ready)]
    yield from dict.fromkeys(found)


def digest(data: bytes, *, text: bool = True) -> str:
    """Return the sha256 of `data` in hex, in a text line endings of the checkout aside."""
    if not text:
        return hashlib.sha256(data).hexdigest()
    told = hashlib.sha256()
    # searching for a line ending is three times as fast as replacing it in 24 MB
    for number, part in enumerate(_ENDING.split(data)):
        told.update(b"\n" + part if number else part)
    return told.hexdigest()


def _now(asset: Asset) -> str:
    return digest(asset.path.read_bytes(), text=asset.is_text)


def pin() -> list[str]:
    """Rewrite the sha256 of every present asset in the manifest; return the names that changed."""
    text, changed = MANIFEST.read_text(encoding="utf-8"), []
    for asset in manifest().values():
        if asset.path.is_file() and (now := _now(asset)) != asset.sha256:
            head, section, rest = text.partition(f"[{asset.name}]\n")
            old, pinned = f'sha256 = "{asset.sha256}"', f'sha256 = "{now}"'
            text = head + section + rest.replace(old, pinned, 1)
            changed.append(asset.name)
    MANIFEST.write_text(text, encoding="utf-8")
    return changed


def main(arguments: Sequence[str]) -> int:
    """List the assets with their state, or pin the edited ones."""
    if list(arguments) == ["--pin"]:
        sys.stdout.write("".join(f"pinned {name}\n" for name in pin()) or "nothing to pin\n")
        return 0
    for asset in manifest().values():
        state = "missing"
        if asset.path.is_file():
            state = "ok" if _now(asset) == asset.sha256 else "differs"
        sys.stdout.write(f"{state:8} {asset.name:20} {asset.version:12} {asset.licence}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
