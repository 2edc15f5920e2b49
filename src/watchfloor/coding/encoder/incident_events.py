"""Which event tells an incident of the text, and which fillers it takes from it."""

from collections.abc import Sequence
from dataclasses import replace

from watchfloor.coding.encoder import responses
from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.assembly import Assembly
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.incident_fillers import Entity
from watchfloor.coding.encoder.incidents import ROLE_OF, Incident
from watchfloor.coding.encoder.kin import is_of_kin
from watchfloor.model import MentionKind

_ABOUT = 0.6
"""Relevance from which a text is about its incidents, and a distant name may fill a role too."""

_BESIDE = 2
"""Sentences around an event from which an incident's fillers add to those it has."""

_SURER = 0.3
"""How much surer an event's own actor has to be to stand against the one its incident names."""
_OF_THE_ATTACKER = ("actor", "instrument")
_MODE_OF = {"bombing": "explosives", "kidnapping": "abduct"}
_MEANS = frozenset({"drone", "aerial", "heavy-weapons", "firearms"})
"""Modes beside which a bombing of MUC-4's heads says nothing new: a rocket attack."""

_SEVERAL = 0.5
"""How much less an event that counts several acts tells of one incident."""

_KINDS_OF = {
    "perp_ind": (MentionKind.GROUP, MentionKind.PERSON),
    "perp_org": (
        MentionKind.ORGANISATION,
        MentionKind.ARMED_GROUP,
        MentionKind.STATE_FORCE,
        MentionKind.GOVERNMENT,
    ),
    "target": (MentionKind.FACILITY, MentionKind.VEHICLE),
    "victim": (
        MentionKind.GROUP,
        MentionKind.PERSON,
        MentionKind.STATE_FORCE,
        MentionKind.ARMED_GROUP,
    ),
    "weapon": (MentionKind.WEAPON, MentionKind.VEHICLE),
}


def report(assembly: Assembly, incident: Incident, anchors: Sequence[Anchor]) -> None:
    """Give the event that best tells of an incident the fillers found for it in the whole text.

    It is the event of a fitting type in the sentence that tells most of it. Its own fillers of the
    incident's roles stand where the incident has none, where they are surer, and where the incident
    would bring what a distant sentence gives to an attack of another day.

    Args:
        assembly: events and their fillers so far, one for each of `anchors`; the one that tells
            the incident is changed.
        incident: what the heads of MUC-4 found.
        anchors: the believed anchors, in order.
    """
    number = _teller(assembly, incident, anchors)
    if number is None:
        return
    held: dict[str, list[tuple[Span, float]]] = {}
    act = (anchors[number].start, anchors[number].end)
    answers = responses.answered(assembly.encoded)
    for entity in incident.entities:
        role, far = ROLE_OF[entity.head], _distance(assembly, entity, anchors[number])
        loose = incident.relevance < _ABOUT
        stated = assembly.spans[number][role]
        if stated and ((loose and far > _BESIDE) or _is_surer(role, stated, entity)):
            continue  # what the event's own sentences say weighs more than a distant name
        if far and _is_of_another_day(assembly, entity, role, number, anchors):
            continue
        if all(responses.parted(act, one, answers) for one in entity.mentions):
            continue  # it fills what the act answers, or the answer to the act
        if all(is_of_kin(one, assembly.encoded.texts) for one in entity.mentions):
            continue
        span = _named(assembly, entity)
        listed = held.setdefault(role, [])
        if all(span != other for other, _ in listed):  # one group may be both perp_ind and _org
            listed.append((span, round(entity.score, 3)))
    assembly.spans[number] |= {role: tuple(found) for role, found in held.items()}
    event, mode = assembly.events[number], _MODE_OF.get(incident.kind)
    told = mode in event.mode or (mode == "explosives" and not _MEANS.isdisjoint(event.mode))
    modes = event.mode if mode is None or told else (*event.mode, mode)
    assembly.events[number] = replace(event, context=(*event.context, "terrorism"), mode=modes)


def _teller(assembly: Assembly, incident: Incident, anchors: Sequence[Anchor]) -> int | None:
    """Return the number of the event that tells an incident; none tells two."""
    scores = [
        incident.sentences[int(assembly.encoded.sentence[anchor.start])]
        + anchor.believed / 2
        - (_SEVERAL if event.count else 0.0)
        if anchor.type == "ASSAULT" and "terrorism" not in event.context
        else -1.0
        for anchor, event in zip(anchors, assembly.events, strict=True)
    ]
    best = max(scores, default=-1.0)
    return scores.index(best) if best >= 0 else None


def _is_surer(role: str, own: Sequence[tuple[Span, float]], entity: Entity) -> bool:
    """Say whether an event's own actor is not to be replaced by whom its incident names."""
    return role == "actor" and max(score for _, score in own) > entity.score + _SURER


def _is_of_another_day(
    assembly: Assembly, entity: Entity, role: str, number: int, anchors: Sequence[Anchor]
) -> bool:
    """Say whether a filler is that of an attack of another day.

    Who fired the missiles on Wednesday did not do the killing of Friday that they answered.
    """
    if role not in _OF_THE_ATTACKER:
        return False
    spans = [assembly.encoded.characters(one) for one in entity.mentions]
    return any(
        other.type == "ASSAULT"
        and _other_dates(assembly, number, place)
        and any(start < high and low < end for (start, end), _ in held[role] for low, high in spans)
        for place, (other, held) in enumerate(zip(anchors, assembly.spans, strict=True))
    )


def _other_dates(assembly: Assembly, one: int, other: int) -> bool:
    """Say whether two events have date words of their own, and not the same ones."""
    text = assembly.document.text
    dates = [
        {text[slice(*span)].lower() for span, _ in assembly.spans[number]["date"]}
        for number in (one, other)
    ]
    return all(dates) and dates[0].isdisjoint(dates[1])


def _distance(assembly: Assembly, entity: Entity, anchor: Anchor) -> int:
    """Return how many sentences lie between an event and the nearest mention of an entity."""
    sentence = assembly.encoded.sentence
    own = int(sentence[anchor.start])
    return min(abs(int(sentence[start]) - own) for start, _ in entity.mentions)


def _named(assembly: Assembly, entity: Entity) -> Span:
    """Note an entity's best mention, of the kind that its head says; return its characters."""
    characters = assembly.mention(entity.mentions[0], "participant")
    kind, head = assembly.mentions[characters]
    fits = _KINDS_OF[entity.head]
    is_town = kind is MentionKind.PLACE and entity.head == "target"  # no building, and stays one
    if kind not in fits and not is_town:
        assembly.mentions[characters] = (fits[0], head)
    return characters
