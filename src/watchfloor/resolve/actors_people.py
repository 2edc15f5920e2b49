"""People by title and office: "Iraqi Prime Minister X", "President X", "the Iraqi president"."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

from watchfloor.model import MentionKind, Resolution, Runner
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import ORGAN, PERSON, begins_after, knowledge
from watchfloor.resolve.actors_offices import LEADER, LEADS, OFFICES, holders, office_in
from watchfloor.resolve.actors_rank import choose
from watchfloor.resolve.actors_scan import Scene, bearers
from watchfloor.resolve.actors_windows import bodies_in, named_inside, windows
from watchfloor.resolve.actors_words import MANY, NOT_THEIRS, OFFICE, TURNS, unowned
from watchfloor.resolve.names import (
    State,
    fold,
    look_up,
    states_by_capital,
    states_by_demonym,
    states_by_name,
)

_MOST = 8_192
"""Words of which is kept what they say without their text."""
FORMER = late_regex(r"\b(?:former|ex|late|ousted|deposed|fugitive)\b[ -]", re.IGNORECASE)
INDEFINITE = late_regex(r"^(?:an?|some|several|one|two|another|any|no)\b", re.IGNORECASE)
DEPUTY = late_regex(r"\b(?:vice|deputy|assistant)[- ]", re.IGNORECASE)
NAME_WORD = late_regex(r"[^\W\d_][\w.'’‘`-]*")
TITLE_WORDS = (
    "mr mr. mrs mrs. ms ms. dr dr. sir lord lady sheikh sheik shaikh ayatollah grand imam mullah"
    " maulana mawlawi maulvi sayyid general gen gen. col col. colonel lt lt. lieutenant maj"
    " maj. major capt capt. captain brig brig. brigadier adm adm. admiral marshal field sgt"
    " commander prime deputy vice acting interim chief former ex then president minister"
    " secretary state foreign defense defence interior national security adviser advisor press"
    " spokesman spokeswoman spokesperson ambassador envoy special representative senator sen"
    " sen. rep rep. congressman governor king queen prince crown emir sultan pope bishop"
    " archbishop cardinal reverend professor prof leader head chairman director rebel"
    " opposition militia warlord transitional caretaker supreme the and of for top senior"
    " attorney house speaker first journalist commissioner high chancellor premier judge"
    " justice prosecutor undersecretary assistant communications white pentagon kremlin"
    " military army police intelligence"
)
TITLES = frozenset(TITLE_WORDS.split())
"""Words in front of a name that are no first name."""


def person(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read "Iraqi Prime Minister Mustafa al-Kadhimi": the person, if the tables hold one.

    Words in front of the name have to be titles, offices, ranks or bodies, and no first name.
    """
    for start, end, ids in named_inside(text, scene, people=True):
        before, after = text[:start], text[end:]
        if after.strip() and not TURNS.match(after.strip()):
            continue
        if not _all_titles(before):
            continue
        return choose(ids, "name behind a title" if before else "name", 0.9, scene, kind)
    return None


@lru_cache(maxsize=_MOST)
def _all_titles(before: str) -> bool:
    """Return whether the words in front of a name are no part of the name of another person."""
    rest = before
    for start, end, _ in sorted(bodies_in(before), reverse=True):
        rest = f"{rest[:start]}{BODY}{rest[end:]}"
    for one in OFFICES:
        rest = one.words.sub(" ", rest)
    rest = OF_BODY.sub(" ", OFFICE.sub(" ", rest))
    if TURNS.search(rest):
        return False
    words = (word for match in NAME_WORD.finditer(rest) for word in match.group().split("-"))
    return all(word[0].islower() or word.lower() in TITLES for word in words if word)


BODY = "\0"
OF_BODY = late_regex(rf"(?:\b(?:of|for|at|to) (?:the )?)?{BODY}(?:['’]s?)?")


def titled(text: str, scene: Scene) -> Resolution | None:
    """Read "President Example" by surname: who held such an office on the day or last before it."""
    if scene.day is None or not may_be_titled(text):
        return None
    title, _, surname = text.rpartition(" ")
    found = office_in(title)
    if found is None:
        return None
    base, held_office = knowledge(), found[0]
    held = [
        (tie.holds(scene.day), tie.since, actor_id)
        for actor_id in surnames().get(fold(surname), ())
        for tie in base.of_subject.get(actor_id, ())
        if held_office.role.search(tie.role)
        and not begins_after(tie.since, scene.day)
        and bool(DEPUTY.search(f"{tie.role} ")) == bool(DEPUTY.search(text))
    ]
    ids = tuple(dict.fromkeys(one[2] for one in sorted(held, reverse=True)))
    if not ids:
        return None
    rule = f"surname behind the office of {held_office.name}, on {scene.day.isoformat()}"
    made = choose(ids[:1], rule, 0.8 if len(ids) == 1 else 0.65, scene)
    names = (base.entity(one).name for one in ids[1:3])
    return replace(made, runners_up=tuple(Runner(name=name, score=0.3) for name in names))


@lru_cache(maxsize=_MOST)
def may_be_titled(text: str) -> bool:
    """Return whether words are an office and a surname behind it that is no name of the tables."""
    title, _, surname = text.rpartition(" ")
    if not title or not surname[:1].isupper() or office_in(title) is None:
        return False
    return not bearers(surname) and _all_titles(title + " ")


@cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of people by the last word of their name, folded."""
    found: dict[str, list[str]] = {}
    for row in knowledge().actors.values():
        if row.type == PERSON and " " in row.name:
            found.setdefault(fold(row.name.rpartition(" ")[2]), []).append(row.id)
    return {surname: tuple(ids) for surname, ids in found.items()}


def office(words: str, text: str, scene: Scene) -> Resolution | None:
    """Read "the Iraqi prime minister": the holder on the day, else the organ he stands for."""
    head = office_head(text)
    if head is None or scene.day is None or INDEFINITE.match(words.strip()):
        return None
    return _state_office(text, head, scene) or _group_office(words, text, head, scene)


@lru_cache(maxsize=_MOST)
def office_head(text: str) -> str | None:
    """Return the words up to the first turn if they name one office that is held now, else None."""
    if FORMER.search(text):
        return None
    head = _up_to_a_turn(text)
    if office_in(head) is None and LEADER.search(head) is None:
        return None
    many = MANY.search(head) and not re.search(r"states?$", head, re.IGNORECASE)
    return None if many else head


def _up_to_a_turn(text: str) -> str:
    """Return the words before the first turn that is not of an office: "minister of defence"."""
    turn, named = TURNS.search(text), office_in(text)
    if turn and named and named[1].start() < turn.start() < named[1].end():
        turn = TURNS.search(text, named[1].end())
    return (text[: turn.start()] if turn else text).strip()


def _state_office(text: str, head: str, scene: Scene) -> Resolution | None:
    found = office_in(head)
    if found is None or scene.day is None:
        return None
    office, match = found
    if head[match.end() :].strip(" .'’s"):
        return None  # a name follows, or another noun: "president's office"
    state = _state_before(head[: match.start()]) or _state_behind(text[len(head) :])
    if state is None:
        return None
    bodies = tuple(f"{state.iso3}-{sector}" for sector in office.sectors)
    deputy = bool(DEPUTY.search(head))
    ties = holders(knowledge(), bodies, office.role, scene.day, deputy=deputy)
    if not ties:
        return None
    rule = f"office: {office.name} of {state.iso3} on {scene.day.isoformat()}"
    ids = tuple(dict.fromkeys(tie.subject for tie in ties))
    return choose(ids[:1], rule, 0.85 if len(ids) == 1 else 0.7, scene)


def _state_before(before: str) -> State | None:
    """Return the state in front of an office, and nothing but adjectives between them."""
    for start, end in windows(before):
        words = before[start:end].strip(",")
        state = look_up(states_by_demonym(), unowned(words))
        if state is None and unowned(words) != words:
            state = look_up(states_by_capital(), unowned(words))
        if state is not None:
            return None if NOT_THEIRS.search(before[:start]) else state
    return None


OF_STATE = late_regex(r"^\s*of (?:the )?(?P<name>[^,;()\n]{2,60}?)(?:[,;(].*)?$", re.DOTALL)


def _state_behind(after: str) -> State | None:
    """Return the state in "president of Iraq"."""
    match = OF_STATE.match(after)
    return look_up(states_by_name(), unowned(match["name"].strip())) if match else None


def _group_office(words: str, text: str, head: str, scene: Scene) -> Resolution | None:
    """Read "the leader of Hezbollah", "the Hezbollah leader"; "a Hamas leader" is Hamas."""
    titles = list(LEADER.finditer(head))
    if not titles or head[titles[-1].end() :].strip(" .") or scene.day is None:
        return None
    before, after = head[: titles[0].start()], text[len(head) :]
    definite = re.match(r"(?:the|its|their)\b", words.strip(), re.IGNORECASE) is not None
    match = OF_STATE.match(after)
    if match:
        ids = bearers(unowned(match["name"].strip()))
    elif definite:
        ids = next((found for _, _, found in named_inside(before + " .", scene, people=False)), ())
    else:
        return None
    if not ids or ORGAN.fullmatch(ids[0]) or NOT_THEIRS.search(before):
        return None
    ties = holders(knowledge(), ids[:1], LEADS, scene.day, deputy=bool(DEPUTY.search(head)))
    if not ties:
        return None
    rule = f"office: {titles[-1].group().lower()} of {ids[0]} on {scene.day.isoformat()}"
    return choose((ties[0].subject,), rule, 0.8 if len(ties) == 1 else 0.65, scene)
