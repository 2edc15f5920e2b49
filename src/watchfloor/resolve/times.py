"""Words of a date, with the sentence around them, to an interval: or to nothing, on purpose."""

import re
from datetime import date

from watchfloor.model import Published, Resolution
from watchfloor.resolve.days import WEEKDAYS
from watchfloor.resolve.times_compound import read_words
from watchfloor.resolve.times_grammar import LONGEST, Anchor, Reading, normalise

NEARBY = 90
"""Characters before and after a date in which its verb is looked for."""
CLAUSE = re.compile(r"[.;:!?,\n\"“”()]| - | — | – ")
COMING = re.compile(
    r"\b(?:will|shall|would(?! have)|won't|due|scheduled|slated|planned for|(?:is|are|be) planned"
    r"|plans? to|planning|expected|set (?:to|for)|intends?|(?:is|are|was|were) to|be held|begins?"
    r"|going to|ahead of|(?:vowed|vows|promised|promises|agreed|threatened|threatens|invited) to"
    r"|deadline|to be|to take place|can|may|must|should|meets?|travels?|resumes?"
    r"|comes|lands|visits|plans?|convenes?"
    r"|call(?:s|ed|ing) for)\b"
)
SAID = re.compile(
    r"\b(?:said|told|announced|reported|warned|added|declared|confirmed|wrote|tweeted|denied|claimed"
    r"|posted|briefed|vowed|ordered|called|agreed|accused|published|issued)\b[^a-z]*"
    r"(?:[a-z'.-]+ ){0,4}$"
)
PARTICIPLE = re.compile(r"(?:[a-z]{2}ed|shot|held|said|told|made|begun) (?:on |last )?$")
MODAL = re.compile(r"\b(?:will|would|shall|should|must|may|could|is to|are to|is due|are due)\b")
OPENS_CLAUSE = re.compile(r"(?:^|[.;:!?\n\"“”])\s*(?:on |from |by |in |the |until |at ){0,3}$")
MEANT_FOR = re.compile(r"(?:^|[\s(])for (?:the )?$")
OWNER = re.compile(r"['’]s?\b|['’]$")
BY_WEEKDAY = re.compile(r"by (?=(?:" + "|".join(WEEKDAYS) + r")\b)", re.IGNORECASE)


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
    meant_for = MEANT_FOR.search(behind) or words.lower().startswith("for ")
    if meant_for and not possessive:
        return True
    return bool(COMING.search(clause)) and not SAID.search(clause)


def tells_of_the_past(before: str, after: str) -> bool:
    """Return whether "By Friday" opens a clause of narration: "By Friday shops were closed"."""
    clause = after[:NEARBY].lower().split(".")[0]
    if not clause.strip() or not OPENS_CLAUSE.search(before[-NEARBY:].lower()):
        return False
    return not MODAL.search(clause)


def resolve_date(
    words: str,
    published: Published | None,
    *,
    before: str = "",
    after: str = "",
    narrative: date | None = None,
) -> Resolution | None:
    """Return the interval that the words of a date name, or None: never the bare published date.

    Args:
        words: the date's words as they stand in the text.
        published: when the document was published; unknown leaves relative words unresolved, and
            so does an interval of days whose two ends lead to different answers.
        before: the sentence up to the words, for its tense.
        after: the sentence behind them.
        narrative: the day the text spoke of last, for "two days later" and "that night".
    """
    if len(words) > LONGEST:
        return None
    if BY_WEEKDAY.match(words) and tells_of_the_past(before, after):
        words = BY_WEEKDAY.sub("", words)
    text, ahead = normalise(words), looks_ahead(words, before, after)
    ends = (published.from_, published.to) if published else (None, None)
    readings = [
        read_words(text, Anchor(day, ends[1], ends[0] == ends[1], ahead, narrative))
        for day in dict.fromkeys(ends)
    ]
    first = readings[0]
    if first is None or any(_differs(first, other) for other in readings[1:]):
        return None
    return Resolution(interval=first.interval, rule=first.rule, score=first.score)


def _differs(one: Reading, other: Reading | None) -> bool:
    return other is None or other.interval != one.interval
