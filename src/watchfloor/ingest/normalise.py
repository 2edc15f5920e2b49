"""The one Unicode normalisation, before any offset exists."""

import re
import unicodedata

from watchfloor.model.late import late_regex

REPLACEMENT = "\ufffd"
MAX_MARKS = 30
"""Combining marks kept in one run, as in the Stream-Safe Text Format of UAX #15.

Canonical ordering takes quadratic time in the length of a run: 160,000 marks cost twenty seconds.
"""

_LINE_BREAKS = late_regex("\r\n|[\r\v\f\x85\u2028\u2029]")
# Byte order marks, C0 controls but tab and line feed, DEL and the C1 controls.
_UNWANTED = late_regex("[\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = late_regex("[\ud800-\udfff]")
_BLANK_LINES = late_regex(r"\n{4,}")
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
    return unicodedata.normalize("NFC", _cut(unicodedata.normalize("NFC", _cut(text))))


def _cut(text: str) -> str:
    """Return the text with no more than MAX_MARKS marks in a row."""
    marks = "".join(sorted(filter(unicodedata.combining, set(text))))
    # a pattern of the text's own marks: all of Unicode's take a quarter of a second to find
    return re.sub(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+", r"\1", text) if marks else text
