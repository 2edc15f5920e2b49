"""Plain formulas of responsibility, denial and blame, which say by themselves who says what.

"Responsibility was claimed by the group", "the army denied any role", "the blast was blamed on
rebels", "the force said it had shelled the port": in a report of one sentence the heads often see
none of them. A formula needs its words in their grammar and somebody who speaks; what is negated,
wished or still to come ("no group has claimed", "would claim") is none.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field

from watchfloor.coding.encoder.about import leading
from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.labels import NER
from watchfloor.coding.encoder.own_words import (
    BE,
    LINKS,
    NOT,
    OWN,
    OWN_PARTS,
    PARTS,
    TAKES,
    UNREAL,
    VERB,
    disowns,
    forms,
    is_behind,
    is_light,
    passive,
    suffers,
    takes,
)
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.words import word_classes
from watchfloor.model import MentionKind
from watchfloor.model.frozen import dataclass

SAYS = forms("say", "announce", "state", "declare", "claim", "report", "add", "confirm", "tell")
_TAKEN = frozenset({"claimed", "taken", "accepted", "assumed", "admitted", "acknowledged"})
_DENIES, _HOLDS = forms("deny"), forms("hold")
_FORETELLS = forms("warn", "predict", "say", "forecast", "tell", "add")
WILL = frozenset({"will", "would", "could", "may", "might"})
_SUSPECTS, _BLAMED = frozenset({"suspect", "suspects"}), frozenset({"blamed"})
_DEEDS = frozenset(
    f"{one}{ending}"
    for one in (
        *("attack", "bombing", "blast", "explosion", "assault", "ambush", "raid", "strike"),
        *("killing", "shooting", "kidnapping", "abduction", "assassination", "murder", "hit"),
    )
    for ending in ("", "s", "es")
)
_STOPS = frozenset(',;:.!?"“”—–()')
_BREAKS = frozenset({"but", "while", "although", "though", "after", "because"})
_TELLS_WHEN = frozenset(
    {
        *("on", "in", "a", "statement", "late", "early", "that", "today", "yesterday", "later"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("morning", "afternoon", "evening", "night", "reporters", "telegram", "earlier"),
    }
)
_BACK, _NEAR, _FAR = 5, 3, 14
"""Words before a cue among which it is negated; words skipped behind it; words of a passive."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A claim that plain words make: its cue, content, speaker and whom it blames, in words.

    `exact`: its content ends where grammar says, whatever the heads saw behind it.
    """

    kind: str
    cue: Span
    content: Span
    source: Span | None
    accused: Span | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Formulas:
    """Finds the formulas of a text; `deeds` are acts of violence, in order."""

    speakers: Speakers
    contents: Contents
    deeds: Sequence[Span] = ()
    low: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, speakers: Speakers, contents: Contents, deeds: Sequence[Span] = ()) -> "Formulas":
        """Read a text's words in small letters."""
        low = tuple(word.lower() for word in speakers.encoded.texts)
        return cls(speakers, contents, deeds, low)

    def found(self) -> Iterator[Formula]:
        """Yield the formulas that stand outside of quotations, in order."""
        finders = (
            (TAKES, self._takes),
            (_TAKEN, self._taken),
            (_DENIES, self._denies),
            (_BLAMED, self._blamed),
            (_SUSPECTS, self._suspects),
            (_HOLDS, self._holds),
            (SAYS, self._own),
            (_FORETELLS, self._ahead),
        )
        begins = frozenset().union(*(words for words, _ in finders))
        for place, word in enumerate(self.low):
            if word not in begins or self.contents.quoted[place] >= 0:
                continue
            one = next(
                filter(None, (find(place) for words, find in finders if word in words)), None
            )
            if one is not None:
                yield one

    def _takes(self, place: int) -> Formula | None:
        """Find "claimed responsibility for the blast"."""
        what = takes(self.low, place)
        if what is None or self._unreal(place) or self._passive(place):
            return None
        source = self._subject(place)
        if source is None:
            return None
        return Formula("responsibility", (place, place + 1), self._rest(what, place), source)

    def _taken(self, place: int) -> Formula | None:
        """Find "responsibility was claimed by the group" and "an attack claimed by the group"."""
        low, high = self._edges(place)
        by = next((x for x in range(place + 1, min(high, place + 3)) if self.low[x] == "by"), None)
        if by is None or self.low[place] not in _TAKEN or self._unreal(place):
            return None
        agent = self.speakers.at(by + 1) if by + 1 < high else None
        if agent is None or self.low[agent[0]] in NOT:
            return None
        stop = place
        while stop > low and (self.low[stop - 1] in _BEFORE or self.low[stop - 1].endswith("ly")):
            stop -= 1
        start = self._clause(stop)
        if (
            self.low[stop] == ","
            and self.low[start] in ("which", "that", "who")
            and start > low + 1
        ):
            start = self._clause(start - 1)  # "the blast, which killed nine, was claimed by"
        given = self.low[start:stop]
        for word in ("responsibility", "credit"):
            if word in given:
                begin = start + given.index(word)
                return Formula("responsibility", (place, place + 1), (begin, stop), agent)
        told = self._passive(place)
        near = given if told else given[-1:]
        if self.low[place] != "claimed" or not self._deed(near, (stop - len(near), stop)):
            return None
        return Formula("responsibility", (place, place + 1), (start, agent[1]), agent)

    def _deed(self, given: Sequence[str], span: Span) -> bool:
        first = bisect_left(self.deeds, (span[0],))
        acts = any(one[0] < span[1] for one in self.deeds[first : first + 1])
        return acts or not _DEEDS.isdisjoint(given)

    def _denies(self, place: int) -> Formula | None:
        """Find "denied any role in the blast" and "denied carrying it out"."""
        _, high = self._edges(place)
        what = place + 1
        while what < min(high, place + _NEAR) and is_light(self.low[what]):
            what += 1
        if what >= high or self._unreal(place) or self._passive(place):
            return None
        part = self.low[what] in PARTS
        doing = self.low[what].endswith("ing") and len(self.low[what]) > len("being")
        if not (part or doing or self.low[what - 1] == "having" or self.low[what] == "being"):
            return None
        source = self._subject(place)
        if source is None:
            return None
        return Formula("denial", (place, place + 1), self._rest(place + 1, place), source)

    def _blamed(self, place: int) -> Formula | None:
        """Find "the blast was blamed on rebels" and "rebels were blamed for the blast"."""
        _, high = self._edges(place)
        if place + 2 >= high or not self._passive(place) or self._unreal(place):
            return None
        cue, word = (place, place + 1), self.low[place + 1]
        start = self._clause(place)
        if word == "on":
            accused = self.speakers.at(place + 2)
            if accused is None:
                return None
            agent = self._agent(accused[1], high)
            return Formula("blame", cue, (start, accused[1]), agent, accused)
        accused = self.speakers.right_before(place)
        if word != "for" or accused is None:
            return None
        return Formula(
            "blame", cue, self._rest(place + 2, place), self._agent(place + 2, high), accused
        )

    def _holds(self, place: int) -> Formula | None:
        """Find "holds rebels responsible for the blast"."""
        if self._unreal(place):
            return None
        if self._passive(place):
            accused = self.speakers.right_before(place)
            if accused is None or "responsible" not in self.low[place + 1 : place + 1 + _NEAR]:
                return None
            _, high = self._edges(place)
            agent = self._agent(place + 1, high)
            return Formula(
                "blame", (place, place + 1), self._rest(place + 1, place), agent, accused
            )
        accused = held_responsible(place, self.speakers)
        source = self._subject(place)
        if accused is None or source is None or self.low[source[0]] in _SELVES:
            return None
        return Formula("blame", (place, place + 1), self._rest(place + 1, place), source, accused)

    def _suspects(self, place: int) -> Formula | None:
        """Find "suspect that rebels carried out the raid"."""
        _, high = self._edges(place)
        start = place + 1 + (self.low[place + 1 : place + 2] == ("that",))
        if start >= high or self._unreal(place):
            return None
        source, accused = self._subject(place), self.speakers.at(start)
        if source is None or accused is None or place - source[1] > 1:
            return None
        content = self._rest(place + 1, place, named=False)
        first = bisect_left(self.deeds, (accused[1],))
        if not any(one[1] <= content[1] for one in self.deeds[first : first + 1]):
            return None
        return Formula("blame", (place, place + 1), content, source, accused)

    def _ahead(self, place: int) -> Formula | None:
        """Find "If talks fail, fighting will resume, the envoy warned"."""
        condition = leading(place, self.speakers.encoded)
        source = self._subject(place)
        if condition is None or source is None or self._unreal(place):
            return None
        start, end = condition[1] + 1, source[0]
        while end > start and self.low[end - 1] in ("the", "a", "an", ","):
            end -= 1
        comma = end < place and "," in self.low[end : source[0]]
        if not comma or end - start < _NEAR or WILL.isdisjoint(self.low[start:end]):
            return None
        if self.low[start] in OWN | OWN_PARTS | {"i"}:
            return None
        return Formula("forecast", (place, place + 1), (start, end), source)

    def _own(self, place: int) -> Formula | None:
        """Find "said it had shelled the port", "said its men carried out the raid"."""
        _, high = self._edges(place)
        start = place + 1
        while start < high and start - place <= _NEAR * 2 and self.low[start] in _TELLS_WHEN:
            start += 1
        if start + 1 >= high or self.low[start] not in OWN | OWN_PARTS:
            return None
        content = self._rest(start, place, named=False)
        kind = self.own_kind(content)
        source = self._subject(place) if kind else None
        if kind is None or source is None or self._unreal(place):
            return None
        others = self.low[start] != "it" and is_person(source, self.speakers.encoded)
        if others or self.low[source[0]] in _SELVES:
            return None  # "she said they cut the line" means others
        return Formula(kind, (place, place + 1), content, source)

    def own_kind(self, content: Span) -> str | None:
        """Return what kind of claim words of one's own make; None for most."""
        start, end = content
        said = self.low[start:end]
        first = bisect_left(self.deeds, (start + 1,))
        deed = next((one for one in self.deeds[first : first + 1] if one[1] <= end), None)
        if disowns(said):
            return "denial"
        if is_behind(said, deed=deed is not None):
            return "responsibility"
        if deed is None or suffers(said):
            return None
        before = self.low[start + 1 : deed[1]]
        real = UNREAL.isdisjoint(before) and NOT.isdisjoint(self.low[start + 1 : deed[1] + 2])
        # "said it had treated people wounded in the attack": the verb has to be one of violence
        does = deed[0] <= start + VERB or not _DOES.isdisjoint(before[:VERB])
        return "responsibility" if real and does else None

    def _edges(self, place: int) -> Span:
        return self.speakers.encoded.around(place)

    def _subject(self, place: int) -> Span | None:
        """Return who speaks before a cue; None if nobody does, or "no group"."""
        source = self.speakers.of_cue((place, place + 1))
        if source is None or source[1] > place or self.low[source[0]] in NOT:
            return None
        before = self.low[source[0] - 1] if source[0] else ""
        return None if before in NOT else source

    def _agent(self, start: int, high: int) -> Span | None:
        by = next(
            (x for x in range(start, min(high - 1, start + _FAR)) if self.low[x] == "by"), None
        )
        return self.speakers.at(by + 1) if by is not None else None

    def _passive(self, place: int) -> bool:
        return passive(self.low, place)

    def unclaimed(self, place: int) -> bool:
        """Say whether a word neither takes responsibility nor denies: "has yet to claim it"."""
        if self.low[place] in _DENIES:
            low, _ = self._edges(place)
            return not {"neither", "nor"}.isdisjoint(self.low[max(low, place - _BACK) : place])
        return takes(self.low, place) is not None and self._unreal(place)

    def _unreal(self, place: int) -> bool:
        """Say whether a cue is negated, wished, or still to come."""
        low, _ = self._edges(place)
        before = self.low[max(low, place - _BACK) : place]
        stop = next((x for x in range(len(before), 0, -1) if before[x - 1] in _STOPS), 0)
        return not NOT.isdisjoint(before[stop:]) or not UNREAL.isdisjoint(before[stop:][-_NEAR:])

    def _clause(self, stop: int) -> int:
        """Return where the clause before a word begins: behind the last mark."""
        low, _ = self._edges(stop - 1)
        start = stop
        while start > low and self.low[start - 1] not in _STOPS | _BREAKS | {"-"}:
            start -= 1
        return start

    def _rest(self, start: int, cue: int, *, named: bool = True) -> Span:
        """Return a content from a word to the next mark, or to what its speaker does next.

        `named` says that the content is a noun: a verb behind "and" goes on with the speaker.
        """
        _, high = self._edges(cue)
        tags, end = word_classes().tags, start + 1
        while end < high and self.low[end] not in _STOPS | _BREAKS:
            if self.low[end] == "and" and end + 1 < high:
                after = self.low[end + 1]
                acts = after.endswith("ed") or tags.get(after, "") == "V"
                if after in _NEXT or (named and acts):
                    break
            named = named and self.low[end] not in ("that", "which", "who", "where")
            end += 1
        return start, end


_LIKELY = 0.5
_SELVES = frozenset({"i", "we", "you", "it"})
_PERSONS = frozenset({"he", "she", "who"})
_BEFORE = BE | LINKS | {"has", "have", "had", ","}
"""Words between what was claimed and "claimed"."""

_PER = (1 + 2 * NER.index("PER"), 2 + 2 * NER.index("PER"))
"""The columns of the head of names that mean a person."""

_DOES = forms(
    *("kill", "carry", "launch", "conduct", "fire", "stage", "mount", "shoot", "strike", "target"),
    *("bomb", "destroy", "hit", "perform", "plant", "detonate", "attack", "shell", "execute"),
)
_NEXT = forms("say", "accuse", "blame", "condemn", "call", "vow", "threaten", "deny", "order")


def is_person(span: Span | None, encoded: Encoded) -> bool:
    """Say whether one person speaks: by his pronoun, his name, or his noun."""
    if span is None:
        return False
    head = encoded.texts[span[1] - 1].lower()
    if head in _PERSONS:
        return True
    if names_armed_group(span, encoded):
        return False
    names = encoded.names[span[1] - 1]
    person = float(sum(names[place] for place in _PER))
    noun = word_classes().kinds.get(head) == MentionKind.PERSON.value
    return person > _LIKELY or (noun and not head.endswith("s"))


def names_armed_group(span: Span, encoded: Encoded) -> bool:
    """Say whether words hold the name of an armed group that the tables know."""
    number = int(encoded.sentence[span[0]])
    passage, first = encoded.passages[number], encoded.edges[number][0]
    for start, (end, kind) in passage.look.known.items():
        low, high = passage.place(start, end)
        if (
            kind == MentionKind.ARMED_GROUP.value
            and first + low < span[1]
            and span[0] < first + high
        ):
            return True
    return False


def held_responsible(place: int, speakers: Speakers) -> Span | None:
    """Return whom a form of "hold" at a word holds responsible; None if it holds nobody so."""
    encoded: Encoded = speakers.encoded
    texts, (_, high) = encoded.texts, encoded.around(place)
    if texts[place].lower() not in _HOLDS or place + 2 >= high:
        return None
    accused = speakers.at(place + 1)
    if accused is None:
        return None
    reach = [word.lower() for word in texts[accused[1] : min(high, accused[1] + _NEAR)]]
    return accused if "responsible" in reach or "accountable" in reach else None
