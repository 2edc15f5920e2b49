"""A sentence as patterns of relations read it: names become marks, titles and offices words.

"Iran-backed militias" is <l0> -backed <g1>, "Iranian Gen. Q. Rahimi" is <n0> general <p1>, and
"Iraqi military" one body, <o0>.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field

from watchfloor.coding.names import known_spans
from watchfloor.coding.relations_patterns import ROLES
from watchfloor.coding.words import Sentence, words
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

_SUFFIX = late_regex(
    r"(?P<name>(?:al-|el-)?[^\W\d_][\w.'’]*(?:-[A-Z][\w'’]*)*)-(?P<tie>backed|led|linked|aligned|supported|funded"
    r"|allied|affiliated|trained|armed|sponsored|inspired|connected|tied|run|ruled|controlled|held)"
)
_BODIES = frozenset(
    {
        *("military", "army", "government", "police", "forces", "parliament", "navy", "regime"),
        *("authorities", "intelligence", "security", "air", "armed", "state", "leadership"),
        *("contingent", "troops", "soldiers", "junta", "navy", "embassy"),
    }
)
_GROUPS = frozenset(
    {
        *("militias", "militia", "rebels", "separatists", "groups", "group", "fighters", "outfits"),
        *("forces", "militants", "insurgents", "factions", "faction", "militiamen", "coalition"),
        *(
            "unions",
            "troops",
            "alliance",
            "proxies",
            "army",
            "guerrillas",
            "gunmen",
            "force",
            "opposition",
            *("body", "bodies", "cell", "cells", "network", "networks", "brigade", "brigades"),
            *("gang", "gangs", "party", "parties", "outlet", "outlets"),
            *("organisation", "organisations", "organization", "organizations", "proxy"),
        ),
    }
)
_LEADING = frozenset({"at"})
"""Words before a body that no table knows: at Open Roads."""

_TIED = frozenset(
    (word,)
    for word in [
        "backed",
        "supported",
        "armed",
        "funded",
        "trained",
        "loyal",
        "allied",
        "aligned",
        "linked",
        "affiliated",
    ]
)
"""What makes a group without a name somebody's."""

_ORGANS = frozenset(
    {
        *("army", "military", "police", "navy", "coalition", "government", "junta", "ministry"),
        *("parliament", "assembly", "commission", "opposition", "presidency", "mission", "union"),
        *("agency", "command", "contingent", "council", "committee", "school", "university"),
        *("hospital", "movement", "delegation", "station"),
    }
)
_GUARDS = frozenset({("coast", "guard"), ("national", "guard"), ("air", "force")})
_RANKS = frozenset({"gen", "col", "maj", "lt", "capt", "brig", "adm", "general", "colonel"})
_TELLING = _GROUPS | _ORGANS | _RANKS | {one for one, _ in _GUARDS}
"""Words that may be, or begin, something other than themselves."""

_FORCES = frozenset({"forces", "force", "services"})
_HALF = frozenset({"security", "air", "armed", "state"})
_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "gen", "col", "maj", "lt", "capt"),
        *("sir", "lord", "sheikh", "hon", "prof", "rev", "sgt", "brig", "adm"),
    }
)
_ACRONYM = late_regex(r" \( <[a-z]\d+> \)")
_KIND = {"PER": "p", "ORG": "o", "NORP": "n", "LOC": "l", "FAC": "f", "GROUP": "g", "BODY": "b"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in characters of the text, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Marked:
    """A line that is written from the left; `names` are what its marks mean."""

    sentence: Sentence
    parts: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Return the line; a name in brackets behind a name is an acronym of it, and left out."""
        return _ACRONYM.sub("", " ".join(self.parts).replace("’s", "'s"))

    @classmethod
    def of(cls, sentence: Sentence, names: Sequence[Name]) -> "Marked":
        """Write a sentence; `names` are its names, in order and apart."""
        made, known = cls(sentence), known_spans(sentence)
        place, coming = sentence.body, 0
        while place < len(sentence):
            while coming < len(names) and names[coming].end <= sentence.starts[place]:
                coming += 1
            name = names[coming] if coming < len(names) else None
            if name is not None and name.start >= sentence.ends[place]:
                name = None
            if made._tied(place, name):
                place += 1
            elif name is not None:
                place = made._name(place, name)
                coming += 1
            else:
                place = made._other(place, known)
        return made

    def _mark(self, start: int, end: int, kind: str) -> None:
        self.parts.append(f"<{_KIND[kind]}{len(self.names)}>")
        self.names.append(Name(start, end, kind))

    def _token(self, place: int, kind: str, last: int | None = None) -> None:
        """Mark tokens from `place` to `last`."""
        ends = self.sentence.ends[place if last is None else last]
        self._mark(self.sentence.starts[place], ends, kind)

    def _tied(self, place: int, name: Name | None) -> bool:
        """Write "Iran-backed" as a mark and a word, if one stands at `place`."""
        word = self.sentence.words[place]
        tied = _SUFFIX.fullmatch(word) if "-" in word else None
        if tied is None or tied["name"] == tied["name"].lower():
            return False
        start = self.sentence.starts[place]
        self._mark(start, start + len(tied["name"]), name.kind if name else "LOC")
        self.parts.append(f"-{tied['tie']}")
        return True

    def _other(self, place: int, known: Mapping[int, tuple[int, str]]) -> int:
        """Write what is no name of the head of names; return the next token."""
        low = self.sentence.lower
        if place not in known and low[place] not in _TELLING and low[place - 1] not in _LEADING:
            after = low[place + 1 : place + 2]
            if after != ("ministry",):
                self.parts.append(low[place])  # most words are none of what follows
                return place + 1
        if low[place] in _RANKS and low[place + 1 : place + 2] == (".",):
            self.parts.append(f"{low[place]}.")
            return place + 2
        end, kind = _missed(self.sentence, place, known)
        if end == place:
            end, kind = _group(self.sentence, place), "GROUP"
            whose = any(part[0] == "-" for part in self.parts[-3:])
            if not whose and low[end : end + 1] not in _TIED:
                end = place
        if end == place:
            end, kind = _organ(low, place), "BODY"
        if end == place:
            self.parts.append(low[place])
            return place + 1
        self._token(place, kind, end - 1)
        return end

    def _name(self, place: int, name: Name) -> int:
        """Write a name: titles stand before it as words, a state's body belongs to it."""
        if name.kind == "PER":
            bare = _office(self.sentence, place, name)
            if bare:
                return self._nobody(place, bare)
            place = self._titles(place, name)
        if name.kind == "PER" and self.sentence.lower[place] in _TITLES | _RANKS:
            self.parts.append(self.sentence.lower[place])
            return place + 1
        start = max(name.start, self.sentence.starts[place])
        while place < len(self.sentence) and self.sentence.starts[place] < name.end:
            place += 1
        last = _body(self.sentence, place) if name.kind in ("NORP", "LOC") else place
        if last > place:
            self._mark(start, self.sentence.ends[last - 1], "ORG")
            return last
        self._mark(start, name.end, name.kind)
        return place

    def _nobody(self, place: int, end: int) -> int:
        """Write an office that was taken for a person: Israeli Prime Minister."""
        low = self.sentence.lower
        if low[place] not in ROLES | words("names.titles"):
            self._token(place, "NORP")
            place += 1
        self.parts += low[place:end]
        return end

    def _titles(self, place: int, name: Name) -> int:
        """Write the words before a person's own name; return where that begins."""
        low, ends = self.sentence.lower, self.sentence.ends
        after = low[place + 1] if place + 1 < len(low) else ""
        if (after in ROLES or after in _TITLES) and place in known_spans(self.sentence):
            self._token(place, "NORP")
            place += 1
            if after in _RANKS:
                self.parts.append("general")
        named = ROLES | words("names.titles")
        while place + 1 < len(low) and ends[place] < name.end:
            if low[place] in named and low[place] not in _TITLES:
                self.parts.append(low[place])
            elif low[place] not in _TITLES and low[place] != ".":
                break
            place += 1
        return place


def _body(sentence: Sentence, place: int) -> int:
    """Return where a state's body ends that begins at token `place`: military, security forces."""
    low, last = sentence.lower, place
    if low[place : place + 1] and low[place] in _BODIES:
        last += 1
        while last < len(low) and low[last] in _FORCES:
            last += 1
        if low[last - 1] in _HALF:
            return place
    return last


_KNOWN = frozenset({"demonym", "government", "organisation", "armed_group", "state_force"})


def _missed(
    sentence: Sentence, place: int, known: Mapping[int, tuple[int, str]]
) -> tuple[int, str]:
    """Return end and kind of a name that the head of names missed: Iraqi, White House.

    Tables know states, governments and armed groups; and nothing but a body stands behind "at" in
    two capitalised words and more: at Open Roads.
    """
    end, kind = known.get(place, (place, ""))
    if kind in _KNOWN:
        return end, "NORP" if kind == "demonym" else "ORG"
    end = place
    if sentence.lower[max(0, place - 1) : place] == ("at",) and not sentence.shouted:
        while end < len(sentence) and sentence.words[end][0].isupper():
            end += 1
    return (end, "ORG") if end - place > 1 else (place, "")


def _organ(low: Sequence[str], place: int) -> int:
    """Return where a body ends that has no name: the army, the foreign ministry."""
    if low[place : place + 2] in _GUARDS:
        return place + 2
    if low[place] in _ORGANS:
        return place + 1
    return (
        place + 2
        if low[place + 1 : place + 2] == ("ministry",) and low[place] not in _ARTICLES
        else place
    )


_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "each", "every", "'s", "’s"})


def _office(sentence: Sentence, place: int, name: Name) -> int:
    """Return where a name ends that is an office and nobody: Israeli Prime Minister; else 0."""
    end = place
    while end < len(sentence) and sentence.starts[end] < name.end:
        end += 1
    return end if sentence.lower[end - 1] in ROLES else 0


def _group(sentence: Sentence, place: int) -> int:
    """Return where a nameless group that begins at token `place` ends: militias, rebel groups."""
    low = sentence.lower
    if low[place] in _GROUPS:
        end = place + 1
        while end < len(low) and low[end] in _GROUPS:
            end += 1
        return end
    return place
