"""What reaches a terminal."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.present import terminal

HOSTILE = [
    ("\x1b[31mred\x1b[0m", "red"),
    ("\x1b]0;title\x07text", "text"),
    ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x1b[2J\x1b[1;1Htop", "top"),
    ("\x1bPq#0\x1b\\sixel", "sixel"),
    ("\x1bcreset", "reset"),
    ("a\x1b", "a"),
    ("bell\x07\x08\x00", "bell"),
    ("\x9b31mword", "31mword"),
    ("\u202egnp.exe\u202c", "gnp.exe"),
    ("\u2066isolate\u2069", "isolate"),
    ("zero\u200bwidth", "zerowidth"),
    ("tag\U000e0041", "tag"),
    ("line\u2028next", "line\nnext"),
    ("half\ud800", "half\ufffd"),
]


@pytest.mark.parametrize("text,expected", HOSTILE)
def test_sequences_and_controls_are_stripped(text: str, expected: str) -> None:
    """Escape sequences go whole, lone controls alone, words stay."""
    assert expected == terminal.plain(text)


def test_an_unfinished_sequence_swallows_no_words() -> None:
    """A title sequence that never ends loses its introducer and nothing of the text behind it."""
    assert terminal.plain("\x1b]0;" + "word " * 100).count("word") == 100


def test_scripts_that_need_joiners_keep_them() -> None:
    """Joiners, Arabic, combined emoji, tabs and line ends are no attack."""
    text = "نامه\u200cها 👩\u200d👩 a\tb\nc"
    assert text == terminal.plain(text)


@given(st.text())
def test_nothing_a_terminal_acts_on_is_left(text: str) -> None:
    """Whatever goes in, no control but tab and line end and no override comes out."""
    for character in terminal.plain(text):
        code = ord(character)
        assert character in "\t\n" or (code >= 0x20 and not 0x7F <= code < 0xA0)
        assert not 0x202A <= code <= 0x202E
        assert not 0x2066 <= code <= 0x2069


@given(st.text())
def test_stripping_once_is_enough(text: str) -> None:
    """A second pass finds nothing to strip."""
    once = terminal.plain(text)
    assert once == terminal.plain(once)


def test_one_line_has_no_line_ends() -> None:
    """Titles with line ends stay on their row."""
    assert terminal.one_line(" a\n\t b\u2029c ") == "a b c"


class FakeStdout(io.TextIOWrapper):
    """A stdout that says it is a terminal, or that it is none."""

    def __init__(self, *, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self.tty = tty

    def isatty(self) -> bool:
        """Say whether somebody watches."""
        return self.tty

    def written(self) -> str:
        """Return what was written."""
        self.flush()
        buffer: Any = self.buffer
        return str(buffer.getvalue().decode())


Stdout = Callable[[bool], FakeStdout]


@pytest.fixture
def stdout(monkeypatch: pytest.MonkeyPatch) -> Stdout:
    """Return a function that puts a terminal (true) or a pipe in the place of stdout."""

    def put(tty: bool) -> FakeStdout:
        fake = FakeStdout(tty=tty)
        monkeypatch.setattr(sys, "stdout", fake)
        return fake

    return put


NASTY = {"title": "a\x9b2J\u202eb\U000e0041"}


def test_json_on_a_terminal_is_escaped_and_loses_nothing(stdout: Stdout) -> None:
    """Hidden characters become escapes, and the value comes back whole."""
    screen = stdout(True)
    terminal.write_json([NASTY])
    assert "\x9b" not in screen.written()
    assert "\u202e" not in screen.written()
    assert NASTY == json.loads(screen.written())


def test_json_in_a_pipe_is_left_alone(stdout: Stdout) -> None:
    """Programs get the characters themselves, one line a value."""
    pipe = stdout(False)
    assert terminal.write_json([NASTY, NASTY]) == 2
    assert [NASTY, NASTY] == [json.loads(line) for line in pipe.written().splitlines()]
    assert "\u202e" in pipe.written()


def test_csv_on_a_terminal_is_stripped(stdout: Stdout) -> None:
    """On a terminal a table of text loses its hidden characters."""
    screen = stdout(True)
    stream = terminal.text_stream()
    assert stream.writable()
    assert stream.write(b"a\x1b[2Jb\n") == 7
    stream.flush()
    assert screen.written() == "ab\n"


def test_views_in_a_pipe_have_no_blanks_at_line_ends(
    stdout: Stdout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Output that is pasted into documents has no trailing blanks; COLUMNS sets its width."""
    pipe = stdout(False)
    from rich.table import Table

    monkeypatch.setenv("COLUMNS", "60")
    grid = Table.grid(expand=True)
    grid.add_row("a")
    widths: list[int] = []

    def view(width: int) -> Table:
        widths.append(width)
        return grid

    terminal.show(view)
    assert (pipe.written(), widths) == ("a\n", [60])


def test_a_pipe_has_a_fixed_width(stdout: Stdout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without COLUMNS a pipe is a hundred columns wide, wherever it is run."""
    stdout(False)
    monkeypatch.delenv("COLUMNS", raising=False)
    assert terminal.console().width == terminal.PIPED_WIDTH
