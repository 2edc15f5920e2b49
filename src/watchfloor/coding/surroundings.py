"""With what, where, when and by whose account: the roles that stand around actor and recipient."""

from collections.abc import Iterator

from watchfloor.coding.phrases import Phrase
from watchfloor.coding.scene import PARTICIPANTS, Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.walks import REACH, joined, subjects
from watchfloor.coding.words import word_classes, words
from watchfloor.model import MentionKind

_PLACELESS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_CLAUSE = "W;S"
_FAR_CLAUSE = 8
"""Tokens that the edge of a clause is worth when a date looks for its event."""

_MOVES = frozenset({"RETREAT", "MOBILIZE", "AID", "COERCE", "SANCTION"})
_SENDS = frozenset({"MOBILIZE", "AID"})
_SEATED = frozenset({MentionKind.GOVERNMENT, MentionKind.ORGANISATION})
_MOST_PLACES = 3
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
    """Return the nearest places, the best first: right of the trigger, else left.

    Words have no scene of their own: a statement is placed only by what follows it closely. More
    than one is given because only the resolver knows which of them is on the map.
    """
    kind = trigger.row.type
    if kind in _PLACELESS:
        return ()
    reach = 10 if kind in _RARELY_PLACED else 22
    right = [p for p in view.phrases if trigger.end <= p.start <= trigger.end + reach]
    left = [p for p in reversed(view.phrases) if trigger.start - 25 <= p.start < trigger.start]
    found: list[Phrase] = []
    for side in (right, [] if kind in _RARELY_PLACED else left):
        for phrase in side:
            if _locates(view, trigger, phrase):
                found.extend(_named_place(view, phrase))
    return tuple(dict.fromkeys(found))[:_MOST_PLACES]


def _locates(view: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """Say whether a phrase says where: in a town, but not the government in a town."""
    before = view.sentence.lower[phrase.start - 1] if phrase.start > 0 else ""
    moves = trigger.row.type in _MOVES or before not in words("roles.ways")
    aimed = before == "on" and trigger.row.type == "ASSAULT"
    aimed = aimed or (before == "to" and trigger.row.type in _SENDS)
    if not (aimed or (before in words("roles.place-words") and moves)):
        return False
    edges = sorted((trigger.end, phrase.start, phrase.end, trigger.start))[1:3]
    if ";" in view.tags[slice(*edges)]:
        return False
    holder = view.ends.get(phrase.start - 1)
    seat = holder is not None and view.reader.kind(holder) in _SEATED
    return not seat and view.reader.is_place(phrase)


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
    if "'" in view.tags[phrase.start : phrase.head]:
        owner = view.tags.index("'", phrase.start)
        return (*joined(view, phrase), Phrase(phrase.start, owner, owner - 1))
    named = Phrase(phrase.start, phrase.head, phrase.head - 1)
    if view.reader.kind(phrase) is MentionKind.FACILITY and view.reader.is_city(named):
        return (phrase, named)  # at Bamako airport
    apposed = view.starts.get(phrase.end + 1)
    if view.tags[phrase.end : phrase.end + 1] == "," and apposed and view.reader.is_place(apposed):
        return (phrase, apposed)
    return joined(view, phrase)


def nearest_date(view: Scene, trigger: Trigger) -> Iterator[Phrase]:
    """Yield the date nearest to the trigger, one after it before one in front.

    A date behind a clause boundary counts as farther off; the date of a statement, of an
    anniversary or of a deadline dates no event.
    """
    if view.dates:
        start, end = min(view.dates, key=lambda span: _distance(view, trigger, span))
        if _distance(view, trigger, (start, end)) <= REACH:
            yield Phrase(start, end, end - 1)


def _distance(view: Scene, trigger: Trigger, span: tuple[int, int]) -> int:
    low, (start, end) = view.sentence.lower, span
    after = start >= trigger.end
    gap = start - trigger.end if after else trigger.start - end + 2
    edges = (trigger.end, start) if after else (end, trigger.start)
    if "anniversary" in low[slice(*edges)] or _of_statement(view, trigger, start):
        return gap + REACH
    if low[start - 1 : start] in (("until",), ("till",)):
        return gap + REACH
    return gap + _FAR_CLAUSE * sum(letter in _CLAUSE for letter in view.tags[slice(*edges)])


def _of_statement(view: Scene, trigger: Trigger, start: int) -> bool:
    """Say whether a date says when something was said: "the ministry said on Tuesday"."""
    place = start - 1
    while place > trigger.start and view.tags[place] in "IB":
        place -= 1
    if place < trigger.end:
        return False
    told = view.sentence.lower[place] in word_classes().sets["say"]
    passive = view.sentence.lower[place - 1] in words("roles.be")
    return told and not passive and view.tags[place] == "V"


def _may_speak(view: Scene, phrase: Phrase) -> bool:
    """Say whether a phrase can report: people, a state, a name, "witnesses" but not "lines"."""
    kind = view.reader.kind(phrase)
    if kind is MentionKind.OTHER:
        named = view.sentence.words[phrase.head][0].isupper()
        return named and view.sentence.lower[phrase.head] not in words("roles.never")
    return kind in PARTICIPANTS or kind is MentionKind.PLACE


def sources(view: Scene, trigger: Trigger) -> Iterator[Phrase]:
    """Yield who reports: "X said", "said X", "according to X"."""
    low, tags = view.sentence.lower, view.tags
    report = word_classes().sets["say"]
    best: tuple[int, Phrase] | None = None
    for place in range(view.sentence.body, len(low)):
        phrase = None
        if low[place] == "according" and low[place + 1 : place + 2] == ("to",):
            phrase = view.starts.get(place + 2)
        elif (
            low[place] in report and tags[place] == "V" and low[place - 1] not in words("roles.be")
        ):
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
        if phrase is not None and _may_speak(view, phrase):
            gap = abs(place - trigger.start)
            if best is None or gap < best[0]:
                best = (gap, phrase)
    if best is not None:
        yield best[1]
