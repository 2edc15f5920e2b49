"""Numbers that a text replaces itself, by hand."""

from dataclasses import replace

import pytest

from tests.fuse.made import filler, told
from watchfloor.fuse.revisions import differ, replaced
from watchfloor.fuse.settle import settle
from watchfloor.model import Count, Event, Standing


def event(text: str, words: str, number: int, **more: object) -> Event:
    """Return an attack whose dead are counted by words of a text."""
    start = text.index(words)
    count = Count.cut(text, start, start + len(words), low=number, best=number, high=number)
    return replace(told(words, dead=count).event, chain="a", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text, outdated",
    [
        ("They first announced 20 dead. Later they raised the toll to 53.", ["20"]),
        ("It counted 20 dead. The toll has since risen to at least 53.", ["20"]),
        ("It lost 20 men. The number of dead was later revised down to 53.", ["20"]),
        ("At least 53 died. Officials had initially spoken of 20 dead.", ["20"]),
        ("At least 53 died. An earlier toll of 20 was wrong.", ["20"]),
        ("It counted 20 dead; the latest toll is 53.", ["20"]),
        ("The army counted 20 dead. The rebels said 53.", []),
        ("Initially 20 died. Then 53 more died in hospital.", []),
        ("At least 53 died. In the first attack 20 were killed.", []),
        ("The army raised its guard. It counted 20 dead and 53 cows.", []),
    ],
)
def test_a_number_that_its_own_text_replaces(text: str, outdated: list[str]) -> None:
    """Raised, lowered, or heard of at first; not what somebody else says, nor what is added."""
    events = [event(text, "20", 20), event(text, "53", 53)]
    assert outdated == sorted(replaced(text, events))
    assert differ(events)
    assert not differ(events[:1])


def test_another_voice_replaces_nothing() -> None:
    """What the rebels raised is theirs: the army's number stands beside it."""
    text = "The army counted 20 dead. The rebels raised the toll to 53."
    army, rebels = ((filler(name),) for name in ("army", "rebels"))
    events = [
        event(text, "20", 20, attributed_to=army),
        event(text, "53", 53, attributed_to=rebels),
    ]
    assert not replaced(text, events)


def test_a_replaced_number_is_shown_and_has_no_vote() -> None:
    """It stands among the reported values as superseded; the rest of its event counts."""
    text = "Gunmen killed 20, it said first. It raised the toll to 53."
    first, later = event(text, "20", 20), event(text, "53", 53)
    one = replace(told("x"), event=first, copy_group="d", replaced=("dead",))
    found = settle("a", [one, replace(told("y"), event=later, copy_group="d")])
    assert found.dead is not None
    assert (53, 53, 53) == (found.dead.low, found.dead.best, found.dead.high)
    standing = {value.best: value.standing for value in found.reported["dead"]}
    assert {20: Standing.SUPERSEDED, 53: Standing.COUNTS} == standing
    assert {Standing.COUNTS} == {value.standing for value in found.reported["type"]}
