"""Relations by pattern over capitalised words, and by standing in one sentence."""

import re
from collections.abc import Iterator
from itertools import combinations

NAME = r"(?:[A-Z][\w'’-]{1,30})(?:\s+(?:of\s+|al-)?[A-Z][\w'’-]{1,30}){0,4}"
NAMES = re.compile(NAME)
PATTERNS = (
    ("backs", re.compile(rf"(?P<s>{NAME}?)-backed\s+(?P<o>{NAME})")),
    ("leads", re.compile(rf"(?P<o>{NAME})\s+(?:leader|commander|chief)\s+(?P<s>{NAME})")),
    ("member_of", re.compile(rf"(?P<o>{NAME})\s+spokes(?:man|woman)\s+(?P<s>{NAME})")),
    (
        "leads",
        re.compile(
            rf"(?P<s>{NAME}),\s+(?:the\s+)?(?:head|leader|commander|chief|president)\s+of\s+"
            rf"(?:the\s+)?(?P<o>{NAME})"
        ),
    ),
    (
        "member_of",
        re.compile(
            rf"(?P<s>{NAME}),\s+(?:an?|the)\s+(?:[a-z-]+\s+){{1,3}}(?:of|at|for|with)\s+"
            rf"(?:the\s+)?(?P<o>{NAME})"
        ),
    ),
)
Span = tuple[int, int]


def by_pattern(text: str) -> Iterator[tuple[Span, str, Span]]:
    """Yield (subject, predicate, object) of five patterns."""
    for predicate, pattern in PATTERNS:
        for found in pattern.finditer(text):
            yield found.span("s"), predicate, found.span("o")


def by_sentence(text: str) -> Iterator[tuple[Span, str, Span]]:
    """Call the first of any two capitalised names between two full stops a member of the other."""
    start = 0
    for stop in [found.end() for found in re.finditer(r"[.!?]\s", text)] + [len(text)]:
        spans = [found.span() for found in NAMES.finditer(text, start, stop)][:12]
        for one, other in combinations(spans, 2):
            yield one, "member_of", other
        start = stop
