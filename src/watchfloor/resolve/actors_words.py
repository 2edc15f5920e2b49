"""The words by which news names organs of states, offices, members of groups, and groups again.

General English of the genre, no names of persons or events. Every pattern is bounded.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.names import fold

SECTORS = {
    "MIL": "armed forces",
    "COP": "police",
    "GOV": "government",
    "SPY": "intelligence services",
    "LEG": "parliament",
    "JUD": "courts",
}
"""PLOVER's sectors of a state, and what an entity of that sector is called."""
RANK = (
    r"(?:gen|lt|col|maj|capt|brig|adm|sgt)\.|(?:general|colonel|major|captain|admiral|lieutenant"
    r"|brigadier|sergeant|marshal)s?"
)
SECTOR_WORDS = {
    "MIL": r"army|armies|troops?|soldiers?|forces?|military|navy|air ?force|marines?|warplanes?"
    r"|(?:jets|drones|gunships|artillery|helicopters|aircraft|planes)$"
    r"|warships?|airmen|servicem[ae]n|service ?members?|special forces|commandos"
    r"|general staff|coast ?guard|battalions?|brigades?|garrison|airstrikes?|paratroopers"
    rf"|peacekeepers|{RANK}"
    r"|(?:border|national|presidential|republican|revolutionary|royal) guards?(?:men)?"
    r"|armed services|joint chiefs(?: of staff)?|high command"
    r"|defen[cs]e (?:forces?|ministry|minister|ministers|department|officials?|chief|secretary)"
    r"|minist(?:ry|er) of (?:national )?defen[cs]e|secretary of defen[cs]e"
    r"|department of defen[cs]e",
    "COP": r"police|policem[ae]n|police officers?|police force|police department|gendarmes?"
    r"|gendarmerie|constabulary|carabineros|carabinieri",
    "SPY": r"intelligence(?: (?:services?|agenc(?:y|ies)|offic(?:ials?|ers?)|chiefs?))?|spies"
    r"|secret service|spy agency",
    "LEG": r"parliament|lawmakers?|senate|senators?|congress|national assembly|legislat(?:ors?|ure)"
    r"|mps|house of representatives|congressm[ae]n",
    "JUD": r"(?:(?:supreme|high|appeals?|criminal|military|federal|constitutional) )?courts?"
    r"|judges?|judiciary|prosecutors?|tribunals?|attorney general",
    "GOV": r"government|department|authorities|officials?|administration|cabinet|regime|junta"
    r"|president|prime minister|premier|chancellor|ministers?|ministry|foreign ministry"
    r"|interior ministry"
    r"|embassy|embassies|consulates?|ambassadors?|diplomats?|presidency|governor|envoys?"
    r"|leadership|advis[eo]rs?|secretary|state department|foreign office|delegation|mission"
    r"|transitional government|military government|king|crown prince|supreme leader|leaders?"
    r"|head of state|spokes(?:man|woman|person)|negotiators?|representatives?|monarch(?:y)?",
}
SECTOR_OF = tuple(
    (sector, late_regex(rf"\b(?:{words})(?![\w-])", re.IGNORECASE))
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
BODY_SECTORS = tuple((sector, late_regex(words)) for sector, words in BODY_WORDS.items())


def sector_of_body(name: str) -> str:
    """Return the sector of a named organ of a state by its words, government if they say none."""
    for sector, words in BODY_SECTORS:
        if words.search(name):
            return sector
    return "GOV"


def sector_of(words: str) -> str | None:
    """Return the sector of the last sector word: "army intelligence" is intelligence."""
    found: list[tuple[int, int, str]] = []
    for sector, pattern in SECTOR_OF:
        found += [(match.end(), -match.start(), sector) for match in pattern.finditer(words)]
    return max(found)[2] if found else None


# "former Iraqi officers", "Iran-backed militias", "anti-Taliban forces" are not whom they name
NOT_THEIRS = late_regex(
    r"\b(?:former|ex|anti|pro|retired|would-be|defected|non|so-called pro)\b[ -]", re.IGNORECASE
)
NOT_NOW = late_regex(r"\b(?:defectors?|deserters?|veterans?|dissidents?|exiles?)\b", re.IGNORECASE)
TURNS = late_regex(
    r"\b(?:of|by|from|against|in|with|at|near|on|who|that|which|and|to|for|under|since)\b"
    r"|[,;](?=\s)|[(\[]",
    re.IGNORECASE,
)
MEMBER = (
    r"fighters?|members?|forces|militants?|leaders?|leadership|commanders?|spokes\w+|units?"
    r"|gunm[ae]n|supporters|elements|cells?|branch|wing|chiefs?|head|deputy head|group|government"
    r"|army|president|ministry|minister|parliament|republic|military|police|king|governor"
    r"|officials?|officers?|soldiers?|troops|representatives?|secretary[- ]general|director"
    r"|insurgents?|rebels?|guerrillas?|terrorists?|faction|founder|chairman|columns?|commandos?"
    r"|ambassadors?|embassy|authorities|administration|delegation|high command|team|bloc"
    r"|defen[cs]e|interior|foreign affairs|security forces|armed forces|national police|emir"
    r"|vice president|prime minister|premier|secretary|senators?|court"
    r"|regime|rulers|experts?|emissary"
)
MEMBERS = late_regex(rf"\b(?:{MEMBER}) (?:of|from|for|with|in|inside) (?:the )?$", re.IGNORECASE)
OFFICE = late_regex(
    r"\b(?:(?:leader|commander|fighter|member|militant|chief|head|official|emir|officer|soldier"
    r"|minister|president|premier|ambassador|envoy|senator|diplomat|judge|prosecutor|governor"
    r"|chancellor|king|prince|secretar(?:y|ie)|advis[eo]r|troop|representative|guerrilla|rebel"
    r"|insurgent|terrorist|policeman|lawmaker|director|founder|chairman|negotiator|boss)s?"
    rf"|spokes\w+|gunm[ae]n|policem[ae]n|police|marine|pilot|agent|{RANK})(?![\w-])",
    re.IGNORECASE,
)
MANY = late_regex(
    r"(?:\w+s|gunm[ae]n|policemen|spokesmen|police|people|personnel|troops|elements)$",
    re.IGNORECASE,
)
DETERMINER = late_regex(
    r"^(?:the|a|an|some|several|its|their|his|her|many|most|all|other|this|that|these|those|another"
    r"|one|two|three|four|five|at least|about|around|more than|hundreds of|thousands of"
    r"|dozens of|mr\.|mrs\.|ms\.|dr\.) ",
    re.IGNORECASE,
)
OWNER = late_regex(r" ?['’‘`]s?$")
TOKEN = late_regex(r"\S+")
WORD = late_regex(r"[^\W_](?:[\w.'’‘`-]{0,60}\w)?(?:(?<=\.\w)\.)?")
"""A word of a name, hyphens, apostrophes and inner stops included."""

PERSON_PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
BODY_PRONOUNS = frozenset({"it", "its", "itself"})
MANY_PRONOUNS = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
PRONOUNS = PERSON_PRONOUNS | BODY_PRONOUNS | MANY_PRONOUNS | RELATIVES

ARMED = frozenset({"REB", "PRM", "IMG", "CRM"})
FIGHTING = ARMED | {"MIL"}
BODIES = ARMED | {"MIL", "COP", "SPY", "GOV", "PTY", "REL", "IGO", "NGO", "LEG", "JUD"}


@dataclass(frozen=True, slots=True)
class Description:
    """A noun that stands for a body named before, and the types of bodies it may stand for."""

    words: re.Pattern[str]
    types: frozenset[str]


def _description(words: str, *types: str) -> Description:
    return Description(late_regex(rf"(?:{words})$", re.IGNORECASE), frozenset(types))


DESCRIPTIONS = (
    _description(
        r"group|outfit|faction|front|movement|organi[sz]ation|network|wing|brigade",
        *ARMED,
        "PTY",
        "REL",
        "NGO",
    ),
    _description(r"militia", "PRM", "REB"),
    _description(
        r"rebels?|insurgents?|guerrillas?|militants?|fighters|jihadists?"
        r"|extremists?|terrorists?|insurgency|gang|cartel|gunmen|separatists|islamists|paramilitar\w+",
        *ARMED,
    ),
    _description(r"alliance|coalition|bloc", "IGO", "PTY", "PRM", "REB", "IMG", "MIL"),
    _description(r"union|world body|agency|mission|court|tribunal", "IGO", "NGO"),
    _description(r"party", "PTY", "REB"),
    _description(r"charity|aid group|rights group|watchdog|monitor", "NGO"),
)
"""What "the group" may be, by the noun; tried in this order."""

ORGANS = (
    (
        late_regex(
            r"(?:(?:national|armed|royal|regular) )?(?:army|military|armed forces|forces|air force"
            r"|navy|troops|soldiers|defen[cs]e ministry)",
            re.IGNORECASE,
        ),
        "MIL",
    ),
    (
        late_regex(
            r"(?:(?:central|federal|national|transitional|military|interim|current|new) )?"
            r"(?:government|administration|authorities|regime|cabinet|junta|ministry"
            r"|(?:foreign|interior) ministry|embassy)",
            re.IGNORECASE,
        ),
        "GOV",
    ),
    (
        late_regex(
            r"(?:(?:national|federal|riot) )?(?:police|policem[ae]n|gendarmerie)", re.IGNORECASE
        ),
        "COP",
    ),
    (
        late_regex(
            r"(?:parliament|legislature|senate|national assembly|congress|lower house)",
            re.IGNORECASE,
        ),
        "LEG",
    ),
    (late_regex(r"(?:supreme court|constitutional court|judiciary)", re.IGNORECASE), "JUD"),
)
"""Organs that "the" makes those of the country the text is about."""
SOME_OF_THEM = late_regex(r"(?:troops|soldiers|policem[ae]n|forces)$", re.IGNORECASE)
"""People of an organ: those named before, and not the organ of whatever country."""


def unowned(name: str) -> str:
    """Return a name without the mark of the owner: "Iran's" is Iran."""
    return name if APOSTROPHES.isdisjoint(name[-2:]) else OWNER.sub("", name)


APOSTROPHES = frozenset("'’‘`")


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return one word of a name as it is looked up: folded, without the mark of the owner."""
    if word.isascii() and word.isalpha():
        return word.lower()
    return fold(unowned(word))


def longest_by_prefix(names: Iterable[str]) -> dict[str, int]:
    """Return, by the first one or two words of the names, how many words the longest has."""
    found: dict[str, int] = {}
    for name in names:
        words = WORD.findall(name)
        if words:
            key = " ".join(map(word_key, words[:2]))
            found[key] = max(found.get(key, 0), len(words))
    return found
