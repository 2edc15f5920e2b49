"""The parts of a GraphML 1.0 file: head with typed keys, nodes, edges, tail.

Specification: http://graphml.graphdrawing.org. Empty values are left out.
"""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from watchfloor.export.tables import utf8

Keys = Sequence[tuple[str, str]]
"""Names of values and their GraphML types: string, int, double, boolean."""

Values = Mapping[str, str | int | float | None]

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
)
TAIL = b"</graph>\n</graphml>\n"


def head(nodes: Keys, edges: Keys) -> bytes:
    """Return how a file with these values on nodes and edges begins; the graph is directed."""
    keys = "".join(
        f'<key id="{prefix}_{name}" for="{kind}" attr.name="{name}" attr.type="{holds}"/>\n'
        for prefix, kind, listed in (("n", "node", nodes), ("e", "edge", edges))
        for name, holds in listed
    )
    return utf8(f'{_HEAD}{keys}<graph edgedefault="directed">\n')


def node(name: str, values: Values) -> bytes:
    """Return one node."""
    return utf8(f"<node id={quoteattr(name)}>{_data('n', values)}</node>\n")


def edge(source: str, target: str, values: Values) -> bytes:
    """Return one edge from a node to another."""
    ends = f"source={quoteattr(source)} target={quoteattr(target)}"
    return utf8(f"<edge {ends}>{_data('e', values)}</edge>\n")


def _data(prefix: str, values: Values) -> str:
    return "".join(
        f'<data key="{prefix}_{name}">{escape(str(value))}</data>'
        for name, value in values.items()
        if value not in (None, "")
    )
