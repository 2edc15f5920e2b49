"""Codings put together from anchors, fillers, names and claims, with a toy."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.encoder import toys
from watchfloor.coding.encoder.anchors import Anchor, candidates
from watchfloor.coding.encoder.assembly import Assembly
from watchfloor.coding.encoder.claims import Attribution
from watchfloor.coding.encoder.decode import names
from watchfloor.coding.encoder.encoded import Encoded, Span
from watchfloor.coding.encoder.fillers import Filler, Fillers
from watchfloor.coding.encoder.heads import Heads
from watchfloor.coding.encoder.model import Model
from watchfloor.coding.encoder.relations import Stated
from watchfloor.coding.encoder.retellings import FEATURES
from watchfloor.model import (
    Assertion,
    CasualtyKind,
    ClaimKind,
    Coded,
    Document,
    MentionKind,
    Outcome,
    Predicate,
    Side,
    Status,
    Victim,
)

MODEL = toys.settled(modes=["firearms"])


def begun(
    text: str, model: Model = MODEL, named: tuple[tuple[str, str], ...] = (), **spans: list[str]
) -> Assembly:
    """Return an assembly of a text with sure heads, nothing added yet."""
    encoded = toys.painted(text, model, spans, names=named)
    found = names(encoded.names, encoded.edges)
    return Assembly(toys.document(text), encoded, found, toys.FITTED)


def anchor_of(assembly: Assembly, words: str, model: Model = MODEL) -> Anchor:
    """Return the anchor at the first place of words."""
    span = toys.place_of(assembly.encoded, assembly.document.text, words)
    found = candidates(assembly.encoded, Heads(model, assembly.encoded), toys.FITTED)
    return next(one for one in found if one.start <= span[0] < one.end)


def told(
    text: str,
    anchor: str,
    *,
    model: Model = MODEL,
    named: tuple[tuple[str, str], ...] = (),
    **roles: Any,
) -> Coded:
    """Return the coding of one event with the fillers given, checked against the text."""
    assembly = begun(text, model, named, anchor=[anchor])
    assembly.name_all()
    assembly.add(anchor_of(assembly, anchor, model), fillers(assembly, **roles))
    coded = assembly.coded("toy@1", 0, ())
    coded.check(assembly.document)
    return coded


def fillers(assembly: Assembly, **roles: list[str]) -> Fillers:
    """Return fillers by their words."""
    return {
        role: tuple(
            Filler(toys.place_of(assembly.encoded, assembly.document.text, words), 0.8)
            for words in listed
        )
        for role, listed in roles.items()
    }


def words(coded: Coded, role: str, number: int = 0) -> list[str | None]:
    """Return the words that fill a role."""
    return [coded.mentions[one.mention].text for one in getattr(coded.events[number], role)]


def test_an_event_with_its_fillers() -> None:
    """Anchor, type, modes, status and each role stand in the event, with scores and words."""
    coded = told(
        "Gunmen zorbed two soldiers with rifles in Orvale on Monday, the army said.",
        "zorbed",
        actor=["Gunmen"],
        recipient=["two soldiers"],
        instrument=["rifles"],
        place=["Orvale"],
        date=["Monday"],
        attributed_to=["the army"],
    )
    (event,) = coded.events
    assert ("zorbed", "ASSAULT", ("firearms",)) == (event.anchor.text, event.type, event.mode)
    assert (Status.ACTUAL, 0) == (event.status, event.chain)
    assert pytest.approx(toys.SURE, abs=0.01) == event.score
    for role, expected in (
        ("actor", "Gunmen"),
        ("recipient", "two soldiers"),
        ("instrument", "rifles"),
        ("place", "Orvale"),
        ("date", "Monday"),
        ("attributed_to", "the army"),
    ):
        assert [expected] == words(coded, role)
    assert {0.8} == {role.score for role in event.roles()}
    assert ("toy@1", 0, ()) == (coded.coder, coded.omitted, coded.vectors)


def test_mentions_are_numbered_in_the_order_of_the_text() -> None:
    """Mentions rise, none twice, though two roles share one."""
    coded = told("Ana zorbed Bo.", "zorbed", recipient=["Bo"], actor=["Ana"], attributed_to=["Ana"])
    assert ["Ana", "Bo"] == [one.text for one in coded.mentions]
    assert ["Ana"] == words(coded, "actor") == words(coded, "attributed_to")
    assert ["Bo"] == words(coded, "recipient")


def test_nobody_stands_on_both_sides_of_an_attack() -> None:
    """Whom it befell did not do it."""
    coded = told("Ana zorbed Bo.", "zorbed", recipient=["Bo", "Ana"], actor=["Ana"])
    assert [] == words(coded, "actor")
    assert ["Bo", "Ana"] == words(coded, "recipient")


def test_whom_an_attack_of_the_chain_befell_is_no_actor_of_it() -> None:
    """The same person is not victim in one report of an attack and actor in the next."""
    text = "Gunmen zorbed Bo Lima. General Lima, a clerk, led the office."
    assembly = begun(text, MODEL, (("Bo Lima", "PER"), ("General Lima", "PER")), anchor=["zorbed"])
    assembly.add(anchor_of(assembly, "zorbed"), fillers(assembly, recipient=["Bo Lima"]))
    encoded = assembly.encoded
    lima = encoded.span(text.index("General Lima"), text.index(", a clerk"))
    assembly.add(anchor_of(assembly, "zorbed"), {"actor": (Filler(lima, 0.8),)})
    events = [(event, spans) for event, spans in zip(assembly.events, assembly.spans, strict=True)]
    for founders, left in (([0, 0], 0), ([0, 1], 1)):
        kept = assembly._sided(events, founders)
        assert left == len(kept[1][1]["actor"])


def test_who_answers_a_deed_is_no_actor_of_it() -> None:
    """The corps of the attack that avenges a killing did not kill, though the head says so."""
    text = "The Corps zorbed Teb. It said that this avenged the zorbing of Bo."
    assembly = begun(text, MODEL, (("The Corps", "ORG"),), anchor=["zorbed", "zorbing"])
    assembly.add(anchor_of(assembly, "zorbed"), fillers(assembly, actor=["The Corps"]))
    assembly.add(anchor_of(assembly, "zorbing"), fillers(assembly, actor=["The Corps"]))
    events = list(zip(assembly.events, assembly.spans, strict=True))
    kept = assembly._sided(events, [0, 1])
    assert [1, 0] == [len(spans["actor"]) for _, spans in kept]


def test_an_attack_on_a_named_place_is_there() -> None:
    """Where no words of place stand; people who were attacked are no place."""
    for label, place in (("LOC", ["Teb"]), ("PER", [])):
        coded = told("Gunmen zorbed Teb.", "zorbed", named=(("Teb", label),), recipient=["Teb"])
        assert place == words(coded, "place")


def test_every_name_is_a_mention() -> None:
    """Names that fill no role are mentioned all the same, with kind and head."""
    coded = told(
        "General Ana Lima zorbed in Orvale.",
        "zorbed",
        named=(("Ana Lima", "PER"), ("Orvale", "LOC")),
    )
    assert [
        ("Ana Lima", MentionKind.PERSON, "Lima"),
        ("Orvale", MentionKind.PLACE, "Orvale"),
    ] == [
        (one.text, one.kind, "General Ana Lima zorbed in Orvale."[slice(*one.head)])
        for one in coded.mentions
    ]


def test_same_names_share_a_cluster() -> None:
    """Names alike but for case and "the" are one; groups, dates and weapons have no cluster."""
    text = "The Altaria Front zorbed it. the Altaria Front hit xyzzies on Monday."
    assembly = begun(text, named=(("The Altaria Front", "ORG"), ("the Altaria Front", "ORG")))
    assembly.name_all()
    assembly.mention(toys.place_of(assembly.encoded, text, "xyzzies"), "participant")
    assembly.mention(toys.place_of(assembly.encoded, text, "Monday"), "date")
    clusters = [one.cluster for one in assembly.coded("toy", 0, ()).mentions]
    assert [0, 0, None, None] == clusters


@pytest.mark.parametrize(
    "text, role, number, kind, of",
    [
        ("They zorbed at least 12 soldiers.", "dead", (12, None, None), "dead", "combatant"),
        ("They zorbed two children.", "injured", (2, 2, 2), "injured", "child"),
        ("They zorbed a reporter.", "arrested", (1, 1, 1), "arrested", "media"),
        ("They zorbed nobody.", "dead", (0, 0, 0), "dead", "unknown"),
    ],
)
def test_casualties(
    text: str, role: str, number: tuple[int | None, ...], kind: str, of: str
) -> None:
    """A counted filler of dead, injured or arrested is a cited count of victims."""
    span = text.removeprefix("They zorbed ").rstrip(".")
    roles: dict[str, Any] = {role: [span]}
    (one,) = told(text, "zorbed", **roles).events[0].casualties
    assert number == (one.low, one.best, one.high)
    assert (CasualtyKind(kind), Victim(of)) == (one.kind, one.of)
    assert span == one.text


def test_uncounted_victims_are_no_count() -> None:
    """A filler that names no number is no casualty figure."""
    assert () == told("They zorbed villagers.", "zorbed", dead=["villagers"]).events[0].casualties


@pytest.mark.parametrize(
    "role, side",
    [("recipient", Side.RECIPIENT), ("actor", Side.ACTOR), ("attributed_to", Side.UNKNOWN)],
)
def test_casualties_are_on_the_side_they_fill(role: str, side: Side) -> None:
    """People counted are the actor's or the recipient's where they fill that role."""
    roles: dict[str, Any] = {"dead": ["12 soldiers"], role: ["12 soldiers"]}
    (one,) = told("They zorbed 12 soldiers.", "zorbed", **roles).events[0].casualties
    assert side == one.side


@pytest.mark.parametrize(
    "counted, expected", [("three", 3), ("one", None), ("some", None), ("9/11", None)]
)
def test_count(counted: str, expected: int | None) -> None:
    """Several acts are counted; one act is what an event is anyway."""
    text = f"They carried out {counted} zorbings."
    count = told(text, "zorbings", count=[f"{counted}"]).events[0].count
    assert expected == (count.best if count else None)


@pytest.mark.parametrize(
    "text, dead",
    [
        ("They zorbed and shot at two men.", None),
        ("They zorbed and fired on some two men.", None),
        ("They zorbed and shot two men.", 2),
        ("They zorbed and shot at two men, who died.", 2),
    ],
)
def test_who_is_shot_at_is_not_dead(text: str, dead: int | None) -> None:
    """A death has to be told of where people are only aimed at."""
    found = told(text, "zorbed", dead=["two men"]).events[0].casualties
    assert dead == (found[0].best if found else None)


def test_who_was_killed_counts_no_acts() -> None:
    """A number that counts the dead is not how many attacks there were."""
    events = told("They zorbed five.", "zorbed", count=["five"], dead=["five"]).events
    assert events[0].count is None
    assert events[0].casualties


@pytest.mark.parametrize(
    "text, status, expected",
    [
        ("They zorbed the port.", "actual", Outcome.UNKNOWN),
        ("They zorbed the port but were repelled.", "actual", Outcome.FAILED),
        ("They zorbed the port.", "attempted", Outcome.FAILED),
        ("The rocket they zorbed was intercepted.", "actual", Outcome.INTERCEPTED),
        ("They zorbed the port but were repelled.", "planned", Outcome.UNKNOWN),
    ],
)
def test_outcome(text: str, status: str, expected: Outcome) -> None:
    """An act that was tried fails, and cue words tell of others; what has not happened has none."""
    (event,) = told(text, "zorbed", model=toys.settled(status=status)).events
    assert (Status(status), expected) == (event.status, event.outcome)


@pytest.mark.parametrize(
    "text, actor, expected",
    [
        ("Rebels zorbed the port.", "Rebels", Assertion.FACT),
        ("Suspected rebels zorbed the port.", "Suspected rebels", Assertion.SUSPECTED),
        ("Rebels believed to be locals zorbed the port.", "Rebels", Assertion.SUSPECTED),
        ("Rebels, blamed by Oslo, zorbed the port.", "Rebels", Assertion.ACCUSED),
        ("Oslo accused rebels of having zorbed the port.", "rebels", Assertion.ACCUSED),
        ("Rebels allegedly zorbed the port.", "Rebels", Assertion.ACCUSED),
        ("Rebels zorbed a man accused of spying.", "Rebels", Assertion.FACT),
        ("Rebels zorbed three people suspected of theft.", "Rebels", Assertion.FACT),
    ],
)
def test_assertion(text: str, actor: str, expected: Assertion) -> None:
    """How sure the text is of the actor, by the words beside him and the act."""
    assert expected == told(text, "zorbed", actor=[actor]).events[0].assertion


def test_a_claim_with_its_speaker() -> None:
    """Content and cue are cited, the speaker is a mention."""
    text = "The rebels fled, Ana Lima said."
    assembly = begun(text, named=(("Ana Lima", "PER"),))
    content, cue, source = (
        toys.place_of(assembly.encoded, text, part)
        for part in ("The rebels fled", "said", "Ana Lima")
    )
    assembly.claim(Attribution(content, cue, source, "denial", quoted=True, score=0.71239))
    coded = assembly.coded("toy", 0, ())
    coded.check(assembly.document)
    (claim,) = coded.claims
    assert ("The rebels fled", "said") == (claim.content.text, claim.cue and claim.cue.text)
    assert claim.speaker is not None
    assert "Ana Lima" == coded.mentions[claim.speaker.mention].text
    assert (ClaimKind.DENIAL, True, 0.712) == (claim.kind, claim.quoted, claim.score)


def test_a_claim_without_a_speaker() -> None:
    """What nobody is named to have said has no speaker."""
    assembly = begun("The rebels fled.")
    assembly.claim(Attribution((0, 3), None, None, "blame", quoted=False, score=0.5))
    (claim,) = assembly.coded("toy", 0, ()).claims
    assert (None, None) == (claim.speaker, claim.cue)


def test_a_speaker_shares_the_cluster_of_the_name_that_is_meant() -> None:
    """Who "he" is stands in the coding as the cluster of the name."""
    text = "Ana Lima spoke. The rebels fled, she said."
    assembly = begun(text, named=(("Ana Lima", "PER"),))
    at = {
        part: toys.place_of(assembly.encoded, text, part)
        for part in ("The rebels fled", "said", "she", "Ana Lima")
    }
    one = Attribution(
        at["The rebels fled"],
        at["said"],
        at["she"],
        "assessment",
        quoted=False,
        score=0.5,
        meant=at["Ana Lima"],
    )
    assembly.name_all()
    assembly.claim(one)
    coded = assembly.coded("toy", 0, ())
    (speaker,) = (claim.speaker for claim in coded.claims if claim.speaker)
    clusters = {mention.text: mention.cluster for mention in coded.mentions}
    assert "she" == coded.mentions[speaker.mention].text
    assert clusters["Ana Lima"] is not None
    assert clusters["Ana Lima"] == clusters["she"]


def test_a_claim_has_its_condition_and_its_days() -> None:
    """The if-clause is cited, the date of what is to come is a mention."""
    text = "If the talks fail, the rebels will flee on Monday, Ana Lima said."
    assembly = begun(text, named=(("Ana Lima", "PER"),))
    content = toys.place_of(
        assembly.encoded, text, "If the talks fail, the rebels will flee on Monday"
    )
    cue = toys.place_of(assembly.encoded, text, "said")
    assembly.claim(Attribution(content, cue, None, "forecast", quoted=False, score=0.5))
    coded = assembly.coded("toy", 0, ())
    (claim,) = coded.claims
    assert claim.condition is not None
    assert claim.horizon is not None
    assert "If the talks fail" == claim.condition.text
    assert "Monday" in (coded.mentions[claim.horizon.mention].text or "")


def test_a_relation_between_two_names() -> None:
    """Both ends are mentions, and the words from the one to the other are the evidence."""
    text = "Ana Lima leads the Altaria Front."
    assembly = begun(text, named=(("Ana Lima", "PER"), ("Altaria Front", "ORG")))
    assembly.state(Stated((0, 2), "leads", (4, 6), (0, 6), 0.8))
    coded = assembly.coded("toy", 0, ())
    coded.check(assembly.document)
    (one,) = coded.relations
    assert (Predicate.LEADS, "Ana Lima leads the Altaria Front") == (
        one.predicate,
        one.evidence.text,
    )
    assert ("Ana Lima", "Altaria Front") == tuple(
        coded.mentions[end.mention].text for end in (one.subject, one.object)
    )


@pytest.mark.parametrize(
    "part, expected",
    [
        ("U.S", "U.S."),
        ("S", "U.S."),
        ("U.S.-led", "U.S.-led"),
        ("led force", "led force"),
        ("rebel", "rebel"),
    ],
)
def test_abbreviations_are_cited_whole(part: str, expected: str) -> None:
    """A span that cuts an abbreviation has the whole of it; other words stay as they were cut."""
    text = "The U.S.-led force hit the rebel-led town."
    assembly = begun(text)
    start, end = assembly.mention(toys.place_of(assembly.encoded, text, part), "participant")
    assert expected == text[start:end]
    assembly.coded("toy", 0, ()).check(assembly.document)


def test_events_told_again_are_chained() -> None:
    """The attack takes up what attacked before it, and stays an event of its own."""
    text = "Gunmen attacked the base. The attack shook the town. The talks failed."
    assembly = begun(text, anchor=["attacked", "attack "])
    weights = {**dict.fromkeys(FEATURES, 0.0), "definite": 1.0}
    assembly.fitted = {**toys.FITTED, "retellings": {"weights": weights, "least": 0.5}}
    for place in ("attacked", "attack "):
        assembly.add(anchor_of(assembly, place), {})
    coded = assembly.coded("toy", 0, ())
    assert [0, 0] == [event.chain for event in coded.events]


def test_omitted_events_and_vectors_are_handed_on() -> None:
    """What the coder counts and computes beside the events stands in the coding."""
    assembly = begun("They zorbed.", anchor=["zorbed"])
    assembly.add(anchor_of(assembly, "zorbed"), {})
    coded = assembly.coded("toy", 3, (b"v" * 64,))
    assert (3, (b"v" * 64,)) == (coded.omitted, coded.vectors)


def test_tokens_of_words() -> None:
    """A span of words is found again among the tokens of its sentence, hyphens and all."""
    text = "It rained. The U.S.-led force didn’t zorb Iraq’s 12km road."
    assembly = begun(text)
    for part in ("U.S.-led", "didn’t", "Iraq", "12km", "force didn’t zorb"):
        sentence, (start, end) = assembly.tokens(toys.place_of(assembly.encoded, text, part))
        begin, stop = sentence.starts[start], sentence.ends[end - 1]
        assert part in text[begin:stop]
        assert len(text[begin:stop]) <= len(part) + 2


WORDS = "Gunmen attacked Ana Lima Orvale 12 men on Monday . , the army “ said ” é 💥 U.S.-led"
NEWS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=40).map(" ".join)


@given(NEWS, st.data())
def test_any_spans_make_a_sound_coding(text: str, data: st.DataObject) -> None:
    """Whatever words fill whatever roles, every span of the coding is exact."""
    model = toys.model(seed=1)
    encoded = toys.encoded(text, model)
    found = candidates(encoded, Heads(model, encoded), toys.FITTED)
    named = names(encoded.names, encoded.edges)
    assembly = Assembly(Document.new(text), encoded, named, toys.FITTED)
    assembly.name_all()
    for one in found:
        assembly.add(one, _drawn(data, encoded, one))
    coded = assembly.coded("toy", 0, ())
    coded.check(assembly.document)
    for mention in coded.mentions:
        assert mention.text
        assert mention.start is not None
        assert text[slice(*mention.head)] in mention.text
    assert len(found) == len(coded.events)


def _drawn(data: st.DataObject, encoded: Encoded, anchor: Anchor) -> Fillers:
    """Return random fillers from the anchor's sentence that hold a word."""
    low, high = encoded.around(anchor.start)
    spans: st.SearchStrategy[Span] = st.tuples(
        st.integers(low, high - 1), st.integers(low, high - 1)
    ).map(lambda pair: (min(pair), max(pair) + 1))
    roles = st.sampled_from(["actor", "recipient", "place", "date", "dead", "count"])
    drawn = data.draw(st.dictionaries(roles, spans, max_size=3))
    return {
        role: (Filler(span, 0.5),)
        for role, span in drawn.items()
        if any(word[0].isalnum() for word in encoded.texts[slice(*span)])
    }


def test_a_likelier_reading_changes_only_itself() -> None:
    """An event's score is belief in the anchor times certainty of its status."""
    assembly = begun("They zorbed.", anchor=["zorbed"])
    sure = anchor_of(assembly, "zorbed")
    unsure = replace(sure, believed=0.5, statuses=(0.5, 0.5, 0.0, 0.0, 0.0, 0.0))
    assembly.add(unsure, {})
    (event,) = assembly.coded("toy", 0, ()).events
    assert (0.5, 0.25) == (event.anchor.score, event.score)


@pytest.mark.parametrize(
    "who, acts", [("Riot police", False), ("The army", False), ("Farmers", True)]
)
def test_forces_do_not_protest(who: str, *, acts: bool) -> None:
    """Police and armies meet protests; who else is named may stage one."""
    coded = told(f"{who} zorbed.", "zorbed", model=toys.settled("PROTEST"), actor=[who])
    assert bool(words(coded, "actor")) is acts
