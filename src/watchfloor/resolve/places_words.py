"""What the words of a place mention ask for: a bare name, kinds of place, holders, parts."""

import re
from functools import cache, lru_cache

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import Named, places_named
from watchfloor.resolve.names import State, look_up, states, states_by_demonym, states_by_name
from watchfloor.resolve.places_evidence import names_doubtfully
from watchfloor.resolve.places_holders import (
    ADJECTIVE,
    DESIGNATION,
    DESIGNATIONS,
    DIRECTION,
    LOOK_BACK,
    SHORT,
    SHORTENING,
    Holder,
    holder_before,
    holders_behind,
    shortened,
)

LONGEST = 80
_MOST = 2_048
"""Mentions of which is kept what they say by themselves."""
POSTAL = 2
STOP_OF_SHORT = late_regex(r"\.(?:,| [a-z])")
"""A stop that ends no sentence: "Mass., on Monday"."""
NO_NAME = late_regex(r"(?i)(?:" + DIRECTION + r"|north|south|east|west|border|coast|capital)")
OWNER_MARK = late_regex(r"['’]s?$")
LEADING = late_regex(
    r"^(?:off (?:the )?(?:coast|shores?) of |(?:in|at|near|from|to|of|around|outside|inside|into"
    r"|across|on|along) )?(?:[Tt]he )?"
    r"(?:" + ADJECTIVE + r",? (?:and )?(?!of )){0,3}(?:the )?"
)
ROAD_TO = late_regex(
    r"^(?:the |a )?(?:main )?(?:road|route|highway|track)s? "
    r"(?:(?:leading )?(?:to|into|towards?)|from|out of) (?:the )?(?=[^\W\d_a-zß-ÿ])"
)
"""A road that is known by one of its ends lies near that."""
QUARTER_OF = late_regex(
    r"^(?:the )?(?P<name>[^\W\d_a-zß-ÿ][\w.’' -]{1,40}?) (?:neighbou?rhood|suburb|quarter|borough)"
    r" (?:of|in) (?:the )?(?P<whole>[^\W\d_a-zß-ÿ].+)$"
)
DIRECTED = late_regex(
    r"^(?i:the )?(?i:" + DIRECTION + r",? (?:and )?(?i:" + DIRECTION + r" )?"
    r"|(?:the )?(?:north|south|east|west|parts?|rest) of (?:the )?)"
)
OF = late_regex(
    r"^(?:(?P<designation>" + DESIGNATION + r")s?|centre|center|outskirts|suburbs|streets|parts?"
    r"|rest|all|area|north|south|east|west|towns|cities|villages) of (?:the )?(?:"
    + DIRECTION + r" )?"
)  # fmt: skip
TAIL = late_regex(
    r" (?P<designation>" + DESIGNATION + r"|area|proper|countryside|suburbs|outskirts)s?$",
    re.IGNORECASE,
)
PART = late_regex(
    r"\b(?:(?:coast|shores?) of|"
    + DIRECTION
    + r"|(?:north|south|east|west|parts?|rest|outskirts|suburbs?) of)\b"
)
# A capital, port or suburb of a name is not what the name means, a governor's province is.
ASKED = "(?P<designation>province|governorate|region|state|oblast|prefecture|city|town|village)"
ASKED_BEHIND = late_regex(
    r"^ (?:" + ASKED + r"(?! of\b| (?:media|tv|television|radio|news|agency|broadcaster|run)\b)"
    r"|[Gg]overnor\b|Gov\.)(?!-)"
)
ASKED_BEFORE = late_regex(r"\b" + ASKED + " of (?:the )?$")
INNER_OWNER = late_regex(
    r"^(?P<owner>[^\W\d_][\w.’' -]{1,40}?)(?P<mark>['’]s?)? (?:" + ADJECTIVE + r",? ){0,2}"
    r"(?:(?P<designation>" + DESIGNATION + r")(?: of|,)? )?(?=[^\W\d_a-zß-ÿ])"
)
INNER_OF = late_regex(
    r"^[^\W\d_][\w.’' -]{1,40}? (?P<designation>" + DESIGNATION + r") of (?=[^\W\d_a-zß-ÿ])"
)
"""What names a town by another place: "the Red Sea port of" Mokha."""
INSIDE = late_regex(r"(?:,? (?:in|inside)(?: the)?|,|\()(?= ?[^\W\d_])")
KINDS = {
    "area": frozenset({"admin1", "admin2", "region"}),
    "first": frozenset({"admin1", "region"}),
    "town": frozenset({"town"}),
    "airport": frozenset({"airport", "site"}),
}
ANY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Wording:
    """A mention taken apart.

    `name` is what is looked up, `kinds` what its designation asks for (empty: anything), `holders`
    what the text says it lies in, `part` whether only a part of it is meant, `people` whether the
    words are the adjective or people of a state, `series` the divisions that a series speaks for.
    """

    name: str
    state: State | None = None
    kinds: frozenset[str] = ANY
    holders: tuple[Holder, ...] = ()
    named: tuple[Named, ...] = ()
    part: bool = False
    people: bool = False
    series: frozenset[str] = ANY


def read_words(words: str, before: str = "", after: str = "") -> Wording | None:
    """Take a mention apart; None if it names nothing: no capital, a body, too long a phrase."""
    text = _name_in(words)
    if text is None:
        return None
    if short := _short(text, before, after):
        return short
    alone = _alone(text, words)
    owner = alone.owner or holder_before(before[-LOOK_BACK:])
    # what stands in the mention is nearer than what stands behind it
    holders = alone.holders if alone.holders is not None else holders_behind(after)
    if owner is not None:
        holders = (*holders, owner)
    if alone.country is not None:
        # "southern Lebanon, eastern Ukraine": what names its country lies in no other
        holders = tuple(
            one for one in holders if not one.countries or alone.country in one.countries
        )
    one = alone.wording
    if one is None or one.people:
        return one
    kinds = one.kinds or (ANY if one.state is not None else _asked_around(before, after))
    if not (kinds or holders):
        return one
    return Wording(one.name, one.state, kinds, holders, one.named, one.part, one.people, one.series)


@lru_cache(maxsize=4 * _MOST)
def _name_in(words: str) -> str | None:
    """Return a mention without marks around it, None if it names nothing."""
    text = OWNER_MARK.sub("", words.strip().strip('"“”()[]')).strip()
    if not text or len(words) > LONGEST or text.islower() or _is_no_name(text):
        return None
    return text


@dataclass(frozen=True, slots=True)
class _Alone:
    """What a mention says without the words around it.

    `holders` are those inside it, None if it has none; `country` is what it names as its own.
    """

    wording: Wording | None
    owner: Holder | None
    holders: tuple[Holder, ...] | None
    country: str | None


@lru_cache(maxsize=_MOST)
def _alone(text: str, words: str) -> _Alone:
    """Take a mention apart by itself; `text` are its `words` without marks around them."""
    text, behind = _split(_whole_quarter(text))
    holders = holders_behind(behind) if behind else None
    whole, owner = _known(text), None
    if not whole:
        text, owner = _without_owner(LEADING.sub("", ROAD_TO.sub("", text, count=1), count=1))
    wording = _named(text, part=bool(PART.search(words)) and not whole)
    return _Alone(wording, owner, holders, _own_country(text))


def _whole_quarter(text: str) -> str:
    """Put a known quarter before what it is of: "the Rimal neighbourhood of Gaza City" is Rimal."""
    found = QUARTER_OF.match(text)
    known = found and any(not one.loose for one in places_named(found["name"]))
    return f"{found['name']}, {found['whole']}" if found and known else text


def _own_country(text: str) -> str | None:
    """Return the country (ISO-3) that a mention's own words name: "southern Lebanon"."""
    bare = DIRECTED.sub("", text, count=1)
    state = look_up(states_by_name(), bare) if bare != text else None
    return state.iso3 if state is not None and not names_doubtfully(bare.casefold()) else None


def _asked_around(before: str, after: str) -> frozenset[str]:
    """Return the kinds that a designation right around a mention asks for: "Borno" before state."""
    found = ASKED_BEHIND.match(after) or ASKED_BEFORE.search(before)
    if found is None:
        return ANY
    return KINDS[DESIGNATIONS.get(found["designation"], "area")]


def _is_no_name(text: str) -> bool:
    """Return whether the words are a bare direction, or a body that governs ("the Kremlin")."""
    bare = text.removeprefix("the ").removeprefix("The ")
    return bare in _bodies() or NO_NAME.fullmatch(bare) is not None


@cache
def _bodies() -> frozenset[str]:
    return frozenset(body for state in states().values() for body in state.bodies)


def _short(text: str, before: str, after: str) -> Wording | None:
    """Read "La.", or "TX" behind a comma, as the state or province that it shortens."""
    if text.replace(". ", ".").rstrip(".") not in SHORT:
        return None
    behind_town = before.rstrip().endswith(",")
    stop = "." if STOP_OF_SHORT.match(after) or (behind_town and after.startswith(".")) else ""
    full = shortened(text.replace(". ", ".") + stop)
    dotted = "." in text or bool(stop) or behind_town or len(text) > POSTAL
    if full is None or not dotted or look_up(states_by_name(), text) is not None:
        return None
    named = tuple(
        one
        for one in places_named(full)
        if one.spot.kind == "admin1" and one.spot.country in SHORTENING
    )
    return Wording(full, named=named)


def _split(text: str) -> tuple[str, str]:
    """Split "Djibo, in Burkina Faso" into the name and what holds it; whole names stay whole."""
    found = INSIDE.search(text, 2)
    if found is None or _known(text):
        return text, ""
    return text[: found.start()], text[found.start() :].rstrip(")")


def _without_owner(text: str) -> tuple[str, Holder | None]:
    """Split "Iraq's Anbar province" or "Iraqi town of Hit" into the name and its owner."""
    if _known(text):
        return text, None
    found = INNER_OWNER.match(text)
    if found is None:
        return text, None
    state = look_up(states_by_demonym(), found["owner"].strip())
    if state is None:
        return text, None
    return text[found.end() :], Holder(state.name, frozenset({state.iso3}))


def _known(text: str) -> bool:
    return look_up(states_by_name(), text) is not None or any(
        not one.loose for one in places_named(text)
    )


def _named(text: str, *, part: bool) -> Wording | None:
    state = look_up(states_by_name(), text)
    named = places_named(text)
    kinds = ANY
    if state is None and (not named or named[0].loose):
        text, kinds, named = _designated(text, named)
        state = None if kinds - KINDS["area"] else look_up(states_by_name(), text)
    elif tail := TAIL.search(text):
        kinds = KINDS.get(DESIGNATIONS.get(tail["designation"].lower(), ""), ANY)
    if not any(letter.isupper() for letter in text):
        return None
    if state is None and (people := look_up(states_by_demonym(), text)) is not None:
        return Wording(text, people, people=True)
    return Wording(text, state, kinds, named=named, part=part)


def _designated(
    text: str, named: tuple[Named, ...]
) -> tuple[str, frozenset[str], tuple[Named, ...]]:
    """Look a name up without "city of", "province": the designation says the kind."""
    kinds = ANY
    for pattern in (OF, TAIL, INNER_OF):
        if found := pattern.search(text):
            bare = pattern.sub("", text, count=1)
            kinds = KINDS.get(DESIGNATIONS.get((found["designation"] or "").lower(), ""), ANY)
            if "airport" not in kinds and (got := places_named(bare)):
                return bare, kinds, got
            text = text if named or "airport" in kinds else bare
    if not named and "-" in text:
        return text, kinds, ()
    return text, kinds, named
