"""Belief and agreement, against a made world whose truth is known."""

import random

import pytest

from watchfloor.fuse.agreement import Vote, believed, collapsed, rate, rates


def world(seed: int, copies: int, right: float) -> tuple[dict[str, bool], list[Vote]]:
    """Return 400 statements and what twelve sources, a wire and its copies say of them.

    The design of research/analytics.md 3.5: sources are right in .55 to .85 of what they cover, a
    quarter of the statements each; the wire covers six in ten and is right in `right` of them.
    """
    chance = random.Random(seed)
    truth = {f"q{number:03d}": chance.random() < 0.5 for number in range(400)}
    skill = [0.55 + 0.3 * number / 11 for number in range(12)]
    votes = []
    for name, so in truth.items():
        for number, good in enumerate(skill):
            if chance.random() < 0.5:
                says = so if chance.random() < good else not so
                votes.append(Vote(name, f"s{number}", f"s{number}", says))
        if chance.random() < 0.6:
            says = so if chance.random() < right else not so
            votes.append(Vote(name, "wire", f"wire {name}", says))
            votes += [Vote(name, f"copy{n}", f"wire {name}", says) for n in range(copies)]
    return truth, votes


def accuracy(truth: dict[str, bool], votes: list[Vote]) -> float:
    """Return the share of the statements spoken of that are believed rightly."""
    belief = believed(votes)
    return sum((belief[name] > 0.5) is truth[name] for name in belief) / len(belief)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_copies_of_a_poor_wire_do_not_rule(seed: int) -> None:
    """With ten copies collapsed belief is far better than with each copy a source of its own."""
    truth, votes = world(seed, copies=10, right=0.6)
    naive = [Vote(one.statement, one.source, f"{one.source}", one.says) for one in votes]
    alone, _ = world(seed, copies=0, right=0.6), None
    assert accuracy(truth, votes) >= accuracy(truth, naive) + 0.08
    assert truth == alone[0]


def test_a_copy_group_votes_once() -> None:
    """The copies of one text are one vote on a statement."""
    votes = [Vote("q", name, "one", True) for name in "abc"] + [Vote("q", "d", "d", False)]
    assert 2 == len(collapsed(votes))


def test_the_order_of_votes_does_not_matter() -> None:
    """Belief is the same for any order."""
    _, votes = world(5, copies=2, right=0.8)
    assert believed(votes) == believed(votes[::-1])


def test_a_rate_by_hand() -> None:
    """Eight of ten: Wilson's interval .490 to .943; fewer than ten checkable give none."""
    found = rate(8, 10)
    assert found
    assert (0.8, 0.49, 0.943, 10) == (found.rate, found.low, found.high, found.checkable)
    assert rate(9, 9) is None


def test_agreement_is_with_the_others_without_ones_own_copies() -> None:
    """A source is held against other groups; its copies do not confirm it; ties check nobody."""
    votes = []
    for number in range(12):
        name = f"q{number}"
        votes += [Vote(name, "a", "wire", True), Vote(name, "copy", "wire", True)]
        votes += [Vote(name, "b", "b", number < 9), Vote(name, "c", "c", number < 9)]
    found = rates(votes)["a"]
    assert found
    assert (0.75, 12) == (found.rate, found.checkable)
    assert rates(votes[:3])["a"] is None
