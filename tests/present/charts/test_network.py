"""A network of actors: the same picture every time, every node a link, nothing off the edge."""

import re

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.present.charts.network import HEIGHT, WIDTH, Edge, Node, layout, network

NAMES = st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=30, unique=True)


def test_a_node_is_a_link_and_words_are_escaped() -> None:
    """Names and relations cannot become markup; each node leads to its page."""
    nodes = [
        Node("a", "A <script>", "/actors/a?x=1&y=2", is_focus=True),
        Node("b", '"B"', "/actors/b"),
    ]
    made = network(nodes, [Edge("a", "b", "part <of>")], "A & B")
    assert "<script>" not in made
    assert 'href="/actors/a?x=1&amp;y=2"' in made
    assert "part &lt;of&gt;" in made
    assert 'aria-label="A &amp; B"' in made
    assert " style=" not in made


def test_all_that_two_are_to_each_other_is_one_line() -> None:
    """Two relations of a pair make one line with both words; dashed only if all is contested."""
    nodes = [Node("a", "A", "/a"), Node("b", "B", "/b")]
    edges = [Edge("a", "b", "member of"), Edge("b", "a", "facade of", is_contested=True)]
    made = network(nodes, edges, "t")
    assert made.count("<line") == 1
    assert "member of, facade of" in made
    assert "dasharray" not in made


def test_a_direction_has_a_tip_at_its_end() -> None:
    """The tip stands before the node that the edge leads to; both ways have one each."""
    nodes = [Node("a", "A", "/a"), Node("b", "B", "/b")]
    there = network(nodes, [Edge("a", "b", "copies", has_tip=True)], "t")
    (tip,) = re.findall(r'class="tip" points="([\d.]+),([\d.]+) ', there)
    places = layout(["a", "b"], [("a", "b")])
    x, y = map(float, tip)
    assert 7 < ((places["b"][0] - x) ** 2 + (places["b"][1] - y) ** 2) ** 0.5 < 9
    both = [Edge("a", "b", "copies", has_tip=True), Edge("b", "a", "copies", has_tip=True)]
    assert network(nodes, both, "t").count('class="tip"') == len(both)


@given(ids=NAMES, picks=st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40))
def test_places_are_the_same_and_inside(ids: list[str], picks: list[tuple[int, int]]) -> None:
    """Laid out twice, every node stands where it stood, on the picture, the first in the middle."""
    edges = [(ids[a % len(ids)], ids[b % len(ids)]) for a, b in picks]
    places = layout(ids, edges)
    assert places == layout(ids, edges)
    assert set(places) == set(ids)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places.values())
    assert places[ids[0]] == (WIDTH / 2, HEIGHT / 2)


def test_no_node_no_picture() -> None:
    """Nothing has no places."""
    assert layout([], []) == {}


def test_long_names_stay_on_the_picture() -> None:
    """A name at the edge moves in; an endless one is cut."""
    nodes = [Node(str(n), "x" * 80, f"/{n}") for n in range(12)]
    made = network(nodes, [Edge("0", str(n), "backs") for n in range(1, 12)], "t")
    for x in re.findall(r'<text text-anchor="middle" x="([\d.]+)" y="[\d.]+" font-size="12"', made):
        assert 80 < float(x) < WIDTH - 80
