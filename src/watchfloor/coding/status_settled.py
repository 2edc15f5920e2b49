"""What plain words settle about an act: stopped before use, or its doing denied but not the act.

Whoever foils an attack is not its doer, nor is whoever denies a part in it; that somebody did not
do it says nothing of whether it happened.
"""

from collections.abc import Iterator

from watchfloor.coding.cues import cues
from watchfloor.coding.words import Sentence, words
from watchfloor.model.frozen import dataclass

Span = tuple[int, int]

STOPPABLE = frozenset({"ASSAULT", "COERCE"})
"""Types of acts that are attempts when they are stopped; a strike averted was only planned."""

_OBJECT = 22
"""Tokens from "foiled" over which what was foiled goes on, at most."""

_SUBJECT = 20
"""Tokens before "was foiled" over which what was foiled goes on, at most."""

_DISOWNING = 7
"""Tokens between "denied" and the "role in" or "carried out" that it denies, at most."""

_FINITE = ("ed", "says", "said")
_GROUP = 4
"""Tokens of a verb group before its last verb, at most: could never have been."""

_BREAKS = frozenset(".;SW(\"'")


@dataclass(frozen=True, slots=True)
class Settled:
    """What the words settle: `stopped` before use, else a denial that leaves the status alone.

    Token `cue` says so, tokens `reach` are those whose acts are meant; no doer of them stands in
    the tokens `aside`.
    """

    cue: int
    reach: Span
    stopped: bool
    aside: tuple[Span, ...]

    def covers(self, start: int, end: int) -> bool:
        """Say whether an act at tokens `start..end` is meant."""
        return self.reach[0] < end and start < self.reach[1]


def settled(sentence: Sentence, tags: str) -> tuple[Settled, ...]:
    """Return all that a sentence settles; `tags` are its letters, with E for triggers or not."""
    low = frozenset(sentence.lower)
    found: list[Settled] = []
    if not low.isdisjoint(cues("foiled")):
        found.extend(_stopped(sentence, tags))
    if not low.isdisjoint(cues("denies")):
        found.extend(_disowned(sentence, tags))
    if "responsibility" in low:
        found.extend(_unclaimed(sentence))
    return tuple(found)


def _stopped(sentence: Sentence, tags: str) -> Iterator[Settled]:
    low = sentence.lower
    for place in range(sentence.body, len(low)):
        word = low[place]
        if word not in cues("foiled"):
            continue
        first = _group(sentence, tags, place)
        given = low[first:place]
        if not _came_true(low, first, place):
            continue
        passive = word.endswith("ed") and not words("roles.be").isdisjoint(given)
        kept_from = passive and low[place + 1 : place + 2] == ("from",)
        if not kept_from and (passive or _reduced(low, tags, place)):
            agent = () if word in cues("aborted") else _agent(low, tags, place + 1)
            reach = subject_of(sentence, tags, first if passive else place)
            yield Settled(place, reach, stopped=True, aside=agent)
        else:
            own = kept_from or word in cues("aborted") or tags[place - 1 : place] in ("D", "'", "#")
            doers = () if own else ((_clause(sentence, tags, first), first),)
            reach = (place, _object_end(low, tags, place + 1))
            yield Settled(place, reach, stopped=True, aside=doers)


def _group(sentence: Sentence, tags: str, place: int) -> int:
    """Return where the auxiliaries and adverbs begin that a verb at `place` has before it."""
    first = place
    while first > max(sentence.body, place - _GROUP) and tags[first - 1] in "ABT":
        first -= 1
    return first


def _came_true(low: tuple[str, ...], first: int, place: int) -> bool:
    """Say whether the stopping at `place` is told as done: not "to", "would", or "failed to"."""
    given = frozenset(low[first:place])
    if given & (cues("not") | cues("modal") | {"will", "shall"}):
        return False
    if "to" in given:
        return low[first - 1 : first] != () and low[first - 1] in cues("did")
    if low[place].endswith("ing"):
        return low[first - 1 : first] == (",",)
    if not low[place].endswith(("ed", "s")):
        return low[first - 1 : first] in (("helped",), ("help",))
    return True


def _reduced(low: tuple[str, ...], tags: str, place: int) -> bool:
    """Say whether a participle follows what it stopped: a plot foiled by guards, attack foiled."""
    after = low[place + 1 : place + 2]
    bare = not after or after[0] in ("by", "in", "over", "near", "outside", ".")
    return low[place].endswith("ed") and bare and tags[place - 1 : place] in tuple("NCE#X")


def _object_end(low: tuple[str, ...], tags: str, place: int) -> int:
    """Return where the object that begins at `place` ends: before a clause or a verb of its own."""
    end = min(len(low), place + _OBJECT)
    for at in range(place, end):
        if tags[at] in _BREAKS or tags[at] in ",A":
            return at
        past = low[at].endswith("ed")
        finite = past and (tags[at - 1] == "&" or (tags[at] in "VE" and tags[at - 1] in "NCXBR"))
        if at > place and (finite or low[at] in cues("during") - {"at"}):
            return at
    return end


def subject_of(sentence: Sentence, tags: str, end: int) -> Span:
    """Return the tokens of the subject that ends before token `end`."""
    first = max(sentence.body, end - _SUBJECT)
    if tags[end - 1 : end] == "W":  # the attack, which was foiled
        end -= 2 if tags[end - 2 : end - 1] == "," else 1
    end = place = max(end, first)
    while place > first and tags[place - 1] not in _BREAKS and tags[place - 1] not in ",A":
        verb = tags[place - 1] == "V" or sentence.lower[place - 1].endswith("ed")
        if verb and place - 1 > sentence.body and tags[place - 2 : place - 1] != "T":
            break  # said (a raid was foiled); but: a plot to bomb the port was foiled
        place -= 1
    return place, end


def _agent(low: tuple[str, ...], tags: str, place: int) -> tuple[Span, ...]:
    """Return the tokens behind the "by" that follows a passive near `place`, if one does."""
    for at in range(place, min(len(low), place + 6)):
        if tags[at] in _BREAKS or tags[at] in ",VA":
            return ()
        if low[at] == "by":
            end = at + 1
            while end < len(low) and tags[end] not in _BREAKS and tags[end] not in ",VAI":
                end += 1
            return ((at + 1, end),)
    return ()


def _clause(sentence: Sentence, tags: str, end: int) -> int:
    """Return where the clause begins whose verb group begins at token `end`."""
    place = end
    while place > sentence.body and tags[place - 1] not in ".;S":
        told = place < end and not {"V", "E", "A"}.isdisjoint(tags[: place - 1])
        if tags[place - 1] == "&" and told:
            break  # they came to bomb it and guards foiled the attack
        place -= 1
    return place


def _disowned(sentence: Sentence, tags: str) -> Iterator[Settled]:
    low = sentence.lower
    for place in range(sentence.body, len(low)):
        if low[place] not in cues("denies"):
            continue
        at = _part(low, tags, place + 1)
        if at is None:
            continue
        end = at
        while end < len(low) and tags[end] not in '.;",':
            if tags[end] == "&" and (low[end + 1 : end + 2] or ("",))[0].endswith(_FINITE):
                break  # denied a role in it and accused the army
            end += 1
        yield Settled(place, (at, end), stopped=False, aside=((sentence.body, at),))


def _unclaimed(sentence: Sentence) -> Iterator[Settled]:
    """Acts for which somebody "has yet to claim responsibility", or "did not claim" it."""
    low = sentence.lower
    for place in range(sentence.body + 1, len(low) - 1):
        if not low[place].startswith("claim") or low[place + 1] != "responsibility":
            continue
        near = low[max(sentence.body, place - _GROUP) : place]
        if not {"but", ","}.isdisjoint(near):
            continue  # did not hide, but claimed it
        if near[-2:] == ("yet", "to") or not cues("not").isdisjoint(near):
            reach = (place + 2, len(low))
            yield Settled(place, reach, stopped=False, aside=((sentence.body, place),))


def _part(low: tuple[str, ...], tags: str, first: int) -> int | None:
    """Return where the act begins that a denial leaves standing, or None if it denies the act.

    A part, a role, the responsibility or being behind it is denied of acts that happened; having
    carried it out is, where the act is a known one: "the attack", "Sunday's attack".
    """
    for at in range(first, min(len(low), first + _DISOWNING)):
        if tags[at] in ".;":
            return None
        after = low[at + 1 : at + 2]
        if low[at] in cues("part") and after and after[0] in ("for", "in", "to", "with", "of"):
            return at + 2
        if low[at] in ("behind", "responsible", "involved") and not {
            *("be", "being", "been", "is", "was", "were", "are"),
        }.isdisjoint(low[first:at]):
            return at + 1
        if low[at] in cues("carried-out"):
            begin = at + (2 if after == ("out",) else 1)
            return begin if _known(low, tags, begin) else None
    return None


def _known(low: tuple[str, ...], tags: str, place: int) -> bool:
    """Say whether a noun phrase at `place` is of a known thing: the attack, Monday's attack."""
    if low[place : place + 1] and low[place] in ("the", "this", "that", "these", "those"):
        return True
    end = place
    while end < len(low) and tags[end] in "NCX#E" and end < place + _GROUP:
        end += 1
    return end > place and tags[end : end + 1] == "'"
