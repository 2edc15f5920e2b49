"""What answers what: "missiles avenged the killing of X" tells of two deeds, of two sides.

Words of answering part a sentence: what is answered stands behind them, the answer around them. Who
struck back did not do what he struck back for, nor are days, places and dead of one side's deed
those of the other's.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

_CUE = late_regex(
    r"(?<!\S)(?:"
    r"(?:in|as(?: an?)?)(?: \S+)? (?:retaliation|response|reprisals?|revenge|vengeance|answer)"
    r" (?:for|to|against)"
    r"|(?:retaliation|reprisals?|revenge|vengeance|response) (?:for|to)"
    r"|(?:retaliat(?:e|es|ed|ing)|respond(?:s|ed|ing)?) (?:for|to)"
    r"|aveng(?:e|es|ed|ing)"
    r"|answer(?:s|ed)?(?: to)?"
    r"(?= (?:the|a|an|its|their|his|her|this|those|these|\S+ ['’] ?s|\S+['’]s) )"
    r")(?!\S)"
)
"""Over the words of a sentence in lower case, parted by single spaces."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its sentence, and the words of what is answered, as words of the document."""

    sentence: Span
    reach: Span

    def sides(self, anchors: Sequence[Span]) -> tuple[list[int], list[int]]:
        """Return which acts of the sentence are answered, and which are the answer.

        "The blow answered ..." may be no act of its own: then it is what was told right before.
        """
        held = [number for number, one in enumerate(anchors) if _holds(self.sentence, one)]
        inside = [number for number in held if _holds(self.reach, anchors[number])]
        beside = [number for number in held if number not in inside]
        before = range(held[0] - 1, held[0]) if held and held[0] and not beside else ()
        return inside, beside or list(before)


def answered(encoded: Encoded) -> tuple[Answered, ...]:
    """Return all that the sentences of a text say to be answered, in order."""
    return _answered_in(encoded.texts, encoded.edges)


@lru_cache(maxsize=2)
def _answered_in(texts: tuple[str, ...], edges: tuple[Span, ...]) -> tuple[Answered, ...]:
    """Read the sentences of a text; four steps of one coding ask for them."""
    return tuple(
        Answered((low, high), (low + start, low + end))
        for low, high in edges
        for start, end in _answered([word.lower() for word in texts[low:high]])
    )


def parted(anchor: Span, span: Span, known: Sequence[Answered]) -> bool:
    """Say whether a span can't fill a role of an act since it stands on the other side.

    What is answered fills no act but those that are answered; these may be told in other sentences.
    """
    return any(
        not _holds(answer.reach, anchor)
        if _holds(answer.reach, span)
        else _holds(answer.sentence, span) and _holds(answer.reach, anchor)
        for answer in known
    )


def answers(between: str) -> bool:
    """Say whether words of answering stand in a stretch of text."""
    return _CUE.search(" ".join([*between.lower().split(), ""])) is not None


def _answered(texts: Sequence[str]) -> Iterator[Span]:
    """Yield the words of what is answered in a sentence.

    They end where the answer goes on ("avenged the raid by burning a jetty"); at the beginning of a
    sentence with the first comma: "in answer to the raid, ..."
    """
    if len(texts) > _LONGEST:
        return
    line = " ".join(texts)
    for cue in _CUE.finditer(line):
        first = line.count(" ", 0, cue.start())
        start = first + cue.group().count(" ") + 1
        rest = range(start, len(texts))
        yield start, next((x for x in rest if _goes_on(texts, x, opens=not first)), len(texts))


def _goes_on(texts: Sequence[str], place: int, *, opens: bool) -> bool:
    """Say whether at a word the answer is told again."""
    word, after = texts[place], texts[place + 1 : place + 2]
    if word in _ENDS or (opens and word == ","):
        return True
    return word == "by" and bool(after) and after[0].endswith("ing")


_ENDS = frozenset({";", ":", "but"})
_LONGEST = 500
"""Words of a sentence; what is longer is no sentence, and would take its square in time."""


def _holds(whole: Span, part: Span) -> bool:
    return whole[0] <= part[0] < whole[1]
