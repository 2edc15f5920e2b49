"""Words behind a cue that are no statement: what is seen, hoped, withheld, or only a place.

"Saw militias launch", "order along the border", "has not said that", "no group has claimed": the
heads often take them for what somebody says.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.own_words import BE, passive
from watchfloor.coding.words import verb_forms, word_classes


def with_negation(cue: Span, encoded: Encoded) -> Span:
    """Return a cue with the word before it that takes it back: "doesn't want", "has not said"."""
    texts, low = encoded.texts, encoded.around(cue[0])[0]
    for place in range(cue[0] - 1, max(low, cue[0] - _NEGATED) - 1, -1):
        word = texts[place].lower()
        if word in ("not", "never", "cannot"):
            return place, cue[1]
        if word == "t" and place - 2 >= low and texts[place - 1] in "'’‘":
            return place - 2, cue[1]
        if word.isalnum() and not word.endswith("ly"):
            break
    return cue


_NEGATED = 3
"""Words before a cue among which its negation stands, adverbs between."""


def perceived(cue: Found, said: Stretch, encoded: Encoded) -> bool:
    """Say whether a cue is of seeing and nobody's judgment follows: "saw militias launch"."""
    if encoded.texts[cue.end - 1].lower() not in _SEES:
        return False
    reach = {word.lower() for word in encoded.texts[said.start - 1 : said.start + _JUDGED]}
    return said.start >= cue.end and _JUDGES.isdisjoint(reach)


_SEES = frozenset(verb_forms("see"))
_JUDGES = frozenset({"that", "as", "how", "why", "whether", "no", "if"})
_JUDGED = 6
"""Words of what is seen among which a word of judging stands: "sees the talks as a chance"."""


def no_statement(cue: Found, said: Stretch, contents: Contents) -> bool:
    """Say whether a few words only tell where or go on with the verb: "order along the border"."""
    texts = contents.encoded.texts
    few = said.end - said.start <= _FEW and contents.quoted[said.start] < 0
    first = texts[said.start].lower()
    if first in ("and", "or") and _goes_on(cue, said, contents):
        return True
    if said.start == cue.end and first == "to" and texts[cue.end - 1].lower() in _SAID:
        low, _ = contents.encoded.around(cue.start)
        if passive([word.lower() for word in texts[low : cue.end]], cue.end - 1 - low):
            return True  # is said to have fled: by nobody
    if _unsaid(cue, said, contents.encoded):
        return True
    given = [word.lower() for word in texts[max(0, cue.start - _NEGATED) : cue.end]]
    if given[-1] in _SIGNS and not _NONE_OF.isdisjoint(given):
        return True  # "gave no indication that"
    if texts[cue.end - 1].lower() in _DENIES and said.start >= cue.end:
        low, _ = contents.encoded.around(cue.start)
        before = [word.lower() for word in texts[low : cue.end]]
        if first in _WITHHELD or passive(before, len(before) - 1):
            return True  # denied bail, denied entry to convoys
    return said.start >= cue.end and few and first in _WHERE


def _goes_on(cue: Found, said: Stretch, contents: Contents) -> bool:
    """Say whether "and" is of the cue's own verb: "advise and train", "agreed to it and may"."""
    if said.start < cue.end or contents.quoted[said.start] >= 0:
        return False
    behind = contents.encoded.texts[said.start + 1].lower() if said.end - said.start > 1 else ""
    return said.start == cue.end or word_classes().tags.get(behind, "N") in "VA"


def _unsaid(cue: Found, said: Stretch, encoded: Encoded) -> bool:
    """Say whether somebody only hopes to do something, or has not said what follows.

    "Leaders hope to gain": who tells so judges, not they.
    """
    word = encoded.texts[cue.end - 1].lower()
    given = [one.lower() for one in encoded.texts[cue.start : max(cue.end, said.start) + 1]]
    if BE.issuperset(given[: cue.end - cue.start]) or _known_for(given):
        return True
    if said.start == cue.end and word in _HOPES and encoded.texts[said.start].lower() == "to":
        return True
    inside = not _TAKES_BACK.isdisjoint(given[: cue.end - cue.start - 1])
    taken_back = inside or with_negation(cue.span, encoded) != cue.span
    return taken_back and word in _UTTERS and said.start >= cue.end


def _known_for(given: Sequence[str]) -> bool:
    """Say whether words tell what somebody is known for: nobody says so."""
    place = given.index("known") if "known" in given else len(given)
    return not BE.isdisjoint(given[:place]) and given[place + 1 : place + 2] in (["for"], ["as"])


_TAKES_BACK = frozenset({"not", "never", "cannot", "t"})
_DENIES = frozenset(verb_forms("deny"))
_HOPES = frozenset(verb_forms("hope"))
_UTTERS = frozenset(
    form
    for verb in ("say", "confirm", "specify", "disclose", "elaborate", "comment", "state")
    for form in verb_forms(verb)
)
_SAID = frozenset({"said", "reported", "alleged", "claimed"})
_NONE_OF = frozenset({"no", "not", "without", "any", "little", "never"})
_SIGNS = frozenset({"indication", "indications", "sign", "signs", "hint", "evidence", "proof"})
_WITHHELD = frozenset(
    {"bail", "entry", "access", "visas", "permission", "treatment", "care", "asylum", "parole"}
)
_FEW = 6
_WHERE = frozenset({"in", "on", "at", "along", "from", "near", "across", "around", "through", "by"})


def nobody(speaker: Span | None, encoded: Encoded) -> bool:
    """Say whether nobody speaks: "no group has claimed responsibility", "not everyone agreed"."""
    if speaker is None:
        return False
    before = encoded.texts[speaker[0] - 1].lower() if speaker[0] else ""
    if _is_itself(speaker, encoded):
        return True
    return encoded.texts[speaker[0]].lower() in _NONE or before == "not"


def _is_itself(speaker: Span, encoded: Encoded) -> bool:
    """Say whether a text speaks of what it said itself: "an earlier version of this report".

    Whose text it is, no words say: the correction corrects the record, nobody claims it.
    """
    low, texts = encoded.body(speaker[0]), encoded.texts
    given = [word.lower() for word in texts[max(low, speaker[0] - _VERSION) : speaker[1]]]
    if given[-1] not in _TEXTS:
        return False
    if "of" in given[:-1]:
        place = given.index("of")
        return not _VERSIONS.isdisjoint(given[:place]) and not _THIS.isdisjoint(given[place:])
    return not _EARLIER.isdisjoint(given[-3:-1]) and given[-1] in _VERSIONS | _ARTICLES_OF_NEWS


_VERSION = 4
"""Words before "report" that may belong to it: an earlier version of this."""

_VERSIONS = frozenset({"version", "versions", "edition", "editions"})
_ARTICLES_OF_NEWS = frozenset({"article", "story"})
_TEXTS = _VERSIONS | _ARTICLES_OF_NEWS | {"report", "dispatch", "post", "page", "item"}
_THIS = frozenset({"this", "the", "our", "that"})
_EARLIER = frozenset({"earlier", "previous", "original", "our"})
_NONE = frozenset({"no", "nobody", "none", "neither"})


def cut_inside_a_word(said: Stretch, encoded: Encoded) -> bool:
    """Say whether a content begins inside a word: at the s of "the militia's"."""
    return said.start > 0 and encoded.texts[said.start].lower() in ("s", "'s", "’s")
