"""Patterns of stated relations over a sentence in which names are marks: <p0> , head of the <o1>.

A mark is a letter for the kind of the name (p person, o organisation, n nationality, l place, f
facility, g a group without a name) and its number; all other words are in small letters with one
space between. Every repetition is bounded, and every pattern begins with a mark or a rare word.
Hearst (1992) is the source of the method; the words are our own.
"""

import re
from dataclasses import dataclass

LEADERS = frozenset(
    {
        *("head", "leader", "commander", "chief", "president", "chairman", "chairwoman", "chair"),
        *("director", "premier", "king", "queen", "emir", "sultan", "governor", "mayor", "boss"),
        *("secretary-general", "founder", "co-founder", "ceo", "commander-in-chief", "chancellor"),
        *("chairperson", "rector", "dean", "warlord", "strongman", "ruler", "pope", "patriarch"),
        *("secretary general", "prime minister", "chief executive", "then-commander", "then-leader", "then-head"),
        *("administrator", "headmaster", "principal", "overlord", "supremo"),
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
        *("second", "councillor", "academic", "commissioner", "attorney", "rapporteur", "gen.", "col.", "maj.", "capt."),
        *("lt.", "brig.", "sgt.", "adm.", "cmdr.", "brigadier", "instructor", "treasurer"),
    }
)
_LESS = r"(?:deputy|vice|assistant|associate|second|under|junior|former deputy)"
_ROLE = (
    r"(?P<role>(?:(?:deputy|vice|assistant|associate|acting|former|ex-?) ){0,2}(?:"
    + "|".join(sorted(map(re.escape, LEADERS | MEMBERS), key=len, reverse=True))
    + r"))(?: of staff| in command| operating officer| financial officer)?"
)
_W = r"[^\s<>,;.()]+ "
_ADJ = (
    r"(?!(?:said|says|told|that|by|and|with|who|to|of|in|on|for|from|the|a|as|is|was|has|had|met"
    r"|when|while|but|after|before|until|against|at)\b)[^\s<>,;.()]+ "
)
"""A word between a body and its office: chief, national security."""
_DET = (
    r"(?:(?:the|a|an|its|their|his|her|this|that|both|so-called) )?(?:so-called )?"
    r"(?:<[nl]\d+> (?=<[og]))?"
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
    r"|controlled|propped up)"
)
_GOODS = r"(?:weapons|arms|money|funds|drones|missiles|training|support|ammunition|cash|funding)"
_PART = (
    r"(?:(?:a |an )?(?:integral )?part|wing|branch|arm|unit|affiliate|chapter|faction|division"
    r"|subsidiary|component|organ|section|battalion|brigade|regiment)"
)
_SPLIT = r"(?:splinter group|splinter faction|splinter|offshoot|breakaway faction|breakaway group)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with groups s and o; without a predicate its group `role` says it.

    `cues` are words of which one has to stand in the sentence; `opens` marks acts after which "in
    2016" says since when the relation holds.
    """

    predicate: str
    regex: re.Pattern[str]
    cues: frozenset[str] = frozenset()
    opens: bool = False


def _made(predicate: str, regex: str, cues: str = "", *, opens: bool = False) -> Pattern:
    return Pattern(predicate, re.compile(regex), frozenset(cues.split()), opens)


ROLES = frozenset(word.split()[-1] for word in LEADERS | MEMBERS)
_OF = r"(?:of|at|for|with|in|from)"

_TITLE = r"(?:(?:gen|col|maj|lt|mr|mrs|ms|dr|capt|cpt|brig|general|colonel|major)\.? ){0,2}"

BY_ROLE = (
    # <p0> , a senior fellow at the <o1>; <p0> , vice president of policy at <o1>
    _made(
        "",
        rf"{_SP} ,(?: \d+ ,)?(?: who {_BE})?(?: now)? {_DET}(?:{_W}){{0,4}}?{_ROLE} (?:(?:{_W}){{0,4}}?)(?P<prep>{_OF}) {_DET}(?:{_W}){{0,2}}?{_OB}",
    ),
    # <p0> , a veteran of the <n1> war who is now the vice president of foreign policy at <o2>
    _made(
        "",
        rf"{_SP} , [^.;<>]{{0,80}}(?:<[nlo]\d+> (?:{_W}){{0,2}})?who {_BE} (?:now )?{_DET}(?:{_W}){{0,3}}?{_ROLE} (?:(?:{_W}){{0,4}}?)(?P<prep>{_OF}) {_DET}{_OB}",
    ),
    # <p0> , the <o1> fellow; <p0> , <l1> 's foreign minister
    _made("", rf"{_SP} ,(?: \d+ ,)? {_DET}(?:{_W}){{0,2}}?{_OB} (?:'s )?(?:{_W}){{0,3}}?{_ROLE}(?= [,.;]|$)"),
    # <p0> is the director of the <o1>
    _made(
        "",
        rf"{_SP} (?:who )?{_BE} (?:also )?(?:now )?(?:appointed |named |elected )?{_DET}(?:{_W}){{0,3}}?{_ROLE} (?:(?:{_W}){{0,3}}?)(?P<prep>{_OF}) {_DET}{_OB}",
        opens=True,
    ),
    # the commander of the <o1> , <p0>
    _made("", rf"\b{_ROLE} (?P<prep>of|for|at) {_DET}{_OB} ,? ?{_SP}"),
    # <o1> spokesman <p0>; <l1> 's president , <p0>; <n1> foreign minister <p0>
    _made("", rf"{_OB} (?:'s )?(?:{_ADJ}){{0,3}}?{_ROLE} (?:, )?(?:known as )?{_TITLE}{_SP}"),
    # mayor <p0> of <l1>
    _made("", rf"\b{_ROLE} {_SP} (?P<prep>of|at|from) {_DET}{_OB}"),
)

BY_WORDS = (
    _made("member_of", rf"{_SP} of (?:the )?(?P<o><[of]\d+>)", "of"),
    _made("member_of", rf"{_SP} ,? ?(?:who )?(?:works|worked) (?:for|at) {_DET}{_OB}", "works worked"),
    _made(
        "member_of",
        rf"{_SP} (?:who )?(?:has |had )?(?:joined|serves in|served in|belongs to|enlisted in) {_DET}(?P<o><o\d+>)",
        "joined serves served belongs enlisted",
        opens=True,
    ),
    _made(
        "leads",
        rf"{_SP} ,? ?(?:who )?(?:has |had )?(?:also )?(?:commands|leads|heads|led|headed|commanded|runs|chairs|founded|chaired|directs|directed|took command of|took over|rules|ruled) {_DET}{_OB}",
        "commands leads heads led headed commanded runs chairs founded chaired directs directed command over rules ruled",
        opens=True,
    ),
    _made("leads", rf"\bcommanding {_DET}(?P<o>{_GROUP}) , {_SP}", "commanding"),
    _made(
        "leads",
        rf"{_OB} ,? ?(?:which )?(?:{_BE} )?(?:led|headed|commanded|founded|run|chaired|ruled) by {_DET}(?:{_W}){{0,3}}?{_SP}",
        "led headed commanded founded run chaired ruled",
    ),
    _made("backs", rf"{_SB} -(?:backed|supported|funded|sponsored|armed|trained) (?:{_W}){{0,4}}?{_OG}", "-backed -supported -funded -sponsored -armed -trained"),
    _made(
        "backs",
        rf"{_SB} ,? ?(?:which )?(?:has |have |had )?(?:long |openly |secretly |directly |also )?{_BACK} (?:and {_BACK} )?{_DET}(?:(?!by |for ){_W}){{0,3}}?(?P<o><[ogln]\d+>)",
        "backs supports arms funds finances sponsors trains equips bankrolls supported armed funded financed sponsored trained equipped backed bankrolled",
    ),
    _made(
        "backs",
        rf"(?P<o>{_GROUP}){_LINK}(?:directly |mainly |partly |also |largely )?{_BACKED}(?: (?:and|,) {_BACKED})* (?:directly )?by {_DET}(?:{_W}){{0,2}}?{_SB}",
        "backed supported armed funded financed sponsored trained equipped bankrolled paid controlled propped",
    ),
    _made(
        "backs",
        rf"{_SB} (?:provides|provided|supplies|supplied|gives|gave|sends|sent|ships|delivers) (?:{_W}){{0,3}}?{_GOODS} (?:and {_GOODS} )?to {_DET}(?:{_W}){{0,2}}?{_OB}",
        "provides provided supplies supplied gives gave sends sent ships delivers",
    ),
    _made("backs", rf"{_SB} (?:supplies|supplied|provides|provided|arms|furnishes) {_DET}(?:{_W}){{0,2}}?{_OG} with (?:{_W}){{0,3}}?{_GOODS}", "supplies supplied provides provided furnishes"),
    _made("backs", rf"(?P<o>{_GROUP}) (?:receives|received|gets|get|receive) (?:{_W}){{0,3}}?{_GOODS} (?:and {_GOODS} )?from {_DET}{_SB}", "receives received gets get receive"),
    _made("backs", rf"(?P<o>{_GROUP}) , (?:{_W}){{0,4}}?(?:proxy|proxies|client|puppet) of {_DET}{_SB}", "proxy proxies client puppet"),
    _made("backs", rf"(?P<o>{_GROUP}) , {_DET}{_SB} (?:'s )?(?:{_W}){{0,3}}?(?:proxy|ally and proxy|proxies|client)", "proxy proxies client"),
    _made("backs", rf"(?P<o>{_GROUP}) ,? ?(?:which|that|whom) {_SB} {_BACK}", "which that whom"),
    _made("part_of", rf"{_SB}{_OTHERS}{_LINK}(?:(?!as |for ){_NB}){{0,5}}?(?<! as ){_PART} of {_DET}(?:{_W}){{0,3}}?(?P<o><[ogl]\d+>)", "part wing branch arm unit affiliate chapter faction division subsidiary component organ section battalion brigade regiment"),
    _made("part_of", rf"{_SG}{_OTHERS} ,? ?(?:which )?(?:belongs to|belong to|comes under|come under|answers to|falls under|operates under|merged into|is integrated into) {_DET}{_OB}", "belongs belong comes come answers falls operates merged integrated", opens=True),
    _made("part_of", rf"{_OB} 's (?:{_W}){{0,3}}?(?:wing|branch|arm|unit|brigade|battalion) , (?:the )?{_SG}", "wing branch arm unit brigade battalion"),
    _made("part_of", rf"{_OB} , (?:{_W}){{0,5}}?(?:umbrella|coalition|alliance|group|network|federation) (?:{_W}){{0,3}}?(?:includes|include|comprises|unites|including) {_DET}{_SG}", "includes include comprises unites including"),
    _made("part_of", rf"{_OG} , which (?:includes|comprises|unites|consists of|is made up of) {_DET}{_SG}", "includes comprises unites consists made"),
    _made("part_of", rf"(?P<o><[on]\d+>) 's (?P<s><o\d+>)", "'s"),
    _made("tied_to", rf"{_SB}{_LINK}(?:{_NB}){{0,6}}?(?:ties|links|connections|linked|affiliated|tied|close) (?:to|with) {_DET}(?:{_W}){{0,2}}?(?P<o><[ponglf]\d+>)", "ties links connections linked affiliated tied close"),
    _made("tied_to", rf"(?P<o>{_BODY}) -(?:linked|affiliated|inspired|connected|tied) (?:{_W}){{0,3}}?{_SG}", "-linked -affiliated -inspired -connected -tied"),
    _made("tied_to", rf"{_SG} ,? ?(?:which )?(?:has |had |have )?(?:pledged|swore|sworn|declared) (?:allegiance|loyalty) to {_DET}(?:{_W}){{0,2}}?{_O}", "allegiance loyalty", opens=True),
    _made("tied_to", rf"{_SG}{_LINK}(?:{_NB}){{0,3}}?{_SPLIT} of {_DET}{_OB}", "splinter offshoot breakaway"),
    _made("tied_to", rf"{_SG} ,? ?(?:which )?(?:split from|broke away from|broke from|seceded from) {_DET}{_OB}", "split broke seceded"),
    _made("tied_to", rf"\b(?:links|ties|connections) between {_DET}{_SB} and {_DET}{_OB}", "links ties connections"),
    _made("allied_with", rf"{_S}{_LINK}(?:{_NB}){{0,3}}?(?:allied with|allied to|aligned with|ally of|allies of|loyal to|coalition partner of|partner of) {_DET}(?:{_W}){{0,2}}?{_O}", "allied aligned ally allies loyal partner"),
    _made("allied_with", rf"{_SB} (?:fights|fight|fought|fighting|operates) alongside {_DET}(?:{_W}){{0,2}}?{_OB}", "alongside"),
    _made("allied_with", rf"{_SB} and {_DET}{_OB} {_BE} (?:{_W}){{0,2}}?allies", "allies"),
    _made("allied_with", rf"(?P<o>{_BODY}) -(?:allied|aligned) (?:{_W}){{0,3}}?{_SG}", "-allied -aligned"),
    _made("opposes", rf"{_SB}{_LINK}(?:{_NB}){{0,3}}?(?:at war with|rival of|rivals of|enemy of|foe of|opponent of|opposed to|hostile to|fighting against) {_DET}(?:{_W}){{0,2}}?{_O}", "war rival rivals enemy foe opponent opposed hostile fighting"),
    _made("opposes", rf"{_SB} ,? ?(?:which )?(?:opposes|oppose|has fought|have fought|is fighting|are fighting|has been fighting|have been fighting|battles) {_DET}(?:{_W}){{0,2}}?{_O}", "opposes oppose fought fighting battles"),
    _made("opposes", rf"\b(?:feud|war|conflict|rivalry|fighting) between {_DET}(?:{_W}){{0,2}}?(?P<s><[og]\d+>) and {_DET}(?:{_W}){{0,2}}?(?P<o><[og]\d+>)", "feud war conflict rivalry fighting"),
)
STATE_ROLES = frozenset(
    {
        *("president", "prime minister", "premier", "king", "queen", "emir", "sultan", "mayor"),
        *("governor", "chancellor", "ruler", "leader", "minister", "secretary", "ambassador"),
        *("envoy", "negotiator", "official", "spokesman", "spokeswoman", "diplomat", "chief"),
        *("gen.", "general", "senator", "lawmaker", "head", "representative", "strongman"),
    }
)
"""Offices that a state or a place can have; its other people are only from there."""
LESS = re.compile(_LESS)
