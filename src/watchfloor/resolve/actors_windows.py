"""Names of the tables inside the words of a mention."""

from collections.abc import Iterator
from functools import lru_cache

from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import PERSON, knowledge
from watchfloor.resolve.actors_scan import Scene, bearers, initial_words, state_of
from watchfloor.resolve.actors_words import DETERMINER, TOKEN, unowned, word_key

LONGEST_ALIAS = 9
_MOST = 8_192
"""Mentions whose windows are kept: a document names the same ones again and again."""
QUOTES = "\"“”'‘’ "
SPACED = (
    (late_regex(r"\b([A-Z]) ?\. (?=[A-Z] ?\.)"), r"\1."),
    (late_regex(r"\b((?:[A-Z]\.)+[A-Z]) \."), r"\1."),
    (late_regex(r"(?<=\w) - (?=\w)"), "-"),
    (late_regex(r"(?<=\w) (['’]) ?(?=s\b)"), r"\1"),
    (late_regex(r"\s{1,9}"), " "),
)
"""What a tokeniser left in a text: "U . S .", "al - Shabab", "Iran 's"."""
TOKENISED = late_regex(r"[^\S ]|[ .] | [.’'-]")
"""What each of these needs: most mentions have none of it."""
INITIAL = late_regex(r"(?<=\w) [A-Z]\.?(?= [A-Z])")


@lru_cache(maxsize=_MOST)
def bare(words: str) -> str:
    """Return a mention without quotes, articles, counts and the mark of the owner."""
    text = words.strip().strip('"“”').strip()
    if TOKENISED.search(text):
        for pattern, joined in SPACED:
            text = pattern.sub(joined, text)
    text = unowned(text)
    for _ in range(3):
        text = DETERMINER.sub("", text, count=1)
    return text.strip(QUOTES) if text.count("'") + text.count("’") == 0 else text.strip()


@lru_cache(maxsize=_MOST)
def windows(text: str) -> tuple[tuple[int, int], ...]:
    """Return spans of whole words that may be a known name, the longest first, then leftmost."""
    return tuple(_windows(text))


def _windows(text: str) -> Iterator[tuple[int, int]]:
    tokens = [match.span() for match in TOKEN.finditer(text)]
    initial = initial_words()
    firsts = [text[start:end].strip('"“”(),;') for start, end in tokens]
    starts = [
        first
        for first, word in enumerate(firsts)
        if word_key(word) in initial or word_key(word.split("-")[0]) in initial
    ]
    for length in range(min(LONGEST_ALIAS, len(tokens)), 0, -1):
        for first in starts:
            if first + length <= len(tokens):
                yield tokens[first][0], tokens[first + length - 1][1]


def named_inside(
    text: str, scene: Scene, *, people: bool
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield names of the tables inside a mention, people or bodies, the longest first."""
    acronyms = scene.acronyms
    if acronyms and not people:
        for match in TOKEN.finditer(text):
            acronym = unowned(match.group().strip('"“”(),;')).replace(".", "")
            if acronyms.get(acronym):
                yield match.start(), match.end(), acronyms[acronym]
    for start, end, undotted, persons, bodies in _named_inside(text):
        if undotted not in acronyms and (ids := persons if people else bodies):
            yield start, end, ids


@lru_cache(maxsize=_MOST)
def _named_inside(
    text: str,
) -> tuple[tuple[int, int, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return span, name without dots, people and bodies of each known name inside a mention."""
    base, found = knowledge(), []
    for start, end in windows(text):
        name = unowned(text[start:end].strip('"“”(),;'))
        if name in ("", text) or name.islower() or not (ids := bearers(name)):
            continue
        persons = tuple(
            one for one in ids if one in base.actors and base.actors[one].type == PERSON
        )
        bodies = tuple(one for one in ids if one not in persons)
        found.append((start, end, name.replace(".", ""), persons, bodies))
    return tuple(found)


def bodies_in(text: str) -> list[tuple[int, int, str]]:
    """Return the names of bodies and states in the words, the longest first, without overlaps."""
    found: list[tuple[int, int, str]] = []
    for start, end in windows(text):
        name = unowned(text[start:end].strip('"“”(),;'))
        if any(start < other_end and other_start < end for other_start, other_end, _ in found):
            continue
        if bearers(name) or state_of(name):
            found.append((start, end, name))
    return found
