"""Tokens, sentences and word classes: what the rules of the lexicon coder look at.

Everything is linear in the text: one bounded pattern makes the tokens, sentences are handed out
one at a time, and none is longer than `LONGEST` tokens.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from watchfloor import assets
from watchfloor.model import Document
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

LONGEST = 160
"""Tokens in one sentence; a longer one is cut, so that frames stay cheap on hostile text."""

WRAP = 50
"""A line shorter than this that ends without a stop is a heading, a longer one is wrapped text."""

_BARE_DATELINE = 4
"""Tokens of a dateline without a date, at most: NEW YORK, N.Y. --"""

_TOKEN = late_regex(
    r"(?:[A-Za-z]\.){2,}(?:-[^\W_]+)*"  # U.S., U.S.-led
    r"|\d+(?:[.,]\d+)*(?:-[^\W_]+)*"  # 2,500, 16-year-old
    r"|['’‘ʼ][sS]\b"  # the possessive, apart from its noun
    r"|[^\W_]+(?:['’‘ʼ](?![sS]\b)[^\W_]+|-[^\W_]+)*"  # don't, Kata'ib, Iran-backed
    r"|\n|--+|[^\s\w]|_"
)
_CLOSERS = frozenset("\"'”’»)]")
_OPENERS = frozenset("\"'“‘«([")
_STOPS = frozenset(".!?…")


_APOSTROPHES = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with their offsets, `lower` with plain apostrophes; `body` begins after a dateline."""

    index: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    shouted: bool
    body: int

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The words table: a tag for closed-class words and verbs, kinds of nouns, named sets."""

    tags: Mapping[str, str]
    kinds: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]


@cache
def word_classes() -> WordClasses:
    """Return the words table, read once."""
    tags, kinds, sets = _word_classes()
    return WordClasses(
        tags=MappingProxyType(tags),
        kinds=MappingProxyType(kinds),
        sets=MappingProxyType(sets),
    )


@assets.made_ready("words", of=("words",))
def _word_classes() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    tags: dict[str, str] = {}
    kinds: dict[str, str] = {}
    sets: dict[str, frozenset[str]] = {}
    verbs: dict[str, set[str]] = {}
    for row in assets.load_rows("words"):
        family, name = row["class"].split(".")
        words = row["words"].split("|")
        sets[row["class"]] = frozenset(words)
        for word in words:
            if family == "tag":
                tags.setdefault(word, name)
            elif family == "verb":
                for form in verb_forms(word):
                    tags.setdefault(form, "V")
                    verbs.setdefault(name, set()).add(form)
            elif family == "noun":
                for form in noun_forms(word):
                    kinds.setdefault(form, name)
    sets |= {name: frozenset(forms) for name, forms in verbs.items()}
    return tags, kinds, sets


_VOWELS = frozenset("aeiou")


@cache
def words(name: str) -> frozenset[str]:
    """Return one row of the words table as a set."""
    return word_classes().sets[name]


@cache
def numerals() -> Mapping[str, int]:
    """Return number words with their values; "dozens" and the like with the least they mean."""
    sets = word_classes().sets
    return MappingProxyType(
        {
            word: int(name.removeprefix("number."))
            for name, found in sets.items()
            if name.startswith("number.") and name[-1].isdigit()
            for word in found
        }
    )


@cache
def verb_forms(verb: str) -> tuple[str, ...]:
    """Return every inflected form of a verb, its base first."""
    irregular = _irregular()
    if verb in irregular:
        return irregular[verb]
    if verb in irregular["double"]:
        stem = verb + verb[-1]
        return (verb, verb + "s", stem + "ed", stem + "ing")
    if verb.endswith("e"):
        stem = verb[:-1] if not verb.endswith("ee") else verb
        return (verb, verb + "s", verb + "d", stem + "ing")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return (verb, plural, verb + "ed", verb + "ing")


@cache
def noun_forms(noun: str) -> tuple[str, ...]:
    """Return a noun and its plural; the last word of a phrase is the one that changes."""
    if noun.endswith(("man", "woman")):
        return (noun, noun[:-2] + "en")
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return (noun, noun + "es")
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun, noun[:-1] + "ies")
    return (noun, noun + "s")


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    """Return the forms of irregular verbs, and under "double" those that double a consonant."""
    rows = assets.load_rows("words")
    return MappingProxyType(
        {
            row["class"].removeprefix("form."): tuple(row["words"].split("|"))
            for row in rows
            if row["class"].startswith("form.")
        }
    )


@cache
def participles() -> frozenset[str]:
    """Return the irregular past participles; the regular ones end in -ed."""
    return frozenset(
        forms[-2] if len(forms) > 3 else verb  # noqa: PLR2004  (hit, hits, hitting: hit)
        for verb, forms in _irregular().items()
        if verb != "double" and len(forms) > 2  # noqa: PLR2004  (base, -s, past, -ing)
    )


def is_participle(form: str) -> bool:
    """Say whether a verb form can stand in the passive: attacked, shot, taken."""
    return form.endswith("ed") or form in participles()


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a text in order, none of them inside or across boilerplate."""
    position, index = 0, 0
    small = document.text.islower()
    edges = [(part.start, part.end) for part in document.boilerplate]
    for start, end in [*edges, (len(document.text), len(document.text))]:
        for tokens in _split(document.text, position, start, small=small):
            yield _sentence(index, tokens)
            index += 1
        position = end


def _split(text: str, start: int, end: int, *, small: bool) -> Iterator[list[re.Match[str]]]:
    """Group the tokens of `text[start:end]` into sentences; a `small` text has no capitals."""
    group: list[re.Match[str]] = []
    stopped, line = False, start
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        if word == "\n":
            short = match.start() - line < WRAP
            blank = text[match.end() : match.end() + 1] in ("\n", "")
            if group and (stopped or short or blank or not text[match.end()].isalnum()):
                yield group
                group, stopped = [], False
            line = match.end()
            continue
        apart = bool(group) and match.start() > group[-1].end()
        if stopped and apart and (small or _opens(word)):
            yield group
            group, stopped = [], False
        elif stopped and word not in _CLOSERS and word not in _STOPS:
            stopped = False
        elif len(group) >= LONGEST:
            yield group
            group = []
        group.append(match)
        if word in _STOPS:
            stopped = word != "." or not _abbreviation(group)
        elif word == ";":
            stopped = False
    if group:
        yield group


def _opens(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word in _OPENERS or word[0] in "—–-•*"


def _abbreviation(group: list[re.Match[str]]) -> bool:
    """Say whether the full stop that ends `group` belongs to the word before it."""
    if len(group) < 2:  # noqa: PLR2004  (the stop and a word before it)
        return False
    word, stop = group[-2], group[-1]
    if word.end() != stop.start():
        return False
    return word[0].lower() in words("sentence.abbreviations") or (
        len(word[0]) == 1 and word[0].isupper()
    )


def _sentence(index: int, tokens: list[re.Match[str]]) -> Sentence:
    words = tuple(match[0] for match in tokens)
    letters = [word for word in words if word[0].isalpha()]
    capitals = sum(map(str.isupper, letters))
    shouted = len(letters) > 3 and capitals > 0.7 * len(letters)  # noqa: PLR2004  (most of a few words)
    return Sentence(
        index=index,
        starts=tuple(match.start() for match in tokens),
        ends=tuple(match.end() for match in tokens),
        words=words,
        lower=tuple(map(_small, words)),
        shouted=shouted,
        body=_dateline(words, shouted),
    )


def _small(word: str) -> str:
    return word.lower() if word.isascii() else word.lower().translate(_APOSTROPHES)


def _dateline(words: tuple[str, ...], shouted: bool) -> int:
    """Return where the text begins after "CITY, Month 3 (Agency) --", or 0."""
    if not words or not words[0].isupper() or len(words[0]) == 1:
        return 0
    for place, word in enumerate(words[:14]):
        if word in ("—", "–", "-") or word.startswith("--"):
            dated = any(before == "(" or before[0].isdigit() for before in words[:place])
            bare = place <= _BARE_DATELINE and not shouted
            return place + 1 if dated or bare else 0
    return 0
