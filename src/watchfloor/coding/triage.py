"""Is a text worth the encoder? A cheap look at its words, which keeps whatever it is not sure of.

A text is read if it has one telling word: a verb or noun of the lexicon's table that means an event
wherever it stands, a word that begins like one, a word of harm, arms or armed people; or all words
of a pattern of several; or the name of a state or of an office. What is left is a recipe, a match
report, a column on gardening, and of those any with one such word is kept all the same. Linear in
the text, and over at the first word that tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from watchfloor import assets
from watchfloor.coding.triggers import NO_EVENT, Row, match_end, table
from watchfloor.coding.words import word_classes
from watchfloor.model import Document
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

_WORD = late_regex(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 40
"""Letters looked at of one word; no word of the tables has more."""

_STEM = 6
"""Letters of a stem made of a word of the table, at least: "accus" would find "accustomed"."""

_USUAL, _SURE = 2, 3

_CUES = (
    *("cue.conflict", "cue.force", "cue.harm", "harm.any", "victim.combatant"),
    *("noun.armed_group", "noun.state_force"),
)
_STEMS = """
annex assassin ceasefire evacuat extremis genocid guerrill hostag insurg jihad militan missile
nuclear rebel refugee rocket sanction terror warplane warship weapon
"""
"""Beginnings of telling words that the table lacks."""

_HOUSEHOLD = """
ask asked asking asks beaten beating bodies brigade cell free freed frees front guard guards hurt
hurts invite invited invites inviting knife knifed lives missing offer offered offering offers
officers oppose opposed opposes order ordered ordering orders outfits promise promised promises
propose proposed proposes proposing rangers release released releases releasing sack sacks security
sentence sentences shell shelled shells shelter sheltered slap slapped slaps storm storms thank
thanked thanking thanks unit units welcome welcomed welcomes welcoming whip whipped whipping whips
"""
"""Words of the tables that kitchens, clubs and weather reports are full of: they tell nothing."""

_OFFICES = """
ambassador ambassadors diplomat diplomats embassy envoy governor lawmakers minister ministers
premier president presidents senator senators
"""
_PARTICLES = frozenset(
    {"away", "back", "down", "for", "into", "off", "on", "out", "over", "to", "up", "upon"}
)
_NO_OFFICES = frozenset({"court", "house", "state"})
_NO_NAMES = frozenset({"City", "George", "John", "See", "Town"})
"""Last words that mean other things to most."""


Rest = tuple[frozenset[str] | None, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words looked for: `names` as they are written, every other in small letters.

    Attributes:
        telling: one of them is enough.
        stems: beginnings of telling words, by their length.
        patterns: the rest of each pattern of several words, by the forms of its first word.
        names: last words of the names of states and of their capitals, without apostrophes.
    """

    telling: frozenset[str]
    stems: Mapping[int, frozenset[str]]
    patterns: Mapping[str, tuple[Rest, ...]]
    names: frozenset[str]

    def tells(self, word: str) -> bool:
        """Say whether a word is enough to read the text."""
        small = word.lower()
        if small in self.telling or word in self.names:
            return True
        return any(small[:size] in stems for size, stems in self.stems.items())

    def tell_together(self, words: Sequence[str]) -> bool:
        """Say whether words in a row, all in small letters, are a pattern."""
        return any(
            match_end(words, place, rest)
            for place, word in enumerate(words)
            for rest in self.patterns.get(word, ())
        )


@cache
def vocabulary() -> Words:
    """Return the words looked for, made once from the lexicon's tables."""
    rows, sets = table().rows, word_classes().sets
    household = frozenset(_HOUSEHOLD.split())
    telling = {
        form
        for form, found in rows.items()
        if any(not row.rest and _is_sure(row, _USUAL) for row in found)
    }
    telling |= {word for name in _CUES for word in _single(sets[name])}
    telling |= _single(sets["noun.government"]) - _NO_OFFICES | frozenset(_OFFICES.split())
    stems = _stems(household)
    return Words(
        telling=frozenset(telling - household),
        stems={
            size: frozenset(stem for stem in stems if len(stem) == size)
            for size in sorted({len(stem) for stem in stems})
        },
        patterns={
            form: tuple(row.rest for row in found if _is_told(row) and _is_sure(row, _SURE))
            for form, found in rows.items()
        },
        names=_names(),
    )


SHORT = 1_000
"""Characters up to which a text is read in any case: that costs less than an error."""


def worth_reading(document: Document) -> bool:
    """Say whether a text may hold an event, boilerplate aside; if in doubt, it may."""
    known = vocabulary()
    seen: set[str] = set()
    small: list[str] = []
    for word in _words(document):
        if word not in seen and known.tells(word):
            return True
        seen.add(word)
        small.append(word.lower())
    return known.tell_together(small)


def _words(document: Document) -> Iterator[str]:
    """Yield the words outside boilerplate in order; after one with hyphens, its parts."""
    position = 0
    edges = [(part.start, part.end) for part in document.boilerplate]
    for start, end in [*edges, (len(document.text), len(document.text))]:
        for match in _WORD.finditer(document.text, position, start):
            word = document.text[match.start() : min(match.end(), match.start() + _LONGEST)]
            yield word
            if "-" in word:
                yield from word.split("-")
        position = end


def _is_sure(row: Row, weight: int) -> bool:
    """Say whether a row of that weight names an event without further conditions."""
    return row.type != NO_EVENT and row.weight >= weight and not row.needs


def _is_told(row: Row) -> bool:
    """Say whether a row has further words, and not only those that every text has: call for."""
    return any(forms is not None and not forms <= _PARTICLES for forms in row.rest)


def _stems(household: frozenset[str]) -> frozenset[str]:
    """Return how the surest words of the table begin: kidnap finds kidnapper."""
    found = set(_STEMS.split())
    for row in assets.load_rows("lexicon"):
        sure = row["type"] != NO_EVENT and int(row["weight"]) >= _SURE and not row["if"]
        if sure and " " not in row["pattern"]:
            for word in row["pattern"].split("/"):
                stem = word[:-1] if len(word) > _STEM and word[-1] in "ey" else word
                if len(stem) >= _STEM and word not in household:
                    found.add(stem)
    return frozenset(found)


def _names() -> frozenset[str]:
    found = set[str]()
    for row in assets.load_rows("states"):
        names = "|".join((row["name"], row["aliases"], row["capital"])).split("|")
        for last in (name.split()[-1] for name in names if name):
            found.add(max(_WORD.findall(last), key=len))
    return frozenset(name for name in found - _NO_NAMES if len(name) > 1)


def _single(words: frozenset[str]) -> frozenset[str]:
    """Return the words of a set that are one word."""
    return frozenset(word for word in words if " " not in word)
