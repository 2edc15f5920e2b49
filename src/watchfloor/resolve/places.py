"""Place mentions of one document, resolved together: each with its rule and the runners-up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from watchfloor.model import Resolution, Runner
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import Spot, country_spot, distance_km, places_named
from watchfloor.resolve.names import look_up, states_by_capital
from watchfloor.resolve.places_evidence import Spoken, spoken_of
from watchfloor.resolve.places_holders import LOOK_BACK, NEARBY, Holder
from watchfloor.resolve.places_phrases import (
    Resolve,
    country_name,
    may_be_phrase,
    resolve_distance,
    resolve_phrase,
    resolve_stretch,
)
from watchfloor.resolve.places_rank import Group, holds, weigh
from watchfloor.resolve.places_series import division_behind, series_at
from watchfloor.resolve.places_sites import place_of
from watchfloor.resolve.places_words import Wording, read_words

Span = tuple[int, int]
RUNNERS = 3
LEAST_RUNNER = 0.005
SURE, UNSURE = 0.95, 0.35
HOLDER_ONLY = 0.6
METONYM, PEOPLE = 0.4, 0.5
LEAST_EVIDENCE = 0.5
KNOWN_ABROAD = 100_000
"""People from which on a town is named in texts that speak of other countries."""
ABSTAIN_BELOW = 0.0
"""A score of terms below which a common word is no place."""
SAYS = late_regex(
    r"^ (?:has |had |also |later |again )?(?:said|says|told|accus\w+|den(?:y|ies|ied)"
    r"|warn(?:s|ed)|condemn\w*|announc\w+|insist\w*|vow\w*|urg\w+|reject\w*|claim\w*"
    r"|call(?:s|ed) (?:on|for)|demand(?:s|ed)|want(?:s|ed)|believ\w+|agree[ds]?)\b"
)
"""What governments do under the name of their seat."""
BEHIND_PAIR = late_regex(r" (?:border|frontier|road|highway)\b")
WITHIN = late_regex(r"(?:\b(?:in|from|of|to|at|near|on|outside|around|with|and)|,) (?:the )?$")
# Towns and regions whose names are first of all a word or a given name.
COMMON_WORDS = """
academy alliance angel bath battle best born bride bush bust buta canaan case central chair coin
concord corn dove enterprise fair federal freedom gates general gold grand harmony hays home hope
imperial independence justice king lead liberty man march may mission mobile most muse nasir normal
of opportunity orange paradise parker pearl plant police post progress rain reading rose sale salt
same santa savage shire sion split star state stone summit sun surprise tina union unity victory
victor wall young
"""


def resolve_places(text: str, spans: Sequence[Span]) -> list[Resolution | None]:
    """Return what the place mentions at `spans` mean, None where the tables do not know.

    The answer for one span depends on the text and on the set of the other spans, not on their
    order; a span whose name is unknown changes nothing for the others.

    Args:
        text: the document's whole text.
        spans: start and end of each mention, as character offsets.
    """
    read = [_read(text, start, end) for start, end in spans]
    governments = {
        index
        for index, one in enumerate(read)
        if one is not None and _is_government(one, text, *spans[index])
    }
    wordings = _with_inherited(read)
    keys = [_key(one) if one is not None else "" for one in wordings]
    groups = _groups(wordings, keys)
    spoken = spoken_of(text) if groups else Spoken({}, {})
    ordered = [groups[key] for key in sorted(groups)]
    weigh(ordered, spoken)
    chosen = {key: _resolution(group, spoken) for key, group in groups.items()}
    found: list[Resolution | None] = []
    for index, (start, end) in enumerate(spans):
        one = wordings[index]
        phrase = _phrase(text, start, end, lambda name: _plain(name, spoken, chosen))
        own = chosen[keys[index]] if one is not None else None
        if phrase is None and own is not None and index in governments:
            own = replace(
                own,
                rule=f"seat that stands for its government: {own.rule}",
                score=min(own.score, METONYM),
            )
        found.append(phrase or own)
    return found


def _read(text: str, start: int, end: int) -> Wording | None:
    """Take a mention apart; in a series of provinces only what closes it holds it."""
    start, end = _joined(text, start, end)
    series = series_at(text, start, end)
    last = series.end if series else end
    one = read_words(
        text[start:end], text[max(0, start - LOOK_BACK) : start], text[last : last + NEARBY]
    )
    if one is None:
        return None
    meant = series.divisions if series else division_behind(text, start, end)
    return replace(one, series=meant) if meant else one


AND = " and "
AND_BEHIND = late_regex(r" and [^\W\d_a-zß-ÿ][\w’'-]+")
AND_BEFORE = late_regex(r"[^\W\d_a-zß-ÿ][\w’'-]+ and $")


def _joined(text: str, start: int, end: int) -> Span:
    """Return the span of "Jammu and Kashmir" for one half of it: a country or first division."""
    whole = []
    if text.startswith(AND, end) and (match := AND_BEHIND.match(text, end)):
        whole.append((start, match.end()))
    if text.endswith(AND, 0, start) and (
        match := AND_BEFORE.search(text[max(0, start - LOOK_BACK) : start])
    ):
        whole.append((start - len(match.group()), end))
    for span in whole:
        spots = (one.spot for one in places_named(text[slice(*span)]) if not one.loose)
        if any(spot.kind in {"admin1", "country"} for spot in spots):
            return span
    return start, end


def resolve_place(words: str, before: str = "", after: str = "") -> Resolution | None:
    """Return what one mention means by its words and what stands right around it."""
    text = before + words + after
    return resolve_places(text, [(len(before), len(before) + len(words))])[0]


def _phrase(text: str, start: int, end: int, resolve: Resolve) -> Resolution | None:
    """Resolve a mention that is a phrase about other places, by itself or with what stands at it.

    Coders often mark only "Iraq-Syria" of the border, or "Mosul" of "30 km north of Mosul".
    """
    words = text[start:end]
    if behind := BEHIND_PAIR.match(text, end):
        words += behind.group()
    found = resolve_phrase(words, resolve) if may_be_phrase(words) else None
    if found := found or resolve_stretch(text, start, end, resolve):
        return found
    return resolve_distance(text[max(0, start - LOOK_BACK) : start], words, resolve)


def _is_government(one: Wording, text: str, start: int, end: int) -> bool:
    """Return whether a seat or state speaks itself, not somebody in it."""
    capital = look_up(states_by_capital(), one.name) or one.state
    if capital is None or one.holders or one.people:
        return False
    speaks = SAYS.match(text[end : end + NEARBY])
    return speaks is not None and WITHIN.search(text[max(0, start - LOOK_BACK) : start]) is None


@cache
def _common_words() -> frozenset[str]:
    return frozenset(COMMON_WORDS.split())


def _is_common(name: str) -> bool:
    return name.casefold() in _common_words()


def _key(one: Wording) -> str:
    holders = "|".join(f"{one.name}:{sorted(one.countries)}" for one in one.holders)
    return (
        f"{one.name.casefold()}\t{sorted(one.kinds)}\t{holders}\t{one.part}\t{sorted(one.series)}"
    )


def _with_inherited(read: Sequence[Wording | None]) -> list[Wording | None]:
    """Give a name that stands alone the holders that it has elsewhere, if these agree."""
    held: dict[str, dict[tuple[Holder, ...], None]] = {}
    for one in read:
        if one is not None and one.holders:
            held.setdefault(one.name.casefold(), {})[one.holders] = None
    return [
        replace(one, holders=next(iter(held[one.name.casefold()])))
        if one is not None and not one.holders and len(held.get(one.name.casefold(), ())) == 1
        else one
        for one in read
    ]


def _groups(wordings: Iterable[Wording | None], keys: Iterable[str]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for one, key in zip(wordings, keys, strict=True):
        if one is None:
            continue
        if key in groups:
            groups[key].count += 1
        else:
            common = _is_common(one.name) and not one.holders
            groups[key] = Group(one, common)
    return groups


def _plain(name: str, spoken: Spoken, chosen: Mapping[str, Resolution | None]) -> Resolution | None:
    """Resolve a name inside a phrase: as elsewhere in the document, else by itself."""
    one = read_words(name)
    if one is None:
        return None
    if (key := _key(one)) in chosen:
        return chosen[key]
    group = Group(one, _is_common(one.name))
    weigh([group], spoken)
    return _resolution(group, spoken)


def _resolution(group: Group, spoken: Spoken) -> Resolution | None:
    """Return the likeliest place of a group, or what holds it, or None."""
    ranked = sorted(
        range(len(group.options)), key=lambda i: (-group.chances[i], group.options[i].spot.id)
    )
    if not ranked or not _fits(group, ranked[0]):
        return _held(group.wording)
    best = group.options[ranked[0]]
    terms = group.terms(ranked[0])
    named_only = not _speaks_for(terms)
    if named_only and (best.loose or (len(ranked) == 1 and _is_abroad(best.spot, spoken))):
        return _held(group.wording)
    if group.common and sum(terms.values()) < ABSTAIN_BELOW:
        return None
    chance = group.chances[ranked[0]]
    score = round((UNSURE + (SURE - UNSURE) * chance) * (0.85 if best.loose else 1.0), 3)
    runners = tuple(
        Runner(name=_full_name(group.options[i].spot), score=round(group.chances[i], 3))
        for i in ranked[1 : RUNNERS + 1]
        if group.chances[i] >= LEAST_RUNNER
    )
    rule = _rule(group, ranked[0], alone=len(ranked) == 1)
    if group.wording.part:
        rule = f"part of: {rule}"
    if group.wording.people:
        rule, score = "country of a people, not a place", min(score, PEOPLE)
    return Resolution(place=place_of(best.spot), rule=rule, score=score, runners_up=runners)


def _speaks_for(terms: Mapping[str, float]) -> bool:
    """Return whether anything but its name speaks for a place."""
    return terms["held"] > 0 or terms["spoken"] > 0 or terms["country"] > LEAST_EVIDENCE


def _is_abroad(spot: Spot, spoken: Spoken) -> bool:
    """Return whether a text speaks of countries, and this small town lies in none of them.

    The village that is meant is likelier unknown to the table than that town.
    """
    small = spot.kind == "town" and spot.population < KNOWN_ABROAD
    return small and bool(spoken.countries) and spot.country not in spoken.countries


def _fits(group: Group, index: int) -> bool:
    """Return whether the best place contradicts no country that the text names with it."""
    spot, holders = group.options[index].spot, group.wording.holders
    if spot.kind == "country" and group.wording.state is not None:
        return True  # countries behind a country are the rest of a list
    stated = _stated_division(group.wording) if spot.kind in SMALL_KINDS else None
    if stated is not None and spot.admin1_id not in ("", stated.admin1_id):
        # "Kaura, Zamfara state" is not the Kaura of Kaduna; but divisions lie in one another
        apart = distance_km((spot.lat, spot.lon), (stated.lat, stated.lon))
        if apart > OUTSIDE * stated.radius_km:
            return False
    named = [holder for holder in holders if holder.countries and not holder.divisions]
    return not named or not spot.country or any(spot.country in one.countries for one in named)


OUTSIDE = 2.0
"""Radii of a division's circle beyond which a place lies outside it."""
SMALL_KINDS = frozenset({"town", "airport", "site", "admin2"})
"""What can lie in a first-level division."""


def _stated_division(wording: Wording) -> Spot | None:
    """Return the one first-level division that the words say a place lies in, as all of them do."""
    countries = frozenset[str]().union(*(one.countries for one in wording.holders))
    for one in wording.holders:
        if one.stated and one.divisions and not one.countries:
            areas = [spot for spot in _areas(one) if not countries or spot.country in countries]
            first = [spot for spot in areas if spot.kind == "admin1"]
            return first[0] if len(areas) == len(first) == 1 else None
    return None


def _areas(one: Holder) -> list[Spot]:
    named = (area.spot for area in places_named(one.name))
    return [spot for spot in named if spot.id in one.divisions]


def _held(wording: Wording) -> Resolution | None:
    """Return the division or country that the text names with an unknown place."""
    if (stated := _stated_division(wording)) is not None:
        rule = "only the division named with it is known"
        return Resolution(place=place_of(stated), rule=rule, score=HOLDER_ONLY)
    for holder in wording.holders:
        areas = _areas(holder)
        if len(areas) == 1 and not holder.countries:
            rule = "only the division named with it is known"
            return Resolution(place=place_of(areas[0]), rule=rule, score=HOLDER_ONLY)
        if len(holder.countries) == 1 and not holder.divisions:
            spot = country_spot(next(iter(holder.countries)))
            if spot is not None:
                rule = "only the country named with it is known"
                return Resolution(place=place_of(spot), rule=rule, score=HOLDER_ONLY)
    return None


def _rule(group: Group, index: int, *, alone: bool) -> str:
    """Name the strongest reason for a choice."""
    spot, terms = group.options[index].spot, group.terms(index)
    if spot.kind == "country" and group.wording.state is not None:
        return "country by name"
    if terms["held"] > 0:
        held = (one.name for one in group.wording.holders if holds(one, spot) > 0)
        return f"in {' and '.join(held)}, named with it"
    if alone:
        return "only place of this name"
    if terms["series"] > 0:
        return "province by what stands beside it"
    reasons = {
        "near the document's other places": terms.get("near", 0.0),
        "in a division of the document's other places": terms.get("division", 0.0),
        "in a country of the document's other places": terms.get("country", 0.0),
        "in a country that the document speaks of": terms.get("spoken", 0.0),
        "of the kind that the words ask for": terms.get("asked", 0.0) / 2,
    }
    reason, weight = max(reasons.items(), key=lambda item: item[1])
    if weight > 0.5 and _needed(group, index):  # noqa: PLR2004
        return reason
    return "most populous homonym"


def _needed(group: Group, index: int) -> bool:
    """Return whether another place of the name is larger: then size alone did not decide."""
    size = group.sizes()
    return max(size) > size[index]


def _full_name(spot: Spot) -> str:
    parts = (spot.name, spot.admin1 if spot.kind != "admin1" else "", country_name(spot.country))
    return ", ".join(dict.fromkeys(part for part in parts if part))
