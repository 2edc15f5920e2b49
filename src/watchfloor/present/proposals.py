"""Relations that texts state, gathered for the person who keeps the knowledge base.

A proposal joins the same statement of several texts. It never enters the knowledge base by itself:
it says whether both sides are actors there, and whether the relation stands there already.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from watchfloor.export.unsaid import BLOCK
from watchfloor.model import Actor, Document, Party, Predicate, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of one text that state a relation."""

    relation_id: str
    document_id: str
    source: str | None
    start: int | None
    end: int | None
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A relation with all that states it.

    `state` is `known` if the knowledge base has it, `new` if it has both sides but not the
    relation, else `unnamed`. `sources` counts publishers of texts that are no copies. `role` is the
    office that a text gives; `ended`: one says that it is over, and none since when.
    """

    subject: str
    subject_id: str | None
    predicate: Predicate
    object: str
    object_id: str | None
    since: str | None
    until: str | None
    role: str | None
    ended: bool
    state: str
    sources: int
    evidence: tuple[Evidence, ...]


def proposals(
    relations: Iterable[Relation],
    document_of: Callable[[str], Document],
    actor_of: Callable[[str], Actor],
) -> tuple[Proposal, ...]:
    """Return proposals: new ones of the most sources first, then unnamed, then known."""
    groups: dict[tuple[str, Predicate, str], list[Relation]] = {}
    for one in relations:
        key = _side(one, one.subject), one.predicate, _side(one, one.object)
        if key[0] != key[2] and _named(one.subject) and _named(one.object):
            groups.setdefault(key, []).append(one)
    made = [_proposal(group, document_of, actor_of) for group in groups.values()]
    ranks = {"new": 0, "unnamed": 1, "known": 2}
    return tuple(
        sorted(
            made,
            key=lambda one: (ranks[one.state], -one.sources, -len(one.evidence), one.subject),
        )
    )


def _named(party: Party) -> bool:
    """Say whether words hold a name, withheld or not: "militias" may be anybody's."""
    return any(letter.isupper() or letter == BLOCK for letter in party.text or "")


def _side(one: Relation, party: Party) -> str:
    """Return what the same party has in common; whoever is withheld is nobody else."""
    words = party.name or party.text or ""
    if BLOCK in words:
        return f"{one.document_id} {party.start}"
    return party.entity_id or " ".join(words.lower().split()).removeprefix("the ")


def _proposal(
    group: list[Relation],
    document_of: Callable[[str], Document],
    actor_of: Callable[[str], Actor],
) -> Proposal:
    first, evidence, sources = group[0], list[Evidence](), set[str]()
    for one in group:
        document = document_of(one.document_id)
        if document.copy_of is None or len(group) == 1:
            sources.add(document.source or document.id)
        evidence.append(
            Evidence(
                relation_id=one.id,
                document_id=one.document_id,
                source=document.source,
                start=one.evidence.start,
                end=one.evidence.end,
                words=" ".join((one.evidence.text or "").split()),
            )
        )
    return Proposal(
        subject=first.subject.name or first.subject.text or "",
        subject_id=first.subject.entity_id,
        predicate=first.predicate,
        object=first.object.name or first.object.text or "",
        object_id=first.object.entity_id,
        since=next((one.since for one in group if one.since), None),
        until=(until := next((one.until for one in group if one.until), None)),
        role=next((one.role for one in group if one.role), None),
        ended=until is None and any(one.ended for one in group),
        state=_state(first, actor_of),
        sources=max(1, len(sources)),
        evidence=tuple(evidence),
    )


def _state(one: Relation, actor_of: Callable[[str], Actor]) -> str:
    if one.subject.entity_id is None or one.object.entity_id is None:
        return "unnamed"
    known = _is_known(one.subject.entity_id, one.predicate, one.object.entity_id, actor_of)
    return "known" if known else "new"


_MUTUAL = frozenset({Predicate.ALLIED_WITH, Predicate.OPPOSES, Predicate.TIED_TO})
_DEEPEST = 8
"""Steps of a chain of command that are followed."""


def _is_known(
    subject: str, predicate: Predicate, object_: str, actor_of: Callable[[str], Actor]
) -> bool:
    """Say whether the knowledge base has a relation, or one that includes it.

    Who is part of a part is part of the whole, who leads belongs, and who stands to an organ of a
    state stands so to the state; of ties any relation tells, and mutual ones stand in either row.
    """
    if predicate is Predicate.PART_OF:
        return object_ in _above(subject, actor_of) or any(
            _same_state(one, object_) for one in _above(subject, actor_of)
        )
    sides = [(subject, object_)]
    if predicate in _MUTUAL:
        sides.append((object_, subject))
    for one, other in sides:
        for tie in actor_of(one).relations:
            if tie.object != other and not _same_state(tie.object, other):
                continue
            includes = predicate is Predicate.TIED_TO or (
                predicate is Predicate.MEMBER_OF and tie.predicate is Predicate.LEADS
            )
            if includes or tie.predicate == predicate:
                return True
    return False


def _above(actor_id: str, actor_of: Callable[[str], Actor]) -> set[str]:
    """Return all that an actor is part of, by way of others too."""
    found, level = set[str](), {actor_id}
    for _ in range(_DEEPEST):
        level = {
            tie.object
            for one in level
            for tie in actor_of(one).relations
            if tie.predicate is Predicate.PART_OF
        } - found
        found |= level
    return found - {actor_id}


_ORGAN = re.compile(r"([A-Z]{3})-[A-Z]{3}")


def _same_state(one: str, other: str) -> bool:
    """Say whether two ids are organs of one state, of which one is its government."""
    first, second = _ORGAN.fullmatch(one), _ORGAN.fullmatch(other)
    if first is None or second is None or first[1] != second[1]:
        return False
    return "GOV" in (one[4:], other[4:])
