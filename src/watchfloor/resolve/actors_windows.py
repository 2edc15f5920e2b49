"""Names of the tables inside the words of a mention."""

from collections.abc import Iterator
from functools import lru_cache

from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import PERSON, knowledge
from watchfloor.resolve.actors_scan import Scene, bearers, initial_words, longest_from, state_of
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
        determiner = DETERMINER.match(text)
        if determiner is None:
            break
        text = text[determiner.end() :]
    return text.strip(QUOTES) if text.count("'") + text.count("’") == 0 else text.strip()


@lru_cache(maxsize=_MOST)
def windows(text: str) -> tuple[tuple[int, int], ...]:
    """Return spans of whole words that may be a known name, the longest first, then leftmost."""
    words = [word.strip('"“”(),;') for word in text.split()]
    most = list(map(_most_words, words, [*words[1:], ""]))
    if not any(most):
        return ()
    tokens = [match.span() for match in TOKEN.finditer(text)]
    return tuple(
        (tokens[first][0], tokens[first + length - 1][1])
        for length in range(min(max(most), len(tokens)), 0, -1)
        for first in range(len(tokens) - length + 1)
        if length <= most[first]
    )


@lru_cache(maxsize=4 * _MOST)
def _most_words(word: str, following: str) -> int:
    """Return how many words a name that begins with one word, another behind it, has at most."""
    initial = initial_words()
    key = word_key(word)
    if key not in initial and word_key(word.split("-", 1)[0]) not in initial:
        return 0
    if not (word.isalpha() and following.isalpha()):
        return LONGEST_ALIAS
    names = longest_from()
    if f"{key} {word_key(following)}" in names:
        return LONGEST_ALIAS
    return 1 if key in names else 0


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
    for start, end, undotted, persons, bodies in names_inside(text):
        if undotted not in acronyms and (ids := persons if people else bodies):
            yield start, end, ids


@lru_cache(maxsize=_MOST)
def names_inside(
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
