"""Large cities and one point for each country, from the gazetteer asset, indexed by name."""

from dataclasses import dataclass
from functools import cache

from watchfloor import assets
from watchfloor.resolve.names import fold

COLUMNS = 11
ALTERNATE_WEIGHT = 0.2
"""A city known by another spelling competes with a fifth of its people: Odesa still beats the
Odessa of Texas, and no metropolis takes a town's name by one of its forty foreign spellings."""


@dataclass(frozen=True, slots=True)
class City:
    """A large city or capital; `weight` is its population, less for an alternative name."""

    geonames_id: int
    name: str
    lat: float
    lon: float
    country: str
    weight: float


@dataclass(frozen=True, slots=True)
class Country:
    """The point that stands for a country and the radius of a disc of its area."""

    geonames_id: int
    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The rows as text, and where each name stands; rows become values only when asked for."""

    rows: list[str]
    by_name: dict[str, tuple[int, ...]]
    countries: dict[str, Country]

    def knows(self, name: str) -> bool:
        """Return whether any city has this name."""
        return fold(name) in self.by_name

    def cities(self, name: str) -> list[City]:
        """Return every city of this name (folded), the weightiest first."""
        key = fold(name)
        found = [_city(self.rows[index], key) for index in self.by_name.get(key, ())]
        return sorted(found, key=lambda city: (-city.weight, city.geonames_id))


def _city(row: str, key: str) -> City:
    cells = row.split("\t")
    own = key in (fold(cells[1]), fold(cells[2]))
    return City(
        geonames_id=int(cells[0]),
        name=cells[1],
        lat=float(cells[3]),
        lon=float(cells[4]),
        country=cells[5],
        weight=int(cells[6]) * (1.0 if own else ALTERNATE_WEIGHT),
    )


def read(text: str) -> Gazetteer:
    """Index the rows of a gazetteer file."""
    rows: list[str] = []
    by_name: dict[str, tuple[int, ...]] = {}
    countries: dict[str, Country] = {}
    for line in text.split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            continue
        if cells[9] == "country":
            point = (float(cells[3]), float(cells[4]))
            countries[cells[5]] = Country(int(cells[0]), *point, float(cells[10]))
            continue
        names = {fold(cells[1]), fold(cells[2])}
        if cells[8]:
            names.update(fold(cells[8]).split("|"))
        index = len(rows)
        rows.append(line)
        for name in names:
            held = by_name.get(name)
            by_name[name] = (index,) if held is None else (*held, index)
    return Gazetteer(rows, by_name, countries)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once per process."""
    return read(assets.load_text("gazetteer"))
