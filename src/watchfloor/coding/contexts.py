"""What an event is about, by the words of its own sentence: the PLOVER contexts.

A context of a whole document misleads, so only the sentence is read, and of it not who told it:
in "Gunmen killed three farmers, the army said" nothing is military. Cautious: a word that often
means something else stands in the table `contexts` with the words it needs, or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType

from watchfloor import assets
from watchfloor.coding.words import Sentence, noun_forms, verb_forms, words
from watchfloor.errors import AssetError, VocabularyError
from watchfloor.model.frozen import dataclass
from watchfloor.vocab import plover

MOST = 3
"""Contexts of one event, at most: the narrowest."""

NO_CONTEXT = "-"
_ANY = "*"
_VERBAL = frozenset({1, 3})
"""The quad classes of words: who says it is a part of the event."""

_LEFT = 5
"""Tokens before a word in which <word looks, at most."""

_CLAUSE = 14
"""Tokens of a clause that says who told it, at most."""

_BREAKS = frozenset('.,;:!?"“”()—–…') | {"--"}
_SELF = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our"})
_WHEN = frozenset({"on", "in", "at", "late", "early", "overnight", "last", "this"})
_RELATIVE = frozenset({"who", "which", "whom", "whose", "that"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of the table; `rank` is the place of its context, narrow before broad."""

    context: str
    rank: int
    types: frozenset[str]
    never: frozenset[str]
    needs: frozenset[str]
    unless: frozenset[str]
    left: frozenset[str]
    found: frozenset[str]

    def holds(self, names: frozenset[str], present: frozenset[str]) -> bool:
        """Say whether the row may stand on an event of this type, in a sentence of these words."""
        return (
            (not self.types or not self.types.isdisjoint(names))
            and self.never.isdisjoint(names)
            and (not self.needs or not self.needs.isdisjoint(present))
            and self.unless.isdisjoint(present)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by their words, and the lengths to look for by first word, longest first.

    `cased` words are matched as written; `free` rows need no word.
    """

    rows: Mapping[tuple[str, ...], tuple[Row, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    cased: frozenset[str]
    free: tuple[Row, ...]


def contexts(
    sentence: Sentence | tuple[str, ...] | list[str], event_type: str, mode: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the contexts of an event of this sentence, narrow before broad, at most `MOST`.

    Raises:
        VocabularyError: there is no such type, or the type has no such mode.
    """
    plover.check(event_type, mode)
    names = frozenset((event_type, *(f"{event_type}/{one}" for one in mode)))
    read = _read(sentence, spoken=plover.quad(event_type) in _VERBAL)
    present = frozenset(read)
    hits = {row for row in table().free if row.holds(names, present)}
    hits.update(_matches(read, names, present))
    found: dict[str, None] = {}
    for row in sorted(hits, key=lambda row: row.rank):
        if row.context != NO_CONTEXT and row.found.isdisjoint(found):
            found[row.context] = None
    return tuple(found)[:MOST]


def _matches(read: list[str], names: frozenset[str], present: frozenset[str]) -> Iterator[Row]:
    """Yield the rows of the longest words that may stand at each place, and go on after them."""
    known, place = table(), 0
    while place < len(read):
        step = 1
        for length in known.lengths.get(read[place], ()):
            rows = known.rows.get(tuple(read[place : place + length]), ())
            left = read[max(0, place - _LEFT) : place]
            standing = [
                row for row in rows if row.holds(names, present) and row.left.isdisjoint(left)
            ]
            if standing:
                yield from standing
                step = length
                break
        place += step


def _read(sentence: Sentence | tuple[str, ...] | list[str], *, spoken: bool) -> list[str]:
    """Return the words of a sentence in small letters, without dateline and attributions."""
    if isinstance(sentence, Sentence):
        lower, written = sentence.lower[sentence.body :], sentence.words[sentence.body :]
        shouted = sentence.shouted
    else:
        lower, written = tuple(map(str.lower, sentence)), tuple(sentence)
        shouted = not any(map(str.islower, written))
    cased = frozenset[str]() if shouted else table().cased
    read: list[str] = []
    for start, end in _clauses(lower):
        cut = _attribution(lower, start, end, spoken=spoken)
        for place in range(start, min(end + 1, len(lower))):
            if place not in cut:
                read.append(written[place] if written[place] in cased else lower[place])
    return read


def _clauses(lower: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between marks; the mark stands at their end."""
    start = 0
    for place, word in enumerate(lower):
        if word in _BREAKS:
            yield start, place
            start = place + 1
    yield start, len(lower)


def _attribution(lower: tuple[str, ...], start: int, end: int, *, spoken: bool) -> range:
    """Return the places of a clause that only say who told it."""
    clause = lower[start:end]
    if "according" in clause:
        return range(start + clause.index("according"), end)
    verbs = words("report")
    told = next((place for place, word in enumerate(clause) if word in verbs), None)
    if told is None or clause[0] in _RELATIVE:
        return range(0)
    after = clause[told + 1 :]
    short = start > 0 and len(clause) <= _CLAUSE
    if told == 0:  # said a spokesman of the army
        finite = after[:1] == ("that",) or not words("tag.A").isdisjoint(after)
        return range(start, end) if short and not finite else range(0)
    heard = clause[told] in ("told", "tells") and "to" not in after
    if short and (not after or _timed(after[0]) or heard):
        return range(start, end)  # the army said on Monday
    leads = clause[told] in ("said", "says", "reported") and told < _CLAUSE and not spoken
    return range(start, start + told + 1) if leads and _of_others(after) else range(0)


def _of_others(after: tuple[str, ...]) -> bool:
    """Say whether what follows "said" is about others: not "the army said it had withdrawn"."""
    told = next((word for word in after if not _timed(word) and word != "that"), None)
    return told is not None and told not in _SELF


def _timed(word: str) -> bool:
    return word in _WHEN or word in words("dates.weekdays") or word in words("dates.days")


@cache
def table() -> Table:
    """Return the table of contexts, read and inflected once."""
    rows: dict[tuple[str, ...], tuple[Row, ...]] = {}
    ranks: dict[str, int] = {}
    free: list[Row] = []
    known = _all_patterns()
    for number, fields in enumerate(assets.load_rows("contexts"), start=1):
        row = _row(number, fields, ranks.setdefault(fields["context"], len(ranks)))
        if fields["words"] == _ANY:
            free.append(row)
            continue
        for pattern in known.get(_cells(fields)) or set(_patterns(fields)):
            rows[pattern] = (*rows.get(pattern, ()), row)
    lengths: dict[str, set[int]] = {}
    for pattern in rows:
        lengths.setdefault(pattern[0], set()).add(len(pattern))
    return Table(
        rows=MappingProxyType(rows),
        lengths=MappingProxyType(
            {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
        ),
        cased=frozenset(word for word in set().union(*rows) if word != word.lower()),
        free=tuple(free),
    )


def _row(number: int, fields: Mapping[str, str], rank: int) -> Row:
    """Return one row, refusing words outside the vocabulary."""
    context, unless = fields["context"], _split(fields["unless"])
    found = frozenset(word[1:] for word in unless if word[0] == "@")
    types = _split(fields["types"])
    try:
        named = {*found, context} - {NO_CONTEXT}
        for name in types or ("ASSAULT",):
            event_type, _, mode = name.removeprefix("!").partition("/")
            plover.check(event_type, (mode,) if mode else (), named)
    except VocabularyError as error:
        message = f"contexts row {number}: {error}"
        raise AssetError(message) from error
    return Row(
        context=context,
        rank=rank,
        types=frozenset(name for name in types if name[0] != "!"),
        never=frozenset(name[1:] for name in types if name[0] == "!"),
        needs=frozenset(_split(fields["needs"])),
        unless=frozenset(word for word in unless if word[0] not in "@<"),
        left=frozenset(word[1:] for word in unless if word[0] == "<"),
        found=found,
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


Cells = tuple[str, str, str]


def _cells(fields: Mapping[str, str]) -> Cells:
    return fields["words"], fields["nouns"], fields["verbs"]


@assets.made_ready("contexts", of=("contexts", "words", "states"), by=("coding/words.py",))
def _all_patterns() -> dict[Cells, frozenset[tuple[str, ...]]]:
    """Return the sequences of words that rows stand for, by their cells."""
    rows = assets.load_rows("contexts")
    return {
        _cells(fields): frozenset(_patterns(fields)) for fields in rows if fields["words"] != _ANY
    }


def _patterns(fields: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield every sequence of words a row stands for."""
    for phrase in _split(fields["words"]):
        yield from _spelled(phrase)
    for phrase in _split(fields["nouns"]):
        for parts in _spelled(phrase):
            yield from ((*parts[:-1], form) for form in noun_forms(parts[-1]))
    for phrase in _split(fields["verbs"]):
        for parts in _spelled(phrase):
            yield from ((form, *parts[1:]) for form in verb_forms(parts[0]))


def _spelled(phrase: str) -> Iterable[tuple[str, ...]]:
    """Return the phrases that alternatives stand for: "high/supreme court" is two."""
    return product(*map(_choices, phrase.split()))


def _choices(element: str) -> Iterator[str]:
    for part in element.split("/"):
        yield from _demonyms() if part == "@state" else (part,)


@cache
def _demonyms() -> tuple[str, ...]:
    """Return the one-word adjectives of states: French, Iraqi."""
    known = (word for row in assets.load_rows("states") for word in row["demonyms"].split("|"))
    return tuple(word.lower() for word in known if word and " " not in word)
