"""The terminal: one console, one set of styles, and nothing that a hostile text smuggles in."""

import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from io import RawIOBase
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from watchfloor.model import dumps
from watchfloor.model.late import late_regex

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STYLES = {
    "anchor": "bold underline",
    "casualties": "red",
    "actor": "cyan",
    "recipient": "magenta",
    "instrument": "yellow",
    "date": "green",
    "place": "bright_blue",
    "count": "yellow",
    "reporter": "italic",
    "speaker": "italic",
    "figure": "green",
    "relation": "cyan",
    "claim": "italic",
    "boilerplate": "dim",
}
"""One style a label. Colours are the sixteen of the user's own theme."""

PIPED_WIDTH = 100
"""Columns of a table that goes into a pipe or a file, unless $COLUMNS says otherwise."""

_SEQUENCE = late_regex(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours, cursor, screen
    r"|\x1b[\]PX^_][^\x07\x1b\n]{0,256}(?:\x07|\x1b\\)"  # window titles, links
    r"|\x1b[ -/]{0,8}[0-~]"
)
"""Escape sequences of seven bits. Their eight-bit twins only lose their first character, because in
badly decoded texts that is a quotation mark, and words must not vanish with it."""

_DROPPED = (
    *(code for code in range(0x20) if chr(code) not in "\t\n"),
    *range(0x7F, 0xA0),
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
)
"""Controls, bidirectional marks and overrides, invisible characters; joiners of scripts stay."""

_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_DROPPED),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x2028: "\n",
    0x2029: "\n",
}

_HIDDEN = late_regex(f"[{re.escape(''.join(map(chr, _DROPPED)))}\u2028\u2029]")


def plain(text: str) -> str:
    """Return `text` without escape sequences, control characters and bidirectional overrides.

    Line ends and tabs stay. What is left may be printed on any terminal.
    """
    return _SEQUENCE.sub("", text).translate(_TABLE)


def one_line(text: str) -> str:
    """Return `plain(text)` on one line, runs of white space as one space."""
    return " ".join(plain(text).split())


def console(*, stderr: bool = False) -> "Console":
    """Return a console that takes no markup from texts; NO_COLOR and COLUMNS are respected."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and not os.environ.get("COLUMNS"):
        made.width = PIPED_WIDTH
    return made


def show(view: "RenderableType | Callable[[int], RenderableType]") -> None:
    """Print a view, or what a function makes for the width; no blanks at line ends in a pipe."""
    out = console()
    made = view(out.width) if callable(view) else view
    if out.is_terminal:
        out.print(made)
        return
    with out.capture() as captured:
        out.print(made)
    lines = captured.get().splitlines()
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))


def say(message: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(f"{plain(message)}\n")


def write_json(values: Iterable[Any]) -> int:
    """Write each value as one line of JSON to stdout; return how many."""
    stream, count = json_stream(), 0
    for value in values:
        stream.write(dumps(value).encode("utf-8", "replace") + b"\n")
        count += 1
    stream.flush()
    return count


def json_stream() -> BinaryIO:
    """Return stdout for JSON: as it is, but hidden characters are escaped on a terminal."""
    return _guarded(_escaped)


def text_stream() -> BinaryIO:
    """Return stdout for CSV: as it is, but stripped of hidden characters on a terminal."""
    return _guarded(plain)


def _guarded(change: Callable[[str], str]) -> BinaryIO:
    sys.stdout.flush()
    raw = sys.stdout.buffer
    return cast("BinaryIO", _Guard(raw, change)) if sys.stdout.isatty() else raw


def _escaped(line: str) -> str:
    return _HIDDEN.sub(lambda found: _escape(found.group()), line)


@cache
def _escape(character: str) -> str:
    """Return the JSON escape: a pair of surrogates beyond the first plane."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


class _Guard(RawIOBase):
    """A stream that changes every written piece of UTF-8 text; pieces end with whole lines."""

    def __init__(self, stream: BinaryIO, change: Callable[[str], str]) -> None:
        super().__init__()
        self._stream, self._change = stream, change

    def writable(self) -> bool:
        """Say that this stream takes bytes."""
        return True

    def write(self, data: Any) -> int:
        """Change and pass on a piece of UTF-8 text."""
        self._stream.write(self._change(bytes(data).decode("utf-8")).encode("utf-8", "replace"))
        return len(data)

    def flush(self) -> None:
        """Flush the stream underneath."""
        self._stream.flush()
