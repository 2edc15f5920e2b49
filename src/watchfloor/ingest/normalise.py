"""The one Unicode normalisation, before any offset exists."""

import re
import sys
import unicodedata
from functools import cache

REPLACEMENT = "\ufffd"
MAX_MARKS = 30
"""Combining marks kept in one run, as in the Stream-Safe Text Format of UAX #15.

Canonical ordering takes quadratic time in the length of a run: 160,000 marks cost twenty seconds.
"""

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Byte order marks, C0 controls but tab and line feed, DEL and the C1 controls.
_UNWANTED = re.compile("[\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{4,}")
_TWO_BLANK_LINES = "\n\n\n"


def normalise(text: str) -> str:
    """Return `text` as a document keeps it; doing it twice changes nothing.

    NFC; line breaks of every kind are one line feed; byte order marks and controls but tab are
    gone; lone surrogates are U+FFFD; lines end without white space; more than two blank lines are
    two; no blank line comes first or last.
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = _SURROGATES.sub(REPLACEMENT, _UNWANTED.sub("", text))
    if not text.isascii():
        text = _compose(text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub(_TWO_BLANK_LINES, text).strip("\n")


def _compose(text: str) -> str:
    """Return the NFC of `text`, with runs of combining marks cut before and after.

    A few single characters decompose into several marks, so the first cut is not always enough.
    """
    marks = _long_run_of_marks()
    text = unicodedata.normalize("NFC", marks.sub(r"\1", text))
    return unicodedata.normalize("NFC", marks.sub(r"\1", text))


@cache
def _long_run_of_marks() -> re.Pattern[str]:
    """Return the pattern of a run longer than MAX_MARKS, its first marks as group 1."""
    ranges: list[list[int]] = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.combining(chr(point)):
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")
