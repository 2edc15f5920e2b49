"""How often a property is tried: quickly on every run, two hundred times as often in a soak."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
QUICK = 50
"""Examples of a property that does not say how many."""
TIMES = 200
"""How many times as many a soak tries."""


def examples(quick: int) -> int:
    """Return the examples of a property that takes longer than others: in a soak more too.

    A number in `settings` overrides that of the profile, so that a soak would try no more.
    """
    return quick * TIMES if PROFILE == "soak" else quick
