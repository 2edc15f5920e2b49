"""GraphML: actors as nodes, their relations as edges.

An actor at the other end of a relation that was
not exported itself is a node too, marked `listed` false, so that every edge has both its ends.
"""

from collections.abc import Iterator
from typing import BinaryIO

from watchfloor.export import graphml
from watchfloor.model import Actor

_NODE_KEYS = (
    ("name", "string"),
    ("type", "string"),
    ("country", "string"),
    ("aliases", "string"),
    ("since", "string"),
    ("until", "string"),
    ("listed", "boolean"),
    ("fact", "int"),
    ("claimed", "int"),
    ("blamed", "int"),
)
_EDGE_KEYS = (
    ("predicate", "string"),
    ("since", "string"),
    ("until", "string"),
    ("basis", "string"),
)


def write_actor_graph(rows: Iterator[Actor], stream: BinaryIO) -> int:
    """Write actors and their relations; return how many actors. Edges follow all nodes."""
    actors = list(rows)
    listed = {actor.id for actor in actors}
    stream.write(graphml.head(_NODE_KEYS, _EDGE_KEYS))
    for actor in actors:
        values = {
            "name": actor.name,
            "type": actor.type,
            "country": actor.country,
            "aliases": "|".join(actor.aliases),
            "since": actor.since,
            "until": actor.until,
            "listed": "true",
            "fact": str(actor.acts.fact) if actor.acts else None,
            "claimed": str(actor.acts.claimed) if actor.acts else None,
            "blamed": str(actor.acts.blamed) if actor.acts else None,
        }
        stream.write(graphml.node(actor.id, values))
    others = {relation.object for actor in actors for relation in actor.relations} - listed
    for other in sorted(others):
        stream.write(graphml.node(other, {"name": other, "listed": "false"}))
    for actor in actors:
        for relation in actor.relations:
            values = {
                "predicate": str(relation.predicate),
                "since": relation.since,
                "until": relation.until,
                "basis": relation.basis,
            }
            stream.write(graphml.edge(actor.id, relation.object, values))
    stream.write(graphml.TAIL)
    return len(actors)
