"""Links: each cue with the words that it hands on, who says them, and through whom they came.

A cue takes the stretch beside it that is most likely content, on the side where grammar puts it,
and the participant that most likely speaks. A quotation that no cue reaches belongs to whoever
spoke last, near before.
"""

from collections.abc import Iterator, Sequence
from itertools import compress

from watchfloor.coding.encoder import about
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.evidence import Link
from watchfloor.coding.encoder.hearsay import at_first_hand
from watchfloor.coding.encoder.no_statements import (
    cut_inside_a_word,
    no_statement,
    nobody,
    perceived,
)
from watchfloor.coding.encoder.plain_reports import has_verb, reported
from watchfloor.coding.encoder.relays import ACCUSES, accusing, agent, relayed
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.encoder.subjects import told_by
from watchfloor.coding.sayings import sayings

_LEAST = 2
"""Words of a content that is not quoted, at least."""


def links_of(
    encoded: Encoded, contents: Contents, cues: Sequence[Found], speakers: Speakers
) -> Iterator[Link]:
    """Yield each cue with the stretches beside it and its speaker."""
    sources = [_source(cue, number, cues, encoded, speakers) for number, cue in enumerate(cues)]
    own = [not _of_clause(number, cues, sources, encoded) for number in range(len(cues))]
    cues, sources = list(compress(cues, own)), list(compress(sources, own))
    relays = [relayed(cue.span, one, speakers) for cue, one in zip(cues, sources, strict=True)]
    for number, cue in enumerate(cues):
        low, high = encoded.around(cue.start)
        source = sources[number]
        start, stop = cue.span
        if source is not None:
            if source[1] <= start and source[0] >= low:
                start = source[0] if start - source[1] <= _BESIDE else start
            elif source[0] >= stop and source[0] - stop <= 1:
                stop = source[1]
        before = cues[number - 1].end if number and cues[number - 1].end > low else low
        after = high
        if number + 1 < len(cues) and cues[number + 1].start < high:
            following = cues[number + 1]
            after = following.start
            theirs = sources[number + 1]
            if theirs is not None and stop <= theirs[0] and 0 <= after - theirs[1] <= _BESIDE:
                after = theirs[0]
        before = contents.left(before, start)
        after = contents.right(stop, after)
        told = any(word.lower() in _HANDED for word in encoded.texts[cue.start : cue.end])
        left = told and _ends(encoded.texts, start, cue.end, after)
        blames = encoded.texts[cue.end - 1].lower() in ACCUSES
        right = (told or blames) and not left and source is not None and source[1] <= cue.start
        speaker, via = relays[number]
        if via is not None and speaker is not None and speaker[0] >= stop:
            stop = speaker[1]
        if right:
            stop = _opened(encoded.texts, contents, stop, after)
        behind = contents.best(stop, after, MORE * right)
        ahead = None if blames and right and behind else contents.best(before, start, MORE * left)
        likely = [_from_if(one, contents) for one in _sides(ahead, behind, contents)]
        if told and source is not None and not likely:
            likely = _ended(contents, low, start, after - stop)
        likely = [contents.from_verb(one, cue.span) for one in likely]
        likely = [contents.to_stop(one, after) if one.start >= stop else one for one in likely]
        likely = [contents.by_grammar(one, cue.span) for one in likely]
        told_of = reported(cue.span, source, (before, after), contents, speakers)
        plain = [Stretch(*one, sum(contents.values[slice(*one)])) for one in told_of]
        made = (
            Link(side, cue, speaker, via, plain=bool(plain))
            for side in plain or likely
            if _states(cue, side, speaker, contents)
        )
        yield from (at_first_hand(one, contents, speakers) for one in made)


def _states(cue: Found, said: Stretch, speaker: Span | None, contents: Contents) -> bool:
    """Say whether words beside a cue are what somebody says."""
    encoded = contents.encoded
    return (
        not perceived(cue, said, encoded)
        and not cut_inside_a_word(said, encoded)
        and not no_statement(cue, said, contents)
        and not nobody(speaker, encoded)
    )


def _of_clause(
    number: int, cues: Sequence[Found], sources: Sequence[Span | None], encoded: Encoded
) -> bool:
    """Say whether a cue is the verb of what the one before it hands on.

    "Claims that the raids | answer | an attack": raids say nothing, and he speaks once.
    """
    if not number or sources[number] is None or sources[number] != sources[number - 1]:
        return False
    before, cue = cues[number - 1], cues[number]
    gap = encoded.texts[before.end : cue.start]
    if encoded.sentence[before.start] != encoded.sentence[cue.start] or len(gap) < _CLAUSE:
        return False
    plain = all(word[0].isalnum() for word in gap) and gap[-1].lower() not in _JOINS
    return gap[0].lower() == "that" and plain and not has_verb(gap[1:])


_JOINS = frozenset({"and", "but", "or"})
_CLAUSE = 2
"""Words of "that" and a subject, at least."""


def _from_if(said: Stretch, contents: Contents) -> Stretch:
    """Return a content that begins inside the condition of its sentence with the whole of it."""
    found = about.leading(said.start, contents.encoded)
    if found is None or not found[0] < said.start < found[1] or contents.quoted[said.start] >= 0:
        return said
    return Stretch(found[0], said.end, said.value)


def _ended(contents: Contents, low: int, start: int, behind: int) -> list[Stretch]:
    """Return the quotation that ends right before a sentence that says no more than who spoke."""
    number = contents.before(low)
    if number < 0 or low - contents.marks[number][1] > _MARKS or not contents.long(number):
        return []
    if start - low > _BESIDE or behind > _TAIL:
        return []
    begin, end = contents.marks[number]
    if contents.parted(end - 1, low):
        return []
    return [Stretch(begin, end, sum(contents.values[begin:end]))]


_MARKS = 2
"""Marks between the last quoted word and the next sentence, at most."""


MORE = 1.5
"""What the grammar adds to each word on the side of a verb of saying where its object stands."""

_HANDED = sayings()["say"] | sayings()["hold"]


def _ends(texts: Sequence[str], start: int, stop: int, high: int) -> bool:
    """Say whether what is said stands before a cue: "..., the mayor said on Monday"."""
    if start and texts[start - 1] in _COMMAS:
        behind = texts[stop] if stop < high else "."
        return high - stop <= _TAIL or behind in _COMMAS
    return False


_COMMAS = frozenset(",”\"’'?!»—–")
_TAIL = 7
"""Words behind a cue that are no content, at most: "said on state television on Monday"."""


def _opened(texts: Sequence[str], contents: Contents, start: int, stop: int) -> int:
    """Return where a content begins behind a cue: at "that" or a quotation after an addressee."""
    for place in range(start, min(stop, start + _ADDRESS)):
        if texts[place].lower() == "that" or (
            contents.quoted[place] >= 0 and contents.long(contents.quoted[place])
        ):
            return place
        if texts[place] == "," and place > start:
            behind = _behind_apposition(texts, place, stop)
            if behind is not None:
                return behind
        if texts[place] in ",;:" and place + 2 < stop and contents.quoted[place + 2] < 0:
            break
    return start


def _behind_apposition(texts: Sequence[str], comma: int, stop: int) -> int | None:
    """Return the "that" behind who was told is: told the Post, a local paper, that he left."""
    if comma + 1 >= stop or texts[comma + 1].lower() not in _APPOSED:
        return None
    for place in range(comma + 2, min(stop, comma + _ADDRESS)):
        if texts[place] == ",":
            return place + 1 if texts[place + 1 : place + 2] == ("that",) else None
    return None


_APPOSED = frozenset({"a", "an", "the", "its", "which", "his", "her", "their"})
_ADDRESS = 10
"""Words between a cue and what is said that name who was told, and when."""


_BESIDE = 6
"""Words between a speaker and a cue that are part of neither content: "who spoke by phone"."""


def _sides(left: Stretch | None, right: Stretch | None, contents: Contents) -> list[Stretch]:
    """Return the likelier side of a cue; both where each is a quotation."""
    given = [one for one in (left, right) if one and one.end - one.start >= _LEAST]
    if len(given) > 1 and all(contents.quoted[one.end - 1] >= 0 for one in given):
        return given
    return [max(given, key=lambda one: one.value)] if given else []


def _source(
    cue: Found, number: int, cues: Sequence[Found], encoded: Encoded, speakers: Speakers
) -> Span | None:
    """Return who says; a participle shares the speaker of the cue before it."""
    if accusing(cue.span, encoded):
        return agent(cue.span, speakers)
    word = encoded.texts[cue.end - 1].lower()
    if word in _NOBODYS:
        return None
    if told_by(cue.span, encoded):
        return agent(cue.span, speakers)
    if cue.start and encoded.texts[cue.start - 1].lower() == "as":
        return speakers.right_before(cue.start - 1)
    alone = (
        cue.start == 0
        or not encoded.texts[cue.start - 1][0].isalnum()
        or (encoded.texts[cue.start - 1].lower() in ("and", "but", "while"))
    )
    if word.endswith("ing") and number and alone:
        before = cues[number - 1]
        if encoded.sentence[before.start] == encoded.sentence[cue.start]:
            return speakers.of_cue(before.span)
    return speakers.of_cue(cue.span)


_NOBODYS = frozenset({"reportedly", "allegedly"})
"""Cues that name nobody: what is "reportedly" so, somebody says, and not the dead man."""


def unclaimed_quotations(
    encoded: Encoded,
    contents: Contents,
    links: Sequence[Link],
) -> Iterator[Link]:
    """Yield quotations without a cue of their own: of whoever spoke last, near before."""
    claimed = sorted((one for one in links), key=lambda one: one.content.start)
    starts = [one.content.start for one in claimed]
    taken = {contents.quoted[place] for one in claimed for place in range(*one.content.span)}
    last: Link | None = None
    quoted: Link | None = None
    place = 0
    for number, (low, high) in enumerate(contents.marks):
        while place < len(claimed) and starts[place] < low:
            last = claimed[place]
            if contents.quoted[last.content.start] >= 0:
                quoted = last
            place += 1
        if number in taken or not contents.long(number):
            continue
        stretch = Stretch(low, high, sum(contents.values[low:high]))
        near = next((one for one in (quoted, last) if one and _follows(one, low, encoded)), None)
        if near is not None and near.source is not None:
            last = quoted = Link(stretch, near.cue, near.source, near.via)
            yield last


def _follows(last: Link, place: int, encoded: Encoded) -> bool:
    """Say whether a quotation goes on where somebody was speaking: the next sentence or two."""
    ends = [last.content.end - 1, (last.cue or last.content).end - 1]
    gap = int(encoded.sentence[place]) - int(encoded.sentence[max(ends)])
    return 0 <= gap <= _ON


_ON = 2
"""Sentences after which nobody is speaking any more."""
