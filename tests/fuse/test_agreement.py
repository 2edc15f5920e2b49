"""Belief and agreement, against a made world whose truth is known."""

import random
from dataclasses import replace
from statistics import mean

from watchfloor.fuse.agreement import Vote, believed, collapsed, rate, rates


def world(seed: int, copies: int, right: float) -> tuple[dict[str, bool], list[Vote]]:
    """Return 400 statements and what twelve sources, a wire and its copies say of them.

    The design of research/analytics.md 3.5: a source is right in .65 to .90 of what it says and
    speaks of 35 in 100 statements; the wire speaks of 60 and is right in `right` of them; a copy
    takes over 70 in 100 of the wire's.
    """
    chance = random.Random(seed)
    truth = {f"q{number:03d}": chance.random() < 0.5 for number in range(400)}
    skill = [chance.uniform(0.65, 0.9) for _ in range(12)]
    votes = []
    for name, so in truth.items():
        for number, good in enumerate(skill):
            if chance.random() < 0.35:
                says = so if chance.random() < good else not so
                votes.append(Vote(name, f"s{number}", f"s{number} {name}", says))
        if chance.random() < 0.6:
            says = so if chance.random() < right else not so
            votes.append(Vote(name, "wire", f"wire {name}", says))
            takers = [number for number in range(copies) if chance.random() < 0.7]
            votes += [Vote(name, f"copy{number}", f"wire {name}", says) for number in takers]
    return truth, votes


def accuracy(truth: dict[str, bool], votes: list[Vote]) -> float:
    """Return the share of the statements that are believed rightly; half of the unspoken ones."""
    belief = believed(votes)
    right = sum((belief[name] > 0.5) is truth[name] for name in belief)
    return (right + (len(truth) - len(belief)) / 2) / len(truth)


def test_copies_of_a_poor_wire_do_not_rule() -> None:
    """Ten copies of a wire that is right in .60: >= .87 by copy groups, about .72 without them."""
    grouped, naive = [], []
    for seed in range(5):
        truth, votes = world(seed, copies=10, right=0.6)
        grouped.append(accuracy(truth, votes))
        each = [replace(one, group=f"{one.source} {one.statement}") for one in votes]
        naive.append(accuracy(truth, each))
    assert mean(grouped) >= 0.87
    assert mean(naive) <= 0.75


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
