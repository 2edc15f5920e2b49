"""Which countries and divisions a text speaks of."""

from watchfloor.resolve.gazetteer import first_divisions
from watchfloor.resolve.places_evidence import MOST_WORDS, spoken_of


def test_countries_and_peoples_count_by_the_logarithm() -> None:
    """A country or people named more often weighs more; the most named weighs one."""
    spoken = spoken_of("Iraqi troops left Iraq. A Syrian driver in Mosul, Iraq, was Iraqi.")
    assert spoken.countries["IRQ"] == 1.0
    assert 0 < spoken.countries["SYR"] < 1.0


def test_a_stop_parts_names() -> None:
    """Words on both sides of a stop make no name, whatever their capitals."""
    assert set(spoken_of("They went South. Sudan followed.").countries) == {"SDN"}
    assert set(spoken_of("They left South Sudan. Nobody followed.").countries) == {"SSD"}


def test_divisions_are_spoken_of_by_their_names() -> None:
    """A first-level division that a text names is spoken of, and its country is not by that."""
    spoken = spoken_of("Villages of Borno were raided.")
    assert list(spoken.divisions) == [one.id for one in first_divisions() if one.name == "Borno"]
    assert not spoken.countries


def test_a_very_long_text_is_judged_by_its_beginning() -> None:
    """Behind so many capitalised words a country is not counted any more."""
    assert "SYR" not in spoken_of("Iraq, " * MOST_WORDS + "Syria").countries
    assert "SYR" in spoken_of("Iraq, " * 100 + "Syria").countries
