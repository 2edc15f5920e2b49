"""The trigger table: which words name an event, and when they do not."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from watchfloor import assets
from watchfloor.coding.words import Sentence, noun_forms, verb_forms, word_classes, words
from watchfloor.errors import AssetError
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import Late
from watchfloor.vocab import plover

GAP = 3
"""Words that `_` in a pattern may stand for, at most."""

NO_EVENT = "-"
_PUNCTUATION = frozenset(".,;:!?\"'“”()[]—–…")
_NEAR = {"prev": (-1, 0), "next": (0, 1), "left": (-5, 0), "right": (0, 6)}


@dataclass(frozen=True, slots=True)
class Test:
    """One condition of a row: words that must, or must not, stand somewhere around."""

    where: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the trigger table; an element of `rest` is a set of forms, or None for a gap."""

    order: tuple[int, int, int]
    rest: tuple[frozenset[str] | None, ...]
    pos: str
    type: str
    mode: tuple[str, ...]
    weight: int
    needs: tuple[Test, ...]
    forbids: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `start` to `end` of a sentence that name an event; `verb` or noun."""

    start: int
    end: int
    row: Row
    verb: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by every form of their first word, best first; `nouns` holds the forms of noun rows.

    A row is read when a text has its first word, or when all are gone through.
    """

    rows: Late[str, list[int], tuple[Row, ...]]
    nouns: frozenset[str]
    verbs: frozenset[str]


@cache
def table() -> Table:
    """Return the trigger table, its first words read and inflected once."""
    written, numbers, nouns, verbs = _by_first_word()
    rows: dict[int, Row] = {}

    def read(found: list[int]) -> tuple[Row, ...]:
        for number in found:
            if number not in rows:
                rows[number] = _row(number, written[number])
        return tuple(sorted((rows[number] for number in found), key=lambda row: row.order))

    return Table(Late(numbers, read), nouns, verbs)


_Written = list[dict[str, str]]


@assets.made_ready("triggers", of=("lexicon", "words"), by=("coding/words.py",))
def _by_first_word() -> tuple[_Written, dict[str, list[int]], frozenset[str], frozenset[str]]:
    """Return the rows as written, their numbers by first word, forms of noun and of verb rows."""
    written = assets.load_rows("lexicon")
    numbers: dict[str, list[int]] = {}
    nouns: set[str] = set()
    verbs: set[str] = set()
    for number, fields in enumerate(written):
        parts = fields["pattern"].split()
        first = _element(parts, 0, fields["pos"])
        if first is None:
            message = f"lexicon row {number}: the pattern {fields['pattern']!r} begins with a gap"
            raise AssetError(message)
        for form in first:
            numbers.setdefault(form, []).append(number)
        if len(parts) == 1 and fields["type"] != NO_EVENT:
            (nouns if fields["pos"] == "n" else verbs).update(first)
    return written, numbers, frozenset(nouns), frozenset(verbs)


def _row(number: int, fields: Mapping[str, str]) -> Row:
    parts = fields["pattern"].split()
    elements = [_element(parts, place, fields["pos"]) for place in range(len(parts))]
    mode = tuple(fields["mode"].split("+")) if fields["mode"] else ()
    if fields["type"] != NO_EVENT:
        plover.check(fields["type"], mode)
    words = sum(element is not None for element in elements)
    return Row(
        order=(-words, 0 if fields["if"] else 1, number),
        rest=tuple(elements[1:]),
        pos=fields["pos"],
        type=fields["type"],
        mode=mode,
        weight=int(fields["weight"]),
        needs=_tests(fields["if"], number),
        forbids=_tests(fields["unless"], number),
    )


def _element(parts: Sequence[str], place: int, pos: str) -> frozenset[str] | None:
    """Return the forms that one part of a pattern stands for; None is a gap."""
    if parts[place] == "_":
        return None
    choices = parts[place].split("/")
    if place == {"v": 0, "n": len(parts) - 1}.get(pos, -1):
        forms = verb_forms if pos == "v" else noun_forms
        return frozenset(form for word in choices for form in forms(word))
    return frozenset(choices)


def _tests(text: str, number: int) -> tuple[Test, ...]:
    tests = []
    for item in text.split():
        where, _, what = item.partition(":")
        if where not in {*_NEAR, "near"}:
            message = f"lexicon row {number}: a test begins with prev, next, left, right or near"
            raise AssetError(message)
        words: set[str] = set()
        for word in what.split("/"):
            words |= word_classes().sets[word[1:]] if word.startswith("@") else {word}
        tests.append(Test(where, frozenset(words)))
    return tuple(tests)


def find(sentence: Sentence, tags: str) -> Iterator[Trigger]:
    """Yield the triggers of a sentence from left to right, without overlaps."""
    rows, lower, present = table().rows, sentence.lower, frozenset(sentence.lower)
    known, place, stop = rows.raw, sentence.body, len(lower)
    while place < stop:
        found = None
        if lower[place] not in known or _is_month(sentence, place):
            place += 1
            continue
        for row in rows[lower[place]]:
            end = match_end(lower, place, row.rest)
            if (
                end
                and _stands(row, sentence, tags, place, end)
                and _holds(row, sentence, present, (place, end))
            ):
                found = Trigger(
                    place, end, row, row.pos != "n" and _has_verb(row, sentence, tags, place)
                )
                break
        if found is None:
            place += 1
            continue
        place = found.end
        if found.row.type != NO_EVENT:
            yield found


def _is_month(sentence: Sentence, place: int) -> bool:
    """Say whether "March" is the month: before a number, "March 2017"."""
    after = sentence.words[place + 1 : place + 2]
    march = sentence.lower[place] == "march" and sentence.words[place][0].isupper()
    return march and bool(after) and after[0][0].isdigit()


def match_end(lower: Sequence[str], place: int, rest: Sequence[frozenset[str] | None]) -> int:
    """Return the end of the pattern that begins at `place`, or 0."""
    end, gap = place + 1, False
    for element in rest:
        if element is None:
            gap = True
            continue
        if gap:
            stop = min(end + GAP, len(lower) - 1)
            while end < stop and lower[end] not in element and lower[end] not in _PUNCTUATION:
                end += 1
        if end >= len(lower) or lower[end] not in element:
            return 0
        end, gap = end + 1, False
    return end


def _holds(row: Row, sentence: Sentence, present: frozenset[str], span: tuple[int, int]) -> bool:
    """Say whether a row's conditions hold around a span of tokens."""
    if row.needs and not any(_test(test, sentence, present, span) for test in row.needs):
        return False
    return not any(_test(test, sentence, present, span) for test in row.forbids)


def _test(test: Test, sentence: Sentence, present: frozenset[str], span: tuple[int, int]) -> bool:
    start, end = span
    if test.where == "near":
        hits = present & test.words
        return bool(hits) and not hits <= frozenset(sentence.lower[start:end])
    before, after = _NEAR[test.where]
    around = sentence.lower[max(0, start + before) : start] + sentence.lower[end : end + after]
    return not test.words.isdisjoint(around)


def _has_verb(row: Row, sentence: Sentence, tags: str, place: int) -> bool:
    return row.pos == "v" and not (
        sentence.lower[place].endswith("ing") and _nominal_gerund(sentence, tags, place)
    )


def _nominal_gerund(sentence: Sentence, tags: str, place: int) -> bool:
    """Say whether a form in -ing is a noun here: the killing of, fighting broke out."""
    after = sentence.lower[place + 1] if place + 1 < len(sentence) else "."
    if after in ("of", "by") or (place > 0 and tags[place - 1] in "DP'#"):
        return True
    if sentence.lower[place] not in table().nouns:
        return False
    return tags[place + 1 : place + 2] not in ("D", "P", "C", "#", "N", "R")


def _stands(row: Row, sentence: Sentence, tags: str, place: int, end: int) -> bool:
    """Say whether the part of speech of a row fits the place."""
    if row.pos == "x" or row.type == NO_EVENT:
        return True
    word = sentence.lower[place]
    if row.pos == "n":
        return len(row.rest) > 0 or not _reads_as_verb(sentence, tags, place)
    back = place - 1
    while back > sentence.body and tags[back] == "B":
        back -= 1
    if (
        back >= sentence.body
        and tags[back] in "DP'"
        and end < len(tags)
        and tags[end] in "NC"
        and not row.rest
    ):
        return False  # the detained men, the disastrously executed retreat
    if word.endswith("ing"):
        return not (word in table().nouns and _nominal_gerund(sentence, tags, place))
    return _reads_as_verb(sentence, tags, place)


def _reads_as_verb(sentence: Sentence, tags: str, place: int) -> bool:
    """Say whether the word at `place` is a verb rather than a noun."""
    word = sentence.lower[place]
    before = tags[place - 1] if place > sentence.body else "."
    after = tags[place + 1] if place + 1 < len(tags) else "."
    if word.endswith("ing"):
        return not (word in table().nouns and _nominal_gerund(sentence, tags, place))
    if word.endswith("ed") or (word in _clear_verbs() and before not in "D#"):
        return True
    if before in "DP'#IOV" or _only_noun(sentence, before, place):
        return False
    if before in "TARWB":
        return True
    if before in "NC":
        weapon = sentence.lower[place - 1] in word_classes().sets["cue.weapon"]
        return (
            not weapon
            and after in "DPRC#TNSB"
            and sentence.lower[place - 1] not in words("triggers.modifiers")
        )
    bare = before == "&" and word not in table().nouns
    return bare or (before in '&,"' and after in "DPRC#T")


def _only_noun(sentence: Sentence, before: str, place: int) -> bool:
    """Say whether a word of both kinds is a noun: a response to attacks, more attacks."""
    word = sentence.lower[place]
    plural = before == "T" and word.endswith("s") and not word.endswith("ss")
    more = before == "B" and sentence.lower[place - 1] in ("more", "most")
    return (plural or more) and word in table().nouns


@cache
def _clear_verbs() -> frozenset[str]:
    """Return the irregular past forms, which no noun shares: shot, struck, held."""
    return frozenset(table().rows.keys() - table().nouns) & _pasts()


@cache
def _pasts() -> frozenset[str]:
    rows = assets.load_rows("words")
    return frozenset(
        form
        for row in rows
        if row["class"].startswith("form.")
        for form in row["words"].split("|")[2:-1]
    )
