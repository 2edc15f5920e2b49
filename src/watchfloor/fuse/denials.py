"""Who says that something never happened. A denial of responsibility says no such thing.

"The army denied that anybody was shot" disputes the shooting; "the army denied that it had shot
anybody" or "denied any role in the shooting" disputes who did it, and leaves the incident alone.
"""

import re
from collections.abc import Iterable

from watchfloor.fuse.corroborate import folded
from watchfloor.fuse.threats import sentence
from watchfloor.fuse.words import is_empty
from watchfloor.model import Claim, ClaimKind, Event, Filler, Status

_ROLE = re.compile(
    r"\b(?:responsib\w{0,6}|involve\w{0,4}|complicity|(?:any|a|its|their|his|no)\s+(?:role|part|hand)"
    r"|behind|links?|carr(?:y|ied|ying)\s+out|having)\b",
    re.IGNORECASE,
)
_OWN_DEED = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:that\s+)?(?:they|he|she|it|we|its|their|his|her|our)\b",
    re.IGNORECASE,
)
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
    start, end = event.anchor.start or 0, event.anchor.end or 0
    low, high = sentence(text, start, end)
    if _ROLE.search(text, low, high) or _OWN_DEED.search(text, low, high):
        return None
    said = (one.speaker for one in claims if one.kind is ClaimKind.DENIAL and _holds(one, event))
    speakers = [one for one in (*event.attributed_to, *said) if one is not None]
    deeds = {_party(one) for one in event.actor}
    if any(_party((one.entity_id, one.name, one.text)) in deeds for one in speakers):
        return None
    for one in speakers:
        if one.entity_id or not is_empty(one.name or one.text):
            return one.name or one.text
    subject = _SUBJECT.search(text[low:high])
    if subject and not is_empty(subject[1]):
        return subject[1]
    return f"no name in {event.source or 'a text without source'}"


def _holds(claim: Claim, event: Event) -> bool:
    start, end = claim.content.start, claim.content.end
    inside = start is not None and end is not None and start <= (event.anchor.start or 0) < end
    return inside or claim.event_id == event.id


def _party(one: Filler | tuple[str | None, str | None, str | None]) -> str:
    entity, name, text = one if isinstance(one, tuple) else (one.entity_id, one.name, one.text)
    return entity or folded(name or text or "")
