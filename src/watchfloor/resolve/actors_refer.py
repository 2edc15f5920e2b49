"""Mentions that say again who was named before: "the group", "the militia's leader", "he".

A description stands for the body of a fitting type that the text before it speaks of most, the
nearer the more; a pronoun for the subject of its sentence or of the one before. Weights were set by
reasoning, not fitted; `bench actors` has the figures of the rule and of its parts.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from watchfloor.model import MentionKind, Resolution, Runner
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import ORGAN, PERSON, knowledge
from watchfloor.resolve.actors_offices import OFFICES, holders, office_in
from watchfloor.resolve.actors_people import DEPUTY, FORMER
from watchfloor.resolve.actors_rank import choose
from watchfloor.resolve.actors_scan import Scene
from watchfloor.resolve.actors_words import (
    BODIES,
    BODY_PRONOUNS,
    DESCRIPTIONS,
    MANY_PRONOUNS,
    MEMBERS,
    ORGANS,
    OWNER,
    PERSON_PRONOUNS,
    RELATIVES,
    SOME_OF_THEM,
    TURNS,
    sector_of,
    unowned,
)

BODIES_PRONOUNS = BODY_PRONOUNS | MANY_PRONOUNS
REACH = 12
"""Sentences that a description looks back over."""
MOST_BEFORE = 60
"""Names that it looks at."""
FADE = 0.7
"""What one sentence of distance leaves of a mention's weight."""
SUBJECT = 1.5
"""How much more a name weighs that begins its sentence."""
PRONOUN_REACH = 3
PARAGRAPH = 2_000
"""Characters of a paragraph that are searched for the marks of a quotation."""
DEFINITE = late_regex(
    r"^(?:the|this|that|these|those|its|their)\s+(?P<rest>.{2,80})$", re.IGNORECASE | re.DOTALL
)
ITEM = late_regex(r"\s{0,4}(?:[0-9]{1,2}[:.h][0-9]{2}\b|[-*•] |[0-9]{1,2} [A-Z][a-z]{2})")
LINE_BEGINS = 30
OF_THE_STATE = late_regex(r" of the (?:republic|nation|country|state)$", re.IGNORECASE)
PLACED = late_regex(r"\b(?:in|of|at)\b", re.IGNORECASE)
"""A place or owner behind a noun says itself whose it is."""
TITLES = len("Iraqi Prime Minister ")
ALLIES = 3
"""Bodies in another from which on it may be called a coalition."""
ALLIANCE = late_regex(r"\b(?:alliance|coalition|bloc)$", re.IGNORECASE)
PLAIN_ADJECTIVES = late_regex(r"^(?:[\w-]+ ){0,4}[\w-]+$")
INSIDE = late_regex(r"\b(?:in|at|near|outside|across|inside)(?: the)?(?: [a-z]+)? $")
"""What makes a name behind it the place of what a sentence tells."""
ABROAD = late_regex(
    r"\b(?:visit\w*|arriv\w*|travel\w*|trips?|tours?|touring|flew|fly|flies|landed|met|meets?"
    r"|meetings?|talks|summits?|conferences?|hosted|welcomed|received|told|said|says"
    r"|attend\w*|ambassadors?|embassy|exiled?|abroad|fled)\b",
    re.IGNORECASE,
)
OF_GROUP = late_regex(
    r"^(?:(?:an?|the|some|other|two|three|several|senior)\s+)?[\w' -]{2,40}? (?:of|for|from|with)"
    r" (?P<group>(?:the|this|that) [\w -]{3,30})$",
    re.IGNORECASE,
)
OF_OR_OWNED = late_regex(r" th[eia]|['’]", re.IGNORECASE)
"""What both of these need."""
POSSESSED = late_regex(
    r"^(?P<group>(?:the|this|that) [\w -]{3,30}?) ?['’](?:s )?\s*(?P<member>[\w -]{3,40})$",
    re.IGNORECASE,
)


class Antecedent(NamedTuple):
    """What a text named at a place; `actor_id` is None where the tables do not hold it.

    `country`: the words name a state or its people in passing, and nobody who acts; `generic`: the
    words name nobody ("three officials"), yet a pronoun may mean them; `surname`: the last word of
    a person named in full.
    """

    start: int
    end: int
    actor_id: str | None
    person: bool
    country: bool = False
    generic: bool = False
    surname: str | None = None


def antecedents(
    scene: Scene, mentions: Sequence[tuple[int, int, MentionKind, Resolution | None]]
) -> list[Antecedent]:
    """Return everything a text names, in its order: names of the scan, and what coding marked."""
    base, found = knowledge(), dict[int, Antecedent]()
    for hit in scene.hits:
        actor_id = hit.ids[0]
        person = actor_id in base.actors and base.actors[actor_id].type == PERSON
        country, surname = bool(hit.country), _surname_in(scene, hit.start, hit.end, person=person)
        found[hit.end] = Antecedent(
            hit.start, hit.end, actor_id, person, country=country, surname=surname
        )
    for start, end, kind, resolution in mentions:
        named = resolution.entity.entity_id if resolution and resolution.entity else None
        person = kind is MentionKind.PERSON
        if named is not None:
            person = named in base.actors and base.actors[named].type == PERSON
        generic = named is None and not _is_named(scene.text[start:end])
        if generic and kind not in (MentionKind.PERSON, MentionKind.GROUP):
            continue
        surname = _surname_in(scene, start, end, person=person)
        found[end] = Antecedent(start, end, named, person, generic=generic, surname=surname)
    return sorted(found.values(), key=lambda one: (one.start, one.end))


def _surname_in(scene: Scene, start: int, end: int, *, person: bool) -> str | None:
    """Return the last word of a person whom words name in full, in lower case."""
    full = scene.text[start:end].split() if person else ()
    return full[-1].strip(".,'’\"").lower() if len(full) > 1 else None


def _is_named(words: str) -> bool:
    """Return whether words hold a name: a capital behind the first word, or two words with one."""
    capitals = [word for word in words.split() if word[:1].isupper()]
    return len(capitals) > 1 or (bool(capitals) and not words.lower().startswith(("the ", "a ")))


@dataclass(frozen=True, slots=True)
class Told:
    """A document with all that it names, for the mentions that name nobody themselves."""

    scene: Scene
    named: list[Antecedent]

    def refer(self, start: int, end: int, kind: MentionKind) -> Resolution | None:
        """Return whom a description or pronoun at a place stands for, or None."""
        words = " ".join(self.scene.text[start:end].split())
        if self.scene.text[max(0, start - 4) : start].lower() == "the ":
            words = f"the {words}"
        low = unowned(words).lower()
        if low in PERSON_PRONOUNS:
            return self._pronoun(start, person=True)
        if low in BODIES_PRONOUNS:
            return self._pronoun(start, person=False, many=low in MANY_PRONOUNS)
        if low in RELATIVES:
            return self._relative(start)
        if kind is MentionKind.PERSON and (found := self._surname(start, end)):
            return found
        if found := self._group_inside(words, start):
            return found
        described = DEFINITE.match(words) and not self._introduces(end)
        return self._described(words, start) if described else None

    def add(self, start: int, end: int, resolution: Resolution) -> None:
        """Let a description that was read stand for what later pronouns mean."""
        entity = resolution.entity
        if entity is not None and (end - start) > len("themselves"):
            person = entity.type == PERSON
            surname = _surname_in(self.scene, start, end, person=person)
            made = Antecedent(start, end, entity.entity_id, person, surname=surname)
            insort(self.named, made, key=itemgetter(0, 1))

    def _before(self, start: int, reach: int) -> Iterator[tuple[int, Antecedent]]:
        """Yield what stands before a place, nearest first, with its distance in sentences."""
        sentences = self.scene.sentences
        here = bisect_right(sentences, start)
        for one in self._nearest(start):
            distance = here - bisect_right(sentences, one.start)
            if distance > reach:
                return
            if one.end <= start:
                yield distance, one

    def _nearest(self, start: int) -> Iterator[Antecedent]:
        """Yield the last that were named before a place, nearest first; some may reach into it."""
        last = bisect_right(self.named, start, key=itemgetter(1))
        return reversed(self.named[max(0, last - MOST_BEFORE) : last])

    def _type(self, actor_id: str) -> str:
        return knowledge().entity(actor_id).type

    def _weighed(self, start: int, types: frozenset[str], noun: str = "") -> tuple[str, ...]:
        """Return the actors of some types named before a place, the one most spoken of first.

        A `noun` that an unknown name before it has too ("the Diakaye faction ... the faction"), or
        that has a capital itself ("the Front"), means the one so named, or nobody.
        """
        weights: dict[str, float] = {}
        for distance, one in self._before(start, REACH):
            if one.generic:
                continue
            if (
                noun
                and noun in self.scene.text[one.start : one.end].split()
                and (one.actor_id is None or noun[0].isupper())
            ):
                return (one.actor_id,) if one.actor_id else ()
            if one.actor_id is None or one.country or self._type(one.actor_id) not in types:
                continue
            first = self._begins_sentence(one)
            weights[one.actor_id] = weights.get(one.actor_id, 0.0) + FADE**distance * (
                SUBJECT if first else 1.0
            )
        return tuple(sorted(weights, key=lambda actor_id: (-weights[actor_id], actor_id)))

    def _begins_sentence(self, one: Antecedent) -> bool:
        begun = self.scene.sentences[self.scene.sentence(one.start)]
        return one.start - begun <= len("The U.S. ")

    def _chosen(self, ids: Sequence[str], rule: str, score: float) -> Resolution | None:
        if not ids:
            return None
        made = choose(ids[:1], rule, score, self.scene)
        if len(ids) == 1:
            return made
        return _with_runners(made, ids[1:4], score)

    def _group_inside(self, words: str, start: int) -> Resolution | None:
        """Read "a spokesman for the group", "the militia's fighters": the group."""
        if not OF_OR_OWNED.search(words):
            return None
        match = OF_GROUP.match(words) or POSSESSED.match(words)
        if match is None:
            return None
        if OF_GROUP.match(words) and not MEMBERS.search(words[: match.start("group")] + "the "):
            return None
        if match["group"].lower().split()[-1] == "government":
            return None
        return self._described(match["group"], start)

    def _described(self, words: str, start: int) -> Resolution | None:
        """Read "the army", "the prime minister", "its fighters", "the group"."""
        definite = DEFINITE.match(words)
        if definite is None:
            return None
        whole = OF_THE_STATE.sub("", definite["rest"])
        rest = OWNER.sub("", TURNS.split(whole, maxsplit=1)[0].strip())
        if not PLAIN_ADJECTIVES.match(rest):
            return None
        own = re.match(r"(?:its|their)\b", words, re.IGNORECASE) is not None
        found = None if own or PLACED.search(whole) else self._organ(rest, start)
        plain = self.scene.shouted or not any(word[0].isupper() for word in rest.split()[1:])
        if found is not None or not plain:
            return found
        if (found := self._office(rest, start)) is not None:
            return found
        return self._members(rest, start) if own else self._body(rest, start)

    def _body(self, rest: str, start: int) -> Resolution | None:
        """Read "the militia": the body of a fitting type that was named before."""
        noun = "" if self.scene.shouted else rest.rsplit(maxsplit=1)[-1]
        for description in DESCRIPTIONS:
            if description.words.search(rest):
                ids = self._weighed(start, description.types, noun)
                if ALLIANCE.search(rest):
                    ids = tuple(one for one in ids if self._is_alliance(one))
                if found := self._chosen(ids, f"description: {rest.lower()} named before", 0.65):
                    return found
        return None

    def _is_alliance(self, actor_id: str) -> bool:
        """Return whether "the coalition" may mean a body: it is called so, or bodies are in it."""
        base = knowledge()
        row = base.actors.get(actor_id)
        if row is None:
            return False  # an organ of a state
        if row.type == "IGO" or any(ALLIANCE.search(name) for name in (row.name, *row.aliases)):
            return True
        joined = {
            tie.subject
            for tie in base.of_object.get(actor_id, ())
            if tie.predicate in ("part_of", "member_of") and self._type(tie.subject) != PERSON
        }
        return len(joined) >= ALLIES

    def _members(self, rest: str, start: int) -> Resolution | None:
        """Read "its fighters", "their troops": those of the body named right before.

        Of a state they are its organ: "Turkey withdrew its troops" tells of TUR-MIL.
        """
        sector = sector_of(rest)
        if sector is None and not MEMBERS.search(f"{rest} of the "):
            return None
        for _, one in self._before(start, 1):
            if one.person or one.generic:
                continue
            if one.actor_id is None:
                return None
            organ = ORGAN.fullmatch(one.actor_id)
            if organ is None and one.country is False:
                return choose((one.actor_id,), "members of the body named before", 0.6, self.scene)
            if organ is not None and sector is not None:
                return self._body_of(organ[1], sector, "organ of the state named before", 0.6)
            return None
        return None

    def _introduces(self, end: int) -> bool:
        """Return whether a name stands right behind a description: 'the group "Friends of X"'."""
        behind = self.scene.text[end : end + 4]
        return re.match(r" ?[\"“‘(]? ?[A-Z]", behind) is not None and not self.scene.shouted

    def _organ(self, rest: str, start: int) -> Resolution | None:
        """Read "the army": of the line's own place, the state named before, the text's country."""
        sector = next((sector for words, sector in ORGANS if words.fullmatch(rest)), None)
        if sector is None:
            return None
        if (place := self._line_place(start)) is not None:
            rule = f"organ of the country that the line begins with, {place}"
            return self._body_of(place, sector, rule, 0.6)
        same = tuple(
            one for one in self._weighed(start, frozenset({sector})) if ORGAN.fullmatch(one)
        )
        before, country = self._country_before(start), self._country(start)
        if same and before and before not in (one[:3] for one in same):
            rule = f"organ of the country of whom the sentence before tells, {before}"
            return self._body_of(before, sector, rule, 0.55)
        if same and (country is None or same[0][:3] == country or len(same) == 1):
            return self._chosen(same, "organ of the state named before", 0.65)
        if country is None or SOME_OF_THEM.search(rest):
            return None
        return self._body_of(country, sector, f"organ of the text's country {country}", 0.55)

    def _body_of(self, country: str, sector: str, rule: str, score: float) -> Resolution | None:
        """Return an organ of a state; territories have places of their own, and no organs."""
        body = f"{country}-{sector}"
        return choose((body,), rule, score, self.scene) if knowledge().known(body) else None

    def _country_before(self, start: int) -> str | None:
        """Return the country of the person with whom the sentence before begins."""
        for distance, one in self._before(start, 1):
            if distance == 1 and one.person and one.actor_id:
                begun = self.scene.sentences[self.scene.sentence(one.start)]
                told = "\n" not in self.scene.text[one.end : start]  # a heading tells nothing
                if told and one.start - begun <= TITLES:
                    return knowledge().entity(one.actor_id).country
        return None

    def _line_place(self, start: int) -> str | None:
        """Return the country that a line begins with, where lines are dated items of a list."""
        text = self.scene.text
        begun = text.rfind("\n", max(0, start - PARAGRAPH), start) + 1
        if not ITEM.match(text, begun, begun + LINE_BEGINS):
            return None
        for hit in self.scene.hits[self.scene.first_hit(begun) :]:
            if hit.start > min(begun + LINE_BEGINS, start):
                return None
            if hit.country:
                return hit.country
        return None

    def _place_of(self, start: int) -> str | None:
        """Return the country in which the sentence of an office says that something happened.

        Holders of offices travel: a sentence of visits, talks or words says nothing of whose.
        """
        scene = self.scene
        number = scene.sentence(start)
        begun = scene.sentences[number]
        ended = scene.sentences[number + 1] if number + 1 < len(scene.sentences) else None
        sentence = scene.text[begun:ended]
        if ABROAD.search(sentence):
            return None
        named = [(hit.start, hit.country) for hit in scene.hits[scene.first_hit(begun) :]]
        found = {
            country
            for place, country in (*named, *scene.placed)
            if country
            and begun <= place < begun + len(sentence)
            and INSIDE.search(sentence[: place - begun])
        }
        return found.pop() if len(found) == 1 else None

    def _country(self, start: int) -> str | None:
        """Return the country that the text speaks of most, those named before a place first."""
        weights = dict(self.scene.countries)
        for distance, one in self._before(start, 3):
            if one.actor_id and (country := knowledge().entity(one.actor_id).country):
                weights[country] = weights.get(country, 0.0) + FADE**distance
        if not weights:
            return None
        return max(weights, key=lambda iso3: (weights[iso3], iso3))

    def _office(self, rest: str, start: int) -> Resolution | None:
        """Read "the prime minister": one named before who held it, else that of the country."""
        found, day = office_in(rest), self.scene.day
        if found is None or day is None or FORMER.search(rest):
            return None
        office, match = found
        if rest[match.end() :].strip() or (match.start() and not DEPUTY.search(rest)):
            return None
        base, deputy = knowledge(), bool(DEPUTY.search(rest))
        for _, one in self._before(start, REACH):
            if one.actor_id is None or not one.person:
                continue
            ties = base.of_subject.get(one.actor_id, ())
            if any(office.role.search(tie.role) and tie.holds(day) for tie in ties):
                return choose(
                    (one.actor_id,), f"office: {office.name}, named before", 0.7, self.scene
                )
        country = self._place_of(start) or self._country(start)
        if country is None or (
            office is OFFICES[-1] and not re.search("president|state", rest, re.I)
        ):
            return None
        bodies = tuple(f"{country}-{sector}" for sector in office.sectors)
        held = holders(base, bodies, office.role, day, deputy=deputy)
        rule = f"office: {office.name} of the text's country {country} on {day.isoformat()}"
        return choose((held[0].subject,), rule, 0.55, self.scene) if held else None

    def _pronoun(self, start: int, *, person: bool, many: bool = False) -> Resolution | None:
        """Return the first fitting name of this sentence, else of the ones before it.

        A pronoun outside a quotation does not mean who is named inside one, nor the other way.
        """
        quoted, by_sentence = self._quoted(start), dict[int, list[Antecedent]]()
        for distance, one in self._before(start, PRONOUN_REACH):
            fits = one.person if person else not one.person and self._may_act(one, many=many)
            if fits and self._quoted(one.start) == quoted:
                by_sentence.setdefault(distance, []).append(one)
        for distance in sorted(by_sentence):
            first = by_sentence[distance][-1]  # nearest first: the last is the sentence's first
            if first.actor_id is None:
                return None
            others = [one.actor_id for one in by_sentence[distance] if one.actor_id]
            ids = tuple(dict.fromkeys([first.actor_id, *others]))
            return self._chosen(ids, "pronoun: the subject before it", 0.6)
        return None

    def _may_act(self, one: Antecedent, *, many: bool) -> bool:
        if one.country or (one.generic and not many):
            return False
        return one.actor_id is None or self._type(one.actor_id) in BODIES

    def _quoted(self, place: int) -> bool:
        """Return whether a place lies inside quotation marks that its paragraph opened."""
        text = self.scene.text
        begun = max(text.rfind("\n", 0, place) + 1, place - PARAGRAPH)
        before = text[begun:place]
        curly = before.rfind("“") > before.rfind("”")
        return curly or before.count('"') % 2 == 1

    def _relative(self, start: int) -> Resolution | None:
        """Read "Hamas, which": the name right before the word."""
        for _, one in self._before(start, 0):
            gap = self.scene.text[one.end : start].strip()
            if gap in ("", ",", "(") and one.actor_id is not None:
                return choose((one.actor_id,), "relative: the name before it", 0.75, self.scene)
            return None
        return None

    def _surname(self, start: int, end: int) -> Resolution | None:
        """Read "Mr. Kirby" or "Kirby": the person whom the text named in full before."""
        words = [word.strip(".,'’\"“”") for word in self.scene.text[start:end].split()]
        if not words or len(words) > len(("Mr.", "al", "Example")):
            return None
        surname = unowned(words[-1]).lower()
        for one in self._nearest(start):
            if one.surname == surname and one.end <= start:
                if one.actor_id is None:
                    return None
                return choose((one.actor_id,), "surname of a person named before", 0.85, self.scene)
        return None


def _with_runners(made: Resolution, others: Sequence[str], score: float) -> Resolution:
    names = [knowledge().entity(one).name for one in others]
    return replace(
        made,
        runners_up=tuple(
            Runner(name=name, score=round(score / (index + 2), 3))
            for index, name in enumerate(names)
        ),
    )
