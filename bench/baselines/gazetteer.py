"""Names by table alone: states, groups and large cities, where a text writes them with capitals."""

import re
from collections.abc import Iterator
from functools import cache

from watchfloor import assets
from watchfloor.model import MentionKind
from watchfloor.resolve.gazetteer import gazetteer
from watchfloor.resolve.names import look_up, states_by_name, table_key

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
    return MentionKind.PLACE if gazetteer().knows(name) else None


@cache
def _groups() -> dict[str, str]:
    return {
        table_key(name): row["id"]
        for row in assets.load_rows("groups")
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    }
