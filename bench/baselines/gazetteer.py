"""Names by table alone: states, groups and large cities, where a text writes them with capitals."""

import re
from collections.abc import Iterator
from functools import cache

from watchfloor import assets
from watchfloor.model import MentionKind
from watchfloor.resolve.names import fold, look_up, states_by_name, table_key

WORD = re.compile(r"\w(?:[\w.'’-]*\w)?(?:(?<=\.\w)\.)?")
LONGEST = 6
"""Words in the longest name that is looked up."""

Named = tuple[int, int, MentionKind]


def known_names(text: str) -> Iterator[Named]:
    """Yield the names of a text that a table holds, longest first at each place, no overlaps."""
    words = [(found.start(), found.end()) for found in WORD.finditer(text)]
    place = 0
    while place < len(words):
        step = 1
        if text[words[place][0]].isupper():
            for count in range(min(LONGEST, len(words) - place), 0, -1):
                start, end = words[place][0], words[place + count - 1][1]
                kind = (
                    _kind(text[start:end]) if text[words[place + count - 1][0]].isupper() else None
                )
                if kind is not None:
                    yield start, end, kind
                    step = count
                    break
        place += step


@cache
def _kind(name: str) -> MentionKind | None:
    if look_up(states_by_name(), name) is not None:
        return MentionKind.PLACE
    if look_up(_groups(), name) is not None:
        return MentionKind.ORGANISATION
    return MentionKind.PLACE if fold(name) in _cities() else None


@cache
def _groups() -> dict[str, str]:
    return {
        table_key(name): row["id"]
        for row in assets.load_rows("groups")
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }


@cache
def _cities() -> frozenset[str]:
    """Return the folded names of large cities, other spellings included."""
    lines = assets.load_text("gazetteer").split("\n")
    columns = lines[0].split("\t")
    names, others = (columns.index(one) for one in ("name", "alternates"))
    rows = [line.split("\t") for line in lines[1:] if line]
    found = {fold(row[at]) for row in rows for at in (names, names + 1)}
    return frozenset(found.union(*(fold(row[others]).split("|") for row in rows if row[others])))
