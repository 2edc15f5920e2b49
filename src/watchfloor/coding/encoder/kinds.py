"""What a span names: by the name head where it found a name, else by its head noun."""

from collections.abc import Sequence

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.look import Look
from watchfloor.coding.words import Sentence, word_classes
from watchfloor.model import MentionKind

NAMED = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.FACILITY,
    "WEA": MentionKind.WEAPON,
    "VEH": MentionKind.VEHICLE,
    "NORP": MentionKind.GROUP,
}
GROUPED = {
    "participant": MentionKind.GROUP,
    "place": MentionKind.PLACE,
    "date": MentionKind.DATE,
    "instrument": MentionKind.WEAPON,
}
_ENDS = frozenset(
    {
        *("of", "in", "on", "at", "from", "with", "for", "near", "to", "by", "and", "or"),
        *("who", "which", "that", "whose", ",", "(", "-", "—", "–", ":"),
    }
)
_KINDS = frozenset(MentionKind)
_BODIES = frozenset(
    {
        MentionKind.ORGANISATION,
        MentionKind.ARMED_GROUP,
        MentionKind.STATE_FORCE,
        MentionKind.GOVERNMENT,
    }
)


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """Return the token of the head noun of tokens `start..end`: the last before "of", "in", ..."""
    last = start
    for place in range(start, end):
        if sentence.lower[place] in _ENDS and place > start:
            break
        if sentence.words[place][0].isalnum():
            last = place
    return last


def kind_of(
    look: Look, tokens: Span, group: str, names: Sequence[tuple[Span, Found]]
) -> MentionKind:
    """Return the kind of tokens `start..end` that fill a role of `group`.

    `names` are the names of the sentence, in tokens.
    """
    if group in ("date", "instrument"):
        return GROUPED[group]
    sentence = look.sentence
    head = head_of(sentence, *tokens)
    by_noun = word_classes().kinds.get(sentence.lower[head])
    label = next((name.kind for (start, end), name in names if start <= head < end), "")
    # of "a U.S. airstrike" the head of names may make a weapon: a table knows states better
    if label in ("ORG", "NORP", "WEA", "VEH") or (not label and by_noun is None):
        known = _known(look, tokens, head)
        if known is not None:
            return known
    if label == "ORG":
        return _body(sentence, tokens)
    if label and not (by_noun and label == "NORP"):
        return NAMED[label]
    if by_noun:
        return MentionKind(by_noun)
    return GROUPED.get(group, MentionKind.OTHER)


def _known(look: Look, tokens: Span, head: int) -> MentionKind | None:
    """Return the kind of a known name around the head: an armed group, a government."""
    for start, (end, kind) in look.known.items():
        if tokens[0] <= start <= head < end and kind in _KINDS:
            return MentionKind(kind)
    return None


def _body(sentence: Sentence, tokens: Span) -> MentionKind:
    """Return what sort of body a name is by the nouns in it: ministry, army, front."""
    for place in range(tokens[1] - 1, tokens[0] - 1, -1):
        kind = word_classes().kinds.get(sentence.lower[place])
        if kind is not None and MentionKind(kind) in _BODIES:
            return MentionKind(kind)
    return MentionKind.ORGANISATION
