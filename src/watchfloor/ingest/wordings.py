"""The wordings of page furniture, as a table: rule name, and what a sentence by it says.

Losing a sentence of news is worse than keeping a footer, so each wording asks for words that
reporting does not use, and covers a whole sentence from its first word. Every repetition is
bounded or runs to the end of the sentence.
"""

import re
from functools import cache

from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex

LEAD = r"[(\[*•>–—-]{0,3}\s{0,3}"
PAGE = r"(?:article|story|post|report|piece|column|essay|commentary|op-ed|item|dispatch|content)"
_SITES = (
    r"(?:twitter|facebook|instagram|telegram|x|tiktok|youtube|linkedin|social media|google news"
    r"|flipboard)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule's name and the pattern that a whole sentence or line must match."""

    name: str
    words: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern, compiled when it is first needed."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return late_regex(words, re.IGNORECASE)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


def _rule(name: str, *wordings: str) -> Wording:
    joined = "|".join(wordings)
    return Wording(name, rf"{LEAD}(?:{joined})")


REPUBLICATION = "republication"

SEQUEL = late_regex(
    r"[^\n]{0,120}\b(?:republish(?:e[sd]|ing)?|reprint(?:s|ed)?|repost(?:s|ed)?|headline|permission"
    r"|licen[cs]ed?|for length|for clarity|for style"
    r"|the original(?: (?:article|story|text|version))? (?:at|on|here|by|is|can|appeared)"
    r")\b[^\n]{0,200}",
    re.IGNORECASE,
)
"""What a sentence says that goes on about the republication named just before it."""

WORDINGS = (
    _rule(
        REPUBLICATION,
        rf"(?:please )?(?:note ?[:,-] ?)?this {PAGE} (?:has|have|was|were|is) (?:been )?"
        r"(?:automatically )?(?:indexed|syndicated|aggregated|auto-?generated|republished"
        r"|re-?posted|reprinted|reproduced)\b.*",
        r"we do not claim (?:any )?(?:legitimacy|ownership|copyrights?|rights)\b.*",
        rf"(?:to )?(?:see|read|view) the (?:(?:full|original|complete|entire) )?{PAGE}\b.{{0,60}}"
        r"\b(?:click here|original source|original site|source site|here)\b.{0,40}",
        r"(?:click|tap) here (?:to|for) (?:see |read |view )?(?:the )?(?:original|full|source)\b.*",
        rf"(?:read|see|view) the (?:original|full|complete|rest of the|rest of this) {PAGE}\b"
        r".{0,80}",
        r"(?:read|see|view|find) the original (?:here|(?:at|on) [\w/:-]{1,80}\.\w[\w./-]{1,120})",
        rf"(?:a version of )?this {PAGE} (?:was |has |is |had )?(?:been )?"
        r"(?:first|originally|previously|initially) (?:appeared|published|posted|produced"
        r"|released|ran|reported|written)\b.*",
        r"originally (?:appeared|published|posted) (?:by|in|on|at|here)\b.{0,120}",
        r"first published (?:by|in|on|at) [^,;]{2,80}",
        r"the post .{1,250} (?:first appeared|appeared first) (?:on|in) .{1,100}",
        r"(?:republished|reprinted|reposted|reproduced) (?:here )?(?:with (?:the )?(?:kind )?"
        r"permission|courtesy of|under (?:a |the )?creative commons)\b.*",
        r"this (?:article|story) (?:was|is|has been) (?:provided|distributed) (?:to .{1,60} )?"
        r"(?:by|through|via|in partnership with)\b.*",
        rf"(?:except for the headline, )?this {PAGE} has not been edited by\b.*",
        r"(?:original (?:article|source|story|link)|source(?: link| url)?|via) ?: ?https?://\S+",
        r"original (?:source|article|link|story)",
    ),
    _rule(
        "cookie notice",
        r"(?:we|(?:this|our) (?:web ?)?(?:site|page))(?: and our (?:\d+ )?partners)? uses? "
        r"(?:our own |necessary |third-party )?cookies\b.*",
        r"we and our (?:\d+ )?(?:trusted )?partners (?:store|use|process)\b.*",
        r"by (?:continuing|clicking|using|browsing|accepting|closing|visiting|scrolling)\b.{0,120}"
        r"\byou (?:agree|consent|are agreeing|acknowledge)\b.*",
        r"(?:accept|reject|manage|allow|decline) (?:all )?(?:cookies|tracking|consent)\b.{0,60}",
        r"please (?:enable|accept|allow|turn on) (?:cookies|javascript)\b.*",
        r"(?:cookie|privacy|consent) (?:policy|settings|preferences|notice|statement|choices)",
        r"your privacy (?:matters|is important|choices)\b.{0,80}",
    ),
    _rule(
        "copyright",
        r"(?:copyright ?)?(?:©|\(c\) ?(?=(?:19|20)\d\d|copyright)).*",
        r"copyright,? (?:by |of )?(?:the |\d{4})\b.{0,160}",
        r"copyright [^.,;]{2,60},? \d{4}",
        r".{0,120}\ball rights (?:are )?reserved\b.{0,80}",
        r".{0,80}(?:todos los derechos reservados|tous droits réservés|alle rechte vorbehalten"
        r"|todos os direitos reservados|tutti i diritti riservati|جميع الحقوق محفوظة).{0,80}",
        r"(?:this (?:material|content|article|story|document|work)|no part of this .{1,30}|the "
        r"content .{0,40}) may (?:not )?be (?:published|broadcast|reproduced|rewritten"
        r"|redistributed|copied|republished)\b.*",
    ),
    _rule(
        "subscription",
        r"(?:please |to )?(?:sign up|subscribe|register)\b.{0,120}\b(?:newsletters?|alerts?|inbox"
        r"|updates|channel|podcast|unlimited access|briefing)\b.{0,120}",
        r"(?:subscribe|sign up|register|log in|sign in)(?: now| today| here| for free)?[.!»>]{0,3}",
        r"get (?:the |our |all the |more )?.{1,60}\b(?:newsletter|in your inbox|to your inbox)\b.*",
        r"(?:already a|become a|not a) (?:subscriber|member)\b.{0,60}",
        r"(?:please )?(?:support|donate to) (?:our|independent|quality) (?:work|journalism)\b"
        r".{0,80}",
        r"(?:donate|join) (?:now|today|here)[.!]?",
        r"download (?:the|our) .{0,40}\bapp\b.{0,60}",
        r"join (?:us on|our) .{0,60}\b(?:telegram|whatsapp|newsletter|channel|mailing list)\b.*",
    ),
    _rule(
        "sharing",
        rf"share (?:this|the)(?: {PAGE}| page| link)?(?: (?:on|via|with) .{{1,60}})?[.!:]?",
        rf"(?:please )?(?:follow|like us|like our page) (?:[^,;]{{1,140}}? )?on {_SITES}\b"
        r".{0,80}",
        r"(?:you can )?(?:reach|follow|contact|e-?mail|write to) (?:him|her|them|us|me|the "
        r"(?:author|reporter|writer|editor)s?) (?:directly )?(?:at|on|via|through)\b.*",
    ),
    _rule(
        "contact",
        r"for (?:(?:any|all|more|further|additional|other|press|media|general) ){0,3}(?:questions"
        r"|inquiries|enquiries|information|details|queries|comment)(?: .{1,60}?)?, (?:please )?"
        r"(?:kindly )?(?:contact|e-?mail|call|write to|reach out)\b.*",
        r"(?:please )?(?:send|e-?mail) (?:us )?(?:your )?(?:tips|comments|corrections|feedback"
        r"|questions|news tips)\b.{0,120}",
    ),
    _rule(
        "related link",
        r"(?:read (?:more|also|next|too)|also read|see also|related(?: (?:stories|articles|story"
        r"|article|coverage|content|topics|news|posts|links))?|more on this(?: story)?|recommended"
        r"|most read|in pictures|trending|dig deeper|go deeper|don['’]t miss"
        r"|you may also like|editor['’]s picks?)\s?(?::.*|[.»>→]{0,3})",
        r"more from [^:]{1,40}:.*",
        r"(?:click|tap) here(?: for more(?: .{1,60})?)?[.!]?",
    ),
    _rule(
        "advertisement",
        r"(?:advertise?ments?|sponsored(?: content)?|paid content|promoted content)[.:]?",
        rf"(?:{PAGE}|scroll) (?:continues (?:below|after)|to continue)\b.{{0,60}}",
        r"continue reading(?: below| the main story)?[.»>→]{0,3}",
        r"skip (?:advertisement|ad|to main content|past newsletter promotion)",
    ),
    _rule(
        "photo credit",
        r"image (?:caption|source|copyright),?\s?.*",
        r"(?:file|handout|undated|archive) (?:photo|image|picture|photograph)(?: ?[:/].{0,80})?",
        r"(?:ap|reuters|afp|epa|getty|xinhua|upi) (?:photo|image|pool)(?: ?[:/].{0,80})?",
    ),
)

OPENERS = word_set(
    "a accept additional advertisement advertisements advertisment advertize afp allow already "
    "also ap archive article become browse by c click column commentary compiled consent "
    "contact content continue cookie copyright credit decline dig dispatch don donate download "
    "e edited editing editor email epa essay except file first follow for further get getty go "
    "handout image images in item join like log manage more most no not note op original "
    "originally our paid photo photograph photographs photos picture piece please post privacy "
    "promoted reach read recommended register reject related report reporting reposted "
    "reprinted reproduced republished research reuters scroll see send share sign skip source "
    "sponsored story subscribe support tap text the this to translated translation trending "
    "undated upi via video view we with write writing written xinhua you your ©"
)
"""First words of sentences that a rule may match, casefolded; the rest are passed over at once."""

INSIDE = (
    "reserv",
    "réserv",
    "vorbehalten",
    "riservati",
    "محفوظة",
    "contributed",
    "shutterstock",
    " via ",
    "/",
)
"""Parts of sentences that a rule may match whatever their first word, in lower case."""
