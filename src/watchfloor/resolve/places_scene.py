"""The known places of a text in its order, and what they say of where its acts took place."""

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from watchfloor.model import (
    ONLY_COUNTRY,
    Coded,
    CodedEvent,
    MentionKind,
    Place,
    PlacePrecision,
    Resolution,
    Setting,
)
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.gazetteer import country_spot
from watchfloor.resolve.places_sites import place_of

ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of acts that happen at a place. What is said, agreed or imposed is done from anywhere."""

NAMED_BEFORE, SENTENCE, SCENE, PARAGRAPH, COUNTRY = 0.6, 0.5, 0.5, 0.45, 0.4
"""The most that a place inferred by each rule is worth."""

HEADING = 100
"""Characters from which on a line is no heading."""

_LONG_LINE = late_regex(rf"^.{{{HEADING},}}$", re.MULTILINE)
_ORDER = tuple(PlacePrecision)
_FINE = frozenset({PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.DISTRICT})
_AREAS = frozenset({PlacePrecision.PROVINCE, PlacePrecision.REGION})
_HEADS = {
    **dict.fromkeys(("city", "town", "village", "port", "suburb", "settlement"), _FINE),
    **dict.fromkeys(("province", "governorate", "state", "oblast", "county", "region"), _AREAS),
    **dict.fromkeys(("country", "nation", "kingdom"), frozenset({PlacePrecision.COUNTRY})),
}
_SAME = late_regex(
    r"^(?:in |at |near |around |inside |outside |across )?(?:the|this|that) (?:same )?(?P<head>"
    + "|".join(_HEADS)
    + r")\b",
    re.IGNORECASE,
)
_LOCAL = late_regex(
    r"^(?:in |at |near |inside |outside |on )?(?:the|a|an|this|that|its)(?: [a-z-]+){0,3}"
    r" (?:embassy|consulate|mosque|church|cathedral|shrine|hospital|clinic|school|university|market"
    r"|bazaar|mall|hotel|restaurant|caf\u00e9|pizzeria|bank|prison|jail|station|square|street|parliament|palace"
    r"|residence|headquarters|checkpoint|barracks|stadium|theatre|theater|court|courthouse"
    r"|cemetery|airport|port|harbour|harbor|bridge|neighbou?rhood|suburb|quarter|centre|center)$",
    re.IGNORECASE,
)
"""What stands in a town: "the embassy", "a pizzeria", with no name of its own."""

_BODIES = frozenset(
    {MentionKind.ARMED_GROUP, MentionKind.ORGANISATION, MentionKind.STATE_FORCE}
    | {MentionKind.GOVERNMENT, MentionKind.PERSON}
)
"""Kinds of mentions whose parts are no places: a town within the name of a group."""

_NOT_PLACES = ("country of a people", "seat that stands for its government")
_IN_FRONT = late_regex(
    r"\b(?:in|at|near|along|outside|inside|around|across|throughout|within)"
    r"(?: the)?(?: [a-z-]+){0,3} $",
    re.IGNORECASE,
)
_BACK = 60
_TOWN_OF = late_regex(r"(?:['’]s)?(?: [a-z-]+){1,3} of ")
"""Between two names: "in the Red Sea port town of Mokha" is in Mokha."""

_APPOSED = late_regex(r", ?(?:the )?")
_ENDS = late_regex(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9]))")
"""It begins with one class of characters: so a search skips to the next of them."""


@dataclass(frozen=True, slots=True)
class Known:
    """A mention of a place that is known: its span, what it means, and how the text has it.

    `of_act`: an act took place there; `inside`: "in" or the like stands before it; `dateline`: it
    stands in capitals at the beginning of a line.
    """

    mention: int
    start: int
    end: int
    meant: Resolution
    place: Place
    of_act: bool
    inside: bool
    dateline: bool

    @property
    def tells(self) -> bool:
        """Return whether it says where things happen: a country's name alone may be who acts."""
        return self.inside or self.of_act or self.place.precision is not PlacePrecision.COUNTRY


@dataclass(frozen=True, slots=True)
class Scene:
    """The known places of a text in its order, and where its sentences and paragraphs end.

    `anchors`: start and chain of each act; `named`: how many known places each country has;
    `whole`: what `_only` says of all; `opening`: where the first paragraph ends.
    """

    text: str
    known: tuple[Known, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    anchors: tuple[tuple[int, int], ...]
    named: Mapping[str | None, int]
    whole: tuple[str | None, bool]
    opening: int

    @classmethod
    def of(cls, text: str, coded: Coded, found: Mapping[int, Resolution]) -> "Scene":
        """Return the scene of a text; peoples and governments are no places of it."""
        acted = {role.mention for event in coded.events for role in event.place}
        bodies = sorted(
            (one.start, one.end)
            for one in coded.mentions
            if one.kind in _BODIES and one.start is not None and one.end is not None
        )
        begun = [low for low, _ in bodies]
        reach = list(accumulate((high for _, high in bodies), max))
        known = [
            Known(
                index,
                one.start,
                one.end,
                meant,
                meant.place,
                index in acted,
                _IN_FRONT.search(text[max(0, one.start - _BACK) : one.start]) is not None,
                text[one.start - 1 : one.start] in ("", "\n")
                and text[one.start : one.end].isupper(),
            )
            for index, one in enumerate(coded.mentions)
            if one.kind in (MentionKind.PLACE, MentionKind.FACILITY)
            and one.start is not None
            and one.end is not None
            and (meant := found.get(index)) is not None
            and meant.place is not None
            and not meant.rule.startswith(_NOT_PLACES)
            and not one.end < next(iter(reach[(at := bisect(begun, one.start)) - 1 : at]), 0)
        ]
        known.sort(key=lambda one: (one.start, one.end))
        for place, (one, other) in enumerate(pairwise(known)):
            if one.inside and _TOWN_OF.fullmatch(text, one.end, other.start):
                known[place : place + 2] = [replace(one, inside=False), replace(other, inside=True)]
        ends = tuple(match.end() for match in _ENDS.finditer(text))
        anchors = tuple((event.anchor.start or 0, event.chain) for event in coded.events)
        named = Counter(one.place.country for one in known)
        starts = tuple(one.start for one in known)
        opening = _LONG_LINE.search(text)
        end = opening.end() if opening else len(text)
        return cls(text, tuple(known), starts, ends, anchors, named, _only(known), end)

    def by_words(self, coded: Coded, event: CodedEvent) -> Setting | None:
        """Return what an act's own words of place mean here: a name in them, the city."""
        for role in sorted(event.place, key=lambda one: (-one.score, one.mention)):
            words = coded.mentions[role.mention]
            if words.start is None or words.end is None or words.text is None:
                continue
            if (inner := self._within(words.start, words.end)) is not None:
                where = inferred(inner.meant, "name in its words", role.score)
            elif (apposed := self._apposed(words.end)) is not None:
                where = inferred(apposed.meant, "name beside its words", role.score)
            elif (named := self._same(words.text, words.start)) is not None:
                where = inferred(named.meant, "named before", NAMED_BEFORE)
            elif _LOCAL.match(words.text) and (town := self._town(words.start)) is not None:
                where = inferred(town.meant, "town spoken of before", SCENE)
            else:
                continue
            return Setting(mention=role.mention, where=where)
        return None

    def _within(self, start: int, end: int) -> Known | None:
        inside = [one for one in self._between(start, end) if one.end <= end]
        return inside[-1] if inside else None

    def _apposed(self, end: int) -> Known | None:
        """Return the name that follows words that have none: "the country's capital, Tunis"."""
        match = _APPOSED.match(self.text, end)
        return next(iter(self._between(match.end(), match.end() + 1)), None) if match else None

    def _same(self, words: str, start: int) -> Known | None:
        """Return the place of its kind last named before "the city", "the same province"."""
        match = _SAME.match(words)
        if match is None:
            return None
        wanted = _HEADS[match["head"].lower()]
        before = reversed(self._between(0, start))
        return next((one for one in before if one.place.precision in wanted), None)

    def _town(self, start: int) -> Known | None:
        """Return the town, site or district that the paragraph set an act in before."""
        before = [
            one
            for one in self._paragraph(start)
            if one.end <= start and one.place.precision in _FINE and one.of_act
        ]
        return before[-1] if before else None

    def around(self, event: CodedEvent) -> Setting | None:
        """Return where an act is by what stands around it: the place of its sentence, a country."""
        start = event.anchor.start or 0
        if event.type in ON_THE_GROUND and not event.place:
            here = self._inside_sentence(start, event.chain)
            if here is not None:
                where = inferred(here.meant, "place of its sentence", SENTENCE)
                return Setting(mention=here.mention, where=where)
        if event.type in ON_THE_GROUND and self._opens(start):
            only = _agreed(
                [one for one in self._paragraph(start) if not one.dateline and one.tells]
            )
            wanted = _AREAS if event.place else _FINE | _AREAS
            if only is not None and only.place.precision in wanted:
                where = inferred(only.meant, "only place of the opening paragraph", PARAGRAPH)
                return Setting(mention=only.mention, where=where)
        if event.type in ON_THE_GROUND or event.place:
            country = self._country(start, named=bool(event.place))
            words = event.place[0].mention if event.place else None
            return Setting(mention=words, where=country) if country else None
        return None

    def _inside_sentence(self, start: int, chain: int) -> Known | None:
        """Return the finest place that an act's sentence says "in" of, if the rest agrees.

        Nothing else may be told between the two, nor may the sentence have a second such place.
        """
        low, high = self._sentence(start)
        here = self._between(low, high)
        for one in here:
            if self.text[one.end : start] == " " and one.place.precision in _FINE:
                return one  # the Kabul bombing
        best = _agreed([one for one in here if one.inside])
        if best is None:
            return None
        between = range(*sorted((start, best.start)))
        if any(place in between and place != start and own != chain for place, own in self.anchors):
            return None
        return best

    def _opens(self, start: int) -> bool:
        """Return whether a place is in the paragraph that a text opens with, headings aside."""
        return start < self.opening

    def _between(self, low: int, high: int) -> Sequence[Known]:
        """Return the known places that begin in a stretch of the text, in order."""
        return self.known[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def _paragraph(self, start: int) -> Sequence[Known]:
        low, high = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", start)
        return self._between(low, len(self.text) if high < 0 else high)

    def _sentence(self, start: int) -> tuple[int, int]:
        place = bisect(self.ends, start)
        low = self.ends[place - 1] if place else 0
        return low, self.ends[place] if place < len(self.ends) else len(self.text)

    def _speaks_of(self, iso3: str) -> bool:
        """Return whether a text names a country or places in it twice, or no other country at all.

        That talks are held in Vienna says nothing of where else the text goes on.
        """
        return self.named[iso3] > 1 or self.named[iso3] == len(self.known)

    def _country(self, start: int, *, named: bool) -> Resolution | None:
        """Return the only country of the text, else of the paragraph.

        A dateline alone says where the reporter was: enough for an act with a place of its own.
        """
        for whose in ("text", "paragraph"):
            iso3, told = self.whole if whose == "text" else _only(self._paragraph(start))
            if (told or named) and iso3 is not None and self._speaks_of(iso3):
                spot = country_spot(iso3)
                if spot is not None:
                    rule = f"{ONLY_COUNTRY} the {whose}"
                    return Resolution(place=place_of(spot), rule=rule, score=COUNTRY)
        return None


def _only(known: Sequence[Known]) -> tuple[str | None, bool]:
    """Return the one country that places tell of, and whether more than datelines do."""
    telling = [one for one in known if one.tells]
    countries = {one.place.country for one in telling}
    more = not all(one.dateline for one in telling)
    return (next(iter(countries)) if len(countries) == 1 else None), more


def _agreed(known: Sequence[Known]) -> Known | None:
    """Return the finest of some places, if each of the others may hold it: none is its like."""
    if not known:
        return None
    best, *others = sorted(known, key=lambda one: _ORDER.index(one.place.precision))
    agree = all(
        one.place.country in (best.place.country, None)
        and (one.place.precision is not best.place.precision or one.place == best.place)
        and (one.place.precision is not PlacePrecision.PROVINCE or _in_division(best, one))
        for one in others
    )
    return best if agree else None


def _in_division(fine: Known, wide: Known) -> bool:
    divisions = (fine.place.admin1, wide.place.admin1)
    return None in divisions or divisions[0] == divisions[1]


def inferred(meant: Resolution, why: str, most: float) -> Resolution:
    """Return a place with the reason for which it is taken for an act's, worth `most` at best."""
    return replace(meant, rule=f"{why}: {meant.rule}", score=min(meant.score, most), runners_up=())
