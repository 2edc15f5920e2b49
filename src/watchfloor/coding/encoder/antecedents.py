"""Antecedents: which words of the text a pronoun in a role stands for.

A pronoun says nothing to a reader of a table. Its antecedent is the participant of its gender and
number that leads a sentence nearest before it, the preference for subjects and for what is near of
centering (Brennan, Friedman, Pollard 1987) without its bookkeeping; "who" and "which" stand for the
phrase before them, "we" in a quotation for its speaker. Who is only spoken of inside a quotation is
not who is spoken of around it: "we beat Ivo," he said. A pronoun that finds none stays.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from watchfloor.coding.encoder.decode import Found, spans, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.words import numerals, word_classes
from watchfloor.model import MentionKind
from watchfloor.model.frozen import dataclass

BACK = 3
"""Sentences before a pronoun in which its antecedent may stand."""

_PARTICIPANT = 0
_ONE = frozenset({"he", "him", "himself", "she", "her", "herself"})
_MANY = frozenset({"they", "them", "themselves"})
_BODY = frozenset({"it", "itself"})
_SPEAKER = frozenset({"i", "me", "we", "us"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
PRONOUNS = _ONE | _MANY | _BODY | _SPEAKER | _RELATIVE
_ENDS = frozenset({"of", "in", "on", "at", "from", "with", "for", "near", "to", "by", "who", ","})
_SINGULAR = frozenset({"s", "i", "u"})
"""Letters before a last s that make no plural: congress, Tunis, Damascus."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a candidate agrees with: `person` and `many`, and whether it leads its sentence."""

    span: Span
    person: bool
    many: bool
    leads: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The participants of a text in order, and who speaks in it."""

    encoded: Encoded
    traits: tuple[Traits, ...]
    speakers: tuple[Span, ...]
    quoted: tuple[bool, ...]

    @classmethod
    def of(
        cls,
        encoded: Encoded,
        found: Sequence[tuple[int, int, int]],
        names: Sequence[Found],
        source: float,
    ) -> "Antecedents":
        """Read the traits of a text's candidates; `source` is the threshold of that head."""
        listed, led = [], set[int]()
        for start, end, group in found:
            if group != _PARTICIPANT or encoded.texts[start].lower() in PRONOUNS:
                continue
            sentence = int(encoded.sentence[start])
            listed.append(_traits((start, end), encoded, names, leads=sentence not in led))
            led.add(sentence)
        said = trimmed(spans(encoded.bio["source"], encoded.edges, start_at=source), encoded.texts)
        speakers = tuple(
            one.span for one in said if encoded.texts[one.start].lower() not in PRONOUNS
        )
        return cls(encoded, tuple(listed), speakers, _quoted(encoded.texts))

    def resolved(self, span: Span) -> Span:
        """Return the antecedent of a span that is a pronoun; any other span as it is."""
        if span[1] - span[0] != 1:
            return span
        word = self.encoded.texts[span[0]].lower()
        if word in _RELATIVE:
            return self._before(span) or span
        if word in _SPEAKER:
            meant = self._speaker(span)
            return meant if meant and self._is_quoted(span[0], meant) else span
        if word in _ONE | _MANY | _BODY:
            return self._agreeing(span, word) or span
        return span

    def _is_quoted(self, place: int, speaker: Span) -> bool:
        """Say whether a word is a speaker's own: elsewhere "we" are those who write.

        It stands in quotation marks, or before a comma and who said so: "We stay, said Lima".
        """
        low, high = self.encoded.around(place)
        if self.quoted[place] or "‘" in self.encoded.texts[low:place]:
            return True
        return place < speaker[0] < high and "," in self.encoded.texts[place : speaker[0]]

    def _before(self, span: Span) -> Span | None:
        """Return the participant that ends right before a relative pronoun."""
        place = bisect_right(self.traits, span[0], key=lambda one: one.span[0]) - 1
        if place >= 0 and 0 <= span[0] - self.traits[place].span[1] <= 1:
            return self.traits[place].span
        return None

    def _speaker(self, span: Span) -> Span | None:
        """Return the speaker nearest to a pronoun of the first person, at most a sentence off."""
        sentence = int(self.encoded.sentence[span[0]])
        near = [
            (abs(int(self.encoded.sentence[one[0]]) - sentence), abs(one[0] - span[0]), one)
            for one in self.speakers[
                bisect_left(self.speakers, (span[0] - _FAR,)) : bisect_left(
                    self.speakers, (span[0] + _FAR,)
                )
            ]
        ]
        near = [one for one in near if one[0] <= 1]
        return min(near)[2] if near else None

    def _agreeing(self, span: Span, word: str) -> Span | None:
        """Return the best participant before a pronoun that agrees with it."""
        sentence = int(self.encoded.sentence[span[0]])
        place = bisect_left(self.traits, span[0], key=lambda one: one.span[0])
        best: tuple[float, int, int] | None = None
        while place > 0:
            place -= 1
            one = self.traits[place]
            gap = sentence - int(self.encoded.sentence[one.span[0]])
            if gap > BACK:
                break
            if one.span[1] > span[0] or not _agrees(one, word):
                continue
            if self.quoted[one.span[0]] and not self.quoted[span[0]]:
                continue
            score = _LEADS * one.leads + _NAMED * one.named - gap
            best = max(best or (score, one.span[0], place), (score, one.span[0], place))
        return self._named(best[2]) if best else None

    def _named(self, place: int) -> Span:
        """Return a participant, or the name right behind its comma: "a teacher, Ada Okoro"."""
        one = self.traits[place]
        beside = self.traits[place + 1 : place + 2]
        if one.person and not one.named and beside and beside[0].named and beside[0].person:
            between = self.encoded.texts[one.span[1] : beside[0].span[0]]
            if between == (",",):
                return beside[0].span
        return one.span


_LEADS, _NAMED = 1.5, 0.25
_FAR = 120
"""Words between a pronoun and its speaker, at most."""


def _quoted(texts: Sequence[str]) -> tuple[bool, ...]:
    """Say of each word whether it stands in quotation marks; what is left open ends by itself."""
    found, opened = [], -1
    for place, word in enumerate(texts):
        if word in _OPEN or (word == '"' and opened < 0):
            opened = place
        elif word in _CLOSE:
            opened = -1
        found.append(opened >= 0 and place - opened <= _FAR)
    return tuple(found)


_OPEN, _CLOSE = frozenset("“«„"), frozenset('”»"')


def _agrees(one: Traits, word: str) -> bool:
    if word in _ONE:
        return one.person and not one.many
    if word in _MANY:
        return one.many
    return not one.person and not one.many


def _traits(span: Span, encoded: Encoded, names: Sequence[Found], *, leads: bool) -> Traits:
    """Return person and number by the name that holds the head noun, else by the noun."""
    start, end = span
    last = start
    for place in range(start, end):
        if encoded.texts[place].lower() in _ENDS and place > start:
            break
        last = place
    head = encoded.texts[last].lower()
    place = bisect_left(names, last + 1, key=lambda one: one.end)
    held = place < len(names) and names[place].start <= last
    label = names[place].kind if held else ""
    kind = word_classes().kinds.get(head)
    person = label == "PER" or (not label and kind == MentionKind.PERSON.value)
    first = encoded.texts[start].lower()
    counted = numerals().get(first, 0) > 1 or (first.isdigit() and first != "1")
    joined = any(word.lower() == "and" for word in encoded.texts[start:last])
    plural = head.endswith(("s", "men", "people", "police", "children")) and not (
        len(head) > 1 and head.endswith("s") and head[-2] in _SINGULAR
    )
    many = counted or joined or (plural and label in ("", "NORP")) or head == "police"
    return Traits(span, person, many, leads, bool(label))
