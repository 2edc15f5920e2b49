"""How often sources agree on tolls, copies aside."""

from tests.fuse.made import told
from watchfloor.fuse.agreement import rates
from watchfloor.fuse.settle import settle
from watchfloor.model import Count, Incident
from watchfloor.pipeline_sources import votes


def toll(number: int) -> Count:
    """Return a toll as a text gives it."""
    return Count(low=number, best=number, high=number, text=str(number), start=0, end=1)


def happening(number: int) -> Incident:
    """Return an incident: nine dead by a wire and its copy, four by three other outlets."""
    wire = f"wire {number}"
    given = [
        told(f"w{number}", source="Poor Wire", dead=toll(9), copy_group=wire),
        told(f"c{number}", source="Copier", dead=toll(9), copy_group=wire, is_copy=True),
        *(told(f"{name}{number}", source=name, dead=toll(4)) for name in ("Star", "Sun", "Post")),
    ]
    return settle(given[0].event.chain, given)


def test_agreement_is_with_other_copy_groups_alone() -> None:
    """A wire alone against three agrees never, whatever the number of its copies."""
    found = rates(votes([happening(number) for number in range(12)]))
    assert {"Poor Wire": 0.0, "Copier": 0.0, "Star": 1.0, "Sun": 1.0, "Post": 1.0} == {
        name: rate.rate for name, rate in found.items() if rate
    }


def test_few_comparisons_give_no_rate() -> None:
    """Two incidents, four statements: nothing is said of anybody."""
    found = rates(votes([happening(1), happening(2)]))
    assert {None} == set(found.values())
