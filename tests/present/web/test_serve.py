"""`watchfloor serve` as a process: one line, no token anywhere else, a clean end."""

import os
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "watchfloor.present.cli"]


def started(record: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the server on a record."""
    return subprocess.Popen(
        [*PROGRAM, "serve", "--record", str(record), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
    )


@pytest.fixture
def server(record: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Return a server on a free port and the line that it printed."""
    process = started(record, "--port", "0")
    assert process.stdout is not None
    line = process.stdout.readline().rstrip("\n")
    yield process, line
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_the_address_opens_the_pages(server: tuple[subprocess.Popen[str], str]) -> None:
    """The printed line is an address that answers; without its token nothing does."""
    process, line = server
    assert line.startswith("http://127.0.0.1:")
    assert "/?token=" in line
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.build_opener().open(line.partition("?")[0], timeout=30)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(line, timeout=30) as answer:
        assert answer.status == 200
        assert "token" not in answer.url
        assert "uvicorn" not in str(answer.headers).lower()
        assert b"<h1>" in answer.read()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert err.strip() == "stopped"
    assert line.partition("token=")[2] not in err


def test_a_port_in_use_is_said(record: Path) -> None:
    """Exit 2 with what to do; nothing on stdout."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = started(record, "--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert "--port" in err
    assert "Traceback" not in err


def test_no_record_is_said(tmp_path: Path) -> None:
    """A missing record ends the command before anything listens."""
    process = started(tmp_path / "missing.db", "--port", "0")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == ""
    assert "no record at" in err


def test_help_does_not_load_the_server() -> None:
    """What every start pays for holds neither Starlette nor Uvicorn nor Jinja2."""
    code = (
        "import sys\nfrom watchfloor.present.cli import app\n"
        "print('\\n'.join(name for name in sys.modules if name.split('.')[0] in"
        " ('starlette', 'uvicorn', 'jinja2', 'anyio')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_who_sits_at_a_terminal_gets_the_page_opened(record: Path, tmp_path: Path) -> None:
    """The browser is started with a ticket that opens the pages once, never with the token."""
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.new && mv {told}.new {told}\n')
    browser.chmod(0o755)
    ours, theirs = pty.openpty()
    made = (
        "import sys; from pathlib import Path; "
        "from watchfloor.present.command_serve import run_server; "
        "run_server(Path(sys.argv[1]), '127.0.0.1', 0, opens=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", made, str(record)],
        stdout=theirs,
        env={**os.environ, "DISPLAY": ":9", "BROWSER": f"{browser} %s"},
    )
    try:
        with open(ours, encoding="utf-8", closefd=False) as terminal:
            printed = terminal.readline().strip()
        while not told.exists():
            assert process.poll() is None
            time.sleep(0.05)
        address = told.read_text().strip()
        assert printed.split("=")[1] not in address
        assert address.split("=")[0] == printed.split("=")[0]
        jar = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert jar.open(address).status == 200
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.build_opener().open(address)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
