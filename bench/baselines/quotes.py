"""Direct quotes by pattern: quotation marks, the nearest verb of saying, the name beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

QUOTE = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"")
VERB = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|wrote|writes|tweeted|stated|states|claimed|"
    r"claims|argued|argues|warned|warns|asked|asks|announced|declared|insisted|replied)\b"
)
NAME = r"(?:[A-Z][\w.'’-]*)(?:\s+(?:of\s+|the\s+)?[A-Z][\w.'’-]*)*"
SPEAKER = rf"(?:{NAME}|he|she|they|He|She|They)"
AFTER = re.compile(rf"\s+({SPEAKER})")
BEFORE = re.compile(rf"({SPEAKER})\s+$")
FEWEST_WORDS = 3
REACH = 60
"""Characters on either side of a quote in which its verb is looked for, inside the paragraph."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between quotation marks, with the verb and the speaker beside it."""

    content: Span
    cue: Span | None
    speaker: Span | None


def direct_quotes(text: str) -> Iterator[Quote]:
    """Yield every quote of three words or more."""
    for found in QUOTE.finditer(text):
        span = found.span(1) if found[1] else found.span(2)
        if len(text[slice(*span)].split()) >= FEWEST_WORDS:
            cue = _cue(text, found.span())
            yield Quote(span, cue, _speaker(text, cue) if cue else None)


def _cue(text: str, quote: Span) -> Span | None:
    """Return the verb nearest to the quote, the one after it before the one in front of it."""
    after = text[quote[1] : quote[1] + REACH].split("\n", maxsplit=1)[0]
    if found := VERB.search(after):
        return quote[1] + found.start(), quote[1] + found.end()
    start = max(0, quote[0] - REACH)
    start += text[start : quote[0]].rfind("\n") + 1
    before = [found.span() for found in VERB.finditer(text, start, quote[0])]
    return before[-1] if before else None


def _speaker(text: str, cue: Span) -> Span | None:
    if found := BEFORE.search(text, max(0, cue[0] - REACH), cue[0]):
        return found.span(1)
    found = AFTER.match(text, cue[1])
    return found.span(1) if found else None
