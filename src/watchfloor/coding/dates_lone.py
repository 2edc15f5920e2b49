"""Words that date an event only where a reader says so: "at dawn", "on the 14th", "for a week".

Taken by themselves they date nothing (a week is a length, dawn comes daily), so `find_dates` leaves
them out; the encoder's reader weighs each against the event.
"""

from collections.abc import Sequence

from watchfloor.coding import dates_patterns as like
from watchfloor.coding.words import Sentence
from watchfloor.model.late import late_regex

Span = tuple[int, int]

_PARTS = r"(?:dawn|daybreak|first light|sunrise|noon|midday|midnight|dusk|nightfall|sunset|sundown)"
_OF_DAY = (
    rf"(?:(?:shortly |just |soon )?(?:at|before|after|by|until|since|towards?"
    rf"|around|about) {_PARTS}"
    r"|(?:early |late |later )?in the (?:(?:early |small )hours|(?:early |late )?(?:morning"
    r"|afternoon|evening))"
    r"|by (?:morning|evening|night)|between midnight and dawn"
    r"|(?:at|from|by|until|since) (?:[0-2]?[0-9] ?[:.] ?[0-5][0-9]|[0-2][0-9][0-5][0-9]"
    r" (?:hours|hrs|local|gmt))|(?:at|by|since|from|until) [1-9][0-2]? ?(?:a\.m\.|p\.m\.|am|pm))"
)
_NO_DAY = (
    "day|night|floor|parallel|anniversary|brigade|division|battalion|regiment|fleet|army|corps"
    "|street|avenue|road|time|attempt|count|hole|lap|century|week|weekend|month|year|congress"
    "|district|arrondissement|ward|birthday|round|minute|infantry|armou?red|mechani[sz]ed|airborne"
    "|mountain|marines?|squadron|company|patrol|attack|man|woman|person|victim|such|edition"
    "|session|amendment|article|of|to|in"
)
"""What "the 5th" is the fifth of, where it is no day."""

_OF_MONTH = (
    rf"(?:(?:on|since|until|by|before|after|from) )?the [0-3]?[0-9]{like.TH}"
    rf"(?! (?:{_NO_DAY}|{like.MONTHS}|{like.ORDINALS})\b)"
)
_OF_YEAR = (
    r"(?:in|by|before|since|until|all|during|over|past|from) (?:the )?(?:end of the )?"
    r"(?:spring|summer|autumn|winter)(?! (?:of )?(?:offensive|olympics|games|camp|school|palace"
    r"|holidays?|line|clothes|fuel|uniforms?|[12]))"
)
_LONG = (
    rf"(?:for|in|over|during|within) (?:the )?(?:nearly |almost |about |some |more than |at least"
    rf" |over |another )?{like.NUMBER}(?: and a half)? (?:{like.UNITS})s?"
    rf"|(?:{like.CARDINALS}|[0-9]{{1,3}})-(?:{like.UNITS}|hour)(?!-old| old)"
    rf"|(?:an? |{like.NUMBER} )(?:day|night|week|fortnight|month)s?(?= of )"
)
_NTH = (
    rf"(?:the |a )?(?:{like.ORDINALS}) (?:straight |consecutive |successive )?(?:day|night)(?= of )"
)
_ENDS = (
    r"(?:by|before|until|till|at) (?:the )?(?:week|month|quarter|year)(?:-| 's | ' )end"
    r"|(?:since|by|before|until|till) (?:the )?new year(?! 's| ')"
)
_LONE = late_regex(
    rf"(?<![a-z0-9-])(?:{_OF_DAY}|{_OF_MONTH}|{_OF_YEAR}|{_LONG}|{_NTH}|{_ENDS})(?![a-z0-9-])"
)
_CALENDAR = 3
"""Letters from which on a capital word behind "the 5th" is its noun: the 5th Marines."""


def find_lone(sentence: Sentence, dates: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of tokens that may date an event and touch no date, in order.

    Args:
        sentence: the sentence, in tokens.
        dates: the dates that are found in it, as spans of tokens.
    """
    lower = sentence.lower[sentence.body :]
    text = " ".join(lower)
    begins, at = {}, 0
    for place, word in enumerate(lower, start=sentence.body):
        begins[at] = place
        at += len(word) + 1
    ends = {start + len(sentence.lower[place]): place + 1 for start, place in begins.items()}
    taken = {place for start, end in dates for place in range(start, end)}
    # "in the small hours of Friday" is Friday's too
    taken |= {start - 1 for start, _ in dates if start and sentence.lower[start - 1] == "of"}
    found = []
    for match in _LONE.finditer(text):
        low, high = begins.get(match.start()), ends.get(match.end())
        # "at dawn" beside "Monday" is Monday's
        if low is None or high is None or not taken.isdisjoint(range(low - 1, high + 1)):
            continue
        if not _is_named(sentence, high, match[0]):
            found.append((low, high))
    return tuple(found)


def _is_named(sentence: Sentence, after: int, words: str) -> bool:
    """Say whether "the 5th" goes on as a name: the 5th Marines."""
    if not words[-1].isalpha() or not any(map(str.isdigit, words)) or after >= len(sentence):
        return False
    follower = sentence.words[after]
    return len(follower) >= _CALENDAR and follower[0].isupper()
