"""Who a mention is by the text alone: "he" and "Mr. Lima" by the name that another one gives."""

from watchfloor.model.coded import Coded, Mention
from watchfloor.model.words import MentionKind

_PRONOUNS = frozenset({"he", "she", "they", "who", "which", "it", "i", "we", "that"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "sen", "rep"})
_SMALL = frozenset({"de", "la", "del", "da", "bin", "ibn", "van", "von", "der", "of"})
_FULL = range(2, 7)
"""Words of a name that says more than a surname."""


def referent(coded: Coded, mention: Mention) -> Mention | None:
    """Return the mention of the same cluster that says best who a mention is, if another does.

    That is the fullest plain name of a person; for a pronoun without one, the first words that
    are no pronoun: "critics". Words beyond names are never joined: nothing here knows entities.
    """
    if mention.cluster is None or mention.text is None:
        return None
    held = [
        one
        for one in coded.mentions
        if one.cluster == mention.cluster and one.text and one.text != mention.text
    ]
    named = [one for one in held if one.kind is MentionKind.PERSON and is_name(one.text or "")]
    if named and not is_name(mention.text):
        return max(named, key=lambda one: len((one.text or "").split()))
    if _folded(mention) in _PRONOUNS:
        return next((one for one in held if _folded(one) not in _PRONOUNS), None)
    return None


def in_full(coded: Coded, mention: Mention) -> Mention | None:
    """Return the mention that gives the whole name of a person whom one calls by the surname.

    None where the mention is no bare surname, or where two people of the text bear it.
    """
    surname = (mention.text or "").split()
    if mention.kind is not MentionKind.PERSON or not surname or is_name(mention.text or ""):
        return None
    while len(surname) > 1 and surname[0].rstrip(".").lower() in _TITLES:
        del surname[0]
    if len(surname) != 1:
        return None
    whole = {
        one.text: one
        for one in reversed(coded.mentions)
        if one.kind is MentionKind.PERSON
        and is_name(one.text or "")
        and (one.text or "").split()[-1] == surname[0]
    }
    return next(iter(whole.values())) if len(whole) == 1 else None


def is_name(words: str) -> bool:
    """Say whether words are a full name and nothing else: no title, no office, no apposition."""
    parts = words.split()
    if len(parts) not in _FULL or parts[0].rstrip(".").lower() in _TITLES or "," in words:
        return False
    return all(part[0].isupper() or part in _SMALL or part.startswith("al-") for part in parts)


def _folded(mention: Mention) -> str:
    return (mention.text or "").lower()
