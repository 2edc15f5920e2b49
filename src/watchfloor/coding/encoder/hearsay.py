"""Whose words somebody hands on in his own: "the mayor told the agency that the chief had said".

The words are the chief's, they came through the mayor, and the claim keeps both. What somebody says
of himself ("said he had told") stays his.
"""

from dataclasses import replace

from watchfloor.coding.encoder.antecedents import PRONOUNS
from watchfloor.coding.encoder.contents import Contents, Stretch
from watchfloor.coding.encoder.decode import Found
from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.evidence import Link
from watchfloor.coding.encoder.speakers import Speakers
from watchfloor.coding.encoder.subjects import whole_phrase
from watchfloor.coding.words import verb_forms

_SAYS = frozenset(
    form
    for verb in ("say", "tell", "warn", "report", "announce", "promise", "claim")
    for form in verb_forms(verb)
    if not form.endswith("ing")
)
_ADDRESSED = frozenset(form for verb in ("tell", "warn") for form in verb_forms(verb))
"""Verbs behind which stands whom they address: had warned her that."""

_HAVE = frozenset({"had", "has", "have", "also"})
_ADDRESS = 4
"""Words that name who was told, at most."""

_LEAST = 3
"""Words of what is said, at least."""


def at_first_hand(link: Link, contents: Contents, speakers: Speakers) -> Link:
    """Return a link whose content is that somebody else said something as one of his words.

    Any other link is returned as it is.
    """
    texts, (start, end) = contents.encoded.texts, link.content.span
    outer = link.cue is None or link.source is None or link.cue.end > start or link.via is not None
    if outer or contents.quoted[start] >= 0:
        return link
    first = start + (texts[start].lower() == "that")
    said = _saying(first, end, speakers)
    if said is None:
        return link
    who, verb = said
    begin = _behind(verb, end, contents)
    if begin is None or end - begin < _LEAST:
        return link
    inner = Stretch(begin, end, sum(contents.values[begin:end]))
    cue = Found(verb, verb + 1, link.cue.score if link.cue else 1.0)
    return replace(link, content=inner, cue=cue, source=who, via=link.source)


def _saying(first: int, end: int, speakers: Speakers) -> tuple[Span, int] | None:
    """Return who opens a content and his verb of saying, if he is somebody and says."""
    texts, who = speakers.encoded.texts, speakers.at(first)
    if who is None or texts[who[0]].lower() in PRONOUNS or who[1] >= end:
        return None
    verb = who[1]
    while verb < end and texts[verb].lower() in _HAVE:
        verb += 1
    if verb >= end or texts[verb].lower() not in _SAYS:
        return None
    return whole_phrase((first, who[1]), speakers.encoded), verb


def _behind(verb: int, end: int, contents: Contents) -> int | None:
    """Return where what is said begins behind its verb; None if it tells of a thing or a person.

    Only a clause is a statement: "had said that", "said the road was", not "had reported her post".
    """
    texts = contents.encoded.texts
    for place in range(verb + 1, min(end, verb + 2 + _ADDRESS)):
        if texts[place].lower() == "that":
            return place
        if texts[place] in ",;:":
            return None
    plain = texts[verb].lower() not in _ADDRESSED
    return verb + 1 if plain and texts[verb].lower() in _SAID else None


_SAID = frozenset(verb_forms("say"))
