"""The words of a date made plain: lower case, without clock times and parts of the day."""

import re
from functools import lru_cache

from watchfloor.model.late import late_regex
from watchfloor.resolve.days import SEASONS, WEEKDAYS

SPACES = late_regex(r"\s+")
_ZONE = (
    r"(?: ?\(?(?:gmt|utc|local time|local|hours|hrs|[a-z]{3,8} (?:standard |daylight )?time"
    r"|[ecmp][sd]t|bst|ist|cet|cest|eet|msk)\)?)?"
)
CLOCK = late_regex(
    r"(?<![0-9./-])\b(?:(?:at|around|about|by|shortly after|just after|shortly before|before|from"
    r"|after|until) ){0,2}"
    r"(?:[0-9]{1,2}[:.][0-9]{2}(?![./-]?[0-9])(?: ?[ap]\.?m\b\.?)?|[0-9]{1,2} ?[ap]\.?m\b\.?"
    r"|[0-9]{4}(?= ?(?:gmt|utc|hours|hrs|local)\b)|(?<=\bat )[0-2][0-9][0-5][0-9](?= on\b|$))"
    + _ZONE
    + r"(?: on| of)?"
)
CLOCK_CUT = late_regex(r"(?<=[a-z.]) [0-2][0-9][0-5][0-9]$", re.IGNORECASE)
CLOCK_UNIT = late_regex(r"^ ?(?:local|hours|hrs|gmt|utc|z)\b", re.IGNORECASE)
"""Behind a day and month these show four figures to be a clock: "25 JAN 1800" of "LOCAL"."""
THIS_PAST = late_regex(r"\bthis past (?=(?:" + "|".join(SEASONS) + r")\b)")
SPOKEN_CLOCK = late_regex(
    r"^(?:(?:at|around|about|shortly after|just after|before) )?(?:half past )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})"
    r"(?: o'clock)? (?=(?:this|yesterday|tomorrow|in the) (?:morning|afternoon|evening))"
)
ASIDE = late_regex(r" ?\([^)]*\)?")
LOCAL = late_regex(r"(?:^| )(?:local|[a-z]+ (?:standard|daylight)) time\b")
PARTS_OF_DAY = (
    r"(?:dawn|daybreak|sunrise|sunset|dusk|nightfall|noon|midday|midnight|morning|mid-morning"
    r"|afternoon|mid-afternoon|evening|nights?|early hours|small hours|early morning|late evening"
    r"|late night)"
)
BEFORE_DAY = late_regex(
    r"^(?:shortly |just |soon |some time |on |in |at |during |since |by )?"
    r"(?:before |after |around |towards |at |by )?(?:the )?"
    + PARTS_OF_DAY
    + r"(?: hours)? (?:of|on|from|between)? ?(?=[a-z0-9])(?!into|to )"
)
_DAYS = (
    "|".join(WEEKDAYS)
    + r"|mon|tues?|wed|thurs?|thu|fri|sat|sun|yesterday|today|tonight|tomorrow"
    + r"|this (?:morning|afternoon|evening)|last night"
)
LATE_DAY = late_regex(
    r"\b(?:early|late|earlier|later)(?: in the day)?(?: on)? (?=(?:" + _DAYS + r")\b)"
)
AFTER_DAY = late_regex(
    r"(?<=[a-z0-9,]) (?:in the |at |around |before |during the )?(?:early |late )?"
    + PARTS_OF_DAY
    + r"(?: hours)?$"
)
NIGHTS = late_regex(
    r"\b(" + "|".join(WEEKDAYS) + r") (?:morning|afternoon|evening|night)\b(?= (?:and|to|until)\b)"
)
IN_TOWN = late_regex(
    r"^((?:on )?(?:last |this )?(?:" + _DAYS + r")) (?:in|at|near) [a-z' -]{3,30}$"
)
NO_DAY = late_regex(
    r"(?:in|at|on|by|during|before|after|around|towards|since|until|the|same|that|very|just"
    r"|shortly|soon|right| )*"
)
LEADING = late_regex(
    r"^(?:(?:on or about|on|in|at|during|over|of|for|about|around|as of|dated|back in|sometime"
    r"|some time|throughout|all through|across|in the course of|the|as recently as|only|just"
    r"|as early as|as late as|all of|all day|nearly|almost|roughly|more than|some|so far|already"
    r"|both|towards?|only|or so|effective|now|later|earlier on|again|early on|late on) )+"
)
TRAILING = late_regex(r" (?:so far|alone|or so|itself|running|(?<!from )now)$")
COUNTED = late_regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one|two|three|four|five"
    r"|six|seven|eight|nine|ten)$"
)
"""Of "for a third night" and "three nights" the night is what is counted."""
WHICH = late_regex(r"\b(?:previous|preceding|following|next)$")
"""Of "the previous evening" the evening is what is meant."""
KEEPS_PART_OF_DAY = ("last night", "this morning", "this afternoon", "this evening", "that night",
                     "the night ", "in the night ", "on the night ", "overnight")  # fmt: skip


WEEKDAY_LAST = late_regex(r"^((?:since |until |by |from |on )?)(" + "|".join(WEEKDAYS) + r") last$")
UNIT_IS_OUT = late_regex(
    r"^(?:before|by|until|till|ere) (?:the (week|month|year) (?:is|was) (?:out|over)"
    r"|(?:the )?(year|month)(?:'s|-| )end)$"
)
SINCE_IT_BEGAN = late_regex(
    r"^since [a-z' -]{2,60}? (?:began|started|erupted|broke out)(?: on| in)? (?=.)"
)
WITHIN_THE_UNIT = late_regex(r"^within the (week|fortnight|month)$")
ALL_OF = late_regex(
    r"^(?:in |for |over |during )?(?:the )?(?:whole|entire|all)(?: of)? (?:the )?(?=(?:"
    + "|".join(SEASONS)
    + r")\b|[12][0-9]{3}$)"
)
SOON_AFTER = late_regex(
    r"^(?:within|after|for|about|almost|some|several|a few|few) "
    r"(?:(?:a few|the|an|a couple of|several) )?(?:hours?|minutes|moments)$"
    r"|^(?:(?:soon|shortly|immediately|moments|minutes|seconds)(?: (?:after|afterwards?|later))"
    r"|minutes earlier|within (?:the )?(?:hour|minutes|hours))$"
)
CLOCK_WORD = late_regex(
    r"^(?:at|by|around|about|until|till|before|after|from) (?:half past )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock)?(?= this |$)"
)


@lru_cache(maxsize=4_096)
def normalise(words: str) -> str:
    """Return the words in lower case, without clock times and parts of the day."""
    text = SPACES.sub(" ", words.strip().lower()).replace("’", "'").replace("‘", "'")
    for dash in "–—−‐‑":
        text = text.replace(dash, "-")
    text = text.strip(" \"'.,;:()[]“”").removesuffix("'s").removesuffix("'")
    text = CLOCK.sub(" ", LOCAL.sub(" ", ASIDE.sub(" ", text)))
    text = THIS_PAST.sub("last ", SINCE_IT_BEGAN.sub("since ", text))
    text = WEEKDAY_LAST.sub(r"\1last \2", text)
    if match := UNIT_IS_OUT.match(text):
        text = f"by the end of the {match[1] or match[2]}"
    if text == "within the year":
        text = "by the end of the year"
    text = CLOCK_WORD.sub("at noon", WITHIN_THE_UNIT.sub(r"within a \1", text))
    text = ALL_OF.sub("", text)
    if SOON_AFTER.match(text):
        text = "hours later"
    text = SPACES.sub(" ", text.replace(",", " ").replace(" - ", "-")).strip()
    text = NIGHTS.sub(r"\1", SPOKEN_CLOCK.sub("", text))
    text = LATE_DAY.sub("", re.sub(r"\b(early|mid|late)-(?=[a-z0-9])", r"\1 ", text))
    if not text.startswith(KEEPS_PART_OF_DAY):
        text = BEFORE_DAY.sub("", text)
        if not text.endswith(KEEPS_PART_OF_DAY):
            shorter = AFTER_DAY.sub("", text)
            is_whole = NO_DAY.fullmatch(shorter) or COUNTED.search(shorter) or WHICH.search(shorter)
            text = text if is_whole else shorter
    return TRAILING.sub("", IN_TOWN.sub(r"\1", text.strip()))


def without_clock(words: str, after: str) -> str:
    """Return a day and month without the four figures that the words behind make a clock."""
    return CLOCK_CUT.sub("", words) if CLOCK_UNIT.match(after) else words


def strip_leading(text: str) -> str:
    """Return normalised words without the prepositions and articles they begin with."""
    return LEADING.sub("", text)
