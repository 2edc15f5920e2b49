"""The names of a text as its relations need them: whole, and the same wherever they stand again.

The head of names reads each sentence alone. What it splits ("Kata" and "'ib Brigades" side by
side), misses in one sentence of three or calls a place once is mended by what the rest of the text
says: one sense per discourse (Gale, Church, Yarowsky 1992). A name behind which its initials stand
in brackets is one (Schwartz, Hearst 2003), and so are the initials from there on.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from watchfloor.coding.encoder.decode import Found, without_overlaps
from watchfloor.coding.encoder.encoded import Encoded, Span

_ORG, _PERSON = "ORG", "PER"
_LEAST = 2
"""Words of a name that is looked for again, at least; initials and known bodies may be one."""

_INITIALS = range(2, 9)
"""Letters of initials."""

_FAR = 12
"""Words before the initials in which the name begins, at most."""

_BODIES = frozenset({"army", "government", "military", "navy", "parliament", "police"})

_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "la", "del", "to"})


def settled(encoded: Encoded, names: Sequence[Found]) -> list[Found]:
    """Return the names of a text in order: joined, completed, each of the kind it mostly has."""
    whole = [_of_state(encoded, one) for one in _joined(encoded, names)]
    spelt = list(_spelt_out(encoded))
    known = _kinds(encoded, whole)
    for one in spelt:
        known[_words(encoded, one.span)] = _ORG
    found = [
        replace(one, kind=known.get(_words(encoded, one.span), one.kind))
        for one in [*whole, *spelt, *_again(encoded, known)]
    ]
    longest = sorted(set(found), key=lambda one: (one.start - one.end, one.start))
    return without_overlaps(
        [replace(one, score=float(-number)) for number, one in enumerate(longest)]
    )


def _words(encoded: Encoded, span: Span) -> tuple[str, ...]:
    return encoded.texts[slice(*span)]


def _joined(encoded: Encoded, names: Sequence[Found]) -> Iterator[Found]:
    """Yield names; two bodies side by side, with nothing between them, are one."""
    held: Found | None = None
    for one in names:
        beside = held is not None and held.end == one.start and held.kind == one.kind == _ORG
        if held is not None and beside and _together(encoded, held, one):
            held = replace(held, end=one.end)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _of_state(encoded: Encoded, one: Found) -> Found:
    """Return a people's name with the body of its state behind it: the Iraqi | military."""
    after = encoded.texts[one.end : one.end + 1]
    inside = one.end < encoded.around(one.start)[1]
    if one.kind in (_ORG, _PERSON) or not inside or after[0] not in _BODIES:
        return one
    return replace(one, end=one.end + 1, kind=_ORG)


def _together(encoded: Encoded, one: Found, other: Found) -> bool:
    return bool(encoded.sentence[one.start] == encoded.sentence[other.start])


def _spelt_out(encoded: Encoded) -> Iterator[Found]:
    """Yield names that stand right before their initials in brackets, and the initials."""
    texts = encoded.texts
    for place, word in enumerate(texts):
        if word != "(" or texts[place + 2 : place + 3] != (")",):
            continue
        letters = texts[place + 1]
        if not letters.isupper() or len(letters) not in _INITIALS:
            continue
        start = _begins(texts[max(0, place - _FAR) : place], letters)
        if start:
            yield Found(place - start, place, 1.0, _ORG)
            yield Found(place + 1, place + 2, 1.0, _ORG)


def _begins(before: Sequence[str], letters: str) -> int:
    """Return how many words before a bracket have its letters as initials, 0 if none have."""
    wanted = len(letters) - 1
    for number, word in enumerate(reversed(before), start=1):
        if word[0].isupper() and word[0] == letters[wanted]:
            wanted -= 1
            if wanted < 0:
                return number if number >= _LEAST else 0
        elif word.lower() not in _SMALL and word not in "-’'":
            return 0
    return 0


def _kinds(encoded: Encoded, names: Sequence[Found]) -> dict[tuple[str, ...], str]:
    """Return for each name of two words and more the kind that most of its mentions have."""
    told: dict[tuple[str, ...], Counter[str]] = {}
    for one in names:
        if one.end - one.start >= _LEAST:
            told.setdefault(_words(encoded, one.span), Counter())[one.kind] += 1
    return {words: seen.most_common(1)[0][0] for words, seen in told.items()}


def _again(encoded: Encoded, known: Mapping[tuple[str, ...], str]) -> Iterator[Found]:
    """Yield every place where the words of a known name stand, inside one sentence."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words, kind in known.items():
        if kind in (_ORG, _PERSON):
            by_first.setdefault(words[0], []).append(words)
    texts = encoded.texts
    for place, word in enumerate(texts):
        for words in by_first.get(word, ()):
            end = place + len(words)
            if texts[place:end] == words and end <= encoded.around(place)[1]:
                yield Found(place, end, 1.0, known[words])
