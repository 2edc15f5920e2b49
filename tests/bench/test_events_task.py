"""Triggers and arguments on made-up texts of both sets, against figures worked out by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.baselines.triggers import Learned, same_lemma
from bench.product import Product
from bench.run import run
from bench.score.heads import Marked, phrase, trigger
from bench.task import Table
from bench.tasks import TASKS
from bench.tasks.events import load, plover_roles, plover_type
from bench.tasks.events_figures import Argument, Said, Trigger
from watchfloor.errors import InputError
from watchfloor.model import Coded, Document, Event, Mention, MentionKind, Probe, Role

Write = Callable[..., Path]


@dataclass(frozen=True, slots=True)
class Prober:
    """The fake product, whose probe names the first word as the surer actor than the second."""

    product: Product

    @property
    def digest(self) -> str:
        """The same product."""
        return self.product.digest

    signed_weights = property(lambda self: self.product.signed_weights)
    decides = property(lambda self: self.product.decides)
    named = property(lambda self: self.product.named)

    def read(self, row: Mapping[str, str | None]) -> Document:
        """Read as before."""
        return self.product.read(row)

    def code(self, document: Document) -> tuple[Coded, tuple[Event, ...]]:
        """Code as before."""
        return self.product.code(document)

    def probe(self, document: Document, spans: Sequence[tuple[int, int]]) -> tuple[Probe, ...]:
        """Give every span the same fillers, the second below the score of an answer."""
        mentions = tuple(
            Mention.cut(document.text, *span, kind=MentionKind.GROUP, head=span)
            for span in ((0, 7), (8, 16))
        )
        roles = {"actor": (Role(0, 0.9), Role(1, 0.4))}
        return tuple(
            Probe(start=a, end=b, type={}, mode={}, status={}, roles=roles, mentions=mentions)
            for a, b in spans
        )


def table(tables: Sequence[Table], title: str) -> Table:
    """Return the table whose title begins so."""
    return next(one for one in tables if one.title.startswith(title))


def test_wikievents_by_hand(wikievents: Path, product: Product) -> None:
    """One of two triggers is found beside a false one, with two of three arguments of four said."""
    result = run(TASKS["events"], wikievents, product)
    assert result.metrics.values["trigger_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert result.metrics.values["argument_f1"] == pytest.approx(2 * 2 / (4 + 3))
    assert set(table(result.tables, "Left out").rows) == {
        ("gold", 1),
        ("at a trigger without PLOVER type", 1),
    }


def test_rams_judges_only_the_marked_trigger(rams: Path, product: Product) -> None:
    """What is coded elsewhere in a window was not annotated: neither right nor wrong."""
    result = run(TASKS["events"], rams, product)
    assert result.metrics.values["trigger_f1"] == 1.0
    assert result.metrics.values["argument_f1"] == pytest.approx(2 * 1 / (2 + 2))
    assert ("elsewhere in the window", 2) in table(result.tables, "Left out").rows


def test_gold_triggers_are_probed_for_their_arguments(wikievents: Path, product: Product) -> None:
    """The attacker is right of three gold arguments; an unsure filler is no answer."""
    result = run(TASKS["events"], wikievents, Prober(product))
    rows = {row[0]: row[1:] for row in table(result.tables, "Arguments").rows}
    head, role, precision, recall, gold, said = rows["at gold triggers (probe)"]
    assert (gold, said) == (3, 2)
    assert precision == pytest.approx(1 / 2)
    assert recall == pytest.approx(1 / 3)
    assert head == role == pytest.approx(2 / 5)


def test_two_triggers_of_one_type_are_scored_one_to_one(wikievents: Path) -> None:
    """One prediction that covers both words of gold is right once."""
    (case,) = load(wikievents)
    text = case.text
    both = (text.index("attacked"), text.index("killed") + 6)
    said = Said((Trigger(Marked(both, both), "ASSAULT"),), ((), ()))
    counts = TASKS["events"].tally(case, said)
    assert counts["trigger", "right"] == 1


def test_a_wrong_type_at_a_gold_trigger_is_judged(wikievents: Path) -> None:
    """A type that the set can't express is left out elsewhere, but not where gold has an event."""
    (case,) = load(wikievents)
    (start, end), other = case.gold[0].marked.span, (0, 7)
    said = Said(
        (
            Trigger(Marked((start, end), (start, end)), "MOBILIZE"),
            Trigger(Marked(other, other), "MOBILIZE"),
        ),
        ((), ()),
    )
    counts = TASKS["events"].tally(case, said)
    assert (counts["trigger", "predicted"], counts["trigger", "found"]) == (1, 1)
    assert counts["trigger", "right"] == 0
    assert counts["left out", "of a type the set has not"] == 1


def test_an_argument_of_another_role_is_only_spotted(wikievents: Path) -> None:
    """The head is found, the role is wrong."""
    (case,) = load(wikievents)
    gold = case.gold[0]
    argument = Argument(gold.arguments[0].marked, frozenset({"recipient"}))
    said = Said((Trigger(gold.marked, gold.type, arguments=(argument,)),), ((), ()))
    counts = TASKS["events"].tally(case, said)
    assert counts["whole", "", "spotted"] == 1
    assert not any(key[2:] == ("right",) for key in counts if key[0] == "whole")


def test_types_of_two_and_three_levels_are_read_alike() -> None:
    """The longest row that fits counts; an empty one leaves the type out."""
    assert plover_type("wikievents", "Life.Die") == "ASSAULT"
    assert plover_type("wikievents", "Life.Die.Unspecified") == "ASSAULT"
    assert plover_type("rams", "life.die.nonviolentdeath") is None
    assert plover_type("wikievents", "Contact.Contact") is None
    assert plover_type("wikievents", "Contact.Contact.Meet") == "CONSULT"
    assert plover_type("rams", "life.diet") is None


def test_a_participant_of_a_meeting_may_be_on_either_side() -> None:
    """The sets don't say who visited whom; roles without a counterpart are left out."""
    assert plover_roles("CONSULT", "Participant") == {"actor", "recipient"}
    assert plover_roles("ASSAULT", "ExplosiveDevice") == {"instrument"}
    assert plover_roles("ASSAULT", "") == frozenset()


@pytest.mark.parametrize(
    "words, head",
    [
        ("the president of Mali", "president"),
        ("Kofi Mensah , a teacher", "Mensah"),
        ("two soldiers who fled", "soldiers"),
        ("the army's depot", "depot"),
        ("of", "of"),
    ],
)
def test_the_head_of_a_noun_phrase_is_its_last_word_before_what_qualifies_it(
    words: str, head: str
) -> None:
    """Prepositions, commas and clauses end the core of a phrase."""
    start, end = phrase(words, (0, len(words))).head
    assert head == words[start:end]


@pytest.mark.parametrize(
    "words, head",
    [("opened a probe", "probe"), ("shot down", "shot"), ("carried out", "carried")],
)
def test_the_head_of_a_trigger_is_its_first_telling_word(words: str, head: str) -> None:
    """Light verbs and articles are not, unless there is nothing else."""
    start, end = trigger(words, (0, len(words))).head
    assert head == words[start:end]


def test_phrases_are_the_same_if_each_holds_the_others_head() -> None:
    """The name inside a longer phrase of another head is another thing."""
    text = "the mayor of Gao"
    whole, name = phrase(text, (0, 16)), phrase(text, (13, 16))
    assert phrase(text, (4, 9)).is_same(whole)
    assert not name.is_same(whole)


def test_same_lemma_learns_from_the_other_folds_alone() -> None:
    """A word is a trigger where it mostly was one elsewhere; its own text does not count."""
    texts = ["They raided it."] * 3 + ["A raid.", "They ran.", "They ran."]
    marked: list[tuple[tuple[tuple[int, int], str], ...]] = [
        (((5, 11), "ASSAULT"),),
        (((5, 11), "ASSAULT"),),
        (),
        (),
        (((5, 8), "RETREAT"),),
        (),
    ]
    learned = [Learned(*one) for one in zip(texts, marked, strict=True)]
    found = same_lemma(learned)
    assert [bool(one) for one in found] == [False, False, True, True, False, True]
    assert found[3] == (((2, 6), "ASSAULT"),)
    assert found[5] == (((5, 8), "RETREAT"),)


def test_a_span_outside_the_text_is_refused(write: Write) -> None:
    """Broken gold offsets never become a figure."""
    event = {"type": "Life.Die", "trigger": {"start": 3, "end": 99}, "args": []}
    with pytest.raises(InputError, match="not inside the text"):
        load(write({"id": "x", "text": "They met.", "events": [event]}))


def test_a_file_without_a_counterpart_has_no_figures(write: Write, product: Product) -> None:
    """Null with the reason, not 0."""
    lie = {"type": "contact.prevarication.n/a", "trigger": {"start": 5, "end": 9}, "args": []}
    path = write({"id": "x", "text": "They lied.", "events": [lie]})
    figures = run(TASKS["events"], path, product).metrics
    assert figures.values == {"trigger_f1": None, "argument_f1": None}
    assert set(figures.why) == {"trigger_f1", "argument_f1"}
