"""The web step of the build: who brings Node, when it runs, and what it takes from others."""

import importlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_steps import web as step

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small tree whose npm writes files without any network."""
    monkeypatch.delenv("WATCHFLOOR_WEB", raising=False)
    web = tmp_path / "web"
    (web / "src").mkdir(parents=True)
    (tmp_path / "build_steps").mkdir()
    (tmp_path / "build_steps" / "web.py").write_text("# the step\n", "utf-8")
    for name in step.INPUTS:
        (web / name).write_text(f"{name}\n", "utf-8")
    (web / "package.json").write_text('{"dependencies": {"maps": "1.0"}}', "utf-8")
    (web / "src" / "app.ts").write_text("1;\n", "utf-8")

    def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
        assert environment
        if "ci" in command:
            package(folder, "maps", {"a": "1"}, LICENSE="Maps may be used.\n")
            package(folder, "a", {}, **{"LICENCE.md": "A may be used.\n"})
            (folder / step.WORLD).parent.mkdir(parents=True)
            (folder / step.WORLD).write_text("{}", "utf-8")
        else:
            (folder / "dist").mkdir()
            for name in step.FILES[:-2]:
                (folder / "dist" / name).write_text(f"made of {name}\n", "utf-8")

    monkeypatch.setattr(step, "npm_command", lambda: (["npm"], {"PATH": "x"}))
    monkeypatch.setattr(step, "run", run)
    return tmp_path


def package(web: Path, name: str, needs: dict[str, str], **files: str) -> None:
    """Write an installed package with these files."""
    folder = web / "node_modules" / name
    folder.mkdir(parents=True)
    about = {"name": name, "version": "1.0", "license": "MIT", "dependencies": needs}
    (folder / "package.json").write_text(json.dumps(about), "utf-8")
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "version, is_fit",
    [
        ("v20.19.0\n", True),
        ("v20.18.3\n", False),
        ("v21.7.0\n", False),
        ("v22.11.0\n", False),
        ("v22.12.0\n", True),
        ("v25.0.1\n", True),
        ("v18.20.4\n", False),
        ("", False),
    ],
)
def test_only_a_node_that_vite_runs_on_is_taken(version: str, is_fit: bool) -> None:
    """An older Node on the machine counts as none."""
    assert is_fit == step.fits(version)


def test_node_is_asked_for_only_where_npm_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With npm on the path nothing is required, without it the wheel that carries Node."""
    monkeypatch.delenv("WATCHFLOOR_WEB", raising=False)
    monkeypatch.setattr(step, "npm_on_path", lambda: "/usr/bin/npm")
    assert [] == step.requirements()
    monkeypatch.setattr(step, "npm_on_path", lambda: None)
    assert [step.REQUIREMENT] == step.requirements()
    monkeypatch.setenv("WATCHFLOOR_WEB", "skip")
    assert [] == step.requirements()


def test_a_machine_without_node_has_no_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty path means that npm isn't there, and the message says what to do."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert step.npm_on_path() is None
    with pytest.raises(step.WebBuildError, match="WATCHFLOOR_WEB=skip"):
        step.npm_command()


def test_a_fitting_stamp_skips_the_step(tree: Path) -> None:
    """After a build the step is current, until a source, the step or an asset changes."""
    assert not step.is_current(tree)
    step.build(tree)
    assert step.is_current(tree)
    assert sorted(step.FILES) == sorted(path.name for path in (tree / step.STATIC).iterdir())
    for changed in ("web/src/app.ts", "build_steps/web.py", "web/package-lock.json"):
        before = (tree / changed).read_bytes()
        (tree / changed).write_bytes(before + b"// more\n")
        assert not step.is_current(tree), changed
        (tree / changed).write_bytes(before)
        assert step.is_current(tree)
    (tree / "web" / "src" / "new.ts").write_text("2;\n", "utf-8")
    assert not step.is_current(tree)
    (tree / "web" / "src" / "new.ts").unlink()
    (tree / step.STATIC / "app.js").write_text("tampered", "utf-8")
    assert not step.is_current(tree)
    (tree / step.STATIC / "app.js").unlink()
    assert not step.is_current(tree)


def test_line_ends_do_not_make_it_stale(tree: Path) -> None:
    """A checkout with CR LF has the same stamp."""
    step.build(tree)
    source = tree / "web" / "src" / "app.ts"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    assert step.is_current(tree)


def test_a_package_without_assets_can_be_asked_for(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WATCHFLOOR_WEB=skip counts as built, so nothing is run."""
    monkeypatch.setenv("WATCHFLOOR_WEB", "skip")
    assert step.is_current(tree)


def test_a_failed_build_leaves_the_assets_of_before(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is put in place before everything is made."""
    step.build(tree)
    before = (tree / step.STATIC / "app.js").read_bytes()
    monkeypatch.setattr(step, "FILES", (*step.FILES, "more.js"))
    shutil.rmtree(tree / "web" / "node_modules")
    with pytest.raises(step.WebBuildError, match=r"Vite made no more\.js"):
        step.build(tree)
    assert before == (tree / step.STATIC / "app.js").read_bytes()


def test_a_failing_command_is_told_with_its_words(tmp_path: Path) -> None:
    """The message has the command, the folder, what it said and the way around."""
    words = "import sys; sys.exit('registry is silent')"
    with pytest.raises(step.WebBuildError) as caught:
        step.run([sys.executable, "-c", words], tmp_path, {})
    for part in ("failed with 1", str(tmp_path), "registry is silent", "WATCHFLOOR_WEB=skip"):
        assert part in str(caught.value)


def test_a_command_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that never answers ends the build with a message."""
    monkeypatch.setattr(step, "MINUTES", 0.001)
    with pytest.raises(step.WebBuildError, match="did not end"):
        step.run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, {})


def test_every_shipped_package_is_named_with_its_licence(tree: Path) -> None:
    """What the assets are made of stands in the notices, what those packages need too."""
    step.build(tree)
    text = (tree / step.STATIC / "THIRD_PARTY_NOTICES.txt").read_text("utf-8")
    for part in ("Natural Earth", "maps 1.0 (MIT)", "Maps may be used.", "a 1.0", "A may be used."):
        assert part in text


def test_a_package_without_a_licence_text_stops_the_build(tmp_path: Path) -> None:
    """Nothing is shipped that nobody looked at."""
    (tmp_path / "package.json").write_text('{"dependencies": {"b": "1"}}', "utf-8")
    package(tmp_path, "b", {}, README="none\n")
    with pytest.raises(step.WebBuildError, match="b brings no licence text"):
        step.notices(tmp_path)


def test_the_hook_asks_for_node_only_when_the_assets_are_stale(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build requires Node when the step has to run and npm is missing; never for an sdist."""
    pytest.importorskip("hatchling", reason="the hook runs inside hatchling only")
    hatch_build: Any = importlib.import_module("hatch_build")
    assert "web" in hatch_build.STEPS

    def hook(target: str) -> Any:
        return hatch_build.CustomBuildHook(str(tree), {}, None, None, str(tree), target)

    monkeypatch.setattr(hatch_build, "load_step", lambda *_: step)
    monkeypatch.setattr(step, "npm_on_path", lambda: None)
    assert [step.REQUIREMENT] == hook("wheel").dependencies()
    assert [] == hook("sdist").dependencies()
    step.build(tree)
    assert [] == hook("wheel").dependencies()


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_a_wheel_carries_assets_and_an_sdist_their_sources(target: str) -> None:
    """Who installs a wheel needs no Node; who builds an sdist finds everything to build from."""
    pytest.importorskip("hatchling", reason="the builders are hatchling's")
    builders: Any = importlib.import_module(f"hatchling.builders.{target}")
    builder = getattr(builders, {"wheel": "WheelBuilder", "sdist": "SdistBuilder"}[target])
    packed = {
        Path(file.relative_path).as_posix() for file in builder(str(ROOT)).recurse_included_files()
    }
    if target == "wheel":
        if step.is_current(ROOT) and not step.skipped():
            assert {(step.STATIC / name).as_posix() for name in step.FILES} <= packed
        assert not any(name.startswith("web/") for name in packed)
    else:
        wanted = {path.relative_to(ROOT).as_posix() for path in step.inputs(ROOT)}
        assert wanted <= packed
        assert not any("node_modules" in name or "/static/" in name for name in packed)


def test_the_lock_file_names_hashes_and_no_registry() -> None:
    """Every package is pinned by its hash, none by an address, none runs a script of its own."""
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert len(packages) > 10
    assert [] == [name for name, about in packages.items() if "integrity" not in about]
    assert [] == [name for name, about in packages.items() if "resolved" in about]
    assert [] == [name for name, about in packages.items() if about.get("hasInstallScript")]
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text("utf-8").split()


def test_every_version_is_exact_and_htmx_is_of_the_second_line() -> None:
    """A new version is a decision: htmx 4 among them speaks another language."""
    about = json.loads((WEB / "package.json").read_text("utf-8"))
    wanted = {**about["dependencies"], **about["devDependencies"]}
    assert {} == {n: v for n, v in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", v)}
    assert about["dependencies"]["htmx.org"].startswith("2.")


def test_vite_makes_what_the_pages_ask_for() -> None:
    """The islands of Vite's configuration are the scripts of the step's list."""
    found = re.search(r"ISLANDS = \[([^\]]+)\]", (WEB / "vite.config.ts").read_text("utf-8"))
    assert found is not None
    made = {f"{name}.js" for name in re.findall(r'"(\w+)"', found.group(1))}
    assert made == {name for name in step.FILES if name.endswith(".js")}


def test_no_source_is_longer_than_a_reader_bears() -> None:
    """Islands stay under three hundred lines each, style sheets too."""
    sources = [path for path in (WEB / "src").iterdir() if path.suffix in (".ts", ".css")]
    assert {} == {
        path.name: count
        for path in sources
        if (count := len(path.read_text("utf-8").splitlines())) > 300
    }


def test_the_types_of_the_islands_hold() -> None:
    """TypeScript's strict check passes, where its compiler was installed by the build."""
    compiler = WEB / "node_modules" / "typescript" / "package.json"
    npm = step.npm_on_path()
    if not compiler.is_file() or npm is None:
        pytest.skip("the compiler lies in web/node_modules after `python -m build_steps.web`")
    command = [npm, "run", "--silent", "check"]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout
