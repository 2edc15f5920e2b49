"""Who denies that something happened, by the words of a text."""

from dataclasses import replace

import pytest

from tests.fuse.made import filler, told
from watchfloor.fuse.denials import denier
from watchfloor.model import Event, Filler, Scored, Status


def denied(text: str, anchor: str, *, by: str | None = None, actor: str | None = None) -> Event:
    """Return an event that a reader found denied, at the first place of its anchor."""

    def named(words: str | None) -> tuple[Filler, ...]:
        if words is None:
            return ()
        start = text.index(words)
        one = filler(words)
        return (replace(one, start=start, end=start + len(words), name=words),)

    at = text.index(anchor)
    return replace(
        told("a", source="Paper", status=Status.DENIED).event,
        anchor=Scored(text=anchor, start=at, end=at + len(anchor), score=0.9),
        attributed_to=named(by),
        actor=named(actor),
    )


@pytest.mark.parametrize(
    "text,anchor,by",
    [
        ("Nobody has claimed the attack.", "attack", None),
        ("There was no immediate claim for the attack.", "attack", None),
        ("The army did not comment on the attack.", "attack", None),
        ("The army did not comment on the attack, residents said.", "attack", "residents"),
        ("The army did not immediately respond to questions on the raid.", "raid", None),
        ("Officials could not confirm the raid.", "raid", "Officials"),
        ("It is unclear who carried out the attack.", "attack", None),
        ("There was no second explosion.", "explosion", None),
    ],
)
def test_a_negation_of_something_else_denies_nothing(
    text: str, anchor: str, by: str | None
) -> None:
    """That nobody claimed, commented or confirmed, or that it was one blast, disputes no blast."""
    assert denier(text, denied(text, anchor, by=by), ()) is None


@pytest.mark.parametrize(
    "text,anchor,by,expected",
    [
        ("The ministry said there was no attack.", "attack", "The ministry", "The ministry"),
        ("Reports of the raid are false.", "raid", None, "no name in Paper"),
        ("The bombing never happened.", "bombing", None, "no name in Paper"),
        ("The army denied claims of an attack.", "attack", None, "The army"),
        ("The mayor dismissed reports of a raid.", "raid", "The mayor", "The mayor"),
    ],
)
def test_a_denial_is_by_who_is_quoted_else_by_the_text(
    text: str, anchor: str, by: str | None, expected: str
) -> None:
    """Without a name a word of denial is needed; a speaker may deny by a plain negation."""
    assert expected == denier(text, denied(text, anchor, by=by), ())


def test_who_denies_is_no_actor_for_standing_before_the_word() -> None:
    """The government, read as the actor of what it denies, disputes that a bus was attacked."""
    text = "The government denied on Wednesday that any bus had been attacked near Mopti."
    found = denied(text, "attacked", actor="The government")
    assert "The government" == denier(text, found, ())


@pytest.mark.parametrize(
    "text,anchor",
    [
        ("The army denied that it had shelled the town.", "shelled"),
        ("The army denied its troops shelled the town.", "shelled"),
        ("The army denied shelling the town.", "shelling"),
        ("The army has denied deliberately shelling the town.", "shelling"),
        ("The army denied any role in the shelling.", "shelling"),
    ],
)
def test_a_denial_of_ones_own_deed_disputes_nothing(text: str, anchor: str) -> None:
    """By a pronoun, its own people or a bare gerund: who did it is disputed, no more."""
    assert denier(text, denied(text, anchor, by="The army", actor="The army"), ()) is None


def test_who_is_named_again_as_the_actor_denies_his_own_deed() -> None:
    """One body under two names, before and after the word: "the army denied that soldiers ..."."""
    text = "The army denied that soldiers had shelled the town."
    found = denied(text, "shelled", by="The army", actor="soldiers")
    own = replace(
        found,
        attributed_to=(replace(found.attributed_to[0], entity_id="MLI-MIL"),),
        actor=(replace(found.actor[0], entity_id="MLI-MIL"),),
    )
    assert denier(text, own, ()) is None
    assert "The army" == denier(text, found, ())


def test_everything_is_no_deed() -> None:
    """A denial of everything that was reported is one of the raid."""
    text = "The mayor denied everything that was reported of the raid."
    assert "The mayor" == denier(text, denied(text, "raid", by="The mayor"), ())
