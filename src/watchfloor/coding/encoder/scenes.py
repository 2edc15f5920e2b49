"""Where a deed was, by the name that its noun takes: "the Orvale strike" was at Orvale, not by it.

Names of places stand right before nouns of attacks as where they were; states, which act, do not.
"""

from collections.abc import Sequence, Set

from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.encoder.restatements import is_attack
from watchfloor.coding.names import is_state

_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_LOCATIVE = frozenset(
    {"across", "around", "at", "from", "in", "inside", "into", "near", "of", "outside", "to"}
)
_PARTIES = ("actor", "recipient")


def without_scenes(
    fillers: Fillers, anchor: Span, encoded: Encoded, names: Sequence[Found]
) -> Fillers:
    """Return the fillers of a deed without actors and recipients that only say where it was.

    Of the deed whose noun they stand before they are the place, if none is said.
    """
    scenes = {
        one: scene
        for role in _PARTIES
        for one in fillers.get(role, ())
        if (scene := _scene(one.span, encoded, names)) is not None
    }
    if not scenes:
        return fillers
    kept = {role: tuple(one for one in held if one not in scenes) for role, held in fillers.items()}
    here = [Filler(scene, one.score) for one, scene in scenes.items() if one.span[1] == anchor[0]]
    if here and not kept.get("place"):
        kept["place"] = (max(here, key=lambda one: one.score),)
    return kept


def without_surnames(fillers: Fillers, encoded: Encoded, names: Sequence[Found]) -> Fillers:
    """Return the fillers of a deed without a place that is the surname of somebody in the text.

    "It said that Lima was its aim", where Ana Lima was told of: no town. "In Lima" is one.
    """
    places = fillers.get("place", ())
    if not places:
        return fillers
    persons = {
        encoded.texts[one.end - 1] for one in names if one.kind == "PER" and one.end - one.start > 1
    }
    kept = tuple(one for one in places if not _is_surname(one.span, encoded, persons))
    return fillers if len(kept) == len(places) else {**fillers, "place": kept}


def _is_surname(span: Span, encoded: Encoded, persons: Set[str]) -> bool:
    start, end = span
    is_name = end - start == 1 and encoded.texts[start] in persons
    first = encoded.around(start)[0]
    return is_name and (start == first or encoded.texts[start - 1].lower() not in _LOCATIVE)


def _scene(span: Span, encoded: Encoded, names: Sequence[Found]) -> Span | None:
    """Return the name of a place that is all of a span, right before a noun of attack.

    A place is what most of the text's names of its last word are.
    """
    start, end = span
    texts = encoded.texts
    if start < end - 1 and texts[start].lower() in _ARTICLES:
        start += 1
    if end >= encoded.around(span[0])[1] or not is_attack(texts[end]):
        return None
    if all(one.span != (start, end) for one in names) or is_state(texts[start:end]):
        return None
    return (start, end) if texts[end - 1] in _words_of_places(names, encoded) else None


def mostly_places(names: Sequence[Found], encoded: Encoded) -> set[Span]:
    """Return the names of places whose last word most often ends a name of a place.

    A person whose surname was once taken for a town is none.
    """
    known = _words_of_places(names, encoded)
    return {one.span for one in names if one.kind == "LOC" and encoded.texts[one.end - 1] in known}


def _words_of_places(names: Sequence[Found], encoded: Encoded) -> set[str]:
    """Return the last words of names that are places more often than anything else."""
    kinds: dict[str, list[str]] = {}
    for one in names:
        kinds.setdefault(encoded.texts[one.end - 1], []).append(one.kind)
    return {word for word, same in kinds.items() if 2 * same.count("LOC") > len(same)}
