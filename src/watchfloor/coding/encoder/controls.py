"""Who is to do what is asked: "urged the government to send troops" asks the government's act.

On tune the one who is asked is the actor of what stands behind "to" in nine sentences of eleven, in
one of which the heads named whoever stood nearest.
"""

from collections.abc import Sequence

from watchfloor.coding.encoder.anchors import Anchor
from watchfloor.coding.encoder.encoded import Encoded
from watchfloor.coding.encoder.fillers import Fillers


def with_asked(kept: Sequence[Anchor], roles: Sequence[Fillers], encoded: Encoded) -> list[Fillers]:
    """Return the fillers of acts, in the order of `kept`, with those asked as who is to act."""
    held = list(roles)
    for number, one in enumerate(kept):
        asked = held[number].get("recipient", ())
        if one.type != "REQUEST" or len(asked) != 1 or asked[0].span[0] < one.end:
            continue
        act = _asked_for(number, asked[0].span[1], kept, encoded)
        if act is not None:
            held[act] = {**held[act], "actor": asked}
    return held


def _asked_for(number: int, behind: int, kept: Sequence[Anchor], encoded: Encoded) -> int | None:
    """Return the number of the act right behind the first "to" after who is asked."""
    _, high = encoded.around(kept[number].start)
    to = next((at for at in range(behind, high) if encoded.texts[at].lower() == "to"), None)
    if to is None:
        return None
    return next((n for n, one in enumerate(kept) if one.start == to + 1), None)
