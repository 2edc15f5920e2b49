"""Whose voice a text credits, by the words alone: an outlet's people are the outlet.

"Our correspondent", "its reporter", "he" and "this newspaper" name nobody beside whoever publishes;
"an AFP journalist in Gao" and "the Reuters news agency" name an outlet by more words than its name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchfloor.fuse.words import is_empty

_STAFF = (
    r"(?:correspondent|reporter|journalist|stringer|photographer|photojournalist|cameraman"
    r"|contributor|crew|bureau|newsroom|staff|team)s?"
)
_MEDIUM = (
    r"(?:newspaper|paper|daily|weekly|magazine|news\s(?:agency|wire|service|site|website|outlet"
    r"|channel|network)|newswire|broadcaster|website|radio(?:\sstation)?|television|tv|channel"
    r"|network|agency|service|outlet|station|wire|portal)"
)
_PLACED = r"(?:\s(?:in|at|on|near|from|with|inside|outside|there|here)\b.{0,80})?"
_OWN = re.compile(
    rf"(?:one\sof\s)?(?:our|its|their|this|these|my)\s(?:\S{{1,30}}\s){{0,3}}(?:{_STAFF}|{_MEDIUM})"
    rf"{_PLACED}"
    rf"|(?:(?:an?|the|one|two|several)\s)?(?:own\s)?(?:correspondent|reporter)s?{_PLACED}"
    r"|the\s(?:newspaper|paper|broadcaster|news\s(?:agency|site|outlet|channel|website))",
    re.IGNORECASE,
)
"""Words for whoever publishes, by themselves. "A journalist" or "the agency" may be somebody else.
"""

_FRAME = " \t\n.,;:()[]\"'“”‘’«»"
_ARTICLE = re.compile(r"(?:an?|the|one\sof)\s", re.IGNORECASE)
_STAFF_AFTER = re.compile(
    rf"(?:['’]s?)?\s(?:(?:own|local|news|chief|senior|special|staff)\s)?{_STAFF}{_PLACED}\Z",
    re.IGNORECASE,
)
_MEDIUM_AFTER = re.compile(rf"\s{_MEDIUM}\Z", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:.{{0,60}}?\b{_MEDIUM}|.{{1,40}}?['’]s?)\s", re.IGNORECASE)

LONGEST = 200
"""Characters of a name that are looked at: a bound for hostile text."""


@lru_cache(maxsize=50_000)
def is_own(words: str | None) -> bool:
    """Say whether words name nobody but the outlet whose text they stand in."""
    said = _flat(words)
    return is_empty(said) or _OWN.fullmatch(said) is not None


@lru_cache(maxsize=50_000)
def outlets_meant(words: str | None) -> tuple[str, ...]:
    """Return the names that words may give an outlet, the fullest first: all but what describes it.

    "An AFP reporter in Gao" may mean "AFP", "Iran's state news agency IRNA" may mean "IRNA".
    """
    return tuple(dict.fromkeys(_meant(_flat(words))))


def _meant(said: str) -> Iterator[str]:
    yield said
    bare = _ARTICLE.sub("", said, count=1) if _ARTICLE.match(said) else said
    for one in (bare, _STAFF_AFTER.sub("", bare)):
        yield one
        yield _MEDIUM_AFTER.sub("", one)
        for before in _BEFORE.finditer(one):
            yield one[before.end() :]


def _flat(words: str | None) -> str:
    return " ".join((words or "")[:LONGEST].split()).strip(_FRAME)
