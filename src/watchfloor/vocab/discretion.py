"""Whose name may be shown, and which places may be pointed at: a table of words and its reader."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from watchfloor.vocab.capitals import WORD, Span, name_runs
from watchfloor.vocab.discretion_words import FORCE, words

_LONGEST = 400
"""Characters of a mention that are looked at: no name of a person is longer."""


def person_names(said: str) -> tuple[Span, ...]:
    """Return where a mention of a person holds a name: runs of words with a capital.

    "a teacher, Ahmed al-Hassan" holds one, "Iraqi protesters" and "Armed men" hold none.
    """
    return tuple(run.span for run in name_runs(said[:_LONGEST]))


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
    if said.isupper() and not any(" " in said[start:end] for start, end in names):
        return False  # one word among capitals may be any noun: "CASUALTIES"
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
    found: list[str] = []
    for match in WORD.finditer(said[:_LONGEST]):
        word = match.group().lower().replace("’s", "").replace("'s", "")
        if word in FORCE and found and found[-1] in words("corps"):
            continue  # a coast guard is a force, and nobody who guards
        found += [word, *word.split("-"), word.partition("-")[2]] if "-" in word else [word]
    return found
