"""Who speaks: for each cue the participant that says, by place and by the head of sources."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType

from watchfloor.coding.encoder.antecedents import PRONOUNS
from watchfloor.coding.encoder.decode import Found, spans, touching, trimmed
from watchfloor.coding.encoder.encoded import Encoded, Span, mean
from watchfloor.coding.encoder.subjects import (
    DAYS,
    MONTHS,
    TIMES,
    described,
    of_clause,
    whole_phrase,
    with_office,
)
from watchfloor.coding.sayings import cue_words, sayings
from watchfloor.coding.words import verb_forms, word_classes
from watchfloor.model.frozen import dataclass

_COMMAS = frozenset(",”\"’'?!»—–-")
_START = 0.15
"""From here on the head of sources may propose a span, if it stands beside the cue."""

TRAITS = (
    "head",
    "mean",
    "gap",
    "wrong_side",
    "turned",
    "beside",
    "governed",
    "object",
    "leads",
    "pronoun",
    "named",
    "clause",
    "between",
    "surplus",
)
"""What is looked at in a candidate; `Speakers.traits` gives them in this order."""

_start_of = attrgetter("start")

UNFITTED: Mapping[str, float] = MappingProxyType(
    {**dict.fromkeys(TRAITS, 0.0), "head": 2.0, "gap": -1.5, "wrong_side": -0.8, "turned": 1.0}
)
"""Weights of the traits where none were fitted on tune."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """The spans that may name a speaker, in order, with what the head thinks of each."""

    encoded: Encoded
    found: tuple[Found, ...]
    spans: tuple[Span, ...]
    weights: Mapping[str, float]

    @classmethod
    def of(
        cls,
        encoded: Encoded,
        people: Sequence[Span],
        quoted: Sequence[int],
        weights: Mapping[str, float] = UNFITTED,
    ) -> "Speakers":
        """Read the speakers of a text; `people` are participants, in order.

        Who stands inside a quotation (`quoted` >= 0) speaks in it at most to himself.
        """
        bio = encoded.bio["source"]
        inside = (bio[:, 1] + bio[:, 2]).tolist()
        heads = [
            one
            for one in trimmed(spans(bio, encoded.edges, start_at=_START), encoded.texts)
            if _names(one.span, encoded)
        ]
        held = [one.span for one in heads]
        people = [_without_cue(one, encoded) for one in people]
        listed = {one: max(inside[slice(*one)]) for one in people if _names(one, encoded)}
        beside = sorted(listed)
        apart = _apart(beside)
        for one in held:
            if touching(apart, one) is None:
                listed[one] = max(inside[slice(*one)])
        for place, word in enumerate(encoded.texts):
            low = word.lower()
            some = low in _SOME and _says_next(place, encoded)
            if (low in _SAYING_PRONOUNS or some) and (place, place + 1) not in listed:
                listed[place, place + 1] = inside[place]
        found = [
            Found(*span, score)
            for span, score in sorted(listed.items())
            if quoted[span[0]] < 0 and not _in_dateline(span, encoded)
        ]
        return cls(encoded, tuple(found), tuple(held), weights)

    def of_cue(self, cue: Span) -> Span | None:
        """Return who says, in the sentence of the cue; None if nobody is named there."""
        low = self.encoded.around(cue[0])[0]
        first = self._at(low)
        if self._apposed(first, cue, low):
            return self._whole(self.found[first].span, cue)
        best: tuple[float, Span] | None = None
        for number, seen in self.rivals(cue):
            told = sum(self.weights[name] * x for name, x in zip(TRAITS, seen, strict=True))
            if best is None or told > best[0]:
                best = told, self.found[number].span
        if best is None:
            return None
        beside = [one.span for one in self.found[first : self._at(best[1][0])]]
        subject = None
        if best[1][1] <= cue[0]:
            subject = of_clause(best[1], beside, cue, self.encoded)
            subject = subject or described(best[1], beside, self.encoded)
        return self._whole(subject or best[1], cue)

    def rivals(self, cue: Span) -> Iterator[tuple[int, tuple[float, ...]]]:
        """Yield the candidates of a cue's sentence by number, with their traits."""
        low, high = self.encoded.around(cue[0])
        texts = self.encoded.texts
        first, last = self._at(low), self._at(high)
        behind = texts[cue[0]].lower() in sayings()["to"] or _turned(texts, cue, low)
        for number in range(first, last):
            one = self.found[number]
            if one.end <= cue[0] or cue[1] <= one.start:
                yield number, self.traits(number, cue, first, behind=behind)

    def _apposed(self, number: int, cue: Span, low: int) -> bool:
        """Say whether a comma before a cue only ends an apposition: "Ana Lima, the mayor, said".

        `number` is the first candidate of the sentence, which has to open it.
        """
        texts = self.encoded.texts
        if number >= len(self.found) or texts[cue[0] - 1] != ",":
            return False
        one = self.found[number]
        ahead = texts[low : one.start]
        named = texts[one.end - 1][0].isupper() and all(
            word == "." or word[0].isupper() for word in ahead[:_AHEAD]
        )
        between = texts[one.end : cue[0] - 1]
        short = len(ahead) <= _AHEAD and 1 < len(between) <= _APPOSED
        return named and short and between[:1] == (",",) and "," not in between[1:]

    def right_before(self, place: int) -> Span | None:
        """Return the participant nearest before a word of its sentence."""
        number = self._at(place) - 1
        if number < 0 or self.found[number].start < self.encoded.around(place)[0]:
            return None
        return self.found[number].span

    def at(self, place: int) -> Span | None:
        """Return the participant that begins at a word, an article aside; None if none does."""
        number = self._at(place)
        articles = 1 if self.encoded.texts[place].lower() in _ARTICLES else 0
        if number < len(self.found) and self.found[number].start <= place + articles:
            return self.found[number].span
        return None

    def traits(self, number: int, cue: Span, first: int, *, behind: bool) -> tuple[float, ...]:
        """Return what speaks for a candidate, in the order of TRAITS.

        `first` is the first candidate of the sentence; `behind` says that the speaker is expected
        behind the cue.
        """
        one, texts, tags = self.found[number], self.encoded.texts, word_classes().tags
        after = one.start >= cue[1]
        gap = one.start - cue[1] if after else cue[0] - one.end
        low = self.encoded.around(cue[0])[0]
        before = texts[one.start - 1].lower() if one.start > low else ""
        letter = tags.get(before, "")
        apart = texts[cue[1] : one.start] if after else texts[one.end : cue[0]]
        light = all(tags.get(word.lower(), "N") in "AB" for word in apart)
        low_number, high_number = sorted((number, self._at(cue[0])))
        bio = self.encoded.bio["source"][one.start : one.end]
        return (
            one.score,
            mean(bio[:, 1] + bio[:, 2]),
            min(gap, 12) / 12,
            float(after != behind),
            float(after and behind and gap <= 1),
            float(not after and light),
            float(letter in ("I", "O", "T")),
            float(letter == "V"),
            float(number == first),
            float(one.end - one.start == 1 and texts[one.start].lower() in PRONOUNS),
            float(texts[one.end - 1][0].isupper()),
            float(letter in ("S", "W") or before == "that"),
            min(high_number - low_number, 4) / 4,
            self.encoded.surplus / 10.0 * one.score,
        )

    def _at(self, place: int) -> int:
        return bisect_left(self.found, place, key=_start_of)

    def _with_name(self, span: Span, cue: Span) -> Span:
        """Return an office with the name beside it, parted by a comma: "the mayor, Ana Lima,"."""
        texts, number = self.encoded.texts, self._at(span[0])
        low, high = self.encoded.around(span[0])
        if number and self.found[number - 1].end == span[0] - 1 and texts[span[0] - 1] == ",":
            before, behind = self.found[number - 1], texts[span[1]] if span[1] < high else "."
            if before.start >= low and texts[before.start][0].isupper() and behind == ",":
                office = with_office(before.start, self.encoded)
                return span if office is None else (office, span[1])
        if number + 1 < len(self.found):
            after = self.found[number + 1]
            named = texts[after.start][0].isupper() and texts[span[1] : after.start] == (",",)
            closed = after.end == cue[0] - 1 and texts[after.end] == ","
            office = not texts[span[0]][0].isupper() or (closed and texts[span[0]] in _OFFICES)
            if named and after.end <= high and office and (span[0] >= cue[1] or closed):
                return span[0], after.end
        return span

    def _listed(self, span: Span) -> Span:
        """Return the last of a list that opens its sentence with the others: "A, B and C said"."""
        texts, body = self.encoded.texts, self.encoded.body(span[0])
        opened = "and" in map(str.lower, texts[span[0] : span[1]])
        start = span[0] if opened else span[0] - 1
        if start <= body or not (opened or texts[start].lower() == "and"):
            return span
        if opened and texts[start].lower() != "and" and texts[start - 1] != ",":
            return span
        while start > body:
            stop = start - (texts[start - 1] == ",")
            before = [one.start for one in self.found[: self._at(stop)] if one.end == stop]
            short = range(body, stop) if stop - body <= _MEMBER else range(0)
            if before:
                start = before[-1]
            elif short and all(_is_noun(texts[place]) for place in short):
                start = body
            else:
                return span
            if start > body and texts[start - 1].lower() in _ARTICLES:
                start -= 1
            if start > body and texts[start - 1] != ",":
                return span
            if start > body and not self._ends_at(start - 1):
                break  # ", the mayor, two guards and a cook said": the list follows what is said
        return start, span[1]

    def _to_head(self, span: Span, cue: Span) -> Span:
        """Return a speaker with the noun that he is only part of: "police | sources", "(RF | )"."""
        texts, (start, end) = self.encoded.texts, span
        while end - start > 1 and texts[end - 1].lower() in TIMES:
            end -= 1  # "the front on Tuesday | announced"
            while end - start > 1 and texts[end - 1].lower() in _WHEN:
                end -= 1
        end, high = _closed(start, end, texts), self.encoded.around(start)[1]
        if end < high and end != cue[0] and texts[end].lower() in _TELLERS:
            end += 1
        return start, end

    def _ends_at(self, stop: int) -> bool:
        return any(one.end == stop for one in self.found[: self._at(stop)])

    def score(self, span: Span) -> float:
        """Return what the head of sources thinks of a span, at most of one of its words."""
        bio = self.encoded.bio["source"]
        return float((bio[slice(*span), 1] + bio[slice(*span), 2]).max())

    def _whole(self, span: Span, cue: Span) -> Span:
        """Return a speaker with what the head adds to it: an office, an apposition."""
        span = self._with_name(whole_phrase(span, self.encoded), cue)
        if span[1] <= cue[0]:
            span = self._listed(span)
        span = self._to_head(span, cue)
        place = touching(self.spans, span)
        if place is None:
            return span
        held = self.spans[place]
        low, high = min(span[0], held[0]), max(span[1], held[1])
        texts = self.encoded.texts
        if high <= cue[0] and any(word[0].isalnum() for word in texts[high : cue[0]]):
            # an apposition that does not end at the cue is cut somewhere: without it, then
            cut = min((n for n in range(low + 1, high) if texts[n].lower() in _LOOSE), default=high)
            if cut < span[1] and span[1] - span[0] == 1:
                return low, cut  # "who" of an apposition is the one before it
            high = max(span[1], cut)
            while high > span[1] and not texts[high - 1][0].isalnum():
                high -= 1
        if low < cue[1] and cue[0] < high:
            return span
        return low, _closed(low, high, texts)


def _closed(start: int, end: int, texts: Sequence[str]) -> int:
    """Return where a speaker ends with the bracket that it opens: the Rural Front (RF)."""
    given = texts[start:end]
    for opened, closes in (("(", ")"), ("[", "]")):
        if opened in given and closes not in given and texts[end : end + 1] == (closes,):
            return end + 1
    return end


_WHEN = frozenset({"on", "last", "this", "late", "early", "earlier", "in", "the"})
_TELLERS = frozenset(
    {
        *("sources", "officials", "spokesman", "spokeswoman", "spokesmen", "spokesperson"),
        *("authorities", "witnesses", "investigators", "representatives", "correspondent"),
    }
)
"""Nouns of who tells, which a name or a body right before them only describes."""

_MEMBER = 3
"""Words of the first of a list that no head has seen, at most."""


def _is_noun(word: str) -> bool:
    return word[0].isalpha() and word_classes().tags.get(word.lower(), "N") in "NDA"


_OFFICES = frozenset({"The", "A", "An", "Its", "Their", "His", "Her"})
_AHEAD = 4
"""Words before the first candidate that are its titles, at most: "Mr.", "But Gen."."""

_APPOSED = 25
"""Words of an apposition between two commas, at most."""

_LOOSE = frozenset({",", "who", "which", "—", "–", "("})
_SOME = frozenset({"some", "many", "several", "others", "another", "most"})
_HAVE = frozenset({"have", "had", "has", "also", "even"})


def _says_next(place: int, encoded: Encoded) -> bool:
    """Say whether a verb of saying follows: "some say", "others have warned"."""
    high, texts = encoded.around(place)[1], encoded.texts
    ahead = place + 1
    if ahead < high and texts[ahead].lower() in _HAVE:
        ahead += 1
    return ahead < high and texts[ahead].lower() in cue_words() and texts[ahead].islower()


_SAYING_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "who"})


def _turned(texts: Sequence[str], cue: Span, low: int) -> bool:
    """Say whether a cue stands before its speaker: "...," said Lima."""
    if texts[cue[1] - 1].lower() in _TRANSITIVE:
        return False  # who stands behind these is told, not telling
    if cue[0] == low or texts[cue[0] - 1] in _COMMAS:
        behind = texts[cue[1]] if cue[1] < len(texts) else ""
        return behind[:1].isupper() or behind.lower() in _ARTICLES
    return False


_TRANSITIVE = frozenset(
    form
    for verb in ("tell", "ask", "inform", "assure", "remind", "urge", "accuse", "warn", "blame")
    for form in verb_forms(verb)
)
_ARTICLES = frozenset({"the", "a", "an", "one", "another", "his", "her", "its", "their", "two"})


def _without_cue(span: Span, encoded: Encoded) -> Span:
    """Return a participant without the verb of saying that was taken for a part of its name."""
    start, end = span
    texts = encoded.texts
    if end - start > 1 and texts[start].lower() in _LEADING and texts[start + 1][0].isalpha():
        start += 1  # "On Thursday officials reported", "and Morocco cited"
    if end - start > 1 and texts[start].isdigit() and texts[max(0, start - 1)] == ":":
        start += 1  # the clock of a live blog: "10:30 Navy denies"
    if end - start > 1 and texts[end - 1].lower() in _TRAILING:
        end -= 1  # "the senator who"
    while end - start > 1 and texts[start].lower() in cue_words() and texts[start + 1][0].isupper():
        start += 1
    if end - start > 1 and texts[end - 1].lower() in _SUSPECTS and end < len(texts):
        behind = texts[end]
        if behind.lower() in _ARTICLES or behind.lower() == "that" or behind[0].isupper():
            end -= 1  # "police suspect that ..."
    return start, end


_TRAILING = frozenset({"who", "which", "that", "whose", "and"})
_LEADING = DAYS | {"and", "but"}
_SUSPECTS = frozenset({"suspect", "suspects", "suspected"})


def _in_dateline(span: Span, encoded: Encoded) -> bool:
    """Say whether a participant stands in "GAO, March 4 (Quay Wire) -": an agency, a town."""
    return span[0] < encoded.body(span[0])


def _apart(spans_in_order: Sequence[Span]) -> list[Span]:
    """Return the spans that don't begin inside the one before them."""
    kept: list[Span] = []
    for one in spans_in_order:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _names(span: Span, encoded: Encoded) -> bool:
    """Say whether a source has a word that may name somebody; a pronoun does."""
    tags = word_classes().tags
    given = [word.lower() for word in encoded.texts[span[0] : span[1]]]
    if len(given) == 1 and given[0] in PRONOUNS:
        return True
    return any(
        word[0].isalpha()
        and tags.get(word, "N") not in "DPIOT&SAB"
        and word not in TIMES
        and word not in MONTHS
        for word in given
    )
