"""GraphML 1.0: actors as nodes, their relations as edges.

Specification: http://graphml.graphdrawing.org. An actor at the other end of a relation that was
not exported itself is a node too, marked `listed` false, so that every edge has both its ends.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from watchfloor.export.tables import utf8

_NODE_KEYS = (
    ("name", "string"),
    ("type", "string"),
    ("country", "string"),
    ("aliases", "string"),
    ("since", "string"),
    ("until", "string"),
    ("listed", "boolean"),
)
_EDGE_KEYS = (
    ("predicate", "string"),
    ("since", "string"),
    ("until", "string"),
    ("basis", "string"),
)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
)


def write_graphml(shape: type, rows: Iterator[Any], stream: BinaryIO) -> int:
    """Write actors and their relations; return how many actors. Edges follow all nodes."""
    actors = list(rows)
    listed = {actor.id for actor in actors}
    stream.write(utf8(HEAD + _keys() + '<graph edgedefault="directed">\n'))
    for actor in actors:
        values = {
            "name": actor.name,
            "type": actor.type,
            "country": actor.country,
            "aliases": "|".join(actor.aliases),
            "since": actor.since,
            "until": actor.until,
            "listed": "true",
        }
        stream.write(utf8(f"<node id={quoteattr(actor.id)}>{_data('n', values)}</node>\n"))
    others = {relation.object for actor in actors for relation in actor.relations} - listed
    for other in sorted(others):
        values = {"name": other, "listed": "false"}
        stream.write(utf8(f"<node id={quoteattr(other)}>{_data('n', values)}</node>\n"))
    for actor in actors:
        for relation in actor.relations:
            ends = f"source={quoteattr(actor.id)} target={quoteattr(relation.object)}"
            values = {
                "predicate": str(relation.predicate),
                "since": relation.since,
                "until": relation.until,
                "basis": relation.basis,
            }
            stream.write(utf8(f"<edge {ends}>{_data('e', values)}</edge>\n"))
    stream.write(b"</graph>\n</graphml>\n")
    return len(actors)


def _keys() -> str:
    return "".join(
        f'<key id="{prefix}_{name}" for="{kind}" attr.name="{name}" attr.type="{holds}"/>\n'
        for prefix, kind, keys in (("n", "node", _NODE_KEYS), ("e", "edge", _EDGE_KEYS))
        for name, holds in keys
    )


def _data(prefix: str, values: dict[str, str | None]) -> str:
    return "".join(
        f'<data key="{prefix}_{name}">{escape(value)}</data>'
        for name, value in values.items()
        if value
    )
