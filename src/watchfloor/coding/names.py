"""What a noun phrase names: states, groups and cities by exact name, the rest by its head noun."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from watchfloor import assets
from watchfloor.coding.phrases import Phrase
from watchfloor.coding.words import Sentence, word_classes, words
from watchfloor.model import MentionKind
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import Late, late_regex

_PIECE = late_regex(
    r"(?:[A-Za-z]\.){2,}|['’‘ʼ][sS]\b|[^\W_]+(?:['’‘ʼ](?![sS]\b)[^\W_]+|-[^\W_]+)*|[^\s\w]"
)
_GROUP_KINDS = {
    "REB": MentionKind.ARMED_GROUP,
    "PRM": MentionKind.ARMED_GROUP,
    "IMG": MentionKind.ARMED_GROUP,
    "CRM": MentionKind.ARMED_GROUP,
    "UAF": MentionKind.ARMED_GROUP,
    "MIL": MentionKind.STATE_FORCE,
}
_DEMONYM = "demonym"
_STATE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("aliases", MentionKind.PLACE),
    ("capital", MentionKind.PLACE),
    ("demonyms", _DEMONYM),
    ("government", MentionKind.GOVERNMENT),
)


@dataclass(frozen=True, slots=True)
class Names:
    """Known names by their first token, longest first: as written, and in any case."""

    exact: Late[str, list[tuple[str, str]], tuple[tuple[tuple[str, ...], str], ...]]
    folded: Late[str, list[tuple[str, str]], tuple[tuple[tuple[str, ...], str], ...]]


@assets.made_ready("cities", of=("gazetteer",))
def cities() -> frozenset[str]:
    """Return the names of large cities in small letters, as written and in plain letters."""
    return frozenset(_cities())


@cache
def names() -> Names:
    """Return the known names by their first words; the others are read when a text has those."""
    exact, folded = _by_first_word()
    return Names(Late(exact, _longest_first), Late(folded, _longest_folded))


_ByWord = dict[str, list[tuple[str, str]]]


@assets.made_ready("names", of=("states", "groups"), by=("model/coded.py",))
def _by_first_word() -> tuple[_ByWord, _ByWord]:
    """Return the known names, each with the word for its kind, by their first word as it is."""
    exact: _ByWord = {}
    folded: _ByWord = {}
    for name, kind in _known():
        match = _PIECE.search(name)
        first = match[0] if match else name
        exact.setdefault(first, []).append((name, str(kind)))
        folded.setdefault(first.lower(), []).append((name, str(kind)))
    return exact, folded


_KINDS: Mapping[str, str] = {str(kind): kind for kind in MentionKind}


def _longest_first(found: list[tuple[str, str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    read = [(tuple(_PIECE.findall(name)), _KINDS.get(kind, kind)) for name, kind in found]
    return tuple(sorted(read, key=lambda item: -len(item[0])))


def _longest_folded(found: list[tuple[str, str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    everyday = words("names.everyday")
    read = [(tuple(map(str.lower, parts)), kind) for parts, kind in _longest_first(found)]
    return tuple(
        (parts, kind) for parts, kind in read if len(parts) > 1 or parts[0] not in everyday
    )


def _known() -> Iterable[tuple[str, str]]:
    """Yield every known name with its kind; demonyms have a kind of their own."""
    for row in assets.load_rows("states"):
        yield row["name"], MentionKind.PLACE
        for column, kind in _STATE_COLUMNS:
            yield from ((name, kind) for name in row[column].split("|") if name)
    for row in assets.load_rows("groups"):
        kind = _GROUP_KINDS.get(row["type"], MentionKind.ORGANISATION)
        yield from ((name, kind) for name in (row["name"], *row["aliases"].split("|")) if name)


@cache
def _states() -> frozenset[str]:
    columns = ("name", *(column for column, _ in _STATE_COLUMNS))
    return frozenset(
        name.lower()
        for row in assets.load_rows("states")
        for column in columns
        for name in row[column].split("|")
        if name
    )


@cache
def capitals() -> frozenset[str]:
    """Return the names of capitals in small letters."""
    rows = assets.load_rows("states")
    return frozenset(name.lower() for row in rows for name in row["capital"].split("|") if name)


def is_state(words: Sequence[str]) -> bool:
    """Say whether some words are a state by name, acronym or demonym."""
    given = " ".join(words).lower().replace(" .", ".")
    return given in _states() or given.replace(" ", "") in _states()


@cache
def _codes() -> Mapping[tuple[str, ...], str]:
    """Return the words of each state, its people, capital and bodies with the state's code."""
    columns = ("name", *(column for column, _ in _STATE_COLUMNS))
    return {
        tuple(_PIECE.findall(name)): row["iso3"]
        for row in assets.load_rows("states")
        for column in columns
        for name in row[column].split("|")
        if name
    }


def states_named(text: str) -> frozenset[str]:
    """Return the codes of the states that words name, by themselves, their people or bodies."""
    table, pieces = _codes(), tuple(_PIECE.findall(text))
    return frozenset(
        table[pieces[start:end]]
        for start in range(len(pieces))
        for end in range(start + 1, min(len(pieces), start + _LONGEST) + 1)
        if pieces[start:end] in table
    )


_LONGEST = 6
"""Pieces of the name of a state or of its body, at most."""


def _cities() -> Iterable[str]:
    if "gazetteer" not in assets.manifest():
        return
    lines = assets.load_text("gazetteer").splitlines()
    header = lines[0].split("\t")
    name = header.index("name")
    plain = next((header.index(one) for one in ("ascii", "ascii_name") if one in header), name)
    most = max(name, plain) + 1
    for line in lines[1:]:
        cells = line.split("\t", most)
        yield cells[name].lower()
        if cells[plain] and cells[plain] != cells[name]:
            yield cells[plain].lower()


def known_spans(sentence: Sentence) -> dict[int, tuple[int, str]]:
    """Return start -> (end, kind) of the known names of a sentence, longest first, no overlaps."""
    table, folded = (
        names(),
        sentence.shouted or not any(word[0].isupper() for word in sentence.words),
    )
    tokens = sentence.lower if folded else sentence.words
    rows = table.folded if folded else table.exact
    known = rows.raw
    found: dict[int, tuple[int, str]] = {}
    free = 0
    for place in [place for place, token in enumerate(tokens) if token in known]:
        if place < free:
            continue
        for parts, kind in rows[tokens[place]]:
            end = place + len(parts)
            if tokens[place:end] == parts:
                found[place] = (end, kind)
                free = end
                break
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """The known names of one sentence, and what its noun phrases name."""

    sentence: Sentence
    known: Mapping[int, tuple[int, str]]

    def kind(self, phrase: Phrase) -> MentionKind:
        """Return what a phrase names: by its head noun, a known name, a title, capitals."""
        sentence, head = self.sentence, phrase.head
        inside = self._inside(phrase)
        by_head = word_classes().kinds.get(sentence.lower[head])
        last = inside[-1] if inside else None
        if last and last[1] > head and last[2] != _DEMONYM:
            return MentionKind(last[2])
        if by_head:
            return MentionKind(by_head)
        if last and last[1] > head:
            return MentionKind.GROUP
        if any(
            sentence.lower[place] in words("names.titles") for place in range(phrase.start, head)
        ):
            return MentionKind.PERSON
        core = sentence.lower[phrase.start : head + 1]
        for word in core:
            if word in word_classes().kinds:
                return self._mixed(word_classes().kinds[word], phrase)
        return self._by_capitals(phrase)

    def _mixed(self, kind: str, phrase: Phrase) -> MentionKind:
        """Return the kind of a phrase whose inner noun says something: Foreign Ministry."""
        if kind == "person" and self.sentence.words[phrase.head][0].isupper():
            return MentionKind.PERSON
        return (
            MentionKind(kind)
            if kind in ("organisation", "government", "facility", "armed_group")
            else MentionKind.OTHER
        )

    def _by_capitals(self, phrase: Phrase) -> MentionKind:
        words = self.sentence.words[phrase.start : phrase.head + 1]
        if (
            not self.sentence.shouted
            and len(words) in (2, 3)
            and all(w[0].isupper() for w in words)
        ):
            return MentionKind.PLACE if self.is_city(phrase) else MentionKind.PERSON
        return (
            MentionKind.PLACE
            if self.is_city(phrase) and not self.sentence.shouted
            else MentionKind.OTHER
        )

    def _inside(self, phrase: Phrase) -> list[tuple[int, int, str]]:
        return [
            (start, self.known[start][0], self.known[start][1])
            for start in range(phrase.start, phrase.head + 1)
            if start in self.known
        ]

    def is_city(self, phrase: Phrase) -> bool:
        """Say whether a phrase is the exact name of a large city."""
        words = [w for w in self.sentence.lower[phrase.start : phrase.head + 1] if w != "the"]
        return " ".join(words) in cities()

    def is_place(self, phrase: Phrase) -> bool:
        """Say whether a phrase may name where something happens."""
        if self.kind(phrase) in (MentionKind.PLACE, MentionKind.FACILITY) or self.is_city(phrase):
            return True
        if self.sentence.shouted:
            return any(
                w in word_classes().sets["noun.place"]
                for w in self.sentence.lower[phrase.start : phrase.end]
            )
        return (
            self.sentence.words[phrase.head][0].isupper() and self.kind(phrase) is MentionKind.OTHER
        )

    def locates(self, phrase: Phrase) -> bool:
        """Say whether a phrase is the name of a place and of nothing else: bombed Sanaa."""
        return self.kind(phrase) is MentionKind.PLACE or self.is_city(phrase)

    def modifier(self, start: int, end: int) -> Phrase | None:
        """Return the last known actor inside tokens that qualify a noun: Israeli, rebel, army."""
        for place in range(end - 1, start - 1, -1):
            for begin in range(max(start, place - 4), place + 1):
                if begin in self.known and self.known[begin][0] == place + 1:
                    return Phrase(begin, place + 1, place)
            if word_classes().kinds.get(self.sentence.lower[place]) in _ACTING:
                return Phrase(place, place + 1, place)
        return None


_ACTING = frozenset({"armed_group", "state_force", "group", "government"})
