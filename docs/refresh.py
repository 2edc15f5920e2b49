"""Keep the documentation true: run the commands it shows and put their real output under them.

    python docs/refresh.py            rewrite README.md and docs/*.md
    python docs/refresh.py --check    exit 1 and show the difference if a rewrite would change them

In a block fenced as `console`, each line that starts with `$ ` is run by the shell in an empty
folder, one folder a file; what follows it is replaced by what it prints on stdout. A command that
two files begin with is run once, and the other folder gets a copy of what it left. In a block
fenced as `python` with `>>> ` lines, doctest compares. Between `<!-- measured -->` marks stands the
table of `python -m bench table`, between `<!-- include FILE -->` marks a file of the repository.
"""

import difflib
import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
CONSOLE = re.compile(r"(?ms)^```console\n(.*?)^```$")
SESSION = re.compile(r"(?ms)^```python\n(>>> .*?)^```$")
INCLUDED = re.compile(r"(?s)(<!-- include (\S+) -->\n).*?(<!-- /include -->)")
TIMES = re.compile(r"in [\d.,]+ s, [\d.,]+ documents/s")
"""What differs from run to run and is no news."""
MEASURED = re.compile(r"(?s)(<!-- measured -->\n).*?(<!-- /measured -->)")
COLUMNS = "100"

NOTHING_MATCHED = 3
"""An exit code that is an answer, and shown as one."""


Begun = dict[str, tuple[str, str]]
"""What commands printed in an empty folder, and where a copy of what they left there is."""


def refreshed(page: Path, begun: Begun, kept: str) -> str:
    """Return the page with the real output of its commands.

    Args:
        page: a Markdown file.
        begun: the commands that pages began with so far; those of this page are added.
        kept: a folder for what they leave.

    Raises:
        RuntimeError: a command of the page fails, or a Python session prints something else.
    """
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        run = partial(_run_or_copy, folder=folder, begun=begun, kept=kept)
        text = CONSOLE.sub(lambda block: f"```console\n{_console(block[1], run)}```", text)
        for session in SESSION.findall(text):
            _check_session(session, page.name, folder)
    text = INCLUDED.sub(lambda block: f"{block[1]}{_source(block[2])}{block[3]}", text)
    if MEASURED.search(text):
        table = _run(f"{sys.executable} -m bench table", str(ROOT))
        text = MEASURED.sub(lambda block: f"{block[1]}{table}{block[2]}", text)
    return text


def _source(name: str) -> str:
    return f"```python\n{(ROOT / name).read_text(encoding='utf-8')}```\n"


def _console(block: str, run: Callable[[str], str]) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{run(command)}" for command in commands)


def _run_or_copy(command: str, *, folder: str, begun: Begun, kept: str) -> str:
    """Run a command; if it is the first of its page, and was that of another, take what it did."""
    if any(Path(folder).iterdir()):
        return _run(command, folder)
    if command in begun:
        printed, left = begun[command]
        shutil.copytree(left, folder, dirs_exist_ok=True)
    else:
        printed, left = _run(command, folder), f"{kept}/{len(begun)}"
        shutil.copytree(folder, left)
        begun[command] = printed, left
    return printed


def _run(command: str, folder: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TZ": "UTC"}
    environment.pop("WATCHFLOOR_RECORD", None)
    environment.pop("FORCE_COLOR", None)
    done = subprocess.run(  # noqa: S602  (the commands stand in this repository's own pages)
        command,
        shell=True,
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, NOTHING_MATCHED):
        message = f"`{command}` ended with {done.returncode}: {done.stderr.strip()}"
        raise RuntimeError(message)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _check_session(session: str, name: str, folder: str) -> None:
    test = doctest.DocTestParser().get_doctest(session, {}, name, None, 0)
    here = Path.cwd()
    out: list[str] = []
    os.chdir(folder)
    try:
        results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=out.append)
    finally:
        os.chdir(here)
    if results.failed:
        raise RuntimeError("".join(out))


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or with --check only compare them."""
    stale, begun = 0, Begun()
    with tempfile.TemporaryDirectory() as kept:
        pages = [(page, refreshed(page, begun, kept)) for page in PAGES]
    for page, new in pages:
        old = page.read_text(encoding="utf-8")
        if TIMES.sub("", old) == TIMES.sub("", new):
            continue
        stale += 1
        if arguments == ["--check"]:
            difference = difflib.unified_diff(
                old.splitlines(), new.splitlines(), page.name, "real output", lineterm=""
            )
            sys.stdout.write("\n".join([*difference, ""]))
        else:
            page.write_text(new, encoding="utf-8")
            sys.stdout.write(f"rewritten {page.relative_to(ROOT)}\n")
    return 1 if stale and arguments == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
