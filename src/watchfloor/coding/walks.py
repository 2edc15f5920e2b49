"""Walks from a trigger to the phrases around it: left to a subject, right to an object.

Passives, participles, relative clauses and infinitives bend the walk; a clause boundary ends it.
"""

from watchfloor.coding.phrases import Phrase
from watchfloor.coding.scene import Scene
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.words import word_classes, words
from watchfloor.model import MentionKind

REACH = 40
"""How far, in tokens, a walk may go from its trigger."""

MOST_JOINED = 4
"""Phrases joined by "and" that one role may take; more are a list of something else."""

_TO = frozenset({"REQUEST", "AID", "CONSULT", "AGREE", "SUPPORT", "CONCEDE"})


def subjects(view: Scene, place: int) -> tuple[tuple[Phrase, ...], str]:
    """Walk left from `place` to the subject of the verb there; give the pronoun it was, if any."""
    tags, low = view.tags, view.sentence.lower
    here, stop = place - 1, max(view.sentence.body, place - REACH)
    while here >= stop:
        letter = tags[here]
        if here + 1 in view.ends and letter in "NC#'":
            phrase = view.ends[here + 1]
            if (
                tags[phrase.start - 1 : phrase.start] == "W"
                and low[here + 1 : here + 2]
                and low[here + 1] in word_classes().sets["say"]
            ):
                here = phrase.start - 2  # the group, which officials say was behind the attack
                continue
            return _heads(view, view.ends[here + 1]), ""
        if letter == "R":
            if low[here] in ("we", "i"):
                return (Phrase(here, here + 1, here),), ""
            nobody = low[here] in ("there", "here", "you", "what", "one")
            return (), "" if nobody else low[here]
        if (
            letter in "ABTWX"
            or letter == "-"
            or (letter == "I" and here + 1 < len(tags) and tags[here + 1] in "XVE")
            or letter in "VE"
            or (letter == "S" and low[here] == "since" and tags[here - 1] == "A")
        ):
            here -= 1
        elif letter == "&":
            here = _past_verb_phrase(view, here)
        elif letter == "," and here > stop:
            here = _past_comma(view, here)
        else:
            return (), ""
    return (), ""


def _past_verb_phrase(view: Scene, here: int) -> int:
    """Return where the walk goes on before "and": in front of the verb phrase on its left."""
    verb = max(view.tags.rfind("V", 0, here), view.tags.rfind("E", 0, here))
    stop = max(view.tags.rfind(".", 0, here), view.tags.rfind(";", 0, here), view.sentence.body - 1)
    return verb - 1 if verb > stop else -1


def _past_comma(view: Scene, here: int) -> int:
    """Return where the walk goes on before a comma: past an apposition, else past the main verb."""
    after = view.tags[here + 1 : here + 2]
    if after in ("V", "E") and view.sentence.lower[here + 1].endswith("ing"):
        return _past_verb_phrase(view, here)
    opening = view.tags.rfind(",", max(view.sentence.body, here - 24), here)
    if after in ("V", "E", "A") and opening in view.ends and ";" not in view.tags[opening:here]:
        return opening - 1
    phrase = view.ends.get(here)
    if phrase is not None:
        while phrase is not None and view.tags[phrase.start - 1 : phrase.start] in ("I", "O"):
            phrase = view.ends.get(phrase.start - 1)
        if (
            phrase is not None
            and phrase.start > 0
            and view.tags[phrase.start - 1] == ","
            and phrase.start - 1 in view.ends
        ):
            return phrase.start - 2
        if here + 1 < len(view.tags) and view.tags[here + 1] in "W":
            return here - 1
    if here + 1 < len(view.tags) and view.tags[here + 1] in "VE":
        return _past_verb_phrase(view, here)
    return here - 1


def _heads(view: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """Return the phrase a prepositional chain hangs on, and those joined to it by "and"."""
    tags = view.tags
    for _ in range(4):
        left = phrase.start - 1
        if left > view.sentence.body and tags[left] in "IO" and left in view.ends:
            phrase = view.ends[left]
        elif (
            left > view.sentence.body
            and tags[left] == "V"
            and left in view.ends
            and view.sentence.lower[left].endswith("ing")
        ):
            phrase = view.ends[left]  # two policemen guarding a team
        elif left - 1 in view.ends and _tied(view, left):
            phrase = view.ends[left - 1]  # factions close to the government
        else:
            break
    found = [phrase]
    while len(found) < 4:  # noqa: PLR2004  (more than four joined actors are a list of something else)
        left = found[-1].start - 1
        if left <= view.sentence.body or tags[left] not in "&," or left not in view.ends:
            break
        if tags[left] == "," and len(found) == 1:
            break
        found.append(view.ends[left])
    return tuple(reversed(found))


def _tied(view: Scene, place: int) -> bool:
    """Say whether "to" at `place` ties two phrases: factions close to, linked to, loyal to."""
    return view.tags[place] == "T" and view.sentence.lower[place - 1] in words("roles.tied")


def objects(view: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Return the object of a verb: the phrase after it, at once or past a preposition."""
    place, tags, low = trigger.end, view.tags, view.sentence.lower
    for _ in range(6):
        if place >= len(tags):
            break
        if place in view.starts:
            phrase = view.starts[place]
            if tags[phrase.end : phrase.end + 1] == "E":
                return ()  # ordered American airstrikes: the words belong to the next event
            if view.reader.kind(phrase) is MentionKind.WEAPON:
                return after_word(view, phrase.end, words("roles.at"), 8)
            return joined(view, phrase)
        if (
            tags[place] in "BX"
            or (
                tags[place] == "I"
                and (low[place] in words("roles.at") or low[place] in ("with", "over"))
            )
            or (tags[place] == "T" and trigger.row.type in _TO and place + 1 in view.starts)
        ):
            place += 1
        else:
            break
    return ()


def joined(view: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """Return a phrase and those joined to it on its right."""
    found, tags = [phrase], view.tags
    between = view.sentence.lower[phrase.start - 1 : phrase.start] == ("between",)
    while len(found) < 4 and found[-1].end < len(tags) and tags[found[-1].end] in "&,":  # noqa: PLR2004  (as above)
        step = found[-1].end + 1
        if tags[found[-1].end] == "," and step < len(tags) and tags[step] == "&":
            step += 1
        nearby = view.starts.get(step)
        if nearby is None or (not between and tags[nearby.end : nearby.end + 1] in ("V", "E", "A")):
            break
        if tags[found[-1].end] == "," and not _listed(view, nearby):
            break
        found.append(nearby)
    return tuple(found)


def _listed(view: Scene, phrase: Phrase) -> bool:
    """Say whether a phrase after a comma goes on a list: "and" must follow within it."""
    return (
        view.tags[phrase.end : phrase.end + 1] == "&"
        or view.tags[phrase.end : phrase.end + 2] == ",&"
    )


def after_word(view: Scene, start: int, words: frozenset[str], reach: int) -> tuple[Phrase, ...]:
    """Return the phrases after the first of `words` within reach, in the same clause."""
    for place in range(start, min(start + reach, len(view.tags) - 1)):
        if view.tags[place] in ".;SW" or (
            view.tags[place] == "V" and place > start and view.tags[place - 1] not in "AB"
        ):
            break
        if view.sentence.lower[place] in words and place + 1 in view.starts:
            return joined(view, view.starts[place + 1])
    return ()
