"""Head words: where two spans of one thing meet, however much of the phrase each side marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"\w(?:[\w.'’&-]*\w)?")
POSSESSIVE = re.compile(r"(?<=\w)['’][sS]$")
STOPS = frozenset(
    WORD.findall(
        "of in on at to for from by with within near against between among over under after before "
        "during since without about into including who whom whose which that where when while as "
        "and or but"
    )
)
"""Words before which the core of a noun phrase ends: the president | of Mali."""

LIGHT = frozenset(
    WORD.findall(
        "be been being is are was were have has had having do does did carry carries carried "
        "carrying take takes took taken taking make makes made making launch launches launched "
        "launching stage staged staging conduct conducted conducting commit committed committing "
        "open opens opened opening go goes went gone going set sets setting the a an out up off"
    )
)
"""Words that are not the head of a trigger if another word follows: opened a *probe*."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A span and its head word, which lies inside it."""

    span: Span
    head: Span

    def is_same(self, other: "Marked") -> bool:
        """Tell whether each span holds the other's head: the phrases name one thing."""
        return inside(self.head, other.span) and inside(other.head, self.span)

    def touches(self, other: "Marked") -> bool:
        """Tell whether either span holds the other's head."""
        return inside(self.head, other.span) or inside(other.head, self.span)


def inside(head: Span, span: Span) -> bool:
    """Tell whether a word lies in a span."""
    return span[0] <= head[0] and head[1] <= span[1]


def phrase(text: str, span: Span) -> Marked:
    """Mark a noun phrase: its head is the last word before a preposition, comma or clause."""
    found: Span | None = None
    for word in _words(text, span):
        is_stop = text[slice(*word)].lower() in STOPS
        if found and (is_stop or "," in text[found[1] : word[0]]):
            break
        if not is_stop:
            found = word
    return Marked(span, found or span)


def trigger(text: str, span: Span) -> Marked:
    """Mark a trigger: its head is the first word that is neither light nor an article."""
    words = list(_words(text, span))
    heavy = [word for word in words if text[slice(*word)].lower() not in LIGHT]
    return Marked(span, next(iter(heavy or words), span))


def _words(text: str, span: Span) -> Iterator[Span]:
    for found in WORD.finditer(text, *span):
        yield found.start(), found.start() + len(POSSESSIVE.sub("", found[0]))
