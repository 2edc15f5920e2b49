"""Count reported attacks in a record by week and country, and show the words behind one of them.

    watchfloor demo --record demo.db
    python examples/attacks_by_week.py demo.db

These are reports, not incidents: two outlets on one attack are two reports.
"""

import sys
from collections import Counter
from datetime import date, timedelta

import watchfloor


def main(path: str) -> None:
    """Print one line a week and country, and the evidence of the deadliest report."""
    weeks = Counter[tuple[date, str]]()
    deadliest, most = "no deaths reported", 0
    with watchfloor.open(path) as record:
        for event in record.events.where(type="ASSAULT", status="actual"):
            day = event.date.from_ if event.date else None
            country = event.event_loc.country if event.event_loc else None
            if event.id != event.chain or day is None or country is None:
                continue  # a repeated mention, or one without date or place
            weeks[day - timedelta(days=day.weekday()), country] += 1
            if event.dead and (event.dead.low or 0) > most:
                most = event.dead.low or 0
                deadliest = f"{event.source}, {day}, {country}: {event.dead.text!r}"
    for (monday, country), number in sorted(weeks.items()):
        sys.stdout.write(f"{monday}  {country}  {'#' * number} {number}\n")
    sys.stdout.write(f"\n{deadliest}\n")


if __name__ == "__main__":
    main(sys.argv[1])
