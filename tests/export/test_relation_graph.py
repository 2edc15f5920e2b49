"""GraphML of stated relations."""

import io
from typing import Any
from xml.etree import ElementTree

from watchfloor.export.relation_graph import write_relation_graph

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_parties_are_nodes_and_what_a_text_states_is_an_edge(
    rows: dict[str, tuple[Any, ...]],
) -> None:
    """Two texts that state the same are two edges between the same two nodes, with their words."""
    (one,) = rows["relations"]
    stream = io.BytesIO()
    assert 2 == write_relation_graph(iter((one, one)), stream)
    tree = ElementTree.fromstring(stream.getvalue())  # noqa: S314  (our own bytes)
    nodes = {node.get("id") for node in tree.iter(f"{NAMESPACE}node")}
    edges = list(tree.iter(f"{NAMESPACE}edge"))
    ends = {(edge.get("source"), edge.get("target")) for edge in edges}
    assert (2, 2, 1) == (len(nodes), len(edges), len(ends))
    assert nodes == set(ends.pop())
    values = {data.get("key"): data.text for data in edges[0]}
    assert str(one.predicate) == values["e_predicate"]
    assert one.evidence.text == values["e_words"]
    assert one.document_id == values["e_document"]
