"""Runs of words with a capital, and which of them may name a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from watchfloor.vocab.discretion_words import words

Span = tuple[int, int]

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GAP = re.compile(r"[ \u00a0]{1,2}|\.[ \u00a0]?")
_PEOPLES = re.compile(r"(?:ians|icans|idis|anis|aqis|inis|ites|awis|ologists)$")
_INITIALS = re.compile(r"[A-Z](?:\.?[A-Z]){0,4}\.?")
_PART = re.compile(r"['’.-]")
_OWNER = ("'s", "’s")


class Token(NamedTuple):
    """One word and where it stands; `low` is small and without the ending of an owner."""

    start: int
    end: int
    text: str
    low: str

    @property
    def owns(self) -> bool:
        """Return whether it ends as an owner does: "Omar's"."""
        return self.text.endswith(_OWNER)

    @property
    def has_capital(self) -> bool:
        """Return whether a part of it begins with a capital, and it is no day or month."""
        if self.text.islower():
            return False
        is_upper = self.text[0].isupper() or any(
            part[:1].isupper() for part in _PART.split(self.text)
        )
        return is_upper and self.low not in words("calendar")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to before `last` of some words, each with a capital or a particle between."""

    said: str
    tokens: Sequence[Token]
    first: int
    last: int

    @property
    def inside(self) -> Sequence[Token]:
        """Return its tokens."""
        return self.tokens[self.first : self.last]

    @property
    def before(self) -> Token | None:
        """Return the word before it."""
        return self.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        """Return the word after it."""
        return self.tokens[self.last] if self.last < len(self.tokens) else None

    @property
    def span(self) -> Span:
        """Return where it stands, without the ending of an owner."""
        end = self.tokens[self.last - 1]
        return self.tokens[self.first].start, end.end - (2 if end.owns else 0)

    def gap_before(self) -> str:
        """Return what stands between the word before it and its first."""
        start = self.tokens[self.first].start
        return self.said[self.before.end : start] if self.before else self.said[:start]

    def is_name(self) -> bool:
        """Say whether it may name a person: no people, office, body, noun for people or day."""
        low = [token.low for token in self.inside]
        if all(map(_is_common, low)) or low[-1] in words("body"):
            return False
        if self._modifies() or self._is_place() or self._is_counted() or _is_people(low):
            return False
        if len(low) > 1:
            return True
        text = self.inside[0].text
        return not _INITIALS.fullmatch(text) and not _PEOPLES.search(low[0])

    def _is_place(self) -> bool:
        """Say whether the words before it make it a place or body: "in Mosul", "the Sand Lab".

        So does what it is of: "residents of Mosul", "the ministers of Mali", "Omar Haddad of Sand".
        """
        if self.before is None or not self.gap_before().isspace():
            return False
        here = self.before.low
        if here == "the":
            return self._has_article()
        if self.inside[-1].owns:
            return False
        if here in ("of", "from") and self.first > 1:
            return here == "from" or self._is_of(self.tokens[self.first - 2])
        return here in words("where")

    def _has_article(self) -> bool:
        """Say whether "the" before it makes it no person: not "the Rev. X", nor "the General X"."""
        first = self.inside[0].low
        return not any(first in words(kind) for kind in ("title", "public", "private"))

    def _is_of(self, head: Token) -> bool:
        """Say whether what is of something is a body, an office, dwellers, or has a name itself."""
        if head.has_capital and len(self.inside) > 1 and self.inside[0].low in words("portfolio"):
            return False  # "Secretary of State Jane Roe"
        kinds = ("dweller", "public", "body")
        is_head = any(head.low in words(kind) for kind in kinds) and not _is_kin(head.low)
        return is_head or (head.has_capital and not _is_common(head.low))

    def _is_counted(self) -> bool:
        """Say whether one word is counted, or one of a kind: "ten Peshmerga", "a Kalashnikov"."""
        if self.before is None or len(self.inside) > 1 or not self.gap_before().isspace():
            return False
        low = self.before.low
        return low in ("a", "an") or low in words("number") or low.isdigit()

    def _modifies(self) -> bool:
        """Say whether it tells whose people or what kind: "Sand Front gunmen"."""
        follows = self.after
        if follows is None or self.inside[-1].owns or follows.has_capital:
            return False
        if self.said[self.inside[-1].end : follows.start] not in (" ", "\u00a0"):
            return False
        is_noun = follows.low in words("people") or follows.low in words("private")
        return is_noun if self.last - self.first > 1 else True


def _is_people(low: Sequence[str]) -> bool:
    """Say whether words name a people, counted or not: "No Americans", "One Kenyan"."""
    bare = [word for word in low if not counts(word)]
    peoples = words("nation") if len(bare) == len(low) else words("nation") | words("nationality")
    return bool(bare) and all(word in peoples or _PEOPLES.search(word) for word in bare)


@lru_cache(maxsize=1 << 14)
def counts(word: str) -> bool:
    """Say whether a word begins a sentence or counts: "no", "two", "forty-two"."""
    known = words("small") | words("number")
    return all(part in known for part in word.split("-"))


def _is_common(word: str) -> bool:
    """Say whether a word names nobody, even with a capital."""
    return word in _common() or counts(word)


def _is_kin(word: str) -> bool:
    return word in words("private") and word not in words("dweller")


@cache
def _small() -> frozenset[str]:
    """Return words that are small wherever capitals tell something."""
    kinds = ("small", "number", "people", "private", "public", "body", "particle")
    return frozenset().union(*map(words, kinds))


@cache
def _common() -> frozenset[str]:
    """Return words that name nobody, even with a capital."""
    kinds = ("people", "public", "private", "month_name", "title", "small")
    return frozenset().union(*map(words, kinds))


def name_runs(said: str) -> Iterator[Run]:
    """Yield the runs that may name a person, in order; the time is linear in the length."""
    tokens = tuple(tokens_of(said))
    for first, last in _runs(said, tokens):
        run = Run(said, tokens, first, last)
        if run.is_name():
            yield run


def tokens_of(said: str) -> Iterator[Token]:
    """Yield the words of a text; in one all in capitals, small words count as such."""
    is_shouted = said.isupper()
    for match in WORD.finditer(said):
        text = match.group()
        low = text.lower()
        if low.endswith(_OWNER):
            low = low[:-2]
        if is_shouted and low in _small():
            text = text.lower()
        yield Token(match.start(), match.end(), text, low)


def _runs(said: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield first and past the last token of runs; small particles may stand inside one."""
    run: Span | None = None
    for at, token in enumerate(tokens):
        if run is None and token.text.islower():
            continue  # most words of a text
        joined = run is not None and _joins(said, tokens[at - 1], token)
        if token.has_capital:
            if run and not joined:
                yield run
            run = (run[0] if run and joined else at, at + 1)
        elif run and not (joined and token.low in words("particle")):
            yield run
            run = None
    if run:
        yield run


def _joins(said: str, one: Token, other: Token) -> bool:
    """Say whether two words may be parts of one name: a point follows titles and initials alone."""
    gap = said[one.end : other.start]
    if not _GAP.fullmatch(gap) or one.owns:
        return False
    return "." not in gap or len(one.text) == 1 or one.low in words("title")
