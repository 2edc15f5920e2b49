"""GraphML of stated relations: parties as nodes, what one text states of two of them as an edge."""

from collections.abc import Iterator
from typing import BinaryIO

from watchfloor.export import graphml
from watchfloor.model import Relation
from watchfloor.model.event import Party

_NODE_KEYS = (("name", "string"), ("known", "boolean"))
_EDGE_KEYS = (
    *(("predicate", "string"), ("since", "string"), ("until", "string")),
    *(("words", "string"), ("document", "string"), ("role", "string"), ("ended", "boolean")),
)


def write_relation_graph(rows: Iterator[Relation], stream: BinaryIO) -> int:
    """Write parties and their stated relations; return how many relations.

    A party of the knowledge base is one node by its id (`known` true), another by its words. Two
    texts that state the same give two edges, each with its document and words.
    """
    relations = list(rows)
    stream.write(graphml.head(_NODE_KEYS, _EDGE_KEYS))
    parties = {_name(party): party for one in relations for party in (one.subject, one.object)}
    for name, party in sorted(parties.items()):
        known = "true" if party.entity_id else "false"
        stream.write(graphml.node(name, {"name": party.name or party.text, "known": known}))
    for one in relations:
        values = {
            "predicate": str(one.predicate),
            "since": one.since,
            "until": one.until,
            "words": one.evidence.text,
            "document": one.document_id,
            "role": one.role,
            "ended": "true" if one.ended else "false",
        }
        stream.write(graphml.edge(_name(one.subject), _name(one.object), values))
    stream.write(graphml.TAIL)
    return len(relations)


def _name(party: Party) -> str:
    return party.entity_id or f"words:{(party.text or 'unknown').casefold()}"
