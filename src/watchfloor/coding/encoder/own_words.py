"""Words by which who speaks takes an act upon himself, disowns it, or was done it.

"It was behind the blast", "we had no hand in it", "its men came under fire": read word by word, in
small letters, from the first word of what is said.
"""

from collections.abc import Sequence

from watchfloor.coding.words import verb_forms


def forms(*verbs: str) -> frozenset[str]:
    """Return every form of some verbs."""
    return frozenset(form for verb in verbs for form in verb_forms(verb))


OWN = frozenset({"it", "they", "we"})
OWN_PARTS = frozenset({"its", "their", "our"})
"""Words by which a body speaks of itself, and of its own."""

PARTS = frozenset(
    {
        *("involvement", "responsibility", "role", "part", "link", "links", "connection", "hand"),
        *("connections", "complicity", "participation", "knowledge", "ties"),
    }
)
"""What somebody denies to have had in an act."""

BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
NOT = frozenset(
    {"no", "not", "never", "nobody", "none", "neither", "nor", "without", "yet", "t", "cannot"}
)
UNREAL = frozenset({"would", "could", "may", "might", "will", "should", "if", "to", "can"})
"""Words before a deed or a cue that is denied, and before one that is wished or still to come."""

LINKS = frozenset({"also", "since", "later", "then", "not", "often", "again", "itself"})
TAKES = forms("claim", "take", "accept", "assume", "admit", "acknowledge")
_CREDITS = frozenset({"claim", "claims", "claimed", "claiming", "take", "takes", "took", "taken"})
_LIGHT = frozenset({"full", "sole", "the", "any", "all", "direct", "also", "having", "some"})
_SUFFERS = frozenset({"under", "lost", "suffered", "survived", "escaped"})
VERB = 4
"""Words behind a pronoun of one's own among which its verb stands."""

_NEAR, _OWN, _SHORT = 3, 8, 5
"""Words skipped; words of a content that say who did it; words that need no deed beside them."""


def is_light(word: str) -> bool:
    """Say whether a word between a verb and what it takes changes nothing: "full", "the"."""
    return word in _LIGHT or word.endswith("ly")


def passive(low: Sequence[str], place: int) -> bool:
    """Say whether a form of "be" stands before a participle, adverbs between."""
    before = place - 1
    while before > 0 and (low[before] in LINKS or low[before].endswith("ly")):
        before -= 1
    return before >= 0 and low[before] in BE


def takes(low: Sequence[str], place: int) -> int | None:
    """Return the word "responsibility" or "credit" that a verb right before it takes."""
    what = place + 1
    while what < min(len(low), place + _NEAR) and is_light(low[what]):
        what += 1
    if low[place] not in TAKES or what >= len(low):
        return None
    credit = low[what] == "credit" and low[place] in _CREDITS
    return what if low[what] == "responsibility" or credit else None


_SOME = 3
"""Words of "some of its men" with the next, at least."""


def suffers(content: Sequence[str]) -> bool:
    """Say whether who speaks was done something: "it was attacked", "its men came under fire".

    So was whoever speaks of "one of its patrols" as hit.
    """
    if len(content) > _SOME and content[1] == "of" and content[2] in OWN_PARTS:
        content = content[2:]
    if not content or content[0] not in OWN | OWN_PARTS:
        return False
    verbs = content[1 : VERB + 1]
    doing = any(word.endswith("ing") for word in verbs) or "behind" in verbs
    told = not BE.isdisjoint(verbs) and not doing and "responsible" not in content
    return told or not _SUFFERS.isdisjoint(verbs)


def is_behind(content: Sequence[str], *, deed: bool = True) -> bool:
    """Say whether words of one's own take an act upon oneself: "it was behind", "we did this".

    Without a `deed` beside them only a few words do: one may be responsible for a budget.
    """
    near = list(content[:_OWN])
    if not near or near[0] not in OWN | OWN_PARTS | {"i", "my"}:
        return False
    if not NOT.isdisjoint(near) or not UNREAL.isdisjoint(near):
        return False
    if not deed and len(content) > _SHORT:
        return False
    guilty = "behind" in near or "responsible" in near
    return (guilty and not BE.isdisjoint(near)) or (deed and near[1:3] == ["carried", "out"])


def disowns(content: Sequence[str]) -> bool:
    """Say whether words of one's own deny a part in an act: "we had no hand in", "not behind"."""
    if not content or content[0] not in OWN | OWN_PARTS | {"i", "he", "she", "my"}:
        return False
    near = list(content[:_OWN])
    for place, word in enumerate(near):
        behind = near[place + 1 : place + 1 + _NEAR]
        if word == "no" and not PARTS.isdisjoint(behind):
            return True
        if word == "nothing" and behind[:2] == ["to", "do"]:
            return True
        if word in ("not", "never", "t") and not _DOING.isdisjoint(behind):
            return True
    return False


_DOING = frozenset({"responsible", "behind", "involved", "carry", "carried", "do", "did", "done"})
