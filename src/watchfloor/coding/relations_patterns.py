"""Patterns of stated relations over a sentence in which names are marks: <p0> , head of the <o1>.

A mark is a letter for the kind of the name (p person, o organisation, n nationality, l place, f
facility, g a group without a name) and its number; all other words are in small letters with one
space between. Every repetition is bounded, and every pattern begins with a mark or a rare word.
Hearst (1992) is the source of the method; the words are our own.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from watchfloor import assets
from watchfloor.model.late import late_regex

LEADERS = frozenset(
    {
        *("head", "leader", "commander", "chief", "president", "chairman", "chairwoman", "chair"),
        *("director", "premier", "king", "queen", "emir", "sultan", "governor", "mayor", "boss"),
        *("secretary-general", "founder", "co-founder", "ceo", "commander-in-chief", "chancellor"),
        *("chairperson", "rector", "dean", "warlord", "strongman", "ruler", "pope", "patriarch"),
        *(
            "secretary general",
            "prime minister",
            "chief executive",
            "then-commander",
            "then-leader",
            "then-head",
        ),
        *("administrator", "headmaster", "principal", "overlord", "supremo"),
        *("first minister", "chief minister"),
    }
)
MEMBERS = frozenset(
    {
        *("spokesman", "spokeswoman", "spokesperson", "fellow", "analyst", "member", "official"),
        *("minister", "adviser", "advisor", "deputy", "researcher", "professor", "lecturer"),
        *("envoy", "ambassador", "lawmaker", "senator", "negotiator", "officer", "fighter"),
        *("veteran", "scholar", "expert", "economist", "historian", "scientist", "strategist"),
        *("secretary", "aide", "lawyer", "engineer", "doctor", "coordinator", "representative"),
        *("correspondent", "reporter", "editor", "colonel", "general", "captain", "lieutenant"),
        *("soldier", "militant", "operative", "recruiter", "judge", "prosecutor", "diplomat"),
        *("manager", "consultant", "specialist", "staff", "congressman", "congresswoman"),
        *("legislator", "parliamentarian", "mp", "negotiators", "inspector", "major", "admiral"),
        *("bishop", "cleric", "organiser", "activist", "employee", "volunteer", "delegate"),
        *(
            "second",
            "councillor",
            "academic",
            "commissioner",
            "attorney",
            "rapporteur",
            "gen.",
            "col.",
            "maj.",
            "capt.",
        ),
        *("lt.", "brig.", "sgt.", "adm.", "cmdr.", "brigadier", "instructor", "treasurer"),
    }
)
_LESS = r"(?:deputy|vice|assistant|associate|second|under|junior|former deputy)"
_ROLE = (
    r"(?P<role>(?:(?:deputy|vice|assistant|associate|acting|former|ex-?|then|late) ){0,2}"
    r"(?:then-|ex-)?(?:"
    + "|".join(sorted(map(re.escape, LEADERS | MEMBERS), key=len, reverse=True))
    + r"))(?: of staff| in command| operating officer| financial officer)?"
)
_W = r"[^\s<>,;.()]+ "
_ADJ = (
    r"(?!(?:said|says|told|that|by|and|with|who|to|of|in|on|for|from|the|a|as|is|was|has|had|met"
    r"|when|while|but|after|before|until|against|at|under|during|since|via|despite)\b)"
    r"[^\s<>,;.()]+ "
)
"""A word between a body and its office: chief, national security."""
_DET = (
    r"(?:(?:the|a|an|its|their|his|her|this|that|both|so-called) )?(?:so-called )?"
    r"(?:<[nl]\d+> (?:'s )?(?=<[og]))?"
)
_ANY = r"<[ponglf]\d+>"
_BODY = r"<[onglf]\d+>"
_ORGAN = r"<[onglfb]\d+>"
_GROUP = r"<[ogn]\d+>"
_S, _O = f"(?P<s>{_ANY})", f"(?P<o>{_ANY})"
_SP, _OB = r"(?P<s><p\d+>)", f"(?P<o>{_ORGAN})"
_SG, _OG = f"(?P<s>{_GROUP})", f"(?P<o>{_GROUP})"
_SB = f"(?P<s>{_BODY})"
_BE = r"(?:is|are|was|were|remains|remain|became|become|being|been|has been|have been)"
_NB = r"(?!(?:is|are|was|were|and|or|but)\b)[^\s<>,;.()]+ "
_LINK = (
    rf"(?: (?:{_NB}){{0,2}}(?:{_BE} )?(?:{_NB})?| , (?:{_NB}){{0,2}}"
    rf"| , (?:{_NB}){{0,5}}(?:that|which|who) (?:{_NB}){{0,2}}(?:{_BE} )?(?:{_NB})?)"
)
"""From a name to what is said of it: is ..., , which is ..., , a group that is ..."""

_OTHERS = rf"(?: and (?:the )?other(?: [^\s<>,;.()]+| {_ANY}){{0,8}}?)?"
_BACK = (
    r"(?:backs|supports|arms|funds|finances|sponsors|trains|equips|bankrolls|supported|armed"
    r"|funded|financed|sponsored|trained|equipped|backed|bankrolls|bankrolled)"
)
_BACKED = (
    r"(?:backed|supported|armed|funded|financed|sponsored|trained|equipped|bankrolled|paid"
    r"|controlled|propped up|fed|assisted|aided)"
)
_GOODS = r"(?:weapons|arms|money|funds|drones|missiles|training|support|ammunition|cash|funding)"
_PART = (
    r"(?:(?:a |an )?(?:integral )?part|wing|branch|arm|unit|affiliate|chapter|faction|division"
    r"|subsidiary|component|organ|section|battalion|brigade|regiment)"
)
_FORCE = (
    r"(?:fighters|forces|troops|units|rebels|militia|militias|militants|guerrillas|soldiers"
    r"|members)"
)
"""People of a body, behind its name: ELN guerrillas."""
_KIND_OF = (
    r"(?:think-tank|think tank|charity|group|agency|party|newspaper|firm|union|institute|movement"
    r"|consultancy|association|organisation|organization|foundation|network|centre|center)"
)
"""What a body is, before its name: of the think-tank Orvale."""
_ORGAN_NOUN = (
    r"(?:service|agency|company|ministry|police|army|wing|branch|bank|council|directorate|command"
    r"|unit|force|guard|corps|arm|division|brigade|committee|bureau|regiment|battalion|militia"
    r"|<b\d+>)"
)
_SPLIT = r"(?:splinter group|splinter faction|splinter|offshoot|breakaway faction|breakaway group)"


@dataclass(frozen=True)
class Pattern:
    """A pattern with groups s and o; of predicate "role" its group `role` says what it states.

    `cues` are words of which one has to stand in the sentence; `opens` marks acts after which "in
    2016" says since when the relation holds.
    """

    predicate: str
    written: str
    cues: frozenset[str]
    opens: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the pattern compiled, when a sentence has one of its cues for the first time."""
        return late_regex(_PART_NAME.sub(lambda found: PARTS[found[1]], self.written))


ROLES = frozenset(word.split()[-1] for word in LEADERS | MEMBERS)
_OF = r"(?:of|at|for|with|in|from)"

_TITLE = r"(?:(?:gen|col|maj|lt|mr|mrs|ms|dr|capt|cpt|brig|general|colonel|major)\.? ){0,2}"

STATE_ROLES = frozenset(
    {
        *("president", "prime minister", "premier", "king", "queen", "emir", "sultan", "mayor"),
        *("first minister", "chief minister"),
        *("governor", "chancellor", "ruler", "leader", "minister", "secretary", "ambassador"),
        *("envoy", "negotiator", "official", "spokesman", "spokeswoman", "diplomat", "chief"),
        *("gen.", "general", "senator", "lawmaker", "head", "representative", "strongman"),
    }
)
"""Offices that a state or a place can have; its other people are only from there."""
LESS = late_regex(_LESS)

PARTS = MappingProxyType(
    {
        **{"S": _S, "O": _O, "SP": _SP, "OB": _OB, "SG": _SG, "OG": _OG, "SB": _SB},
        **{
            "ANY": _ANY,
            "BODY": _BODY,
            "ORGAN": _ORGAN,
            "GROUP": _GROUP,
            "W": _W,
            "NB": _NB,
            "ADJ": _ADJ,
        },
        **{"DET": _DET, "BE": _BE, "LINK": _LINK, "OTHERS": _OTHERS, "ROLE": _ROLE, "OF": _OF},
        **{"TITLE": _TITLE, "BACK": _BACK, "BACKED": _BACKED, "GOODS": _GOODS, "PART": _PART},
        **{"SPLIT": _SPLIT, "FORCE": _FORCE, "KIND_OF": _KIND_OF, "ORGAN_NOUN": _ORGAN_NOUN},
    }
)
"""What @NAME stands for in `relations.csv`."""

_PART_NAME = late_regex(r"@([A-Z]+(?:_[A-Z]+)?)")


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return the patterns of the table, the surest first.

    Raises:
        AssetError: the table is missing or differs from its manifest.
    """
    return tuple(
        Pattern(
            predicate=row["predicate"],
            written=row["pattern"],
            cues=frozenset(row["cues"].split("|")) if row["cues"] else ROLES,
            opens=row["opens"] == "yes",
        )
        for row in assets.load_rows("relations")
    )
