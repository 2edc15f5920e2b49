"""A scene: one sentence, read as far as roles and status need it."""

from dataclasses import dataclass, field

from watchfloor.coding.dates import find_dates
from watchfloor.coding.names import Reader, known_spans
from watchfloor.coding.phrases import Phrase, mark, noun_phrases
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import Sentence, words
from watchfloor.model import MentionKind

PARTICIPANTS = frozenset(
    {
        MentionKind.PERSON,
        MentionKind.GROUP,
        MentionKind.ORGANISATION,
        MentionKind.ARMED_GROUP,
        MentionKind.STATE_FORCE,
        MentionKind.GOVERNMENT,
    }
)
"""Kinds of mentions that can act and be acted upon."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, read as far as roles need it."""

    sentence: Sentence
    tags: str
    phrases: tuple[Phrase, ...]
    reader: Reader
    triggers: tuple[Trigger, ...]
    dates: tuple[tuple[int, int], ...]
    starts: dict[int, Phrase] = field(default_factory=dict)
    ends: dict[int, Phrase] = field(default_factory=dict)


def scene(sentence: Sentence, tags: str, triggers: tuple[Trigger, ...]) -> Scene:
    """Read the phrases, names and dates of a sentence that has triggers."""
    dates = find_dates(sentence)
    letters = list(mark(tags, [(item.start, item.end) for item in triggers]))
    low = sentence.lower
    for place in range(sentence.body, len(low) - 1):
        if low[place] in words("dates.spans") and low[place + 1] in words("dates.after"):
            letters[place] = "X"  # bombed the town hours later
    for start, end in dates:
        letters[start:end] = "X" * (end - start)
    marked = "".join(letters)
    phrases = noun_phrases(marked, sentence.body)
    return Scene(
        sentence=sentence,
        tags=marked,
        phrases=phrases,
        reader=Reader(sentence, known_spans(sentence)),
        triggers=triggers,
        dates=dates,
        starts={phrase.start: phrase for phrase in phrases},
        ends={phrase.end: phrase for phrase in phrases},
    )
