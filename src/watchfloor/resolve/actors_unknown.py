"""Names of bodies that the knowledge base does not hold, as a person may want to add them."""

import re
import unicodedata
from collections.abc import Sequence

from watchfloor.model import MentionKind
from watchfloor.model.late import late_regex
from watchfloor.resolve import days
from watchfloor.resolve.actors_scan import bearers, state_of
from watchfloor.resolve.actors_windows import bare
from watchfloor.resolve.actors_words import MEMBER, TOKEN, unowned
from watchfloor.resolve.gazetteer import places_named
from watchfloor.resolve.names import fold
from watchfloor.resolve.places_holders import DIRECTION
from watchfloor.resolve.times_grammar import NUMBERS

BODIES = frozenset(
    {
        MentionKind.ARMED_GROUP,
        MentionKind.GOVERNMENT,
        MentionKind.GROUP,
        MentionKind.ORGANISATION,
        MentionKind.STATE_FORCE,
    }
)
"""Kinds of mentions that may become actors: a person never does."""
FIGHTERS = frozenset({MentionKind.ARMED_GROUP, MentionKind.GROUP, MentionKind.STATE_FORCE})
NAMED_BY_ACRONYM = frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION})
MOST_WORDS, LONGEST_ACRONYM = 8, 6
SMALL = frozenset(
    (
        "of",
        "the",
        "and",
        "for",
        "de",
        "la",
        "del",
        "des",
        "du",
        "da",
        "al",
        "el",
        "in",
        "to",
        "on",
        "&",
    )
)
BRACKETED = late_regex(r" ?[(\[][^()\[\]]{0,60}[)\]]$")
MEMBERS_OF = late_regex(
    rf"(?:[a-z-]+ ){{0,3}}(?P<who>{MEMBER}) (?:of|from|for|with|in|inside) (?:the )?", re.IGNORECASE
)
NOT_A_NAME = late_regex(
    DIRECTION + r"|muslims?|christians?|jews?|sunnis?|shi'?ites?|shias?|kurds?|arabs?|i|we|they|he"
    r"|she|it|" + "|".join(days.WEEKDAYS) + "|" + "|".join(days.MONTHS) + "|"
    + "|".join(word for word in NUMBERS if " " not in word),
    re.IGNORECASE,
)  # fmt: skip
"""Words that begin no name: directions, faiths, peoples without a state, pronouns, counts, days."""


def unknown_name(words: str, kind: MentionKind) -> str | None:
    """Return the name of a body that a mention holds and no table does, without article; or None.

    Descriptions ("the group", "Iraqi police", "gunmen from Mosul" of no name) and people are none.
    """
    if kind not in BODIES:
        return None
    text = BRACKETED.sub("", bare(" ".join(words.split())))
    members = MEMBERS_OF.match(text) if kind in FIGHTERS else None
    if members is not None and not _begins_name(words, members["who"]):
        text = bare(text[members.end() :])
    tokens = _last_run([token.strip('"“”(),;') for token in TOKEN.findall(text)])
    if not tokens or len(tokens) > MOST_WORDS or not _may_name(tokens, kind):
        return None
    name = unowned(" ".join(tokens)).rstrip(".")
    if bearers(name) or state_of(name) or names_a_place(name):
        return None
    return name


NAMES_OF_BODIES = late_regex(r"Army|Forces|Group|Government|Republic|Brigades?|Faction|Party")


def _begins_name(words: str, member: str) -> bool:
    """Say whether members are a body by a name: the Army of the Blue Dawn, but Fighters of it."""
    behind_article = re.match(r"\s*(?:the|an?)\s", words, re.IGNORECASE) is not None
    return member[:1].isupper() and (
        behind_article or NAMES_OF_BODIES.fullmatch(member) is not None
    )


def _last_run(tokens: Sequence[str]) -> list[str]:
    """Return the capitalised words that end a mention, small words between them included.

    "Italian charity Mare Aperto" gives the last two, "Survivors who reached Sofara" but the town.
    """
    found: list[str] = []
    for token in reversed(tokens):
        if not (token[:1].isupper() or (found and token in SMALL)):
            break
        found.insert(0, token)
    while found and (found[0] in SMALL or NOT_A_NAME.fullmatch(found[0])):
        if len(found) == len(("Northern", "Storm")) and found[0] not in SMALL:
            break
        del found[0]
    return found


def _may_name(tokens: Sequence[str], kind: MentionKind) -> bool:
    """Return whether words may be a body's name: several capitals, or an acronym alone."""
    if len(tokens) == 1:
        word = tokens[0].replace(".", "")
        return kind in NAMED_BY_ACRONYM and word.isupper() and 1 < len(word) <= LONGEST_ACRONYM
    capitals = [
        token for token in tokens if token[:1].isupper() and not NOT_A_NAME.fullmatch(token)
    ]
    if len(capitals) == 1:
        # one capital and a direction: "Northern Storm" of fighters, but no "Eastern Libya"
        return kind is MentionKind.ARMED_GROUP and state_of(unowned(capitals[0])) is None
    if all(token.isupper() for token in capitals):
        return False  # a text in capitals shows no names
    return bool(capitals) and not all(state_of(unowned(token)) for token in capitals)


def names_a_place(name: str) -> bool:
    """Return whether the gazetteer holds the words as a place's own name."""
    return any(one.own and not one.loose for one in places_named(name))


def name_key(name: str) -> str:
    """Return one key for the spellings of a name: folded, without hyphens and dots."""
    return " ".join(fold(name).replace("-", " ").replace(".", "").split())


def suggested_id(name: str) -> str:
    """Return an id in the way of the knowledge base: "kataib-hezbollah"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`.]", "", plain)).strip("-")
