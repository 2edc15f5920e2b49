"""Whose name may be shown, and which places may be pointed at: a table of words and its reader."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from watchfloor.vocab import tables

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GAP = re.compile(r"[ \u00a0.]{1,2}")
_PEOPLES = re.compile(r"(?:ians|icans|idis|anis|aqis|inis|ites|awis)$")
_INITIALS = re.compile(r"[A-Z](?:\.?[A-Z]){0,4}\.?")
_LONGEST = 400
"""Characters of a mention that are looked at: no name of a person is longer."""


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one class of the table.

    Raises:
        VocabularyError: the table is of another version.
    """
    rows = tables.read("discretion", "1", ("class", "words"))
    return frozenset(
        word for row in rows if row["class"] == kind for word in row["words"].split("|")
    )


def person_names(said: str) -> tuple[Span, ...]:
    """Return where a mention of a person holds a name: runs of words with a capital.

    "a teacher, Ahmed al-Hassan" holds one, "Iraqi protesters" and "Armed men" hold none.
    """
    head = said[:_LONGEST]
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(head)]
    return tuple(run for run in _runs(head, tokens) if _is_name(head, run, tokens))


def is_public(said: str) -> bool:
    """Say whether a mention names an office, a command or a spokesperson, and nobody to protect."""
    found = set(_low(said))
    return bool(found & words("public")) and not found & words("private")


def is_to_protect(said: str) -> bool:
    """Say whether the words beside a name make it one of those to protect."""
    return bool(set(_low(said)) & words("private"))


def may_be_person(said: str) -> bool:
    """Say whether words of unknown kind may be a person's name and nothing more."""
    low = _low(said)
    if not low or low[0] in ("the", "a", "an") or set(low) & words("body"):
        return False
    names = person_names(said)
    return sum(end - start for start, end in names) * 2 > len(said.strip())


def site_word(said: str) -> str | None:
    """Return the words of a place of shelter, care or aid, if a mention or a place names one."""
    found = _sites().search(said[:_LONGEST])
    return found.group().lower() if found else None


def lines_with_sites(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines in which `site_word` finds something.

    All are searched as one text, which takes a fifth of the time.
    """
    cut = [line[:_LONGEST].replace("\n", " ") for line in lines]
    ends = list(accumulate(len(line) + 1 for line in cut))
    found = _sites().finditer("\n".join(cut))
    return list(dict.fromkeys(bisect_right(ends, match.start()) for match in found))


@cache
def _sites() -> re.Pattern[str]:
    stems = sorted(words("site"), key=len, reverse=True)
    made = (
        re.escape(one.removesuffix("*")) + ("(?:s|es|y|ies)?" if one[-1:] == "*" else "")
        for one in stems
    )
    return re.compile(rf"\b(?:{'|'.join(made)})\b", re.IGNORECASE)


def _low(said: str) -> list[str]:
    """Return the words of a mention, small, those with a hyphen also in parts."""
    found = []
    for match in _TOKEN.finditer(said[:_LONGEST]):
        word = match.group().lower().replace("’s", "").replace("'s", "")
        found += [word, *word.split("-"), word.partition("-")[2]] if "-" in word else [word]
    return found


def _runs(said: str, tokens: list[tuple[int, int, str]]) -> Iterator[Span]:
    """Yield runs of tokens with a capital; small particles may stand inside one."""
    run: Span | None = None
    pending: Span | None = None
    for start, end, token in tokens:
        capital = any(part[:1].isupper() for part in re.split(r"['’.-]", token))
        joined = run is not None and _GAP.fullmatch(said[(pending or run)[1] : start])
        if capital and run and joined:
            run, pending = (run[0], end), None
        elif capital:
            if run:
                yield run
            run, pending = (start, end), None
        elif run and joined and token.lower() in words("particle"):
            pending = start, end
        elif run:
            yield run
            run, pending = None, None
    if run:
        yield run


def _is_name(said: str, run: Span, tokens: list[tuple[int, int, str]]) -> bool:
    """Say whether a run is a name: of two words or more, or one that is no noun for people."""
    inside = [token for start, _, token in tokens if run[0] <= start < run[1]]
    low = [token.lower() for token in inside]
    common = words("people") | words("public") | words("private")
    if all(word in common or word in ("the", "a", "an") for word in low):
        return False
    if len(inside) > 1:
        return True
    if _INITIALS.fullmatch(inside[0]):
        return False
    rest = said[run[1] :]
    follows = _TOKEN.search(rest)
    is_adjective = follows is not None and rest[: follows.start()] in (" ", "\u00a0")
    return not is_adjective and not _PEOPLES.search(low[0])
