"""Who says that something never happened. A denial of responsibility says no such thing.

"The army denied that anybody was shot" disputes the shooting; "the army denied that it had shot
anybody" or "denied any role in the shooting" disputes who did it, and leaves the incident alone.
Where nobody is quoted the text itself has to deny: "nobody has claimed the attack" and "the army
did not comment on the attack" are readings of a negation that denies something else.
"""

import re
from collections.abc import Iterable

from watchfloor.fuse.threats import sentence
from watchfloor.fuse.words import is_empty
from watchfloor.model import Claim, ClaimKind, Event, Status

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|dismiss\w{0,3}|reject\w{0,3}|refut\w{1,5}|rebut\w{0,4}"
    r"|disput\w{1,3}|disavow\w{0,3}|contradict\w{0,5}|debunk\w{0,3}|false|falsely|untrue|fake"
    r"|fabricat\w{1,5}|hoax\w{0,2}|baseless|unfounded|groundless|invented|rumou?rs?|no\s+truth"
    r"|(?:never|not|n['’]t)\s+(?:happen\w{0,3}|occur\w{0,4}|tak\w{1,2}\s+place|true))\b",
    re.IGNORECASE,
)
"""Words by which a text denies that something is so."""

_OF_ELSE = re.compile(
    r"\b(?:(?:not|never|no|nobody|none|without|n['’]t|yet|declin\w{1,3}|refus\w{1,3})\b.{0,60}?"
    r"\b(?:claim\w{0,3}|comment\w{0,3}|confirm\w{0,5}|verif\w{1,5}|know\w{0,2}|clear\w{0,2}"
    r"|say|respon[ds]\w{0,6}|answer\w{0,3}|mention\w{0,3}|identif\w{1,3}|warn\w{0,4}|detail\w{0,3})"
    r"|unclear|unknown|unconfirmed|unclaimed)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What is negated is that somebody claimed, confirmed, knew or commented: not that it happened."""

_ROLE = re.compile(
    r"\b(?:responsib\w{0,6}|involve\w{0,4}|complicity|(?:any|a|its|their|his|no)\s+(?:role|part|hand)"
    r"|behind|links?|carr(?:y|ied|ying)\s+out|having)\b",
    re.IGNORECASE,
)
_DENY = re.compile(r"\bden(?:y|ies|ied|ying)\b", re.IGNORECASE)
_OWN_DEED = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:(?:that\s+)?(?:they|he|she|it|we|its|their|his|her|our)\b"
    r"|(?:ever\s+|\w{1,20}ly\s+)?(?!(?:every|any|some|no)thing\b)\w{2,20}ing\b)",
    re.IGNORECASE,
)
"""Whoever denies did it: "denied that it had shot", "denied its men shot", "denied shooting"."""

_SUBJECT = re.compile(
    r"(?:^|[,;:—–(]\s?|\b(?:but|and|while|although|though)\s)"
    r"\s{0,4}([\w.'’-]+(?:\s[\w.'’-]+){0,7}?)\s(?:(?:has|have|had|also|later|again|\w+ly)\s){0,2}"
    r"den(?:y|ies|ied)\b",
    re.IGNORECASE,
)
"""Who stands before "denied" in its clause, for coders that read no claims."""


def denier(text: str, event: Event, claims: Iterable[Claim]) -> str | None:
    """Return who denies that an event happened; None if nobody does.

    `claims` are of the event's document. A name is that of the knowledge base, else the words;
    where only a pronoun speaks, or nobody, the text itself denies: "no name in SOURCE".
    """
    if event.status is not Status.DENIED:
        return None
    low, high = sentence(text, event.anchor.start or 0, event.anchor.end or 0)
    if _ROLE.search(text, low, high) or _own_deed(text, event, low, high):
        return None
    denies = _DENIES.search(text, low, high) is not None
    if not denies and _OF_ELSE.search(text, low, high):
        return None
    said = (one.speaker for one in claims if one.kind is ClaimKind.DENIAL and _holds(one, event))
    for one in (*event.attributed_to, *said):
        if one is not None and (one.entity_id or not is_empty(one.name or one.text)):
            return one.name or one.text
    subject = _SUBJECT.search(text[low:high])
    if subject and not is_empty(subject[1]):
        return subject[1]
    return f"no name in {event.source or 'a text without source'}" if denies else None


def _own_deed(text: str, event: Event, low: int, high: int) -> bool:
    """Say whether whoever denies is said to have done it, by a pronoun or as the one named again.

    Who stands before "denied" is who denies, even where a reader takes him for the actor: of "the
    government denied that any bus was attacked" nobody says that the government attacked one.
    """
    if _OWN_DEED.search(text, low, high):
        return True
    word = _DENY.search(text, low, high)
    if word is None:
        return False
    before = {one.entity_id for one in event.attributed_to if (one.start or 0) < word.start()}
    return any(
        one.entity_id in before and one.entity_id is not None and (one.start or 0) > word.end()
        for one in event.actor
    )


def _holds(claim: Claim, event: Event) -> bool:
    start, end = claim.content.start, claim.content.end
    inside = start is not None and end is not None and start <= (event.anchor.start or 0) < end
    return inside or claim.event_id == event.id
