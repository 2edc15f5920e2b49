"""GraphML: nodes, edges, both ends of every edge."""

import io
from typing import Any
from xml.etree import ElementTree

from watchfloor.export.actor_graph import write_actor_graph

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_actors_are_nodes_and_relations_edges(rows: dict[str, tuple[Any, ...]]) -> None:
    """The actor and the other end of its relation are nodes; only the first is listed."""
    stream = io.BytesIO()
    assert write_actor_graph(iter(rows["actors"]), stream) == 1
    tree = ElementTree.fromstring(stream.getvalue())  # noqa: S314  (our own bytes)
    nodes = {
        node.get("id"): {data.get("key"): data.text for data in node}
        for node in tree.iter(f"{NAMESPACE}node")
    }
    assert nodes["g"]["n_name"] == "Gunmen & Sons"
    assert nodes["g"]["n_listed"] == "true"
    assert nodes["IRQ-MIL"]["n_listed"] == "false"
    (edge,) = tree.iter(f"{NAMESPACE}edge")
    assert (edge.get("source"), edge.get("target")) == ("g", "IRQ-MIL")
    assert {data.get("key"): data.text for data in edge} == {
        "e_predicate": "part_of",
        "e_since": "2016",
        "e_basis": "X, 2020",
    }
