"""Values as pages say them."""

from dataclasses import replace

from tests.present.conftest import make_entry
from watchfloor.model.ledger import Verdict
from watchfloor.present.web.words import parties, past, sides


def test_who_and_whom_are_named_or_said_to_be_missing() -> None:
    """Who is missing is said in words, whom is left out with the arrow to it."""
    event = next(one for one in make_entry().events if one.actor and one.recipient)
    assert " → " in sides(event)
    assert sides(replace(event, recipient=())) == parties(event.actor)
    assert '<span class="muted">nobody named</span> → ' in sides(replace(event, actor=()))
    assert sides(replace(event, actor=(), recipient=())).endswith(">nobody named</span>")


def test_an_endless_name_is_cut() -> None:
    """A party of a thousand letters does not fill a list."""
    event = next(one for one in make_entry().events if one.recipient)
    words = "the " + "very " * 500 + "long army"
    long = replace(event, actor=(), recipient=(replace(event.recipient[0], name=words),))
    assert 100 < len(parties(long.recipient)) < 300


def test_verdicts_have_a_past() -> None:
    """Each verdict is told as what somebody did."""
    told = {str(one): past(one) for one in Verdict}
    assert told["accept"] == "accepted"
    assert told["redact"] == "redacted"
    assert (told["undo"], told["withdraw"], told["split"]) == ("undid", "withdrew", "split")
