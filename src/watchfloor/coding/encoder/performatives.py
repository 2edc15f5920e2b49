"""Verbs that are what they say: who urges demands, who denies denies (Austin, How to do things).

Beside them stand the formulas by which somebody threatens with an act of his own: "we will not
hesitate to", "reserves the right to respond", "warned the junta that its guards would shoot". All
words are in small letters.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from watchfloor.coding.encoder.contents import Contents
from watchfloor.coding.encoder.evidence import Link
from watchfloor.coding.encoder.own_words import LINKS, NOT, OWN, OWN_PARTS, forms
from watchfloor.coding.names import states_named

_TAKES_BACK = frozenset({"not", "never", "t", "without", "cannot"})
_ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "denial": forms("deny"),
        "blame": forms("accuse", "blame"),
        "demand": forms("urge", "demand", "appeal", "beg", "ask", "order", "implore", "plead"),
        "pledge": forms("promise", "pledge", "undertake", "vow"),
        "threat": forms("threaten"),
        "forecast": forms("predict", "foresee"),
    }
)
_CALLS, _ON = forms("call"), frozenset({"on", "for", "upon"})
_ASKS = forms("ask", "order")
_OPEN = frozenset(
    {"whether", "if", "why", "how", "what", "about", "who", "when", "where", "which", "himself"}
    | {"in"}
)
"""Words behind "asked" that make it a question, and no demand."""

_HOSTILE = frozenset(
    form
    for form in forms(
        *("respond", "retaliate", "avenge", "strike", "attack", "hit", "shoot", "fight", "crush"),
        *("destroy", "kill", "burn", "eliminate", "annihilate", "bomb", "shell"),
        *("wipe", "invade", "seize", "execute", "flatten", "behead", "blockade", "boycott"),
        *("veto", "besiege", "resist", "expel", "storm", "target", "raze", "bury"),
    )
) | {"revenge", "retaliation", "vengeance", "reply", "response", "consequences"}
"""What somebody does to others who breaks no promise by it: a promise of it is a threat."""

_WILL = frozenset({"will", "would", "shall", "ll"})
_NEVER = frozenset({"not", "never", "t"})
_BEFALLS = frozenset({"be", "have", "need", "run", "lose", "face", "become", "fail", "suffer"})
"""What one's own will that is no act of one's own: "it would have to close", "would be cut off"."""

_FAR, _NEAR, _SUBJECT = 8, 3, 4


def performed(cue: Sequence[str], content: Sequence[str]) -> str | None:
    """Return the kind that a cue is itself the act of; None where it is not, or is taken back."""
    if not cue or not _TAKES_BACK.isdisjoint(cue):
        return None
    spoken = _in_the_first_person(content)
    if spoken:
        return spoken
    if not _CALLS.isdisjoint(cue):
        on = not _ON.isdisjoint(cue) or not _ON.isdisjoint(content[:1])
        return "demand" if on else None
    last = next((word for word in reversed(cue) if any(word in one for one in _ACTS.values())), "")
    kind = next((name for name, verbs in _ACTS.items() if last in verbs), None)
    if last in _ASKS and not _OPEN.isdisjoint(content[:1]):
        return None
    if kind == "pledge" and threatens(cue, content, promised=True):
        return "threat"
    return None if last in _VOWS else kind


def _in_the_first_person(content: Sequence[str]) -> str | None:
    """Return the kind of "I urge you to", "we really promise that": the act is in the words."""
    if not content or content[0] not in ("i", "we"):
        return None
    verb = next((word for word in content[1:_NEAR] if not word.endswith("ly")), "")
    return next((kind for kind, verbs in _BASES.items() if verb in verbs), None)


_BASES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "demand": frozenset({"urge", "demand", "appeal", "beg", "implore", "call"}),
        "pledge": frozenset({"promise", "pledge"}),
        "denial": frozenset({"deny"}),
    }
)
_VOWS = forms("vow")
"""A vow may be either; the head knows better where no hostile act is named."""


def threatens(cue: Sequence[str], content: Sequence[str], *, promised: bool = False) -> bool:
    """Say whether words threaten with what who speaks will do; `promised` by the cue itself."""
    if promised:
        return not _HOSTILE.isdisjoint(content[:_FAR])
    if _idiom(content) or (_warns(cue) and _of_ones_own(content)):
        return True
    others = not _OTHERS.isdisjoint(content[:2])
    return not others and _of_ones_own(content) and _violent(content)


def _violent(content: Sequence[str]) -> bool:
    """Say whether the act ahead is one of violence: "it would resume attacks", not "not attack"."""
    will = next((place for place, word in enumerate(content) if word in _WILL), len(content))
    near = content[will + 1 : will + 1 + _ACT]
    return not _VIOLENCE.isdisjoint(near) and (NOT | _ENDS).isdisjoint(near)


_OTHERS = frozenset({"they", "their", "he", "she"})
"""Words that may mean somebody else than who speaks: "they would attack us"."""

_VIOLENCE = frozenset(
    form
    for form in forms(
        *("attack", "bomb", "shell", "kill", "burn", "destroy", "retaliate", "avenge", "shoot"),
        *("besiege", "behead", "annihilate", "crush", "punish"),
    )
)
_ENDS = frozenset({"stop", "halt", "end", "cease", "suspend", "investigate", "condemn", "if"})
_ACT = 4
"""Words behind "will" among which the act stands: "would resume attacks on"."""


def _idiom(content: Sequence[str]) -> bool:
    """Say whether words are a formula of threats, in the future or of a right to strike."""
    for place, word in enumerate(content):
        if word not in _IDIOMS:
            continue
        before = content[max(0, place - _NEAR) : place]
        behind = content[place + 1 : place + 1 + _FAR]
        ahead = not _WILL.isdisjoint(before) or before[-2:] == ["won", "’"] or "won" in before
        if word == "hesitate" and ahead and not _NEVER.isdisjoint(before):
            return True
        if word in ("reserve", "reserves", "reserved") and list(behind[:3]) == [
            *("the", "right", "to"),
        ]:
            return not _HOSTILE.isdisjoint(behind[3:])
        if word == "options" and "all" in before and not _OPTIONS.isdisjoint(behind):
            return True
        if word == "idly" and ahead and not _NEVER.isdisjoint(before):
            return True
    return False


_IDIOMS = frozenset({"hesitate", "reserve", "reserves", "reserved", "options", "idly"})
_OPTIONS = frozenset({"table", "open"})


def _warns(cue: Sequence[str]) -> bool:
    return not _WARNS.isdisjoint(cue)


_WARNS = forms("warn")


def _of_ones_own(content: Sequence[str]) -> bool:
    """Say whether who speaks will do something: "that it would close the border"."""
    start = int(content[:1] == ["that"])
    subject = content[start : start + 1]
    if not subject or subject[0] not in OWN | OWN_PARTS | {"i", "he", "she"}:
        return False
    return acts_ahead(content[start + 1 :])


def acts_ahead(given: Sequence[str]) -> bool:
    """Say whether a verb of doing stands behind "will" near by: "would quickly rally"."""
    for place, word in enumerate(given[:_SUBJECT]):
        if word not in _WILL:
            continue
        rest = [
            one
            for one in given[place + 1 : place + 1 + _NEAR]
            if one not in LINKS | NOT | {"’", "'"} and not one.endswith("ly")
        ]
        return bool(rest) and rest[0] not in _BEFALLS
    return False


def warns_abroad(link: Link, contents: Contents) -> bool:
    """Say whether somebody warns others of what his state will do to them.

    "The White House warned the junta that America would strike": who is warned stands between the
    cue and what is said, and its subject is of the speaker's state.
    """
    encoded, cue, said = contents.encoded, link.cue, link.content
    if cue is None or link.source is None or not cue.end < said.start <= cue.end + _FAR:
        return False
    if encoded.texts[cue.end - 1].lower() not in _WARNS:
        return False
    if not any(word[0].isupper() for word in encoded.texts[cue.end : said.start]):
        return False
    low = [word.lower() for word in encoded.texts[slice(*said.span)]]
    will = next((place for place, word in enumerate(low) if word in _WILL), 0)
    if not 0 < will <= _FAR or not acts_ahead(low[will:]):
        return False
    subject = contents.text[slice(*encoded.characters((said.start, said.start + will)))]
    speaker = contents.text[slice(*encoded.characters(link.source))]
    return not states_named(subject).isdisjoint(states_named(speaker))
