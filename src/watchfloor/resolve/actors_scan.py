"""One pass over a text: the known names in it, the acronyms it defines, the people it introduces.

What a mention means depends on what the text named before it; coding marks only who takes part in
events, so this pass looks at all of the text. Linear: each word begins at most a few look-ups.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import compress
from typing import NamedTuple

from watchfloor import assets
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import PERSON, Knowledge, knowledge
from watchfloor.resolve.actors_words import (
    WORD,
    longest_by_prefix,
    sector_of_body,
    unowned,
    word_key,
)
from watchfloor.resolve.names import (
    ACRONYM_LENGTH,
    State,
    fold,
    look_up,
    states,
    states_by_capital,
    states_by_demonym,
    states_by_name,
    table_key,
)

STOP = late_regex(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)[\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,2}[A-Z0-9]))")
"""The end of a sentence, or of a line. It begins with one class: so a search skips to the next."""
ABBREVIATED = late_regex(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Brig|Adm|Sgt|Sen|Rep|Gov|St|Jan|Feb"
    r"|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|U\.K|No)\.$"
)
DEFINED = late_regex(
    r"[(\[](?:the |or |known as )?[\"“'‘]?(?P<acronym>[A-Z][A-Za-z./-]{0,10}[A-Z0-9]\.?)"
    r"[\"”'’]?(?:[,;][^)\]\n]{0,60})?[)\]]"
)
BORDER = late_regex(r"[()\[\]\n;:]")
NAME_REACH = 120
"""Characters in front of a bracket in which the name that it shortens is looked for."""
SHOUTED = 0.6
"""Share of capitals among the letters from which a text counts as written in capitals."""
PLAIN_IN_CAPITALS = frozenset({"IS", "US", "WHO", "IT", "AU", "ALBA", "FANO", "HASM", "IRA"})
"""Acronyms that are everyday words once everything is in capitals."""
_MOST = 32_768
"""Names whose bearers are kept."""
SAMPLE = 4_000
DATELINE, DATELINE_ENDS, SAMPLE_LEAST = 3.0, 25, 250
"""Weight of a country named in the first characters of a text that is longer than a headline."""


class Hit(NamedTuple):
    """Words of the text that bear a name of the tables, and all who bear it.

    `country`: the words name a state, its people or its capital, not one of its organs.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a document before one mention of it is read.

    `day` is when it was published, `acronyms` lead from letters to ids (none: to a name that the
    tables do not hold), `countries` counts names of states, their peoples and capitals, `present`
    counts ids of actors.
    """

    text: str = ""
    day: date | None = None
    shouted: bool = False
    hits: tuple[Hit, ...] = ()
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    countries: Mapping[str, float] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    sentences: Sequence[int] = (0,)
    placed: Sequence[tuple[int, str]] = ()

    def sentence(self, place: int) -> int:
        """Return the number of the sentence that holds a character."""
        return bisect_right(self.sentences, place) - 1

    def first_hit(self, place: int) -> int:
        """Return the index of the first hit that begins at `place` or behind it."""
        return bisect_right(self.hits, place - 1, key=lambda hit: hit.start)


NOWHERE = Scene()


def scan(text: str, day: date | None, named: Sequence[str] = ()) -> Scene:
    """Return what a text names. `named` are countries (ISO-3) that its places were resolved to."""
    read = _read(text)
    present = Counter[str](one.ids[0] for one in read.hits if len(one.ids) == 1)
    base, weights = knowledge(), dict[str, float]()
    for one in read.hits:
        if one.country:
            scene_set = DATELINE if one.start < DATELINE_ENDS and len(text) > SAMPLE_LEAST else 1.0
            weights[one.country] = weights.get(one.country, 0.0) + scene_set
    for actor_id, count in present.items():
        if (row := base.actors.get(actor_id)) and row.country:
            weights[row.country] = weights.get(row.country, 0.0) + count / 2
    for iso3 in named:
        weights[iso3] = weights.get(iso3, 0.0) + 0.5
    return replace(read, day=day, countries=weights, present=present)


@lru_cache(maxsize=1)
def _read(text: str) -> Scene:
    """Return what a text says by its words alone; mentions and relations both ask for it."""
    shouted = is_shouted(text)
    return Scene(
        text=text,
        shouted=shouted,
        hits=tuple(_hits(text, shouted=shouted)),
        acronyms=_acronyms(text, knowledge()),
        sentences=tuple(_sentences(text)),
    )


def is_shouted(text: str) -> bool:
    """Return whether a text is written in capitals."""
    sample = text[:SAMPLE]
    # nearly all letters of a text are of the alphabet, and bytes are counted without a loop
    plain = sample.encode("ascii", "ignore")
    capitals = len(plain) - len(plain.translate(None, _CAPITALS))
    letters = capitals + len(plain) - len(plain.translate(None, _SMALL))
    if len(plain) < len(sample):
        others = [one for one in sample if one > "\x7f" and one.isalpha()]
        capitals, letters = capitals + sum(map(str.isupper, others)), letters + len(others)
    return letters > 1 and capitals > SHOUTED * letters


_CAPITALS, _SMALL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"


def _sentences(text: str) -> Iterator[int]:
    yield 0
    for stop in STOP.finditer(text):
        if text[stop.start()] != "." or not ABBREVIATED.search(
            text, max(0, stop.start() - 8), stop.start() + 1
        ):
            yield stop.end()


@assets.made_ready(
    "name-beginnings",
    of=("actors", "states"),
    by=tuple(f"resolve/{one}.py" for one in ("actors_knowledge", "actors_words", "names")),
)
def _beginnings() -> tuple[dict[str, int], frozenset[str]]:
    found = dict(knowledge().prefixes)
    names = (*states_by_demonym(), *states_by_capital(), *state_bodies())
    for key, count in longest_by_prefix(names).items():
        found[key] = max(found.get(key, 0), count)
    return found, frozenset(key.split(" ", 1)[0] for key in found)


def longest_from() -> Mapping[str, int]:
    """Return, by the first one or two words of all names, how many words the longest has."""
    return _beginnings()[0]


def initial_words() -> frozenset[str]:
    """Return the first words of all names, folded."""
    return _beginnings()[1]


def known_name(key: str) -> tuple[tuple[str, ...], str | None] | None:
    """Return the ids of all who bear a name, and the country that it names, by the name's key."""
    for bodies in (knowledge().keys, state_bodies()):
        if (ids := bodies.get(key)) is not None:
            return ids, None
    for index in (states_by_demonym(), states_by_capital()):
        if (state := index.get(key)) is not None:
            return (f"{state.iso3}-GOV",), state.iso3
    return None


@cache
def state_bodies() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of organs by the names that the states table gives them."""
    found: dict[str, tuple[str, ...]] = {}
    for state in states().values():
        for name in state.bodies:
            organ = f"{state.iso3}-{sector_of_body(name)}"
            held = found.get(table_key(name), ())
            found[table_key(name)] = held if organ in held else (*held, organ)
    return found


@lru_cache(maxsize=_MOST)
def bearers(name: str) -> tuple[str, ...]:
    """Return the ids of all who bear a name: rows of the knowledge base, else organs of states."""
    base = knowledge()
    found = _whatever_case(name) or look_up(base.keys, name)
    if not found and "." in name and name.replace(".", "").isupper():
        found = base.keys.get(name.replace(".", ""))
    return found or look_up(state_bodies(), name) or ()


def _whatever_case(name: str) -> tuple[str, ...]:
    """Return all whom an acronym in capitals may mean if others bear it in mixed case, else none.

    Many papers write every acronym in capitals: JEM is the movement of Darfur, or Kashmir's JeM.
    """
    if not (name.isalpha() and name.isupper() and len(name) <= ACRONYM_LENGTH):
        return ()
    keys = knowledge().keys
    if name not in keys or (mixed := fold(name)) not in keys:
        return ()
    return tuple(dict.fromkeys((*keys[name], *keys[mixed])))


def state_of(name: str) -> State | None:
    """Return the state whose name, people or capital the words are."""
    return look_up(states_by_demonym(), name) or look_up(states_by_capital(), name)


def _hits(text: str, *, shouted: bool) -> Iterator[Hit]:
    """Yield the known names of a text, the longest at each place, without overlaps."""
    matches = list(WORD.finditer(text))
    words = [
        word.lower() if word.isalpha() and word.isascii() else word_key(word)
        for word in map(re.Match.group, matches)
    ]
    longest, free = longest_from(), 0
    bearers_of = _bearers_when_shouted if shouted else _bearers_of
    for place in compress(range(len(words)), map(initial_words().__contains__, words)):
        if place < free:
            continue
        most = longest.get(" ".join(words[place : place + 2]), 0)
        if not most and words[place] not in longest and "." not in words[place]:
            continue  # it begins names, and is none
        start = matches[place].start()
        for count in range(min(most or 1, len(words) - place), 0, -1):
            end = matches[place + count - 1].end()
            if end - start > LONGEST_WORD * count + LONGEST_WORD:
                continue
            named = bearers_of(text[start:end])
            if named is not None:
                length, ids, country = named
                yield Hit(start, start + length, ids, country)
                free = place + count
                break


LONGEST_WORD = 30
"""Characters of a word of a name, on average, with what stands between two words."""


def _bearers_when_shouted(words: str) -> tuple[int, tuple[str, ...], str | None] | None:
    return None if unowned(words) in PLAIN_IN_CAPITALS else _bearers_of(words)


@lru_cache(maxsize=_MOST)
def _bearers_of(words: str) -> tuple[int, tuple[str, ...], str | None] | None:
    """Return the length of the name that words of a text are, its bearers and its country."""
    name = unowned(words)
    found = as_written = known_name(name)
    if found is None:
        found = known_name(fold(name))
    if found is not None and (ids := _whatever_case(name)):
        found = (ids, found[1])
    if found is None and "." in name:
        found = known_name(name.replace(".", "")) if name.isupper() else None
    if found is None or (name.islower() and as_written is None):
        return None
    ids, country = found
    if country and name.islower():
        return None
    return len(name), ids, country


def _acronyms(text: str, base: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return the acronyms that a text defines: "Popular Mobilization Forces (PMF)"."""
    found: dict[str, tuple[str, ...]] = {}
    for match in DEFINED.finditer(text):
        acronym = match["acronym"].rstrip(".")
        end = match.start() - text.endswith(" ", 0, match.start())
        before = BORDER.split(text[max(0, end - NAME_REACH) : end])[-1]
        words = [one.span() for one in WORD.finditer(before)]
        name = _spelled_out(before, words, acronym)
        if name is None:
            continue
        ids = bearers(name) or tuple(
            one for one in bearers(acronym) if _may_be_called(base, one, name)
        )
        found.setdefault(acronym, tuple(one for one in ids if not _is_person(base, one)))
    return found


def _is_person(base: Knowledge, actor_id: str) -> bool:
    return actor_id in base.actors and base.actors[actor_id].type == PERSON


def _may_be_called(base: Knowledge, actor_id: str, name: str) -> bool:
    """Return whether a row may be whom a text spells out: half of the words are in one name."""
    words = {fold(word) for word in WORD.findall(name)}
    row = base.actors.get(actor_id)
    names = (row.name, *row.aliases) if row else ()
    return any(2 * len(words & set(fold(one).split())) >= len(words) for one in names)


def _spelled_out(before: str, words: Sequence[tuple[int, int]], acronym: str) -> str | None:
    """Return the words in front of a bracket that the acronym in it stands for, or None.

    A name of the tables that ends there, else the words whose initials spell it.
    """
    for first in range(max(0, len(words) - 10), len(words)):
        name = before[words[first][0] : words[-1][1]]
        if bearers(name):
            return name
    letters = acronym.replace(".", "").lower()
    for first in range(max(0, len(words) - 2 * len(letters)), len(words)):
        initials = "".join(before[start].lower() for start, _ in words[first:])
        if initials[:1] == letters[:1] and _is_subsequence(letters, initials):
            return before[words[first][0] : words[-1][1]]
    return None


def _is_subsequence(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return len(letters) > 1 and all(letter in rest for letter in letters)


def names_a_state(name: str) -> bool:
    """Return whether the words are the name of a state itself."""
    return look_up(states_by_name(), name) is not None
