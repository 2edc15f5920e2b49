"""Who leaves a named place acts there."""

from dataclasses import replace

import pytest

from tests.coding.encoder import toys
from watchfloor.coding.encoder.anchors import Anchor, candidates
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.leavings import surer, with_places


def act(text: str, anchor: str) -> tuple[Encoded, Anchor]:
    """Return an encoded text and its act, a leaving that is hardly believed."""
    model = toys.settled("RETREAT", modes=["resign"])
    encoded = toys.painted(text, model, anchor=[anchor])
    span = toys.place_of(encoded, text, anchor)
    found = candidates(encoded, Heads(model, encoded), toys.FITTED)
    one = next(one for one in found if (one.start, one.end) == span)
    return encoded, replace(one, believed=0.1)


@pytest.mark.parametrize(
    "text, anchor, left",
    [
        ("The pullout of the last U.S. troops from Quo ended.", "pullout", "Quo"),
        ("The pullout by its army out of Port Quo ended.", "pullout", "Port Quo"),
        ("They will withdraw from the Quo barracks.", "withdraw", "Quo barracks"),
        ("They pulled out of Quo.", "pulled out", "Quo"),
    ],
)
def test_leaving_a_named_place_is_an_act_there(text: str, anchor: str, left: str) -> None:
    """It is coded however little else the text says of it, and nobody resigns from a place."""
    encoded, one = act(text, anchor)
    (found,) = surer([one], encoded, 0.5)
    assert found.believed == 0.5
    assert dict(found.modes)["withdraw"] == 1
    assert dict(found.modes)["resign"] == 0
    barracks = [toys.place_of(encoded, text, left)]
    (held,) = with_places([one], [{}], barracks, encoded)
    assert toys.place_of(encoded, text, left) == held["place"][0].span


@pytest.mark.parametrize(
    "text, anchor",
    [
        ("The pullout of troops ended.", "pullout"),
        ("The pullout from a hill ended.", "pullout"),
        ("The pullout ended, a man from Quo said.", "pullout"),
        ("He was let out of Quo.", "let"),
    ],
)
def test_other_leavings_are_what_the_heads_say(text: str, anchor: str) -> None:
    """Without a name of what is left, in another clause, or by other words than of withdrawal."""
    encoded, one = act(text, anchor)
    assert [one] == surer([one], encoded, 0.5)
    assert with_places([one], [{}], [], encoded) == [{}]


def test_a_place_that_was_found_stays_and_one_that_no_head_saw_is_made() -> None:
    """What the heads found is surer; else the run of capitals is the name."""
    encoded, one = act("The pullout from Port Quo ended.", "pullout")
    known: Fillers = {"place": (Filler((0, 1), 0.9),)}
    assert with_places([one], [known], [], encoded) == [known]
    (held,) = with_places([one], [{}], [], encoded)
    assert encoded.texts[slice(*held["place"][0].span)] == ("Port", "Quo")
