"""A place by its name alone: the most populous one of that name, countries before all."""

from watchfloor.model import Place, PlacePrecision
from watchfloor.resolve.gazetteer import Spot, country_spot, places_named
from watchfloor.resolve.names import look_up, states_by_name


def most_populous(words: str) -> Place | None:
    """Return the most populous place that the words name exactly, or None."""
    state = look_up(states_by_name(), words)
    spot: Spot | None = country_spot(state.iso3) if state else None
    if spot is None:
        named = places_named(words)
        spot = named[0].spot if named else None
    if spot is None:
        return None
    return Place(
        name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        geonames_id=spot.geonames_id,
        country=spot.country or None,
        precision=PlacePrecision(spot.precision),
    )
