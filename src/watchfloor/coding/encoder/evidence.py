"""What speaks for a link of content, cue and speaker: the features of the regression of claims."""

from collections.abc import Sequence

from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found, touching
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.sayings import kinds_of, sayings
from watchfloor.model.frozen import dataclass

FEATURES = (
    "bias",
    "cue",
    "say",
    "hold",
    "stance",
    "other",
    "to",
    "source",
    "named",
    "content",
    "length",
    "quoted",
    "behind",
    "kind",
    "made",
    "infinitive",
    "self",
    "event",
    "surplus",
    "surplus_say",
    "surplus_made",
    "surplus_quoted",
)
"""What the regression looks at; `evidence` gives them in this order."""


@dataclass(frozen=True, slots=True)
class Link:
    """A content with the cue that hands it on, the speaker, and through whom it came.

    `plain`: grammar alone says so, in a short text.
    """

    content: Stretch
    cue: Found | None
    source: Span | None
    via: Span | None = None
    plain: bool = False


def words_of(one: Found | Stretch | None, encoded: Encoded) -> list[str]:
    """Return the words of a span in small letters."""
    return [word.lower() for word in encoded.texts[slice(*one.span)]] if one else []


def _named_by(span: Span | None, texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in texts[slice(*span)]) if span else frozenset()


_SELF = frozenset({"i", "we", "you"})
"""Who speaks outside of quotations is the text itself."""


def evidence(
    link: Link,
    sure: float,
    contents: Contents,
    speakers: Speakers,
    acts: Sequence[Span],
) -> tuple[float, ...]:
    """Return what speaks for a link, in the order of FEATURES."""
    encoded = contents.encoded
    texts, known = encoded.texts, sayings()
    cue = words_of(link.cue, encoded)

    def has(name: str) -> float:
        return float(any(word in known[name] for word in cue))

    start, end = link.content.span
    quoted = sum(contents.quoted[place] >= 0 for place in range(start, end)) / (end - start)
    classes = {name: has(name) for name in ("say", "hold", "stance", "to")}
    own = float(bool(link.source) and _named_by(link.source, texts) <= _SELF)
    made = float(any(kinds_of(word) for word in cue))
    event = float(touching(acts, link.content.span) is not None)
    surplus = encoded.surplus / 10.0
    return (
        1.0,
        link.cue.score if link.cue else 0.5,
        classes["say"],
        classes["hold"],
        classes["stance"],
        float(not any(classes.values())),
        classes["to"],
        speakers.score(link.source) if link.source else 0.0,
        float(link.source is not None),
        link.content.value / (end - start) / 4.0,
        min(end - start, 40) / 40,
        quoted,
        float(link.cue is not None and link.cue.start >= end),
        sure,
        made,
        float(link.cue is not None and texts[max(0, link.cue.start - 1)].lower() == "to"),
        own,
        event,
        surplus,
        surplus * classes["say"] * (1.0 - quoted),
        surplus * made,
        surplus * quoted,
    )
