"""A coding put together: anchors and fillers become events, spans become numbered mentions."""

import itertools
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from watchfloor.coding.chains import Told
from watchfloor.coding.contexts import contexts
from watchfloor.coding.cues import cues
from watchfloor.coding.encoder import about, responses, retellings, settled, sides
from watchfloor.coding.encoder.anchors import Anchor, modes_of
from watchfloor.coding.encoder.antecedents import Antecedents
from watchfloor.coding.encoder.assertions import (
    Case,
    Relay,
    Roles,
    Said,
    asserted,
    by_words,
    touches,
)
from watchfloor.coding.encoder.casualties import Harmed, casualties, missing
from watchfloor.coding.encoder.claims import SPOKEN, Attribution
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.figures import Tallied
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.encoder.harms import HARMED
from watchfloor.coding.encoder.holders import without_holders
from watchfloor.coding.encoder.kinds import head_of, kind_of
from watchfloor.coding.encoder.means import means_told
from watchfloor.coding.encoder.passives import with_subjects
from watchfloor.coding.encoder.quantities import begin, bounds
from watchfloor.coding.encoder.relations import Stated
from watchfloor.coding.encoder.restatements import names_attacks, tells_of_killing
from watchfloor.coding.encoder.retellings import Retellings
from watchfloor.coding.encoder.scenes import mostly_places, without_scenes, without_surnames
from watchfloor.coding.encoder.tellers import DEEDS, claimed_by_nobody, without_tellers
from watchfloor.coding.tolls import LATER
from watchfloor.coding.words import Sentence, numerals, words
from watchfloor.model import (
    Assertion,
    Bounds,
    Casualty,
    Cited,
    Coded,
    CodedClaim,
    CodedEvent,
    CodedFigure,
    CodedRelation,
    Count,
    Document,
    Mention,
    MentionKind,
    Outcome,
    Predicate,
    Role,
    Scored,
    Status,
)
from watchfloor.model import ClaimKind as Kind
from watchfloor.model.late import late_regex

_GROUP_OF_ROLE = {
    "actor": "participant",
    "recipient": "participant",
    "attributed_to": "participant",
    "instrument": "instrument",
    "date": "date",
    "place": "place",
}
_NAMELESS = frozenset({MentionKind.DATE, MentionKind.OTHER, MentionKind.WEAPON, MentionKind.GROUP})
_BODIES = ("ORG", "NORP")
_SHORT = 3
_NEAR = 400
"""Characters behind an act in which whom it killed is named."""

_YEAR = 4
"""Digits of a year, which counts nothing."""

_INTERCEPTED = frozenset({"intercepted", "downed"})
_FAILED = frozenset(
    {
        *("foiled", "thwarted", "defused", "failed", "botched", "averted", "missed", "aborted"),
        *("repelled", "repulsed", "survived", "escaped", "unhurt"),
    }
)


@dataclass(slots=True)
class Assembly:
    """What has been put together of a document so far; spans are words of the document."""

    document: Document
    encoded: Encoded
    names: Sequence[Found]
    fitted: Mapping[str, Any]
    antecedents: Antecedents | None = None
    stands_for: dict[Span, Span] = field(default_factory=dict)
    mentions: dict[Span, tuple[MentionKind, Span]] = field(default_factory=dict)
    noted: dict[tuple[Span, str], Span] = field(default_factory=dict)
    events: list[CodedEvent] = field(default_factory=list)
    spans: list[dict[str, tuple[tuple[Span, float], ...]]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    anchors: list[tuple[int, int, str]] = field(default_factory=list)
    claims: list[tuple[Said, Span | None]] = field(default_factory=list)
    relays: list[Relay] = field(default_factory=list)
    relations: list[tuple[tuple[Span, Span], Cited, Stated]] = field(default_factory=list)
    figures: list[tuple[CodedFigure, Span | None, Span | None]] = field(default_factory=list)

    def tokens(self, span: Span) -> tuple[Sentence, Span]:
        """Return the sentence of a span of words, and the span in the sentence's tokens."""
        sentence = self.encoded.passages[int(self.encoded.sentence[span[0]])].sentence
        begin, stop = self.encoded.characters(span)
        first = bisect(sentence.ends, begin)
        return sentence, (first, bisect_left(sentence.starts, stop, lo=first))

    def name_all(self) -> None:
        """Note every name as a mention, whether it fills a role or not."""
        for name in self.names:
            self.mention(name.span, "")

    def mention(self, span: Span, group: str) -> Span:
        """Note a span of words as a mention; return its characters."""
        if (span, group) not in self.noted:
            self.noted[span, group] = self._note(span, group)
        return self.noted[span, group]

    def _note(self, span: Span, group: str) -> Span:
        sentence, tokens = self.tokens(span)
        look = self.encoded.passages[int(self.encoded.sentence[span[0]])].look
        stop = min(span[1], self.encoded.around(span[0])[1])
        first = bisect(self.names, span[0], key=lambda one: one.end)
        last = bisect_left(self.names, stop, lo=first, key=lambda one: one.start)
        beside = [(self.tokens(name.span)[1], name) for name in self.names[first:last]]
        kind = kind_of(look, tokens, group, beside)
        head = head_of(sentence, *tokens)
        characters = _with_dots(sentence, tokens, self.encoded.characters(span))
        edges = (
            max(characters[0], sentence.starts[head]),
            min(characters[1], sentence.ends[head]),
        )
        if edges[0] >= edges[1]:
            edges = characters
        before = self.mentions.setdefault(characters, (kind, edges))[0]
        if (before, kind) == (MentionKind.GROUP, MentionKind.PLACE):
            self.mentions[characters] = (kind, edges)  # a town that was hit, before it was a place
        meant = self.antecedents.resolved(span) if self.antecedents else span
        if meant != span and group and characters not in self.stands_for:
            self.stands_for[characters] = self.mention(meant, group)
        return characters

    def add(self, anchor: Anchor, fillers: Fillers) -> None:
        """Append one event."""
        text, encoded = self.document.text, self.encoded
        sentence, tokens = self.tokens((anchor.start, anchor.end))
        if anchor.type in DEEDS:
            fillers = without_tellers(fillers, (anchor.start, anchor.end), encoded)
        fillers = without_holders(fillers, (anchor.start, anchor.end), encoded)
        fillers = with_subjects(fillers, anchor.type, (anchor.start, anchor.end), encoded)
        fillers = without_scenes(fillers, (anchor.start, anchor.end), encoded, self.names)
        fillers = without_surnames(fillers, encoded, self.names)
        modes = modes_of(anchor, self.fitted["mode"])
        if anchor.type == "ASSAULT":
            used = [one.span for one in fillers.get("instrument", ())]
            by = [one.span for one in fillers.get("actor", ())]
            modes = means_told(modes, (anchor.start, anchor.end), used, by, encoded)
        status = _status(anchor, sentence, tokens)
        if status is Status.DENIED and claimed_by_nobody((anchor.start, anchor.end), encoded):
            status = Status.ACTUAL  # it happened, though nobody claims it
        characters = encoded.characters((anchor.start, anchor.end))
        spans = {
            role: tuple(
                (self.mention(one.span, group), round(one.score, 3))
                for one in fillers.get(role, ())
            )
            for role, group in _GROUP_OF_ROLE.items()
        }
        harmed = Harmed(text, anchor.type, modes, status, sentence, tokens, self._lettered)
        event = CodedEvent(
            anchor=Scored.cut(text, *characters, score=round(anchor.believed, 3)),
            type=anchor.type,
            mode=modes,
            # terrorism is said of incidents alone, by the heads that MUC-4 taught
            context=tuple(
                one for one in contexts(sentence, anchor.type, modes) if one != "terrorism"
            ),
            status=status,
            outcome=_outcome(sentence, tokens, anchor, status),
            assertion=_assertion(anchor, encoded, fillers),
            score=round(anchor.believed * max(anchor.statuses), 3),
            chain=0,
            count=self._count(_acts_counted(fillers), anchor),
            casualties=casualties(harmed, fillers, spans),
        )
        self.events.append(event)
        self.anchors.append((anchor.start, anchor.end, anchor.type))
        self.spans.append(spans)
        self.told.append(self._told(event, spans, tokens, sentence, anchor))

    def _count(self, found: tuple[Filler, ...], anchor: Anchor) -> Count | None:
        """Return how many acts are told of by words of their own, or of the anchor: "two raids"."""
        start, end = anchor.start, anchor.end
        low, _ = self.encoded.around(start)
        first = next((x for x in (start, start - 1) if x >= low and self._is_number(x)), None)
        plural = names_attacks(self.encoded.texts[end - 1])  # "43 deaths" are no 43 acts
        own = ((first, end),) if plural and first is not None and end - first > 1 else ()
        for span in (*(one.span for one in found), *own):
            if "/" in self.encoded.texts[max(0, span[0] - 1) : span[1]]:
                continue  # the 9/11 attacks
            sentence, tokens = self.tokens(span)
            number = bounds(sentence, *tokens)
            if number is not None and (number.low or number.best or number.high or 0) > 1:
                start, stop = self.encoded.characters(span)
                return Count.cut(
                    self.document.text,
                    min(start, sentence.starts[begin(sentence, *tokens)]),
                    stop,
                    low=number.low,
                    best=number.best,
                    high=number.high,
                )
        return None

    def _is_number(self, place: int) -> bool:
        word = self.encoded.texts[place].lower()
        return numerals().get(word, 0) > 1 or (word.isdigit() and word != "1" and len(word) < _YEAR)

    def _lettered(self, span: Span) -> tuple[Sentence, str, Span]:
        """Return the sentence of a span of words, its letters, and the span in its tokens."""
        look = self.encoded.passages[int(self.encoded.sentence[span[0]])].look
        return look.sentence, look.tags, self.tokens(span)[1]

    def count_missing(self) -> None:
        """Give those missing to the attack told nearest: in their sentence or just before."""
        for number, passage in enumerate(self.encoded.passages):
            for one in missing(passage.look, self.document.text):
                self._lose(number, one)

    def _lose(self, number: int, one: Casualty) -> None:
        start, end = one.start or 0, one.end or 0
        near = []
        for index, (event, anchor) in enumerate(zip(self.events, self.anchors, strict=True)):
            back = number - int(self.encoded.sentence[anchor[0]])
            if event.type != "ASSAULT" or event.status is not Status.ACTUAL:
                continue
            if any((x.start or 0) < end and start < (x.end or 0) for x in event.casualties):
                continue
            if 0 <= back <= LATER:
                texts = self.encoded.texts[anchor[0] : anchor[1]]
                lone = not words("harm.missing").isdisjoint(map(str.lower, texts))
                near.append((lone, back, abs((event.anchor.start or 0) - start), index))
        if near:
            index = min(near)[-1]
            event = self.events[index]
            self.events[index] = replace(event, casualties=(*event.casualties, one))

    def _told(
        self,
        event: CodedEvent,
        spans: dict[str, tuple[tuple[Span, float], ...]],
        tokens: Span,
        sentence: Sentence,
        anchor: Anchor,
    ) -> Told:
        text = self.document.text

        def of(role: str) -> list[str]:
            return [text[start:end].lower() for (start, end), _ in spans[role]]

        before = sentence.lower[max(0, tokens[0] - _SHORT) : tokens[0]]
        verb = anchor.trigger.verb if anchor.trigger else _is_verb(sentence, tokens)
        return Told(
            event=event,
            sentence=int(self.encoded.sentence[anchor.start]),
            definite=not verb and not words("draft.definite").isdisjoint(before),
            verb=verb,
            places=frozenset(of("place")),
            dates=frozenset(of("date")),
            actors=frozenset(name.split()[-1] for name in of("actor")),
            recipients=frozenset(name.split()[-1] for name in of("recipient")),
            slain=self._slain(event, spans, sentence),
            attackers=self._bodies(span for span, _ in spans["actor"]),
            attacked=self._bodies(span for span, _ in spans["recipient"]),
        )

    def _bodies(self, spans: Iterable[Span]) -> frozenset[str]:
        """Return the names of bodies and peoples that stand in some spans of characters."""
        found = set[str]()
        for low, high in (self.encoded.span(*span) for span in spans):
            first = bisect_left(self.names, low, key=lambda one: one.start)
            for name in itertools.islice(self.names, first, None):
                if name.start >= high:
                    break
                if name.kind in _BODIES:
                    found.add(" ".join(self.encoded.texts[slice(*name.span)]).lower())
        return frozenset(found)

    def _slain(
        self, event: CodedEvent, spans: Mapping[str, tuple[tuple[Span, float], ...]], at: Sentence
    ) -> frozenset[str]:
        """Return the surnames of persons whom an attack befell and its words say to be killed."""
        start, end = event.anchor.start or 0, event.anchor.end or 0
        if event.type != "ASSAULT" or event.status is not Status.ACTUAL:
            return frozenset()
        found = set()
        for span, _ in spans["recipient"]:
            inside = at.starts[0] <= span[0] < min(at.ends[-1], end + _NEAR)
            words = self.document.text[start : max(end, span[0])] if inside else ""
            if tells_of_killing(words):
                found.add(self._surname(span))
        return frozenset(name for name in found if name)

    def claim(self, one: Attribution) -> None:
        """Append one claim."""
        text, encoded, kind = self.document.text, self.encoded, Kind(one.kind)

        def cited(span: Span | None) -> Cited | None:
            return Cited.cut(text, *encoded.characters(span)) if span else None

        published = self.document.published
        days = about.days(kind, one.content, encoded, published.from_.year if published else None)
        condition = about.condition(one.content, encoded)
        if condition is None and kind in about.AHEAD:
            condition = about.opening(one.content, encoded)
        made = CodedClaim(
            kind=kind,
            speaker=None,
            content=Cited.cut(text, *encoded.characters(one.content)),
            quoted=one.quoted,
            cue=cited(one.cue),
            condition=cited(condition),
            event=about.event(kind, one.content, self.anchors, encoded, SPOKEN),
            score=round(one.score, 3),
        )
        speaker = self.mention(one.source, "participant") if one.source else None
        if speaker and one.meant:
            self.stands_for[speaker] = self.mention(one.meant, "participant")
        horizon = self.mention(days, "date") if days else None
        via = self.mention(one.via, "participant") if one.via else None
        accused = self.mention(one.accused, "participant") if one.accused else None
        for_others = speaker is not None and "spokes" in text[slice(*speaker)].lower()
        self.claims.append((Said(made, speaker, accused, via, for_others), horizon))

    def relay(self, one: Attribution) -> None:
        """Note who hands the words of whom on, whether they make a claim or not."""
        if one.via and one.source:
            content, via = map(self.encoded.characters, (one.content, one.via))
            self.relays.append(Relay(content, self.mention(one.source, "participant"), via))

    def state(self, stated: Stated) -> None:
        """Append one relation between two names."""
        ends = self.mention(stated.subject, ""), self.mention(stated.object, "")
        evidence = Cited.cut(self.document.text, *self.encoded.characters(stated.evidence))
        self.relations.append((ends, evidence, stated))

    def figure(self, one: Tallied) -> None:
        """Append one figure, unless it counts what befell people in an event, or the acts."""
        counts = [part for event in self.events for part in (*event.casualties, event.count)]
        start, end = one.evidence
        for part in counts:
            if part and (part.start or 0) < end and start < (part.end or 0):
                return
        text, counted, amount = self.document.text, one.counted, one.counted.amount
        made = CodedFigure(
            subject=Cited.cut(text, *one.subject),
            quantity=counted.quantity,
            unit=counted.unit,
            value=Bounds(low=amount.low, best=amount.best, high=amount.high),
            of=counted.of,
            evidence=Cited.cut(text, start, end),
            score=one.score,
        )
        place = self.mention(one.place, "place") if one.place else None
        self.figures.append((made, place, self.mention(one.date, "date") if one.date else None))

    def coded(self, coder: str, omitted: int, vectors: tuple[bytes, ...]) -> Coded:
        """Number the mentions in the order of the text and return the coding."""
        index = {span: number for number, span in enumerate(sorted(self.mentions))}
        again = self.fitted.get("retellings", retellings.APART)
        told = Retellings.of(self.document.text, self.told, vectors)
        founders = retellings.founders(told, again["weights"], again["least"])
        weighed = self._sided(list(self._weighed()), founders)
        events = tuple(
            replace(event, chain=founder, **_numbered(spans, index))
            for (event, spans), founder in zip(weighed, founders, strict=True)
        )
        claims = tuple(said.numbered(index, horizon) for said, horizon in self.claims)
        relations = tuple(
            CodedRelation(
                subject=Role(index[ends[0]], round(stated.score, 3)),
                predicate=Predicate(stated.predicate),
                object=Role(index[ends[1]], round(stated.score, 3)),
                since=stated.since,
                until=stated.until,
                role=stated.role,
                ended=stated.ended,
                evidence=evidence,
                score=round(stated.score, 3),
            )
            for ends, evidence, stated in self.relations
        )
        figures = tuple(
            replace(
                one,
                place=Role(index[place], one.score) if place else None,
                date=Role(index[date], one.score) if date else None,
            )
            for one, place, date in self.figures
        )
        return Coded(
            document_id=self.document.id,
            coder=coder,
            mentions=tuple(self._clustered()),
            events=events,
            claims=claims,
            figures=figures,
            relations=relations,
            vectors=vectors,
            omitted=omitted,
        )

    def _weighed(self) -> Iterator[tuple[CodedEvent, Roles]]:
        """Yield the events with their fillers, weighed by what is claimed of them."""
        claims = [said for said, _ in self.claims]
        known = settled.spoken(self.encoded)
        starts = [word.start for word in self.encoded.words]

        def sentence_of(span: Span) -> int:
            return int(self.encoded.sentence[max(0, bisect(starts, span[0]) - 1)])

        for number, (event, spans) in enumerate(zip(self.events, self.spans, strict=True)):
            anchor = self.anchors[number][:2]
            case = Case(
                number,
                self.encoded.characters(anchor),
                int(self.encoded.sentence[anchor[0]]),
                sentence_of,
                self._name,
            )
            disowning = self._aside(anchor, "attributed_to", known)
            # whoever denies a part in the act claims none, whatever the words look like
            heard = [
                one
                for one in claims
                if one.claim.kind is not Kind.RESPONSIBILITY or not one.stands_in(disowning)
            ]
            roles = dict(spans)  # the reports of incidents may have named the foiler again
            for role in ("actor", "attributed_to"):
                aside = self._aside(anchor, role, known)
                roles[role] = tuple(one for one in spans[role] if not touches(one[0], aside))
            yield asserted(event, roles, case, heard, self.relays)

    def _aside(self, anchor: Span, role: str, known: Sequence[settled.Spoken]) -> list[Span]:
        """Return the characters in which nobody stands who fills a role of an event."""
        aside = settled.bystanders(anchor, role, known)
        return [self.encoded.characters(one) for one in aside if one[0] < one[1]]

    def _sided(
        self, weighed: Sequence[tuple[CodedEvent, Roles]], founders: Sequence[int]
    ) -> list[tuple[CodedEvent, Roles]]:
        """Return the events with their sides set right: who did not do it, and where it fell."""
        kept = sides.without_the_dead(weighed, founders, self._surname)
        acts = [(start, end) for start, end, _ in self.anchors]
        answers = [one.sides(acts) for one in responses.answered(self.encoded)]
        kept = sides.without_the_answering(kept, founders, answers, self._name)
        named = {self.encoded.characters(span) for span in mostly_places(self.names, self.encoded)}
        text = self.document.text
        kept = [(event, sides.without_forces(event, spans, text)) for event, spans in kept]
        return [(event, sides.where_it_hit(event, spans, named)) for event, spans in kept]

    def _surname(self, span: Span) -> str | None:
        """Return the surname of the person that a mention stands for; None for anybody else."""
        meant = self.stands_for.get(span, span)
        person = self.mentions[meant][0] is MentionKind.PERSON
        return self._name(span).split()[-1].rpartition("-")[2] if person else None

    def _name(self, span: Span) -> str:
        """Return what mentions of one thing share: the name that they stand for."""
        meant = self.stands_for.get(span, span)
        if meant in self.mentions and self.mentions[meant][0] in _NAMELESS:
            return f"{meant}"
        return self.document.text[slice(*meant)].lower().removeprefix("the ")

    def _clustered(self) -> Iterator[Mention]:
        """Yield the mentions in the order of the text; what is named alike shares a cluster."""
        text, clusters = self.document.text, dict[str, int]()
        meanings = frozenset(self.stands_for.values())
        for span, (_, head) in sorted(self.mentions.items()):
            meant = self.stands_for.get(span, span)
            kind = self.mentions[meant][0]
            name = self._name(span)
            if kind in _NAMELESS and meant not in meanings:
                name = ""  # two groups of residents need not be the same
            cluster = clusters.setdefault(name, len(clusters)) if name else None
            yield Mention.cut(text, *span, kind=kind, head=head, cluster=cluster)


def _acts_counted(fillers: Fillers) -> tuple[Filler, ...]:
    """Return the numbers that count acts: "killed five" counts the dead."""
    harmed = [one.span for role in HARMED for one in fillers.get(role, ())]
    return tuple(
        one
        for one in fillers.get("count", ())
        if all(one.span[1] <= low or high <= one.span[0] for low, high in harmed)
    )


def _numbered(spans: Roles, index: Mapping[Span, int]) -> dict[str, Any]:
    """Return the roles of an event, their fillers by the numbers of the mentions."""
    return {
        role: tuple(Role(index[span], score) for span, score in fillers)
        for role, fillers in spans.items()
    }


def _with_dots(sentence: Sentence, tokens: Span, characters: Span) -> Span:
    """Return characters with the whole of an abbreviation that they cut: "U.S", of "U.S.-led"."""
    start, end = characters
    for place in (tokens[0], tokens[1] - 1):
        dotted = _DOTTED.match(sentence.words[place])
        if dotted:
            low = sentence.starts[place]
            high = low + dotted.end()
            if low < start < high:
                start = low
            if low < end < high:
                end = high
    return start, end


_DOTTED = late_regex(r"(?:[A-Za-z]\.){2,}")


def _status(anchor: Anchor, sentence: Sentence, tokens: Span) -> Status:
    """Return the likeliest status; what an anchor itself calls an attempt did not succeed."""
    status = Status(anchor.status)
    given = sentence.lower[max(0, tokens[0] - 1) : tokens[1]]
    attempt = not cues("attempt").isdisjoint(given)
    return Status.ATTEMPTED if status is Status.ACTUAL and attempt else status


def _outcome(sentence: Sentence, tokens: Span, anchor: Anchor, status: Status) -> Outcome:
    """Return whether the act reached its aim, by the table's verdict or cue words around it."""
    if anchor.verdict is not None and anchor.verdict.outcome is not Outcome.UNKNOWN:
        return anchor.verdict.outcome
    if status not in (Status.ACTUAL, Status.ATTEMPTED):
        return Outcome.UNKNOWN
    around = frozenset(sentence.lower[max(0, tokens[0] - 8) : tokens[1] + 10])
    if anchor.type == "ASSAULT" and not _INTERCEPTED.isdisjoint(around):
        return Outcome.INTERCEPTED
    if status is Status.ATTEMPTED or (anchor.type == "ASSAULT" and not _FAILED.isdisjoint(around)):
        return Outcome.FAILED
    return Outcome.UNKNOWN


def _assertion(anchor: Anchor, encoded: Encoded, fillers: Fillers) -> Assertion:
    """Return how sure the text is that the actor did it, by the words of the anchor's sentence."""
    low, high = encoded.around(anchor.start)
    actors = [one.span for one in fillers.get("actor", ()) if low <= one.span[0] < high]
    texts = encoded.texts[low:high]
    own = [(start - low, end - low) for start, end in actors]
    return by_words(anchor.type, texts, (anchor.start - low, anchor.end - low), own)


def _is_verb(sentence: Sentence, tokens: Span) -> bool:
    word = sentence.lower[tokens[0]]
    return word.endswith(("ed", "ing")) or tokens[1] - tokens[0] > 1
