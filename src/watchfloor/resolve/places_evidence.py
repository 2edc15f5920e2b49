"""Which countries a text speaks of, apart from the places whose meaning is asked for."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from watchfloor.resolve.gazetteer import places_named
from watchfloor.resolve.names import State, look_up, states_by_demonym, states_by_name

WORD = re.compile(r"[^\W\d_a-zß-ÿ][\w.’'-]*")
LONGEST = 4
MOST_WORDS = 20_000
"""Capitalised words that are looked at: a text that is longer speaks of the same countries."""


def countries_spoken_of(text: str) -> dict[str, float]:
    """Return ISO-3 -> weight 0..1 of the countries and peoples that a text names.

    The weight grows with the logarithm of the count. Names that are also a division of another
    country ("Georgia", "Niger") say nothing here.
    """
    counts: Counter[str] = Counter()
    run: list[str] = []
    end = -1
    for number, match in enumerate(WORD.finditer(text)):
        if number >= MOST_WORDS:
            break
        word = match.group().rstrip(".’'-")
        if match.start() != end + 1 or text[end : match.start()] != " ":
            _count(run, counts)
            run = []
        run.append(word if word + "." != match.group() or "." not in word else match.group())
        end = match.end()
    _count(run, counts)
    most = math.log1p(max(counts.values(), default=1))
    return {iso3: math.log1p(count) / most for iso3, count in sorted(counts.items())}


def _count(run: list[str], counts: Counter[str]) -> None:
    """Count the states in a run of capitalised words, the longest names first."""
    place = 0
    while place < len(run):
        for size in range(min(LONGEST, len(run) - place), 0, -1):
            found = _evident(" ".join(run[place : place + size]))
            if found is not None:
                counts[found] += 1
                place += size
                break
        else:
            place += 1


def _evident(name: str) -> str | None:
    for mark in ("'s", "’s"):
        name = name.removesuffix(mark)
    state = look_up(states_by_demonym(), name)
    return state.iso3 if state is not None and name.casefold() not in doubtful() else None


@cache
def doubtful() -> Mapping[str, str]:
    """Return the names of states that a first-level division of another country has too."""
    found = {}
    for key, state in states_by_name().items():
        if is_doubtful(key, state):
            found[key.casefold()] = state.iso3
    return found


def is_doubtful(name: str, state: State) -> bool:
    """Return whether a division of another country bears the name of a state as its own."""
    return any(
        one.own and one.spot.kind == "admin1" and one.spot.country != state.iso3
        for one in places_named(name)
    )
