"""What words of time look like: patterns over lower-case tokens that are joined by spaces.

Spans of dates carry the words that turn them (since, until, by, early, the end of), not those that
only place them (on, in, at).
"""

import re

WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
CARDINALS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
NUMBER_WORDS = tuple(CARDINALS.split("|"))
ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
UNITS = "day|night|weekend|week|fortnight|month|quarter|year|decade|century"
SMALL = "second|minute|hour"
SEASONS = "spring|summer|autumn|fall|winter"
PARTS = "morning|afternoon|evening|night|noon|midnight|dawn|midday|daybreak|dusk"
FEASTS = (
    "christmas eve|christmas day|christmas|boxing day|new year ?'?s'? eve|new year ?'?s'? day"
    "|good friday|easter(?: sunday| monday| weekend)?|palm sunday|pentecost(?: sunday)?"
    "|thanksgiving(?: day)?|labou?r day|memorial day|martin luther king (?:jr ?\\.? )?day"
    "|independence day|republic day|victory day|bastille day|may day"
    "|international women ?'s day|veterans day|armistice day|remembrance day|anzac day"
    "|national day|constitution day|armed forces day|(?:al-)?quds day|holy week|ash wednesday"
    "|maundy thursday|epiphany|arbaeen|mawlid|the prophet 's birthday|hallowe(?:en|'en)|sukkot"
    "|ramadan|ramzan|eid(?: |-)(?:al|ul)(?: |-)(?:fitr|adha)|eid|ashura|nowruz|newroz|yom kippur"
    "|rosh hashanah?|passover|diwali|(?:lunar|chinese) new year|the fourth of july"
)
FEAST = rf"(?:(?:the )?(?:eve|{ORDINALS}|last) (?:day )?of |orthodox |western )?(?:{FEASTS})"

W = rf"(?:{WEEKDAYS}|(?:mon|tues?|wed|thurs?|fri) \.)"
SHORT_MONTHS = "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
M = rf"(?:(?:{SHORT_MONTHS}) \.|(?:{MONTHS}))"
TH = "(?: ?(?:st|nd|rd|th))"
D = rf"(?:[0-3]?[0-9]{TH}?|{ORDINALS}|twenty-[a-z]{{4,7}}|thirty-first)"
NO_YEAR = "utc|gmt|hours|hrs|hr|h|z|local time"
"""What makes four figures a clock: "1800 UTC"."""
Y = rf"(?:(?:1[5-9]|20)[0-9]{{2}})(?! (?:{NO_YEAR})\b)"
REL_YEAR = r"(?:last|this|next|that|the same|the following|the previous) year"
NUMBER = (
    rf"(?:(?:{CARDINALS})(?:[ -](?:{CARDINALS}))?(?: hundred| thousand)?|[0-9]{{1,3}}"
    r"|an?|half a|a hundred|several|a few|few|some|a couple of|many|dozens of)"
)
DASH = r"(?:-|–|—|--)"
TO = rf"(?:{DASH}|to|and|until|through|or|/)"
THIRD = r"(?:early|mid|late|mid-|earlier|later)"
PART = rf"(?:(?:(?:in|during) the |early |late )?(?:{PARTS})s?)"
CLOCK = (
    r"(?:(?:around |about |shortly after |just after |before )?(?:[0-2]?[0-9] : [0-5][0-9]"
    r"|[0-2]?[0-9]"
    r"(?:\.[0-5][0-9])?)(?: ?(?:a\.m\.|p\.m\.|a\.m|p\.m|am|pm))(?: (?:[ecmp][sd]t|gmt|local"
    r" time))?)"
)
WHICH = (
    r"(?:last|this|next|past|previous|coming|this past|this coming|the following|the previous"
    r"|the next|the past|the last|the coming|the same|that same|that|the current|current)"
)

YEAR_TAIL = (
    rf"(?: ,? ?{Y}(?: ,)?| ' ?[0-9]{{2}}| (?:3[2-9]|[4-9][0-9])(?![ ,]*[0-9a-z])"
    rf"| (?:of )?{REL_YEAR})"
)
DAY_MONTH = rf"(?:the )?{D}(?: {TO} {D}|-{D})? (?:of )?{M}{YEAR_TAIL}?"
MONTH_DAY = (
    rf"{M} (?:the )?{D}(?: {TO} (?:the )?{D}(?! (?:{MONTHS}))|-{D})?(?: , {Y}| {Y})?(?![.,]?[0-9])"
)
WEEKDAY = (
    rf"(?:(?:last|this|next|this past|this coming|the previous|the following|coming|both) )?{W}"
)
# A date of the calendar or beside today, in the order in which the readings are tried; days of
# months are read between these by `dates_ends`, for written into each they are compiled ten times.
NUMERIC = "|".join(
    (
        r"(?:1[5-9]|20)[0-9]{2}-[01][0-9](?:-[0-3][0-9])?(?![0-9-])",
        r"[0-3]?[0-9] / [0-3]?[0-9] / (?:[0-9]{4}|[0-9]{2})",
        r"[0-3]?[0-9]\.[01]?[0-9]\.[12][0-9]{3}",
    )
)
WEEKDAY_OF = rf"{WEEKDAY}(?: ,| the)? "
"""What stands before a whole day: Monday, the 3rd of May."""

NAMED = "|".join(
    (
        rf"{M} (?:of |, )?{Y}",
        rf"{M} ' ?[0-9]{{2}}(?! ?(?:{DASH}|{MONTHS}))",
        rf"(?:last|this|next|this past|this coming) {M}",
        rf"{M}(?: (?:of )?{REL_YEAR})?",
        rf"{WEEKDAY}(?: (?:of )?(?:last|this|next) week)?(?: (?:before last|the"
        rf" [0-9]{{1,2}}{TH}))?",
        rf"the (?:weekend|week|month|year|{WEEKDAYS}) (?:before last|after next)",
    )
)
NIGHT_INTO = r"overnight (?:into|on|to) "
WEEK_OF = r"the (?:weekend|week) of "
RELATIVE = "|".join(
    (
        r"(?:the )?day (?:before yesterday|after tomorrow)",
        r"(?:earlier |later |late |early )?(?:yesterday|today|tonight|tomorrow)",
        r"overnight(?: (?:(?:into|on) )?(?:" + WEEKDAYS + r"))?",
        rf"(?:the )?(?:{ORDINALS}|last|final)(?: |-)quarter(?: of)?(?: {Y}| {REL_YEAR})?",
        rf"(?:q[1-4]|h[12])(?: ,)? (?:of )?(?:{Y}|{REL_YEAR})",
        rf"fy ?(?:{Y}|[0-9]{{2}}(?![0-9]))",
        rf"{NUMBER} (?:{WEEKDAYS})s ago",
        rf"the first (?:{CARDINALS}|[0-9]{{1,2}}) months(?! (?:of|in)\b)",
        rf"(?:the )?(?:{SEASONS}) (?:of )?{Y}(?:-[0-9]{{2}})?",
        rf"{WHICH} (?:{SEASONS})",
        r"(?:the )?(?:mid-|early |late |early-|late-)?(?:(?:1[5-9]|20)[0-9]0 ?'?s|' ?[2-9]0 ?s)",
        r"the (?:early |late |mid-)?(?:twenties|thirties|forties|fifties|sixties|seventies"
        r"|eighties|nineties)",
        rf"(?:the )?(?:[0-9]{{1,2}}{TH}|{ORDINALS}) century",
        rf"{WHICH} (?:day|night|weekend|week|month|quarter|year|morning|evening|afternoon"
        r"|decade|century)",
        r"the (?:weekend|day (?:before|after)|night before|eve)",
        r"(?:all|earlier|later|early|late) (?:in )?(?:this|the|that|last|next) (?:same )?"
        rf"(?:{UNITS})",
        r"all (?:day|week|month|year)",
        r"(?:exactly |nearly |almost |about |just |only |barely |less than |more than |over"
        rf" )?{NUMBER}(?: and a half)? (?:{UNITS}|{SMALL})s?"
        r" (?:ago|earlier|later|before|after|afterwards|from now|hence)(?: today)?",
        r"(?:hours|days|weeks|months|years|minutes) (?:ago|earlier|later)",
    )
)
ANNIVERSARY = rf"(?:the )?(?:{ORDINALS}|[0-9]{{1,3}}{TH}) anniversary of "
# "an eighteenth day" counts; "the second day" alone may be any day.
COUNTED = (
    rf"(?:(?:for |now in |in |into |entered |on )?(?:an?|its|their)|for the) (?:{ORDINALS}"
    rf"|[0-9]{{1,3}}{TH})"
    r"(?: straight| consecutive| successive| full)? (?:day|night|week|month)(?: in a row|"
    r" running)?(?! (?:of|in) )"
)
BARE_YEAR = rf"(?:(?:the year |fiscal |early |late |mid-|mid |early-|late-|end-)?{Y})"
PART_OF = (
    r"(?:the )?(?:very )?(?:end|start|beginning|middle|close|turn|first half|second half"
    r"|latter half)(?: of)? "
)
UNITS_OF = (
    rf"(?:the )?(?:(?:first|last|final|opening) (?:{NUMBER} )?(?:{UNITS})s?"
    rf"|(?:second|third|fourth|fifth) (?:day|weekend|week|month)) (?:of|in) "
)
UNIT = rf"(?:this|last|next|the|that) (?:{UNITS})"
"""A unit that runs, as the whole of which something is a part."""

THIRD_OF = rf"(?:{THIRD} (?:in )?|mid-|early-|late-)"
YEAR_TO = rf"{BARE_YEAR}(?= {TO} {Y})"
CLOCK_BEFORE = rf"{CLOCK}(?: on)? "
PART_BEFORE = rf"{PART} (?:of |on )?"
TIME_AFTER = rf"(?:(?: at)? {CLOCK})?(?: {PART})?"
RANGE = (
    rf"{Y} ?(?:-|–) ?(?:{Y}|[0-9]{{2}})(?![0-9-])|{Y}-(?:{Y}|[0-9]{{2}})(?![0-9-])"
    rf"|{WEEKDAY} and {WEEKDAY}|{M} and {M}(?: {Y})?"
    rf"|(?:{MONTHS})-(?:{MONTHS})(?: (?:of )?(?:{Y}|{REL_YEAR}))?|(?:{WEEKDAYS})-(?:{WEEKDAYS})"
)
RANGE_TO = rf"(?:between|from) (?:[0-3]?[0-9]|{Y}|{D}) (?:and|to) "
DAY_TO = rf" (?:to|through|until|{DASH}) "
TURN = (
    r"(?:ever since|since|until|till|by|before|through|throughout|up to|as of|no later than"
    r"|starting) "
)
END_OF = r"the (?:end|start|beginning|middle) of "
# "the last days of the war" are its end, "the last two weeks of fighting" the two behind us
NO_WHOLE = (
    rf"(?! of (?:the|an?|his|her|its|their|this|that|{WEEKDAYS}|{MONTHS}|{FEASTS}|[0-9]{{4}})\b)"
)
VAGUE = (
    rf"(?:early|late|mid|mid-|end of|the end of|the year) ?{Y}"
    rf"|so far this (?:{UNITS})"
    r"|(?:in )?(?:the )?(?:past|last|next|coming|recent|previous|preceding|following)(?:"
    rf" {NUMBER})? (?:{UNITS}|hour)s?{NO_WHOLE}"
    rf"|within (?:the )?{NUMBER} (?:{UNITS}|hour)s?|within (?:the )?(?:{UNITS}|hour|minute)s?"
    r"|(?:before|by|until|till) (?:the )?(?:end of (?:the )?(?:month|year|week)|year-end)"
    r"|since (?:then|that day|that time)"
    r"|until further notice"
)

# A year as it is spoken: "nineteen ninety-six", "the year two thousand".
LOW = rf"(?:{CARDINALS})\b(?:[ -](?:{CARDINALS})\b)?"
SPOKEN_YEAR = (
    rf"(?:(?:eighteen|nineteen) (?:hundred|oh[ -](?:{CARDINALS})|{LOW})"
    r"|twenty (?:ten|eleven|twelve|[a-z]{4,5}teen|twenty(?:[ -][a-z]{3,5})?)"
    rf"|the year two thousand(?:(?: and)? {LOW})?)"
)
# Units that the text has told of before: they date nothing for a reader of events.
TOLD = (
    rf"(?:{M} |(?:the )?(?:{SEASONS}) of )?{SPOKEN_YEAR}|the (?:early |late )?(?:{SEASONS})"
    rf"|(?:the )?(?:latest|most recent|current|same|corresponding|comparable|fiscal|full|{Y}|"
    r"(?:last|this|next) year 's)"
    rf"(?:[ -]fiscal)?(?:[ -](?:{ORDINALS}))?[ -](?:quarter|period|year)"
    r"|the (?:fiscal )?(?:quarter|week|year)|that (?:quarter|period)"
    r"|(?:the )?(?:comparable |same )?year-(?:earlier|ago|before)(?: (?:quarter|period"
    r"|month))?(?: (?:third|first|second|fourth) quarter)?"
    r"|(?:around )?(?:the )?(?:year-end|year end|year 's end)"
    r"|(?:earlier|later|early|late) in the year"
    rf"|{CLOCK}(?! ,? ?(?:{WEEKDAYS}|{MONTHS}|\())"
)
# A year alone is a date only where something says so.
YEAR_BEFORE = frozenset(
    ("in", "since", "of", "during", "until", "by", "from", "to", "early", "late", "mid", "between",
     "and", "throughout", "and/or", "before", "after", "the", "fiscal", "around", "till", "through",
     "back", "(", "than", "or", ",", "'s", "its", "his", "her", "their", "a", "an", "that", "this")
)  # fmt: skip
DURATION = (
    r"(?:(?:about|nearly|almost|at least|more than|less than|over|up to|the|another|an additional"
    r"|past|last|next|first|latest) ){0,3}"
    rf"(?:{NUMBER}(?: {TO} {NUMBER}|-to-{NUMBER})?(?: more| full| straight| consecutive|"
    r" trading| additional)?"
    rf" (?:1 / 2 )?(?:{UNITS}|{SMALL})s?(?: and a half)?(?! old\b)"
    rf"|(?:{CARDINALS}|[0-9]{{1,3}})-(?:{UNITS}|{SMALL})"
    rf"|(?:recent|coming|several|these) (?:{UNITS})s|(?:{UNITS}|{SMALL}|centurie)s(?! old\b))"
)
SET = (
    rf"(?:{WEEKDAYS}) (?:{PARTS})s|(?:every|each)(?: (?:{NUMBER}|other|single))? (?:{UNITS}"
    rf"|{SMALL}|{PARTS}|{WEEKDAYS})s?|(?:every|each) (?:{MONTHS}|{SEASONS})"
    rf"|(?:on )?(?:{WEEKDAYS})s|daily|weekly|monthly|yearly|hourly|nightly"
)
REFERENCE = (
    r"(?:right |just |until )?now|currently|at present|the present|these days|nowadays"
    r"|presently|current"
    r"|(?:more |most )?recently|recent|formerly|in the past|the past|lately|some day|someday"
    r"|the (?:near |immediate |foreseeable )?future|near future|the (?:near|short|long) term"
)
OPENERS = frozenset(
    re.findall(
        r"[a-z]+",
        f"{WEEKDAYS} {MONTHS} {CARDINALS} {ORDINALS} {UNITS} {SMALL} {SEASONS} {PARTS} {THIRD}"
        f" {FEASTS}"
        " last this next past previous coming the that current following same a an half"
        " several few some"
        " many dozens both yesterday today tonight tomorrow overnight all exactly nearly"
        " almost about just"
        " only barely less more over hours days weeks months years minutes seconds decades"
        " centuries"
        " orthodox western for now in into its their from between ever since until till by"
        " before through"
        " throughout up as no starting end so within recent early late mid twenty thirty"
        " thues tues thurs"
        " mondays tuesdays wednesdays thursdays fridays saturdays sundays every each daily"
        " weekly monthly"
        " quarterly yearly annually hourly nightly right currently at these nowadays"
        " presently most recently"
        " formerly lately near immediate foreseeable future full fiscal corresponding"
        " comparable year"
        " another additional first latest lunar chinese martin eid palm good boxing new noon"
        " anzac holy ash al-quds",
    )
)
BUSINESS = r"q[1-4]|h[12]|fy(?:[0-9]{2}|[0-9]{4})?"
"""Quarters, halves and fiscal years of reports: openers that are no words."""
HELD = frozenset(
    re.findall(
        r"[a-z]+",
        f"{WEEKDAYS} mon tue tues wed thur thurs fri {MONTHS} {UNITS} {SMALL} {SEASONS}"
        " morning evening afternoon yesterday today tonight tomorrow overnight eve notice"
        " twenties thirties forties fifties sixties seventies eighties nineties"
        " christmas easter pentecost thanksgiving ramadan ramzan eid ashura nowruz newroz"
        " kippur hashana hashanah passover diwali year-end then epiphany arbaeen mawlid halloween"
        " hallowe'en sukkot",
    )
)
"""Every date holds one of these, with or without an s, or a figure."""
