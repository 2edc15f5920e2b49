"""A scene: one sentence, read as far as roles and status need it."""

from collections.abc import Mapping
from dataclasses import field

from watchfloor.coding.dates import find_dates
from watchfloor.coding.names import Reader, known_spans
from watchfloor.coding.phrases import Phrase, mark, noun_phrases
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import Sentence, words
from watchfloor.model import MentionKind
from watchfloor.model.frozen import dataclass

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


def scene(
    sentence: Sentence,
    tags: str,
    triggers: tuple[Trigger, ...],
    dates: tuple[tuple[int, int], ...] | None = None,
    known: Mapping[int, tuple[int, str]] | None = None,
) -> Scene:
    """Read the phrases of a sentence; its dates and known names are looked up unless given."""
    dates = find_dates(sentence) if dates is None else dates
    known = known_spans(sentence) if known is None else known
    letters = list(mark(tags, [(item.start, item.end) for item in triggers]))
    low, lengths, after = sentence.lower, words("dates.spans"), words("dates.after")
    for place in range(sentence.body, len(low) - 1):
        if low[place] in lengths and low[place + 1] in after:
            letters[place] = "X"  # bombed the town hours later
    for start, end in dates:
        letters[start:end] = "X" * (end - start)
    marked = "".join(letters)
    phrases = noun_phrases(marked, sentence.body)
    return Scene(
        sentence=sentence,
        tags=marked,
        phrases=phrases,
        reader=Reader(sentence, known),
        triggers=triggers,
        dates=dates,
        starts={phrase.start: phrase for phrase in phrases},
        ends={phrase.end: phrase for phrase in phrases},
    )
