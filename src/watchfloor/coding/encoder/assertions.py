"""How sure a text is that an actor did it, and who says so: MUC-4's confidence of organisations.

Who is accused stays accused, who claims an act has claimed it; neither is a fact of the text's own.
An actor that only a sentence of blame or denial names is accused, whatever the sentence of the act
says. Whoever accuses is not the actor, whoever denies is not whom the report rests on, and who only
hands a report on steps back behind whoever he quotes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from watchfloor.coding.encoder.encoded import Span
from watchfloor.coding.encoder.own_words import OWN, PARTS
from watchfloor.coding.status_verbs import MATERIAL_CONFLICT
from watchfloor.model import Assertion, ClaimKind, CodedClaim, CodedEvent, Role, Status
from watchfloor.model.frozen import dataclass
from watchfloor.vocab import plover

Roles = Mapping[str, tuple[tuple[Span, float], ...]]
"""The fillers of each role of an event: characters and score."""

Held = dict[str, list[tuple[Span, float]]]
"""The same while claims are weighed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its mentions, as characters."""

    claim: CodedClaim
    speaker: Span | None
    accused: Span | None
    via: Span | None
    for_others: bool = False

    def numbered(self, index: Mapping[Span, int], horizon: Span | None) -> CodedClaim:
        """Return the claim, pointing to its mentions by their numbers."""

        def roles(span: Span | None) -> tuple[Role, ...]:
            return (Role(index[span], self.claim.score),) if span else ()

        (speaker,) = roles(self.speaker) or (None,)
        (ahead,) = roles(horizon) or (None,)
        return replace(
            self.claim,
            speaker=speaker,
            horizon=ahead,
            via=roles(self.via),
            accused=roles(self.accused),
        )

    def stands_in(self, parts: Iterable[Span]) -> bool:
        """Say whether its speaker is named in one of some stretches of characters."""
        return self.speaker is not None and touches(self.speaker, parts)

    def holds(self, anchor: Span) -> bool:
        """Say whether an anchor stands in the words of the claim."""
        content = self.claim.content
        return (content.start or 0) <= anchor[0] and anchor[1] <= (content.end or 0)

    def owns(self, actors: Sequence[tuple[Span, float]]) -> bool:
        """Say whether an actor is a part of who speaks, by his words: "its forces"."""
        begin, words = self.claim.content.start or 0, self.claim.content.text or ""
        return any(
            words[max(0, one[0] - begin) :].lower().startswith(("its ", "their ", "our ", "we "))
            for one, _ in actors
            if begin <= one[0] < begin + len(words)
        )

    def made_by(self, anchor: Span) -> bool:
        """Say whether an anchor is the word that makes the claim."""
        cue = self.claim.cue
        return cue is not None and (cue.start or 0) < anchor[1] and anchor[0] < (cue.end or 0)


@dataclass(frozen=True, slots=True)
class Relay:
    """Words that somebody hands on for their speaker, as characters; they need be no claim."""

    content: Span
    speaker: Span
    via: Span


def touches(span: Span, parts: Iterable[Span]) -> bool:
    """Say whether a span shares a character with one of some others."""
    return any(low < span[1] and span[0] < high for low, high in parts)


Key = Callable[[Span], object]
"""What mentions of one thing share, by their characters."""


@dataclass(frozen=True, slots=True)
class Case:
    """An event with its number, anchor and sentence; the sentence of spans, and what they mean."""

    number: int
    anchor: Span
    sentence: int
    sentence_of: Callable[[Span], int]
    key: Key

    def fills(self, fillers: Iterable[tuple[Span, float]], span: Span | None) -> bool:
        """Say whether one of the fillers is that mention, a cut of it, or means the same."""
        if span is None:
            return False
        meant = self.key(span)
        return any(
            (one[0] < span[1] and span[0] < one[1]) or self.key(one) == meant for one, _ in fillers
        )


_SUSPECTS = frozenset({"suspected", "presumed", "believed", "possibly", "probably", "thought"})
_SUSPECT = frozenset(
    form
    for verb in ("suspect", "believe", "think", "presume", "assume")
    for form in (verb, f"{verb}s")
)
_AHEAD = 3
"""Words before an actor among which the verb of suspecting stands: "suspect that the group did"."""
_ALLEGES = frozenset({"alleged", "allegedly", "purported", "purportedly"})
_ACCUSES = frozenset({"accused", "accuses", "accusing", "blamed", "blames", "blaming"})
_BESIDE, _BEFORE = 3, 2
_PART = 3
"""Words at the head of a denial among which "involvement" or "role" stands."""


def by_words(type_: str, texts: Sequence[str], anchor: Span, actors: Sequence[Span]) -> Assertion:
    """Return how sure the words around an act and its actors, in words, are of the actors.

    "Suspected" counts in or beside an actor or right before the act, an accusing verb from before
    the actor as far as the act: "police killed three men accused of spying" accuses no police.
    """
    if plover.quad(type_) != MATERIAL_CONFLICT:
        return Assertion.FACT

    def near(low: int, high: int) -> set[str]:
        return {word.lower() for word in texts[max(0, low) : high]}

    beside = near(anchor[0] - _BEFORE, anchor[0])
    for start, end in actors:
        beside |= near(start - _BEFORE, end)
        if end <= anchor[0]:
            beside |= {_predicate(texts[end : end + _BESIDE])}
        if texts[end - 1].lower() in ("suspect", "suspects"):
            return Assertion.SUSPECTED
    ahead_of = [near(start - _AHEAD, start) for start, end in actors if end <= anchor[0]]
    if not _SUSPECTS.isdisjoint(beside) or any(not _SUSPECT.isdisjoint(one) for one in ahead_of):
        return Assertion.SUSPECTED
    reach = (*actors, anchor)
    ahead = near(min(one[0] for one in reach) - _BEFORE, max(one[1] for one in reach))
    if actors and not _ACCUSES.isdisjoint(ahead):
        return Assertion.ACCUSED
    return Assertion.FACT if _ALLEGES.isdisjoint(beside | ahead) else Assertion.ACCUSED


def _predicate(texts: Sequence[str]) -> str:
    """Return the first word behind an actor that is no link: "men who are suspected of"."""
    links = {"is", "are", "was", "were", "been", "be", "who", "which", "that", ",", "have", "has"}
    return next((word.lower() for word in texts if word.lower() not in links), "")


def asserted(
    event: CodedEvent,
    roles: Roles,
    case: Case,
    claims: Sequence[Said],
    relays: Sequence[Relay] = (),
) -> tuple[CodedEvent, Roles]:
    """Return an event and its fillers, weighed by what is claimed of it."""
    held = {name: list(fillers) for name, fillers in roles.items()}
    for one in sorted(claims, key=lambda said: said.claim.kind is ClaimKind.BLAME):
        if one.claim.kind is ClaimKind.BLAME:
            event = _blamed(event, held, case, one)
        elif one.claim.kind is ClaimKind.RESPONSIBILITY:
            event = _responsible(event, held, case, one)
        elif one.claim.kind is ClaimKind.DENIAL:
            event = _denied(event, held, case, one)
        if one.via is not None and one.holds(case.anchor):
            _attribute(held, case, one)
    for relay in relays:
        within = relay.content[0] <= case.anchor[0] and case.anchor[1] <= relay.content[1]
        if within and case.fills(held["attributed_to"], relay.via):
            known = case.fills(held["attributed_to"], relay.speaker)
            scores = [score for _, score in held["attributed_to"]]
            _drop(held, "attributed_to", relay.via, case)
            held["attributed_to"] += [] if known else [(relay.speaker, max(scores))]
    if event.type == "ASSAULT":
        _without_victims(held, case)
    return event, {name: tuple(fillers) for name, fillers in held.items()}


def _without_victims(held: Held, case: Case) -> None:
    """Leave nobody on both sides of an attack: whom it befell did not do it."""
    victims = [span for span, _ in held["recipient"]]
    held["actor"] = [
        one for one in held["actor"] if not any(case.fills([one], span) for span in victims)
    ]


def _blamed(event: CodedEvent, held: Held, case: Case, one: Said) -> CodedEvent:
    if one.made_by(case.anchor):
        return event  # the accusation itself is nobody's guess
    if one.holds(case.anchor):
        accused = [x for x in held["recipient"] if case.fills([x], one.accused)]
        if one.accused is not None and case.fills(held["actor"], one.speaker):
            accused.append((one.accused, one.claim.score))  # the accuser stood in his place
        _drop(held, "recipient", one.accused, case)
        _drop(held, "actor", one.speaker, case)
        held["actor"] = held["actor"] or accused
        named = case.fills(held["actor"], one.accused) or _all_elsewhere(held, case)
    else:
        named = _only_elsewhere(held, case, one.accused)
    if not named:
        return event
    _attribute(held, case, one)
    suspected = event.assertion is Assertion.SUSPECTED  # who suspects does not yet accuse
    return event if suspected else replace(event, assertion=Assertion.ACCUSED)


def _responsible(event: CodedEvent, held: Held, case: Case, one: Said) -> CodedEvent:
    if one.speaker is None:
        return event
    if one.claim.event == case.number and one.holds(case.anchor):
        _does_it(held, case, one)
    if one.claim.event == case.number and not held["actor"] and not one.for_others:
        held["actor"].append((one.speaker, one.claim.score))
    elif not (
        (one.claim.event == case.number and case.fills(held["actor"], one.speaker))
        or (one.claim.event == case.number and one.owns(held["actor"]))
        or _only_elsewhere(held, case, one.speaker)
    ):
        return event  # he is not the actor, or stands beside the act as well
    _attribute(held, case, one)
    return replace(event, assertion=Assertion.CLAIMED)


def _does_it(held: Held, case: Case, one: Said) -> None:
    """Take as whom it befell who stands where an object does: "said it killed the commander in a".

    Only between a pronoun of one's own and the act: nobody but the speaker is its subject there.
    """
    words = (one.claim.content.text or "").lower().split()[:2]
    start = one.claim.content.start or 0
    if not words or words[0] not in OWN or words[1:] == ["and"]:
        return
    objects = [x for x in held["actor"] if start < x[0][0] and x[0][1] <= case.anchor[0]]
    held["actor"] = [x for x in held["actor"] if x not in objects]
    held["recipient"] = held["recipient"] or objects


def _denied(event: CodedEvent, held: Held, case: Case, one: Said) -> CodedEvent:
    if one.holds(case.anchor):
        _drop(held, "attributed_to", one.speaker, case)
        words = {word.lower() for word in (one.claim.content.text or "").split()[:_PART]}
        if event.status is Status.DENIED and not PARTS.isdisjoint(words):
            # he denies a part in it: the act is as real as before
            event = replace(event, status=Status.ACTUAL)
        own = case.fills(held["actor"], one.speaker)
        return replace(event, assertion=Assertion.ACCUSED) if own else event
    named = _only_elsewhere(held, case, one.speaker)
    return replace(event, assertion=Assertion.ACCUSED) if named else event


def _only_elsewhere(held: Held, case: Case, span: Span | None) -> bool:
    """Say whether an actor is named by the sentence of that span alone, not by that of the act."""
    if span is None or case.sentence_of(span) == case.sentence:
        return False
    same = [one for one, _ in held["actor"] if case.fills([(one, 0.0)], span)]
    return bool(same) and all(case.sentence_of(one) != case.sentence for one in same)


def _all_elsewhere(held: Held, case: Case) -> bool:
    return all(case.sentence_of(one) != case.sentence for one, _ in held["actor"]) and bool(
        held["actor"]
    )


def _attribute(held: Held, case: Case, one: Said) -> None:
    if one.speaker is not None and not case.fills(held["attributed_to"], one.speaker):
        held["attributed_to"].insert(0, (one.speaker, one.claim.score))


def _drop(held: Held, role: str, span: Span | None, case: Case) -> None:
    held[role] = [one for one in held[role] if not case.fills([one], span)]
