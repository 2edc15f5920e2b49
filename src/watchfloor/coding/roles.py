"""Who did what to whom: the noun phrases around a trigger, by cheap patterns."""

from dataclasses import replace

from watchfloor.coding.phrases import Phrase
from watchfloor.coding.scene import PARTICIPANTS, Scene
from watchfloor.coding.surroundings import instruments, nearest_date, places, sources
from watchfloor.coding.triggers import Trigger
from watchfloor.coding.walks import after_word, joined, objects, subjects
from watchfloor.coding.words import is_participle, word_classes, words
from watchfloor.model import MentionKind
from watchfloor.model.frozen import dataclass

_THINGS = frozenset({MentionKind.FACILITY, MentionKind.VEHICLE, MentionKind.PLACE})
_TAKES_THINGS = frozenset({"ASSAULT"})
_NO_RECIPIENT = frozenset({"MOBILIZE", "CONSULT"})
_TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_ANY_OBJECT = frozenset({"abduct", "arrest", "deport", "release", "convict"})
_LIGHT = frozenset({"V", "E"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The phrases that fill an event's roles; `pronoun` is the actor's, if it was one."""

    actor: tuple[Phrase, ...] = ()
    recipient: tuple[Phrase, ...] = ()
    instrument: tuple[Phrase, ...] = ()
    place: tuple[Phrase, ...] = ()
    date: tuple[Phrase, ...] = ()
    source: tuple[Phrase, ...] = ()
    pronoun: str = ""


def frame(view: Scene, number: int, before: list[Frame]) -> Frame:
    """Return the roles of trigger `number`; `before` are the frames of the earlier ones."""
    trigger = view.triggers[number]
    if trigger.verb:
        found = _verbal(view, trigger, before)
    else:
        found = _nominal(view, trigger)
        if (
            not found.actor
            and before
            and "including" in view.sentence.lower[max(0, trigger.start - 4) : trigger.start]
        ):
            found = replace(found, actor=before[-1].actor)
    if trigger.row.type in _TWO_SIDED and trigger.row.mode != ("visit",):
        found = replace(found, actor=found.actor + found.recipient, recipient=())
    if "sideAB" in trigger.row.mode:
        found = replace(found, actor=found.actor + found.recipient, recipient=())
    if trigger.row.type in _NO_RECIPIENT and trigger.row.mode != ("visit",):
        found = replace(found, recipient=())
    if found.pronoun and not found.actor:
        found = replace(found, actor=_antecedent(view, trigger, found.pronoun))
    return replace(
        found,
        actor=tuple(p for p in _unique(found.actor) if _may_act(view, p)),
        recipient=tuple(p for p in _unique(found.recipient) if _may_receive(view, trigger, p)),
        instrument=tuple(instruments(view, trigger)),
        place=places(view, trigger),
        date=tuple(nearest_date(view, trigger)),
        source=tuple(sources(view, trigger)),
    )


def _unique(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    return tuple(dict.fromkeys(phrases))


def _antecedent(view: Scene, trigger: Trigger, pronoun: str) -> tuple[Phrase, ...]:
    """Return what a pronoun may stand for in its own sentence: the army said it had sent."""
    for phrase in view.phrases:
        if phrase.end >= trigger.start - 1:
            break
        end = phrase.end
        if view.tags[end] == "(" and ")" in view.tags[end : end + 4]:
            end = view.tags.index(")", end) + 1  # the Sons of the River (SR) said
        if view.tags[end : end + 1] in ("V", "E", "A") and may_be_meant(view, phrase):
            person = view.reader.kind(phrase) is MentionKind.PERSON
            return (phrase,) if stands_for(pronoun, person) else ()
    return ()


def may_be_meant(view: Scene, phrase: Phrase) -> bool:
    """Say whether a pronoun may take up a phrase: people, bodies, and states."""
    kind = view.reader.kind(phrase)
    return kind in PARTICIPANTS or (kind is MentionKind.PLACE and _is_state(view, phrase))


def stands_for(pronoun: str, person: bool) -> bool:
    """Say whether a pronoun may stand for one person, or for anything else."""
    return pronoun not in ("it", "they") if person else pronoun not in ("he", "she")


def _may_act(view: Scene, phrase: Phrase) -> bool:
    """Say whether a phrase can be an actor: a participant, a state, a name."""
    kind = view.reader.kind(phrase)
    if view.sentence.lower[phrase.head] in words("roles.never"):
        return False
    if kind in PARTICIPANTS or kind is MentionKind.VEHICLE:
        return True
    if kind is MentionKind.OTHER and view.sentence.lower[phrase.head] in ("we", "i"):
        return True
    if kind is MentionKind.OTHER:
        return view.sentence.shouted or view.sentence.words[phrase.head][0].isupper()
    return kind is not MentionKind.WEAPON and (
        kind is MentionKind.FACILITY
        or _is_state(view, phrase)
        or view.sentence.words[phrase.head][0].isupper()
    )


def _may_receive(view: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """Say whether a phrase can be the recipient of this type of event."""
    kind = view.reader.kind(phrase)
    if view.sentence.lower[phrase.head] in words("roles.never"):
        return False
    if kind in PARTICIPANTS:
        return True
    if trigger.row.type == "ASSAULT" and kind is not MentionKind.WEAPON:
        return True
    if kind is MentionKind.OTHER and not _ANY_OBJECT.isdisjoint(trigger.row.mode):
        return True
    if kind in _THINGS:
        return trigger.row.type in _TAKES_THINGS or (
            kind is MentionKind.PLACE and _is_state(view, phrase)
        )
    return view.sentence.words[phrase.head][0].isupper() and kind is not MentionKind.WEAPON


def _is_state(view: Scene, phrase: Phrase) -> bool:
    return any(start in view.reader.known for start in range(phrase.start, phrase.head + 1))


def _verbal(view: Scene, trigger: Trigger, before: list[Frame]) -> Frame:
    """Return actor and recipient of a verb."""
    if _passive(view, trigger):
        by = after_word(view, trigger.end, frozenset({"by"}), 10)
        subject, _ = subjects(view, trigger.start)
        if subject and all(view.reader.kind(one) is MentionKind.WEAPON for one in subject):
            subject = objects(view, trigger)  # rockets were fired at the embassy
        if trigger.row.type == "ACCUSE" and not by:
            blamed = after_word(view, trigger.end, frozenset({"on"}), 1)
            return Frame(recipient=blamed or subject)
        return Frame(actor=by, recipient=subject)
    subject, pronoun = subjects(view, trigger.start)
    if not subject and not pronoun:
        subject = _borrowed(view, trigger, before)
    return Frame(actor=subject, recipient=objects(view, trigger), pronoun=pronoun)


def _passive(view: Scene, trigger: Trigger) -> bool:
    """Say whether a verb stands in the passive, full or reduced."""
    low = view.sentence.lower
    if not is_participle(low[trigger.start]):
        return False
    place = trigger.start - 1
    while place >= view.sentence.body and view.tags[place] in "AB":
        if low[place] in words("roles.be"):
            return True
        place -= 1
    if low[place] in words("roles.be"):
        return True
    after = low[trigger.end] if trigger.end < len(low) else "."
    return after == "by" or (after == "on" and low[place] == "them")


def _borrowed(view: Scene, trigger: Trigger, before: list[Frame]) -> tuple[Phrase, ...]:
    """Return the actor of the verb before, for a verb that has no subject of its own."""
    left = view.tags[trigger.start - 1 : trigger.start]
    if before and before[-1].actor and left in ("&", ",", "B", "I"):
        return before[-1].actor
    return _clause_subject(view, trigger) if left in ("&", ",") else ()


def _clause_subject(view: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Return the first subject of the clause: the ministry denied it and condemned the raids."""
    opening = max(view.tags.rfind(mark, 0, trigger.start) for mark in ".;")
    for phrase in view.phrases:
        if phrase.start > max(opening, view.sentence.body - 1) and phrase.end < trigger.start:
            return joined(view, phrase) if view.tags[phrase.end] in "VEA" else ()
    return ()


def _nominal(view: Scene, trigger: Trigger) -> Frame:
    """Return actor and recipient of a noun: X's attack on Y, the killing of Y by X."""
    low, tags = view.sentence.lower, view.tags
    actor = _possessor(view, trigger)
    by = after_word(view, trigger.end, frozenset({"by"}), 10)
    between = after_word(view, trigger.end, frozenset({"between"}), 6)
    of = after_word(view, trigger.end, frozenset({"of"}), 1)
    at = after_word(
        view, trigger.end, frozenset({"on", "against", "at", "targeting", "with", "to"}), 4
    )
    recipient = of or at or _light_subject(view, trigger, wanted=True)
    if not recipient and low[trigger.end - 1] in words("roles.hits"):
        recipient = objects(view, trigger)  # rockets hit the base
    if not recipient:
        recipient = _predicate_object(view, trigger)
    actor = actor or by or between or _light_subject(view, trigger)
    if not actor and trigger.end < len(tags) and low[trigger.end] == "from":
        actor = after_word(view, trigger.end, frozenset({"from"}), 1)
    return Frame(actor=actor, recipient=recipient)


def _possessor(view: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Return who stands before the noun: the army's offensive, an Israeli air strike."""
    place, tags = trigger.start, view.tags
    low = place
    while low > view.sentence.body and tags[low - 1] in "NC#B":
        low -= 1
    if low > view.sentence.body and tags[low - 1] == "'" and low - 1 in view.ends:
        return (view.ends[low - 1],)
    if low > view.sentence.body and tags[low - 1] == "'":
        phrase = next((p for p in view.phrases if p.start < low - 1 < p.end), None)
        if phrase is not None:
            return (Phrase(phrase.start, low - 1, low - 2),)
    found = view.reader.modifier(low, place)
    return (found,) if found is not None else ()


def _light_subject(view: Scene, trigger: Trigger, wanted: bool = False) -> tuple[Phrase, ...]:
    """Return the subject of the governing verb: X launched, or (wanted) survived, an attack."""
    place = trigger.start - 1
    while place >= view.sentence.body and view.tags[place] in "NC#BDP":
        place -= 1
    if place < view.sentence.body or view.tags[place] not in _LIGHT:
        return ()
    verb = view.sentence.lower[place]
    if (verb in words("roles.escapes")) is not wanted:
        return ()
    if verb not in word_classes().sets["light"] and not wanted:
        return ()
    if place > 0 and view.sentence.lower[place - 1] in words("roles.be"):
        return ()
    return subjects(view, place)[0]


def _predicate_object(view: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """Return the object of the verb the noun is subject of: a strike hit a school."""
    place = trigger.end
    while place < len(view.tags) and view.tags[place] in "BXW":
        place += 1
    if (
        place < len(view.tags) - 1
        and view.tags[place] in "VE"
        and view.sentence.lower[place] in words("roles.hits")
    ):
        phrase = view.starts.get(place + 1)
        return joined(view, phrase) if phrase is not None else ()
    return ()
