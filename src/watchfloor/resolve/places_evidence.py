"""Which countries and divisions a text speaks of, marked as places or not."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate

from watchfloor import assets
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import division_names, places_named
from watchfloor.resolve.gazetteer_keys import bare_key, place_key
from watchfloor.resolve.names import State, look_up, states_by_demonym, states_by_name

WORD = late_regex(r"[^\W\d_a-zß-ÿ][\w.’'-]*")
RUN = late_regex(f"{WORD.pattern}(?: {WORD.pattern}){{0,199}}")
ABBREVIATION = late_regex(r"(?:\w\.)+")
MARKS = ".’'-"
LONGEST = 4
MOST_WORDS = 20_000
"""Capitalised words that are looked at: a text that is longer speaks of the same countries."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Weights 0..1 of countries (ISO-3) and first-level divisions (ids) that a text names."""

    countries: Mapping[str, float]
    divisions: Mapping[str, float]


def spoken_of(text: str) -> Spoken:
    """Return the countries, peoples and divisions that a text names.

    A weight grows with the logarithm of the count. Names of states that are also a division of
    another country ("Georgia", "Niger") say nothing here.
    """
    countries: Counter[str] = Counter()
    divisions: Counter[str] = Counter()
    for run, times in Counter(_runs(text)).items():
        named, held = _spoken_in(run)
        for country in named:
            countries[country] += times
        for division in held:
            divisions[division] += times
    return Spoken(_weights(countries), _weights(divisions))


def _weights(counts: Counter[str]) -> dict[str, float]:
    most = math.log1p(max(counts.values(), default=1))
    return {one: math.log1p(count) / most for one, count in sorted(counts.items())}


def _runs(text: str) -> list[str]:
    """Return the runs of capitalised words that only single spaces part; the first of many."""
    runs = RUN.findall(text)
    if len(text) > MOST_WORDS:
        words = accumulate(run.count(" ") + 1 for run in runs)
        return [run for run, count in zip(runs, words, strict=True) if count <= MOST_WORDS]
    return runs


@lru_cache(maxsize=16_384)
def _spoken_in(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the countries and divisions that a run names, each as often as it does."""
    countries: list[str] = []
    divisions: list[str] = []
    words = run.split(" ")
    if len(words) == 1:
        only = run if run[-1] not in MARKS or ABBREVIATION.fullmatch(run) else run.rstrip(MARKS)
        spoken = _spoken(only) if _longest_from(only) else None
        return (spoken.countries, spoken.divisions) if spoken else ((), ())
    if not any(map(_may_begin, words)):
        return (), ()
    for words in _lists(run):
        free = 0
        for place, most in enumerate(map(_longest_from, words)):
            if most and place >= free:
                spoken, size = _longest(words[place : place + most])
                countries.extend(spoken.countries)
                divisions.extend(spoken.divisions)
                free = place + size
    return tuple(countries), tuple(divisions)


@lru_cache(maxsize=32_768)
def _may_begin(word: str) -> bool:
    """Return whether a name of a country, people or division may begin with a word of a run."""
    return _longest_from(word) > 0 or _longest_from(word.rstrip(MARKS)) > 0


def _lists(run: str) -> Iterator[list[str]]:
    """Yield the words of a run; a stop or hyphen behind a word ends a list."""
    words: list[str] = []
    for word in run.split(" "):
        if word[-1] in MARKS and not ABBREVIATION.fullmatch(word):
            yield [*words, word.rstrip(MARKS)]
            words = []
        else:
            words.append(word)
    if words:
        yield words


def _longest(words: list[str]) -> tuple["_Name", int]:
    """Return the longest name that words begin with, and how many words it has; else nothing, 1."""
    if len(words) > 1 and _may_begin_with(words[0], words[1]):
        for size in range(len(words), 1, -1):
            spoken = _spoken(" ".join(words[:size]))
            if spoken is not None:
                return spoken, size
    return _spoken(words[0]) or NOTHING, 1


def _may_begin_with(word: str, following: str) -> bool:
    """Return whether a name of two words or more may begin with two words."""
    first, pairs = place_key(word), _pairs()
    for form in {following, _unowned(following)}:
        second = place_key(form)
        if not (first and second):
            return True
        if first == "the":
            if second == "the" or second.split(" ", 1)[0] in _words_from():
                return True
        elif " ".join(f"{first} {second}".split(" ", 2)[:2]) in pairs:
            return True
    return False


def _pairs() -> frozenset[str]:
    """Return the first two words of the names of countries, peoples and divisions that have two."""
    return _tables()[2]


@lru_cache(maxsize=32_768)
def _longest_from(word: str) -> int:
    """Return how many words a name of a country, people or division has at most from a word on."""
    most, found = _words_from(), 0
    for form in {word, _unowned(word)}:
        key = place_key(form)
        if key in ("", "the"):
            return LONGEST
        found = max(found, most.get(key.split(" ", 1)[0], 0))
    return min(found, LONGEST)


@assets.made_ready(
    "spoken-names",
    of=("places", "states"),
    by=tuple(f"resolve/{one}.py" for one in ("gazetteer", "gazetteer_keys", "names")),
)
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, int], frozenset[str]]:
    """Return divisions by name, the words of the longest name by its first word, first two words.

    A key of a name has no fewer words than the name.
    """
    divisions: dict[str, tuple[str, ...]] = {}
    for number, name in division_names():
        key = place_key(name)
        for one in sorted({key, bare_key(key)}):
            divisions[one] = (*divisions.get(one, ()), number)
    keys = (*map(place_key, states_by_demonym()), *divisions)
    words: dict[str, int] = {}
    for key in keys:
        first = key.split(" ", 1)[0]
        words[first] = max(words.get(first, 0), key.count(" ") + 1)
    pairs = frozenset(" ".join(key.split(" ", 2)[:2]) for key in keys if " " in key)
    return divisions, words, pairs


def _words_from() -> Mapping[str, int]:
    """Return how many words the longest name has that begins with a word."""
    return _tables()[1]


def _unowned(words: str) -> str:
    """Return words without the mark of the owner."""
    return words.removesuffix("'s").removesuffix("’s")


@dataclass(frozen=True, slots=True)
class _Name:
    countries: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()


NOTHING = _Name()


@lru_cache(maxsize=32_768)
def _spoken(words: str) -> _Name | None:
    """Return the country or divisions that words name, None if they name neither.

    A name that is doubtful counts for no country, yet its words name nothing else either.
    """
    name = _unowned(words)
    state = look_up(states_by_demonym(), name)
    if state is not None:
        return NOTHING if names_doubtfully(name.casefold()) else _Name((state.iso3,))
    held = divisions_by_name().get(place_key(name), ())
    return _Name((), held) if held else None


def divisions_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of first-level divisions by the key of their name, and of its bare form."""
    return _tables()[0]


@lru_cache(maxsize=4096)
def names_doubtfully(folded: str) -> bool:
    """Return whether a first-level division of another country has the name of a state too."""
    return any(is_doubtful(name, state) for name, state in _states_by_case().get(folded, ()))


@cache
def _states_by_case() -> Mapping[str, tuple[tuple[str, State], ...]]:
    """Return the names of states, and whose they are, by the name without case."""
    found: dict[str, tuple[tuple[str, State], ...]] = {}
    for name, state in states_by_name().items():
        found[name.casefold()] = (*found.get(name.casefold(), ()), (name, state))
    return found


def is_doubtful(name: str, state: State) -> bool:
    """Return whether a division of another country bears the name of a state as its own."""
    return any(
        one.own and one.spot.kind == "admin1" and one.spot.country != state.iso3
        for one in places_named(name)
    )
