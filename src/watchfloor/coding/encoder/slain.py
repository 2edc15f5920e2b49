"""The dead whom no number counts: who is killed by name or by office, one by one.

"A strike killed the Quxish general Ana Lima while she met the mayor of Orvale, who was also
killed": two died, though the text has no number. Only what a verb of killing takes counts, and only
one person at a time: "killed Front fighters" says of nobody how many.
"""

from collections.abc import Iterator

from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.quantities import Bounds, Part
from watchfloor.coding.names import known_spans
from watchfloor.coding.phrases import noun_phrases
from watchfloor.coding.words import Sentence, verb_forms, word_classes, words

_KILLS = frozenset(
    form
    for verb in ("kill", "assassinate", "murder", "slay", "behead", "execute")
    for form in verb_forms(verb)
)
_MURDERS = frozenset({"murder", "assassination", "killing", "execution", "beheading", "lynching"})
_BEFORE = 5
"""Words between a verb of killing and whom it takes, at most."""

_CLAUSES = frozenset({"who", "which", "that", "and", "or", ",", ";", "when", "while"})
_BE = frozenset({"was", "were", "is", "been", "being"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_ONE = Bounds(1, 1, 1)
_NAME = 2
"""Words of a full name, at least."""

_LONG = 4
"""Words of a full name without a rank, at most."""


def kills(sentence: Sentence, anchor: Span) -> bool:
    """Say whether the last word of an anchor tells of a killing: "strike killed", "the murder"."""
    own = sentence.lower[slice(*anchor)]
    last = next((word for word in reversed(own) if word != "of"), "")
    return last in _KILLS or last in _MURDERS


def kills_whom(sentence: Sentence, anchor: Span, span: Span) -> bool:
    """Say whether an attack kills who stands behind it: "a bombing killed the editor Ana Lima"."""
    near = sentence.lower[max(anchor[1], span[0] - _BEFORE) : span[0]]
    last = next((place for place, word in enumerate(near) if word in _KILLS), None)
    return last is not None and _CLAUSES.isdisjoint(near[last:])


def slain(sentence: Sentence, span: Span) -> Part | None:
    """Return tokens that name one person as a count of one; None if they name no or several."""
    return Part(*span, _ONE, said=False, bare=True) if _is_one(sentence, span) else None


def _is_one(sentence: Sentence, span: Span) -> bool:
    """Say whether tokens name one person: a rank and a name, two capitals, or "the governor of"."""
    start, end = span
    low, given = sentence.lower, sentence.words
    if sentence.shouted or "and" in low[start:end]:
        return False
    stop = next((place for place in range(start, end) if low[place] in ("of", ",")), end)
    if stop <= start:
        return False
    kind = word_classes().kinds.get(low[stop - 1])
    if kind == "person" and low[start] in _ARTICLES:
        return not low[stop - 1].endswith(("s", "men", "people", "children"))
    kinds, titles = word_classes().kinds, words("names.titles")
    titled = any(
        word in titles or (kinds.get(word) == "person" and not word.endswith("s"))
        for word in low[start:stop]
    )
    named = [word for word in given[start:stop] if word[0].isalpha()]
    if titled:
        named = named[-_NAME:]
    elif low[stop - 1].endswith("s") or any(place in known_spans(sentence) for place in span):
        return False
    capital = all(word[0].isupper() or word.startswith(("al-", "el-")) for word in named)
    return _NAME <= len(named) <= _LONG and capital


def joined(sentence: Sentence, tags: str, span: Span) -> Iterator[Part]:
    """Yield the full name that "and" joins to a name: "Ana Lima | and Omar Haddad |"."""
    start, given = span[1] + 1, sentence.words
    if sentence.shouted or sentence.lower[span[1] : start] != ("and",):
        return
    end = start
    while end < len(given) and given[end][0].isupper() and tags[end] == "C":
        end += 1
    acts = tags[end : end + 1] in ("V", "A")  # killed Ana Lima and Omar Haddad fled
    named = given[span[1] - 1][0].isupper() and end - start >= _NAME
    if named and not acts and start not in known_spans(sentence):
        yield Part(start, end, _ONE, said=False, bare=True)


def both_slain(sentence: Sentence, anchor: Span) -> Part | None:
    """Return the two of "the strike that | killed both him and Lima", counted as two."""
    low, start = sentence.lower, anchor[1]
    start += low[start : start + 1] in (("that",), ("which",))
    if start + 1 >= len(low) or low[start] not in _KILLS or low[start + 1] != "both":
        return None
    joint = next(
        (at for at in range(start + 2, min(len(low), start + _PAIR)) if low[at] == "and"), 0
    )
    if not joint or joint + 1 >= len(low) or not low[joint + 1][0].isalpha():
        return None
    end = joint + 2
    while (
        end < len(low) and sentence.words[end - 1][0].isupper() and sentence.words[end][0].isupper()
    ):
        end += 1
    return Part(start + 1, end, Bounds(2, 2, 2), said=True, bare=False)


_PAIR = 8
"""Words of the first of two who are killed, at most."""


def also_slain(sentence: Sentence, tags: str) -> Iterator[Part]:
    """Yield who died too: the noun phrase before ", who was also killed"."""
    low = sentence.lower
    for place in range(sentence.body + 1, len(low) - 3):
        verb = low[place + 1] in _BE and low[place + 2] == "also" and low[place + 3] in _KILLS
        if low[place] != "who" or not verb:
            continue
        stop = place - (low[place - 1] == ",")
        for phrase in noun_phrases(tags, sentence.body):
            if phrase.start < stop <= phrase.end + 1 and phrase.end <= stop:
                yield Part(phrase.start, phrase.end, _ONE, said=False, bare=True)
