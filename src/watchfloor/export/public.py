"""Whom a text itself makes public, and which of its capitals name nobody.

A row is masked by its words; what its text says elsewhere ("President Harker", "MS. HARKER:") tells
that a bare name is an office-holder's, and what stands behind a word that it is a body's.
"""

import re
from collections.abc import Collection, Iterator

from watchfloor.vocab.apposition import REACH, holds_office, protected_among
from watchfloor.vocab.capitals import Run, Span, name_runs
from watchfloor.vocab.discretion import is_public
from watchfloor.vocab.discretion_words import words

_LABEL = re.compile(
    r"^[ \t]*(?:MR|MS|MRS|DR|SEN|GEN|AMB|SECRETARY|PRESIDENT)\.? ([A-Z][A-Z'’-]+)(?: [A-Z'’-]+)*:",
    re.MULTILINE,
)
"""Who speaks in a transcript: officials, and reporters without a name."""

_AFTER = re.compile(r"(?P<gap>[ \u00a0])(?P<next>[^\W\d_][\w’'-]*)(?: (?P<then>[A-Z][\w’'-]*))?")
_NOUNS = ("body", "people")

_AGES = re.compile(r"aged \d|\d-year|\(\d{1,2}\)|,\s\d{1,2}(?=[,.;)]|$| and | who )")
"""What may be an age."""

AROUND = 2 * REACH
"""Characters around such a word in which a name may stand beside it, with what is beside that."""


def protected_in(text: str) -> tuple[str, ...]:
    """Return the names that stand in a text beside a word for one to protect, or an age.

    Only what is near such a word is cut into words: it takes most of the time, and is rare.
    """
    if text.isupper():
        return ()
    found = []
    for low, high in _near(text):
        piece = text[low:high]
        found += [piece[start:end] for start, end in protected_among(name_runs(piece))]
    return tuple(dict.fromkeys(found))


def _near(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole words around whatever makes a name beside it one to protect."""
    low = high = 0
    for start, end in sorted(_to_protect(text)):
        if high and start - AROUND <= high:
            high = max(high, end + AROUND)
            continue
        if high:
            yield _whole(text, low, high)
        low, high = max(0, start - AROUND), end + AROUND
    if high:
        yield _whole(text, low, high)


def _to_protect(text: str) -> Iterator[Span]:
    """Yield where words for one to protect, and ages, stand; a parser of patterns is too slow."""
    small = text.lower()
    if len(small) != len(text):  # a letter that has no small one of its length
        yield 0, len(text)
        return
    for match in _AGES.finditer(small):
        yield match.span()
    for word in words("private"):
        at = small.find(word)
        while at >= 0:
            end = at + len(word)
            if not (small[at - 1 : at].isalnum() or small[end : end + 1].isalnum()):
                yield at, end
            at = small.find(word, end)


def _whole(text: str, low: int, high: int) -> tuple[int, int]:
    while low and not text[low - 1].isspace() and not text[low].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    return low, high


def public_in(
    text: str, leaders: frozenset[str], protected: Collection[str] = ()
) -> frozenset[str]:
    """Return the names that a text gives office-holders, the bare ones that it uses for them, too.

    Args:
        text: the text; one all in capitals tells nothing.
        leaders: folded names of people of the knowledge base.
        protected: names of those to protect, as `protected_in` finds them: no bare part of these is
            public by a first name or a transcript.
    """
    if text.isupper():
        return frozenset()
    parts_kept = {part for one in protected for part in one.split()}
    kept = {part.casefold() for part in parts_kept}
    labels = {match[1] for match in _LABEL.finditer(text) if match[1].casefold() not in kept}
    lasts = {label.casefold() for label in labels}
    found, firsts = set(labels), dict[str, set[str]]()
    for run in name_runs(text):
        name = _bare(run)
        if not name:
            continue
        parts = name.split()
        firsts.setdefault(parts[0], set()).add(name)
        is_leader = " ".join(name.casefold().split()) in leaders
        is_voice = parts[-1].casefold() in lasts
        if is_leader or is_voice or _is_office(run):
            found.add(name)
            found |= {parts[-1]} if is_leader or is_voice else set()
    return frozenset(found | set(_first_names(found, firsts, parts_kept)))


def _first_names(
    public: set[str], firsts: dict[str, set[str]], protected: set[str]
) -> Iterator[str]:
    """Yield first names that a text gives one office-holder and nobody else."""
    for name in public:
        first, _, rest = name.partition(" ")
        others = {one for one in firsts.get(first, ()) if one not in (name, first)}
        if rest and not others and first not in protected:
            yield first


def _bare(run: Run) -> str:
    """Return the words of a run behind its last office or title: "Harker" of "President Harker"."""
    kept = run.first
    for at in range(run.first, run.last):
        low = run.tokens[at].low.rstrip(".")
        if low in words("public") or low in words("title"):
            kept = at + 1
    if kept == run.first and _is_portfolio(run):
        kept += 1
    return run.said[run.tokens[kept].start : run.span[1]] if kept < run.last else ""


def _is_office(run: Run) -> bool:
    start, end = run.span
    if is_public(run.said[start:end]) or holds_office(run.said, start, end):
        return True
    return _is_portfolio(run)


def _is_portfolio(run: Run) -> bool:
    """Say whether a run begins with what an office is of: "Secretary of State Jane Roe"."""
    if run.last - run.first < 2 or run.first < 2 or run.inside[0].low not in words("portfolio"):  # noqa: PLR2004
        return False
    of, office = run.tokens[run.first - 1], run.tokens[run.first - 2]
    return of.low in ("of", "for") and office.low in words("public") and office.has_capital


def names_nobody(name: str, text: str) -> bool:
    """Say whether a name stands in a text before what makes it a body's, each time it stands there.

    "the Tersa agency", "Sand Front fighters", "National Security Advisor Jane Roe".
    """
    found, at = 0, text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            follows = _AFTER.match(text, end)
            if follows is None or not _is_noun(follows["next"], follows["then"]):
                return False
            found += 1
        at = text.find(name, end)
    return found > 0


def _is_noun(after: str, then: str | None) -> bool:
    if after[0].isupper():  # a name that goes on to an office is a part of its title
        return any(one and one.lower() in words("public") for one in (after, then))
    return any(after.lower() in words(kind) for kind in _NOUNS)
