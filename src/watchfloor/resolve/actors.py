"""Actor mentions to entities: groups by alias, organs of states by adjective and noun."""

import re
from collections.abc import Mapping
from functools import cache

from watchfloor.model import Entity, MentionKind, Resolution, Runner
from watchfloor.resolve.names import (
    Group,
    State,
    fold,
    groups,
    look_up,
    states,
    states_by_capital,
    states_by_demonym,
    states_by_name,
    table_key,
)

LONGEST = 200
LONGEST_ALIAS = 9
SECTORS = {
    "MIL": "armed forces",
    "COP": "police",
    "GOV": "government",
    "SPY": "intelligence services",
    "LEG": "parliament",
    "JUD": "courts",
}
"""PLOVER's sectors of a state, and what an entity of that sector is called."""
RANK = r"(?:gen|lt|col|maj|capt|brig|adm)\.|(?:general|colonel|major|captain|admiral)s?"
SECTOR_WORDS = {
    "MIL": r"army|armies|troops?|soldiers?|forces?|military|navy|air ?force|marines?|warplanes?"
    r"|(?:jets|drones|gunships|artillery)$"
    r"|warships?|airmen|servicem[ae]n|service ?members?|special forces|commandos"
    r"|general staff|coast ?guard"
    rf"|{RANK}"
    r"|(?:border|national|presidential|republican|revolutionary) guards?"
    r"|defen[cs]e (?:forces?|ministry|minister|ministers|department)",
    "COP": r"police|policem[ae]n|police officers?|gendarmes?|gendarmerie|constabulary",
    "SPY": r"intelligence(?: (?:services?|agenc(?:y|ies)|offic(?:ials?|ers?)))?|spies"
    r"|secret service",
    "LEG": r"parliament|lawmakers?|senate|senators?|congress|national assembly|legislators?|mps",
    "JUD": r"courts?|judges?|judiciary|prosecutors?|tribunals?",
    "GOV": r"government|authorities|officials?|administration|cabinet|regime|junta|president"
    r"|prime minister|premier|chancellor|ministers?|ministry|foreign ministry|interior ministry"
    r"|embassy|embassies|ambassadors?|diplomats?|presidency|governor|envoys?|leadership|advis[eo]rs?|secretary"
    r"|transitional government|military government|king|crown prince|supreme leader",
}
SECTOR_OF = tuple(
    (sector, re.compile(rf"\b(?:{words})(?![\w-])", re.IGNORECASE))
    for sector, words in SECTOR_WORDS.items()
)
BODY_WORDS = {
    "SPY": r"Intelligence|CIA|^MI[56]$|Mossad|Shin Bet|Shabak|FSB|GRU|KGB|^ISI$|Security Service"
    r"|^SBU$",
    "COP": r"Police|RCMP|Carabin|Guardia Civil|Civil Guard|Scotland Yard|Garda|FBI|CRPF|Densus"
    r"|Federal Bureau|Detachment 88",
    "LEG": r"Congress|Capitol|Parliament|Knesset|Duma|Majlis|Sejm|Rada$|Lok Sabha|Bundestag"
    r"|Westminster",
    "MIL": r"Forces?\b|Army|Navy|Pentagon|Department of Defen|C(?:ENTCOM|entcom)|Central Command"
    r"|\b(?:IDF|RAF|PLA|SAF|ENDF|UPDF|SSPDF|SANDF|ANSF|FARDC|VDP)\b|FAMa|Bundeswehr|Battalion"
    r"|Rifles|Volunteers|Counter Terrorism|Frontier Corps|security forces|Rosgvardia|ISPR"
    r"|Inter-Services Public",
}
BODY_SECTORS = tuple((sector, re.compile(words)) for sector, words in BODY_WORDS.items())
STATE_KINDS = frozenset(
    {
        MentionKind.GOVERNMENT,
        MentionKind.STATE_FORCE,
        MentionKind.ORGANISATION,
        MentionKind.GROUP,
        MentionKind.ARMED_GROUP,
    }
)
ACTOR_KINDS = STATE_KINDS | {MentionKind.PERSON}
# "former Iraqi officers", "Iran-backed militias", "anti-Taliban forces" are not whom they name
NOT_THEIRS = re.compile(r"\b(?:former|ex|anti|pro|retired|would-be|defected)\b[ -]", re.IGNORECASE)
NOT_NOW = re.compile(r"\b(?:defectors?|deserters?|veterans?|dissidents?|exiles?)\b", re.IGNORECASE)
TURNS = re.compile(
    r"\b(?:of|by|from|against|in|with|at|near|on|who|that|and|to|for)\b", re.IGNORECASE
)
MEMBERS = re.compile(
    r"\b(?:fighters?|members?|forces|militants?|leaders?|leadership|commanders?|spokes\w+|units?"
    r"|gunm[ae]n|supporters|elements|cells?|branch|wing|chief|head|deputy head|group|government"
    r"|army|president|ministry|minister|parliament|republic|military|police|king|governor)"
    r" (?:of|from) (?:the )?$",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:(?:leader|commander|fighter|member|militant|chief|head|official|emir|officer|soldier"
    r"|minister|president|premier|ambassador|envoy|senator|diplomat|judge|prosecutor|governor"
    r"|chancellor|king|prince|secretar(?:y|ie)|advis[eo]r|troop)s?|spokes\w+|gunm[ae]n|police"
    rf"|{RANK})(?![\w-])",
    re.IGNORECASE,
)
DETERMINER = re.compile(
    r"^(?:the|a|an|some|several|its|their|his|many|most|all|other) ", re.IGNORECASE
)
OWNER = re.compile(r"['’]s?$")
TOKEN = re.compile(r"\S+")


def state_entity(state: State, sector: str) -> Entity:
    """Return the organ of a state that PLOVER's sector names: `IRQ-MIL`."""
    return Entity(
        entity_id=f"{state.iso3}-{sector}",
        name=f"{state.name} ({SECTORS[sector]})",
        type=sector,
        country=state.iso3,
    )


def sector_of_body(name: str) -> str:
    """Return the sector of a named organ of a state by its words, government if they say none."""
    for sector, words in BODY_SECTORS:
        if words.search(name):
            return sector
    return "GOV"


def _group_entity(group: Group) -> Entity:
    return Entity(entity_id=group.id, name=group.name, type=group.type, country=group.country)


@cache
def aliases() -> Mapping[str, tuple[Entity, ...]]:
    """Return every name of a group or of a state's organ, with all entities that bear it."""
    table: dict[str, tuple[Entity, ...]] = {}
    pairs = [(name, _group_entity(group)) for group in groups() for name in group.names]
    pairs += [
        (name, state_entity(state, sector_of_body(name)))
        for state in states().values()
        for name in state.bodies
    ]
    for name, entity in pairs:
        held = table.get(table_key(name), ())
        if entity not in held:
            table[table_key(name)] = (*held, entity)
    return table


def resolve_actor(words: str, kind: MentionKind) -> Resolution | None:
    """Return the group, or the organ of a state, that an actor mention means; None if unknown.

    Generic groups ("gunmen", "residents"), peoples and persons without an office stay mentions.
    """
    text = OWNER.sub("", DETERMINER.sub("", words.strip().strip("\"“”'‘"), count=1))
    if kind not in ACTOR_KINDS or not text or len(text) > LONGEST:
        return None
    return _named_whole(text, kind) or _named_inside(text, kind)


def _named_whole(text: str, kind: MentionKind) -> Resolution | None:
    if whole := look_up(aliases(), text):
        return _ranked(whole, "alias", 0.95)
    if kind is not MentionKind.PERSON and (state := look_up(states_by_name(), text)):
        return _ranked((state_entity(state, "GOV"),), "state named as an actor", 0.8)
    if kind is MentionKind.GOVERNMENT and (state := look_up(states_by_capital(), text)):
        return _ranked((state_entity(state, "GOV"),), "capital for its government", 0.75)
    return None


def _named_inside(text: str, kind: MentionKind) -> Resolution | None:
    if kind is MentionKind.PERSON and not OFFICE.search(text):
        return None
    if found := _alias_inside(text):
        return _ranked(found, "alias inside the mention", 0.8)
    return _state_organ(text, kind)


def _ranked(entities: tuple[Entity, ...], rule: str, score: float) -> Resolution:
    best, *others = sorted(entities, key=lambda entity: entity.entity_id)
    if others:
        rule, score = f"{rule}, shared by {len(entities)}", 0.5
    runners = tuple(Runner(name=other.name, score=round(score / 2, 3)) for other in others[:3])
    return Resolution(entity=best, rule=rule, score=score, runners_up=runners)


@cache
def first_words() -> frozenset[str]:
    """Return the words with which a name of the tables may begin, folded."""
    return frozenset(_first_word(name) for name in (*aliases(), *states_by_demonym()))


def _first_word(name: str) -> str:
    return OWNER.sub("", fold(name).split(maxsplit=1)[0].strip('"“”(),;'))


def _windows(text: str) -> list[tuple[int, int]]:
    """Return spans of whole words that may be a known name, the longest first, then leftmost."""
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
    known = first_words()
    starts = [
        first
        for first, (start, end) in enumerate(tokens)
        if _first_word(text[start:end] + " .") in known
    ]
    return [
        (tokens[first][0], tokens[first + length - 1][1])
        for length in range(min(LONGEST_ALIAS, len(tokens)), 0, -1)
        for first in starts
        if first + length <= len(tokens)
    ]


def _stands_for_whole(text: str, start: int) -> bool:
    """Return whether a name at `start` governs the mention: "victims of X" are not X."""
    before = text[:start]
    if NOT_THEIRS.search(before) or NOT_NOW.search(text):
        return False
    return not TURNS.search(before) or bool(MEMBERS.search(before))


def _alias_inside(text: str) -> tuple[Entity, ...] | None:
    for start, end in _windows(text):
        candidate = OWNER.sub("", text[start:end].strip('"“”(),;'))
        found = look_up(aliases(), candidate)
        if found and _stands_for_whole(text, start):
            return found
    return None


def _state_organ(text: str, kind: MentionKind) -> Resolution | None:
    """Read "Iraqi army", "Iraq's army", "the army of Iraq": a state and one of its organs."""
    for start, end in _windows(text):
        state = look_up(states_by_demonym(), OWNER.sub("", text[start:end].rstrip(",")))
        if state is None or not _stands_for_whole(text, start):
            continue
        before, after = text[:start], TURNS.split(text[end:])[0]
        sector = _sector(after) or (_sector(before) if MEMBERS.search(before) else None)
        if sector is None:
            return None
        person = kind is MentionKind.PERSON
        rule = "office of a state" if person else "organ of a state"
        return _ranked((state_entity(state, sector),), rule, 0.6 if person else 0.85)
    return None


def _sector(words: str) -> str | None:
    """Return the sector of the last sector word: "army intelligence" is intelligence."""
    found: list[tuple[int, int, str]] = []
    for sector, pattern in SECTOR_OF:
        found += [(match.end(), -match.start(), sector) for match in pattern.finditer(words)]
    return max(found)[2] if found else None
