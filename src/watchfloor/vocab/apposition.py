"""What the words beside a name in a sentence say of its bearer: an office, or one to protect.

"a teacher, Hamid Faraj, said" and "Hamid Faraj, 14," name somebody to protect; "Jane Roe, the
army's spokeswoman, said" an office. "..., a teacher said" at the end says who speaks, and nothing
of the name before it.
"""

import re
from collections.abc import Iterable, Sequence

from watchfloor.vocab.capitals import Run, Span, Token, name_runs, tokens_of
from watchfloor.vocab.discretion_words import FORCE, words

REACH = 90
"""Characters of a sentence after a name that are looked at."""

HEAD = 5
"""Words of an apposition among which its noun stands."""

_APPOSED = re.compile(r"(?:,|\s[–—-]|\s?\()\s?([^,.;:()\n–—]{2,80})(?P<close>[,.;:)\n–—]|$)")
_AGED = re.compile(
    r",? aged \d{1,2}\b|,? \(?\d{1,2}-year-old|\s?\(\d{1,2}\)|,\s\d{1,2}(?=[,.;)]|$| and | who )"
)
_OFFICE_OF = re.compile(
    r"\b(?:a|an|the|its|their|his|her) (?P<office>(?:[\w-]+ ){0,3}[\w-]+)"
    r" (?:(?:of|for|in|at|with) (?P<whom>[^,.;:()\n]{2,60})|abroad|here|there), ?$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:[A-Z]\w{0,4}\. )+$")
_STUDIES = re.compile(r",? of (?:the )?(?P<body>(?:(?:[A-Z][\w’'&-]*|for|and|of|on) ){0,6}[\w-]+)")
_CLOSES = re.compile(r"\s*(?:[,.;:)”\"\n]|$)")
_BEGINS = frozenset(
    (
        "a",
        "an",
        "the",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "one",
        "another",
        "also",
        "then",
        "once",
        "now",
        "former",
        "formerly",
    )
)
_ENDS = frozenset(
    ("of", "for", "in", "at", "from", "with", "to", "on", "by", "near", "who", "whose", "which")
)


def names_to_protect(prose: str) -> tuple[Span, ...]:
    """Return where sentences hold names beside a word for one to protect, or beside an age.

    Words all in capitals hold none: nothing tells a name among them.
    """
    return () if prose.isupper() else protected_among(name_runs(prose))


def protected_among(runs: Iterable[Run]) -> tuple[Span, ...]:
    """Return where those runs of some sentences stand that `names_to_protect` finds."""
    return tuple(run.span for run in map(_without_small, runs) if run and _is_told(run))


def holds_office(prose: str, start: int, end: int) -> bool:
    """Say whether the words beside a name at start..end make its bearer an office-holder."""
    before = prose[max(0, start - REACH) : start]
    titled = _titled(before)
    if _weight(list(tokens_of(before[titled:]))) != "public":
        before = before[:titled]  # "the head of the agency, Dr. Jane Roe"
    if _studies(prose, end):
        return True
    last = before.split()[-1:] if before[-1:].isspace() else []
    tokens = list(tokens_of(last[0])) if last else []
    closed = bool(_CLOSES.match(prose, end))
    is_apart = bool(last) and last[0][-1:] == ","
    if tokens and (not is_apart or closed) and _weight([tokens[-1]]) == "public":
        return not (is_apart and _whose(before) == "private")
    return (closed and _whose(before) == "public") or _apposed(prose, end) == "public"


def _whose(before: str) -> str | None:
    """Return what "the spokesman of Somalia's government," before a name makes its bearer.

    Its noun decides, and a word for one to protect outweighs it: "the driver of the minister,". An
    office is of somebody with a name, and of nothing done: "the commander of killing a farmer,".
    """
    found = _OFFICE_OF.search(before)
    if found is None:
        return None
    tokens, whom = list(tokens_of(found["office"])), list(tokens_of(found["whom"] or ""))
    if _weight([*tokens, *whom]) == "private":
        return "private"
    if whom and not _is_body(whom):
        return None
    return _weight(tokens[-1:])


def _is_body(whom: Sequence[Token]) -> bool:
    """Say whether an office may be of something: it has a name, or is a body or people."""
    if any(one.low in ("a", "an") or one.low.endswith("ing") for one in whom):
        return False
    is_named = any(letter.isupper() for one in whom for letter in one.text)
    return is_named or whom[-1].low in words("body") | words("people")


def _titled(before: str) -> int:
    """Return where titles begin that end some words: "the head of the agency, Dr. "."""
    found = _TITLED.search(before)
    return found.start() if found else len(before)


def _studies(prose: str, end: int) -> bool:
    """Say whether a name is of a body whose people are analysts: " of the Sand Policy Forum"."""
    found = _STUDIES.match(prose[: end + REACH], end)
    if found is None:
        return False
    low = {token.low for token in tokens_of(found["body"])}
    is_named = found["body"][:1].isupper() or "think-tank" in low
    return is_named and bool(low & words("study"))


def _without_small(run: Run) -> Run | None:
    """Return a run without words that only begin a sentence: "When Hamid Faraj"."""
    first = run.first
    while first < run.last and run.tokens[first].low in words("small"):
        first += 1
    rest = Run(run.said, run.tokens, first, run.last)
    return rest if first == run.first or (first < run.last and rest.is_name()) else None


def _is_told(run: Run) -> bool:
    start, end = run.span
    if _weight(run.inside) == "public" or holds_office(run.said, start, end):
        return False
    before, gap = run.before, run.gap_before()
    beside = before is not None and _weight([before]) == "private"
    if beside and (gap.isspace() or (gap.strip() == "," and _CLOSES.match(run.said, end))):
        return True
    return bool(_AGED.match(run.said, end)) or _apposed(run.said, end) == "private"


def _apposed(prose: str, end: int) -> str | None:
    """Return what the apposition after a name makes its bearer: "public", "private", or nothing."""
    found = _APPOSED.match(prose[: end + REACH], end)
    if found is None or (not found["close"] and end + REACH < len(prose)):
        return None
    tokens = list(tokens_of(found[1]))
    if not tokens or any(token.low in words("saying") for token in tokens):
        return None
    if tokens[0].low not in _BEGINS and _weight([tokens[0]]) is None:
        return None
    head = []
    for token in tokens[:HEAD]:
        if token.low in _ENDS:
            break
        head.append(token)
    return _weight(head)


def _weight(tokens: Sequence[Token]) -> str | None:
    """Return the class of some words: one to protect outweighs an office."""
    held = [
        token
        for at, token in enumerate(tokens)
        if token.low not in FORCE or not at or tokens[at - 1].low not in words("corps")
    ]
    low = {part for token in held for part in (token.low, *token.low.split("-"))}
    low |= {token.low.partition("-")[2] for token in held}
    for kind in ("private", "public"):
        if low & words(kind):
            return kind
    return None
