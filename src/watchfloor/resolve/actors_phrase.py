"""One mention by its own words: a name, an organ of a state, an office, a member of a group."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from watchfloor.model import MentionKind, Resolution, Runner
from watchfloor.resolve.actors_knowledge import (
    ORGAN,
    PERSON,
    SHORTEST_SKELETON,
    begins_after,
    knowledge,
    skeleton,
)
from watchfloor.resolve.actors_offices import LEADER, LEADS, OFFICES, holders, office_in
from watchfloor.resolve.actors_rank import choose
from watchfloor.resolve.actors_scan import (
    PLAIN_IN_CAPITALS,
    Scene,
    bearers,
    initial_words,
    names_a_state,
    state_of,
)
from watchfloor.resolve.actors_words import (
    DETERMINER,
    MANY,
    MEMBERS,
    NOT_NOW,
    NOT_THEIRS,
    OFFICE,
    TOKEN,
    TURNS,
    sector_of,
    unowned,
    word_key,
)
from watchfloor.resolve.names import (
    State,
    fold,
    look_up,
    states_by_capital,
    states_by_demonym,
    states_by_name,
)

LONGEST = 200
LONGEST_ALIAS = 9
STATE_NAMED = 0.8
FORMER = re.compile(r"\b(?:former|ex|late|ousted|deposed|fugitive)\b[ -]", re.IGNORECASE)
INDEFINITE = re.compile(r"^(?:an?|some|several|one|two|another|any|no)\b", re.IGNORECASE)
DEPUTY = re.compile(r"\b(?:vice|deputy|assistant)[- ]", re.IGNORECASE)
SEATED = re.compile(
    r"\b(?:government|regime|authorities|administration|rulers|leaders?|officials) in $",
    re.IGNORECASE,
)
"""What makes a capital behind it that of its government: "the regime in Tehran"."""
BRACKETED = re.compile(r"^(?P<name>[^()\[\]]{2,120}?) ?[(\[][^()\[\]]{1,60}[)\]]$")
NAME_WORD = re.compile(r"[^\W\d_][\w.'’‘`-]*")
SMALL = frozenset({"al", "el", "bin", "ibn", "de", "la", "von", "van", "ould", "ag", "abu", "the"})
QUOTES = "\"“”'‘’ "


SPACED = (
    (re.compile(r"\b([A-Z]) ?\. (?=[A-Z] ?\.)"), r"\1."),
    (re.compile(r"\b((?:[A-Z]\.)+[A-Z]) \."), r"\1."),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r"(?<=\w) (['’]) ?(?=s\b)"), r"\1"),
    (re.compile(r"\s{1,9}"), " "),
)
"""What a tokeniser left in a text: "U . S .", "al - Shabab", "Iran 's"."""
INITIAL = re.compile(r"(?<=\w) [A-Z]\.?(?= [A-Z])")


def bare(words: str) -> str:
    """Return a mention without quotes, articles, counts and the mark of the owner."""
    text = words.strip().strip('"“”').strip()
    for pattern, joined in SPACED:
        text = pattern.sub(joined, text)
    text = unowned(text)
    for _ in range(3):
        text = DETERMINER.sub("", text, count=1)
    return text.strip(QUOTES) if text.count("'") + text.count("’") == 0 else text.strip()


def read(words: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Return whom the words of a mention name by themselves, or None.

    Generic groups ("gunmen", "residents"), peoples and people without an office stay mentions.
    """
    text = bare(words)
    if not text or len(words) > LONGEST:
        return None
    if (bracketed := BRACKETED.match(text)) is not None:
        text = bracketed["name"]
    return (
        _whole(text, kind, scene)
        or _titled(text, scene)
        or _person(words, text, kind, scene)
        or _office(words, text, scene)
        or _inside(text, kind, scene)
        or _apposed(text, kind, scene)
        or _respelled(text, kind, scene)
    )


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
    if kind is MentionKind.PERSON:
        return None
    if state := look_up(states_by_name(), text):
        return choose((f"{state.iso3}-GOV",), "state named as an actor", STATE_NAMED, scene)
    if kind is MentionKind.GOVERNMENT and (state := look_up(states_by_capital(), text)):
        return choose((f"{state.iso3}-GOV",), "capital for its government", 0.75, scene)
    return None


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of whole words that may be a known name, the longest first, then leftmost."""
    tokens = [match.span() for match in TOKEN.finditer(text)]
    initial = initial_words()
    firsts = [text[start:end].strip('"“”(),;') for start, end in tokens]
    starts = [
        first
        for first, word in enumerate(firsts)
        if word_key(word) in initial or word_key(word.split("-")[0]) in initial
    ]
    for length in range(min(LONGEST_ALIAS, len(tokens)), 0, -1):
        for first in starts:
            if first + length <= len(tokens):
                yield tokens[first][0], tokens[first + length - 1][1]


def _named_inside(
    text: str, scene: Scene, *, people: bool
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield names of the tables inside a mention, people or bodies, the longest first."""
    base = knowledge()
    for match in TOKEN.finditer(text):
        acronym = unowned(match.group().strip('"“”(),;')).replace(".", "")
        if not people and scene.acronyms.get(acronym):
            yield match.start(), match.end(), scene.acronyms[acronym]
    for start, end in _windows(text):
        name = unowned(text[start:end].strip('"“”(),;'))
        if name.replace(".", "") in scene.acronyms:
            continue
        if name in ("", text) or name.islower():
            continue
        ids = tuple(
            one
            for one in bearers(name)
            if (one in base.actors and base.actors[one].type == PERSON) == people
        )
        if ids:
            yield start, end, ids


def _person(words: str, text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read "Iraqi Prime Minister Mustafa al-Kadhimi": the person, if the tables hold one.

    Words in front of the name have to be titles, offices, ranks or bodies, and no first name.
    """
    for start, end, ids in _named_inside(text, scene, people=True):
        before, after = text[:start], text[end:]
        if after.strip() and not TURNS.match(after.strip()):
            continue
        if not _all_titles(before):
            continue
        return choose(ids, "name behind a title" if before else "name", 0.9, scene, kind)
    return None


def _all_titles(before: str) -> bool:
    """Return whether the words in front of a name are no part of the name of another person."""
    rest = before
    for start, end, _ in sorted(_bodies_in(before), reverse=True):
        rest = f"{rest[:start]}{BODY}{rest[end:]}"
    for office in OFFICES:
        rest = office.words.sub(" ", rest)
    rest = OF_BODY.sub(" ", OFFICE.sub(" ", rest))
    if TURNS.search(rest):
        return False
    words = (word for match in NAME_WORD.finditer(rest) for word in match.group().split("-"))
    return all(word[0].islower() or word.lower() in TITLES for word in words if word)


BODY = "\0"
OF_BODY = re.compile(rf"(?:\b(?:of|for|at|to) (?:the )?)?{BODY}(?:['’]s?)?")


def _titled(text: str, scene: Scene) -> Resolution | None:
    """Read "President Example" by surname: who held such an office on the day or last before it."""
    title, _, surname = text.rpartition(" ")
    found = office_in(title) if title and surname[:1].isupper() else None
    if found is None or scene.day is None or bearers(surname) or not _all_titles(title + " "):
        return None
    base, office = knowledge(), found[0]
    held = [
        (tie.holds(scene.day), tie.since, actor_id)
        for actor_id in surnames().get(fold(surname), ())
        for tie in base.of_subject.get(actor_id, ())
        if office.role.search(tie.role)
        and not begins_after(tie.since, scene.day)
        and bool(DEPUTY.search(f"{tie.role} ")) == bool(DEPUTY.search(text))
    ]
    ids = tuple(dict.fromkeys(one[2] for one in sorted(held, reverse=True)))
    if not ids:
        return None
    rule = f"surname behind the office of {office.name}, on {scene.day.isoformat()}"
    made = choose(ids[:1], rule, 0.8 if len(ids) == 1 else 0.65, scene)
    names = (base.entity(one).name for one in ids[1:3])
    return replace(made, runners_up=tuple(Runner(name=name, score=0.3) for name in names))


@cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of people by the last word of their name, folded."""
    found: dict[str, list[str]] = {}
    for row in knowledge().actors.values():
        if row.type == PERSON and " " in row.name:
            found.setdefault(fold(row.name.rpartition(" ")[2]), []).append(row.id)
    return {surname: tuple(ids) for surname, ids in found.items()}


def _bodies_in(text: str) -> list[tuple[int, int, str]]:
    """Return the names of bodies and states in the words, the longest first, without overlaps."""
    found: list[tuple[int, int, str]] = []
    for start, end in _windows(text):
        name = unowned(text[start:end].strip('"“”(),;'))
        if any(start < other_end and other_start < end for other_start, other_end, _ in found):
            continue
        if bearers(name) or state_of(name):
            found.append((start, end, name))
    return found


TITLES = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "sheikh",
        "sheik",
        "shaikh",
        "ayatollah",
        "grand",
        "imam",
        "mullah",
        "maulana",
        "mawlawi",
        "maulvi",
        "sayyid",
        "general",
        "gen",
        "gen.",
        "col",
        "col.",
        "colonel",
        "lt",
        "lt.",
        "lieutenant",
        "maj",
        "maj.",
        "major",
        "capt",
        "capt.",
        "captain",
        "brig",
        "brig.",
        "brigadier",
        "adm",
        "adm.",
        "admiral",
        "marshal",
        "field",
        "sgt",
        "commander",
        "prime",
        "deputy",
        "vice",
        "acting",
        "interim",
        "chief",
        "former",
        "ex",
        "then",
        "president",
        "minister",
        "secretary",
        "state",
        "foreign",
        "defense",
        "defence",
        "interior",
        "national",
        "security",
        "adviser",
        "advisor",
        "press",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "ambassador",
        "envoy",
        "special",
        "representative",
        "senator",
        "sen",
        "sen.",
        "rep",
        "rep.",
        "congressman",
        "governor",
        "king",
        "queen",
        "prince",
        "crown",
        "emir",
        "sultan",
        "pope",
        "bishop",
        "archbishop",
        "cardinal",
        "reverend",
        "professor",
        "prof",
        "leader",
        "head",
        "chairman",
        "director",
        "rebel",
        "opposition",
        "militia",
        "warlord",
        "transitional",
        "caretaker",
        "supreme",
        "the",
        "and",
        "of",
        "for",
        "top",
        "senior",
        "attorney",
        "house",
        "speaker",
        "first",
        "journalist",
        "commissioner",
        "high",
        "chancellor",
        "premier",
        "judge",
        "justice",
        "prosecutor",
        "undersecretary",
        "assistant",
        "communications",
        "white",
        "pentagon",
        "kremlin",
        "military",
        "army",
        "police",
        "intelligence",
    ]
)


def _office(words: str, text: str, scene: Scene) -> Resolution | None:
    """Read "the Iraqi prime minister": the holder on the day, else the organ he stands for."""
    if FORMER.search(text) or INDEFINITE.match(words.strip()) or scene.day is None:
        return None
    head = TURNS.split(text)[0].strip()
    if MANY.search(head) and not re.search(r"states?$", head, re.IGNORECASE):
        return None
    return _state_office(text, head, scene) or _group_office(words, text, head, scene)


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
    for start, end in _windows(before):
        words = before[start:end].strip(",")
        state = look_up(states_by_demonym(), unowned(words))
        if state is None and unowned(words) != words:
            state = look_up(states_by_capital(), unowned(words))
        if state is not None:
            return None if NOT_THEIRS.search(before[:start]) else state
    return None


OF_STATE = re.compile(r"^\s*of (?:the )?(?P<name>[^,;()\n]{2,60}?)(?:[,;(].*)?$", re.DOTALL)


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
        ids = next((found for _, _, found in _named_inside(before + " .", scene, people=False)), ())
    else:
        return None
    if not ids or ORGAN.fullmatch(ids[0]) or NOT_THEIRS.search(before):
        return None
    ties = holders(knowledge(), ids[:1], LEADS, scene.day, deputy=bool(DEPUTY.search(head)))
    if not ties:
        return None
    rule = f"office: {titles[-1].group().lower()} of {ids[0]} on {scene.day.isoformat()}"
    return choose((ties[0].subject,), rule, 0.8 if len(ties) == 1 else 0.65, scene)


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
    named = _has_a_name_behind(text, scene)
    for start, end, ids in _named_inside(text, scene, people=False):
        if not _stands_for_whole(text, start):
            continue
        if text[end : end + 1] == "-" or re.match(r"[- ](?:backed|led|linked|allied)", text[end:]):
            continue
        if named and not ORGAN.fullmatch(ids[0]):
            return None
        rule = "office of a body" if named else "alias inside the mention"
        return choose(ids, rule, 0.6 if named else 0.8, scene)
    return _state_organ(text, kind, scene)


def _has_a_name_behind(text: str, scene: Scene) -> bool:
    """Return whether a person's name follows an office: "Hamas commander Ahmad Example"."""
    titles = list(OFFICE.finditer(TURNS.split(text)[0]))
    if not titles:
        return False
    after = TURNS.split(text)[0][titles[-1].end() :].strip(" -")
    return bool(after) and (scene.shouted or after[0].isupper()) and not bearers(after)


def _state_organ(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read "Iraqi army", "Iraq's army", "the army of Iraq": a state and one of its organs."""
    for start, end in _windows(text):
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
        if sector is None:
            return None
        person = kind is MentionKind.PERSON
        rule = "office of a state" if person else "organ of a state"
        return choose((f"{state.iso3}-{sector}",), rule, 0.6 if person else 0.85, scene)
    return None


def _apposed(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read the name beside its description: "Kata'ib Hezbollah, a militia", "the militia, X"."""
    parts = [part.strip() for part in text.split(",", 2)]
    if len(parts) == 1:
        return None
    for part in parts[:2]:
        name = bare(part)
        if name and (ids := bearers(name)):
            return choose(ids, "alias beside its description", 0.85, scene, kind)
    return None


def _respelled(text: str, kind: MentionKind, scene: Scene) -> Resolution | None:
    """Read a name that the tables spell otherwise; it has to be long and borne by one."""
    if names_a_state(text) or not (text[:1].isupper() or text[:3].lower() in ("al-", "el-")):
        return None
    key = skeleton(text)
    if key is None or (" " not in key and len(key) <= SHORTEST_SKELETON):
        return None
    ids = knowledge().skeletons.get(key, ())
    if len(ids) != 1 or (knowledge().actors[ids[0]].type == PERSON) != (kind is MentionKind.PERSON):
        return None
    return choose(ids, "alias in another spelling", 0.7, scene)
