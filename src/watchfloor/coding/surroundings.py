"""With what, where, when and by whose account: the roles that stand around actor and recipient."""

from collections.abc import Iterator

from watchfloor.coding.phrases import Phrase
from watchfloor.coding.scene import PARTICIPANTS, Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.walks import REACH, joined, subjects
from watchfloor.coding.words import word_classes, words
from watchfloor.model import MentionKind

SAID_THEN, IN_A_NAME, TERM = 14, 10, 8
"""Tokens by which a date is pushed away: that of a statement, one in a name, a term."""
_PLACELESS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_RARELY_PLACED = frozenset({"AGREE", "SUPPORT", "SANCTION", "CONCEDE"})


def instruments(view: Scene, trigger: Trigger) -> Iterator[Phrase]:
    """Yield weapons: before the noun, the object of with/using/by, or the object of a verb."""
    if trigger.row.type not in ("ASSAULT", "MOBILIZE", "PROTEST"):
        return
    weapons = word_classes().sets["noun.weapon"]
    low = view.sentence.lower
    if " ".join(low[trigger.start : trigger.end]) in weapons:
        yield Phrase(trigger.start, trigger.end, trigger.end - 1)
        return
    for place in range(trigger.start, trigger.end):
        if low[place] in weapons and (trigger.end - trigger.start > 1 or not trigger.verb):
            yield Phrase(place, place + 1, place)
            return
    for phrase in view.phrases:
        if not trigger.start - 4 <= phrase.start <= trigger.end + 12:
            continue
        if view.reader.kind(phrase) is not MentionKind.WEAPON:
            continue
        before = low[phrase.start - 1] if phrase.start else ""
        if (
            before in ("with", "using", "by", "via", "from", "of")
            or phrase.start == trigger.end
            or phrase.end == trigger.start
        ):
            yield phrase
            return


def places(view: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Return the nearest place: after a preposition, right of the trigger first, else left.

    Words have no scene of their own: a statement is placed only by what follows it closely.
    """
    kind = trigger.row.type
    if kind in _PLACELESS:
        return ()
    reach = 10 if kind in _RARELY_PLACED else 22
    right = [p for p in view.phrases if trigger.end <= p.start <= trigger.end + reach]
    left = [p for p in reversed(view.phrases) if trigger.start - 25 <= p.start < trigger.start]
    for phrase in [*right, *([] if kind in _RARELY_PLACED else left)]:
        before = view.sentence.lower[phrase.start - 1] if phrase.start > 0 else ""
        aimed = before == "on" and kind == "ASSAULT"
        if (before in words("roles.place-words") or aimed) and view.reader.is_place(phrase):
            return _named_place(view, phrase)
    return ()


def _named_place(view: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """Return a place, or the named one it lies in: outside a mosque in Bosaso."""
    after = view.starts.get(phrase.end + 1)
    nameless = view.sentence.lower[phrase.head] == view.sentence.words[phrase.head]
    if (
        nameless
        and after is not None
        and view.sentence.lower[phrase.end] in ("in", "at", "near")
        and view.reader.is_place(after)
    ):
        return joined(view, after)
    return joined(view, phrase)


def nearest_date(view: Scene, trigger: Trigger) -> Iterator[Phrase]:
    """Yield the date nearest to the trigger, one after it before one in front.

    The date of a statement ("officials said on Tuesday") dates what it reports only if nothing
    else does; a date inside a name ("the 2015 agreement") and a term ("by March") stand back.
    """

    def distance(span: tuple[int, int]) -> int:
        near = span[0] - trigger.end if span[0] >= trigger.end else trigger.start - span[1] + 2
        return near + _remoteness(view, trigger, span)

    if view.dates:
        start, end = min(view.dates, key=distance)
        if distance((start, end)) <= REACH:
            yield Phrase(start, end, end - 1)


def _remoteness(view: Scene, trigger: Trigger, span: tuple[int, int]) -> int:
    """Return how many tokens farther than it stands a date counts."""
    low, start, end = view.sentence.lower, *span
    before = low[start - 1] if start else ""
    verb = start - 2 if before in ("on", "late", "early") else start - 1
    if verb >= 0 and low[verb] in word_classes().sets["say"] and view.tags[verb] == "V":
        own = trigger.start <= verb < trigger.end
        return 0 if own else SAID_THEN
    named = before in ("the", "a", "of") and end < len(low) and view.tags[end] in "NJ"
    if named and end - start == 1:
        return IN_A_NAME
    return TERM if low[start] in ("by", "until", "till", "since", "before") else 0


def sources(view: Scene, trigger: Trigger) -> Iterator[Phrase]:
    """Yield who reports: "X said", "said X", "according to X"."""
    low, tags = view.sentence.lower, view.tags
    report = word_classes().sets["say"]
    best: tuple[int, Phrase] | None = None
    for place in range(view.sentence.body, len(low)):
        phrase = None
        if low[place] == "according" and low[place + 1 : place + 2] == ("to",):
            phrase = view.starts.get(place + 2)
        elif low[place] in report and tags[place] == "V":
            right = view.starts.get(place + 1)
            after = right is not None and (tags[right.end : right.end + 1] in (".", ",", "", '"'))
            if after and place > 0 and tags[place - 1] in ',"':
                phrase = right
            else:
                found = subjects(view, place)[0]
                phrase = (
                    found[-1]
                    if found and tags[found[-1].start - 1 : found[-1].start] not in ("I", "O")
                    else None
                )
        if phrase is not None and view.reader.kind(phrase) in PARTICIPANTS | {
            MentionKind.OTHER,
            MentionKind.PLACE,
        }:
            gap = abs(place - trigger.start)
            if best is None or gap < best[0]:
                best = (gap, phrase)
    if best is not None:
        yield best[1]
