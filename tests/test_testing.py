"""The conformance suite passes a sound coder and names the fault of a broken one."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from watchfloor.coding.lexicon import Lexicon
from watchfloor.errors import CodingError, InputError
from watchfloor.model import Coded, CodedEvent, Document, Probe, Scored, Status
from watchfloor.testing import check_coder


def test_the_lexicon_conforms() -> None:
    """A coder that ships keeps its own protocol; `coding/test_reader.py` holds the other to it."""
    check_coder(Lexicon())


@dataclass
class Plain:
    """A coder that codes each "attack"; the broken ones below change one thing."""

    name: str = "plain"
    version: str = "1"

    def code(self, document: Document) -> Coded:
        """Code every "attack" outside boilerplate."""
        starts = [i for i in range(len(document.text)) if document.text.startswith("attack", i)]
        events = [
            event(document, start, number)
            for number, start in enumerate(
                start
                for start in starts
                if not any(part.start <= start < part.end for part in document.boilerplate)
            )
        ]
        return Coded(document_id=document.id, coder="plain@1", events=tuple(events))

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Return one sure probe a span."""
        for start, end in spans:
            Scored.cut(document.text, start, end, score=1.0)
        return tuple(
            Probe(start=a, end=b, type={"ASSAULT": 1.0}, mode={}, status={"actual": 1.0}, roles={})
            for a, b in spans
        )


def event(document: Document, start: int, number: int, length: int = 6) -> CodedEvent:
    """Return an event on six characters."""
    anchor = Scored.cut(document.text, start, start + length, score=0.5)
    return CodedEvent(anchor=anchor, type="ASSAULT", status=Status.ACTUAL, score=0.5, chain=number)


def test_a_small_sound_coder_conforms() -> None:
    """Nothing but the protocol is asked for."""
    check_coder(Plain())


class Nameless(Plain):
    """Has a name that would break the stamp."""

    def __init__(self) -> None:
        super().__init__(name="a@b")


class Moody(Plain):
    """Gives a score by chance."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        coded = super().code(document)
        chance = random.SystemRandom().random()
        return replace(coded, events=tuple(replace(e, score=chance) for e in coded.events))


class Crooked(Plain):
    """Cites words that stand elsewhere."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        wrong = Scored(text="zzzzzz", start=0, end=6, score=0.5)
        coded = super().code(document)
        return replace(coded, events=tuple(replace(e, anchor=wrong) for e in coded.events[:1]))


class Backwards(Plain):
    """Lists events from the last to the first."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        coded = super().code(document)
        events = tuple(replace(e, chain=n) for n, e in enumerate(reversed(coded.events)))
        return replace(coded, events=events)


@dataclass
class Stuck(Plain):
    """Holds something that no process can hand to another."""

    lock: Any = field(default_factory=lambda: lambda: None)


class Nosy(Plain):
    """Reads the title."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        coded = super().code(document)
        return replace(coded, events=()) if document.title else coded


class Greedy(Plain):
    """Codes boilerplate too."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        start = document.text.find("Gunmen")
        if start < 0:
            return super().code(document)
        return Coded(document_id=document.id, coder="plain@1", events=(event(document, start, 0),))


@dataclass
class Forgetful(Plain):
    """Codes a text only once it has seen another."""

    seen: list[str] = field(default_factory=list)

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        again = self.seen[-1:] in ([], [document.id])
        self.seen.append(document.id)
        coded = super().code(document)
        return coded if again else replace(coded, events=coded.events[:1])


class Brittle(Plain):
    """Refuses texts that are not Latin."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        if not document.text.isascii():
            message = "not my alphabet"
            raise InputError(message)
        return super().code(document)


class Lavish(Plain):
    """Gives probabilities that sum to two."""

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe, with the fault."""
        doubled = {"ASSAULT": 1.0, "AID": 1.0}
        return tuple(replace(probe, type=doubled) for probe in super().probe(document, spans))


class Curt(Plain):
    """Answers one span only."""

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe, with the fault."""
        return super().probe(document, spans)[:1]


class Obliging(Plain):
    """Answers impossible spans."""

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Probe, with the fault."""
        (one,) = super().probe(document, [(0, 1)])
        return tuple(replace(one, start=start, end=end) for start, end in spans)


class Wordless(Plain):
    """Returns something else than a coding."""

    def code(self, document: Document) -> Coded:
        """Code, with the fault."""
        return None  # type: ignore[return-value]


@pytest.mark.parametrize(
    "coder, complaint",
    [
        (Nameless(), "not a word without @"),
        (Moody(), "two codings of .* differ"),
        (Crooked(), "cites 'zzzzzz'"),
        (Backwards(), "not in the order of their anchors"),
        (Stuck(), "pickling fails"),
        (Nosy(), "title, url, source"),
        (Greedy(), "is coded inside boilerplate"),
        (Forgetful(), "depends on|differ"),
        (Brittle(), "fails: not my alphabet"),
        (Lavish(), r"sums to 2\.0"),
        (Curt(), "7 spans gave 1 probes"),
        (Obliging(), "is answered, not refused"),
        (Wordless(), "gave NoneType, not Coded"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_broken_coder_is_named_with_its_fault(coder: Plain, complaint: str) -> None:
    """Each fault is reported with the rule it breaks."""
    with pytest.raises(CodingError, match=complaint):
        check_coder(coder)
