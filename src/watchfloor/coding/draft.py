"""A coding in the making: triggers become events, phrases become mentions."""

from dataclasses import dataclass, field, replace
from typing import Any

from watchfloor.coding import counts, roles, status
from watchfloor.coding.chains import Told, chains
from watchfloor.coding.domain import Domain
from watchfloor.coding.look import Look
from watchfloor.coding.phrases import Phrase
from watchfloor.coding.repeats import own_events
from watchfloor.coding.scene import PARTICIPANTS, Scene
from watchfloor.coding.tolls import Pending, Span, casualty, event_of, recent_attack
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import words
from watchfloor.model import Coded, CodedEvent, Count, Document, Mention, MentionKind, Role, Scored

_WEIGHTS = {3: 0.9, 2: 0.7, 1: 0.5}
_NAMELESS = frozenset({MentionKind.DATE, MentionKind.OTHER, MentionKind.WEAPON, MentionKind.GROUP})
_PLACED_BY_RECIPIENT = frozenset({"ASSAULT", "RETREAT", "CONSULT", "MOBILIZE", "COERCE"})


@dataclass(slots=True)
class Draft:
    """What has been read of a document so far."""

    document: Document
    domain: Domain
    pending: list[Pending] = field(default_factory=list)
    mentions: dict[Span, tuple[MentionKind, Span]] = field(default_factory=dict)
    omitted: int = 0
    subject: tuple[Span, ...] = ()
    person: bool = False

    def read(self, look: Look) -> None:
        """Code one sentence."""
        present = look.present
        self.domain.weigh(present)
        found = look.triggers
        triggers = tuple(item for item in found if self.domain.believes(item, present))
        if not triggers and not self.pending:
            return
        view, verdicts = look.limited(triggers)
        frames: list[roles.Frame] = []
        for number in range(len(triggers)):
            frames.append(roles.frame(view, number, frames))
        first = len(self.pending)
        attacked = recent_attack(view, self.pending, first) is not None
        for number in own_events(view, frames, attacked):
            self.add(view, triggers[number], frames[number], verdicts[number])
        if not present.isdisjoint(words("harm.any")):
            self._assign(view, first)
        self._remember(view)

    def skip(self, look: Look) -> None:
        """Count the triggers of a sentence that comes after the last event a document may have."""
        self.omitted += sum(self.domain.believes(item, look.present) for item in look.triggers)

    def add(
        self, view: Scene, trigger: Trigger, frame: roles.Frame, verdict: status.Verdict
    ) -> None:
        """Append one event with its roles."""
        sentence, text = view.sentence, self.document.text
        base = _WEIGHTS[trigger.row.weight]
        span = (sentence.starts[trigger.start], sentence.ends[trigger.end - 1])
        event = CodedEvent(
            anchor=Scored.cut(text, *span, score=base),
            type=trigger.row.type,
            mode=trigger.row.mode,
            status=verdict.status,
            outcome=verdict.outcome,
            assertion=verdict.assertion,
            score=round(base * verdict.score, 3),
            chain=0,
            count=self._count(view, trigger),
        )
        spans = self._spans(view, trigger, frame)
        self.pending.append(
            Pending(event, spans, trigger, sentence.index, _definite(view, trigger))
        )

    def _count(self, view: Scene, trigger: Trigger) -> Count | None:
        """Return how many events the trigger stands for, where the words count them."""
        number = counts.aggregate(view, trigger)
        if number is None:
            return None
        start, end = view.sentence.starts[number.start], view.sentence.ends[number.end - 1]
        bounds = {"low": number.low, "best": number.best, "high": number.high}
        return Count.cut(self.document.text, start, end, **bounds)

    def _spans(
        self, view: Scene, trigger: Trigger, frame: roles.Frame
    ) -> dict[str, tuple[tuple[Span, float], ...]]:
        """Note the phrases of a frame as mentions, and return their spans with coarse scores."""
        spans = {
            "actor": self._fill(view, frame.actor, 0.7),
            "recipient": self._fill(view, frame.recipient, 0.6),
            "instrument": self._fill(view, frame.instrument, 0.7, MentionKind.WEAPON),
            "attributed_to": self._fill(view, frame.source, 0.6),
            "date": self._fill(view, frame.date, 0.7, MentionKind.DATE),
            "place": self._places(view, frame.place),
        }
        if not spans["place"] and trigger.row.type in _PLACED_BY_RECIPIENT:
            aimed = [one for one in frame.recipient if view.reader.locates(one)]
            spans["place"] = self._places(view, tuple(aimed))
        fits = roles.stands_for(frame.pronoun, self.person)
        if frame.pronoun and not spans["actor"] and fits:
            spans["actor"] = tuple((span, 0.4) for span in self.subject)
        return spans

    def _places(self, view: Scene, phrases: tuple[Phrase, ...]) -> tuple[tuple[Span, float], ...]:
        """Note the places of an event, each a little less likely than the one before."""
        found = []
        for rank, phrase in enumerate(phrases):
            span = self._mention(view, phrase, None)
            kind, head = self.mentions[span]
            if kind is MentionKind.OTHER:
                self.mentions[span] = (MentionKind.PLACE, head)
            found.append((span, 0.6 - rank / 10))
        return tuple(found)

    def _fill(
        self,
        view: Scene,
        phrases: tuple[Phrase, ...],
        score: float,
        kind: MentionKind | None = None,
    ) -> tuple[tuple[Span, float], ...]:
        return tuple((self._mention(view, phrase, kind), score) for phrase in phrases)

    def _mention(self, view: Scene, phrase: Phrase, kind: MentionKind | None) -> Span:
        """Note a phrase as a mention, without the number that counts it, and return its span."""
        sentence, tags = view.sentence, view.tags
        start = phrase.start
        while kind is None and start < phrase.head:
            if tags[start] not in "B#" and not (tags[start] in "DP" and tags[start + 1] in "B#"):
                break
            start += 1
        if start < phrase.head and sentence.lower[start] in ("both", "either", "neither"):
            start += 1
        span = (sentence.starts[start], sentence.ends[phrase.end - 1])
        head = (sentence.starts[phrase.head], sentence.ends[phrase.head])
        self.mentions.setdefault(span, (kind or view.reader.kind(phrase), head))
        return span

    def _remember(self, view: Scene) -> None:
        """Keep the subject of a sentence for the pronouns of the next."""
        for phrase in view.phrases[:2]:
            after = view.tags[phrase.end : phrase.end + 1]
            if after in ("V", "E", "A", ",", "I") and roles.may_be_meant(view, phrase):
                self.subject = (self._mention(view, phrase, None),)
                self.person = view.reader.kind(phrase) is MentionKind.PERSON
                return

    def _assign(self, view: Scene, first: int) -> None:
        """Give each counted harm of a sentence to the event it is the toll of."""
        for toll in counts.tolls(view):
            index = event_of(view, toll, self.pending, first)
            if index is None:
                continue
            item = self.pending[index]
            found = casualty(self.document.text, view, toll, item)
            known = {casualty.kind for casualty in item.event.casualties}
            if found.kind in known and item.sentence != view.sentence.index:
                continue  # a second figure, told later, is another report's
            event = replace(item.event, casualties=(*item.event.casualties, found))
            self.pending[index] = replace(item, event=event)
            if item.sentence == view.sentence.index and toll.number.high != 0:
                self._receive(view, toll, index)

    def _receive(self, view: Scene, toll: counts.Toll, index: int) -> None:
        """Make the people counted the recipient of a one-sided event that has none."""
        item = self.pending[index]
        if item.spans["recipient"] or "sideAB" in item.event.mode:
            return
        for phrase in view.phrases:
            inside = phrase.start <= toll.number.start < phrase.end
            if inside and view.reader.kind(phrase) in PARTICIPANTS:
                spans = item.spans | {"recipient": self._fill(view, (phrase,), 0.5)}
                self.pending[index] = replace(item, spans=spans)
                return

    def coded(self, coder: str) -> Coded:
        """Number the mentions in the order of the text and return the coding."""
        text = self.document.text
        fillers = (spans for item in self.pending for spans in item.spans.values())
        order = sorted({span for spans in fillers for span, _ in spans})
        index = {span: number for number, span in enumerate(order)}
        clusters: dict[str, int] = {}
        mentions = []
        for span in order:
            kind, head = self.mentions[span]
            name = text[slice(*span)].lower().removeprefix("the ")
            cluster = None if kind in _NAMELESS else clusters.setdefault(name, len(clusters))
            mentions.append(Mention.cut(text, *span, kind=kind, head=head, cluster=cluster))
        founders = chains([_told(text, item) for item in self.pending])
        events = tuple(
            replace(item.event, chain=founder, **_roles(item, index))
            for item, founder in zip(self.pending, founders, strict=True)
        )
        return Coded(
            document_id=self.document.id,
            coder=coder,
            mentions=tuple(mentions),
            events=events,
            omitted=self.omitted,
        )


def _roles(item: Pending, index: dict[Span, int]) -> dict[str, Any]:
    """Return the roles of an event as pairs of mention number and score."""
    return {
        name: tuple(Role(index[span], score) for span, score in fillers)
        for name, fillers in item.spans.items()
    }


def _told(text: str, item: Pending) -> Told:
    """Return what chaining looks at: places and dates by their words, people by their last word."""

    def of(name: str) -> list[str]:
        return [text[start:end].lower() for (start, end), _ in item.spans[name]]

    return Told(
        event=item.event,
        sentence=item.sentence,
        definite=item.definite,
        verb=item.trigger.verb,
        places=frozenset(of("place")),
        dates=frozenset(of("date")),
        actors=frozenset(name.split()[-1] for name in of("actor")),
        recipients=frozenset(name.split()[-1] for name in of("recipient")),
    )


def _definite(view: Scene, trigger: Trigger) -> bool:
    """Say whether a noun takes up what was told before: "the attack", "-- an attack that"."""
    if trigger.verb or "anniversary" in view.sentence.lower[: trigger.start]:
        return False
    low, start = view.sentence.lower, trigger.start
    if not words("draft.definite").isdisjoint(low[max(0, start - 3) : start]):
        return True
    return low[start - 1 : start] in (("a",), ("an",)) and view.tags[start - 2 : start - 1] == ","
