"""Whom a speaker's words mean: "he" the one who spoke before, "Mr. Lima" the Ana Lima named above.

News keeps to one speaker until it names the next, so a pronoun beside a cue means the last speaker
that it agrees with; `antecedents` answers for pronouns in the roles of events.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.phrases import noun_phrases

_ONE, _MANY = frozenset({"he", "she"}), frozenset({"they"})
_RELATIVE = frozenset({"who", "which"})
_SELVES = frozenset({"i", "we", "you", "it", "that"})
_BACK = 10
"""Sentences in which a speaker who is not named again is remembered."""


def identities(
    sources: Sequence[Span],
    encoded: Encoded,
    names: Sequence[Found],
    people: Sequence[Span] = (),
) -> dict[Span, Span]:
    """Return for speakers, in the order of the text, the words that say best who they are.

    A speaker who is not in it is meant by his own words. `people` are the participants, in order.
    """
    persons = [one for one in names if one.kind == "PER"]
    full = _full_names(persons, encoded)
    found: dict[Span, Span] = {}
    single: dict[str, Span] = {}
    many: Span | None = None
    for source in sources:
        word = encoded.texts[source[0]].lower()
        lone = source[1] - source[0] == 1
        if lone and word in _ONE | _MANY:
            last = single.get(word) if word in _ONE else many
            if last is not None and 0 <= _gap(last, source, encoded) <= _BACK:
                found[source] = found.get(last, last)
        elif lone and word in _RELATIVE:
            before = _right_before(source, people) or phrase_before(source, encoded)
            if before is not None:
                found[source] = before
        elif not lone or word not in _SELVES:
            meant = full.get(_surname(source, persons, encoded))
            if meant is not None:
                single.update(dict.fromkeys(_pronouns(source, encoded), source))
                if meant != source:
                    found[source] = meant
            elif _several(source, encoded):
                many = source
            else:
                single.update(dict.fromkeys(_pronouns(source, encoded), source))
    return found


def _pronouns(source: Span, encoded: Encoded) -> frozenset[str]:
    """Return the pronouns that may mean a speaker: of "his wife Ana" only "she"."""
    given = [word.lower() for word in encoded.texts[slice(*source)]]
    for word in given:
        if word in _OF_WHOM:
            break  # "the widow of his brother": what follows is of somebody else
        if word in _WOMEN or word in _MEN:
            return frozenset({"she" if word in _WOMEN else "he"})
    return _ONE


_WOMEN = frozenset(
    {
        *("wife", "widow", "mother", "daughter", "sister", "aunt", "niece", "grandmother", "woman"),
        *("girl", "girlfriend", "queen", "princess", "actress", "spokeswoman", "chairwoman"),
        *("congresswoman", "policewoman", "mrs", "ms", "miss", "businesswoman", "mum", "mom"),
    }
)
_MEN = frozenset(
    {
        *("husband", "widower", "father", "son", "brother", "uncle", "nephew", "grandfather"),
        *("man", "boy", "boyfriend", "king", "prince", "actor", "spokesman", "chairman", "mr"),
        *("congressman", "policeman", "businessman", "dad", "sir"),
    }
)
_OF_WHOM = frozenset({"of", "for", "'s", "’s", ",", "who", "whose", "to"})
"""Words behind which somebody else may be described."""


def _right_before(source: Span, people: Sequence[Span]) -> Span | None:
    """Return the participant right before "who", a comma between at most."""
    place = bisect_left(people, (source[0],)) - 1
    return people[place] if place >= 0 and 0 <= source[0] - people[place][1] <= 1 else None


def phrase_before(source: Span, encoded: Encoded) -> Span | None:
    """Return the noun phrase right before "who", a comma between at most."""
    number = int(encoded.sentence[source[0]])
    passage, low = encoded.passages[number], encoded.edges[number][0]
    for phrase in noun_phrases(passage.look.tags, passage.sentence.body):
        start, end = (low + place for place in passage.place(phrase.start, phrase.end))
        between = encoded.texts[end : source[0]]
        if start < end <= source[0] and between in ((), (",",)):
            return start, end
    return None


def _gap(one: Span, other: Span, encoded: Encoded) -> int:
    return int(encoded.sentence[other[0]]) - int(encoded.sentence[one[0]])


def _full_names(people: Sequence[Found], encoded: Encoded) -> Mapping[str, Span]:
    """Return for each surname the first name in the text that has more than the surname."""
    found: dict[str, Span] = {}
    for one in people:
        given = _given(one.span, encoded)
        if not given:
            continue
        before = found.get(given[-1])
        if before is None or len(_given(before, encoded)) < _FULL <= len(given):
            found[given[-1]] = one.span
    return found


_FULL = 2
"""Words of a name that has more than the surname, titles left out."""


def _given(span: Span, encoded: Encoded) -> list[str]:
    """Return the words of a name, titles and marks left out."""
    words = encoded.texts[slice(*span)]
    return [word for word in words if word[0].isalpha() and word.lower() not in _TITLES]


_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "gen", "col", "sen", "rep", "president", "sir", "s", "jr"}
)


def _surname(source: Span, people: Sequence[Found], encoded: Encoded) -> str:
    """Return the surname of the one person that a speaker's words name; "" if there is none."""
    place = bisect_left(people, source[0], key=lambda one: one.start)
    for one in people[place:]:
        if one.end > source[1]:
            break
        given = _given(one.span, encoded)
        if given:
            return "" if _joined(one.end, source, encoded) else given[-1]
    texts = encoded.texts
    if texts[source[0]].lower() in _TITLES:
        for place in range(source[0] + 1, source[1]):
            if texts[place][0].isupper():
                return "" if _joined(place + 1, source, encoded) else texts[place]
    return ""


def _joined(end: int, source: Span, encoded: Encoded) -> bool:
    """Say whether a name is one of several: "Mr. Lima and other critics"."""
    return end < source[1] and encoded.texts[end].lower() == "and"


def _several(source: Span, encoded: Encoded) -> bool:
    """Say whether a speaker without a name looks like more than one."""
    given = [word.lower() for word in encoded.texts[slice(*source)]]
    head = next((n for n, word in enumerate(given) if word in ("of", "in", ",", "who")), len(given))
    last = given[head - 1] if head else ""
    return (last.endswith("s") and not last.endswith("ss")) or last in ("police", "people", "men")
