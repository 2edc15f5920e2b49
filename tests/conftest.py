"""Hypothesis profiles, what is measured, and the time that each room's tests took."""

import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.soaking import PROFILE, QUICK, TIMES

TESTS = Path(__file__).parent
BUDGET_MINUTES = 15

settings.register_profile("quick", max_examples=QUICK, deadline=None, derandomize=True)
settings.register_profile(
    "soak",
    max_examples=QUICK * TIMES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks of this suite."""
    config.addinivalue_line("markers", "property: a Hypothesis property, repeated by `make soak`")
    config.addinivalue_line("markers", "browser: pages in the Chromium of the machine")
    config.addinivalue_line("markers", "soak: hours of cases, run by `make soak` only")
    config.addinivalue_line("markers", "slow: seconds each; leave them out with -m 'not slow'")
    if not getattr(config.option, "numprocesses", None):
        # Programs that a test starts are not measured: it made each take twice the time, and what
        # they run is also run here. The controller of xdist hands the variable to its workers.
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every Hypothesis test as a property; leave what only soaks out of other runs."""
    if PROFILE != "soak":
        items[:] = [item for item in items if item.get_closest_marker("soak") is None]
    # What takes long begins first: no worker is left alone with it at the end.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seconds spent in each room, summed over workers, against the budget."""
    rooms: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                parts = Path(report.nodeid.split("::")[0]).parts
                rooms[parts[1] if len(parts) > 2 else "top"] += report.duration
    if not rooms:
        return
    terminalreporter.section("seconds per room")
    for room, seconds in sorted(rooms.items(), key=lambda pair: -pair[1]):
        terminalreporter.write_line(f"{seconds:8.1f}  {room}")
    total = sum(rooms.values())
    terminalreporter.write_line(f"{total:8.1f}  all, of a budget of {BUDGET_MINUTES} minutes")
