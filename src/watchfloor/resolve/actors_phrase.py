"""One mention by its own words: a name, an organ of a state, an office, a member of a group."""

import re
from functools import lru_cache

from watchfloor.model import MentionKind, Resolution
from watchfloor.model.late import late_regex
from watchfloor.resolve.actors_knowledge import (
    ORGAN,
    PERSON,
    SHORTEST_SKELETON,
    knowledge,
    may_be_respelled,
    skeleton,
)
from watchfloor.resolve.actors_offices import names_an_office
from watchfloor.resolve.actors_people import may_be_titled, office, office_head, person, titled
from watchfloor.resolve.actors_rank import choose
from watchfloor.resolve.actors_scan import (
    NOWHERE,
    PLAIN_IN_CAPITALS,
    Scene,
    bearers,
    names_a_state,
)
from watchfloor.resolve.actors_windows import INITIAL, bare, named_inside, names_inside, windows
from watchfloor.resolve.actors_words import (
    MEMBERS,
    NOT_NOW,
    NOT_THEIRS,
    OFFICE,
    TURNS,
    sector_of,
    unowned,
)
from watchfloor.resolve.names import (
    look_up,
    states_by_capital,
    states_by_demonym,
    states_by_name,
)

LONGEST = 200
_MOST = 8_192
"""Mentions of which is kept what their words say without their text."""
STATE_NAMED = 0.8
SEATED = late_regex(
    r"\b(?:government|regime|authorities|administration|rulers|leaders?|officials) in $",
    re.IGNORECASE,
)
"""What makes a capital behind it that of its government: "the regime in Tehran"."""
BRACKETED = late_regex(r"^(?P<name>[^()\[\]]{2,120}?) ?[(\[][^()\[\]]{1,60}[)\]]$")


def read(words: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Return whom the words of a mention name by themselves, or None.

    Generic groups ("gunmen", "residents"), peoples and people without an office stay mentions.
    """
    text = bare(words)
    if not text or len(words) > LONGEST:
        return None
    if "(" in text or "[" in text:
        bracketed = BRACKETED.match(text)
        text = bracketed["name"] if bracketed is not None else text
    if names_nobody(text, kind) and not _defined_in(text, scene):
        return None
    return (
        _whole(text, kind, scene)
        or titled(text, scene)
        or person(text, kind, scene)
        or office(words, text, scene)
        or _inside(text, kind, scene)
        or _apposed(text, kind, scene)
        or _respelled(text, kind, scene)
    )


@lru_cache(maxsize=4 * _MOST)
def names_nobody(text: str, kind: MentionKind) -> bool:
    """Return whether no reader can read words in any text, but for acronyms that it defines.

    Most mentions are such words ("residents", "gunmen"), and the same in every text.
    """
    if bearers(text) or (INITIAL.search(text) and bearers(INITIAL.sub("", text))):
        return False
    if names_an_office(text) and (may_be_titled(text) or office_head(text) is not None):
        return False
    if windows(text) and (_organ_in(text) is not None or names_inside(text)):
        return False
    stands_alone = _state(text, kind, NOWHERE) or _apposed(text, kind, NOWHERE)
    return stands_alone is None and _respelled(text, kind, NOWHERE) is None


def _defined_in(text: str, scene: Scene) -> bool:
    """Return whether words hold an acronym that a text defines, or may."""
    if not scene.acronyms:
        return False
    bare_text = text.replace(".", "")
    return any(acronym in bare_text for acronym in scene.acronyms)


def _whole(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read a mention that is a name and nothing else."""
    acronym = text.replace(".", "")
    if acronym in scene.acronyms:
        ids = scene.acronyms[acronym]
        return choose(ids, "acronym defined in the text", 0.95, scene, kind) if ids else None
    if scene.shouted and text in PLAIN_IN_CAPITALS:
        return None
    if ids := bearers(text) or bearers(INITIAL.sub("", text)):
        return choose(ids, "alias", 0.95, scene, kind)
    return None if kind is MentionKind.PERSON else _state(text, kind, scene)


def _state(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read a state's name, or its capital where coding found a government, as its government."""
    if state := look_up(states_by_name(), text):
        return choose((f"{state.iso3}-GOV",), "state named as an actor", STATE_NAMED, scene)
    if kind is MentionKind.GOVERNMENT and (state := look_up(states_by_capital(), text)):
        return choose((f"{state.iso3}-GOV",), "capital for its government", 0.75, scene)
    return None


def _stands_for_whole(text: str, start: int) -> bool:
    """Return whether a name at `start` governs the mention: "victims of X" are not X."""
    before = text[:start]
    if NOT_THEIRS.search(before) or NOT_NOW.search(text):
        return False
    return not TURNS.search(before) or bool(MEMBERS.search(before))


def _inside(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read a body of the tables, or an organ of a state, that a longer mention is a part of."""
    if kind is MentionKind.PERSON and not OFFICE.search(text):
        return None
    named = _has_a_name_behind(text, shouted=scene.shouted)
    for start, end, ids in named_inside(text, scene, people=False):
        if not _stands_for_whole(text, start):
            continue
        if text[end : end + 1] == "-" or re.match(r"[- ](?:backed|led|linked|allied)", text[end:]):
            continue
        if named and not ORGAN.fullmatch(ids[0]):
            return None
        rule = "office of a body" if named else "alias inside the mention"
        return choose(ids, rule, 0.6 if named else 0.8, scene)
    return _state_organ(text, kind, scene)


@lru_cache(maxsize=_MOST)
def _has_a_name_behind(text: str, *, shouted: bool) -> bool:
    """Return whether a person's name follows an office: "Hamas commander Ahmad Example"."""
    head = TURNS.split(text, maxsplit=1)[0]
    titles = list(OFFICE.finditer(head))
    if not titles:
        return False
    after = head[titles[-1].end() :].strip(" -")
    return bool(after) and (shouted or after[0].isupper()) and not bearers(after)


def _state_organ(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read "Iraqi army", "Iraq's army", "the army of Iraq": a state and one of its organs."""
    organ = _organ_in(text)
    if organ is None:
        return None
    person = kind is MentionKind.PERSON
    rule = "office of a state" if person else "organ of a state"
    return choose((organ,), rule, 0.6 if person else 0.85, scene)


@lru_cache(maxsize=_MOST)
def _organ_in(text: str) -> str | None:
    """Return the id of the organ of a state that words name."""
    for start, end in windows(text):
        name = unowned(text[start:end].strip('"“”(),;'))
        state = look_up(states_by_demonym(), name)
        if state is None and (SEATED.search(text[:start]) or name != text[start:end]):
            state = look_up(states_by_capital(), name)
        if state is None or not _stands_for_whole(text, start):
            continue
        if re.match(r"[- ](?:backed|led|linked|allied|supported|based|origin|born)\b", text[end:]):
            continue
        before, after = text[:start], TURNS.split(text[end:])[0]
        sector = sector_of(after) or (sector_of(before) if MEMBERS.search(before) else None)
        return f"{state.iso3}-{sector}" if sector is not None else None
    return None


def _apposed(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read the name beside its description: "Kata'ib Hezbollah, a militia", "the militia, X"."""
    if "," not in text:
        return None
    parts = [part.strip() for part in text.split(",", 2)]
    for part in parts[:2]:
        name = bare(part)
        if name and (ids := bearers(name)):
            return choose(ids, "alias beside its description", 0.85, scene, kind)
    return None


def _respelled(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read a name that the tables spell otherwise; it has to be long and borne by one."""
    ids = _spelled_otherwise(text)
    if len(ids) != 1 or (knowledge().actors[ids[0]].type == PERSON) != (kind is MentionKind.PERSON):
        return None
    return choose(ids, "alias in another spelling", 0.7, scene)


@lru_cache(maxsize=_MOST)
def _spelled_otherwise(text: str) -> tuple[str, ...]:
    """Return the ids of those whose name words are, but for what transliterations disagree on."""
    if not (text[:1].isupper() or text[:3].lower() in ("al-", "el-")):
        return ()
    if not may_be_respelled(text) or names_a_state(text):
        return ()
    key = skeleton(text)
    if key is None or (" " not in key and len(key) <= SHORTEST_SKELETON):
        return ()
    return knowledge().skeletons.get(key, ())
