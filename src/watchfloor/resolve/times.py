"""Words of a date, with the sentence around them, to an interval: or to nothing, on purpose."""

import re
from dataclasses import replace

from watchfloor.model import Interval, Published, Resolution
from watchfloor.model.frozen import dataclass
from watchfloor.model.late import late_regex
from watchfloor.resolve.days import MONTHS, WEEKDAYS
from watchfloor.resolve.times_compound import read_words
from watchfloor.resolve.times_grammar import LONGEST, Anchor, Reading, compile_rule
from watchfloor.resolve.times_numeric import order_of
from watchfloor.resolve.times_words import normalise, without_clock

NEARBY = 90
"""Characters before and after a date in which its verb is looked for."""
CLAUSE = late_regex(r"[.;:!?,\n\"“”()]| - | — | – ")
_MAY = r"(?<!in )(?<!of )(?<!since )(?<![0-9] )may(?! (?:[0-9]|have\b))"
"""May as a verb, and not of what is past; in small letters it may be the month."""
COMING = late_regex(
    r"\b(?:will|shall|would(?! have)|won't|due|scheduled|slated|planned for|(?:is|are|be) planned"
    r"|plans? to|planning|expected|set (?:to|for)|intends?|(?:is|are|was|were) to|be held|begins?"
    r"|going to|ahead of|(?:vowed|vows|promised|promises|agreed|threatened|threatens|invited) to"
    r"|deadline|to be|to take place|can|" + _MAY + r"|must|should|meets?|travels?|resumes?"
    r"|comes|lands|visits|plans?|planned|planning|convenes?|effective|payable|as (?:early"
    r"|soon) as|postponed|extended"
    r"|call(?:s|ed|ing) for)\b"
)
SAID = late_regex(
    r"\b(?:said|told|announced|reported|warned|added|declared|confirmed|wrote|tweeted|denied"
    r"|claimed"
    r"|posted|briefed|vowed|ordered|called|agreed|accused|published|issued)\b[^a-z]*"
    r"(?:[a-z'.-]+ ){0,4}$"
)
PARTICIPLE = late_regex(r"(?:[a-z]{2}ed|shot|held|said|told|made|begun) (?:on |last )?$")
MODAL = late_regex(
    r"\b(?:will|would|shall|should|must|" + _MAY + r"|could|is to|are to|is due|are due)\b"
)
OPENS_CLAUSE = late_regex(r"(?:^|[.;:!?\n\"“”])\s*(?:on |from |by |in |the |until |at ){0,3}$")
MEANT_FOR = late_regex(r"(?:^|[\s(])for (?:the )?$")
LASTING = late_regex(
    r"for (?:\w+[ -]){1,4}?(?:minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?)\b",
    re.IGNORECASE,
)
COUNT = compile_rule(r"NUMBER UNIT(?:s)?")
AFTER_CLAUSE = late_regex(r"\s+after (?!the\b|that\b|all\b)[a-z]", re.IGNORECASE)
SET_FOR = late_regex(
    r"\b(?:declared|imposed|announced|ordered|jailed|sentenced|imprisoned|suspended|extended"
    r"|renewed|prolonged|barred|banned|prohibited|closed|shut down|clamped|proclaimed)\b"
)
"""What is done on one day and then lasts: "suspended for two weeks" lies ahead."""
GRANTED = late_regex(
    r"\b(?:g[ai]ven?|giving|gives|granted|allowed|imposed|ordered|declared|decreed|remanded"
    r"|adjourned|postponed|put off|extend(?:ed|ing)|prolong(?:ed|ing)|suspended|closed|banned"
    r"|barred|renewed)\b"
    r"(?! (?:last|on|in) )[^,;]*$"
)
"""A term given now, which ends ahead: "gave them until Thursday"."""
TO_DO = late_regex(r"\s+to (?!the\b|a\b)[a-z]{2,}\b")
OWNER = late_regex(r"['’]s?\b|['’]$")
FOLLOWS = late_regex(r"\s+(?!in\b|near\b|at\b|on\b)[A-Za-z]")
PERFECT = late_regex(r"\b(?:has|have|'ve|’ve)\b|\bsecond in\b")
PAST_PERFECT = late_regex(r"\bhad\b")
PRESENT = late_regex(
    r"\b(?:stays?|remains?|is|are|holds?|continues?|lasts?|runs?|extends?|extended|prolong(?:s|ed)"
    r"|will|may|must|can|should|shall|valid|keeps?|applies|apply|set)\b"
)
DONE = late_regex(
    r"(?<!be )(?<!to )\b(?:was|were|had|did|met|held|began|took|came|went|left|broke|fell"
    r"|lapsed|ended"
    r"|started|killed|attended|opened|closed|arrived|predicted|announced|passed|signed|fired|struck"
    r"|launched|attacked|arrested|shot|blew|won|lost|rose|expired)\b(?! to\b)"
)
PROMISE = late_regex(r"\b(?:promis|pledg|vow|schedul|plan|expect|forecast|predict)[a-z]*\b")
NAMED_AFTER = late_regex(
    r"[ -](?:Movement|Brigades?|Battalion|Front|Forces?|Division|Alliance|Coalition|Square|Street"
    r"|Avenue|Bridge|University|Hospital|Stadium|Airport|Organi[sz]ation|Martyrs|Revolution"
    r"|Agreement|Accord|Committee|Generation)\b"
)
POINT = late_regex(
    r"\b(?:"
    + "|".join((*MONTHS, "jan", "feb", "mar", "apr", "aug", "sept?", "oct", "nov", "dec"))
    + r"|christmas|easter|eid|[0-9]{1,2}(?:st|nd|rd|th)|this (?:week|month|quarter|year))\b"
)
"""Words that name a month, feast or numbered day, of which the nearest ahead may be months away.

What has happened lies behind there, whatever the words around say; weekdays are left to these, for
they are surer than the status that an event was given.
"""
NEVER_AHEAD = late_regex(r"\b(?:since|overnight|last|past|ago|yesterday|earlier|previous)\b")
UNTO = late_regex(r"(?:from|by|until|till|through|for|since|within|in the (?:next|coming))\b")
CLOCK_ALONE = "noon"
"""What is left of "at 8 a.m.": the hour belongs to the day that the text tells of."""
SCENE = 200
"""Characters around a date that may say in which country or hemisphere it is."""
BY_WEEKDAY = late_regex(r"by (?=(?:" + "|".join(WEEKDAYS) + r")\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What the text spoke of last, and whether it did so in the same sentence."""

    interval: Interval
    same_sentence: bool = False


def looks_ahead(words: str, before: str, after: str) -> bool:
    """Return whether a date, by the words around it, lies ahead of the text.

    Only the clause that holds the date counts, and a reporting verb next to it takes the date for
    itself: in "said on Monday it would withdraw" Monday has passed.
    """
    behind, clause = before[-NEARBY:].lower(), CLAUSE.split(before[-NEARBY:].lower())[-1]
    coming = CLAUSE.split(after[:NEARBY].lower().lstrip(" ,"))[0]
    if OPENS_CLAUSE.search(behind) and MODAL.search(after[:NEARBY].lower().split(".")[0]):
        return True
    if MODAL.match(coming) and not PARTICIPLE.search(behind):
        return True
    possessive = OWNER.search(words) or OWNER.match(after)
    lasting = LASTING.match(words)
    if lasting and SET_FOR.search(clause):
        return True
    meant_for = not lasting and (MEANT_FOR.search(behind) or words.lower().startswith("for "))
    if meant_for and not possessive:
        return True
    coming_words = [match.end() for match in COMING.finditer(clause)]
    if not coming_words or SAID.search(clause):
        return False
    # "after a deadline to leave lapsed on Monday": the verb next to the date is what counts
    return not any(match.start() >= coming_words[-1] for match in DONE.finditer(clause))


def is_promised(words: str, before: str) -> bool:
    """Return whether "in six months" is the term of a promise."""
    clause = CLAUSE.split(before[-NEARBY:].lower())[-1]
    return words.lower().startswith("in ") and bool(PROMISE.search(clause))


def tells_of_the_past(before: str, after: str) -> bool:
    """Return whether "By Friday" opens a clause of narration: "By Friday shops were closed"."""
    clause = after[:NEARBY].lower().split(".")[0]
    if not clause.strip() or not OPENS_CLAUSE.search(before[-NEARBY:].lower()):
        return False
    return not MODAL.search(clause)


def resolve_date(  # noqa: PLR0913  (what stands around the words, each by its name)
    words: str,
    published: Published | None,
    *,
    before: str = "",
    after: str = "",
    told: Told | None = None,
    order: str | None = None,
    coming: bool | None = None,
) -> Resolution | None:
    """Return the interval that the words of a date name, or None: never the bare published date.

    Args:
        words: the date's words as they stand in the text.
        published: when the document was published; unknown leaves relative words unresolved, and
            so does an interval of days whose two ends lead to different answers.
        before: the sentence up to the words, for its tense.
        after: the sentence behind them.
        told: what the text spoke of last, for "two days later" and "that night".
        order: "dmy" or "mdy", if the text shows the order of its numeric dates.
        coming: whether what the words date is still to come, where that is known by other means
            than the words around them; null leaves it to these.
    """
    if len(words) > LONGEST or is_no_date(words, after, before):
        return None
    if BY_WEEKDAY.match(words) and tells_of_the_past(before, after):
        words = BY_WEEKDAY.sub("", words)
    words = without_clock(words, after)
    text, ahead = normalise(words), looks_ahead(words, before, after) or is_promised(words, before)
    ahead = ahead or (coming is True and not NEVER_AHEAD.search(text))
    point = bool(POINT.search(text)) and not UNTO.match(text)
    behind = coming is False and (point or text.startswith("within "))
    ahead = ahead and not (behind or text.startswith(("since ", "ever since ")))
    if AFTER_CLAUSE.match(after) and COUNT.fullmatch(text):
        text = f"{text} after"
    if not text and any(map(str.isdigit, words)):
        text = CLOCK_ALONE
    ends = (published.from_, published.to) if published else (None, None)
    clause = CLAUSE.split(before[-NEARBY:].lower())[-1]
    base = Anchor(
        None,
        ends[1],
        ahead,
        narrative=told.interval if told else None,
        same=_same(told),
        aside=bool(FOLLOWS.match(after)) and (text.endswith(" after") or _same(told)),
        running=bool(PERFECT.search(clause)) and not PAST_PERFECT.search(clause),
        over=_same(told) and bool(PAST_PERFECT.search(clause)),
        granted=bool(GRANTED.search(clause)) or bool(TO_DO.match(after)),
        holds=bool(PRESENT.search(clause)) or ahead,
        told=bool(before.strip() or after.strip()),
        behind=behind,
        order=order or order_of(words),
        scene=f"{before[-SCENE:]} {words} {after[:SCENE]}".lower(),
    )
    readings = [read_words(text, replace(base, day=day)) for day in dict.fromkeys(ends)]
    first = readings[0]
    if first is None or any(_differs(first, other) for other in readings[1:]):
        return None
    return Resolution(interval=first.interval, rule=first.rule, score=first.score)


def _same(told: Told | None) -> bool:
    return told is not None and told.same_sentence


SMALL_MONTHS = ("may", "march")
SMALL = (*SMALL_MONTHS, "mar", "sun", "sat")
IN_MONTH = late_regex(
    r"\b(?:in|since|during|until|till|throughout|early|late|mid)[ -]$", re.IGNORECASE
)
FOUR_FIGURES = late_regex(r"[0-9]{4}")
CLOCK_BEHIND = late_regex(r" ?(?:utc|gmt|hours|hrs?|h|z|local time)\b", re.IGNORECASE)


def is_no_date(words: str, after: str, before: str = "") -> bool:
    """Return whether words that look like a date are a verb, a noun or a part of a name."""
    small = words in SMALL and not (words in SMALL_MONTHS and IN_MONTH.search(before))
    clock = FOUR_FIGURES.fullmatch(words) and CLOCK_BEHIND.match(after)
    return small or bool(clock) or bool(NAMED_AFTER.match(after))


def _differs(one: Reading, other: Reading | None) -> bool:
    return other is None or other.interval != one.interval
