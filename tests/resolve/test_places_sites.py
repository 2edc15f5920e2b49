"""Where something stands that no table holds: in the place that its words or those behind say."""

import pytest

from watchfloor.model import Place, PlacePrecision, Resolution
from watchfloor.resolve.places_sites import standing_in


def stands(text: str, what: str, *places: str) -> str | None:
    """Return the place in which `what` stands by the rule, of the places that a text names."""
    named = []
    for name in places:
        start = text.index(name)
        place = Place(
            name=name, lat=1.0, lon=2.0, country="COD", precision=PlacePrecision.TOWN, radius_km=3
        )
        reading = Resolution(place=place, rule="only place of this name", score=0.9)
        named.append((start, start + len(name), reading))
    start = text.index(what)
    found = standing_in(text, (start, start + len(what)), named)
    assert found is None or (found.rule.startswith("where it stands: ") and found.score < 0.9)
    return found.place.name if found and found.place else None


@pytest.mark.parametrize(
    "text, what, places, place",
    [
        ("at a church in Komanda, in Ituri", "a church", ("Komanda", "Ituri"), "Komanda"),
        ("at the airport of Sofara on Friday", "the airport of Sofara", ("Sofara",), "Sofara"),
        ("a clinic in the besieged town of Sofara", "a clinic", ("Sofara",), "Sofara"),
        ("the embassy of Ruritania in Sofara", "the embassy of Ruritania in Sofara",
         ("Ruritania", "Sofara"), "Sofara"),
        ("at a base, and officials in Sofara said", "a base", ("Sofara",), None),
        ("a school near Sofara", "a school", ("Sofara",), None),
        ("in Sofara a school burned", "a school", ("Sofara",), None),
        ("a school burned", "a school", (), None),
    ],
)  # fmt: skip
def test_what_stands_in_a_place_is_there(
    text: str, what: str, places: tuple[str, ...], place: str | None
) -> None:
    """The place inside the words, or linked right behind them, is where a thing stands."""
    assert stands(text, what, *places) == place
