"""The command line as a process of its own: exit codes, pipes, signals, and what is imported."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from watchfloor.model import Entry

PROGRAM = [sys.executable, "-m", "watchfloor.present.cli"]
Process = subprocess.CompletedProcess[str]


def run(*arguments: str, **environment: str) -> Process:
    """Run the program and return what it said."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, "COLUMNS": "80", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def ingest(*arguments: str, **environment: str) -> Process:
    """Ingest with the fast coder."""
    return run("ingest", "--coder", "lexicon", *arguments, **environment)


def modules_after(code: str) -> set[str]:
    """Return the names that a fresh interpreter prints after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.split())


def test_the_package_runs_as_a_module() -> None:
    """`python -m watchfloor` is the command line, with its exit codes."""
    said = {
        name: subprocess.run(
            [sys.executable, "-m", name, "--version"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for name in ("watchfloor", "watchfloor.present.cli")
    }
    assert said["watchfloor"] == said["watchfloor.present.cli"] != ""
    refused = subprocess.run(
        [sys.executable, "-m", "watchfloor", "nothing"], capture_output=True, check=False
    )
    assert refused.returncode == 2


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(argument: str) -> None:
    """What every start pays for is small: no Arrow, no page extraction, no coder, no SQLite."""
    code = (
        "import sys, contextlib, io\n"
        "from watchfloor.present.cli import app\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    app([{argument!r}])\n"
        "print('\\n'.join(sys.modules))"
    )
    # What a bare interpreter loads here (a tool that watches the tests, say) is not our doing.
    loaded = modules_after(code) - modules_after("import sys\nprint('\\n'.join(sys.modules))")
    heavy = {
        *("pyarrow", "trafilatura", "lxml", "pandas", "numpy", "sqlite3", "multiprocessing"),
        *("rich.progress", "watchfloor.pipeline", "watchfloor.store", "watchfloor.export"),
    }
    assert heavy & loaded == set()
    assert "watchfloor.present.cli" in loaded


@pytest.mark.parametrize("command", ["--help", "documents", "doctor", "ingest"])
def test_only_the_reader_brings_numpy(command: str, record: Path, tmp_path: Path) -> None:
    """No command loads the model's libraries into its process, unless it reads texts with it.

    Ingest has numpy for the signatures that find copies, and no more.
    """
    text = tmp_path / "news.txt"
    text.write_text("Gunmen killed three soldiers near Gao on Thursday.\n", encoding="utf-8")
    arguments = [command, *([] if command == "--help" else ["--record", str(record)])]
    arguments += [str(text), "--coder", "lexicon"] if command == "ingest" else []
    code = (
        "import sys, contextlib, io\n"
        "import watchfloor.pipeline\n"
        "from watchfloor.present.cli import app\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    app({arguments!r})\n"
        "print('\\n'.join(sys.modules))"
    )
    loaded = modules_after(code)
    assert "watchfloor.coding.lexicon" in loaded
    heavy = {"numpy", "onnxruntime", "watchfloor.coding.reader"} & loaded
    assert heavy == ({"numpy"} if command == "ingest" else set())


@pytest.mark.parametrize(
    "arguments,code",
    [
        (("--help",), 0),
        (("events",), 0),
        (("events", "--record", "none.db"), 1),
        (("events", "--type", "WAR"), 2),
        (("events", "--type", "AID"), 3),
    ],
)
def test_exit_codes(record: Path, arguments: tuple[str, ...], code: int) -> None:
    """Success, failure, usage and nothing matched each have their code, and no traceback."""
    done = run(*arguments, WATCHFLOOR_RECORD=str(record))
    assert code == done.returncode
    assert "Traceback" not in done.stderr


def test_one_refused_input_is_four(tmp_path: Path) -> None:
    """The good text goes in, the missing one is listed, and the exit code is 4."""
    good = tmp_path / "good.txt"
    good.write_text("Gunmen killed three soldiers near Gao on Thursday.\n", encoding="utf-8")
    target = str(tmp_path / "new.db")
    done = ingest("--json", "--record", target, str(good), str(tmp_path / "missing.txt"))
    found = json.loads(done.stdout)
    assert done.returncode == 4
    assert [found[name] for name in ("offered", "stored", "known", "refused")] == [2, 1, 0, 1]
    assert "missing.txt" in done.stderr


def test_a_reader_who_leaves_is_no_failure(
    record_of: Callable[[list[Entry]], Path], make_entries: Callable[[int], list[Entry]]
) -> None:
    """After `| head -1` the program ends quietly, whatever it still had to say.

    A pipe takes 64 kB: what follows the first line is more.
    """
    path = record_of(make_entries(150))
    with subprocess.Popen(
        [*PROGRAM, "export", "documents", "--format", "jsonl", "--record", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(timeout=60), said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_one_line(record: Path) -> None:
    """Output that cannot be written is a failure in one line."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "events", "--json", "--record", str(record)],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("watchfloor: the system refused:")


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    """Ctrl+C while waiting for stdin ends the program with 130 and one line."""
    waiting = ("ingest", "-", "--workers", "0", "--coder", "lexicon")
    with subprocess.Popen(
        [*PROGRAM, *waiting, "--record", str(tmp_path / "new.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        wait_for(tmp_path / "new.db")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.count("Traceback")) == (130, 0)
    assert "interrupted" in said


def wait_for(path: Path) -> None:
    """Wait until a file is there, and a moment more."""
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(2)


def test_a_terminal_without_our_letters_gets_question_marks(record: Path) -> None:
    """An old encoding costs symbols, not the command."""
    done = run("events", WATCHFLOOR_RECORD=str(record), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "? ASSAULT" in done.stdout


def test_colour_is_for_terminals_that_want_it(record: Path) -> None:
    """A pipe has no colour, FORCE_COLOR brings it, NO_COLOR wins over that."""
    base = {"WATCHFLOOR_RECORD": str(record), "TERM": "xterm-256color"}
    assert "\x1b" not in run("events", **base).stdout
    assert "\x1b[36m" in run("events", **base, FORCE_COLOR="1").stdout
    assert "\x1b[36m" not in run("events", **base, FORCE_COLOR="1", NO_COLOR="1").stdout
