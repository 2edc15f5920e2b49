"""The documentation shows what the commands really print, and every link in it leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from watchfloor.export import formats

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("bench/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def test_the_pages_show_the_real_output_of_their_commands() -> None:
    """Running every command of README.md and docs/*.md changes nothing in them."""
    command = [sys.executable, str(ROOT / "docs" / "refresh.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    """Every relative link of a page names a file or folder of this repository."""
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_is_documented() -> None:
    """docs/commands.md has a section for each command that `watchfloor --help` lists."""
    command = [sys.executable, "-m", "watchfloor.present.cli", "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^\W* ([a-z]+)  ", printed.partition("Commands")[2], re.MULTILINE))
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert commands
    assert [name for name in sorted(commands) if f"## {name}\n" not in page] == []


def test_the_readme_names_every_room_and_format() -> None:
    """The rooms' list has each folder of the package, web too, and each export format."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"\w+", page.partition("## How it works")[2].partition("\n## ")[0])
    package = ROOT / "src" / "watchfloor"
    rooms = {one.parent.name for one in package.glob("*/__init__.py")} - {"watchfloor"}
    assert set() == {*rooms, "web", *(name for _, name in formats.pairs())} - set(told)


def test_the_readme_does_not_deny_the_pages_it_shows() -> None:
    """A README with a section on pages in a browser says nowhere that there are none."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "## In a browser" in page
    assert not re.search(r"no (web|browser) pages", page)
