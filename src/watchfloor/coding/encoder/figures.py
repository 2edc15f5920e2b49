"""The figures of a document: what the rules count, with the places and dates beside it.

Place and date are what a reader takes them for without thinking: the first behind the counted words
and before the next figure, or the one that opens the sentence; else neither.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.passages import Passage
from watchfloor.coding.figures import figures
from watchfloor.coding.figures_phrases import Counted
from watchfloor.model.frozen import dataclass
from watchfloor.model.span import LARGEST_COUNT

MOST = 500
"""Figures of one document, at most: a table of numbers is no news."""

_AHEAD = 10
"""Tokens behind a counted phrase in which its place or its date stands, at most."""

_THERE = frozenset({"in", "at", "near", "inside", "across", "around", "outside", "within"})
_INTO = frozenset(
    {
        *("in", "at", "to", "into", "across", "along", "near", "inside", "around", "on", "over"),
        *("throughout", "from", "of", "within", "outside"),
    }
)
_OWNED = frozenset({"seats", "votes"})
"""Quantities whose subject is who has them, not what is counted."""

_APPOSED = frozenset(
    {
        *("a", "an", "the", "which", "who", "whose", "led", "headed", "backed", "part", "formed"),
        *("once", "long", "one", "home", "loyal", "close", "allied", "supported", "known"),
    }
)
"""Words behind a name and a comma that begin what says more of it."""

_COMPLEMENT = frozenset({"of", "under", "led", "headed", "backed"})
_NEAR = 3
"""Words from a name to one that says whose it is, at most: the list led by the cleric."""

_SAID, _UNSAID = 0.8, 0.5
"""Score where the counted noun stands beside the number, and where it stands elsewhere: about the
shares that annotators of dispatches marked, too."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """A figure of a document: subject and evidence in characters, place and date in its words."""

    subject: Span
    evidence: Span
    counted: Counted
    place: Span | None
    date: Span | None

    @property
    def score(self) -> float:
        """Return how surely the number counts this noun."""
        return _SAID if self.counted.head >= 0 or self.counted.quantity == "money" else _UNSAID


def tallied(encoded: Encoded, names: Sequence[Found]) -> list[Tallied]:
    """Return the figures of a document in the order of the text, MOST at most."""
    beside: dict[int, list[Found]] = {}
    for name in names:
        beside.setdefault(int(encoded.sentence[name.start]), []).append(name)
    found: list[Tallied] = []
    for number, passage in enumerate(encoded.passages):
        counted = figures(passage.look)
        if not counted:
            continue
        reading = _Reading(passage, encoded.edges[number][0], beside.get(number, []))
        found += [
            reading.whole(one, counted[place + 1 :])
            for place, one in enumerate(counted)
            if one.amount.least <= LARGEST_COUNT or one.quantity == "money"
        ]
        if len(found) >= MOST:
            break
    return found[:MOST]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence with its names; `first` is its first word in the document."""

    passage: Passage
    first: int
    names: Sequence[Found]

    def whole(self, one: Counted, later: Sequence[Counted]) -> Tallied:
        """Return a figure with its subject, place and date."""
        sentence = self.passage.sentence
        stop = min([one.end + _AHEAD, len(sentence), *(other.start for other in later[:1])])
        evidence = sentence.starts[one.start], sentence.ends[one.end - 1]
        low, high = one.subject
        subject = (sentence.starts[low], sentence.ends[high - 1]) if low < high else evidence
        if one.quantity in _OWNED:
            subject = self._owner(one) or subject
        return Tallied(subject, evidence, one, self._place(one, stop), self._date(one, stop))

    def _tokens(self, name: Found) -> Span:
        """Return the tokens that a name touches."""
        words = self.passage.words
        begin = words[name.start - self.first].start
        end = words[min(name.end - self.first, len(words)) - 1].end
        sentence = self.passage.sentence
        places = [
            place
            for place, (start, stop) in enumerate(zip(sentence.starts, sentence.ends, strict=True))
            if start < end and begin < stop
        ]
        return (places[0], places[-1] + 1) if places else (0, 0)

    def _owner(self, one: Counted) -> Span | None:
        """Return the body or person last named before a count of seats or votes.

        Not the outlet of a dateline, nor who is named only to say more of another: the Alliance, a
        bloc with ties to the Front, lost 28 seats; the list of Ana Lima won.
        """
        sentence, words = self.passage.sentence, self.passage.words
        owner: tuple[Span, Span] | None = None
        for name in self.names:
            tokens = self._tokens(name)
            if name.kind not in ("ORG", "PER") or tokens[0] < sentence.body:
                continue
            if tokens[1] > one.start or (
                owner is not None and self._says_more(owner[0], tokens, one)
            ):
                continue
            end = words[min(name.end - self.first, len(words)) - 1].end
            owner = tokens, (words[name.start - self.first].start, end)
        return owner[1] if owner else None

    def _says_more(self, earlier: Span, later: Span, one: Counted) -> bool:
        """Say whether a name only says more of an earlier one: of it, or between its commas."""
        low = self.passage.sentence.lower
        between = low[earlier[1] : later[0]]
        if between[:1] == (",",) and between[1:2] and between[1] in _APPOSED:
            return "," in low[later[1] : one.start]
        return between[:1] != () and between[0] in _COMPLEMENT and len(between) <= _NEAR

    def _place(self, one: Counted, stop: int) -> Span | None:
        """Return where a figure is: the place behind it, else the one before it in its sentence.

        A place before counts behind a word of being there, and in no other clause parted by ";".
        """
        low, tags = self.passage.sentence.lower, self.passage.look.tags
        opening = None
        for name in self.names:
            if name.kind not in ("LOC", "FAC"):
                continue
            start, end = self._tokens(name)
            there = not _THERE.isdisjoint(low[max(0, start - 2) : start])
            led = not _INTO.isdisjoint(low[max(0, start - 3) : start])
            if one.end <= start < stop and led and ";" not in tags[one.end : start]:
                return name.span
            if end <= one.start and there and ";" not in tags[end : one.start]:
                opening = name.span
        return opening

    def _date(self, one: Counted, stop: int) -> Span | None:
        tags = self.passage.look.tags
        opening = None
        for start, end in self.passage.look.dates:
            place = self.passage.place(start, end)
            if place == (0, 0):
                continue
            span = self.first + place[0], self.first + place[1]
            if one.end <= start < stop and ";" not in tags[one.end : start]:
                return span
            if end <= one.start and start - self.passage.sentence.body <= 1:
                opening = span
        return opening
